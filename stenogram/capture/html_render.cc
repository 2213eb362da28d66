// One walk over the nodes in document order, with a stack of what is open. White space
// falls together as in a browser; `<br>` is a line break and two of them part blocks;
// cells of a simple row stand in one block with tabs between. Hidden words inside a line
// (the tooltip on a speaker's name) must not stand in the middle of the words a reader
// sees, so they wait until the block has ended.
#include "stenogram/capture/html_render.h"

#include <algorithm>

#include "stenogram/capture/blank.h"
#include "stenogram/capture/entities.h"
#include "stenogram/capture/html_classes.h"

namespace stenogram::capture {
namespace {

// Elements whose content no reader sees as words.
bool is_unseen(Tag tag) {
  switch (tag) {
    case Tag::script:
    case Tag::style:
    case Tag::template_:
    case Tag::svg:
    case Tag::iframe:
    case Tag::noembed:
    case Tag::noframes:
    case Tag::object:
    case Tag::video:
    case Tag::audio:
    case Tag::canvas:
    case Tag::textarea: return true;
    default: return false;
  }
}

bool contains(std::string_view text, std::string_view lower_part) {
  return std::search(text.begin(), text.end(), lower_part.begin(), lower_part.end(),
                     [](char a, char b) { return (a >= 'A' && a <= 'Z' ? char(a + 32) : a) == b; }) != text.end();
}

// A property of an inline style, blanks left out: "display:none".
bool style_says(std::string_view tag, std::string_view property, std::string_view value) {
  const auto style = attribute(tag, "style");
  if (!style) return false;
  std::string squeezed;
  for (char c : style->substr(0, 1000))
    if (c != ' ' && c != '\t' && c != '\n') squeezed += c >= 'A' && c <= 'Z' ? char(c + 32) : c;
  const std::size_t at = squeezed.find(property);
  return at != std::string::npos && squeezed.compare(at + property.size() + 1, value.size(), value) == 0;
}

std::optional<Style> style_of(std::string_view source, Tag tag) {
  switch (tag) {
    case Tag::b:
    case Tag::strong: return Style::bold;
    case Tag::i:
    case Tag::em:
    case Tag::cite:
    case Tag::dfn:
    case Tag::var: return Style::italic;
    case Tag::u:
    case Tag::ins: return Style::underline;
    case Tag::s:
    case Tag::strike:
    case Tag::del: return Style::strike;
    case Tag::small: return Style::small;
    case Tag::sup: return Style::superscript;
    case Tag::code:
    case Tag::kbd:
    case Tag::samp:
    case Tag::tt: return Style::code;
    case Tag::a: return Style::link;
    case Tag::span:
    case Tag::font:
    case Tag::p:
    case Tag::div:
      for (std::string_view bold : {"bold", "600", "700", "800", "900"})
        if (style_says(source, "font-weight", bold)) return Style::bold;
      if (style_says(source, "font-style", "italic")) return Style::italic;
      return std::nullopt;
    default: return std::nullopt;
  }
}

enum class Hiding { none, perhaps, surely };

// Whether the element of that start tag says that it is not shown.
Hiding hiding_of(std::string_view tag, Tag kind) {
  if (kind == Tag::noscript || kind == Tag::dialog || attribute(tag, "hidden")) return Hiding::surely;
  if (style_says(tag, "display", "none") || style_says(tag, "visibility", "hidden")) return Hiding::surely;
  const auto aria = attribute(tag, "aria-hidden");
  if (aria && contains(*aria, "true")) return Hiding::perhaps;
  return (class_hints(tag) & kHidden) != 0 ? Hiding::perhaps : Hiding::none;
}

class Renderer {
 public:
  Renderer(const HtmlTree& tree, PageBuilder& builder) : tree_(tree), builder_(builder) {
    characters_before_.reserve(tree.size() + 1);
    std::uint32_t characters = 0;
    std::uint32_t seen_from = 0;  // past what is unseen
    for (std::uint32_t i = 0; i < tree.size(); ++i) {
      characters_before_.push_back(characters);
      if (i >= seen_from && is_unseen(tree[i].tag)) seen_from = tree[i].next;
      // Long runs of text alone: menus that open are hidden, and large.
      if (i >= seen_from && tree[i].tag == Tag::text && tree[i].end - tree[i].begin >= 60 &&
          !is_blank(tree.source(tree[i])))
        characters += tree[i].end - tree[i].begin;
    }
    characters_before_.push_back(characters);
  }

  RenderedHtml run() {
    walk(0, tree_.size(), false);
    finish_block();
    return std::move(rendered_);
  }

 private:
  struct Open {
    std::uint32_t node;
    std::uint32_t next;
    std::optional<Style> style;
    bool block;
    bool row;
    bool pre;
  };

  void walk(std::size_t begin, std::size_t end, bool hidden) {
    const std::size_t depth = open_.size();
    for (std::size_t i = begin; i < end && !builder_.full();) {
      while (open_.size() > depth && open_.back().next <= i) leave();
      const Node& node = tree_[i];
      if (node.tag == Tag::text) {
        at_ = std::uint32_t(i);
        text(node, hidden);
        ++i;
        continue;
      }
      if (is_unseen(node.tag)) {
        i = node.next;
        continue;
      }
      if (!hidden && i > 0 && is_hidden(i)) {
        hide(i);
        i = node.next;
        continue;
      }
      enter(std::uint32_t(i));
      ++i;
    }
    while (open_.size() > depth) leave();
  }

  // --- what is hidden ---

  // A page that hides itself until a script runs is shown; and a class or `aria-hidden`,
  // which a dialog sets on all that is behind it, is believed of small parts only.
  bool is_hidden(std::size_t i) {
    const Node& node = tree_[i];
    if (node.tag == Tag::body || node.tag == Tag::html || node.tag == Tag::text) return false;
    const Hiding hiding = hiding_of(tree_.source(node), node.tag);
    if (hiding == Hiding::none) return false;
    const std::uint64_t inside = characters_before_[node.next] - characters_before_[i];
    return inside * (hiding == Hiding::surely ? 2 : 7) <= characters_before_.back();
  }

  void hide(std::size_t i) {
    if (builder_.block_has_words() && !is_block_element(tree_[i].tag)) {
      waiting_.push_back(std::uint32_t(i));
      return;
    }
    finish_block();
    walk(i, tree_[i].next, true);
    finish_block();
  }

  void finish_block() {
    builder_.end_block();
    settle();
    while (!waiting_.empty()) {
      const std::vector<std::uint32_t> waiting = std::move(waiting_);
      waiting_.clear();
      for (std::uint32_t i : waiting) {
        // Open styles and blocks around it are not its own.
        const std::vector<Open> around = std::move(open_);
        open_.clear();
        walk(i, tree_[i].next, true);
        builder_.end_block();
        settle();
        open_ = around;
      }
    }
  }

  // Notes the owner of a block that has just ended.
  void settle() {
    if (rendered_.nodes.size() == builder_.blocks().size()) return;
    rendered_.nodes.push_back(owner_);
    rendered_.firsts.push_back(first_);
  }

  // --- elements ---

  void enter(std::uint32_t i) {
    const Node& node = tree_[i];
    if (node.tag == Tag::br) {
      builder_.line_break();
      return;
    }
    if (node.tag == Tag::wbr || node.tag == Tag::img || node.tag == Tag::input) return;
    Open open{i,
              node.next,
              style_of(tree_.source(node), node.tag),
              is_block_element(node.tag) && !node.continued,
              false,
              node.tag == Tag::pre};
    if (in_row_ && (node.tag == Tag::td || node.tag == Tag::th)) {
      if (builder_.block_has_words()) builder_.put("\t", node.begin, node.begin);
      open.block = false;
    } else if (node.tag == Tag::tr && is_simple_row(i)) {
      finish_block();
      open.row = in_row_ = true;
    } else if (open.block) {
      finish_block();
    }
    in_pre_ += open.pre;
    if (node.tag == Tag::q) builder_.put("\xE2\x80\x9C", node.begin, node.begin);
    if (open.style) {
      std::string target;
      if (*open.style == Style::link) {
        auto href = attribute_text(tree_.source(node), "href");
        if (href) target = std::move(*href);
        else open.style.reset();
      }
      if (open.style) builder_.open_style(*open.style, std::move(target));
    }
    if (!is_void_element(node.tag)) open_.push_back(std::move(open));
    else if (open.block) finish_block();
  }

  void leave() {
    const Open open = open_.back();
    open_.pop_back();
    if (tree_[open.node].tag == Tag::q && builder_.block_has_words())
      builder_.put("\xE2\x80\x9D", tree_[open.node].begin, tree_[open.node].begin);
    in_pre_ -= open.pre;
    if (open.block || open.row) finish_block();
    if (open.row) in_row_ = false;
    if (open.style) builder_.close_style(*open.style);
  }

  // A row whose cells hold nothing but words, two of them at least; else its cells are
  // blocks, as in pages laid out by tables.
  bool is_simple_row(std::uint32_t row) const {
    int filled = 0;
    bool cell_has_words = false;
    for (std::uint32_t i = row + 1; i < tree_[row].next; ++i) {
      const Node& node = tree_[i];
      if (node.tag == Tag::td || node.tag == Tag::th) {
        filled += cell_has_words;
        cell_has_words = false;
      } else if (node.tag == Tag::text) {
        cell_has_words |= !is_blank(tree_.source(node));
      } else if (is_block_element(node.tag)) {
        return false;
      }
    }
    return filled + cell_has_words >= 2;
  }

  // --- words ---

  void begin_block(bool hidden) {
    owner_ = 0;
    first_ = at_;
    BlockKind kind = BlockKind::paragraph;
    std::uint8_t level = 0;
    int lists = 0, quotes = 0;
    bool item = false, row = false;
    for (const Open& open : open_) {
      const Tag tag = tree_[open.node].tag;
      if (open.block || open.row || is_block_element(tag)) owner_ = open.node;
      if (tag == Tag::ul || tag == Tag::ol) ++lists, item = false;
      if (tag == Tag::li) item = true;
      if (tag == Tag::blockquote) ++quotes;
      if (tag >= Tag::h1 && tag <= Tag::h6)
        kind = BlockKind::heading, level = std::uint8_t(1 + int(tag) - int(Tag::h1));
      if (tag == Tag::pre) kind = BlockKind::preformatted;
      if (tag == Tag::title) kind = BlockKind::metadata;
      row |= open.row;
    }
    if (kind == BlockKind::paragraph) {
      if (row) kind = BlockKind::table_row;
      else if (item) kind = BlockKind::list_item, level = std::uint8_t(std::min(lists, 100));
      else if (quotes > 0) kind = BlockKind::quotation, level = std::uint8_t(std::min(quotes, 100));
    }
    const bool follows = (kind == BlockKind::table_row || kind == BlockKind::list_item) && !builder_.blocks().empty() &&
                         builder_.blocks().back().kind == kind;
    builder_.begin_block(kind, follows ? 1 : 2);
    Block& block = builder_.block();
    block.level = level;
    block.element = element_name(owner_);
    if (hidden) block.region = Region::hidden;
    if (owner_ != 0) block.centred = is_centred(owner_);
  }

  bool is_centred(std::uint32_t node) const {
    const std::string_view tag = tree_.source(tree_[node]);
    const auto align = attribute(tag, "align");
    return tree_[node].tag == Tag::center || (align && contains(*align, "center")) ||
           style_says(tag, "text-align", "center");
  }

  // "p.question.first": the element and its classes.
  std::string element_name(std::uint32_t node) const {
    std::string name(name_of(tree_[node].tag));
    const auto classes = attribute(tree_.source(tree_[node]), "class");
    if (!classes) return name;
    bool apart = true;
    for (char c : classes->substr(0, 100)) {
      const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
      if (!blank && apart) name += '.';
      if (!blank) name += c;
      apart = blank;
    }
    return name;
  }

  void text(const Node& node, bool hidden) {
    if (in_pre_ > 0) return preformatted(node, hidden);
    const std::string_view all = tree_.text();
    for (std::size_t at = node.begin; at < node.end;) {
      const char c = all[at];
      if (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f') {
        builder_.space(at++);
        continue;
      }
      before_words(hidden);
      if (c == '&') {
        if (const auto reference = reference_at(all.substr(0, node.end), at)) {
          builder_.put(reference->characters, at, at + reference->length);
          at += reference->length;
          continue;
        }
      }
      std::size_t end = at + 1;
      while (end < node.end && all[end] != '&' &&
             !(all[end] == '\n' || all[end] == '\t' || all[end] == '\r' || all[end] == '\f') &&
             !(all[end] == ' ' && (end + 1 >= node.end || all[end + 1] == ' ' || all[end + 1] == '\n' ||
                                   all[end + 1] == '\r' || all[end + 1] == '\t')))
        ++end;
      builder_.copy(at, end);
      at = end;
    }
  }

  // Lines as they are; blank ones part blocks.
  void preformatted(const Node& node, bool hidden) {
    const std::string_view all = tree_.text();
    for (std::size_t at = node.begin; at < node.end;) {
      if (all[at] == '\n' || all[at] == '\r') {
        builder_.line_break();
        at += all[at] == '\r' && at + 1 < node.end && all[at + 1] == '\n' ? 2 : 1;
        continue;
      }
      std::size_t end = at;
      while (end < node.end && all[end] != '\n' && all[end] != '\r' && all[end] != '&') ++end;
      if (end == at) {
        const auto reference = reference_at(all.substr(0, node.end), at);
        const std::size_t length = reference ? reference->length : 1;
        before_words(hidden);
        builder_.put(reference ? std::string_view(reference->characters) : all.substr(at, 1), at, at + length);
        at += length;
        continue;
      }
      if (!is_blank(all.substr(at, end - at)) || builder_.pending_breaks() == 0) {
        before_words(hidden);
        builder_.copy(at, end);
      }
      at = end;
    }
  }

  void before_words(bool hidden) {
    if (builder_.in_block() && builder_.pending_breaks() >= 2) finish_block();
    if (!builder_.in_block()) begin_block(hidden);
  }

  const HtmlTree& tree_;
  PageBuilder& builder_;
  RenderedHtml rendered_;
  std::vector<std::uint32_t> characters_before_;  // of long runs of seen text, for each node and the end
  std::vector<Open> open_;
  std::vector<std::uint32_t> waiting_;   // hidden elements met inside a line
  std::uint32_t at_ = 0;                 // the text node being read
  std::uint32_t owner_ = 0, first_ = 0;  // of the open block
  int in_pre_ = 0;
  bool in_row_ = false;
};

}  // namespace

RenderedHtml render_html(const HtmlTree& tree, PageBuilder& builder) { return Renderer(tree, builder).run(); }

}  // namespace stenogram::capture
