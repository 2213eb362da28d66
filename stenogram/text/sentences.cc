// Where sentences end.
//
// The text is walked from stop to stop. A stop is a run of terminal marks with the
// closing marks after it; whether a sentence ends there is told by its last mark,
// by the word before and by what comes next. Most rules only say when a full stop
// is no end, for a sentence too long does less harm than a name cut in two.
#include "stenogram/text/sentences.h"

#include <unicode/uchar.h>

#include <map>
#include <set>
#include <string>

#include "stenogram/base/byte_set.h"
#include "stenogram/base/table.h"
#include "stenogram/text/characters.h"
#include "stenogram/text/data.h"
#include "stenogram/text/language.h"
#include "stenogram/text/words.h"

namespace stenogram::text {
namespace {

using Set = std::set<std::string_view>;

struct Rules {
  Set never, may_end, before_number, after_number, starters, not_initials;
  bool ordinals = false;
  bool nouns_take_capitals = false;
};

void add(const TableSection& section, Set& to) {
  for (const TableRow& row : section.rows) to.insert(row.columns.begin(), row.columns.end());
}

bool is_list_of_languages(const TableSection& section) {
  return section.name == "ordinals" || section.name == "nouns take capitals";
}

// The rules of one language with the general ones.
Rules make_rules(std::string_view language) {
  Rules rules;
  static const std::vector<TableSection> kSections = parse_table(data("abbreviations.txt"));
  for (const TableSection& section : kSections) {
    if (is_list_of_languages(section)) {
      Set languages;
      add(section, languages);
      (section.name == "ordinals" ? rules.ordinals : rules.nouns_take_capitals) = languages.contains(language);
      continue;
    }
    std::size_t blank = section.name.find(' ');
    std::string_view of = section.name.substr(0, blank), kind = section.name.substr(blank + 1);
    if (of != "*" && of != language) continue;
    add(section, kind == "never"           ? rules.never
                 : kind == "may end"       ? rules.may_end
                 : kind == "before number" ? rules.before_number
                 : kind == "after number"  ? rules.after_number
                 : kind == "starters"      ? rules.starters
                                           : rules.not_initials);
  }
  return rules;
}

// Made once for each language in the table; others share the general rules.
const Rules& rules_for(std::string_view tag) {
  static const std::map<std::string, Rules, std::less<>> kRules = [] {
    std::map<std::string, Rules, std::less<>> all;
    all.emplace("*", make_rules("*"));
    for (const TableSection& section : parse_table(data("abbreviations.txt"))) {
      Set languages;
      if (is_list_of_languages(section)) add(section, languages);
      else languages.insert(section.name.substr(0, section.name.find(' ')));
      for (std::string_view language : languages) all.emplace(std::string(language), make_rules(language));
    }
    return all;
  }();
  std::string_view language = tag.substr(0, tag.find('-'));
  auto found = kRules.find(language);
  return found == kRules.end() ? kRules.find("*")->second : found->second;
}

bool is_blank(char32_t code) { return code != kMalformed && u_isUWhiteSpace(UChar32(code)); }
bool is_letter(char32_t code) { return code != kMalformed && u_isalpha(UChar32(code)); }
bool is_digit(char32_t code) { return code != kMalformed && u_isdigit(UChar32(code)); }
bool is_upper(char32_t code) { return code != kMalformed && (u_isupper(UChar32(code)) || u_istitle(UChar32(code))); }
bool is_lower(char32_t code) { return code != kMalformed && u_islower(UChar32(code)); }

bool is_terminal(char32_t code) {
  if (code < 0x80) return code == '.' || code == '!' || code == '?';
  return code != kMalformed && (code == U'…' || code == U'⋯' || code == U'‥' || code == U'｡' ||
                                u_hasBinaryProperty(UChar32(code), UCHAR_S_TERM));
}

bool is_full_stop(char32_t code) { return code == '.' || code == U'․' || code == U'﹒'; }
bool is_ellipsis(char32_t code) { return code == U'…' || code == U'⋯' || code == U'‥'; }

// Terminal marks of scripts that put no space after them.
bool needs_no_space(char32_t code) {
  return code == U'。' || code == U'！' || code == U'？' || code == U'｡' || code == U'．' || code == U'။' ||
         code == U'។';
}

// Brackets and quotation marks of every kind; which way they face is told by the
// blank beside them, for languages disagree: „so“, »so« and «so».
bool is_closing(char32_t code) {
  if (code == '"' || code == '\'' || code == '*' || code == '_') return true;
  if (code < 0x80) return code == ')' || code == ']' || code == '}';
  if (code == kMalformed) return false;
  std::uint32_t category = U_MASK(u_charType(UChar32(code)));
  return (category & (U_GC_PE_MASK | U_GC_PF_MASK | U_GC_PI_MASK)) || code == U'〞' ||
         kind_of(code) == CharacterKind::other_number;
}

// How far from a stop we look for its neighbours. Rows of dots and words without
// end would otherwise be read again at each of their stops.
constexpr std::size_t kFarthest = 200;

class Splitter {
 public:
  Splitter(std::string_view text, const Rules& rules) : text_(text), rules_(rules) {}

  std::vector<ByteSpan> split() {
    std::size_t at = 0;
    while ((at = next_mark(at)) < text_.size()) {
      Character next = character_at(text_, at);
      if (next.code == '\n' || next.code == '\r' || next.code == 0x2029) {
        at = past_line_breaks(at);
      } else if (is_terminal(next.code)) {
        at = past_stop(at);
      } else {
        at += next.size;
      }
    }
    end_at(text_.size());
    return std::move(sentences_);
  }

 private:
  // Where the next character stands that may end a sentence or a line, or is not of ASCII.
  std::size_t next_mark(std::size_t at) const {
    const char* const base = text_.data();
    return std::size_t(find_byte<Wide::yes, '.', '!', '?', '\n', '\r'>(base + at, base + text_.size()) - base);
  }

  void end_at(std::size_t end) {
    std::size_t begin = begin_;
    begin_ = end;
    while (begin < end && is_blank(character_at(text_, begin).code)) begin += character_at(text_, begin).size;
    while (begin < end && is_blank(character_before(text_, end).code)) end -= character_before(text_, end).size;
    if (begin < end) sentences_.push_back({begin, end});
  }

  // Blanks from a line break on. Two line breaks, or a paragraph separator, are a
  // blank line.
  std::size_t past_line_breaks(std::size_t at) {
    std::size_t first = at;
    int breaks = 0;
    while (at < text_.size()) {
      Character next = character_at(text_, at);
      if (!is_blank(next.code)) break;
      if (next.code == '\n' || next.code == 0x85 || next.code == 0x2028) ++breaks;
      if (next.code == '\r' && character_at(text_, at + 1).code != '\n') ++breaks;
      if (next.code == 0x2029) breaks = 2;
      at += next.size;
    }
    if (breaks >= 2) end_at(first);
    return at;
  }

  std::size_t past_stop(std::size_t at) {
    Stop stop{at, at, 0, false, false};
    Character last;
    for (Character next = character_at(text_, at); is_terminal(next.code); next = character_at(text_, at)) {
      last = next;
      ++stop.marks;
      stop.full_stop = is_full_stop(next.code);
      at += next.size;
    }
    stop.ellipsis = is_ellipsis(last.code) || (stop.full_stop && stop.marks > 1);
    if (stop.marks > 1 && !stop.ellipsis) stop.full_stop = false;
    at = past_closing(at);
    stop.end = at;
    Character next = character_at(text_, at);
    bool blank = next.size == 0 || is_blank(next.code);
    bool ends = needs_no_space(last.code) || (blank ? ends_before_blank(stop) : ends_in_word(stop));
    if (ends) end_at(at);
    return at;
  }

  struct Stop {
    std::size_t begin, end;
    int marks;
    bool full_stop, ellipsis;
  };

  // Closing marks, references like [12], and » after the blank of French.
  std::size_t past_closing(std::size_t at) const {
    for (;;) {
      Character next = character_at(text_, at);
      if (next.code == '[') {
        std::size_t digits = at + 1;
        while (is_digit(character_at(text_, digits).code)) ++digits;
        if (digits == at + 1 || character_at(text_, digits).code != ']') return at;
        at = digits + 1;
      } else if (is_closing(next.code)) {
        at += next.size;
      } else if (next.code == ' ' || next.code == 0xA0 || next.code == 0x202F) {
        Character mark = character_at(text_, at + next.size);
        std::size_t end = at + next.size + mark.size;
        Character after = character_at(text_, end);
        bool closes =
            mark.code == U'»' && (after.size == 0 || is_blank(after.code) || after.code == ',' || after.code == '.');
        if (!closes) return at;
        at = end;
      } else {
        return at;
      }
    }
  }

  // The first letter or digit of what follows, and its word.
  struct Next {
    char32_t first = kMalformed;
    std::string_view word;
  };

  Next next_from(std::size_t at) const {
    std::size_t limit = at + kFarthest;
    for (Character next = character_at(text_, at); next.size > 0 && at < limit; next = character_at(text_, at)) {
      if (is_letter(next.code) || is_digit(next.code)) {
        std::size_t end = at;
        while (end < limit && (is_letter(character_at(text_, end).code) || character_at(text_, end).code == '\''))
          end += character_at(text_, end).size;
        return {next.code, text_.substr(at, end - at)};
      }
      at += next.size;
    }
    return {};
  }

  // What stands before a full stop without a blank: `Mr`, `U.S`, `2017`.
  std::string_view token_before(std::size_t stop) const {
    std::size_t begin = stop;
    while (begin > begin_ && stop - begin < kFarthest) {
      Character before = character_before(text_, begin);
      bool inside = is_letter(before.code) || is_digit(before.code) || before.code == '.' || before.code == '-' ||
                    before.code == '\'' || before.code == U'’' || kind_of(before.code) == CharacterKind::mark ||
                    before.code == U'°' || before.code == U'º' || before.code == U'ª';
      if (!inside) break;
      begin -= before.size;
    }
    return text_.substr(begin, stop - begin);
  }

  bool number_before(std::size_t at) const {
    while (at > begin_ && is_blank(character_before(text_, at).code)) at -= character_before(text_, at).size;
    return at > begin_ && is_digit(character_before(text_, at).code);
  }

  bool ends_before_blank(const Stop& stop) const {
    Next next = next_from(stop.end);
    if (next.first == kMalformed) return true;
    if (is_lower(next.first)) return false;
    if (!stop.full_stop || stop.ellipsis) return true;
    std::string_view token = token_before(stop.begin);
    if (token.empty()) return true;
    return !belongs_to_word(token, stop, next);
  }

  // Whether a full stop is part of the word before it.
  bool belongs_to_word(std::string_view token, const Stop& stop, const Next& next) const {
    // `l’art. 5`: the abbreviation begins after the apostrophe.
    std::string key = verdict_key(token);
    std::string_view tail = std::string_view(key).substr(key.rfind('\'') + 1);
    auto in = [&](const Set& set) { return set.contains(key) || set.contains(tail); };
    bool starter = rules_.starters.contains(verdict_key(next.word));
    Character first = character_at(token, 0);
    if (in(rules_.never)) return true;
    if (in(rules_.before_number) && is_digit(next.first)) return true;
    if (in(rules_.after_number)) return !(number_before(stop.begin - token.size()) && !is_digit(next.first));
    // Initials and acronyms, `V.V.`, `U.S.`: only a word that begins sentences ends
    // one after them. (`A.M.` in capitals may be either, so it comes before `a.m.`.)
    bool dotted = token.find('.') != token.npos && ends_in_single_letter(token);
    if (dotted && is_upper(first.code)) return !starter;
    if (in(rules_.may_end)) return is_digit(next.first) || (rules_.nouns_take_capitals && !starter);
    if (is_number(token)) return is_list_or_ordinal(token, stop, starter);
    if (dotted) return !starter;
    if (first.size != token.size() || !is_letter(first.code)) return false;
    if (!u_hasBinaryProperty(UChar32(first.code), UCHAR_CASED)) return false;
    return !rules_.not_initials.contains(token);
  }

  static bool ends_in_single_letter(std::string_view token) {
    std::string_view last = token.substr(token.rfind('.') + 1);
    Character letter = character_at(last, 0);
    return is_letter(letter.code) && letter.size == last.size();
  }

  static bool is_number(std::string_view token) {
    for (std::size_t at = 0; at < token.size(); at += character_at(token, at).size)
      if (!is_digit(character_at(token, at).code) && token[at] != '.') return false;
    return true;
  }

  // `1. First` at the start of a sentence; `am 3. März` where ordinals are written so.
  bool is_list_or_ordinal(std::string_view token, const Stop& stop, bool starter) const {
    std::size_t before = stop.begin - token.size();
    while (before > begin_ && is_blank(character_before(text_, before).code))
      before -= character_before(text_, before).size;
    return before == begin_ || (rules_.ordinals && token.size() <= 2 && !starter);
  }

  // No blank after the stop: a slip of typing (`this year.First`) or a name, an
  // address, a number.
  bool ends_in_word(const Stop& stop) const {
    Character next = character_at(text_, stop.end);
    // Dialogue may go on after closing marks: “No!” – he said.
    if (!stop.full_stop || stop.end != stop.begin + 1 || !is_upper(next.code)) return false;
    Character second = character_at(text_, stop.end + next.size);
    std::string_view token = token_before(stop.begin);
    std::size_t before = stop.begin - token.size();
    if (before > begin_ && !is_blank(character_before(text_, before).code)) return false;
    if (token.size() < 3 || token.find('.') != token.npos || rules_.never.contains(verdict_key(token))) return false;
    return is_lower(character_before(text_, stop.begin).code) && is_lower(second.code);
  }

  std::string_view text_;
  const Rules& rules_;
  std::size_t begin_ = 0;  // of the sentence under way
  std::vector<ByteSpan> sentences_;
};

// A guess for texts too short to tell their language; the tables of other
// languages hold words (`on`, `me`) that end sentences in these.
bool looks_cyrillic(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); at += character_at(text, at).size) {
    char32_t code = character_at(text, at).code;
    if (code >= 0x400 && code <= 0x52F) return true;
    if (is_letter(code)) return false;
  }
  return false;
}

}  // namespace

std::vector<ByteSpan> sentences(std::string_view text, std::string_view language) {
  if (!language.empty() && language != "und") return Splitter(text, rules_for(language)).split();
  std::string told = language_of(text);
  if (told == "und") told = looks_cyrillic(text) ? "ru" : "en";
  return Splitter(text, rules_for(told)).split();
}

}  // namespace stenogram::text
