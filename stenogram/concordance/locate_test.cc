#include "stenogram/concordance/locate.h"

#include <algorithm>

#include "stenogram/concordance/stretch.h"
#include "stenogram/concordance/test_support.h"

namespace stenogram::concordance {
namespace {

// -- Measuring a window

std::uint32_t slow_bound(const std::vector<Token>& probe, const std::vector<Token>& window) {
  std::vector<std::vector<std::uint32_t>> rows(probe.size() + 1, std::vector<std::uint32_t>(window.size() + 1));
  for (std::size_t i = 1; i <= probe.size(); ++i)
    for (std::size_t j = 1; j <= window.size(); ++j)
      rows[i][j] = probe[i - 1] == window[j - 1] ? rows[i - 1][j - 1] + 1 : std::max(rows[i - 1][j], rows[i][j - 1]);
  return rows[probe.size()][window.size()];
}

// Four for each word found, less one for each passed over, over every stretch.
int slow_worth(const std::vector<Token>& probe, const std::vector<Token>& window) {
  int best = 0;
  for (std::size_t begin = 0; begin < window.size(); ++begin)
    for (std::size_t end = begin + 1; end <= window.size(); ++end) {
      std::vector<Token> stretch(window.begin() + std::ptrdiff_t(begin), window.begin() + std::ptrdiff_t(end));
      int found = int(slow_bound(probe, stretch));
      best = std::max(best, 4 * found - (int(stretch.size()) - found));
    }
  return best;
}

std::vector<Token> tokens_between(const Segment& segment, Position begin, Position end) {
  std::vector<Token> tokens;
  for (Position at = begin; at < end; ++at) tokens.push_back(segment.token(at));
  return tokens;
}

TEST(Stretch, AgreesWithTheSlowWay) {
  std::mt19937 random(51);
  Folder folder;
  for (int round = 0; round < 400; ++round) {
    int kinds = 2 + int(random() % 9);
    std::string utterance;
    for (int i = int(1 + random() % 28); i > 0; --i)
      utterance += std::string(1, char('a' + random() % unsigned(kinds))) + " ";
    auto segment = build(folder / "1", {{1, {utterance}}});
    std::vector<Token> probe;
    for (int i = int(1 + random() % (round % 8 == 0 ? 150 : 12)); i > 0; --i)
      probe.push_back(random() % (segment->lexicon_size() + 1));
    auto window = tokens_between(*segment, 0, segment->size() - 1);
    // An unknown word of the probe is like no word of the window.
    std::vector<Token> known = probe;
    for (Token& token : known)
      if (token == 0) token = 999;
    StretchFinder finder(probe);
    ASSERT_EQ(finder.bound(*segment, 0, segment->size() - 1), slow_bound(known, window));
    auto stretch = finder.best(*segment, 0, segment->size() - 1);
    ASSERT_EQ(4 * int(stretch.found) - (int(stretch.end - stretch.begin) - int(stretch.found)),
              slow_worth(known, window));
    if (stretch.found == 0) continue;
    auto inside = tokens_between(*segment, stretch.begin, stretch.end);
    ASSERT_EQ(stretch.found, slow_bound(known, inside));
    ASSERT_TRUE(std::count(known.begin(), known.end(), inside.front()) &&
                std::count(known.begin(), known.end(), inside.back()));
  }
}

TEST(LongestMatch, AgreesWithTryingEveryLength) {
  std::mt19937 random(52);
  Folder folder;
  for (int kinds : {2, 5, 60}) {
    auto segment = build(folder / "1", random_documents(random, 80, kinds, 90));
    for (int round = 0; round < 2000; ++round) {
      std::vector<Token> words;
      Position at = Position(random() % segment->size());
      for (int i = int(random() % 9); i >= 0 && segment->token(at) != 0; --i) words.push_back(segment->token(at++));
      for (int i = int(random() % 4); i > 0; --i) words.push_back(random() % (segment->lexicon_size() + 1));
      if (words.empty()) continue;
      std::uint32_t length = 0;
      while (length < words.size() && words[length] != 0 &&
             !segment->phrase_interval(std::span(words).first(length + 1)).empty())
        ++length;
      auto found = segment->longest_match(words);
      ASSERT_EQ(found.length, length);
      if (length > 0) {
        ASSERT_EQ(found.interval, segment->phrase_interval(std::span(words).first(length)));
      }
    }
  }
}

// -- Locating

// An invented press conference.
const std::vector<TestDocument> kConference = {
    {1,
     {"minister will the harbour of tarn be rebuilt before the winter and who will pay for the work",
      "we will rebuild the harbour of tarn before the first snow falls and the ministry of works will pay for every "
      "stone of it "
      "the mayor asked me in june whether the money was there and i told her that it was there and that it would stay "
      "there",
      "and the lighthouse",
      "the lighthouse is a different matter because the lighthouse belongs to the pilots guild and not to us"}},
    {2,
     {"the guild of pilots says that nobody has asked it about the lighthouse at all is that so",
      "i have written to the guild three times since march and i have the letters here you may read them"}},
    {3,
     {"good morning to all of you thank you for coming", "thank you minister",
      "good morning to all of you thank you for coming again"}},
};

struct LocateCase {
  const char* name;
  const char* probe;
  const char* expected;  // document.utterance:first-last score, best first; at most two
};

const LocateCase kCases[] = {
    {"exact", "the lighthouse belongs to the pilots guild", "1.3:7-14 1.00!"},
    {"exact twice", "thank you for coming", "3.0:6-10 1.00! 3.2:6-10 1.00!"},
    {"one word replaced", "we will rebuild the harbour of tarn before the first rain falls", "1.1:0-12 0.92"},
    {"words dropped", "the ministry of works will pay for stone", "1.1:13-22 1.00"},
    {"words inserted", "i have now written to the pilots guild three times since last march", "2.1:0-10 0.77"},
    {"cut in the middle",
     "we will rebuild the harbour of tarn before the first snow falls and i told her that it was there and that it "
     "would stay there",
     "1.1:0-49 1.00"},
    {"stitched", "the lighthouse is a different matter because i have the letters here you may read them",
     "2.1:11-20 0.56 1.3:0-8 0.50"},
    {"out of order", "i have the letters here you may read them since march", "2.1:11-20 0.82"},
    {"short, altered", "the first snow fell", "1.1:8-11 0.75"},
    {"only rare words", "harbour will certainly tarn quickly winter", "1.0:3-6 0.33"},
    {"unknown words", "completely unheard syllables", ""},
    {"one word", "lighthouse", "1.2:2-3 1.00! 1.3:1-2 1.00!"},
    {"one unknown word", "zebra", ""},
    {"nothing", "", ""},
};

std::string printed(const Index& index, const Locations& found, std::size_t most) {
  std::string text;
  for (const Located& one : found.places) {
    if (most-- == 0) break;
    Place place = index.place(one.match);
    char line[80];
    std::snprintf(line, sizeof line, "%s%d.%d:%d-%d %.2f%s", text.empty() ? "" : " ", int(place.document),
                  int(place.utterance), int(place.words.begin), int(place.words.end), one.score, one.exact ? "!" : "");
    text += line;
  }
  return text;
}

TEST(Locate, FindsWhatAReaderWouldFind) {
  Folder folder;
  Index one = *Index::of({build(folder / "1", kConference)}, {});
  Index three = *Index::of({build(folder / "2", {kConference[0]}), build(folder / "3", {kConference[1]}),
                            build(folder / "4", {kConference[2]})},
                           {});
  for (const LocateCase& test : kCases)
    for (const Index* index : {&one, &three}) {
      Probe probe;
      probe.words = split(test.probe);
      std::string expected = test.expected;
      std::size_t wanted = std::size_t(std::count(expected.begin(), expected.end(), ':'));
      EXPECT_EQ(printed(*index, locate(*index, probe, index->all()), std::max<std::size_t>(wanted, 1)), expected)
          << test.name;
    }
}

TEST(Locate, CountsExactPlacesBeyondThePage) {
  Folder folder;
  Index index = *Index::of({build(folder / "1", kConference)}, {});
  Probe probe{{"the"}, 2};
  Locations found = locate(index, probe, index.all());
  EXPECT_EQ(found.places.size(), 2u);
  EXPECT_EQ(found.exact_total, index.count("the"));
  EXPECT_EQ(index.place(found.places[0].match).document, 1u);
}

TEST(Locate, KeepsToTheSelection) {
  Folder folder;
  Index index = *Index::of({build(folder / "1", kConference)}, {});
  Selection second = index.select({[](const DocumentRow& document) { return document.number == 2; }, {}});
  Probe probe{split("the lighthouse belongs to the pilots guild"), 10, 0.2};
  for (const Located& one : locate(index, probe, second).places) EXPECT_EQ(index.place(one.match).document, 2u);
  EXPECT_EQ(locate(index, probe, second).exact_total, 0u);
  Index removed = *Index::of(index.segments(), std::vector<DocumentNumber>{1});
  for (const Located& one : locate(removed, probe, removed.all()).places)
    EXPECT_NE(removed.place(one.match).document, 1u);
}

TEST(Locate, OffersNoPlaceTwice) {
  std::mt19937 random(53);
  Folder folder;
  Index index = *Index::of({build(folder / "1", random_documents(random, 60, 12, 80))}, {});
  for (int round = 0; round < 100; ++round) {
    Probe probe{{}, 30, 0.2};
    for (int i = 0; i < 12; ++i) probe.words.emplace_back(1, char('a' + random() % 12));
    Locations found = locate(index, probe, index.all());
    EXPECT_LE(found.places.size(), 30u);
    for (std::size_t i = 0; i < found.places.size(); ++i) {
      const Located& place = found.places[i];
      EXPECT_GE(place.score, 0.2 - 1e-9);
      if (i > 0 && !place.exact) {
        EXPECT_LE(place.score, found.places[i - 1].score);
      }
      for (std::size_t j = 0; j < i; ++j) {
        const Match &a = place.match, &b = found.places[j].match;
        EXPECT_TRUE(a.first + a.words <= b.first || b.first + b.words <= a.first);
      }
    }
  }
}

// Quotations of fourteen words with up to five replaced, dropped or inserted: the best
// place holds at least what was kept, whatever the luck of the draw.
TEST(Locate, FindsAlteredQuotations) {
  std::mt19937 random(54);
  Folder folder;
  auto documents = random_documents(random, 300, 900, 120);
  Index index = *Index::of({build(folder / "1", {documents.begin(), documents.begin() + 140}),
                            build(folder / "2", {documents.begin() + 140, documents.end()})},
                           {});
  int tried = 0;
  while (tried < 400) {
    const TestDocument& document = documents[random() % documents.size()];
    if (document.utterances.empty()) continue;
    auto words = split(document.utterances[random() % document.utterances.size()]);
    if (words.size() < 14) continue;
    std::size_t at = random() % (words.size() - 13);
    std::vector<std::string> probe(words.begin() + std::ptrdiff_t(at), words.begin() + std::ptrdiff_t(at) + 14);
    std::size_t kept = 14;
    for (int change = int(random() % 6); change > 0; --change) {
      std::size_t where = random() % probe.size();
      switch (random() % 3) {
        case 0: probe[where] = "unheard"; break;
        case 1: probe.erase(probe.begin() + std::ptrdiff_t(where)); break;
        default: probe.insert(probe.begin() + std::ptrdiff_t(where), "unheard"); continue;
      }
      --kept;
    }
    ++tried;
    Locations found = locate(index, {probe, 3, 0.2}, index.all());
    ASSERT_FALSE(found.places.empty());
    EXPECT_GE(found.places[0].score * double(probe.size()) + 1e-9, double(kept));
  }
}

// Lengths beyond one machine word, beyond the sort depth, beyond an utterance.
TEST(Locate, TakesProbesOfAnyLength) {
  std::mt19937 random(55);
  Folder folder;
  std::string speech;
  for (int i = 0; i < 3000; ++i) speech += numbered("w", std::min(random() % 700, random() % 700)) + " ";
  Index index = *Index::of({build(folder / "1", {{1, {speech, "short"}}})}, {});
  auto words = split(speech);
  for (std::size_t length : {63u, 64u, 65u, 128u, 700u, 3000u}) {
    std::vector<std::string> probe(words.begin(), words.begin() + std::ptrdiff_t(length));
    EXPECT_TRUE(locate(index, {probe, 1}, index.all()).places.at(0).exact);
    for (std::size_t i = 5; i < length; i += 10) probe[i] = "unheard";
    Locations found = locate(index, {probe, 1}, index.all());
    ASSERT_EQ(found.places.size(), 1u) << length;
    EXPECT_NEAR(found.places[0].score, 0.9, 0.02);
    EXPECT_EQ(found.places[0].match.first, 0u);
  }
  {
    std::vector<std::string> endless(50'000, "w1");
    EXPECT_EQ(locate(index, {endless, 1}, index.all()).exact_total, 0u);
  }
}

}  // namespace
}  // namespace stenogram::concordance
