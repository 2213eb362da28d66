// = kept, ~ replaced, - dropped, + added, . abridged, @ rendered; then how many tokens.
// In a case's text `…` is a mark of omission and words in [] are bracketed.
#include "stenogram/align/compare.h"

#include <gtest/gtest.h>

#include <map>
#include <sstream>

namespace stenogram::align {
namespace {

struct Text {
  std::vector<TokenId> tokens;
  std::vector<std::uint8_t> bracketed, omission_at{0};
};

class Vocabulary {
 public:
  TokenId id(const std::string& word) { return ids_.try_emplace(word, TokenId(ids_.size() + 1)).first->second; }

  Text read(const std::string& words) {
    Text text;
    std::istringstream in(words);
    bool bracketed = false;
    for (std::string word; in >> word;) {
      if (word == "…") {
        text.omission_at.back() = 1;
        continue;
      }
      if (word.front() == '[') bracketed = true, word.erase(0, 1);
      bool closes = word.back() == ']';
      if (closes) word.pop_back();
      text.tokens.push_back(id(word));
      text.bracketed.push_back(bracketed);
      if (closes) bracketed = false;
      text.omission_at.push_back(0);
    }
    return text;
  }

 private:
  std::map<std::string, TokenId> ids_;
};

Sides sides_of(const Text& quoted, const Text& spoken, std::span<const Equivalence> pairs = {}) {
  return {quoted.tokens, spoken.tokens, quoted.omission_at, quoted.bracketed, spoken.bracketed, pairs};
}

struct Case {
  const char* quoted;
  const char* spoken;
  const char* expected;
};

constexpr Case kWhole[] = {
    {"we will rebuild", "we will rebuild", "=3"},
    {"we rebuild", "we will rebuild", "=1 -1 =1"},
    {"we will never rebuild", "we will rebuild", "=2 +1 =1"},
    {"we must rebuild", "we will rebuild", "=1 ~1 =1"},
    {"we … rebuild", "we will soon rebuild", "=1 .2 =1"},
    {"", "we", "-1"},
    {"we", "", "+1"},
    {"", "", ""},
};

TEST(Compare, NamesTheRuns) {
  for (const Case& c : kWhole) {
    Vocabulary words;
    Text quoted = words.read(c.quoted), spoken = words.read(c.spoken);
    EXPECT_EQ(printed(compare(sides_of(quoted, spoken))), c.expected) << c.quoted << " | " << c.spoken;
  }
}

constexpr Case kPlaced[] = {
    {"we will rebuild", "that is why we will rebuild and soon", "=3"},
    {"we must rebuild", "that is why we will rebuild and soon", "=1 ~1 =1"},
    {"we will go", "a b c d", "~3"},
    // A word in the other's place is one change, not two.
    {"they will rebuild it", "we will rebuild it", "~1 =3"},
    {"we will rebuild them", "we will rebuild it", "=3 ~1"},
    // Marked omissions are free, and take the nearest end.
    {"we … rebuild", "so we said to them that we will soon rebuild and rebuild", "=1 .2 =1"},
    {"… we rebuild …", "so we rebuild it", "=2"},
    // A passage in brackets of the record may be left out.
    {"we will rebuild", "we [as they know] will rebuild", "=1 .3 =2"},
    {"we as they know will rebuild", "we [as they know] will rebuild", "=6"},
    // The quoter's brackets: beside spoken words, or in place of them.
    {"we [always] will", "we will", "=1 +1 =1"},
    {"yet [the mayor] signed it", "yet he signed it", "=1 +1 ~1 =2"},
    {"[the mayor] signed it", "and he signed it", "+2 =2"},
    {"asked [him] to go", "asked the old man to go", "=1 -2 ~1 =2"},
    // Not the alignment of a generic diff, which would keep both `the`s apart.
    {"the mayor of the town", "the head of a big the town", "=1 ~1 =1 -2 =2"},
    // A long unmarked cut inside a quotation is a cut, not another ending.
    {"a b c d e f g h i j", "a b c d e x x x x x x x x f g h i j", "=5 -8 =5"},
};

TEST(Place, NamesTheRuns) {
  for (const Case& c : kPlaced) {
    Vocabulary words;
    Text quoted = words.read(c.quoted), spoken = words.read(c.spoken);
    EXPECT_EQ(printed(place(sides_of(quoted, spoken))), c.expected) << c.quoted << " | " << c.spoken;
  }
}

TEST(Place, RendersOneForAnother) {
  Vocabulary words;
  Text quoted = words.read("we don't go"), spoken = words.read("well we do not go there");
  std::vector<Equivalence> pairs = {{{1, 2}, {2, 4}, 1}};
  Comparison found = place(sides_of(quoted, spoken, pairs));
  EXPECT_EQ(printed(found), "=1 @2 =1");
  EXPECT_EQ(found.spoken, (TokenRange{1, 5}));
  EXPECT_EQ(found.cost, 1u);
}

// The slow way: every way to take a step, tried by recursion over whole runs.
std::uint64_t slow_cost(const Sides& sides, std::size_t i, std::size_t j, bool begun, char last, bool whole) {
  std::uint64_t best = ~0ull / 2;
  auto take = [&](std::uint64_t cost) { best = std::min(best, cost); };
  bool done = i == sides.quoted.size();
  if (done && (!whole || j == sides.spoken.size())) take(0);
  if (!begun && !whole && j < sides.spoken.size() && i == 0) take(slow_cost(sides, i, j + 1, false, ' ', whole));
  bool beside = (i > 0 && sides.quoted_bracketed[i - 1]) || (!done && sides.quoted_bracketed[i]);
  if (!done && j < sides.spoken.size()) {
    std::uint64_t cost = sides.quoted[i] == sides.spoken[j] ? 0
                         : sides.quoted_bracketed[i]        ? kBracketedEach
                                                            : kReplaced;
    take(cost + slow_cost(sides, i + 1, j + 1, true, '=', whole));
  }
  if (!done) {
    bool bracketed = sides.quoted_bracketed[i];
    std::uint64_t cost = bracketed ? kBracketedEach : kAddedEach + (last == '+' ? 0 : kAddedOpen);
    take(cost + slow_cost(sides, i + 1, j, true, bracketed ? ' ' : '+', whole));
  }
  if (j < sides.spoken.size() && (whole || i > 0)) {
    if (sides.omission_at[i] || sides.spoken_bracketed[j]) {
      take(slow_cost(sides, i, j + 1, true, ' ', whole));
    } else if (beside) {
      take(kBracketedEach + slow_cost(sides, i, j + 1, true, '-', whole));
    } else {
      take(kDroppedEach + (last == '-' ? 0 : kDroppedOpen) + slow_cost(sides, i, j + 1, true, '-', whole));
    }
  }
  return best;
}

void expect_tiled(const Comparison& found, const Sides& sides, bool whole) {
  std::uint64_t quoted = 0, spoken = found.spoken.begin;
  for (const Run& run : found.runs) {
    EXPECT_EQ(run.quoted.begin, quoted);
    EXPECT_EQ(run.spoken.begin, spoken);
    quoted = run.quoted.end, spoken = run.spoken.end;
    for (std::uint64_t k = 0; run.change == Change::kept && k < run.quoted.size(); ++k) {
      EXPECT_EQ(sides.quoted[run.quoted.begin + k], sides.spoken[run.spoken.begin + k]);
    }
  }
  EXPECT_EQ(quoted, sides.quoted.size());
  EXPECT_EQ(spoken, found.spoken.end);
  if (whole && !sides.spoken.empty()) {
    EXPECT_EQ(found.spoken, (TokenRange{0, sides.spoken.size()}));
  }
}

// Every pair over two kinds of token up to a length, with marks and brackets drawn from
// the pair's own number, so that all combinations turn up.
TEST(Compare, AgreesWithTheSlowWay) {
  constexpr unsigned kLength = 4;
  unsigned checked = 0;
  for (unsigned n = 0; n <= kLength; ++n)
    for (unsigned m = 0; m <= kLength; ++m)
      for (unsigned q = 0; q < 1u << n; ++q)
        for (unsigned s = 0; s < 1u << m; ++s)
          for (unsigned marks = 0; marks < 8; ++marks, ++checked) {
            unsigned seed = (q * 31 + s * 17 + marks * 97 + n * 7 + m) * 2654435761u;
            Text quoted, spoken;
            for (unsigned i = 0; i < n; ++i) {
              quoted.tokens.push_back(1 + (q >> i & 1));
              quoted.bracketed.push_back((marks & 1) && (seed >> i & 3) == 3);
              quoted.omission_at.push_back(0);
            }
            if (marks & 2) quoted.omission_at[(seed >> 8) % (n + 1)] = 1;
            for (unsigned j = 0; j < m; ++j) {
              spoken.tokens.push_back(1 + (s >> j & 1));
              spoken.bracketed.push_back((marks & 4) && (seed >> (12 + j) & 1));
            }
            Sides sides = sides_of(quoted, spoken);
            for (bool whole : {true, false}) {
              Comparison found = whole ? compare(sides) : place(sides);
              if (!whole && n == 0) continue;
              expect_tiled(found, sides, whole);
              ASSERT_EQ(found.cost, slow_cost(sides, 0, 0, false, ' ', whole))
                  << "q" << q << "/" << n << " s" << s << "/" << m << " marks " << marks << " whole " << whole << ": "
                  << printed(found);
            }
          }
  EXPECT_EQ(checked, 31u * 31 * 8);
}

}  // namespace
}  // namespace stenogram::align
