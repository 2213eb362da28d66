// A quotation taken apart: its words, its marks of omission, its square brackets.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "stenogram/base/span.h"
#include "stenogram/differences/lexicon.h"

namespace stenogram::differences {

struct QuotedText {
  std::string text;
  std::vector<ByteSpan> spans;  // of each word, in `text`
  Words keys;                   // verdict keys
  Words search_keys;
  std::vector<std::uint8_t> bracketed;    // stands in square brackets, the quoter's
  std::vector<std::uint8_t> letter_only;  // only a part of it does: `[W]e`, `say[s]`
  std::vector<std::uint8_t> line_break;   // a hyphen and a line break follow
  std::vector<std::uint8_t> omission_at;  // for each gap, size() + 1: `…`, `...`, `[…]`, `(...)`
  bool has_marks = false;                 // some word carries a diacritic

  std::size_t size() const { return keys.size(); }
  bool plain() const;  // no mark of omission inside and no brackets
  // Bytes of `text` from the first of these words to the last; empty ones stand where
  // they would begin.
  ByteSpan bytes(TokenRange words) const;
};

QuotedText parse_quoted(std::string_view text);

}  // namespace stenogram::differences
