#include "stenogram/text/characters.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uniset.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <cassert>
#include <memory>

namespace stenogram::text {
namespace {

// Ours, rather than a property of Unicode: which characters writers type for an
// apostrophe. Two of them (ʼ ʻ) count as letters elsewhere; between letters that
// changes nothing, and at a word's edge they are quotation marks.
constexpr std::u32string_view kApostrophes = U"'`´ʻʼ‘’‛′՚＇";

bool is_apostrophe(char32_t code) { return kApostrophes.find(code) != kApostrophes.npos; }

// Scripts written without spaces between words. Script extensions count, for ー
// is shared by both kana and belongs to neither.
bool has_grapheme_script(UChar32 code) {
  for (UScriptCode script :
       {USCRIPT_HAN, USCRIPT_HIRAGANA, USCRIPT_KATAKANA, USCRIPT_THAI, USCRIPT_LAO, USCRIPT_KHMER, USCRIPT_MYANMAR})
    if (uscript_hasScript(code, script)) return true;
  return false;
}

// Dependent vowels that Unicode calls letters (Thai am) and the half-width voicing
// marks extend a grapheme as marks do.
bool extends_grapheme(UChar32 code) {
  int property = u_getIntPropertyValue(code, UCHAR_GRAPHEME_CLUSTER_BREAK);
  return property == U_GCB_EXTEND || property == U_GCB_SPACING_MARK;
}

CharacterKind kind_by_category(UChar32 code) {
  std::uint32_t category = U_MASK(u_charType(code));
  if ((category & U_GC_CF_MASK) || u_hasBinaryProperty(code, UCHAR_DEFAULT_IGNORABLE_CODE_POINT))
    return CharacterKind::ignorable;
  if ((category & U_GC_M_MASK) || extends_grapheme(code)) return CharacterKind::mark;
  if ((category & (U_GC_L_MASK | U_GC_NL_MASK)) && has_grapheme_script(code)) return CharacterKind::grapheme;
  if (category & U_GC_L_MASK) return CharacterKind::letter;
  if (category & U_GC_ND_MASK) return CharacterKind::digit;
  if (category & U_GC_N_MASK) return CharacterKind::other_number;
  if (category & U_GC_SC_MASK) return CharacterKind::sign;
  if (category & U_GC_ZS_MASK) return CharacterKind::space;
  return CharacterKind::separator;
}

// Full-width and small forms stand beside the characters they are forms of.
constexpr std::pair<std::u32string_view, CharacterKind> kOurs[] = {
    {kApostrophes, CharacterKind::apostrophe},
    {U"%‰°№§&#％﹪＆﹠＃﹟", CharacterKind::sign},
    {U"+＋﹢", CharacterKind::plus},
    {U"−", CharacterKind::minus},
    {U"-－﹣", CharacterKind::hyphen},
    {U"‐", CharacterKind::line_hyphen},
    {U",", CharacterKind::comma},
    {U".", CharacterKind::point},
    {U"，", CharacterKind::wide_comma},
    {U"．", CharacterKind::wide_point},
};

CharacterKind kind_by_rule(UChar32 code) {
  for (auto [characters, kind] : kOurs)
    if (characters.find(char32_t(code)) != characters.npos) return kind;
  return kind_by_category(code);
}

// NFKC that leaves superscripts, fractions and № as they are.
const icu::Normalizer2& contract_nfkc() {
  static const icu::UnicodeSet* kFolded = [] {
    UErrorCode status = U_ZERO_ERROR;
    auto set = std::make_unique<icu::UnicodeSet>(icu::UnicodeString::fromUTF8("[^[:dt=super:][:dt=fraction:]\\u2116]"),
                                                 status);
    assert(U_SUCCESS(status));
    return static_cast<const icu::UnicodeSet*>(set.release()->freeze());
  }();
  static const icu::FilteredNormalizer2* kNormalizer = [] {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCInstance(status);
    assert(U_SUCCESS(status));
    return new icu::FilteredNormalizer2(*nfkc, *kFolded);
  }();
  return *kNormalizer;
}

icu::UnicodeString verdict_key_by_icu(icu::UnicodeString word) {
  icu::UnicodeString plain;
  for (int32_t at = 0; at < word.length(); at = word.moveIndex32(at, 1)) {
    UChar32 code = word.char32At(at);
    if (is_apostrophe(code)) {
      plain.append(UChar('\''));
    } else if (kind_by_category(code) != CharacterKind::ignorable) {
      plain.append(code);
    }
  }
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString folded = contract_nfkc().normalize(plain, status).foldCase();
  // ŉ is ʼ and n only now; others, like ´, had to be seen to before.
  for (int32_t at = 0; at < folded.length(); ++at)
    if (is_apostrophe(folded[at])) folded.setCharAt(at, u'\'');
  icu::UnicodeString key = contract_nfkc().normalize(folded, status);
  assert(U_SUCCESS(status));
  return key;
}

icu::UnicodeString without_marks(const icu::UnicodeString& key) {
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString apart = icu::Normalizer2::getNFDInstance(status)->normalize(key, status);
  icu::UnicodeString bare;
  for (int32_t at = 0; at < apart.length(); at = apart.moveIndex32(at, 1)) {
    UChar32 code = apart.char32At(at);
    if (!(U_MASK(u_charType(code)) & U_GC_M_MASK)) bare.append(code);
  }
  // Hangul comes apart with the marks, and must be put together again.
  icu::UnicodeString whole = icu::Normalizer2::getNFCInstance(status)->normalize(bare, status);
  assert(U_SUCCESS(status));
  return whole;
}

// Whether nothing that stands before `text` can ever combine with its beginning.
bool begins_apart(const icu::UnicodeString& text) {
  if (text.isEmpty()) return true;
  UChar32 first = text.char32At(0);
  return u_getCombiningClass(first) == 0 && u_getIntPropertyValue(first, UCHAR_NFC_QUICK_CHECK) == UNORM_YES;
}

CharacterFacts make_facts(UChar32 code) {
  CharacterFacts facts;
  facts.kind = kind_by_rule(code);
  if (U_IS_SURROGATE(code)) return facts;
  icu::UnicodeString character(code);
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString verdict_text = verdict_key_by_icu(character);
  icu::UnicodeString search_text = without_marks(verdict_text);
  std::string verdict, search;
  verdict_text.toUTF8String(verdict);
  search_text.toUTF8String(search);
  if (verdict.size() > facts.verdict.size() || search.size() > facts.search.size()) return facts;
  facts.simple = begins_apart(contract_nfkc().normalize(character, status)) && begins_apart(verdict_text);
  facts.verdict_size = std::uint8_t(verdict.size());
  facts.search_size = std::uint8_t(search.size());
  verdict.copy(facts.verdict.data(), verdict.size());
  search.copy(facts.search.data(), search.size());
  return facts;
}

}  // namespace

namespace internal {

std::array<std::atomic<const Page*>, 0x1100> pages{};

const Page* make_page(std::uint32_t index) {
  auto page = std::make_unique<Page>();
  for (std::uint32_t low = 0; low < 256; ++low) (*page)[low] = make_facts(UChar32(index << 8 | low));
  // Two threads may make the same page; the first to finish keeps it for ever.
  const Page* kept = nullptr;
  if (pages[index].compare_exchange_strong(kept, page.get(), std::memory_order_acq_rel)) return page.release();
  return kept;
}

}  // namespace internal

Character character_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return {};
  auto first = static_cast<unsigned char>(text[at]);
  if (first < 0x80) return {first, 1};
  const char* bytes = text.data() + at;
  // No character is longer than four bytes, so ICU's 32-bit lengths suffice.
  int32_t length = int32_t(std::min<std::size_t>(text.size() - at, 4));
  int32_t next = 0;
  UChar32 code;
  U8_NEXT(bytes, next, length, code);
  if (code < 0) return {kMalformed, 1};
  return {char32_t(code), std::uint32_t(next)};
}

Character character_before(std::string_view text, std::size_t at) {
  if (at == 0 || at > text.size()) return {};
  for (std::size_t size = 1; size <= 4 && size <= at; ++size) {
    Character found = character_at(text.substr(0, at), at - size);
    if (found.code != kMalformed && found.size == size) return found;
  }
  return {kMalformed, 1};
}

void append_utf8(char32_t code, std::string& out) {
  assert(code <= 0x10FFFF && !U_IS_SURROGATE(code));
  char bytes[4];
  int32_t size = 0;
  U8_APPEND_UNSAFE(bytes, size, code);
  out.append(bytes, std::size_t(size));
}

void append_verdict_key_by_icu(std::string_view word, std::string& out) {
  verdict_key_by_icu(icu::UnicodeString::fromUTF8(icu::StringPiece(word.data(), int32_t(word.size()))))
      .toUTF8String(out);
}

void append_without_marks(std::string_view verdict_key, std::string& out) {
  without_marks(icu::UnicodeString::fromUTF8(icu::StringPiece(verdict_key.data(), int32_t(verdict_key.size()))))
      .toUTF8String(out);
}

}  // namespace stenogram::text
