// The words by which speech is reported, looked up fast: verbs of saying, conjunctions,
// pronouns, offices, nations. Data is data/saying.txt.
//
// A lexicon is that of one language together with the words that count in any. Lexicons
// are made once and live as long as the program. Any thread.
#pragma once
#include <bitset>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "stenogram/base/span.h"

namespace stenogram::transcript {

// What a word may be; a word can be several things, so these are bits.
enum class Says : std::uint8_t {
  say,
  that,
  weak,
  ask,
  gerund,
  make,
  noun,        // verbs and nouns of saying
  antecedent,  // everything that
  conjunction,
  question_word,
  as,
  subordinate,
  ask_aux,
  auxiliary,
  passive,
  no,
  modal,
  self,
  other,
  he,
  she,
  his,
  her,  // pronouns
  begins,
  finite,
  free,  // how a clause without `that` begins
  according,
  source,
  and_,
  preposition,
  nation,
  office,
  organisation,
  ordinary,
  particle,  // in any language
  you,
  quoting,  // "and I quote"
  written,
  there,  // "in the letter it says"
  subjunctive,
  count
};
using SayBits = std::uint64_t;
constexpr SayBits bit(Says word) { return SayBits(1) << std::uint8_t(word); }
template <class... Words>
constexpr SayBits bits(Words... words) {
  return (bit(words) | ...);
}

inline constexpr SayBits kVerbs = bits(Says::say, Says::that, Says::weak, Says::ask, Says::gerund, Says::make);
inline constexpr SayBits kCues = kVerbs | bits(Says::according, Says::written);

class SayingWords {
 public:
  // The lexicon of the language's primary tag; of an unknown one, with only the words of
  // any language, so that no verb is found.
  static const SayingWords& of(std::string_view language);

  // As printed, and with a capital first letter made small.
  SayBits of_word(std::string_view word) const;

  // May the word be a cue? False answers are sure, and cost a load and a multiplication.
  bool may_be_cue(const char* word, std::size_t size) const { return cues_[hash(word, size)]; }

  // A phrase of several words whose first word this is: "pointed out", "according to".
  struct Phrase {
    std::vector<std::string_view> rest;
    Says what;
  };
  const std::vector<Phrase>* phrases(std::string_view first) const;

 private:
  explicit SayingWords(std::string_view language);
  void add(std::string_view word, Says what);
  // Of the word's first eight bytes (all of them, if fewer) and its size; capitals and
  // small letters share a slot.
  static std::size_t hash(const char* word, std::size_t size) {
    std::uint64_t start = 0;
    if (size >= 8) {
      std::memcpy(&start, word, 8);
    } else if (size >= 4) {
      std::uint32_t first, last;
      std::memcpy(&first, word, 4);
      std::memcpy(&last, word + size - 4, 4);
      start = first | std::uint64_t(last) << 32;
    } else if (size >= 1) {
      start = std::uint64_t(std::uint8_t(word[0])) | std::uint64_t(std::uint8_t(word[size / 2])) << 8 |
              std::uint64_t(std::uint8_t(word[size - 1])) << 16;
    }
    start |= 0x2020202020202020;
    return ((start + size) * 0x9E3779B97F4A7C15) >> 49;
  }

  static constexpr std::size_t kSlots = 1 << 15;
  std::bitset<kSlots> cues_, known_;  // slots of cues, and of all words
  // Words by their slot, those of one slot in a chain: looked up millions of times a file.
  struct Known {
    std::string_view word;
    SayBits bits = 0;
    std::uint32_t next = 0;  // 1 + index into words_, 0: none
  };
  SayBits bits_of(std::string_view word, std::size_t slot) const {
    for (std::uint32_t i = first_[slot]; i != 0; i = words_[i - 1].next)
      if (words_[i - 1].word == word) return words_[i - 1].bits;
    return 0;
  }
  std::vector<Known> words_;
  std::vector<std::uint32_t> first_ = std::vector<std::uint32_t>(kSlots);
  std::unordered_map<std::string_view, std::vector<Phrase>> phrases_;
};

// The word with its first letter small: Latin and Cyrillic. `size` stays.
std::string lower_first(std::string_view word);
void make_lower_first(char* word, std::size_t size);

}  // namespace stenogram::transcript
