#include "stenogram/transcript/characters.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf8.h>

#include <array>

namespace stenogram::transcript {
namespace {

// Latin letters for Cyrillic, near enough to how names are printed in English that
// two spellings of one name meet; what remains apart is settled by closeness.
struct Transliteration {
  char32_t from;
  const char* to;
};
constexpr Transliteration kCyrillic[] = {
    {U'а', "a"},  {U'б', "b"},  {U'в', "v"},    {U'г', "g"},  {U'д', "d"}, {U'е', "e"}, {U'ё', "e"},  {U'ж', "zh"},
    {U'з', "z"},  {U'и', "i"},  {U'й', "y"},    {U'к', "k"},  {U'л', "l"}, {U'м', "m"}, {U'н', "n"},  {U'о', "o"},
    {U'п', "p"},  {U'р', "r"},  {U'с', "s"},    {U'т', "t"},  {U'у', "u"}, {U'ф', "f"}, {U'х', "kh"}, {U'ц', "ts"},
    {U'ч', "ch"}, {U'ш', "sh"}, {U'щ', "shch"}, {U'ъ', ""},   {U'ы', "y"}, {U'ь', ""},  {U'э', "e"},  {U'ю', "yu"},
    {U'я', "ya"}, {U'і', "i"},  {U'ї', "yi"},   {U'є', "ye"}, {U'ґ', "g"}, {U'ў', "u"},
};
constexpr char32_t kCyrillicFirst = U'а', kCyrillicLast = U'ґ';

const char* latin_of(char32_t c) {
  static const auto table = [] {
    std::array<const char*, kCyrillicLast - kCyrillicFirst + 1> made{};
    for (const Transliteration& row : kCyrillic) made[row.from - kCyrillicFirst] = row.to;
    return made;
  }();
  return c >= kCyrillicFirst && c <= kCyrillicLast ? table[c - kCyrillicFirst] : nullptr;
}

void append(std::string& out, char32_t c) {
  char bytes[4];
  std::int32_t size = 0;
  UBool failed = false;
  U8_APPEND(reinterpret_cast<std::uint8_t*>(bytes), size, 4, static_cast<UChar32>(c), failed);
  if (!failed) out.append(bytes, size);
}

// The base of a letter with a mark (é -> e), one step at a time; letters that
// Unicode does not take apart, but readers do, are named here.
char32_t base_of(char32_t c) {
  switch (c) {
    case U'ø':
    case U'º': return U'o';
    case U'ª': return U'a';
    case U'ł': return U'l';
    case U'đ': return U'd';
    case U'ı': return U'i';
    case U'’':
    case U'ʼ':
    case U'‘':
    case U'`':
    case U'´': return U'\'';
    case U'‐':
    case U'‑':
    case U'–':
    case U'—':
    case U'−': return U'-';
    case 0xA0:
    case 0x3000: return U' ';
  }
  static const UNormalizer2* nfd = [] {
    UErrorCode status = U_ZERO_ERROR;
    return unorm2_getNFDInstance(&status);
  }();
  for (int step = 0; step < 4; ++step) {
    UChar taken[8];
    UErrorCode status = U_ZERO_ERROR;
    std::int32_t size = unorm2_getRawDecomposition(nfd, static_cast<UChar32>(c), taken, 8, &status);
    if (size <= 0 || U_FAILURE(status)) break;
    c = taken[0];
  }
  return c;
}

}  // namespace

Character decode_wide(std::string_view text, std::size_t at) {
  std::size_t limit = std::min<std::size_t>(text.size() - at, 4);
  std::int32_t i = 0;
  UChar32 c;
  U8_NEXT(reinterpret_cast<const std::uint8_t*>(text.data() + at), i, static_cast<std::int32_t>(limit), c);
  if (c < 0) return {0xFFFD, 1};
  return {static_cast<char32_t>(c), static_cast<std::uint8_t>(i)};
}

Character character_before(std::string_view text, std::size_t end) {
  std::size_t begin = end - 1;
  while (begin > 0 && end - begin < 4 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) --begin;
  Character c = character_at(text, begin);
  if (begin + c.size == end) return c;
  return {0xFFFD, 1};
}

bool is_blank_wide(char32_t c) {
  if (c == 0xFEFF || c == 0xA0 || c == 0x3000) return true;
  std::uint32_t type = U_GET_GC_MASK(static_cast<UChar32>(c));
  return (type & (U_GC_Z_MASK | U_GC_CC_MASK | U_GC_CF_MASK)) != 0;
}
bool is_upper_wide(char32_t c) { return (U_GET_GC_MASK(static_cast<UChar32>(c)) & (U_GC_LU_MASK | U_GC_LT_MASK)) != 0; }
bool is_letter_wide(char32_t c) { return (U_GET_GC_MASK(static_cast<UChar32>(c)) & (U_GC_L_MASK | U_GC_M_MASK)) != 0; }
bool is_lower(char32_t c) {
  return c < 0x80 ? c >= 'a' && c <= 'z' : u_charType(static_cast<UChar32>(c)) == U_LOWERCASE_LETTER;
}

bool is_han(char32_t c) {
  return (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7AF) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

bool is_closing_mark(char32_t c) {
  switch (c) {
    case '"':
    case '\'':
    case ')':
    case ']':
    case '}':
    case '*':
    case '_':
    case '>':
    case U'”':
    case U'’':
    case U'»':
    case U'«':
    case U'“':
    case U'›':
    case U'‹':
    case U'」':
    case U'』':
    case U'）':
    case U'】':
    case U'》': return true;
  }
  return false;
}

bool is_dash(char32_t c) { return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x2E3A; }

ByteSpan trimmed(std::string_view text, ByteSpan span) {
  while (span.begin < span.end) {
    Character c = character_at(text, span.begin);
    if (!is_blank(c.code)) break;
    span.begin += c.size;
  }
  if (span.begin > span.end) span.begin = span.end;
  while (span.begin < span.end) {
    Character c = character_before(text, span.end);
    if (!is_blank(c.code)) break;
    span.end -= c.size;
  }
  return span;
}

std::string_view trimmed(std::string_view text) { return slice(text, trimmed(text, ByteSpan{0, text.size()})); }

std::string folded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    Character c = character_at(text, at);
    at += c.size;
    char32_t code = c.code;
    if (is_blank(code)) {
      if (!out.empty() && out.back() != ' ') out += ' ';
      continue;
    }
    if (code < 0x80) {
      out += static_cast<char>(code >= 'A' && code <= 'Z' ? code | 0x20 : code);
      continue;
    }
    // Marks first, except that й is a letter of its own and not an и with one.
    char32_t lower = static_cast<char32_t>(u_tolower(static_cast<UChar32>(code)));
    if (const char* latin = latin_of(lower)) {
      out += latin;
      continue;
    }
    if (lower == U'ß') {
      out += "ss";
      continue;
    }
    if (lower == U'æ') {
      out += "ae";
      continue;
    }
    if (lower == U'œ') {
      out += "oe";
      continue;
    }
    lower = base_of(lower);
    if (u_charType(static_cast<UChar32>(lower)) == U_NON_SPACING_MARK) continue;
    append(out, static_cast<char32_t>(u_tolower(static_cast<UChar32>(lower))));
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

}  // namespace stenogram::transcript
