// Single rare words as witnesses, where no run of words is left of a probe.
//
// Each place of a word says where the probe would begin if the word stood there as it
// does in the probe: its *origin*. A stretch that carries much of the probe has many
// origins within a few words of one another, a *cluster*.
//
// Which words are asked, and how many must agree, follows from what is sought. A place
// that holds `sought` of n words lacks n - sought, so of any p of them at least
// p - (n - sought) stand there (the prefix filter of set similarity joins: Chaudhuri,
// Ganti and Kaushik 2006). The rarest p cost least to look at, and a few more of them,
// with as many more to agree, leave fewer strangers. Counts alone decide, those of the
// whole index, so the answer does not depend on how it is cut into segments.
//
// Pure; any thread.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "stenogram/concordance/segment.h"

namespace stenogram::concordance {

// Words of the probe that are looked at, and how many of them a cluster must have.
struct RareWords {
  std::vector<std::uint32_t> words;  // positions in the probe, rarest first
  std::uint32_t agree = 0;           // 0: no word is rare enough to be looked at
  bool sure = false;                 // no place with `sought` words, shifted by `slack` at most, is missed
};

// `counts` are those of the probe's words in an index of `all` words.
RareWords choose_rare_words(std::span<const std::uint64_t> counts, std::uint64_t all, std::uint32_t sought,
                            std::uint32_t slack);

// Origins are counted from here, so that they may lie before the column.
inline constexpr std::uint64_t kOriginBase = 20'000;

struct Cluster {
  double weight = 0;  // of the words that agree, each counted once, at most
  std::uint32_t utterance = 0;
  std::uint64_t first = 0, last = 0;  // origins
};

// The clusters of a segment, in order: each in one utterance, and of origins of which the
// words that agree lie within `slack`.
// `probe` are the segment's tokens, `weights` those of the probe's words. Reads each place
// of the chosen words once, and keeps (for the thread) four bits for every sixteen words of
// the largest segment asked. With `slowly`, nothing is passed over beforehand: for tests.
std::vector<Cluster> clusters_of(const Segment& segment, std::span<const Token> probe, const RareWords& rare,
                                 std::span<const double> weights, std::uint32_t slack, bool slowly = false);

}  // namespace stenogram::concordance
