// A wrong character set betrays itself in three ways: characters that no text has
// (controls, private use), characters in the wrong company (`donÕt`, `пРИВЕТ`,
// `caf¨`, a Cyrillic letter in a Latin word), and letters of no one language
// (`č` with `ŕ` and `ę` is French read as Central European). Each character above
// ASCII is judged by these, and the mean is the verdict.
#include "stenogram/text/plausibility.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <map>
#include <unordered_map>

#include "stenogram/base/table.h"
#include "stenogram/text/characters.h"
#include "stenogram/text/data.h"

namespace stenogram::text {
namespace {

// Weight of each letter of a language: 1 for its commonest, 0.5 for its rarest, and
// less for letters that it only borrows.
using Letters = std::unordered_map<char32_t, double>;

const Letters& letters_of(std::string_view language) {
  static const std::map<std::string_view, Letters> kLetters = [] {
    std::map<std::string_view, Letters> all;
    for (const TableSection& section : parse_table(data("charsets.txt"))) {
      bool borrowed = section.name == "borrowed letters";
      if (section.name != "letters" && !borrowed) continue;
      for (const TableRow& row : section.rows) {
        std::string_view listed = row.columns[1];
        Letters& letters = all[row.columns[0]];
        for (std::size_t at = 0; at < listed.size();) {
          Character letter = character_at(listed, at);
          double weight = 1 - 0.5 * double(at) / double(listed.size());
          letters.emplace(letter.code, borrowed ? 0.6 * weight : weight);
          at += letter.size;
        }
      }
    }
    return all;
  }();
  static const Letters kNone;
  auto found = kLetters.find(language);
  return found == kLetters.end() ? kNone : found->second;
}

bool is_letter(char32_t code) { return code != kMalformed && u_isalpha(UChar32(code)); }
bool is_ascii_letter(char32_t code) { return code < 0x80 && is_letter(code); }

UScriptCode script_of(char32_t code) {
  UErrorCode status = U_ZERO_ERROR;
  return uscript_getScript(UChar32(code), &status);
}

double letter_weight(char32_t code, std::string_view language, const Letters& letters) {
  auto found = letters.find(char32_t(u_tolower(UChar32(code))));
  if (found == letters.end()) found = letters.find(code);
  if (found != letters.end()) return found->second;
  UScriptCode script = script_of(code);
  bool kana = script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA || code == U'ー';
  bool half_width = code >= 0xFF61 && code <= 0xFF9F;
  if (language == "ja") return half_width ? 0.1 : kana ? 1 : script == USCRIPT_HAN ? 0.7 : 0.1;
  if (language == "ko") {
    bool syllable = code >= 0xAC00 && code <= 0xD7A3;
    return syllable ? 0.4 : script == USCRIPT_HAN ? 0.2 : 0.1;
  }
  if (language == "zh") return script == USCRIPT_HAN ? 0.35 : 0.1;
  return -0.6;
}

// A letter beside letters of another script, or a capital after a small letter.
// `among_ascii` says that the text is in Latin letters for the most part.
double company_of_letter(char32_t before, char32_t code, char32_t after, bool among_ascii) {
  double score = 0;
  if (u_isupper(UChar32(code)) && is_letter(before) && u_islower(UChar32(before))) score -= 0.6;
  if (u_islower(UChar32(code)) && is_letter(after) && u_isupper(UChar32(after))) score -= 0.6;
  bool alone = !is_letter(before) && !is_letter(after);
  if (script_of(code) == USCRIPT_LATIN) {
    // `it is ó the`: à and y stand alone, most letters with marks do not.
    if (alone) score -= 0.25;
    // `äøôåá`: in Latin writing letters with marks stand among letters without.
    if (is_letter(before) && is_letter(after) && before >= 0x80 && after >= 0x80) score -= 0.4;
  } else {
    score -= 0.4 * (is_ascii_letter(before) + is_ascii_letter(after));
    if (among_ascii) score -= 0.3;
  }
  return score;
}

// Quotation marks, dashes and signs, where a writer would put them.
double weight_of_mark(char32_t before, char32_t code, char32_t after) {
  bool inside = is_letter(before) && is_letter(after);
  auto in = [&](std::u32string_view marks) { return marks.find(code) != marks.npos; };
  if (code == U'’') return is_letter(before) || !is_letter(after) ? 1 : 0.7;
  if (in(U"“‘„«‚‹¿¡")) return inside ? -0.5 : is_letter(before) ? 0.5 : 1;
  if (in(U"”»›")) return inside ? -0.5 : 0.9;
  if (in(U"—–…")) return 0.9;
  if (in(U"\u00A0")) return inside ? 0.6 : 1;
  if (in(U"\u00AD")) return 0.8;
  if (in(U"€£§°№•·©®™½²ºª´")) return inside ? -0.5 : 0.7;
  if (code >= 0x3000 && code <= 0x3020) return 0.9;
  if (code >= 0xFF01 && code <= 0xFF5E) return 0.8;
  return inside ? -3 : is_letter(before) || is_letter(after) ? -0.5 : 0;
}

double weight_of(char32_t before, char32_t code, char32_t after, std::string_view language, const Letters& letters,
                 bool among_ascii) {
  std::uint32_t category = U_MASK(u_charType(UChar32(code)));
  if (code == 0xFFFD) return -3;
  if ((category & (U_GC_CC_MASK | U_GC_CN_MASK | U_GC_CO_MASK)) && code != 0x85) return -1.5;
  if (category & (U_GC_L_MASK | U_GC_M_MASK))
    return letter_weight(code, language, letters) + company_of_letter(before, code, after, among_ascii);
  return weight_of_mark(before, code, after);
}

}  // namespace

double plausibility(std::string_view text, const std::vector<std::string_view>& languages) {
  std::u32string characters;
  for (std::size_t at = 0; at < text.size();) {
    Character next = character_at(text, at);
    characters += next.code == kMalformed ? char32_t(0xFFFD) : next.code;
    at += next.size;
  }
  auto ascii = std::count_if(characters.begin(), characters.end(), is_ascii_letter);
  auto letters_at_all = std::count_if(characters.begin(), characters.end(), is_letter);
  bool among_ascii = ascii * 4 > letters_at_all * 3;
  double best = -3;
  for (std::string_view language : languages) {
    const Letters& letters = letters_of(language);
    double sum = 0;
    std::size_t judged = 0;
    for (std::size_t n = 0; n < characters.size(); ++n) {
      if (characters[n] < 0x80) continue;
      char32_t before = n > 0 ? characters[n - 1] : kMalformed;
      char32_t after = n + 1 < characters.size() ? characters[n + 1] : kMalformed;
      sum += weight_of(before, characters[n], after, language, letters, among_ascii);
      ++judged;
    }
    best = std::max(best, judged == 0 ? 1 : sum / double(judged));
  }
  return best;
}

}  // namespace stenogram::text
