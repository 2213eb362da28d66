// The table of one comparison: inner shapes of room align, for compare.cc and chain.cc.
#pragma once
#include <cstdint>
#include <vector>

#include "stenogram/align/compare.h"

namespace stenogram::align {

// Whether the spoken side may begin or end anywhere, at no cost.
struct Ends {
  bool free_before = false;
  bool free_after = false;
  bool operator==(const Ends&) const = default;
};
inline constexpr Ends kFreeEnds{true, true};
inline constexpr Ends kFixedEnds{false, false};

// A part of the problem: quoted tokens to be laid beside spoken ones.
struct Box {
  TokenRange quoted;
  TokenRange spoken;
  Ends ends;
};

// The sides, with their equivalences where they end and answers for absent flags.
class Problem {
 public:
  explicit Problem(const Sides& sides);

  TokenId quoted(std::uint64_t i) const { return sides_.quoted[i]; }
  TokenId spoken(std::uint64_t j) const { return sides_.spoken[j]; }
  bool omission(std::uint64_t gap) const { return !sides_.omission_at.empty() && sides_.omission_at[gap] != 0; }
  bool bracketed(std::uint64_t i) const { return !sides_.quoted_bracketed.empty() && sides_.quoted_bracketed[i] != 0; }
  bool optional(std::uint64_t j) const { return !sides_.spoken_bracketed.empty() && sides_.spoken_bracketed[j] != 0; }
  // Whether words dropped in this gap of the quotation are what a bracket replaces.
  bool beside_bracket(std::uint64_t gap) const {
    return (gap > 0 && bracketed(gap - 1)) || (gap < sides_.quoted.size() && bracketed(gap));
  }
  std::uint64_t quoted_size() const { return sides_.quoted.size(); }

  // Equivalences whose quoted side ends at `i`, by where their spoken side ends, the cheapest first.
  std::span<const Equivalence> ending_at(std::uint64_t i) const;
  // What it costs to render one range by the other; they must be equivalent.
  std::uint32_t cheapest(TokenRange quoted, TokenRange spoken) const;

 private:
  // The same whose spoken side ends at `j`. O(log of those that end at `i`).
  std::span<const Equivalence> ending_at(std::uint64_t i, std::uint64_t j) const;

  Sides sides_;
  std::vector<Equivalence> by_end_;
  std::vector<std::uint32_t> first_by_end_;  // for each quoted end, into by_end_
};

// Fills the table of one box and appends its runs in order. Memory one byte a cell.
void fill(const Problem& problem, const Box& box, std::vector<Run>& runs);

// Joins neighbours of the same change.
void merge_runs(std::vector<Run>& runs);

}  // namespace stenogram::align
