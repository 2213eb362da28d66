#include "stenogram/transcript/regions.h"

#include <algorithm>

#include "stenogram/transcript/characters.h"
#include "stenogram/transcript/dates.h"
#include "stenogram/transcript/title.h"

namespace stenogram::transcript {
namespace {

constexpr std::uint32_t kReach = 5;         // blocks before a label that may hold its title
constexpr std::size_t kLongestTitle = 300;  // bytes

bool ends_sentence(std::string_view text) {
  std::size_t end = text.size();
  while (end > 0) {
    Character c = character_before(text, end);
    if (c.code == '.' || c.code == '?' || c.code == '!' || c.code == U'…' || c.code == U'。' || c.code == ':')
      return true;
    if (!is_closing_mark(c.code)) return false;
    end -= c.size;
  }
  return false;
}

// A line such as "Minister Orlov’s interview with Channel Nine, Riba, May 4, 2019".
bool is_title(std::string_view text) {
  if (text.size() > kLongestTitle || text.size() < 12) return false;
  // A year first: nothing is cheaper, and few lines of talk end without a stop and have one.
  bool year = false;
  for (std::size_t i = 0; i + 4 <= text.size() && !year; ++i)
    year = ((text[i] == '1' && text[i + 1] == '9') || (text[i] == '2' && text[i + 1] == '0')) &&
           is_digit(static_cast<unsigned char>(text[i + 2])) && is_digit(static_cast<unsigned char>(text[i + 3]));
  if (!year || ends_sentence(text)) return false;
  KindWeights weights{};
  weigh_kinds(phrase_words(text), weights, 1);
  // An agenda announces debates and sittings within one sitting.
  weights[std::size_t(Kind::debate)] = weights[std::size_t(Kind::proceedings)] = 0;
  if (*std::max_element(weights.begin(), weights.end()) < 6) return false;
  std::vector<PrintedDate> dates = find_dates(text);
  return std::any_of(dates.begin(), dates.end(), [](const PrintedDate& date) { return date.year > 0 && date.day > 0; });
}

}  // namespace

std::vector<std::uint64_t> find_borders(const capture::Page& page, const Labels& labels,
                                        const std::vector<ByteSpan>& furniture) {
  std::vector<std::uint64_t> borders;
  auto printed_by_machine = [&](ByteSpan span) {
    auto it = std::partition_point(furniture.begin(), furniture.end(), [&](ByteSpan f) { return f.end <= span.begin; });
    return it != furniture.end() && it->begin < span.end;
  };
  std::size_t last = 0;  // label that opened the region so far
  for (std::size_t i = 1; i < labels.labels.size(); ++i) {
    if (i < last + 2) continue;  // a transcript has two labels and more
    const Candidate& before = labels.labels[i - 1].candidate;
    const Candidate& next = labels.labels[i].candidate;
    // The first block behind a label is what was said under it.
    std::uint32_t first = before.block + (before.empty ? 2 : 1);
    std::uint32_t from = std::max(first, next.block > kReach ? next.block - kReach : 0);
    for (std::uint32_t b = from; b < next.block; ++b)
      if (is_title(slice(page.text, page.blocks[b].span)) && !printed_by_machine(page.blocks[b].span)) {
        borders.push_back(page.blocks[b].span.begin);
        last = i;
        break;
      }
  }
  return borders;
}

}  // namespace stenogram::transcript
