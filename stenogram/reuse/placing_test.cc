#include "stenogram/reuse/placing.h"

#include <cctype>
#include <cstdlib>

#include "stenogram/base/file.h"
#include "stenogram/reuse/test_pages.h"
#include "stenogram/reuse/unique.h"

namespace stenogram::reuse {
namespace {

TEST_F(PagesTest, CopiesOfOneInterviewAreAFamily) {
  const auto all = exchanges(1, 10);
  const std::vector<Exchange> few(all.begin() + 3, all.begin() + 6);
  auto edited = all;
  for (Exchange& one : edited)
    one.answer = "Well. " + one.answer.substr(0, one.answer.size() / 2) + " and so on, as I always say in these rooms.";
  std::string heard;
  for (char c : page_of("", all, ""))
    heard += std::isalpha(static_cast<unsigned char>(c)) || std::isdigit(static_cast<unsigned char>(c))
                 ? char(std::tolower(c))
                 : ' ';
  std::map<std::string, std::string> names;
  names[keep("full.txt", page_of(kTitle, all))] = "full";
  names[keep("few.txt", page_of("From " + kTitle, few, "I. Marrow"))] = "few";
  names[keep("repost.txt", "Home | About us | Contacts\n\n" + page_of(kTitle, all, "I.Marrow") +
                               "14 Larch Avenue, Brenn 20-114\n")] = "repost";
  names[keep("edited.txt", page_of(kTitle, edited))] = "edited";
  names[keep("heard.txt", heard)] = "heard";
  names[keep("other.txt",
             page_of("Foreign Minister Ilsabet Marrow’s answers to media questions, Port Meridian, March 14, 2024",
                     exchanges(2, 10)))] = "other";
  placed();
  EXPECT_EQ(families(names),
            "full: repost repost of full edited edition of full few excerpt of full heard recording of full");
  // Placed anew, all is as it was.
  const std::string before = families(names);
  auto again = place_all(corpus());
  ASSERT_TRUE(again);
  EXPECT_EQ(families(names), before);
  EXPECT_EQ(placed(), 0u) << "each pair is looked at once";
}

TEST_F(PagesTest, WhateverComesFirst) {
  const auto all = exchanges(1, 40);
  std::map<std::string, std::string> names;
  names[keep("few.txt", page_of("From " + kTitle, {all[20], all[21]}))] = "few";
  placed();
  std::string heard;
  for (char c : page_of("", {all[5], all[6], all[7]}, ""))
    heard += std::isalpha(static_cast<unsigned char>(c)) || std::isdigit(static_cast<unsigned char>(c))
                 ? char(std::tolower(c))
                 : ' ';
  names[keep("heard.txt", heard)] = "heard";
  placed();
  EXPECT_EQ(families(names), "");
  names[keep("full.txt", page_of(kTitle, all))] = "full";
  placed();
  EXPECT_EQ(families(names), "full: few excerpt of full heard recording of full");
}

// The speaker says whole answers again, an hour later, to other questions.
TEST_F(PagesTest, FormulasAreNoCopies) {
  auto first = exchanges(1, 8), second = exchanges(2, 8);
  for (int i : {1, 4, 6})
    second[std::size_t(i)].answer = first[std::size_t(7 - i)].answer + " " + sentences(900 + i, 2);
  keep("one.txt", page_of(kTitle, first));
  keep("two.txt",
       page_of("Foreign Minister Ilsabet Marrow’s interview with Radio Brenn, Port Meridian, March 14, 2024", second));
  placed();
  EXPECT_EQ(families({}), "");
}

// An answer copied into another interview is most of a short excerpt; it makes of two
// interviews no one, whatever comes first.
TEST_F(PagesTest, APlantedAnswerJoinsNoInterviews) {
  auto first = exchanges(1, 10);
  first[4].question = "And then?", first[5].question = "Why?";
  const auto second = exchanges(2, 10);
  auto planted = second;
  planted[7].answer += " " + first[4].answer;
  const std::map<std::string, std::string> pages = {
      {"first", page_of(kTitle, first)},
      {"few", page_of("From " + kTitle, {{"And then?", first[4].answer},
                                         {"Why?", first[5].answer.substr(0, first[5].answer.find('.') + 1)}})},
      {"second",
       page_of("Foreign Minister Ilsabet Marrow’s interview with Radio Brenn, Port Meridian, March 14, 2024", second)},
      {"planted", page_of(kTitle, planted)}};
  std::map<std::string, std::string> names;
  for (const char* name : {"few", "planted", "second", "first"})
    names[keep(std::string(name) + ".txt", pages.at(name))] = name;
  placed();
  const std::string all = families(names);
  EXPECT_NE(all.find("planted: second repost of planted"), std::string::npos) << all;
  EXPECT_NE(all.find("first: few excerpt of first"), std::string::npos) << all;
}

// Every word that holds no figure in words of another language.
std::string in_french(const std::string& text) {
  static const char* kWords[] = {"le",  "port",     "de",  "notre",    "pays",    "reste",    "ouvert",   "et",
                                 "les", "pêcheurs", "ne",  "sont",     "pas",     "toujours", "contents", "parce",
                                 "que", "la",       "loi", "nouvelle", "demande", "une",      "autre",    "réponse"};
  std::string out, word;
  std::size_t at = 0;
  auto flush = [&] {
    if (word.empty()) return;
    const bool figure = word.find_first_of("0123456789") != std::string::npos;
    const bool ends = word.back() == '.' || word.back() == '?';
    out += (out.empty() ? "" : " ") +
           (figure ? word : kWords[at++ % std::size(kWords)] + std::string(ends ? 1 : 0, word.back()));
    word.clear();
  };
  for (char c : text) c == ' ' ? flush() : void(word += c);
  flush();
  return out;
}

TEST_F(PagesTest, UndatedTranslationsAreFoundByTheirNumbers) {
  std::map<std::string, std::string> names;
  for (int i = 1; i <= 3; ++i) {
    const auto english = exchanges(i, 8);
    std::vector<Exchange> french;
    for (const Exchange& one : english) french.push_back({in_french(one.question), in_french(one.answer)});
    names[keep("en.txt", page_of("Interview with Ilsabet Marrow", english))] = "en" + std::to_string(i);
    names[keep("fr.txt", page_of("Entretien avec Ilsabet Marrow", french))] = "fr" + std::to_string(i);
  }
  placed();
  EXPECT_EQ(families(names), "en1: fr1 translation of en1; en2: fr2 translation of en2; en3: fr3 translation of en3");
  auto all = corpus::Families::of(corpus().record());
  EXPECT_GT(all->all()[0].members[1].certainty, 0.5);
  EXPECT_NE(all->all()[0].members[1].evidence.find("\"dates\":\"unknown\""), std::string::npos);
}

TEST_F(PagesTest, DecisionsHoldAgainstWhatIsFound) {
  const auto all = exchanges(1, 6);
  std::map<std::string, std::string> names;
  const std::string a = keep("a.txt", page_of(kTitle, all)), b = keep("b.txt", page_of(kTitle, all, "I. Marrow"));
  const std::string c = keep(
      "c.txt", page_of("Minister Corin Aldwell’s interview, Brenn, May 2, 2023", exchanges(9, 6), "Corin Aldwell"));
  names = {{a, "a"}, {b, "b"}, {c, "c"}};
  placed();
  EXPECT_EQ(families(names), "a: b repost of a");
  ASSERT_TRUE(split(corpus(), a, b, "two interviews after all"));
  EXPECT_EQ(families(names), "");
  ASSERT_TRUE(join(corpus(), c, a, "the same evening"));
  EXPECT_NE(families(names).find("c"), std::string::npos);
  const std::string before = families(names);
  ASSERT_TRUE(place_all(corpus()));
  EXPECT_EQ(families(names), before) << "decisions outlive placing anew";
  ASSERT_TRUE(join(corpus(), b, a, ""));
  EXPECT_NE(families(names).find("b"), std::string::npos) << "the last word holds";
  EXPECT_EQ(join(corpus(), a, a, "").error().kind, Error::Kind::usage);
  EXPECT_EQ(split(corpus(), a, "000000000000", "").error().kind, Error::Kind::not_found);
}

TEST_F(PagesTest, RemovalLeavesTheRest) {
  const auto all = exchanges(1, 9);
  std::map<std::string, std::string> names;
  const std::string full = keep("full.txt", page_of(kTitle, all));
  const std::string one = keep("one.txt", page_of("From " + kTitle, {all[0], all[1], all[2]}));
  const std::string two = keep("two.txt", page_of("From " + kTitle, {all[6], all[7]}));
  names = {{full, "full"}, {one, "one"}, {two, "two"}};
  placed();
  EXPECT_EQ(families(names), "full: one excerpt of full two excerpt of full");
  auto families_of = corpus::Families::of(corpus().record());
  auto unique = unique_of(corpus(), families_of->all()[0]);
  ASSERT_TRUE(unique);
  EXPECT_EQ((*unique)[1].words, 0u);
  EXPECT_EQ((*unique)[0].turns, (std::vector<std::uint32_t>{7, 8, 9, 10, 11, 12, 17, 18}));
  ASSERT_TRUE(corpus().remove(full));
  EXPECT_EQ(families(names), "") << "two excerpts that share nothing are held together by nothing";
}

TEST(Utterances, PackAndUnpack) {
  const std::vector<corpus::UtteranceKey> keys = {corpus::utterance_key(1, concordance::kNone),
                                                  corpus::utterance_key(1, 0), corpus::utterance_key(7, 3),
                                                  corpus::utterance_key(5000, concordance::kNone)};
  EXPECT_EQ(corpus::unpack_utterances(corpus::pack_utterances(keys)), keys);
  EXPECT_TRUE(corpus::unpack_utterances(std::string(40, '\xff')).empty());
}

// The five captures of real pages: two are of one interview, and nothing else is claimed.
TEST_F(PagesTest, TheTwoCapturesOfOneRealInterview) {
  const char* data = std::getenv("STENOGRAM_TEST_DATA");
  const std::filesystem::path folder = std::filesystem::path(data ? data : "../shared") / "seeds";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no " << folder;
  std::map<std::string, std::string> names;
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  for (const auto& file : files)
    names[keep(file.string(), *read_file(file.string(), 1 << 20))] = file.filename().string().substr(0, 3);
  placed();
  EXPECT_EQ(families(names), "003: 004 excerpt of 003");
  auto all = corpus::Families::of(corpus().record());
  ASSERT_EQ(all->all().size(), 1u);
  EXPECT_DOUBLE_EQ(all->all()[0].members[1].contained, 1);
  auto unique = unique_of(corpus(), all->all()[0]);
  EXPECT_EQ((*unique)[1].words, 0u);
}

}  // namespace
}  // namespace stenogram::reuse
