#include "stenogram/capture/html_facts.h"

#include <simdjson.h>

#include <algorithm>

#include "stenogram/capture/blank.h"
#include "stenogram/capture/entities.h"
#include "stenogram/capture/fact_keys.h"

namespace stenogram::capture {
namespace {

constexpr std::size_t kLongestValue = 1000;  // bytes; a title is shorter
constexpr std::size_t kMostFacts = 200;
constexpr std::size_t kLongestJson = 4u << 20;  // of one JSON-LD script
constexpr int kDeepestJson = 6;                 // a graph of articles with authors; more is data of other kinds

// White space made one blank, none at the edges.
std::string squeezed(std::string_view value) {
  std::string out;
  bool space = false;
  for (std::size_t i = 0; i < value.size() && out.size() < kLongestValue;) {
    if (const std::size_t n = blank_at(value, i)) {
      space = !out.empty();
      i += n;
      continue;
    }
    if (space) out += ' ';
    space = false;
    const std::size_t n = character_length(value, i);
    out.append(value, i, n);
    i += n;
  }
  return out;
}

class Facts {
 public:
  Facts(const HtmlTree& tree, const std::vector<Block>& blocks, const std::vector<std::uint32_t>& nodes)
      : tree_(tree), blocks_(blocks), nodes_(nodes) {}

  std::vector<Fact> run() {
    language();
    for (std::uint32_t i = 1; i < tree_.size() && found_.size() < kMostFacts; ++i) element(i);
    std::stable_sort(found_.begin(), found_.end(), [](const Ranked& a, const Ranked& b) {
      return a.fact.key != b.fact.key ? a.fact.key < b.fact.key : a.rank < b.rank;
    });
    std::vector<Fact> facts;
    for (Ranked& ranked : found_) {
      const bool said = std::any_of(facts.begin(), facts.end(), [&](const Fact& fact) {
        return fact.key == ranked.fact.key && fact.value == ranked.fact.value;
      });
      if (!said) facts.push_back(std::move(ranked.fact));
    }
    return facts;
  }

 private:
  struct Ranked {
    Fact fact;
    int rank;
  };

  // Witnesses of one key, best first: JSON-LD, meta elements, the page's own marks.
  static constexpr int kMarkup = 50, kText = 80;

  void add(std::string_view key, std::string value, int rank, SourceSpan source) {
    value = squeezed(value);
    if (key.empty() || value.empty() || found_.size() >= kMostFacts) return;
    if (key == "language") std::replace(value.begin(), value.end(), '_', '-');
    found_.push_back({{std::string(key), std::move(value), std::nullopt, source}, rank});
  }

  SourceSpan place(std::string_view part) const {
    const auto begin = std::uint64_t(part.data() - tree_.text().data());
    return {begin, begin + part.size()};
  }

  void language() {
    if (tree_[0].end == 0) return;
    const std::string_view tag = tree_.source(tree_[0]);
    for (const char* name : {"lang", "xml:lang"})
      if (const auto value = attribute(tag, name)) return add("language", std::string(*value), kMarkup, place(*value));
  }

  void element(std::uint32_t i) {
    const Node& node = tree_[i];
    if (node.tag == Tag::text) return;
    const std::string_view tag = tree_.source(node);
    if (node.tag == Tag::meta) return meta(tag);
    if (node.tag == Tag::link) return link(tag);
    if (node.tag == Tag::script) return script(i, tag);
    if (node.tag == Tag::title) return title(i);
    const auto property = attribute(tag, "itemprop");
    if (property) {
      const std::string_view key = fact_key(FactSource::json_ld, *property);
      if (key != "kind" && key != "description") said_by(i, key, kMarkup + fact_rank(FactSource::json_ld, *property));
    } else if (node.tag == Tag::time) {
      said_by(i, attribute(tag, "pubdate") ? "published" : "date", kText);
    }
    if (const auto rel = attribute(tag, "rel"); rel && *rel == "author") said_by(i, "author", kText);
    if (const auto classes = attribute(tag, "class")) microformats(i, *classes);
  }

  // `<div class="place p-location">`.
  void microformats(std::uint32_t i, std::string_view classes) {
    for (std::size_t at = classes.find('-'); at != std::string_view::npos; at = classes.find('-', at + 1)) {
      const std::size_t blank = classes.rfind(' ', at);
      const std::size_t begin = blank == std::string_view::npos ? 0 : blank + 1;
      if (at - begin > 2 || (classes[begin] != 'p' && classes[begin] != 'd')) continue;
      const std::string_view name = classes.substr(begin, classes.find(' ', at) - begin);
      said_by(i, fact_key(FactSource::microformat, name), kMarkup + fact_rank(FactSource::microformat, name));
    }
  }

  void meta(std::string_view tag) {
    const auto content = attribute(tag, "content");
    if (!content) return;
    for (const char* name : {"property", "name", "http-equiv"}) {
      const auto value = attribute(tag, name);
      if (!value) continue;
      const std::string_view key = fact_key(FactSource::meta, *value);
      if (!key.empty())
        return add(key, without_references(*content, true), 10 + fact_rank(FactSource::meta, *value), place(*content));
    }
    if (const auto property = attribute(tag, "itemprop")) {
      const std::string_view key = fact_key(FactSource::json_ld, *property);
      add(key, without_references(*content, true), 10 + fact_rank(FactSource::json_ld, *property), place(*content));
    }
  }

  void link(std::string_view tag) {
    const auto rel = attribute(tag, "rel");
    const auto href = attribute(tag, "href");
    if (!rel || !href || *rel != "canonical") return;
    const bool whole = href->find("://") != std::string_view::npos;  // saved pages point at their own file
    add("canonical_url", without_references(*href, true), whole ? 0 : kText, place(*href));
  }

  // `title` stands in the page's text, as a block of its own.
  void title(std::uint32_t i) {
    for (std::uint32_t p = i; p != 0; p = tree_[p].parent)
      if (tree_[p].tag == Tag::svg) return;
    add("title", text_of(i), kMarkup, place(tree_.source(tree_[i])));
    const auto at = std::find(nodes_.begin(), nodes_.end(), i);
    if (at == nodes_.end() || found_.empty() || found_.back().fact.key != "title") return;
    found_.back().fact.span = blocks_[std::size_t(at - nodes_.begin())].span;
    found_.back().fact.source.reset();
  }

  // An element whose attribute or words say the value.
  void said_by(std::uint32_t i, std::string_view key, int rank) {
    if (key.empty()) return;
    const std::string_view tag = tree_.source(tree_[i]);
    for (const char* name : {"content", "datetime"})
      if (const auto value = attribute(tag, name))
        return add(key, without_references(*value, true), rank, place(*value));
    const std::uint32_t end = tree_[i].next;
    if (end == i + 1 || end - i > 40) return;
    add(key, text_of(i), rank, {tree_[i + 1].begin, tree_[end - 1].end});
  }

  std::string text_of(std::uint32_t i) const {
    std::string text;
    for (std::uint32_t n = i + 1; n < tree_[i].next && text.size() < kLongestValue; ++n)
      if (tree_[n].tag == Tag::text) text += without_references(tree_.source(tree_[n]).substr(0, kLongestValue));
    return text;
  }

  // --- JSON-LD ---

  void script(std::uint32_t i, std::string_view tag) {
    const auto type = attribute(tag, "type");
    if (!type || type->find("ld+json") == std::string_view::npos || tree_[i].next == i + 1) return;
    const std::string_view json = tree_.source(tree_[i + 1]);
    if (json.size() > kLongestJson) return;
    simdjson::dom::parser parser;
    simdjson::dom::element root;
    if (parser.parse(simdjson::padded_string(json)).get(root) != simdjson::SUCCESS) return;
    linked_data(root, place(json), 0);
  }

  // Articles and pages, alone, in a list or in a graph.
  void linked_data(simdjson::dom::element element, SourceSpan source, int depth) {
    if (depth > kDeepestJson) return;
    if (element.is_array()) {
      for (simdjson::dom::element item : simdjson::dom::array(element)) linked_data(item, source, depth + 1);
      return;
    }
    if (!element.is_object()) return;
    const simdjson::dom::object object = element;
    simdjson::dom::element graph;
    if (object["@graph"].get(graph) == simdjson::SUCCESS) linked_data(graph, source, depth + 1);
    if (!is_about_the_page(object)) return;
    for (const auto [name, value] : object) {
      const std::string_view key = fact_key(FactSource::json_ld, name);
      if (!key.empty()) values(key, fact_rank(FactSource::json_ld, name), value, source, depth);
    }
  }

  // An organisation or a list of crumbs says nothing of the text.
  static bool is_about_the_page(simdjson::dom::object object) {
    simdjson::dom::element headline, published;
    return object["headline"].get(headline) == simdjson::SUCCESS ||
           object["datePublished"].get(published) == simdjson::SUCCESS;
  }

  // A string, something with a name, or a list of either.
  void values(std::string_view key, int rank, simdjson::dom::element value, SourceSpan source, int depth) {
    if (depth > kDeepestJson) return;
    if (value.is_string()) {
      add(key, without_references(std::string_view(value)), rank, source);
    } else if (value.is_array()) {
      for (simdjson::dom::element item : simdjson::dom::array(value)) values(key, rank, item, source, depth + 1);
    } else if (value.is_object()) {
      simdjson::dom::element name;
      if (simdjson::dom::object(value)["name"].get(name) == simdjson::SUCCESS)
        values(key, rank, name, source, depth + 1);
    }
  }

  const HtmlTree& tree_;
  const std::vector<Block>& blocks_;
  const std::vector<std::uint32_t>& nodes_;
  std::vector<Ranked> found_;
};

}  // namespace

std::string letters_of(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (static_cast<unsigned char>(c) < 0x80) {
      if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += c;
      else if (c >= 'A' && c <= 'Z') out += char(c + 32);
      ++i;
      continue;
    }
    const std::size_t n = character_length(text, i);
    const char32_t point = character_at(text, i);
    // Typographic marks are written one way in the page and another in its data.
    if (point >= 0xC0 && !(point >= 0x2000 && point <= 0x206F)) out.append(text, i, n);
    i += n;
  }
  return out;
}

std::string stated_article_body(const HtmlTree& tree) {
  for (std::uint32_t i = 0; i + 1 < tree.size(); ++i) {
    if (tree[i].tag != Tag::script || tree[i].next == i + 1) continue;
    const std::string_view json = tree.source(tree[i + 1]);
    if (json.size() > kLongestJson || json.find("\"articleBody\"") == std::string_view::npos) continue;
    simdjson::dom::parser parser;
    simdjson::dom::element root;
    if (parser.parse(simdjson::padded_string(json)).get(root) != simdjson::SUCCESS) continue;
    // Breadth first through lists and graphs, not deep.
    std::vector<std::pair<simdjson::dom::element, int>> waiting{{root, 0}};
    for (std::size_t at = 0; at < waiting.size() && at < 1000; ++at) {
      const auto [element, depth] = waiting[at];
      if (element.is_array() && depth < kDeepestJson)
        for (simdjson::dom::element item : simdjson::dom::array(element)) waiting.emplace_back(item, depth + 1);
      if (!element.is_object()) continue;
      std::string_view body;
      if (simdjson::dom::object(element)["articleBody"].get(body) == simdjson::SUCCESS && body.size() > 200)
        return letters_of(without_references(body));
      simdjson::dom::element graph;
      if (simdjson::dom::object(element)["@graph"].get(graph) == simdjson::SUCCESS)
        waiting.emplace_back(graph, depth + 1);
    }
  }
  return {};
}

std::vector<Fact> html_facts(const HtmlTree& tree, const std::vector<Block>& blocks,
                             const std::vector<std::uint32_t>& nodes) {
  return Facts(tree, blocks, nodes).run();
}

}  // namespace stenogram::capture
