// The paragraphs of an article: a page's blocks, without what is no part of the story.
//
// Plain text often breaks its lines at a fixed width; then a paragraph is what stands
// between blank lines, not a line. Pure; any thread. O(blocks).
#pragma once
#include <vector>

#include "stenogram/capture/page.h"

namespace stenogram::check {

struct Paragraph {
  ByteSpan span;
  capture::BlockKind kind = capture::BlockKind::paragraph;
  bool aside = false;  // a caption, a pulled quotation: words that stand in the story too
};

std::vector<Paragraph> paragraphs_of(const capture::Page& article);

}  // namespace stenogram::check
