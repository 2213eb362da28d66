// Which words of a quotation may stand for which words spoken, before they are aligned.
#pragma once
#include <memory>
#include <vector>

#include "stenogram/align/compare.h"
#include "stenogram/differences/quoted_text.h"
#include "stenogram/differences/spoken_text.h"

namespace stenogram::differences {

// Why two ranges were taken for each other.
enum class Bond : std::uint8_t {
  same,  // a word broken at a line's end
  contraction,
  number,        // equal in value
  other_number,  // a number in a number's place
  join,
  spelling,  // a listed variant, or marks left out
  near,      // one letter off, one verb, opposites: to be looked at, not yet excused
};

struct Bonds {
  std::vector<align::Equivalence> pairs;
  std::vector<Bond> kinds;  // one a pair

  // Of the cheapest pair with these ranges.
  Bond between(TokenRange quoted, TokenRange spoken) const;
  // How many of the quotation's words may stand there in another form than they have;
  // `quoted` is how many it has.
  std::uint32_t excused_words(std::uint64_t quoted) const;
};

// The bonds of one quotation with stretches of speech in one language, one after another.
// What a word spoken is to the quotation is found out once and kept, for stretches share
// most of their words; so `quoted`, `lexicon` and the documents must outlive it. One thread.
class BondFinder {
 public:
  BondFinder(const QuotedText& quoted, const Lexicon& lexicon);
  ~BondFinder();
  BondFinder(BondFinder&&) noexcept;
  Bonds find(const SpokenText& spoken);
  // excused_words() of what is found there, without looking for words that are only alike.
  std::uint32_t most_excused(const corpus::Document& document, const corpus::Utterance& utterance, TokenRange window);

 private:
  class Inner;
  std::unique_ptr<Inner> inner_;
};

// Whether the two are one letter apart: one changed, added or left out.
bool one_letter_off(std::string_view a, std::string_view b);

}  // namespace stenogram::differences
