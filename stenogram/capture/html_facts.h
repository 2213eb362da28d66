// What a web page says of itself: JSON-LD, OpenGraph and other meta elements, `time`,
// title, canonical link, `itemprop`. One fact for each thing said; the best witness of a
// key stands first.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "stenogram/capture/html_tree.h"
#include "stenogram/capture/page.h"

namespace stenogram::capture {

// `Fact::source` counts bytes of the decoded text here; the caller leads it to the capture.
// `nodes` names the element of each block.
std::vector<Fact> html_facts(const HtmlTree& tree, const std::vector<Block>& blocks, const std::vector<std::uint32_t>& nodes);

}  // namespace stenogram::capture
