// Numbers among words, however they are written: `1000`, `a thousand`, `1,5 млн`,
// `zweihunderteinundzwanzig`, `quatre-vingt-dix`.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "stenogram/base/span.h"
#include "stenogram/differences/lexicon.h"

namespace stenogram::differences {

struct NumberPhrase {
  TokenRange core;    // the number's own words
  TokenRange whole;   // with a currency sign or unit beside it
  double value = 0;
  std::string unit;   // "%", "$"; empty where none stands
  bool ordinal = false;
};

// The number phrases of a run of words, in order, apart, longest first at each place.
std::vector<NumberPhrase> number_phrases(std::span<const std::string> keys, const Lexicon& lexicon);

// The same value, as near as decimals can be told apart.
bool same_value(double a, double b);

}  // namespace stenogram::differences
