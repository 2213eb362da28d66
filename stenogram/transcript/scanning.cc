#include "stenogram/transcript/scanning.h"

#include <algorithm>

#include "stenogram/transcript/candidates.h"
#include "stenogram/transcript/characters.h"
#include "stenogram/transcript/names.h"

namespace stenogram::transcript {

constexpr std::size_t kMostWords = 18;

// A hand-made tag, "<Newspeech>": letters between angle brackets and nothing else.
static std::size_t tag_end(std::string_view text, std::size_t at, std::size_t end) {
  if (at >= end || text[at] != '<') return at;
  std::size_t i = at + 1;
  if (i < end && text[i] == '/') ++i;
  std::size_t begin = i;
  while (i < end && i - begin < 16 && is_letter(static_cast<unsigned char>(text[i]))) ++i;
  return i > begin && i < end && text[i] == '>' ? i + 1 : at;
}

// What closes a bracket that a label may stand in; 0 for all else.
char32_t closing_bracket(char32_t open) {
  switch (open) {
    case '[': return ']';
    case '(': return ')';
    case '<': return '>';
    case U'（': return U'）';
    case U'【': return U'】';
    case U'〔': return U'〕';
    case U'〈': return U'〉';
    case U'［': return U'］';
    default: return 0;
  }
}

// "EN", "zh", "中": what a bilingual edition puts before a paragraph of one language.
bool language_tag(std::string_view words) {
  for (std::string_view tag : {"EN", "FR", "DE", "ES", "IT", "PT", "RU",   "UK",   "PL",   "NL",   "TR",  "AR", "ZH",
                               "CN", "JA", "JP", "KO", "KR", "en", "fr",   "de",   "es",   "it",   "pt",  "ru", "zh",
                               "ja", "ko", "ar", "中", "英", "日", "中文", "英文", "原文", "译文", "譯文"})
    if (words == tag) return true;
  return false;
}

// The end of a bracketed number, "[ 12]", or of a language's tag in brackets; else `at`.
static std::size_t paragraph_tag_end(std::string_view text, std::size_t at, std::size_t end, bool& language) {
  if (at >= end || text[at] != '[') return at;
  std::size_t close = text.substr(at, std::min<std::size_t>(end - at, 12)).find(']');
  if (close == text.npos) return at;
  std::string_view inside = trimmed(text.substr(at + 1, close - 1));
  bool number = !inside.empty() && inside.size() <= 4 && inside.find_first_not_of("0123456789") == inside.npos;
  bool tag = language_tag(inside);
  language |= tag;
  return number || tag ? at + close + 1 : at;
}

// "14/03/2024, 10:02 - ", "[14.03.24, 10:02:33] ": the day and time of a message, as chats
// print it. Sets the clock; `at` where there is none.
static std::size_t message_time_end(std::string_view text, std::size_t at, std::size_t end,
                                    std::optional<double>& clock) {
  std::size_t i = at;
  bool bracket = i < end && text[i] == '[';
  i += bracket;
  int fields = 0;
  while (i < end && fields < 3) {
    std::size_t begin = i;
    while (i < end && i - begin < 4 && is_digit(static_cast<unsigned char>(text[i]))) ++i;
    if (i == begin) return at;
    ++fields;
    if (fields < 3 && (i >= end || (text[i] != '/' && text[i] != '.' && text[i] != '-'))) return at;
    if (fields < 3) ++i;
  }
  if (i + 6 >= end || fields < 3) return at;
  if (text[i] == ',') ++i;
  if (text[i] != ' ') return at;
  std::optional<ClockTime> time = clock_at(text, ++i);
  if (!time || time->end + 1 >= end) return at;
  i = time->end;
  if (bracket) {
    if (text[i] != ']') return at;
    ++i;
  } else {
    if (text.substr(i, 3) != " - ") return at;
    i += 3;
  }
  clock = time->seconds * 60;  // hours and minutes
  return i;
}

// The number of a question, "3. ": digits, a mark and a blank.
static std::size_t number_end(std::string_view text, std::size_t at, std::size_t end) {
  std::size_t i = at;
  while (i < end && i - at < 3 && is_digit(static_cast<unsigned char>(text[i]))) ++i;
  if (i == at || i + 1 >= end || (text[i] != '.' && text[i] != ')')) return at;
  return text[i + 1] == ' ' || static_cast<unsigned char>(text[i + 1]) >= 0xE0 ? i + 1 : at;
}

// Passes marks and clock times that may stand before a label's words.
void skip_openers(Scan& scan) {
  std::string_view text = scan.text;
  for (int guard = 0; guard < 8 && scan.at < scan.end; ++guard) {
    std::size_t before = scan.at;
    scan.at = skip_blanks(text, scan.at, scan.end);
    if (scan.at >= scan.end) break;
    if (auto clock = clock_at(text, scan.at); clock && clock->end <= scan.end) {
      scan.clock = clock->seconds;
      scan.at = clock->end;
      continue;
    }
    if (is_digit(static_cast<unsigned char>(text[scan.at])) || text[scan.at] == '[')
      if (std::size_t behind = message_time_end(text, scan.at, scan.end, scan.clock); behind != scan.at) {
        scan.at = behind;
        continue;
      }
    if (std::size_t tag = paragraph_tag_end(text, scan.at, scan.end, scan.bilingual); tag != scan.at) {
      scan.at = tag;
      continue;
    }
    std::size_t tag = tag_end(text, scan.at, scan.end);
    Character c = character_at(text, scan.at);
    if (tag != scan.at) {
      scan.tagged = true;
      scan.tag = scan.at;
      scan.at = tag;
    } else if (c.code == '<' || c.code == '>' || c.code == U'»') {
      scan.tagged = true;
      ++scan.at;
      if (c.size == 2) ++scan.at;
      // "<@anna>": the rank of a name in a chat.
      if (c.code == '<' && scan.at + 1 < scan.end && (text[scan.at] == '@' || text[scan.at] == '+') &&
          is_letter(character_at(text, scan.at + 1).code))
        scan.at += 1;
    } else if (c.code == '(' && text.substr(scan.at + 1, 1) == "[") {
      ++scan.at;  // "([Orlov] text)"
    } else if (text.substr(scan.at, 4) == "&gt;") {
      scan.tagged = true;
      scan.at += 4;
    } else if (c.code == U'○' || c.code == U'◯' || c.code == U'●' || c.code == U'◆' || c.code == U'◎') {
      scan.ringed = true;
      scan.at += c.size;
    } else if (c.code == '*' || c.code == '_' || c.code == '#' || c.code == U'•' || c.code == U'·' || c.code == U'■' ||
               c.code == U'▪') {
      scan.at += c.size;
    } else if (std::size_t number = number_end(text, scan.at, scan.end); number != scan.at) {
      scan.at = number;
    } else if (text.substr(scan.at, 3) == "[*]") {
      scan.at += 3;
    } else if (is_dash(c.code) && scan.at + c.size < scan.end && is_blank(character_at(text, scan.at + c.size).code)) {
      scan.dashed = true;
      scan.at += c.size;
    }
    if (scan.at == before) break;
  }
}

// Letters of the word that ends at `end`.
std::string_view last_word(std::string_view text, std::size_t begin, std::size_t end) {
  std::size_t i = end;
  while (i > begin && text[i - 1] != ' ' && text[i - 1] != '.' && text[i - 1] != '(' && text[i - 1] != '\n' &&
         static_cast<unsigned char>(text[i - 1]) != 0xA0)
    --i;
  return text.substr(i, end - i);
}

// Whether the full stop at `at` may stand inside a label: behind an initial, an
// honorific or a short abbreviation.
bool inner_stop(std::string_view text, std::size_t begin, std::size_t at) {
  std::string_view word = last_word(text, begin, at);
  if (word.empty()) return true;
  std::size_t letters = 0;
  for (std::size_t i = 0; i < word.size(); ++letters) i += character_at(word, i).size;
  return letters <= 2 || is_honorific(word) || (letters <= 6 && is_office_word(word));
}

// "SEC. BERG:", "STS. LIND:": a title cut short, whatever title it is, where it and the word
// behind it are all capitals.
static bool shortened_title(std::string_view text, std::size_t begin, std::size_t at, std::size_t end) {
  auto capitals = [&](std::size_t from, std::size_t to) {
    std::size_t letters = 0;
    for (std::size_t i = from; i < to; i += character_at(text, i).size, ++letters)
      if (!is_upper(character_at(text, i).code)) return std::size_t(0);
    return letters;
  };
  std::size_t next = skip_blanks(text, at + 1, end), behind = next;
  while (behind < end && is_letter(character_at(text, behind).code)) behind += character_at(text, behind).size;
  std::size_t letters = capitals(begin, at);
  return letters >= 2 && letters <= 5 && capitals(next, behind) >= 2;
}

// Finds the colon that ends a label. Sets `words_end` before it and `rest` behind.
bool scan_colon(const Scan& scan, std::size_t limit, std::size_t& words_end, std::size_t& rest, bool& crosses) {
  std::string_view text = scan.text;
  int depth = 0;
  std::size_t words = 1, lines = 0;
  bool was_blank = false;
  std::size_t end = std::min(scan.end, scan.at + limit);
  for (std::size_t at = scan.at; at < end;) {
    Character c = character_at(text, at);
    switch (c.code) {
      case '(':
      case '[':
      case U'（': ++depth; break;
      case ')':
      case ']':
      case U'）':
        if (depth > 0) --depth;
        break;
      case '?':
      case '!':
      case ';':
      case '"':
      case U'“':
      case U'”':
      case U'«':
      case U'？':
      case U'！':
      case U'。':
      case U'，':
      case U'「':
      case U'…': return false;
      case '\n':
        if (++lines > 1) return false;
        crosses = true;
        break;
      case '.':
        // "Portavoz.- Buenas tardes": as good as a colon.
        if (at > scan.at && at + 1 < scan.end && depth == 0 && words <= 8 && is_dash(character_at(text, at + 1).code)) {
          std::size_t after = at + 1 + character_at(text, at + 1).size;
          if (after < scan.end && is_blank(character_at(text, after).code)) {
            words_end = at;
            rest = after;
            return true;
          }
        }
        if (at + 1 < scan.end && is_blank(character_at(text, at + 1).code) && depth == 0 &&
            !inner_stop(text, scan.at, at) && !shortened_title(text, scan.at, at, end))
          return false;
        break;
      case ':':
      case U'：': {
        if (depth > 0 && text.substr(at, 60).find(')') != text.npos) break;
        std::size_t after = at + c.size;
        bool digit_before = at > scan.at && is_digit(static_cast<unsigned char>(text[at - 1]));
        char32_t next = after < scan.end ? character_at(text, after).code : U' ';
        if (c.code == ':' && digit_before && is_digit(next)) break;
        if (next == '/' || next == '-' || next == ':' || next == '=' || next == '\\') return false;
        words_end = at;
        rest = after;
        // A colon far behind the words rules a table.
        return at > scan.at && text.substr(0, at).find_last_not_of(' ') + 4 >= at;
      }
    }
    bool blank = is_blank(c.code);
    if (blank && !was_blank && ++words > kMostWords) return false;
    was_blank = blank;
    at += c.size;
  }
  return false;
}

// Passes closing marks of emphasis and angle brackets behind a label.
std::size_t skip_closers(std::string_view text, std::size_t at, std::size_t end) {
  while (at < end && (text[at] == '*' || text[at] == '_' || text[at] == '>' || text[at] == ']')) ++at;
  return at;
}

static bool styled(capture::Style style) {
  return style == capture::Style::bold || style == capture::Style::italic || style == capture::Style::underline;
}

// Whether type sets the label off: a span that begins with it and ends with it,
// colon in or out, rather than one that runs on into what is said.
bool set_off(const capture::Block& block, ByteSpan words, std::size_t rest) {
  for (const capture::StyledSpan& style : block.styles) {
    if (style.span.begin > words.begin) break;
    if (styled(style.style) && style.span.end + 1 >= words.end && style.span.end <= rest + 3) return true;
  }
  return false;
}

}  // namespace stenogram::transcript
