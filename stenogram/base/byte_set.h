// The first byte of a text that is one of a few, for walks that pass over nearly all of it.
//
//   const char* mark = find_byte<Wide::no, '.', '?', '!'>(begin, end);
//
// Sixteen bytes at a time where the processor has SSE2 (each x86-64 has), else one by one;
// the answer is the same. `Wide::yes` stops at bytes of 0x80 and more as well. Reads
// nothing outside [begin, end). Pure; any thread.
#pragma once
#include <bit>
#include <cstdint>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace stenogram {

enum class Wide { no, yes };

template <Wide kWide, std::uint8_t... kBytes>
constexpr bool is_byte_of(char byte) {
  return ((std::uint8_t(byte) == kBytes) || ...) || (kWide == Wide::yes && std::uint8_t(byte) >= 0x80);
}

// Where the first such byte stands, or `end`.
template <Wide kWide, std::uint8_t... kBytes>
const char* find_byte(const char* begin, const char* end) {
#if defined(__SSE2__)
  for (; end - begin >= 16; begin += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(begin));
    // A mask takes the highest bit of each byte, which is what makes a byte wide.
    __m128i hits = kWide == Wide::yes ? bytes : _mm_setzero_si128();
    ((hits = _mm_or_si128(hits, _mm_cmpeq_epi8(bytes, _mm_set1_epi8(static_cast<char>(kBytes))))), ...);
    if (const int mask = _mm_movemask_epi8(hits)) return begin + std::countr_zero(static_cast<unsigned>(mask));
  }
#endif
  while (begin < end && !is_byte_of<kWide, kBytes...>(*begin)) ++begin;
  return begin;
}

}  // namespace stenogram
