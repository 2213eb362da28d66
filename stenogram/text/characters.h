// What the matching contract needs to know of each character, and UTF-8 by hand.
//
// Facts come from ICU's Unicode data and are kept in pages of 256 characters
// that are made when a text first uses them: a program that reads English never
// pays for Khmer. All functions are pure and may be called from any thread.
#pragma once
#include <array>
#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>

namespace stenogram::text {

// No character: a byte that is no part of well-formed UTF-8, or the text's end.
inline constexpr char32_t kMalformed = 0xFFFFFFFF;

// One character and its bytes. A malformed byte has size 1; past the end, size 0.
struct Character {
  char32_t code = kMalformed;
  std::uint32_t size = 0;
};

Character character_at(std::string_view text, std::size_t at);
// The character that ends just before `at`.
Character character_before(std::string_view text, std::size_t at);
void append_utf8(char32_t code, std::string& out);

// What a character does in the rules of section 4. Every character is one of these.
enum class CharacterKind : std::uint8_t {
  separator,     // punctuation, line breaks, controls: whatever has no role below
  space,         // a space that may stand between groups of digits
  letter,        // of a script written in words
  grapheme,      // Han, kana, Thai, Lao, Khmer, Burmese: a word by itself
  mark,          // belongs to the letter, digit or grapheme before it
  digit,         // decimal, of any script
  other_number,  // ², ½, Ⅳ: numbers, though not made of decimal digits
  sign,          // % ‰ ° № § & # and currency: a word by itself
  plus,          // a sign, unless a digit follows
  minus,         // − before a digit; else a separator
  hyphen,        // - may be a hyphen or a minus
  line_hyphen,   // U+2010, always a hyphen
  apostrophe,    // any of its kinds
  comma,
  point,
  wide_comma,  // full width: mark of a number only among full-width digits
  wide_point,
  ignorable,  // format characters: neither seen nor compared
};

struct CharacterFacts {
  CharacterKind kind = CharacterKind::separator;
  // Whether a word made of such characters folds one character at a time, by the
  // keys below; false where neighbours could compose or the key is too long.
  bool simple = false;
  std::uint8_t verdict_size = 0;
  std::uint8_t search_size = 0;
  std::array<char, 6> verdict{};
  std::array<char, 6> search{};
};

namespace internal {

using Page = std::array<CharacterFacts, 256>;
extern std::array<std::atomic<const Page*>, 0x1100> pages;
const Page* make_page(std::uint32_t index);

}  // namespace internal

// The facts of a character; malformed bytes separate.
inline const CharacterFacts& facts_of(char32_t code) {
  static constexpr CharacterFacts kSeparator{};
  if (code > 0x10FFFF) return kSeparator;
  const internal::Page* page = internal::pages[code >> 8].load(std::memory_order_acquire);
  if (page == nullptr) page = internal::make_page(code >> 8);
  return (*page)[code & 0xFF];
}

inline CharacterKind kind_of(char32_t code) { return facts_of(code).kind; }

// Line feed, carriage return, vertical tab, form feed, NEL, line and paragraph
// separator.
constexpr bool is_line_break(char32_t code) {
  return (code >= 0x0A && code <= 0x0D) || code == 0x85 || code == 0x2028 || code == 0x2029;
}

// The whole folding of the contract, by ICU, for any text; facts are made with it.
void append_verdict_key_by_icu(std::string_view word, std::string& out);
// What is left of a verdict key without its marks.
void append_without_marks(std::string_view verdict_key, std::string& out);

}  // namespace stenogram::text
