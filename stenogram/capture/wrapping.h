// Whether the lines of a text are paragraphs, or paragraphs were broken into lines
// at some column.
#pragma once
#include <cstddef>
#include <string_view>

#include "stenogram/base/span.h"

namespace stenogram::capture {

struct Wrapping {
  bool wrapped = false;
  std::size_t width = 0;  // columns at which lines were broken; 0 if they were not
  bool hanging = false;   // second lines of paragraphs stand further in than first ones
};

// Weighs the whole page, or samples of a long one. Pure; any thread.
Wrapping wrapping_of(std::string_view text);

// One line as its layout sees it. Columns are those of columns_of(), tabs to 8.
struct LineShape {
  ByteSpan words;  // without surrounding blanks; empty for a blank line
  std::size_t indent = 0;
  std::size_t end_column = 0;  // where the last character ends
  std::size_t first_word = 0;  // columns of the first word, up to a blank
  bool ends_sentence = false;  // last mark is a full stop, colon or their kin
  bool starts_lower = false;
};

// The margins alone: `words` and `indent`. Enough where lines are paragraphs, and
// three times faster.
LineShape margins_of(std::string_view text, ByteSpan line);

// Margins and all the rest.
LineShape shape_of(std::string_view text, ByteSpan line);

// Whether `next` carries on the paragraph of `line`, both of one run of lines
// without a blank one between. `first` is the first line of that paragraph.
bool carries_on(const Wrapping& wrapping, const LineShape& first, const LineShape& line, const LineShape& next);

}  // namespace stenogram::capture
