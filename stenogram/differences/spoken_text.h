// A stretch of one utterance as a quotation is held against it.
#pragma once
#include <cstdint>
#include <memory>
#include <vector>

#include "stenogram/differences/lexicon.h"
#include "stenogram/corpus/document.h"

namespace stenogram::differences {

// What separates two words on the page.
enum class Break : std::uint8_t { none, comma, clause, sentence };

struct SpokenText {
  const corpus::Document* document = nullptr;
  const corpus::Utterance* utterance = nullptr;
  TokenRange window;                          // of the utterance's words
  Words keys;                                 // verdict keys, one a word of the window
  std::vector<std::uint8_t> optional;         // stands in round or square brackets of the record
  std::vector<std::uint32_t> bracket;         // which bracket, from 1; 0 for none
  std::vector<std::uint8_t> inaudible_after;  // words were lost between this one and the next

  std::size_t size() const { return keys.size(); }
  const text::Word& word(std::uint64_t at) const { return utterance->words[window.begin + at]; }
  std::string_view printed(std::uint64_t at) const { return slice(document->text, word(at).span()); }
  // Page bytes from the first of these words to the last; empty ones stand where they
  // would begin.
  ByteSpan bytes(TokenRange words) const;
};

SpokenText spoken_text(const corpus::Document& document, const corpus::Utterance& utterance, TokenRange window);

// How the page separates word `at` of the utterance from the next; `sentence` after the last.
Break break_after(const corpus::Document& document, const corpus::Utterance& utterance, std::uint64_t at);

// Between two words, of any text. `before` and `after` are the words themselves.
Break break_between(std::string_view before, std::string_view gap, std::string_view after);

// Whether a word is written as a name is: a capital letter, and not all of it capitals.
bool capitalised(std::string_view printed);

}  // namespace stenogram::differences
