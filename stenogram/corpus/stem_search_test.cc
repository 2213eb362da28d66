// Stems asked for in queries: by hand in an archive of several languages, and beside the
// slow twin, which asks of every word whether it shares the stem.
#include <gtest/gtest.h>

#include <random>

#include "stenogram/corpus/cql.h"
#include "stenogram/corpus/kwic.h"
#include "stenogram/corpus/search.h"
#include "stenogram/corpus/test_shelf.h"
#include "stenogram/corpus/trends.h"

namespace stenogram::corpus {
namespace {

TestTranscript said_in(const std::string& language, char id, std::vector<std::string> texts) {
  TestTranscript transcript;
  transcript.id = std::string(12, id);
  transcript.date = "2017-07-21";
  transcript.language = language;
  transcript.speakers = {"Anna Berg"};
  for (std::string& text : texts) transcript.turns.push_back({0, std::move(text)});
  return transcript;
}

const std::vector<TestTranscript>& archive() {
  static const std::vector<TestTranscript> transcripts = {
      said_in("en-GB", 'a',
              {"We will rebuild.", "They rebuilt it, and rebuilding costs; she rebuilds.", "He died there."}),
      said_in("de", 'b', {"Die Häuser und das Haus; die Brücke.", "Rebuilding, sagte er."}),
      said_in("ru", 'c', {"Новый договор. Нового договора нет."}),
      said_in("fr", 'd', {"Il a parlé, il parlait."}),
      said_in("zh-Hant", 'e', {"rebuild rebuilds"}),
  };
  return transcripts;
}

std::string matches(const Shelf& shelf, std::string_view text) {
  Result<PhraseQuery> phrase = parse_phrase(text);
  EXPECT_TRUE(phrase) << text;
  std::string all;
  const Lines found = *kwic(shelf, *phrase, {});
  for (const Line& line : found.lines) all += (all.empty() ? "" : "|") + line.match;
  EXPECT_EQ(found.total, found.lines.size()) << text;
  return all;
}

TEST(StemSearch, FindsFamiliesInTheLanguageOfEachTranscript) {
  TestShelf shelf(archive());
  const struct {
    std::string_view phrase, found;
  } cases[] = {
      {"rebuild", "rebuild|rebuild"},
      {"~rebuild",
       "rebuild|rebuilding|rebuilds|rebuild"},  // the German text has no such form, the Chinese only the word
      {"~rebuilding lang:de", "Rebuilding"},
      {"~dying", "died"},  // and not the German article, whose English stem it would be
      {"~hauses", "Häuser|Haus"},
      {"~новая", "Новый|Нового"},
      {"~новый ~договоры", "Новый договор|Нового договора"},
      {"~parler", "parlé|parlait"},
      {"will ~rebuilds", "will rebuild"},
      {"(~parler|~bridge|~brücken)", "Brücke|parlé|parlait"},
      {"she *", "she rebuilds"},
      {"~rebuild lang:en", "rebuild|rebuilding|rebuilds"},
  };
  for (const auto& c : cases) EXPECT_EQ(matches(shelf, c.phrase), c.found) << c.phrase;
}

TEST(StemSearch, IsPartOfTheLanguage) {
  const struct {
    std::string_view query, understood;
  } cases[] = {
      {"~war", "~war"},
      {"war ~Peace", "war ~peace"},
      {"\"the ~wars of\"", "\"the ~wars of\""},
      {"-~war peace", "-~war peace"},
      {"~war NEAR/3 (~peace OR talks)", "~war NEAR/3 \"(~peace|talks)\""},
      {"~ war ~", "war"},
      {"a~b", "\"a ~b\""},
      {"speaker:~Berg war", "speaker:~Berg war"},
  };
  for (const auto& c : cases) {
    Result<Query> query = parse_query(c.query);
    ASSERT_TRUE(query) << c.query << query.error().message();
    EXPECT_EQ(to_string(*query), c.understood);
    EXPECT_EQ(to_string(*parse_query(to_string(*query))), c.understood);
  }
  Result<Query> starred = parse_query("~war*");
  ASSERT_FALSE(starred);
  EXPECT_NE(starred.error().message().find("a ~ stands before a whole word"), std::string::npos)
      << starred.error().message();
  Query query = *parse_query("wars \"of * pea*\" -(peace OR speaker:Berg)");
  by_stem(query);
  EXPECT_EQ(to_string(query), "~wars \"~of * pea*\" -(~peace OR speaker:Berg)");
}

TEST(StemSearch, OpensTheLinesOfATrend) {
  TestShelf shelf(archive());
  const Trend counted = *trend(shelf, *parse_phrase("~rebuild"), {TrendOptions::By::language, {}});
  EXPECT_EQ(counted.count, 4u);
  for (const TrendPoint& point : counted.points)
    if (!point.query.empty()) {
      EXPECT_EQ(kwic(shelf, *parse_phrase(point.query), {})->total, point.count) << point.query;
    }
}

TEST(StemSearch, AgreesWithTheSlowWay) {
  constexpr const char* kWords[] = {"run", "runs", "running", "rune",  "lauf",   "laufen", "laufs", "die",  "dying",
                                    "new", "news", "parle",   "parlé", "parler", "нов",    "новый", "новых"};
  constexpr const char* kLanguages[] = {"en", "de", "fr", "ru", "und", "en-US"};
  constexpr const char* kQueries[] = {"~run",
                                      "~die",
                                      "~laufen",
                                      "~new",
                                      "~parler",
                                      "~новая",
                                      "~run -~die",
                                      "~run OR ~die OR news",
                                      "~run ~parle",
                                      "\"~run die\"",
                                      "\"(~run|~lauf) *\"",
                                      "~run NEAR/2 ~die",
                                      "~run NEAR/3 (~die OR ~new)",
                                      "-~run",
                                      "\"~new ~run\" OR \"~die\"",
                                      "~dying lang:en"};
  std::mt19937 random(11);
  std::size_t seen = 0;
  for (int round = 0; round < 60; ++round) {
    std::vector<TestTranscript> transcripts;
    for (unsigned i = 0; i < 1 + random() % 6; ++i) {
      std::vector<std::string> texts(random() % 4);
      for (std::string& text : texts)
        for (std::size_t w = random() % 9; w > 0; --w) text += std::string(kWords[random() % std::size(kWords)]) + ' ';
      // Now and then an archive of one language.
      transcripts.push_back(
          said_in(kLanguages[round % 4 == 0 ? 0 : random() % std::size(kLanguages)], char('a' + i), texts));
    }
    std::vector<DocumentNumber> removed;
    if (round % 3 == 0 && transcripts.size() > 1) removed.push_back(20);
    TestShelf shelf(transcripts, 2, removed);
    for (const char* text : kQueries) {
      const Query query = *parse_query(text);
      std::vector<std::pair<DocumentNumber, std::uint32_t>> expected, actual;
      for (const TestShelf::Said& one : shelf.said())
        if (twin_matches(query, one)) expected.push_back({one.number, one.utterance});
      SearchOptions options;
      options.limit = 1000;
      const Found found = *search(shelf, query, options);
      for (const Hit& hit : found.hits) actual.push_back({hit.document, hit.utterance});
      std::sort(actual.begin(), actual.end());
      EXPECT_EQ(actual, expected) << text;
      EXPECT_EQ(found.total, expected.size()) << text;
      seen += expected.size();
    }
    for (const char* text : {"~run", "~run *", "(~die|~new) ~run", "the (~parler|~laufen)", "~новая"}) {
      const PhraseQuery phrase = *parse_phrase(text);
      std::vector<std::tuple<DocumentNumber, std::uint32_t, std::uint64_t, std::uint64_t>> expected, actual;
      for (const TestShelf::Said& one : shelf.said())
        for (auto [begin, end] : places_of(phrase.alternatives, one.words, one.facts->language))
          expected.push_back({one.number, one.utterance, begin, end});
      const Lines found = *kwic(shelf, phrase, {});
      for (const Line& line : found.lines)
        actual.push_back({line.document, line.utterance, line.words.begin, line.words.end});
      EXPECT_EQ(actual, expected) << text;
      KwicOptions first;
      first.limit = 2;
      EXPECT_EQ(kwic(shelf, phrase, first)->total, expected.size()) << text;
    }
    std::size_t many = 0;
    const WordPattern run{{"run"}, true}, die{{"die"}, true};
    for (const TestShelf::Said& one : shelf.said())
      for (std::size_t at = 0; at + 1 < one.words.size(); ++at)
        many += run.matches(one.words[at], one.facts->language) && !die.matches(one.words[at + 1], one.facts->language);
    EXPECT_EQ(kwic(shelf, *parse_cql("[stem=\"run\"] [stem!=\"die\"]"), {})->total, many);
  }
  EXPECT_GT(seen, 500u);
}

}  // namespace
}  // namespace stenogram::corpus
