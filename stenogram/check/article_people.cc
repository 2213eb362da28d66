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

bool is_name_article(std::string_view word) {
  static constexpr std::string_view kArticles[] = {"Le", "La", "De", "Du",    "Des", "Van", "Von", "El",
                                                   "Al", "Di", "Da", "Della", "Ter", "Mac", "Mc"};
  return std::find(std::begin(kArticles), std::end(kArticles), word) != std::end(kArticles);
}

bool has_particle(const SaidSentence& sentence, const NamedWords& name) {
  for (std::size_t k = name.begin; k < name.end; ++k)
    if (!sentence.words()[k].capital) return true;
  return false;
}

}  // namespace

std::optional<NamedWords> Cast::cleaned(const SaidSentence& sentence, const SaidName& name) const {
  // "The Revd Tabitha Crowe" is no house, though "the Harbour Times" is.
  const auto& words = sentence.words();
  auto given = [&](std::size_t k) {
    return words[k].capital &&
           (people::is_given_name(sentence.printed(k)) || gender_of_given_name(sentence.printed(k)) != Gender::unknown);
  };
  // Nor is Cyril Bank.
  const bool person =
      name.end - name.begin >= 3
          ? bool(words_.of_word(sentence.printed(name.begin)) & bit(Part::office))
          : name.end - name.begin == 2 && given(name.begin) && !words[name.end - 1].acronym && name.begin == name.run;
  if (name.kind == SaidName::organisation && !person) return std::nullopt;
  NamedWords one{
      name.begin, name.end, name.run, words[name.begin].begin, name.text, name.possessive, false, Gender::unknown,
      {},         {},       false};
  bool titled = name.run < name.begin;
  // "Radio Serrana" is nobody's name.
  if (titled && words[name.begin - 1].is(Says::organisation)) return std::nullopt;
  auto particle = [&](std::size_t k) {
    return !words[k].capital && words[k].is(Says::particle) && sentence.adjoins(k);
  };
  // "Yannick Le Bihan", "Hasso von Rieben": an article or particle behind a given name.
  if (one.begin >= 2 && sentence.adjoins(one.begin) && sentence.adjoins(one.begin - 1) &&
      (is_name_article(sentence.printed(one.begin - 1)) || (particle(one.begin - 1) && given(one.begin - 2))) &&
      words[one.begin - 2].capital && !words[one.begin - 2].possessive && !words[one.begin - 2].is(Says::office)) {
    one.begin -= 2;
    one.run = std::min(one.run, one.begin);
    titled = one.run < one.begin;
  }
  // Offices and days printed with a capital that are no part of the name.
  bool german = words_.language() == "de";
  // "Böges Staatsrätin": whose, and then what she is.
  if (german && one.end - one.begin == 2 &&
      words_.of_word(sentence.printed(one.end - 1)) & bits(Part::office, Part::relation)) {
    std::string_view whose = sentence.printed(one.begin);
    if (!whose.ends_with('s') || !find(whose.substr(0, whose.size() - 1))) return std::nullopt;
    --one.end;
  }
  while (one.begin + 1 < one.end) {
    std::string_view first = sentence.printed(one.begin);
    Parts parts = words_.of_word(first);
    // "Majority Leader Dean Whitlock": a given name too.
    if (one.end - one.begin == 2 && given(one.begin) && parts & bit(Part::office)) break;
    bool office = parts & bits(Part::office, Part::calendar, Part::other, Part::skip, Part::auxiliary,
                               Part::preposition, Part::article, Part::and_);
    if (parts & bits(Part::male, Part::female) && parts & bit(Part::office)) office = true;
    bool monsieur = words_.language() == "fr" && first == "M";
    // German prints its nouns with capitals: "Fischer Theodor Vance".
    bool noun = german && one.end - one.begin >= 3 && !given(one.begin) && !particle(one.begin + 1) &&
                !words[one.begin].initial;
    // "Husband Gary".
    bool related = parts & bits(Part::relation, Part::someone) && !people::is_given_name(first);
    // "Skipper Tadhg Bruen", «Дрессировщица Полина Жук»: what one is, at the head of a sentence.
    related |= one.begin == 0 && one.end - one.begin == 3 && !given(one.begin) &&
               gender_of_given_name(sentence.printed(one.begin + 1)) != Gender::unknown && !words[one.begin].initial;
    if (!office && !monsieur && !noun && !related) break;
    if (office || noun) one.offices.push_back(small(first));
    if (monsieur) one.gender = Gender::he;
    // "Ein Anwohner" is no name in full.
    titled |= monsieur || noun || related || bool(parts & bit(Part::office));
    ++one.begin;
  }
  // "Hasso", of "Hasso von Rieben".
  if (one.end - one.begin == 1 && one.end + 1 < words.size() && given(one.begin) && particle(one.end) &&
      words[one.end + 1].capital && sentence.adjoins(one.end + 1)) {
    one.end += 2;
    one.possessive = words[one.end - 1].possessive;
  }
  // "Ein Anwohner": a noun.
  if (german && one.end - one.begin == 1 && one.begin > name.run &&
      words_.of_word(sentence.printed(one.begin - 1)) & bits(Part::article, Part::indefinite))
    return std::nullopt;
  // "dijo Weir de Holm": a person known by the first word alone, and another.
  for (std::size_t k = one.begin + 1; k < one.end; ++k)
    if (!words[k].capital && words[k].is(transcript::Says::particle)) {
      std::string whole(text_.substr(words[one.begin].begin, words[one.end - 1].end - words[one.begin].begin));
      if (!find(whole) && find(text_.substr(words[one.begin].begin, words[k - 1].end - words[one.begin].begin)))
        one.end = k;
      break;
    }
  // "Глава Заречного района": a place, as its case and the noun behind it show.
  if (words_.language() == "ru" && one.end - one.begin == 1 && one.end < words.size() && sentence.adjoins(one.end) &&
      !words[one.end].capital) {
    std::string_view word = sentence.printed(one.begin);
    if (word.ends_with("ого") || word.ends_with("его") || word.ends_with("ской") || word.ends_with("цкой") ||
        word.ends_with("ной"))
      return std::nullopt;
  }
  Parts last = words_.of_word(sentence.printed(one.end - 1));
  if (last & bit(Part::calendar)) return std::nullopt;
  if (one.end - one.begin == 1 &&
      last & bits(Part::he, Part::she, Part::other, Part::self, Part::article, Part::preposition, Part::possessive,
                  Part::and_, Part::office, Part::verb, Part::skip, Part::according, Part::so, Part::by))
    return std::nullopt;
  one.text = std::string(text_.substr(words[one.begin].begin, words[one.end - 1].end - words[one.begin].begin));
  // Offices before it, in small letters or large: "министр финансов", "harbour master".
  for (std::size_t at = one.run; at < one.begin; ++at) {
    Parts parts = words_.of_word(sentence.printed(at));
    if (parts & bit(Part::female)) one.gender = Gender::she;
    if (parts & bit(Part::male) && one.gender == Gender::unknown) one.gender = Gender::he;
    std::string word = small(sentence.printed(at));
    if (std::find(one.offices.begin(), one.offices.end(), word) == one.offices.end()) one.offices.push_back(word);
  }
  bool office = false, related = false;
  std::vector<std::string> between;
  std::size_t back = one.run;
  for (std::size_t at = one.run; at < one.begin; ++at)
    one.lesser |= bool(words_.of_word(sentence.printed(at)) & bit(Part::lesser));
  for (std::size_t steps = 0; back > 0 && steps < kOfficeReach; ++steps) {
    bool comma = !sentence.adjoins(back);
    // Romance and English set a comma: "la ministre des affaires étrangères, Ilse Marrot".
    if (comma && (back != one.run || sentence.gap(back).find_first_not_of(", \n") != std::string_view::npos)) break;
    Parts parts = words_.of_word(sentence.printed(back - 1));
    if (parts & bits(Part::verb, Part::he, Part::she, Part::and_) && !(parts & bits(Part::office, Part::article)))
      break;
    if (parts & bits(Part::calling, Part::participle, Part::auxiliary) &&
        !(parts & bits(Part::office, Part::article, Part::of)))
      break;
    if (words[back - 1].possessive) break;
    // "La cheffe du Petit Large": what is led, not who leads it.
    if (steps == 0 && !comma && parts & bits(Part::of, Part::preposition) &&
        !(parts & bits(Part::office, Part::relation)))
      break;
    --back;
    if (parts & bit(Part::lesser) && office) one.lesser = true;
    if (steps == 0) related = parts & bit(Part::relation);
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
      if (!(parts & bits(Part::of, Part::preposition, Part::article))) between.push_back(small(sentence.printed(back)));
      continue;
    }
    if (!office) one.of = between;
    office = true;
    one.offices.push_back(small(sentence.printed(back)));
    if (one.gender == Gender::unknown) {
      if (parts & bit(Part::female)) one.gender = Gender::she;
      else if (parts & bit(Part::male)) one.gender = Gender::he;
    }
  }
  if (Gender shown = gender_of_name(one.text); shown != Gender::unknown) one.gender = shown;
  // "His wife, Bettina": known by the given name alone.
  bool called = related && one.end - one.begin == 1 &&
                (gender_of_given_name(one.text) != Gender::unknown || people::is_given_name(one.text));
  if (called && one.gender == Gender::unknown) one.gender = gender_of_given_name(one.text);
  one.full = one.end - one.begin >= 2 || titled || called;
  // "Böges Staatsrätin".
  if (german && !one.possessive && one.text.ends_with('s') && !find(one.text) &&
      find(one.text.substr(0, one.text.size() - 1)))
    one.possessive = true;
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
      static constexpr std::string_view kPlaces[] = {"in", "at", "near", "into", "aboard", "в", "из",
                                                     "на", "en", "nach", "aus",  "à",      "im"};
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
    // "Ivor and Maud Lassiter".
    if (std::size_t at = name->begin; name->run == at && at >= 2 && sentence.adjoins(at) && sentence.adjoins(at - 1) &&
                                      words_.of_word(sentence.printed(at - 1)) & bit(Part::and_)) {
      const Gender shown = gender_of_given_name(sentence.printed(at - 2)),
                   own = gender_of_given_name(sentence.printed(at));
      if (shown != Gender::unknown && own != Gender::unknown && name->end - at == 2) {
        NamedWords other = *name;
        other.text = std::string(sentence.printed(at - 2)) + name->text.substr(name->text.find(' '));
        other.gender = shown;
        add(other);
      }
    }
    apposition(sentence, name->end, *known);
  }
}

// A person, met for the first time or again; nothing where it could be either of two.
std::optional<std::uint32_t> Cast::add(const NamedWords& name) {
  const std::string text = in_nominative(name.text);
  std::optional<std::uint32_t> known = find(text);
  if (!known && several(text)) return std::nullopt;
  if (!known) {
    known = std::uint32_t(people_.size());
    people_.emplace_back().name = text;
    people_.back().introduced = name.at;
    note(*known, text);
  }
  Person& person = people_[*known];
  if (is_fuller(text, person.name)) person.name = text, note(*known, text);
  learn(*known, name.gender);
  learn(*known, name.offices, name.of, name.lesser);
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
      if (!who && name->text.find(' ') == std::string::npos) who = one_of(*name);
      // Of two of that surname nobody can tell which: a pronoun may mean either.
      if (!who && several(name->text)) mentions_.push_back({name->at, Mention::kUnnamed, governed(sentence, *name)});
      if (!who) continue;
      if (is_cyrillic(name->text)) people_[*who].forms.push_back(name->text);
      mentions_.push_back({sentence.words()[name->begin].begin, *who, governed(sentence, *name)});
    }
  }
  // Who stands only behind prepositions, and bears no known given name, may be a place or a house.
  std::vector<bool> acts(people_.size());
  for (const Mention& mention : mentions_)
    if (mention.person != Mention::kUnnamed) acts[mention.person] = acts[mention.person] || !mention.governed;
  for (std::size_t k = 0; k < people_.size(); ++k)
    if (!acts[k] && people_[k].offices.empty() && people_[k].gender == Gender::unknown) people_[k].sure = false;
  for (ByteSpan outside : heard_) mention_nouns(SaidSentence(text_, outside, saying_));
  for (Person& person : people_) {
    if (places_.contains(person.name)) person.sure = false;
    if (person.forms.empty()) continue;
    std::string name = in_nominative(person.name, person.forms);
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
  for (const std::string& word : pieces_of_name(name)) {
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
    if (auto held = by_word_.find(key); held != by_word_.end())
      people.insert(people.end(), held->second.begin(), held->second.end());
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
  // By the first name alone, or with the father's, where it is one person's.
  if (name.find(' ') == name.npos || is_cyrillic(name))
    for (std::uint32_t k : candidates)
      if (people_[k].name.starts_with(name) && people_[k].name.size() > name.size() &&
          people_[k].name[name.size()] == ' ') {
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

std::optional<std::uint32_t> Cast::one_of(const NamedWords& name) const {
  std::vector<std::uint32_t> fitting;
  for (std::uint32_t k : alike(name.text))
    if (people::may_be_one_person(people_[k].name, name.text) && compatible(people_[k].gender, name.gender))
      fitting.push_back(k);
  if (fitting.size() > 1) std::erase_if(fitting, [&](std::uint32_t k) { return people_[k].introduced >= name.at; });
  return fitting.size() == 1 ? std::optional(fitting[0]) : std::nullopt;
}

void Cast::learn(std::uint32_t person, Gender gender) {
  if (people_[person].gender == Gender::unknown) people_[person].gender = gender;
}

void Cast::learn(std::uint32_t person, const std::vector<std::string>& offices, const std::vector<std::string>& of,
                 bool lesser) {
  Person& who = people_[person];
  if (!offices.empty()) who.lesser = who.offices.empty() ? lesser : who.lesser && lesser;
  auto add = [](std::vector<std::string>& held, const std::vector<std::string>& more) {
    for (const std::string& word : more)
      if (std::find(held.begin(), held.end(), word) == held.end()) held.push_back(word);
  };
  add(who.offices, offices);
  add(who.of, of);
}

}  // namespace stenogram::check
