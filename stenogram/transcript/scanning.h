// Scanning the beginning of a paragraph for what may be a label: the marks that stand
// before its words, the colon that ends it, the full stops that may stand inside it.
// Pieces of candidate_shapes.cc, which puts them together.
//
// Pure; any thread. Offsets are bytes of the text given.
#pragma once
#include <cstddef>
#include <optional>
#include <string_view>

#include "stenogram/capture/page.h"
#include "stenogram/transcript/characters.h"

namespace stenogram::transcript {

struct Scan {
  std::string_view text;
  std::size_t begin;  // of the label's marks
  std::size_t at;     // of its words
  std::size_t end;    // of the text it stands in: the block, or the line
  bool tagged = false;
  bool dashed = false;
  std::optional<double> clock;
  bool ringed = false;     // behind ○, as the records of the Japanese Diet print it
  bool bilingual = false;  // behind the tag of a language
  std::size_t tag = 0;     // where a hand-made tag begins; 0: none
};

// Past blanks, not past a line's end.
inline std::size_t skip_blanks(std::string_view text, std::size_t at, std::size_t end) {
  while (at < end) {
    Character c = character_at(text, at);
    if (!is_blank(c.code) || c.code == '\n') break;
    at += c.size;
  }
  return at;
}

// What closes a bracket that a label may stand in; 0 for all else.
char32_t closing_bracket(char32_t open);

// "EN", "zh", "中": what a bilingual edition puts before a paragraph of one language.
bool language_tag(std::string_view words);

// Passes marks and clock times that may stand before a label's words.
void skip_openers(Scan& scan);

// Letters of the word that ends at `end`.
std::string_view last_word(std::string_view text, std::size_t begin, std::size_t end);

// Whether the full stop at `at` may stand inside a label: behind an initial, an honorific or
// a short abbreviation.
bool inner_stop(std::string_view text, std::size_t begin, std::size_t at);

// Finds the colon that ends a label. Sets `words_end` before it and `rest` behind.
bool scan_colon(const Scan& scan, std::size_t limit, std::size_t& words_end, std::size_t& rest, bool& crosses);

// Passes closing marks of emphasis and angle brackets behind a label.
std::size_t skip_closers(std::string_view text, std::size_t at, std::size_t end);

// Whether type sets the label off: a span that begins with it and ends with it, colon in or
// out, rather than one that runs on into what is said.
bool set_off(const capture::Block& block, ByteSpan words, std::size_t rest);

}  // namespace stenogram::transcript
