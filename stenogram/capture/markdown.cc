// Blocks line by line; what stands inside a paragraph is inline_markup's. Lines inside a
// paragraph stay lines, because in transcripts a line may be a turn. Indentation never
// makes code here: pasted transcripts are indented, and code is rare in talk.
#include "stenogram/capture/markdown.h"

#include <algorithm>

#include "stenogram/capture/blank.h"
#include "stenogram/capture/entities.h"
#include "stenogram/capture/fact_keys.h"
#include "stenogram/capture/front_matter.h"
#include "stenogram/capture/inline_markup.h"
#include "stenogram/capture/lines.h"
#include "stenogram/capture/page_builder.h"
#include "stenogram/capture/wrapping.h"

namespace stenogram::capture {
namespace {

constexpr std::size_t npos = std::string_view::npos;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The length of a list item's mark with its blank: `- `, `* `, `12. `; 0 if none.
std::size_t item_mark(std::string_view words) {
  if (words.size() < 2) return 0;
  if (words[0] == '-' || words[0] == '*' || words[0] == '+') return words[1] == ' ' || words[1] == '\t' ? 2 : 0;
  std::size_t digits = 0;
  while (digits < words.size() && digits < 9 && is_digit(words[digits])) ++digits;
  if (digits == 0 || digits + 1 >= words.size()) return 0;
  return (words[digits] == '.' || words[digits] == ')') && words[digits + 1] == ' ' ? digits + 2 : 0;
}

// `|---|:--:|` and the like, below a table's head.
bool is_table_rule(std::string_view words) {
  bool bar = false, dash = false;
  for (char c : words) {
    if (c == '|') bar = true;
    else if (c == '-') dash = true;
    else if (c != ':' && c != ' ' && c != '\t') return false;
  }
  return bar && dash;
}

struct Line {
  ByteSpan span;      // without its end
  LineShape margins;  // `words` empty for a blank line
};

class Reader {
 public:
  Reader(const text::Decoded& decoded, Dialect dialect, const Limits& limits)
      : text_(decoded.text), dialect_(dialect), builder_(decoded, limits.blocks) {}

  // False if there are too many blocks.
  bool run() {
    std::size_t start = 0;
    if (dialect_ == Dialect::markdown) {
      start = front_matter();
      collect_targets(start);
    }
    Lines lines(text_, start);
    Line line;
    while (!builder_.full() && lines.next(line.span)) {
      line.margins = margins_of(text_, line.span);
      take(line, lines);
    }
    flush();
    return !builder_.full();
  }

  Page finish() && { return std::move(builder_).finish(); }

 private:
  std::string_view words_of(const Line& line) const { return slice(text_, line.margins.words); }

  std::size_t front_matter() {
    const FrontMatter matter = front_matter_of(text_);
    for (const FrontMatterEntry& entry : matter.entries) {
      builder_.begin_block(BlockKind::metadata, 1);
      builder_.block().element = std::string(entry.key);
      const std::uint64_t before = builder_.size();
      builder_.copy(entry.lines.begin, entry.lines.end);
      const std::uint64_t begin = builder_.size() - entry.lines.size();
      builder_.end_block();
      if (builder_.size() == before) continue;
      const std::string_view key = fact_key(FactSource::front_matter, entry.key);
      if (key.empty()) continue;
      for (const auto& value : entry.values) {
        if (is_blank(value.text)) continue;
        const ByteSpan span{begin + value.span.begin - entry.lines.begin, begin + value.span.end - entry.lines.begin};
        builder_.facts().push_back({std::string(key), value.text, span, std::nullopt});
      }
    }
    return matter.end;
  }

  // `[name]: target` lines; they are read before the text that refers to them.
  void collect_targets(std::size_t start) {
    Lines lines(text_, start);
    Line line;
    while (lines.next(line.span)) {
      if (slice(text_, line.span).substr(0, 4).find('[') == npos) continue;
      line.margins = margins_of(text_, line.span);
      std::string name, target;
      if (is_target_line(line, &name, &target)) targets_.emplace(std::move(name), std::move(target));
    }
  }

  bool is_target_line(const Line& line, std::string* name = nullptr, std::string* target = nullptr) const {
    const std::string_view words = words_of(line);
    if (words.empty() || words[0] != '[' || line.margins.indent > 3) return false;
    const std::size_t close = words.find("]:");
    if (close == npos || close < 2 || words[1] == '^') return false;
    std::string_view rest = slice(words, trimmed(words, {close + 2, words.size()}));
    rest = rest.substr(0, rest.find_first_of(" \t"));
    if (rest.size() > 2 && rest.front() == '<' && rest.back() == '>') rest = rest.substr(1, rest.size() - 2);
    if (rest.empty() || !is_link_target(rest)) return false;
    if (name != nullptr) {
      *name = words.substr(1, close - 1);
      for (char& c : *name)
        if (c >= 'A' && c <= 'Z') c = char(c + 32);
      *target = rest;
    }
    return true;
  }

  void take(const Line& line, Lines& lines) {
    if (line.margins.words.empty()) {
      flush();
      return;
    }
    const bool markdown = dialect_ == Dialect::markdown;
    if (title(line, lines)) return;
    if (markdown ? special(line, lines) : directive(line, lines)) return;
    paragraph(line);
  }

  // --- titles and rules ---

  bool title(const Line& line, Lines& lines) {
    const std::string_view words = words_of(line);
    if (dialect_ == Dialect::markdown && words[0] == '#' && line.margins.indent <= 3) {
      const std::size_t level = std::min(words.find_first_not_of('#'), words.size());
      if (level <= 6 && (level == words.size() || words[level] == ' ' || words[level] == '\t'))
        return hashes(line, level, lines);
    }
    const char mark = line.margins.indent <= 3 ? underline_of(words) : '\0';
    const bool setext = dialect_ == Dialect::markdown ? mark == '=' || mark == '-' : mark != 0;
    if (setext && pending_.size() == 1 && kind_ == BlockKind::paragraph && !marks_are_text(line)) {
      kind_ = BlockKind::heading;
      level_ = level_of(mark);
      flush();
      return true;
    }
    if (is_markdown_rule(words) || mark != 0) {
      flush();
      if (dialect_ == Dialect::restructured_text && overlined(line, lines, mark)) return true;
      builder_.begin_block(BlockKind::rule);
      builder_.copy(line.margins.words.begin, line.margins.words.end);
      builder_.end_block();
      return true;
    }
    return false;
  }

  // `---` below a long paragraph is a rule that lacks its blank line, not an underline.
  bool marks_are_text(const Line& line) const {
    return columns_of(slice(text_, pending_[0])) > 4 * columns_of(words_of(line)) + 40;
  }

  std::uint8_t level_of(char mark) {
    if (dialect_ == Dialect::markdown) return mark == '=' ? 1 : 2;
    const std::size_t known = adornments_.find(mark);
    if (known != std::string::npos) return std::uint8_t(known + 1);
    adornments_ += mark;
    return std::uint8_t(std::min<std::size_t>(adornments_.size(), 6));
  }

  bool hashes(const Line& line, std::size_t level, Lines& lines) {
    flush();
    ByteSpan span = trimmed(text_, {line.margins.words.begin + level, line.margins.words.end});
    ByteSpan bare = span;  // closing hashes are marks when a blank stands before them
    while (bare.end > bare.begin && text_[bare.end - 1] == '#') --bare.end;
    if (bare.end < span.end && (bare.empty() || text_[bare.end - 1] == ' ')) span = trimmed(text_, bare);
    if (span.empty()) return true;
    pending_ = {span};
    carried_over(line, lines);
    kind_ = BlockKind::heading;
    level_ = std::uint8_t(level);
    flush();
    return true;
  }

  // Converters that break lines at a column break titles too, though Markdown has no such
  // thing: the lines that the first was forced to leave are the title's.
  void carried_over(const Line& line, Lines& lines) {
    if (!wrapping_.wrapped) return;
    LineShape first = shape_of(text_, line.span), last = first;
    Lines ahead = lines;
    Line next;
    while (ahead.next(next.span)) {
      const LineShape shape = shape_of(text_, next.span);
      if (shape.words.empty() || text_[shape.words.begin] == '#' || !carries_on(wrapping_, first, last, shape)) return;
      if (underline_of(slice(text_, shape.words)) != 0) return;
      pending_.push_back(shape.words);
      last = shape;
      lines = ahead;
    }
  }

  // reStructuredText titles between two lines of one mark.
  bool overlined(const Line& line, Lines& lines, char mark) {
    Lines ahead = lines;
    Line words, under;
    if (mark == 0 || !ahead.next(words.span) || !ahead.next(under.span)) return false;
    words.margins = margins_of(text_, words.span);
    under.margins = margins_of(text_, under.span);
    if (words.margins.words.empty() || under.margins.words.empty() || underline_of(words_of(under)) != mark)
      return false;
    if (underline_of(words_of(words)) != 0 || words_of(line).size() != words_of(under).size()) return false;
    pending_ = {words.margins.words};
    kind_ = BlockKind::heading;
    level_ = level_of(mark);
    flush();
    lines = ahead;
    return true;
  }

  // --- fences, tables, comments ---

  bool special(const Line& line, Lines& lines) {
    const std::string_view words = words_of(line);
    if (words.substr(0, 3) == "```" || words.substr(0, 3) == "~~~") return fence(words, lines);
    if (words.substr(0, 4) == "<!--" && words.find("-->") == npos) return skip_past("-->", lines);
    if (words.substr(0, 7) == "<script" && words.find("</script") == npos) return skip_past("</script", lines);
    if (words.substr(0, 6) == "<style" && words.find("</style") == npos) return skip_past("</style", lines);
    if (pending_.empty() && is_target_line(line)) return true;
    return words.find('|') != npos && table(line, lines);
  }

  // Past the line that ends what the reader does not see; if nothing ends it, it is text.
  bool skip_past(std::string_view mark, Lines& lines) {
    if (lines.at() >= nothing_ends_after_) return false;
    const std::size_t close = text_.find(mark, lines.at());
    if (close == npos) {
      nothing_ends_after_ = lines.at();
      return false;
    }
    flush();
    ByteSpan line;
    while (lines.at() <= close && lines.next(line)) {
    }
    return true;
  }

  bool fence(std::string_view words, Lines& lines) {
    const char mark = words[0];
    const std::size_t length = std::min(words.find_first_not_of(mark), words.size());
    if (mark == '`' && words.substr(length).find('`') != npos) return false;
    flush();
    builder_.begin_block(BlockKind::preformatted);
    Line line;
    while (lines.next(line.span)) {
      line.margins = margins_of(text_, line.span);
      const std::string_view inner = words_of(line);
      if (inner.size() >= length && inner.find_first_not_of(mark) == npos) break;
      builder_.line_break();
      if (!line.margins.words.empty()) builder_.copy(line.span.begin, line.margins.words.end);
    }
    builder_.end_block();
    return true;
  }

  bool table(const Line& line, Lines& lines) {
    Lines ahead = lines;
    Line rule;
    if (!ahead.next(rule.span)) return false;
    rule.margins = margins_of(text_, rule.span);
    if (rule.margins.words.empty() || !is_table_rule(words_of(rule))) return false;
    flush();
    row(line, 2);
    lines = ahead;
    Line next;
    while (ahead.next(next.span) && !builder_.full()) {
      next.margins = margins_of(text_, next.span);
      if (next.margins.words.empty() || words_of(next).find('|') == npos) break;
      row(next, 1);
      lines = ahead;
    }
    return true;
  }

  // Cells stand apart by a tab, which takes the place of the bar.
  void row(const Line& line, int apart) {
    builder_.begin_block(BlockKind::table_row, apart);
    std::uint64_t from = line.margins.words.begin;
    for (std::uint64_t i = from; i <= line.margins.words.end; ++i) {
      const bool at_end = i == line.margins.words.end;
      if (!at_end && (text_[i] != '|' || (i > 0 && text_[i - 1] == '\\'))) continue;
      const ByteSpan cell = trimmed(text_, {from, i});
      if (!cell.empty()) render_inline(text_, {cell}, dialect_, targets_, builder_);
      if (!at_end && builder_.block_has_words()) builder_.put("\t", i, i + 1);
      from = i + 1;
    }
    builder_.end_block();
  }

  // --- reStructuredText ---

  // `.. name:: argument` and what is indented below it. Of raw HTML a reader sees the
  // words; of other directives and comments, what they say, as metadata.
  bool directive(const Line& line, Lines& lines) {
    const std::string_view words = words_of(line);
    const bool field = words[0] == ':' && words.find(": ", 1) != npos && words.find(' ') > words.find(":", 1);
    if (words.substr(0, 2) != ".." && !field) return false;
    if (words.size() > 2 && words[2] != ' ' && !field) return false;
    flush();
    if (class_of_next(words)) return true;
    const bool raw = words.find("raw:: html") != npos;
    if (!raw) metadata(line.margins.words);
    Lines ahead = lines;
    Line body;
    while (ahead.next(body.span) && !builder_.full()) {
      body.margins = margins_of(text_, body.span);
      if (!body.margins.words.empty() && body.margins.indent <= line.margins.indent) break;
      lines = ahead;
      if (body.margins.words.empty()) continue;
      if (raw) raw_html(body);
      else metadata(body.margins.words);
    }
    return true;
  }

  // `.. class:: name` sets the next paragraph apart; a reader sees only that it looks different.
  bool class_of_next(std::string_view words) {
    for (std::string_view name : {".. rst-class:: ", ".. class:: "})
      if (words.substr(0, name.size()) == name) {
        class_ = words.substr(name.size(), 100);
        return true;
      }
    return false;
  }

  void metadata(ByteSpan span) {
    builder_.begin_block(BlockKind::metadata, 1);
    builder_.copy(span.begin, span.end);
    builder_.end_block();
  }

  void raw_html(const Line& line) {
    builder_.begin_block(BlockKind::paragraph);
    builder_.block().region = Region::navigation;
    render_inline(text_, {line.margins.words}, Dialect::markdown, targets_, builder_);
    builder_.end_block();
  }

  // --- paragraphs, items, quotations ---

  void paragraph(const Line& line) {
    ByteSpan span = line.margins.words;
    int quoted = 0;
    while (dialect_ == Dialect::markdown && span.begin < span.end && text_[span.begin] == '>' && quoted < 100) {
      span = trimmed(text_, {span.begin + 1, span.end});
      ++quoted;
    }
    if (quoted > 0 && span.empty()) {  // a blank line of the quotation
      flush();
      return;
    }
    const std::string_view words = slice(text_, span);
    const bool item = quoted == 0 && item_mark(words) > 0 &&
                      (pending_.empty() || kind_ == BlockKind::list_item || !is_digit(words[0]));
    const BlockKind kind = quoted > 0 ? BlockKind::quotation : item ? BlockKind::list_item : BlockKind::paragraph;
    const bool footnote = is_footnote(words);
    if (footnote) flush();
    const bool lazy = kind == BlockKind::paragraph && !pending_.empty();
    if (!lazy && (item || kind != kind_ || quoted != level_)) {
      const bool follows = item && !pending_.empty() && kind_ == BlockKind::list_item;
      flush();
      apart_ = follows ? 1 : 2;
    }
    if (pending_.empty()) {
      kind_ = kind;
      level_ = std::uint8_t(quoted > 0 ? quoted : item ? 1 + line.margins.indent / 2 : 0);
      indent_ = line.margins.indent;
      footnote_ = footnote;
    }
    pending_.push_back(span);
  }

  // `[^1]: words`, which whoever wrote the page says about the text.
  bool is_footnote(std::string_view words) const {
    if (dialect_ != Dialect::markdown || words.substr(0, 2) != "[^") return false;
    const std::size_t close = words.find(']');
    return close != npos && close > 2 && words.substr(close + 1, 1) == ":";
  }

  void flush() {
    if (!pending_.empty()) {
      builder_.begin_block(kind_, apart_);
      builder_.block().level = std::min<std::uint8_t>(level_, 100);
      builder_.block().indent = std::uint16_t(std::min<std::size_t>(indent_, 0xFFFF));
      if (!class_.empty()) builder_.block().element = "p." + class_;
      class_.clear();
      if (footnote_) builder_.block().region = Region::footer;
      render_inline(text_, pending_, dialect_, targets_, builder_);
      builder_.end_block();
    }
    pending_.clear();
    footnote_ = false;
    kind_ = BlockKind::paragraph;
    level_ = 0;
    indent_ = 0;
    apart_ = 2;
  }

  std::string_view text_;
  Dialect dialect_;
  PageBuilder builder_;
  Wrapping wrapping_ = wrapping_of(text_);
  LinkTargets targets_;
  std::string adornments_;  // of reStructuredText titles, outermost first

  std::size_t nothing_ends_after_ = npos;  // a search for the end of something unseen failed here
  std::string class_;                      // for the next paragraph

  // The paragraph being gathered.
  std::vector<ByteSpan> pending_;
  BlockKind kind_ = BlockKind::paragraph;
  std::uint8_t level_ = 0;
  std::size_t indent_ = 0;
  int apart_ = 2;
  bool footnote_ = false;
};

Result<Page> read_dialect(const Source& source, const text::Decoded& decoded, Dialect dialect, const Limits& limits) {
  Reader reader(decoded, dialect, limits);
  if (!reader.run()) return too_many_blocks(source, limits);
  Page page = std::move(reader).finish();
  for (Fact& fact : page.facts)
    if (fact.span) fact.source = page.source.source_of(*fact.span);
  return page;
}

}  // namespace

Result<Page> read_markdown(const Source& source, text::Decoded decoded, const Limits& limits) {
  Result<Page> page = read_dialect(source, decoded, Dialect::markdown, limits);
  if (page) page->media_type = "text/markdown";
  return page;
}

Result<Page> read_restructured_text(const Source& source, text::Decoded decoded, const Limits& limits) {
  Result<Page> page = read_dialect(source, decoded, Dialect::restructured_text, limits);
  if (page) page->media_type = "text/x-rst";
  return page;
}

}  // namespace stenogram::capture
