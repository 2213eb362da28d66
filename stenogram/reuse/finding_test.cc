#include "stenogram/reuse/finding.h"

#include <algorithm>
#include <set>

#include "stenogram/concordance/test_support.h"

namespace stenogram::reuse {
namespace {

using namespace concordance;
using Texts = std::vector<Utterances>;  // of documents

std::vector<TestDocument> documents_of(const Texts& texts) {
  std::vector<TestDocument> documents;
  for (const Utterances& utterances : texts) documents.push_back({documents.size() + 1, utterances});
  return documents;
}

// A stretch as document, utterance and words within it.
struct Place {
  std::size_t document, utterance, begin, end;
  auto operator<=>(const Place&) const = default;
};
std::string printed(const Place& place) {
  return std::to_string(place.document) + "." + std::to_string(place.utterance) + ":" + std::to_string(place.begin) +
         "-" + std::to_string(place.end);
}

struct Found {
  Index index;
  FoundRuns runs;
  Territory territory{index};

  Place place(const Stretch& stretch) const {
    const std::uint32_t s = territory.segment_of(stretch.document);
    const concordance::Place place = index.place({s, stretch.begin, stretch.words});
    return {stretch.document, place.utterance, place.words.begin, place.words.end};
  }
  // "0.0:2-10 1.3:0-8" a match, in order.
  std::vector<std::string> matches() const {
    std::vector<std::string> all;
    for (const Match& match : runs.matches)
      all.push_back(printed(place({match.a_document, match.a_begin, match.a_words})) + " " +
                    printed(place({match.b_document, match.b_begin, match.b_words})));
    return all;
  }
  // "formula" or "passage" and its members.
  std::vector<std::string> objects() const {
    std::vector<std::string> all;
    for (const auto& object : runs.gathered.objects) {
      std::string text = object.many ? "formula" : "passage";
      for (const Stretch& member : runs.gathered.members_of(object)) text += " " + printed(place(member));
      all.push_back(text);
    }
    std::sort(all.begin(), all.end());
    return all;
  }
};

FindOptions options_of(std::uint32_t words) {
  FindOptions options;
  options.seeds.words = words;
  options.threads = 2;
  return options;
}

Found find(const Folder& folder, const Texts& texts, const FindOptions& options, std::size_t segments = 1,
           const Sides& sides = {}) {
  const auto documents = documents_of(texts);
  std::vector<std::shared_ptr<const Segment>> built;
  const std::size_t each = (documents.size() + segments - 1) / segments;
  for (std::size_t first = 0; first < documents.size(); first += each)
    built.push_back(build(folder / numbered(numbered("of", segments) + "part", first),
                          {documents.begin() + std::ptrdiff_t(first),
                           documents.begin() + std::ptrdiff_t(std::min(first + each, documents.size()))}));
  const Index index = *Index::of(built, {});
  Result<FoundRuns> runs = find_runs(Columns(index), Territory(index), index.all(), sides, {}, options);
  EXPECT_TRUE(runs) << (runs ? "" : runs.error().message());
  return {index, *runs};
}

// -- The slow twin: every pair of places, word by word.

// All longest runs of `least` words and more that two documents share: equal, and such
// that neither a word more before nor one after is equal on both sides.
std::vector<std::string> shared_slowly(const Texts& texts, std::size_t least) {
  std::vector<std::string> all;
  for (std::size_t a = 0; a < texts.size(); ++a)
    for (std::size_t b = a + 1; b < texts.size(); ++b)
      for (std::size_t u = 0; u < texts[a].size(); ++u)
        for (std::size_t v = 0; v < texts[b].size(); ++v) {
          const auto x = split(texts[a][u]), y = split(texts[b][v]);
          for (std::size_t i = 0; i < x.size(); ++i)
            for (std::size_t j = 0; j < y.size(); ++j) {
              if (x[i] != y[j] || (i > 0 && j > 0 && x[i - 1] == y[j - 1])) continue;
              std::size_t same = 1;
              while (i + same < x.size() && j + same < y.size() && x[i + same] == y[j + same]) ++same;
              if (same >= least) all.push_back(printed({a, u, i, i + same}) + " " + printed({b, v, j, j + same}));
            }
        }
  std::sort(all.begin(), all.end());
  return all;
}

bool covers(const Place& outer, const Place& inner) {
  return outer.document == inner.document && outer.utterance == inner.utterance && outer.begin <= inner.begin &&
         inner.end <= outer.end;
}

Place read(std::string_view text) {
  Place place{};
  std::sscanf(std::string(text).c_str(), "%zu.%zu:%zu-%zu", &place.document, &place.utterance, &place.begin,
              &place.end);
  return place;
}

TEST(Finding, FindsEveryRunThatTheSlowWayFinds) {
  std::mt19937 random(11);
  std::size_t runs = 0;
  for (int round = 0; round < 150; ++round) {
    Folder folder;
    Texts texts;
    for (const TestDocument& document : random_documents(random, 4, 12 + round % 20, 30))
      texts.push_back(document.utterances);
    // Something to be found: pieces of one in another.
    for (int i = 0; i < 3; ++i) {
      Utterances &from = texts[random() % 4], &to = texts[random() % 4];
      if (from.empty() || to.empty()) continue;
      const auto words = split(from[random() % from.size()]);
      if (words.size() < 8) continue;
      const std::size_t at = random() % (words.size() - 7);
      std::string piece;
      for (std::size_t w = at; w < std::min(words.size(), at + 6 + random() % 10); ++w) piece += words[w] + " ";
      std::string& utterance = to[random() % to.size()];
      utterance = (random() % 2 ? utterance + piece : piece + utterance);
    }
    FindOptions options = options_of(6);
    options.copy_coverage = 2;  // never
    // Nothing is so frequent here that it would be a formula.
    options.seeds.most_of_least = options.seeds.most_of_next = options.seeds.most = 100'000;
    const Found found = find(folder, texts, options);
    for (const std::string& pair : shared_slowly(texts, 6)) {
      ++runs;
      const Place a = read(pair), b = read(std::string_view(pair).substr(pair.find(' ') + 1));
      const auto all = found.matches();
      EXPECT_TRUE(std::any_of(all.begin(), all.end(),
                              [&](const std::string& match) {
                                return covers(read(match), a) &&
                                       covers(read(std::string_view(match).substr(match.find(' ') + 1)), b);
                              }))
          << "round " << round << ": " << pair;
    }
    // Several segments say what one says.
    EXPECT_EQ(find(folder, texts, options, 3).matches(), found.matches());
  }
  EXPECT_GT(runs, 200u);
}

// Every text of three words' kinds in two short documents.
TEST(Finding, AgreesWithTheSlowWayOnEverySmallInput) {
  std::vector<std::string> all;
  for (int code = 0; code < 3 * 3 * 3 * 3 * 3; ++code) {
    std::string text;
    for (int i = 0, rest = code; i < 5; ++i, rest /= 3) text += std::string(1, char('a' + rest % 3)) + " ";
    all.push_back(text);
  }
  Texts texts;
  for (const std::string& text : all) texts.push_back({text});
  Folder folder;
  FindOptions options = options_of(4);
  options.copy_coverage = 2;
  options.seeds.most_of_least = options.seeds.most_of_next = options.seeds.most = 100'000;
  const Found found = find(folder, texts, options);
  std::set<std::pair<Place, Place>> matches;
  std::set<std::pair<std::size_t, std::size_t>> pairs;
  for (const std::string& match : found.matches())
    pairs.insert({read(match).document, read(std::string_view(match).substr(match.find(' ') + 1)).document});
  std::set<std::pair<std::size_t, std::size_t>> expected;
  for (const std::string& pair : shared_slowly(texts, 4))
    expected.insert({read(pair).document, read(std::string_view(pair).substr(pair.find(' ') + 1)).document});
  for (auto pair : expected) EXPECT_TRUE(pairs.count(pair)) << all[pair.first] << "| " << all[pair.second];
  // With so few words a change of one leaves nothing of four.
  EXPECT_EQ(pairs.size(), expected.size());
}

constexpr const char* kOath = "we shall not rest until the harbour is open to every boat that asks for shelter";

struct Case {
  const char* name;
  Texts texts;
  std::vector<std::string> matches;
};

TEST(Finding, MatchesArePassagesWithTheirBoundaries) {
  const std::string oath = kOath;
  const std::vector<Case> cases = {
      {"word for word", {{"p1 p2 " + oath + " p3"}, {"q1 " + oath + " q2"}}, {"0.0:2-18 1.0:1-17"}},
      {"a word replaced",
       {{oath + " p1"}, {"q1 we shall not rest until the port is open to every boat that asks for shelter q2"}},
       {"0.0:0-16 1.0:1-17"}},
      {"words dropped and put in",
       {{"p1 " + oath}, {"we shall not rest until the old harbour is to every boat that ever asks for shelter q1 q2"}},
       {"0.0:1-17 1.0:0-17"}},
      {"two pieces with some words between",
       {{"a1 a2 a3 a4 a5 a6 a7 a8 a9 x1 x2 x3 x4 x5 x6 b1 b2 b3 b4 b5 b6 b7 b8 b9"},
        {"p1 a1 a2 a3 a4 a5 a6 a7 a8 a9 y1 y2 y3 b1 b2 b3 b4 b5 b6 b7 b8 b9"}},
       {"0.0:0-24 1.0:1-22"}},
      {"in another order",
       {{"a1 a2 a3 a4 a5 a6 a7 a8 a9 x1 b1 b2 b3 b4 b5 b6 b7 b8 b9"},
        {"b1 b2 b3 b4 b5 b6 b7 b8 b9 y1 a1 a2 a3 a4 a5 a6 a7 a8 a9"}},
       {"0.0:0-9 1.0:10-19", "0.0:10-19 1.0:0-9"}},
      {"never across speakers",
       {{"a1 a2 a3 a4 a5 a6 a7", "a8 a9 a10 a11 a12 a13 a14"}, {"a1 a2 a3 a4 a5 a6 a7 a8 a9 a10 a11 a12 a13 a14"}},
       {}},
      {"seven words are too few", {{"p1 a1 a2 a3 a4 a5 a6 a7 p2"}, {"q1 a1 a2 a3 a4 a5 a6 a7 q2"}}, {}},
      {"within one transcript it is nobody else's", {{oath, oath}, {"q1"}}, {}},
  };
  for (const Case& one : cases) {
    Folder folder;
    FindOptions options = options_of(8);
    options.copy_coverage = 2;
    EXPECT_EQ(find(folder, one.texts, options).matches(), one.matches) << one.name;
  }
}

TEST(Finding, WhatManySayIsOneFormulaWithAllItsPlaces) {
  Texts texts;
  std::string expected = "formula";
  for (int i = 0; i < 60; ++i) {
    const std::string own = " u" + std::to_string(i);
    // Every tenth says it a little longer, every seventh with another word in it.
    std::string said = kOath;
    if (i % 7 == 3) said.replace(said.find("every"), 5, "any");
    texts.push_back({"hello" + own, "first" + own + own + " " + said + (i % 10 == 0 ? " and means it" : "") + own});
    expected += " " + printed({std::size_t(i), 1, 3, 3 + split(said).size() + (i % 10 == 0 ? 3 : 0)});
  }
  Folder folder;
  FindOptions options = options_of(8);
  options.copy_coverage = 2;
  const Found found = find(folder, texts, options);
  EXPECT_EQ(found.objects(), std::vector<std::string>{expected});
  EXPECT_EQ(find(folder, texts, options, 4).objects(), found.objects());
}

TEST(Finding, TranscriptsThatShareMostAreCopiesAndNoReuse) {
  std::string long_text, other;
  for (int i = 0; i < 100; ++i) long_text += "w" + std::to_string(i) + " ", other += "o" + std::to_string(i) + " ";
  Folder folder;
  const Found found =
      find(folder, {{long_text}, {long_text + "and a foot"}, {other + long_text.substr(0, 40)}}, options_of(8));
  ASSERT_EQ(found.runs.copies.size(), 1u);
  EXPECT_EQ(found.runs.interviews, (std::vector<std::uint32_t>{0, 0, 2}));
  // What the third took is shared by both copies, which are one interview.
  EXPECT_EQ(found.matches().size(), 2u);
  EXPECT_EQ(found.objects().size(), 1u);
}

TEST(Finding, OneSideAgainstAnother) {
  const std::string oath = kOath;
  Folder folder;
  Sides sides;
  // The segment's first utterance alone is on the left.
  sides.left = [](std::uint32_t, Position at) { return at < 16; };
  const Found found = find(folder, {{oath}, {"p1 " + oath}, {"p2 p3 " + oath}}, options_of(8), 1, sides);
  EXPECT_EQ(found.matches(), (std::vector<std::string>{"0.0:0-16 1.0:1-17", "0.0:0-16 2.0:2-18"}));
}

TEST(Finding, MatchesMayWaitInFiles) {
  std::mt19937 random(3);
  Texts texts;
  for (const TestDocument& document : random_documents(random, 60, 3, 60)) texts.push_back(document.utterances);
  Folder folder;
  FindOptions options = options_of(8);
  options.copy_coverage = 2;
  options.seeds.most_of_least = options.seeds.most_of_next = options.seeds.most = 40;
  const Found in_memory = find(folder, texts, options);
  options.memory = 0;
  const Found in_files = find(folder, texts, options);
  EXPECT_EQ(in_memory.runs.spilled, 0u);
  EXPECT_GT(in_files.runs.spilled, 0u);
  EXPECT_EQ(in_files.matches(), in_memory.matches());
  EXPECT_EQ(in_files.objects(), in_memory.objects());
}

TEST(Finding, StopsWhenAsked) {
  struct Impatient : Progress {
    void at(std::string_view, std::uint64_t, std::uint64_t) override {}
    bool cancelled() const override { return true; }
  } impatient;
  Folder folder;
  const auto segment = build(folder / "one.seg", documents_of({{kOath}, {kOath}}));
  const Index index = *Index::of({segment}, {});
  Result<FoundRuns> runs = find_runs(Columns(index), Territory(index), index.all(), {}, {}, options_of(8), impatient);
  ASSERT_TRUE(runs);
  EXPECT_TRUE(runs->stopped);
  EXPECT_TRUE(runs->matches.empty());
}

TEST(Finding, NothingInNothing) {
  const Index index;
  Result<FoundRuns> runs = find_runs(Columns(index), Territory(index), index.all(), {}, {}, options_of(8));
  ASSERT_TRUE(runs);
  EXPECT_TRUE(runs->matches.empty());
}

}  // namespace
}  // namespace stenogram::reuse
