#include "stenogram/check/attribution.h"

#include <algorithm>
#include <set>

#include "stenogram/people/names.h"
#include "stenogram/transcript/characters.h"

namespace stenogram::check {
namespace {

using transcript::SaidSentence;

constexpr std::size_t kVerbReach = 9;    // words behind a quotation in which its verb begins
constexpr std::size_t kLeadReach = 40;   // words before it
constexpr std::size_t kOfficeReach = 10; // words of a noun with its name
constexpr std::size_t kMostNamed = 8;    // whom a pronoun may mean
constexpr std::size_t kMostRemarks = 3;  // between commas, before a verb

bool ends_sentence(std::string_view text, std::uint64_t at) {
  char byte = text[at];
  if (byte == '?' || byte == '!') return true;
  if (byte != '.') return false;
  if (at + 1 < text.size() && text[at + 1] != ' ' && text[at + 1] != '\n' && text[at + 1] != '\r' &&
      static_cast<unsigned char>(text[at + 1]) < 0x80)
    return false;
  // An initial or a title does not: "V. Marrow", "Mr. Marrow"; nor an ordinal: "am 4. März".
  std::uint64_t begin = at;
  while (begin > 0 && text[begin - 1] != ' ' && text[begin - 1] != '\n' && text[begin - 1] != '.' && at - begin < 24) --begin;
  std::string_view word = text.substr(begin, at - begin);
  std::size_t letters = std::size_t(std::count_if(word.begin(), word.end(), [](char c) { return (c & 0xC0) != 0x80; }));
  if (letters == 0) return true;
  if (letters <= 2 && word[0] >= '0' && word[0] <= '9') return at + 2 >= text.size();
  if (letters <= 1) return false;
  bool capital = word[0] >= 'A' && word[0] <= 'Z';
  return !(capital && letters <= 4 && people::is_title(word));
}

bool ly(std::string_view word) { return word.size() > 4 && word.ends_with("ly"); }

bool has_dash(std::string_view gap) {
  return gap.find("\u2014") != gap.npos || gap.find("\u2013") != gap.npos || gap.find(" - ") != gap.npos || gap.find("--") != gap.npos;
}

// "Et d'ajouter : …": whoever spoke goes on.
bool adds_by_infinitive(const SaidSentence& s, std::size_t verb) {
  if (verb == 0) return false;
  std::string_view before = s.printed(verb - 1);
  return (before == "d" || before == "de") && (s.printed(verb).ends_with("er") || s.printed(verb).ends_with("re") || s.printed(verb).ends_with("ir"));
}

bool only_blanks(std::string_view gap) {
  return transcript::trimmed(gap).empty() || gap == "'" || gap == "\u2019";
}

}  // namespace

ByteSpan last_sentence(std::string_view text, ByteSpan outside) {
  for (std::uint64_t at = outside.end; at > outside.begin; --at)
    if (ends_sentence(text, at - 1) && at < outside.end) {
      // What only closes a bracket or mark behind the stop begins no sentence.
      if (transcript::trimmed(text.substr(at, outside.end - at)).empty()) return {outside.end, outside.end};
      return {at, outside.end};
    }
  return outside;
}

ByteSpan first_sentence(std::string_view text, ByteSpan outside) {
  for (std::uint64_t at = outside.begin; at < outside.end; ++at)
    if (ends_sentence(text, at) || text[at] == ';') return {outside.begin, at + 1};
  return outside;
}

void Attributor::paragraph(ByteSpan span) {
  paragraph_before_ = paragraph_;
  speaker_before_ = last_speaker_;
  paragraph_ = span;
  last_speaker_.reset();
  last_unnamed_ = false;
  last_at_ = span.begin;
}

void Attributor::remember(const Attribution& said, std::uint64_t at) {
  if (!said.decided()) return;
  // "he says" of Renn: from now on a "she" is not Renn.
  if (said.speaker && said.pronoun != Gender::unknown)
    if (std::optional<std::uint32_t> who = cast_.find(*said.speaker)) cast_.learn(*who, said.pronoun);
  last_speaker_ = said.speaker;
  last_unnamed_ = !said.speaker;
  last_at_ = at;
}

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

// "According to X", "so X", with X at or behind word `from`.
Attribution Attributor::by_source(const SaidSentence& s, std::size_t from, std::size_t to) const {
  for (std::size_t k = from; k < to; ++k) {
    // "По её словам".
    if (k + 2 < s.words().size() && small(s.printed(k)) == "по" && small(s.printed(k + 2)) == "словам") {
      std::string whose = small(s.printed(k + 1));
      if (whose == "его" || whose == "ее" || whose == "её") {
        Subject subject{Subject::pronoun, {}, whose == "его" ? Gender::he : Gender::she, k + 3, false, false};
        Attribution said = resolved(subject, Verb{}, s.words()[k].begin);
        said.clause = {s.words()[k].begin, s.words()[k + 2].end};
        said.end = said.clause.end;
        return said;
      }
    }
    std::size_t taken = words_.phrase_at(s, k, Part::according);
    if (taken == 0 && k == from) taken = words_.phrase_at(s, k, Part::so);
    if (taken == 0) continue;
    Subject subject = subject_behind(s, k + taken, false);
    // "Pour X" and "para X" may mean much else: only with a person's name.
    bool weak = small(s.printed(k)) == "pour" || small(s.printed(k)) == "para" || small(s.printed(k)) == "so";
    if (weak && subject.kind != Subject::person) continue;
    if (subject.kind == Subject::none) continue;
    if (weak && k > 0 && !s.gap_has(k, ".,;:") && small(s.printed(k)) != "so") continue;
    Attribution said = resolved(subject, Verb{}, s.words()[k].begin);
    said.clause = {s.words()[k].begin, s.words()[std::min(std::max(subject.end, k + taken), s.words().size()) - 1].end};
    said.end = said.clause.end;
    return said;
  }
  return {};
}

Attribution Attributor::behind(ByteSpan outside) {
  if (!words_.known()) return {};
  ByteSpan span = first_sentence(text_, outside);
  SaidSentence s(text_, span, saying_);
  std::size_t count = s.words().size();
  if (count == 0) return {};
  std::string_view lead = s.gap(0);
  if (lead.find(':') != lead.npos || lead.find(';') != lead.npos || lead.find('.') != lead.npos) return {};
  if (lead.find('(') != lead.npos) {
    // "…” (Marrow)".
    std::optional<NamedWords> name = cast_.name_from(s, 0);
    if (!name || name->end > count || s.gap(name->end).find(')') == std::string_view::npos) return {};
    Attribution said = resolved(person(*name), Verb{}, s.words()[0].begin);
    said.clause = span, said.end = s.words()[name->end - 1].end;
    return said;
  }
  if (words_.of_word(s.printed(0)) & bit(Part::and_) && !s.words()[0].capital) return {};
  if (Attribution said = by_source(s, 0, std::min<std::size_t>(count, 3)); said.decided()) return said;
  for (std::size_t at = 0; at < std::min(count, kVerbReach); ++at) {
    if (at > 0 && s.gap_has(at, ";:")) break;
    std::optional<Verb> verb = verb_at(s, at);
    if (!verb) continue;
    if (verb->impersonal) {
      Attribution said;
      said.said = true, said.clause = span, said.end = s.words()[at].end;
      return said;
    }
    Subject subject;
    if (verb->passive) {
      // "she was told by Vance"
      for (std::size_t k = verb->end; k < std::min(count, verb->end + 6); ++k)
        if (words_.of_word(s.printed(k)) & bit(Part::by)) subject = subject_behind(s, k + 1, false);
      if (subject.kind == Subject::none) subject.kind = Subject::nobody;
    } else if (verb->pronoun) {
      subject = {Subject::pronoun, {}, *verb->pronoun, verb->end, false, false};
    } else {
      bool far = words_.language() != "en";
      if (verb->begin > 0) subject = subject_before(s, verb->begin);
      bool weak = subject.kind == Subject::none || (subject.kind == Subject::nobody && words_.language() != "en");
      if (weak) {
        Subject after = subject_behind(s, verb->behind, far);
        if (after.kind != Subject::none) subject = after;
      }
      if (subject.kind == Subject::none && far && words_.language() != "fr") subject = {Subject::dropped, {}, verb->gender, verb->end, false, false};
    }
    if (subject.kind == Subject::none && !verb->passive && verb->begin > 2) continue;
    Attribution said = resolved(subject, *verb, s.words()[verb->begin].begin);
    said.clause = {span.begin, s.words()[std::min(std::max(verb->end, subject.end), count) - 1].end};
    said.end = said.clause.end;
    return said;
  }
  // A name behind a dash, and nothing else: "…” — Ilsabet Marrow, foreign minister".
  if (has_dash(lead) && count <= 12) {
    std::optional<NamedWords> name = cast_.name_from(s, 0);
    bool alone = name && (name->full || cast_.find(name->text)) && (name->end >= count || !s.adjoins(name->end));
    if (alone) {
      Attribution said = resolved(person(*name), Verb{}, s.words()[0].begin);
      said.clause = span, said.end = s.words()[name->end - 1].end;
      return said;
    }
  }
  return {};
}

// "Marrow was blunt: …", "From Marrow: …", "Marrow: …".
Attribution Attributor::by_colon(const SaidSentence& s, ByteSpan span) const {
  std::string_view lead = transcript::trimmed(slice(text_, span));
  if (lead.empty() || lead.back() != ':' || s.words().empty()) return {};
  std::size_t count = s.words().size();
  Attribution said;
  said.clause = span, said.end = span.end;
  std::set<std::string> people;
  std::optional<Subject> first;
  for (std::size_t k = 0; k < count;) {
    if (!s.words()[k].capital) {
      ++k;
      continue;
    }
    std::optional<NamedWords> name = cast_.name_from(s, k);
    if (!name) {
      ++k;
      continue;
    }
    bool from = name->run > 0 && small(s.printed(name->run - 1)) == "from" && name->run == 1;
    bool governed = name->possessive || (name->run > 0 && s.adjoins(name->run) && !from &&
                                         words_.of_word(s.printed(name->run - 1)) & bits(Part::preposition, Part::of));
    // A surname that the article gives alone, where a verb makes it somebody's.
    bool acts = name->end < count && s.adjoins(name->end) && words_.of_word(s.printed(name->end)) & bits(Part::passive, Part::auxiliary, Part::verb);
    // "Zuvor hatte sie …": an adverb.
    if (acts && name->end + 1 < count && words_.of_word(s.printed(name->end + 1)) & bits(Part::he, Part::she)) acts = false;
    bool known = name->full || cast_.find(name->text) || (count <= 3 && k == 0) || (acts && !governed);
    // "Castell's answer came without a pause: …"
    bool answers = name->possessive && k == 0 && name->end < count && words_.of_word(s.printed(name->end)) & bit(Part::answering);
    if ((known && !governed) || answers) {
      Subject who = person(*name);
      if (who.kind == Subject::person) {
        people.insert(who.name);
        if (!first) first = who;
      }
    }
    k = std::max(name->end, k + 1);
  }
  if (first && (people.size() == 1 || s.words()[0].capital)) {
    said.speaker = first->name;
    said.certainty = people.size() == 1 ? Certainty::sure : Certainty::likely;
    said.said = true;
    return said;
  }
  if (people.empty()) {
    Parts parts = words_.of_word(s.printed(0));
    if (parts & bits(Part::he, Part::she)) {
      said = resolved({Subject::pronoun, {}, parts & bit(Part::she) ? Gender::she : Gender::he, 1, false, false}, Verb{}, s.words()[0].begin);
      said.clause = span, said.end = span.end;
      return said;
    }
    // "The minister was blunt: …"
    std::vector<std::string> offices;
    Gender gender = Gender::unknown;
    for (std::size_t k = 0; k < std::min<std::size_t>(count, 5); ++k) {
      Parts word = words_.of_word(s.printed(k));
      if (word & bits(Part::verb, Part::preposition, Part::possessive) || s.words()[k].possessive || !(k == 0 || s.adjoins(k))) break;
      if (word & bit(Part::office)) {
        offices.push_back(small(s.printed(k)));
        if (word & bit(Part::female) && !(word & bit(Part::male))) gender = Gender::she;
      } else if (!offices.empty()) {
        break;
      }
    }
    if (!offices.empty() && words_.of_word(s.printed(0)) & bits(Part::article, Part::office)) {
      said = resolved(office(offices, gender, count), Verb{}, s.words()[0].begin);
      said.clause = span, said.end = span.end;
      return said;
    }
  }
  return {};
}

// Whether behind the verb, after a word that joins sentences, somebody else is named.
bool Attributor::another_begins(const SaidSentence& s, std::size_t from, const std::optional<std::string>& speaker) const {
  bool joined = false;
  for (std::size_t k = from; k < s.words().size(); ++k) {
    if (s.words()[k].is(transcript::Says::conjunction)) return false;
    if (words_.of_word(s.printed(k)) & bit(Part::and_)) joined = true;
    if (!joined || !s.words()[k].capital) continue;
    std::optional<NamedWords> name = cast_.name_from(s, k);
    std::optional<std::uint32_t> who = name ? cast_.find(name->text) : std::nullopt;
    if (who && !name->possessive && speaker != cast_.people()[*who].name) return true;
  }
  return false;
}

Attribution Attributor::before(ByteSpan outside) {
  if (!words_.known()) return {};
  ByteSpan span = last_sentence(text_, outside);
  SaidSentence s(text_, span, saying_);
  std::size_t count = s.words().size();
  if (count == 0) return {};
  std::size_t from = count > kLeadReach ? count - kLeadReach : 0;
  for (std::size_t at = count; at-- > from;) {
    std::optional<Verb> verb = verb_at(s, at);
    // "the chapter called “Ice”"
    if (verb && verb->calling && at + words_.phrase_at(s, at, Part::apart) == count && words_.phrase_at(s, at, Part::apart) > 0) continue;
    if (!verb) {
      if (words_.phrase_at(s, at, Part::according) > 0 || small(s.printed(at)) == "по") {
        Attribution said = by_source(s, at, at + 1);
        if (said.decided()) return said;
      }
      if (at == 0 && words_.of_word(s.printed(0)) & bit(Part::so)) {
        Attribution said = by_source(s, 0, 1);
        if (said.speaker) return said;
      }
      continue;
    }
    Attribution said;
    if (verb->impersonal) {
      said.said = true, said.clause = span, said.end = span.end;
      return said;
    }
    Subject subject;
    if (verb->passive) {
      for (std::size_t k = verb->end; k < count && k < verb->end + 3; ++k)
        if (words_.of_word(s.printed(k)) & bit(Part::by)) {
          subject = subject_behind(s, k + 1, false);
          break;
        }
      // "is said to be “…”" and "was asked whether …": whoever said it is not named.
      if (subject.kind == Subject::none) subject.kind = Subject::nobody;
    } else if (verb->pronoun) {
      subject = {Subject::pronoun, {}, *verb->pronoun, verb->end, false, false};
    } else {
      if (verb->begin > 0) subject = subject_before(s, verb->begin);
      if ((subject.kind == Subject::nobody || subject.weak) && words_.language() != "en") {
        // The verb stands second: "Zuvor hatte sie gesagt".
        Subject behind = subject_behind(s, verb->behind, true);
        if (behind.kind == Subject::person || behind.kind == Subject::pronoun) subject = behind;
      }
      if (subject.kind == Subject::none) {
        // A participle at the head of a remark has no subject of its own: "Asked about that, …".
        bool heads = verb->begin == 0 || !s.adjoins(verb->begin);
        Subject behind = subject_behind(s, verb->behind, words_.language() != "en");
        if (behind.kind == Subject::person || behind.kind == Subject::pronoun) subject = behind;
        else if (heads && words_.language() == "en") continue;
        else if (behind.kind == Subject::nobody && verb->begin == 0) subject = behind;
        else if (words_.language() == "es" || words_.language() == "ru" || adds_by_infinitive(s, verb->begin)) subject = {Subject::dropped, {}, verb->gender, verb->end, false, false};
        else continue;
      }
    }
    said = resolved(subject, *verb, s.words()[verb->begin].begin);
    said.clause = span;
    said.end = span.end;
    // "…, said Marrow, while Vance “…": another takes over.
    if (another_begins(s, verb->end, said.speaker)) return {};
    return said;
  }
  return by_colon(s, span);
}

Attribution Attributor::incise(ByteSpan span) {
  SaidSentence s(text_, span, saying_);
  if (s.words().empty()) return {};
  bool dashes = words_.language() == "ru" || words_.language() == "es";
  for (std::size_t at = 0; at < std::min<std::size_t>(s.words().size(), dashes ? 3 : 2); ++at) {
    if (at > 0 && !only_blanks(s.gap(at))) break;
    std::optional<Verb> verb = verb_at(s, at);
    if (!verb || verb->calling || verb->passive) continue;
    Subject subject;
    if (verb->pronoun) {
      subject = {Subject::pronoun, {}, *verb->pronoun, verb->end, false, false};
    } else {
      if (verb->begin > 0) subject = noun_before(s, verb->begin);
      if (subject.kind == Subject::none) subject = subject_behind(s, verb->behind, true);
      if (subject.kind == Subject::none && dashes) subject = {Subject::dropped, {}, verb->gender, verb->end, false, false};
    }
    bool plain = subject.kind == Subject::person || subject.kind == Subject::pronoun || dashes ||
                 (subject.kind == Subject::nobody && subject.end <= verb->end + 4 && words_.language() == "fr");
    if (!plain) continue;
    Attribution said = resolved(subject, *verb, s.words()[verb->begin].begin);
    said.clause = span;
    said.end = s.words()[std::min(std::max(verb->end, subject.end), s.words().size()) - 1].end;
    return said;
  }
  return {};
}

bool Attributor::set_apart(ByteSpan before) const {
  ByteSpan span = last_sentence(text_, before);
  SaidSentence s(text_, span, saying_);
  std::size_t count = s.words().size();
  for (std::size_t back = 1; back <= std::min<std::size_t>(count, 3); ++back) {
    std::size_t taken = words_.phrase_at(s, count - back, Part::apart);
    if (taken == 0) continue;
    if (taken == back) return true;
  }
  return false;
}

}  // namespace stenogram::check
