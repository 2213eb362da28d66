// Who asks, who answers and who keeps order. All people and words are invented.
#include <gtest/gtest.h>

#include "stenogram/transcript/layouts_for_tests.h"

namespace stenogram::transcript {
namespace {

std::string roles_of(const std::string& text) {
  capture::Page page = page_of(text);
  std::string out;
  for (const Transcript& t : read(page))
    for (const Speaker& speaker : t.speakers) {
      if (!out.empty()) out += ", ";
      out += speaker.name.value_or(speaker.labels.empty() ? "?" : speaker.labels[0]) + " " +
             std::string(name_of(speaker.role));
    }
  return out;
}

std::string repeated(int times, const std::string& text) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

TEST(Parts, TheChairOfAnInquiryIsTheOneAddressedAsSuch) {
  EXPECT_EQ(roles_of("The harbour inquiry, hearing of 12 March 2024\n\n"
                     "Ms Tamm: Good morning, sir, can you hear us?\n\nSir Karl Weiss: Yes, I can.\n\n" +
                     repeated(6, "Ms Tamm: Did you see the ship that day?\n\nAnna Bell: I did, from the pier.\n\n") +
                     "Ms Tamm: I have no more questions, sir.\n\nSir Karl Weiss: Thank you, Ms Bell.\n\n"),
            "Tamm interviewer, Karl Weiss moderator, Anna Bell respondent");
}

TEST(Parts, ChairsByOffice) {
  EXPECT_EQ(roles_of("Official report of the assembly, 12 March 2024\n\n" +
                     repeated(3,
                              "The HOUSE CHAIRPERSON (Mr C T Holt): Order! The member may go on.\n\n"
                              "Mr M R LIND: Chairperson, we agree with the bill.\n\n"
                              "The MINISTER OF HARBOURS: Chairperson, I thank the members.\n\n")),
            "C T Holt moderator, M R Lind participant, The MINISTER OF HARBOURS participant");
}

TEST(Parts, WhoTookTheChairForAWhileIsAMember) {
  std::string talk = "Official report of the assembly, 12 March 2024\n\n";
  talk += repeated(3,
                   "The SPEAKER: Order! The member may go on.\n\nMr HOLT: Speaker, we agree with the bill.\n\n"
                   "Mr LIND: Speaker, we do not.\n\n");
  talk += "The Temporary Deputy Speaker (Mr HOLT): Order! I call Mr Lind.\n\nMr LIND: I have said what I think.\n\n";
  EXPECT_EQ(roles_of(talk), "The SPEAKER moderator, Holt participant, Lind participant");
}

TEST(Parts, OneSpeakerAndAHall) {
  EXPECT_EQ(
      roles_of("Ships of tomorrow, an interview\n\n"
               "Ada Brook: Good evening. I will speak of ships, of which I have seen many. Are they large? They are. " +
               repeated(8, "We built them on the pier and they went to sea. ") +
               "\n\nAudience 1: How many were there?\n\nAda Brook: We had nine of them. Was it enough?\n\n"
               "Audience 2: Who paid?\n\nAda Brook: Who paid? We all did, I think.\n\n"
               "Audience 1: And now?\n\nAda Brook: Now they rest.\n\nAudience 2: Where?\n\nAda Brook: At sea.\n\n"),
      "Ada Brook respondent, Audience 1 interviewer, Audience 2 interviewer");
}

TEST(Parts, AnalystsAskOnACall) {
  EXPECT_EQ(
      roles_of("Riba Steel Q1 2024 Earnings Call\n\nOperator\n\nGood day, and welcome to the call of Riba Steel.\n\n"
               "Anna Bell--Chief Executive Officer\n\nThank you. Was it a good quarter? It was.\n\n"
               "Operator\n\nThe first question is from Karl Weiss.\n\nKarl Weiss--Analyst\n\nI would like to hear of "
               "the ore.\n\n"
               "Anna Bell--Chief Executive Officer\n\nThe ore is good.\n\n"),
      "Operator moderator, Anna Bell respondent, Karl Weiss interviewer");
}

TEST(Parts, TheHeadSaysWhoModerates) {
  EXPECT_EQ(
      roles_of("Whose harbour is it? A discussion\n\nModerator:\nDora Linden, Harbour Radio\n\n"
               "MS. LINDEN: Good evening. Karl, you have the floor.\n\nMR. WEISS: Thank you. It will open in May.\n\n"
               "MR. MOLL: It will not.\n\nMS. LINDEN: We shall see.\n\nMR. WEISS: We shall.\n\nMR. MOLL: Indeed.\n\n")
          .substr(0, 21),
      "Dora Linden moderator");
}

TEST(Parts, AHeadOfStateAmongCandidatesKeepsNoOrder) {
  std::string roles = roles_of(
      "JAN MOLL: Good evening, and welcome to the first debate between the candidates.\n\n"
      "PRESIDENT BROOK: Thank you. We have done much.\n\nMR. LIND: They have done little.\n\n"
      "JAN MOLL: What would you do about the harbour?\n\nPRESIDENT BROOK: I would open it.\n\n"
      "MR. LIND: I would open it sooner.\n\nJAN MOLL: Thank you both, and good night.\n\n");
  EXPECT_EQ(roles, "Jan Moll moderator, Brook participant, Lind participant");
}

// A label's style, kept from a document, announces a voice without any mark.
TEST(Parts, LabelsToldByAStyleAlone) {
  capture::Page page = page_of(
      "Sitting of the assembly\n\nThe president\n\nI open the sitting. Good morning to you all.\n\n"
      "We shall now hear the declaration, and then I will close.\n");
  ASSERT_EQ(page.blocks.size(), 4u);
  EXPECT_TRUE(read(page).front().turns.empty());
  page.blocks[1].element = "p.D3Intervinent";
  std::vector<Transcript> transcripts = read(page);
  ASSERT_EQ(transcripts.front().turns.size(), 1u);
  EXPECT_EQ(transcripts.front().turns[0].label->text, "The president");
  EXPECT_TRUE(faults(page, transcripts).empty());
}

TEST(Parts, EveryLineIsExplained) {
  capture::Page page = page_of(
      "Interview with Minister Ada Brook, Isles Gazette, May 2, 2020\n\nQuestion: When? (Laughs.)\n\n"
      "Ada Brook: In May.\n\nQuestion: Why?\n\nAda Brook: I promised.\n\nShare\n");
  std::vector<Explanation> explanations;
  std::vector<Transcript> transcripts = read(page, &explanations);
  for (const Tile& tile : tiles(page, transcripts)) {
    if (tile.owner == Owner::blank) continue;
    bool explained = std::any_of(explanations.begin(), explanations.end(), [&](const Explanation& e) {
      return e.span.overlaps(tile.span) && !e.because.empty();
    });
    EXPECT_TRUE(explained) << slice(page.text, tile.span);
  }
}

}  // namespace
}  // namespace stenogram::transcript
