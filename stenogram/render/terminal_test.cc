#include "stenogram/render/terminal.h"

#include <gtest/gtest.h>

namespace stenogram::render {
namespace {

TEST(Inert, ShowsWhatActsOnATerminal) {
  struct Case {
    std::string_view text, shown;
  };
  constexpr Case kCases[] = {
      {"plain words", "plain words"},
      {"Größe, 記者, да", "Größe, 記者, да"},
      {"a\033[31mred", "a\\x1b[31mred"},
      {"title\007", "title\\x07"},
      {"a\tb\nc\r\nd", "a b c d"},
      {"\302\233"
       "31m",
       "\\x9b31m"},  // the one-character CSI of C1
      {"abc\342\200\256"
       "cba",
       "abc\\u202ecba"},  // right-to-left override
      {"x\342\201\246y", "x\\u2066y"},
      {"line\342\200\250next", "line\\u2028next"},
      {"\377\376", "\\xff\\xfe"},
      {"cut \342\200", "cut \\xe2\\x80"},
      {"", ""},
  };
  for (const Case& c : kCases) EXPECT_EQ(inert(c.text), c.shown);
}

TEST(Inert, LeavesNothingThatActs) {
  for (unsigned first = 0; first < 256; ++first)
    for (unsigned second = 0; second < 256; ++second) {
      std::string text{char(first), char(second)};
      for (char c : inert(text)) ASSERT_TRUE(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f);
    }
}

TEST(Columns, CountsWideCharactersTwiceAndMarksNotAtAll) {
  EXPECT_EQ(columns("abc"), 3u);
  EXPECT_EQ(columns("記者"), 4u);
  EXPECT_EQ(columns("e\314\201t\303\251"), 3u);
  EXPECT_EQ(first_columns("記者問", 5), "記者");
  EXPECT_EQ(last_columns("記者問", 5), "者問");
  EXPECT_EQ(first_columns("e\314\201t", 1), "e\314\201");
  EXPECT_EQ(last_columns("ae\314\201t", 1), "t");
  EXPECT_EQ(fitted("abcdef", 4), "abc…");
  EXPECT_EQ(fitted("abcd", 4), "abcd");
  EXPECT_EQ(padded("記", 4), "記  ");
  EXPECT_EQ(padded_left("ab", 4), "  ab");
}

TEST(Folded, BreaksAtBlanksWhereThereAreAny) {
  using Lines = std::vector<std::string_view>;
  EXPECT_EQ(folded("we will rebuild the bridge", 12), (Lines{"we will", "rebuild the", "bridge"}));
  EXPECT_EQ(folded("we will", 7), (Lines{"we will"}));
  EXPECT_EQ(folded("abcdefgh", 3), (Lines{"abc", "def", "gh"}));
  EXPECT_EQ(folded("記者問答", 4), (Lines{"記者", "問答"}));
  EXPECT_EQ(folded("記者", 1), (Lines{"記", "者"}));
  EXPECT_TRUE(folded("", 10).empty());
}

TEST(Painted, OnlyWhereColourIsWanted) {
  EXPECT_EQ(painted({.colour = false}, Paint::bad, "x"), "x");
  EXPECT_EQ(painted({.colour = true}, Paint::bad, "x"), "\033[1;31mx\033[0m");
  EXPECT_EQ(painted({.colour = true}, Paint::plain, "x"), "x");
}

}  // namespace
}  // namespace stenogram::render
