// The query language: a line of text in, a tree out, or a fault with its place.
//
//   strategic defeat              both words in one turn, anywhere
//   "strategic defeat"            one after the other
//   "we will * rebuild"           any one word in between
//   "strategic (defeat|loss)"     either
//   defeat OR loss   (a b) OR c   AND binds tighter than OR; brackets group
//   -war   -"cold war"  -speaker:Berg   not in the turn
//   strateg*   *ism   col*r       any letters
//   ~rebuild                      whatever shares its stem: rebuilds, rebuilding
//   war NEAR/5 peace              at most five other words between, in either order
//   speaker:Berg date:2017..      fields; see filter.h
//
// docs/query-language.md is this for users, in full. Precedence, tightest first:
// brackets and quotation marks; `-`; NEAR; words side by side (AND); OR.
//
// Pure; any thread. Reading is linear in the query and its depth is bounded.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "stenogram/base/result.h"
#include "stenogram/corpus/filter.h"
#include "stenogram/corpus/pattern.h"

namespace stenogram::corpus {

struct Query {
  enum class Kind : std::uint8_t {
    everything,  // every utterance
    words,       // `alternatives`: one of these runs of words
    near,        // `parts` of kind words: all, at most `distance` other words between
                 // the first of them and the last, in any order, none overlapping
    field,       // `test`
    all,         // every one of `parts`
    any,         // at least one of `parts`
    excluded,    // not parts[0]
  };
  Kind kind = Kind::everything;
  std::vector<Sequence> alternatives;
  FieldTest test;
  std::uint32_t distance = 0;
  std::vector<Query> parts;

  // Whether some words, not only fields, are asked for (excluded ones do not count).
  bool has_words() const;
};

inline constexpr std::uint32_t kUsualDistance = 10;    // of a bare NEAR
inline constexpr std::uint32_t kFarthest = 1000;       // NEAR/n
inline constexpr std::size_t kLongestQuery = 1 << 16;  // bytes

// Reads a query. On a mistake the Error's last lines show it with a caret beneath;
// `fault`, where given, says the same apart.
Result<Query> parse_query(std::string_view text, QueryFault* fault = nullptr);

// A phrase for concordance lines, `strategic (defeat|loss) speaker:Berg`: words follow
// one another, brackets with bars are alternatives, a lone star is any one word, fields
// may stand anywhere among them and may be excluded with `-`.
struct PhraseQuery {
  std::vector<Sequence> alternatives;
  std::vector<Query> filters;  // of kind field, or excluded field; all must fit
  // What cql.h reads: patterns in place of alternatives, and the line they came from.
  std::vector<concordance::Pattern> patterns = {};
  std::string written = {};
  bool stems = false;  // of patterns: they are others in each language, and `written` has to be read again
};
Result<PhraseQuery> parse_phrase(std::string_view text, QueryFault* fault = nullptr);

// Puts a tilde before every whole word, as --stem does; fields stay as they are.
void by_stem(Query& query);

// One flag of the command line, `--speaker Berg`, as a field of the query would say it.
Result<FieldTest> parse_filter(Field field, const std::vector<std::string>& values);

// A query of fields alone, `speaker:Berg -date:2017`, all of which must hold.
Result<std::vector<Query>> parse_fields(std::string_view text, QueryFault* fault = nullptr);

// The query with every bracket written out, as it was understood:
// `(war "u s") OR (peace -speaker:Berg)`. Reading it again gives the same tree.
std::string to_string(const Query& query);
// The same together with filters from elsewhere.
std::string to_string(const Query& query, const std::vector<Query>& filters);
std::string to_string(const PhraseQuery& phrase);

}  // namespace stenogram::corpus
