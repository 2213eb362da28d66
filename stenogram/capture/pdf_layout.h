// Words on paper to paragraphs in reading order.
//
// A PDF says where each word stands and nothing else. From places alone this finds
// columns, lines, line numbers, running heads and feet, paragraphs and words broken
// at a line's end. Knows nothing of the PDF format, so tests lay out words by hand.
//
// Columns are found as in recursive X-Y cuts (Nagy and Seth 1984): a gutter is a
// strip that almost no word crosses while words stand on both sides of it.
#pragma once
#include <string>
#include <vector>

#include "stenogram/capture/page.h"

namespace stenogram::capture {

// One word as printed; points from the page's upper left corner.
struct PrintedWord {
  double left = 0, top = 0, right = 0, bottom = 0;
  double size = 0;  // of the font
  bool bold = false, italic = false;
  bool space_after = true;
  std::string text;  // UTF-8, no blanks at its ends
};

struct PrintedPage {
  std::uint32_t number = 0;  // from 1
  double width = 0, height = 0;
  std::vector<PrintedWord> words;  // in any order
};

// The page of blocks: paragraphs whose lines are kept apart by line breaks, with the
// page number where each begins. Running heads, page numbers and line numbers are not
// part of the text a reader reads; they are left out, and a doubt says how many.
// Leaves media_type and source for the caller. O(words log words).
Page lay_out(const std::vector<PrintedPage>& pages);

}  // namespace stenogram::capture
