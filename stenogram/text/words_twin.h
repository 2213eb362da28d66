// The slow twin of words.h: section 4 of the matching contract, rule by rule, over
// lists of characters. Written from the contract's paragraph and docs/matching.md
// without words.cc or characters.cc, for tests and fuzzing; where the two disagree,
// one of them is wrong.
#pragma once
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "stenogram/text/words.h"

namespace stenogram::text::twin {

struct Char {
  UChar32 code;  // negative where the bytes are malformed
  std::size_t begin, end;
};
using Chars = std::vector<Char>;

inline Chars chars_of(std::string_view text) {
  Chars chars;
  auto size = int32_t(text.size());
  for (int32_t at = 0; at < size;) {
    int32_t begin = at;
    UChar32 code;
    U8_NEXT(text.data(), at, size, code);
    if (code < 0) at = begin + 1;  // byte by byte
    chars.push_back({code, std::size_t(begin), std::size_t(at)});
  }
  return chars;
}

inline bool one_of(UChar32 code, std::u32string_view set) { return code >= 0 && set.find(char32_t(code)) != set.npos; }
inline bool in_category(UChar32 code, std::uint32_t mask) { return code >= 0 && (U_GET_GC_MASK(code) & mask) != 0; }

// Format characters are neither seen nor compared.
inline bool unseen(UChar32 code) {
  return code >= 0 &&
         (u_charType(code) == U_FORMAT_CHAR || u_hasBinaryProperty(code, UCHAR_DEFAULT_IGNORABLE_CODE_POINT));
}
inline bool apostrophe(UChar32 code) { return one_of(code, U"'`´ʻʼ‘’‛′՚＇"); }
inline bool mark(UChar32 code) {
  if (code < 0 || unseen(code) || apostrophe(code)) return false;
  int extend = u_getIntPropertyValue(code, UCHAR_GRAPHEME_CLUSTER_BREAK);
  return in_category(code, U_GC_M_MASK) || extend == U_GCB_EXTEND || extend == U_GCB_SPACING_MARK;
}
inline bool letter_of_any_script(UChar32 code) {
  return in_category(code, U_GC_L_MASK) && !apostrophe(code) && !mark(code) && !unseen(code);
}
inline bool without_spaces(UChar32 code) {
  static const std::set<UScriptCode> kScripts = {USCRIPT_HAN, USCRIPT_HIRAGANA, USCRIPT_KATAKANA, USCRIPT_THAI,
                                                 USCRIPT_LAO, USCRIPT_KHMER,    USCRIPT_MYANMAR};
  UScriptCode scripts[32];
  UErrorCode status = U_ZERO_ERROR;
  int32_t count = uscript_getScriptExtensions(code, scripts, 32, &status);
  for (int32_t n = 0; n < count; ++n)
    if (kScripts.contains(scripts[n])) return true;
  return false;
}
inline bool letter(UChar32 code) { return letter_of_any_script(code) && !without_spaces(code); }
inline bool grapheme(UChar32 code) {
  bool numeral = in_category(code, U_GC_NL_MASK);  // 〇 and the Suzhou numerals
  return (letter_of_any_script(code) || numeral) && without_spaces(code);
}
inline bool digit(UChar32 code) { return in_category(code, U_GC_ND_MASK); }
inline bool other_number(UChar32 code) { return in_category(code, U_GC_NO_MASK | U_GC_NL_MASK) && !grapheme(code); }
inline bool sign(UChar32 code) { return one_of(code, U"%‰°№§&#％﹪＆﹠＃﹟") || in_category(code, U_GC_SC_MASK); }
inline bool plus(UChar32 code) { return one_of(code, U"+＋﹢"); }
inline bool hyphen_minus(UChar32 code) { return one_of(code, U"-－﹣"); }
inline bool minus(UChar32 code) { return code == U'−' || hyphen_minus(code); }
inline bool any_hyphen(UChar32 code) { return minus(code) || code == U'‐'; }
inline bool wide_digit(UChar32 code) { return code >= 0xFF10 && code <= 0xFF19; }

// Characters that are seen, with the questions asked of them; none past the ends.
struct Seen {
  Chars all;
  UChar32 at(std::size_t n) const { return n < all.size() ? all[n].code : -1; }
  std::size_t size() const { return all.size(); }
};

inline Seen seen_of(const Chars& chars) {
  Seen seen;
  for (const Char& each : chars)
    if (!unseen(each.code)) seen.all.push_back(each);
  return seen;
}

struct Number {
  std::size_t end = 0;                // after the last character
  std::vector<std::size_t> grouping;  // marks that disappear
};

// Runs of digits and the marks between them; then which of the marks hold.
inline Number number_at(const Seen& seen, std::size_t begin) {
  struct Run {
    std::size_t begin, end, digits, last_digit;
  };
  auto run_at = [&](std::size_t at) {
    Run run{at, at, 0, at};
    while (digit(seen.at(run.end))) {
      run.last_digit = run.end++;
      ++run.digits;
      while (mark(seen.at(run.end))) ++run.end;
    }
    return run;
  };
  std::vector<Run> runs = {run_at(begin)};
  for (;;) {
    std::size_t joint = runs.back().end;
    Run next = run_at(joint + 1);
    bool plain = one_of(seen.at(joint), U",.") || in_category(seen.at(joint), U_GC_ZS_MASK);
    bool wide = one_of(seen.at(joint), U"，．") && wide_digit(seen.at(runs.back().last_digit)) &&
                wide_digit(seen.at(joint + 1));
    if (next.digits == 0 || !(plain || wide)) break;
    runs.push_back(next);
  }
  auto joint_after = [&](std::size_t n) { return seen.at(runs[n].end); };
  Number number;
  std::size_t n = 0;
  bool groups = runs[0].digits <= 3 && u_charDigitValue(seen.at(runs[0].begin)) != 0;
  while (groups && n + 1 < runs.size() && !one_of(joint_after(n), U".．") && runs[n + 1].digits == 3)
    number.grouping.push_back(runs[n++].end);
  while (n + 1 < runs.size() && one_of(joint_after(n), U",.，．")) ++n;
  number.end = runs[n].end;
  return number;
}

inline bool breaks(std::string_view between) {
  bool soft = false;
  std::vector<UChar32> gap;
  for (const Char& each : chars_of(between)) {
    if (each.code == 0xAD && gap.empty()) soft = true;
    if (!unseen(each.code)) gap.push_back(each.code);
  }
  if (!soft) {
    if (gap.empty() || !any_hyphen(gap[0]) || gap[0] == U'−') return false;
    gap.erase(gap.begin());
  }
  // Blanks, one line break, blanks.
  auto blank = [](UChar32 code) { return code == '\t' || in_category(code, U_GC_ZS_MASK); };
  std::size_t at = 0;
  while (at < gap.size() && blank(gap[at])) ++at;
  if (at == gap.size()) return false;
  if (gap[at] == '\r' && at + 1 < gap.size() && gap[at + 1] == '\n') ++at;
  if (!one_of(gap[at], U"\n\v\f\r\u0085\u2028\u2029")) return false;
  ++at;
  while (at < gap.size() && blank(gap[at])) ++at;
  return at == gap.size();
}

inline std::vector<Word> words(std::string_view text) {
  Seen seen = seen_of(chars_of(text));
  std::vector<Word> found;
  std::vector<bool> of_letters;
  std::size_t last_end = 0;  // of the last word, counted in seen characters
  for (std::size_t at = 0; at < seen.size();) {
    std::size_t end = at;
    UChar32 code = seen.at(at);
    if (letter(code)) {
      for (++end;
           mark(seen.at(end)) || letter(seen.at(end)) || (apostrophe(seen.at(end)) && letter(seen.at(end + 1)));) {
        ++end;
      }
    } else if (grapheme(code)) {
      for (++end; mark(seen.at(end));) ++end;
    } else if (digit(code)) {
      end = number_at(seen, at).end;
    } else if (other_number(code)) {
      for (++end; other_number(seen.at(end)) || mark(seen.at(end));) ++end;
    } else if (sign(code)) {
      ++end;
    } else if (plus(code)) {
      end = digit(seen.at(at + 1)) ? number_at(seen, at + 1).end : at + 1;
    } else if (minus(code) && digit(seen.at(at + 1))) {
      bool after_word = !found.empty() && last_end == at;
      bool after_hyphen = at > 0 && any_hyphen(seen.at(at - 1));
      if (!after_hyphen && !(hyphen_minus(code) && after_word)) end = number_at(seen, at + 1).end;
    }
    if (end == at) {
      ++at;
      continue;
    }
    found.push_back({std::uint32_t(seen.all[at].begin), std::uint32_t(seen.all[end - 1].end), false});
    of_letters.push_back(letter(code));
    at = last_end = end;
  }
  for (std::size_t n = 0; n + 1 < found.size(); ++n)
    found[n].breaks_at_line_end =
        of_letters[n] && of_letters[n + 1] && breaks(text.substr(found[n].end, found[n + 1].begin - found[n].end));
  return found;
}

inline bool exempt(UChar32 code) {
  int type = u_getIntPropertyValue(code, UCHAR_DECOMPOSITION_TYPE);
  return code == U'№' || type == U_DT_SUPER || type == U_DT_FRACTION;
}

// NFKC of the stretches between exempt characters.
inline icu::UnicodeString nfkc(const icu::UnicodeString& text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = icu::Normalizer2::getNFKCInstance(status);
  icu::UnicodeString all, stretch;
  for (int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
    UChar32 code = text.char32At(at);
    if (!exempt(code)) {
      stretch.append(code);
      continue;
    }
    all.append(normalizer->normalize(stretch, status)).append(code);
    stretch.remove();
  }
  return all.append(normalizer->normalize(stretch, status));
}

inline icu::UnicodeString verdict_key_in_utf16(std::string_view word) {
  Seen seen = seen_of(chars_of(word));
  bool signed_number = (plus(seen.at(0)) || minus(seen.at(0))) && digit(seen.at(1));
  std::set<std::size_t> dropped;
  if (signed_number || digit(seen.at(0)))
    for (std::size_t at : number_at(seen, signed_number ? 1 : 0).grouping) dropped.insert(at);
  icu::UnicodeString kept;
  for (std::size_t at = 0; at < seen.size(); ++at) {
    UChar32 code = seen.at(at);
    if (dropped.contains(at)) continue;
    if (apostrophe(code)) code = '\'';
    if (at == 0 && signed_number && minus(code)) code = '-';
    kept.append(code < 0 ? UChar32(0xFFFD) : code);
  }
  icu::UnicodeString folded = nfkc(kept).foldCase();
  for (int32_t at = 0; at < folded.length(); ++at)
    if (apostrophe(folded[at])) folded.setCharAt(at, u'\'');
  return nfkc(folded);
}

inline std::string verdict_key(std::string_view word) {
  std::string key;
  verdict_key_in_utf16(word).toUTF8String(key);
  return key;
}

inline std::string search_key(std::string_view word) {
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString apart = icu::Normalizer2::getNFDInstance(status)->normalize(verdict_key_in_utf16(word), status);
  icu::UnicodeString bare;
  for (int32_t at = 0; at < apart.length(); at = apart.moveIndex32(at, 1))
    if (!in_category(apart.char32At(at), U_GC_M_MASK)) bare.append(apart.char32At(at));
  std::string key;
  icu::Normalizer2::getNFCInstance(status)->normalize(bare, status).toUTF8String(key);
  return key;
}

}  // namespace stenogram::text::twin
