#include "stenogram/check/scope.h"

#include <algorithm>

#include "stenogram/text/words.h"

namespace stenogram::check {
using namespace differences;
namespace {

// How far a cue is looked for, in words.
constexpr std::uint64_t kReachBefore = 24, kReachAfter = 8;
// A parenthesis such as "according to Holt," or "perhaps," is no longer than this.
constexpr std::uint64_t kParenthesis = 5;
// A cue behind the words follows them closely: "we will | not go", "… is simply not true".
constexpr std::uint64_t kCloseBehind = 2, kPredicate = 4;

class Reach {
 public:
  Reach(const corpus::Document& document, const corpus::Utterance& utterance, bool reported, const Lexicon& lexicon)
      : document_(document),
        utterance_(utterance),
        reported_(reported),
        lexicon_(lexicon),
        german_(document.transcript.language.starts_with("de")) {}

  std::optional<TokenRange> before(std::uint64_t begin);
  std::optional<TokenRange> after(std::uint64_t end);

 private:
  // The words of the context are read once; positions are those of the utterance.
  void read(std::uint64_t begin, std::uint64_t end) {
    origin_ = begin;
    keys_.clear();
    for (std::uint64_t at = begin; at < end; ++at)
      keys_.push_back(text::verdict_key(slice(document_.text, utterance_.words[at].span())));
  }
  Traits word(std::uint64_t at) const { return lexicon_.traits(keys_[at - origin_]); }
  Lexicon::Phrase phrase(std::uint64_t at) const { return lexicon_.phrase_at(keys_, at - origin_); }
  Break gap(std::uint64_t at) const { return break_after(document_, utterance_, at); }
  std::string_view printed(std::uint64_t at) const { return slice(document_.text, utterance_.words[at].span()); }

  static bool conditional(Traits traits) { return (traits & kTurning) && (traits & kCondition); }

  // The word or phrase at `at`, if it has one of the traits.
  std::optional<TokenRange> cue(std::uint64_t at, Traits wanted, bool conditions) const {
    Lexicon::Phrase longer = phrase(at);
    if (longer.length > 0 && ((longer.traits & wanted) || (conditions && conditional(longer.traits))))
      return TokenRange{at, at + longer.length};
    Traits traits = word(at);
    if ((traits & wanted) || (conditions && conditional(traits))) return TokenRange{at, at + 1};
    return std::nullopt;
  }

  bool introduces_at(std::uint64_t at, std::uint64_t begin) const {
    return at == begin || (at < begin && (word(at) & kComplementizer));
  }

  // "they claim that", "I was told that", but not "I said that".
  bool others_report(std::uint64_t at) const {
    if (reported_ || !((word(at) | phrase(at).traits) & kReport)) return false;
    bool told = false;
    for (std::uint64_t back = 1; back <= 3 && at >= origin_ + back; ++back) {
      if (gap(at - back) >= Break::clause) break;
      Traits traits = word(at - back);
      told = told || ((word(at) & kTold) && (traits & kPassive));
      if (traits & kFirstPerson) return told;
    }
    return true;
  }

  // Negation and doubt together deny the doubt: "there is no doubt that".
  bool doubt_denied(TokenRange found, std::uint64_t begin) const {
    bool negation = (word(found.begin) & kNegation) != 0, doubt = doubts(found.begin);
    for (std::uint64_t at = found.begin; at > origin_ && found.begin - at < 4; --at) {
      if (gap(at - 1) >= Break::comma) break;
      // "вряд ли", "едва ли": one doubt.
      if (Lexicon::Phrase one = phrase(at - 1); (one.traits & kDoubt) && at - 1 + one.length > found.begin)
        return false;
      if (doubt && (word(at - 1) & kNegation)) return true;
    }
    for (std::uint64_t at = found.end; at < begin && at < found.end + 3; ++at)
      if (negation && doubts(at)) return true;
    return false;
  }
  bool doubts(std::uint64_t at) const { return (word(at) & kDoubt) && !(word(at) & kSupposing); }

  const corpus::Document& document_;
  const corpus::Utterance& utterance_;
  bool reported_;
  const Lexicon& lexicon_;
  bool german_;
  std::uint64_t origin_ = 0;
  Words keys_;
};

// Leftwards from the first quoted word, to the beginning of its clause; beyond a comma
// only a conditional clause or a short parenthesis still governs.
std::optional<TokenRange> Reach::before(std::uint64_t begin) {
  std::uint64_t first = begin;
  while (first > 0 && begin - first < kReachBefore && gap(first - 1) != Break::sentence) --first;
  if (first == begin) return std::nullopt;
  read(first, begin);
  std::uint64_t at = begin;
  while (at > first) {
    Break separation = gap(at - 1);
    bool opens_content = at < begin && (word(at) & kComplementizer);
    if (separation == Break::clause) return std::nullopt;
    if (separation == Break::comma && !opens_content) break;
    --at;
    if (auto found = cue(at, kNegation | kDoubt, true)) {
      if (doubt_denied(*found, begin)) return std::nullopt;
      return found;
    }
    bool introduces =
        introduces_at(at + 1, begin) || (phrase(at).traits & kReport) ||
        (at + 1 < begin && (word(at + 1) & kPronoun) && introduces_at(at + 2, begin)) ||  // "told them that"
        (at + 2 < begin && (word(at + 1) & kSmall) && (word(at + 2) & kComplementizer));  // "advertida de que"
    if (introduces && others_report(at)) return TokenRange{at, at + std::max<std::uint64_t>(1, phrase(at).length)};
    if ((word(at) & kClauseOpener) && !(word(at) & kComplementizer)) return std::nullopt;
  }
  if (at == first) return std::nullopt;
  // Over the comma, into the segment before it.
  std::uint64_t segment = at - 1;
  while (segment > first && gap(segment - 1) == Break::none) --segment;
  if (auto found = cue(segment, 0, true)) return found;
  // "Had we known, …"
  bool inverted = segment == first && (word(segment) & kInverted) && segment + 1 < at &&
                  ((word(segment + 1) & (kPronoun | kArticle)) || capitalised(printed(segment + 1)));
  if (inverted) return TokenRange{segment, segment + 1};
  if (segment + 1 < at && (word(segment) & kClauseOpener))
    if (auto found = cue(segment + 1, 0, true)) return found;
  // German: "niemand kann behaupten, | die Scheunen seien leer".
  // (But "wie gesagt, …", "wie ich sagte, …", "vereinfacht gesagt, …" are asides.)
  Traits aside = 0;
  for (std::uint64_t k = segment; k < at; ++k) aside |= word(k) & kAs;
  bool reports = ((word(at - 1) | phrase(at - 1).traits) & kReport) && !printed(at - 1).starts_with("ge");
  if (at == begin && german_ && reports && !aside) {
    for (std::uint64_t k = segment; k < at; ++k)
      if (auto found = cue(k, kNegation | kDoubt, false); found && !doubt_denied(*found, begin)) return found;
    if (others_report(at - 1)) return TokenRange{at - 1, at};
  }
  if (at - segment <= kParenthesis)
    for (std::uint64_t k = segment; k < at; ++k) {
      if (auto found = cue(k, kDoubt, false)) return found;
      if (((phrase(k).traits | (k == segment ? word(k) : 0)) & kReport) && others_report(k))
        return TokenRange{k, k + std::max<std::uint64_t>(1, phrase(k).length)};
    }
  return std::nullopt;
}

std::optional<TokenRange> Reach::after(std::uint64_t begin) {
  if (begin == 0 || begin >= utterance_.words.size()) return std::nullopt;
  Break separation = gap(begin - 1);
  if (separation == Break::sentence) return std::nullopt;
  std::uint64_t last = begin + 1;
  while (last < utterance_.words.size() && last - begin < kReachAfter && gap(last - 1) != Break::sentence) ++last;
  read(begin, last);
  if (auto found = cue(begin, 0, true)) return found;
  bool opener = (word(begin) & (kClauseOpener | kComplementizer)) != 0;
  if (opener && begin + 1 < last)
    if (auto found = cue(begin + 1, 0, true)) return found;
  if (separation == Break::none && !opener) {
    bool predicate = (word(begin) & kVerbForm) != 0;
    for (std::uint64_t at = begin; at < last && at < begin + (predicate ? kPredicate : kCloseBehind); ++at) {
      if (at > begin && (gap(at - 1) != Break::none || (word(at) & (kClauseOpener | kComplementizer)))) break;
      if (auto found = cue(at, predicate ? kNegation | kDoubt : Traits(kNegation), false)) return found;
    }
  }
  if (separation == Break::comma && !(word(begin) & kAs)) {
    // "…, perhaps." and "…, I doubt"; but not "…, and perhaps more".
    bool alone = gap(begin) != Break::none;
    if (alone)
      if (auto found = cue(begin, kDoubt, false)) return found;
    if (!alone && begin + 1 < last && (word(begin) & kFirstPerson))
      if (auto found = cue(begin + 1, kDoubt, false)) return found;
    for (std::uint64_t at = begin; at < last && at < begin + 2; ++at) {
      if (others_report(at)) return TokenRange{at, at + std::max<std::uint64_t>(1, phrase(at).length)};
      if (gap(at) != Break::none) break;
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<Difference> governing_cue(const corpus::Document& document, const corpus::Utterance& utterance,
                                        TokenRange quoted, std::uint64_t quoted_bytes, bool reported,
                                        const Lexicon& lexicon) {
  if (quoted.empty()) return std::nullopt;
  Reach reach(document, utterance, reported, lexicon);
  bool behind = false;
  std::optional<TokenRange> cue = reach.before(quoted.begin);
  if (!cue) {
    behind = true;
    cue = reach.after(quoted.end);
  }
  if (!cue) return std::nullopt;
  Difference difference;
  difference.kind = DifferenceKind::scope;
  difference.severity = Severity::meaning;
  difference.spoken_span = ByteSpan{utterance.words[cue->begin].begin, utterance.words[cue->end - 1].end};
  difference.spoken = slice(document.text, *difference.spoken_span);
  std::uint64_t edge = behind ? quoted_bytes : 0;
  difference.quoted_span = ByteSpan{edge, edge};
  return difference;
}

}  // namespace stenogram::check
