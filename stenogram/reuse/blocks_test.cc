#include "stenogram/reuse/blocks.h"

#include <gtest/gtest.h>

#include <random>
#include <sstream>

namespace stenogram::reuse {
namespace {

std::vector<Word> words(const std::string& text) {
  std::vector<Word> out;
  std::istringstream in(text);
  for (std::string word; in >> word;) out.push_back(word_of(word));
  return out;
}

// Letters that no other number gives: "w17".
std::string run(int first, int last) {
  std::string out;
  for (int i = first; i < last; ++i) out += "w" + std::to_string(i) + " ";
  return out;
}

// "a[0,10) b[3,13) 10" for each block.
std::string printed(const std::vector<Block>& blocks) {
  std::string out;
  for (const Block& block : blocks)
    out += (out.empty() ? "" : "; ") + std::string("a[") + std::to_string(block.a.begin) + "," +
           std::to_string(block.a.end) + ") b[" + std::to_string(block.b.begin) + "," + std::to_string(block.b.end) +
           ") " + std::to_string(block.kept);
  return out;
}

struct Case {
  std::string a, b, blocks;
};

const Case kCases[] = {
    {"", "", ""},
    {run(0, 12), run(0, 12), "a[0,12) b[0,12) 12"},
    {run(0, 7), run(0, 7), ""},  // too little to tell from an accident
    {"x x x " + run(0, 12), run(0, 12) + "y", "a[3,15) b[0,12) 12"},
    // A word replaced, a few dropped, within one block.
    {run(0, 6) + "x " + run(7, 14), run(0, 14), "a[0,14) b[0,14) 13"},
    {run(0, 6) + run(10, 16), run(0, 16), "a[0,12) b[0,16) 12"},
    // What moved is a block of its own.
    {run(0, 10) + run(20, 30), run(20, 30) + run(0, 10), "a[0,10) b[10,20) 10; a[10,20) b[0,10) 10"},
    // Too wide a gap ends a block.
    {run(0, 10) + run(100, 120) + run(10, 20), run(0, 10) + run(200, 220) + run(10, 20),
     "a[0,10) b[0,10) 10; a[30,40) b[30,40) 10"},
};

TEST(Blocks, AreWhatBothHave) {
  for (const Case& c : kCases) EXPECT_EQ(printed(blocks(words(c.a), words(c.b))), c.blocks) << c.a << " | " << c.b;
}

TEST(Blocks, OrderIsMeasured) {
  EXPECT_DOUBLE_EQ(in_order(blocks(words(run(0, 30)), words(run(0, 30)))), 1);
  EXPECT_DOUBLE_EQ(in_order(blocks(words(run(0, 10) + run(20, 30)), words(run(20, 30) + run(0, 10)))), 0.5);
  EXPECT_DOUBLE_EQ(in_order({}), 0);
}

TEST(Blocks, CoverageCountsEachWordOnce) {
  const auto a = words(run(0, 10) + run(0, 10)), b = words(run(0, 10));
  const auto found = blocks(a, b);
  EXPECT_EQ(coverage_of_a(found, a.size()).kept, 20u);
  EXPECT_EQ(coverage_of_b(found, b.size()).kept, 10u);
}

// The twin: every pair of places, extended both ways.
std::vector<SameWords> slow_matches(const std::vector<Word>& a, const std::vector<Word>& b) {
  std::vector<SameWords> all;
  for (std::uint32_t i = 0; i < a.size(); ++i)
    for (std::uint32_t j = 0; j < b.size(); ++j) {
      if (a[i] != b[j] || (i > 0 && j > 0 && a[i - 1] == b[j - 1])) continue;
      std::uint32_t length = 0;
      while (i + length < a.size() && j + length < b.size() && a[i + length] == b[j + length]) ++length;
      if (length >= kSeed) all.push_back({i, j, length});
    }
  return all;
}

TEST(Blocks, AgreeWithTheSlowWay) {
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    // Few repeats, so that no seed is too common for the quick way.
    std::vector<Word> a, b;
    for (int i = 0; i < 120; ++i) a.push_back(random() % 4000);
    for (int at = 0; at < 120;) {
      const int length = 3 + int(random() % 30), from = int(random() % 90);
      if (random() % 3)
        for (int k = 0; k < length && from + k < 120; ++k, ++at) b.push_back(a[std::size_t(from + k)]);
      else
        for (int k = 0; k < length; ++k, ++at) b.push_back(5000 + random() % 4000);
    }
    // Every word of a block's matches agrees, blocks count, and no long match is missed.
    const std::vector<Block> found = blocks(a, b);
    for (const Block& block : found) {
      std::uint32_t kept = 0, last_a = std::uint32_t(block.a.begin), last_b = std::uint32_t(block.b.begin);
      for (const SameWords& match : block.matches) {
        EXPECT_GE(match.a, last_a);
        EXPECT_GE(match.b, last_b);
        for (std::uint32_t k = 0; k < match.length; ++k) ASSERT_EQ(a[match.a + k], b[match.b + k]);
        kept += match.length, last_a = match.a + match.length, last_b = match.b + match.length;
      }
      EXPECT_EQ(kept, block.kept);
      EXPECT_EQ(last_a, block.a.end);
      EXPECT_GE(kept, kLeastKept);
    }
    const Coverage coverage = coverage_of_a(found, a.size());
    for (const SameWords& match : slow_matches(a, b)) {
      if (match.length < kLeastKept) continue;
      for (std::uint32_t k = 0; k < match.length; ++k) EXPECT_NE(coverage.of[match.a + k], Cover::alone) << round;
    }
  }
}

}  // namespace
}  // namespace stenogram::reuse
