#include "stenogram/check/article_names.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <unordered_map>

#include "stenogram/base/table.h"
#include "stenogram/check/article_words.h"
#include "stenogram/check/data.h"
#include "stenogram/people/names.h"
#include "stenogram/text/words.h"

namespace stenogram::check {
namespace {

// Endings of Russian names in all cases.
bool is_case_ending(std::string_view ending) {
  static constexpr std::string_view kEndings[] = {"",    "а",  "у",  "ом", "ым", "е",   "ой",  "ою", "ы",
                                                  "и",   "ей", "ю",  "я",  "ем", "ого", "ому", "им", "его",
                                                  "ему", "ую", "ая", "ий", "ый", "ь",   "й"};
  return std::find(std::begin(kEndings), std::end(kEndings), ending) != std::end(kEndings);
}

bool ends_in_vowel(std::string_view word) {
  for (std::string_view vowel : {"а", "я", "у", "ю", "е", "ы", "и", "о", "ё", "э"})
    if (word.ends_with(vowel)) return true;
  return false;
}

const std::unordered_map<std::string, Gender>& given_names() {
  static const std::unordered_map<std::string, Gender> names = [] {
    std::unordered_map<std::string, Gender> made;
    for (const TableSection& section : parse_table(data("given_names.txt")))
      for (const TableRow& row : section.rows)
        for (std::string_view name : row.columns)
          made[std::string(name)] = section.name.ends_with("female") ? Gender::she : Gender::he;
    return made;
  }();
  return names;
}

// The cases of a Russian noun, as bits; the first is that of a subject.
enum Case : unsigned {
  kNominative = 1,
  kGenitive = 2,
  kDative = 4,
  kAccusative = 8,
  kInstrumental = 16,
  kPrepositional = 32
};

struct Ending {
  std::string_view nominative, declined;
  Gender gender;
  unsigned cases;
};
constexpr Gender kHe = Gender::he, kShe = Gender::she;
constexpr unsigned kOf = kGenitive | kAccusative, kTo = kDative | kPrepositional;

// Of given names and patronymics.
constexpr Ending kGiven[] = {{"", "а", kHe, kOf},
                             {"", "у", kHe, kDative},
                             {"", "ом", kHe, kInstrumental},
                             {"", "ем", kHe, kInstrumental},
                             {"", "е", kHe, kPrepositional},
                             {"й", "я", kHe, kOf},
                             {"й", "ю", kHe, kDative},
                             {"й", "ем", kHe, kInstrumental},
                             {"й", "е", kHe, kPrepositional},
                             {"ий", "ии", kHe, kPrepositional},
                             {"ь", "я", kHe, kOf},
                             {"ь", "ю", kHe, kDative},
                             {"ь", "ем", kHe, kInstrumental},
                             {"ь", "е", kHe, kPrepositional},
                             {"а", "ы", kShe, kGenitive},
                             {"а", "и", kShe, kGenitive},
                             {"а", "е", kShe, kTo},
                             {"а", "у", kShe, kAccusative},
                             {"а", "ой", kShe, kInstrumental},
                             {"я", "и", kShe, kGenitive | kTo},
                             {"я", "е", kShe, kTo},
                             {"я", "ю", kShe, kAccusative},
                             {"я", "ей", kShe, kInstrumental},
                             {"ь", "и", kShe, kGenitive | kTo},
                             {"ь", "ью", kShe, kInstrumental},
                             {"а", "ы", kHe, kGenitive},
                             {"а", "е", kHe, kTo},
                             {"а", "у", kHe, kAccusative},
                             {"я", "и", kHe, kGenitive},
                             {"я", "е", kHe, kTo},
                             {"я", "ю", kHe, kAccusative}};

// Of surnames; the first that fits counts.
constexpr Ending kSurname[] = {{"ский", "ского", kHe, kOf},
                               {"ский", "скому", kHe, kDative},
                               {"ский", "ским", kHe, kInstrumental},
                               {"ский", "ском", kHe, kPrepositional},
                               {"цкий", "цкого", kHe, kOf},
                               {"цкий", "цкому", kHe, kDative},
                               {"цкий", "цким", kHe, kInstrumental},
                               {"цкий", "цком", kHe, kPrepositional},
                               {"ов", "овым", kHe, kInstrumental},
                               {"ев", "евым", kHe, kInstrumental},
                               {"ёв", "ёвым", kHe, kInstrumental},
                               {"ин", "иным", kHe, kInstrumental},
                               {"", "ом", kHe, kInstrumental},
                               {"", "ем", kHe, kInstrumental},
                               {"", "а", kHe, kOf},
                               {"", "у", kHe, kDative},
                               {"", "е", kHe, kPrepositional},
                               {"ская", "ской", kShe, kGenitive | kTo | kInstrumental},
                               {"цкая", "цкой", kShe, kGenitive | kTo | kInstrumental},
                               {"ская", "скую", kShe, kAccusative},
                               {"цкая", "цкую", kShe, kAccusative},
                               {"ова", "овой", kShe, kGenitive | kTo | kInstrumental},
                               {"ева", "евой", kShe, kGenitive | kTo | kInstrumental},
                               {"ёва", "ёвой", kShe, kGenitive | kTo | kInstrumental},
                               {"ина", "иной", kShe, kGenitive | kTo | kInstrumental},
                               {"ова", "ову", kShe, kAccusative},
                               {"ева", "еву", kShe, kAccusative},
                               {"ёва", "ёву", kShe, kAccusative},
                               {"ина", "ину", kShe, kAccusative}};

std::optional<std::string> exchanged(std::string_view word, const Ending& ending) {
  if (word.size() < ending.declined.size() + 4 || !word.ends_with(ending.declined)) return std::nullopt;
  return std::string(word.substr(0, word.size() - ending.declined.size())) + std::string(ending.nominative);
}

std::string without_yo(std::string word) {
  for (std::size_t at; (at = word.find("ё")) != word.npos;) word.replace(at, 2, "е");
  return word;
}

bool is_patronymic(std::string_view word) {
  for (std::string_view ending : {"вич", "вича", "вичу", "вичем", "виче", "вна", "вны", "вне", "вну", "вной", "ична",
                                  "ичны", "ичне", "ичну", "ичной"})
    if (word.size() > ending.size() + 4 && word.ends_with(ending)) return true;
  return false;
}

}  // namespace

Gender gender_of_given_name(std::string_view word) {
  // Not as names are compared: Corin is not Corinne, nor Анне Anne.
  auto found = given_names().find(is_cyrillic(word) ? without_yo(small(word)) : text::search_key(word));
  return found == given_names().end() ? Gender::unknown : found->second;
}

std::vector<std::string> pieces_of_name(std::string_view name) {
  std::vector<std::string> words;
  std::string word;
  for (char c : name) {
    if (c == ' ' || c == '.') {
      if (!word.empty()) words.push_back(small(word));
      word.clear();
    } else {
      word += c;
    }
  }
  if (!word.empty()) words.push_back(small(word));
  return words;
}

bool same_word_inflected(const std::string& a, const std::string& b) {
  std::size_t same = 0;
  while (same < a.size() && same < b.size() && a[same] == b[same]) ++same;
  while (same > 0 && same < a.size() && (static_cast<unsigned char>(a[same]) & 0xC0) == 0x80) --same;
  // Three letters of two bytes must agree.
  return same >= 6 && is_case_ending(std::string_view(a).substr(same)) &&
         is_case_ending(std::string_view(b).substr(same));
}

bool is_cyrillic(std::string_view name) {
  return !name.empty() && (static_cast<unsigned char>(name[0]) == 0xD0 || static_cast<unsigned char>(name[0]) == 0xD1);
}

Gender gender_of_name(std::string_view name) {
  std::vector<std::string> words = pieces_of_name(name);
  if (words.empty()) return Gender::unknown;
  if (words.size() > 1)
    if (Gender shown = gender_of_given_name(words.front()); shown != Gender::unknown) return shown;
  if (!is_cyrillic(name)) return Gender::unknown;
  const std::string& last = words.back();
  for (std::string_view ending : {"ова", "ева", "ёва", "ина", "ская", "цкая", "ой"})
    if (last.ends_with(ending) && words.size() > 1)
      return ending == "ой" && !words.front().ends_with("ы") && !words.front().ends_with("и") ? Gender::he
                                                                                              : Gender::she;
  for (std::string_view ending : {"ов", "ев", "ёв", "ин", "ский", "цкий"})
    if (last.ends_with(ending)) return Gender::he;
  return Gender::unknown;
}

std::string in_nominative(const std::string& name) {
  std::size_t blank = name.find(' ');
  if (!is_cyrillic(name) || blank == name.npos) return name;
  std::string given = name.substr(0, blank), rest = name.substr(blank + 1);
  if (gender_of_given_name(given) != Gender::unknown) return name;
  std::optional<std::string> found;
  const Ending* how = nullptr;
  for (const Ending& ending : kGiven) {
    std::optional<std::string> one = exchanged(given, ending);
    if (!one || gender_of_given_name(*one) != ending.gender) continue;
    if (found && (*found != *one || how->gender != ending.gender)) return name;
    if (!found) found = one, how = &ending;
  }
  if (!found) return name;
  std::string out = *found;
  while (!rest.empty()) {
    std::size_t end = std::min(rest.find(' '), rest.size());
    std::string word = rest.substr(0, end);
    rest.erase(0, std::min(end + 1, rest.size()));
    bool father = is_patronymic(word);
    for (const Ending& ending : kGiven)
      if (father && ending.gender == how->gender && ending.cases & how->cases)
        if (std::optional<std::string> one = exchanged(word, ending);
            one && (one->ends_with("вич") || one->ends_with("вна") || one->ends_with("ична"))) {
          word = *one;
          break;
        }
    for (const Ending& ending : kSurname)
      if (!father && ending.gender == how->gender && ending.cases & how->cases)
        if (std::optional<std::string> one = exchanged(word, ending)) {
          word = *one;
          break;
        }
    out += ' ' + word;
  }
  return out;
}

std::string in_nominative(const std::string& name, const std::vector<std::string>& forms) {
  if (gender_of_given_name(name.substr(0, name.find(' '))) != Gender::unknown) return name;
  std::set<std::string> surnames;
  for (const std::string& form : forms) {
    std::size_t blank = form.rfind(' ');
    surnames.insert(form.substr(blank == form.npos ? 0 : blank + 1));
  }
  if (surnames.size() < 2) return name;
  std::string stem = *surnames.begin();
  for (const std::string& other : surnames) {
    std::size_t same = 0;
    while (same < stem.size() && same < other.size() && stem[same] == other[same]) ++same;
    stem.resize(same - same % 2);
  }
  if (surnames.contains(stem) || stem.size() < 6 || ends_in_vowel(stem)) return name;
  auto has = [&](std::string_view ending) { return surnames.contains(stem + std::string(ending)); };
  std::size_t blank = name.rfind(' ');
  std::string given = blank == name.npos ? "" : name.substr(0, blank);
  if (has("а") && !has("ом") && !has("ым")) return name;  // Маррова, Марровой
  bool she = has("ой") || has("ую");
  if (she && !has("ом")) {
    if (given.ends_with("ы")) given = given.substr(0, given.size() - 2) + "а";
    else if (given.ends_with("и")) given = given.substr(0, given.size() - 2) + "я";
    stem += "а";
  } else if (given.ends_with("а") || given.ends_with("у") || given.ends_with("е")) {
    given.resize(given.size() - 2);
  } else if (given.ends_with("ом")) {
    given.resize(given.size() - 4);
  }
  return given.empty() ? stem : given + " " + stem;
}

bool same_name_inflected(std::string_view a, std::string_view b) {
  if (!is_cyrillic(a) || !is_cyrillic(b)) return false;
  std::vector<std::string> left = pieces_of_name(a), right = pieces_of_name(b);
  if (left.empty() || right.empty()) return false;
  if (!same_word_inflected(left.back(), right.back())) return false;
  if (left.size() < 2 || right.size() < 2) return true;
  bool initial = left.front().size() <= 2 || right.front().size() <= 2;
  return initial ? left.front().substr(0, 2) == right.front().substr(0, 2)
                 : same_word_inflected(left.front(), right.front());
}

bool is_fuller(const std::string& a, const std::string& b) {
  std::size_t more = pieces_of_name(a).size(), less = pieces_of_name(b).size();
  if (more != less) return more > less;
  if (is_cyrillic(a) && same_name_inflected(a, b)) {
    // "Олдвелл" before "Олдвелла"; "Маррова" before "Марровой".
    std::string last_a = pieces_of_name(a).back(), last_b = pieces_of_name(b).back();
    if (last_b.starts_with(last_a)) return true;
    if (last_a.starts_with(last_b)) return false;
    return (last_a.ends_with("а") || last_a.ends_with("я") || last_a.ends_with("ий")) && !last_b.ends_with("а") &&
           !last_b.ends_with("я");
  }
  return a.size() > b.size() && people::parse_name(a).given.size() >= people::parse_name(b).given.size() &&
         b.find('.') != b.npos;
}

}  // namespace stenogram::check
