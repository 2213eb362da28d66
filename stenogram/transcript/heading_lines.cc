#include "stenogram/transcript/heading_lines.h"

#include <algorithm>
#include <cstdio>

#include "stenogram/transcript/characters.h"

namespace stenogram::transcript {
namespace heading_lines {

bool holds(const Phrases& phrases, const std::vector<PhraseWord>& words, std::size_t most) {
  for (std::size_t i = 0; i < words.size() && i < most; ++i)
    if (phrases.has(words, i)) return true;
  return false;
}

// A block of several short lines is a stack of them ("Treasury Press Room", "Brenn"); of
// long ones, a wrapped title.
bool is_stack(std::string_view text) {
  constexpr std::size_t kShort = 56;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = std::min(text.find('\n', at), text.size());
    if (end - at > kShort) return false;
    at = end + 1;
  }
  return true;
}

std::vector<Line> lines_of(const capture::Page& page, ByteSpan part) {
  std::vector<Line> lines;
  auto first = std::lower_bound(page.blocks.begin(), page.blocks.end(), part.begin,
                                [](const capture::Block& block, std::uint64_t at) { return block.span.end <= at; });
  for (; first != page.blocks.end() && first->span.begin < part.end; ++first) {
    ByteSpan span = trimmed(page.text, {std::max(first->span.begin, part.begin), std::min(first->span.end, part.end)});
    if (span.empty()) continue;
    std::string_view text = slice(page.text, span);
    if (text.find('\n') == text.npos || !is_stack(text)) {
      lines.push_back({span, &*first, text});
      continue;
    }
    for (std::uint64_t at = span.begin; at < span.end;) {
      std::uint64_t end = std::min<std::uint64_t>(page.text.find('\n', at), span.end);
      ByteSpan line = trimmed(page.text, {at, end});
      if (!line.empty()) lines.push_back({line, &*first, slice(page.text, line)});
      at = end + 1;
    }
  }
  return lines;
}

std::string date_in_address(std::string_view address, bool short_year) {
  auto digits = [&](std::size_t at, std::size_t n) {
    int value = 0;
    for (std::size_t i = at; i < at + n; ++i) {
      if (i >= address.size() || address[i] < '0' || address[i] > '9') return -1;
      value = value * 10 + (address[i] - '0');
    }
    return at + n < address.size() && address[at + n] >= '0' && address[at + n] <= '9' ? -1 : value;
  };
  for (std::size_t at = address.find('/'); at != address.npos; at = address.find('/', at + 1)) {
    std::size_t begin = at + 1;
    int year = digits(begin, 4), month = -1, day = -1;
    if (year < 0) continue;
    char by = begin + 4 < address.size() ? address[begin + 4] : 0;
    if (short_year) {
      month = year % 100;
      year = year / 100 + (year / 100 > 60 ? 1900 : 2000);
      if (by == '/') day = digits(begin + 5, 2);
    } else if (by == '/' || by == '-') {
      month = digits(begin + 5, 2);
      if (begin + 7 < address.size() && address[begin + 7] == by) day = digits(begin + 8, 2);
    }
    if (year < 1950 || year > 2199 || month < 1 || month > 12 || day < 1 || day > 31) continue;
    char out[16];
    std::snprintf(out, sizeof out, "%04d-%02d-%02d", year, month, day);
    return out;
  }
  return {};
}

void examine(Line& line) {
  const HeadingWords& data = heading_words();
  line.examined = true;
  line.words = phrase_words(line.text);
  for (PrintedDate& date : find_dates(line.text))
    if (!line.date || line.date->year == 0) line.date = date;
  line.clock = clock_of(line.text);
  line.published = holds(data.published, line.words, 4);
  line.of_copy = data.copied.has(line.words, 0);
  line.held = holds(data.held, line.words, 4);
  line.byline = data.byline.has(line.words, 0);
  std::size_t menu = 0;
  for (std::size_t i = 0; i < line.words.size(); ++i) menu += data.navigation.has(line.words, i);
  bool bars = std::count(line.text.begin(), line.text.end(), '|') >= 2;
  line.navigation =
      line.block->region == capture::Region::navigation || bars || (menu > 0 && menu * 3 >= line.words.size());
}

bool told_beside(const Line& line, const std::vector<PhraseWord>& words, const PrintedDate& date) {
  std::size_t begin = 0, end = line.text.size();
  for (std::size_t at = 0; at + 1 < line.text.size(); ++at) {
    bool stop = (line.text[at] == '.' || line.text[at] == '!' || line.text[at] == '?') && line.text[at + 1] == ' ';
    bool number = at > 0 && line.text[at - 1] >= '0' && line.text[at - 1] <= '9';
    if (!stop || number) continue;
    if (at < date.span.begin) begin = at + 1;
    else if (at >= date.span.end) {
      end = at;
      break;
    }
  }
  const HeadingWords& data = heading_words();
  bool talk = false, told = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].span.begin < begin || words[i].span.begin >= end) continue;
    talk |= data.talk.has(words, i);
    told |= data.told.has(words, i);
  }
  return talk && told;
}

bool beside_publisher(const Line& line) {
  std::string_view text = line.text;
  std::size_t bar = text.find(" | ");
  if (bar == text.npos || text.find('|', bar + 2) != text.npos) return false;
  std::string_view other = bar < line.date->span.begin ? text.substr(0, bar) : text.substr(bar + 3);
  return phrase_words(other).size() >= 2 && !place_of_line(text, line.date);
}

bool prose_around_date(const Line& line) {
  std::size_t beside = std::count_if(line.words.begin(), line.words.end(),
                                     [&](const PhraseWord& word) { return !line.date->span.contains(word.span); });
  return beside > 11 || line.text.size() > line.date->span.size() + 90;
}

bool room_ends(const Line& line) {
  for (std::size_t i = 0; i < line.words.size(); ++i) {
    auto room = heading_words().room.at(line.words, i);
    if (room && i + room->words == line.words.size()) return true;
  }
  return false;
}

ByteSpan without_line_number(const capture::Page& page, const Line& line) {
  std::size_t digits = std::min(line.text.find_first_not_of("0123456789"), line.text.size());
  bool number = digits >= 1 && digits <= 2 && line.text.substr(digits).starts_with("  ");
  return number ? trimmed(page.text, {line.span.begin + digits, line.span.end}) : line.span;
}

}  // namespace heading_lines
}  // namespace stenogram::transcript
