#include "stenogram/check/list.h"

#include <gtest/gtest.h>

namespace stenogram::check {
namespace {

std::string printed(std::string_view text) {
  Result<std::vector<Listed>> list = read_list(text, "list");
  if (!list) return list.error().message();
  std::string out;
  for (const Listed& row : *list) {
    const Quotation& quotation = row.quotation;
    out += std::to_string(row.line) + " ";
    out += row.error ? row.error->message()
                     : quotation.quoted + "/" + quotation.speaker.value_or("-") + "/" + quotation.date.value_or("-");
    out += "\n";
  }
  return out;
}

struct Case {
  const char* text;
  const char* expected;
};

constexpr Case kCases[] = {
    {"quoted,speaker,date\n\"We will, \"\"all\"\" of us.\",Ada Voss,2019\r\nYes,,\n",
     "2 We will, \"all\" of us./Ada Voss/2019\n3 Yes/-/-\n"},
    // A byte order mark, semicolons, another order, line ends in quotation marks.
    {"\xEF\xBB\xBFSpeaker;Quote\nVoss;\"two\nlines\"\nLind;one\n", "2 two\nlines/Voss/-\n4 one/Lind/-\n"},
    {"id\tDate\tClaimed Speaker\tQuotation\n7\t2019-03\tVoss\tWe will; yes, we will\n",
     "2 We will; yes, we will/Voss/2019-03\n"},
    // As spreadsheets save it: Windows-1252, UTF-16.
    {"quoted,speaker\nIch w\xFCrde das nicht t\xFCn,M\xFCller\n", "2 Ich würde das nicht tün/Müller/-\n"},
    // Dates as people write them; what cannot be told stays.
    {"quoted,date\nYes,14.03.2024\nYes,\"March 14, 2024\"\nYes,March 2024\nYes,last week\n",
     "2 Yes/-/2024-03-14\n3 Yes/-/2024-03-14\n4 Yes/-/2024-03\n5 Yes/-/last week\n"},
    {"Цитата|Кто\nДа|Восс\n", "2 Да/Восс/-\n"},
    {"\"quoted\", \"speaker\"\n\"a, b\", \"Voss\"\n\n , \n", "2 a, b/Voss/-\n"},
    {"{\"quoted\":\"We will\",\"speaker\":\"Voss\"}\n\n{\"quote\":\"Да\",\"date\":\"2019\",\"speaker\":null}",
     "1 We will/Voss/-\n3 Да/-/2019\n"},
};

TEST(List, ReadsCsvAndJsonLines) {
  for (const Case& c : kCases) EXPECT_EQ(printed(c.text), c.expected) << c.text;
}

TEST(List, KeepsBadRowsInTheirPlaceWithTheirLine) {
  std::string rows = printed("quoted,speaker\nYes,Voss\n...,Voss\nNo,Lind\n\"never closed,Lind\n");
  EXPECT_NE(rows.find("2 Yes/Voss/-\n3 list:3"), std::string::npos) << rows;
  EXPECT_NE(rows.find("4 No/Lind/-\n5 list:5"), std::string::npos) << rows;
  EXPECT_NE(printed("{\"quoted\":\"a\"}\n{broken\n[1]\n").find("2 list:2"), std::string::npos);
}

TEST(List, SaysWhatIsWrong) {
  EXPECT_NE(printed("").find("an empty list"), std::string::npos);
  EXPECT_NE(printed("speaker,date\nVoss,2019\n").find("list:1"), std::string::npos);
  EXPECT_NE(printed("quoted\n").find("without a quotation"), std::string::npos);
  EXPECT_NE(printed("quoted\n...\n").find("list:2"), std::string::npos);
  EXPECT_NE(printed(std::string_view("q\0\1\2\0\3", 6)).find("unreadable"), std::string::npos);
}

}  // namespace
}  // namespace stenogram::check
