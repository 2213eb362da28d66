// Verbs of saying and their subjects: names, offices, and pronouns with whom they may mean.
#include <algorithm>
#include <set>

#include "stenogram/check/attribution.h"
#include "stenogram/check/attribution_gaps.h"
#include "stenogram/people/names.h"
#include "stenogram/transcript/characters.h"

namespace stenogram::check {
namespace {

using transcript::SaidSentence;

constexpr std::size_t kOfficeReach = 10;  // words of a noun with its name
constexpr std::size_t kMostRemarks = 3;   // between commas, before a verb

void take_gender(Parts parts, Gender& gender) {
  if (parts & bit(Part::female) && !(parts & bit(Part::male))) gender = Gender::she;
  if (parts & bit(Part::male) && !(parts & bit(Part::female))) gender = Gender::he;
}

bool like_a_russian_surname(std::string_view word) {
  for (std::string_view ending :
       {"ов",   "ев", "ёв", "ин", "ын", "ова", "ева", "ёва",   "ина", "ына", "ский", "ская", "цкий",
        "цкая", "ко", "ук", "юк", "ич", "ян",  "дзе", "швили", "ер",  "ман", "их",   "ых"})
    if (word.ends_with(ending)) return true;
  return false;
}

// "A post", "her claims": a noun that a verb could be.
bool is_noun_behind(Parts before, std::string_view language) {
  if (before & bits(Part::possessive, Part::indefinite)) return !(before & bits(Part::verb, Part::auxiliary));
  return language == "en" && before & bit(Part::article);
}

// Of several who say so; nobody who is one person.
bool is_plural(std::string_view verb, std::string_view language) {
  auto ends = [&](std::initializer_list<std::string_view> endings) {
    return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) { return verb.ends_with(ending); });
  };
  if (language == "ru") return ends({"ли", "лись", "ают", "яют", "ят", "уют", "ишут"});
  return language == "es" && ends({"ron", "an", "en"});
}

bool is_clitic(std::string_view word, std::string_view language) {
  static constexpr std::string_view kFrench[] = {"l", "le", "la", "les", "m", "me", "nous", "leur"},
                                    kSpanish[] = {"lo", "la", "los", "las"};
  if (language == "fr") return std::find(std::begin(kFrench), std::end(kFrench), word) != std::end(kFrench);
  return language == "es" && std::find(std::begin(kSpanish), std::end(kSpanish), word) != std::end(kSpanish);
}

bool ly(std::string_view word) { return word.size() > 4 && word.ends_with("ly"); }

}  // namespace

Attributor::Subject Attributor::person(const NamedWords& name) const {
  Subject subject{Subject::person, name.text, name.gender, name.end, false, false};
  if (std::optional<std::uint32_t> who = cast_.find(name.text)) {
    subject.name = cast_.people()[*who].name;
  } else if (cast_.several(name.text)) {
    // Two people of that surname: nobody can tell which, but for "Mrs Lassiter".
    if (std::optional<std::uint32_t> one = cast_.one_of(name);
        one && !(name.full && name.text.find(' ') != name.text.npos))
      subject.name = cast_.people()[*one].name;
    else if (!name.full) return {Subject::nobody, {}, Gender::unknown, name.end, false, false};
  } else {
    subject.name = in_nominative(name.text);
    subject.weak = !name.full;
    // Russian has no articles: "Прокурор попросил" is nobody's name.
    if (subject.weak && name.begin == 0 && words_.language() == "ru" && !like_a_russian_surname(name.text))
      return {Subject::nobody, {}, Gender::unknown, name.end, false, false};
  }
  return subject;
}

Attributor::Subject Attributor::office(const Noun& noun, std::size_t end) const {
  if (std::optional<std::uint32_t> who = cast_.by_office(noun))
    return {Subject::person, cast_.people()[*who].name, noun.gender, end, true, false};
  if (noun.indefinite) return {Subject::nobody, {}, noun.gender, end, false, false};
  // "The 24-year-old", "l'élue": whoever was spoken of.
  if (noun.epithet) return {Subject::epithet, {}, noun.gender, end, true, false};
  return {Subject::nobody, {}, noun.gender, end, false, false};
}

// A verb of saying with its auxiliaries: "a déclaré", "hat … gesagt", "dit-il", "a-t-elle ajouté".
std::optional<Attributor::Verb> Attributor::verb_at(const SaidSentence& s, std::size_t at) const {
  if (at >= s.words().size()) return std::nullopt;
  std::string_view printed = s.printed(at);
  Parts parts = words_.of_word(printed);
  Verb verb;
  verb.begin = at, verb.end = verb.behind = at + 1;
  if (std::size_t hyphen = printed.rfind('-'); hyphen != printed.npos && words_.language() == "fr") {
    Parts tail = words_.of_word(printed.substr(hyphen + 1));
    Parts head = words_.of_word(printed.substr(0, printed.find('-')));
    if (tail & bits(Part::he, Part::she) && head & bits(Part::verb, Part::auxiliary)) {
      verb.pronoun = tail & bit(Part::she) ? Gender::she : Gender::he;
      if (head & bit(Part::verb)) return verb;
      for (std::size_t k = at + 1; k < s.words().size() && k < at + 4 && s.adjoins(k); ++k) {
        Parts next = words_.of_word(s.printed(k));
        if (next & bit(Part::participle)) return verb.end = verb.behind = k + 1, verb;
        if (!(next & bit(Part::auxiliary)) && !s.printed(k).ends_with("ment")) break;
      }
      return std::nullopt;
    }
  }
  // "Post", "Reports": a capital in the midst of a sentence is a name or a noun.
  if (s.words()[at].capital && at > 0 && (s.adjoins(at) || words_.language() == "de")) return std::nullopt;
  if (parts & bit(Part::impersonal)) return verb.impersonal = true, verb;
  const Parts ahead = at > 0 && s.adjoins(at) ? words_.of_word(s.printed(at - 1)) : 0;
  // "Cries of “Shame!”".
  if (words_.language() == "en" && printed.ends_with('s') && at + 1 < s.words().size() && s.printed(at + 1) == "of")
    return std::nullopt;
  if (at > 0 && (s.words()[at - 1].possessive || is_noun_behind(ahead, words_.language()))) return std::nullopt;
  // German: "hatte … erklärt" and "erklärt" are the same word.
  const bool behind_has = words_.language() == "de" && parts & bit(Part::participle) && has_before(s, at);
  if (parts & bits(Part::verb, Part::calling) && !behind_has) {
    verb.calling = !(parts & bit(Part::verb));
    std::string key = small(printed);
    if (words_.language() == "ru") {
      if (key.ends_with("ла") || key.ends_with("лась")) verb.gender = Gender::she;
      else if (key.ends_with("л") || key.ends_with("лся")) verb.gender = Gender::he;
    }
    verb.several = is_plural(key, words_.language());
    for (std::size_t k = at, steps = 0; k > 0 && steps < 3 && s.adjoins(k); --k, ++steps) {
      Parts before = words_.of_word(s.printed(k - 1));
      if (before & bit(Part::passive)) verb.passive = true;
      if (!(before & bits(Part::auxiliary, Part::passive)) && !ly(s.printed(k - 1))) break;
    }
    return verb;
  }
  if (parts & bit(Part::participle)) {
    // German sets the participle at the end of its sentence: "hatte sie im Interview gesagt".
    bool german = words_.language() == "de";
    for (std::size_t k = at, steps = 0; k > 0 && steps < (german ? 16u : 6u); --k, ++steps) {
      std::string word = small(s.printed(k - 1));
      Parts before = words_.of_word(word);
      if (before & bit(Part::passive)) return std::nullopt;
      bool has = german ? word == "hat" || word == "hatte" || word == "habe" : bool(before & bit(Part::auxiliary));
      if (has) {
        verb.begin = k - 1;
        if (german) verb.behind = k;
        return verb;
      }
      if (!german && !(before & bits(Part::skip, Part::auxiliary))) return std::nullopt;
      if (german && s.gap(k - 1).find_first_of(";:") != std::string_view::npos) return std::nullopt;
    }
  }
  return std::nullopt;
}

// A name in full within the next words, behind nothing but what one may be.
bool Attributor::named_ahead(const SaidSentence& s, std::size_t from) const {
  for (std::size_t k = from; k < s.words().size() && k < from + 5 && s.adjoins(k); ++k) {
    if (s.words()[k].capital) {
      std::optional<NamedWords> name = cast_.name_from(s, k);
      return name && name->full && k > from;
    }
    if (words_.of_word(s.printed(k)) & bits(Part::verb, Part::of, Part::and_, Part::preposition, Part::article))
      return false;
  }
  return false;
}

// The word at which a name in full begins, a few words behind one capital that is nobody's name.
std::size_t Attributor::fuller_name(const SaidSentence& s, const NamedWords& name) const {
  constexpr std::size_t kReach = 5;
  if (name.full || name.possessive || cast_.find(name.text) || words_.language() == "de") return 0;
  for (std::size_t k = name.end; k < s.words().size() && k < name.end + kReach && s.adjoins(k); ++k) {
    Parts parts = words_.of_word(s.printed(k));
    if (parts & bits(Part::verb, Part::of, Part::and_)) return 0;
    if (!s.words()[k].capital) continue;
    std::optional<NamedWords> other = cast_.name_from(s, k);
    return other && other->full && k > name.end ? k : 0;
  }
  return 0;
}

bool Attributor::has_before(const SaidSentence& s, std::size_t at) const {
  for (std::size_t k = at, steps = 0; k > 0 && steps < 16; --k, ++steps) {
    if (s.gap(k).find_first_of(",;:") != std::string_view::npos) return false;
    std::string word = small(s.printed(k - 1));
    if (word == "hat" || word == "hatte" || word == "habe") return true;
  }
  return false;
}

// The subject that begins at word `at`. `far`: in languages whose subject may stand behind
// more than the verb ("dijo el martes la ministra").
Attributor::Subject Attributor::subject_behind(const SaidSentence& s, std::size_t at, bool far) const {
  const auto& words = s.words();
  std::size_t count = words.size();
  // Over time and manner.
  for (std::size_t steps = 0; at < count && steps < 6; ++steps, ++at) {
    if (at > 0 && !only_blanks(s.gap(at))) break;
    Parts parts = words_.of_word(s.printed(at));
    bool next_calendar = at + 1 < count && words_.of_word(s.printed(at + 1)) & bit(Part::calendar);
    if (parts & bit(Part::calendar) || (next_calendar && parts & bits(Part::article, Part::preposition, Part::skip)))
      continue;
    if (ly(s.printed(at)) || (parts & bits(Part::auxiliary) && !words[at].capital) ||
        (parts & bit(Part::skip) && !(parts & bits(Part::preposition, Part::article)) && !words[at].capital))
      continue;
    break;
  }
  if (at >= count || (at > 0 && !only_blanks(s.gap(at)))) return {};
  // "Sen. Walter Pruitt".
  if (at + 1 < count && words[at].capital && words[at + 1].capital && s.gap(at + 1).starts_with(". ") &&
      people::is_title(s.printed(at)))
    ++at;
  Parts first = words_.of_word(s.printed(at));
  if (first & bits(Part::he, Part::she) && !(words[at].capital && words_.language() == "de"))
    return {Subject::pronoun, {}, first & bit(Part::she) ? Gender::she : Gender::he, at + 1, false};
  if (first & bits(Part::self, Part::other) && !words[at].capital && !(first & bit(Part::article)))
    return {Subject::nobody, {}, Gender::unknown, at + 1, false};

  bool relation = false, owned = false, governed = false;
  Noun noun;
  std::vector<std::string>& offices = noun.offices;
  Gender& gender = noun.gender;
  noun.indefinite = first & bit(Part::indefinite);
  std::size_t k = at;
  for (; k < count && k < at + kOfficeReach; ++k) {
    std::string_view gap = s.gap(k);
    if (k > at && !s.adjoins(k) && !only_blanks(gap)) {
      // "the foreign minister, Ilse Marrot, …"
      bool comma = gap.find_first_not_of(", \n\r") == gap.npos && gap.find(',') != gap.npos;
      if (!comma) break;
      std::optional<NamedWords> name = cast_.name_from(s, k);
      bool known = name && !name->possessive && (name->full || cast_.find(name->text));
      // A name between commas, or before the end.
      bool closed = known && (name->end >= count || !s.adjoins(name->end));
      if (known && closed &&
          (relation || owned || !offices.empty() || (first & bit(Part::article) && !(first & bit(Part::indefinite)))))
        return person(*name);
      break;
    }
    Parts parts = words_.of_word(s.printed(k));
    if (words[k].capital || (k + 1 < count && words[k].initial)) {
      if (std::optional<NamedWords> name = cast_.name_from(s, k)) {
        bool nominative = words_.language() != "ru" || !relation || name->gender != Gender::unknown || !governed;
        if (name->possessive) {
          owned = true;
          k = name->end - 1;
          continue;
        }
        // "Unity regional organiser Peta Raine": the house first, then who is meant.
        if (std::size_t further = fuller_name(s, *name); further > 0 && !governed && k == at) {
          k = further - 1;
          continue;
        }
        if (!governed && nominative && !(owned && !relation)) {
          if (offices.empty() && !name->full && !cast_.find(name->text) && (k > at || name->begin > k) &&
              words_.language() == "de")
            break;
          Subject subject = person(*name);
          if (gender != Gender::unknown && subject.gender == Gender::unknown) subject.gender = gender;
          return subject;
        }
        k = name->end - 1;
        continue;
      }
    }
    // "Co-founder and chief executive Anil Mehta": one person.
    if (k > at && parts & bit(Part::and_) && !offices.empty() && named_ahead(s, k + 1)) continue;
    if (k > at && parts & bits(Part::verb, Part::and_) && !(parts & bits(Part::office, Part::article))) break;
    if (parts & bit(Part::possessive) || words[k].possessive) owned = true;
    if (parts & bit(Part::of) && k > at) governed = true;
    else if (parts & bit(Part::preposition) && k > at && !(parts & bit(Part::article))) break;
    else if (parts & bit(Part::preposition) && k == at && !(parts & bits(Part::article, Part::possessive))) {
      if (!far) return {};
      // "Заявил на это депутат".
      for (std::size_t j = k + 1; j < count && j <= k + 3 && only_blanks(s.gap(j)); ++j)
        if (j > k + 1 && words_.of_word(s.printed(j)) & bit(Part::office) && !words[j].capital)
          return subject_behind(s, j, false);
      // Past a phrase to the name: "dijo en rueda de prensa Marrón".
      for (std::size_t j = k + 1; j < count && j < k + 8; ++j) {
        if (!only_blanks(s.gap(j))) return {};
        if (!words[j].capital) continue;
        std::optional<NamedWords> name = cast_.name_from(s, j);
        bool free = !(words_.of_word(s.printed(j - 1)) & bit(Part::preposition));
        if (name && free && cast_.find(name->text)) return person(*name);
      }
      return {};
    }
    if (parts & bit(Part::relation)) relation = true;
    // Russian has whose colleague it is in the genitive: "коллега адвоката".
    else if (relation && words_.language() == "ru") continue;
    if (!governed && (parts & bit(Part::epithet) || words_.phrase_at(s, k, Part::epithet) > 0))
      noun.epithet = true, take_gender(parts, gender);
    if (k > at && !(parts & bits(Part::office, Part::article, Part::of, Part::preposition, Part::skip)) &&
        (governed || (words_.language() == "ru" && !offices.empty())))
      noun.of.push_back(small(s.printed(k)));
    if (parts & bit(Part::office) && !governed) {
      offices.push_back(small(s.printed(k)));
      if (parts & bit(Part::female) && !(parts & bit(Part::male))) gender = Gender::she;
      if (parts & bit(Part::male) && !(parts & bit(Part::female))) gender = Gender::he;
    } else if (k == at && parts & bit(Part::article) && words_.language() != "en" && words_.language() != "de") {
      if (parts & bit(Part::female)) gender = Gender::she;
      if (parts & bit(Part::male)) gender = Gender::he;
    }
  }
  if (k == at) return {};
  if (relation && words_.language() == "ru" && k > at + 1)
    return {Subject::nobody, {}, Gender::unknown, k, false, false};
  if ((relation && (owned || governed)) || owned) return {Subject::nobody, {}, Gender::unknown, k, false};
  if (!offices.empty() || noun.epithet) return office(noun, k);
  return {Subject::nobody, {}, Gender::unknown, k, false, !(first & bit(Part::article))};
}

// Whether the words before `at` hang together with what follows: an office, an article, a
// preposition stands there, or an office a few words before.
bool Attributor::leads_to_office(const SaidSentence& s, std::size_t at) const {
  constexpr Parts kTied =
      bits(Part::office, Part::relation, Part::article, Part::possessive, Part::preposition, Part::of);
  for (std::size_t k = at, steps = 0; k > 0 && steps < 4; --k, ++steps) {
    if (k < at && !s.adjoins(k)) return false;
    Parts parts = words_.of_word(s.printed(k - 1));
    if (s.words()[k - 1].possessive) return steps == 0;
    if (steps == 0 && parts & kTied) return true;
    if (parts & bits(Part::office, Part::relation)) return true;
    if (parts & ~bits(Part::male, Part::female) ||
        transcript::is_digit(transcript::character_at(s.printed(k - 1), 0).code))
      return false;
  }
  return false;
}

// The noun whose last word is `end - 1`: a name, an office, somebody else.
Attributor::Subject Attributor::noun_before(const SaidSentence& s, std::size_t end) const {
  const auto& words = s.words();
  if (end == 0) return {};
  Parts last = words_.of_word(s.printed(end - 1));
  if (last & bits(Part::he, Part::she) && !(words_.language() == "fr" && last & bit(Part::article)))
    return {Subject::pronoun, {}, last & bit(Part::she) ? Gender::she : Gender::he, end, false};
  if (last & bits(Part::self, Part::other)) {
    // "Lund, who said": the one before the comma.
    bool relative = end >= 2 && s.gap_has(end - 1, ",");
    return relative ? noun_before(s, end - 1) : Subject{Subject::nobody, {}, Gender::unknown, end, false, false};
  }
  if (last & bit(Part::calendar) ||
      (transcript::is_digit(transcript::character_at(s.printed(end - 1), 0).code) && !(last & bit(Part::epithet))))
    return {};
  std::optional<NamedWords> name = cast_.name_before(s, end);
  if (name && name->possessive) {
    // "A colleague of Moor's": somebody, and nobody named.
    bool of = name->run > 0 && s.adjoins(name->run) && words_.of_word(s.printed(name->run - 1)) & bit(Part::of);
    return of ? Subject{Subject::nobody, {}, Gender::unknown, end, false, false} : Subject{};
  }
  std::size_t at = name ? name->run : end;
  bool relation = name && !name->offices.empty(), owned = false, governed = false, article = false;
  Noun noun;
  std::vector<std::string>& offices = noun.offices;
  Gender& gender = noun.gender;
  std::vector<std::string> between;
  std::size_t steps = 0;
  for (; at > 0 && steps < kOfficeReach; ++steps) {
    // Before a name, words of no known use belong to it only where an office stands behind them.
    if (name && !governed && !leads_to_office(s, at)) break;
    if (at < end && !s.adjoins(at) && !only_blanks(s.gap(at))) break;
    Parts parts = words_.of_word(s.printed(at - 1));
    if (parts & bits(Part::verb, Part::and_, Part::according, Part::by) &&
        !(parts & bits(Part::office, Part::article, Part::preposition, Part::of)))
      break;
    // "After Thiele warned that …": a conjunction, since a verb follows.
    if (parts & bit(Part::and_) && (name || at < end)) break;
    if (words_.phrase_at(s, at - 1, Part::according)) break;
    bool preposition = parts & bits(Part::preposition, Part::of);
    if (preposition && !(parts & bit(Part::article) && at - 1 == 0)) {
      // What was gathered hangs on something to the left.
      bool heads = name || !offices.empty() || at < end;
      if (!heads) return {};
      governed = true;
      noun.of = between.empty() ? offices : between;
      between.clear();
      offices.clear();
      noun.epithet = false;
      --at;
      continue;
    }
    if (words[at - 1].possessive || parts & bit(Part::possessive)) {
      owned = true;
      --at;
      break;
    }
    if (parts & bit(Part::relation)) relation = true;
    if (parts & bit(Part::epithet) || words_.phrase_at(s, at - 1, Part::epithet) > 0)
      noun.epithet = true, take_gender(parts, gender);
    if (!(parts & bits(Part::office, Part::article, Part::skip))) between.push_back(small(s.printed(at - 1)));
    if (parts & bit(Part::office)) {
      offices.push_back(small(s.printed(at - 1)));
      if (parts & bit(Part::female) && !(parts & bit(Part::male))) gender = Gender::she;
      if (parts & bit(Part::male) && !(parts & bit(Part::female))) gender = Gender::he;
    }
    bool stops = parts & bits(Part::article, Part::indefinite) && !(parts & bits(Part::office, Part::epithet));
    if (stops) noun.indefinite = parts & bit(Part::indefinite);
    if (stops) {
      article = true;
      if (gender == Gender::unknown && !offices.empty() && words_.language() != "en" && words_.language() != "de") {
        if (parts & bit(Part::female)) gender = Gender::she;
        if (parts & bit(Part::male)) gender = Gender::he;
      }
    }
    --at;
    if (stops && !(at > 0 && s.adjoins(at) && words_.of_word(s.printed(at - 1)) & bits(Part::of, Part::preposition)))
      break;
  }
  if (name && !governed && !(owned && !relation && offices.empty())) {
    // A German noun with its article is nobody's name; nor is one in the midst of a sentence.
    if (words_.language() == "de" && !name->full && !cast_.find(name->text) && name->run > 0 && s.adjoins(name->run)) {
      bool subject = words_.of_word(s.printed(name->run - 1)) & bits(Part::article, Part::indefinite);
      return subject ? Subject{Subject::nobody, {}, Gender::unknown, end, false, false} : Subject{};
    }
    if (article && offices.empty() && !name->full && !cast_.find(name->text))
      return {Subject::nobody, {}, Gender::unknown, end, false};
    Subject subject = person(*name);
    if (subject.gender == Gender::unknown) subject.gender = gender;
    return subject;
  }
  if (governed && !relation && offices.empty() && at == 0 && !owned) {
    // Nothing that could have spoken stands before the preposition.
    return {};
  }
  if (relation && (owned || governed)) return {Subject::nobody, {}, Gender::unknown, end, false};
  if (owned) return {Subject::nobody, {}, Gender::unknown, end, false};
  if (!offices.empty() || noun.epithet) return office(noun, end);
  if (at == end) return {};
  // German may begin with what is said of: "Die Kritik wies Kern zurück".
  return {Subject::nobody, {}, Gender::unknown, end, false, !article || words_.language() == "de"};
}

// "…, the engineer Tomas Vik, put it": nothing before the name but what he is.
bool Attributor::only_describes(const SaidSentence& s, std::size_t begin, std::size_t run) const {
  for (std::size_t k = begin; k < run; ++k)
    if (!(words_.of_word(s.printed(k)) & bits(Part::article, Part::office, Part::relation)) ||
        (k > begin && !s.adjoins(k)))
      return false;
  return true;
}

// Where a time of day or week that ends before word `end` begins, if its subject may stand before it.
std::size_t Attributor::before_time(const SaidSentence& s, std::size_t end) const {
  std::size_t at = end;
  while (at > 0 && words_.of_word(s.printed(at - 1)) & bits(Part::calendar, Part::daytime) && only_blanks(s.gap(at)))
    --at;
  if (at == end || at == 0 || !only_blanks(s.gap(at))) return 0;
  if (words_.of_word(s.printed(at - 1)) & bits(Part::preposition, Part::article, Part::skip)) --at;
  return at;
}

// The subject of a verb that begins at word `end`, before it: past adverbs, and past remarks
// between commas.
Attributor::Subject Attributor::subject_before(const SaidSentence& s, std::size_t end) const {
  const auto& words = s.words();
  std::size_t at = end;
  while (at > 0 && only_blanks(s.gap(at))) {
    Parts parts = words_.of_word(s.printed(at - 1));
    bool pass = (parts & bits(Part::auxiliary, Part::passive) &&
                 !(parts & bits(Part::he, Part::she, Part::other, Part::self))) ||
                ly(s.printed(at - 1));
    // "wie Wiese es ausdrückte".
    pass = pass || (words_.language() == "de" && at > 1 && small(s.printed(at - 1)) == "es");
    // "La define", "l'a défendu": whom it is said of.
    pass = pass || (at > 1 && at == end && is_clitic(small(s.printed(at - 1)), words_.language()));
    if (!pass || (words[at - 1].capital && at > 1)) break;
    --at;
  }
  // "Adamov on Monday accused".
  if (std::size_t before = before_time(s, at); before > 0) at = before;
  if (at == 0) return {};
  if (only_blanks(s.gap(at))) {
    if (words_.of_word(s.printed(at - 1)) & bit(Part::and_)) {
      // "She stood up and said": what the sentence begins with.
      for (std::size_t k = 1; k < at; ++k) {
        Subject first = noun_before(s, k);
        if (first.somebody()) return first;
        if (words_.of_word(s.printed(k - 1)) & bits(Part::verb, Part::preposition)) break;
      }
      return {};
    }
    return noun_before(s, at);
  }
  for (std::size_t remarks = 0; remarks < kMostRemarks && at > 0; ++remarks) {
    std::string_view gap = s.gap(at);
    bool dash = has_dash(gap);
    if (gap.find(',') == gap.npos && !dash && gap.find(')') == gap.npos) return {};
    std::size_t begin = at - 1;
    while (begin > 0 && s.gap(begin).find(',') == std::string_view::npos &&
           s.gap(begin).find('(') == std::string_view::npos && !(dash && has_dash(s.gap(begin))))
      --begin;
    // "Her critic — Kaspar Eide, said": the name right before the comma, behind a mark.
    if (std::optional<NamedWords> name = cast_.name_before(s, at);
        name && name->full && !name->possessive && remarks == 0 && name->run > 0 && has_dash(s.gap(name->run)))
      return person(*name);
    // "…, Jonas Reed, said": between commas a name alone.
    if (std::optional<NamedWords> name = cast_.name_before(s, at); name && name->begin <= begin + 3 &&
                                                                   only_describes(s, begin, name->run) && name->full &&
                                                                   !name->possessive && begin > 0)
      return person(*name);
    if (begin == 0) {
      // "Asked about that, Marrow laughed": nothing before. "In a letter, …".
      return {};
    }
    Subject before = noun_before(s, begin);
    if (before.somebody()) return before;
    if (before.kind == Subject::nobody && !before.weak && remarks == 0 &&
        (!words[begin - 1].capital || words_.language() == "de"))
      return before;
    at = begin;
  }
  return {};
}

}  // namespace stenogram::check
