#include "stenogram/capture/captions.h"

#include <gtest/gtest.h>

#include "stenogram/base/file.h"
#include "stenogram/capture/page_check.h"
#include "stenogram/capture/read.h"

namespace stenogram::capture {
namespace {

Page captions(std::string_view text) {
  Source source;
  source.name = "a.vtt";
  source.bytes = text;
  Result<Page> page = read(source);
  EXPECT_TRUE(page) << page.error().message();
  if (!page) return {};
  EXPECT_EQ(faults_text(*page), "");
  return *std::move(page);
}

TEST(Captions, GiveABlockACueWithItsTime) {
  Page page = captions(
      "WEBVTT - harbour\n\nNOTE made by hand\nover two lines\n\n"
      "1\n00:00:01.500 --> 00:00:04.000 align:start\nMS. HOLT: Good\nafternoon.\n\n"
      "named cue\n01:02:03.250 --> 01:02:04.000\n&gt;&gt; Is it <i>so</i> &amp; true?\n");
  EXPECT_EQ(page.text, "MS. HOLT: Good afternoon.\n>> Is it so & true?");
  ASSERT_EQ(page.blocks.size(), 2u);
  EXPECT_DOUBLE_EQ(page.blocks[0].time->start, 1.5);
  EXPECT_DOUBLE_EQ(page.blocks[1].time->start, 3723.25);
  EXPECT_EQ(page.media_type, "text/vtt");
}

TEST(Captions, SubRipToo) {
  Page page = captions(
      "\xEF\xBB\xBF"
      "1\r\n00:00:01,000 --> 00:00:02,000\r\nFirst words.\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nMore "
      "words.\r\n");
  EXPECT_EQ(page.text, "First words.\nMore words.");
}

TEST(Captions, VoicesArePrintedWhereTheyChange) {
  Page page = captions(
      "WEBVTT\n\n00:01.000 --> 00:02.000\n<v.loud Ilsabet Marrow>No.\n\n"
      "00:02.000 --> 00:03.000\n<v Ilsabet Marrow>Never.</v>\n\n"
      "00:03.000 --> 00:04.000\n<v Corin Aldwell>Perhaps.\n");
  EXPECT_EQ(page.text, "Ilsabet Marrow: No.\nNever.\nCorin Aldwell: Perhaps.");
  ASSERT_EQ(page.blocks.size(), 3u);
  EXPECT_EQ(slice(page.text, *page.blocks[0].voice->label), "Ilsabet Marrow");
  EXPECT_EQ(page.blocks[0].voice->utterance, page.blocks[1].voice->utterance);
  EXPECT_NE(page.blocks[1].voice->utterance, page.blocks[2].voice->utterance);
}

TEST(Captions, RollingRepeatsAreMergedAndCounted) {
  Page page = captions(
      "WEBVTT\n\n00:00.000 --> 00:02.000\ngood evening the\n\n"
      "00:02.000 --> 00:04.000\ngood evening the\nstrait is open\n\n"
      "00:04.000 --> 00:06.000\nstrait is open\nonce<00:05.000><c> more</c>\n\n"
      "00:30.000 --> 00:32.000\nonce more\n");
  EXPECT_EQ(page.text, "good evening the\nstrait is open\nonce more\nonce more");
  ASSERT_EQ(page.doubts.size(), 1u);
  EXPECT_EQ(page.doubts[0].code, "rolling_captions");
}

TEST(Captions, PlacesInTheCaptureAreExact) {
  std::string text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<c.x>Tea &amp; <b>bread</b></c>\n";
  Page page = captions(text);
  ByteSpan bread{page.text.find("bread"), page.text.find("bread") + 5};
  SourceSpan at = page.source.source_of(bread);
  EXPECT_EQ(text.substr(at.begin, at.size()), "bread");
  ByteSpan sign{page.text.find('&'), page.text.find('&') + 1};
  at = page.source.source_of(sign);
  EXPECT_EQ(text.substr(at.begin, at.size()), "&amp;");
}

TEST(Captions, OddOnesAreReadOrRefused) {
  Source empty;
  empty.bytes = "WEBVTT\n\nNOTE nothing else\n";
  EXPECT_EQ(read(empty).error().kind, Error::Kind::unreadable);
  EXPECT_EQ(captions("WEBVTT\n\n00:05.000 --> 00:01.000\nbackwards\n").doubts.size(), 1u);
  EXPECT_EQ(captions("WEBVTT\n\n00:00.000 --> 99999:99:99.999\n<v >< <<b>odd &nope; &#0;<\n").blocks.size(), 1u);
}

TEST(Captions, CorpusIsReadWithEveryByteInABlock) {
  for (const std::string& file : files_below(test_data() + "/corpus", {".vtt", ".srt"})) {
    Source source;
    source.name = file;
    source.bytes = *read_file(file, 1 << 30);
    Result<Page> page = read(source);
    ASSERT_TRUE(page) << file;
    EXPECT_EQ(page->media_type, "text/vtt") << file;
    EXPECT_EQ(faults_text(*page), "") << file;
    EXPECT_GT(page->blocks.size(), 50u) << file;
  }
}

TEST(Captions, ANameAloneAboveWhatIsSaidIsAVoice) {
  Source source;
  source.name = "meeting.txt";
  source.bytes =
      "0:0:0.0 --> 0:0:3.450\nAnna Berg\nGood morning, shall we start?\n0:0:3.600 --> 0:0:5.450\nKarl Weiss\nYes "
      "please.\n"
      "0:0:6.0 --> 0:0:8.450\nAnna Berg\nWhen did you come?\n0:0:9.0 --> 0:0:12.450\nKarl Weiss\nIn May.\n";
  Result<Page> page = read(source);
  ASSERT_TRUE(page);
  EXPECT_EQ(page->text,
            "Anna Berg: Good morning, shall we start?\nKarl Weiss: Yes please.\nAnna Berg: When did you come?\n"
            "Karl Weiss: In May.");
  EXPECT_EQ(faults_text(*page), "");
}

TEST(Captions, TheFirstLineOfASongIsNoVoice) {
  Source source;
  source.name = "song.srt";
  source.bytes =
      "0:0:0.0 --> 0:0:3.450\nThe harbour sleeps\nand so do we\n\n0:0:3.600 --> 0:0:5.450\nThe cranes are tall\nas "
      "tall can be\n\n"
      "0:0:6.0 --> 0:0:8.450\nNo ship is late\nno ship is here\n\n0:0:9.0 --> 0:0:12.450\nThe pilots wait\nfrom year "
      "to year\n";
  Result<Page> page = read(source);
  ASSERT_TRUE(page);
  EXPECT_EQ(page->text.find(':'), std::string::npos) << page->text;
}

}  // namespace
}  // namespace stenogram::capture
