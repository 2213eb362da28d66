#include "stenogram/capture/speech_table.h"

#include <gtest/gtest.h>

#include "stenogram/capture/page_check.h"
#include "stenogram/capture/read.h"

namespace stenogram::capture {
namespace {

Page page_of(std::string_view text) {
  Source source;
  source.name = "talk.csv";
  source.bytes = text;
  Result<Page> page = read(source);
  EXPECT_TRUE(page) << (page ? "" : page.error().message());
  return page ? *page : Page{};
}

TEST(SpeechTable, ReadsSpeakersWordsAndTimes) {
  Page page = page_of(
      "speaker,timestamp,words,tags,,\n"
      "Dora Linden,0:02,\"Good morning, and welcome.\",,,\n"
      "Karl Weiss,1:00,\"They called me \"\"Sacks\"\".\",work,,\n"
      ",[1:02],I did not mind.,,,\n"
      "Dora Linden:,1:10,\"And then?\nWhat came?\",,,\n");
  EXPECT_EQ(page.media_type, "text/csv");
  EXPECT_EQ(page.text,
            "Dora Linden: Good morning, and welcome.\n\nKarl Weiss: They called me \"Sacks\".\n\nI did not mind.\n\n"
            "Dora Linden: And then?\nWhat came?");
  EXPECT_EQ(faults_text(page), "");
  ASSERT_EQ(page.blocks.size(), 4u);
  EXPECT_DOUBLE_EQ(page.blocks[1].time->start, 60);
  EXPECT_DOUBLE_EQ(page.blocks[2].time->start, 62);
  EXPECT_EQ(page.blocks[1].voice->utterance, page.blocks[2].voice->utterance);
  EXPECT_EQ(slice(page.text, *page.blocks[3].voice->label), "Dora Linden");
  EXPECT_FALSE(page.blocks[2].voice->label);
}

TEST(SpeechTable, ReadsTabsAndMilliseconds) {
  Page page = page_of("name\tstart_ms\ttext\nAnna Berg\t1500\tIt is open, and \"free\".\nKarl Weiss\t2500\tIs it?\n");
  EXPECT_EQ(page.media_type, "text/tab-separated-values");
  EXPECT_EQ(page.text, "Anna Berg: It is open, and \"free\".\n\nKarl Weiss: Is it?");
  EXPECT_DOUBLE_EQ(page.blocks[0].time->start, 1.5);
}

TEST(SpeechTable, OtherTablesAreNone) {
  for (std::string_view text :
       {"date,account,amount,text\n2019-05-03,Dues,120.00,Received\n2019-05-04,Cranes,-90.00,Repairs\n",
        "name,email,text,city\nAnna Berg,a@example.org,Member,Riba\nCarl Dunn,c@example.org,Member,Selm\n",
        "speaker,text\nonly one line of it, with, far, too, many, commas\n",
        "Speaker, text and all that: a sentence.\nAnother one, and more.\nAnd a third.\n"})
    EXPECT_FALSE(looks_like_speech_table(text)) << text;
}

TEST(SpeechTable, WhatBreaksOffIsReadAsFarAsItGoes) {
  Page page = page_of("speaker,text\nAnna Berg,It is open.\nKarl Weiss,\"It never\n");
  EXPECT_EQ(page.text, "Anna Berg: It is open.\n\nKarl Weiss: It never");
  EXPECT_EQ(faults_text(page), "");
}

}  // namespace
}  // namespace stenogram::capture
