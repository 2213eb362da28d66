// The words by which articles say whose a quotation is, by language: data/articles.txt.
//
// A lexicon is made once for a language and lives as long as the program. That of a
// language without words of its own is empty. Any thread.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "stenogram/transcript/mentions.h"

namespace stenogram::check {

// What a word may be; a word can be several things, so these are bits.
enum class Part : std::uint8_t {
  verb,
  participle,
  auxiliary,
  calling,
  according,
  so,
  by,
  passive,
  he,
  she,
  other,
  self,
  impersonal,
  relation,
  office,
  female,
  male,
  article,
  possessive,
  of,
  preposition,
  skip,
  calendar,
  apart,
  elision,
  occasion,
  and_,
  answering,
  gerund,
  epithet,
  lesser,
  indefinite,
  thus,
  reported,
  his,
  her,
  someone,
  daytime,
  cleft,
  count
};
using Parts = std::uint64_t;
constexpr Parts bit(Part part) { return Parts(1) << std::uint8_t(part); }
template <class... Some>
constexpr Parts bits(Some... some) {
  return (bit(some) | ...);
}

class ArticleWords {
 public:
  static const ArticleWords& of(std::string_view language);

  bool known() const { return !words_.empty(); }           // the language has words here
  std::string_view language() const { return language_; }  // its primary tag
  // `word` as printed.
  Parts of_word(std::string_view word) const;
  // The words that a phrase of this class takes at word `at`; 0 where none stands there.
  // Phrases of one word are words of the class too.
  std::size_t phrase_at(const transcript::SaidSentence& sentence, std::size_t at, Part part) const;
  // What else whoever holds an office is called: "chef du gouvernement" of a "premier ministre".
  // Keys are an office, or an office, a blank and what it is of; empty where nothing is known.
  const std::vector<std::string>& also_called(const std::string& office) const;

 private:
  explicit ArticleWords(std::string_view language);
  std::string_view language_;
  std::unordered_map<std::string, Parts> words_;
  std::vector<std::pair<std::string, Part>> endings_;
  std::unordered_map<std::string, std::vector<std::string>> also_;
  struct Phrase {
    std::vector<std::string> words;
    Part part;
  };
  std::unordered_map<std::string, std::vector<Phrase>> phrases_;  // by the first word
};

// A word in small letters, apostrophes straight.
std::string small(std::string_view word);

}  // namespace stenogram::check
