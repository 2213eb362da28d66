#include "stenogram/transcript/mentions.h"

#include <algorithm>
#include <iterator>

#include "stenogram/transcript/characters.h"
#include "stenogram/transcript/title.h"

namespace stenogram::transcript {
namespace {

bool is_ascii_letter(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }
bool is_apostrophe(char32_t c) { return c == U'\'' || c == U'’'; }

// A run of letters and digits, hyphens between them included: "Jong-un". `hyphen` is where
// the first of them stands, if one does.
std::uint64_t word_end(std::string_view text, std::uint64_t at, std::uint64_t end, std::uint64_t& hyphen) {
  while (at < end) {
    while (at < end && is_ascii_letter(text[at])) ++at;
    if (at == end) break;
    Character c = character_at(text, at);
    if (is_letter(c.code) || is_digit(c.code)) {
      at += c.size;
    } else if (c.code == U'-' && at + 1 < end && is_letter(character_at(text, at + 1).code)) {
      hyphen = std::min(hyphen, at);
      ++at;
    } else {
      break;
    }
  }
  return at;
}

// Honours and degrees, printed behind a name.
bool is_postnominal(std::string_view word) {
  static constexpr std::string_view kBehind[] = {"KC", "QC",  "SC",  "MP",  "MEP", "MSP", "MLA",
                                                 "TD", "OBE", "CBE", "MBE", "KBE", "DBE"};
  return std::find(std::begin(kBehind), std::end(kBehind), word) != std::end(kBehind);
}

constexpr SayBits kNotNames = bits(Says::office, Says::nation, Says::organisation, Says::ordinary);

}  // namespace

SaidSentence::SaidSentence(std::string_view text, ByteSpan span, const SayingWords& lexicon)
    : text_(text), span_(span) {
  words_.reserve(span.size() / 5 + 2);
  for (std::uint64_t at = span.begin; at < span.end;) {
    Character c = character_at(text, at);
    if (!is_letter(c.code) && !is_digit(c.code)) {
      at += c.size;
      continue;
    }
    SaidWord word;
    word.begin = at;
    std::uint64_t hyphen = span.end;
    word.end = at = word_end(text, at, span.end, hyphen);
    std::string_view printed = text.substr(word.begin, word.end - word.begin);
    word.bits = lexicon.of_word(printed);
    // "Secretary-General" is an office as "Secretary" is.
    if (hyphen < word.end)
      word.bits |= lexicon.of_word(printed.substr(0, hyphen - word.begin)) & bits(Says::office, Says::nation);
    word.capital = is_upper(c.code);
    word.initial = word.capital && printed.size() == c.size && at < span.end && text[at] == '.';
    word.acronym = printed.size() > c.size && word.capital && std::uint8_t(printed[0]) < 0x80 &&
                   std::none_of(printed.begin(), printed.end(), [](char b) { return b >= 'a' && b <= 'z'; });
    if (at < span.end) {
      Character mark = character_at(text, at);
      std::uint64_t s = at + mark.size;
      if (is_apostrophe(mark.code) && s < span.end && (text[s] == 's' || text[s] == 'S') &&
          word_end(text, s, span.end, hyphen) == s + 1) {
        word.possessive = true;
        at = s + 1;
      }
    }
    words_.push_back(word);
  }
}

std::string_view SaidSentence::gap(std::size_t i) const {
  std::uint64_t begin = i == 0 ? span_.begin : words_[i - 1].end;
  std::uint64_t end = i < words_.size() ? words_[i].begin : span_.end;
  return text_.substr(begin, end - begin);
}

bool SaidSentence::adjoins(std::size_t i) const {
  if (i == 0 || i >= words_.size()) return false;
  std::string_view between = gap(i);
  if (words_[i - 1].possessive || is_apostrophe(between.empty() ? U' ' : character_at(between, 0).code)) return true;
  return std::all_of(between.begin(), between.end(), [](char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\xC2' || c == '\xA0';
  });
}

bool SaidSentence::joins(std::size_t i) const {
  if (i == 0 || words_[i - 1].possessive) return false;
  if (adjoins(i)) return true;
  // "V.V. Putin", "Mr. Falk", "Dr. Lund".
  std::string_view between = gap(i);
  bool stop = between.starts_with('.') && trimmed(between.substr(1)).empty();
  return stop && (words_[i - 1].initial || words_[i - 1].is(Says::office));
}

// The run [begin, end) of capitals, less what is no name before it.
std::optional<SaidName> SaidSentence::name_of_run(std::size_t begin, std::size_t end) const {
  if (begin < end && words_[begin].is(Says::ordinary) && !words_[begin].initial) ++begin;
  // "Rhona Tate KC".
  while (end - begin >= 3 && words_[end - 1].acronym && is_postnominal(printed(end - 1))) --end;
  if (begin >= end) return std::nullopt;
  SaidName name;
  name.run = begin;
  name.end = end;
  name.possessive = words_[end - 1].possessive;
  const SaidWord& last = words_[end - 1];
  bool article = begin > 0 && joins(begin) && printed(begin - 1).size() == 3 &&
                 (printed(begin - 1) == "the" || printed(begin - 1) == "The");
  std::size_t from = end;
  while (from > begin &&
         (words_[from - 1].initial || (!(words_[from - 1].bits & kNotNames) && !words_[from - 1].acronym)))
    --from;
  if (from == end) {
    // All offices and nations; or an organisation's name.
    if (!last.is(Says::organisation) && !last.acronym) return std::nullopt;
    if (last.is(Says::nation)) return std::nullopt;
    name.kind = SaidName::organisation;
    name.begin = begin;
  } else {
    bool initials = false, titled = from > begin && words_[from - 1].is(Says::office);
    for (std::size_t i = from; i < end; ++i) {
      if (words_[i].initial && !initials) {
        initials = true;
        from = i;  // "Affairs J. Falk": the name begins with its initials
      }
    }
    if (last.initial) return std::nullopt;
    // An initial before an office is a scar: "V.President Falk".
    std::size_t length = end - from;
    if (!initials && length > 3) from = end - 2, length = 2;
    name.begin = from;
    if (initials || titled) name.kind = SaidName::person;
    else if (length >= 2) name.kind = article && from == begin ? SaidName::organisation : SaidName::person;
    else name.kind = SaidName::single;
    if (name.kind == SaidName::organisation) name.begin = begin;
  }
  name.text = std::string(text_.substr(words_[name.begin].begin, words_[end - 1].end - words_[name.begin].begin));
  if (name.kind == SaidName::single && article) return std::nullopt;
  bool bare = name.begin == name.run && !words_[name.begin].initial;
  if (name.kind != SaidName::organisation && bare && is_known_city(name.text)) return std::nullopt;
  return name;
}

std::optional<SaidName> SaidSentence::name_before(std::size_t end) const {
  if (end == 0 || end > words_.size() || !words_[end - 1].capital) return std::nullopt;
  std::size_t begin = end - 1;
  while (begin > 0 && end - begin < 12 && joins(begin)) {
    const SaidWord& before = words_[begin - 1];
    if (before.capital) {
      --begin;
    } else if (before.is(Says::particle) && !before.is(Says::preposition) && begin > 1 && words_[begin - 2].capital &&
               joins(begin - 1)) {
      begin -= 2;
    } else {
      break;
    }
  }
  return name_of_run(begin, end);
}

std::optional<SaidName> SaidSentence::name_from(std::size_t begin) const {
  if (begin >= words_.size() || !words_[begin].capital) return std::nullopt;
  std::size_t end = begin + 1;
  while (end < words_.size() && end - begin < 12 && joins(end)) {
    if (words_[end].capital) {
      ++end;
    } else if (words_[end].is(Says::particle) && end + 1 < words_.size() && words_[end + 1].capital && joins(end + 1) &&
               !words_[end].is(Says::and_)) {
      end += 2;
    } else {
      break;
    }
  }
  return name_of_run(begin, end);
}

std::vector<SaidName> SaidSentence::names(std::size_t from, std::size_t to) const {
  std::vector<SaidName> found;
  for (std::size_t i = from; i < to && i < words_.size();) {
    if (!words_[i].capital) {
      ++i;
      continue;
    }
    std::size_t end = i + 1;
    while (end < to && end - i < 12 && words_[end].capital && joins(end)) ++end;
    if (std::optional<SaidName> name = name_of_run(i, end)) found.push_back(std::move(*name));
    i = end;
  }
  return found;
}

std::size_t SaidSentence::word_at_or_after(std::uint64_t byte) const {
  return std::size_t(std::lower_bound(words_.begin(), words_.end(), byte,
                                      [](const SaidWord& word, std::uint64_t at) { return word.begin < at; }) -
                     words_.begin());
}

}  // namespace stenogram::transcript
