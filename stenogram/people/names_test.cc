#include "stenogram/people/names.h"

#include <gtest/gtest.h>

namespace stenogram::people {
namespace {

struct NameCase {
  const char* claim;
  const char* name;
  Fit fit;
};

constexpr NameCase kNames[] = {
    {"Ilsabet Marrow", "Ilsabet Marrow", Fit::name},
    {"Marrow", "Ilsabet Marrow", Fit::name},
    {"I. Marrow", "Ilsabet Marrow", Fit::name},
    {"I.K. Marrow", "Ilsabet Marrow", Fit::name},
    {"Marrow I.K.", "Ilsabet Marrow", Fit::name},
    {"Marrow, Ilsabet", "Ilsabet Marrow", Fit::name},
    {"Ilsabet Marrow, Foreign Minister", "I. Marrow", Fit::name},
    {"Foreign Minister Ilsabet Marrow", "Ilsabet Marrow", Fit::name},
    {"Halvern's Foreign Minister Ilsabet Marrow", "Ilsabet Marrow", Fit::name},
    {"Foreign Minister of Halvern Ilsabet Marrow", "Ilsabet Marrow", Fit::name},
    {"MARROW", "Ilsabet Marrow", Fit::name},
    {"Mrs. Marrow", "Ilsabet Marrow", Fit::name},
    {"Tomas Marrow", "Ilsabet Marrow", Fit::none},
    {"T. Marrow", "Ilsabet Marrow", Fit::none},
    {"Marlow", "Ilsabet Marrow", Fit::none},
    {"Ilsabet", "Ilsabet Marrow", Fit::none},
    {"Стефан Лавренёв", "Stefan Lavrenev", Fit::name},
    {"Sergej Orlow", "Сергей Орлов", Fit::name},
    {"Serguei Orloff", "Sergey Orlov", Fit::name},
    {"Joe Carden", "Joseph Carden", Fit::name},
    {"Joseph R. Carden", "Joe Carden", Fit::name},
    {"Joseph R. Carden", "Joseph T. Carden", Fit::none},
    {"José Peña", "Jose Pena", Fit::name},
    {"Sánchez", "Ana Sánchez Cortina", Fit::name},
    {"Xi", "Xi Landong", Fit::name},
    {"Jürgen Müller", "Juergen Mueller", Fit::name},
    {"O’Hara", "Maeve O'Hara", Fit::name},
    {"Stephen King", "Stephen King", Fit::name},
    {"Charles King", "Stephen King", Fit::none},
    {"Ludwig van der Lenn", "L. van der Lenn", Fit::name},
    {"", "Ilsabet Marrow", Fit::none},
};

TEST(Claim, FitsNames) {
  for (const NameCase& c : kNames) EXPECT_EQ(Claim(c.claim).fits(c.name), c.fit) << c.claim << " | " << c.name;
}

transcript::Speaker speaker(const char* name, const char* office, std::vector<std::string> labels) {
  transcript::Speaker made;
  if (name) made.name = name;
  if (office) made.office = office;
  made.labels = std::move(labels);
  return made;
}

TEST(Claim, FitsOfficesAndLabels) {
  transcript::Speaker marrow = speaker("Ilsabet Marrow", "Foreign Minister", {"I.K. Marrow", "MINISTER MARROW"});
  EXPECT_EQ(Claim("the Foreign Minister").fits(marrow), Fit::office);
  EXPECT_EQ(Claim("Foreign Minister of Halvern").fits(marrow), Fit::office);
  EXPECT_EQ(Claim("Halvern Foreign Minister").fits(marrow), Fit::office);
  EXPECT_EQ(Claim("Minister of Foreign Affairs").fits(marrow), Fit::office);
  EXPECT_EQ(Claim("Minister for Foreign Affairs of Halvern").fits(marrow), Fit::office);
  EXPECT_EQ(Claim("Minister of Internal Affairs").fits(marrow), Fit::none);
  EXPECT_EQ(Claim("Deputy Minister of Foreign Affairs").fits(marrow), Fit::none);
  EXPECT_EQ(Claim("Finance Minister").fits(marrow), Fit::none);
  EXPECT_EQ(Claim("Deputy Foreign Minister").fits(marrow), Fit::none);
  EXPECT_EQ(Claim("Foreign Minister Tomas Vell").fits(marrow), Fit::none);
  transcript::Speaker president = speaker(nullptr, nullptr, {"THE PRESIDENT"});
  EXPECT_EQ(Claim("President").fits(president), Fit::office);
  EXPECT_EQ(Claim("President Voss").fits(president), Fit::office);
  EXPECT_EQ(Claim("Vice President").fits(president), Fit::none);
  EXPECT_EQ(Claim("Ada Voss").fits(president), Fit::none);
  transcript::Speaker question = speaker(nullptr, nullptr, {"Q"});
  EXPECT_EQ(Claim("Q").fits(question), Fit::label);
  EXPECT_EQ(Claim("Marrow").fits(question), Fit::none);
  EXPECT_EQ(Claim("A. Orlov").fits(speaker(nullptr, nullptr, {"Orlov"})), Fit::name);
}

TEST(Fitting, KeepsTwoWhereTwoFit) {
  transcript::Transcript talk;
  talk.speakers = {speaker("Igor Sanov", nullptr, {"I. Sanov"}), speaker("Sergey Sanov", nullptr, {"S. Sanov"}),
                   speaker("Ada Voss", nullptr, {"Voss"})};
  EXPECT_EQ(fitting(Claim("Sanov"), talk), (std::vector<std::uint32_t>{0, 1}));
  EXPECT_EQ(fitting(Claim("S. Sanov"), talk), (std::vector<std::uint32_t>{1}));
  EXPECT_EQ(fitting(Claim("Ada Voss"), talk), (std::vector<std::uint32_t>{2}));
  EXPECT_TRUE(fitting(Claim("Marrow"), talk).empty());
}

// Whoever a claim fits shares one of these words with it.
TEST(Claim, SharesAWordWithWhomeverItFits) {
  for (const char* claimed : {"Ada Voss", "President Ada Voss", "the foreign minister", "Minister of Foreign Affairs",
                              "Q", "S.V. Sanov", "Ana Lopez Marrow"})
    for (const transcript::Speaker& one :
         {speaker("Ada Voss", "President", {"Voss"}), speaker(nullptr, "Foreign Minister", {"FM"}),
          speaker(nullptr, nullptr, {"Foreign Minister"}), speaker(nullptr, nullptr, {"Q"}),
          speaker("Sergey Sanov", nullptr, {"S. Sanov"}), speaker("Lopez", nullptr, {"Lopez"})}) {
      if (Claim(claimed).fits(one) == Fit::none) continue;
      std::string called = " " + folded(one.name.value_or("")) + " " + folded(one.office.value_or(""));
      for (const std::string& label : one.labels) called += " " + folded(label);
      bool shares = false;
      for (const std::string& word : Claim(claimed).words_shared())
        shares |= (called + " ").find(" " + word + " ") != called.npos;
      EXPECT_TRUE(shares) << claimed << " and" << called;
    }
}

TEST(People, TellsNamesFromTitles) {
  EXPECT_TRUE(is_title("President"));
  EXPECT_TRUE(is_title("министр"));
  EXPECT_TRUE(is_given_name("Vladimir"));
  EXPECT_FALSE(is_given_name("South"));
  EXPECT_FALSE(is_title("Korea"));
}

}  // namespace
}  // namespace stenogram::people
