#include "stenogram/capture/sniff.h"

#include <gtest/gtest.h>

#include "stenogram/capture/read.h"

namespace stenogram::capture {
namespace {

Source source_of(std::string name, std::string bytes, std::string format = {}) {
  Source source;
  source.name = std::move(name);
  source.bytes = std::move(bytes);
  source.format = std::move(format);
  return source;
}

// What the content is decides; the name only where the content allows both.
TEST(Sniff, ContentDecides) {
  const std::string talk = "Mayor: Yes, we will.\n\nVoice: When?\n";
  const struct {
    const char* name;
    std::string bytes;
    const char* media_type;
  } cases[] = {
      {"talk.txt", talk, "text/plain"},
      {"talk.html", talk, "text/plain"},
      {"talk.md", talk, "text/plain"},
      {"talk.txt", "<!doctype HTML>\n<p>" + talk, "text/html"},
      {"talk.txt", "\xEF\xBB\xBF<!-- saved --><?xml version='1.0'?><html><body>" + talk, "text/html"},
      {"talk.txt", "<div><p>Mayor: Yes.</p><p>Voice: When?</p><br></div>", "text/html"},
      {"talk.html", "<MAYOR: Yes.>\n<VOICE:> When? <APPLAUSE>\n<MAYOR: Soon.>\n", "text/plain"},
      {"talk.html", "<Newspeech>Mr. Quay: Yes.</Newspeech>\n<Newspeech>Mr. Pier: When?</Newspeech>\n", "text/plain"},
      {"talk.html", "If a < b and <b>bold</b> is said, it is still talk.\n" + talk, "text/plain"},
  };
  for (const auto& c : cases) {
    const Result<Page> page = read(source_of(c.name, c.bytes));
    ASSERT_TRUE(page) << page.error().message();
    EXPECT_EQ(page->media_type, c.media_type) << c.bytes;
  }
}

TEST(Sniff, WhatIsAskedForOverrides) {
  const Result<Page> page = read(source_of("a", "<p>Mayor: <b>Yes</b></p>", "text"));
  ASSERT_TRUE(page);
  EXPECT_EQ(page->text, "<p>Mayor: <b>Yes</b></p>");
  const Result<Page> html = read(source_of("a", "Mayor: <b>Yes</b>", "html"));
  ASSERT_TRUE(html);
  EXPECT_EQ(html->text, "Mayor: Yes");
  const Result<Page> unknown = read(source_of("a.txt", "Yes", "papyrus"));
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().message().substr(0, 65),
            "a.txt: usage: no format is called `papyrus`; one of text, txt, pl");
}

TEST(Sniff, RefusesWithAReason) {
  const std::string zeros(100, '\0');
  const struct {
    std::string bytes;
    Error::Kind kind;
  } cases[] = {
      {"", Error::Kind::unreadable},
      {" \n\t\r\n", Error::Kind::unreadable},
      {"\x89PNG\r\n\x1A\n" + zeros, Error::Kind::unsupported},
      {"\x7F"
       "ELF" +
           zeros,
       Error::Kind::unsupported},
      {"OggS" + zeros, Error::Kind::unsupported},
      {zeros, Error::Kind::unreadable},
  };
  for (const auto& c : cases) {
    const Result<Page> page = read(source_of("odd.bin", c.bytes));
    ASSERT_FALSE(page) << c.bytes.size();
    EXPECT_EQ(page.error().kind, c.kind) << page.error().message();
    EXPECT_EQ(page.error().where, "odd.bin");
    EXPECT_FALSE(page.error().advice.empty()) << page.error().message();
  }
}

TEST(Sniff, SizeMeetsItsLimit) {
  Limits limits;
  limits.capture_bytes = 10;
  const Result<Page> page = read(source_of("long.txt", "more than ten bytes"), limits);
  ASSERT_FALSE(page);
  EXPECT_EQ(page.error().message(), "long.txt: too large: larger than 10 bytes; split it into smaller captures");
}

}  // namespace
}  // namespace stenogram::capture
