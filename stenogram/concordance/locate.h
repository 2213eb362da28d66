// Locating: words in; the places of the record that carry them, exactly or altered,
// out, best first.
//
// The whole probe is looked up as a phrase, in microseconds. Then runs of it that the
// record holds, and single rare words where there are none, vote for the stretches where the
// probe may lie, and the best are compared word by word (see locate.cc). Nothing is judged here: typed differences and
// verdicts are the business of align and check.
//
// Pure; any thread.
#pragma once
#include <string>
#include <vector>

#include "stenogram/concordance/index.h"

namespace stenogram::concordance {

struct Probe {
  std::vector<std::string> words;  // search keys, in order
  std::size_t most = 64;           // places wanted
  double least = 0.3;              // score below which a place is not worth showing
  double serving = 0;              // below this places are of no use but to show something,
  std::size_t others = 64;         // and only the best few are wanted
  bool exact_only = false;         // altered places are not looked for at all,
  bool exact_is_enough = false;    // or only where there is no exact one
};

struct Located {
  Match match;       // from the first word found to the last, within one utterance
  double score = 0;  // share of the probe's words found in order there, 0 to 1
  bool exact = false;
};

struct Locations {
  // Best first: exact, then by score, then the shorter stretch, then by place. No two
  // overlap. Partial places (one piece of a stitched probe) are among them.
  std::vector<Located> places;
  std::uint64_t exact_total = 0;  // all exact places, beyond `most` too
  // More places were met than given or looked at: of a stock phrase only some of its places,
  // of very many candidates only the best. Within a narrower selection others may come up.
  bool cut = false;
};

Locations locate(const Index& index, const Probe& probe, const Selection& selection);

}  // namespace stenogram::concordance
