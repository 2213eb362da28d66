#include "stenogram/check/unmarked.h"

#include <gtest/gtest.h>

#include "stenogram/capture/read.h"
#include "stenogram/check/test_record.h"

namespace stenogram::check {
namespace {

SlowPassages record() {
  SlowPassages record;
  record.add(invented(
      "a", "2031-03-04",
      "Q: Will the lamps burn all winter on the outer mole?\n"
      "Greta Holm: The lamps will burn until somebody puts them out, and nobody in this town has hands for that.\n"));
  return record;
}

std::string printed(std::string_view article) {
  capture::Source source;
  source.name = "article.txt";
  source.bytes = article;
  Result<capture::Page> page = capture::read(source);
  if (!page) return page.error().message();
  SlowPassages held = record();
  Result<std::vector<Unmarked>> found = find_unmarked(*page, find_quotations(*page), held);
  if (!found) return found.error().message();
  std::string out;
  for (const Unmarked& run : *found) {
    EXPECT_EQ(run.text, slice(page->text, run.span));
    out += std::to_string(run.words) + "/" + std::to_string(run.places) + " " + run.shown.at(0).speaker.value_or("?") +
           ": " + run.text + "\n";
  }
  return out;
}

struct Case {
  const char* article;
  const char* expected;
};

constexpr Case kCases[] = {
    {"The board holds that the lamps will burn until somebody puts them out, and it is right.",
     "10/1 Greta Holm: the lamps will burn until somebody puts them out, and\n"},
    // In quotation marks it is a quotation; seven words are too few.
    {"“The lamps will burn until somebody puts them out,” said Greta Holm.", ""},
    {"We think lamps will burn until somebody puts out fires.", ""},
    // Across a line's end, by words and not by bytes, capitals and marks aside.
    {"Will THE LAMPS — burn all winter\non the outer mole?",
     "10/1 ?: Will THE LAMPS — burn all winter\non the outer mole\n"},
    // To the end of the text.
    {"Nobody in this town has hands for that.", "8/1 Greta Holm: Nobody in this town has hands for that\n"},
    // Never across two turns.
    {"on the outer mole the lamps will burn until somebody waits", ""},
};

TEST(Unmarked, FindsRunsOfEightWordsAndMore) {
  for (const Case& c : kCases) EXPECT_EQ(printed(c.article), c.expected) << c.article;
}

// The slow way: every window of eight words, joined where they overlap, holds the same words.
TEST(Unmarked, CoversEveryWindowThatTheRecordHolds) {
  SlowPassages held = record();
  std::string text =
      "so the lamps will burn until somebody puts them out and nobody in this town has any hands for that now";
  capture::Source source;
  source.name = "article.txt";
  source.bytes = text;
  Result<capture::Page> page = capture::read(source);
  ASSERT_TRUE(page);
  Result<std::vector<Unmarked>> found = find_unmarked(*page, {}, held);
  ASSERT_TRUE(found);
  std::vector<text::Word> words = text::words(text);
  for (std::size_t at = 0; at + kUnmarkedWords <= words.size(); ++at) {
    std::vector<std::string> keys;
    for (std::size_t k = at; k < at + kUnmarkedWords; ++k)
      keys.push_back(text::search_key(slice(text, words[k].span())));
    bool stands = !held.occurrences(keys, 1)->places.empty();
    ByteSpan window{words[at].begin, words[at + kUnmarkedWords - 1].end};
    bool covered =
        std::any_of(found->begin(), found->end(), [&](const Unmarked& run) { return run.span.contains(window); });
    EXPECT_EQ(stands, covered) << slice(text, window);
  }
}

}  // namespace
}  // namespace stenogram::check
