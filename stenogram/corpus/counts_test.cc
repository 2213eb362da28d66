// Counts beside slow twins that scan the words one by one.
#include "stenogram/corpus/counts.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <random>
#include <set>

#include "stenogram/corpus/test_shelf.h"

namespace stenogram::corpus {
namespace {

std::vector<TestTranscript> random_archive(std::mt19937& random) {
  constexpr const char* kWords[] = {"a", "a", "b", "c", "ab", "z"};
  std::vector<TestTranscript> transcripts(1 + random() % 5);
  for (std::size_t i = 0; i < transcripts.size(); ++i) {
    transcripts[i].id = std::string(12, static_cast<char>('a' + i));
    transcripts[i].speakers = {"Berg", "Ode"};
    for (std::size_t t = random() % 4; t > 0; --t) {
      TestTurn turn{static_cast<int>(random() % 3) - 1, ""};
      for (std::size_t w = random() % 12; w > 0; --w) turn.text += std::string(kWords[random() % 6]) + ' ';
      transcripts[i].turns.push_back(turn);
    }
  }
  return transcripts;
}

std::vector<TestShelf::Said> selected(const TestShelf& shelf, const std::vector<Query>& filters) {
  std::vector<TestShelf::Said> all = shelf.said();
  std::erase_if(all, [&](const TestShelf::Said& one) {
    return !std::all_of(filters.begin(), filters.end(), [&](const Query& filter) { return twin_matches(filter, one); });
  });
  return all;
}

// G2 by the book: the four cells of the table, each against its expectation.
double by_the_book(double a, double n, double b, double m) {
  const double cells[2][2] = {{a, n - a}, {b, m - b}};
  double g = 0;
  for (int i = 0; i < 2; ++i)
    for (int j = 0; j < 2; ++j) {
      const double row = cells[i][0] + cells[i][1], column = cells[0][j] + cells[1][j];
      if (cells[i][j] > 0) g += cells[i][j] * std::log(cells[i][j] * (n + m) / (row * column));
    }
  return 2 * g;
}

TEST(WordCounts, AgreeWithTheSlowWay) {
  std::mt19937 random(3);
  for (int round = 0; round < 60; ++round) {
    TestShelf shelf(random_archive(random), 1 + random() % 3,
                    round % 3 ? std::vector<DocumentNumber>() : std::vector<DocumentNumber>{10});
    for (const char* filter : {"", "speaker:Berg"})
      for (std::uint32_t run = 1; run <= 3; ++run) {
        WordOptions options;
        options.run = run;
        options.least = 1 + random() % 2;
        options.limit = random() % 6;
        if (*filter) options.filters = {*parse_query(filter)};
        std::map<std::string, std::uint64_t> counts;
        std::uint64_t total = 0;
        for (const TestShelf::Said& one : selected(shelf, options.filters))
          for (std::size_t at = 0; at + run <= one.words.size(); ++at) {
            std::string words;
            for (std::size_t i = at; i < at + run; ++i) words += (words.empty() ? "" : " ") + one.words[i];
            ++counts[words];
            ++total;
          }
        std::vector<std::pair<std::int64_t, std::string>> expected;
        for (const auto& [words, count] : counts)
          if (count >= options.least) expected.push_back({-std::int64_t(count), words});
        std::sort(expected.begin(), expected.end());
        const WordCounts result = *word_counts(shelf, options);
        EXPECT_EQ(result.total, total);
        EXPECT_EQ(result.listed, expected.size());
        ASSERT_EQ(result.words.size(), std::min(options.limit, expected.size()));
        for (std::size_t i = 0; i < result.words.size(); ++i) {
          EXPECT_EQ(result.words[i].words, expected[i].second);
          EXPECT_EQ(std::int64_t(result.words[i].count), -expected[i].first);
        }
      }
  }
}

TEST(Collocates, AgreeWithTheSlowWay) {
  std::mt19937 random(4);
  std::size_t seen = 0;
  for (int round = 0; round < 100; ++round) {
    TestShelf shelf(random_archive(random), 1 + random() % 3);
    for (const char* text : {"a", "a b", "(a|c) *", "a speaker:Berg"}) {
      const PhraseQuery phrase = *parse_phrase(text);
      CollocateOptions options;
      options.left = random() % 4;
      options.right = random() % 4;
      options.least = 1;
      options.limit = 100;
      std::map<std::string, std::uint64_t> together, alone;
      std::uint64_t lines = 0, near = 0, total = 0;
      for (const TestShelf::Said& one : selected(shelf, phrase.filters)) {
        const auto places = places_of(phrase.alternatives, one.words);
        lines += places.size();
        for (std::size_t at = 0; at < one.words.size(); ++at) {
          ++alone[one.words[at]];
          ++total;
          bool inside = false, beside = false;
          for (const auto& [begin, end] : places) {
            inside = inside || (begin <= at && at < end);
            beside = beside || (at < begin && begin - at <= options.left) || (at >= end && at - end < options.right);
          }
          if (beside && !inside) ++together[one.words[at]], ++near;
        }
      }
      const Collocates result = *collocates(shelf, phrase, options);
      EXPECT_EQ(result.lines, lines) << text;
      EXPECT_EQ(result.near, near) << text;
      EXPECT_EQ(result.total, total) << text;
      std::size_t attracted = 0;
      for (const auto& [word, count] : together)
        if (double(count) * double(total) > double(near) * double(alone[word])) ++attracted;
      EXPECT_EQ(result.words.size(), attracted) << text;
      for (const Collocate& one : result.words) {
        EXPECT_EQ(one.together, together[one.word]);
        EXPECT_EQ(one.alone, alone[one.word]);
        const double a = double(one.together), f = double(one.alone);
        EXPECT_NEAR(one.likelihood, by_the_book(a, double(near), f - a, double(total - near)), 1e-6);
        EXPECT_NEAR(one.dice, 14 + std::log2(2 * a / (double(lines) + f)), 1e-9);
        EXPECT_NEAR(one.information, std::log2(a * double(total) / (double(near) * f)), 1e-9);
        ++seen;
      }
    }
  }
  EXPECT_GT(seen, 100u);
}

TEST(KeyWords, AgreeWithTheSlowWay) {
  std::mt19937 random(6);
  for (int round = 0; round < 60; ++round) {
    TestShelf shelf(random_archive(random), 1 + random() % 3);
    for (const char* other : {"", "speaker:Ode"}) {
      WordOptions options;
      options.filters = {*parse_query("speaker:Berg")};
      options.limit = 100;
      std::vector<Query> against;
      if (*other) against = {*parse_query(other)};
      std::map<std::string, std::pair<std::uint64_t, std::uint64_t>> counts;
      std::uint64_t here = 0, there = 0;
      for (const TestShelf::Said& one : shelf.said()) {
        const bool ours = twin_matches(options.filters[0], one);
        const bool theirs = against.empty() ? !ours : twin_matches(against[0], one);
        for (const std::string& word : one.words) {
          if (ours) ++counts[word].first, ++here;
          if (theirs) ++counts[word].second, ++there;
        }
      }
      const KeyWords result = *key_words(shelf, options, against);
      EXPECT_EQ(result.here, here);
      EXPECT_EQ(result.there, there);
      double last = INFINITY;
      for (const KeyWord& word : result.words) {
        EXPECT_EQ(word.here, counts[word.word].first);
        EXPECT_EQ(word.there, counts[word.word].second);
        EXPECT_NEAR(std::abs(word.likelihood),
                    by_the_book(double(word.here), double(here), double(word.there), double(there)), 1e-6);
        EXPECT_EQ(word.likelihood < 0,
                  double(word.here) * double(there) < double(word.there) * double(here) && word.likelihood != 0);
        EXPECT_LE(word.likelihood, last);
        last = word.likelihood;
      }
    }
  }
}

}  // namespace
}  // namespace stenogram::corpus
