// Characters of a page's text, for code that walks it: decoding, and the few
// classes that reading asks for. ASCII is answered without a table.
//
// Malformed bytes decode to U+FFFD, one byte long, so that every walk ends.
// Pure; any thread.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "stenogram/base/span.h"

namespace stenogram::transcript {

struct Character {
  char32_t code = 0xFFFD;
  std::uint8_t size = 1;  // bytes
};

Character decode_wide(std::string_view text, std::size_t at);
bool is_blank_wide(char32_t);  // white space, controls, format characters, byte order mark
bool is_upper_wide(char32_t);
bool is_letter_wide(char32_t);

// The character at `at`, which must be inside `text`.
inline Character character_at(std::string_view text, std::size_t at) {
  unsigned char byte = text[at];
  if (byte < 0x80) return {byte, 1};
  return decode_wide(text, at);
}

// The character that ends at `end`, which must not be 0.
Character character_before(std::string_view text, std::size_t end);

// Blank as the accounting means it.
inline bool is_blank(char32_t c) { return c < 0x80 ? c <= 0x20 || c == 0x7F : is_blank_wide(c); }
inline bool is_upper(char32_t c) { return c < 0x80 ? c >= 'A' && c <= 'Z' : is_upper_wide(c); }
inline bool is_letter(char32_t c) { return c < 0x80 ? (c | 0x20) >= 'a' && (c | 0x20) <= 'z' : is_letter_wide(c); }
inline bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }
bool is_lower(char32_t c);
// Chinese, Japanese and Korean writing, where a name is a few characters long.
bool is_han(char32_t c);
// Quotation marks and closing brackets of any script: what may stand between the
// last word of a sentence and the blank after it.
bool is_closing_mark(char32_t c);
bool is_dash(char32_t c);  // hyphen, minus, en and em dash, horizontal bar

// `span` without the blanks at its ends; empty at its begin where all is blank.
ByteSpan trimmed(std::string_view text, ByteSpan span);
std::string_view trimmed(std::string_view text);

// Lower case without marks on letters, Cyrillic in Latin letters, blanks single,
// curly apostrophes straight: the key by which labels, names and words of tables
// are looked up. Never shown.
std::string folded(std::string_view text);

}  // namespace stenogram::transcript
