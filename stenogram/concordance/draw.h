// The places of a pattern, or of very many a sample: for counts and pictures over an
// archive in which a common word stands millions of times.
//
// Up to `most` places are all of them, and every figure is exact. Of more, places are
// drawn: at equal steps from a beginning by lot, in the suffix array's order, which is the
// order of the words that follow (systematic sampling). Each place has the same chance, what
// follows is represented as evenly as can be, and the cost is of the places drawn and
// not of those that there are. Where only some utterances are selected, the draw is of
// all places and what is not selected falls out again; `total` is then an estimate. If
// so few are left that all could be had, they are had: by reading the documents selected
// where that is less than looking at each place.
//
// The same index, pattern, selection, bound and seed give the same places. Pure; any thread.
#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "stenogram/concordance/index.h"

namespace stenogram::concordance {

struct Drawn {
  std::vector<Match> matches;  // in order of place
  std::uint64_t total = 0;     // of all places in the selection
  bool sampled = false;        // `matches` are some of them
  bool estimated = false;      // `total` is an estimate; only where sampled
};

Drawn draw(const Index& index, const Pattern& pattern, const Selection& selection, std::size_t most,
           std::uint64_t seed = 1);

// The first and the last place of all by the documents' dates, then by place; none where no
// dated document has one. They read documents from that end of time until one has it, so
// they are for patterns that are common.
std::optional<Match> earliest(const Index& index, const Pattern& pattern, const Selection& selection);
std::optional<Match> latest(const Index& index, const Pattern& pattern, const Selection& selection);

}  // namespace stenogram::concordance
