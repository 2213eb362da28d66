// Words and phrases kept as data, found in short texts (titles, lines, brackets).
//
// Words are compared with case and marks dropped; `l'issue` and `Renko's` come apart at
// the apostrophe, the possessive being remembered. A phrase of the data may end words
// with `*`: `пресс конференци*` stands for all its cases.
//
// Not for hot paths: this is for headings and brackets, a few hundred bytes a page.
// Pure; any thread.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "stenogram/base/span.h"
#include "stenogram/base/table.h"

namespace stenogram::transcript {

struct PhraseWord {
  std::string key;
  ByteSpan span;            // of the text given, without a possessive ending
  bool capital = false;     // begins with a capital letter, or has no case (Han, kana)
  bool number = false;      // digits
  bool possessive = false;  // Renko's, Holts'
};

std::vector<PhraseWord> phrase_words(std::string_view text);

class Phrases {
 public:
  struct Match {
    std::uint32_t value;  // as given to add()
    std::size_t words;    // how many it covers
  };

  // Every column of every row of the section, under one value.
  void add(const TableSection& section, std::uint32_t value);
  void add(std::string_view phrase, std::uint32_t value);

  // The longest phrase that begins at `words[at]`.
  std::optional<Match> at(const std::vector<PhraseWord>& words, std::size_t at) const;
  bool has(const std::vector<PhraseWord>& words, std::size_t at) const { return this->at(words, at).has_value(); }

 private:
  struct Part {
    std::string key;
    bool open;  // ended with `*`
  };
  struct Phrase {
    std::vector<Part> parts;
    std::uint32_t value;
  };
  static bool fits(const Part& part, std::string_view key);

  std::unordered_map<std::string, std::vector<Phrase>> closed_;  // by first word
  std::vector<Phrase> open_;                                     // first word ends with `*`
};

}  // namespace stenogram::transcript
