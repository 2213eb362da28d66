#include "stenogram/reuse/margin.h"

#include "stenogram/corpus/test_shelf.h"

namespace stenogram::reuse {
namespace {

using corpus::TestTranscript;

constexpr const char* kOath = "We shall not rest until the harbour is open to every boat that asks for shelter.";

std::vector<TestTranscript> talks() {
  return {
      {"aaaaaaaaaaaa",
       "2017-03-01",
       "The Tide",
       "",
       {"Anna Berg", ""},
       {{1, "Why?"}, {0, std::string("I said it then. ") + kOath}}},
      {"bbbbbbbbbbbb",
       "2018",
       "Coast Hour",
       "",
       {"Teo Ode"},
       {{0, std::string("Indeed: ") + kOath + " So it is, for me."}}},
      {"cccccccccccc",
       "2016-05-05",
       "The Tide",
       "",
       {"Anna Berg"},
       {{0, "We shall not rest until the harbour is closed."}, {0, kOath}}},
      {"dddddddddddd",
       "",
       "",
       "",
       {"A. Berg"},
       {{0, "Nothing of that kind was ever heard on this side of the water."}}},
  };
}

// The n-th talk, from 1; TestShelf numbers them by tens.
Margin margin(const corpus::Shelf& shelf, corpus::DocumentNumber n, MarginOptions options = {}) {
  Result<Margin> found = margin_of(shelf, n * 10, nullptr, options);
  EXPECT_TRUE(found) << (found ? "" : found.error().message());
  return found ? *found : Margin();
}

TEST(Margin, TellsWhereElseTheWordsStand) {
  const corpus::TestShelf shelf(talks());
  const Margin found = margin(shelf, 1);
  ASSERT_EQ(found.runs, 1u);
  const MarginRun& run = found.shown.at(0);
  EXPECT_EQ(run.text + ".", kOath);
  EXPECT_EQ(run.address, "aaaaaaaaaaaa#2:16-95");
  EXPECT_EQ(run.words, 16u);
  EXPECT_EQ(found.words, 16u);
  EXPECT_EQ(run.interviews, 2u);
  EXPECT_EQ(run.places, 3u);  // eight words of the harbour that is closed, too
  ASSERT_EQ(run.others.size(), 3u);
  EXPECT_EQ(run.others[0].transcript, "cccccccccccc");  // the earliest of the longest
  EXPECT_EQ(run.others[0].words, 16u);
  EXPECT_EQ(run.others[1].transcript, "bbbbbbbbbbbb");
  EXPECT_EQ(run.others[1].speaker, "Teo Ode");
  EXPECT_EQ(run.others[2].words, 8u);
}

TEST(Margin, IsEmptyWhereNothingIsShared) {
  const corpus::TestShelf shelf(talks());
  EXPECT_EQ(margin(shelf, 4).runs, 0u);
}

TEST(Margin, ShowsAsManyAsAskedFor) {
  const corpus::TestShelf shelf(talks());
  const Margin few = margin(shelf, 3, {.words = 4, .most_places = 1, .limit = 1, .skip = 1});
  EXPECT_EQ(few.runs, 2u);
  ASSERT_EQ(few.shown.size(), 1u);
  EXPECT_EQ(few.shown[0].info.turn, 2u);
  EXPECT_EQ(few.shown[0].others.size(), 1u);
}

// Every word of every turn against every other.
std::vector<std::pair<std::string, std::uint32_t>> slow_runs(const corpus::TestShelf& shelf,
                                                             corpus::DocumentNumber number, corpus::DocumentNumber last,
                                                             std::uint32_t least) {
  auto keys = [&](corpus::DocumentNumber of) {
    std::vector<std::vector<std::string>> all;
    const auto document = *shelf.document(of * 10);
    for (const corpus::Utterance& utterance : document->utterances) {
      all.emplace_back();
      for (const auto& word : utterance.words)
        all.back().push_back(text::search_key(slice(document->text, {word.begin, word.end})));
    }
    return all;
  };
  std::vector<std::pair<std::string, std::uint32_t>> runs;
  for (const auto& mine : keys(number))
    for (std::size_t at = 0; at < mine.size();) {
      std::size_t longest = 0;
      for (corpus::DocumentNumber other = 1; other <= last; ++other) {
        if (other == number) continue;
        for (const auto& theirs : keys(other))
          for (std::size_t from = 0; from < theirs.size(); ++from) {
            std::size_t same = 0;
            while (at + same < mine.size() && from + same < theirs.size() && mine[at + same] == theirs[from + same])
              ++same;
            longest = std::max(longest, same);
          }
      }
      if (longest >= least) runs.emplace_back(mine[at], std::uint32_t(longest));
      at += longest >= least ? longest : 1;
    }
  return runs;
}

TEST(Margin, AgreesWithTheSlowWay) {
  std::uint64_t state = 7;
  auto draw = [&](std::uint64_t below) {
    state = state * 6364136223846793005ull + 1442695040888963407ull;
    return (state >> 33) % below;
  };
  for (int round = 0; round < 20; ++round) {
    std::vector<TestTranscript> all;
    for (int t = 0; t < 4; ++t) {
      TestTranscript one{std::string(12, char('a' + t)), "2020", "", "", {"Anna Berg"}, {}};
      for (int turn = 0; turn < 3; ++turn) {
        std::string said;
        for (std::uint64_t w = 5 + draw(20); w > 0; --w) said += std::string(said.empty() ? "" : " ") + "abc"[draw(3)];
        one.turns.push_back({0, said});
      }
      all.push_back(std::move(one));
    }
    const corpus::TestShelf shelf(all);
    for (corpus::DocumentNumber number = 1; number <= 4; ++number) {
      std::vector<std::pair<std::string, std::uint32_t>> fast;
      for (const MarginRun& run : margin(shelf, number, {.words = 4, .limit = 1000}).shown)
        fast.emplace_back(run.text.substr(0, run.text.find(' ')), run.words);
      EXPECT_EQ(fast, slow_runs(shelf, number, 4, 4)) << round << " " << number;
    }
  }
}

}  // namespace
}  // namespace stenogram::reuse
