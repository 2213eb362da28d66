// How well a probe fits a window of words, and which stretch of it.
//
// Two measures, cheap and exact. The bound is the length of the longest common
// subsequence of probe and window, one bit a word of the probe (Hyyrö 2004): no stretch
// of the window can hold more of the probe's words in order. The stretch itself is the
// one that earns most when a word found is worth four words passed over, so that it
// reaches over an omission for five words beyond twenty, and does not wander after
// `the` and `of`. O(window * probe / 64) and O(window * probe).
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "stenogram/concordance/segment.h"

namespace stenogram::concordance {

// A probe in the tokens of one segment; 0 for a word it does not know. One thread.
class StretchFinder {
 public:
  explicit StretchFinder(std::span<const Token> probe);

  // The most words of the probe that stand in order in [begin, end).
  std::uint32_t bound(const Segment& segment, Position begin, Position end);

  struct Stretch {
    std::uint32_t found = 0;      // words of the probe in order
    Position begin = 0, end = 0;  // from the first of them to the last
  };
  Stretch best(const Segment& segment, Position begin, Position end);

 private:
  const std::uint64_t* mask_of(Token token) const;
  std::uint32_t short_bound(const Segment& segment, Position begin, Position end) const;

  std::vector<Token> probe_;
  std::size_t words_;                 // machine words in a mask
  std::vector<Token> table_;          // open addressing; 0 is an empty place
  std::vector<std::uint64_t> masks_;  // where each token of table_ stands in the probe
  std::vector<std::uint64_t> free_;   // row of the bound
  struct Path {
    std::int32_t worth = 0;
    std::uint32_t found = 0;
    Position begin = 0, end = 0;
  };
  std::vector<Path> row_;
};

}  // namespace stenogram::concordance
