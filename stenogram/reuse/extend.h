// How far two places go on alike.
//
// From a seed, a run of words that both places hold, extend() walks to either side as long
// as the words agree or agree again within a few words, and keeps the stretch that earned
// most (the gapped X-drop of Altschul et al. 1997, in its greedy form). It costs little
// where there is nothing to be found, which is what most seeds cost.
//
// align_locally() then lays a stretch beside another word by word (Gotoh 1982, local and in
// a band about the diagonal), and sets the boundaries: the alignment that earns most begins
// and ends with a word that both sides hold.
//
// Pure; one Extender a thread.
#pragma once
#include <cstdint>
#include <vector>

#include "stenogram/concordance/repeats.h"

namespace stenogram::reuse {

using concordance::Position;

struct At {
  std::uint32_t segment = 0;
  Position position = 0;
};

// Two runs laid beside one another, as far as they are alike.
struct Alike {
  Position a_begin = 0, a_end = 0, b_begin = 0, b_end = 0;
  std::uint32_t kept = 0, changed = 0, longest = 0;
};

class Extender {
 public:
  explicit Extender(const concordance::Columns& columns) : columns_(columns) {}

  // `seed` words from `a` and from `b` on are the same, and stand in one utterance each.
  Alike extend(At a, At b, std::uint32_t seed) const;

  // Lays [a_begin, a_end) beside [b_begin, b_end), of segments `a` and `b`; neither holds
  // the end of an utterance. Nothing kept where nothing is alike.
  // Time and memory: the longer side times the band.
  Alike align_locally(std::uint32_t a, Position a_begin, Position a_end, std::uint32_t b, Position b_begin,
                      Position b_end);

 private:
  struct Reach {
    std::uint32_t a = 0, b = 0, kept = 0, changed = 0, longest = 0;
    std::uint32_t first_run = 0;  // words kept before the first change
  };
  template <int kStep>
  Reach reach(At a, At b) const;

  const concordance::Columns& columns_;
  std::vector<std::uint32_t> a_words_, b_words_;
  struct Cell {
    std::int32_t best, a_gap, b_gap;
  };
  std::vector<Cell> row_;
  std::vector<std::uint8_t> steps_;
};

}  // namespace stenogram::reuse
