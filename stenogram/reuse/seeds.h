// From groups of places that begin alike to matches and to formulas.
//
// Seeds are as long as they must be to be rare (adaptive seeds, Kiełbasa et al. 2011): of
// all places that begin with the same few words, those pairs are tried where the words
// they share are shared by few. A run of three words that stands in four places is a
// seed, `i think that the` in twenty thousand is none, and its continuations are looked at
// instead. So the work grows as the text does, and not as its square.
//
// What many places share and is as long as a passage is a formula: kept once, with every
// place that has it, and not as a pair for each two of them.
//
// One SeedFinder a thread.
#pragma once
#include <functional>
#include <span>
#include <vector>

#include "stenogram/reuse/extend.h"
#include "stenogram/reuse/matches.h"
#include "stenogram/reuse/territory.h"

namespace stenogram::reuse {

// A run of words in one document.
struct Stretch {
  std::uint32_t document = 0;
  Position begin = 0;
  std::uint32_t words = 0;
  Position end() const { return begin + words; }
  auto operator<=>(const Stretch&) const = default;
};

struct SeedOptions {
  std::uint32_t words = 8;          // of the shortest passage
  std::uint32_t least_seed = 3;     // words
  std::uint32_t most_of_least = 6;  // places that seeds of least_seed words may have,
  std::uint32_t most_of_next = 12;  // of one more word,
  std::uint32_t most = 16;          // and of more
};

// Which places may be paired: one on either side, in any order; and never two documents
// of one interview.
struct Sides {
  std::function<bool(std::uint32_t segment, Position at)> left, right;  // empty: all are on it
  const std::vector<std::uint32_t>* interviews = nullptr;               // of each document
};

class SeedFinder {
 public:
  SeedFinder(const concordance::Columns& columns, const Territory& territory, const Sides& sides,
             const SeedOptions& options)
      : columns_(columns), territory_(territory), sides_(sides), options_(options), extender_(columns) {}

  // A group of concordance::each_repeat, walked with least_seed words.
  void take(std::span<const concordance::Suffix> group);

  std::vector<Match> matches;                  // found so far; the caller empties it
  std::vector<std::vector<Stretch>> formulas;  // each in order of place

  std::uint64_t pairs_tried = 0;

 private:
  struct Member {
    std::uint32_t segment = 0;
    Position at = 0;
    std::uint32_t before = 0, shared = 0, document = 0;
    bool left = true, right = true;
  };
  // Members of a group, and how many words they share.
  struct Node {
    std::size_t first = 0, last = 0;
    std::uint32_t depth = 0;
    bool within(const Node& other) const { return other.first <= first && last <= other.last; }
  };
  void descend(std::size_t first, std::size_t last, const Node& told);
  void pair_all(std::size_t first, std::size_t last, std::uint32_t depth);
  void pair(const Member& a, const Member& b, std::uint32_t depth);
  bool begins_before(const Member& a, const Member& b, std::uint32_t depth) const;
  Node formula(const Node& node);

  std::uint32_t most_at(std::uint32_t depth) const {
    return depth <= options_.least_seed       ? options_.most_of_least
           : depth == options_.least_seed + 1 ? options_.most_of_next
                                              : options_.most;
  }

  const concordance::Columns& columns_;
  const Territory& territory_;
  const Sides& sides_;
  SeedOptions options_;
  Extender extender_;
  std::vector<Member> group_;
};

}  // namespace stenogram::reuse
