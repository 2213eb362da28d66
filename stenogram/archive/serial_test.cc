#include "stenogram/archive/serial.h"

#include <gtest/gtest.h>

#include "stenogram/archive/compress.h"

namespace stenogram::archive {
namespace {

using namespace transcript;

constexpr std::uint64_t kTextSize = 1000;

// Every field with a value that is not its usual one.
Transcript everything() {
  Transcript t;
  t.region = {3, 990};
  t.language = "zh-Hant";
  t.heading.kind = Kind::press_conference;
  t.heading.excerpt = true;
  t.heading.title = Item{"A \"title\"\\ with\ncontrols\001", ByteSpan{3, 20}, std::nullopt};
  t.heading.outlet = Item{"Radio Vesna", std::nullopt, SourceSpan{5000, 5011}};
  t.heading.occasion = Item{"the visit", ByteSpan{21, 30}, SourceSpan{1, 2}};
  t.heading.place = Item{"Порт-Лис", ByteSpan{31, 40}, std::nullopt};
  t.heading.event_date = Dated{"2023-10-20", "20 October 2023", ByteSpan{41, 56}, std::nullopt};
  t.heading.publication_date = Dated{"2023-10-21T11:09", "", std::nullopt, SourceSpan{7, 9}};
  t.heading.spans = {{3, 20}, {21, 56}};
  t.speakers = {{"Anna Berg", false, "Harbour Minister", "Port Board", Role::respondent, {"BERG", "A. Berg"}},
                {std::nullopt, true, std::nullopt, std::nullopt, Role::interviewer, {"Q"}}};
  Turn first;
  first.n = 1;
  first.speaker = 1;
  first.label = Label{"Q", {60, 63}};
  first.kind = TurnKind::question;
  first.span = {63, 100};
  first.paragraphs = {{63, 100}};
  first.interrupted = true;
  first.time = capture::TimeRange{0.1, 12.345678901234567};
  Turn second;
  second.n = 2;
  second.speaker = 0;
  second.repeated = {{"BERG", {150, 155}}, {"Berg\377", {170, 175}}};
  second.kind = TurnKind::answer;
  second.span = {110, 300};
  second.paragraphs = {{110, 149}, {155, 300}};
  second.answers = 1;
  second.quotes = {{{120, 130}, {"Ole Dahl", "the Board"}, true, true, ByteSpan{112, 119}},
                   {{140, 145}, {}, false, false, std::nullopt}};
  second.notes = {{NoteKind::interjection, {200, 220}, "Ina Brandt", ByteSpan{205, 219}},
                  {NoteKind::laughter, {230, 240}, std::nullopt, std::nullopt}};
  second.page_number = 4;
  Turn third;
  third.n = 3;
  third.kind = TurnKind::procedure;
  third.span = {310, 320};
  t.turns = {first, second, third};
  t.leftovers = {{{330, 400}, LeftoverKind::date_line}, {{400, 990}, LeftoverKind::navigation}};
  t.doubts = {{"two_speakers", "two people are called Berg", {60, 63}}};
  return t;
}

TEST(Serial, ATranscriptComesBackAsItWas) {
  std::string bytes = to_bytes(everything());
  auto back = transcript_from(bytes, kTextSize, "7");
  ASSERT_TRUE(back) << back.error().message();
  // Equal bytes again, and the fields that a slip would lose looked at one by one.
  EXPECT_EQ(to_bytes(*back), bytes);
  EXPECT_EQ(back->heading.title->text, everything().heading.title->text);
  EXPECT_EQ(back->heading.publication_date->source, (SourceSpan{7, 9}));
  EXPECT_FALSE(back->heading.publication_date->span);
  EXPECT_EQ(back->speakers[0].affiliation, "Port Board");
  EXPECT_FALSE(back->speakers[1].name);
  EXPECT_TRUE(back->speakers[1].several);
  EXPECT_EQ(back->turns[0].time->end, 12.345678901234567);
  EXPECT_EQ(back->turns[1].repeated[1].text, "Berg\377");
  EXPECT_EQ(back->turns[1].quotes[0].cue, (ByteSpan{112, 119}));
  EXPECT_TRUE(back->turns[1].quotes[0].self);
  EXPECT_EQ(back->turns[1].notes[0].words, (ByteSpan{205, 219}));
  EXPECT_EQ(back->turns[1].answers, 1u);
  EXPECT_FALSE(back->turns[2].speaker);
  EXPECT_TRUE(back->turns[2].paragraphs.empty());
  EXPECT_EQ(back->turns[2].n, 3u);
  EXPECT_EQ(back->leftovers[1].kind, LeftoverKind::navigation);
  EXPECT_EQ(back->doubts[0].code, "two_speakers");
}

TEST(Serial, AnEmptyTranscriptComesBack) {
  auto back = transcript_from(to_bytes(Transcript{}), 0, "7");
  ASSERT_TRUE(back);
  EXPECT_EQ(to_bytes(*back), to_bytes(Transcript{}));
}

TEST(Serial, WhatPointsOutsideIsRefused) {
  struct Case {
    const char* from;
    const char* to;
  };
  constexpr Case kCases[] = {
      {"[110,300]", "[110,1001]"},  // past the page
      {"[110,300]", "[300,110]"},   // turned round
      {"[110,300]", "[110]"},
      {"[110,300]", "[110,200,300]"},
      {"[110,300]", "\"110\""},
      {"[110,300]", "[-1,300]"},
      {"\"speaker\":1", "\"speaker\":2"},  // nobody
      {"\"answers\":1", "\"answers\":9"},
      {"\"answers\":1", "\"answers\":0"},
      {"\"answer\"", "\"retort\""},  // no such kind
      {"\"region\"", "\"legion\""},
      {"\"turns\":[", "\"turns\":[7,"},
      {"{", "["},
      {"}]}", "]}"},
      {"\"hex\":\"42657267ff\"", "\"hex\":\"4zz\""},
  };
  std::string sound = to_bytes(everything());
  for (const Case& c : kCases) {
    std::string bytes = sound;
    std::size_t at = bytes.find(c.from);
    ASSERT_NE(at, std::string::npos) << c.from;
    bytes.replace(at, std::string_view(c.from).size(), c.to);
    auto back = transcript_from(bytes, kTextSize, "7");
    ASSERT_FALSE(back) << c.from << " as " << c.to;
    EXPECT_EQ(back.error().kind, Error::Kind::damaged);
  }
}

// Whatever is done to the bytes, nothing is read outside them and no span leaves the page.
TEST(Serial, DamageOfAnyByteIsAnErrorOrHarmless) {
  std::string sound = to_bytes(everything());
  for (std::size_t at = 0; at < sound.size(); ++at)
    for (char c : {'9', '"', '}', '\0', '\377'}) {
      std::string bytes = sound;
      bytes[at] = c;
      auto back = transcript_from(bytes, kTextSize, "7");
      if (!back) continue;
      for (const Turn& turn : back->turns) ASSERT_LE(turn.span.end, kTextSize);
    }
  for (std::size_t size = 0; size < sound.size(); ++size)
    EXPECT_FALSE(transcript_from(sound.substr(0, size), kTextSize, "7"));
}

TEST(Serial, ASourceMapComesBackAsItWas) {
  auto map =
      text::SourceMap::from_runs({{0, 40, 1, 1}, {10, 9'000'000'000, 2, 1}, {30, 12, 1, 5}, {31, 0, 1, 0}}, 1 << 20);
  auto back = source_map_from(to_bytes(map), "7");
  ASSERT_TRUE(back);
  EXPECT_EQ(back->runs(), map.runs());
  EXPECT_EQ(back->text_size(), map.text_size());
  std::string bytes = to_bytes(map);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    auto cut = source_map_from(bytes.substr(0, size), "7");
    EXPECT_TRUE(!cut || cut->runs().size() < map.runs().size());
  }
}

TEST(Compress, ComesBackOrSaysThatItIsDamaged) {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "we will rebuild the bridge, " + std::to_string(i);
  std::string blob = compressed(text);
  EXPECT_LT(blob.size(), text.size() / 3);
  EXPECT_EQ(*decompressed(blob, text.size(), "7"), text);
  EXPECT_EQ(*decompressed(compressed(""), 0, "7"), "");
  EXPECT_FALSE(decompressed(blob, text.size() + 1, "7"));
  EXPECT_FALSE(decompressed(blob.substr(0, blob.size() - 1), text.size(), "7"));
  EXPECT_FALSE(decompressed("", 5, "7"));
  // Beside another: little more than where it stands, and unreadable without it.
  std::string capture = "<p>" + text + "</p>", beside = compressed(text, capture);
  EXPECT_LT(beside.size(), blob.size() / 2);
  EXPECT_EQ(*decompressed(beside, text.size(), "7", capture), text);
  EXPECT_FALSE(decompressed(beside, text.size(), "7"));
  EXPECT_EQ(*decompressed(blob, text.size(), "7", capture), text);
  for (std::size_t at = 0; at < blob.size(); at += 7) {
    std::string bad = blob;
    bad[at] = char(bad[at] ^ 0x40);
    auto back = decompressed(bad, text.size(), "7");
    ASSERT_TRUE(!back || *back == text);
  }
}

}  // namespace
}  // namespace stenogram::archive
