#include "stenogram/render/terminal.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdio>

namespace stenogram::render {
namespace {

// Characters that act on a terminal or on the order of what stands beside them.
bool acts(UChar32 c) {
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x061c || c == 0x200e || c == 0x200f ||
         (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff || (c >= 0xfff9 && c <= 0xfffb) ||
         (c >= 0xe0000 && c <= 0xe007f);
}

std::size_t width_of(UChar32 c) {
  if (c < 0x300) return c == 0xad ? 0 : 1;
  switch (u_charType(c)) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_FORMAT_CHAR: return 0;
    default: break;
  }
  auto width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

// The character at `at`, which moves past it; U+FFFD for a malformed byte.
UChar32 next(std::string_view text, std::size_t& at) {
  UChar32 c;
  auto i = std::int64_t(at);
  U8_NEXT(text.data(), i, std::int64_t(text.size()), c);
  at = std::size_t(i);
  return c < 0 ? 0xfffd : c;
}

std::string_view code_of(Paint paint) {
  switch (paint) {
    case Paint::plain: return {};
    case Paint::strong: return "\033[1m";
    case Paint::faint: return "\033[2m";
    case Paint::name: return "\033[1;36m";
    case Paint::address: return "\033[35m";
    case Paint::match: return "\033[1;33m";
    case Paint::good: return "\033[32m";
    case Paint::bad: return "\033[1;31m";
    case Paint::warning: return "\033[33m";
  }
  return {};
}

}  // namespace

std::string inert(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    auto byte = static_cast<unsigned char>(text[at]);
    if (byte >= 0x20 && byte < 0x7f) {
      out += text[at++];
      continue;
    }
    if (byte == '\n' || byte == '\t' || byte == '\r') {
      // A line end of two bytes is one blank.
      if (byte != '\r' || at + 1 == text.size() || text[at + 1] != '\n') out += ' ';
      ++at;
      continue;
    }
    UChar32 c;
    auto end = std::int64_t(at);
    U8_NEXT(text.data(), end, std::int64_t(text.size()), c);
    char escape[16];
    if (c < 0) {
      for (; at < std::size_t(end); ++at) {
        std::snprintf(escape, sizeof escape, "\\x%02x", static_cast<unsigned char>(text[at]));
        out += escape;
      }
    } else if (acts(c)) {
      std::snprintf(escape, sizeof escape, c < 0x100 ? "\\x%02x" : "\\u%04x", unsigned(c));
      out += escape;
    } else {
      out.append(text, at, std::size_t(end) - at);
    }
    at = std::size_t(end);
  }
  return out;
}

std::string painted(const Terminal& terminal, Paint paint, std::string_view text) {
  std::string_view code = code_of(paint);
  if (!terminal.colour || code.empty() || text.empty()) return std::string(text);
  return std::string(code) + std::string(text) + "\033[0m";
}

std::size_t columns(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) width += width_of(next(text, at));
  return width;
}

std::string_view first_columns(std::string_view text, std::size_t width) {
  std::size_t at = 0, used = 0;
  while (at < text.size()) {
    std::size_t end = at;
    used += width_of(next(text, end));
    if (used > width) break;
    at = end;
  }
  return text.substr(0, at);
}

std::string_view last_columns(std::string_view text, std::size_t width) {
  std::size_t over = columns(text);
  std::size_t at = 0;
  while (at < text.size() && over > width) over -= width_of(next(text, at));
  // Marks whose letter was cut away go with it.
  while (at > 0 && at < text.size()) {
    std::size_t end = at;
    if (width_of(next(text, end)) != 0) break;
    at = end;
  }
  return text.substr(at);
}

std::string fitted(std::string_view text, std::size_t width) {
  if (columns(text) <= width) return std::string(text);
  if (width == 0) return {};
  return std::string(first_columns(text, width - 1)) + "…";
}

std::string padded(std::string_view text, std::size_t width) {
  std::string out(text);
  std::size_t used = columns(text);
  if (used < width) out.append(width - used, ' ');
  return out;
}

std::string padded_left(std::string_view text, std::size_t width) {
  std::size_t used = columns(text);
  return std::string(used < width ? width - used : 0, ' ') + std::string(text);
}

std::vector<std::string_view> folded(std::string_view text, std::size_t width) {
  width = std::max<std::size_t>(width, 1);
  std::vector<std::string_view> lines;
  std::size_t begin = 0;
  while (begin < text.size()) {
    std::string_view rest = text.substr(begin);
    std::string_view line = first_columns(rest, width);
    if (line.size() < rest.size()) {
      // Back to the last blank, unless the next character is one or there is none.
      std::size_t blank = rest[line.size()] == ' ' ? line.size() : line.rfind(' ');
      if (blank != std::string_view::npos && blank > 0) line = rest.substr(0, blank);
      if (line.empty()) {  // one character wider than the width
        std::size_t end = 0;
        next(rest, end);
        line = rest.substr(0, end);
      }
    }
    lines.push_back(line);
    begin += line.size();
    while (begin < text.size() && text[begin] == ' ') ++begin;
  }
  return lines;
}

}  // namespace stenogram::render
