// What words do in a sentence, language by language: the tables of data/*.txt.
//
// Keys are verdict keys (text::verdict_key). A language without a table is read with all
// five together, which errs towards calling a difference one of meaning. Tables are
// built once, on first use, and then only read: any thread.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace stenogram::differences {

// What a word or phrase may be; several at once.
enum Trait : std::uint32_t {
  kNegation = 1 << 0,
  kModal = 1 << 1,
  kQuantifier = 1 << 2,
  kHedge = 1 << 3,
  kCondition = 1 << 4,
  kComparison = 1 << 5,
  kArticle = 1 << 6,
  kSmall = 1 << 7,
  kPronoun = 1 << 8,
  kMovable = 1 << 9,
  kClauseOpener = 1 << 10,
  kComplementizer = 1 << 11,
  kDoubt = 1 << 12,
  kReport = 1 << 13,
  kSelf = 1 << 14,
  kAs = 1 << 15,
  kNumber = 1 << 16,   // a number word that is not also an article
  kAcronym = 1 << 17,  // letters that look like initials: U.S.
  kVerbForm = 1 << 18,
  kMonth = 1 << 19,
  kTurning = 1 << 20,      // turns the sense of what stands beside it
  kDegree = 1 << 21,       // more, less, than: a comparison goes where it goes
  kFirstPerson = 1 << 22,  // the subject `I`, `we`
  kPassive = 1 << 23,      // "I was told": another's report all the same
  kTold = 1 << 24,         // of these verbs only
  kSupposing = 1 << 26,    // a doubt that negation leaves one
  kInverted = 1 << 25,     // opens a condition without `if`: "had we known, …"
};
using Traits = std::uint32_t;

using Words = std::vector<std::string>;  // verdict keys

struct NumberWord {
  enum Kind : std::uint8_t { unit, ten, scale, ordinal, part } kind = unit;  // part: "thirds", divides
  double value = 0;
};

class Lexicon {
 public:
  // "en", "ru-RU" and the like; anything else gets all languages together.
  static const Lexicon& of(std::string_view language);

  // Of one word: its own, and those of what it contracts ("don't" is a negation).
  Traits traits(const std::string& key) const;

  struct Phrase {
    std::size_t length = 0;  // in words, 0 for none
    Traits traits = 0;
  };
  // The longest phrase of the tables that begins at `at`; single words are not phrases.
  Phrase phrase_at(std::span<const std::string> keys, std::size_t at) const;

  // What a contraction may stand for, in order of likelihood; empty for other words.
  std::vector<Words> expansions(const std::string& key) const;

  // `a` is `b` with a word elided before it: n'avons, avons.
  bool elided(const std::string& a, const std::string& b) const;

  bool spelling_variants(const std::string& a, const std::string& b) const;
  // Forms of one word that differ by tense: go/went, sign/signed.
  bool one_verb(const std::string& a, const std::string& b) const;
  // May change its place without a noun, name, pronoun or number doing so.
  bool movable(const std::string& key) const;
  // A last letter that words take to be inflected.
  bool inflects(const std::string& letter) const { return inflections_.contains(letter); }
  // One is the other with a prefix or ending that denies it: clear/unclear.
  bool opposites(const std::string& a, const std::string& b) const;

  const NumberWord* number(const std::string& key) const;
  bool joins_numbers(const std::string& key) const { return number_and_.contains(key); }
  // What stands before decimals: the "point" of "two point one".
  bool decimal_point(const std::string& key) const { return number_point_.contains(key); }
  // "dollars" -> "$"; empty for words that are no unit. `length` is how many words it takes.
  std::string unit_at(std::span<const std::string> keys, std::size_t at, std::size_t& length) const;
  // How many words "and a half" takes here, or a "half a" before a scale; 0 for none.
  std::size_t half_after(std::span<const std::string> keys, std::size_t at) const {
    return longest(half_after_, keys, at);
  }
  std::size_t half_before(std::span<const std::string> keys, std::size_t at) const {
    return longest(half_before_, keys, at);
  }
  // "half", "la moitié" of something: how many words.
  std::size_t half_at(std::span<const std::string> keys, std::size_t at) const { return longest(halves_, keys, at); }
  // "a quarter": how many words, and of what value; 0 for none.
  std::size_t fraction_at(std::span<const std::string> keys, std::size_t at, double& value) const;
  // "m" of "$5m", behind figures alone; 0 for other words.
  double abbreviation(const std::string& key) const {
    auto found = abbreviations_.find(key);
    return found == abbreviations_.end() ? 0 : found->second;
  }
  // What stands between a number of millions and what is counted: "medio millón de barcos".
  bool number_of(const std::string& key) const { return number_of_.contains(key); }
  // What stands before a number below zero.
  bool minus(const std::string& key) const { return number_minus_.contains(key); }
  // Figures alone may be read as an ordinal: "2033 году".
  bool ordinals_in_figures() const { return ordinals_in_figures_; }
  // What makes figures an ordinal: the `th` of `60th`.
  bool ordinal_ending(const std::string& key) const { return ordinal_endings_.contains(key); }
  bool points_group() const { return points_group_; }  // 1.000 is a thousand
  bool compounds() const { return compounds_; }        // number words are written together
  const std::unordered_map<std::string, NumberWord>& numbers() const { return numbers_; }

 private:
  Lexicon() = default;
  void read(std::string_view table);
  Traits own_traits(const std::string& key) const;

  struct Set {
    std::unordered_map<std::string, int> words;
    bool contains(const std::string& key) const { return words.contains(key); }
  };
  std::unordered_map<std::string, Traits> traits_;
  std::unordered_map<std::string, std::vector<std::pair<Words, Traits>>> phrases_;  // by first word
  std::unordered_map<std::string, std::vector<Words>> contractions_;
  std::vector<std::pair<std::string, std::vector<Words>>> contraction_endings_;
  std::vector<std::pair<std::string, std::string>> elisions_;  // "n'" -> "ne"
  std::unordered_map<std::string, int> spelling_;              // word -> class
  std::vector<std::pair<std::string, std::string>> spelling_endings_, spelling_inside_;
  std::unordered_map<std::string, std::vector<int>> verbs_;  // form -> classes
  std::vector<std::string> tense_endings_, prefixes_, endings_, movable_endings_;
  std::unordered_map<std::string, NumberWord> numbers_;
  std::vector<std::pair<Words, std::string>> units_;
  static std::size_t longest(const std::vector<Words>& phrases, std::span<const std::string> keys, std::size_t at);
  std::vector<Words> half_after_, half_before_, halves_;
  std::vector<std::pair<Words, double>> fractions_;
  std::unordered_map<std::string, double> abbreviations_;
  Set number_and_, number_point_, number_minus_, number_of_, inflections_, ordinal_endings_;
  bool compounds_ = false, points_group_ = false, ordinals_in_figures_ = false;
  int classes_ = 0;
};

}  // namespace stenogram::differences
