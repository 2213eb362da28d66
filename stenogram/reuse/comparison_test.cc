#include "stenogram/reuse/comparison.h"

#include <cstdlib>

#include "stenogram/base/file.h"
#include "stenogram/corpus/reading.h"
#include "stenogram/reuse/test_pages.h"

namespace stenogram::reuse {
namespace {

corpus::Document document_of(const std::string& bytes, const std::string& name = "page.txt") {
  capture::Source source;
  source.name = name;
  source.bytes = bytes;
  auto reading = corpus::read_capture(std::move(source));
  EXPECT_TRUE(reading);
  corpus::Document document = std::move(reading->documents.front());
  document.utterances = corpus::utterances_of(document.transcript, document.text);
  return document;
}

// "1=1 2~2 3> 4,5=4 <6 !7=9": same, changed, alone on either side, split or merged, moved.
std::string printed(const Comparison& comparison) {
  auto list = [](const std::vector<std::uint32_t>& turns) {
    std::string out;
    for (std::uint32_t n : turns) out += (out.empty() ? "" : ",") + std::to_string(n);
    return out;
  };
  std::string out;
  for (const TurnPair& pair : comparison.turns) {
    out += out.empty() ? "" : " ";
    if (pair.moved) out += "!";
    if (pair.b.empty()) out += list(pair.a) + ">";
    else if (pair.a.empty()) out += "<" + list(pair.b);
    else
      out += list(pair.a) +
             (pair.weight() == Weight::same           ? "="
              : pair.weight() == Weight::presentation ? "-"
                                                      : "~") +
             list(pair.b);
  }
  return out;
}

// Every byte of the region in one piece, in order; what a change names is cut out as it says.
void expect_accounted(const corpus::Document& given, const std::vector<Piece>& pieces, const Comparison& comparison,
                      bool is_a) {
  const corpus::Document document = with_turns(given);
  const ByteSpan region = document.transcript.region;
  std::uint64_t at = region.begin;
  for (const Piece& piece : pieces) {
    ASSERT_EQ(piece.span.begin, at);
    ASSERT_GT(piece.span.end, piece.span.begin);
    at = piece.span.end;
    if (piece.owner == transcript::Owner::turn) {
      ASSERT_GT(piece.pair, 0u);
      if (piece.change > 0) {
        const Change& change = comparison.turns[piece.pair - 1].changes[piece.change - 1];
        EXPECT_TRUE((is_a ? change.a_span : change.b_span).contains(piece.span));
        EXPECT_EQ(change.weight, piece.weight);
      }
    }
  }
  EXPECT_EQ(at, region.end);
}

Comparison compared(const std::string& a, const std::string& b) {
  const corpus::Document x = document_of(a), y = document_of(b);
  Comparison comparison = compare(x, y);
  expect_accounted(x, comparison.a_pieces, comparison, true);
  expect_accounted(y, comparison.b_pieces, comparison, false);
  return comparison;
}

TEST(Comparison, TheSameIsTheSame) {
  const std::string page = page_of(kTitle, exchanges(1, 5));
  const Comparison comparison = compared(page, page);
  EXPECT_EQ(printed(comparison), "1=1 2=2 3=3 4=4 5=5 6=6 7=7 8=8 9=9 10=10");
  EXPECT_TRUE(comparison.same_words());
  for (const Piece& piece : comparison.a_pieces) EXPECT_EQ(piece.weight, Weight::same);
  for (const HeadingChange& item : comparison.heading) EXPECT_TRUE(item.same()) << item.item;
}

TEST(Comparison, LabelsDifferWithoutWords) {
  const auto all = exchanges(1, 3);
  const Comparison comparison = compared(page_of(kTitle, all), page_of(kTitle, all, "I. Marrow"));
  EXPECT_EQ(printed(comparison), "1=1 2-2 3=3 4-4 5=5 6-6");
  EXPECT_TRUE(comparison.same_words());
}

TEST(Comparison, TurnsMissingAddedAndMoved) {
  const auto all = exchanges(1, 6);
  const std::vector<Exchange> cut = {all[0], all[2], all[3], all[5]};
  EXPECT_EQ(printed(compared(page_of(kTitle, all), page_of(kTitle, cut))),
            "1=1 2=2 3> 4> 5=3 6=4 7=5 8=6 9> 10> 11=7 12=8");
  EXPECT_EQ(printed(compared(page_of(kTitle, cut), page_of(kTitle, all))),
            "1=1 2=2 <3 <4 3=5 4=6 5=7 6=8 <9 <10 7=11 8=12");
  const std::vector<Exchange> moved = {all[0], all[4], all[1], all[2], all[3], all[5]};
  EXPECT_EQ(printed(compared(page_of(kTitle, all), page_of(kTitle, moved))),
            "1=1 2=2 3=5 4=6 5=7 6=8 7=9 8=10 !9=3 !10=4 11=11 12=12");
}

TEST(Comparison, ShortTurnsArePairedByTheirPlace) {
  auto all = exchanges(1, 4);
  all[1].question = "So what?", all[1].answer = "Yes.";
  all[2].question = "Why?", all[2].answer = "Because.";
  EXPECT_EQ(printed(compared(page_of(kTitle, all), page_of(kTitle, all))), "1=1 2=2 3=3 4=4 5=5 6=6 7=7 8=8");
}

struct Case {
  std::string a, b;
  Weight weight;
  std::string kind;  // of the first change; empty for presentation
};

const Case kCases[] = {
    {"We will rebuild the harbour.", "We will never rebuild the harbour.", Weight::meaning, "negation"},
    {"We paid 340 crowns for the harbour.", "We paid 430 crowns for the harbour.", Weight::meaning, "number"},
    {"We honour the agreement at once.", "We honor the agreement at once.", Weight::spelling, "spelling"},
    {"We can't rebuild the harbour.", "We cannot rebuild the harbour.", Weight::wording, "contraction"},
    {"We will rebuild the harbour.", "We will rebuild the Harbour.", Weight::presentation, ""},
    {"We will rebuild, the harbour.", "We will rebuild the harbour.", Weight::presentation, ""},
    {"We will rebuild the harbour.", "We will\nrebuild the  harbour.", Weight::same, ""},
};

TEST(Comparison, WordsAreTypedAsCheckTypesThem) {
  const auto all = exchanges(1, 3);
  for (const Case& c : kCases) {
    auto x = all, y = all;
    x[1].answer += " " + c.a + " " + sentences(3, 1);
    y[1].answer += " " + c.b + " " + sentences(3, 1);
    const Comparison comparison = compared(page_of(kTitle, x), page_of(kTitle, y));
    ASSERT_EQ(comparison.turns.size(), 6u);
    EXPECT_EQ(comparison.turns[3].weight(), c.weight) << c.a << " | " << c.b;
    if (c.weight == Weight::same) continue;
    ASSERT_EQ(comparison.turns[3].changes.size(), 1u) << c.a << " | " << c.b;
    const Change& change = comparison.turns[3].changes[0];
    EXPECT_EQ(change.kind ? differences::name_of(*change.kind) : "", c.kind) << c.a << " | " << c.b;
  }
}

TEST(Comparison, SplitAndMergedTurns) {
  const auto all = exchanges(1, 4);
  // The recogniser knows no voices: one turn holds all that was said.
  std::string heard;
  for (char c : page_of("", all, ""))
    heard += std::isalnum(static_cast<unsigned char>(c)) ? char(std::tolower(c)) : ' ';
  const Comparison comparison = compared(page_of(kTitle, all), heard);
  ASSERT_EQ(comparison.turns.size(), 1u);
  EXPECT_EQ(comparison.turns[0].pairing, Pairing::merged);
  EXPECT_EQ(comparison.turns[0].a.size(), 8u);
}

TEST(Comparison, NothingInCommon) {
  const Comparison comparison = compared(page_of(kTitle, exchanges(1, 3)), page_of(kTitle, exchanges(2, 3)));
  EXPECT_TRUE(comparison.nothing_shared()) << printed(comparison);
}

// The real pair: four turns, byte for byte, and two labels.
TEST(Comparison, TheTwoCapturesOfOneRealInterview) {
  const char* data = std::getenv("STENOGRAM_TEST_DATA");
  const std::filesystem::path folder = std::filesystem::path(data ? data : "../shared") / "seeds";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no " << folder;
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  ASSERT_GE(files.size(), 5u);
  const Comparison comparison =
      compared(*read_file(files[3].string(), 1 << 20), *read_file(files[4].string(), 1 << 20));
  std::size_t same = 0, labels = 0, alone = 0;
  for (const TurnPair& pair : comparison.turns) {
    if (pair.b.empty()) {
      ++alone;
      continue;
    }
    EXPECT_EQ(pair.pairing, Pairing::same);
    ++same;
    labels += pair.labels_differ;
  }
  EXPECT_EQ(same, 4u);
  EXPECT_EQ(labels, 2u);
  EXPECT_EQ(alone, 58u);
  for (const Piece& piece : comparison.b_pieces)
    if (piece.owner == transcript::Owner::turn) {
      EXPECT_EQ(piece.weight, Weight::same);
    }
}

}  // namespace
}  // namespace stenogram::reuse
