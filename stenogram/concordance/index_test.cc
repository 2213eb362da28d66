#include "stenogram/concordance/index.h"

#include <algorithm>
#include <map>

#include "stenogram/concordance/test_support.h"

namespace stenogram::concordance {
namespace {

// The documents themselves, searched by looking everywhere.
struct SlowIndex {
  std::vector<TestDocument> documents;  // alive, in order

  struct Line {
    DocumentNumber document;
    std::uint32_t utterance;
    std::uint64_t first, words;
    auto operator<=>(const Line&) const = default;
  };

  static bool takes(const Slot& slot, const std::string& word) {
    if (slot.words.empty() && slot.prefixes.empty() && !slot.accepts) return true;
    for (const std::string& one : slot.words)
      if (one == word) return true;
    for (const std::string& prefix : slot.prefixes)
      if (word.starts_with(prefix)) return true;
    return slot.accepts && slot.accepts(word);
  }
  static bool any(const Slot& slot) { return slot.words.empty() && slot.prefixes.empty() && !slot.accepts; }
  // Words of the shortest match of the slots from `slot` on at `at`, 0 if none; by
  // trying every gap, and where `joining` both ways to read a broken word.
  static std::size_t length(const Pattern& pattern, std::size_t slot, const std::vector<std::string>& words,
                            std::size_t at, bool joining) {
    if (at >= words.size()) return 0;
    std::string own = words[at];
    bool broken = own.ends_with('-') && at + 1 < words.size();
    if (own.ends_with('-')) own.pop_back();
    std::size_t best = 0;
    auto go_on = [&](std::size_t taken) {
      if (slot + 1 == pattern.size()) {
        best = best == 0 ? taken : std::min(best, taken);
        return;
      }
      const Slot& next = pattern[slot + 1];
      for (std::size_t gap = next.least_gap; gap <= next.most_gap; ++gap)
        if (std::size_t rest = length(pattern, slot + 1, words, at + taken + gap, joining))
          if (best == 0 || taken + gap + rest < best) best = taken + gap + rest;
    };
    if (takes(pattern[slot], own)) go_on(1);
    if (joining && broken && !any(pattern[slot])) {
      std::string other = words[at + 1];
      if (other.ends_with('-')) other.pop_back();
      if (takes(pattern[slot], own + other)) go_on(2);
    }
    return best;
  }
  std::vector<Line> find(const Pattern& pattern) const {
    std::vector<Line> lines;
    for (const TestDocument& document : documents)
      for (std::uint32_t u = 0; u < document.utterances.size(); ++u) {
        auto words = split(document.utterances[u]);
        for (std::size_t at = 0; at < words.size(); ++at)
          for (bool joining : {false, true})
            if (std::size_t many = length(pattern, 0, words, at, joining)) {
              lines.push_back({document.number, u, at, many});
              break;
            }
      }
    return lines;
  }
};

std::vector<SlowIndex::Line> lines_of(const Index& index, const std::vector<Match>& matches) {
  std::vector<SlowIndex::Line> lines;
  for (const Match& match : matches) {
    Place place = index.place(match);
    EXPECT_EQ(place.info.turn, place.utterance + 1);
    lines.push_back({place.document, place.utterance, place.words.begin, place.words.size()});
  }
  return lines;
}

struct TwoIndexes {
  Folder folder;
  std::vector<TestDocument> documents;
  std::vector<DocumentNumber> removed;
  Index index;
  SlowIndex slow;
};

// Documents over one to three segments, some of them removed.
std::unique_ptr<TwoIndexes> both(std::mt19937& random, int kinds, std::size_t longest, bool remove,
                                 bool broken = false) {
  auto two = std::make_unique<TwoIndexes>();
  two->documents = random_documents(random, 6 + random() % 10, kinds, longest);
  if (broken) break_words(random, two->documents);
  std::vector<std::shared_ptr<const Segment>> segments;
  std::size_t parts = 1 + random() % 3, each = (two->documents.size() + parts - 1) / parts;
  for (std::size_t i = 0; i < parts; ++i) {
    std::vector<TestDocument> part;
    for (std::size_t j = i * each; j < std::min((i + 1) * each, two->documents.size()); ++j)
      part.push_back(two->documents[j]);
    segments.push_back(build(two->folder / numbered("s", i), part));
  }
  for (const TestDocument& document : two->documents) {
    if (remove && random() % 3 == 0) two->removed.push_back(document.number);
    else two->slow.documents.push_back(document);
  }
  std::shuffle(segments.begin(), segments.end(), random);
  auto index = Index::of(segments, two->removed);
  EXPECT_TRUE(index);
  two->index = *index;
  return two;
}

void expect_same(const TwoIndexes& two, const Pattern& pattern) {
  auto expected = two.slow.find(pattern);
  Selection all = two.index.all();
  auto found = two.index.find(pattern, all);
  ASSERT_EQ(lines_of(two.index, found), expected);
  ASSERT_EQ(two.index.count(pattern), expected.size());
  auto first = two.index.find(pattern, all, 2);
  ASSERT_EQ(lines_of(two.index, first),
            (std::vector<SlowIndex::Line>(
                expected.begin(), expected.begin() + std::ptrdiff_t(std::min<std::size_t>(2, expected.size())))));
  auto some = two.index.some(pattern, all, std::size_t(-1));
  std::sort(some.begin(), some.end());
  ASSERT_EQ(some, found);
}

// Every pattern of three slots over {a, b, any, a|b, prefix}, with every small gap.
TEST(Index, PatternsAgreeWithTheSlowWayExhaustively) {
  std::mt19937 random(11);
  const Slot slots[] = {{{"a"}, {}, {}}, {{"b"}, {}, {}}, {}, {{"b", "c"}, {}, {}}, {{}, {"a"}, {}}};
  const std::pair<std::uint32_t, std::uint32_t> gaps[] = {{0, 0}, {1, 1}, {0, 2}, {2, 3}};
  for (int round = 0; round < 6; ++round) {
    auto two = both(random, 3, 12, round % 2 == 1);
    for (const Slot& first : slots)
      for (const Slot& second : slots)
        for (const Slot& third : slots)
          for (auto gap : gaps)
            for (auto other : gaps) {
              Pattern pattern{first, second, third};
              pattern[1].least_gap = gap.first, pattern[1].most_gap = gap.second;
              pattern[2].least_gap = other.first, pattern[2].most_gap = other.second;
              bool all_any = true;
              for (const Slot& slot : pattern) all_any &= slot.words.empty() && slot.prefixes.empty();
              if (!all_any) expect_same(*two, pattern);
              if (HasFatalFailure()) return;
            }
  }
}

// The same with words broken at a line's end, each of which is two and one.
TEST(Index, BrokenWordsAreReadApartAndAsOne) {
  std::mt19937 random(12);
  const Slot slots[] = {
      {{"a"}, {}, {}},       {{"ab"}, {}, {}}, {},
      {{"b", "aa"}, {}, {}}, {{}, {"a"}, {}},  {{}, {}, [](std::string_view key) { return key.size() == 2; }}};
  const std::pair<std::uint32_t, std::uint32_t> gaps[] = {{0, 0}, {1, 1}, {0, 2}};
  for (int round = 0; round < 8; ++round) {
    auto two = both(random, 3, 12, round % 2 == 1, true);
    for (const Slot& first : slots)
      for (const Slot& second : slots)
        for (const Slot& third : slots)
          for (auto gap : gaps)
            for (int many = 1; many <= 3; ++many) {
              Pattern pattern{first, second, third};
              pattern.resize(std::size_t(many));
              if (many > 1) pattern[1].least_gap = gap.first, pattern[1].most_gap = gap.second;
              bool all_any = std::all_of(pattern.begin(), pattern.end(), SlowIndex::any);
              if (!all_any) expect_same(*two, pattern);
              if (HasFatalFailure()) return;
            }
  }
}

TEST(Index, PatternsAgreeWithTheSlowWayOnManyWords) {
  std::mt19937 random(12);
  for (int round = 0; round < 30; ++round) {
    auto two = both(random, 40, 60, round % 2 == 0);
    for (int each = 0; each < 60; ++each) {
      Pattern pattern;
      for (std::size_t length = 1 + random() % 5; pattern.size() < length;) {
        Slot slot;
        auto word = [&] {
          unsigned number = std::min(random() % 40, random() % 40);
          return number < 26 ? std::string(1, char('a' + number)) : numbered("w", number);
        };
        switch (random() % 8) {
          case 0: break;
          case 1: slot.prefixes = {"w"}; break;
          case 2:
            slot.prefixes = {"w3", word()};
            slot.words = {word()};
            break;
          case 3:
            for (int i = 0; i < 12; ++i) slot.words.push_back(word());
            break;
          case 4: slot.accepts = [](std::string_view key) { return key.back() % 2 == 0; }; break;
          default: slot.words = {word()};
        }
        if (random() % 4 == 0) slot.least_gap = random() % 3, slot.most_gap = slot.least_gap + random() % 6;
        pattern.push_back(slot);
      }
      if (std::all_of(pattern.begin(), pattern.end(),
                      [](const Slot& slot) { return slot.words.empty() && slot.prefixes.empty() && !slot.accepts; }))
        continue;
      expect_same(*two, pattern);
      if (HasFatalFailure()) return;
    }
  }
}

// Words so frequent that samples of their suffixes are passed over, or not.
TEST(Index, PatternsAgreeWithTheSlowWayOnFrequentWords) {
  std::mt19937 random(19);
  for (int round = 0; round < 4; ++round) {
    auto two = both(random, 7, 900, round % 2 == 1);
    for (int each = 0; each < 60; ++each) {
      auto slot = [&](bool any) {
        Slot made;
        if (any && random() % 3 == 0) return made;
        for (std::size_t words = 1 + (random() % 4 == 0); words > 0; --words)
          made.words.emplace_back(1, char('a' + random() % 7));
        made.least_gap = random() % 2 * (random() % 3), made.most_gap = made.least_gap + random() % 2;
        return made;
      };
      Pattern pattern{slot(false)};
      for (std::size_t length = 1 + random() % 3; length > 0; --length) pattern.push_back(slot(length > 1));
      expect_same(*two, pattern);
      if (HasFatalFailure()) return;
    }
  }
}

TEST(Index, APatternOfAnyWordsAloneMatchesNothing) {
  std::mt19937 random(13);
  auto two = both(random, 3, 12, false);
  EXPECT_EQ(two->index.count({Slot{}}), 0u);
  EXPECT_EQ(two->index.count(Pattern{}), 0u);
  EXPECT_EQ(two->index.count(phrase({"never said"})), 0u);
  EXPECT_EQ(Index().count(phrase({"a"})), 0u);
}

// Longer than the suffix array is sorted: the rest is read from the column.
TEST(Index, FindsPhrasesBeyondTheSortDepth) {
  Folder folder;
  std::string same;
  for (int i = 0; i < 70; ++i) same += numbered("w", std::uint64_t(i) % 9) + " ";
  std::vector<TestDocument> documents{{1, {same + "x y z"}}, {2, {same + "x y q", same}}};
  auto index = *Index::of({build(folder / "1.seg", documents)}, {});
  auto words = split(same + "x y z");
  EXPECT_EQ(index.count(phrase(words)), 1u);
  words.back() = "q";
  auto found = index.find(phrase(words), index.all());
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(index.place(found[0]).document, 2u);
  words.pop_back();
  EXPECT_EQ(index.count(phrase(words)), 2u);
  words.back() = "nowhere";
  EXPECT_EQ(index.count(phrase(words)), 0u);
}

TEST(Index, GapsWithoutLimitStayInTheUtterance) {
  Folder folder;
  auto index = *Index::of({build(folder / "1.seg", {{1, {"a x x x b", "a x", "b a"}}})}, {});
  Pattern pattern = phrase({"a", "b"});
  pattern[1].most_gap = kNone;
  auto found = index.find(pattern, index.all());
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].words, 5u);
}

TEST(Index, FiltersByDocumentAndUtterance) {
  std::mt19937 random(14);
  for (int round = 0; round < 10; ++round) {
    auto two = both(random, 4, 20, round % 2 == 0);
    std::map<DocumentNumber, std::int32_t> dates;
    for (const TestDocument& document : two->documents) dates[document.number] = document.date;
    Selection late_questions =
        two->index.select({[](const DocumentRow& document) { return document.date >= 200; },
                           [](const DocumentRow&, const UtteranceRow& utterance) { return utterance.kind == 1; }});
    for (const Pattern& pattern : {phrase({"a"}), phrase({"a", "b"}), phrase({"b", "a", "a"})}) {
      std::vector<SlowIndex::Line> expected;
      for (const auto& line : two->slow.find(pattern))
        if (dates[line.document] >= 200 && line.utterance % 2 == 0) expected.push_back(line);
      EXPECT_EQ(lines_of(two->index, two->index.find(pattern, late_questions)), expected);
      EXPECT_EQ(two->index.count(pattern, late_questions), expected.size());
      auto first = two->index.find(pattern, late_questions, 1);
      EXPECT_EQ(first.size(), std::min<std::size_t>(1, expected.size()));
    }
  }
}

TEST(Index, CountsWordsLessWhatIsRemoved) {
  std::mt19937 random(15);
  for (int round = 0; round < 10; ++round) {
    auto two = both(random, 30, 20, true);
    std::map<std::string, std::pair<std::uint64_t, std::uint64_t>> counts;
    Index::Totals expected;
    for (const TestDocument& document : two->slow.documents) {
      ++expected.documents;
      for (const std::string& utterance : document.utterances) {
        ++expected.utterances;
        std::map<std::string, int> here;
        for (const std::string& word : split(utterance)) ++here[word], ++expected.words;
        for (auto& [word, times] : here) counts[word].first += std::uint64_t(times), ++counts[word].second;
      }
    }
    for (auto& [word, count] : counts) {
      EXPECT_EQ(two->index.count(word), count.first);
      EXPECT_EQ(two->index.utterances_with(word), count.second);
    }
    EXPECT_EQ(two->index.totals().documents, expected.documents);
    EXPECT_EQ(two->index.totals().utterances, expected.utterances);
    EXPECT_EQ(two->index.totals().words, expected.words);
  }
}

TEST(Index, RefusesSegmentsThatHoldTheSameDocuments) {
  Folder folder;
  auto one = build(folder / "1.seg", {{1, {"a"}}, {3, {"b"}}});
  auto two = build(folder / "2.seg", {{2, {"a"}}});
  auto index = Index::of({two, one}, {});
  ASSERT_FALSE(index);
  EXPECT_EQ(index.error().kind, Error::Kind::damaged);
  EXPECT_TRUE(index.error().what == "holds documents that 1.seg holds too");
}

TEST(Index, ListsTheLexiconByPrefix) {
  Folder folder;
  auto index = *Index::of(
      {build(folder / "1.seg", {{1, {"rebuild built build"}}}), build(folder / "2.seg", {{2, {"build builder"}}})}, {});
  auto entries = index.lexicon("buil");
  ASSERT_EQ(entries.size(), 3u);
  EXPECT_EQ(entries[0].word, "build");
  EXPECT_EQ(entries[0].count, 2u);
  EXPECT_EQ(entries[1].word, "builder");
  EXPECT_EQ(entries[2].word, "built");
  EXPECT_EQ(index.lexicon("buil", 1).size(), 1u);
}

TEST(Index, GivesTheBytesOfAMatch) {
  Folder folder;
  auto index = *Index::of({build(folder / "1.seg", {{1, {"we will", "rebuild it all"}}})}, {});
  auto found = index.find(phrase({"it", "all"}), index.all());
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(index.bytes(found[0]), (ByteSpan{16, 22}));
}

// A reader goes on with the snapshot it has, also when the file has gone.
TEST(Index, OutlivesItsFiles) {
  Folder folder;
  Index index = *Index::of({build(folder / "1.seg", {{1, {"a b a"}}})}, {});
  std::filesystem::remove(folder / "1.seg");
  EXPECT_EQ(index.count(phrase({"a"})), 2u);
}

}  // namespace
}  // namespace stenogram::concordance
