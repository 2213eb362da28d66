// How it is told. A line that was broken at a column is nearly as long as it could
// be: the first word of the next one would not have fitted. So we take the width
// that nearly all lines keep to, and ask how many of the lines that are followed by
// another (with no blank line between) were forced to end where they do. Where
// lines are paragraphs, their lengths have nothing to do with one another and few
// look forced. A second witness is a line that stops without a stop and goes on in
// lower case.
#include "stenogram/capture/wrapping.h"

#include <algorithm>
#include <vector>

#include "stenogram/capture/blank.h"
#include "stenogram/capture/lines.h"

namespace stenogram::capture {
namespace {

constexpr std::size_t kWidestColumn = 140;    // no typewriter, mailer or PDF wraps wider
constexpr std::size_t kNarrowestColumn = 24;  // below this, lines are lists or captions
constexpr std::size_t kSample = 256 * 1024;   // bytes of each of three samples of a long text

bool is_lower(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 0xDF && c <= 0xFF && c != 0xF7) || (c >= 0x430 && c <= 0x45F) ||
         (c >= 0x3AC && c <= 0x3CE) || (c >= 0x100 && c <= 0x17F && (c & 1) == 1);
}

// Marks after which a sentence or a label has ended; closing marks are looked through.
bool is_stop(char32_t c) {
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
    case 0xFF1A:
    case 0xFF1B:
    case 0x061F:
    case 0x0964: return true;
    default: return false;
  }
}

bool is_closing(char32_t c) {
  switch (c) {
    case '"':
    case '\'':
    case ')':
    case ']':
    case '*':
    case '_':
    case '>':
    case 0x201C:
    case 0x201D:
    case 0x2019:
    case 0xBB:
    case 0x300D:
    case 0x300F:
    case 0xFF09: return true;
    default: return false;
  }
}

char32_t last_character(std::string_view s, std::size_t& end) {
  std::size_t at = end - 1;
  while (at > 0 && end - at < 4 && (static_cast<unsigned char>(s[at]) & 0xC0) == 0x80) --at;
  end = at;
  return character_at(s, at);
}

bool ends_in_stop(std::string_view s) {
  for (std::size_t end = s.size(); end > 0;) {
    const char32_t c = last_character(s, end);
    if (is_stop(c)) return true;
    if (!is_closing(c)) return false;
  }
  return false;
}

// The next line's first word would not have fitted, give or take a ragged edge. For
// scripts without spaces a "word" may be the whole line; two columns are enough there.
bool was_forced(const LineShape& line, const LineShape& next, std::size_t width) {
  return (line.end_column + 1 + next.first_word) * 10 > width * 9 || line.end_column * 10 > width * 9;
}

struct Evidence {
  std::vector<std::uint32_t> widths;
  std::vector<std::pair<LineShape, LineShape>> pairs;
  std::size_t runs = 0;      // runs of two and more lines
  std::size_t hanging = 0;   // of them, second line further in than the first
  std::size_t indented = 0;  // of them, first line further in than the second
};

void gather(std::string_view text, Evidence& evidence) {
  Lines lines(text);
  ByteSpan line;
  LineShape last;
  std::size_t in_run = 0;
  while (lines.next(line)) {
    LineShape shape = shape_of(text, line);
    if (shape.words.empty()) {
      in_run = 0;
      continue;
    }
    evidence.widths.push_back(std::uint32_t(std::min<std::size_t>(shape.end_column, 1u << 20)));
    if (in_run > 0) evidence.pairs.emplace_back(last, shape);
    if (in_run == 1) {
      ++evidence.runs;
      evidence.hanging += shape.indent >= last.indent + 2;
      evidence.indented += last.indent >= shape.indent + 2;
    }
    ++in_run;
    last = shape;
  }
}

}  // namespace

LineShape margins_of(std::string_view text, ByteSpan line) {
  LineShape shape;
  std::size_t at = line.begin;
  while (at < line.end) {
    const std::size_t n = blank_at(text, at);
    if (n == 0) break;
    if (text[at] == '\t') shape.indent = (shape.indent / 8 + 1) * 8;
    else if (n == 3 && static_cast<unsigned char>(text[at]) == 0xE3) shape.indent += 2;
    else if (n == 2 || text[at] == ' ') shape.indent += 1;
    at += n;
  }
  shape.words = trimmed(text, {std::min<std::uint64_t>(at, line.end), line.end});
  return shape;
}

LineShape shape_of(std::string_view text, ByteSpan line) {
  LineShape shape = margins_of(text, line);
  if (shape.words.empty()) return shape;
  const std::string_view words = slice(text, shape.words);
  shape.end_column = shape.indent + columns_of(words);
  const std::size_t space = words.find(' ');
  shape.first_word = columns_of(words.substr(0, space));
  shape.ends_sentence = ends_in_stop(words);
  shape.starts_lower = is_lower(character_at(words, 0));
  return shape;
}

Wrapping wrapping_of(std::string_view text) {
  Evidence evidence;
  if (text.size() <= 4 * kSample) {
    gather(text, evidence);
  } else {
    for (std::size_t part : {std::size_t(0), text.size() / 2, text.size() - kSample})
      gather(text.substr(part, kSample), evidence);
  }
  Wrapping wrapping;
  if (evidence.pairs.size() < 3 || evidence.pairs.size() * 8 < evidence.widths.size()) return wrapping;

  auto nearly_all = evidence.widths.begin() + std::ptrdiff_t(evidence.widths.size() * 95 / 100);
  std::nth_element(evidence.widths.begin(), nearly_all, evidence.widths.end());
  const std::size_t width = *nearly_all;
  if (width > kWidestColumn || width < kNarrowestColumn) return wrapping;
  const auto far_out =
      std::count_if(evidence.widths.begin(), evidence.widths.end(), [&](std::uint32_t w) { return w * 2 > width * 3; });
  if (std::size_t(far_out) * 50 > evidence.widths.size()) return wrapping;

  std::size_t forced = 0, goes_on = 0;
  for (const auto& [line, next] : evidence.pairs) {
    forced += was_forced(line, next, width);
    goes_on += !line.ends_sentence && next.starts_lower;
  }
  const std::size_t pairs = evidence.pairs.size();
  const bool few = pairs < 12;
  wrapping.wrapped = few ? forced * 10 >= pairs * 6 && goes_on * 10 >= pairs * 3
                         : forced * 10 >= pairs * 6 || (forced * 10 >= pairs * 4 && goes_on * 10 >= pairs * 2);
  if (!wrapping.wrapped) return wrapping;
  wrapping.width = width;
  wrapping.hanging = evidence.hanging * 2 > evidence.runs && evidence.hanging > evidence.indented;
  return wrapping;
}

bool carries_on(const Wrapping& wrapping, const LineShape& first, const LineShape& line, const LineShape& next) {
  if (!wrapping.wrapped) return false;
  const bool first_is_line = first.words == line.words;
  // Further in: a new paragraph's first line, unless this page hangs its second lines.
  if (next.indent >= line.indent + 2 && !(wrapping.hanging && first_is_line)) return false;
  // Further out: a paragraph's second line after its indented first, or a new hanging one.
  if (line.indent >= next.indent + 2 && (!first_is_line || wrapping.hanging)) return false;
  if (was_forced(line, next, wrapping.width)) return true;
  return !line.ends_sentence && next.starts_lower;
}

}  // namespace stenogram::capture
