#include "stenogram/capture/plain.h"

#include <gtest/gtest.h>

#include "stenogram/base/file.h"
#include "stenogram/capture/page_check.h"

namespace stenogram::capture {
namespace {

Page page_of(std::string text) {
  text::Decoded decoded;
  decoded.text = std::move(text);
  decoded.charset = "utf-8";
  Source source;
  source.name = "test.txt";
  Result<Page> page = read_plain(source, std::move(decoded), {});
  EXPECT_TRUE(page);
  return *std::move(page);
}

struct Case {
  const char* text;
  const char* blocks;
};

constexpr Case kCases[] = {
    {"one line", "p one line\n"},
    {"one\ntwo\n", "p one\np two\n"},
    {"one\n\ntwo", "p one\n_p two\n"},
    {"one\r\n\r\n  two \r\nthree", "p one\n_p>2 two\np three\n"},
    {"one\rtwo\r\rthree", "p one\np two\n_p three\n"},
    {"one\ftwo", "p one\np two\n"},
    {"one\xE2\x80\xA8two\xC2\x85three", "p one\np two\np three\n"},
    {"\xEF\xBB\xBFone\n\xC2\xA0\n\ttwo", "p one\n_p>8 two\n"},
    {"one\n----\n* * *\n\xE2\x80\x94\xE2\x80\x94\xE2\x80\x94\ntwo",
     "p one\nr ----\nr * * *\nr \xE2\x80\x94\xE2\x80\x94\xE2\x80\x94\np two\n"},
    {"...\n--\n", "p ...\np --\n"},
    {"", ""},
    {" \n\t\n", ""},

    // Broken at a column, with a blank line between paragraphs.
    {"The ferry will sail again in the spring, and when it\n"
     "does we shall have room for every car that waits on\n"
     "the quay, as we promised to the people who live out\n"
     "there.\n"
     "\n"
     "Q: And the fares? You said in the autumn that they\n"
     "would not be raised before the new harbour is open.\n",
     "p The ferry will sail again in the spring, and when it/does we shall have room for every car that waits on/"
     "the quay, as we promised to the people who live out/there.\n"
     "_p Q: And the fares? You said in the autumn that they/would not be raised before the new harbour is open.\n"},

    // Broken at a column, first lines indented, no blank lines.
    {"    The ferry will sail again in the spring, and when\n"
     "it does we shall have room for every car that waits\n"
     "on the quay.\n"
     "    And the fares? You said in the autumn that they\n"
     "would not be raised before the new harbour is open,\n"
     "which is now a year away.\n",
     "p>4 The ferry will sail again in the spring, and when/it does we shall have room for every car that waits/on the "
     "quay.\n"
     "p>4 And the fares? You said in the autumn that they/would not be raised before the new harbour is open,/"
     "which is now a year away.\n"},

    // Hanging labels.
    {"MAYOR:  The ferry will sail again in the spring and\n"
     "        when it does we shall have room for all of\n"
     "        the cars.\n"
     "VOICE:  And the fares? You said in the autumn that\n"
     "        they would not be raised before the harbour\n"
     "        is open.\n",
     "p MAYOR:  The ferry will sail again in the spring and/        when it does we shall have room for all of/        "
     "the cars.\n"
     "p VOICE:  And the fares? You said in the autumn that/        they would not be raised before the harbour/        "
     "is open.\n"},

    // Short lines that nothing forced to end are units of their own.
    {"Mayor: Yes.\nVoice: And then?\nMayor: Then we shall see.\nVoice: When?\nMayor: Soon, I hope, and with "
     "luck.\nVoice: Thank you.\n",
     "p Mayor: Yes.\np Voice: And then?\np Mayor: Then we shall see.\np Voice: When?\np Mayor: Soon, I hope, and with "
     "luck.\np Voice: Thank you.\n"},
};

TEST(Plain, FindsParagraphs) {
  for (const Case& c : kCases) {
    const Page page = page_of(c.text);
    EXPECT_EQ(printed(page), c.blocks);
    EXPECT_EQ(faults_text(page), "") << c.text;
    EXPECT_EQ(page.text, c.text);
    EXPECT_TRUE(page.source.is_identity());
  }
}

TEST(Plain, EveryMixOfFewBytesIsAccountedFor) {
  const std::string letters[] = {"a", " ", "\n", "\r", "-", "\xC2\xA0", "\xE2\x80\xA8", "\xE2", "\xC2"};
  std::string text;
  for (std::size_t n = 0; n < 9u * 9 * 9 * 9 * 9; ++n) {
    text.clear();
    for (std::size_t rest = n, i = 0; i < 5; ++i, rest /= 9) text += letters[rest % 9];
    ASSERT_EQ(faults_text(page_of(text)), "") << n;
  }
}

TEST(Plain, TooManyBlocksIsAnErrorThatNamesTheLimit) {
  text::Decoded decoded;
  decoded.text = "a\nb\nc\n";
  Source source;
  source.name = "lines.txt";
  Limits limits;
  limits.blocks = 2;
  const Result<Page> page = read_plain(source, std::move(decoded), limits);
  ASSERT_FALSE(page);
  EXPECT_EQ(page.error().message(), "lines.txt: too large: has more than 2 paragraphs; split it into smaller captures");
}

TEST(Plain, EveryRealTextIsAccountedFor) {
  const std::vector<std::string> files = files_below(test_data(), {".txt", ".said"});
  if (files.empty())
    GTEST_SKIP() << "no real captures: set STENOGRAM_TEST_DATA to the folder that holds corpus/ and seeds/";
  for (const std::string& file : files) {
    Result<std::string> bytes = read_file(file, 1 << 30);
    ASSERT_TRUE(bytes);
    EXPECT_EQ(faults_text(page_of(*std::move(bytes))), "") << file;
  }
}

}  // namespace
}  // namespace stenogram::capture
