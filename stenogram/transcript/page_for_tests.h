// A page for tests: every line that is not blank is a block, as in plain text whose
// lines are paragraphs.
#pragma once
#include <string>

#include "stenogram/capture/page.h"
#include "stenogram/transcript/characters.h"

namespace stenogram::transcript {

inline capture::Page page_of_lines(std::string text) {
  capture::Page page;
  page.text = std::move(text);
  page.media_type = "text/plain";
  bool blank_before = false;
  for (std::size_t at = 0; at < page.text.size();) {
    std::size_t end = std::min(page.text.find('\n', at), page.text.size());
    ByteSpan span = trimmed(page.text, {at, end});
    if (!span.empty()) {
      page.blocks.emplace_back();
      page.blocks.back().span = span;
      page.blocks.back().blank_line_before = blank_before;
    }
    blank_before = span.empty();
    at = end + 1;
  }
  return page;
}

}  // namespace stenogram::transcript
