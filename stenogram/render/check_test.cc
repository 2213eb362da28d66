#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "stenogram/render/check_json.h"
#include "stenogram/render/check_text.h"

namespace stenogram::render {
namespace {

check::Answer altered() {
  check::Answer answer;
  answer.quotation = {"we will never rebuild", ByteSpan{10, 31}, "The Chair", std::nullopt};
  answer.verdict = check::Verdict::altered;
  answer.severity = check::Severity::meaning;
  answer.places = 1;
  answer.searched = {3, 40, "2019-03-04", "2020-11-02"};
  check::Passage passage;
  passage.transcript = "79c93a17dc29";
  passage.name = "hearing.txt";
  passage.turn = 61;
  passage.span = {120, 135};
  passage.address = "79c93a17dc29#61:20-35";
  passage.speaker = "The Chair";
  passage.date = "2019-03-04";
  passage.text = "we will rebuild";
  passage.question = check::QuestionRef{60, "Will you\x1b[31m rebuild?"};
  check::Difference never;
  never.kind = check::DifferenceKind::negation;
  never.spoken_span = ByteSpan{128, 128};
  never.quoted = "never";
  never.quoted_span = ByteSpan{8, 13};
  passage.differences = {never};
  answer.passages = {passage};
  return answer;
}

TEST(CheckJson, KeepsTheContractsKeysInItsOrder) {
  std::string line = check_json(altered(), 1);
  auto object = nlohmann::ordered_json::parse(line);
  std::vector<std::string> keys;
  for (const auto& [key, value] : object.items()) keys.push_back(key);
  EXPECT_EQ(keys, (std::vector<std::string>{"type", "n", "quoted", "quoted_span", "claimed", "verdict", "severity",
                                            "ambiguous", "places", "passages", "nearest", "searched", "doubts"}));
  keys.clear();
  for (const auto& [key, value] : object["passages"][0].items()) keys.push_back(key);
  keys.resize(14);
  EXPECT_EQ(keys,
            (std::vector<std::string>{"transcript", "name", "turn", "span", "address", "speaker", "quoting",
                                      "second_hand", "date", "text", "before", "after", "question", "differences"}));
  EXPECT_EQ(
      object["passages"][0]["differences"][0].dump(),
      R"({"kind":"negation","severity":"meaning","marked":false,"spoken":"","spoken_span":[128,128],"quoted":"never","quoted_span":[8,13]})");
  EXPECT_EQ(object["claimed"].dump(), R"({"speaker":"The Chair","date":null})");
  EXPECT_EQ(line.back(), '\n');
}

// Only a cue tells that they are another's: it is shown as what it is, and not as a name.
TEST(CheckText, TakesNoCueForAName) {
  check::Answer answer = altered();
  check::Difference speaker;
  speaker.kind = check::DifferenceKind::speaker;
  speaker.quoted = "Ann Berg";
  speaker.spoken = "he told me that";
  answer.passages[0].differences = {speaker};
  EXPECT_NE(
      check_text({false, 80}, answer, "x").find("speaker   somebody not named (\"he told me that\"), not Ann Berg\n"),
      std::string::npos);
  answer.passages[0].differences[0].spoken = "The Chair";
  EXPECT_NE(check_text({false, 80}, answer, "x").find("speaker   The Chair, not Ann Berg\n"), std::string::npos);
  answer.passages[0].differences[0].spoken.clear();
  EXPECT_NE(check_text({false, 80}, answer, "x").find("speaker   not known, not Ann Berg\n"), std::string::npos);
}

TEST(CheckText, SaysWhatDiffersAndWhere) {
  EXPECT_EQ(check_text({false, 80}, altered(), "article.txt:12"),
            "article.txt:12  altered, and the meaning with it\n"
            "  quoted    \"we will *never* rebuild\"\n"
            "  claimed   The Chair\n"
            "  spoken    \"we will rebuild\"\n"
            "            The Chair, 2019-03-04, turn 61, 79c93a17dc29#61:20-35\n"
            "  asked     Will you\\x1b[31m rebuild?\n"
            "  added     never (negation)\n");
  // A copy of the interview that has other words there is told of.
  check::Answer copied = altered();
  check::Difference other;
  other.kind = check::DifferenceKind::modal;
  other.severity = check::Severity::meaning;
  other.spoken = "may";
  other.spoken_span = ByteSpan{53, 56};
  other.quoted = "will";
  copied.passages[0].copies_differ = {
      {"0c11aa22bb33", "copy\x1b.html", 9, {50, 64}, "0c11aa22bb33#9:0-14", "we may rebuild", {other}}};
  std::string text = check_text({false, 80}, copied, "article.txt:12");
  EXPECT_EQ(text.substr(text.find("  in a copy")),
            "  in a copy \"we *may* rebuild\"\n"
            "            copy\\x1b.html, turn 9, 0c11aa22bb33#9:0-14\n"
            "            \"may\" there, \"will\" here\n");
  check::Summary summary;
  summary.add(altered());
  EXPECT_EQ(check_summary_text({false, 80}, summary), "1 quotation: 1 altered; 1 differs in meaning\n");
  EXPECT_EQ(
      check_summary_json(summary),
      R"({"type":"summary","quotations":1,"verbatim":0,"abridged":0,"altered":1,"stitched":0,"misattributed":0,"not_found":0,"meaning":1})"
      "\n");
}

}  // namespace
}  // namespace stenogram::render
