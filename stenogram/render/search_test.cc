// Answers of search, kwic and trends as programs and people read them.
#include "stenogram/render/search.h"

#include <gtest/gtest.h>

#include "stenogram/render/counts.h"
#include "stenogram/render/standing.h"

namespace stenogram::render {
namespace {

constexpr Terminal kNarrow{.colour = false, .width = 60};

corpus::Hit hit() {
  corpus::Hit hit;
  hit.transcript = "aaaaaaaaaaaa";
  hit.address = "aaaaaaaaaaaa#2";
  hit.info = {.turn = 2, .speaker = 0, .kind = 1};
  hit.speaker = "Zoë Berg";
  hit.label = "BERG";
  hit.date = "2017-07-21";
  hit.score = 1.5;
  hit.snippet = "Größe: it will\nhold, I \x1b[31msay.";
  hit.span = {100, 132};
  hit.cut_after = true;
  hit.highlights = {{12, 21}};
  return hit;
}

corpus::Line line() {
  corpus::Line line;
  static_cast<corpus::Standing&>(line) = hit();
  line.address = "aaaaaaaaaaaa#2:9-18";
  line.span = {109, 118};
  line.left = "Größe: it ";
  line.match = "will hold";
  line.right = ", I say.";
  return line;
}

TEST(SearchJson, OneObjectALine) {
  corpus::Found found;
  found.hits = {hit()};
  found.total = 7;
  found.facets = {{"speaker", {{"Zoë Berg", 6}, {"", 1}}}};
  found.facets_of = 7;  // all of them: a sample would be told
  found.suggestions = {{"brigde", {"bridge"}}};
  EXPECT_EQ(
      search_json(found, "\"will hold\""),
      R"({"type":"hit","transcript":"aaaaaaaaaaaa","turn":2,"address":"aaaaaaaaaaaa#2","speaker":"Zoë Berg",)"
      R"("date":"2017-07-21","score":1.5,"snippet":"Größe: it will\nhold, I \u001b[31msay.","highlights":[[12,21]],)"
      R"("chars":[[10,19]],"cut":{"before":false,"after":true},"span":[100,132],"label":"BERG","kind":"answer","note":null,"title":null,"outlet":null})"
      "\n"
      R"({"type":"facet","facet":"speaker","values":[{"value":"Zoë Berg","count":6},{"value":null,"count":1}]})"
      "\n"
      R"({"type":"total","hits":7,"shown":1,"query":"\"will hold\"","suggestions":{"brigde":["bridge"]}})"
      "\n");
}

TEST(SearchJson, MalformedBytesAreReplaced) {
  corpus::Found found;
  found.hits = {hit()};
  found.hits[0].snippet = "a\xff";
  found.hits[0].highlights.clear();
  EXPECT_NE(search_json(found, "").find("\"snippet\":\"a\xEF\xBF\xBD\""), std::string::npos);
}

TEST(SearchText, IsInertAndFolded) {
  corpus::Found found;
  found.hits = {hit()};
  found.total = 7;
  const std::string text = search_text({.colour = false, .width = 20}, found, 5);
  EXPECT_EQ(text,
            "aaaaaaaaaaaa#2  Zoë Berg, 2017-07-21\n"
            "  Größe: it will\n"
            "  hold, I\n"
            "  \\x1b[31msay. …\n"
            "\n"
            "7 turns; these are 6 to 6\n");
  EXPECT_NE(search_text({.colour = true, .width = 40}, found, 0).find("\033[1;33mwill\033[0m"), std::string::npos);
}

TEST(KwicJson, OneObjectALine) {
  corpus::Lines lines;
  lines.lines = {line()};
  lines.total = 3;
  EXPECT_EQ(
      kwic_json(lines, "\"will hold\""),
      R"({"type":"line","address":"aaaaaaaaaaaa#2:9-18","left":"Größe: it ","match":"will hold","right":", I say.",)"
      R"("transcript":"aaaaaaaaaaaa","turn":2,"span":[109,118],"speaker":"Zoë Berg","label":"BERG",)"
      R"("date":"2017-07-21","kind":"answer","note":null})"
      "\n"
      R"({"type":"total","lines":3,"shown":1,"query":"\"will hold\""})"
      "\n");
}

TEST(KwicText, MatchesStandUnderOneAnother) {
  corpus::Lines lines;
  lines.lines = {line(), line()};
  lines.lines[1].left = "You said that it never ever ";
  lines.lines[1].match = "holds";
  lines.lines[1].right = " and it never will, whatever is said of it";
  lines.total = 2;
  EXPECT_EQ(kwic_text(kNarrow, lines),
            "aaaaaaaaaaaa#2         Größe: it will hold, I say.\n"
            "aaaaaaaaaaaa#2     it never ever holds and it never will,\n"
            "\n"
            "2 lines\n");
}

TEST(TrendText, DrawsRates) {
  corpus::Trend trend;
  trend.points = {
      {"2015", 2, 1000, 1, 2000, "x date:2015"}, {"2016", 1, 1000, 1, 1000, "x date:2016"}, {"", 1, 4000, 1, 250, ""}};
  trend.count = 4;
  trend.words = 6000;
  trend.per_million = 666.7;
  trend.first = line();
  EXPECT_EQ(trend_text(kNarrow, trend, "will hold", corpus::TrendOptions::By::year),
            "will hold\n"
            "year     lines  per million words\n"
            "2015         2      2000.0  ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇\n"
            "2016         1      1000.0  ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇\n"
            "unknown      1       250.0  ▇▇▇▇\n"
            "4 lines among 6,000 words, 666.7 per million\n"
            "first  2017-07-21, Zoë Berg, aaaaaaaaaaaa#2:9-18\n");
  const std::string json = trend_json(trend, "will hold", corpus::TrendOptions::By::year);
  EXPECT_EQ(json.substr(0, json.find('\n')),
            R"({"type":"point","phrase":"will hold","by":"year","key":"2015","year":"2015","count":2,"words":1000,)"
            R"("per_million":2000.0,"transcripts":1,"query":"x date:2015"})");
  EXPECT_NE(json.find(R"({"type":"trend","phrase":"will hold","by":"year","count":4,"words":6000)"), std::string::npos);
  EXPECT_NE(json.find(R"("last":null)"), std::string::npos);
}

TEST(Counts, AsTables) {
  corpus::Collocates found;
  found.words = {{"fragile", 12, 340, 55.125, 7.5, 3.25}, {"peace\x1b", 3, 4, 5, 6, 7}};
  found.listed = 9;
  found.lines = 1;
  found.near = 10;
  found.total = 1234567;
  EXPECT_EQ(collocates_text(kNarrow, found),
            "word       together  in all  log-likelihood  logDice    MI\n"
            "fragile          12     340           55.12     7.50  3.25\n"
            "peace\\x1b         3       4            5.00     6.00  7.00\n"
            "9 collocates of 1 line; 10 places near them among 1,234,567 words\n");
  corpus::WordCounts counts;
  counts.words = {{"we will", 3, 1500}};
  counts.listed = 1;
  counts.total = 2000;
  EXPECT_EQ(words_json(counts),
            "{\"type\":\"run\",\"words\":\"we will\",\"count\":3,\"per_million\":1500.0}\n"
            "{\"type\":\"total\",\"different\":1,\"shown\":1,\"runs\":2000}\n");
  corpus::KeyWords key;
  key.words = {{"war", 3, 0, 6.5, 2.58}};
  key.here = 10;
  key.there = 20;
  EXPECT_EQ(key_words_text(kNarrow, key),
            "word  here  there  log-likelihood  log ratio\n"
            "war      3      0            6.50       2.58\n"
            "10 words here, 20 there\n");
}

TEST(Suggestions, AsPeopleRead) {
  EXPECT_EQ(suggestion_lines({{"brigde", {"bridge", "bride", "ridge"}}, {"zq", {}}}),
            (std::vector<std::string>{"the archive does not hold \"brigde\"; did you mean bridge, bride or ridge?",
                                      "the archive does not hold \"zq\""}));
}

}  // namespace
}  // namespace stenogram::render
