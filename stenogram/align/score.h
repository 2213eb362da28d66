// How nearly a quotation fits somewhere in a stretch of spoken words, fast.
//
// Myers' bit-vector method (1999) in Hyyro's form for words longer than one machine
// word: the quotation's tokens are bits, and each spoken token costs a few instructions
// for every 64 of them. Changes count one each; runs, marks and renderings are left to
// place(). It decides which of many stretches deserve that.
#pragma once
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "stenogram/align/compare.h"

namespace stenogram::align {

struct Score {
  std::uint32_t changes = 0;  // fewest insertions, deletions and replacements
  std::uint64_t end = 0;      // first spoken position after which that is reached
  bool operator==(const Score&) const = default;
};

// One quotation, prepared once and held against many stretches. Const use from any thread.
class Pattern {
 public:
  explicit Pattern(std::span<const TokenId> quoted);

  // The best fit of the whole quotation to any part of `spoken`. An empty part is one:
  // changes never exceed the quotation's length. O(size / 64 * spoken.size()).
  Score best_in(std::span<const TokenId> spoken) const;
  // The most of the quotation's words that stand in order in `spoken`, whatever else stands
  // between them: the longest common subsequence (Hyyrö 2004). The same cost.
  std::uint32_t most_in_order(std::span<const TokenId> spoken) const;

 private:
  std::size_t size_;
  std::size_t blocks_;
  // Where each token stands, a row of blocks each; the first row is of those that stand nowhere.
  const std::uint64_t* bits_of(TokenId token) const;
  std::vector<std::uint64_t> rows_;
  std::vector<std::uint32_t> row_of_;                       // of small numbers, which callers mostly give
  std::unordered_map<TokenId, std::uint32_t> row_of_more_;  // of others
};

}  // namespace stenogram::align
