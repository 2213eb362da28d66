// Whether a transcript in one language is a translation of one in another.
//
// No word need be shared. What crosses languages is the order of turns, who speaks in
// them, how long each is, its numbers and its names. Turns are aligned by all of these
// together (lengths after Gale and Church, 1993), and then it is asked whether so much
// agreement could be chance: how far the lengths of aligned turns go together once the
// difference between questions and answers is taken out, and how many numbers and names
// meet in aligned turns, beside how many would between turns taken at random.
//
// Pure; any thread. Time and memory: turns of one times turns of the other, at most
// kMostTurns of each.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "stenogram/corpus/document.h"

namespace stenogram::reuse {

inline constexpr std::size_t kMostTurns = 400;

struct Translated {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> turns;  // n of aligned turns, ascending on both sides
  double lengths = 0;                          // correlation of aligned turns' lengths, within their roles
  std::uint32_t numbers = 0, numbers_met = 0;  // of the side with fewer
  std::uint32_t names = 0, names_met = 0;
  double score = 0;  // standard deviations away from chance, summed over the evidence
};

// The best alignment and what speaks for it.
Translated align_translation(const corpus::Document& a, const corpus::Document& b);

// Whether that is enough, with what the pages say of dates and people; the certainty.
std::optional<double> is_translation(const Translated& translated, const corpus::Document& a,
                                     const corpus::Document& b);

}  // namespace stenogram::reuse
