#include "stenogram/align/score.h"

#include <gtest/gtest.h>

#include <random>

namespace stenogram::align {
namespace {

Score slow_best(std::span<const TokenId> quoted, std::span<const TokenId> spoken) {
  std::vector<std::uint32_t> column(quoted.size() + 1);
  for (std::size_t i = 0; i <= quoted.size(); ++i) column[i] = std::uint32_t(i);
  Score best{column.back(), 0};
  for (std::size_t j = 0; j < spoken.size(); ++j) {
    std::uint32_t diagonal = column[0];
    for (std::size_t i = 1; i <= quoted.size(); ++i) {
      std::uint32_t here = std::min({diagonal + (quoted[i - 1] != spoken[j]), column[i] + 1, column[i - 1] + 1});
      diagonal = column[i];
      column[i] = here;
    }
    if (column.back() < best.changes) best = {column.back(), j + 1};
  }
  return best;
}

std::uint32_t slow_in_order(std::span<const TokenId> quoted, std::span<const TokenId> spoken) {
  std::vector<std::uint32_t> row(spoken.size() + 1);
  for (TokenId word : quoted) {
    std::uint32_t diagonal = 0;
    for (std::size_t j = 0; j < spoken.size(); ++j) {
      std::uint32_t above = row[j + 1];
      row[j + 1] = word == spoken[j] ? diagonal + 1 : std::max(row[j], above);
      diagonal = above;
    }
  }
  return row.back();
}

TEST(Score, AgreesWithTheSlowWay) {
  std::mt19937 random(7);
  for (std::size_t n : {0, 1, 2, 5, 31, 63, 64, 65, 127, 128, 129, 200})
    for (int round = 0; round < 40; ++round) {
      std::vector<TokenId> quoted(n), spoken(random() % 300);
      TokenId kinds = 2 + random() % 6;
      TokenId first = round % 3 == 0 ? 4093 : 0;  // small numbers and large ones
      for (TokenId& token : quoted) token = first + random() % kinds;
      for (TokenId& token : spoken) token = first + random() % (kinds + 1);
      if (round % 2 == 0 && n > 0)  // hide a nearly exact copy
        for (std::size_t k = 0; k < n && k < spoken.size(); ++k)
          if (random() % 8) spoken[k] = quoted[k];
      ASSERT_EQ(Pattern(quoted).best_in(spoken), slow_best(quoted, spoken)) << n << " round " << round;
      ASSERT_EQ(Pattern(quoted).most_in_order(spoken), slow_in_order(quoted, spoken)) << n << " round " << round;
    }
}

}  // namespace
}  // namespace stenogram::align
