#include "stenogram/align/chain.h"

#include <gtest/gtest.h>

#include <random>

namespace stenogram::align {
namespace {

std::vector<TokenId> speech(std::size_t words, std::uint32_t seed) {
  std::mt19937 random(seed);
  std::vector<TokenId> tokens;
  for (std::size_t i = 0; i < words; ++i) tokens.push_back(1 + random() % 5000);
  return tokens;
}

std::uint64_t changed(const Comparison& comparison) {
  std::uint64_t count = 0;
  for (const Run& run : comparison.runs)
    if (run.change != Change::kept) count += std::max(run.quoted.size(), run.spoken.size());
  return count;
}

// A table of these two would hold 3.6 * 10^9 cells.
TEST(Chain, LaysOutAMegabyte) {
  std::vector<TokenId> spoken = speech(60'000, 1);
  std::vector<TokenId> quoted(spoken.begin() + 1000, spoken.end() - 500);
  quoted[10'000] = 9001;                         // one word replaced
  quoted.erase(quoted.begin() + 20'000);         // one dropped
  quoted.insert(quoted.begin() + 30'000, 9002);  // one added
  Comparison found = place({quoted, spoken, {}, {}, {}, {}});
  EXPECT_EQ(printed(found), "=10000 ~1 =9999 -1 =10000 +1 =28499");
  EXPECT_EQ(found.spoken, (TokenRange{1000, 59'500}));
}

TEST(Chain, KeepsBoundedWhereNothingIsAlike) {
  std::vector<TokenId> quoted(20'000, 1), spoken(20'000, 2);
  Comparison found = place({quoted, spoken, {}, {}, {}, {}});
  EXPECT_EQ(changed(found), 20'000u);
  // One token repeated pins nothing: still a tiling of the whole quotation.
  std::fill(spoken.begin(), spoken.end(), 1);
  found = place({quoted, spoken, {}, {}, {}, {}});
  EXPECT_EQ(found.runs.back().quoted.end, 20'000u);
}

// The chain is asked only where a table would be too large; on smaller boxes it must
// not find a worse answer than the table when pins are true.
TEST(Chain, AgreesWithOneTableOnPlantedChanges) {
  for (std::uint32_t seed = 0; seed < 20; ++seed) {
    std::vector<TokenId> spoken = speech(9000, seed);
    std::vector<TokenId> quoted(spoken.begin() + 100, spoken.begin() + 5000);
    std::mt19937 random(seed + 99);
    for (int k = 0; k < 30; ++k) quoted[random() % quoted.size()] = 7000 + TokenId(k);
    Comparison found = place({quoted, spoken, {}, {}, {}, {}});
    EXPECT_EQ(found.spoken, (TokenRange{100, 5000}));
    EXPECT_LE(changed(found), 30u);
  }
}

}  // namespace
}  // namespace stenogram::align
