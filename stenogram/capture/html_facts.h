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
std::vector<Fact> html_facts(const HtmlTree& tree, const std::vector<Block>& blocks,
                             const std::vector<std::uint32_t>& nodes);

// The text that JSON-LD gives as the article's body, letters and digits only; empty where
// there is none. Pages carry it for search engines; it often lacks headings and questions.
std::string stated_article_body(const HtmlTree& tree);

// What of a text is left for comparing with that: letters and digits.
std::string letters_of(std::string_view text);

}  // namespace stenogram::capture
