// The words that names and labels are made of: the tables of data/names.txt, and one word of a
// text with what they and its letters say of it. Within this room only. Pure; any thread.
#pragma once
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace stenogram::transcript {
namespace name_words {

enum Class : unsigned {
  honorific = 1,
  office = 2,
  connector = 4,
  article = 8,
  particle = 16,
  suffix = 32,
  object = 64,
  before = 128,
  doubtful = 256,
};

struct WordFacts {
  unsigned classes = 0;
  char gender = 0;
};

struct AfterTitle {
  std::string_view words;
  bool office;
};

struct Tables {
  std::unordered_map<std::string, WordFacts> words;
  std::vector<AfterTitle> after;  // longest first
  std::vector<std::pair<std::string_view, std::string_view>> spelling;

  Tables();
};

// Read once.
const Tables& tables();

// A word folded, without the marks behind it, as the tables hold it.
std::string key_of(std::string_view word);

// One word of the text, with what the tables and its letters say of it.
struct Word {
  std::string_view text;
  unsigned classes = 0;
  char gender = 0;
  bool initial = false;   // "S.", "SV", "Yu."
  bool capital = false;   // begins with a capital letter, or is Han
  bool capitals = false;  // all of two or more letters are capitals
  bool digits = false;
  bool comma = false;  // a comma follows

  bool is(unsigned bits) const { return (classes & bits) != 0; }
};

Word word_of(std::string_view text);

// Splits at blanks, and behind a full stop that a letter follows ("V.Putin", "S.V."). Views into `text`.
std::vector<Word> words_of(std::string_view text);

// Words [begin, end) as printed.
std::string joined(const std::vector<Word>& words, std::size_t begin, std::size_t end);

// Whether a word may be one of a name.
bool name_word(const Word& word);

// "and": a word that joins two.
bool joins(const Word& word);

// A patronymic ends so in Russian, in either script; it tells that the surname stood first.
bool is_patronymic(std::string_view word);

bool has_han(std::string_view text);

}  // namespace name_words
}  // namespace stenogram::transcript
