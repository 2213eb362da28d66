#include "stenogram/align/score.h"

#include <algorithm>
#include <bit>

namespace stenogram::align {
namespace {

constexpr TokenId kSmall = 4096;

}  // namespace

Pattern::Pattern(std::span<const TokenId> quoted)
    : size_(quoted.size()), blocks_((quoted.size() + 63) / 64), rows_(blocks_, 0) {
  TokenId most = 0;
  for (TokenId token : quoted)
    if (token < kSmall) most = std::max(most, token);
  row_of_.assign(most + 1, 0);
  std::uint32_t rows = 1;
  for (std::size_t i = 0; i < quoted.size(); ++i) {
    std::uint32_t& row = quoted[i] < kSmall ? row_of_[quoted[i]] : row_of_more_[quoted[i]];
    if (row == 0) {
      row = rows++;
      rows_.resize(rows_.size() + blocks_, 0);
    }
    rows_[row * blocks_ + i / 64] |= std::uint64_t(1) << (i % 64);
  }
}

const std::uint64_t* Pattern::bits_of(TokenId token) const {
  if (token < row_of_.size()) return rows_.data() + row_of_[token] * blocks_;
  if (token < kSmall || row_of_more_.empty()) return rows_.data();
  auto found = row_of_more_.find(token);
  return rows_.data() + (found == row_of_more_.end() ? 0 : found->second * blocks_);
}

// The column of the edit table at one spoken token is kept as its vertical steps: bit i
// of `up` says that row i+1 is one more than row i, bit i of `down` that it is one less.
// A new token turns them into horizontal steps and back (Myers, figure 4), block by
// block with the step at the block's foot carried upward.
Score Pattern::best_in(std::span<const TokenId> spoken) const {
  Score best{std::uint32_t(size_), 0};
  if (size_ == 0) return best;
  std::vector<std::uint64_t> up(blocks_, ~std::uint64_t(0)), down(blocks_, 0);
  std::uint32_t changes = std::uint32_t(size_);
  const std::uint64_t last_row = std::uint64_t(1) << ((size_ - 1) % 64);
  for (std::uint64_t j = 0; j < spoken.size(); ++j) {
    const std::uint64_t* match = bits_of(spoken[j]);
    std::uint64_t carry_up = 0, carry_down = 0;  // free start: row 0 stays 0
    for (std::size_t block = 0; block < blocks_; ++block) {
      std::uint64_t equal = match[block];
      std::uint64_t vertical = equal | down[block];
      equal |= carry_down;
      std::uint64_t diagonal = (((equal & up[block]) + up[block]) ^ up[block]) | equal;
      std::uint64_t right_up = down[block] | ~(diagonal | up[block]);
      std::uint64_t right_down = up[block] & diagonal;
      if (block + 1 == blocks_) {
        if (right_up & last_row) ++changes;
        if (right_down & last_row) --changes;
      }
      std::uint64_t next_up = right_up >> 63, next_down = right_down >> 63;
      right_up = right_up << 1 | carry_up;
      right_down = right_down << 1 | carry_down;
      up[block] = right_down | ~(vertical | right_up);
      down[block] = right_up & vertical;
      carry_up = next_up, carry_down = next_down;
    }
    if (changes < best.changes) best = {changes, j + 1};
  }
  return best;
}

// A zero bit at i: one more word is found by looking at the quotation's first i + 1 than at
// its first i. A spoken word that stands in the quotation moves the next such step down to
// where it stands, which is what the carry does.
std::uint32_t Pattern::most_in_order(std::span<const TokenId> spoken) const {
  std::vector<std::uint64_t> row(blocks_, ~std::uint64_t(0));
  for (TokenId token : spoken) {
    const std::uint64_t* match = bits_of(token);
    if (match == rows_.data()) continue;
    std::uint64_t carry = 0;
    for (std::size_t block = 0; block < blocks_; ++block) {
      std::uint64_t hit = row[block] & match[block], sum;
      bool over = __builtin_add_overflow(row[block], hit, &sum);
      over |= __builtin_add_overflow(sum, carry, &sum);
      carry = over;
      row[block] = sum | (row[block] & ~hit);
    }
  }
  std::uint32_t found = 0;
  for (std::size_t block = 0; block < blocks_; ++block) {
    std::uint64_t steps = ~row[block];
    if (block + 1 == blocks_ && size_ % 64 != 0) steps &= (std::uint64_t(1) << (size_ % 64)) - 1;
    found += std::uint32_t(std::popcount(steps));
  }
  return found;
}

}  // namespace stenogram::align
