// The words of words.cc against its slow twin, over every small text of characters
// that matter, random longer ones, and real pages.
#include "stenogram/text/words.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <random>
#include <thread>

#include "stenogram/base/file.h"
#include "stenogram/text/characters.h"
#include "stenogram/text/words_twin.h"

namespace stenogram::text {

// So that GoogleTest prints words one can read.
void PrintTo(const Word& word, std::ostream* out) {
  *out << word.begin << '-' << word.end << (word.breaks_at_line_end ? "/" : "");
}

namespace {

using namespace std::string_view_literals;
using Alphabet = std::vector<std::string_view>;

const Alphabet kEverything = {
    "a", "Z", "é", "\u0301", "б",      "각",     "ß",      "1",      "0",      "７", "٣",  "²",  "½",
    "Ⅳ", ".", ",", "，",     "'",      "’",      "ʼ",      "-",      "‐",      "−",  "–",  "+",  "%",
    "№", "$", " ", "\u00A0", "\n",     "\r",     "\t",     "\u00AD", "\u200D", "人", "〇", "ー", "カ",
    "ﾞ", "ก", "ำ", "\u1000", "\u102C", "\xFF"sv, "\xC3"sv, "ª",      "₂",      "ﬁ",  "🙂", "_",  "\0"sv,
};
const Alphabet kOfNumbers = {"1", "0", ",", ".", " ", "-", "+", "a", "\u0301"};
const Alphabet kOfWords = {"a", "\u0301", "'", "-", "\u00AD", "\n", " ", "1"};
const Alphabet kOfLineEnds = {"a", "人", "-", "‐", "\u00AD", "\r", "\n", " "};

std::string keys_of(std::string_view text, const std::vector<Word>& found, auto key) {
  std::string all;
  for (Word word : found) all += key(slice(text, word.span())) + "|";
  return all;
}

void expect_twins_agree(std::string_view text) {
  std::vector<Word> found = words(text);
  ASSERT_EQ(found, twin::words(text)) << testing::PrintToString(text);
  ASSERT_EQ(keys_of(text, found, verdict_key), keys_of(text, found, twin::verdict_key)) << text;
  ASSERT_EQ(keys_of(text, found, search_key), keys_of(text, found, twin::search_key)) << text;
}

// All texts of `length` characters, `text` being their beginning.
void for_all_texts(const Alphabet& alphabet, int length, std::string& text) {
  expect_twins_agree(text);
  if (length == 0 || testing::Test::HasFatalFailure()) return;
  for (std::string_view next : alphabet) {
    std::size_t size = text.size();
    text += next;
    for_all_texts(alphabet, length - 1, text);
    text.resize(size);
  }
}

TEST(Words, AgreeWithTheSlowWayOnEverySmallText) {
  std::string text;
  for_all_texts(kEverything, 3, text);
  for_all_texts(kOfNumbers, 5, text);
  for_all_texts(kOfWords, 5, text);
  for_all_texts(kOfLineEnds, 5, text);
}

TEST(Words, AgreeWithTheSlowWayOnRandomTexts) {
  std::mt19937 random(1);
  for (int round = 0; round < 30000 && !HasFatalFailure(); ++round) {
    const Alphabet& alphabet = round % 3 == 0 ? kOfNumbers : round % 3 == 1 ? kOfWords : kEverything;
    std::string text;
    for (auto length = random() % 30; length > 0; --length) text += alphabet[random() % alphabet.size()];
    expect_twins_agree(text);
  }
}

TEST(Words, AgreeWithTheSlowWayOnRandomBytes) {
  std::mt19937 random(2);
  for (int round = 0; round < 3000 && !HasFatalFailure(); ++round) {
    std::string text;
    for (auto length = random() % 40; length > 0; --length) text += char(random());
    expect_twins_agree(text);
  }
}

// Each character of Unicode by itself, and beside letters that it might change.
TEST(Words, AgreeWithTheSlowWayOnEveryCharacter) {
  for (UChar32 code = 0; code <= 0x10FFFF && !HasFatalFailure(); ++code) {
    if (U_IS_SURROGATE(code) || !u_isdefined(code) || u_charType(code) == U_PRIVATE_USE_CHAR) continue;
    std::string character;
    append_utf8(char32_t(code), character);
    // Han and Hangul in their thousands behave alike.
    bool alike = (code >= 0x3400 && code < 0xA000) || (code >= 0xAC00 && code < 0xD7A0) || code >= 0x17000;
    if (alike && code % 16 != 0 && code < 0x1B000) continue;
    if (code >= 0x20000 && code % 64 != 0) continue;
    ASSERT_EQ(verdict_key(character), twin::verdict_key(character)) << std::hex << code;
    ASSERT_EQ(search_key(character), twin::search_key(character)) << std::hex << code;
    expect_twins_agree("a" + character + "1" + character + "A");
  }
}

// Folding what is folded already changes nothing, or keys could not be compared.
TEST(Keys, AreTheirOwnKeys) {
  for (UChar32 code = 0; code <= 0x10FFFF; ++code) {
    if (U_IS_SURROGATE(code) || !u_isdefined(code) || (code >= 0x20000 && code % 64 != 0)) continue;
    std::string character;
    append_utf8(char32_t(code), character);
    std::string verdict = verdict_key(character), search = search_key(character);
    ASSERT_EQ(verdict_key(verdict), verdict) << std::hex << code;
    ASSERT_EQ(search_key(search), search) << std::hex << code;
    ASSERT_EQ(search_key(verdict), search) << std::hex << code;
    ASSERT_EQ(search_hash(character), hash_of_key(search)) << std::hex << code;
  }
}

TEST(Keys, HashAsTheirKeys) {
  std::mt19937 random(4);
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    for (auto length = random() % 20; length > 0; --length) text += kEverything[random() % kEverything.size()];
    for_each_word(text, [&](Word word) {
      std::string_view spelled = slice(text, word.span());
      ASSERT_EQ(search_hash(spelled), hash_of_key(search_key(spelled))) << spelled;
    });
  }
}

// Pages of characters are made when first met, here by several threads at once.
TEST(Words, AreTheSameFromManyThreads) {
  std::string all;
  for (char32_t code = 0x20000; code < 0x2A000; code += 0x80) append_utf8(code, all);
  std::vector<std::vector<Word>> found(8);
  {
    std::vector<std::jthread> threads;
    for (std::vector<Word>& mine : found) threads.emplace_back([&] { mine = words(all); });
  }
  for (const std::vector<Word>& each : found) EXPECT_EQ(each, found[0]);
  EXPECT_EQ(found[0], twin::words(all));
}

TEST(Words, AgreeWithTheSlowWayOnRealPages) {
  const char* folder = std::getenv("STENOGRAM_TEST_DATA");
  std::filesystem::path root = folder ? folder : "../shared";
  if (!std::filesystem::is_directory(root / "seeds"))
    GTEST_SKIP() << "no pages to read: set STENOGRAM_TEST_DATA to the folder that holds seeds/ and corpus/";
  int pages = 0;
  for (const char* part : {"seeds", "corpus"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / part)) {
      if (entry.path().extension() != ".txt" || HasFatalFailure()) continue;
      Result<std::string> bytes = read_file(entry.path(), 64 << 20);
      ASSERT_TRUE(bytes) << entry.path();
      // The twin is slow: of a long page, its beginning and its end.
      std::string_view text = *bytes;
      constexpr std::size_t kEnough = 40000;
      expect_twins_agree(text.substr(0, kEnough));
      if (text.size() > kEnough) expect_twins_agree(text.substr(text.size() - kEnough));
      ++pages;
    }
  }
  EXPECT_GE(pages, 5);
}

}  // namespace
}  // namespace stenogram::text
