#include "stenogram/capture/blank.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace stenogram::capture {
namespace {

TEST(Blank, ForwardAndBackwardAgreeOnEveryCharacter) {
  for (char32_t c = 1; c < 0x11000; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text;
    append_utf8(text, c);
    EXPECT_EQ(character_at(text, 0), c);
    EXPECT_EQ(character_length(text, 0), text.size());
    const std::size_t n = blank_at(text, 0);
    EXPECT_TRUE(n == 0 || n == text.size()) << std::hex << unsigned(c);
    EXPECT_EQ(blank_before(text, text.size()), n) << std::hex << unsigned(c);
  }
}

TEST(Blank, WhatIsBlank) {
  for (const char* blank : {" ", "\t", "\n", "\x7F", "\xC2\xA0", "\xC2\xAD", "\xE2\x80\x8B", "\xE2\x80\xA9",
                            "\xE3\x80\x80", "\xEF\xBB\xBF"})
    EXPECT_TRUE(is_blank(blank));
  for (const char* text : {"a", "\xC2\xA1", "\xE2\x80\x90", "\xE2\x80\xA6", "\xEF\xBF\xBD", "\xC2", "\xE2\x80"})
    EXPECT_FALSE(is_blank(text));
}

TEST(Blank, Trims) {
  EXPECT_EQ(trimmed(" \xC2\xA0 a b\xE3\x80\x80\n", {0, 11}), (ByteSpan{4, 7}));
  EXPECT_TRUE(trimmed(" \n ", {0, 3}).empty());
}

TEST(Blank, ColumnsAsATerminalShowsThem) {
  EXPECT_EQ(columns_of("abc"), 3u);
  EXPECT_EQ(columns_of("\xC3\xA9"), 1u);
  EXPECT_EQ(columns_of("e\xCC\x81"), 1u);
  EXPECT_EQ(columns_of("\xE5\x95\x8F"), 2u);
}

// The first bytes of a blank are none where the rest of it is wanting.
TEST(Blank, MalformedBytesAreNoBlanks) {
  for (const char* text : {"\xC2]", "\xC2 ", "\xE2\x80]", "\xE2\x80", "\xD8]", "\xEF\xBB]", "\xE3\x80 "})
    EXPECT_EQ(blank_at(text, 0), 0u) << text;
}

// Beside the rule said plainly: every string of up to seven of a few characters.
TEST(Blank, WordsEndWhereTheRuleSays) {
  const std::vector<std::string> letters = {"a", " ", "\n", "\xC2\xA0", "\xC3\xA9", "\x7F"};
  const auto rule = [](std::string_view text, std::size_t end) {
    std::size_t at = 0;
    while (at < end) {
      const bool single = text[at] == ' ' && at + 1 < end && blank_at(text, at + 1) == 0;
      if (blank_at(text, at) != 0 && !single) break;
      at += character_length(text, at);
    }
    return std::min(at, end);
  };
  std::vector<std::string> texts = {"a"};
  for (std::size_t n = 0; n < texts.size(); ++n) {
    const std::string text = texts[n];
    if (text.size() < 7)
      for (const std::string& letter : letters) texts.push_back(text + letter);
    for (std::size_t end = 1; end <= text.size(); ++end)
      ASSERT_EQ(end_of_words(text, 0, end), rule(text, end)) << text << ' ' << end;
  }
}

}  // namespace
}  // namespace stenogram::capture
