// Search beside its slow twin, over small archives made at random, and by hand.
#include "stenogram/corpus/search.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

#include "stenogram/corpus/evaluate.h"
#include "stenogram/corpus/snippet.h"
#include "stenogram/corpus/test_shelf.h"

namespace stenogram::corpus {
namespace {

using Where = std::pair<DocumentNumber, std::uint32_t>;

Found found(const Shelf& shelf, std::string_view text, SearchOptions options = {}) {
  Result<Query> query = parse_query(text);
  EXPECT_TRUE(query) << text << (query ? "" : query.error().message());
  if (!query) return {};
  Result<Found> result = search(shelf, *query, options);
  EXPECT_TRUE(result) << text;
  return result ? *result : Found();
}

std::vector<Where> wheres(const Found& result) {
  std::vector<Where> all;
  for (const Hit& hit : result.hits) all.push_back({hit.document, hit.utterance});
  return all;
}

std::string addresses(const Found& result) {
  std::string all;
  for (const Hit& hit : result.hits) all += (all.empty() ? "" : " ") + hit.address;
  return all;
}

const std::vector<TestTranscript>& archive() {
  static const std::vector<TestTranscript> transcripts = {
      {"aaaaaaaaaaaa",
       "2017-07-21",
       "The Lamp",
       "Port Selma",
       {"Anna Berg", ""},
       {{1, "Will the bridge hold?", transcript::TurnKind::question},
        {0, "The bridge will hold. [laughter] It will hold, I say, for years. {Jon Ode: It fell twice!}"},
        {1, "And the old bridge?", transcript::TurnKind::question},
        {0, "We will rebuild the old bridge in 1,000 days."}}},
      {"bbbbbbbbbbbb",
       "2019-01",
       "Radio Nord",
       "",
       {"Jon Ode", "Anna Berg"},
       {{0, "The bridge fell twice. The U.S. engineers said so."}, {1, "It did not fall; the könig's bridge stands."}},
       transcript::Kind::debate,
       "de"},
      {"cccccccccccc", "", "", "", {""}, {{0, "No bridges here."}, {-1, ""}}},
  };
  return transcripts;
}

TEST(Search, FindsTurns) {
  TestShelf shelf(archive());
  const struct {
    std::string_view query, hits;  // by date
  } cases[] = {
      {"bridge", "aaaaaaaaaaaa#1 aaaaaaaaaaaa#2 aaaaaaaaaaaa#3 aaaaaaaaaaaa#4 bbbbbbbbbbbb#1 bbbbbbbbbbbb#2"},
      {"bridge*",
       "aaaaaaaaaaaa#1 aaaaaaaaaaaa#2 aaaaaaaaaaaa#3 aaaaaaaaaaaa#4 bbbbbbbbbbbb#1 bbbbbbbbbbbb#2 cccccccccccc#1"},
      {"\"fell twice\"", "aaaaaaaaaaaa#2 bbbbbbbbbbbb#1"},
      {"\"fell twice\" speaker:Ode", "aaaaaaaaaaaa#2 bbbbbbbbbbbb#1"},
      {"\"fell twice\" speaker:Berg", ""},
      {"hold fell", ""},
      {"\"hold it\"", "aaaaaaaaaaaa#2"},
      {"U.S.", "bbbbbbbbbbbb#1"},
      {"1000", "aaaaaaaaaaaa#4"},
      {"konig", ""},
      {"konig's", "bbbbbbbbbbbb#2"},
      {"hold kind:answer", "aaaaaaaaaaaa#2"},
      {"kind:question", "aaaaaaaaaaaa#1 aaaaaaaaaaaa#3"},
      {"in:cccccccccccc", "cccccccccccc#1 cccccccccccc#2"},
      {"in:aaaaaaaaaaaa#2", "aaaaaaaaaaaa#2 aaaaaaaaaaaa#2"},
      {"bridge -will", "aaaaaaaaaaaa#3 bbbbbbbbbbbb#1 bbbbbbbbbbbb#2"},
      {"-bridge", "aaaaaaaaaaaa#2 cccccccccccc#1 cccccccccccc#2"},
      {"-lang:en -speaker:Berg", "bbbbbbbbbbbb#1"},
      {"(speaker:Berg rebuild) OR (speaker:Ode engineers)", "aaaaaaaaaaaa#4 bbbbbbbbbbbb#1"},
      {"rebuild OR date:2019", "aaaaaaaaaaaa#4 bbbbbbbbbbbb#1 bbbbbbbbbbbb#2"},
      {"will NEAR/0 hold", "aaaaaaaaaaaa#2"},
      {"hold NEAR/2 bridge", "aaaaaaaaaaaa#1 aaaaaaaaaaaa#2"},
  };
  for (const auto& c : cases) {
    SearchOptions options;
    options.order = SearchOptions::Order::oldest;
    const Found result = found(shelf, c.query, options);
    EXPECT_EQ(addresses(result), c.hits) << c.query;
    EXPECT_EQ(result.total, result.hits.size()) << c.query;
  }
}

TEST(Search, ShowsWhatItFound) {
  TestShelf shelf(archive());
  const Found result = found(shelf, "\"will hold\" \"the bridge\"");
  ASSERT_EQ(result.hits.size(), 1u);
  const Hit& hit = result.hits[0];
  EXPECT_EQ(hit.speaker, "Anna Berg");
  EXPECT_EQ(hit.label, "Anna Berg");
  EXPECT_EQ(hit.date, "2017-07-21");
  EXPECT_GT(hit.score, 0);
  std::string marked;
  for (const ByteSpan& highlight : hit.highlights) marked += '<' + std::string(slice(hit.snippet, highlight)) + '>';
  EXPECT_EQ(hit.snippet.substr(0, 21), "The bridge will hold.");
  EXPECT_NE(marked.find("will hold"), std::string::npos) << marked;
  EXPECT_EQ(found(shelf, "\"fell twice\" in:aaaaaa").hits.at(0).speaker, "Jon Ode");
  EXPECT_EQ(found(shelf, "old in:aaaaaa kind:question").hits.at(0).speaker, "");
  EXPECT_EQ(found(shelf, "old in:aaaaaa kind:question").hits.at(0).label, "Q");
}

TEST(Search, ReadsOnlyWhatItShows) {
  TestShelf shelf(archive());
  shelf.read = 0;
  SearchOptions options;
  options.limit = 1;
  options.facets = true;
  EXPECT_EQ(found(shelf, "bridge*", options).total, 7u);
  EXPECT_EQ(shelf.read, 1u);
}

TEST(Search, SuggestsForUnknownWords) {
  TestShelf shelf(archive());
  const auto suggested = [&](std::string_view query) {
    std::string all;
    for (const Suggestion& suggestion : found(shelf, query).suggestions) {
      all += suggestion.word + ":";
      for (const std::string& word : suggestion.nearest) all += ' ' + word;
      all += ';';
    }
    return all;
  };
  EXPECT_EQ(suggested("bridge"), "");
  EXPECT_EQ(suggested("brigde"), "brigde: bridge bridges;");
  EXPECT_EQ(suggested("hodl"), "hodl: hold;");
  EXPECT_EQ(suggested("konig's hoId"), "hoid: hold;");
  EXPECT_EQ(suggested("bridge -brigde zzz*"), "");
  EXPECT_EQ(suggested("rebiuld OR zq"), "rebiuld: rebuild;zq:;");
}

// The window takes in as many marked words as it can, and never cuts a word.
TEST(Snippet, Window) {
  std::string text;
  for (char letter = 'a'; letter <= 'z'; ++letter) {
    if (letter > 'a') text += ' ';
    text += letter;
    if ((letter - 'a') % 5 == 4) text += ',';
  }
  const Document document = document_of({"dddddddddddd", "", "", "", {"Ode"}, {{0, text}}});
  const struct {
    std::vector<TokenRange> marked;
    std::size_t most;
    std::string_view shown;
  } cases[] = {
      {{}, 3, "a b c"},
      {{{0, 1}}, 3, "a b c"},
      {{{25, 26}}, 3, "x y, z"},
      {{{10, 11}}, 3, "i j, k"},
      {{{10, 12}, {14, 15}}, 5, "k l m n o,"},
      {{{2, 3}, {10, 11}, {12, 13}}, 4, "j, k l m"},
      {{{4, 5}}, 1, "e,"},
      {{{4, 9}}, 2, "e, f"},
      {{{4, 5}}, 40, text},
  };
  for (const auto& c : cases) {
    const Snippet shown = snippet(document, document.utterances[0], c.marked, c.most);
    EXPECT_EQ(slice(document.text, shown.span), c.shown);
  }
}

// Several words to the index, one to the eye; and letters that no blank parts.
TEST(Snippet, CutsNothingPrintedAsOneWord) {
  const std::string text = "old sea-wall-keepers, U.S. law 我們會重建那座很舊很舊的大橋而且明年就要完成它們全部";
  const Document document = document_of({"dddddddddddd", "", "", "", {"Ode"}, {{0, text}}});
  // old sea wall keepers U S law
  for (const auto& [word, shown] :
       {std::pair<std::uint64_t, std::string_view>{2, "sea-wall-keepers,"}, {4, "U.S."}, {5, "U.S."}, {19, "大"}})
    EXPECT_EQ(slice(document.text, snippet(document, document.utterances[0], {{word, word + 1}}, 1).span), shown);
}

// -- At random, beside the twin.

class Dice {
 public:
  explicit Dice(unsigned seed) : random_(seed) {}
  std::size_t below(std::size_t n) { return random_() % n; }
  template <class T, std::size_t N>
  T one_of(const T (&values)[N]) {
    return values[below(N)];
  }

 private:
  std::mt19937 random_;
};

std::vector<TestTranscript> random_archive(Dice& dice) {
  constexpr const char* kWords[] = {"a", "a", "a", "b", "b", "c", "ab", "abc", "cab"};
  constexpr const char* kDates[] = {"", "2017", "2017-07", "2017-07-21", "2018-01-01", "2018-01-01T10:00"};
  std::vector<TestTranscript> transcripts(1 + dice.below(6));
  for (std::size_t i = 0; i < transcripts.size(); ++i) {
    TestTranscript& transcript = transcripts[i];
    transcript.id = std::string(12, static_cast<char>('a' + i));
    transcript.date = dice.one_of(kDates);
    transcript.outlet = dice.below(2) ? "Lamp" : "";
    transcript.speakers = {"Anna Berg", "Jon Lind", ""};
    transcript.language = dice.below(2) ? "en" : "ru";
    for (std::size_t t = dice.below(5); t > 0; --t) {
      TestTurn turn{static_cast<int>(dice.below(4)) - 1, "", static_cast<transcript::TurnKind>(dice.below(4))};
      for (std::size_t w = dice.below(9); w > 0; --w) turn.text += std::string(dice.one_of(kWords)) + ' ';
      if (dice.below(6) == 0) turn.text += "{Jon Lind: a b} a";
      transcript.turns.push_back(turn);
    }
  }
  return transcripts;
}

std::string random_sequence(Dice& dice) {
  constexpr const char* kParts[] = {"a",       "b",       "c",       "ab",        "a*",          "*b",
                                    "z",       "\"a b\"", "\"b a\"", "\"a * b\"", "\"a (b|c)\"", "\"a (b|a b)\"",
                                    "\"* a\"", "\"a *\"", "\"a* a\""};
  return dice.one_of(kParts);
}

std::string random_query(Dice& dice, int depth) {
  constexpr const char* kFields[] = {"speaker:Berg", "speaker:Lind",    "kind:answer",
                                     "date:2017",    "date:2018..",     "lang:ru",
                                     "outlet:lamp",  "in:aaaaaaaaaaaa", "speaker:(Berg OR Q)"};
  switch (dice.below(depth > 0 ? 9 : 3)) {
    case 0:
    case 1: return random_sequence(dice);
    case 2: return dice.one_of(kFields);
    case 3: return '(' + random_query(dice, depth - 1) + " OR " + random_query(dice, depth - 1) + ')';
    case 4:
    case 5: return '(' + random_query(dice, depth - 1) + ' ' + random_query(dice, depth - 1) + ')';
    case 6: return "-(" + random_query(dice, depth - 1) + ')';
    case 7: {
      const std::string joint = " NEAR/" + std::to_string(dice.below(4)) + ' ';
      std::string near = '(' + random_sequence(dice) + joint + random_sequence(dice);
      return near + (dice.below(3) == 0 ? joint + random_sequence(dice) : "") + ')';
    }
    default: return random_query(dice, depth - 1) + ' ' + random_query(dice, depth - 1);
  }
}

TEST(Search, AgreesWithTheSlowWay) {
  Dice dice(11);
  for (int round = 0; round < 60; ++round) {
    std::vector<DocumentNumber> removed;
    if (round % 3 == 0) removed = {10};
    TestShelf shelf(random_archive(dice), 1 + dice.below(3), removed);
    const std::vector<TestShelf::Said> said = shelf.said();
    for (int i = 0; i < 60; ++i) {
      const std::string text = random_query(dice, 3);
      Result<Query> query = parse_query(text);
      ASSERT_TRUE(query) << text << '\n' << query.error().message();
      std::set<Where> expected;
      for (const TestShelf::Said& one : said)
        if (twin_matches(*query, one)) expected.insert({one.number, one.utterance});

      SearchOptions options;
      options.limit = 1000;
      const Found all = found(shelf, text, options);
      const std::vector<Where> hits = wheres(all);
      ASSERT_EQ(std::set<Where>(hits.begin(), hits.end()), expected) << text;
      ASSERT_EQ(hits.size(), expected.size()) << text;
      EXPECT_EQ(all.total, expected.size()) << text;
      for (std::size_t n = 1; n < hits.size(); ++n) {
        EXPECT_GE(all.hits[n - 1].score, all.hits[n].score) << text;
        if (all.hits[n - 1].score == all.hits[n].score) {
          EXPECT_LT(hits[n - 1], hits[n]) << text;
        }
      }

      // Pages join to the whole; facets take the other path to the same order.
      std::vector<Where> paged;
      for (options.limit = 3; paged.size() < hits.size(); options.skip += 3) {
        options.facets = !options.facets;
        const Found page = found(shelf, text, options);
        EXPECT_EQ(page.total, all.total) << text;
        ASSERT_FALSE(page.hits.empty()) << text;
        for (const Where& where : wheres(page)) paged.push_back(where);
      }
      EXPECT_EQ(paged, hits) << text;
    }
  }
}

TEST(Search, SortsAndCountsLikeTheSlowWay) {
  Dice dice(12);
  for (int round = 0; round < 60; ++round) {
    TestShelf shelf(random_archive(dice), 1 + dice.below(3));
    const std::string text = random_query(dice, 2);
    std::vector<std::pair<std::int64_t, Where>> oldest, newest;
    std::map<std::string, std::uint64_t> facets;
    const Query query = *parse_query(text);
    for (const TestShelf::Said& one : shelf.said()) {
      if (!twin_matches(query, one)) continue;
      const std::int32_t day = day_number(one.facts->date);
      oldest.push_back({day == concordance::kUndated ? INT64_MAX : day, {one.number, one.utterance}});
      newest.push_back({day == concordance::kUndated ? INT64_MAX : -std::int64_t(day), {one.number, one.utterance}});
      const bool note = one.info.note != concordance::kNone;
      ++facets["speaker=" + std::string(speaker_name(*one.facts, one.info))];
      ++facets["year=" + one.facts->date.substr(0, 4)];
      ++facets["outlet=" + one.facts->outlet];
      ++facets["kind=" + std::string(note ? "statement" : transcript::name_of(one.document->turn(one.info.turn).kind))];
      ++facets["place="];
      ++facets["language=" + one.facts->language];
      ++facets["transcript_kind=interview"];
    }
    std::sort(oldest.begin(), oldest.end());
    std::sort(newest.begin(), newest.end());
    SearchOptions options;
    options.limit = 1000;
    options.facets = true;
    for (const bool newest_first : {false, true}) {
      options.order = newest_first ? SearchOptions::Order::newest : SearchOptions::Order::oldest;
      const Found result = found(shelf, text, options);
      std::vector<Where> expected;
      for (const auto& [day, where] : newest_first ? newest : oldest) expected.push_back(where);
      EXPECT_EQ(wheres(result), expected) << text;
      std::map<std::string, std::uint64_t> counted;
      for (const Facet& facet : result.facets)
        for (const Facet::Value& value : facet.values) counted[facet.name + '=' + value.value] = value.count;
      EXPECT_EQ(counted, facets) << text;
    }
  }
}

// Every highlight is something the query asks for.
TEST(Search, HighlightsWhatMatched) {
  Dice dice(13);
  for (int round = 0; round < 200; ++round) {
    TestShelf shelf(random_archive(dice));
    const std::string text = random_sequence(dice) + ' ' + random_sequence(dice);
    const Query query = *parse_query(text);
    std::vector<Sequence> asked;
    for (const Query& part : query.parts.empty() ? std::vector<Query>{query} : query.parts)
      asked.insert(asked.end(), part.alternatives.begin(), part.alternatives.end());
    for (const Hit& hit : found(shelf, text).hits) {
      EXPECT_FALSE(hit.highlights.empty()) << text;
      std::uint64_t last = 0;
      for (const ByteSpan& highlight : hit.highlights) {
        EXPECT_LE(last, highlight.begin);
        last = highlight.end;
        ASSERT_LE(highlight.end, hit.snippet.size());
      }
      const auto document = *shelf.document(hit.document);
      EXPECT_EQ(hit.snippet, slice(document->text, hit.span));
      const Utterance& utterance = document->utterances[hit.utterance];
      std::vector<std::string> words;
      std::set<std::uint64_t> lit;
      for (std::size_t w = 0; w < utterance.words.size(); ++w) {
        words.push_back(key_of(*document, utterance.words[w]));
        for (const ByteSpan& highlight : hit.highlights)
          if (highlight.begin + hit.span.begin <= utterance.words[w].begin &&
              utterance.words[w].end <= highlight.end + hit.span.begin)
            lit.insert(w);
      }
      std::set<std::uint64_t> expected;
      for (const auto& [begin, end] : places_of(asked, words))
        for (std::size_t w = begin; w < end; ++w) expected.insert(w);
      EXPECT_EQ(lit, expected) << text << '\n' << hit.snippet;
    }
  }
}

}  // namespace
}  // namespace stenogram::corpus
