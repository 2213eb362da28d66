#include "stenogram/corpus/kinship.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

namespace stenogram::corpus {
namespace {

using archive::CopyRow;
using archive::TranscriptNumber;

// Pages of so many words, and how many words two of them share.
struct Pages {
  std::map<TranscriptNumber, std::uint64_t> words;
  std::map<TranscriptNumber, Announced> announced;
  std::vector<CopyRow> links;
  std::vector<DocumentPair> joined, apart;

  void link(TranscriptNumber a, TranscriptNumber b, std::uint64_t shared, std::string relation = "excerpt",
            std::uint64_t certainty = 900) {
    CopyRow row;
    row.later = std::max(a, b), row.earlier = std::min(a, b);
    row.later_words = words[row.later], row.earlier_words = words[row.earlier];
    row.later_carried = std::min(shared, row.later_words), row.earlier_carried = std::min(shared, row.earlier_words);
    row.relation = std::move(relation), row.certainty = certainty;
    links.push_back(std::move(row));
  }
  std::string kin() {
    std::string out;
    for (const auto& group :
         corpus::kin(links, joined, apart, [&](TranscriptNumber n) -> const Announced& { return announced[n]; })) {
      out += out.empty() ? "" : " | ";
      for (std::size_t i = 0; i < group.size(); ++i) out += (i ? " " : "") + std::to_string(group[i]);
    }
    return out;
  }
};

TEST(Kinship, CopiesAndPartsStandTogether) {
  Pages pages;
  pages.words = {{1, 1000}, {2, 1020}, {3, 200}, {4, 150}, {5, 980}};
  pages.link(1, 2, 1000, "repost");
  pages.link(2, 5, 900, "edition");
  pages.link(1, 3, 200);
  pages.link(2, 4, 150);
  EXPECT_EQ(pages.kin(), "1 2 3 4 5");
}

// An answer of the interview 1 stands in the page 11, whose own interview is 10; it is
// most of the excerpt 3.
TEST(Kinship, APlantedAnswerJoinsNoInterviews) {
  Pages pages;
  pages.words = {{1, 1000}, {2, 1000}, {3, 100}, {10, 1200}, {11, 1400}};
  pages.link(1, 2, 990, "edition");
  pages.link(1, 3, 100);
  pages.link(2, 3, 98);
  pages.link(10, 11, 1200, "edition");
  pages.link(3, 11, 100, "excerpt", 1000);
  EXPECT_EQ(pages.kin(), "1 2 3 | 10 11");
  // Even where the page stands alone with it.
  pages.links.erase(pages.links.begin() + 3);
  EXPECT_EQ(pages.kin(), "1 2 3");
}

// 9 holds two interviews whole; what they print of themselves tells that they are two.
TEST(Kinship, ACompilationBelongsBeside) {
  Pages pages;
  pages.words = {{1, 600}, {2, 590}, {3, 400}, {4, 400}, {9, 1000}};
  pages.link(1, 2, 590, "repost");
  pages.link(3, 4, 400, "repost");
  for (TranscriptNumber part : {1, 2, 3, 4}) pages.link(part, 9, pages.words[part]);
  EXPECT_EQ(pages.kin(), "1 2 3 4 9") << "two parts of one interview";
  pages.announced[1].event_date = "2024-03-14", pages.announced[3].event_date = "2024-05-02";
  EXPECT_EQ(pages.kin(), "1 2 9 | 3 4") << "it stays with the one of which it holds most";
  pages.announced[3].event_date = "2024-03";
  EXPECT_EQ(pages.kin(), "1 2 3 4 9") << "a month is no other day";
  pages.announced[1].people = {"Ilsabet Marrow"}, pages.announced[3].people = {"Corin Aldwell", "Question"};
  EXPECT_EQ(pages.kin(), "1 2 9 | 3 4");
  pages.announced[3].people.push_back("I. Marrow");
  EXPECT_EQ(pages.kin(), "1 2 3 4 9");
}

TEST(Kinship, DriftingLikenessEnds) {
  Pages pages;
  pages.words = {{1, 1000}, {2, 1000}, {3, 1000}, {4, 1000}};
  pages.link(1, 2, 900, "edition");
  pages.link(3, 4, 900, "edition");
  pages.link(2, 3, 650, "edition");
  EXPECT_EQ(pages.kin(), "1 2 | 3 4") << "one of four pairs agrees";
  pages.link(1, 4, 650, "edition");
  EXPECT_EQ(pages.kin(), "1 2 3 4");
}

TEST(Kinship, OverlapsJoinWhereNothingFullerIsThere) {
  Pages pages;
  pages.words = {{1, 500}, {2, 400}};
  pages.link(1, 2, 150);
  EXPECT_EQ(pages.kin(), "1 2");
  pages.words[3] = 2000, pages.words[4] = 1900;
  pages.link(1, 3, 500);
  pages.link(2, 4, 400);
  EXPECT_EQ(pages.kin(), "1 3 | 2 4");
}

TEST(Kinship, TranslationsOneToOne) {
  Pages pages;
  for (TranscriptNumber n : {1, 2, 11, 12}) pages.words[n] = 800, pages.announced[n].language = n < 10 ? "en" : "fr";
  pages.link(1, 11, 800, "translation", 980);
  pages.link(2, 12, 800, "translation", 970);
  pages.link(1, 12, 700, "translation", 800);
  EXPECT_EQ(pages.kin(), "1 11 | 2 12");
  pages.links.erase(pages.links.begin() + 1);
  EXPECT_EQ(pages.kin(), "1 11 12") << "there may be two translations";
}

TEST(Kinship, PeopleHaveTheLastWord) {
  Pages pages;
  pages.words = {{1, 1000}, {2, 1000}, {3, 100}, {10, 1200}, {11, 1400}};
  pages.link(1, 2, 1000, "repost");
  pages.link(10, 11, 1200, "edition");
  pages.joined = {{1, 10}};
  EXPECT_EQ(pages.kin(), "1 2 10 11");
  pages.apart = {{2, 11}};
  EXPECT_EQ(pages.kin(), "1 2 10");
  pages.joined = {}, pages.apart = {{1, 2}};
  EXPECT_EQ(pages.kin(), "10 11");
}

// The order of links says nothing.
TEST(Kinship, WhateverComesFirst) {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    Pages pages;
    for (TranscriptNumber n = 1; n <= 12; ++n) pages.words[n] = 50 + random() % 1000;
    for (TranscriptNumber a = 1; a <= 12; ++a)
      for (TranscriptNumber b = 1; b < a; ++b)
        if (random() % 3 == 0)
          pages.link(a, b, 30 + random() % 600, random() % 4 ? "excerpt" : "recording", 500 + random() % 500);
    const std::string before = pages.kin();
    for (int again = 0; again < 4; ++again) {
      std::shuffle(pages.links.begin(), pages.links.end(), random);
      ASSERT_EQ(pages.kin(), before);
    }
  }
}

}  // namespace
}  // namespace stenogram::corpus
