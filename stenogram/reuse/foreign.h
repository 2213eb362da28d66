// Which transcripts in other languages may be a translation of one, or its original, when
// no date says where to look.
//
// What crosses languages is printed alike: numbers, and names in the same script. Rare
// ones are looked up in the lexicons of the index, and transcripts in other languages vote
// by them, each word by how few of those have it (the weighting of Spärck Jones, 1972, in
// its plainest form). Whether one is a translation is for translation.h to say.
//
// Cost: at most kMostTerms look-ups in each live segment, and none in an archive of one
// language. Pure; any thread.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "stenogram/concordance/index.h"

namespace stenogram::reuse {

inline constexpr std::size_t kMostTerms = 96;     // rare words that are looked up
inline constexpr std::uint32_t kCommonTerm = 48;  // occurrences in a segment that make one say nothing
inline constexpr std::uint32_t kLeastTermsShared = 3;
inline constexpr std::size_t kMostForeign = 6;

// Primary subtags of the languages in which live transcripts of the index are; `und` is none.
std::vector<std::string> languages_of(const concordance::Index& index);

// Numbers below `before`, the likeliest first, at most kMostForeign. The transcript is the
// `row`-th document of the `segment`-th segment.
std::vector<concordance::DocumentNumber> foreign_candidates(const concordance::Index& index, std::uint32_t segment,
                                                            std::uint32_t row, concordance::DocumentNumber before);

// `en` of `en-GB`.
inline std::string_view primary_language(std::string_view language) { return language.substr(0, language.find('-')); }

}  // namespace stenogram::reuse
