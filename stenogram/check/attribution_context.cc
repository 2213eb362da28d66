// Whom the words before leave open to a pronoun; and quotations whose own sentence says nothing.
#include <algorithm>
#include <set>

#include "stenogram/check/attribution.h"
#include "stenogram/check/attribution_gaps.h"
#include "stenogram/transcript/characters.h"

namespace stenogram::check {
namespace {

using transcript::SaidSentence;

constexpr std::size_t kMostNamed = 8;  // whom a pronoun may mean

}  // namespace

// Whom a pronoun means: the one person that the words before leave open.
std::optional<std::string> Attributor::antecedent(Gender gender, std::uint64_t at) const {
  const std::vector<Mention>& mentions = cast_.mentions();
  auto one_of = [&](const std::set<std::uint32_t>& people) -> std::optional<std::string> {
    if (people.size() == 1 && *people.begin() != Mention::kUnnamed) return cast_.people()[*people.begin()].name;
    // Of several the one who is known to be a woman, or a man.
    std::optional<std::uint32_t> shown;
    for (std::uint32_t person : people) {
      if (person == Mention::kUnnamed) return std::nullopt;
      if (gender == Gender::unknown || cast_.people()[person].gender != gender) continue;
      if (shown) return std::nullopt;
      shown = person;
    }
    return shown ? std::optional(cast_.people()[*shown].name) : std::nullopt;
  };
  auto among = [&](std::uint64_t begin, std::uint64_t end, bool with_governed) {
    std::set<std::uint32_t> people;
    auto from = std::lower_bound(mentions.begin(), mentions.end(), begin,
                                 [](const Mention& m, std::uint64_t b) { return m.at < b; });
    // A paragraph that names so many leaves nobody to a pronoun.
    for (auto mention = from; mention != mentions.end() && mention->at < end && people.size() < kMostNamed; ++mention) {
      if (mention->person == Mention::kUnnamed) {
        if (with_governed || !mention->governed) people.insert(mention->person);
        continue;
      }
      const Person& person = cast_.people()[mention->person];
      if ((with_governed || !mention->governed) && person.sure && compatible(person.gender, gender))
        people.insert(mention->person);
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
    // “…,” says Mehta. His partner, Greta Lindh, winces. “…,” she says: of Mehta nothing is known.
    const bool unknown = who && cast_.people()[*who].gender == Gender::unknown;
    if (std::optional<std::string> other = unknown && gender != Gender::unknown && here.size() == 1 &&
                                                   *here.begin() != Mention::kUnnamed &&
                                                   cast_.people()[*here.begin()].gender == gender
                                               ? one_of(here)
                                               : std::nullopt)
      return other;
    return told_before(gender);
  }
  if (here.size() > 1)
    if (std::optional<std::string> teller = told_before(gender)) return teller;
  if (!here.empty()) {
    // Of the one who is named nothing is known, and another is, behind a preposition.
    std::set<std::uint32_t> all = among(paragraph_.begin, at, true);
    auto known = [&](std::uint32_t one) {
      return one != Mention::kUnnamed && gender != Gender::unknown && cast_.people()[one].gender == gender;
    };
    if (here.size() == 1 && !known(*here.begin()) && std::any_of(all.begin(), all.end(), known)) return std::nullopt;
    return one_of(here);
  }
  if (last_unnamed_) return std::nullopt;
  here = among(paragraph_.begin, at, true);
  if (!here.empty()) return one_of(here);
  // The paragraph before.
  std::set<std::uint32_t> earlier = among(paragraph_before_.begin, paragraph_before_.end, false);
  if (speaker_before_ && fits(speaker_before_)) {
    std::optional<std::uint32_t> who = cast_.find(*speaker_before_);
    if (who) earlier.erase(*who);
    return earlier.empty() ? speaker_before_ : std::nullopt;
  }
  if (!earlier.empty()) return one_of(earlier);
  // One person in the whole article.
  std::optional<std::uint32_t> who = cast_.only(gender, at);
  return who ? std::optional(cast_.people()[*who].name) : std::nullopt;
}

// Who says something in the sentence before the quotation: "Ms Reid said she would hold him to
// that. “Spring is a big season,” she said". Not who asks: the answer is another's.
std::optional<std::string> Attributor::told_before(Gender gender) const {
  ByteSpan before = transcript::trimmed(
      text_, {std::max(paragraph_.begin, last_at_), std::max(quotation_, std::max(paragraph_.begin, last_at_))});
  if (before.empty() || text_[before.end - 1] != '.') return std::nullopt;
  SaidSentence s(text_, last_sentence(text_, {before.begin, before.end - 1}), saying_);
  for (std::size_t at = 1; at < s.words().size(); ++at) {
    std::optional<Verb> verb = verb_at(s, at);
    if (!verb || verb->passive || verb->impersonal || verb->pronoun || s.words()[at].is(transcript::Says::ask))
      continue;
    Subject subject = verb->begin > 0 ? subject_before(s, verb->begin) : Subject{};
    if (subject.kind != Subject::person) return std::nullopt;
    std::optional<std::uint32_t> who = cast_.find(subject.name);
    if (who && !compatible(cast_.people()[*who].gender, gender)) return std::nullopt;
    return subject.name;
  }
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
    case Subject::epithet:
    case Subject::dropped:
      if (subject.kind == Subject::dropped && verb.several) break;
      said.speaker = antecedent(subject.gender, at);
      if (said.speaker) said.certainty = Certainty::likely;
      said.pronoun = subject.gender;
      break;
    default: break;
  }
  return said;
}

// Who a sentence is about, up to word `to`: its first noun, or what stands around its first verb of saying.
Attributor::Subject Attributor::main_subject(const SaidSentence& s, std::size_t to) const {
  Subject first = subject_behind(s, 0, false);
  if (first.somebody()) return first;
  for (std::size_t at = 1; at < std::min(to, s.words().size()); ++at) {
    std::optional<Verb> verb = verb_at(s, at);
    if (!verb || verb->impersonal || verb->passive || verb->pronoun) continue;
    Subject subject = verb->begin > 0 ? subject_before(s, verb->begin) : Subject{};
    if (!subject.somebody() && words_.language() != "en") subject = subject_behind(s, verb->behind, false);
    return subject.somebody() ? subject : Subject{};
  }
  return {};
}

// Whether before word `run`, which begins a name, words stand that are nothing known: a verb may be among them.
bool Attributor::unclear_before(const SaidSentence& s, std::size_t run) const {
  constexpr Parts kKnown = bits(Part::article, Part::office, Part::relation, Part::someone, Part::epithet, Part::lesser,
                                Part::of, Part::preposition, Part::possessive, Part::calendar, Part::skip,
                                Part::auxiliary, Part::verb, Part::participle, Part::and_, Part::daytime);
  for (std::size_t k = 0; k < run; ++k) {
    const bool modifies = s.words()[k].capital || s.words()[k].possessive ||
                          (k + 1 < run && words_.of_word(s.printed(k + 1)) & bits(Part::office, Part::relation));
    if (!(words_.of_word(s.printed(k)) & kKnown) && !modifies) return true;
  }
  return false;
}

Attribution Attributor::led(ByteSpan before) const {
  if (!words_.known()) return {};
  before = transcript::trimmed(text_, before);
  if (before.empty()) return {};
  char end = text_[before.end - 1];
  if (end != '.' && end != '!' && end != '?' && end != ':') return {};
  ByteSpan span = last_sentence(text_, {before.begin, before.end - 1});
  SaidSentence s(text_, span, saying_);
  if (s.words().empty() || !s.words()[0].capital) return {};
  // What somebody was told is another's, and a question is whoever's who asks.
  if (end == '?') return {};
  for (std::size_t at = 0; at < s.words().size(); ++at)
    if (std::optional<Verb> verb = verb_at(s, at); verb && verb->passive) return {};
  Subject subject = main_subject(s, s.words().size());
  if (subject.kind == Subject::none || subject.kind == Subject::nobody) return {};
  // "Critics accuse Marrow of cowardice": about the critics.
  if (subject.kind == Subject::person && !subject.likely)
    if (std::optional<NamedWords> name = cast_.name_before(s, subject.end); name && unclear_before(s, name->run))
      return {};
  Attribution said = resolved(subject, Verb{}, s.words()[0].begin);
  if (!said.speaker) return {};
  const std::vector<Mention>& mentions = cast_.mentions();
  auto first = std::lower_bound(mentions.begin(), mentions.end(), span.begin,
                                [](const Mention& m, std::uint64_t b) { return m.at < b; });
  for (auto mention = first; mention != mentions.end() && mention->at < span.end; ++mention) {
    if (mention->governed) continue;
    if (mention->person == Mention::kUnnamed || cast_.people()[mention->person].name != *said.speaker) return {};
  }
  said.certainty = Certainty::likely;
  said.clause = span;
  said.end = span.end;
  return said;
}

bool Attributor::tells_who(ByteSpan behind) const {
  SaidSentence s(text_, first_sentence(text_, behind), saying_);
  return words_.phrase_at(s, 0, Part::cleft) > 0;
}

Attribution Attributor::answer_of(ByteSpan behind) const {
  if (!words_.known()) return {};
  ByteSpan span = first_sentence(text_, behind);
  SaidSentence s(text_, span, saying_);
  constexpr std::size_t kReach = 6;
  std::size_t at = 0;
  while (at < std::min<std::size_t>(3, s.words().size()) && !(words_.of_word(s.printed(at)) & bit(Part::answering)))
    ++at;
  if (at >= std::min<std::size_t>(3, s.words().size()) ||
      (at > 0 && !(words_.of_word(s.printed(0)) & bits(Part::article, Part::so))))
    return {};
  for (std::size_t k = at + 1; k < s.words().size() && k <= at + kReach && (s.adjoins(k) || only_blanks(s.gap(k)));
       ++k) {
    if (!s.words()[k].capital) {
      if (!(words_.of_word(s.printed(k)) & bits(Part::of, Part::preposition, Part::office, Part::article))) return {};
      continue;
    }
    std::optional<NamedWords> name = cast_.name_from(s, k);
    if (!name || !(name->full || cast_.find(name->text))) return {};
    Attribution said = resolved(person(*name), Verb{}, span.begin);
    said.certainty = Certainty::likely;
    said.clause = span, said.end = span.end;
    return said;
  }
  return {};
}

Attribution Attributor::thus(ByteSpan paragraph) const {
  if (!words_.known()) return {};
  ByteSpan span = first_sentence(text_, paragraph);
  SaidSentence s(text_, span, saying_);
  std::size_t at = words_.phrase_at(s, 0, Part::thus);
  if (at == 0) return {};
  for (; at < s.words().size(); ++at) {
    if (!s.words()[at].capital) continue;
    std::optional<NamedWords> name = cast_.name_from(s, at);
    if (!name || name->possessive || !(name->full || cast_.find(name->text))) continue;
    Attribution said = resolved(person(*name), Verb{}, span.begin);
    said.certainty = Certainty::likely;
    said.clause = span, said.end = span.end;
    return said;
  }
  return {};
}

std::optional<std::string> Attributor::signature(ByteSpan line) const {
  constexpr std::size_t kMostWords = 12;
  SaidSentence s(text_, line, saying_);
  std::string_view printed = transcript::trimmed(slice(text_, line));
  if (!words_.known() || s.words().empty() || s.words().size() > kMostWords || printed.ends_with('.') ||
      printed.ends_with('!') || printed.ends_with('?'))
    return std::nullopt;
  std::optional<NamedWords> name = cast_.name_from(s, 0);
  bool alone = name && name->full && !name->possessive && (name->end >= s.words().size() || !s.adjoins(name->end));
  if (!alone) return std::nullopt;
  return person(*name).name;
}

bool Attributor::reports(ByteSpan sentence) const {
  SaidSentence s(text_, sentence, saying_);
  for (std::size_t at = 0; at < s.words().size(); ++at)
    if (words_.of_word(s.printed(at)) & bit(Part::reported) && !s.words()[at].capital) return true;
  return false;
}

}  // namespace stenogram::check
