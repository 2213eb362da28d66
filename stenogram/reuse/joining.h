// Matches of one pair of transcripts put together into what was shared.
//
// The same passage is met from several of its words, and one that was changed in the
// middle is met in pieces. Pieces that lie near one another on both sides become one;
// words are laid beside words once more, and the boundaries are where that ends. What is
// then too short or too unlike is let go. Pieces are joined in any order: a transcript
// may hold two passages of another the other way round.
//
// One Joiner a thread.
#pragma once
#include <vector>

#include "stenogram/reuse/extend.h"
#include "stenogram/reuse/matches.h"
#include "stenogram/reuse/territory.h"

namespace stenogram::reuse {

// Pieces are joined over gaps of up to so many words, or this share of what they hold.
inline constexpr std::uint32_t kWidestGap = 12;
inline constexpr double kWidestGapShare = 0.15;

class Joiner {
 public:
  Joiner(const concordance::Columns& columns, const Territory& territory, std::uint32_t least_words)
      : columns_(columns), territory_(territory), least_words_(least_words), extender_(columns) {}

  // `found` are a MatchStore's, in order; what comes back is too.
  std::vector<Match> join(const std::vector<Match>& found);

  // Whether it is a passage: so many words kept, and either a run of them unbroken, or
  // few enough changes among them.
  bool is_passage(const Match& match) const {
    return match.kept >= least_words_ &&
           (match.longest >= least_words_ ||
            2 * std::uint32_t(match.kept) >= 2 * least_words_ + 3 * std::uint32_t(match.changed));
  }

 private:
  void join_pair(const Match* first, const Match* last, std::vector<Match>& out);
  bool one_utterance(std::uint32_t segment, Position from, Position to) const;
  void settle(Match& match);

  const concordance::Columns& columns_;
  const Territory& territory_;
  std::uint32_t least_words_;
  Extender extender_;
};

}  // namespace stenogram::reuse
