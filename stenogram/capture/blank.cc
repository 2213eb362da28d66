#include "stenogram/capture/blank.h"

#include <array>
#include <cstdint>
#include <string>

namespace stenogram::capture {
namespace {

using Byte = unsigned char;

// Two-byte blanks: U+0080..U+00A0 and the soft hyphen, U+061C.
bool is_blank_pair(Byte a, Byte b) {
  return (a == 0xC2 && ((b >= 0x80 && b <= 0xA0) || b == 0xAD)) || (a == 0xD8 && b == 0x9C);
}

// Three-byte blanks. U+2000..U+200F, U+2028..U+202F, U+205F..U+206F, U+1680,
// U+180E, U+3000, U+FEFF, U+FFF9..U+FFFB.
bool is_blank_triple(Byte a, Byte b, Byte c) {
  switch (a) {
    case 0xE1: return (b == 0x9A && c == 0x80) || (b == 0xA0 && c == 0x8E);
    case 0xE2:
      return (b == 0x80 && ((c >= 0x80 && c <= 0x8F) || (c >= 0xA8 && c <= 0xAF))) ||
             (b == 0x81 && c >= 0x9F && c <= 0xAF);
    case 0xE3: return b == 0x80 && c == 0x80;
    case 0xEF: return (b == 0xBB && c == 0xBF) || (b == 0xBF && c >= 0xB9 && c <= 0xBB);
    default: return false;
  }
}

bool is_wide(char32_t c) {
  return c >= 0x1100 &&
         (c <= 0x115F || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
          (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF01 && c <= 0xFF60) || (c >= 0xFFE0 && c <= 0xFFE6) ||
          (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFD));
}

bool is_zero_width(char32_t c) {
  return (c >= 0x300 && c <= 0x36F) || (c >= 0x200B && c <= 0x200F) || c == 0xFEFF || c == 0xAD;
}

}  // namespace

std::size_t blank_at(std::string_view text, std::size_t at) {
  const Byte a = Byte(text[at]);
  if (a <= 0x20 || a == 0x7F) return 1;
  if (a < 0xC2) return 0;
  const std::size_t left = text.size() - at;
  if (left >= 2 && is_blank_pair(a, Byte(text[at + 1]))) return 2;
  if (left >= 3 && is_blank_triple(a, Byte(text[at + 1]), Byte(text[at + 2]))) return 3;
  return 0;
}

std::size_t end_of_words(std::string_view text, std::size_t at, std::size_t end) {
  while (at < end) {
    const Byte byte = Byte(text[at]);
    if (byte > 0x20 && byte < 0x7F) ++at;
    else if (byte == ' ' && at + 1 < end && blank_at(text, at + 1) == 0) ++at;
    else if (blank_at(text, at) != 0) return at;
    else at += character_length(text, at);
  }
  return end;
}

std::size_t blank_before(std::string_view text, std::size_t end) {
  const Byte last = Byte(text[end - 1]);
  if (last <= 0x20 || last == 0x7F) return 1;
  if (last < 0x80 || last >= 0xC0) return 0;
  if (end >= 2 && is_blank_pair(Byte(text[end - 2]), last)) return 2;
  if (end >= 3 && is_blank_triple(Byte(text[end - 3]), Byte(text[end - 2]), last)) return 3;
  return 0;
}

ByteSpan trimmed(std::string_view text, ByteSpan span) {
  while (span.begin < span.end) {
    const std::size_t n = blank_at(text.substr(0, span.end), span.begin);
    if (n == 0) break;
    span.begin += n;
  }
  while (span.begin < span.end) {
    const std::size_t n = blank_before(text.substr(0, span.end), span.end);
    if (n == 0 || n > span.size()) break;
    span.end -= n;
  }
  return span;
}

bool is_blank(std::string_view text) { return trimmed(text, {0, text.size()}).empty(); }

std::size_t character_length(std::string_view text, std::size_t at) {
  const Byte a = Byte(text[at]);
  std::size_t n = a < 0xC2 ? 1 : a < 0xE0 ? 2 : a < 0xF0 ? 3 : a < 0xF5 ? 4 : 1;
  if (n > text.size() - at) return 1;
  for (std::size_t i = 1; i < n; ++i)
    if ((Byte(text[at + i]) & 0xC0) != 0x80) return 1;
  return n;
}

char32_t character_at(std::string_view text, std::size_t at) {
  const Byte a = Byte(text[at]);
  if (a < 0x80) return a;
  const std::size_t n = character_length(text, at);
  if (n == 1) return 0xFFFD;
  char32_t c = a & (0x7F >> n);
  for (std::size_t i = 1; i < n; ++i) c = c << 6 | (Byte(text[at + i]) & 0x3F);
  return c;
}

void append_utf8(std::string& out, char32_t c) {
  if (c < 0x80) {
    out += char(c);
  } else if (c < 0x800) {
    out += char(0xC0 | c >> 6);
    out += char(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += char(0xE0 | c >> 12);
    out += char(0x80 | (c >> 6 & 0x3F));
    out += char(0x80 | (c & 0x3F));
  } else {
    out += char(0xF0 | c >> 18);
    out += char(0x80 | (c >> 12 & 0x3F));
    out += char(0x80 | (c >> 6 & 0x3F));
    out += char(0x80 | (c & 0x3F));
  }
}

std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  for (std::size_t i = 0; i < text.size();) {
    if (Byte(text[i]) < 0x80) {
      ++columns, ++i;
      continue;
    }
    const char32_t c = character_at(text, i);
    columns += is_wide(c) ? 2 : is_zero_width(c) ? 0 : 1;
    i += character_length(text, i);
  }
  return columns;
}

}  // namespace stenogram::capture
