// Lines in context beside their slow twin.
#include "stenogram/corpus/kwic.h"

#include <gtest/gtest.h>

#include <random>

#include "stenogram/corpus/test_shelf.h"

namespace stenogram::corpus {
namespace {

Lines lines_of(const Shelf& shelf, std::string_view text, const KwicOptions& options = {}) {
  Result<PhraseQuery> phrase = parse_phrase(text);
  EXPECT_TRUE(phrase) << text << (phrase ? "" : phrase.error().message());
  if (!phrase) return {};
  Result<Lines> lines = kwic(shelf, *phrase, options);
  EXPECT_TRUE(lines) << text << (lines ? "" : lines.error().message());
  return lines ? *lines : Lines();
}

std::string drawn(const Lines& lines) {
  std::string all;
  for (const Line& line : lines.lines)
    all += line.address + " " + line.left + "<" + line.match + ">" + line.right + "\n";
  return all;
}

const std::vector<TestTranscript>& archive() {
  static const std::vector<TestTranscript> transcripts = {
      {"aaaaaaaaaaaa",
       "2017-07-21",
       "",
       "",
       {"Zoë Berg", ""},
       {{1, "Will it hold?"}, {0, "It  will hold,\tI say; it “will” hold for 1,000 years. {Jon Ode: Will it?}"}}},
      {"bbbbbbbbbbbb", "2016", "", "", {"Jon Ode"}, {{0, "Das Haus wird größer; es will hold 北京大学."}}},
  };
  return transcripts;
}

TEST(Kwic, LinesAreThePagesBytes) {
  TestShelf shelf(archive());
  EXPECT_EQ(drawn(lines_of(shelf, "will hold")),
            "aaaaaaaaaaaa#2:4-13 It  <will hold>,\tI say; it “will” hold for 1,000 years.\n"
            "aaaaaaaaaaaa#2:28-40 It  will hold,\tI say; it “<will” hold> for 1,000 years. {Jon Ode: Will it?}\n"
            "bbbbbbbbbbbb#1:27-36 Das Haus wird größer; es <will hold> 北京大学.\n");
  // Words that a note prints are a voice of their own, and their context is the note's.
  EXPECT_EQ(drawn(lines_of(shelf, "will it")),
            "aaaaaaaaaaaa#1:0-7 <Will it> hold?\n"
            "aaaaaaaaaaaa#2:68-75 <Will it>?\n");
  EXPECT_EQ(lines_of(shelf, "will it").lines.at(1).speaker, "Jon Ode");
  EXPECT_EQ(drawn(lines_of(shelf, "大")), "bbbbbbbbbbbb#1:43-46 Das Haus wird größer; es will hold 北京<大>学.\n");
}

TEST(Kwic, ContextCutsNoWord) {
  TestShelf shelf(archive());
  const auto narrow = [&](std::string_view phrase, std::size_t width) {
    KwicOptions options;
    options.width = width;
    return drawn(lines_of(shelf, phrase, options));
  };
  EXPECT_EQ(narrow("wird", 0), "bbbbbbbbbbbb#1:9-13 <wird>\n");
  EXPECT_EQ(narrow("wird", 3), "bbbbbbbbbbbb#1:9-13  <wird> \n");
  EXPECT_EQ(narrow("wird", 5), "bbbbbbbbbbbb#1:9-13 Haus <wird> \n");
  EXPECT_EQ(narrow("wird", 7), "bbbbbbbbbbbb#1:9-13  Haus <wird> größer\n");
  EXPECT_EQ(narrow("京", 1), "bbbbbbbbbbbb#1:40-43 北<京>大\n");
}

TEST(Kwic, PatternsAndFilters) {
  TestShelf shelf(archive());
  const struct {
    std::string_view phrase;
    std::uint64_t total;
  } cases[] = {
      {"will", 5},
      {"w*", 6},
      {"it * hold", 2},
      {"(will|wird)", 6},
      {"(it|it will) hold", 3},
      {"hold speaker:Berg", 2},
      {"hold -speaker:Berg", 2},
      {"hold date:2016", 1},
      {"hold in:aaaaaaaaaaaa#1", 1},
      {"zoe", 0},
      {"1000 years", 1},
      {"1 000 years", 1},
      {"* hold", 4},
  };
  for (const auto& c : cases) EXPECT_EQ(lines_of(shelf, c.phrase).total, c.total) << c.phrase;
}

TEST(Kwic, FirstLinesReadLittle) {
  TestShelf shelf(archive(), 1);
  shelf.read = 0;
  KwicOptions options;
  options.limit = 2;
  for (const auto order : {KwicOptions::Order::place, KwicOptions::Order::speaker}) {
    options.order = order;
    shelf.read = 0;
    const Lines lines = lines_of(shelf, "will", options);
    EXPECT_EQ(lines.lines.size(), 2u);
    EXPECT_EQ(lines.total, 5u);
    EXPECT_EQ(shelf.read, 2u);
  }
}

// -- At random, beside the twin.

std::vector<TestTranscript> random_archive(std::mt19937& random) {
  constexpr const char* kWords[] = {"a", "a", "b", "c", "ab", "ba"};
  constexpr const char* kSpaces[] = {" ", "  ", ", ", " — "};
  constexpr const char* kDates[] = {"", "2017", "2017-07", "2017-07-21", "2018-01-01"};
  std::vector<TestTranscript> transcripts(1 + random() % 5);
  for (std::size_t i = 0; i < transcripts.size(); ++i) {
    transcripts[i].id = std::string(12, static_cast<char>('a' + i));
    transcripts[i].date = kDates[random() % 5];
    transcripts[i].speakers = {"Berg", "Ode", ""};
    for (std::size_t t = random() % 4; t > 0; --t) {
      TestTurn turn{static_cast<int>(random() % 4) - 1, ""};
      for (std::size_t w = random() % 12; w > 0; --w) {
        turn.text += kWords[random() % 6];
        turn.text += kSpaces[random() % 4];
      }
      if (random() % 4 == 0) turn.text += "{Ode: a b a} b";
      transcripts[i].turns.push_back(turn);
    }
  }
  return transcripts;
}

struct TwinLine {
  const TestShelf::Said* said;
  std::size_t begin, end;

  std::vector<std::string> before() const {
    std::vector<std::string> words(said->words.begin(), said->words.begin() + static_cast<std::ptrdiff_t>(begin));
    std::reverse(words.begin(), words.end());
    return words;
  }
  std::vector<std::string> after() const {
    return {said->words.begin() + static_cast<std::ptrdiff_t>(end), said->words.end()};
  }
  std::int64_t day() const {
    const std::int32_t day = day_number(said->facts->date);
    return day == concordance::kUndated ? INT64_MAX : day;
  }
  std::pair<bool, std::string> speaker() const {
    std::string name(speaker_name(*said->facts, said->info));
    return {name.empty(), name};
  }
};

TEST(Kwic, AgreesWithTheSlowWay) {
  constexpr const char* kPhrases[] = {"a",           "b",         "a b", "a b a",         "a*",
                                      "*a",          "a * b",     "* b", "b *",           "(a|b) a",
                                      "(a|a b)",     "(a|a b) *", "z",   "a speaker:Ode", "a -speaker:Ode",
                                      "b date:2017", "a a"};
  std::mt19937 random(5);
  for (int round = 0; round < 150; ++round) {
    std::vector<DocumentNumber> removed;
    if (round % 4 == 0) removed = {10};
    TestShelf shelf(random_archive(random), 1 + random() % 3, removed);
    const std::vector<TestShelf::Said> said = shelf.said();
    for (const char* text : kPhrases) {
      const PhraseQuery phrase = *parse_phrase(text);
      std::vector<TwinLine> twin;
      for (const TestShelf::Said& one : said)
        if (std::all_of(phrase.filters.begin(), phrase.filters.end(),
                        [&](const Query& filter) { return twin_matches(filter, one); }))
          for (const auto& [begin, end] : places_of(phrase.alternatives, one.words)) twin.push_back({&one, begin, end});

      for (const auto order : {KwicOptions::Order::place, KwicOptions::Order::left, KwicOptions::Order::right,
                               KwicOptions::Order::date, KwicOptions::Order::speaker}) {
        std::vector<TwinLine> sorted = twin;
        std::stable_sort(sorted.begin(), sorted.end(), [&](const TwinLine& a, const TwinLine& b) {
          switch (order) {
            case KwicOptions::Order::left: return a.before() < b.before();
            case KwicOptions::Order::right: return a.after() < b.after();
            case KwicOptions::Order::date: return a.day() < b.day();
            case KwicOptions::Order::speaker: return a.speaker() < b.speaker();
            default: return false;
          }
        });
        KwicOptions options;
        options.order = order;
        options.width = random() % 20;
        options.skip = random() % 3;
        if (random() % 2) options.limit = random() % 6;
        const Lines lines = lines_of(shelf, text, options);
        ASSERT_EQ(lines.total, twin.size()) << text;
        const std::size_t left = sorted.size() - std::min(options.skip, sorted.size());
        ASSERT_EQ(lines.lines.size(), std::min(options.limit, left)) << text;
        for (std::size_t i = 0; i < lines.lines.size(); ++i) {
          const Line& line = lines.lines[i];
          const TwinLine& other = sorted[i + options.skip];
          ASSERT_EQ(line.document, other.said->number) << text << ' ' << int(order);
          ASSERT_EQ(line.utterance, other.said->utterance) << text << ' ' << int(order);
          ASSERT_EQ(line.words, (TokenRange{other.begin, other.end})) << text << ' ' << int(order);
          const Document& document = *other.said->document;
          const std::vector<text::Word>& words = document.utterances[line.utterance].words;
          EXPECT_EQ(line.span, (ByteSpan{words[other.begin].begin, words[other.end - 1].end}));
          EXPECT_EQ(line.match, slice(document.text, line.span));
          // Left, match and right are one stretch of the turn.
          const std::string whole = line.left + line.match + line.right;
          const ByteSpan stretch{line.span.begin - line.left.size(), line.span.end + line.right.size()};
          EXPECT_EQ(whole, slice(document.text, stretch));
          EXPECT_TRUE(document.turn(line.info.turn).span.contains(stretch));
        }
      }
    }
  }
}

TEST(Kwic, SamplesAreDrawnOnce) {
  std::vector<TestTranscript> transcripts = archive();
  for (int i = 0; i < 30; ++i) transcripts[1].turns.push_back({0, "It will hold number " + std::to_string(i)});
  TestShelf shelf(transcripts);
  KwicOptions options;
  options.sample = 7;
  const std::string first = drawn(lines_of(shelf, "will hold", options));
  EXPECT_EQ(drawn(lines_of(shelf, "will hold", options)), first);
  EXPECT_EQ(lines_of(shelf, "will hold", options).lines.size(), 7u);
  EXPECT_EQ(lines_of(shelf, "will hold", options).total, 33u);
  options.seed = 2;
  EXPECT_NE(drawn(lines_of(shelf, "will hold", options)), first);
  options.sample = 100;
  EXPECT_EQ(lines_of(shelf, "will hold", options).lines.size(), 33u);
}

}  // namespace
}  // namespace stenogram::corpus
