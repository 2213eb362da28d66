// For the tables of layouts: a page from a few lines, and its turns as a line each: the
// speaker's name (or `?` for one without), the kind's first letter, `-` where the turn was
// cut off, and what was said, with `/` for line ends. Its voices as a line each: name, role
// and the labels as printed.
#pragma once
#include <gtest/gtest.h>

#include <span>
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

inline std::string printed_voices(const Transcript& t) {
  std::string out;
  for (const Speaker& speaker : t.speakers) {
    out += speaker.name.value_or("?") + ", " + std::string(name_of(speaker.role)) + ":";
    for (const std::string& label : speaker.labels) out += " [" + label + "]";
    out += "\n";
  }
  return out;
}

// A row of a table of layouts. `voices` may be empty where turns say all there is to say.
struct Layout {
  const char* name;
  const char* format;
  const char* kind;
  std::string_view text, turns, voices = {};
};

inline void expect_read(std::span<const Layout> layouts) {
  for (const Layout& layout : layouts) {
    capture::Page page = page_of(layout.text, layout.format);
    std::vector<Transcript> transcripts = read(page);
    EXPECT_EQ(printed(page, transcripts), layout.turns) << layout.name;
    EXPECT_EQ(name_of(transcripts.front().heading.kind), layout.kind) << layout.name;
    if (!layout.voices.empty()) {
      EXPECT_EQ(printed_voices(transcripts.front()), layout.voices) << layout.name;
    }
    for (const std::string& fault : faults(page, transcripts)) ADD_FAILURE() << layout.name << ": " << fault;
  }
}

}  // namespace stenogram::transcript
