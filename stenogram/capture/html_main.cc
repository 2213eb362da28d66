// How it is told. Every block gets a worth: long sentences with few links are worth their
// words, lists of links and scraps cost a little. The element whose blocks are worth most
// together holds the main text; if one child has nearly all of that worth, the child does.
// Inside it, elements that say by tag, role or class that they are something else (share
// buttons, related articles, captions) are put aside, and scraps at both ends.
//
// Class names are evidence only below the main element and only for parts of it: pages
// put `sidebar-left` on their body. Worth is summed over ranges of blocks, so the whole is
// O(nodes + blocks log nodes).
#include "stenogram/capture/html_main.h"

#include <algorithm>
#include <optional>

#include "stenogram/capture/blank.h"
#include "stenogram/capture/html_classes.h"
#include "stenogram/capture/html_facts.h"

namespace stenogram::capture {
namespace {

constexpr std::uint32_t kElsewhere = kNavigation | kComments | kRelated | kAdvertising | kFooter | kDialog;
// What may be longer than what the page is about: comments, pleas for consent, legal notices.
constexpr std::uint32_t kMayBeLong = kComments | kDialog | kFooter;

struct Measure {
  double words = 0;
  double link_words = 0;
  bool sentence = false;  // ends like one
  double worth = 0;

  double link_share() const { return words == 0 ? 0 : link_words / words; }
};

// Words as spaces part them; scripts that have none are counted by two characters a word.
double count_words(std::string_view text) {
  double words = 0;
  bool inside = false;
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x80) {
      const bool blank = byte <= ' ';
      words += !blank && !inside;
      inside = !blank;
      ++i;
      continue;
    }
    const char32_t c = character_at(text, i);
    if (c >= 0x0E00 && ((c >= 0x3040 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c <= 0x0EFF) ||
                        (c >= 0x1780 && c <= 0x17FF) || (c >= 0x1000 && c <= 0x109F))) {
      words += 0.5;
      inside = false;
    } else {
      words += !inside;
      inside = true;
    }
    i += character_length(text, i);
  }
  return words;
}

bool ends_like_a_sentence(std::string_view text) {
  for (std::size_t end = text.size(); end > 0;) {
    std::size_t begin = end - 1;
    while (begin > 0 && end - begin < 4 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) --begin;
    const char32_t c = character_at(text, begin);
    switch (c) {
      case '.':
      case '!':
      case '?':
      case ':':
      case ';':
      case 0x2026:
      case 0x3002:
      case 0xFF01:
      case 0xFF1F:
      case 0x0964:
      case 0x06D4:
      case 0x061F: return true;
      case '"':
      case '\'':
      case ')':
      case ']':
      case 0x201D:
      case 0x2019:
      case 0xBB:
      case 0x300D:
      case 0x201C:
      case ' ':
      case 0xA0: end = begin; continue;
      default: return false;
    }
  }
  return false;
}

class MainText {
 public:
  MainText(const HtmlTree& tree, const RenderedHtml& rendered, const std::string& text, std::vector<Block>& blocks)
      : tree_(tree), rendered_(rendered), text_(text), blocks_(blocks), hints_(tree.size(), kUnknown) {}

  void run() {
    measure();
    find_title();
    discount();
    std::optional<std::uint32_t> best = find_element();
    if (!best) {  // what elements say of themselves leaves nothing: then go by the words alone
      measure();
      sum_worth();
      best = find_element();
    }
    if (misses_stated_body(best)) best = find_element();
    if (!best) return;
    const Stretch main = run_around(*best);
    for (std::size_t b = 0; b < blocks_.size(); ++b)
      if (blocks_[b].region != Region::hidden) blocks_[b].region = region_of(b, main);
    trim_ends(main);
    mark_head(main);
  }

 private:
  static constexpr std::uint32_t kUnknown = ~0u;
  static constexpr double kMostCredit = 1.5;
  static constexpr std::size_t kNearTitle = 25;  // blocks
  static constexpr double kParagraph = 10;       // the worth of a paragraph that is surely one

  // Where the main text stands: an element, or a run of the children of one.
  struct Stretch {
    std::uint32_t begin, end;  // nodes of the tree
    std::uint32_t holder;      // the element, or the parent of the run
  };

  // What the element itself says, by class, id, tag and role.
  std::uint32_t hints(std::uint32_t i) {
    if (hints_[i] != kUnknown) return hints_[i];
    const Node& node = tree_[i];
    const std::string_view tag = tree_.source(node);
    std::uint32_t found = 0;
    switch (node.tag) {
      case Tag::html:
      case Tag::body: return hints_[i] = 0;
      case Tag::nav:
      case Tag::menu:
      case Tag::button:
      case Tag::select:
      case Tag::option:
      case Tag::label:
      case Tag::legend: found |= kNavigation; break;
      case Tag::footer: found |= kFooter; break;
      case Tag::aside: found |= kRelated; break;
      case Tag::figcaption: found |= kCaption; break;
      case Tag::header: found |= kHeader; break;
      default: break;
    }
    if (const auto role = attribute(tag, "role")) {
      if (*role == "navigation" || *role == "search" || *role == "menu" || *role == "menubar" || *role == "toolbar")
        found |= kNavigation;
      else if (*role == "dialog") found |= kDialog;
      else if (*role == "contentinfo") found |= kFooter;
      else if (*role == "complementary") found |= kRelated;
      else if (*role == "banner") found |= kHeader;
    }
    // Articles carry their categories and tags as classes.
    if (node.tag == Tag::article || node.tag == Tag::main) return hints_[i] = found;
    if (is_block_element(node.tag) || node.tag == Tag::unknown || node.tag == Tag::span) found |= class_hints(tag);
    return hints_[i] = found;
  }

  void measure() {
    measures_.resize(blocks_.size());
    worth_before_.assign(blocks_.size() + 1, 0);
    gain_before_.assign(blocks_.size() + 1, 0);
    words_before_.assign(blocks_.size() + 1, 0);
    links_before_.assign(blocks_.size() + 1, 0);
    for (std::size_t b = 0; b < blocks_.size(); ++b) {
      const Block& block = blocks_[b];
      Measure& m = measures_[b];
      const std::string_view words = slice(text_, block.span);
      m.words = count_words(words);
      for (const StyledSpan& style : block.styles)
        if (style.style == Style::link) m.link_words += count_words(slice(text_, style.span));
      m.sentence = ends_like_a_sentence(words);
      m.worth = worth_of(b);
      gain_before_[b + 1] = gain_before_[b] + std::max(m.worth, 0.0);
      words_before_[b + 1] = words_before_[b] + m.words;
      links_before_[b + 1] = links_before_[b] + m.link_words;
    }
  }

  // An item that begins with a link of some words announces another page.
  bool is_teaser(std::size_t b) const {
    const Block& block = blocks_[b];
    return block.kind == BlockKind::list_item && !block.styles.empty() && block.styles[0].style == Style::link &&
           block.styles[0].span.begin == block.span.begin && measures_[b].link_words >= 4;
  }

  // Whether the page's own data states another text as the article's than the element holds.
  // Then only what is stated is worth anything. It decides nothing more, because what pages
  // state is often cut short, and lacks headings and questions.
  bool misses_stated_body(std::optional<std::uint32_t> main) {
    constexpr std::size_t kMostBody = 200'000, kMostBlocks = 2'000;  // bytes, blocks; a bound on the search
    const std::string body = stated_article_body(tree_);
    if (body.empty() || body.size() > kMostBody || blocks_.size() > kMostBlocks) return false;
    std::vector<bool> stated(blocks_.size(), false);
    double there = 0, inside_main = 0;
    for (std::size_t b = 0; b < blocks_.size(); ++b) {
      if (measures_[b].words < 8 || blocks_[b].kind == BlockKind::metadata || blocks_[b].region == Region::hidden)
        continue;
      stated[b] = body.find(letters_of(slice(text_, blocks_[b].span))) != std::string::npos;
      if (!stated[b]) continue;
      there += measures_[b].words;
      if (main && rendered_.firsts[b] >= *main && rendered_.firsts[b] < tree_[*main].next)
        inside_main += measures_[b].words;
    }
    if (there < 50 || inside_main >= 0.5 * there) return false;
    for (std::size_t b = 0; b < blocks_.size(); ++b) {
      if (stated[b]) measures_[b].worth = measures_[b].words;
      else measures_[b].worth = std::min(measures_[b].worth, 0.0);
    }
    sum_worth();
    return true;
  }

  // A summary below a title that is all link announces another page, whatever its length.
  bool is_summary(std::size_t b) const {
    if (b == 0 || measures_[b].words > 80) return false;
    const Measure& above = measures_[b - 1];
    return above.link_share() > 0.8 && above.words >= 4 && blocks_[b - 1].region != Region::hidden &&
           blocks_[b - 1].kind != BlockKind::metadata;
  }

  // The first great heading whose words the page's `title` has too; past the end if none.
  void find_title() {
    title_ = blocks_.size();
    std::string_view title;
    for (std::size_t b = 0; b < blocks_.size() && title.empty(); ++b)
      if (blocks_[b].kind == BlockKind::metadata) title = slice(text_, blocks_[b].span);
    for (std::size_t b = 0; b < blocks_.size(); ++b) {
      const Block& block = blocks_[b];
      if (block.kind != BlockKind::heading || block.level > 2 || measures_[b].words < 3 ||
          block.region == Region::hidden)
        continue;
      if (block.level == 1 && title_ == blocks_.size()) title_ = b;  // if no heading is in the title
      if (title.find(slice(text_, block.span)) == std::string_view::npos) continue;
      title_ = b;
      return;
    }
  }

  // Takes the worth from blocks that announce something, or that an element around them puts
  // elsewhere.
  void discount() {
    for (std::size_t b = 0; b < blocks_.size(); ++b) {
      if (measures_[b].worth > 0 && is_summary(b)) measures_[b].worth *= 0.2;
      if (measures_[b].worth > -1 && says_elsewhere(b)) measures_[b].worth = -1;
    }
    sum_worth();
  }

  void sum_worth() {
    for (std::size_t b = 0; b < blocks_.size(); ++b) worth_before_[b + 1] = worth_before_[b] + measures_[b].worth;
  }

  double worth_of(std::size_t b) {
    const Block& block = blocks_[b];
    const Measure& m = measures_[b];
    if (block.region == Region::hidden || block.kind == BlockKind::metadata) return 0;
    if (m.link_share() > 0.5) return -std::min(m.words, 6.0);
    if (block.kind == BlockKind::heading) return 0;
    if (is_teaser(b)) return 0;
    const double own = m.words - 1.5 * m.link_words;
    if (m.words >= 25) return own;
    if (block.kind == BlockKind::quotation) return std::max(own, 0.0);
    if (m.words >= 10) return m.sentence ? 0.7 * own : 0;
    if (m.sentence) return 0.2 * own;
    return block.kind == BlockKind::table_row || (block.kind == BlockKind::list_item && m.link_words == 0) ? -0.1 : -1;
  }

  // An ancestor says it is something else, and is not so large that it must be what the
  // page is about. Comments may be larger than their article, and so may a plea for consent.
  bool says_elsewhere(std::size_t b) {
    for (std::uint32_t i = rendered_.nodes[b]; i != 0; i = tree_[i].parent) {
      const std::uint32_t said = hints(i);
      if ((said & kBody) != 0 || tree_[i].tag == Tag::main) return false;  // nearer, so it knows better
      if ((said & kElsewhere) == 0) continue;
      const auto [first, last] = blocks_in(i);
      const double share = (gain_before_[last] - gain_before_[first]) / (gain_before_.back() + 1);
      if (share < ((said & kMayBeLong) != 0 ? 0.9 : 0.4)) return true;
    }
    return false;
  }

  // The blocks that begin inside the element: [first, last).
  std::pair<std::size_t, std::size_t> blocks_in(std::uint32_t i) const { return blocks_between(i, tree_[i].next); }

  std::pair<std::size_t, std::size_t> blocks_between(std::uint32_t begin, std::uint32_t end) const {
    const auto& firsts = rendered_.firsts;
    const auto first = std::lower_bound(firsts.begin(), firsts.end(), begin);
    const auto last = std::lower_bound(first, firsts.end(), end);
    return {std::size_t(first - firsts.begin()), std::size_t(last - firsts.begin())};
  }

  double gain_of(const Stretch& stretch) const {
    const auto [first, last] = blocks_between(stretch.begin, stretch.end);
    return gain_before_[last] - gain_before_[first];
  }

  double words_in(std::uint32_t i) const {
    const auto [first, last] = blocks_in(i);
    return words_before_[last] - words_before_[first];
  }

  double gain_in(std::uint32_t i) const {
    const auto [first, last] = blocks_in(i);
    return gain_before_[last] - gain_before_[first];
  }

  double worth_in(std::uint32_t i) const {
    const auto [first, last] = blocks_in(i);
    return worth_before_[last] - worth_before_[first];
  }

  static bool may_hold(Tag tag) {
    return is_block_element(tag) || tag == Tag::unknown || tag == Tag::span || tag == Tag::form;
  }

  // What the element says of itself counts a little in its favour.
  double credit(std::uint32_t i) { return title_credit(i) * said_credit(i); }

  // What an article is follows its title; what stands wholly before is not it.
  double title_credit(std::uint32_t i) const {
    if (title_ == blocks_.size()) return 1;
    const auto [first, last] = blocks_in(i);
    if (last <= title_) return 0.5;
    for (std::size_t b = std::max(first, title_); b < std::min(last, title_ + kNearTitle); ++b)
      if (measures_[b].worth >= kParagraph / 2) return kMostCredit;
    return 1;
  }

  double said_credit(std::uint32_t i) {
    const std::string_view tag = tree_.source(tree_[i]);
    if (const auto property = attribute(tag, "itemprop");
        property && property->find("articleBody") != std::string_view::npos)
      return kMostCredit;
    if ((hints(i) & kBody) != 0) return 1.25;
    return 1;
  }

  std::optional<std::uint32_t> find_element() {
    std::uint32_t best = 0;
    double most = 0;
    for (std::uint32_t i = 1; i < tree_.size(); ++i) {
      if (!may_hold(tree_[i].tag)) continue;
      double worth = worth_in(i);
      if (worth * kMostCredit * kMostCredit < most) continue;
      worth *= credit(i);
      if (worth > most || (worth == most && best != 0 && i < tree_[best].next && worth > 0)) most = worth, best = i;
    }
    if (most < kParagraph) return std::nullopt;
    for (;;) {  // down to the child that has nearly all
      std::uint32_t deeper = 0;
      for (std::uint32_t i = best + 1; i < tree_[best].next; i = tree_[i].next)
        if (may_hold(tree_[i].tag) && tree_[i].tag != Tag::p &&
            worth_in(i) * credit(i) >= 0.88 * worth_in(best) * credit(best))
          deeper = i;
      if (deeper == 0) return best;
      best = deeper;
    }
  }

  // Paragraphs that no element holds together but one that holds menus too: the run of its
  // children around the best one that is worth most. Only where the best one is a paragraph
  // or little more; what holds an article holds all of it.
  Stretch run_around(std::uint32_t best) const {
    constexpr std::size_t kParagraphs = 4;
    constexpr double kPatience = 12;  // what may be lost in between: a heading, labels, a line of links
    const std::uint32_t parent = tree_[best].parent;
    Stretch run{best, tree_[best].next, best};
    if (const auto [first, last] = blocks_in(best); last - first > kParagraphs) return run;
    std::vector<std::uint32_t> children;
    std::size_t at = 0;
    for (std::uint32_t i = parent + 1; i < tree_[parent].next; i = tree_[i].next) {
      if (i == best) at = children.size();
      children.push_back(i);
    }
    auto extend = [&](auto next, auto&& take) {
      double sum = 0, most = 0;
      for (std::size_t i = at; next(i);) {
        sum += worth_in(children[i]);
        if (sum > most && tree_[children[i]].tag == tree_[best].tag) most = sum, take(children[i]);
        if (sum < most - kPatience) break;
      }
    };
    extend([&](std::size_t& i) { return ++i < children.size(); },
           [&](std::uint32_t child) { run.end = tree_[child].next; });
    extend([&](std::size_t& i) { return i-- > 0; }, [&](std::uint32_t child) { run.begin = child; });
    if (run.begin != best || run.end != tree_[best].next) run.holder = parent;
    return run;
  }

  bool inside(std::size_t b, const Stretch& main) const {
    return rendered_.firsts[b] >= main.begin && rendered_.firsts[b] < main.end;
  }

  // What the elements between the block and `main` say (or all of them, outside it).
  std::uint32_t hints_below(std::size_t b, const Stretch& main) {
    std::uint32_t found = 0;
    double quoted = 0;                                            // words of a quotation around the block
    const std::uint32_t top = inside(b, main) ? main.holder : 0;  // ancestors have smaller numbers
    for (std::uint32_t i = rendered_.nodes[b]; i > top; i = tree_[i].parent) {
      // A quotation set into the text stays, whatever network its wrappers name.
      if (tree_[i].tag == Tag::blockquote) {
        found = 0;
        quoted = words_in(i);
      } else if (quoted == 0 || words_in(i) > 1.3 * quoted + 8) {
        std::uint32_t said = hints(i);
        // An element of many words is no caption, though it may be named for its pictures;
        // and one that holds much of the text is not beside it.
        if ((said & kCaption) != 0 && words_in(i) > 60) said &= ~kCaption;
        if (top != 0 && (said & kElsewhere) != 0 && gain_in(i) > ((said & kMayBeLong) != 0 ? 0.7 : 0.5) * gain_of(main))
          said &= ~kElsewhere;
        found |= said;
      }
    }
    return found;
  }

  static Region region_said(std::uint32_t said) {
    if ((said & kComments) != 0) return Region::comments;
    if ((said & kNavigation) != 0) return Region::navigation;
    if ((said & kFooter) != 0) return Region::footer;
    if ((said & kHeader) != 0) return Region::header;
    return Region::aside;
  }

  Region region_of(std::size_t b, const Stretch& main) {
    const std::uint32_t said = hints_below(b, main);
    if (blocks_[b].kind == BlockKind::metadata) return Region::header;
    if (!inside(b, main)) return region_said(said);
    if ((said & (kElsewhere | kCaption)) != 0) return region_said(said);
    if (measures_[b].link_share() > 0.8 && !measures_[b].sentence) return Region::navigation;
    return in_list_of_links(b, main) ? Region::navigation : Region::main;
  }

  // A part of the main element that is mostly links: a box "also of interest" with its title.
  bool in_list_of_links(std::size_t b, const Stretch& main) const {
    for (std::uint32_t i = rendered_.nodes[b]; i > main.holder; i = tree_[i].parent) {
      const auto [first, last] = blocks_in(i);
      const double words = words_before_[last] - words_before_[first];
      if (last - first >= 2 && links_before_[last] - links_before_[first] > 0.6 * words) return true;
    }
    return false;
  }

  // Title, byline and date: what stands between the last great heading and the main text.
  void mark_head(const Stretch& main) {
    const std::size_t first = blocks_between(main.begin, main.end).first;
    std::size_t title = first;
    for (std::size_t b = first; b-- > 0 && first - b < 40;)
      if (blocks_[b].kind == BlockKind::heading && blocks_[b].level <= 2 && measures_[b].link_share() < 0.5) {
        title = b;
        if (blocks_[b].level == 1) break;
      }
    for (std::size_t b = title; b < first; ++b)
      if (blocks_[b].region == Region::aside || blocks_[b].region == Region::footer) blocks_[b].region = Region::header;
  }

  // Before the first and after the last block that is worth something, scraps are not the
  // article's, unless they stand beside it in the same element as plain paragraphs or items.
  void trim_ends(const Stretch& main) {
    const auto [first, last] = blocks_between(main.begin, main.end);
    std::size_t b = after_title(first, last);
    for (std::size_t i = first; i < b; ++i)
      if (blocks_[i].region == Region::main && measures_[i].worth < kParagraph)
        blocks_[i].region = blocks_[i].kind == BlockKind::heading ? Region::header : Region::aside;
    while (b < last && !is_worthy(b)) ++b;
    std::size_t e = last;
    while (e > b && !is_worthy(e - 1)) --e;
    if (b == last) return;
    bool beside = true;
    for (std::size_t i = b; i-- > first;) {
      if (blocks_[i].region != Region::main) continue;
      beside = beside && stands_beside(i, b) && (measures_[i].sentence || measures_[i].words >= 8 || opens(i));
      if (!beside) blocks_[i].region = Region::header;
    }
    beside = true;
    for (std::size_t i = e; i < last; ++i) {
      if (blocks_[i].region != Region::main) continue;
      beside = beside && stands_beside(i, e - 1);
      if (!beside) blocks_[i].region = Region::footer;
    }
  }

  // "Colleagues, friends," above what is said to them: no sentence, and part of the talk.
  bool opens(std::size_t b) const { return measures_[b].words >= 2 && slice(text_, blocks_[b].span).ends_with(','); }

  // Past the heading that is the page's title, if most of the worth comes after it. What
  // stands before the title inside the main element is not the article's.
  std::size_t after_title(std::size_t first, std::size_t last) const {
    if (title_ < first || title_ >= last) return first;
    const double after = worth_before_[last] - worth_before_[title_];
    return after > 0.5 * (worth_before_[last] - worth_before_[first]) ? title_ + 1 : first;
  }

  bool is_worthy(std::size_t b) const { return blocks_[b].region == Region::main && measures_[b].worth >= 1; }

  // The element that holds the block, past the lists it is an item of.
  std::uint32_t holder(std::size_t b) const {
    std::uint32_t i = tree_[rendered_.nodes[b]].parent;
    while (tree_[i].tag == Tag::ul || tree_[i].tag == Tag::ol || tree_[i].tag == Tag::li ||
           tree_[i].tag == Tag::blockquote)
      i = tree_[i].parent;
    return i;
  }

  bool stands_beside(std::size_t b, std::size_t worthy) const {
    const Tag tag = tree_[rendered_.nodes[b]].tag;
    if (tag == Tag::li && measures_[b].link_words == 0) return true;  // tags and menus are links
    const bool like = tag == tree_[rendered_.nodes[worthy]].tag;
    return (like || tag == Tag::p || tag == Tag::li || tag == Tag::blockquote) && measures_[b].link_share() < 0.3 &&
           holder(b) == holder(worthy);
  }

  const HtmlTree& tree_;
  const RenderedHtml& rendered_;
  const std::string& text_;
  std::vector<Block>& blocks_;
  std::vector<std::uint32_t> hints_;
  std::vector<Measure> measures_;
  std::size_t title_ = 0;             // the block that is the page's title; past the end if none
  std::vector<double> worth_before_;  // sums over the blocks before
  std::vector<double> gain_before_;   // the same of what is worth something by itself
  std::vector<double> words_before_, links_before_;
};

}  // namespace

void find_main_text(const HtmlTree& tree, const RenderedHtml& rendered, const std::string& text,
                    std::vector<Block>& blocks) {
  MainText(tree, rendered, text, blocks).run();
}

}  // namespace stenogram::capture
