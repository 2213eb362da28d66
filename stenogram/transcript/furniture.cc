// Lines that a printer put there.
//
// Three kinds of evidence, each from the page as a whole. Line numbers: most lines begin
// with a number one above the last. Page numbers: lines of nothing but a number that
// climbs by one, far apart. Running heads: short lines that recur beside page numbers or
// form feeds. A label that recurs ("Question:" on a line of its own) is none of these.
#include <algorithm>
#include <unordered_map>

#include "stenogram/transcript/characters.h"
#include "stenogram/transcript/notes.h"

namespace stenogram::transcript {
namespace {

constexpr std::size_t kLongestHead = 120;  // bytes of a running head
constexpr std::size_t kLeastPages = 3;
constexpr std::size_t kNearLines = 3;  // printed lines between a page's edge and its head

struct ShortLine {
  ByteSpan span;             // trimmed
  std::uint32_t ordinal;     // among lines that are not blank
  std::uint64_t number = 0;  // of a page-number line
  bool only_number = false;
  bool after_feed = false, before_feed = false;
};

// "12", "- 12 -", "Page 12", "12/40": at most one word, a number, marks.
bool page_number(std::string_view text, std::uint64_t& number) {
  if (text.size() > 16) return false;
  std::size_t letters = 0, at = 0;
  bool found = false;
  while (at < text.size()) {
    Character c = character_at(text, at);
    if (is_digit(c.code) && !found) {
      found = true;
      for (number = 0; at < text.size() && is_digit(std::uint8_t(text[at])); ++at)
        number = std::min<std::uint64_t>(number * 10 + std::uint64_t(text[at] - '0'), 1'000'000);
      continue;
    }
    if (is_letter(c.code)) ++letters;
    at += c.size;
  }
  return found && (letters == 0 || (letters == 4 && folded(text).starts_with("page")));
}

// The line with its digits made one mark, so that "Vol. 3, p. 12" recurs.
std::string shape_of_line(std::string_view text) {
  std::string shape;
  for (char c : text) {
    if (c >= '0' && c <= '9') {
      if (!shape.ends_with('#')) shape += '#';
    } else if (c != ' ' || !shape.ends_with(' ')) {
      shape += c;
    }
  }
  return shape;
}

struct Lines {
  std::vector<ShortLine> brief;   // lines short enough to be furniture
  std::vector<ByteSpan> margins;  // numbers at the left margin, in order
  std::size_t count = 0;          // lines that are not blank
  bool feeds = false;
};

// A number of one or two digits at the left, one above the last (or 1 again), parted from
// what follows by two blanks, or alone.
bool margin_number(std::string_view line, std::uint64_t last, std::uint64_t& number, std::size_t& begin,
                   std::size_t& end) {
  begin = std::min(line.find_first_not_of(" \t\f"), line.size());
  end = begin;
  number = 0;
  while (end < line.size() && is_digit(std::uint8_t(line[end])) && end - begin < 3)
    number = number * 10 + std::uint64_t(line[end++] - '0');
  if (end == begin || end - begin > 2 || begin > 8) return false;
  std::string_view rest = line.substr(end);
  bool apart = rest.empty() || rest.starts_with("  ") || rest.starts_with('\t') || trimmed(rest).empty();
  return apart && (number == last + 1 || number == 1);
}

Lines lines_of(std::string_view text) {
  Lines lines;
  std::uint64_t last_margin = 0;
  bool feed = false;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = std::min(text.find('\n', at), text.size());
    if (end - at > kLongestHead + 80) {  // prose: the usual case, left at once
      ++lines.count;
      at = end + 1;
      feed = false;
      continue;
    }
    std::string_view line = text.substr(at, end - at);
    ByteSpan span = trimmed(text, {at, end});
    bool has_feed = line.find('\f') != line.npos;
    if (has_feed && !lines.brief.empty()) lines.brief.back().before_feed = true;
    feed |= has_feed;
    lines.feeds |= has_feed;
    if (!span.empty()) {
      std::uint64_t number = 0;
      std::size_t from = 0, to = 0;
      if (margin_number(line, last_margin, number, from, to)) {
        lines.margins.push_back({at + from, at + to});
        last_margin = number;
      }
      if (span.size() <= kLongestHead) {
        ShortLine brief{span, std::uint32_t(lines.count)};
        brief.only_number = page_number(slice(text, span), brief.number);
        brief.after_feed = feed;
        lines.brief.push_back(brief);
      }
      feed = false;
      ++lines.count;
    }
    at = end + 1;
  }
  return lines;
}

// Which lines are page numbers: each one above the last such line, or the page's number is
// gone but order holds, and pages are at least eight lines long.
std::vector<std::size_t> page_numbers(const Lines& lines) {
  std::vector<std::size_t> chain;
  for (std::size_t i = 0; i < lines.brief.size(); ++i) {
    const ShortLine& line = lines.brief[i];
    if (!line.only_number) continue;
    if (!chain.empty()) {
      const ShortLine& last = lines.brief[chain.back()];
      bool next = line.number > last.number && line.number <= last.number + 2 && line.ordinal >= last.ordinal + 8;
      if (!next) {
        if (chain.size() >= kLeastPages) continue;
        chain.clear();
      }
    }
    chain.push_back(i);
  }
  if (chain.size() < kLeastPages) chain.clear();
  return chain;
}

// Ten to twenty numbered lines may be any list. They are lines of a record where they stand
// at several depths, and letters for who asks and who answers stand behind their numbers.
bool few_lines_of_testimony(std::string_view text, const Lines& lines) {
  if (lines.margins.size() < 10 || lines.margins.size() * 20 < lines.count * 17) return false;
  std::size_t letters = 0, plain = 0;
  for (ByteSpan number : lines.margins) {
    std::size_t at = number.end;
    while (at < text.size() && text[at] == ' ') ++at;
    bool letter =
        at + 2 < text.size() && (text[at] == 'Q' || text[at] == 'A') && (text[at + 1] == '.' || text[at + 1] == ' ');
    (letter ? letters : plain) += 1;
  }
  return letters >= 4 && plain >= 2;
}

}  // namespace

std::vector<ByteSpan> find_furniture(const capture::Page& page) {
  std::string_view text = page.text;
  Lines lines = lines_of(text);
  std::vector<ByteSpan> found;
  bool many = lines.margins.size() >= 50 && lines.margins.size() * 10 >= lines.count * 6;
  bool nearly_all = lines.margins.size() >= 20 && lines.margins.size() * 20 >= lines.count * 17;
  if (many || nearly_all || few_lines_of_testimony(text, lines)) found = lines.margins;

  std::vector<bool> edge(lines.brief.size(), false);
  std::vector<std::size_t> numbers = page_numbers(lines);
  for (std::size_t i : numbers) {
    found.push_back(lines.brief[i].span);
    edge[i] = true;
  }
  for (std::size_t i = 0; i < lines.brief.size(); ++i)
    if (lines.brief[i].after_feed || lines.brief[i].before_feed) edge[i] = true;

  // Lines near an edge, by shape; those that recur on three pages are running heads.
  std::unordered_map<std::string, std::vector<std::size_t>> recurring;
  for (std::size_t i = 0; i < edge.size(); ++i) {
    bool near = false;
    for (std::size_t j = i > kNearLines ? i - kNearLines : 0; j < edge.size() && j <= i + kNearLines; ++j) {
      auto apart = std::max(lines.brief[i].ordinal, lines.brief[j].ordinal) -
                   std::min(lines.brief[i].ordinal, lines.brief[j].ordinal);
      near |= edge[j] && apart <= kNearLines;
    }
    if (!near) continue;
    std::string_view line = slice(text, lines.brief[i].span);
    // A bare margin number recurs too, and is told above.
    std::string shape = shape_of_line(line);
    if (shape != "#" && !line.ends_with(':')) recurring[shape].push_back(i);
  }
  std::erase_if(recurring, [](const auto& entry) { return entry.second.size() < kLeastPages; });
  // A label or a refrain recurs everywhere, a running head at the edges only.
  std::unordered_map<std::string, std::size_t> everywhere;
  if (!recurring.empty())
    for (const ShortLine& line : lines.brief)
      if (auto shape = recurring.find(shape_of_line(slice(text, line.span))); shape != recurring.end())
        ++everywhere[shape->first];
  for (const auto& [shape, where] : recurring)
    if (everywhere[shape] * 4 <= where.size() * 5)
      for (std::size_t i : where) found.push_back(lines.brief[i].span);
  std::sort(found.begin(), found.end());
  // A margin number inside a running head goes with it.
  std::vector<ByteSpan> apart;
  for (ByteSpan span : found) {
    if (!apart.empty() && span.begin < apart.back().end) apart.back().end = std::max(apart.back().end, span.end);
    else apart.push_back(span);
  }
  return apart;
}

}  // namespace stenogram::transcript
