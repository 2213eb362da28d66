// A stack of open elements and a list of active formatting elements, as in the Standard's
// "tree construction", without its insertion modes: pages whose tables lack a tbody or
// whose head has words in it come out right enough for reading.
#include "stenogram/capture/html_tree.h"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "stenogram/capture/blank.h"

namespace stenogram::capture {
namespace {

constexpr std::size_t kMostNodes = 20'000'000;
constexpr std::size_t kSearched = 256;       // open elements that an end tag looks through
constexpr std::size_t kMostFormatting = 24;  // active formatting elements, as pages forget to close

class TagSet {
 public:
  constexpr TagSet(std::initializer_list<Tag> tags) {
    for (Tag tag : tags) has_[std::size_t(tag)] = true;
  }
  constexpr bool has(Tag tag) const { return has_[std::size_t(tag)]; }

 private:
  std::array<bool, std::size_t(Tag::count)> has_{};
};

constexpr TagSet kVoid = {Tag::br,   Tag::col,  Tag::embed, Tag::frame,  Tag::hr,    Tag::img, Tag::input,
                          Tag::link, Tag::meta, Tag::param, Tag::source, Tag::track, Tag::wbr};

constexpr TagSet kClosesParagraph = {
    Tag::address, Tag::article, Tag::aside,  Tag::blockquote, Tag::center,   Tag::details,  Tag::dialog,
    Tag::dd,      Tag::dir,     Tag::div,    Tag::dl,         Tag::dt,       Tag::fieldset, Tag::figcaption,
    Tag::figure,  Tag::footer,  Tag::form,   Tag::h1,         Tag::h2,       Tag::h3,       Tag::h4,
    Tag::h5,      Tag::h6,      Tag::header, Tag::hgroup,     Tag::hr,       Tag::li,       Tag::main,
    Tag::menu,    Tag::nav,     Tag::ol,     Tag::p,          Tag::pre,      Tag::search,   Tag::section,
    Tag::summary, Tag::table,   Tag::ul,     Tag::xmp,        Tag::plaintext};

constexpr TagSet kFormatting = {Tag::a,    Tag::b, Tag::big,   Tag::code,   Tag::em,     Tag::font, Tag::i,
                                Tag::nobr, Tag::s, Tag::small, Tag::strike, Tag::strong, Tag::tt,   Tag::u};

// What ends a search for an open element: "has an element in scope".
constexpr TagSet kScope = {Tag::html,    Tag::table,  Tag::td,        Tag::th,
                           Tag::caption, Tag::object, Tag::template_, Tag::svg};
constexpr TagSet kButtonScope = {Tag::html,    Tag::table,  Tag::td,        Tag::th,
                                 Tag::caption, Tag::object, Tag::template_, Tag::button};
constexpr TagSet kTableScope = {Tag::html, Tag::table, Tag::template_};
constexpr TagSet kCells = {Tag::td, Tag::th, Tag::caption};
constexpr TagSet kMarkers = {Tag::td, Tag::th, Tag::caption, Tag::object, Tag::template_, Tag::button};

constexpr TagSet kBlocks = {Tag::address, Tag::article,  Tag::aside,    Tag::blockquote, Tag::body,      Tag::caption,
                            Tag::center,  Tag::dd,       Tag::details,  Tag::dialog,     Tag::dir,       Tag::div,
                            Tag::dl,      Tag::dt,       Tag::fieldset, Tag::figcaption, Tag::figure,    Tag::footer,
                            Tag::form,    Tag::h1,       Tag::h2,       Tag::h3,         Tag::h4,        Tag::h5,
                            Tag::h6,      Tag::head,     Tag::header,   Tag::hgroup,     Tag::hr,        Tag::html,
                            Tag::legend,  Tag::li,       Tag::main,     Tag::menu,       Tag::nav,       Tag::noscript,
                            Tag::ol,      Tag::optgroup, Tag::option,   Tag::p,          Tag::plaintext, Tag::pre,
                            Tag::search,  Tag::section,  Tag::select,   Tag::summary,    Tag::table,     Tag::tbody,
                            Tag::td,      Tag::textarea, Tag::tfoot,    Tag::th,         Tag::thead,     Tag::title,
                            Tag::tr,      Tag::ul,       Tag::xmp,      Tag::iframe,     Tag::button};

// Elements that stay in an open head.
constexpr TagSet kInHead = {Tag::title,    Tag::meta,      Tag::link, Tag::script, Tag::style,
                            Tag::noscript, Tag::template_, Tag::head, Tag::html};

constexpr TagSet kHeadings = {Tag::h1, Tag::h2, Tag::h3, Tag::h4, Tag::h5, Tag::h6};

// The name in a start or end tag, for elements that have no Tag.
std::string_view written_name(std::string_view tag) {
  const std::size_t begin = tag.size() > 1 && tag[1] == '/' ? 2 : 1;
  const std::size_t end = tag.find_first_of(" \t\r\n\f/>", begin);
  return tag.substr(std::min(begin, tag.size()), end == std::string_view::npos ? end : end - begin);
}

}  // namespace

bool is_block_element(Tag tag) { return kBlocks.has(tag); }
bool is_void_element(Tag tag) { return kVoid.has(tag); }

class HtmlTreeBuilder {
 public:
  HtmlTreeBuilder(std::string_view text, const Limits& limits) : text_(text), limits_(limits) {
    tree_.text_ = text;
    tree_.nodes_.reserve(text.size() / 24);
    push(Tag::html, 0, 0);
  }

  enum class Outcome { done, too_deep, too_many };

  Outcome run() {
    Tokens tokens(text_);
    Token token;
    while (tokens.next(token)) {
      switch (token.kind) {
        case Token::Kind::text: text_token(token); break;
        case Token::Kind::raw: append(Tag::text, token.begin, token.end); break;
        case Token::Kind::start: start(token); break;
        case Token::Kind::end: end(token); break;
      }
      if (open_.size() > limits_.nesting) return Outcome::too_deep;
      if (tree_.nodes_.size() > kMostNodes) return Outcome::too_many;
    }
    while (!open_.empty()) pop();
    return Outcome::done;
  }

  HtmlTree take() { return std::move(tree_); }

 private:
  struct Formatting {
    Tag tag;  // unknown: a marker, set by a cell or button
    std::uint32_t begin, end;
    std::uint32_t node;
    bool open;
  };

  std::vector<Node>& nodes() { return tree_.nodes_; }
  Tag top() const { return tree_.nodes_[open_.back()].tag; }

  std::uint32_t append(Tag tag, std::uint64_t begin, std::uint64_t end) {
    Node node;
    node.tag = tag;
    node.parent = open_.empty() ? 0 : open_.back();
    node.begin = std::uint32_t(begin);
    node.end = std::uint32_t(end);
    nodes().push_back(node);
    nodes().back().next = std::uint32_t(nodes().size());
    return std::uint32_t(nodes().size() - 1);
  }

  std::uint32_t push(Tag tag, std::uint64_t begin, std::uint64_t end) {
    const std::uint32_t node = append(tag, begin, end);
    open_.push_back(node);
    ++open_count_[std::size_t(tag)];
    if (kMarkers.has(tag)) formatting_.push_back({Tag::unknown, 0, 0, node, true});
    return node;
  }

  void pop() {
    const std::uint32_t node = open_.back();
    const Tag tag = nodes()[node].tag;
    nodes()[node].next = std::uint32_t(nodes().size());
    open_.pop_back();
    --open_count_[std::size_t(tag)];
    if (kMarkers.has(tag)) {
      while (!formatting_.empty() && formatting_.back().tag != Tag::unknown) formatting_.pop_back();
      if (!formatting_.empty()) formatting_.pop_back();
    } else if (kFormatting.has(tag)) {
      for (Formatting& entry : formatting_)
        if (entry.node == node) entry.open = false;
    }
  }

  void pop_to(std::size_t depth) {
    while (open_.size() > depth) pop();
  }

  // The depth of the innermost open element of that tag within `scope`, or 0.
  std::size_t open_depth(Tag tag, const TagSet& scope) const {
    if (open_count_[std::size_t(tag)] == 0) return 0;
    const std::size_t least = open_.size() > kSearched ? open_.size() - kSearched : 1;
    for (std::size_t i = open_.size() - 1; i >= least; --i) {
      const Tag here = tree_.nodes_[open_[i]].tag;
      if (here == tag) return i;
      if (scope.has(here)) return 0;
    }
    return 0;
  }

  void close(Tag tag, const TagSet& scope) {
    if (const std::size_t depth = open_depth(tag, scope)) pop_to(depth);
  }

  // --- text and formatting ---

  void text_token(const Token& token) {
    const bool blank = is_blank(text_.substr(token.begin, token.end - token.begin));
    if (!blank) {
      if (top() == Tag::head) pop();
      reopen_formatting();
    }
    append(Tag::text, token.begin, token.end);
  }

  // What a block's end closed goes on in the next one: `<b>one<p>two</b>`.
  void reopen_formatting() {
    std::size_t first = formatting_.size();
    while (first > 0 && formatting_[first - 1].tag != Tag::unknown && !formatting_[first - 1].open) --first;
    for (; first < formatting_.size(); ++first) {
      Formatting& entry = formatting_[first];
      if (entry.open || entry.tag == Tag::unknown) continue;
      entry.node = push(entry.tag, entry.begin, entry.end);
      nodes()[entry.node].continued = true;
      entry.open = true;
    }
  }

  void remember_formatting(Tag tag, std::uint32_t node) {
    std::size_t active = 0;
    for (auto entry = formatting_.rbegin(); entry != formatting_.rend() && entry->tag != Tag::unknown; ++entry)
      ++active;
    if (active >= kMostFormatting) formatting_.erase(formatting_.end() - std::ptrdiff_t(active));
    formatting_.push_back({tag, nodes()[node].begin, nodes()[node].end, node, true});
  }

  // An end tag of a formatting element. Blocks opened inside it go on after it.
  bool end_formatting(Tag tag) {
    std::size_t at = formatting_.size();
    while (at > 0 && formatting_[at - 1].tag != Tag::unknown && formatting_[at - 1].tag != tag) --at;
    if (at == 0 || formatting_[at - 1].tag != tag) return false;
    const Formatting entry = formatting_[at - 1];
    formatting_.erase(formatting_.begin() + std::ptrdiff_t(at - 1));
    if (!entry.open) return true;
    std::size_t depth = open_.size();
    while (depth > 1 && open_[depth - 1] != entry.node) --depth;
    if (depth <= 1) return true;
    std::vector<std::uint32_t> inside;
    for (std::size_t i = depth; i < open_.size() && inside.size() < 8; ++i)
      if (!kFormatting.has(nodes()[open_[i]].tag)) inside.push_back(open_[i]);
    pop_to(depth - 1);
    for (std::uint32_t node : inside) {
      const Node again = nodes()[node];
      nodes()[push(again.tag, again.begin, again.end)].continued = true;
    }
    return true;
  }

  // --- start tags ---

  void start(const Token& token) {
    const Tag tag = token.tag;
    if (top() == Tag::head && !kInHead.has(tag)) pop();
    if ((tag == Tag::html || tag == Tag::body) && open_count_[std::size_t(tag)] > 0) return again(tag, token);
    if (kClosesParagraph.has(tag)) close(Tag::p, kButtonScope);
    close_siblings(tag);
    if (kVoid.has(tag)) {
      append(tag, token.begin, token.end);
      return;
    }
    if (token.self_closing && (tag == Tag::unknown || open_count_[std::size_t(Tag::svg)] > 0)) {
      append(tag, token.begin, token.end);
      return;
    }
    if (tag == Tag::a) end_formatting(Tag::a);
    const bool formatting = kFormatting.has(tag);
    if (formatting || !kBlocks.has(tag)) reopen_formatting();
    const std::uint32_t node = push(tag, token.begin, token.end);
    if (formatting) remember_formatting(tag, node);
  }

  // A second html or body tag: the first real html tag gives the root its attributes.
  void again(Tag tag, const Token& token) {
    if (tag == Tag::html && nodes()[0].end == 0) {
      nodes()[0].begin = std::uint32_t(token.begin);
      nodes()[0].end = std::uint32_t(token.end);
    }
  }

  // What an opening tag closes of its own kind.
  void close_siblings(Tag tag) {
    switch (tag) {
      case Tag::li: close_item({Tag::li}); break;
      case Tag::dd:
      case Tag::dt: close_item({Tag::dd, Tag::dt}); break;
      case Tag::h1:
      case Tag::h2:
      case Tag::h3:
      case Tag::h4:
      case Tag::h5:
      case Tag::h6:
        if (kHeadings.has(top())) pop();
        break;
      case Tag::option:
      case Tag::optgroup:
        if (top() == Tag::option) pop();
        break;
      case Tag::button: close(Tag::button, kScope); break;
      case Tag::td:
      case Tag::th: close_cell(); break;
      case Tag::tr:
        close_cell();
        close(Tag::tr, kTableScope);
        break;
      case Tag::tbody:
      case Tag::thead:
      case Tag::tfoot:
        close_cell();
        close(Tag::tr, kTableScope);
        for (Tag part : {Tag::tbody, Tag::thead, Tag::tfoot}) close(part, kTableScope);
        break;
      default: break;
    }
  }

  void close_cell() {
    for (Tag cell : {Tag::td, Tag::th, Tag::caption}) close(cell, kTableScope);
  }

  // An item closes the one before it, unless a list of its own stands between.
  void close_item(TagSet items) {
    const std::size_t least = open_.size() > kSearched ? open_.size() - kSearched : 1;
    for (std::size_t i = open_.size() - 1; i >= least; --i) {
      const Tag here = nodes()[open_[i]].tag;
      if (items.has(here)) {
        pop_to(i);
        return;
      }
      if (kBlocks.has(here) && here != Tag::address && here != Tag::div && here != Tag::p) return;
    }
  }

  // --- end tags ---

  void end(const Token& token) {
    const Tag tag = token.tag;
    if (tag == Tag::html || tag == Tag::body) return;  // what follows still belongs to it
    if (tag == Tag::br) {
      append(Tag::br, token.begin, token.begin);
      return;
    }
    if (tag == Tag::unknown) return end_unknown(token);
    if (kFormatting.has(tag) && end_formatting(tag)) return;
    if (kHeadings.has(tag)) return end_heading();
    if (kCells.has(tag) || tag == Tag::tr || tag == Tag::tbody || tag == Tag::thead || tag == Tag::tfoot)
      return close(tag, kTableScope);
    if (tag == Tag::table) {
      constexpr TagSet kPage = {Tag::html};
      return close(tag, kPage);
    }
    if (kBlocks.has(tag) || tag == Tag::object || tag == Tag::svg) {
      return close(tag, tag == Tag::p ? kButtonScope : kScope);
    }
    close(tag, kBlocks);  // an inline element reaches no further than its block
  }

  void end_heading() {
    for (std::size_t i = open_.size() - 1; i > 0; --i) {
      const Tag here = nodes()[open_[i]].tag;
      if (kHeadings.has(here)) return pop_to(i);
      if (kScope.has(here) || open_.size() - i > kSearched) return;
    }
  }

  void end_unknown(const Token& token) {
    if (open_count_[std::size_t(Tag::unknown)] == 0) return;
    const std::string_view name = written_name(text_.substr(token.begin, token.end - token.begin));
    const std::size_t least = open_.size() > kSearched ? open_.size() - kSearched : 1;
    for (std::size_t i = open_.size() - 1; i >= least; --i) {
      const Node& node = nodes()[open_[i]];
      if (node.tag == Tag::unknown && written_name(tree_.source(node)) == name) return pop_to(i);
      if (kScope.has(node.tag)) return;
    }
  }

  std::string_view text_;
  const Limits& limits_;
  HtmlTree tree_;
  std::vector<std::uint32_t> open_;
  std::array<std::uint32_t, std::size_t(Tag::count)> open_count_{};
  std::vector<Formatting> formatting_;
};

Result<HtmlTree> HtmlTree::of(std::string_view text, const std::string& name, const Limits& limits) {
  HtmlTreeBuilder builder(text, limits);
  switch (builder.run()) {
    case HtmlTreeBuilder::Outcome::too_deep:
      return Error::too_large(name, "elements nested deeper than " + std::to_string(limits.nesting),
                              "it is made to break readers; save the page again from a browser");
    case HtmlTreeBuilder::Outcome::too_many:
      return Error::too_large(name, "more than " + std::to_string(kMostNodes) + " elements",
                              "split it into smaller captures");
    case HtmlTreeBuilder::Outcome::done: break;
  }
  return builder.take();
}

}  // namespace stenogram::capture
