#include "stenogram/render/markup.h"

#include <unicode/utf8.h>

namespace stenogram::render {

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 16);
  for (std::int32_t at = 0; at < std::int32_t(text.size());) {
    const std::int32_t begin = at;
    UChar32 letter = 0;
    U8_NEXT(text.data(), at, std::int32_t(text.size()), letter);
    const bool control =
        (letter < 0x20 && letter != '\n' && letter != '\t' && letter != '\r') || (letter >= 0x7F && letter < 0xA0);
    const bool turns = (letter >= 0x202A && letter <= 0x202E) || (letter >= 0x2066 && letter <= 0x2069);
    const bool none = letter < 0 || (letter & 0xFFFE) == 0xFFFE || (letter >= 0xFDD0 && letter <= 0xFDEF);
    if (control || turns || none) out += "\xEF\xBF\xBD";
    else if (letter == '&') out += "&amp;";
    else if (letter == '<') out += "&lt;";
    else if (letter == '>') out += "&gt;";
    else if (letter == '"') out += "&quot;";
    else if (letter == '\'') out += "&#39;";
    else out += text.substr(std::size_t(begin), std::size_t(at - begin));
  }
  return out;
}

}  // namespace stenogram::render
