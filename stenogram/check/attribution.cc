#include "stenogram/check/attribution.h"

#include <algorithm>
#include <set>

#include "stenogram/check/attribution_gaps.h"
#include "stenogram/people/names.h"
#include "stenogram/transcript/characters.h"
#include "stenogram/differences/lexicon.h"
#include "stenogram/text/words.h"

namespace stenogram::check {
namespace {

using transcript::SaidSentence;

constexpr std::size_t kDeniedWithin = 2;  // words before a verb of saying, for a negation of it
constexpr std::size_t kVerbReach = 9;     // words behind a quotation in which its verb begins
constexpr std::size_t kLeadReach = 40;    // words before it

bool ends_sentence(std::string_view text, std::uint64_t at) {
  char byte = text[at];
  if (byte == '?' || byte == '!') return true;
  if (byte != '.') return false;
  if (at + 1 < text.size() && text[at + 1] != ' ' && text[at + 1] != '\n' && text[at + 1] != '\r' &&
      static_cast<unsigned char>(text[at + 1]) < 0x80)
    return false;
  // An initial or a title does not: "V. Marrow", "Mr. Marrow"; nor an ordinal: "am 4. März".
  std::uint64_t begin = at;
  while (begin > 0 && text[begin - 1] != ' ' && text[begin - 1] != '\n' && text[begin - 1] != '.' && at - begin < 24)
    --begin;
  std::string_view word = text.substr(begin, at - begin);
  std::size_t letters = std::size_t(std::count_if(word.begin(), word.end(), [](char c) { return (c & 0xC0) != 0x80; }));
  if (letters == 0) return true;
  if (letters <= 2 && word[0] >= '0' && word[0] <= '9') return at + 2 >= text.size();
  if (letters <= 1) return false;
  bool capital = word[0] >= 'A' && word[0] <= 'Z';
  return !(capital && letters <= 4 && people::is_title(word));
}

// "Et d'ajouter : …": whoever spoke goes on.
bool adds_by_infinitive(const SaidSentence& s, std::size_t verb) {
  if (verb == 0) return false;
  std::string_view before = s.printed(verb - 1);
  return (before == "d" || before == "de") &&
         (s.printed(verb).ends_with("er") || s.printed(verb).ends_with("re") || s.printed(verb).ends_with("ir"));
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
    // "Según explicó después la interventora", "selon ce qu'a dit X".
    if (!subject.somebody())
      for (std::size_t at = k + taken; at < std::min(s.words().size(), k + taken + 3); ++at)
        if (std::optional<Verb> verb = verb_at(s, at); verb && !verb->passive && !verb->pronoun) {
          subject = subject_behind(s, verb->behind, true);
          break;
        }
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
      if (subject.kind == Subject::none && far && words_.language() != "fr")
        subject = {Subject::dropped, {}, verb->gender, verb->end, false, false};
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
  said.clause = span, said.end = span.end, said.colon = true;
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
    bool acts = name->end < count && s.adjoins(name->end) &&
                words_.of_word(s.printed(name->end)) & bits(Part::passive, Part::auxiliary, Part::verb);
    // "Zuvor hatte sie …": an adverb.
    if (acts && name->end + 1 < count && words_.of_word(s.printed(name->end + 1)) & bits(Part::he, Part::she))
      acts = false;
    if (words_.language() == "de" && name->run > 0 && s.adjoins(name->run)) acts = false;
    bool known = name->full || cast_.find(name->text) || (count <= 3 && k == 0) || (acts && !governed);
    // "Castell's answer came without a pause: …"
    bool answers =
        name->possessive && k == 0 && name->end < count && words_.of_word(s.printed(name->end)) & bit(Part::answering);
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
      said = resolved({Subject::pronoun, {}, parts & bit(Part::she) ? Gender::she : Gender::he, 1, false, false},
                      Verb{}, s.words()[0].begin);
      said.clause = span, said.end = span.end;
      return said;
    }
    // "His reasoning was simple: …"
    if (parts & bit(Part::possessive) && count > 1 && words_.of_word(s.printed(1)) & bit(Part::answering) &&
        parts & bits(Part::his, Part::her)) {
      said = resolved({Subject::pronoun, {}, parts & bit(Part::her) ? Gender::she : Gender::he, 2, false, false},
                      Verb{}, s.words()[0].begin);
      said.clause = span, said.end = span.end;
      return said;
    }
    // "The minister was blunt: …", "Preguntado por su renovación, el central dejó una frase: …"
    for (std::size_t k = 0; k < count; ++k) {
      if (k > 0 && s.adjoins(k)) continue;
      Parts word = words_.of_word(s.printed(k));
      if (!(word & bits(Part::article, Part::office))) continue;
      Subject subject = subject_behind(s, k, false);
      if (!subject.somebody()) continue;
      said = resolved(subject, Verb{}, s.words()[k].begin);
      said.clause = span, said.end = span.end;
      return said;
    }
  }
  return {};
}

// Whether behind the verb, after a word that joins sentences, somebody else is named.
bool Attributor::another_begins(const SaidSentence& s, std::size_t from,
                                const std::optional<std::string>& speaker) const {
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

// Whether a verb of saying, from its auxiliary at `begin` to its end at `at`, is denied: "never
// said", "habe nie gesagt", "n'a jamais dit"; but not "not only said".
bool Attributor::denied(const SaidSentence& s, std::size_t begin, std::size_t at) const {
  const differences::Lexicon& lexicon = differences::Lexicon::of(words_.language());
  auto traits = [&](std::size_t k) { return lexicon.traits(text::verdict_key(s.printed(k))); };
  for (std::size_t k = at, steps = 0; k-- > 0;) {
    if (k < begin && ++steps > kDeniedWithin) return false;
    if (!s.adjoins(k + 1) && !only_blanks(s.gap(k + 1))) return false;
    if (traits(k) & differences::kNegation) return !(traits(k + 1) & differences::kQuantifier);
  }
  return false;
}

// German sets the verb of a clause last: "Wie er dem Blatt sagte, …".
Attributor::Subject Attributor::of_clause(const SaidSentence& s, std::size_t verb) const {
  std::size_t begin = verb;
  while (begin > 0 && s.gap(begin).find_first_of(",;:") == std::string_view::npos) --begin;
  static constexpr std::string_view kFirst[] = {"wie", "dass", "als", "nachdem", "was", "weil", "während"};
  if (begin + 1 >= verb || std::find(std::begin(kFirst), std::end(kFirst), small(s.printed(begin))) == std::end(kFirst))
    return {};
  Subject subject = subject_behind(s, begin + 1, false);
  return subject.somebody() ? subject : Subject{};
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
    if (verb && verb->calling && at + words_.phrase_at(s, at, Part::apart) == count &&
        words_.phrase_at(s, at, Part::apart) > 0)
      continue;
    if (!verb) {
      if (words_.phrase_at(s, at, Part::according) > 0 || small(s.printed(at)) == "по") {
        Attribution said = by_source(s, at, at + 1);
        if (said.decided()) return said;
      }
      // "Der Bademeister, so die Bürgermeisterin, …"
      if ((at == 0 || s.gap_has(at, ",")) && words_.of_word(s.printed(at)) & bit(Part::so)) {
        Attribution said = by_source(s, at, at + 1);
        if (said.speaker) return said;
      }
      // "He refused to be drawn, saying only that …": whom the sentence is about.
      if (at > 0 && words_.of_word(s.printed(at)) & bit(Part::gerund) && !s.words()[at].capital &&
          (!s.adjoins(at) || at > 2)) {
        Subject subject = main_subject(s, at);
        if (!subject.somebody()) continue;
        Attribution said = resolved(subject, Verb{}, s.words()[0].begin);
        said.clause = span, said.end = span.end;
        return said;
      }
      continue;
    }
    Attribution said;
    // "Pruitt told reporters he had read “every comma”": he is no sign.
    if (verb->impersonal && verb->begin > 0 && subject_before(s, verb->begin).somebody()) continue;
    // "Petty said, and I wrote this down, “…”": the writer's remark is none of it.
    if (verb->begin > 0 && words_.of_word(s.printed(verb->begin - 1)) & bit(Part::self) && verb->begin > 1 &&
        words_.of_word(s.printed(verb->begin - 2)) & bit(Part::and_))
      continue;
    // "Holt never said “…”": whose the words are is what is not said.
    if (verb->impersonal || denied(s, verb->begin, at)) {
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
      if (subject.weak && words_.language() != "en") {
        // The verb stands second: "Zuvor hatte sie gesagt".
        Subject behind = subject_behind(s, verb->behind, true);
        if (behind.somebody()) subject = behind;
      }
      if ((subject.kind == Subject::none || subject.weak) && words_.language() == "de")
        if (Subject first = of_clause(s, verb->begin); first.somebody()) subject = first;
      if (subject.kind == Subject::none) {
        // A participle at the head of a remark has no subject of its own: "Asked about that, …".
        bool heads = verb->begin == 0 || !s.adjoins(verb->begin);
        Subject behind = subject_behind(s, verb->behind, words_.language() != "en");
        if (behind.somebody()) subject = behind;
        else if (heads && words_.language() == "en") continue;
        else if (behind.kind == Subject::nobody && (verb->begin == 0 || (words_.language() == "de" && !behind.weak)))
          subject = behind;
        else if (words_.language() == "es" || words_.language() == "ru" || adds_by_infinitive(s, verb->begin))
          subject = {Subject::dropped, {}, verb->gender, verb->end, false, false};
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
      if (!subject.somebody())
        if (Subject after = subject_behind(s, verb->behind, true); after.kind != Subject::none) subject = after;
      if (subject.kind == Subject::none && dashes)
        subject = {Subject::dropped, {}, verb->gender, verb->end, false, false};
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
