// How much a run of words looks like a name, and names in capitals given small letters.
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <string>

#include "stenogram/transcript/characters.h"
#include "stenogram/transcript/name_words.h"
#include "stenogram/transcript/names.h"

namespace stenogram::transcript {

using namespace name_words;  // this file is made of them

bool stands_before_names(std::string_view word) { return word_of(word).is(before); }
bool is_honorific(std::string_view word) { return word_of(word).is(honorific); }
bool is_office_word(std::string_view word) { return word_of(word).is(office); }

namespace {

// "iHarbour": a newspaper or a company whose capital comes second.
bool brand(std::string_view word) {
  Character first = character_at(word, 0);
  return word.size() > first.size + 1u && is_lower(first.code) && is_upper(character_at(word, first.size).code);
}

}  // namespace

NameLook look_of(std::string_view text) {
  NameLook look;
  if (has_han(text)) {
    std::size_t characters = 0;
    for (std::size_t at = 0; at < text.size(); ++characters) at += character_at(text, at).size;
    look.words = 1;
    PersonName name = parse_name(text);
    look.honorific = !name.honorific.empty();
    look.office = !name.office.empty();
    bool brief = characters >= 2 && characters <= (look.honorific || look.office ? 8u : 4u);
    look.score = brief ? 0.7 : characters <= 12 ? 0.2 : -1.5;
    if (look.honorific || look.office) look.score += 1.2;
    return look;
  }
  std::vector<Word> words = words_of(text);
  look.words = words.size();
  if (words.empty()) return look;
  std::size_t capital = 0, lower = 0, capitals = 0, digits = 0, joining = 0;
  bool after_office = false;
  for (const Word& word : words) {
    look.honorific |= word.is(honorific) && (!word.initial || word.text.ends_with('.')) &&
                      (!word.is(doubtful) || word.text.ends_with('.') || !word.capital);
    look.office |= word.is(office) && !word.initial;
    look.initials |= word.initial && words.size() > 1;
    digits += word.digits;
    capitals += word.capitals;
    if (word.capital || word.initial || brand(word.text)) ++capital;
    else if (word.is(particle) || word.is(honorific | office) || (after_office && word.is(connector)) ||
             (&word == &words[0] && word.is(article)) || word.text == "&")
      ;                                                     // a small word that names and offices have
    else if (&word != &words[0] && joins(word)) ++joining;  // "Industry and Trade Minister"
    else ++lower;
    after_office |= word.is(office);
  }
  if (!look.office) lower += joining;
  look.capitals = capitals > 0 && capitals + look.initials >= capital;
  double n = static_cast<double>(words.size());
  look.score =
      0.9 * (static_cast<double>(capital) / n) - 1.6 * static_cast<double>(lower) - 0.8 * static_cast<double>(digits);
  if (look.honorific && words.size() > 1) look.score += 1.2;
  if (look.office) look.score += 0.9;
  if (look.initials) look.score += 0.8;
  if (words.size() == 2 || words.size() == 3) look.score += 0.3;
  if (words.size() > 6) look.score -= 0.35 * (n - 6) * (look.office ? 0.4 : 1.0);
  if (!words[0].capital && !words[0].initial && !words[0].is(article | honorific | particle) && !brand(words[0].text))
    look.score -= 1.5;
  return look;
}

std::string title_cased(std::string_view text) {
  std::string out;
  std::string word;
  auto flush = [&] {
    if (word.empty()) return;
    std::string lower;
    bool start = true;
    WordFacts facts;
    if (auto it = tables().words.find(folded(word)); it != tables().words.end()) facts = it->second;
    bool small = (facts.classes & particle) != 0 && !out.empty();
    for (std::size_t at = 0; at < word.size();) {
      Character c = character_at(word, at);
      char32_t code = c.code;
      if (is_letter(code)) {
        if (!start || small) code = static_cast<char32_t>(u_tolower(static_cast<UChar32>(code)));
        start = false;
      } else {
        start = code == '-' || code == '\'' || code == U'’' || code == '.';
      }
      if (code == c.code) lower.append(word, at, c.size);
      else {
        char bytes[4];
        std::int32_t size = 0;
        UBool failed = false;
        U8_APPEND(reinterpret_cast<std::uint8_t*>(bytes), size, 4, static_cast<UChar32>(code), failed);
        if (!failed) lower.append(bytes, static_cast<std::size_t>(size));
      }
      at += c.size;
    }
    out += lower;
    word.clear();
  };
  for (std::size_t at = 0; at < text.size();) {
    Character c = character_at(text, at);
    if (is_blank(c.code)) {
      flush();
      out += ' ';
    } else {
      word.append(text, at, c.size);
    }
    at += c.size;
  }
  flush();
  return out;
}

}  // namespace stenogram::transcript
