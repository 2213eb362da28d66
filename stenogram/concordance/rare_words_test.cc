#include "stenogram/concordance/rare_words.h"

#include <algorithm>
#include <cmath>

#include "stenogram/concordance/locate.h"
#include "stenogram/concordance/test_support.h"

namespace stenogram::concordance {
namespace {

struct Case {
  const char* name;
  std::vector<std::uint64_t> counts;
  std::uint32_t sought;
  const char* expected;  // words, how many agree, whether that is sure
};

const Case kCases[] = {
    {"one rare word is enough", {3, 900'000, 900'000, 900'000}, 4, "0 agree 1 sure"},
    {"a word that does not occur is the cheapest", {0, 40, 900'000, 900'000}, 3, "0,1 agree 1 sure"},
    {"strangers cost more than a second word", {30'000, 30'000, 700'000, 700'000}, 4, "0,1 agree 2 sure"},
    {"nothing but common words", {900'000, 900'000, 900'000}, 2, " agree 0"},
    {"what is lacking may be all that is rare", {10, 900'000, 900'000, 900'000}, 2, "0 agree 1"},
    {"nothing", {}, 0, " agree 0"},
};

TEST(RareWords, AreChosenByWhatTheyCost) {
  for (const Case& test : kCases) {
    RareWords rare = choose_rare_words(test.counts, 20'000'000, test.sought, 5);
    std::string printed;
    for (std::uint32_t word : rare.words) printed += (printed.empty() ? "" : ",") + std::to_string(word);
    printed += " agree " + std::to_string(rare.agree) + (rare.sure ? " sure" : "");
    EXPECT_EQ(printed, test.expected) << test.name;
  }
}

// A text in which words are as unevenly frequent as in speech.
std::vector<TestDocument> uneven_documents(std::mt19937& random, int documents, int kinds, int longest) {
  std::vector<TestDocument> all;
  for (int number = 1; number <= documents; ++number) {
    TestDocument& document = all.emplace_back();
    document.number = DocumentNumber(number);
    for (int n = int(1 + random() % 4); n > 0; --n) {
      std::string said;
      for (int k = int(1 + random() % unsigned(longest)); k > 0; --k) {
        double share = double(random() % 10'000 + 1) / 10'000;
        said += numbered("w", std::uint64_t(double(kinds) * share * share * share)) + " ";
      }
      document.utterances.push_back(said);
    }
  }
  return all;
}

std::string printed(const std::vector<Cluster>& clusters) {
  std::string text;
  for (const Cluster& cluster : clusters) {
    text += std::to_string(cluster.utterance) + " " + std::to_string(cluster.first) + "-" +
            std::to_string(cluster.last) + " " + std::to_string(cluster.weight) + "\n";
  }
  return text;
}

struct Asked {
  std::vector<Token> tokens;
  std::vector<std::uint64_t> counts;
  std::vector<double> weights;
};

Asked ask(const Segment& segment, const std::vector<Token>& tokens) {
  Asked asked{tokens, {}, {}};
  for (Token token : tokens) {
    asked.counts.push_back(segment.occurrences(token));
    asked.weights.push_back(std::log2(double(segment.words() + 1) / double(asked.counts.back() + 1)));
  }
  return asked;
}

// What is passed over beforehand is never a cluster: the quick way and the slow one agree.
TEST(RareWords, ClustersAreThoseOfTheSlowWay) {
  std::mt19937 random(61);
  Folder folder;
  int some = 0;
  for (int round = 0; round < 24; ++round) {
    int kinds = round % 3 == 0 ? 3 : round % 3 == 1 ? 40 : 900;
    auto segment = build(folder / "1", uneven_documents(random, 60, kinds, 90));
    for (int probes = 0; probes < 16; ++probes) {
      std::vector<Token> tokens;
      Position at = Position(random() % segment->size());
      for (int k = int(2 + random() % 60); k > 0; --k, at = (at + 1) % segment->size()) {
        bool other = random() % 4 == 0 || segment->token(at) == 0;
        tokens.push_back(other ? random() % (segment->lexicon_size() + 1) : segment->token(at));
      }
      Asked asked = ask(*segment, tokens);
      std::uint32_t slack = std::uint32_t(tokens.size() / 4 + 4);
      RareWords rare = choose_rare_words(asked.counts, segment->words(), std::uint32_t((tokens.size() + 1) / 2), slack);
      if (random() % 2) rare.agree = 1 + random() % 6;  // any threshold will do
      auto quick = clusters_of(*segment, asked.tokens, rare, asked.weights, slack);
      auto slow = clusters_of(*segment, asked.tokens, rare, asked.weights, slack, true);
      ASSERT_EQ(printed(quick), printed(slow));
      some += !quick.empty();
    }
  }
  EXPECT_GT(some, 200);
}

// A probe of which only the end stands there would begin long before the column.
TEST(RareWords, ClustersMayBeginBeforeTheColumn) {
  std::mt19937 random(63);
  Folder folder;
  auto segment = build(folder / "1", uneven_documents(random, 40, 60, 90));
  for (std::uint32_t n : {300u, 6000u, 19'990u}) {
    std::vector<Token> tokens(n, 0);
    RareWords rare;
    for (std::uint32_t k = 0; k < 12; ++k) {
      tokens[n - 12 + k] = segment->token(k) == 0 ? 1 : segment->token(k);
      rare.words.push_back(n - 12 + k);
    }
    rare.agree = 5;
    Asked asked = ask(*segment, tokens);
    const std::uint32_t slack = n / 4 + 4;
    auto quick = clusters_of(*segment, asked.tokens, rare, asked.weights, slack);
    ASSERT_EQ(printed(quick), printed(clusters_of(*segment, asked.tokens, rare, asked.weights, slack, true)));
    EXPECT_FALSE(quick.empty());
  }
}

// Whatever place holds the words that are sought is in a cluster, where that is promised.
TEST(RareWords, NoPlaceIsMissedWhereThatIsSure) {
  std::mt19937 random(62);
  Folder folder;
  int sure = 0;
  for (int round = 0; round < 40; ++round) {
    auto segment = build(folder / "1", uneven_documents(random, 50, round % 2 ? 30 : 400, 60));
    for (int probes = 0; probes < 20; ++probes) {
      std::uint32_t n = 3 + random() % 12, sought = (n + 1) / 2, slack = n / 4 + 4;
      std::vector<Token> tokens;
      for (std::uint32_t k = 0; k < n; ++k) {
        Position at = Position(random() % segment->size());
        tokens.push_back(segment->token(at) == 0 ? 1 : segment->token(at));
      }
      Asked asked = ask(*segment, tokens);
      RareWords rare = choose_rare_words(asked.counts, segment->words(), sought, slack);
      if (!rare.sure) continue;
      ++sure;
      auto clusters = clusters_of(*segment, asked.tokens, rare, asked.weights, slack);
      // Every origin, and the words that stand where they would from there, moved on by
      // not more than the slack.
      for (std::uint32_t utterance = 0; utterance < segment->utterance_count(); ++utterance) {
        UtteranceRow row = segment->utterance(utterance);
        for (std::uint64_t origin = kOriginBase + row.begin - n; origin < kOriginBase + row.end; ++origin) {
          // In order, each word as early as it may come.
          std::uint32_t found = 0;
          std::uint64_t next = 0;
          for (std::uint32_t word = 0; word < n; ++word)
            for (std::uint64_t at = std::max(next, origin + word); at <= origin + word + slack; ++at) {
              if (at < kOriginBase + row.begin || at >= kOriginBase + row.end ||
                  segment->token(Position(at - kOriginBase)) != tokens[word])
                continue;
              ++found;
              next = at + 1;
              break;
            }
          if (found < sought) continue;
          ASSERT_TRUE(std::any_of(clusters.begin(), clusters.end(),
                                  [&](const Cluster& cluster) {
                                    return cluster.utterance == utterance && cluster.first <= origin + slack &&
                                           origin <= cluster.last;
                                  }))
              << "words " << n << ", origin " << origin;
        }
      }
    }
  }
  EXPECT_GT(sure, 300);
}

}  // namespace
}  // namespace stenogram::concordance
