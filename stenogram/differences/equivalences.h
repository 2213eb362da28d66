// Which words of a quotation may stand for which words spoken, before they are aligned.
#pragma once
#include <vector>

#include "stenogram/align/compare.h"
#include "stenogram/differences/quoted_text.h"
#include "stenogram/differences/spoken_text.h"

namespace stenogram::differences {

// Why two ranges were taken for each other.
enum class Bond : std::uint8_t {
  same,         // a word broken at a line's end
  contraction,
  number,       // equal in value
  other_number, // a number in a number's place
  join,
  spelling,     // a listed variant, or marks left out
  near,         // one letter off, one verb, opposites: to be looked at, not yet excused
};

struct Bonds {
  std::vector<align::Equivalence> pairs;
  std::vector<Bond> kinds;  // one a pair

  // Of the cheapest pair with these ranges.
  Bond between(TokenRange quoted, TokenRange spoken) const;
};

Bonds find_bonds(const QuotedText& quoted, const SpokenText& spoken, const Lexicon& lexicon);

// Whether the two are one letter apart: one changed, added or left out.
bool one_letter_off(std::string_view a, std::string_view b);

}  // namespace stenogram::differences
