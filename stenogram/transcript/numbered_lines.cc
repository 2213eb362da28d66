// Clock times before or behind a label, and the margin of pages whose lines are numbered;
// declared in candidates.h.
#include "stenogram/transcript/candidates.h"
#include "stenogram/transcript/characters.h"
#include "stenogram/transcript/scanning.h"

namespace stenogram::transcript {

std::optional<ClockTime> clock_at(std::string_view text, std::size_t at) {
  char open = at < text.size() ? text[at] : 0;
  bool bracket = open == '[' || open == '(';
  std::size_t i = at + bracket;
  bool negative = i < text.size() && text[i] == '-';
  i += negative;
  double fields[4];
  int n = 0;
  for (;;) {
    std::size_t begin = i;
    double value = 0;
    while (i < text.size() && i - begin < 3 && is_digit(static_cast<unsigned char>(text[i])))
      value = value * 10 + (text[i++] - '0');
    if (i == begin || (n > 0 && i - begin != 2)) return std::nullopt;
    fields[n++] = value;
    if (n == 4 || i >= text.size() || text[i] != ':') break;
    ++i;
  }
  if (n < 2) return std::nullopt;
  double fraction = 0, scale = 0.1;
  if (i + 1 < text.size() && text[i] == '.' && is_digit(static_cast<unsigned char>(text[i + 1])))
    for (++i; i < text.size() && is_digit(static_cast<unsigned char>(text[i])); ++i, scale /= 10)
      fraction += scale * (text[i] - '0');
  if (bracket) {
    if (i >= text.size() || text[i] != (open == '[' ? ']' : ')')) return std::nullopt;
    ++i;
  } else if (i < text.size() && (is_letter(static_cast<unsigned char>(text[i])) || text[i] == ':')) {
    return std::nullopt;
  }
  double seconds = fraction + fields[n - 1] + 60 * fields[n - 2];
  if (n > 2) seconds += 3600 * fields[n - 3];
  if (n > 3) seconds += 86400 * fields[0];
  return ClockTime{negative ? -seconds : seconds, i};
}

std::optional<std::size_t> numbered_margin(const capture::Page& page, const std::vector<ByteSpan>& furniture) {
  std::vector<std::size_t> columns(64);
  std::size_t numbered = 0, f = 0;
  for (const capture::Block& block : page.blocks) {
    while (f < furniture.size() && furniture[f].end <= block.span.begin) ++f;
    if (f == furniture.size()) break;
    if (furniture[f].begin > block.span.begin || furniture[f].end >= block.span.end) continue;
    ++numbered;
    std::size_t in = skip_blanks(page.text, furniture[f].end, block.span.end) - furniture[f].end;
    ++columns[std::min<std::size_t>(in, 63)];
  }
  if (numbered < 10 || numbered * 2 < page.blocks.size()) return std::nullopt;
  // The margin is the leftmost column that many lines keep to; questions and answers
  // that all stand further in are paragraphs, however many they be.
  for (std::size_t column = 0; column < columns.size(); ++column)
    if (columns[column] * 12 >= numbered) return column;
  return std::nullopt;
}

}  // namespace stenogram::transcript
