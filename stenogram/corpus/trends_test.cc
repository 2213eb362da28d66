// Counts by period, speaker and outlet: points add up, and open the lines they count.
#include "stenogram/corpus/trends.h"

#include <gtest/gtest.h>

#include <random>

#include "stenogram/corpus/test_shelf.h"

namespace stenogram::corpus {
namespace {

using By = TrendOptions::By;

Trend trend_of(const Shelf& shelf, std::string_view text, By by) {
  TrendOptions options;
  options.by = by;
  Result<Trend> result = trend(shelf, *parse_phrase(text), options);
  EXPECT_TRUE(result) << text;
  return result ? *result : Trend();
}

std::string drawn(const Trend& result) {
  std::string all;
  for (const TrendPoint& point : result.points)
    all += (all.empty() ? "" : ", ") + (point.key.empty() ? "?" : point.key) + ' ' + std::to_string(point.count) + '/' +
           std::to_string(point.words);
  return all;
}

const std::vector<TestTranscript>& archive() {
  static const std::vector<TestTranscript> transcripts = {
      {"aaaaaaaaaaaa", "2015-03-02", "The Lamp", "", {"Anna Berg", "Jon Ode"}, {{0, "war war peace"}, {1, "war"}}},
      {"bbbbbbbbbbbb", "2017", "the lamp", "", {"anna berg", ""}, {{0, "peace now"}, {1, "war"}}},
      {"cccccccccccc", "2017-07", "Radio \"Nord\"", "", {"Anna Berg-Lind"}, {{0, "war crimes"}}},
      {"dddddddddddd", "", "", "", {"Anna Berg"}, {{0, "no more war {Jon Ode: war, war}"}}},
  };
  return transcripts;
}

TEST(Trends, ByEverything) {
  TestShelf shelf(archive());
  EXPECT_EQ(drawn(trend_of(shelf, "war", By::year)), "2015 3/4, 2016 0/0, 2017 2/5, ? 3/5");
  EXPECT_EQ(drawn(trend_of(shelf, "war", By::decade)), "2010s 5/9, ? 3/5");
  EXPECT_EQ(drawn(trend_of(shelf, "war date:2017", By::month)), "2017-07 1/2, ? 1/3");
  EXPECT_EQ(drawn(trend_of(shelf, "war", By::speaker)), "Anna Berg 3/8, Jon Ode 3/3, Anna Berg-Lind 1/2, ? 1/1");
  EXPECT_EQ(drawn(trend_of(shelf, "war", By::outlet)), "The Lamp 4/7, Radio \"Nord\" 1/2, ? 3/5");
  EXPECT_EQ(drawn(trend_of(shelf, "war", By::language)), "en 8/14");

  const Trend result = trend_of(shelf, "war", By::year);
  EXPECT_EQ(result.count, 8u);
  EXPECT_EQ(result.words, 14u);
  EXPECT_DOUBLE_EQ(result.points[0].per_million, 750000);
  ASSERT_TRUE(result.first && result.last);
  EXPECT_EQ(result.first->address, "aaaaaaaaaaaa#1:0-3");
  EXPECT_EQ(result.last->address, "cccccccccccc#1:0-3");
  EXPECT_FALSE(trend_of(shelf, "nothing", By::year).first);
}

TEST(Trends, PointsOpenTheirLines) {
  TestShelf shelf(archive());
  std::size_t opened = 0;
  for (const char* text : {"war", "(war|peace)", "w*", "war crimes", "war -in:aaaaaaaaaaaa"})
    for (const By by : {By::decade, By::year, By::month, By::speaker, By::outlet, By::place, By::language}) {
      const Trend result = trend_of(shelf, text, by);
      std::uint64_t count = 0, words = 0;
      for (const TrendPoint& point : result.points) {
        count += point.count;
        words += point.words;
        if (point.query.empty()) continue;
        Result<PhraseQuery> phrase = parse_phrase(point.query);
        ASSERT_TRUE(phrase) << point.query;
        Result<Lines> lines = kwic(shelf, *phrase, {});
        ASSERT_TRUE(lines);
        EXPECT_EQ(lines->total, point.count) << point.query;
        ++opened;
      }
      EXPECT_EQ(count, result.count) << text;
      if (by == By::year) {
        EXPECT_EQ(words, result.words) << text;
      }
    }
  EXPECT_GT(opened, 30u);
}

}  // namespace
}  // namespace stenogram::corpus
