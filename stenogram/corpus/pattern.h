// Runs of words as a query asks for them: `strategic`, `strateg*`, `U.S.`,
// `we will * rebuild`, `strategic (defeat|loss)`.
//
// Query words are cut and folded by the same rules as the record's (text/words.h,
// the search key, so marks are dropped): `U.S.` is the run `u s`, `don't` one word,
// `1 000` the word `1000`. A star at a word's edge or inside it stands for any
// letters, none included; a star by itself for any one word. A tilde right before a word
// stands for all words that share its stem (text/stems.h), in the language of each transcript.
//
// Pure; any thread.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stenogram/corpus/fault.h"

namespace stenogram::corpus {

// What may stand as one word: the pieces between the stars, as search keys.
// {"war"} is the word itself, {"strateg", ""} a prefix, {"", ""} any word.
struct WordPattern {
  std::vector<std::string> pieces;
  bool stem = false;  // `~war`: whatever shares its stem; of exact ones only

  bool exact() const { return pieces.size() == 1; }
  bool any() const { return pieces.size() == 2 && pieces[0].empty() && pieces[1].empty(); }
  // `key` is a search key, of a transcript in `language`, which matters for stems only.
  // O(key.size()).
  bool matches(std::string_view key, std::string_view language = {}) const;
  bool operator==(const WordPattern&) const = default;
};

// Words that follow one another within one utterance.
using Sequence = std::vector<WordPattern>;

// More alternatives than this in one phrase are a mistake, not a question.
inline constexpr std::size_t kMostAlternatives = 256;

// The sequences that `text` stands for, at least one and none of them empty, or a
// fault. With `groups`, brackets that hold a bar are alternatives; without, all
// punctuation separates. `at` is where `text` begins within the query.
std::optional<QueryFault> parse_sequences(std::string_view text, std::uint64_t at, bool groups,
                                          std::vector<Sequence>& out);

// Whether a stem is asked for anywhere.
bool any_stem(const std::vector<Sequence>& alternatives);
// Puts a tilde before every whole word.
void by_stem(std::vector<Sequence>& alternatives);

// As the query language writes them: `strateg*`, `~war`, `"u s"`, `"(a b|c)"`.
std::string to_string(const WordPattern& pattern);
std::string to_string(const std::vector<Sequence>& alternatives);

}  // namespace stenogram::corpus
