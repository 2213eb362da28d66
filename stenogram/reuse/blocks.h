// What two transcripts have in common: stretches that both carry, small changes passed
// over, in any order.
//
// Seeds are runs of three words that stand in both (the idea of BLAST and of passim:
// seed, extend, chain); each is extended as far as the words agree, and neighbours on
// about the same diagonal are joined over gaps. A block counts only where enough of it
// is kept to be no accident, so phrases that everybody uses do not add up.
//
// Positions are indices into Said::words. Pure; any thread. About linear in both sides:
// a run of words that stands in `b` more than kMostOccurrences times seeds nothing.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "stenogram/base/span.h"
#include "stenogram/reuse/said.h"

namespace stenogram::reuse {

inline constexpr std::size_t kSeed = 3;  // words
inline constexpr std::size_t kMostOccurrences = 8;
inline constexpr std::uint32_t kWidestBridge = 10;  // words passed over within a block
inline constexpr std::uint32_t kLeastKept = 8;      // words of a block that agree
inline constexpr double kLeastDensity = 0.5;        // of the longer side

// The same words on both sides.
struct SameWords {
  std::uint32_t a = 0, b = 0, length = 0;
  bool operator==(const SameWords&) const = default;
};

struct Block {
  TokenRange a, b;
  std::uint32_t kept = 0;          // words of its matches
  std::vector<SameWords> matches;  // in order on both sides, apart
};

// Blocks in order of `a`. They may overlap where one side repeats itself.
std::vector<Block> blocks(std::span<const Word> a, std::span<const Word> b);

// How a word of one side fares.
enum class Cover : std::uint8_t { alone, bridged, kept };

struct Coverage {
  std::vector<Cover> of;  // one a word
  std::uint32_t kept = 0, bridged = 0;
  std::uint32_t carried() const { return kept + bridged; }
};

Coverage coverage_of_a(const std::vector<Block>& blocks, std::size_t words);
Coverage coverage_of_b(const std::vector<Block>& blocks, std::size_t words);

// The share of kept words that stand in blocks which follow one another on both sides:
// 1 where nothing moved, 0 where there are no blocks.
double in_order(const std::vector<Block>& blocks);

}  // namespace stenogram::reuse
