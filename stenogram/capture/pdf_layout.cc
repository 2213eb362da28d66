#include "stenogram/capture/pdf_layout.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <unordered_set>

#include "stenogram/capture/blank.h"

namespace stenogram::capture {
namespace {

using Words = std::vector<const PrintedWord*>;

double middle(const PrintedWord& word) { return (word.top + word.bottom) / 2; }

double median(std::vector<double> values, double otherwise) {
  if (values.empty()) return otherwise;
  auto half = values.begin() + std::ptrdiff_t(values.size() / 2);
  std::nth_element(values.begin(), half, values.end());
  return *half;
}

// How much height the words that `take` accepts cover, overlaps counted once.
template <class Take>
double height_covered(const Words& by_top, Take take) {
  double covered = 0, reached = -1e9;
  for (const PrintedWord* word : by_top) {
    if (!take(*word) || word->bottom <= reached) continue;
    covered += word->bottom - std::max(reached, word->top);
    reached = word->bottom;
  }
  return covered;
}

// A line of one column: its words from left to right.
struct Line {
  Words words;
  std::uint32_t page = 0;
  double left = 0, right = 0, top = 0, bottom = 0, size = 0;
  double column_left = 0, column_right = 0;
  bool first_of_column = false;

  void measure() {
    left = words.front()->left;
    right = words.back()->right;
    top = 1e9;
    bottom = -1e9;
    size = 0;
    for (const PrintedWord* word : words) {
      top = std::min(top, word->top);
      bottom = std::max(bottom, word->bottom);
      size = std::max(size, word->size);
    }
  }
  std::string text() const {
    std::string joined;
    for (const PrintedWord* word : words) {
      joined += word->text;
      if (word->space_after) joined += ' ';
    }
    return joined;
  }
};

// Words that share most of the smaller one's height stand on one line; a raised or
// lowered word is smaller than its line, so it stays there too.
std::vector<Line> lines_of(Words words, std::uint32_t page) {
  std::sort(words.begin(), words.end(), [](const PrintedWord* a, const PrintedWord* b) {
    return middle(*a) != middle(*b) ? middle(*a) < middle(*b) : a->left < b->left;
  });
  std::vector<Line> lines;
  double top = 0, bottom = 0;  // of the tallest word of the line
  for (const PrintedWord* word : words) {
    double height = std::max(1.0, word->bottom - word->top);
    double shared = std::min(bottom, word->bottom) - std::max(top, word->top);
    if (lines.empty() || shared < 0.55 * std::min(height, bottom - top)) {
      lines.push_back({});
      lines.back().page = page;
      top = word->top;
      bottom = word->bottom;
    } else if (height > bottom - top) {
      top = word->top;
      bottom = word->bottom;
    }
    lines.back().words.push_back(word);
  }
  for (Line& line : lines) {
    std::stable_sort(line.words.begin(), line.words.end(),
                     [](const PrintedWord* a, const PrintedWord* b) { return a->left < b->left; });
    line.measure();
  }
  return lines;
}

// The middle of a gutter through `words`, or a negative number. A gutter is at least
// as wide as a letter is high, crossed by at most a tenth of the text's height, and
// has text of a third of that height on either side.
double gutter_of(const Words& words) {
  if (words.size() < 40) return -1;
  double left = 1e9, right = -1e9;
  std::vector<double> sizes;
  for (const PrintedWord* word : words) {
    left = std::min(left, word->left);
    right = std::max(right, word->right);
    sizes.push_back(word->size);
  }
  Words by_top = words;
  std::sort(by_top.begin(), by_top.end(), [](const PrintedWord* a, const PrintedWord* b) { return a->top < b->top; });
  const double all = height_covered(by_top, [](const PrintedWord&) { return true; });
  const double width = 0.8 * median(sizes, 10);
  double best = -1, least = 0.1 * all;
  for (double x = left + (right - left) * 0.2; x + width < left + (right - left) * 0.8; x += 2) {
    double crossed =
        height_covered(by_top, [&](const PrintedWord& word) { return word.left < x + width && word.right > x; });
    if (crossed >= least) continue;
    double before = height_covered(by_top, [&](const PrintedWord& word) { return word.right <= x + width; });
    double after = height_covered(by_top, [&](const PrintedWord& word) { return word.left >= x; });
    if (before < all / 3 || after < all / 3) continue;
    least = crossed;
    best = x + width / 2;
  }
  return best;
}

// The lines of a page in reading order. Lines that cross the gutter part the page into
// bands; in each band the left column is read before the right one.
void read_columns(const Words& words, std::uint32_t page, int depth, std::vector<Line>& out) {
  const double gutter = depth > 0 ? gutter_of(words) : -1;
  if (gutter < 0) {
    std::vector<Line> lines = lines_of(words, page);
    if (lines.empty()) return;
    std::vector<double> lefts, rights;
    for (const Line& line : lines) {
      lefts.push_back(line.left);
      rights.push_back(line.right);
    }
    std::sort(lefts.begin(), lefts.end());
    std::sort(rights.begin(), rights.end());
    lines.front().first_of_column = true;
    for (Line& line : lines) {
      // Robust margins: a few lines hang out of any column.
      line.column_left = lefts[lefts.size() / 40];
      line.column_right = rights[rights.size() * 9 / 10];
      out.push_back(std::move(line));
    }
    return;
  }
  std::vector<double> crossings;
  Words crossing;
  for (const PrintedWord* word : words)
    if (word->left < gutter && word->right > gutter) crossing.push_back(word);
  // A line across the gutter takes the words beside the crossing one with it, where
  // they stand close; headings over both columns do.
  std::set<const PrintedWord*> across(crossing.begin(), crossing.end());
  for (const PrintedWord* word : words)
    for (const PrintedWord* over : crossing)
      if (std::abs(middle(*word) - middle(*over)) < 0.4 * (over->bottom - over->top)) across.insert(word);
  for (const PrintedWord* over : crossing) crossings.push_back(middle(*over));
  std::sort(crossings.begin(), crossings.end());

  std::map<std::size_t, Words> left, right;
  Words full;
  for (const PrintedWord* word : words) {
    if (across.count(word)) {
      full.push_back(word);
      continue;
    }
    std::size_t band =
        std::size_t(std::lower_bound(crossings.begin(), crossings.end(), middle(*word)) - crossings.begin());
    (word->right <= gutter ? left : right)[band].push_back(word);
  }
  std::vector<Line> full_lines = lines_of(full, page);
  std::size_t next_full = 0;
  for (std::size_t band = 0; band <= crossings.size(); ++band) {
    double until = band < crossings.size() ? crossings[band] : 1e9;
    if (left.count(band)) read_columns(left[band], page, depth - 1, out);
    if (right.count(band)) read_columns(right[band], page, depth - 1, out);
    while (next_full < full_lines.size() && full_lines[next_full].top <= until) {
      Line& line = full_lines[next_full++];
      line.column_left = line.left;
      line.column_right = line.right;
      line.first_of_column = true;
      out.push_back(std::move(line));
    }
  }
}

bool is_number(std::string_view text) {
  return !text.empty() && text.size() <= 4 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Takes out the numbers that stand before lines and count them: at least five on a
// page, each one more than the last, set off from the text. Returns how many.
std::size_t drop_line_numbers(PrintedPage& page) {
  Words words;
  for (const PrintedWord& word : page.words) words.push_back(&word);
  std::vector<Line> lines = lines_of(words, page.number);
  std::set<const PrintedWord*> numbers;
  long expected = -1;
  std::size_t text_lines = 0;
  for (const Line& line : lines) {
    const PrintedWord* first = line.words.front();
    if (!is_number(first->text)) {
      ++text_lines;
      continue;
    }
    bool set_off = line.words.size() == 1 || line.words[1]->left - first->right > 0.8 * first->size;
    long value = std::stol(first->text);
    if (set_off && (value == expected || (expected < 0 && value == 1))) {
      numbers.insert(first);
      expected = value + 1;
    } else {
      ++text_lines;
    }
  }
  if (numbers.size() < 5 || numbers.size() < text_lines) return 0;
  std::vector<PrintedWord> kept;
  for (const PrintedWord& word : page.words)
    if (!numbers.count(&word)) kept.push_back(word);
  page.words = std::move(kept);
  return numbers.size();
}

// What of a line stays the same from page to page: words without digits.
std::string constant_part(const Line& line) {
  std::string constant;
  for (char c : line.text())
    if (!(c >= '0' && c <= '9')) constant += c;
  return constant;
}

bool is_page_number(const Line& line) {
  std::string digits;
  for (const PrintedWord* word : line.words)
    for (char c : word->text)
      if (std::isdigit(static_cast<unsigned char>(c))) digits += c;
      else if (std::string_view("-–—|[]()./ ").find(c) == std::string_view::npos && std::tolower(c) != 'p')
        return false;
  return !digits.empty() && digits.size() <= 5;
}

// The number that a line begins or ends with, less that of its page: the same on every
// page where it is the printed page number.
std::optional<long> page_number_offset(const Line& line) {
  for (const PrintedWord* word : {line.words.front(), line.words.back()})
    if (is_number(word->text)) return std::stol(word->text) - long(line.page);
  return std::nullopt;
}

// Running heads and feet: of the first and last three lines of each page, those whose
// constant part recurs on a sixth of the pages and at least three, those that carry the
// page's number, and whatever stands outside them.
std::size_t drop_running_lines(std::vector<PrintedPage>& pages) {
  struct Edge {
    std::size_t page;
    Line line;
    bool head;
  };
  std::vector<Edge> edges;
  std::map<std::pair<bool, std::string>, std::set<std::size_t>> seen;
  std::map<std::pair<bool, long>, std::size_t> numbered;
  for (std::size_t p = 0; p < pages.size(); ++p) {
    Words words;
    for (const PrintedWord& word : pages[p].words) words.push_back(&word);
    std::vector<Line> lines = lines_of(words, pages[p].number);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      bool head = i < 3 && lines[i].top < 0.2 * pages[p].height;
      bool foot = i + 3 >= lines.size() && lines[i].bottom > 0.8 * pages[p].height;
      if (!head && !foot) continue;
      seen[{head, constant_part(lines[i])}].insert(p);
      if (auto offset = page_number_offset(lines[i])) ++numbered[{head, *offset}];
      edges.push_back({p, lines[i], head});
    }
  }
  // Heights of what is known to run, a page at a time: its outward neighbours run too.
  std::vector<double> head_until(pages.size(), -1e9), foot_from(pages.size(), 1e9);
  for (const Edge& edge : edges) {
    const std::set<std::size_t>& on = seen[{edge.head, constant_part(edge.line)}];
    bool recurs = on.size() >= 3 && on.size() * 6 >= pages.size();
    auto offset = page_number_offset(edge.line);
    bool counts = offset && numbered[{edge.head, *offset}] >= 3;
    if (!recurs && !counts && !(is_page_number(edge.line) && pages.size() > 1)) continue;
    if (edge.head) head_until[edge.page] = std::max(head_until[edge.page], edge.line.bottom);
    else foot_from[edge.page] = std::min(foot_from[edge.page], edge.line.top);
  }
  std::size_t dropped = 0;
  for (std::size_t p = 0; p < pages.size(); ++p) {
    std::size_t before = pages[p].words.size();
    std::erase_if(pages[p].words, [&](const PrintedWord& word) {
      return middle(word) <= head_until[p] || middle(word) >= foot_from[p];
    });
    dropped += before != pages[p].words.size();
  }
  return dropped;
}

bool ends_sentence(std::string_view text) {
  for (std::string_view closing : {"”", "»", "’", "\"", "'", ")", "]", " "})
    while (text.size() > closing.size() && text.ends_with(closing)) text.remove_suffix(closing.size());
  for (std::string_view stop : {".", "!", "?", ":", ";", "…", "。", "！", "？", "："})
    if (text.ends_with(stop)) return true;
  return false;
}

bool starts_lower(std::string_view text) {
  unsigned char first = text.empty() ? 0 : static_cast<unsigned char>(text[0]);
  // Lower case of Latin, and of the Greek and Cyrillic blocks closely enough.
  return (first >= 'a' && first <= 'z') || first == 0xC3 || first == 0xC4 || first == 0xC5 ||
         (first == 0xD0 && text.size() > 1 && static_cast<unsigned char>(text[1]) >= 0xB0) || first == 0xD1;
}

// Writes lines as paragraphs into a Page.
class Writer {
 public:
  explicit Writer(const std::vector<Line>& lines) : lines_(lines) {
    std::vector<double> sizes;
    std::map<std::uint32_t, std::vector<double>> leadings;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      sizes.push_back(lines[i].size);
      if (i > 0 && follows_on(i)) leadings[lines[i].page].push_back(lines[i].top - lines[i - 1].top);
      for (const PrintedWord* word : lines[i].words) known_.insert(word->text);
    }
    body_size_ = median(sizes, 10);
    for (const Line& line : lines) {
      const std::vector<double>& steps = leadings[line.page];
      leading_[line.page] = steps.size() >= 5 ? median(steps, 0) : 1.2 * body_size_;
    }
  }

  Page write() {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (page_.blocks.empty() || begins_paragraph(i)) open(lines_[i]);
      else break_line();
      add(lines_[i], i);
    }
    trim();
    return std::move(page_);
  }

 private:
  // Words can be, or end in, characters that print nothing (a soft hyphen).
  void trim() {
    for (Block& block : page_.blocks) {
      block.span = trimmed(page_.text, block.span);
      for (StyledSpan& style : block.styles) style.span = trimmed(page_.text, style.span);
      std::erase_if(block.styles, [](const StyledSpan& style) { return style.span.empty(); });
    }
    std::erase_if(page_.blocks, [](const Block& block) { return block.span.empty(); });
  }

  // On the same page and below the line before it.
  bool follows_on(std::size_t i) const {
    return lines_[i].page == lines_[i - 1].page && !lines_[i].first_of_column && lines_[i].top > lines_[i - 1].top;
  }

  bool begins_paragraph(std::size_t i) const {
    const Line& line = lines_[i];
    const Line& last = lines_[i - 1];
    const double em = std::max(line.size, 1.0);
    if (std::abs(line.size - last.size) > 0.15 * em) return true;
    if (follows_on(i) && line.top - last.top > 1.35 * leading_.at(line.page)) return true;
    // A label in bold, or the return from an interjection in italics.
    if (differs_in_style(*last.words.back(), *line.words.front()) && ends_sentence(last.text())) return true;
    bool indented = line.left - line.column_left > 0.9 * em;
    bool was_indented = last.left - last.column_left > 0.9 * em;
    bool short_before = last.column_right - last.right > 0.2 * (last.column_right - last.column_left);
    if (!follows_on(i))
      return indented || ends_sentence(last.text()) || differs_in_style(*last.words.front(), *line.words.front());
    if (last.words.front()->text.starts_with("(") && last.words.back()->text.ends_with(")")) return true;
    if (indented && !was_indented) return true;
    // A block set in from the margin goes on at its own margin.
    if (indented && was_indented) return short_before || line.left > last.left + 0.9 * em;
    if (was_indented && last.column_right - last.right > 2 * em && centred(last)) return true;
    return short_before && ends_sentence(last.text());
  }

  static bool differs_in_style(const PrintedWord& a, const PrintedWord& b) {
    return a.bold != b.bold || a.italic != b.italic;
  }

  bool centred(const Line& line) const {
    double before = line.left - line.column_left, after = line.column_right - line.right;
    return before > line.size && after > line.size && std::abs(before - after) < 2 * line.size;
  }

  void open(const Line& line) {
    if (!page_.text.empty()) page_.text += "\n\n";
    Block block;
    block.span = {page_.text.size(), page_.text.size()};
    block.page_number = line.page;
    block.blank_line_before = true;
    double indent = (line.left - line.column_left) / std::max(1.0, 0.5 * line.size);
    block.indent = std::uint16_t(std::clamp(indent, 0.0, 60000.0));
    block.centred = centred(line);
    if (line.size > 1.2 * body_size_) {
      block.kind = BlockKind::heading;
      block.level = line.size > 1.6 * body_size_ ? 1 : 2;
    }
    page_.blocks.push_back(std::move(block));
  }

  void break_line() {
    if (!joins_next_) page_.text += '\n';
  }

  void add(const Line& line, std::size_t at) {
    joins_next_ = false;
    for (std::size_t w = 0; w < line.words.size(); ++w) {
      const PrintedWord& word = *line.words[w];
      std::string text = word.text;
      bool last = w + 1 == line.words.size();
      if (last && at + 1 < lines_.size() && !begins_paragraph(at + 1))
        joins_next_ = undo_hyphen(text, lines_[at + 1].words.front()->text);
      std::uint64_t begin = page_.text.size();
      page_.text += text;
      style(begin, word);
      bool far = !last && line.words[w + 1]->left - word.right > 0.15 * word.size;
      if (!last && (word.space_after || far)) page_.text += ' ';
    }
    page_.blocks.back().span.end = page_.text.size();
    // No bytes can be named, only pages.
    page_.source.append_page(page_.text.size() - page_.source.text_size(), line.page);
  }

  // A word broken at the line's end is joined, unless the document writes it with its
  // hyphen elsewhere.
  bool undo_hyphen(std::string& text, const std::string& next) const {
    std::size_t mark = 0;
    for (std::string_view hyphen : {"-", "\u00AD", "\u2010", "¬"})
      if (text.ends_with(hyphen)) mark = hyphen.size();
    if (mark == 0 || text.size() <= mark || !starts_lower(next)) return false;
    std::string stem = text.substr(0, text.size() - mark);
    if (std::string_view("-.,;:!?").find(stem.back()) != std::string_view::npos) return false;  // a dash
    if (!known_.count(stem + "-" + next)) text = stem;
    return true;
  }

  void style(std::uint64_t begin, const PrintedWord& word) {
    for (auto [on, kind] : {std::pair(word.bold, Style::bold), std::pair(word.italic, Style::italic)}) {
      if (!on) continue;
      std::vector<StyledSpan>& styles = page_.blocks.back().styles;
      auto open = std::find_if(styles.rbegin(), styles.rend(), [&](const StyledSpan& s) { return s.style == kind; });
      if (open != styles.rend() && begin <= open->span.end + 1) open->span.end = page_.text.size();
      else styles.push_back({{begin, page_.text.size()}, kind, {}});
    }
  }

  const std::vector<Line>& lines_;
  std::unordered_set<std::string> known_;
  double body_size_ = 10;
  std::map<std::uint32_t, double> leading_;  // from line to line, a page: an index is set closer than the text
  bool joins_next_ = false;
  Page page_;
};

}  // namespace

Page lay_out(const std::vector<PrintedPage>& printed) {
  std::vector<PrintedPage> pages = printed;
  // Line numbers first: at the edges of a page they look like page numbers.
  std::size_t numbers = 0;
  for (PrintedPage& page : pages) numbers += drop_line_numbers(page);
  const std::size_t running = drop_running_lines(pages);

  std::vector<Line> lines;
  for (const PrintedPage& page : pages) {
    Words words;
    for (const PrintedWord& word : page.words) words.push_back(&word);
    if (!words.empty()) read_columns(words, page.number, 2, lines);
  }
  Page page = Writer(lines).write();
  if (running > 0)
    page.doubts.push_back(
        {"running_lines_left_out",
         "running heads, feet or page numbers of " + std::to_string(running) + " pages are not in the text",
         {}});
  if (numbers > 0)
    page.doubts.push_back({"line_numbers_left_out", std::to_string(numbers) + " line numbers are not in the text", {}});
  return page;
}

}  // namespace stenogram::capture
