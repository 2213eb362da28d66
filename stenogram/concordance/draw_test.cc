#include "stenogram/concordance/draw.h"

#include <algorithm>
#include <map>

#include "stenogram/concordance/test_support.h"

namespace stenogram::concordance {
namespace {

struct Archive {
  Folder folder;
  Index index;

  Archive(std::mt19937& random, std::size_t parts, std::size_t documents, std::size_t words) {
    std::vector<std::shared_ptr<const Segment>> segments;
    for (std::size_t i = 0; i < parts; ++i)
      segments.push_back(build(folder / numbered("s", i), random_documents(random, documents, 4, words, 1 + i * 100)));
    index = *Index::of(segments, {});
  }
};

std::vector<Selection> selections(const Index& index) {
  const auto third = [](const DocumentRow& row) { return row.number % 3 == 0; };
  const auto even = [](const DocumentRow&, const UtteranceRow& row) { return row.turn % 2 == 0; };
  return {index.all(), index.select({third, {}}), index.select({{}, even}), index.select({third, even})};
}

// Its slow twin is find(), which looks at every place.
TEST(Draw, IsEveryPlaceWhereTheyAreFew) {
  std::mt19937 random(5);
  for (int round = 0; round < 8; ++round) {
    const Archive archive(random, 1 + std::size_t(round) % 3, 12, 40);
    for (const Selection& selection : selections(archive.index))
      for (const Pattern& pattern :
           {phrase({"a"}), phrase({"a", "b"}), Pattern{Slot{{"a"}, {}, {}, 0, 0}, Slot{{"b"}, {}, {}, 0, 3}}}) {
        const Drawn drawn = draw(archive.index, pattern, selection, 1'000'000);
        EXPECT_EQ(drawn.matches, archive.index.find(pattern, selection));
        EXPECT_EQ(drawn.total, drawn.matches.size());
        EXPECT_FALSE(drawn.sampled || drawn.estimated);
      }
  }
}

TEST(Draw, OfManyIsASampleOfThem) {
  std::mt19937 random(6);
  const Archive archive(random, 3, 30, 60);
  const Pattern pattern = phrase({"a"});
  for (const Selection& selection : selections(archive.index)) {
    const std::vector<Match> all = archive.index.find(pattern, selection);
    ASSERT_GT(all.size(), 200u);
    const std::size_t most = 100;
    const Drawn drawn = draw(archive.index, pattern, selection, most, 9);
    ASSERT_TRUE(drawn.sampled);
    EXPECT_EQ(drawn.estimated, !selection.everything());
    EXPECT_LE(drawn.matches.size(), most);
    EXPECT_TRUE(std::includes(all.begin(), all.end(), drawn.matches.begin(), drawn.matches.end()));
    EXPECT_EQ(std::adjacent_find(drawn.matches.begin(), drawn.matches.end()), drawn.matches.end());
    if (selection.everything()) {
      EXPECT_EQ(drawn.total, all.size());
      EXPECT_EQ(drawn.matches.size(), most);
    } else {
      // Twice its standard deviation and more.
      EXPECT_NEAR(double(drawn.total), double(all.size()), 0.35 * double(all.size()));
    }
    const Drawn again = draw(archive.index, pattern, selection, most, 9);
    EXPECT_EQ(again.matches, drawn.matches);
  }
}

// Where the bound is passed by the places of the whole, but not by those selected, these
// are had in full, whichever way is the shorter.
TEST(Draw, IsExactWhereFewAreSelected) {
  std::mt19937 random(7);
  const Archive archive(random, 3, 60, 60);
  const Pattern pattern = phrase({"a"});
  ASSERT_GT(archive.index.count(pattern), 2000u);
  for (DocumentNumber number = 1; number < 12; ++number) {
    const Selection one = archive.index.select({[=](const DocumentRow& row) { return row.number == number; }, {}});
    const std::vector<Match> all = archive.index.find(pattern, one);
    const Drawn drawn = draw(archive.index, pattern, one, 1000);
    EXPECT_EQ(drawn.matches, all);
    EXPECT_EQ(drawn.total, all.size());
    EXPECT_FALSE(drawn.sampled);
  }
}

TEST(Draw, TakesEachPlaceAsOftenAsAnother) {
  std::mt19937 random(8);
  const Archive archive(random, 2, 6, 60);
  const Pattern pattern = phrase({"a"});
  const std::vector<Match> all = archive.index.find(pattern, archive.index.all());
  const std::size_t most = all.size() / 3;
  std::map<Match, int> taken;
  const int rounds = 3000;
  for (int seed = 1; seed <= rounds; ++seed)
    for (const Match& match : draw(archive.index, pattern, archive.index.all(), most, std::uint64_t(seed)).matches)
      ++taken[match];
  for (const Match& match : all) EXPECT_NEAR(taken[match], rounds / 3.0, rounds / 3.0 * 0.25);
}

TEST(Draw, FirstAndLastByDate) {
  Folder folder;
  const Index index =
      *Index::of({build(folder / "1", {{1, {"a"}, kUndated}, {2, {"b", "a", "a"}, 300}, {3, {"b"}, 900}}),
                  build(folder / "2", {{4, {"a"}, -5}, {5, {"b"}, -9}})},
                 {});
  const auto number = [&](const std::optional<Match>& match) { return match ? index.place(*match).document : 0; };
  EXPECT_EQ(number(earliest(index, phrase({"a"}), index.all())), 4u);
  EXPECT_EQ(number(latest(index, phrase({"a"}), index.all())), 2u);
  const Selection undated = index.select({[](const DocumentRow& row) { return row.number == 1; }, {}});
  EXPECT_EQ(number(earliest(index, phrase({"a"}), undated)), 0u);
}

}  // namespace
}  // namespace stenogram::concordance
