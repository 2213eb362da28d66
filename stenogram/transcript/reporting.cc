#include "stenogram/transcript/reporting.h"

#include <algorithm>

#include "stenogram/transcript/characters.h"

namespace stenogram::transcript {
namespace {

constexpr std::size_t kFarthestConjunction = 12;  // words between verb and conjunction
constexpr std::size_t kFarthestPastComma = 30;    // the same, where a remark stands between
constexpr std::size_t kFarthestOfWeak = 3;        // the same, for verbs that are mostly others
constexpr std::size_t kFarthestSource = 12;       // words between where it is written and the verb
constexpr std::size_t kBeforeMarks = 5;           // words from "quote" to the marks: "I quote my old father:"

bool ends_with_ly(std::string_view word) { return word.size() > 4 && word.ends_with("ly"); }
bool ends_with_ing(std::string_view word) { return word.size() > 4 && word.ends_with("ing"); }

bool has_comma(const SaidSentence& s, std::size_t i) { return s.gap_has(i, ","); }

// Marks that end a clause; a hyphen inside a word never stands in a gap.
bool ends_clause(const SaidSentence& s, std::size_t i) {
  if (s.gap_has(i, ",;:()[]\"")) return true;
  std::string_view gap = s.gap(i);
  for (std::string_view mark : {"–", "—", "“", "”", "«", "»", "„", "…"})
    if (gap.find(mark) != gap.npos) return true;
  return false;
}

// Names joined by "and" to the one whose run begins at `run`: "Lund and Minister Falk said".
void add_coordinated(const SaidSentence& s, std::vector<SaidName>& names) {
  const auto& words = s.words();
  for (int most = 4; most > 0; --most) {
    std::size_t at = names.front().run;
    // Back over the office: "… and President of Norland Ina Brandt".
    std::size_t steps = 0;
    while (at > 0 && steps < 6 && s.adjoins(at) && !words[at - 1].is(Says::and_) &&
           (words[at - 1].bits & bits(Says::office, Says::nation, Says::organisation) ||
            words[at - 1].is(Says::preposition) || words[at - 1].is(Says::begins)))
      --at, ++steps;
    bool joined = at > 0 && s.adjoins(at) && words[at - 1].is(Says::and_);
    if (!joined) return;
    std::optional<SaidName> before = s.name_before(at - 1);
    if (!before || !s.adjoins(at - 1) || before->possessive || before->kind == SaidName::single) return;
    names.insert(names.begin(), std::move(*before));
  }
}

// Whether the name is the object of a preposition: "the speech of Lund says". Of a name
// with an office before it the office decides, which stands to its left.
bool is_governed(const SaidSentence& s, const SaidName& name) {
  std::size_t at = name.kind == SaidName::organisation ? name.run : name.begin;
  if (at == 0 || !s.adjoins(at)) return false;
  const SaidWord& before = s.words()[at - 1];
  if (at > 1 && s.adjoins(at - 1) && !before.capital && before.is(Says::begins) && !before.is(Says::free))
    --at;  // over an article
  return at > 0 && s.words()[at - 1].is(Says::preposition);
}

Subject named(const SaidSentence& s, SaidName name) {
  Subject subject{Subject::named, {}, name.run, false};
  subject.names.push_back(std::move(name));
  add_coordinated(s, subject.names);
  subject.begin = subject.names.front().run;
  return subject;
}

std::optional<Subject> pronoun(const SaidSentence& s, std::size_t i) {
  const SaidWord& word = s.words()[i];
  auto of = [&](Subject::Kind kind) { return Subject{kind, {}, i, false}; };
  if (word.is(Says::self)) return of(Subject::self);
  if (word.is(Says::he)) return of(Subject::he);
  if (word.is(Says::she)) return of(Subject::she);
  return std::nullopt;
}

// The subject whose last word is `end - 1`, standing right before.
Subject subject_ending(const SaidSentence& s, std::size_t end) {
  const auto& words = s.words();
  const SaidWord& last = words[end - 1];
  if (auto found = pronoun(s, end - 1)) return *found;
  bool relative = last.is(Says::other) && (last.is(Says::question_word) || last.is(Says::conjunction));
  if (relative && end >= 2) {
    // "Lund, who said": the one before the comma.
    std::optional<SaidName> name = s.name_before(end - 1);
    if (name && !name->possessive && !is_governed(s, *name)) return named(s, std::move(*name));
    return {Subject::unnamed, {}, end - 1, false};
  }
  if (last.is(Says::other)) return {Subject::unnamed, {}, end - 1, false};
  if (last.bits &
      bits(Says::preposition, Says::conjunction, Says::question_word, Says::ask_aux, Says::subordinate, Says::and_))
    return {};
  if (std::optional<SaidName> name = s.name_before(end)) {
    if (name->possessive) return {};
    if (!is_governed(s, *name)) return named(s, std::move(*name));
    return {Subject::unnamed, {}, name->begin, false};
  }
  if (!last.capital && last.is(Says::begins)) return {};  // an article: "the said man"
  return {Subject::unnamed, {}, end - 1, false};
}

// The subject of a coordinated verb ("He stood up and said"): what the sentence begins with.
Subject subject_of_sentence(const SaidSentence& s, std::size_t before) {
  std::size_t i = 0;
  while (i < before && s.words()[i].is(Says::and_)) ++i;
  if (i >= before) return {};
  if (auto found = pronoun(s, i)) return *found;
  if (std::optional<SaidName> name = s.name_from(i); name && !name->possessive && name->end < before)
    return named(s, std::move(*name));
  return {Subject::unnamed, {}, i, false};
}

// "J. Lund and a number of ministers said": the one who is named, of several.
void name_among_others(const SaidSentence& s, Subject& subject) {
  std::size_t begin = subject.begin;
  for (std::size_t steps = 0; begin > 0 && steps < 20 && !ends_clause(s, begin); ++steps) --begin;
  std::optional<SaidName> name = s.name_from(begin);
  bool among = name && name->kind == SaidName::person && !name->possessive && name->end < subject.begin &&
               s.adjoins(name->end) && s.words()[name->end].is(Says::and_);
  if (among) subject = named(s, std::move(*name));
}

// Before the subject: "as X said", "if X says", "did X say".
void look_before(const SaidSentence& s, Subject& subject) {
  const auto& words = s.words();
  std::size_t at = subject.begin;
  // "Did X say", "How can people in X declare": a question reports nothing.
  std::string_view end = s.gap(words.size());
  bool asks = end.find('?') != end.npos && (words[0].bits & bits(Says::question_word, Says::ask_aux, Says::modal));
  if (asks && subject.kind != Subject::he && subject.kind != Subject::she) {
    for (std::size_t i = 0; i < 3 && i < at; ++i)
      if (words[i].bits & bits(Says::ask_aux, Says::modal)) return void(subject = {});
  }
  if (at > 0 && s.adjoins(at) && words[at - 1].is(Says::ask_aux)) return void(subject = {});
  // "in addition to what I said": nothing follows that was said.
  if (at > 0 && s.adjoins(at) && words[at - 1].is(Says::question_word) && subject.kind == Subject::self)
    return void(subject = {});
  for (std::size_t steps = 0; at > 0 && steps < 14 && !ends_clause(s, at); ++steps) {
    --at;
    bool opens = at == 0 || ends_clause(s, at) || words[at - 1].is(Says::and_);
    if (words[at].is(Says::as) && at < subject.begin) subject.as = true;
    if (words[at].is(Says::subordinate) && (opens || at + 1 == subject.begin)) {
      return void(subject = {});
    }
    if (subject.as) return;
  }
}

// German: "Lund erklärte, die Schleuse sei ein Sarg": no conjunction, but a comma, and a
// verb in the mood of reports.
bool indirect(const SaidSentence& s, const Cue& cue) {
  const auto& words = s.words();
  if ((cue.what != Says::say && cue.what != Says::that) || trimmed(s.gap(cue.end)) != ",") return false;
  // A participle alone is a remark: "ganz vereinfacht gesagt, …".
  bool participle = s.printed(cue.begin).starts_with("ge"), helped = !participle;
  for (std::size_t i = cue.begin; i > 0 && s.adjoins(i); --i) {
    std::string word = lower_first(s.printed(i - 1));
    helped = helped || word.starts_with("hat") || word.starts_with("habe");
  }
  if (!helped) return false;
  for (std::size_t i = cue.end + 1; i < words.size() && i < cue.end + kFarthestSource; ++i) {
    if (s.gap_has(i, ";:")) return false;
    if (words[i].is(Says::subjunctive)) return true;
  }
  return false;
}

// Over adverbs and auxiliaries before the verb. False where they say that nothing was
// reported.
bool past_auxiliaries(const SaidSentence& s, const Cue& cue, std::size_t& at) {
  const auto& words = s.words();
  at = cue.begin;
  bool progressive = ends_with_ing(s.printed(cue.begin));
  for (std::size_t steps = 0; at > 0 && steps < 8 && s.adjoins(at); ++steps) {
    const SaidWord& word = words[at - 1];
    if (word.bits & bits(Says::no, Says::modal) && !word.capital) return false;
    if (word.is(Says::passive) && !progressive && !word.capital) return false;
    if (word.bits & bits(Says::self, Says::he, Says::she, Says::you)) {
      // "nous avons dit", but "il nous a dit": an object has its subject before it.
      bool object = word.is(Says::auxiliary) && at > 1 && s.adjoins(at - 1) &&
                    (words[at - 2].capital || words[at - 2].bits & bits(Says::self, Says::he, Says::she, Says::other));
      if (!object) return true;
    }
    if (!word.is(Says::auxiliary) && !ends_with_ly(s.printed(at - 1))) return true;
    if (word.capital && at > 1) return true;
    --at;
  }
  return true;
}

}  // namespace

std::optional<Cue> cue_at(const SaidSentence& sentence, std::size_t i, const SayingWords& lexicon) {
  const auto& words = sentence.words();
  if (i >= words.size()) return std::nullopt;
  std::optional<Cue> best;
  auto consider = [&](const std::vector<SayingWords::Phrase>* phrases) {
    if (!phrases) return;
    for (const SayingWords::Phrase& phrase : *phrases) {
      std::size_t at = i + 1, matched = 0;
      while (
          matched < phrase.rest.size() && at < words.size() && sentence.adjoins(at) &&
          (sentence.printed(at) == phrase.rest[matched] || lower_first(sentence.printed(at)) == phrase.rest[matched]))
        ++at, ++matched;
      if (matched == phrase.rest.size() && (!best || at > best->end)) best = Cue{phrase.what, i, at};
    }
  };
  consider(lexicon.phrases(sentence.printed(i)));
  consider(lexicon.phrases(lower_first(sentence.printed(i))));
  if (best) return best;
  for (Says what :
       {Says::according, Says::say, Says::that, Says::ask, Says::gerund, Says::make, Says::weak, Says::written})
    if (words[i].is(what)) return Cue{what, i, i + 1};
  return std::nullopt;
}

Subject subject_before(const SaidSentence& s, const Cue& cue) {
  const auto& words = s.words();
  std::size_t at = 0;
  if (!past_auxiliaries(s, cue, at)) return {};
  if (at == 0) return {};
  Subject subject;
  if (s.adjoins(at)) {
    subject = words[at - 1].is(Says::and_) ? subject_of_sentence(s, at - 1) : subject_ending(s, at);
    if (subject.kind == Subject::unnamed) name_among_others(s, subject);
  } else if (has_comma(s, at) && s.gap(at).find_first_not_of(", \t\n\r") == std::string_view::npos) {
    // Past a remark between commas: to its own words if they are a name, else to what
    // stands before it.
    std::size_t comma = at - 1;
    while (comma > 0 && !ends_clause(s, comma)) --comma;
    std::optional<SaidName> inside = s.name_before(at);
    // One name alone between commas is somebody spoken to.
    if (inside && inside->run == comma && comma > 0 && !inside->possessive && inside->kind != SaidName::single)
      subject = named(s, std::move(*inside));
    else if (comma > 0 && has_comma(s, comma)) subject = subject_ending(s, comma);
    // Far from the verb, a bare noun is as likely an object, unless words in marks follow:
    // "The letter, let me read it, says, …".
    if (subject.kind == Subject::unnamed && !introduces_marks(s, cue)) return {};
  }
  if (subject.kind != Subject::nobody) look_before(s, subject);
  return subject;
}

Subject subject_after(const SaidSentence& s, const Cue& cue) {
  const auto& words = s.words();
  for (std::size_t i = cue.end; i < words.size() && i < cue.end + 10; ++i) {
    if (i > cue.end && !s.adjoins(i)) break;
    if (i == cue.end && !s.adjoins(i)) break;
    if (auto found = pronoun(s, i); found && !words[i].is(Says::auxiliary)) return *found;
    if (words[i].is(Says::conjunction)) break;
    if (!words[i].capital) continue;
    if (std::optional<SaidName> name = s.name_from(i)) {
      if (name->possessive || (name->kind == SaidName::single && i > cue.end + 3)) return {};
      // "Как заявил Лунд, …": the subject stands behind, the conjunction before.
      bool as = cue.begin > 0 && s.adjoins(cue.begin) && words[cue.begin - 1].is(Says::as);
      Subject subject{Subject::named, {}, as ? cue.begin - 1 : i, as};
      subject.names.push_back(std::move(*name));
      return subject;
    }
  }
  return {};
}

bool plain(const Subject& subject) {
  if (subject.kind != Subject::named) return subject.kind != Subject::unnamed;
  return subject.names[0].kind != SaidName::single || subject.names[0].begin > 0;
}

bool you_say(const SaidSentence& s, const Cue& cue, const Subject& subject) {
  if (subject.kind == Subject::self || subject.kind == Subject::named || subject.begin >= s.words().size())
    return false;
  // "Вы на прошлой неделе сказали": the clause begins with it.
  std::size_t first = cue.begin;
  while (first > 0 && s.adjoins(first)) --first;
  if (subject.kind == Subject::unnamed && s.words()[first].is(Says::you)) return true;
  if (!s.words()[subject.begin].is(Says::you)) return false;
  if (subject.kind != Subject::she) return true;
  std::size_t beside = subject.begin < cue.begin ? subject.begin + 1 : cue.begin;
  return s.words()[subject.begin].capital &&
         (s.printed(beside).ends_with("en") || s.printed(cue.begin).ends_with("en"));
}

Subject source_beside(const SaidSentence& s, const Cue& cue) {
  const auto& words = s.words();
  auto place = [&](std::size_t i) { return (words[i].bits & bits(Says::preposition, Says::there)) != 0; };
  if (cue.begin > 0 && words[cue.begin - 1].bits & bits(Says::as, Says::no)) return {};
  for (std::size_t i = cue.begin; i > 0 && cue.begin - i < kFarthestSource; --i) {
    if (s.gap_has(i, ";:?!")) break;
    if (place(i - 1)) return {Subject::unnamed, {}, i - 1, false};
  }
  if (cue.end < words.size() && s.adjoins(cue.end) && place(cue.end)) return {Subject::unnamed, {}, cue.begin, false};
  return {};
}

bool introduces_marks(const SaidSentence& s, const Cue& cue) {
  std::string_view gap = s.gap(cue.end);
  if (gap.find_first_of("?!.;") != gap.npos) return false;
  for (std::string_view mark : {"\"", "“", "«", "„", "‘", "「"})
    if (gap.find(mark) != gap.npos) return true;
  return false;
}

std::optional<ByteSpan> quoting_before(const SaidSentence& s, std::uint64_t mark) {
  const auto& words = s.words();
  std::size_t end = s.word_at_or_after(mark);
  bool introduced = s.gap_has(end, ":,");
  for (std::size_t i = end; i > 0 && end - i < kBeforeMarks; --i) {
    if (i < end ? !s.adjoins(i) && !has_comma(s, i) : s.gap_has(i, ".;?!")) break;
    if (words[i - 1].is(Says::quoting) && (introduced || i == end))
      return ByteSpan{words[i - 1].begin, words[i - 1].end};
  }
  return std::nullopt;
}

std::optional<std::size_t> clause_after(const SaidSentence& s, const Cue& cue, const Subject& subject,
                                        std::string_view language) {
  const auto& words = s.words();
  auto exists = [&](std::size_t i) -> std::optional<std::size_t> {
    if (i < words.size() && i + 1 < words.size()) return i;
    return std::nullopt;
  };
  if (subject.as) {
    // "As X said, …": what follows the comma, where the sentence begins with it.
    for (std::size_t i = cue.end; i < words.size() && i < cue.end + 8; ++i)
      if (has_comma(s, i)) return exists(i);
    return std::nullopt;
  }
  std::size_t next = cue.end;
  // "Lund wrote: the pumps are safe", without marks.
  if ((cue.what == Says::say || cue.what == Says::that || cue.what == Says::written) && next < words.size() &&
      trimmed(s.gap(next)) == ":")
    return exists(next);
  // "explained how …"
  if (cue.what == Says::that && next < words.size() && s.adjoins(next) && words[next].is(Says::question_word) &&
      !words[next].is(Says::other) && !words[next].is(Says::begins))
    return exists(next);
  bool comma_first = language == "ru" || language == "uk" || language == "de" || language == "pl";
  bool remark = cue.end < words.size() && has_comma(s, cue.end) && !comma_first;
  std::size_t farthest = cue.end + (cue.what == Says::weak ? kFarthestOfWeak
                                    : remark               ? kFarthestPastComma
                                                           : kFarthestConjunction);
  bool romance = language == "fr" || language == "es" || language == "it" || language == "pt";
  bool noun = false, comma_between = false, bare_object = false;
  for (std::size_t i = cue.end; i < words.size() && i < farthest; ++i) {
    if (s.gap_has(i, ";:()")) break;
    if (i > cue.end && (words[i].bits & (kVerbs & ~bits(Says::make, Says::weak, Says::gerund))) &&
        !words[i].is(Says::conjunction) && !remark)
      break;
    noun |= words[i].is(Says::noun);
    comma_between |= has_comma(s, i);
    if (cue.what == Says::ask && words[i].is(Says::question_word)) {
      // "asks a question which …": after a bare object, a relative.
      if (bare_object && words[i].is(Says::other)) return std::nullopt;
      return exists(i);
    }
    if (cue.what == Says::ask || !words[i].is(Says::conjunction)) {
      bare_object |= !words[i].capital &&
                     !(words[i].bits & bits(Says::preposition, Says::auxiliary, Says::self, Says::other, Says::his,
                                            Says::her, Says::he, Says::she)) &&
                     !ends_with_ly(s.printed(i));
      continue;
    }
    // "escribió un libro que": after a bare object the Romance `que` is a relative.
    if (romance && bare_object) return std::nullopt;
    if (comma_first && !has_comma(s, i)) continue;
    // A remark between commas must be over; a noun before may claim what follows.
    if (comma_between && !has_comma(s, i)) return std::nullopt;
    if (cue.what == Says::make && !noun) return std::nullopt;
    if (i > cue.end && s.adjoins(i) &&
        (words[i - 1].is(Says::antecedent) || (words[i - 1].is(Says::noun) && cue.what != Says::make)))
      return std::nullopt;
    return exists(i + 1);
  }
  if (cue.what == Says::make || cue.what == Says::ask || cue.end >= words.size()) return std::nullopt;
  if (language == "de" && indirect(s, cue)) return exists(next);
  if (cue.what != Says::say && cue.what != Says::gerund) return std::nullopt;
  if (language == "de" && s.printed(cue.begin).starts_with("ge") && !indirect(s, cue)) return std::nullopt;
  // Without a conjunction: a clause must follow that cannot be an object.
  bool comma = has_comma(s, next) && s.gap(next).find_first_not_of(", \t\n\r") == std::string_view::npos;
  if (!s.adjoins(next) && !comma) return std::nullopt;
  if (comma_first != comma && !(comma && words[next].is(Says::free))) return std::nullopt;
  if (language == "fr" || language == "es" || language == "ru" || language == "uk") return std::nullopt;
  // "told him he would": an object stands between.
  if (next + 1 < words.size() && (words[next].bits & bits(Says::his, Says::her)) && !comma && s.adjoins(next + 1) &&
      words[next + 1].is(Says::free))
    ++next;
  if (next + 1 >= words.size() || !s.adjoins(next + 1)) return std::nullopt;
  if (words[next].is(Says::free)) return exists(next);
  bool begins = words[next].is(Says::begins) || words[next].capital;
  if (!begins) return std::nullopt;
  bool it = s.printed(next).size() <= 4 && words[next].is(Says::other);
  std::size_t within = it ? 2 : 8;
  for (std::size_t i = next + 1; i < words.size() && i < next + within && !ends_clause(s, i); ++i)
    if (words[i].is(Says::finite)) return exists(next);
  return std::nullopt;
}

}  // namespace stenogram::transcript
