// Half-open ranges that know what they count.
//
// A byte of the page's text, a byte of the capture and a token are three
// different things, and mixing them up is the classic mistake of programs like
// this one; so each has a type of its own and the compiler keeps them apart.
#pragma once
#include <algorithm>
#include <compare>
#include <cstdint>
#include <string_view>

namespace stenogram {

template <class Unit>
struct Span {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;

  constexpr std::uint64_t size() const { return end - begin; }
  constexpr bool empty() const { return begin == end; }
  constexpr bool contains(std::uint64_t at) const { return begin <= at && at < end; }
  constexpr bool contains(Span inner) const { return begin <= inner.begin && inner.end <= end; }
  constexpr bool overlaps(Span other) const { return begin < other.end && other.begin < end; }
  constexpr auto operator<=>(const Span&) const = default;
};

// Bytes of the page's UTF-8 text: the coordinates of the contract.
using ByteSpan = Span<struct PageBytes>;
// Bytes of the capture, as received.
using SourceSpan = Span<struct CaptureBytes>;
// Positions in a sequence of words or token ids.
using TokenRange = Span<struct TokenPositions>;

// The bytes of `text` that `span` names; the view lives as long as `text`.
constexpr std::string_view slice(std::string_view text, ByteSpan span) { return text.substr(span.begin, span.size()); }

}  // namespace stenogram
