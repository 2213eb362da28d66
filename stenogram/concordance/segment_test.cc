#include "stenogram/concordance/segment.h"

#include <map>
#include <set>

#include "stenogram/concordance/format.h"
#include "stenogram/concordance/postings.h"
#include "stenogram/concordance/test_support.h"
#include "stenogram/concordance/walk.h"

namespace stenogram::concordance {
namespace {

std::vector<Token> tokens_of(const Segment& segment, const std::vector<std::string>& words) {
  std::vector<Token> tokens;
  for (const std::string& word : words) tokens.push_back(segment.token_of(word));
  return tokens;
}

// The slow twin: where the words stand, by looking everywhere.
std::set<Position> slow_positions(const Segment& segment, const std::vector<Token>& phrase) {
  std::set<Position> found;
  for (Position at = 0; at + phrase.size() <= segment.size(); ++at) {
    std::size_t same = 0;
    while (same < phrase.size() && segment.token(Position(at + same)) == phrase[same]) ++same;
    if (same == phrase.size()) found.insert(at);
  }
  return found;
}

std::set<Position> fast_positions(const Segment& segment, const std::vector<Token>& phrase) {
  std::set<Position> found;
  Interval interval = segment.phrase_interval(phrase);
  for (std::uint32_t at = interval.first; at < interval.last; ++at) found.insert(segment.suffix(at));
  EXPECT_EQ(found.size(), interval.size());
  return found;
}

TEST(Segment, HoldsWhatItWasGiven) {
  Folder folder;
  SegmentBuilder builder;
  builder.begin_document({7, 17000, "ru"});
  builder.begin_utterance({.turn = 1, .speaker = 3, .kind = 2});
  builder.add_word("we", 10, 12);
  builder.add_word("rebuild", 13, 20);
  builder.add_word("we", 300, 302);
  builder.begin_utterance({.turn = 1, .note = 5, .kind = 1});
  builder.begin_utterance({.turn = 2, .speaker = 0});
  builder.add_word("a-very-long-word-indeed", 25, 1048);
  builder.begin_document({9, kUndated, "language-too-long"});
  builder.begin_utterance({.turn = 1});
  builder.add_word("", 0, 1);
  builder.add_word("we", 2, 4);
  EXPECT_EQ(builder.words(), 6u);
  ASSERT_TRUE(builder.write(folder / "1.seg"));
  EXPECT_EQ(builder.words(), 0u);

  auto opened = Segment::open(folder / "1.seg");
  ASSERT_TRUE(opened) << opened.error().message();
  const Segment& segment = **opened;
  EXPECT_TRUE(segment.verify());
  EXPECT_EQ(segment.lexicon_size(), 4u);
  EXPECT_EQ(segment.key_of(1), "");
  EXPECT_EQ(segment.key_of(segment.token_of("we")), "we");
  EXPECT_EQ(segment.token_of("us"), 0u);
  EXPECT_EQ(segment.occurrences(segment.token_of("we")), 3u);
  EXPECT_EQ(segment.utterances_with(segment.token_of("we")), 2u);
  EXPECT_EQ(segment.words(), 6u);
  EXPECT_EQ(segment.size(), 10u);

  ASSERT_EQ(segment.utterance_count(), 4u);
  UtteranceRow first = segment.utterance(0);
  EXPECT_EQ(first.turn, 1u);
  EXPECT_EQ(first.speaker, 3u);
  EXPECT_EQ(first.note, kNone);
  EXPECT_EQ(first.kind, 2);
  EXPECT_EQ(first.end - first.begin, 3u);
  UtteranceRow note = segment.utterance(1);
  EXPECT_EQ(note.note, 5u);
  EXPECT_EQ(note.speaker, kNone);
  EXPECT_EQ(note.begin, note.end);
  EXPECT_EQ(segment.span(0), (ByteSpan{10, 12}));
  EXPECT_EQ(segment.span(2), (ByteSpan{300, 302}));
  EXPECT_EQ(segment.span(segment.utterance(2).begin), (ByteSpan{25, 1048}));
  EXPECT_EQ(segment.span(segment.utterance(3).begin + 1), (ByteSpan{2, 4}));

  ASSERT_EQ(segment.document_count(), 2u);
  EXPECT_EQ(segment.document(0).number, 7u);
  EXPECT_EQ(segment.document(0).date, 17000);
  EXPECT_EQ(segment.document(0).language, "ru");
  EXPECT_EQ(segment.document(0).end_utterance, 3u);
  EXPECT_EQ(segment.document(1).date, kUndated);
  EXPECT_EQ(segment.document(1).language, "language");
  EXPECT_EQ(segment.find_document(9), 1u);
  EXPECT_EQ(segment.find_document(8), kNone);
}

TEST(Segment, MayBeEmpty) {
  Folder folder;
  for (std::vector<TestDocument> documents :
       {std::vector<TestDocument>{}, {{1, {}}}, {{1, {""}}}, {{1, {"", "a", ""}}}}) {
    auto segment = build(folder / "1.seg", documents);
    ASSERT_TRUE(segment);
    EXPECT_TRUE(segment->verify());
    EXPECT_EQ(segment->token_of("b"), 0u);
    EXPECT_TRUE(segment->phrase_interval({}).empty());
    std::vector<Token> nothing{0}, unknown{77, 1};
    EXPECT_TRUE(segment->phrase_interval(nothing).empty());
    EXPECT_TRUE(segment->phrase_interval(unknown).empty());
  }
}

TEST(Segment, NoPhraseCrossesUtterances) {
  Folder folder;
  auto segment = build(folder / "1.seg", {{1, {"a b", "c a", "b"}}, {2, {"b c"}}});
  EXPECT_EQ(fast_positions(*segment, tokens_of(*segment, {"a", "b"})).size(), 1u);
  EXPECT_TRUE(fast_positions(*segment, tokens_of(*segment, {"b", "c", "a"})).empty());
  EXPECT_EQ(fast_positions(*segment, tokens_of(*segment, {"b", "c"})).size(), 1u);
}

// Every phrase over three words up to four long, in many small texts.
TEST(Segment, PhrasesAgreeWithTheSlowWayExhaustively) {
  std::mt19937 random(1);
  Folder folder;
  for (int round = 0; round < 40; ++round) {
    auto segment = build(folder / "1.seg", random_documents(random, 1 + random() % 8, 3, 40));
    for (int length = 1; length <= 4; ++length) {
      int all = 1;
      for (int i = 0; i < length; ++i) all *= 3;
      for (int code = 0; code < all; ++code) {
        std::vector<std::string> words;
        for (int i = 0, rest = code; i < length; ++i, rest /= 3) words.emplace_back(1, char('a' + rest % 3));
        auto phrase = tokens_of(*segment, words);
        if (std::count(phrase.begin(), phrase.end(), 0u)) continue;
        ASSERT_EQ(fast_positions(*segment, phrase), slow_positions(*segment, phrase));
      }
    }
  }
}

// Phrases taken from the text, some with a word changed, long ones among them.
TEST(Segment, PhrasesAgreeWithTheSlowWayOnManyWords) {
  std::mt19937 random(2);
  Folder folder;
  auto segment = build(folder / "1.seg", random_documents(random, 120, 90, 200));
  ASSERT_TRUE(segment->verify());
  for (int round = 0; round < 1500; ++round) {
    Position at = random() % segment->size();
    std::vector<Token> phrase;
    for (std::size_t length = 1 + random() % 12; phrase.size() < length && segment->token(at) != 0;)
      phrase.push_back(segment->token(at++));
    if (phrase.empty()) continue;
    if (random() % 3 == 0) phrase[random() % phrase.size()] = 1 + random() % segment->lexicon_size();
    ASSERT_EQ(fast_positions(*segment, phrase), slow_positions(*segment, phrase));
  }
}

// One word repeated is the worst case of a suffix sort; depth is bounded, so it ends.
TEST(Segment, SortsRepetition) {
  Folder folder;
  std::string long_utterance;
  for (int i = 0; i < 30000; ++i) long_utterance += i % 7 == 0 ? "b " : "a ";
  std::string only;
  for (int i = 0; i < 30000; ++i) only += "a ";
  auto segment = build(folder / "1.seg", {{1, {long_utterance, only}}});
  EXPECT_TRUE(segment->verify());
  std::vector<Token> phrase(60, segment->token_of("a"));
  EXPECT_EQ(segment->phrase_interval(phrase).size(), 30000u - 59);
}

TEST(Segment, PrefixRangeIsTheWordsThatBeginSo) {
  Folder folder;
  auto segment = build(folder / "1.seg", {{1, {"build builder rebuild \xd0\xbc\xd0\xb8\xd1\x80 built bu bv b"}}});
  for (std::string prefix : {"", "b", "bu", "buil", "build", "builz", "z", "\xd0", "\xd0\xbc\xd0\xb8"}) {
    auto [first, last] = segment->prefix_range(prefix);
    for (Token token = 1; token <= segment->lexicon_size(); ++token)
      EXPECT_EQ(first <= token && token < last, segment->key_of(token).starts_with(prefix)) << prefix;
  }
}

TEST(Segment, SpansAndUtterancesAtEveryPosition) {
  std::mt19937 random(3);
  Folder folder;
  SegmentBuilder builder;
  std::vector<ByteSpan> expected;
  std::vector<std::uint32_t> owner;
  std::uint32_t utterances = 0;
  for (DocumentNumber number = 1; number < 40; ++number) {
    builder.begin_document({number, 0, "en"});
    std::uint32_t at = random() % 1000;
    for (int u = 0; u < int(random() % 9); ++u, ++utterances) {
      builder.begin_utterance({.turn = 1});
      if (random() % 4 == 0 && at > 400) at -= 400;
      for (int w = int(random() % 60); w > 0; --w) {
        std::uint32_t begin = at + (random() % 10 == 0 ? random() % 100000 : random() % 3);
        at = begin + (random() % 10 == 0 ? random() % 5000 : random() % 17);
        builder.add_word(numbered("w", random() % 50), begin, at);
        expected.push_back({begin, at});
        owner.push_back(utterances);
      }
      expected.push_back({});
      owner.push_back(utterances);
    }
  }
  ASSERT_TRUE(builder.write(folder / "1.seg"));
  auto segment = *Segment::open(folder / "1.seg");
  ASSERT_EQ(segment->size(), expected.size());
  for (Position at = 0; at < segment->size(); ++at) {
    EXPECT_EQ(segment->utterance_at(at), owner[at]);
    if (segment->token(at) != 0) {
      EXPECT_EQ(segment->span(at), expected[at]) << at;
    }
  }
}

TEST(Postings, AgreeWithCountingAndSeekAnywhere) {
  std::mt19937 random(4);
  Folder folder;
  auto segment = build(folder / "1.seg", random_documents(random, 700, 30, 40));
  for (Token token = 1; token <= segment->lexicon_size(); ++token) {
    std::map<std::uint32_t, std::uint32_t> counts;
    for (Position at = 0; at < segment->size(); ++at)
      if (segment->token(at) == token) ++counts[segment->utterance_at(at)];
    auto list = segment->postings(token);
    EXPECT_EQ(list.size(), counts.size());
    for (auto [utterance, count] : counts) {
      ASSERT_FALSE(list.at_end());
      EXPECT_EQ(list.current().utterance, utterance);
      EXPECT_EQ(list.current().count, count);
      list.next();
    }
    EXPECT_TRUE(list.at_end());
    for (int round = 0; round < 20; ++round) {
      auto seeking = segment->postings(token);
      std::uint32_t target = 0;
      while (!seeking.at_end()) {
        target += random() % 400;
        seeking.seek(target);
        auto expected = counts.lower_bound(target);
        ASSERT_EQ(seeking.at_end(), expected == counts.end());
        if (!seeking.at_end()) {
          ASSERT_EQ(seeking.current().utterance, expected->first);
        }
      }
    }
  }
}

// What narrowing leaves out has no such word there; and of frequent words it leaves out much.
TEST(Segment, NarrowsToWhereAWordMayFollow) {
  std::mt19937 random(31);
  std::size_t left_out = 0, all = 0;
  for (int round = 0; round < 6; ++round) {
    Folder folder;
    auto segment = build(folder / "1.seg", random_documents(random, 20, 8, 400));
    for (Token token = 1; token <= segment->lexicon_size(); ++token)
      for (std::uint32_t nearest = 1; nearest <= 4; ++nearest)
        for (std::uint32_t farthest = nearest; farthest <= 4; ++farthest) {
          Token sought = 1 + random() % segment->lexicon_size();
          const std::pair<Token, Token> range{sought, sought + 1};
          Interval within = segment->word_interval(token);
          auto parts = segment->narrowed(within, nearest, farthest, {&range, 1});
          std::vector<bool> kept(within.size());
          for (Interval part : parts) {
            ASSERT_LE(within.first, part.first);
            ASSERT_LE(part.last, within.last);
            for (std::uint32_t at = part.first; at < part.last; ++at) kept[at - within.first] = true;
          }
          for (std::uint32_t at = within.first; at < within.last; ++at) {
            bool stands = false, ended = false;
            for (std::uint32_t away = 1; away <= farthest && !ended; ++away) {
              Token here = segment->token(segment->suffix(at) + away);
              ended = here == 0;
              stands |= away >= nearest && here == sought;
            }
            ASSERT_TRUE(kept[at - within.first] || !stands) << token << ' ' << nearest << ' ' << farthest;
            left_out += !kept[at - within.first];
            ++all;
          }
        }
  }
  EXPECT_GT(left_out, all / 5);
}

TEST(Segment, PackedColumnsReadWhatWasWritten) {
  std::mt19937 random(32);
  for (std::uint32_t width = 1; width <= 40; ++width)
    for (std::size_t many : {0, 1, 7, 8, 9, 63, 20000}) {
      std::vector<std::uint64_t> values;
      for (std::size_t i = 0; i < many; ++i)
        values.push_back((std::uint64_t{random()} << 32 | random()) >> (64 - width));
      std::string bytes;
      Packer packer(width, [&](std::string_view lot) { bytes += lot; });
      for (std::uint64_t value : values) packer.append(value);
      packer.finish();
      ASSERT_EQ(bytes.size(), packed_size(many, width));
      bytes.append(7, '\xff');
      PackedColumn column(bytes.data(), width);
      for (std::size_t i = 0; i < many; ++i) ASSERT_EQ(column.wide(i), values[i]) << width << ' ' << i;
    }
  EXPECT_EQ(width_of(0), 1u);
  EXPECT_EQ(width_of(1), 1u);
  EXPECT_EQ(width_of(255), 8u);
  EXPECT_EQ(width_of(256), 9u);
  EXPECT_EQ(width_of(~0u), 32u);
}

// A small language in which long runs of words come back hundreds of times, so that neighbours
// share anything from one word to more than their column can say, in more places than are walked.
TEST(Segment, WhatNeighboursShareFindsTheSamePhrases) {
  std::mt19937 random(41);
  Folder folder;
  std::vector<std::string> runs;
  for (int run = 0; run < 4; ++run) {
    std::string words;
    for (int i = 0; i < 30; ++i) words += std::string(1, char('a' + random() % 3)) + ' ';
    runs.push_back(words);
  }
  std::vector<TestDocument> documents;
  for (std::uint64_t number = 1; number <= 60; ++number) {
    std::string utterance;
    for (int i = 0; i < 6; ++i) utterance += runs[random() % runs.size()] + char('a' + random() % 3) + ' ';
    documents.push_back({number, {utterance}});
  }
  auto segment = build(folder / "1.seg", documents);
  ASSERT_TRUE(segment);
  ASSERT_TRUE(segment->says_shared());
  ASSERT_TRUE(segment->verify());
  std::set<std::uint32_t> seen;
  for (std::uint32_t at = 1; at < segment->words(); ++at) {
    std::uint32_t shared = 0;
    const Position before = segment->suffix(at - 1), here = segment->suffix(at);
    while (segment->token(here + shared) != 0 && segment->token(before + shared) == segment->token(here + shared))
      ++shared;
    ASSERT_EQ(segment->shared_with_before(at), std::min(shared, 15u)) << at;
    seen.insert(std::min(shared, 15u));
  }
  EXPECT_EQ(seen.size(), 16u);
  for (int tries = 0; tries < 400; ++tries) {
    std::vector<Token> phrase;
    const Position from = Position(random() % segment->size());
    const std::size_t length = 1 + random() % 40;
    for (Position at = from; at < segment->size() && segment->token(at) != 0 && phrase.size() < length; ++at)
      phrase.push_back(segment->token(at));
    if (phrase.empty()) continue;
    if (tries % 3 == 0) phrase[random() % phrase.size()] = 1 + Token(random() % 3);
    ASSERT_EQ(fast_positions(*segment, phrase), slow_positions(*segment, phrase)) << tries;
    const Segment::LongestMatch match = segment->longest_match(phrase);
    std::vector<Token> longest = phrase;
    while (slow_positions(*segment, longest).empty()) longest.pop_back();
    ASSERT_EQ(match.length, longest.size()) << tries;
    ASSERT_EQ(match.interval, segment->phrase_interval(longest)) << tries;
  }
}

}  // namespace
}  // namespace stenogram::concordance
