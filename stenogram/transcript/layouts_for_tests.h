// For the tables of layouts: a page from a few lines, and its turns as a line each: the
// speaker's name (or `?` for one without), the kind's first letter, `-` where the turn was
// cut off, and what was said, with `/` for line ends.
#pragma once
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "stenogram/capture/read.h"
#include "stenogram/transcript/tiles.h"
#include "stenogram/transcript/transcript.h"

namespace stenogram::transcript {

inline capture::Page page_of(std::string_view text, const char* format = "text") {
  capture::Source source;
  source.name = "test.txt";
  source.bytes = std::string(text);
  source.format = format;
  auto page = capture::read(source);
  EXPECT_TRUE(page) << (page ? "" : page.error().message());
  return page ? *page : capture::Page{};
}

inline std::string printed(const capture::Page& page, const std::vector<Transcript>& transcripts) {
  std::string out;
  for (const Transcript& t : transcripts)
    for (const Turn& turn : t.turns) {
      std::string who = "?";
      if (turn.speaker && t.speakers[*turn.speaker].name) who = *t.speakers[*turn.speaker].name;
      std::string said(slice(page.text, turn.span));
      for (char& c : said)
        if (c == '\n') c = '/';
      out += who + " " + std::string(1, name_of(turn.kind)[0]) + (turn.interrupted ? "-" : "") + ": " + said + "\n";
    }
  return out;
}

}  // namespace stenogram::transcript
