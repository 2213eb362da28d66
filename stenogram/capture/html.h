// Web pages: HTML as found in the wild, rendered to the text a reader sees.
//
// The charset is what the page's own declaration, the header or the bytes say, whichever
// the bytes bear out. All words of the page are kept; Block::region says which of them are
// the main text.
#pragma once
#include <string>
#include <vector>

#include "stenogram/capture/format.h"

namespace stenogram::capture {

Result<Page> read_html(const Source& source, text::Decoded decoded, const Limits& limits);

// The charsets that the page declares in meta elements and an XML declaration, in order;
// it may name several. Read from bytes that are not decoded yet.
std::vector<std::string> declared_charsets(std::string_view bytes);

}  // namespace stenogram::capture
