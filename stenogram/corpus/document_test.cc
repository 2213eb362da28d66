#include "stenogram/corpus/document.h"

#include <gtest/gtest.h>

#include "stenogram/corpus/entry.h"

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

// What the index hears of a document, packed as it waits, is what the document holds.
TEST(Entry, HoldsTheWordsOfTheDocument) {
  const std::string blank(300, ' ');
  Document document;
  document.text = "VOSS: We will re-\nbuild it, and" + blank +
                  "(Mr. Orlov: Ne-\nver!) we will. VOSS: Incomprehensibilities all! We.";
  transcript::Turn one, two;
  one.n = 1;
  one.speaker = 0;
  one.span = {6, document.text.find(" VOSS: Inc")};
  const std::size_t note = document.text.find("(Mr.");
  one.notes.push_back(
      {transcript::NoteKind::interjection, {note, note + 21}, "Mr. Orlov", ByteSpan{note + 12, note + 19}});
  two.n = 2;
  two.span = {document.text.find("Incom"), document.text.size()};
  document.transcript.turns = {one, two};
  document.transcript.region = {0, document.text.size()};
  document.utterances = utterances_of(document.transcript, document.text);
  ASSERT_EQ(document.utterances.size(), 3u);

  const IndexEntry entry = entry_of(document);
  ASSERT_EQ(entry.utterances.size(), document.utterances.size());
  EntryWords words(entry);
  std::size_t at = 0, joined = 0;
  for (std::size_t u = 0; u < entry.utterances.size(); ++u) {
    const Utterance& expected = document.utterances[u];
    EXPECT_EQ(entry.utterances[u].info.turn, expected.turn);
    EXPECT_EQ(entry.utterances[u].info.note, expected.note.value_or(concordance::kNone));
    words.begin_utterance();
    bool joins = false;
    for (const text::Word& word : expected.words) {
      ASSERT_LT(at++, entry.utterances[u].end);
      const EntryWords::Word held = words.next();
      EXPECT_EQ(held.begin, word.begin);
      EXPECT_EQ(held.end, word.end);
      EXPECT_EQ(entry.key(held.key), text::search_key(slice(std::string_view(document.text), word.span())));
      EXPECT_EQ(held.joins, joins);
      joins = word.breaks_at_line_end;
      joined += joins;
    }
    EXPECT_EQ(at, entry.utterances[u].end);
  }
  EXPECT_EQ(joined, 2u);
  EXPECT_EQ(entry.key_ends.size(), 10u) << "we, will, re, build, it, and, ne, ver, incomprehensibilities, all";
}

}  // namespace
}  // namespace stenogram::corpus
