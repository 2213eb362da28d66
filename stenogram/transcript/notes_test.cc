#include "stenogram/transcript/notes.h"

#include <gtest/gtest.h>

#include <ostream>

#include "stenogram/transcript/page_for_tests.h"

namespace stenogram::transcript {
namespace {

std::string printed(const capture::Page& page, const std::vector<Note>& notes) {
  std::string out;
  for (const Note& note : notes) {
    if (!out.empty()) out += "; ";
    out += std::string(name_of(note.kind)) + " " + std::string(slice(page.text, note.span));
    if (note.speaker) out += " by " + *note.speaker;
    if (note.words) out += " said " + std::string(slice(page.text, *note.words));
  }
  return out;
}

std::string notes_in(const std::string& text) {
  capture::Page page = page_of_lines(text);
  return printed(page, find_notes(page, {0, page.text.size()}, {}));
}

// A turn, and its notes as kind, printed form, voice and words.
struct Case {
  const char* turn;
  const char* notes;
};
std::ostream& operator<<(std::ostream& out, const Case& c) { return out << c.turn; }

const Case kCases[] = {
    {"I will be at his door. (Laughs.) The railway waits.", "laughter (Laughs.)"},
    {"Thank you. [Applause] We begin.", "applause [Applause]"},
    {"I thank you. [Time expired.]", "action [Time expired.]"},
    {"Tak. (Wesołość na sali, oklaski)", "interjection (Wesołość na sali, oklaski)"},
    {"We agree. (Laughter and applause.)", "laughter (Laughter and applause.)"},
    {"It was (inaudible) percent.", "inaudible (inaudible)"},
    {"In [indiscernible 00:12:33] we trust.", "inaudible [indiscernible 00:12:33]"},
    {"Go on – (Cross-talk.) – please.", "crosstalk (Cross-talk.)"},
    {"He asked (смеётся) and left.", "laughter (смеётся)"},
    {"Да (за кадром) нет.", "inaudible (за кадром)"},
    {"Ja. (Beifall bei der ABC) Nein.", "applause (Beifall bei der ABC)"},
    {"Ja. (Lebhafter Beifall bei der ABC sowie bei Abgeordneten der XYZ) Nein.",
     "applause (Lebhafter Beifall bei der ABC sowie bei Abgeordneten der XYZ)"},
    {"Oui. (Rires.) Non. (Applaudissements sur plusieurs bancs.)",
     "laughter (Rires.); applause (Applaudissements sur plusieurs bancs.)"},
    {"Sí. (Aplausos.) No. (Risas en la sala.)", "applause (Aplausos.); laughter (Risas en la sala.)"},
    {"此行還沒結束。（笑）", "laughter （笑）"},
    {"said so \\[laughs\\] then", "laughter \\[laughs\\]"},
    {"*(Laughter)* Yes", "laughter *(Laughter)*"},
    {"<APPLAUSE> Yes, <b>no</b>", "applause <APPLAUSE>"},

    // Voices from elsewhere.
    {"Nein. (Zuruf der Abg. Ina Brandt [ABC]: Hört, hört!) Doch.",
     "interjection (Zuruf der Abg. Ina Brandt [ABC]: Hört, hört!) by Ina Brandt said Hört, hört!"},
    {"Nein. (Zuruf von der XYZ: Schade!) Doch.",
     "interjection (Zuruf von der XYZ: Schade!) by Zuruf von der XYZ said Schade!"},
    {"Nein. (Dr. Koll [XYZ]: Gern!) Doch.", "interjection (Dr. Koll [XYZ]: Gern!) by Dr. Koll said Gern!"},
    {"Nein. (Beifall bei der ABC — Abg. Lund: Na also!) Doch.",
     "applause (Beifall bei der ABC —; interjection  Abg. Lund: Na also!) by Lund said Na also!"},
    {"No. (An hon. Member: Shame!) Yes.", "interjection (An hon. Member: Shame!) by An hon. Member said Shame!"},

    // Marks of reference and of time.
    {"agreements ( 1 , 2 , 3 , 4 ) on the border", "reference ( 1 , 2 , 3 , 4 )"},
    {"as we said[12] and[*] so", "reference [12]; reference [*]"},
    {"[03:59] So we began. \\[00:43\\] And", "time [03:59]; time \\[00:43\\]"},
    {"(10:12 a.m.)\nWe will hear", "time (10:12 a.m.)"},

    // Marks of Markdown.
    {"See [our plan](https://isles.example/plan) now", "link [; link ](https://isles.example/plan)"},
    {"It is **very** good \\- yes", "markup **; markup **; markup \\"},

    // Words, though they stand in brackets.
    {"a channel called Krokodil (Crocodile).", ""},
    {"the CTBT Treaty [the Test-Ban Treaty]", ""},
    {"he [the governor] said", ""},
    {"It was in (2014) or [2015].", ""},
    {"first (1) the ice, second (2) the wind", ""},
    {"the talks (which they began) failed", ""},
    {"the system (he was part of it, but not of the other) won", ""},
    {"a plan (note: not ours) exists", ""},
    {"those who laugh (and many laugh at us) will pay", ""},
    {"in the North (the music industry) too", ""},
    {"if a < b and c > d then", ""},
    {"5*6 is thirty * yes", ""},
};

class Notes : public testing::TestWithParam<Case> {};

TEST_P(Notes, AreFound) { EXPECT_EQ(notes_in(GetParam().turn), GetParam().notes); }

INSTANTIATE_TEST_SUITE_P(Table, Notes, testing::ValuesIn(kCases));

TEST(Notes, OfFootnotesByStyle) {
  capture::Page page = page_of_lines("as we said12 before");
  page.blocks[0].styles.push_back({{10, 12}, capture::Style::superscript, {}});
  EXPECT_EQ(printed(page, find_notes(page, {0, page.text.size()}, {})), "reference 12");
}

TEST(Notes, StageDirectionsBetweenTurns) {
  EXPECT_EQ(stage_direction("(APPLAUSE)"), NoteKind::applause);
  EXPECT_EQ(stage_direction("*(10:12 a.m.)*"), NoteKind::time);
  EXPECT_EQ(stage_direction("[00:43]"), NoteKind::time);
  EXPECT_EQ(stage_direction("(Zuruf von der XYZ: Schade!)"), NoteKind::interjection);
  EXPECT_EQ(stage_direction("Applause is what they wanted."), std::nullopt);
  EXPECT_EQ(stage_direction("(the party)"), std::nullopt);
}

TEST(Furniture, PageNumbersAndHeadsAreToldFromThePage) {
  std::string text;
  for (int page = 1; page <= 5; ++page) {
    for (int line = 0; line < 12; ++line)
      text += "Some words of the debate, as long as a line of print may be.\nQuestion:\n";
    text += std::to_string(page) + "\nHarbour Reports, Brenn\n";
  }
  capture::Page page = page_of_lines(text);
  std::string found;
  for (ByteSpan span : find_furniture(page)) found += std::string(slice(text, span)) + "|";
  EXPECT_EQ(found,
            "1|Harbour Reports, Brenn|2|Harbour Reports, Brenn|3|Harbour Reports, Brenn|4|"
            "Harbour Reports, Brenn|5|Harbour Reports, Brenn|");
}

TEST(Furniture, LineNumbersOfACourt) {
  std::string text;
  for (int page = 0; page < 4; ++page)
    for (int line = 1; line <= 25; ++line)
      text += (line < 10 ? " " : "") + std::to_string(line) + "   words of the court\n\n";
  capture::Page page = page_of_lines(text);
  std::vector<ByteSpan> found = find_furniture(page);
  ASSERT_EQ(found.size(), 100u);
  std::vector<Note> notes = find_notes(page, {0, text.size()}, found);
  EXPECT_EQ(notes.size(), 100u);
  EXPECT_EQ(notes[0].kind, NoteKind::furniture);
}

TEST(Furniture, AnInterviewHasNone) {
  std::string text;
  for (int i = 0; i < 40; ++i) text += "Question:\nHow many ships?\nAda Brook:\n" + std::to_string(i) + "\n";
  EXPECT_TRUE(find_furniture(page_of_lines(text)).empty());
}

TEST(Notes, HostileTextTakesLinearTime) {
  for (const char* piece : {"(", ")", "[", "([", "])", "(Laughter", "*", "\\", "（", "[a](", "(a: "}) {
    std::string text;
    while (text.size() < 1'000'000) text += piece;
    capture::Page page;
    page.text = text;
    std::vector<Note> notes = find_notes(page, {0, text.size()}, {});
    for (std::size_t i = 1; i < notes.size(); ++i) ASSERT_LE(notes[i - 1].span.end, notes[i].span.begin);
  }
}

}  // namespace
}  // namespace stenogram::transcript
