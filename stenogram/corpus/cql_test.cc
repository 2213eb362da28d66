// CQL beside a slow twin that tries every stretch of every turn.
#include "stenogram/corpus/cql.h"

#include <gtest/gtest.h>

#include <random>

#include "stenogram/corpus/test_shelf.h"

namespace stenogram::corpus {
namespace {

std::string lines(const Shelf& shelf, std::string_view text) {
  Result<PhraseQuery> phrase = parse_cql(text);
  if (!phrase) return phrase.error().message();
  Result<Lines> found = kwic(shelf, *phrase, {});
  EXPECT_TRUE(found) << text;
  std::string all;
  for (const Line& line : found->lines) all += (all.empty() ? "" : "|") + line.match;
  return all;
}

TEST(Cql, Understands) {
  TestShelf shelf({{"aaaaaaaaaaaa",
                    "2017",
                    "",
                    "",
                    {"Anna Berg", "Jon Ode"},
                    {{0, "We will rebuild. We shall, könnte we not, strongly rebuild the U.S. fleet."},
                     {1, "Strategic loss, strategic defeat, strategy."}}}});
  const struct {
    std::string_view query, lines;
  } cases[] = {
      {"\"we\"", "We|We|we"},
      {"[word=\"WE\"] [word=\"will|shall\"]", "We will|We shall"},
      {"[word=\"strateg.*\"] [word=\"defeat|loss\"] within turn", "Strategic loss|strategic defeat"},
      {"\"we\" []{0,3} \"rebuild\"", "We will rebuild|we not, strongly rebuild"},
      {"\"we\" [] \"rebuild\"", "We will rebuild"},
      {"\"könn.*\"", "könnte"},
      {"\"KÖNNTE\"%cd", "könnte"},
      {"[word!=\"strat.*\" & word=\"s.*\"]", "shall|strongly|S"},
      {"[!(word=\"..+\" | word=\"u\")]", "S"},
      {"\"strategic\" (\"loss\" | \"defeat\" \"strategy\")", "Strategic loss|strategic defeat, strategy"},
      {"\"strategic\"{2} \"x\"", ""},
      {"\"we\" \"will\"? \"rebuild\"", "We will rebuild"},
      {"\"we\" \"not\" \"strongly\"? \"rebuild\"?", "we not|we not, strongly|we not, strongly rebuild"},
      {"\"we\" :: speaker=\"Ode\"", ""},
      {"\"we\" \"will\" :: speaker!=\"Ode\" & date=\"2017\"", "We will"},
      {"[] \"defeat\" []", "strategic defeat, strategy"},
      {"[stem=\"rebuilding\"]", "rebuild|rebuild"},
      {"[stem=\"strategies\"]", "strategy"},
      {"[stem!=\"rebuild\" & word=\"re.*\"]", ""},
      {"\"we\" [] [stem=\"Rebuilds\"]", "We will rebuild"},
      {"[stem=\"fleets\" | word=\"loss\"]", "fleet|loss"},
  };
  for (const auto& c : cases) EXPECT_EQ(lines(shelf, c.query), c.lines) << c.query;
}

TEST(Cql, MistakesAreShown) {
  TestShelf shelf({});
  const struct {
    std::string_view query, message;
  } cases[] = {
      {"", "query: usage: a token should stand here; write [word=\"…\"], \"…\" or []\n  \n  ^"},
      {"[lemma=\"go\"]",
       "query: usage: words have no attribute \"lemma\"; write word=\"…\" or stem=\"…\"; speakers, dates and the like "
       "follow the "
       "tokens, after ::\n  [lemma=\"go\"]\n   ^~~~~"},
      {"[word=\"a(\"]", "query: usage: not a regular expression: missing ): a(\n  [word=\"a(\"]\n        ^~~~"},
      {"[word=\"a\"", "query: usage: this bracket is never closed\n  [word=\"a\"\n  ^"},
      {"\"a b\"", "query: usage: this is 2 words; write one token for each word\n  \"a b\"\n  ^~~~~"},
      {"\"a\"{3,1}", "query: usage: a repeat is {n}, {n,} or {n,m}, at most 16 here\n  \"a\"{3,1}\n     ^~~~~"},
      {"[] []", "query: usage: a match needs at least one token that is not []\n  [] []\n  ^~~~~"},
      {"\"a\" within s", "query: usage: only `within turn` is known\n  \"a\" within s\n             ^"},
      {"\"a\" :: mood=\"x\"",
       "query: usage: no field is called \"mood\"; fields are speaker, kind, outlet, place, lang, date and in\n"
       "  \"a\" :: mood=\"x\"\n         ^~~~"},
      {"[stem=\"go home\"]",
       "query: usage: this is 2 words; write one token for each word\n  [stem=\"go home\"]\n        ^~~~~~~~~"},
      {"(\"a\"|\"b\"){16}", "query: usage: more than 256 alternatives\n  (\"a\"|\"b\"){16}\n  ^~~~~~~~~~~~~"},
  };
  for (const auto& c : cases) EXPECT_EQ(lines(shelf, c.query), c.message) << c.query;
}

// A pattern of tokens with gaps between them; for each start the shortest match.
struct Token {
  std::string words;  // "a", "a|b": accepted words, one letter each
  std::size_t least = 0, most = 0;
};

std::size_t shortest(const std::vector<Token>& tokens, std::size_t which, const std::vector<std::string>& words,
                     std::size_t at) {
  if (which == tokens.size()) return at;
  std::size_t best = std::string::npos;
  const Token& token = tokens[which];
  const std::size_t least = which == 0 ? 0 : token.least, most = which == 0 ? 0 : token.most;
  for (std::size_t gap = least; gap <= most && at + gap < words.size(); ++gap) {
    if (("|" + token.words + "|").find("|" + words[at + gap] + "|") == std::string::npos) continue;
    best = std::min(best, shortest(tokens, which + 1, words, at + gap + 1));
  }
  return best;
}

TEST(Cql, AgreesWithTheSlowWay) {
  std::mt19937 random(8);
  constexpr const char* kTokens[] = {"a", "b", "a|b", "c", "b|c"};
  constexpr const char* kWords[] = {"a", "b", "c", "a", "b"};
  std::size_t seen = 0;
  for (int round = 0; round < 200; ++round) {
    std::vector<TestTranscript> transcripts(1 + random() % 3);
    for (std::size_t i = 0; i < transcripts.size(); ++i) {
      transcripts[i].id = std::string(12, static_cast<char>('a' + i));
      for (std::size_t t = random() % 4; t > 0; --t) {
        TestTurn turn;
        for (std::size_t w = random() % 12; w > 0; --w) turn.text += std::string(kWords[random() % 5]) + ' ';
        transcripts[i].turns.push_back(turn);
      }
    }
    TestShelf shelf(transcripts);
    for (int q = 0; q < 10; ++q) {
      std::vector<Token> tokens(1 + random() % 3);
      std::string text;
      for (std::size_t i = 0; i < tokens.size(); ++i) {
        tokens[i].words = kTokens[random() % 5];
        if (i > 0 && random() % 2) {
          tokens[i].least = random() % 3;
          tokens[i].most = tokens[i].least + random() % 3;
          text += "[]{" + std::to_string(tokens[i].least) + ',' + std::to_string(tokens[i].most) + "} ";
        }
        text += "[word=\"" + tokens[i].words + "\"] ";
      }
      std::vector<std::tuple<DocumentNumber, std::uint32_t, std::uint64_t, std::uint64_t>> expected, actual;
      for (const TestShelf::Said& one : shelf.said())
        for (std::size_t at = 0; at < one.words.size(); ++at)
          if (const std::size_t end = shortest(tokens, 0, one.words, at); end != std::string::npos)
            expected.push_back({one.number, one.utterance, at, end});
      const Lines found = *kwic(shelf, *parse_cql(text), {});
      for (const Line& line : found.lines)
        actual.push_back({line.document, line.utterance, line.words.begin, line.words.end});
      EXPECT_EQ(actual, expected) << text;
      EXPECT_EQ(found.total, expected.size()) << text;
      seen += expected.size();
    }
  }
  EXPECT_GT(seen, 1000u);
}

// Whatever is typed ends as patterns or as a fault inside the line.
TEST(Cql, AnythingTyped) {
  constexpr std::string_view kPieces[] = {
      "[",  "]", "\"a\"", "word", "=",  "!=", "&",       "|",      "(",    ")",  "{1,2}",          "{",
      "}",  "*", "+",     "?",    "!",  "::", "speaker", "within", "turn", "[]", "[word=\"a.*\"]", "\"",
      "\\", " ", "ё",     "\xff", "%c", ","};
  std::mt19937 random(9);
  for (int i = 0; i < 20000; ++i) {
    std::string text;
    for (unsigned n = random() % 12; n > 0; --n) text += kPieces[random() % std::size(kPieces)];
    QueryFault fault;
    Result<PhraseQuery> phrase = parse_cql(text, &fault);
    if (phrase) {
      EXPECT_FALSE(phrase->patterns.empty()) << text;
      continue;
    }
    EXPECT_LE(fault.at.begin, fault.at.end) << text;
    EXPECT_LE(fault.at.end, text.size()) << text;
  }
  EXPECT_FALSE(parse_cql(std::string(5000, '(')));
  EXPECT_FALSE(parse_cql("[" + std::string(5000, '!') + "word=\"a\"]"));
}

}  // namespace
}  // namespace stenogram::corpus
