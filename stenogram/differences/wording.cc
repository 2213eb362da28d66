#include "stenogram/differences/wording.h"

#include <algorithm>

#include "stenogram/differences/equivalences.h"
#include "stenogram/people/names.h"
#include "stenogram/text/words.h"

namespace stenogram::differences {
namespace {

// A cue among more words than this does not make the whole omission a matter of that cue.
constexpr std::uint64_t kCueRun = 4;
// A marked omission as short as this is judged by any cue it holds, not only the turning ones.
constexpr std::uint64_t kShortCut = 3;
constexpr std::size_t kLongWord = 6;  // letters, for a letter that is off

std::size_t letters(std::string_view text) {
  return std::size_t(std::count_if(text.begin(), text.end(), [](char byte) { return (byte & 0xC0) != 0x80; }));
}

bool has_digit(std::string_view key) { return key.find_first_of("0123456789") != key.npos; }

// The weightiest first: a change that touches several is named by what it does most.
struct Cue {
  Traits trait;
  DifferenceKind kind;
};
constexpr Cue kCues[] = {
    {kNegation, DifferenceKind::negation},   {kNumber, DifferenceKind::number},
    {kModal, DifferenceKind::modal},         {kQuantifier, DifferenceKind::quantifier},
    {kCondition, DifferenceKind::condition}, {kComparison, DifferenceKind::comparison},
    {kHedge, DifferenceKind::hedge},
};

}  // namespace

std::string_view Wording::printed(Side side, std::uint64_t at) const {
  return side == Side::quoted ? slice(quoted_.text, quoted_.spans[at]) : spoken_.printed(at);
}

Traits Wording::traits_in(Side side, TokenRange range) const {
  Traits traits = 0;
  std::span<const std::string> within(keys(side).data() + range.begin, range.size());
  std::size_t phrase_end = 0;
  Traits of_phrase = 0;
  for (std::size_t at = 0; at < within.size(); ++at) {
    Lexicon::Phrase phrase = lexicon_.phrase_at(within, at);
    if (phrase.length > 0 && at + phrase.length > phrase_end)
      phrase_end = at + phrase.length, of_phrase = phrase.traits;
    Traits own = lexicon_.traits(within[at]);
    // The `peut` of `peut-être` is no modal.
    if (at < phrase_end && !(of_phrase & kModal)) own &= ~Traits(kModal);
    traits |= own | phrase.traits;
  }
  return traits;
}

// Of a word as it stands: its own, and those of a phrase around it ("going to").
Traits Wording::traits_at(Side side, std::uint64_t at) const {
  constexpr std::uint64_t kLongestPhrase = 5;
  Traits traits = lexicon_.traits(keys(side)[at]);
  std::span<const std::string> all(keys(side));
  for (std::uint64_t first = at > kLongestPhrase ? at - kLongestPhrase : 0; first <= at; ++first)
    if (Lexicon::Phrase phrase = lexicon_.phrase_at(all, first); first + phrase.length > at) traits |= phrase.traits;
  return traits;
}

bool Wording::all(Side side, TokenRange range, Traits traits) const {
  for (std::uint64_t at = range.begin; at < range.end; ++at)
    if ((lexicon_.traits(keys(side)[at]) & traits) == 0) return false;
  return !range.empty();
}

bool Wording::opens_sentence(Side side, std::uint64_t at) const {
  if (side == Side::quoted) {
    if (at == 0) return true;
    std::string_view text = quoted_.text;
    ByteSpan last = quoted_.spans[at - 1];
    return break_between(slice(text, last), text.substr(last.end, quoted_.spans[at].begin - last.end),
                         printed(side, at)) == Break::sentence;
  }
  std::uint64_t word = spoken_.window.begin + at;
  return word == 0 || break_after(*spoken_.document, *spoken_.utterance, word - 1) == Break::sentence;
}

// Written as a name inside a sentence, or at its beginning and no word of grammar.
bool Wording::name_like(Side side, std::uint64_t at) const {
  if (!capitalised(printed(side, at))) return false;
  const std::string& key = keys(side)[at];
  if (lexicon_.traits(key) != 0 && !(lexicon_.traits(key) & kMonth)) return false;
  return !opens_sentence(side, at) || people::is_given_name(key);
}

// Initials, first names, titles: what may be left out before a surname that stays.
bool Wording::before_same_surname(Side side, TokenRange range) const {
  if (range.end >= keys(side).size() || !capitalised(printed(side, range.end))) return false;
  std::string_view next = printed(side, range.end);
  if (letters(next) < 2 || people::is_title(next) || (lexicon_.traits(keys(side)[range.end]) & ~Traits(kMonth)) != 0)
    return false;
  std::span<const std::string> within(keys(side).data() + range.begin, range.size());
  if (lexicon_.phrase_at(within, 0).traits & kAcronym) return false;
  // The first names of those who speak here are first names too.
  auto known_here = [&](std::string_view word) {
    for (const transcript::Speaker& speaker : spoken_.document->transcript.speakers)
      if (speaker.name)
        for (const people::PersonName::Given& given : people::parse_name(*speaker.name).given)
          if (!given.initial && given.folded == people::folded(word)) return true;
    return false;
  };
  bool titled = false;  // after a title, capitalised words are a name whatever they are
  for (std::uint64_t at = range.begin; at < range.end; ++at) {
    std::string_view word = printed(side, at);
    titled |= people::is_title(word);
    bool article = (lexicon_.traits(keys(side)[at]) & kArticle) != 0 && at + 1 < range.end;
    bool initial = letters(word) == 1 && capitalised(word) && !article;
    bool first_name = capitalised(word) && (titled || people::is_given_name(word) || known_here(word));
    if (!article && !initial && !people::is_title(word) && !first_name) return false;
  }
  return true;
}

// A run of words on one side alone.
Judgement Wording::lone(Side side, TokenRange range) const {
  if (all(side, range, kArticle)) return {DifferenceKind::small_word, Severity::wording};
  if (before_same_surname(side, range)) return {DifferenceKind::name, Severity::wording};
  // The `one` of "sixty-one", the "et un" of "soixante et un", which elsewhere are no numbers.
  auto number = [&](std::uint64_t at) { return at < keys(side).size() && lexicon_.number(keys(side)[at]) != nullptr; };
  bool counts = number(range.end - 1) && ((range.begin > 0 && number(range.begin - 1)) || number(range.end));
  for (std::uint64_t at = range.begin; at < range.end; ++at)
    counts = counts && (number(at) || lexicon_.joins_numbers(keys(side)[at]));
  if (counts) return {DifferenceKind::number, Severity::meaning};
  if (range.size() <= kCueRun) {
    Traits traits = traits_in(side, range);
    for (const Cue& cue : kCues)
      if (traits & cue.trait) return {cue.kind, Severity::meaning};
  }
  if (all(side, range, kVerbForm)) return {DifferenceKind::tense, Severity::meaning};
  if (all(side, range, kSmall | kArticle | kPronoun)) return {DifferenceKind::small_word, Severity::meaning};
  bool names = true;
  for (std::uint64_t at = range.begin; at < range.end; ++at) names = names && name_like(side, at);
  if (names) return {DifferenceKind::name, Severity::meaning};
  return {side == Side::quoted ? DifferenceKind::insertion : DifferenceKind::omission, Severity::meaning};
}

Judgement Wording::dropped(TokenRange spoken, std::uint64_t) const { return lone(Side::spoken, spoken); }

Judgement Wording::added(TokenRange quoted, std::uint64_t) const { return lone(Side::quoted, quoted); }

Judgement Wording::replaced(TokenRange quoted, TokenRange spoken) const {
  if (quoted.size() == 1 && spoken.size() == 1)
    return one_for_one(keys(Side::quoted)[quoted.begin], keys(Side::spoken)[spoken.begin], quoted.begin, spoken.begin);
  Traits here = traits_in(Side::quoted, quoted), there = traits_in(Side::spoken, spoken);
  for (const Cue& cue : kCues)
    if ((here | there) & cue.trait) return {cue.kind, Severity::meaning};
  return {DifferenceKind::word, Severity::meaning};
}

// "здоровы" and "здорова": another last letter, and both inflect.
bool Wording::inflected(const std::string& q, const std::string& s) const {
  auto last = [](const std::string& key) {
    std::size_t at = key.size();
    while (at > 0 && (static_cast<unsigned char>(key[--at]) & 0xC0) == 0x80) {
    }
    return at;
  };
  std::size_t of_q = last(q), of_s = last(s);
  return of_q == of_s && q.compare(0, of_q, s, 0, of_s) == 0 && lexicon_.inflects(q.substr(of_q)) &&
         lexicon_.inflects(s.substr(of_s));
}

// One letter off in a long word, where one of the two forms stands nowhere else: a slip
// of the pen, unless the letter inflects the word or denies it.
bool Wording::misspelt(std::uint64_t quoted_at, std::uint64_t spoken_at) const {
  const std::string& q = quoted_.keys[quoted_at];
  const std::string& s = spoken_.keys[spoken_at];
  if (has_digit(q) || has_digit(s) || std::max(letters(q), letters(s)) < kLongWord || !one_letter_off(q, s))
    return false;
  std::string search = text::search_key(spoken_.printed(spoken_at));
  if (search == quoted_.search_keys[quoted_at]) return false;  // marks are part of the word
  // Number and tense: a final letter that inflects, come or gone.
  const std::string& longer = q.size() > s.size() ? q : s;
  const std::string& shorter = q.size() > s.size() ? s : q;
  if (longer.starts_with(shorter) && lexicon_.inflects(longer.substr(shorter.size()))) return false;
  if (inflected(q, s)) return false;
  if (lexicon_.opposites(q, s) || lexicon_.one_verb(q, s)) return false;
  constexpr Traits kWeighty = kNegation | kModal | kQuantifier | kNumber | kCondition | kComparison | kHedge;
  if (((lexicon_.traits(q) | lexicon_.traits(s)) & kWeighty) || lexicon_.number(q) || lexicon_.number(s)) return false;
  // Nowhere else: the stretch at hand may hold it more than once.
  std::uint64_t here = std::uint64_t(std::count(spoken_.keys.begin(), spoken_.keys.end(), s));
  return count_(quoted_.search_keys[quoted_at]) == 0 || count_(search) <= here;
}

Judgement Wording::one_for_one(const std::string& q, const std::string& s, std::uint64_t quoted_at,
                               std::uint64_t spoken_at) const {
  Traits here = lexicon_.traits(q), there = lexicon_.traits(s);
  if (lexicon_.opposites(q, s) || (here & kNegation) != (there & kNegation))
    return {DifferenceKind::negation, Severity::meaning};
  if (misspelt(quoted_at, spoken_at)) return {DifferenceKind::spelling, Severity::wording};
  // "l'école" and "école": the article alone.
  for (const auto& [longer, shorter] : {std::pair(&q, &s), std::pair(&s, &q)})
    if (lexicon_.elided(*longer, *shorter))
      for (const Words& words : lexicon_.expansions(*longer))
        if (lexicon_.traits(words[0]) & kArticle) return {DifferenceKind::small_word, Severity::wording};
  // Contractions differ by what they contract: "won't" and "can't" by the modal.
  std::vector<Words> of_q = lexicon_.expansions(q), of_s = lexicon_.expansions(s);
  if (!of_q.empty() && !of_s.empty() && of_q[0].size() == of_s[0].size()) {
    std::size_t odd = 0, at = 0;
    for (std::size_t k = 0; k < of_q[0].size(); ++k)
      if (of_q[0][k] != of_s[0][k]) ++odd, at = k;
    if (odd == 1 && (of_q[0][at] != q || of_s[0][at] != s)) {
      const std::string &one = of_q[0][at], &other = of_s[0][at];
      if (lexicon_.one_verb(one, other)) return {DifferenceKind::tense, Severity::meaning};
      for (const Cue& cue : kCues)
        if ((lexicon_.traits(one) | lexicon_.traits(other)) & cue.trait) return {cue.kind, Severity::meaning};
    }
  }
  // Capitals inside a sentence are names, whatever the words may be elsewhere: "J. Rose".
  auto named = [&](Side side, std::uint64_t word) {
    return capitalised(printed(side, word)) && !opens_sentence(side, word);
  };
  bool names = named(Side::quoted, quoted_at) && named(Side::spoken, spoken_at) &&
               (name_like(Side::quoted, quoted_at) || name_like(Side::spoken, spoken_at));
  Traits around = here | there;
  // "going" to, "able" to.
  if (!names) around |= traits_at(Side::quoted, quoted_at) & traits_at(Side::spoken, spoken_at);
  for (const Cue& cue : kCues)
    if (!names && (around & cue.trait)) {
      if (cue.trait == kModal && lexicon_.one_verb(q, s)) return {DifferenceKind::tense, Severity::meaning};
      return {cue.kind, Severity::meaning};
    }
  // "V. Putin" and "Vladimir Putin": an initial for the name before the same surname.
  std::string_view quoted = printed(Side::quoted, quoted_at), spoken = printed(Side::spoken, spoken_at);
  bool initial = (letters(quoted) == 1 || letters(spoken) == 1) && capitalised(quoted) && capitalised(spoken);
  if (initial && quoted_at + 1 < quoted_.size() && spoken_at + 1 < spoken_.size()) {
    std::string one = people::folded(quoted), other = people::folded(spoken);
    if (!one.empty() && !other.empty() && one[0] == other[0]) return {DifferenceKind::name, Severity::wording};
    if (quoted_.keys[quoted_at + 1] == spoken_.keys[spoken_at + 1]) return {DifferenceKind::name, Severity::meaning};
  }
  // "Mr" and "Mrs" before a surname are two people, and so are a minister and a mayor.
  bool titles = capitalised(quoted) && capitalised(spoken) && people::is_title(quoted) && people::is_title(spoken);
  if (names || titles) return {DifferenceKind::name, Severity::meaning};
  bool name_here = name_like(Side::quoted, quoted_at), name_there = name_like(Side::spoken, spoken_at);
  bool capitals = capitalised(quoted) && capitalised(spoken) && here == 0 && there == 0;
  if ((name_here && name_there) || ((name_here || name_there) && capitals) || (name_here && (there & kPronoun)) ||
      (name_there && (here & kPronoun)))
    return {DifferenceKind::name, Severity::meaning};
  if (lexicon_.one_verb(q, s)) return {DifferenceKind::tense, Severity::meaning};
  if ((here & kArticle) && (there & kArticle)) return {DifferenceKind::small_word, Severity::wording};
  if ((here & kVerbForm) && (there & kVerbForm)) return {DifferenceKind::tense, Severity::meaning};
  if ((here & (kSmall | kArticle)) && (there & (kSmall | kArticle)))
    return {DifferenceKind::small_word, Severity::meaning};
  return {DifferenceKind::word, Severity::meaning};
}

// An aside in the record's own brackets is not judged as a few words cut out of a sentence are.
Severity Wording::swallowed(TokenRange spoken, bool aside) const {
  if (spoken.empty()) return Severity::none;
  Traits traits = traits_in(Side::spoken, spoken);
  if (traits & kNegation) return Severity::meaning;
  if (!aside && spoken.size() <= kShortCut &&
      (traits & (kModal | kQuantifier | kNumber | kHedge | kCondition | kDegree | kTurning | kDoubt)))
    return Severity::meaning;
  // Whole sentences may go; what shares its sentence with kept words may turn them.
  const corpus::Document& document = *spoken_.document;
  const corpus::Utterance& utterance = *spoken_.utterance;
  auto ends = [&](std::uint64_t at) {
    return break_after(document, utterance, spoken_.window.begin + at) == Break::sentence;
  };
  bool joined_before = spoken.begin > 0 && !ends(spoken.begin - 1);
  std::uint64_t front = spoken.begin;
  while (joined_before && front < spoken.end && !ends(front)) ++front;
  if (joined_before) front = std::min(front + 1, spoken.end);
  std::uint64_t back = spoken.end;
  if (!ends(spoken.end - 1))
    while (back > spoken.begin && (back == spoken.end || !ends(back - 1))) --back;
  // "[Beck says that] the wall will hold": whose words they are goes with it.
  if (back < spoken.end && !ends(spoken.end - 1)) {
    Traits last = traits_in(Side::spoken, {spoken.end - 1, spoken.end});
    bool report = (traits_in(Side::spoken, {back, spoken.end}) & kReport) != 0;
    if ((last & kReport) || (report && (last & kComplementizer))) return Severity::meaning;
  }
  Traits beside = traits_in(Side::spoken, {spoken.begin, front}) | traits_in(Side::spoken, {back, spoken.end});
  return (beside & (kTurning | kDoubt)) ? Severity::meaning : Severity::none;
}

Severity Wording::inserted(TokenRange quoted) const {
  Traits traits = traits_in(Side::quoted, quoted);
  return (traits & (kNegation | kTurning | kModal | kNumber | kQuantifier)) ? Severity::meaning : Severity::none;
}

Severity Wording::bracket_in_place(TokenRange quoted, TokenRange spoken) const {
  constexpr Traits kWeighty = kNegation | kTurning | kModal | kQuantifier | kNumber | kComparison;
  Traits here = traits_in(Side::quoted, quoted), there = traits_in(Side::spoken, spoken);
  if ((here & kWeighty) != (there & kWeighty)) return Severity::meaning;
  if ((here & kWeighty) != 0) return Severity::meaning;
  const std::string &here_first = keys(Side::quoted)[quoted.begin], &there_first = keys(Side::spoken)[spoken.begin];
  bool single = quoted.size() == 1 && spoken.size() == 1;
  if (single && lexicon_.opposites(here_first, there_first)) return Severity::meaning;  // "[un]able"
  // A name for a pronoun explains; a name for another name does not.
  bool names = name_like(Side::quoted, quoted.begin) && name_like(Side::spoken, spoken.begin);
  return names ? Severity::meaning : Severity::none;
}

Severity Wording::moved(TokenRange quoted, TokenRange spoken) const {
  // What cannot move without taking its meaning along must keep its order.
  auto fixed = [&](Side side, TokenRange range) {
    Words order;
    for (std::uint64_t at = range.begin; at < range.end; ++at)
      if (!lexicon_.movable(keys(side)[at])) order.push_back(keys(side)[at]);
    return order;
  };
  return fixed(Side::quoted, quoted) == fixed(Side::spoken, spoken) ? Severity::wording : Severity::meaning;
}

}  // namespace stenogram::differences
