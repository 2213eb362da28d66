#include "stenogram/reuse/extend.h"

#include <algorithm>
#include <array>

namespace stenogram::reuse {
namespace {

// Steps over words that differ, the cheapest first: so many words of `a` and of `b` are
// passed over, and so many words after them must agree. One word in another's place is
// the usual change, and costs a look at one word after it; longer ones are believed only
// with two.
struct Hop {
  std::uint8_t a, b, agree;
};
constexpr std::array kHops = {Hop{1, 1, 1}, Hop{1, 0, 2}, Hop{0, 1, 2}, Hop{2, 2, 1}, Hop{2, 1, 2},
                              Hop{1, 2, 2}, Hop{2, 0, 2}, Hop{0, 2, 2}, Hop{3, 3, 2}, Hop{3, 0, 2},
                              Hop{0, 3, 2}, Hop{3, 1, 2}, Hop{1, 3, 2}};
constexpr std::uint32_t kAhead = 5;  // words a hop looks at
constexpr std::int32_t kDrop = 6;    // words lost since the best at which the walk ends

// Of the alignment, in quarters of a word that both sides hold.
constexpr std::int32_t kKept = 4, kReplaced = -2, kGapOpen = -3, kGapEach = -2;
constexpr std::uint32_t kNarrow = 10, kWidest = 96;  // words to either side of the diagonal
constexpr std::int32_t kNever = -(1 << 28);

}  // namespace

// From the words at `a` and `b` on, in steps of +1 or -1.
template <int kStep>
Extender::Reach Extender::reach(At a, At b) const {
  // The i-th word that way; 0 from the end of the utterance on, where callers stop.
  auto word = [&](At from, std::uint32_t i) -> std::uint32_t {
    if (kStep < 0 && from.position < i) return 0;
    return columns_.word(from.segment, kStep < 0 ? from.position - i : from.position + i);
  };
  Reach now, best;
  std::int32_t score = 0, most = 0;
  std::uint32_t run = 0;
  for (;;) {
    const std::uint32_t x = word(a, now.a), y = word(b, now.b);
    if (x == 0 || y == 0) break;
    if (x == y) {
      ++now.a, ++now.b, ++now.kept, ++run, ++score;
      if (now.changed == 0) now.first_run = run;
      now.longest = std::max(now.longest, run);
      if (score > most) most = score, best = now;
      continue;
    }
    std::array<std::uint32_t, kAhead> xs{}, ys{};
    xs[0] = x, ys[0] = y;
    for (std::uint32_t i = 1; i < kAhead && xs[i - 1] != 0; ++i) xs[i] = word(a, now.a + i);
    for (std::uint32_t i = 1; i < kAhead && ys[i - 1] != 0; ++i) ys[i] = word(b, now.b + i);
    const Hop* taken = nullptr;
    for (const Hop& hop : kHops) {
      bool agrees = true;
      for (std::uint32_t i = 0; i < hop.agree && agrees; ++i)
        agrees = xs[hop.a + i] != 0 && xs[hop.a + i] == ys[hop.b + i];
      if (agrees) {
        taken = &hop;
        break;
      }
    }
    if (!taken) break;
    const std::uint32_t changed = std::max(taken->a, taken->b);
    now.a += taken->a, now.b += taken->b, now.changed += changed, run = 0;
    score -= std::int32_t(changed);
    if (score < most - kDrop) break;
  }
  return best;
}

Alike Extender::extend(At a, At b, std::uint32_t seed) const {
  const Reach right = reach<1>({a.segment, a.position + seed}, {b.segment, b.position + seed});
  Reach left;
  if (a.position > 0 && b.position > 0) left = reach<-1>({a.segment, a.position - 1}, {b.segment, b.position - 1});
  Alike alike;
  alike.a_begin = a.position - left.a, alike.a_end = a.position + seed + right.a;
  alike.b_begin = b.position - left.b, alike.b_end = b.position + seed + right.b;
  alike.kept = left.kept + seed + right.kept;
  alike.changed = left.changed + right.changed;
  alike.longest = std::max({left.longest, right.longest, left.first_run + seed + right.first_run});
  return alike;
}

// Rows are words of `a`; of each row only the cells near the diagonal from corner to
// corner are filled. A cell remembers how it was come by, three states a byte.
Alike Extender::align_locally(std::uint32_t a_segment, Position a_begin, Position a_end, std::uint32_t b_segment,
                              Position b_begin, Position b_end) {
  const std::uint32_t rows = a_end - a_begin, columns = b_end - b_begin;
  a_words_.resize(rows), b_words_.resize(columns);
  for (std::uint32_t i = 0; i < rows; ++i) a_words_[i] = columns_.word(a_segment, a_begin + i);
  for (std::uint32_t j = 0; j < columns; ++j) b_words_[j] = columns_.word(b_segment, b_begin + j);
  const std::uint32_t slant = rows > columns ? rows - columns : columns - rows;
  const std::uint32_t half = std::min(kNarrow + slant, kWidest), width = 2 * half + 1;

  // Cell (i, j) stands at j - first(i) of its row.
  auto first = [&](std::uint32_t i) {
    const std::uint64_t middle = rows == 0 ? 0 : std::uint64_t(i) * columns / rows;
    return std::int64_t(middle) - half;
  };
  enum : std::uint8_t { kFresh = 0, kDiagonal = 1, kFromA = 2, kFromB = 3, kAOpened = 4, kBOpened = 8 };
  steps_.assign(std::size_t(rows) * width, kFresh);
  row_.assign(width + 1, {0, kNever, kNever});
  std::vector<Cell> above = row_;
  std::int32_t most = 0;
  std::uint32_t end_i = 0;
  std::int64_t end_j = 0;
  for (std::uint32_t i = 0; i < rows; ++i) {
    const std::int64_t begin = first(i), shift = i == 0 ? 0 : begin - first(i - 1);
    above.swap(row_);
    for (std::uint32_t k = 0; k < width; ++k) {
      const std::int64_t j = begin + k;
      Cell& cell = row_[k];
      cell = {0, kNever, kNever};
      if (j < 0 || j >= std::int64_t(columns)) continue;
      std::uint8_t step = kFresh;
      const std::int64_t up = std::int64_t(k) + shift;  // where (i - 1, j) stands in the row above
      auto of_above = [&](std::int64_t at) {
        return i > 0 && at >= 0 && at < std::int64_t(width) ? above[std::size_t(at)] : Cell{0, kNever, kNever};
      };
      const Cell over = of_above(up), corner = of_above(up - 1);
      const Cell before = k > 0 ? row_[k - 1] : Cell{0, kNever, kNever};
      // A word of `a` without its like in `b`, and the other way round.
      cell.a_gap = std::max(over.best + kGapOpen, over.a_gap) + kGapEach;
      if (over.best + kGapOpen >= over.a_gap) step |= kAOpened;
      cell.b_gap = std::max(before.best + kGapOpen, before.b_gap) + kGapEach;
      if (before.best + kGapOpen >= before.b_gap) step |= kBOpened;
      const std::int32_t diagonal = corner.best + (a_words_[i] == b_words_[std::size_t(j)] ? kKept : kReplaced);
      cell.best = std::max({0, diagonal, cell.a_gap, cell.b_gap});
      if (cell.best > 0) step |= cell.best == diagonal ? kDiagonal : cell.best == cell.a_gap ? kFromA : kFromB;
      steps_[std::size_t(i) * width + k] = step;
      if (cell.best > most) most = cell.best, end_i = i, end_j = j;
    }
  }
  Alike alike;
  if (most == 0) return alike;
  alike.a_end = a_begin + end_i + 1, alike.b_end = b_begin + Position(end_j) + 1;

  // Back along the steps to where it began. A replaced word is one change, not two.
  std::int64_t i = end_i, j = end_j;
  std::uint32_t run = 0;
  int state = kDiagonal;
  bool in_gap = false;
  while (i >= 0 && j >= 0) {
    const std::int64_t k = j - first(std::uint32_t(i));
    if (k < 0 || k >= std::int64_t(width)) break;
    const std::uint8_t step = steps_[std::size_t(i) * width + std::size_t(k)];
    if (!in_gap) {
      state = step & 3;
      if (state == kFresh) break;
    }
    if (state == kDiagonal) {
      if (a_words_[std::size_t(i)] == b_words_[std::size_t(j)]) {
        ++alike.kept, ++run;
        alike.longest = std::max(alike.longest, run);
        alike.a_begin = a_begin + Position(i), alike.b_begin = b_begin + Position(j);
      } else {
        ++alike.changed, run = 0;
      }
      --i, --j;
    } else {
      ++alike.changed, run = 0;
      const bool opened = step & (state == kFromA ? kAOpened : kBOpened);
      in_gap = !opened;
      (state == kFromA ? i : j) -= 1;
    }
  }
  return alike;
}

template Extender::Reach Extender::reach<1>(At, At) const;
template Extender::Reach Extender::reach<-1>(At, At) const;

}  // namespace stenogram::reuse
