// Labels of a parliament that scanning has damaged, among those it has not. All people, places and
// words are invented.
#include <gtest/gtest.h>

#include <string>

#include "stenogram/transcript/layouts_for_tests.h"

namespace stenogram::transcript {
namespace {

constexpr std::string_view kBefore =
    "NATIONAL ASSEMBLY OF RIBA\nThursday, 3rd May, 1984\n\nMr. Speaker: Next Question, Mr. Tamlok.\n\n"
    "Mr. Tamlok: asked the Minister for Harbours when the pier would be opened.\n\n"
    "The Minister for Harbours (Mr. Onderi): Mr. Speaker, Sir, I beg to reply. It will be opened in May.\n\n"
    "Mr. Tamlok: Mr. Speaker, Sir, may we know what it will cost?\n\n"
    "Mr. Onderi: Mr. Speaker, Sir, it will cost nine million.\n\n"
    "Mr. Wambari: On a point of order, Mr. Speaker, Sir. Is the Minister in order?\n\n"
    "Mr. Onderi: I am, Mr. Speaker, Sir.\n\nMr. Speaker: He is. Proceed.\n\n";

std::string last_but_one(std::string_view label, std::string_view said) {
  capture::Page page = page_of(std::string(kBefore).append(label).append(said).append("\n\nMr. Tamlok: I see.\n"));
  std::vector<Transcript> transcripts = read(page);
  EXPECT_TRUE(faults(page, transcripts).empty());
  const Transcript& t = transcripts.front();
  if (t.turns.size() < 2) return {};
  const Turn& turn = t.turns[t.turns.size() - 2];
  std::string name = turn.speaker ? t.speakers[*turn.speaker].name.value_or("?") : "?";
  return name + ": " + std::string(slice(page.text, turn.span));
}

TEST(DamagedLabels, AreWhoseTheyNearlyAre) {
  const std::string said = "Mr. Speaker, Sir, that is no answer at all.";
  for (std::string_view label : {"Mr. Wambari; ", "Mr. Wambari. ", "Mr. Wambari ", "-Mr. Wambari: ", "—Mr. Wambari: ",
                                 "Mr. Wam bari: ", "Mr, Wambari: ", "Mr. Wamhari: ", "Mr.Wambari:", "Mr. Wamhari. ",
                                 "Mr. Wambarl; ", "Mr. Wambari.: ", "'Mr. Wambari: "})
    EXPECT_EQ(last_but_one(label, said), "Wambari: " + said) << label;
  for (std::string_view label : {"The Minister for Harbours (Mr. Onderi) ", "The Minister for Harbours (Mr. Onderi); ",
                                 "The Minister for Harbours (Mr. Onderi: ", "The Minister for Harbours (Mr, Onderi): "})
    EXPECT_EQ(last_but_one(label, said), "Onderi: " + said) << label;
}

TEST(DamagedLabels, AddressesAndMentionsAreNone) {
  const std::string before = "?: He is. Proceed.\n\n";
  for (std::string_view said :
       {"Mr. Speaker, Sir, that is all that I have to say.", "Mr. Wambari has asked who is in order.",
        "Mr. Wambari, who asked me, knows the answer."})
    EXPECT_EQ(last_but_one("", said), before + std::string(said)) << said;
}

TEST(DamagedLabels, WhatOthersCallBehindADashIsNone) {
  EXPECT_EQ(last_but_one("", "We shall see.\n-Mr. Wambari: Never! We do."),
            "?: He is. Proceed.\n\nWe shall see.\n-Mr. Wambari: Never! We do.");
}

}  // namespace
}  // namespace stenogram::transcript
