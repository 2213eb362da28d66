#include "stenogram/corpus/fault.h"

#include <algorithm>
#include <cstdint>

namespace stenogram::corpus {
namespace {

struct Range {
  std::uint32_t first, last;
};

template <std::size_t N>
bool among(std::uint32_t code, const Range (&ranges)[N]) {
  return std::any_of(ranges, ranges + N, [&](Range range) { return range.first <= code && code <= range.last; });
}

// Marks that stand on the letter before them, and characters of no width.
constexpr Range kNoColumn[] = {{0x300, 0x36F}, {0x200B, 0x200D}, {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF}};
// East Asian Width W and F, by their blocks.
constexpr Range kTwoColumns[] = {{0x1100, 0x115F}, {0x2E80, 0xA4CF}, {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},
                                 {0xFE30, 0xFE6F}, {0xFF00, 0xFF60}, {0x1F300, 0x1FAFF}, {0x20000, 0x3FFFD}};
// Controls, ends of lines, and what turns the direction of a terminal's text.
constexpr Range kUnseen[] = {{0, 0x1F}, {0x7F, 0x9F}, {0x200E, 0x200F}, {0x2028, 0x202E}, {0x2066, 0x2069}};

// The character at `at`; its length in bytes, never past the end, malformed or not.
std::size_t decode(std::string_view text, std::size_t at, std::uint32_t& code) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned lead = byte(at);
  code = lead;
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
  if (length == 1 || at + length > text.size()) return 1;
  code = lead & (0x7Fu >> length);
  for (std::size_t i = 1; i < length; ++i) code = code << 6 | (byte(at + i) & 0x3F);
  return length;
}

}  // namespace

Error error_of(std::string_view query, const QueryFault& fault) {
  std::string line, under;
  const std::uint64_t end = std::max(fault.at.end, fault.at.begin + 1);
  bool pointed = false;
  for (std::size_t at = 0; at < query.size();) {
    std::uint32_t code = 0;
    const std::size_t length = decode(query, at, code);
    const bool unseen = among(code, kUnseen);
    line += unseen ? std::string(" ") : std::string(query.substr(at, length));
    const bool here = fault.at.begin <= at && at < end;
    for (int i = among(code, kNoColumn) ? 0 : among(code, kTwoColumns) ? 2 : 1; i > 0; --i) {
      under += here ? (pointed ? '~' : '^') : ' ';
      pointed = pointed || here;
    }
    at += length;
  }
  if (!pointed) under += '^';
  under.erase(under.find_last_not_of(' ') + 1);
  std::string what = fault.what, advice = fault.advice;
  (advice.empty() ? what : advice) += "\n  " + line + "\n  " + under;
  return Error::usage("query", std::move(what), std::move(advice));
}

}  // namespace stenogram::corpus
