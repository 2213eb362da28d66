// Reading real captures. The five seeds must come out as their table says; every other
// file that can be read at all must keep the accounting. Only facts stand here: no
// words of the captures are copied.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "stenogram/base/file.h"
#include "stenogram/capture/read.h"
#include "stenogram/transcript/tiles.h"
#include "stenogram/transcript/transcript.h"

namespace stenogram::transcript {
namespace {

namespace fs = std::filesystem;

fs::path test_data() {
  const char* set = std::getenv("STENOGRAM_TEST_DATA");
  return set ? fs::path(set) : fs::path("../shared");
}

Result<capture::Page> page_of(const fs::path& path) {
  auto bytes = read_file(path, 1u << 30);
  if (!bytes) return bytes.error();
  capture::Source source;
  source.name = path.filename();
  source.bytes = std::move(*bytes);
  return capture::read(source);
}

struct Seed {
  std::string_view prefix;
  std::size_t turns, leftovers;
  Kind kind;
  std::string_view outlet, place, event, published;
  std::string_view name, office_holds;
  std::vector<std::string> labels;
  std::vector<std::uint32_t> interrupted;
  bool excerpt;
  // First and last byte of turns, by number.
  std::vector<std::pair<std::uint32_t, ByteSpan>> spans;
};

const Seed kSeeds[] = {
    {"000_",
     26,
     0,
     Kind::interview,
     "60 Minutes",
     "Moscow",
     "2023-10-20",
     "",
     "Sergey Lavrov",
     "Foreign Minister",
     {"Sergey Lavrov"},
     {15},
     false,
     {{1, {106, 492}}, {2, {508, 1949}}, {25, {9192, 9340}}, {26, {9356, 9634}}}},
    {"001_",
     44,
     3,
     Kind::interview,
     "Izvestia",
     "Moscow",
     "2024-03-28",
     "",
     "Sergey Lavrov",
     "Foreign Affairs",
     {"Sergey Lavrov", "S.V. Lavrov"},
     {},
     false,
     {}},
    {"002_",
     12,
     0,
     Kind::press_conference,
     "",
     "Minsk",
     "2023-10-26",
     "",
     "Sergey Lavrov",
     "Foreign Minister",
     {"Sergey Lavrov"},
     {},
     false,
     {{1, {142, 436}}, {2, {452, 2793}}, {12, {10160, 13108}}}},
    {"003_",
     62,
     8,
     Kind::interview,
     "NBC",
     "Moscow",
     "2017-07-21",
     "2017-07-24T11:09",
     "Sergey Lavrov",
     "Foreign Minister",
     {"S. Lavrov"},
     {10, 13, 39, 44, 54},
     false,
     {{1, {120, 541}}, {2, {554, 562}}, {61, {27919, 28020}}, {62, {28033, 30223}}}},
    {"004_",
     4,
     2,
     Kind::interview,
     "NBC",
     "Moscow",
     "2017-07-21",
     "",
     "Sergey Lavrov",
     "Foreign Minister",
     {"S.Lavrov"},
     {},
     true,
     {{1, {119, 416}}, {2, {428, 2011}}, {4, {2136, 4326}}}},
};

TEST(Reading, SeedsComeOutAsTheirTableSays) {
  fs::path folder = test_data() / "seeds";
  if (!fs::exists(folder)) GTEST_SKIP() << "no seeds in " << folder << "; set STENOGRAM_TEST_DATA";
  for (const Seed& seed : kSeeds) {
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
      if (!entry.path().filename().string().starts_with(seed.prefix)) continue;
      auto page = page_of(entry.path());
      ASSERT_TRUE(page);
      std::vector<Transcript> transcripts = read(*page);
      ASSERT_EQ(transcripts.size(), 1u) << seed.prefix;
      const Transcript& t = transcripts[0];
      EXPECT_EQ(t.turns.size(), seed.turns) << seed.prefix;
      EXPECT_EQ(t.leftovers.size(), seed.leftovers) << seed.prefix;
      EXPECT_EQ(t.heading.kind, seed.kind) << seed.prefix;
      EXPECT_EQ(t.heading.excerpt, seed.excerpt) << seed.prefix;
      EXPECT_EQ((t.heading.outlet ? t.heading.outlet->text : "").substr(0, seed.outlet.size()), seed.outlet);
      EXPECT_EQ(t.heading.place ? t.heading.place->text : "", seed.place);
      EXPECT_EQ(t.heading.event_date ? t.heading.event_date->value : "", seed.event);
      EXPECT_EQ(t.heading.publication_date ? t.heading.publication_date->value : "", seed.published);
      ASSERT_EQ(t.speakers.size(), 2u) << seed.prefix;
      EXPECT_FALSE(t.speakers[0].name);
      EXPECT_EQ(t.speakers[0].role, Role::interviewer);
      EXPECT_EQ(t.speakers[1].name.value_or(""), seed.name);
      EXPECT_NE(t.speakers[1].office.value_or("").find(seed.office_holds), std::string::npos) << seed.prefix;
      EXPECT_EQ(t.speakers[1].role, Role::respondent);
      EXPECT_EQ(t.speakers[1].labels, seed.labels);
      std::vector<std::uint32_t> interrupted;
      for (const Turn& turn : t.turns) {
        bool odd = turn.n % 2 == 1;
        EXPECT_EQ(turn.kind, odd ? TurnKind::question : TurnKind::answer) << seed.prefix << turn.n;
        EXPECT_EQ(turn.answers.value_or(0), odd ? 0 : turn.n - 1) << seed.prefix << turn.n;
        if (turn.interrupted) interrupted.push_back(turn.n);
      }
      EXPECT_EQ(interrupted, seed.interrupted) << seed.prefix;
      for (auto [n, span] : seed.spans) {
        EXPECT_EQ(t.turns.at(n - 1).span.begin, span.begin) << seed.prefix << n;
        EXPECT_EQ(t.turns.at(n - 1).span.end, span.end) << seed.prefix << n;
      }
      EXPECT_EQ(faults(*page, transcripts), std::vector<std::string>{}) << seed.prefix;
    }
  }
}

TEST(Reading, EveryByteOfTheCorpusHasOneOwner) {
  fs::path folder = test_data() / "corpus";
  if (!fs::exists(folder)) GTEST_SKIP() << "no corpus in " << folder << "; set STENOGRAM_TEST_DATA";
  std::size_t read_pages = 0;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file() || entry.path().extension() == ".pdf") continue;
    if (entry.path().parent_path().filename() == "html") continue;  // packed; capture's own test
    auto page = page_of(entry.path());
    if (!page) continue;
    ++read_pages;
    std::vector<Transcript> transcripts = read(*page);
    ASSERT_GE(transcripts.size(), 1u);
    EXPECT_EQ(faults(*page, transcripts), std::vector<std::string>{}) << entry.path();
    std::uint64_t at = 0;
    for (const Transcript& t : transcripts)
      for (const Turn& turn : t.turns) {
        EXPECT_GE(turn.span.begin, at) << entry.path() << " turn " << turn.n;
        at = turn.span.end;
        if (turn.label) {
          EXPECT_LE(turn.label->span.end, turn.span.begin) << entry.path() << " turn " << turn.n;
        }
        if (turn.speaker) {
          EXPECT_LT(*turn.speaker, t.speakers.size());
        }
        if (turn.answers) {
          EXPECT_LT(*turn.answers, turn.n);
        }
      }
  }
  EXPECT_GT(read_pages, 60u);
}

// Turns of whole documents, counted by hand or by their own markup.
struct Count {
  std::string_view file;
  std::size_t turns;
};
constexpr Count kCounts[] = {
    {"whitehouse-briefing/wh-2021-03-16-gaggle.md", 66},
    {"whitehouse-briefing/wh-2021-12-22-covid.md", 43},
    {"whitehouse-briefing/wh-2022-06-07-briefing.md", 138},
    {"whitehouse-briefing/wh-2022-12-08-background-call.md", 19},
    {"whitehouse-briefing/wh-2023-06-08-bilateral.md", 19},
    {"whitehouse-briefing/wh-2023-10-26-briefing.md", 248},
    {"whitehouse-briefing/wh-2025-01-29-briefing.md", 197},
    {"podcast-bold-label/brain-science-1.md", 125},
    {"podcast-bold-label/js-party-75.md", 57},
    {"podcast-bold-label/spotlight-11.md", 116},
    {"plain-parliament/gl-2015-12-23.txt", 3},
    {"plain-parliament/gl-2021-10-26.txt", 3},
    {"kremlin-question-name/kremlin-17100.html", 0},
};

TEST(Reading, CountsAgree) {
  fs::path folder = test_data() / "corpus";
  if (!fs::exists(folder)) GTEST_SKIP() << "no corpus in " << folder << "; set STENOGRAM_TEST_DATA";
  for (const Count& count : kCounts) {
    auto page = page_of(folder / count.file);
    ASSERT_TRUE(page) << count.file;
    EXPECT_EQ(read(*page)[0].turns.size(), count.turns) << count.file;
  }
}

Transcript reading_of(std::string text) {
  capture::Source source;
  source.name = "page.txt";
  source.bytes = std::move(text);
  auto page = capture::read(source);
  EXPECT_TRUE(page);
  std::vector<Transcript> transcripts = read(*page);
  EXPECT_TRUE(faults(*page, transcripts).empty());
  return transcripts.at(0);
}

TEST(Reading, KindsThatOnlyTheTurnsTell) {
  std::string examined, press, talk;
  for (int i = 0; i < 6; ++i) {
    std::string n = std::to_string(i + 1);
    examined += "Mr. HOLLIS: Did you see paper number " + n + "?\n\nMr. BRYCE: I saw it in the spring, all of it.\n\n";
    press += "Hollis: Did you see paper number " + n + "?\n\nBryce: I saw it in the spring, all of it.\n\n";
    talk += "ADA HOLLIS: The ferry is at berth " + n +
            " now.\n\nTOM BRYCE: The harbour has it so.\n\n"
            "EVA LUND: The pilot says the same.\n\n";
  }
  EXPECT_EQ(reading_of(examined).heading.kind, Kind::hearing);
  EXPECT_EQ(reading_of(press).heading.kind, Kind::interview);
  EXPECT_EQ(reading_of(talk).heading.kind, Kind::proceedings);
}

TEST(Reading, ClosingLinesAndWhatStandsBelowTeasers) {
  std::string talk = "Interview with Finance Minister Corin Aldwell, Minster, 3 April 2024\n\n";
  for (int i = 0; i < 4; ++i)
    talk +=
        "Question: Will the harbour open this year?\n\nCorin Aldwell: It will open before the winter, as we said.\n\n";
  Transcript ended = reading_of(talk + "END          1:52 P.M. EST\n");
  ASSERT_EQ(ended.turns.size(), 8u);
  EXPECT_EQ(ended.turns.back().paragraphs.size(), 1u);
  Transcript story = reading_of(talk + "End of story.\n");
  EXPECT_EQ(story.turns.back().paragraphs.size(), 2u);
  for (const Leftover& left :
       reading_of(talk + "Read also\n\nHarbour dues rise again\n\nFerries return to the isles\n").leftovers)
    EXPECT_EQ(left.kind, LeftoverKind::teaser);
}

TEST(Reading, AnOfficeInSmallLetters) {
  std::string talk =
      "Entretien de la ministre de l’Énergie Oriane Delcasse avec la Gazette du Détroit, le 3 avril 2024\n\n";
  for (int i = 0; i < 3; ++i)
    talk +=
        "Question : Le port ouvrira-t-il cette année ?\n\nOriane Delcasse : Il ouvrira avant l’hiver, nous l’avons "
        "dit.\n\n";
  Transcript t = reading_of(talk);
  ASSERT_EQ(t.speakers.size(), 2u);
  EXPECT_EQ(t.speakers[1].name, "Oriane Delcasse");
  EXPECT_EQ(t.speakers[1].office, "ministre de l’Énergie");
}

}  // namespace
}  // namespace stenogram::transcript
