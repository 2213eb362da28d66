// Whose words stand where in the five seed captures: facts worked out by hand, one line a
// quote that the text attributes to somebody. Nothing else may be attributed to anyone.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <map>

#include "stenogram/base/file.h"
#include "stenogram/capture/read.h"
#include "stenogram/transcript/transcript.h"

namespace stenogram::transcript {
namespace {

struct Fact {
  std::string_view file;  // first digits of its name
  std::uint32_t turn;
  std::uint64_t begin;     // of the words, in bytes of the page
  std::string_view whose;  // "me+X": the speaker's own, quoting X
};

constexpr Fact kFacts[] = {
    {"000", 1, 243, "John Kirby"},
    {"000", 8, 3413, "Vladimir Putin+Xi Jinping"},
    {"000", 10, 4057, "me+Putin"},
    {"001", 2, 553, "V.V. Putin"},
    {"001", 2, 821, "me+V.V. Putin"},
    {"001", 4, 2589, "K.A. Budanov"},
    {"001", 4, 2887, "K.A. Budanov"},
    {"001", 6, 6656, "A.V. Bortnikov"},
    {"001", 6, 7345, "E. Macron"},
    {"001", 8, 8692, "A.G. Lukashenko"},
    {"001", 8, 8855, "A.G. Lukashenko"},
    {"001", 8, 8912, "A.G. Lukashenko"},
    {"001", 13, 14294, "Vladimir Putin"},
    {"001", 13, 14706, "E. Macron"},
    {"001", 14, 15500, "E. Macron"},
    {"001", 14, 15721, "J. Stoltenberg"},
    {"001", 14, 16162, "E. Macron"},
    {"001", 14, 16300, "E. Macron"},
    {"001", 14, 18833, "J. Borrell"},
    {"001", 14, 18899, "J. Borrell"},
    {"001", 16, 21727, "European Parliament"},
    {"001", 16, 22450, "J. Sullivan"},
    {"001", 23, 26858, "V.A. Nebenzya"},
    {"001", 30, 32656, "Jean Borrell"},
    {"001", 32, 35790, "M.G. Sandu"},
    {"001", 32, 37168, "N.V. Pashinyan"},
    {"001", 32, 37303, "N.V. Pashinyan"},
    {"001", 32, 38063, "N.V. Pashinyan"},
    {"001", 32, 40057, "V.V. Putin"},
    {"001", 32, 40590, "N.V. Pashinyan"},
    {"001", 32, 40651, "V.V. Putin"},
    {"001", 38, 44531, "Politico"},
    {"001", 42, 51448, "V.V. Putin"},
    {"002", 3, 2860, "Jens Stoltenberg"},
    {"002", 6, 4746, "Gerhard Schroeder"},
    {"002", 6, 6828, "Zelensky"},
    {"002", 7, 7554, "Sergey Ryabkov"},
    {"003", 8, 5669, "D.Trump"},
    {"003", 23, 11121, "D.Trump"},
    {"003", 26, 12274, "D.Trump"},
    {"003", 26, 12506, "D.Trump"},
    {"003", 33, 14625, "V.Putin"},
    {"003", 34, 15504, "V.Putin"},
    {"003", 34, 15573, "V.Putin"},
    {"003", 56, 22963, "Pompeo"},
    {"003", 62, 28898, "J.Mattis"},
    {"004", 4, 3001, "J.Mattis"},
};

std::string whose(const Quote& quote) {
  std::string out = quote.self ? "me" : "";
  for (const std::string& name : quote.attributed_to) {
    if (!out.empty()) out += "+";
    out += name;
  }
  return out;
}

TEST(QuotesOfSeeds, AreAttributedAsTheTextSays) {
  const char* folder = std::getenv("STENOGRAM_TEST_DATA");
  std::filesystem::path seeds = std::filesystem::path(folder ? folder : "../shared") / "seeds";
  if (!std::filesystem::is_directory(seeds))
    GTEST_SKIP() << "no seeds: set STENOGRAM_TEST_DATA to the folder that holds seeds/";
  std::map<std::string, std::string> expected, found;
  auto key = [](std::string_view file, std::uint32_t turn, std::uint64_t begin) {
    return std::string(file) + "#" + std::to_string(turn) + "@" + std::to_string(begin);
  };
  for (const Fact& fact : kFacts) expected[key(fact.file, fact.turn, fact.begin)] = fact.whose;
  for (const auto& entry : std::filesystem::directory_iterator(seeds)) {
    auto file = MappedFile::open(entry.path().string());
    ASSERT_TRUE(file);
    capture::Source source;
    source.name = entry.path().string();
    source.bytes = std::string(file->bytes());
    auto page = capture::read(source);
    ASSERT_TRUE(page);
    std::string digits = entry.path().filename().string().substr(0, 3);
    const std::vector<Transcript> transcripts = read(*page);
    for (const Turn& turn : transcripts.at(0).turns)
      for (const Quote& quote : turn.quotes)
        if (!quote.attributed_to.empty()) found[key(digits, turn.n, quote.span.begin)] = whose(quote);
  }
  EXPECT_EQ(found, expected);
}

}  // namespace
}  // namespace stenogram::transcript
