#include "stenogram/concordance/lines.h"

#include <algorithm>
#include <set>

#include "stenogram/concordance/test_support.h"

namespace stenogram::concordance {
namespace {

std::unique_ptr<Folder> folder_of_segments(std::mt19937& random, int kinds, std::size_t parts, Index& index) {
  auto folder = std::make_unique<Folder>();
  std::vector<std::shared_ptr<const Segment>> segments;
  for (std::size_t i = 0; i < parts; ++i)
    segments.push_back(build(*folder / numbered("s", i), random_documents(random, 12, kinds, 30, 1 + i * 100)));
  index = *Index::of(segments, {});
  return folder;
}

// The words of a context as a list of keys, nearest first.
std::vector<std::string> context(const Index& index, const Match& match, bool leftward, std::size_t depth) {
  const Segment& segment = *index.segments()[match.segment];
  std::vector<std::string> words;
  for (std::size_t i = 0; i < depth; ++i) {
    if (leftward && match.first < 1 + i) break;
    Position at = Position(leftward ? match.first - 1 - i : match.first + match.words + i);
    if (segment.token(at) == 0) break;
    words.emplace_back(segment.key_of(segment.token(at)));
  }
  return words;
}

TEST(Lines, SortAgreesWithComparingWords) {
  std::mt19937 random(31);
  for (int round = 0; round < 24; ++round) {
    Index index;
    auto folder = folder_of_segments(random, round % 2 ? 3 : 60, 1 + round % 3, index);
    for (bool leftward : {false, true})
      for (std::uint32_t depth : {1u, 2u, 5u, 32u}) {
        auto matches = index.find(phrase({"a"}), index.all());
        auto expected = matches;
        std::sort(expected.begin(), expected.end(), [&](const Match& a, const Match& b) {
          auto one = context(index, a, leftward, depth), other = context(index, b, leftward, depth);
          return one != other ? one < other : a < b;
        });
        std::shuffle(matches.begin(), matches.end(), random);
        leftward ? sort_by_left(index, matches, depth) : sort_by_right(index, matches, depth);
        ASSERT_EQ(matches, expected);
      }
  }
}

TEST(Lines, SortByDatePutsUndatedLast) {
  Folder folder;
  auto index = *Index::of(
      {build(folder / "1", {{1, {"a"}, kUndated}, {2, {"a", "a"}, 300}}), build(folder / "2", {{3, {"a"}, -5}})}, {});
  auto matches = index.find(phrase({"a"}), index.all());
  sort_by_date(index, matches);
  std::vector<DocumentNumber> order;
  for (const Match& match : matches) order.push_back(index.place(match).document);
  EXPECT_EQ(order, (std::vector<DocumentNumber>{3, 2, 2, 1}));
}

TEST(Lines, SampleIsFixedBySeedAndEven) {
  std::vector<Match> matches;
  for (std::uint32_t i = 0; i < 50; ++i) matches.push_back({0, i, 1});
  EXPECT_EQ(sample(matches, 7, 1), sample(matches, 7, 1));
  EXPECT_NE(sample(matches, 7, 1), sample(matches, 7, 2));
  EXPECT_EQ(sample(matches, 50, 1), matches);
  EXPECT_EQ(sample(matches, 90, 1), matches);
  EXPECT_TRUE(sample(matches, 0, 1).empty());
  // The same on every machine: these were drawn once and written down.
  std::vector<Position> drawn;
  for (const Match& match : sample(matches, 5, 42)) drawn.push_back(match.first);
  EXPECT_EQ(drawn, (std::vector<Position>{4, 16, 18, 24, 36}));
  std::vector<int> times(50);
  for (std::uint64_t seed = 0; seed < 5000; ++seed) {
    auto taken = sample(matches, 10, seed);
    ASSERT_EQ(taken.size(), 10u);
    ASSERT_TRUE(std::is_sorted(taken.begin(), taken.end()));
    for (const Match& match : taken) ++times[match.first];
  }
  for (int count : times) EXPECT_NEAR(count, 1000, 150);
}

TEST(Lines, WidenStaysInTheUtterance) {
  Folder folder;
  auto index = *Index::of({build(folder / "1", {{1, {"x y", "p q a r s t", "z"}}})}, {});
  Match match = index.find(phrase({"a"}), index.all())[0];
  EXPECT_EQ(widen(index, match, 1, 2), (Match{0, match.first - 1, 4}));
  EXPECT_EQ(widen(index, match, 100, 100), (Match{0, match.first - 2, 6}));
  EXPECT_EQ(widen(index, match, 0, 0), match);
  EXPECT_EQ(widen(index, match, kNone, kNone), (Match{0, match.first - 2, 6}));
}

}  // namespace
}  // namespace stenogram::concordance
