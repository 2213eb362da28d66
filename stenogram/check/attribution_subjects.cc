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

constexpr std::size_t kOfficeReach = 10; // words of a noun with its name
constexpr std::size_t kMostNamed = 8;    // whom a pronoun may mean
constexpr std::size_t kMostRemarks = 3;  // between commas, before a verb

bool ly(std::string_view word) { return word.size() > 4 && word.ends_with("ly"); }

}  // namespace

Attributor::Subject Attributor::person(const NamedWords& name) const {
  Subject subject{Subject::person, name.text, name.gender, name.end, false, false};
  if (std::optional<std::uint32_t> who = cast_.find(name.text)) {
    subject.name = cast_.people()[*who].name;
  } else if (cast_.several(name.text)) {
    // Two people of that surname: nobody can tell which.
    if (!name.full) return {Subject::nobody, {}, Gender::unknown, name.end, false};
  } else {
    subject.weak = !name.full;
  }
  return subject;
}

Attributor::Subject Attributor::office(const std::vector<std::string>& offices, Gender gender, std::size_t end) const {
  std::optional<std::uint32_t> who = cast_.by_office(offices, gender);
  if (!who) return {Subject::nobody, {}, gender, end, false, false};
  return {Subject::person, cast_.people()[*who].name, gender, end, true, false};
}

// A verb of saying with its auxiliaries: "a déclaré", "hat … gesagt", "dit-il", "a-t-elle ajouté".
std::optional<Attributor::Verb> Attributor::verb_at(const SaidSentence& s, std::size_t at) const {
  if (at >= s.words().size()) return std::nullopt;
  std::string_view printed = s.printed(at);
  Parts parts = words_.of_word(printed);
  Verb verb{at, at + 1, at + 1, false, false, false, Gender::unknown, std::nullopt};
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
  if (parts & bits(Part::verb, Part::calling)) {
    verb.calling = !(parts & bit(Part::verb));
    std::string key = small(printed);
    if (words_.language() == "ru") {
      if (key.ends_with("ла") || key.ends_with("лась")) verb.gender = Gender::she;
      else if (key.ends_with("л") || key.ends_with("лся")) verb.gender = Gender::he;
    }
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
    if (parts & bit(Part::calendar) || (next_calendar && parts & bits(Part::article, Part::preposition, Part::skip))) continue;
    if (ly(s.printed(at)) || (parts & bits(Part::auxiliary) && !words[at].capital) ||
        (parts & bit(Part::skip) && !(parts & bits(Part::preposition, Part::article)) && !words[at].capital))
      continue;
    break;
  }
  if (at >= count || (at > 0 && !only_blanks(s.gap(at)))) return {};
  Parts first = words_.of_word(s.printed(at));
  if (first & bits(Part::he, Part::she) && !(words[at].capital && words_.language() == "de"))
    return {Subject::pronoun, {}, first & bit(Part::she) ? Gender::she : Gender::he, at + 1, false};
  if (first & bits(Part::self, Part::other) && !words[at].capital && !(first & bit(Part::article))) return {Subject::nobody, {}, Gender::unknown, at + 1, false};

  bool relation = false, owned = false, governed = false;
  std::vector<std::string> offices;
  Gender gender = Gender::unknown;
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
      if (known && closed && (relation || owned || !offices.empty())) return person(*name);
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
        if (!governed && nominative && !(owned && !relation)) {
          if (offices.empty() && !name->full && !cast_.find(name->text) && k > at && words_.language() == "de") break;
          Subject subject = person(*name);
          if (gender != Gender::unknown && subject.gender == Gender::unknown) subject.gender = gender;
          return subject;
        }
        k = name->end - 1;
        continue;
      }
    }
    if (k > at && parts & bits(Part::verb, Part::and_) && !(parts & bits(Part::office, Part::article))) break;
    if (parts & bit(Part::possessive) || words[k].possessive) owned = true;
    if (parts & bit(Part::of) && k > at) governed = true;
    else if (parts & bit(Part::preposition) && k > at && !(parts & bit(Part::article))) break;
    else if (parts & bit(Part::preposition) && k == at && !(parts & bits(Part::article, Part::possessive))) {
      if (!far) return {};
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
  if (relation && words_.language() == "ru" && k > at + 1) return {Subject::nobody, {}, Gender::unknown, k, false, false};
  if ((relation && (owned || governed)) || owned) return {Subject::nobody, {}, Gender::unknown, k, false};
  if (!offices.empty()) return office(offices, gender, k);
  return {Subject::nobody, {}, Gender::unknown, k, false};
}

// Whether the words before `at` hang together with what follows: an office, an article, a
// preposition stands there, or an office a few words before.
bool Attributor::leads_to_office(const SaidSentence& s, std::size_t at) const {
  constexpr Parts kTied = bits(Part::office, Part::relation, Part::article, Part::possessive, Part::preposition, Part::of);
  for (std::size_t k = at, steps = 0; k > 0 && steps < 4; --k, ++steps) {
    if (k < at && !s.adjoins(k)) return false;
    Parts parts = words_.of_word(s.printed(k - 1));
    if (s.words()[k - 1].possessive) return steps == 0;
    if (steps == 0 && parts & kTied) return true;
    if (parts & bits(Part::office, Part::relation)) return true;
    if (parts & ~bits(Part::male, Part::female) || transcript::is_digit(transcript::character_at(s.printed(k - 1), 0).code)) return false;
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
  if (last & bit(Part::calendar) || transcript::is_digit(transcript::character_at(s.printed(end - 1), 0).code)) return {};
  std::optional<NamedWords> name = cast_.name_before(s, end);
  if (name && name->possessive) {
    // "A colleague of Moor's": somebody, and nobody named.
    bool of = name->run > 0 && s.adjoins(name->run) && words_.of_word(s.printed(name->run - 1)) & bit(Part::of);
    return of ? Subject{Subject::nobody, {}, Gender::unknown, end, false, false} : Subject{};
  }
  std::size_t at = name ? name->run : end;
  bool relation = name && !name->offices.empty(), owned = false, governed = false, article = false;
  std::vector<std::string> offices;
  Gender gender = Gender::unknown;
  std::size_t steps = 0;
  for (; at > 0 && steps < kOfficeReach; ++steps) {
    // Before a name, words of no known use belong to it only where an office stands behind them.
    if (name && !governed && !leads_to_office(s, at)) break;
    if (at < end && !s.adjoins(at) && !only_blanks(s.gap(at))) break;
    Parts parts = words_.of_word(s.printed(at - 1));
    if (parts & bits(Part::verb, Part::and_, Part::according, Part::by) && !(parts & bits(Part::office, Part::article, Part::preposition, Part::of))) break;
    if (words_.phrase_at(s, at - 1, Part::according)) break;
    bool preposition = parts & bits(Part::preposition, Part::of);
    if (preposition && !(parts & bit(Part::article) && at - 1 == 0)) {
      // What was gathered hangs on something to the left.
      bool heads = name || !offices.empty() || at < end;
      if (!heads) return {};
      governed = true;
      offices.clear();
      --at;
      continue;
    }
    if (words[at - 1].possessive || parts & bit(Part::possessive)) {
      owned = true;
      --at;
      break;
    }
    if (parts & bit(Part::relation)) relation = true;
    if (parts & bit(Part::office)) {
      offices.push_back(small(s.printed(at - 1)));
      if (parts & bit(Part::female) && !(parts & bit(Part::male))) gender = Gender::she;
      if (parts & bit(Part::male) && !(parts & bit(Part::female))) gender = Gender::he;
    }
    bool stops = parts & bit(Part::article);
    if (stops) {
      article = true;
      if (gender == Gender::unknown && !offices.empty() && words_.language() != "en" && words_.language() != "de") {
        if (parts & bit(Part::female)) gender = Gender::she;
        if (parts & bit(Part::male)) gender = Gender::he;
      }
    }
    --at;
    if (stops && !(at > 0 && s.adjoins(at) && words_.of_word(s.printed(at - 1)) & bits(Part::of, Part::preposition))) break;
  }
  if (name && !governed && !(owned && !relation && offices.empty())) {
    // A German noun with its article is nobody's name.
    if (article && offices.empty() && !name->full && !cast_.find(name->text)) return {Subject::nobody, {}, Gender::unknown, end, false};
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
  if (!offices.empty()) return office(offices, gender, end);
  if (at == end) return {};
  return {Subject::nobody, {}, Gender::unknown, end, false, !article};
}

// The subject of a verb that begins at word `end`, before it: past adverbs, and past remarks
// between commas.
Attributor::Subject Attributor::subject_before(const SaidSentence& s, std::size_t end) const {
  const auto& words = s.words();
  std::size_t at = end;
  while (at > 0 && only_blanks(s.gap(at))) {
    Parts parts = words_.of_word(s.printed(at - 1));
    bool pass = (parts & bits(Part::auxiliary, Part::passive) && !(parts & bits(Part::he, Part::she, Part::other, Part::self))) ||
                ly(s.printed(at - 1));
    if (!pass || (words[at - 1].capital && at > 1)) break;
    --at;
  }
  if (at == 0) return {};
  if (only_blanks(s.gap(at))) {
    if (words_.of_word(s.printed(at - 1)) & bit(Part::and_)) {
      // "She stood up and said": what the sentence begins with.
      for (std::size_t k = 1; k < at; ++k) {
        Subject first = noun_before(s, k);
        if (first.kind == Subject::person || first.kind == Subject::pronoun) return first;
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
    while (begin > 0 && s.gap(begin).find(',') == std::string_view::npos && s.gap(begin).find('(') == std::string_view::npos &&
           !(dash && has_dash(s.gap(begin))))
      --begin;
    // "…, Jonas Reed, said": between commas a name alone.
    if (std::optional<NamedWords> name = cast_.name_before(s, at); name && name->begin <= begin + 3 && name->run <= begin && name->full && !name->possessive && begin > 0)
      return person(*name);
    if (begin == 0) {
      // "Asked about that, Marrow laughed": nothing before. "In a letter, …".
      return {};
    }
    Subject before = noun_before(s, begin);
    if (before.kind == Subject::person || before.kind == Subject::pronoun) return before;
    if (before.kind == Subject::nobody && !before.weak && remarks == 0 && !words[begin - 1].capital) return before;
    at = begin;
  }
  return {};
}

// Whom a pronoun means: the one person that the words before leave open.
std::optional<std::string> Attributor::antecedent(Gender gender, std::uint64_t at) const {
  const std::vector<Mention>& mentions = cast_.mentions();
  auto among = [&](std::uint64_t begin, std::uint64_t end, bool with_governed) {
    std::set<std::uint32_t> people;
    auto from = std::lower_bound(mentions.begin(), mentions.end(), begin, [](const Mention& m, std::uint64_t b) { return m.at < b; });
    // A paragraph that names so many leaves nobody to a pronoun.
    for (auto mention = from; mention != mentions.end() && mention->at < end && people.size() < kMostNamed; ++mention) {
      const Person& person = cast_.people()[mention->person];
      if ((with_governed || !mention->governed) && person.sure && compatible(person.gender, gender)) people.insert(mention->person);
    }
    return people;
  };
  auto fits = [&](const std::optional<std::string>& name) {
    if (!name) return false;
    std::optional<std::uint32_t> who = cast_.find(*name);
    return !who || compatible(cast_.people()[*who].gender, gender);
  };
  // This paragraph: who spoke last, unless somebody was named since.
  std::set<std::uint32_t> here = among(std::max(paragraph_.begin, last_at_), at, false);
  if (last_speaker_ && fits(last_speaker_)) {
    std::optional<std::uint32_t> who = cast_.find(*last_speaker_);
    if (who) here.erase(*who);
    if (here.empty()) return last_speaker_;
    return std::nullopt;
  }
  if (here.size() == 1) return cast_.people()[*here.begin()].name;
  if (here.size() > 1) return std::nullopt;
  if (last_unnamed_) return std::nullopt;
  here = among(paragraph_.begin, at, true);
  if (here.size() == 1) return cast_.people()[*here.begin()].name;
  if (here.size() > 1) return std::nullopt;
  // The paragraph before.
  std::set<std::uint32_t> earlier = among(paragraph_before_.begin, paragraph_before_.end, false);
  if (speaker_before_ && fits(speaker_before_)) {
    std::optional<std::uint32_t> who = cast_.find(*speaker_before_);
    if (who) earlier.erase(*who);
    return earlier.empty() ? speaker_before_ : std::nullopt;
  }
  if (earlier.size() == 1) return cast_.people()[*earlier.begin()].name;
  if (!earlier.empty()) return std::nullopt;
  // One person in the whole article.
  std::set<std::uint32_t> all;
  for (std::uint32_t k = 0; k < cast_.people().size(); ++k)
    if (cast_.people()[k].sure && compatible(cast_.people()[k].gender, gender)) all.insert(k);
  if (all.size() == 1) return cast_.people()[*all.begin()].name;
  return std::nullopt;
}

Attribution Attributor::resolved(const Subject& subject, const Verb& verb, std::uint64_t at) const {
  Attribution said;
  said.said = !verb.calling;
  said.verb = at;
  said.calling = verb.calling;
  switch (subject.kind) {
    case Subject::person:
      // "сказала Ванс" of a man: the subject was misread.
      said.speaker = subject.name;
      said.certainty = subject.likely ? Certainty::likely : Certainty::sure;
      break;
    case Subject::pronoun:
    case Subject::dropped:
      said.speaker = antecedent(subject.gender, at);
      if (said.speaker) said.certainty = Certainty::likely;
      said.pronoun = subject.gender;
      break;
    default: break;
  }
  return said;
}

}  // namespace stenogram::check
