// Section 4 of the matching contract, sentence by sentence.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "stenogram/text/words.h"

namespace stenogram::text {
namespace {

// The words as printed, between bars; a slash after one that breaks at a line's end.
std::string spelled(std::string_view text) {
  std::string all;
  for (Word word : words(text)) {
    if (!all.empty()) all += '|';
    all += slice(text, word.span());
    if (word.breaks_at_line_end) all += '/';
  }
  return all;
}

std::string keys(std::string_view text) {
  std::string all;
  for (Word word : words(text)) {
    if (!all.empty()) all += '|';
    append_verdict_key(slice(text, word.span()), all);
  }
  return all;
}

struct Case {
  std::string_view text, expected;
};

// A word is a run of letters with their marks, or a number.
constexpr Case kLettersAndNumbers[] = {
    {"We met twice.", "We|met|twice"},
    {"k\u0301onnte", "k\u0301onnte"},
    {"Он сказал: «нет».", "Он|сказал|нет"},
    {"우리는 만났다", "우리는|만났다"},
    {"नमस्ते", "नमस्ते"},
    {"in 2017", "in|2017"},
    // The border between letters and digits is the border of words.
    {"60th", "60|th"},
    {"F16", "F|16"},
    {"COVID19", "COVID|19"},
    {"G7's", "G|7|s"},
    {"H₂O", "H|₂|O"},
    // Superscripts and fractions are numbers of their own.
    {"m²", "m|²"},
    {"10²", "10|²"},
    {"1½", "1|½"},
    {"word¹²", "word|¹²"},
    {"60ᵗʰ", "60|ᵗʰ"},
    {"chapter Ⅳ", "chapter|Ⅳ"},
    {"٢٠١٧", "٢٠١٧"},
    // Marks without a letter are nothing.
    {"\u0301 \u0301", ""},
    {"", ""},
    {" \n\t", ""},
};

// In Han, kana, Thai, Lao, Khmer and Burmese each grapheme is a word.
constexpr Case kGraphemes[] = {
    {"記者", "記|者"},
    {"カード", "カ|ー|ド"},
    {"がか\u3099", "が|か\u3099"},
    {"ｶﾞ", "ｶﾞ"},
    {"ที่นี่", "ที่|นี่"},
    {"น้ำ", "น้ำ"},
    {"ລາວ", "ລ|າ|ວ"},
    {"ក្រុង", "ក្|រុ|ង"},
    {"မြန်မာ", "မြ|န်|မာ"},
    {"AI技術", "AI|技|術"},
    {"二〇一七年7月", "二|〇|一|七|年|7|月"},
    {"人々", "人|々"},
    {"๒๕", "๒๕"},
};

// An apostrophe between letters belongs to the word.
constexpr Case kApostrophes[] = {
    {"don't", "don't"},
    {"don’t O‘Neill", "don’t|O‘Neill"},
    {"l´été d`une", "l´été|d`une"},
    {"rock'n'roll", "rock'n'roll"},
    {"об'єкт обʼєкт", "об'єкт|обʼєкт"},
    {"'quoted' words'", "quoted|words"},
    {"''twas", "twas"},
    {"o''clock", "o|clock"},
    {"the '90s", "the|90|s"},
    {"ʻAha", "Aha"},
};

// A full stop between letters separates.
constexpr Case kFullStops[] = {
    {"V.Putin", "V|Putin"},
    {"V. Putin", "V|Putin"},
    {"U.S.", "U|S"},
    {"this year.first", "this|year|first"},
};

// A hyphen separates; at a line's end the word may be read joined or apart.
constexpr Case kHyphens[] = {
    {"well-known", "well|known"},       {"COVID-19", "COVID|19"},        {"2017-2024", "2017|2024"},
    {"50%-60%", "50|%|60|%"},           {"well‐known", "well|known"},    {"well\u2011known", "well|known"},
    {"re-\nbuild", "re/|build"},        {"re-\r\nbuild", "re/|build"},   {"re-\rbuild", "re/|build"},
    {"re- \n  build", "re/|build"},     {"re‐\u2028build", "re/|build"}, {"re\u00AD\nbuild", "re/|build"},
    {"re\u00ADbuild", "re\u00ADbuild"}, {"re-\n\nbuild", "re|build"},    {"re--\nbuild", "re|build"},
    {"re -\nbuild", "re|build"},        {"re-\n(build", "re|build"},     {"re-\n", "re"},
    {"2017-\n2024", "2017|2024"},       {"re\nbuild", "re|build"},       {"人-\n人", "人|人"},
};

// A decimal point or comma stays in a number; a comma or space between groups of
// exactly three digits disappears. Keys are shown.
constexpr Case kNumbers[] = {
    {"9,7", "9,7"},
    {"1.5", "1.5"},
    {"1,000", "1000"},
    {"1 000", "1000"},
    {"1\u00A0000", "1000"},
    {"1\u2009000", "1000"},
    {"1\u202F000", "1000"},
    {"12,345,678", "12345678"},
    {"999 999", "999999"},
    {"1,000.50", "1000.50"},
    {"1 000,5", "1000,5"},
    {"1,00", "1,00"},
    {"1,0000", "1,0000"},
    {"1000,000", "1000,000"},
    {"1000 000", "1000|000"},
    {"2024 300", "2024|300"},
    {"1\t000", "1|000"},
    {"1\n000", "1|000"},
    {"1,  000", "1|000"},
    {"1, 000", "1|000"},
    {"1 0000", "1|0000"},
    {"0,125", "0,125"},
    {"0 800", "0|800"},
    {"1.000", "1.000"},
    {"24.07.2017", "24.07.2017"},
    {"1.5.", "1.5"},
    {"5,", "5"},
    {".5", "5"},
    {"1'000", "1|000"},
    {"1\u00AD,0\u200B00", "1000"},
    {"１，０００．５", "1000.5"},
    {"2015，2016", "2015|2016"},
};

// A minus or plus before a digit belongs to the number.
constexpr Case kSigns[] = {
    {"-5", "-5"},        {"−5", "-5"},    {"+5", "+5"},    {"(-5)", "-5"},        {"to -5,7 or", "to|-5,7|or"},
    {"-1,000", "-1000"}, {"2+2", "2|+2"}, {"5−3", "5|-3"}, {"word--5", "word|5"}, {"- 5", "5"},
    {"+ 5", "+|5"},      {"– 5", "5"},    {"-x", "x"},     {"F-16", "f|16"},
};

// `%`, `‰`, `°`, `№`, `§`, `&`, `#`, `+` and currency signs are words.
constexpr Case kSignWords[] = {
    {"5%", "5|%"},
    {"5 ‰ 30° № 4 § 5", "5|‰|30|°|№|4|§|5"},
    {"R&D #1 C++", "R|&|D|#|1|C|+|+"},
    {"$5 €5 5₽ £ ¥ ₹", "$|5|€|5|5|₽|£|¥|₹"},
};

// All other punctuation separates.
constexpr Case kPunctuation[] = {
    {"a/b a_b a@b a:b a;b", "a|b|a|b|a|b|a|b|a|b"},
    {"a…b a—b a–b", "a|b|a|b|a|b"},
    {"«a» “b” ( 1 , 2 )", "a|b|1|2"},
    {"🙂 a→b ©", "a|b"},
    {"a\xFF"
     "b \xC3",
     "a|b"},
    {"\xED\xA0\x80", ""},
    {"col·lapse", "col|lapse"},
};

#define EXPECT_CASES(cases, function) \
  for (const Case& each : cases) EXPECT_EQ(function(each.text), each.expected) << each.text

TEST(Contract, AWordIsARunOfLettersOrANumber) { EXPECT_CASES(kLettersAndNumbers, spelled); }
TEST(Contract, GraphemesAreWordsInScriptsWithoutSpaces) { EXPECT_CASES(kGraphemes, spelled); }
TEST(Contract, AnApostropheBetweenLettersBelongsToTheWord) { EXPECT_CASES(kApostrophes, spelled); }
TEST(Contract, AFullStopBetweenLettersSeparates) { EXPECT_CASES(kFullStops, spelled); }
TEST(Contract, AHyphenSeparatesAndMayBreakALine) { EXPECT_CASES(kHyphens, spelled); }
TEST(Contract, NumbersKeepDecimalsAndLoseGroups) { EXPECT_CASES(kNumbers, keys); }
TEST(Contract, AMinusOrPlusBelongsToTheNumber) { EXPECT_CASES(kSigns, keys); }
TEST(Contract, SignsAreWords) { EXPECT_CASES(kSignWords, spelled); }
TEST(Contract, AllOtherPunctuationSeparates) { EXPECT_CASES(kPunctuation, spelled); }

// Two words are the same, or not, for verdicts and for search.
struct Pair {
  std::string_view one, other;
  bool same, same_in_search;
};

constexpr Pair kPairs[] = {
    {"Word", "wORD", true, true},
    {"Straße", "STRASSE", true, true},
    {"ﬁne", "FINE", true, true},
    {"Ｔｏｋｙｏ", "Tokyo", true, true},
    {"Σίσυφος", "ΣΊΣΥΦΟΣ", true, true},
    {"don't", "don’t", true, true},
    {"don`t", "DON´T", true, true},
    {"обʼєкт", "об'єкт", true, true},
    {"re\u00ADbuild", "rebuild", true, true},
    {"1,000", "1000", true, true},
    {"−5", "-5", true, true},
    {"₂", "2", true, true},
    {"Ⅳ", "iv", true, true},
    {"％", "%", true, true},
    {"ｶﾞ", "ガ", true, true},
    {"각", "\u1100\u1161\u11A8", true, true},
    {"각", "가", false, false},
    // Superscripts, fractions and № are exempt.
    {"²", "2", false, false},
    {"½", "1⁄2", false, false},
    {"№", "no", false, false},
    {"ᵗʰ", "th", false, false},
    {"nº", "no", false, false},
    // Marks are part of the word, and search does not see them.
    {"könnte", "ko\u0308nnte", true, true},
    {"könnte", "konnte", false, true},
    {"sí", "si", false, true},
    {"ещё", "еще", false, true},
    {"が", "か", false, true},
    {"Łódź", "łódz", false, true},
    // Nothing else is folded.
    {"say", "says", false, false},
    {"colour", "color", false, false},
    {"don't", "dont", false, false},
    {"5", "five", false, false},
    {"1.000", "1000", false, false},
    {"9,7", "9.7", false, false},
    {"+5", "5", false, false},
    {"-5", "5", false, false},
    {"ø", "o", false, false},
    {"ı", "i", false, false},
};

TEST(Contract, TwoWordsAreTheSame) {
  for (const Pair& each : kPairs) {
    EXPECT_EQ(verdict_key(each.one) == verdict_key(each.other), each.same) << each.one << " and " << each.other;
    EXPECT_EQ(search_key(each.one) == search_key(each.other), each.same_in_search)
        << each.one << " and " << each.other << " in search";
  }
}

TEST(Contract, IsVersioned) { EXPECT_EQ(matching_version().substr(0, 2), "1/"); }

}  // namespace
}  // namespace stenogram::text
