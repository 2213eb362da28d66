// Numbers among words, however they are written: `1000`, `a thousand`, `1,5 млн`,
// `zweihunderteinundzwanzig`, `quatre-vingt-dix`, `two thirds`, `1½`, `the 60th`.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "stenogram/base/span.h"
#include "stenogram/differences/lexicon.h"

namespace stenogram::differences {

struct NumberPhrase {
  TokenRange core;   // the number's own words
  TokenRange whole;  // with a currency sign or unit beside it
  double value = 0;
  std::string unit;  // "%", "$"; empty where none stands
  bool ordinal = false;
  bool figures = false;  // and nothing else
  bool part = false;     // said as a part of something: "a quarter", "two thirds"
  bool half = false;     // "half of": the same as 50 percent, and as no other number
};

// What stands between a word and the next: blanks or a hyphen, nothing at all (`5m`), a slash
// alone (`2/3` is one number), or a mark that no number runs over.
enum class NumberGap : std::uint8_t { plain, none, slash, apart };
NumberGap number_gap(std::string_view between);

// The number phrases of a run of words, in order, apart, longest first at each place.
// `gaps` has one a word, or is empty where all are plain.
std::vector<NumberPhrase> number_phrases(std::span<const std::string> keys, const Lexicon& lexicon,
                                         std::span<const NumberGap> gaps = {});

// "A quarter of the fleet" is 25 percent of it.
bool as_percent(const NumberPhrase& part, const NumberPhrase& percent);

// The same value, as near as decimals can be told apart.
bool same_value(double a, double b);

}  // namespace stenogram::differences
