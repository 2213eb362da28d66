#include "stenogram/capture/html_tokens.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "stenogram/capture/entities.h"

namespace stenogram::capture {
namespace {

using namespace std::string_view_literals;

constexpr std::uint64_t npos = std::string_view::npos;

// In the order of Tag, from Tag::a; sorted, so that names are found by halving.
constexpr std::array kNames = {
    "a"sv,          "abbr"sv,   "address"sv,  "article"sv,  "aside"sv,     "audio"sv,    "b"sv,        "big"sv,
    "blockquote"sv, "body"sv,   "br"sv,       "button"sv,   "canvas"sv,    "caption"sv,  "center"sv,   "cite"sv,
    "code"sv,       "col"sv,    "colgroup"sv, "dd"sv,       "del"sv,       "details"sv,  "dfn"sv,      "dialog"sv,
    "dir"sv,        "div"sv,    "dl"sv,       "dt"sv,       "em"sv,        "embed"sv,    "fieldset"sv, "figcaption"sv,
    "figure"sv,     "font"sv,   "footer"sv,   "form"sv,     "frame"sv,     "frameset"sv, "h1"sv,       "h2"sv,
    "h3"sv,         "h4"sv,     "h5"sv,       "h6"sv,       "head"sv,      "header"sv,   "hgroup"sv,   "hr"sv,
    "html"sv,       "i"sv,      "iframe"sv,   "img"sv,      "input"sv,     "ins"sv,      "kbd"sv,      "label"sv,
    "legend"sv,     "li"sv,     "link"sv,     "main"sv,     "mark"sv,      "math"sv,     "menu"sv,     "meta"sv,
    "nav"sv,        "nobr"sv,   "noembed"sv,  "noframes"sv, "noscript"sv,  "object"sv,   "ol"sv,       "optgroup"sv,
    "option"sv,     "p"sv,      "param"sv,    "picture"sv,  "plaintext"sv, "pre"sv,      "q"sv,        "rp"sv,
    "rt"sv,         "ruby"sv,   "s"sv,        "samp"sv,     "script"sv,    "search"sv,   "section"sv,  "select"sv,
    "small"sv,      "source"sv, "span"sv,     "strike"sv,   "strong"sv,    "style"sv,    "sub"sv,      "summary"sv,
    "sup"sv,        "svg"sv,    "table"sv,    "tbody"sv,    "td"sv,        "template"sv, "textarea"sv, "tfoot"sv,
    "th"sv,         "thead"sv,  "time"sv,     "title"sv,    "tr"sv,        "track"sv,    "tt"sv,       "u"sv,
    "ul"sv,         "var"sv,    "video"sv,    "wbr"sv,      "xmp"sv,
};
static_assert(kNames.size() + std::size_t(Tag::a) == std::size_t(Tag::count));

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; }

// The tag's name at `at`; `at` moves past it.
Tag tag_at(std::string_view text, std::uint64_t& at) {
  char name[12];
  std::size_t n = 0;
  for (; at < text.size() && !is_space(text[at]) && text[at] != '>' && text[at] != '/'; ++at, ++n)
    if (n < sizeof name) name[n] = lower(text[at]);
  if (n == 0 || n > sizeof name) return Tag::unknown;
  const std::string_view found(name, n);
  const auto place = std::lower_bound(kNames.begin(), kNames.end(), found);
  if (place == kNames.end() || *place != found) return Tag::unknown;
  return Tag(std::size_t(Tag::a) + std::size_t(place - kNames.begin()));
}

// Elements whose content is not markup.
bool is_raw(Tag tag) {
  switch (tag) {
    case Tag::script:
    case Tag::style:
    case Tag::xmp:
    case Tag::iframe:
    case Tag::noembed:
    case Tag::noframes:
    case Tag::textarea:
    case Tag::title:
    case Tag::plaintext: return true;
    default: return false;
  }
}

bool equal_ignoring_case(std::string_view text, std::uint64_t at, std::string_view lower_name) {
  if (text.size() - at < lower_name.size()) return false;
  for (std::size_t i = 0; i < lower_name.size(); ++i)
    if (lower(text[at + i]) != lower_name[i]) return false;
  return true;
}

// Walks the attributes of a start tag: name and value as written. False at the end.
class Attributes {
 public:
  explicit Attributes(std::string_view tag) : tag_(tag) {
    at_ = 1;
    while (at_ < tag_.size() && !is_space(tag_[at_]) && tag_[at_] != '/' && tag_[at_] != '>') ++at_;
  }

  bool next(std::string_view& name, std::string_view& value) {
    while (at_ < tag_.size() && (is_space(tag_[at_]) || tag_[at_] == '/')) ++at_;
    if (at_ >= tag_.size() || tag_[at_] == '>') return false;
    const std::size_t begin = at_++;
    while (at_ < tag_.size() && !is_space(tag_[at_]) && tag_[at_] != '=' && tag_[at_] != '>' && tag_[at_] != '/') ++at_;
    name = tag_.substr(begin, at_ - begin);
    value = {};
    std::size_t after = at_;
    while (after < tag_.size() && is_space(tag_[after])) ++after;
    if (after >= tag_.size() || tag_[after] != '=') return true;
    at_ = after + 1;
    while (at_ < tag_.size() && is_space(tag_[at_])) ++at_;
    if (at_ < tag_.size() && (tag_[at_] == '"' || tag_[at_] == '\'')) {
      const std::size_t close = std::min(tag_.find(tag_[at_], at_ + 1), tag_.size());
      value = tag_.substr(at_ + 1, close - at_ - 1);
      at_ = std::min(close + 1, tag_.size());
    } else {
      const std::size_t from = at_;
      while (at_ < tag_.size() && !is_space(tag_[at_]) && tag_[at_] != '>') ++at_;
      value = tag_.substr(from, at_ - from);
    }
    return true;
  }

 private:
  std::string_view tag_;
  std::size_t at_;
};

// Past the `>` of the tag whose name ended at `at`. A `>` inside a quoted value is none;
// a quotation that never closes ends at the first `>` after all.
std::uint64_t end_of_tag(std::string_view text, std::uint64_t at) {
  const std::uint64_t first = text.find('>', at);
  if (first == npos) return text.size();
  char quote = 0;
  for (std::uint64_t i = at; i < text.size(); ++i) {
    const char c = text[i];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '>') {
      return i + 1;
    } else if ((c == '"' || c == '\'') && i > at) {
      std::uint64_t before = i;
      while (before > at && is_space(text[before - 1])) --before;
      if (before > at && text[before - 1] == '=') quote = c;
    }
    if (i - at > (1u << 20)) break;
  }
  return first + 1;
}

}  // namespace

std::string_view name_of(Tag tag) {
  return tag < Tag::a || tag >= Tag::count ? std::string_view() : kNames[std::size_t(tag) - std::size_t(Tag::a)];
}

// Past the comment, doctype or instruction at `at`.
std::uint64_t Tokens::skip_markup(std::uint64_t at) const {
  if (text_.compare(at, 4, "<!--") == 0) {
    if (text_.compare(at + 4, 1, ">") == 0) return at + 5;
    const std::uint64_t close = text_.find("-->", at + 2);
    if (close != npos) return close + 3;
    // Never closed: the Standard takes all the rest, which would lose the page.
    const std::uint64_t tag = text_.find('>', at);
    return tag == npos ? text_.size() : tag + 1;
  }
  if (text_.compare(at, 9, "<![CDATA[") == 0) {
    const std::uint64_t close = text_.find("]]>", at);
    if (close != npos) return close + 3;
  }
  const std::uint64_t close = text_.find('>', at);
  return close == npos ? text_.size() : close + 1;
}

std::uint64_t Tokens::raw_end(Tag tag) const {
  if (tag == Tag::plaintext) return text_.size();
  const std::string_view name = name_of(tag);
  for (std::uint64_t at = text_.find("</", at_); at != npos; at = text_.find("</", at + 2)) {
    if (!equal_ignoring_case(text_, at + 2, name)) continue;
    const std::uint64_t after = at + 2 + name.size();
    if (after >= text_.size() || is_space(text_[after]) || text_[after] == '>' || text_[after] == '/') return at;
  }
  // Never closed: a script or style takes the rest, as the Standard says; others nothing.
  return tag == Tag::script || tag == Tag::style ? text_.size() : at_;
}

bool Tokens::tag_token(Token& token) {
  const bool closing = text_[at_ + 1] == '/';
  std::uint64_t name = at_ + (closing ? 2 : 1);
  token.kind = closing ? Token::Kind::end : Token::Kind::start;
  token.begin = at_;
  token.tag = tag_at(text_, name);
  token.end = end_of_tag(text_, name);
  token.self_closing = token.end >= 2 && text_[token.end - 1] == '>' && text_[token.end - 2] == '/';
  at_ = token.end;
  if (!closing && is_raw(token.tag) && !(token.self_closing && token.tag == Tag::iframe)) raw_ = token.tag;
  return true;
}

bool Tokens::next(Token& token) {
  token = Token();
  if (raw_ != Tag::unknown) {
    token.kind = Token::Kind::raw;
    token.tag = raw_;
    token.begin = at_;
    token.end = at_ = raw_end(raw_);
    raw_ = Tag::unknown;
    if (token.end > token.begin) return true;
  }
  while (at_ < text_.size()) {
    if (text_[at_] == '<' && at_ + 1 < text_.size()) {
      const char next = text_[at_ + 1];
      if (is_letter(next)) return tag_token(token);
      if (next == '/' && at_ + 2 < text_.size() && is_letter(text_[at_ + 2])) return tag_token(token);
      if (next == '!' || next == '?' || next == '/') {
        at_ = skip_markup(at_);
        continue;
      }
    }
    token.kind = Token::Kind::text;
    token.tag = Tag::text;
    token.begin = at_;
    // A `<` that begins nothing is text.
    do {
      at_ = std::min<std::uint64_t>(text_.find('<', at_ + 1), text_.size());
    } while (at_ + 1 < text_.size() && !is_letter(text_[at_ + 1]) && text_[at_ + 1] != '/' && text_[at_ + 1] != '!' &&
             text_[at_ + 1] != '?');
    token.end = at_;
    return true;
  }
  return false;
}

std::optional<std::string_view> attribute(std::string_view tag, std::string_view name) {
  Attributes attributes(tag);
  std::string_view found, value;
  while (attributes.next(found, value))
    if (found.size() == name.size() && equal_ignoring_case(found, 0, name)) return value;
  return std::nullopt;
}

std::optional<std::string> attribute_text(std::string_view tag, std::string_view name) {
  const auto value = attribute(tag, name);
  if (!value) return std::nullopt;
  return without_references(*value, true);
}

}  // namespace stenogram::capture
