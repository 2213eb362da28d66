#include "stenogram/text/sentences.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "stenogram/text/words.h"

namespace stenogram::text {
namespace {

std::string split(std::string_view text, std::string_view language) {
  std::string all;
  for (ByteSpan sentence : sentences(text, language)) {
    if (!all.empty()) all += '|';
    all += slice(text, sentence);
  }
  return all;
}

struct Case {
  std::string_view language;
  std::string_view expected;  // with a bar for the blank where a sentence ends
};

constexpr Case kCases[] = {
    {"en", "We agreed.|We left!|Did we?|Yes."},
    {"en", "One sentence without an end"},
    // Initials and names.
    {"en", "J.Mattis said so.|V.V. Putin agreed."},
    {"en", "We met S. Lavrov and J. R. R. Berg in May.|Then we left."},
    {"en", "It was V.A.|But were returned."},
    {"en", "Secretary A.M. Berg left at 5 A.M. and came at 5 p.m.|Lind did not."},
    {"en", "She is taller than I.|We measured."},
    // Titles and abbreviations.
    {"en", "Mr. Berg met Dr. Olsen, Gen. Ray and Mrs. Lind.|They talked."},
    {"en", "Tea, coffee, etc. was served.|Tea, etc.|We drank."},
    {"en", "Berg Inc. and Lind Corp. merged.|They work for Berg Inc.|We do not."},
    {"en", "The U.S. Senate voted.|We like the U.S.|The Senate does too."},
    {"en", "They paid Ksh. 2000 each."},
    {"en", "See No. 5 of Vol. 3.|No.|We did not."},
    {"en", "At 5 p.m. we left.|It was 5 p.m.|We left."},
    {"en", "On Jan. 5 we met, e.g. Berg vs. Lind."},
    {"en", "It cost 1.5 million.|In 2017.|Then 3.|And 4."},
    {"en", "1. First we ask.|2. Then we listen."},
    // Ellipses.
    {"en", "Well... we think so.|Well…|We think so."},
    {"en", "I was going to…|Let me answer."},
    {"en", "He said [...] that.|So [...]|We left."},
    // Closing marks.
    {"en", "“We won’t.”|“Why?” he asked.|“No!”|Then he left."},
    {"en", "\"We won't.\"|\"Why?\" he asked.|(He smiled.)|Then 'Go.'|So we went."},
    {"en", "It ended.[12]|We left.¹|Then we ate."},
    {"en", "What?!|Really?!!|Yes."},
    // Scars of machine translation.
    {"en", "In the middle of this year. first talks began ."},
    {"en", "We agreed .|We left ( 1 , 2 ) ."},
    {"en", "We agreed last year.|Then we left."},
    {"en", "Write to press.office@example.org or see example.org/News.Html now."},
    // A blank line ends a sentence, a single line break does not.
    {"en", "A heading|We met\nin the town.|Then we left."},
    {"ru", "Мы встретились с В.В. Петровым и С. Ивановой.|Потом уехали."},
    {"ru", "Это было в 2017 г.|Мы согласились.|Мы приехали в г. Энск."},
    {"ru", "Дороги, мосты и т.д.|Мы их строим.|Дороги и т. д. строятся."},
    {"ru", "См. ст. 5 и п. 3.|Это важно, т.е. нужно."},
    {"ru", "«Почему?» — спросил он.|«Нет!»|Он ушёл."},
    {"ru", "Это сделал я.|Вы знаете."},
    {"ru", "Мы были в США.|А потом…|Потом уехали."},
    {"fr", "M. Dupont a vu Mme Roy.|« Non ! »|Il est parti.|« Pourquoi ? » dit-il."},
    {"fr", "Voir l’art. 5.|Oui.|C’est fini."},
    {"de", "Am 3. März kam Dr. Berg, d.h. der Chef.|Er ging, z.B. zu Fuß."},
    {"de", "„Warum?“ fragte er.|„Nein!“|Dann ging er."},
    {"de", "Ich rufe auf die Ziffern 15 und 17.|Wird das Wort gewünscht?"},
    {"de", "Der 21. Jahrestag war schön.|Wir zahlten 5 Mio. Euro."},
    {"es", "El Sr. López llegó.|¿Por qué?|¡No!|EE.UU. es grande."},
    {"zh-Hans", "我们同意。|他说：“不行！”|为什么？|好。"},
    {"ja", "そうです。|「いいえ。」|分かりました。"},
    {"ar", "متى؟|غدا.|نعم."},
    {"hi", "हम मिले।|फिर चले गए।"},
    {"hy", "Այո։|Ոչ։"},
    {"", "J. Berg left.|On we go on.|Give it to me.|We did."},
    {"", "Это В. Петров.|Да."},
};

TEST(Sentences, EndWhereTheyEnd) {
  for (const Case& each : kCases) {
    std::string text(each.expected);
    std::size_t at = 0;
    bool heading = text.starts_with("A heading");
    bool spaced = each.language != "zh-Hans" && each.language != "ja";
    while ((at = text.find('|', at)) != text.npos) {
      text.replace(at, 1, heading ? "\n\n" : spaced ? " " : "");
      heading = false;
    }
    EXPECT_EQ(split(text, each.language), each.expected);
  }
}

TEST(Sentences, MayLackABlankBetween) {
  EXPECT_EQ(split("We met this year.First talks began.", "en"), "We met this year.|First talks began.");
  EXPECT_EQ(split("“No!”– he said.", "en"), "“No!”– he said.");
}

TEST(Sentences, EndAtBlankLines) {
  EXPECT_EQ(split("one\r\n\r\ntwo\r\rthree\n \nfour\u2029five", "en"), "one|two|three|four|five");
  EXPECT_EQ(split("", "en"), "");
  EXPECT_EQ(split(" \n\n ", "en"), "");
}

// Looking from each stop as far as the text goes would take minutes here.
TEST(Sentences, SurviveRowsOfStops) {
  for (std::string_view part : {". ", "Aa.", "A.", "\n", "[1", "г. ", "» "}) {
    std::string text;
    for (int n = 0; n < 50000; ++n) text += part;
    sentences(text, "ru");
  }
}

// Whatever the text, sentences are in order, apart, and hold all words.
TEST(Sentences, CoverAllWords) {
  constexpr std::string_view kParts[] = {"a",  "B",    "Mr",   ".", "...", "…",      "!", "?",
                                         " ",  "\n",   "\n\n", "“", "”",   "»",      "1", "。",
                                         "人", "\xFF", "[1]",  "[", "г",   "\u00A0", ")", "U.S."};
  std::mt19937 random(5);
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (int n = 0; n < 12; ++n) text += kParts[random() % std::size(kParts)];
    std::vector<ByteSpan> found = sentences(text, round % 2 ? "en" : "ru");
    std::size_t at = 0;
    for (Word word : words(text)) {
      while (at < found.size() && found[at].end <= word.begin) ++at;
      ASSERT_TRUE(at < found.size() && found[at].contains(word.span())) << text;
    }
    for (std::size_t n = 1; n < found.size(); ++n) ASSERT_LE(found[n - 1].end, found[n].begin);
  }
}

}  // namespace
}  // namespace stenogram::text
