#include "stenogram/capture/recogniser.h"

#include <gtest/gtest.h>

#include "stenogram/base/file.h"
#include "stenogram/capture/json_tree.h"
#include "stenogram/capture/page_check.h"
#include "stenogram/capture/read.h"

namespace stenogram::capture {
namespace {

Result<Page> read_json(std::string_view text) {
  Source source;
  source.name = "a.json";
  source.bytes = text;
  return read(source);
}

struct Case {
  const char* vendor;
  const char* json;
  const char* text;
  double first_start;
};

// The shapes that recognisers print, with words of our own.
const Case kCases[] = {
    {"segments, seconds",
     R"({"text":"Good afternoon to all of you. Is it so, or is it not so?","segments":[{"id":0,"start":1.5,"end":2.5,"text":" Good afternoon to all of you."},{"id":1,"start":2.5,"end":4.0,"text":" Is it so, or is it not so?"}],"language":"en"})",
     "Good afternoon to all of you. Is it so, or is it not so?", 1.5},
    {"segments with speakers",
     R"({"segments":[{"start":0.5,"end":2,"text":" Good afternoon to all of you.","speaker":"SPEAKER_00","words":[{"word":"Good","start":0.5,"end":0.7}]},{"start":2,"end":4,"text":" Is it so?","speaker":"SPEAKER_01"}]})",
     "SPEAKER_00: Good afternoon to all of you.\n\nSPEAKER_01: Is it so?", 0.5},
    {"utterances, milliseconds",
     R"({"text":"Good afternoon to all of you. Is it so?","words":[{"text":"Good","start":500,"end":700,"speaker":"A"}],"utterances":[{"speaker":"A","start":500,"end":2400,"text":"Good afternoon to all of you."},{"speaker":"B","start":2500,"end":3400,"text":"Is it so?"}]})",
     "A: Good afternoon to all of you.\n\nB: Is it so?", 0.5},
    {"channels and words",
     R"({"results":{"channels":[{"alternatives":[{"transcript":"good afternoon is it so to all of you","words":[{"word":"good","punctuated_word":"Good","start":0.5,"end":0.7,"speaker":0},{"word":"afternoon","punctuated_word":"afternoon.","start":0.7,"end":1.1,"speaker":0},{"word":"is","punctuated_word":"Is","start":2.0,"end":2.1,"speaker":1},{"word":"it","punctuated_word":"it","start":2.1,"end":2.2,"speaker":1},{"word":"so","punctuated_word":"so?","start":2.2,"end":2.6,"speaker":1},{"word":"to","punctuated_word":"To","start":3.2,"end":3.6,"speaker":0},{"word":"all","punctuated_word":"all.","start":3.2,"end":3.6,"speaker":0}]}]}]}})",
     "Speaker 0: Good afternoon.\n\nSpeaker 1: Is it so?\n\nSpeaker 0: To all.", 0.5},
    {"words twice, the second time with speakers",
     R"({"results":[{"alternatives":[{"transcript":"good afternoon is it so to all of you here today","words":[{"word":"good","startTime":"0.500s","endTime":"0.700s"},{"word":"afternoon","startTime":"0.700s","endTime":"1s"},{"word":"everybody","startTime":"1s","endTime":"2s"},{"word":"wonderful","startTime":"1s","endTime":"2s"}]},{"transcript":"food"}]},{"alternatives":[{"words":[{"word":"good","startTime":"0.500s","endTime":"0.700s","speakerTag":1},{"word":"afternoon","startTime":"0.700s","endTime":"1s","speakerTag":1},{"word":"everybody","startTime":"1s","endTime":"2s","speakerTag":2},{"word":"wonderful","startTime":"1s","endTime":"2s","speakerTag":2}]}]}]})",
     "Speaker 1: good afternoon\n\nSpeaker 2: everybody wonderful", 0.5},
    {"items and labels apart",
     R"({"results":{"transcripts":[{"transcript":"Good afternoon. Is it so? Good afternoon to you."}],"speaker_labels":{"segments":[{"start_time":"0.5","end_time":"1.4","speaker_label":"spk_0"},{"start_time":"1.5","end_time":"3.0","speaker_label":"spk_1"}]},"items":[{"start_time":"0.5","end_time":"0.7","type":"pronunciation","alternatives":[{"content":"Good"}]},{"start_time":"0.7","end_time":"1.2","type":"pronunciation","alternatives":[{"content":"afternoon"}]},{"type":"punctuation","alternatives":[{"content":"."}]},{"start_time":"1.5","end_time":"1.7","type":"pronunciation","alternatives":[{"content":"Is"}]},{"start_time":"1.7","end_time":"1.9","type":"pronunciation","alternatives":[{"content":"it"}]},{"start_time":"1.9","end_time":"2.2","type":"pronunciation","alternatives":[{"content":"so"}]},{"type":"punctuation","alternatives":[{"content":"?"}]},{"start_time":"2.9","end_time":"3.0","type":"pronunciation","alternatives":[{"content":"Certainly"}]}]}})",
     "spk_0: Good afternoon.\n\nspk_1: Is it so? Certainly", 0.5},
    {"monologues and elements",
     R"({"speakers":[{"id":0,"name":"Dagny Holt"}],"monologues":[{"speaker":0,"elements":[{"type":"text","value":"Good","ts":0.5,"end_ts":0.7},{"type":"punct","value":" "},{"type":"text","value":"afternoon, everyone in the room","ts":0.7,"end_ts":1.2},{"type":"punct","value":"."}]},{"speaker":1,"elements":[{"type":"text","value":"Caf\u00e9 \"so\"\ud83d\ude00","ts":2,"end_ts":3},{"type":"punct","value":"?"}]}]})",
     "Dagny Holt: Good afternoon, everyone in the room.\n\nSpeaker 1: Café \"so\"\xF0\x9F\x98\x80?", 0.5},
    {"sections of sentences",
     R"({"url":"x.example","sections":[{"sentences":[{"sentId":0,"text":"Good afternoon."},{"sentId":1,"text":"Welcome."}],"speaker":"HOLT"},{"sentences":[{"text":"Is it so, after all that we heard?"}],"speaker":"UNIDENTIFIED MALE"}]})",
     "HOLT: Good afternoon. Welcome.\n\nUNIDENTIFIED MALE: Is it so, after all that we heard?", -1},
};

TEST(Recogniser, ReadsTheShapesThatRecognisersPrint) {
  for (const Case& c : kCases) {
    Result<Page> page = read_json(c.json);
    ASSERT_TRUE(page) << c.vendor << ": " << page.error().message();
    EXPECT_EQ(page->text, c.text) << c.vendor;
    EXPECT_EQ(page->media_type, "application/json") << c.vendor;
    EXPECT_EQ(faults_text(*page), "") << c.vendor;
    EXPECT_EQ(page->blocks[0].time.has_value(), c.first_start >= 0) << c.vendor;
    if (c.first_start >= 0) {
      EXPECT_DOUBLE_EQ(page->blocks[0].time->start, c.first_start) << c.vendor;
    }
  }
}

TEST(Recogniser, TagsAreNoNames) {
  Page tagged = *read_json(kCases[1].json);
  EXPECT_EQ(tagged.blocks[0].voice->name, "");
  EXPECT_EQ(tagged.blocks[0].voice->id, "SPEAKER_00");
  Page named = *read_json(kCases[7].json);
  EXPECT_EQ(named.blocks[0].voice->name, "HOLT");
  EXPECT_EQ(slice(named.text, *named.blocks[0].voice->label), "HOLT");
}

TEST(Recogniser, TwoSectionsOfOneLabelAreTwoUtterances) {
  Page page = *read_json(
      R"({"sections":[{"sentences":[{"text":"Look at that, over there."},{"text":"There."}],"speaker":"UNIDENTIFIED MALE"},{"sentences":[{"text":"I see nothing at all."}],"speaker":"UNIDENTIFIED MALE"}]})");
  EXPECT_EQ(page.text,
            "UNIDENTIFIED MALE: Look at that, over there. There.\n\nUNIDENTIFIED MALE: I see nothing at all.");
  ASSERT_EQ(page.blocks.size(), 2u);
  EXPECT_NE(page.blocks[0].voice->utterance, page.blocks[1].voice->utterance);
}

TEST(Recogniser, PlacesInTheCaptureAreExact) {
  std::string json = kCases[6].json;
  Page page = *read_json(json);
  std::uint64_t at = page.text.find("Café");
  SourceSpan where = page.source.source_of({at, at + 5});
  EXPECT_EQ(json.substr(where.begin, where.size()), "Caf\\u00e9");
}

TEST(Recogniser, OtherJsonIsPlainText) {
  EXPECT_EQ(
      read_json(
          R"({"title":"A long enough title for a debate","speakers":[{"fullName":"Dagny Holt","role":"Moderator"}]})")
          ->media_type,
      "text/plain");
}

TEST(Recogniser, JsonThatBreaksOffIsAnError) {
  auto cut = read_json(R"({"segments":[{"start":1,"end":2,"text":"cut off in the middle)");
  ASSERT_FALSE(cut);
  EXPECT_EQ(cut.error().kind, Error::Kind::damaged);
}

TEST(JsonTree, HostileOnesAreRefused) {
  EXPECT_FALSE(parse_json(std::string(100'000, '[')));
  EXPECT_FALSE(parse_json("{\"a\":1} trailing"));
  EXPECT_FALSE(parse_json("[1,2,3]", 2));
  EXPECT_FALSE(parse_json("\"alone\""));
  for (std::string_view odd : {"{", "[\"", "{\"a\"", "{\"a\":}", "[nul]", "{\"a\":\"\\", ""})
    EXPECT_FALSE(parse_json(odd)) << odd;
  EXPECT_EQ(unescaped("\\ud83d x \\u00e9\\n\\q\\"), "\xEF\xBF\xBD x é\nq\\");
}

}  // namespace
}  // namespace stenogram::capture
