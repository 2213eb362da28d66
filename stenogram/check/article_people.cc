#include "stenogram/check/article_people.h"

#include <algorithm>

#include "stenogram/people/names.h"
#include "stenogram/transcript/characters.h"
#include "stenogram/transcript/title.h"

namespace stenogram::check {
namespace {

using transcript::SaidName;
using transcript::SaidSentence;
using transcript::Says;

constexpr std::size_t kMostPeople = 512;  // of one article; lists of names are no stories
constexpr std::size_t kOfficeReach = 7;   // words before a name in which its office may stand

// Endings of Russian names in all cases.
bool is_case_ending(std::string_view ending) {
  static constexpr std::string_view kEndings[] = {"",   "а",  "у",  "ом", "ым", "е",  "ой", "ою", "ы",  "и",   "ей",
                                                  "ю",  "я",  "ем", "ого", "ому", "им", "его", "ему", "ую", "ая", "ий", "ый", "ь", "й"};
  return std::find(std::begin(kEndings), std::end(kEndings), ending) != std::end(kEndings);
}

std::vector<std::string> pieces(std::string_view name) {
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

bool one_word_inflected(const std::string& a, const std::string& b) {
  std::size_t same = 0;
  while (same < a.size() && same < b.size() && a[same] == b[same]) ++same;
  while (same > 0 && same < a.size() && (static_cast<unsigned char>(a[same]) & 0xC0) == 0x80) --same;
  // Three letters of two bytes must agree.
  return same >= 6 && is_case_ending(std::string_view(a).substr(same)) && is_case_ending(std::string_view(b).substr(same));
}

bool is_cyrillic(std::string_view name) { return !name.empty() && (static_cast<unsigned char>(name[0]) == 0xD0 || static_cast<unsigned char>(name[0]) == 0xD1); }

Gender gender_of_name(std::string_view name) {
  if (!is_cyrillic(name)) return Gender::unknown;
  std::vector<std::string> words = pieces(name);
  const std::string& last = words.back();
  for (std::string_view ending : {"ова", "ева", "ёва", "ина", "ская", "цкая", "ой"})
    if (last.ends_with(ending) && words.size() > 1) return ending == "ой" && !words.front().ends_with("ы") && !words.front().ends_with("и") ? Gender::he : Gender::she;
  for (std::string_view ending : {"ов", "ев", "ёв", "ин", "ский", "цкий"})
    if (last.ends_with(ending)) return Gender::he;
  return Gender::unknown;
}

// A name in its nominative is better than one in another case, a longer one than a shorter.
bool is_fuller(const std::string& a, const std::string& b) {
  std::size_t more = pieces(a).size(), less = pieces(b).size();
  if (more != less) return more > less;
  if (is_cyrillic(a) && same_name_inflected(a, b)) {
    // "Олдвелл" before "Олдвелла"; "Маррова" before "Марровой".
    std::string last_a = pieces(a).back(), last_b = pieces(b).back();
    if (last_b.starts_with(last_a)) return true;
    if (last_a.starts_with(last_b)) return false;
    return (last_a.ends_with("а") || last_a.ends_with("я") || last_a.ends_with("ий")) && !last_b.ends_with("а") && !last_b.ends_with("я");
  }
  return a.size() > b.size() && people::parse_name(a).given.size() >= people::parse_name(b).given.size() && b.find('.') != b.npos;
}

}  // namespace

namespace {

bool ends_in_vowel(std::string_view word) {
  for (std::string_view vowel : {"а", "я", "у", "ю", "е", "ы", "и", "о", "ё", "э"})
    if (word.ends_with(vowel)) return true;
  return false;
}

// "Рольфа Экмана" and "Экманом": Рольф Экман. Only where two forms of the surname show what
// does not change; else the name stays as printed.
std::string nominative(const std::string& name, const std::vector<std::string>& forms) {
  std::vector<std::string> words;
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

bool has_particle(const SaidSentence& sentence, const NamedWords& name) {
  for (std::size_t k = name.begin; k < name.end; ++k)
    if (!sentence.words()[k].capital) return true;
  return false;
}

}  // namespace

bool same_name_inflected(std::string_view a, std::string_view b) {
  if (!is_cyrillic(a) || !is_cyrillic(b)) return false;
  std::vector<std::string> left = pieces(a), right = pieces(b);
  if (left.empty() || right.empty()) return false;
  if (!one_word_inflected(left.back(), right.back())) return false;
  if (left.size() < 2 || right.size() < 2) return true;
  bool initial = left.front().size() <= 2 || right.front().size() <= 2;
  return initial ? left.front().substr(0, 2) == right.front().substr(0, 2) : one_word_inflected(left.front(), right.front());
}

std::optional<NamedWords> Cast::cleaned(const SaidSentence& sentence, const SaidName& name) const {
  if (name.kind == SaidName::organisation) return std::nullopt;
  const auto& words = sentence.words();
  NamedWords one{name.begin, name.end, name.run, name.text, name.possessive, false, Gender::unknown, {}};
  bool titled = name.run < name.begin;
  // Offices and days printed with a capital that are no part of the name.
  bool german = words_.language() == "de";
  while (one.begin + 1 < one.end) {
    std::string_view first = sentence.printed(one.begin);
    Parts parts = words_.of_word(first);
    bool office = parts & bits(Part::office, Part::calendar, Part::other, Part::skip, Part::auxiliary, Part::preposition, Part::article, Part::and_);
    if (parts & bits(Part::male, Part::female) && parts & bit(Part::office)) office = true;
    bool monsieur = words_.language() == "fr" && first == "M";
    // German prints its nouns with capitals: "Fischer Theodor Vance".
    bool noun = german && one.end - one.begin >= 3 && !people::is_given_name(first) && !words[one.begin].initial;
    if (!office && !monsieur && !noun) break;
    if (office || noun) one.offices.push_back(small(first));
    if (monsieur) one.gender = Gender::he;
    titled = true;
    ++one.begin;
  }
  // "dijo Weir de Holm": a person known by the first word alone, and another.
  for (std::size_t k = one.begin + 1; k < one.end; ++k)
    if (!words[k].capital && words[k].is(transcript::Says::particle)) {
      std::string whole(text_.substr(words[one.begin].begin, words[one.end - 1].end - words[one.begin].begin));
      if (!find(whole) && find(text_.substr(words[one.begin].begin, words[k - 1].end - words[one.begin].begin))) one.end = k;
      break;
    }
  Parts last = words_.of_word(sentence.printed(one.end - 1));
  if (last & bit(Part::calendar)) return std::nullopt;
  if (one.end - one.begin == 1 && last & bits(Part::he, Part::she, Part::other, Part::self, Part::article, Part::preposition, Part::possessive, Part::and_, Part::office, Part::verb, Part::skip, Part::according, Part::so, Part::by))
    return std::nullopt;
  one.text = std::string(text_.substr(words[one.begin].begin, words[one.end - 1].end - words[one.begin].begin));
  // Offices before it, in small letters or large: "министр финансов", "harbour master".
  for (std::size_t at = name.run; at < one.begin; ++at) {
    Parts parts = words_.of_word(sentence.printed(at));
    if (parts & bit(Part::female)) one.gender = Gender::she;
    if (parts & bit(Part::male) && one.gender == Gender::unknown) one.gender = Gender::he;
    std::string word = small(sentence.printed(at));
    if (std::find(one.offices.begin(), one.offices.end(), word) == one.offices.end()) one.offices.push_back(word);
  }
  bool office = false;
  std::size_t back = name.run;
  for (std::size_t steps = 0; back > 0 && steps < kOfficeReach; ++steps) {
    bool comma = !sentence.adjoins(back);
    // Romance and English set a comma: "la ministre des affaires étrangères, Ilse Marrot".
    if (comma && (back != name.run || sentence.gap(back).find_first_not_of(", \n") != std::string_view::npos)) break;
    Parts parts = words_.of_word(sentence.printed(back - 1));
    if (parts & bits(Part::verb, Part::he, Part::she, Part::and_) && !(parts & bits(Part::office, Part::article))) break;
    if (words[back - 1].possessive) break;
    --back;
    // "Her husband, Tor Renn".
    if (parts & bit(Part::relation) && one.gender == Gender::unknown) {
      if (parts & bit(Part::female)) one.gender = Gender::she;
      if (parts & bit(Part::male)) one.gender = Gender::he;
    }
    if (!(parts & bit(Part::office))) {
      if (parts & bits(Part::article, Part::possessive) && steps > 0) {
        // "el líder de la oposición, …": the article of a place or a thing.
        bool inner = back > 0 && sentence.adjoins(back) && words_.of_word(sentence.printed(back - 1)) & bit(Part::of);
        if (inner) continue;
        if (office && parts & bit(Part::female)) one.gender = Gender::she;
        break;
      }
      continue;
    }
    office = true;
    one.offices.push_back(small(sentence.printed(back)));
    if (one.gender == Gender::unknown) {
      if (parts & bit(Part::female)) one.gender = Gender::she;
      else if (parts & bit(Part::male)) one.gender = Gender::he;
    }
  }
  if (one.gender == Gender::unknown) one.gender = gender_of_name(one.text);
  one.full = one.end - one.begin >= 2 || titled;
  return one;
}

std::optional<NamedWords> Cast::name_from(const SaidSentence& sentence, std::size_t begin) const {
  std::optional<SaidName> name = sentence.name_from(begin);
  return name ? cleaned(sentence, *name) : std::nullopt;
}

std::optional<NamedWords> Cast::name_before(const SaidSentence& sentence, std::size_t end) const {
  std::optional<SaidName> name = sentence.name_before(end);
  return name ? cleaned(sentence, *name) : std::nullopt;
}

// Behind a preposition, or before a possession.
bool Cast::governed(const SaidSentence& sentence, const NamedWords& name) const {
  if (name.possessive) return true;
  std::size_t at = name.run;
  while (at > 0 && sentence.adjoins(at)) {
    Parts parts = words_.of_word(sentence.printed(at - 1));
    if (parts & bits(Part::preposition, Part::of)) return !(words_.phrase_at(sentence, at - 1, Part::according));
    if (!(parts & bits(Part::article, Part::office)) || sentence.words()[at - 1].capital) break;
    --at;
  }
  return false;
}

void Cast::hear(ByteSpan outside) {
  if (people_.size() >= kMostPeople) return;
  heard_.push_back(outside);
  SaidSentence sentence(text_, outside, saying_);
  for (const SaidName& said : sentence.names(0, sentence.words().size())) {
    std::optional<NamedWords> name = cleaned(sentence, said);
    if (!name || !name->full) continue;
    // "in Port Halven": a place.
    std::size_t before = name->run;
    if (before > 0 && sentence.adjoins(before) && name->offices.empty()) {
      std::string word = small(sentence.printed(before - 1));
      static constexpr std::string_view kPlaces[] = {"in", "at", "near", "into", "aboard", "в", "из", "на", "en", "nach", "aus", "à", "im"};
      if (std::find(std::begin(kPlaces), std::end(kPlaces), word) != std::end(kPlaces)) {
        places_.insert(name->text);
        continue;
      }
    }
    if (has_particle(sentence, *name) && name->offices.empty()) {
      deferred_.push_back(*name);
      continue;
    }
    std::optional<std::uint32_t> known = add(*name);
    if (!known) continue;
    // "Oda Lind, the harbour master, …"; "Vance, who leads the opposition".
    std::size_t at = name->end;
    if (at + 1 < sentence.words().size() && sentence.gap(at).starts_with(",")) {
      std::vector<std::string> offices;
      Gender gender = Gender::unknown;
      for (std::size_t k = at; k < sentence.words().size() && k < at + 5; ++k) {
        if (k > at && !sentence.adjoins(k)) break;
        Parts parts = words_.of_word(sentence.printed(k));
        if (parts & bits(Part::verb, Part::preposition, Part::of) && !(parts & bits(Part::article, Part::office))) break;
        if (sentence.words()[k].capital && words_.language() != "de" && words_.language() != "en") break;
        if (parts & bit(Part::office)) {
          offices.push_back(small(sentence.printed(k)));
          if (parts & bit(Part::female) && !(parts & bit(Part::male))) gender = Gender::she;
          if (parts & bit(Part::male) && !(parts & bit(Part::female))) gender = Gender::he;
        }
      }
      if (!offices.empty()) learn(*known, offices), learn(*known, gender);
    }
  }
}

// A person, met for the first time or again; nothing where it could be either of two.
std::optional<std::uint32_t> Cast::add(const NamedWords& name) {
  std::optional<std::uint32_t> known = find(name.text);
  if (!known && several(name.text)) return std::nullopt;
  if (!known) {
    known = std::uint32_t(people_.size());
    people_.push_back({name.text, {}, Gender::unknown, true, {}});
    note(*known, name.text);
  }
  Person& person = people_[*known];
  if (is_fuller(name.text, person.name)) person.name = name.text, note(*known, name.text);
  learn(*known, name.gender);
  learn(*known, name.offices);
  return known;
}

void Cast::settle() {
  for (const NamedWords& name : deferred_)
    if (!find(name.text.substr(0, name.text.find(' ')))) add(name);
  for (ByteSpan outside : heard_) {
    SaidSentence sentence(text_, outside, saying_);
    for (const SaidName& said : sentence.names(0, sentence.words().size())) {
      std::optional<NamedWords> name = cleaned(sentence, said);
      if (!name) continue;
      std::optional<std::uint32_t> who = find(name->text);
      if (!who) continue;
      if (is_cyrillic(name->text)) people_[*who].forms.push_back(name->text);
      mentions_.push_back({sentence.words()[name->begin].begin, *who, governed(sentence, *name)});
    }
  }
  for (Person& person : people_) {
    if (places_.contains(person.name)) person.sure = false;
    if (person.forms.empty()) continue;
    std::string name = nominative(person.name, person.forms);
    if (name != person.name) person.name = name, note(std::uint32_t(&person - people_.data()), name);
  }
  std::sort(mentions_.begin(), mentions_.end(), [](const Mention& a, const Mention& b) { return a.at < b.at; });
}

std::optional<std::uint32_t> Cast::find(std::string_view name) const {
  auto [known, fresh] = found_.try_emplace(std::string(name));
  if (fresh) known->second = look_for(name);
  return known->second;
}

// The keys under which a name is kept: its words folded; of Russian ones, what no case changes.
static std::vector<std::string> keys_of(std::string_view name) {
  std::vector<std::string> keys;
  for (const std::string& word : pieces(name)) {
    keys.push_back(people::folded(word));
    if (is_cyrillic(word) && word.size() >= 6) keys.push_back(word.substr(0, 6));
  }
  return keys;
}

void Cast::note(std::uint32_t person, std::string_view name) {
  for (const std::string& key : keys_of(name)) {
    std::vector<std::uint32_t>& held = by_word_[key];
    if (std::find(held.begin(), held.end(), person) == held.end()) held.push_back(person);
  }
  found_.clear();
}

// Those who share a word with the name, in the order in which they were met.
std::vector<std::uint32_t> Cast::alike(std::string_view name) const {
  std::vector<std::uint32_t> people;
  for (const std::string& key : keys_of(name))
    if (auto held = by_word_.find(key); held != by_word_.end()) people.insert(people.end(), held->second.begin(), held->second.end());
  std::sort(people.begin(), people.end());
  people.erase(std::unique(people.begin(), people.end()), people.end());
  return people;
}

std::optional<std::uint32_t> Cast::look_for(std::string_view name) const {
  std::optional<std::uint32_t> found;
  std::vector<std::uint32_t> candidates = alike(name);
  for (std::uint32_t k : candidates)
    if (people_[k].name == name) return k;
  for (std::uint32_t k : candidates) {
    if (!people::may_be_one_person(people_[k].name, name) && !same_name_inflected(people_[k].name, name)) continue;
    if (found) return std::nullopt;
    found = k;
  }
  if (found) return found;
  // By the first name alone, where it is one person's.
  if (name.find(' ') == name.npos)
    for (std::uint32_t k : candidates)
      if (people_[k].name.starts_with(name) && people_[k].name.size() > name.size() && people_[k].name[name.size()] == ' ') {
        if (found) return std::nullopt;
        found = k;
      }
  return found;
}

bool Cast::several(std::string_view name) const {
  int count = 0;
  for (std::uint32_t k : alike(name))
    count += people::may_be_one_person(people_[k].name, name) || same_name_inflected(people_[k].name, name);
  return count > 1;
}

std::optional<std::uint32_t> Cast::by_office(const std::vector<std::string>& offices, Gender gender) const {
  std::optional<std::uint32_t> found;
  for (std::uint32_t k = 0; k < people_.size(); ++k) {
    if (!compatible(people_[k].gender, gender)) continue;
    // All words of the office asked for; one is enough where only one is given.
    bool fits = std::all_of(offices.begin(), offices.end(), [&](const std::string& office) {
      return std::any_of(people_[k].offices.begin(), people_[k].offices.end(), [&](const std::string& held) {
        // "Ministerin" is what an "Außenministerin" is called; an "ministre" a "ministra" is not.
        return held == office || (is_cyrillic(office) && one_word_inflected(held, office)) || (held.size() > office.size() && held.ends_with(office) && office.size() >= 6);
      });
    });
    if (!fits) continue;
    if (found) return std::nullopt;
    found = k;
  }
  return found;
}

void Cast::learn(std::uint32_t person, Gender gender) {
  if (people_[person].gender == Gender::unknown) people_[person].gender = gender;
}

void Cast::learn(std::uint32_t person, const std::vector<std::string>& offices) {
  for (const std::string& office : offices)
    if (std::find(people_[person].offices.begin(), people_[person].offices.end(), office) == people_[person].offices.end())
      people_[person].offices.push_back(office);
}

}  // namespace stenogram::check
