// HTML's tokens, each with its place: text, start and end tags. Comments, doctypes and
// processing instructions are passed over; what scripts and styles hold comes as one
// token, unread.
//
// Ours rather than libxml2's, because a page's words must lead back to its bytes: SAX
// events of libxml2 2.9 tell offsets only by xmlByteConsumed(), which stands still
// inside entities, and its HTML is that of 1999 (no `&amp` without semicolon, depth 256).
// The states follow the HTML Standard where pages in the wild use them. Linear, no
// recursion, no copies: tokens are offsets into the text.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace stenogram::capture {

enum class Tag : std::uint8_t {
  unknown,
  text,
  a,
  abbr,
  address,
  article,
  aside,
  audio,
  b,
  big,
  blockquote,
  body,
  br,
  button,
  canvas,
  caption,
  center,
  cite,
  code,
  col,
  colgroup,
  dd,
  del,
  details,
  dfn,
  dialog,
  dir,
  div,
  dl,
  dt,
  em,
  embed,
  fieldset,
  figcaption,
  figure,
  font,
  footer,
  form,
  frame,
  frameset,
  h1,
  h2,
  h3,
  h4,
  h5,
  h6,
  head,
  header,
  hgroup,
  hr,
  html,
  i,
  iframe,
  img,
  input,
  ins,
  kbd,
  label,
  legend,
  li,
  link,
  main,
  mark,
  math,
  menu,
  meta,
  nav,
  nobr,
  noembed,
  noframes,
  noscript,
  object,
  ol,
  optgroup,
  option,
  p,
  param,
  picture,
  plaintext,
  pre,
  q,
  rp,
  rt,
  ruby,
  s,
  samp,
  script,
  search,
  section,
  select,
  small,
  source,
  span,
  strike,
  strong,
  style,
  sub,
  summary,
  sup,
  svg,
  table,
  tbody,
  td,
  template_,
  textarea,
  tfoot,
  th,
  thead,
  time,
  title,
  tr,
  track,
  tt,
  u,
  ul,
  var,
  video,
  wbr,
  xmp,
  count
};

// "p"; empty for unknown and text.
std::string_view name_of(Tag tag);

struct Token {
  enum class Kind : std::uint8_t { text, start, end, raw };
  Kind kind = Kind::text;
  Tag tag = Tag::unknown;  // of raw: whose content it is
  bool self_closing = false;
  std::uint64_t begin = 0, end = 0;
};

class Tokens {
 public:
  explicit Tokens(std::string_view text, std::uint64_t at = 0) : text_(text), at_(at) {}
  // False at the end of the text.
  bool next(Token& token);

 private:
  bool tag_token(Token& token);
  std::uint64_t skip_markup(std::uint64_t at) const;
  std::uint64_t raw_end(Tag tag) const;

  std::string_view text_;
  std::uint64_t at_;
  Tag raw_ = Tag::unknown;  // the element whose content is raw and comes next
};

// The value of an attribute of the start tag at [begin, end) of `text`, as written; `name`
// in lower case. Nothing where the tag does not have it; empty for one without a value.
std::optional<std::string_view> attribute(std::string_view tag, std::string_view name);

// The same with character references replaced.
std::optional<std::string> attribute_text(std::string_view tag, std::string_view name);

}  // namespace stenogram::capture
