// Shared passages as programs, people, spreadsheets and browsers read them.
#include "stenogram/render/reuse.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace stenogram::render {
namespace {

reuse::Passage passage() {
  reuse::Passage passage;
  passage.n = 3;
  passage.words = 9;
  passage.interviews = 2;
  passage.first_known = true;
  reuse::Use use;
  use.transcript = "aaaaaaaaaaaa";
  use.address = "aaaaaaaaaaaa#2:0-40";
  use.speaker = "<b>Anna</b> & Co";
  use.date = "2017-07-21";
  use.info = {.turn = 2, .speaker = 0, .kind = 1};
  use.span = {10, 50};
  use.words = 9;
  use.text = "=HYPERLINK(\"x\"), \x1b[31mwe shall, \"rest\"";
  use.repeats = reuse::Repeats::nobody;
  passage.uses.push_back(use);
  use.address = "bbbbbbbbbbbb#1:0-40";
  use.speaker = "";
  use.date = "2018-01-02";
  use.repeats = reuse::Repeats::unknown;
  passage.uses.push_back(use);
  passage.wordings = {{use.text, 9, 2}};
  passage.speakers = {{"<b>Anna</b> & Co", 1, "2017-07-21", "2017-07-21"}, {"", 1, "2018-01-02", "2018-01-02"}};
  return passage;
}

TEST(ReuseJson, HoldsWhatIsKnownAndNullForTheRest) {
  const auto object = nlohmann::json::parse(passage_json(passage()));
  EXPECT_EQ(object["type"], "passage");
  EXPECT_EQ(object["n"], 3);
  EXPECT_EQ(object["first"]["address"], "aaaaaaaaaaaa#2:0-40");
  EXPECT_EQ(object["last"]["date"], "2018-01-02");
  EXPECT_EQ(object["members"].size(), 2u);
  EXPECT_EQ(object["members"][0]["turn"], 2);
  EXPECT_EQ(object["members"][0]["span"], nlohmann::json({10, 50}));
  EXPECT_TRUE(object["members"][1]["speaker"].is_null());
  EXPECT_TRUE(object["members"][1]["repeats"].is_null());
  EXPECT_EQ(object["wordings"][0]["uses"], 2);
  reuse::Passage unknown = passage();
  unknown.first_known = false;
  unknown.formula = true;
  EXPECT_TRUE(nlohmann::json::parse(passage_json(unknown))["first"].is_null());
  EXPECT_EQ(nlohmann::json::parse(passage_json(unknown))["type"], "formula");
}

TEST(ReuseText, IsInertAndFitsTheTerminal) {
  const std::string text = passage_text({.colour = false, .width = 40}, passage());
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_NE(text.find("9 words, 2 uses in 2 interviews, 2017-07-21 to 2018-01-02\n"), std::string::npos) << text;
  EXPECT_NE(text.find("  first\n"), std::string::npos) << text;
}

TEST(ReuseCsv, CellsCannotRun) {
  const std::string rows = passage_csv(passage());
  EXPECT_NE(rows.find(",\"'=HYPERLINK(\"\"x\"\"), "), std::string::npos) << rows;
  EXPECT_EQ(csv_cell("+1"), "'+1");
  EXPECT_EQ(csv_cell("-1"), "'-1");
  EXPECT_EQ(csv_cell("@x"), "'@x");
  EXPECT_EQ(csv_cell("\tx"), "'\tx");
  EXPECT_EQ(csv_cell("a,b"), "\"a,b\"");
  EXPECT_EQ(csv_cell("plain"), "plain");
  EXPECT_EQ(csv_cell(""), "");
}

TEST(ReuseHtml, TextIsTextAndNothingIsLoaded) {
  const std::string page = passage_html(passage());
  EXPECT_EQ(page.find("<b>Anna"), std::string::npos);
  EXPECT_NE(page.find("&lt;b&gt;Anna&lt;/b&gt; &amp; Co"), std::string::npos) << page;
  EXPECT_EQ(page.find('\x1b'), std::string::npos);
}

}  // namespace
}  // namespace stenogram::render
