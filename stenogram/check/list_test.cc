#include "stenogram/check/list.h"

#include <gtest/gtest.h>

namespace stenogram::check {
namespace {

std::string printed(std::string_view text) {
  Result<std::vector<Quotation>> list = read_list(text, "list");
  if (!list) return list.error().message();
  std::string out;
  for (const Quotation& quotation : *list)
    out += quotation.quoted + "/" + quotation.speaker.value_or("-") + "/" + quotation.date.value_or("-") + "\n";
  return out;
}

TEST(List, ReadsCsvAndJsonLines) {
  EXPECT_EQ(printed("quoted,speaker,date\n\"We will, \"\"all\"\" of us.\",Ada Voss,2019\r\nYes,,\n"),
            "We will, \"all\" of us./Ada Voss/2019\nYes/-/-\n");
  EXPECT_EQ(printed("\xEF\xBB\xBF""Speaker;Quote\nVoss;\"two\nlines\"\n"), "two\nlines/Voss/-\n");
  EXPECT_EQ(printed("{\"quoted\":\"We will\",\"speaker\":\"Voss\"}\n\n{\"quote\":\"Да\",\"date\":\"2019\",\"speaker\":null}"),
            "We will/Voss/-\nДа/-/2019\n");
}

TEST(List, SaysWhatIsWrong) {
  EXPECT_NE(printed("").find("an empty list"), std::string::npos);
  EXPECT_NE(printed("speaker,date\nVoss,2019\n").find("list:1"), std::string::npos);
  EXPECT_NE(printed("quoted\nYes\n...\n").find("list:3"), std::string::npos);
  EXPECT_NE(printed("{\"quoted\":\"a\"}\n{broken\n").find("list:2"), std::string::npos);
}

}  // namespace
}  // namespace stenogram::check
