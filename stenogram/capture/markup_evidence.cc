// Telling Markdown and reStructuredText from plain text. Plain text has stray asterisks
// and rules of dashes, so no single sign of that kind counts; what counts are pairs,
// addresses in brackets, escapes, underlined titles, directives.
#include "stenogram/base/byte_set.h"
#include "stenogram/capture/blank.h"
#include "stenogram/capture/front_matter.h"
#include "stenogram/capture/inline_markup.h"
#include "stenogram/capture/lines.h"
#include "stenogram/capture/markdown.h"

namespace stenogram::capture {
namespace {

constexpr std::size_t kLookedAt = 64 * 1024;
constexpr std::size_t npos = std::string_view::npos;

struct Counts {
  int headings = 0, bold = 0, links = 0, escapes = 0, quotes = 0, underlined = 0, italics = 0;
  int directives = 0, roles = 0;
};

// `**words**` pairs on one line.
int bold_pairs(std::string_view line) {
  int pairs = 0;
  for (std::size_t at = line.find("**"); at != npos; at = line.find("**", at)) {
    if (at + 2 >= line.size() || line[at + 2] == '*') return pairs;
    const std::size_t close = line.find("**", at + 2);
    if (close == npos) return pairs;
    pairs += close > at + 3;
    at = close + 2;
  }
  return pairs;
}

// `*words*` and `_words_` with blanks or marks around, none inside the edges.
int italic_pairs(std::string_view line) {
  int pairs = 0;
  auto next_mark = [line](std::size_t from) {
    return std::size_t(find_byte<Wide::no, '*', '_'>(line.data() + from, line.data() + line.size()) - line.data());
  };
  for (std::size_t at = next_mark(0); at < line.size(); at = next_mark(at)) {
    const char mark = line[at];
    const bool opens = (at == 0 || line[at - 1] == ' ' || line[at - 1] == '(') && at + 2 < line.size() &&
                       line[at + 1] != ' ' && line[at + 1] != mark;
    const std::size_t close = opens ? line.find(mark, at + 2) : npos;
    if (close == npos || line[close - 1] == ' ' || close - at < 4) {
      ++at;
      continue;
    }
    pairs += close + 1 == line.size() || line[close + 1] == ' ' || line[close + 1] == '.' || line[close + 1] == ',' ||
             line[close + 1] == ':' || line[close + 1] == '*' || line[close + 1] == ')';
    at = close + 1;
  }
  return pairs;
}

void count_inline(std::string_view line, Counts& counts) {
  counts.bold += bold_pairs(line);
  counts.italics += italic_pairs(line);
  for (std::size_t at = line.find('\\'); at != npos && at + 1 < line.size(); at = line.find('\\', at + 2))
    counts.escapes += std::string_view("[]*_-#`").find(line[at + 1]) != npos;
  for (std::size_t at = line.find("]("); at != npos; at = line.find("](", at + 2)) {
    const std::size_t close = line.find(')', at);
    const std::string_view target = close == npos ? std::string_view() : line.substr(at + 2, close - at - 2);
    counts.links +=
        !target.empty() && line.rfind('[', at) != npos && is_link_target(target.substr(0, target.find(' ')));
  }
  counts.roles += line.find(">`_") != npos;
}

void count_line(std::string_view line, std::size_t last_columns, Counts& counts) {
  const std::size_t hashes = line.find_first_not_of('#');
  counts.headings += hashes != npos && hashes >= 1 && hashes <= 6 && line[hashes] == ' ' && hashes + 1 < line.size();
  counts.quotes += line.substr(0, 2) == "> ";
  const char underline = underline_of(line);
  counts.underlined += (underline == '=' || underline == '-') && last_columns > 0 && line.size() + 2 >= last_columns &&
                       line.size() <= last_columns + 4;
  if (line.substr(0, 3) == ".. ") {
    const std::size_t colons = line.find("::");
    counts.directives += colons != npos && colons > 3 && line.substr(3, colons - 3).find(' ') == npos;
  }
}

}  // namespace

char underline_of(std::string_view line) {
  while (!line.empty() && (line.back() == ' ' || line.back() == '\t')) line.remove_suffix(1);
  if (line.size() < 3 || std::string_view("=-~^\"'#*+").find(line[0]) == npos) return 0;
  return line.find_first_not_of(line[0]) == npos ? line[0] : '\0';
}

bool is_markdown_rule(std::string_view line) {
  char mark = 0;
  int marks = 0;
  for (char c : line) {
    if (c == ' ' || c == '\t') continue;
    if ((c != '*' && c != '-' && c != '_') || (mark != 0 && c != mark)) return false;
    mark = c;
    ++marks;
  }
  return marks >= 3;
}

MarkupEvidence markup_evidence(std::string_view text) {
  text = text.substr(0, kLookedAt);
  Counts counts;
  const FrontMatter matter = front_matter_of(text);
  Lines lines(text, matter.end);
  ByteSpan line;
  std::size_t last_columns = 0;
  while (lines.next(line)) {
    const std::string_view words = slice(text, line);
    count_line(words, last_columns, counts);
    count_inline(words, counts);
    const ByteSpan inner = trimmed(text, line);
    last_columns = inner.empty() ? 0 : columns_of(slice(text, inner));
  }
  MarkupEvidence evidence;
  evidence.restructured_text = counts.directives > 0                       ? 3 + counts.roles
                               : counts.roles > 0 && counts.underlined > 0 ? 3
                                                                           : 0;
  evidence.markdown = (matter.end > 0 ? 3 : 0) +
                      (counts.bold >= 3  ? 3
                       : counts.bold > 0 ? 1
                                         : 0) +
                      (counts.links > 0 ? 3 : 0) + (counts.headings >= 2 ? 2 : counts.headings) +
                      (counts.escapes >= 3  ? 2
                       : counts.escapes > 0 ? 1
                                            : 0) +
                      (counts.quotes >= 2) + (counts.underlined > 0) + (counts.italics >= 3 ? 1 : 0);
  return evidence;
}

}  // namespace stenogram::capture
