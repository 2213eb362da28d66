// The names of HTML's elements, for telling a tag from other things in angle brackets.
#pragma once
#include <string_view>

namespace stenogram::capture {

// The name of the element whose tag begins with the `<` at `at` (`<p`, `</P`), in lower
// case; empty where what stands there is no tag of an element we know. The view lives
// as long as the program.
std::string_view element_at(std::string_view text, std::size_t at);

// Whether a tag of an element somebody made up stands there: `<lite-player …>`.
bool is_custom_tag(std::string_view text, std::size_t at);

// Where the tag at `at` ends, past its `>`, with quoted attribute values looked over;
// npos if it does not end within `most` bytes.
std::size_t tag_end(std::string_view text, std::size_t at, std::size_t most = 4096);

}  // namespace stenogram::capture
