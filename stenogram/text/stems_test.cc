// Families of words by hand, in each language; and the quick question beside the plain one.
#include "stenogram/text/stems.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <sstream>

#include "stenogram/text/words.h"

namespace stenogram::text {
namespace {

std::vector<std::string> split(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(search_key(word));
  return words;
}

struct Case {
  const char *language, *word, *same, *other;
};

const Case kCases[] = {
    {"en", "rebuild", "rebuilds rebuilding", "build rebuilt"},
    {"en", "run", "runs running", "ran rune"},
    {"en", "promise", "promised promising promises", "promo"},
    {"en-GB", "happy", "happiness", "happily hapless"},
    {"en", "die", "dying died dies", "dice"},
    {"en", "sky", "skies", "ski"},
    {"en", "commissioner's", "commissioner commissioners", "commission"},
    {"de", "haus", "häuser hauses", "haut"},
    {"de", "straße", "straßen strassen", "strang"},
    {"de", "verhandlung", "verhandlungen", "handlung"},
    {"es", "hablar", "habló hablaba hablaría hablamos hablando", "hábil"},
    {"es", "nación", "naciones", "nacido"},
    {"es", "rápido", "rápida rápidos rápidamente", "rapto"},
    {"fr", "parler", "parlé parlée parlées parlait parlèrent", "parlons parole"},
    {"fr", "national", "nationale nationaux", "nation"},
    {"fr", "constant", "constamment", "conte"},
    {"it", "parlare", "parlò parlano parlando", "parola"},
    {"it", "città", "citta", "citato"},
    {"nl", "boek", "boeken", "boer"},
    {"pt", "casa", "casas", "cavalo"},
    {"pt", "falar", "falou falando falará", "falta"},
    {"ru", "новый", "новая новое новые нового новых новым", "норма"},
    {"ru", "война", "войны войне войну", "волна"},
    {"ru", "договор", "договора договоры договоров договорам", "дорога"},
    {"ru", "решение", "решения решений решениями", "реже"},
    {"sv", "samtal", "samtalen", "samla"},
};

TEST(Stems, MakeFamilies) {
  for (const Case& c : kCases) {
    const StemFamily family(search_key(c.word), c.language);
    EXPECT_TRUE(family.holds(search_key(c.word))) << c.word;
    for (const std::string& word : split(c.same))
      EXPECT_TRUE(family.holds(word)) << c.language << ' ' << c.word << ' ' << word;
    for (const std::string& word : split(c.other))
      EXPECT_FALSE(family.holds(word)) << c.language << ' ' << c.word << ' ' << word;
  }
}

TEST(Stems, OfSomeLanguages) {
  for (const char* language : {"en", "en-GB", "ru", "de", "fr", "es"}) EXPECT_TRUE(has_stems(language)) << language;
  for (const char* language : {"", "und", "zh-Hant", "e", "english", "xx"})
    EXPECT_FALSE(has_stems(language)) << language;
  for (const std::string& language : stemmed_languages()) EXPECT_NE(stems_of("a", language).size(), 0u) << language;
}

// The plain question: is any stem of one a stem of the other?
bool share(const std::string& one, const std::string& other, const std::string& language) {
  std::vector<std::string> a = stems_of(one, language), b = stems_of(other, language), both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return !both.empty();
}

// Words made of what the language's words are made of: beginnings, joints and endings.
std::vector<std::string> made_words(const std::string& language, std::mt19937& random) {
  const bool russian = language == "ru";
  const std::vector<std::string> beginnings =
      split(russian ? "нов реш вой дел мир стро го зна ид здан"
                    : "run l d sk fl happ nat parl hab fal geb mak relat comm lev");
  const std::vector<std::string> joints = split(russian ? "и ен тель ова ост" : "i y e at ation iz amm al n nn t");
  const std::vector<std::string> endings =
      split(russian ? "ый ий ой ая ое ые ого их ами ия ий ией ями ть л ла ли йте ешь ейший"
                    : "s es ed ing ying ies ly ily ement ments ational ization iveness aux euse ence enza encia cion "
                      "ciones cao coes heid heden en er ungen ar are o ando amente issions ee ees erent logie y");
  std::vector<std::string> words;
  auto any = [&](const std::vector<std::string>& of) { return of[random() % of.size()]; };
  for (int i = 0; i < 250; ++i) {
    std::string word = any(beginnings);
    if (random() % 2) word += any(joints);
    if (random() % 5) word += any(endings);
    words.push_back(word);
  }
  for (const Case& c : kCases)
    if (language == std::string_view(c.language).substr(0, 2)) {
      words.push_back(search_key(c.word));
      for (const std::string& word : split(c.same)) words.push_back(word);
    }
  for (const char* odd : {"", "a", "7", "1000", "don't", "я", "œuvre", "東"}) words.push_back(odd);
  return words;
}

TEST(Stems, AreAskedQuicklyToTheSameEnd) {
  for (const std::string& language : stemmed_languages()) {
    std::mt19937 random(7);
    const std::vector<std::string> words = made_words(language, random);
    std::size_t pairs = 0;
    for (const std::string& word : words) {
      const StemFamily family(word, language);
      for (const std::string& other : words) {
        const bool expected = share(word, other, language);
        pairs += expected && word != other;
        ASSERT_EQ(family.holds(other), expected) << language << ' ' << word << ' ' << other;
      }
    }
    EXPECT_GT(pairs, 20u) << language;
  }
}

}  // namespace
}  // namespace stenogram::text
