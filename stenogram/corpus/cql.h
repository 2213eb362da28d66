// CQL, the query language of corpus linguists: the subset that concordance lines need.
//
//   [word="strateg.*"] []{0,3} [word="defeat|loss"] within turn
//   "we" "will" [word!="not"] "rebuild"
//   ("cold" "war" | [word="d[eé]tente"]) :: speaker="Berg" & date="2017.."
//
// A word's condition is a regular expression (RE2) that must fit the whole search key;
// letters are folded as keys are, so case and marks do not matter. A string by itself
// is [word="…"]. [stem="…"] holds for words that share the stem of the one that is given
// (text/stems.h). Conditions combine with & | ! and brackets; tokens with ( | ) and the
// repeats {n} {n,} {n,m} ? * +. At each starting word the shortest match of a repeat of
// [] is given. After `::` stand the fields of the query language (filter.h). All
// matches lie within one turn; `within turn` says so and changes nothing.
//
// Of the CWB and Sketch Engine dialects this leaves out: attributes other than these two,
// labels and global conditions, other regions, and `containing`. Pure; any thread.
#pragma once
#include <string_view>

#include "stenogram/corpus/query.h"

namespace stenogram::corpus {

// Repeats without an end stop here: of [] and of all other tokens.
inline constexpr std::uint32_t kLongestGap = 1000;
inline constexpr std::uint32_t kMostRepeats = 16;

// A phrase whose `patterns` are set. On a mistake as parse_query. Stems are those of
// `language`; where it has none, [stem="…"] is the word itself.
Result<PhraseQuery> parse_cql(std::string_view text, QueryFault* fault = nullptr, std::string_view language = {});

}  // namespace stenogram::corpus
