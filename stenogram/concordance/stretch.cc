#include "stenogram/concordance/stretch.h"

#include <algorithm>
#include <bit>

namespace stenogram::concordance {
namespace {

constexpr std::int32_t kFound = 4, kPassed = 1;

std::size_t place_of(Token token, std::size_t mask) { return (token * 0x9e3779b1u >> 7) & mask; }

}  // namespace

StretchFinder::StretchFinder(std::span<const Token> probe)
    : probe_(probe.begin(), probe.end()),
      words_((probe.size() + 63) / 64),
      table_(std::bit_ceil(probe.size() * 4 + 4)),
      masks_(table_.size() * words_),
      free_(words_) {
  std::size_t mask = table_.size() - 1;
  for (std::size_t i = 0; i < probe_.size(); ++i) {
    if (probe_[i] == 0) continue;
    std::size_t place = place_of(probe_[i], mask);
    while (table_[place] != 0 && table_[place] != probe_[i]) place = (place + 1) & mask;
    table_[place] = probe_[i];
    masks_[place * words_ + i / 64] |= std::uint64_t{1} << (i % 64);
  }
}

const std::uint64_t* StretchFinder::mask_of(Token token) const {
  if (token == 0) return nullptr;
  std::size_t mask = table_.size() - 1, place = place_of(token, mask);
  for (; table_[place] != 0; place = (place + 1) & mask)
    if (table_[place] == token) return &masks_[place * words_];
  return nullptr;
}

std::uint32_t StretchFinder::bound(const Segment& segment, Position begin, Position end) {
  if (words_ == 1) return short_bound(segment, begin, end);
  // A zero bit at i: one more word is found by looking at the probe's first i + 1 than
  // at its first i. A word of the window that stands in the probe moves the next such
  // step down to where it stands, which is what the carry does.
  std::fill(free_.begin(), free_.end(), ~std::uint64_t{0});
  for (Position at = begin; at < end; ++at) {
    const std::uint64_t* mask = mask_of(segment.token(at));
    if (!mask) continue;
    std::uint64_t carry = 0;
    for (std::size_t w = 0; w < words_; ++w) {
      std::uint64_t hit = free_[w] & mask[w], sum;
      bool over = __builtin_add_overflow(free_[w], hit, &sum);
      over |= __builtin_add_overflow(sum, carry, &sum);
      carry = over;
      free_[w] = sum | (free_[w] & ~hit);
    }
  }
  std::uint32_t found = 0;
  for (std::size_t w = 0; w < words_; ++w) {
    std::uint64_t steps = ~free_[w];
    if (w + 1 == words_ && probe_.size() % 64 != 0) steps &= (std::uint64_t{1} << (probe_.size() % 64)) - 1;
    found += std::uint32_t(std::popcount(steps));
  }
  return found;
}

// The same of a probe whose masks are one machine word each, as nearly all are.
std::uint32_t StretchFinder::short_bound(const Segment& segment, Position begin, Position end) const {
  const std::size_t mask = table_.size() - 1;
  std::uint64_t free = ~std::uint64_t{0};
  for (Position at = begin; at < end; ++at) {
    const Token token = segment.token(at);
    std::size_t place = place_of(token, mask);
    while (table_[place] != token && table_[place] != 0) place = (place + 1) & mask;
    const std::uint64_t hit = free & masks_[place];  // an empty place has no mask
    free = (free + hit) | (free & ~hit);
  }
  const std::uint64_t probe = probe_.size() == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << probe_.size()) - 1;
  return std::uint32_t(std::popcount(~free & probe));
}

StretchFinder::Stretch StretchFinder::best(const Segment& segment, Position begin, Position end) {
  // row_[i]: the best path that uses only the probe's first i words and the window up to
  // here; what it passed over since its last word is already taken off.
  row_.assign(probe_.size() + 1, {});
  Path best;
  for (Position at = begin; at < end; ++at) {
    Token token = segment.token(at);
    bool known = mask_of(token) != nullptr;
    Path before = row_[0];  // row_[i - 1] before this word
    for (std::size_t i = 1; i <= probe_.size(); ++i) {
      Path here = row_[i];
      Path next = here;
      next.worth = std::max(0, here.worth - kPassed);
      if (row_[i - 1].worth > next.worth) next = row_[i - 1];
      if (known && probe_[i - 1] == token && before.worth + kFound > next.worth) {
        next = before;
        if (before.worth == 0) next = {0, 0, at, at};
        next.worth += kFound;
        ++next.found;
        next.end = at + 1;
        if (next.worth > best.worth) best = next;
      }
      before = here;
      row_[i] = next;
    }
  }
  return {best.found, best.begin, best.end};
}

}  // namespace stenogram::concordance
