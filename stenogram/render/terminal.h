// Text for people on a terminal: made harmless, coloured where colour is wanted,
// measured in columns and folded to the width there is.
//
// Whatever comes out of a capture is a stranger's: `inert` stands between it and the
// terminal, always. Pure; any thread.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace stenogram::render {

// What the result is drawn on.
struct Terminal {
  bool colour = false;
  std::size_t width = 80;  // columns
};

enum class Paint : std::uint8_t { plain, strong, faint, name, address, match, good, bad, warning };

// Control characters, bidirectional controls, invisible tags and malformed bytes are
// shown as `\x1b` or `\u202e`; a tab becomes a blank, and so does a line end.
std::string inert(std::string_view text);

// `text` in colour where there is colour; it must be inert already.
std::string painted(const Terminal& terminal, Paint paint, std::string_view text);

// Columns that inert text takes: two for East Asian wide characters, none for marks.
std::size_t columns(std::string_view text);

// The longest beginning, or end, of at most `width` columns, cut between characters
// and never before a mark.
std::string_view first_columns(std::string_view text, std::size_t width);
std::string_view last_columns(std::string_view text, std::size_t width);

// Cut with an ellipsis where it is too long; never padded.
std::string fitted(std::string_view text, std::size_t width);
// Blanks added after, or before, up to `width` columns.
std::string padded(std::string_view text, std::size_t width);
std::string padded_left(std::string_view text, std::size_t width);

// Lines of at most `width` columns, broken at blanks where there are any; text of
// scripts without blanks is broken between characters. `text` is inert.
std::vector<std::string_view> folded(std::string_view text, std::size_t width);

}  // namespace stenogram::render
