#include "stenogram/text/source_map.h"

#include <gtest/gtest.h>

#include <optional>
#include <random>

namespace stenogram::text {
namespace {

TEST(SourceMap, OfNothingIsIdentity) {
  SourceMap map;
  EXPECT_TRUE(map.is_identity());
  EXPECT_EQ(map.source_of({3, 7}), (SourceSpan{3, 7}));
}

TEST(SourceMap, CountsUnits) {
  // "<b>Да &amp; нет" in Windows-1251: tags gone, letters doubled, an entity.
  SourceMap map;
  map.append(2, 3, 2, 1);
  map.append(1, 5);
  map.append(1, 6, 1, 5);
  map.append(1, 11);
  map.append(3, 12, 2, 1);
  EXPECT_EQ(map.text_size(), 13u);
  EXPECT_EQ(map.source_of({0, 4}), (SourceSpan{3, 5}));
  EXPECT_EQ(map.source_of({0, 1}), (SourceSpan{3, 4})) << "half a letter is all its source";
  EXPECT_EQ(map.source_of({5, 6}), (SourceSpan{6, 11}));
  EXPECT_EQ(map.source_of({7, 13}), (SourceSpan{12, 15}));
  EXPECT_EQ(map.source_of({0, 13}), (SourceSpan{3, 15}));
}

TEST(SourceMap, TextThatWeMadeWidensNothing) {
  SourceMap map;
  map.append(3, 10);
  map.append(2, 13, 1, 0);
  map.append(3, 40);
  EXPECT_EQ(map.source_of({0, 5}), (SourceSpan{10, 13}));
  EXPECT_EQ(map.source_of({3, 5}), (SourceSpan{13, 13}));
  EXPECT_EQ(map.source_of({2, 6}), (SourceSpan{12, 41}));
  EXPECT_EQ(map.source_of({4, 4}), (SourceSpan{13, 13}));
}

TEST(SourceMap, OutOfOrderGivesOuterBounds) {
  SourceMap map;
  map.append(4, 100);
  map.append(4, 20);
  EXPECT_EQ(map.source_of({2, 6}), (SourceSpan{20, 104}));
}

TEST(SourceMap, MergesWhatContinues) {
  SourceMap map;
  map.append(4, 100);
  map.append(4, 104);
  map.append(0, 500);
  EXPECT_EQ(map.runs().size(), 1u);
  EXPECT_EQ(SourceMap::from_runs(map.runs(), map.text_size()).source_of({2, 6}), (SourceSpan{102, 106}));
}

// The slow way: for each byte of text, its source, kept in a list.
using Sources = std::vector<SourceSpan>;

struct Random {
  std::mt19937 generator;
  std::uint64_t up_to(std::uint64_t n) { return generator() % (n + 1); }
};

SourceMap random_map(Random& random, std::uint64_t source_size, Sources& sources) {
  SourceMap map;
  std::uint64_t at = 0;
  while (at < source_size) {
    at += random.up_to(2);
    auto text_unit = std::uint32_t(1 + random.up_to(2));
    auto source_unit = std::uint32_t(random.up_to(3));
    if (random.up_to(1)) text_unit = source_unit = 1;
    std::uint64_t units = 1 + random.up_to(4);
    if (at + units * source_unit > source_size) break;
    map.append(units, at, text_unit, source_unit);
    for (std::uint64_t unit = 0; unit < units; ++unit)
      for (std::uint32_t byte = 0; byte < text_unit; ++byte)
        sources.push_back({at + unit * source_unit, at + (unit + 1) * source_unit});
    at += units * source_unit;
  }
  return map;
}

std::optional<SourceSpan> slow_source(const Sources& sources, ByteSpan span) {
  std::optional<SourceSpan> bounds;
  for (std::uint64_t at = span.begin; at < span.end; ++at) {
    if (sources[at].empty()) continue;
    if (!bounds) bounds = sources[at];
    bounds = {std::min(bounds->begin, sources[at].begin), std::max(bounds->end, sources[at].end)};
  }
  return bounds;
}

TEST(SourceMap, AgreesWithTheSlowWay) {
  Random random{std::mt19937(7)};
  for (int round = 0; round < 300; ++round) {
    Sources below, above;
    SourceMap first = random_map(random, 40, below);
    SourceMap second = random_map(random, below.size(), above);
    SourceMap both = second.after(first);
    if (first.is_identity() || second.is_identity()) continue;
    ASSERT_EQ(first.text_size(), below.size());
    ASSERT_EQ(both.text_size(), above.size());
    for (std::uint64_t begin = 0; begin < above.size(); ++begin) {
      for (std::uint64_t end = begin + 1; end <= above.size(); ++end) {
        std::optional<SourceSpan> middle = slow_source(above, {begin, end});
        if (!middle) continue;
        ASSERT_EQ(second.source_of({begin, end}), *middle);
        // Gaps of the second map may skip parts of the first; then byte by byte.
        std::optional<SourceSpan> expected;
        for (std::uint64_t at = begin; at < end; ++at) {
          if (above[at].empty()) continue;
          auto source = slow_source(below, {above[at].begin, above[at].end});
          if (!source) continue;
          if (!expected) expected = source;
          expected = {std::min(expected->begin, source->begin), std::max(expected->end, source->end)};
        }
        if (!expected) continue;
        ASSERT_EQ(both.source_of({begin, end}), *expected) << round;
      }
    }
  }
}

}  // namespace
}  // namespace stenogram::text
