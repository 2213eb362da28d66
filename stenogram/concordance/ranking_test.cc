#include "stenogram/concordance/ranking.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "stenogram/concordance/ranked_lists.h"
#include "stenogram/concordance/test_support.h"

namespace stenogram::concordance {
namespace {

Query word(std::string_view text) { return Query::of(phrase(split(text))); }
Query node(Query::Kind kind, std::vector<Query> parts, std::uint32_t distance = 0) {
  Query query;
  query.kind = kind;
  query.parts = std::move(parts);
  query.distance = distance;
  return query;
}

// The formula itself, over words kept as strings.
struct SlowRanking {
  std::vector<std::vector<std::string>> utterances;  // alive, in order of place
  double mean = 0;

  explicit SlowRanking(const std::vector<TestDocument>& documents) {
    for (const TestDocument& document : documents)
      for (const std::string& utterance : document.utterances) utterances.push_back(split(utterance));
    for (const auto& words : utterances) mean += double(words.size());
    if (!utterances.empty()) mean /= double(utterances.size());
  }
  static bool takes(const Slot& slot, const std::string& text) {
    return std::count(slot.words.begin(), slot.words.end(), text) ||
           std::any_of(slot.prefixes.begin(), slot.prefixes.end(),
                       [&](auto& prefix) { return text.starts_with(prefix); });
  }
  // Begin and end of each match; these tests use patterns without gaps.
  static std::vector<std::pair<int, int>> matches(const Pattern& pattern, const std::vector<std::string>& words) {
    std::vector<std::pair<int, int>> found;
    for (std::size_t at = 0; at + pattern.size() <= words.size(); ++at) {
      std::size_t same = 0;
      while (same < pattern.size() && takes(pattern[same], words[at + same])) ++same;
      if (same == pattern.size()) found.push_back({int(at), int(at + same)});
    }
    return found;
  }
  static bool near(const Query& query, const std::vector<std::string>& words,
                   std::vector<std::pair<int, int>>& chosen) {
    if (chosen.size() == query.parts.size()) {
      int first = 1 << 20, last = 0, inside = 0;
      for (auto [begin, end] : chosen) {
        first = std::min(first, begin), last = std::max(last, end), inside += end - begin;
      }
      for (std::size_t a = 0; a < chosen.size(); ++a)
        for (std::size_t b = 0; b < a; ++b)
          if (chosen[a].first < chosen[b].second && chosen[b].first < chosen[a].second) return false;
      return last - first - inside <= int(query.distance);
    }
    for (auto match : matches(query.parts[chosen.size()].pattern, words)) {
      chosen.push_back(match);
      if (near(query, words, chosen)) return true;
      chosen.pop_back();
    }
    return false;
  }
  static bool holds(const Query& query, const std::vector<std::string>& words) {
    auto one = [&](const Query& part) { return holds(part, words); };
    switch (query.kind) {
      case Query::Kind::words: return !matches(query.pattern, words).empty();
      case Query::Kind::all: return std::all_of(query.parts.begin(), query.parts.end(), one);
      case Query::Kind::any: return std::any_of(query.parts.begin(), query.parts.end(), one);
      case Query::Kind::without:
        return one(query.parts[0]) && std::none_of(query.parts.begin() + 1, query.parts.end(), one);
      case Query::Kind::near: {
        std::vector<std::pair<int, int>> chosen;
        return near(query, words, chosen);
      }
    }
    return false;
  }
  double score(const Query& query, const std::vector<std::string>& words) const {
    if (query.kind == Query::Kind::words) {
      double with = 0, all = double(utterances.size());
      for (const auto& other : utterances) with += !matches(query.pattern, other).empty();
      double times = double(matches(query.pattern, words).size());
      if (times == 0) return 0;
      return std::log(1 + (all - with + 0.5) / (with + 0.5)) * times * 2.2 /
             (times + 1.2 * (0.25 + 0.75 * double(words.size()) / mean));
    }
    double sum = 0;
    std::size_t parts = query.kind == Query::Kind::without ? 1 : query.parts.size();
    for (std::size_t i = 0; i < parts; ++i)
      if (holds(query.parts[i], words)) sum += score(query.parts[i], words);
    return sum;
  }
};

struct Texts {
  Folder folder;
  std::vector<TestDocument> left;
  Index index;
};

std::unique_ptr<Texts> texts(std::mt19937& random, int kinds, bool remove) {
  auto made = std::make_unique<Texts>();
  auto documents = random_documents(random, 40, kinds, 40);
  std::vector<DocumentNumber> removed;
  for (const TestDocument& document : documents)
    remove&& random() % 4 == 0 ? removed.push_back(document.number) : made->left.push_back(document);
  std::vector<TestDocument> first(documents.begin(), documents.begin() + 25),
      second(documents.begin() + 25, documents.end());
  made->index = *Index::of({build(made->folder / "1", first), build(made->folder / "2", second)}, removed);
  return made;
}

TEST(Ranking, AgreesWithTheFormula) {
  using enum Query::Kind;
  const Query prefix = Query::of({Slot{{}, {"w3"}, {}}});
  const Query either = Query::of({Slot{{"a", "d"}, {}, {}}, Slot{{"b"}, {}, {}}});
  const Query queries[] = {
      word("a"),
      word("w31"),
      word("never-said"),
      word("a b"),
      prefix,
      either,
      node(all, {word("a"), word("w30")}),
      node(all, {word("a"), word("b"), word("c")}),
      node(all, {word("a"), word("never-said")}),
      node(any, {word("a"), word("w31"), word("never-said")}),
      node(any, {word("k"), word("a b"), prefix}),
      node(without, {word("a"), word("b"), word("k")}),
      node(without, {node(any, {word("c"), word("d")}), node(all, {word("a"), word("b")})}),
      node(all, {word("a"), node(any, {word("f"), node(without, {word("g"), word("h")})})}),
      node(near, {word("a"), word("g")}, 0),
      node(near, {word("a"), word("g"), word("c")}, 3),
      node(near, {word("a b"), word("c")}, 5),
      node(near, {word("a"), word("a")}, 4),
      node(any, {node(near, {word("a"), word("g")}, 2), word("w20")}),
  };
  std::mt19937 random(41);
  for (int round = 0; round < 8; ++round) {
    auto made = texts(random, 40, round % 2 == 1);
    SlowRanking slow(made->left);
    Selection everything = made->index.all();
    for (const Query& query : queries) {
      std::vector<double> expected;
      for (const auto& words : slow.utterances)
        if (SlowRanking::holds(query, words)) expected.push_back(slow.score(query, words));
      auto found = rank_all(made->index, query, everything);
      ASSERT_EQ(found.size(), expected.size()) << &query - queries;
      for (std::size_t i = 0; i < found.size(); ++i) ASSERT_NEAR(found[i].score, expected[i], 1e-9);

      auto sorted = found;
      std::stable_sort(sorted.begin(), sorted.end(), [](auto& a, auto& b) { return a.score > b.score; });
      std::vector<Ranked> paged;
      for (std::size_t skip = 0; skip < sorted.size() + 7; skip += 7) {
        Ranking page = rank(made->index, query, everything, 7, skip);
        ASSERT_EQ(page.total, expected.size());
        paged.insert(paged.end(), page.best.begin(), page.best.end());
      }
      ASSERT_EQ(paged.size(), sorted.size());
      for (std::size_t i = 0; i < paged.size(); ++i) {
        ASSERT_EQ(paged[i].segment, sorted[i].segment);
        ASSERT_EQ(paged[i].utterance, sorted[i].utterance);
      }
    }
  }
}

// Removing and then merging changes no score, not in the last bit.
TEST(Ranking, IsTheSameAfterAMerge) {
  std::mt19937 random(42);
  auto documents = random_documents(random, 60, 40, 40);
  Folder folder;
  std::vector segments{build(folder / "1", {documents.begin(), documents.begin() + 30}),
                       build(folder / "2", {documents.begin() + 30, documents.end()})};
  std::vector<DocumentNumber> removed{3, 17, 31, 44, 59};
  Index before = *Index::of(segments, removed);
  ASSERT_TRUE(merge(segments, removed, folder / "m"));
  Index after = *Index::of({*Segment::open(folder / "m")}, {});
  for (const Query& query : {word("a"), node(Query::Kind::any, {word("a"), word("c d"), word("w30")}),
                             node(Query::Kind::all, {word("a"), word("b")})}) {
    auto one = rank_all(before, query, before.all()), other = rank_all(after, query, after.all());
    ASSERT_EQ(one.size(), other.size());
    for (std::size_t i = 0; i < one.size(); ++i) {
      EXPECT_EQ(one[i].score, other[i].score);
      EXPECT_EQ(place(before, one[i].segment, one[i].utterance), place(after, other[i].segment, other[i].utterance));
    }
  }
}

// Enough utterances for many windows and blocks: what the loops for long lists find is
// what the nodes find, one list nested so that they must be asked.
TEST(Ranking, LongListsAgreeWithNodes) {
  std::mt19937 random(45);
  Folder folder;
  TestDocument document{1, {}};
  for (int i = 0; i < 40'000; ++i) {
    std::string utterance;
    for (unsigned word = 0; word < 6; ++word)
      if (random() % (1u << word) == 0) utterance += std::string(1 + random() % 2, char('a' + word)) + " ";
    if (i > 9000 && i < 20000) utterance = "z";
    document.utterances.push_back(utterance);
  }
  Index index = *Index::of({build(folder / "1", {document})}, {});
  for (auto kind : {Query::Kind::all, Query::Kind::any})
    for (std::string words : {"a b", "a c d", "d e f", "ee ff", "a f"}) {
      std::vector<Query> plain, nested;
      for (const std::string& one : split(words)) {
        plain.push_back(word(one));
        nested.push_back(node(Query::Kind::all, {word(one)}));
      }
      auto fast = rank_all(index, node(kind, plain), index.all()),
           slow = rank_all(index, node(kind, nested), index.all());
      ASSERT_EQ(fast.size(), slow.size());
      ASSERT_GT(fast.size(), 0u);
      for (std::size_t i = 0; i < fast.size(); ++i) {
        ASSERT_EQ(fast[i].utterance, slow[i].utterance);
        ASSERT_EQ(fast[i].score, slow[i].score);
      }
    }
}

// What is passed over by its bounds would not have been among the best: the page, ties in
// their order and the total are those of scoring every match.
TEST(Ranking, BestAreThoseOfScoringEverything) {
  using enum Query::Kind;
  std::mt19937 random(46);
  Folder folder;
  std::vector<TestDocument> documents;
  for (DocumentNumber number = 1; number <= 60; ++number) {
    TestDocument document{number, {}};
    for (int i = 0; i < 900; ++i) {
      std::string utterance;
      // Many short ones, so that scores tie; and words that come in clusters.
      for (std::size_t length = random() % 3 ? random() % 5 : random() % 70; length > 0; --length) {
        unsigned word = std::min({random() % 26u, random() % 26u, random() % 26u});
        utterance += std::string(1, char('a' + word)) + ' ';
        if (random() % 30 == 0) utterance += utterance.substr(0, 2 * (random() % 20));
      }
      document.utterances.push_back(utterance);
    }
    documents.push_back(document);
  }
  std::vector segments{build(folder / "1", {documents.begin(), documents.begin() + 40}),
                       build(folder / "2", {documents.begin() + 40, documents.end()})};
  std::vector<DocumentNumber> removed{7, 41};
  Query odd = word("c");
  odd.documents = [](const DocumentRow& row) { return row.number % 2 == 1; };
  const Query queries[] = {
      word("a"),
      word("m"),
      word("x"),
      word("z"),
      word("a b"),
      odd,
      node(any, {word("a"), word("b"), word("q")}),
      node(any, {word("m"), word("x")}),
      node(any, {word("v"), word("a b"), word("z"), odd}),
      node(all, {word("a"), word("b")}),
      node(all, {word("a"), word("x")}),
      node(all, {word("z"), word("b"), word("a")}),
      node(all, {word("a"), odd}),
      node(without, {word("a"), word("b")}),
  };
  for (bool some_removed : {false, true}) {
    Index index = *Index::of(segments, some_removed ? removed : std::vector<DocumentNumber>());
    const Selection selections[] = {
        index.all(), index.select({[](const DocumentRow& row) { return row.number % 3 != 0; }, {}}),
        index.select({{}, [](const DocumentRow&, const UtteranceRow& row) { return row.turn % 2 == 0; }})};
    for (const Query& query : queries)
      for (const Selection& selection : selections) {
        std::vector<Ranked> expected = rank_all(index, query, selection);
        std::stable_sort(expected.begin(), expected.end(), [](auto& a, auto& b) { return a.score > b.score; });
        for (auto [most, skip] : {std::pair<std::size_t, std::size_t>{1, 0}, {10, 0}, {25, 40}, {0, 0}, {300, 5}}) {
          Ranking page = rank(index, query, selection, most, skip);
          ASSERT_EQ(page.total, expected.size()) << &query - queries;
          std::size_t from = std::min(skip, expected.size()), many = std::min(most, expected.size() - from);
          ASSERT_EQ(page.best.size(), many);
          for (std::size_t i = 0; i < many; ++i) {
            ASSERT_EQ(page.best[i].score, expected[from + i].score) << &query - queries << " at " << i;
            ASSERT_EQ(page.best[i].segment, expected[from + i].segment) << &query - queries << " at " << i;
            ASSERT_EQ(page.best[i].utterance, expected[from + i].utterance) << &query - queries << " at " << i;
          }
        }
      }
  }
}

TEST(Ranking, BlocksAreBoundedByTheirBestAndNotFarAboveIt) {
  std::mt19937 random(47);
  Folder folder;
  Index index = *Index::of({build(folder / "1", random_documents(random, 20, 30, 40))}, {});
  const Lengths lengths(index);
  for (int round = 0; round < 2000; ++round) {
    Leaf leaf;
    leaf.weight = 0.01 + double(random() % 1000) / 100;
    leaf.bound(lengths);
    BlockBounds bounds;
    double best = 0;
    const std::uint32_t most = 1 + std::uint32_t(random()) % 30, longest = std::uint32_t(random()) % 200;
    for (std::size_t i = 0; i < 1 + random() % 128; ++i) {
      std::uint32_t count = 1 + std::uint32_t(random()) % most, words = count + std::uint32_t(random()) % (longest + 1);
      bounds.add(count, words);
      best = std::max(best, leaf.score(count, lengths.of(words)));
      ASSERT_LT(leaf.score(count, lengths.of(words)), leaf.best_of(count));
    }
    ASSERT_LT(best, leaf.best_in(bounds.code()));
    ASSERT_LE(best, leaf.best_in(0));
    if (most <= 20) {
      ASSERT_LT(leaf.best_in(bounds.code()), best * 1.6);
    }
  }
}

TEST(Ranking, FilterNarrowsHitsAndNotScores) {
  std::mt19937 random(43);
  auto made = texts(random, 20, false);
  Selection late = made->index.select({[](const DocumentRow& document) { return document.number > 20; }, {}});
  std::map<std::pair<std::uint32_t, std::uint32_t>, double> scores;
  for (const Ranked& one : rank_all(made->index, word("a"), made->index.all()))
    scores[{one.segment, one.utterance}] = one.score;
  auto narrowed = rank_all(made->index, word("a"), late);
  EXPECT_GT(narrowed.size(), 0u);
  EXPECT_LT(narrowed.size(), scores.size());
  for (const Ranked& one : narrowed) {
    EXPECT_GT(place(made->index, one.segment, one.utterance).document, 20u);
    EXPECT_EQ(one.score, (scores[{one.segment, one.utterance}]));
  }
}

TEST(Ranking, HighlightsWhatWasAskedFor) {
  Folder folder;
  Index index = *Index::of({build(folder / "1", {{1, {"x", "we will rebuild and we will rest we"}}})}, {});
  auto spans = [&](const Query& query) {
    std::string text;
    for (TokenRange range : highlights(index, query, 0, 1))
      text += std::to_string(range.begin) + "-" + std::to_string(range.end) + " ";
    return text;
  };
  EXPECT_EQ(spans(word("we will")), "0-2 4-6 ");
  EXPECT_EQ(spans(node(Query::Kind::any, {word("we will"), word("will rest"), word("and")})), "0-2 3-4 4-7 ");
  EXPECT_EQ(spans(node(Query::Kind::without, {word("rest"), word("we")})), "6-7 ");
  EXPECT_EQ(spans(Query::of({Slot{{}, {"re"}, {}}})), "2-3 6-7 ");
  EXPECT_EQ(spans(word("x")), "");
}

TEST(Ranking, NothingInNothingOut) {
  Index index;
  EXPECT_EQ(rank(index, word("a"), index.all()).total, 0u);
  std::mt19937 random(44);
  auto made = texts(random, 5, false);
  for (auto kind : {Query::Kind::all, Query::Kind::any, Query::Kind::without, Query::Kind::near})
    EXPECT_EQ(rank(made->index, node(kind, {}), made->index.all()).total, 0u);
  EXPECT_TRUE(rank(made->index, word("a"), made->index.all(), 0).best.empty());
}

}  // namespace
}  // namespace stenogram::concordance
