// Sentences as words that know what they may be, and the names that stand in them.
//
// A name is a run of words with capitals, less the offices and nations before it: of
// "NATO Secretary General J. Falk" it is "J. Falk", of "the Harbour Times" the whole, an
// organisation's. One capital alone may be anybody ("Falk", "Politico"): `single`.
//
// Used only around words of saying, not on every sentence. Pure; any thread.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stenogram/base/span.h"
#include "stenogram/transcript/saying.h"

namespace stenogram::transcript {

struct SaidWord {
  std::uint64_t begin = 0, end = 0;  // of the page's text
  SayBits bits = 0;
  bool capital = false;
  bool initial = false;     // one capital and a full stop
  bool acronym = false;     // capitals only
  bool possessive = false;  // 's follows
  bool is(Says what) const { return bits & bit(what); }
};

struct SaidName {
  enum Kind { person, single, organisation } kind = single;
  std::size_t begin = 0, end = 0;  // words
  std::size_t run = 0;             // where its offices and nations begin
  bool possessive = false;
  std::string text;  // as printed, without offices
};

class SaidSentence {
 public:
  SaidSentence(std::string_view text, ByteSpan span, const SayingWords& lexicon);

  const std::vector<SaidWord>& words() const { return words_; }
  ByteSpan span() const { return span_; }
  std::string_view printed(std::size_t i) const {
    return text_.substr(words_[i].begin, words_[i].end - words_[i].begin);
  }
  // What stands before word i, back to the word before or the sentence's begin.
  std::string_view gap(std::size_t i) const;
  // Word i follows the one before with nothing but blanks between.
  bool adjoins(std::size_t i) const;
  bool gap_has(std::size_t i, std::string_view any_of) const {
    return gap(i).find_first_of(any_of) != std::string_view::npos;
  }

  // The name whose last word is `end - 1`, if one stands there.
  std::optional<SaidName> name_before(std::size_t end) const;
  // The name whose run begins at `begin`.
  std::optional<SaidName> name_from(std::size_t begin) const;
  // All names in [from, to), in order.
  std::vector<SaidName> names(std::size_t from, std::size_t to) const;

  std::size_t word_at_or_after(std::uint64_t byte) const;

 private:
  bool joins(std::size_t i) const;  // words i - 1 and i may be of one name
  std::optional<SaidName> name_of_run(std::size_t begin, std::size_t end) const;

  std::string_view text_;
  ByteSpan span_;
  std::vector<SaidWord> words_;
};

}  // namespace stenogram::transcript
