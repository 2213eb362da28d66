#include "stenogram/capture/html_names.h"

#include <algorithm>
#include <array>

#include "stenogram/capture/blank.h"

namespace stenogram::capture {
namespace {

using namespace std::string_view_literals;

// Sorted. Words of other people's notations (`<TRUMP:>`, `<Newspeech>`) are not among them.
constexpr std::array kElements = {
    "a"sv,        "abbr"sv,    "address"sv,    "article"sv,  "aside"sv,    "audio"sv,    "b"sv,          "bdi"sv,
    "bdo"sv,      "big"sv,     "blockquote"sv, "body"sv,     "br"sv,       "button"sv,   "caption"sv,    "center"sv,
    "cite"sv,     "code"sv,    "col"sv,        "colgroup"sv, "dd"sv,       "del"sv,      "details"sv,    "dfn"sv,
    "div"sv,      "dl"sv,      "dt"sv,         "em"sv,       "embed"sv,    "fieldset"sv, "figcaption"sv, "figure"sv,
    "font"sv,     "footer"sv,  "form"sv,       "frame"sv,    "frameset"sv, "h1"sv,       "h2"sv,         "h3"sv,
    "h4"sv,       "h5"sv,      "h6"sv,         "head"sv,     "header"sv,   "hr"sv,       "html"sv,       "i"sv,
    "iframe"sv,   "img"sv,     "input"sv,      "ins"sv,      "kbd"sv,      "label"sv,    "legend"sv,     "li"sv,
    "link"sv,     "main"sv,    "map"sv,        "mark"sv,     "menu"sv,     "meta"sv,     "nav"sv,        "nobr"sv,
    "noscript"sv, "object"sv,  "ol"sv,         "optgroup"sv, "option"sv,   "p"sv,        "param"sv,      "picture"sv,
    "pre"sv,      "q"sv,       "rp"sv,         "rt"sv,       "ruby"sv,     "s"sv,        "samp"sv,       "script"sv,
    "section"sv,  "select"sv,  "small"sv,      "source"sv,   "span"sv,     "strike"sv,   "strong"sv,     "style"sv,
    "sub"sv,      "summary"sv, "sup"sv,        "svg"sv,      "table"sv,    "tbody"sv,    "td"sv,         "textarea"sv,
    "tfoot"sv,    "th"sv,      "thead"sv,      "time"sv,     "title"sv,    "tr"sv,       "track"sv,      "tt"sv,
    "u"sv,        "ul"sv,      "var"sv,        "video"sv,    "wbr"sv,
};

}  // namespace

std::string_view element_at(std::string_view text, std::size_t at) {
  std::size_t i = at + 1;
  if (i < text.size() && text[i] == '/') ++i;
  char name[12];
  std::size_t n = 0;
  for (; i < text.size() && n < sizeof name; ++i, ++n) {
    const char c = text[i];
    if (c >= 'A' && c <= 'Z') name[n] = char(c + 32);
    else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) name[n] = c;
    else break;
  }
  if (n == 0 || n == sizeof name || i >= text.size()) return {};
  if (text[i] != '>' && text[i] != '/' && blank_at(text, i) == 0) return {};
  const std::string_view found(name, n);
  const auto place = std::lower_bound(kElements.begin(), kElements.end(), found);
  return place != kElements.end() && *place == found ? *place : std::string_view();
}

bool is_custom_tag(std::string_view text, std::size_t at) {
  std::size_t i = at + 1;
  if (i < text.size() && text[i] == '/') ++i;
  bool hyphen = false;
  for (; i < text.size() && ((text[i] >= 'a' && text[i] <= 'z') || text[i] == '-'); ++i) hyphen |= text[i] == '-';
  return hyphen && i < text.size() && (text[i] == '>' || text[i] == ' ' || text[i] == '\n');
}

std::size_t tag_end(std::string_view text, std::size_t at, std::size_t most) {
  char quote = 0;
  const std::size_t end = std::min(text.size(), at + most);
  for (std::size_t i = at + 1; i < end; ++i) {
    const char c = text[i];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '>') {
      return i + 1;
    } else if ((c == '"' || c == '\'') && text[i - 1] == '=') {
      quote = c;
    } else if (c == '<') {
      return std::string_view::npos;
    }
  }
  return std::string_view::npos;
}

}  // namespace stenogram::capture
