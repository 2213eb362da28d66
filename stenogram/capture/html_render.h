// The tree of a web page into blocks, in reading order.
#pragma once
#include <cstdint>
#include <vector>

#include "stenogram/capture/html_tree.h"
#include "stenogram/capture/page_builder.h"

namespace stenogram::capture {

// For each block, the element whose words it holds: the innermost that stands on lines of
// its own. Blocks nobody sees on the page (tooltips, `display: none`) are Region::hidden
// already, and stand after the block they interrupt.
struct RenderedHtml {
  std::vector<std::uint32_t> nodes;
  std::vector<std::uint32_t> firsts;  // the text node each block begins with
};

RenderedHtml render_html(const HtmlTree& tree, PageBuilder& builder);

}  // namespace stenogram::capture
