// Text for HTML and XML: never markup, whatever the capture held.
#pragma once
#include <string>
#include <string_view>

namespace stenogram::render {

// `& < > " '` as references; controls that XML does not allow, bidirectional controls and
// malformed bytes as U+FFFD, so that the result is well formed in both. Line ends stay.
std::string escaped(std::string_view text);

}  // namespace stenogram::render
