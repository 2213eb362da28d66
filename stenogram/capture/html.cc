#include "stenogram/capture/html.h"

#include <algorithm>

#include "stenogram/capture/html_facts.h"
#include "stenogram/capture/html_main.h"
#include "stenogram/capture/html_render.h"
#include "stenogram/capture/html_tree.h"
#include "stenogram/capture/page_builder.h"

namespace stenogram::capture {
namespace {

constexpr std::size_t kDeclarationsWithin = 16 * 1024;  // bytes from the start

std::string charset_in(std::string_view content) {
  const std::size_t at = content.find("charset=");
  if (at == std::string_view::npos) return {};
  std::string_view name = content.substr(at + 8);
  while (!name.empty() && (name[0] == '"' || name[0] == '\'' || name[0] == ' ')) name.remove_prefix(1);
  return std::string(name.substr(0, name.find_first_of("\"' ;,")));
}

}  // namespace

std::vector<std::string> declared_charsets(std::string_view bytes) {
  bytes = bytes.substr(0, kDeclarationsWithin);
  std::vector<std::string> found;
  const auto add = [&](std::string name) {
    for (char& c : name)
      if (c >= 'A' && c <= 'Z') c = char(c + 32);
    if (!name.empty() && std::find(found.begin(), found.end(), name) == found.end()) found.push_back(std::move(name));
  };
  const std::size_t encoding = bytes.substr(0, 200).find("encoding=");
  if (encoding != std::string_view::npos && bytes.substr(0, 64).find("<?xml") != std::string_view::npos) {
    const std::string_view rest = bytes.substr(encoding + 9);
    if (rest.size() > 1) add(std::string(rest.substr(1, rest.find_first_of("\"'?", 1) - 1)));
  }
  Tokens tokens(bytes);
  Token token;
  while (tokens.next(token)) {
    if (token.kind != Token::Kind::start || token.tag != Tag::meta) continue;
    const std::string_view tag = bytes.substr(token.begin, token.end - token.begin);
    if (const auto charset = attribute(tag, "charset")) add(std::string(*charset));
    else if (const auto content = attribute(tag, "content")) add(charset_in(*content));
  }
  return found;
}

Result<Page> read_html(const Source& source, text::Decoded decoded, const Limits& limits) {
  Result<HtmlTree> tree = HtmlTree::of(decoded.text, source.name, limits);
  if (!tree) return tree.error();
  PageBuilder builder(decoded, limits.blocks);
  const RenderedHtml rendered = render_html(*tree, builder);
  if (builder.full()) return too_many_blocks(source, limits);
  find_main_text(*tree, rendered, builder.text(), builder.blocks());
  builder.facts() = html_facts(*tree, builder.blocks(), rendered.nodes);
  Page page = std::move(builder).finish();
  for (Fact& fact : page.facts) {
    if (fact.source) fact.source = decoded.source.source_of({fact.source->begin, fact.source->end});
    else if (fact.span) fact.source = page.source.source_of(*fact.span);
  }
  page.media_type = "text/html";
  return page;
}

}  // namespace stenogram::capture
