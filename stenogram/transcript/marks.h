// Words in quotation marks.
//
// Printed marks are unreliable: « may be closed by ”, “ by ″ or by nothing, a paragraph of
// a long quotation opens anew, and ’ is mostly an apostrophe. What stands around a mark
// says whether it opens or closes where the mark itself does not.
//
// Spans are bytes of the text given. Pure; any thread. O(marks).
#pragma once
#include <string_view>
#include <vector>

#include "stenogram/base/span.h"

namespace stenogram::transcript {

struct Marked {
  ByteSpan outer;  // with its marks, as far as they are there
  ByteSpan inner;  // the words: without marks and blanks at the ends
  bool closed = true;
};

// One printed mark.
struct QuotationMark {
  std::uint64_t at;
  char32_t code;
  std::uint8_t size;
};

// The mark at `at`, or size 0. Its first byte is '"', '\'', 0xC2, 0xE2, 0xE3 or 0xEF.
QuotationMark quotation_mark_at(std::string_view text, std::uint64_t at);

// Pairs the marks (in order) of each paragraph; those inside others come after them.
std::vector<Marked> pair_marks(std::string_view text, const std::vector<QuotationMark>& marks,
                               const std::vector<ByteSpan>& paragraphs);

}  // namespace stenogram::transcript
