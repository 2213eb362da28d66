// Two passes. The first cuts the paragraph into pieces: words, replaced characters,
// runs of emphasis marks, brackets, tags. The second pairs the runs of marks as
// CommonMark does, each run remembering which styles it closes and opens and how many
// of its marks remain as plain characters. Then the pieces are played to the builder.
//
// Styles are spans and need not nest, so a pair that crosses a link is no trouble.
#include "stenogram/capture/inline_markup.h"

#include <algorithm>
#include <array>

#include "stenogram/base/byte_set.h"
#include "stenogram/capture/blank.h"
#include "stenogram/capture/entities.h"
#include "stenogram/capture/html_names.h"

namespace stenogram::capture {
namespace {

constexpr std::size_t kLongestTarget = 4096;        // bytes between a link's round brackets
constexpr std::size_t kLongestParagraph = 1 << 20;  // longer ones are no paragraphs; their marks stay
constexpr std::size_t npos = std::string_view::npos;

struct Piece {
  enum class Kind : std::uint8_t { words, replaced, marks, open, close, line_break, gone };
  Kind kind;
  std::size_t begin, end;  // of the paragraph
  std::string value;       // replaced: the characters; open: the link's target
  Style style = Style::bold;

  // Of runs of marks.
  bool can_open = false, can_close = false;
  std::size_t left = 0;                  // marks not used up
  std::vector<Style> opens{}, closes{};  // in order of use: innermost first
};

bool is_punctuation(char32_t c) {
  if (c < 0x80)
    return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
  return (c >= 0x2010 && c <= 0x205E) || (c >= 0x3001 && c <= 0x303F) || (c >= 0xFF01 && c <= 0xFF0F) ||
         (c >= 0xFF1A && c <= 0xFF20) || c == 0xA1 || c == 0xAB || c == 0xBB || c == 0xBF || c == 0xB7;
}

char32_t character_before(std::string_view s, std::size_t at) {
  if (at == 0) return ' ';
  std::size_t begin = at - 1;
  while (begin > 0 && at - begin < 4 && (static_cast<unsigned char>(s[begin]) & 0xC0) == 0x80) --begin;
  return character_at(s, begin);
}

char32_t character_after(std::string_view s, std::size_t at) { return at < s.size() ? character_at(s, at) : U' '; }

bool is_space(char32_t c) { return c <= ' ' || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200B); }

// Styles of HTML's own tags inside Markdown.
struct TagStyle {
  std::string_view element;
  Style style;
};
constexpr TagStyle kTagStyles[] = {
    {"b", Style::bold},        {"strong", Style::bold}, {"i", Style::italic},      {"em", Style::italic},
    {"cite", Style::italic},   {"u", Style::underline}, {"ins", Style::underline}, {"s", Style::strike},
    {"strike", Style::strike}, {"del", Style::strike},  {"small", Style::small},   {"sup", Style::superscript},
    {"code", Style::code},     {"a", Style::link},
};

class Paragraph {
 public:
  Paragraph(std::string_view text, const std::vector<ByteSpan>& lines, Dialect dialect, const LinkTargets& targets)
      : dialect_(dialect), targets_(targets) {
    for (const ByteSpan& line : lines) {
      if (!flat_.empty()) flat_ += '\n';
      starts_.push_back({flat_.size(), line.begin});
      flat_ += slice(text, line);
    }
  }

  void render(PageBuilder& builder) {
    cut();
    pair_marks();
    pair_leniently();
    play(builder);
  }

 private:
  struct Start {
    std::size_t flat, source;
  };
  using Kind = Piece::Kind;

  // --- cutting ---

  void cut() {
    std::size_t words = 0;  // where the plain words so far began
    const char* const begin = flat_.data();
    const char* const end = begin + flat_.size();
    for (std::size_t at = 0; at < flat_.size();) {
      // Nearly all bytes are no marks; those of cut_at() are.
      const char* const mark =
          find_byte<Wide::no, '\\', '\n', '`', '*', '_', '~', '&', '<', '!', '[', ']'>(begin + at, end);
      at = std::size_t(mark - begin);
      if (at == flat_.size()) break;
      const std::size_t before = pieces_.size();
      const std::size_t next = cut_at(at);
      if (next == at) {
        at += 1;
        continue;
      }
      if (words < at) pieces_.insert(pieces_.begin() + std::ptrdiff_t(before), Piece{Kind::words, words, at, {}});
      if (words < at)
        for (std::size_t& bracket : brackets_)
          if (bracket >= before) ++bracket;
      at = words = next;
    }
    if (words < flat_.size()) add(Kind::words, words, flat_.size());
  }

  Piece& add(Kind kind, std::size_t begin, std::size_t end, std::string value = {}) {
    return pieces_.emplace_back(Piece{kind, begin, end, std::move(value)});
  }

  // Adds what stands at `at` if it is more than plain words; where it ends, or `at`.
  std::size_t cut_at(std::size_t at) {
    const bool markdown = dialect_ == Dialect::markdown;
    switch (flat_[at]) {
      case '\\': return cut_escape(at);
      case '\n': add(Kind::line_break, at, at + 1); return at + 1;
      case '`': return markdown ? cut_code(at) : cut_interpreted(at);
      case '*': return cut_marks(at);
      case '_': return markdown ? cut_marks(at) : at;
      case '~': return markdown && flat_.compare(at, 2, "~~") == 0 ? cut_marks(at) : at;
      case '&': return markdown ? cut_reference(at) : at;
      case '<': return markdown ? cut_tag(at) : at;
      case '!': return markdown && flat_.compare(at, 2, "![") == 0 ? cut_bracket(at, 2) : at;
      case '[': return markdown ? cut_bracket(at, 1) : at;
      case ']': return markdown ? cut_link_end(at) : at;
      default: return at;
    }
  }

  std::size_t cut_escape(std::size_t at) {
    if (at + 1 >= flat_.size()) return at;
    const char c = flat_[at + 1];
    if (c == '\n') {  // a hard break
      add(Kind::gone, at, at + 1);
      return at + 1;
    }
    if (dialect_ == Dialect::restructured_text && c == ' ') {  // joins
      add(Kind::gone, at, at + 2);
      return at + 2;
    }
    if (!is_punctuation(static_cast<unsigned char>(c))) return at;
    add(Kind::gone, at, at + 1);
    add(Kind::words, at + 1, at + 2);
    return at + 2;
  }

  std::size_t run_length(std::size_t at) const {
    std::size_t end = at;
    while (end < flat_.size() && flat_[end] == flat_[at]) ++end;
    return end - at;
  }

  std::size_t cut_code(std::size_t at) {
    const std::size_t n = run_length(at);
    const std::string fence(n, '`');
    std::size_t close = at + n;
    if (n < no_code_after_.size() && at >= no_code_after_[n]) close = npos;
    while (close != npos) {
      close = flat_.find(fence, close);
      if (close == npos || (run_length(close) == n && flat_[close - 1] != '`')) break;
      close += run_length(close);
    }
    if (close == npos) {
      if (n < no_code_after_.size()) no_code_after_[n] = std::min(no_code_after_[n], at);
      add(Kind::words, at, at + n);
      return at + n;
    }
    add(Kind::gone, at, at + n);
    add(Kind::open, at + n, at + n).style = Style::code;
    add_lines(at + n, close);
    add(Kind::close, close, close).style = Style::code;
    add(Kind::gone, close, close + n);
    return close + n;
  }

  // Words that may hold line breaks.
  void add_lines(std::size_t begin, std::size_t end) {
    while (begin < end) {
      const std::size_t stop = std::min(flat_.find('\n', begin), end);
      if (begin < stop) add(Kind::words, begin, stop);
      if (stop < end) add(Kind::line_break, stop, stop + 1);
      begin = stop + 1;
    }
  }

  // reStructuredText: ``code`` and `text <target>`_.
  std::size_t cut_interpreted(std::size_t at) {
    if (flat_.compare(at, 2, "``") == 0) {
      const std::size_t close = flat_.find("``", at + 2);
      if (close == npos || close - at > kLongestTarget) return at;
      add(Kind::gone, at, at + 2);
      add(Kind::open, at + 2, at + 2).style = Style::code;
      add_lines(at + 2, close);
      add(Kind::close, close, close).style = Style::code;
      return close + 2;
    }
    const std::size_t close = flat_.find('`', at + 1);
    if (close == npos || close == at + 1 || close - at > kLongestTarget) return at;
    std::size_t end = close + 1;
    while (end < flat_.size() && flat_[end] == '_' && end - close <= 2) ++end;
    if (end == close + 1) return at;
    const std::size_t angle = at + std::string_view(flat_).substr(at, close - at).rfind('<');
    const bool has_target = angle > at && angle < close && flat_[close - 1] == '>';
    std::size_t words_end = has_target ? angle : close;
    while (words_end > at + 1 && flat_[words_end - 1] == ' ') --words_end;  // `words <target>`_
    add(Kind::open, at + 1, at + 1, has_target ? flat_.substr(angle + 1, close - angle - 2) : std::string()).style =
        Style::link;
    add_lines(at + 1, words_end);
    add(Kind::close, words_end, words_end).style = Style::link;
    return end;
  }

  std::size_t cut_marks(std::size_t at) {
    const std::size_t n = run_length(at);
    const char32_t before = character_before(flat_, at), after = character_after(flat_, at + n);
    const bool left = !is_space(after) && (!is_punctuation(after) || is_space(before) || is_punctuation(before));
    const bool right = !is_space(before) && (!is_punctuation(before) || is_space(after) || is_punctuation(after));
    Piece& run = add(Kind::marks, at, at + n);
    run.left = n;
    if (flat_[at] == '_') {
      run.can_open = left && (!right || is_punctuation(before));
      run.can_close = right && (!left || is_punctuation(after));
    } else {
      run.can_open = left;
      run.can_close = right;
    }
    return at + n;
  }

  std::size_t cut_reference(std::size_t at) {
    auto reference = reference_at(flat_, at);
    if (!reference) return at;
    const std::size_t end = at + reference->length;
    add(Kind::replaced, at, end, std::move(reference->characters));
    return end;
  }

  std::size_t cut_tag(std::size_t at) {
    if (flat_.compare(at, 4, "<!--") == 0) {
      const std::size_t close = at < no_comment_after_ ? flat_.find("-->", at + 4) : npos;
      if (close == npos) {
        no_comment_after_ = std::min(no_comment_after_, at);
        return at;
      }
      add(Kind::gone, at, close + 3);
      return close + 3;
    }
    const std::size_t end = tag_end(flat_, at);
    if (end == npos) return at;
    const std::string_view element = element_at(flat_, at);
    if (element.empty() && !is_custom_tag(flat_, at)) return cut_address(at, end);
    const bool closing = flat_[at + 1] == '/';
    if (element == "br" || element == "p" || element == "div" || element == "li" || element == "tr")
      add(Kind::line_break, at, end);
    for (const TagStyle& entry : kTagStyles)
      if (entry.element == element) {
        const bool link = element == "a" && !closing;
        add(closing ? Kind::close : Kind::open, at, at, link ? href_of(at, end) : std::string()).style = entry.style;
      }
    add(Kind::gone, at, end);
    return end;
  }

  std::string href_of(std::size_t at, std::size_t end) const {
    const std::string_view tag = std::string_view(flat_).substr(at, end - at);
    const std::size_t name = tag.find("href=");
    if (name == npos || name + 6 >= tag.size()) return {};
    const char quote = tag[name + 5];
    const std::size_t begin = quote == '"' || quote == '\'' ? name + 6 : name + 5;
    const std::size_t close = begin == name + 6 ? tag.find(quote, begin) : tag.find_first_of(" >", begin);
    return without_references(tag.substr(begin, std::min(close, tag.size()) - begin), true);
  }

  // `<https://…>`, `<name@place>`: the address is what a reader sees.
  std::size_t cut_address(std::size_t at, std::size_t end) {
    const std::string_view inside = std::string_view(flat_).substr(at + 1, end - at - 2);
    const bool address = inside.find_first_of(" \n\t") == npos &&
                         (inside.find("://") != npos || (inside.find('@') != npos && inside.find('.') != npos));
    if (!address) return at;
    add(Kind::open, at, at, std::string(inside)).style = Style::link;
    add(Kind::words, at + 1, end - 1);
    add(Kind::close, end, end).style = Style::link;
    return end;
  }

  std::size_t cut_bracket(std::size_t at, std::size_t n) {
    brackets_.push_back(pieces_.size());
    Piece& bracket = add(Kind::words, at, at + n);
    bracket.style = n == 2 ? Style::image_text : Style::link;
    return at + n;
  }

  // `](target)`, `][ref]` or `]` alone after a name that has a target.
  std::size_t cut_link_end(std::size_t at) {
    if (brackets_.empty()) return at;
    const std::size_t opener = brackets_.back();
    brackets_.pop_back();
    std::string target;
    const std::size_t inside = pieces_[opener].end;
    const std::size_t end = target_after(at, std::string_view(flat_).substr(inside, at - inside), target);
    if (end == at) return at;
    Piece& open = pieces_[opener];
    open.kind = Kind::open;
    open.value = target;
    add(Kind::close, at, at).style = open.style;
    add(Kind::gone, at, end);
    return end;
  }

  std::size_t target_after(std::size_t at, std::string_view name, std::string& target) const {
    const char next = at + 1 < flat_.size() ? flat_[at + 1] : '\0';
    if (next == '(') return round_target(at + 1, target);
    std::size_t end = at + 1;
    if (next == '[') {
      const std::size_t close = flat_.find(']', at + 2);
      if (close == npos || close - at > 1000) return at;
      if (close > at + 2) name = std::string_view(flat_).substr(at + 2, close - at - 2);
      end = close + 1;
    }
    if (targets_.empty() || name.size() > 1000) return at;
    std::string key(name);
    for (char& c : key)
      if (c >= 'A' && c <= 'Z') c = char(c + 32);
    const auto found = targets_.find(key);
    if (found == targets_.end()) return at;
    target = found->second;
    return end;
  }

  // `(target "title")` that begins at `at`; where it ends, or the bracket before it.
  std::size_t round_target(std::size_t at, std::string& target) const {
    int depth = 0;
    std::size_t close = npos;
    for (std::size_t i = at; i < flat_.size() && i - at < kLongestTarget; ++i) {
      const char c = flat_[i];
      if (c == '\\') ++i;
      else if (c == '(') ++depth;
      else if (c == ')' && --depth == 0) {
        close = i;
        break;
      }
    }
    if (close == npos) return at - 1;
    const std::string_view inside = std::string_view(flat_).substr(at + 1, close - at - 1);
    const ByteSpan words = trimmed(inside, {0, inside.size()});
    std::string_view address = slice(inside, words);
    const std::size_t gap = address.find_first_of(" \t\n");
    if (gap != npos) {
      const std::string_view title = slice(address, trimmed(address, {gap, address.size()}));
      if (title.size() < 2 || (title[0] != '"' && title[0] != '\'' && title[0] != '(')) return at - 1;
      address = address.substr(0, gap);
    }
    if (address.size() >= 2 && address.front() == '<' && address.back() == '>')
      address = address.substr(1, address.size() - 2);
    if (!is_link_target(address)) return at - 1;
    target = without_references(address, true);
    target.erase(std::remove(target.begin(), target.end(), '\\'), target.end());
    return close + 1;
  }

  // --- pairing ---

  Style style_of(char mark, std::size_t n) const {
    if (mark == '~') return Style::strike;
    return n == 2 ? Style::bold : Style::italic;
  }

  void use(Piece& opener, Piece& closer, std::size_t n) {
    const Style style = style_of(flat_[opener.begin], n);
    opener.opens.push_back(style);
    closer.closes.push_back(style);
    opener.left -= n;
    closer.left -= n;
  }

  // CommonMark's "process emphasis". `bottom` keeps it linear: below it no opener of that
  // kind waits.
  void pair_marks() {
    std::vector<std::size_t> stack;
    std::array<std::size_t, 3 * 2 * 3> bottom{};
    for (std::size_t p = 0; p < pieces_.size(); ++p) {
      Piece& run = pieces_[p];
      if (run.kind != Kind::marks) continue;
      const char mark = flat_[run.begin];
      const std::size_t which = mark == '*' ? 0 : mark == '_' ? 1 : 2;
      while (run.can_close && run.left > 0) {
        std::size_t& floor = bottom[(which * 2 + run.can_open) * 3 + (run.end - run.begin) % 3];
        std::size_t k = stack.size();
        for (; k > floor; --k)
          if (matches(pieces_[stack[k - 1]], run)) break;
        if (k <= floor) {
          floor = std::max(floor, stack.size());
          break;
        }
        Piece& opener = pieces_[stack[k - 1]];
        const std::size_t n = mark == '~' ? std::min(opener.left, run.left) : opener.left >= 2 && run.left >= 2 ? 2 : 1;
        use(opener, run, n);
        stack.resize(opener.left > 0 ? k : k - 1);
        for (std::size_t& level : bottom) level = std::min(level, stack.size());
      }
      if (run.can_open && run.left > 0) stack.push_back(p);
    }
  }

  bool matches(const Piece& opener, const Piece& closer) const {
    if (flat_[opener.begin] != flat_[closer.begin] || opener.left == 0) return false;
    if (flat_[opener.begin] == '~') return true;
    const std::size_t a = opener.end - opener.begin, b = closer.end - closer.begin;
    if ((opener.can_close || closer.can_open) && (a + b) % 3 == 0 && (a % 3 != 0 || b % 3 != 0)) return false;
    return true;
  }

  // Two unused `**` on one line that only a blank kept from pairing.
  void pair_leniently() {
    std::size_t waiting = npos;
    for (std::size_t p = 0; p < pieces_.size(); ++p) {
      Piece& run = pieces_[p];
      if (run.kind == Kind::line_break) waiting = npos;
      if (run.kind != Kind::marks || run.left != 2 || run.end - run.begin != 2 || flat_[run.begin] != '*') continue;
      if (waiting == npos) {
        waiting = p;
      } else {
        use(pieces_[waiting], run, 2);
        waiting = npos;
      }
    }
  }

  // --- playing ---

  void copy(std::size_t begin, std::size_t end, PageBuilder& builder) {
    while (begin < end) {
      const auto next = std::upper_bound(starts_.begin(), starts_.end(), begin,
                                         [](std::size_t at, const Start& start) { return at < start.flat; });
      const Start& start = *std::prev(next);
      const std::size_t stop = next == starts_.end() ? end : std::min(end, next->flat);
      builder.copy(start.source + (begin - start.flat), start.source + (stop - start.flat));
      begin = stop;
    }
  }

  std::size_t source_of(std::size_t at) const {
    const auto next = std::upper_bound(starts_.begin(), starts_.end(), at,
                                       [](std::size_t place, const Start& start) { return place < start.flat; });
    return std::prev(next)->source + (at - std::prev(next)->flat);
  }

  void play(PageBuilder& builder) {
    for (const Piece& piece : pieces_) {
      switch (piece.kind) {
        case Kind::words: copy(piece.begin, piece.end, builder); break;
        case Kind::replaced: builder.put(piece.value, source_of(piece.begin), source_of(piece.end - 1) + 1); break;
        case Kind::open: builder.open_style(piece.style, piece.value); break;
        case Kind::close: builder.close_style(piece.style); break;
        case Kind::line_break: builder.line_break(); break;
        case Kind::gone: break;
        case Kind::marks:
          for (Style style : piece.closes) builder.close_style(style);
          copy(piece.begin, piece.begin + piece.left, builder);
          for (auto style = piece.opens.rbegin(); style != piece.opens.rend(); ++style) builder.open_style(*style);
          break;
      }
    }
    // What a paragraph opened and did not close ends with it.
    for (const TagStyle& entry : kTagStyles)
      while (builder.in_style(entry.style)) builder.close_style(entry.style);
    while (builder.in_style(Style::image_text)) builder.close_style(Style::image_text);
  }

  Dialect dialect_;
  const LinkTargets& targets_;
  std::string flat_;  // the lines, with breaks between
  std::vector<Start> starts_;
  std::vector<Piece> pieces_;
  std::vector<std::size_t> brackets_;    // open ones, as indices of pieces
  std::size_t no_comment_after_ = npos;  // where a search for an end has failed once
  std::array<std::size_t, 16> no_code_after_ = [] {
    std::array<std::size_t, 16> all;
    all.fill(npos);
    return all;
  }();
};

}  // namespace

bool is_link_target(std::string_view target) {
  if (target.empty() || target[0] == '/' || target[0] == '#' || target[0] == '.' || target[0] == '?') return true;
  const std::size_t colon = target.find(':');
  if (colon != npos && colon >= 2 && target[0] >= 'A' &&
      std::all_of(target.begin(), target.begin() + std::ptrdiff_t(colon),
                  [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '+' || c == '-'; }))
    return true;
  if (target.find('/') != npos) return true;
  const std::size_t dot = target.rfind('.');
  return dot != npos && dot > 0 && dot + 2 < target.size() && target[dot + 1] >= 'a' && target[dot + 1] <= 'z';
}

void render_inline(std::string_view text, const std::vector<ByteSpan>& lines, Dialect dialect,
                   const LinkTargets& targets, PageBuilder& builder) {
  if (lines.back().end - lines.front().begin > kLongestParagraph) {
    for (const ByteSpan& line : lines) {
      builder.line_break();
      builder.copy(line.begin, line.end);
    }
    return;
  }
  Paragraph(text, lines, dialect, targets).render(builder);
}

}  // namespace stenogram::capture
