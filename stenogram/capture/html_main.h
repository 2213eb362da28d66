// Which blocks of a web page are its main text.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "stenogram/capture/html_render.h"
#include "stenogram/capture/html_tree.h"
#include "stenogram/capture/page.h"

namespace stenogram::capture {

// Sets Block::region of every block that is not hidden already. A page whose main text cannot be told has none but
// `main`: nothing is put aside without evidence.
void find_main_text(const HtmlTree& tree, const RenderedHtml& rendered, const std::string& text,
                    std::vector<Block>& blocks);

}  // namespace stenogram::capture
