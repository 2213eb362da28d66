#include "stenogram/corpus/document.h"

#include <gtest/gtest.h>

namespace stenogram::corpus {
namespace {

TEST(Document, WordsAreTheTurnsLessItsNotes) {
  std::string text = "VOSS: We will (Laughter.) rebuild it. (Mr. Orlov: Never!) VOSS: All of it.";
  transcript::Transcript talk;
  transcript::Turn turn;
  turn.n = 1;
  turn.speaker = 0;
  turn.span = {6, text.size()};
  turn.notes.push_back({transcript::NoteKind::laughter, {14, 25}, std::nullopt, std::nullopt});
  turn.notes.push_back({transcript::NoteKind::interjection, {38, 57}, "Mr. Orlov", ByteSpan{50, 56}});
  turn.repeated.push_back({"VOSS", {58, 63}});
  talk.turns.push_back(turn);

  auto printed = [&](const Utterance& utterance) {
    std::string words;
    for (const text::Word& word : utterance.words) words += std::string(slice(text, word.span())) + " ";
    return words;
  };
  std::vector<Utterance> said = utterances_of(talk, text);
  ASSERT_EQ(said.size(), 2u);
  EXPECT_EQ(printed(said[0]), "We will rebuild it All of it ");
  EXPECT_EQ(printed(said[1]), "Never ");
  EXPECT_EQ(said[1].voice, "Mr. Orlov");
  EXPECT_EQ(said[1].note, 1u);

  Document document;
  document.id = "0123456789ab";
  document.text = text;
  document.transcript = talk;
  EXPECT_EQ(turn_address(document, 1), "0123456789ab#1");
  EXPECT_EQ(passage_address(document, 1, {6, 8}), "0123456789ab#1:0-2");
  EXPECT_EQ(document.date(), "");
  document.transcript.heading.publication_date = transcript::Dated{"2024-03-28", "", {}, {}};
  EXPECT_EQ(document.date(), "2024-03-28");
  document.transcript.heading.event_date = transcript::Dated{"2024-03-27", "", {}, {}};
  EXPECT_EQ(document.date(), "2024-03-27");
}

}  // namespace
}  // namespace stenogram::corpus
