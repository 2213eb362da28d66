#include "stenogram/check/report.h"

#include <algorithm>

#include "stenogram/differences/spoken_text.h"
#include "stenogram/people/names.h"
#include "stenogram/text/words.h"
#include "stenogram/transcript/saying.h"

namespace stenogram::check {
using differences::Break;
using differences::break_after;
using transcript::SayBits;
using transcript::Says;
namespace {

constexpr std::uint64_t kSentence = 80;  // words of a sentence looked at on either side
constexpr std::uint64_t kSubject = 6;    // between a subject and its verb, and of a subject
constexpr std::uint64_t kObject = 4;     // between a verb and its conjunction: "told the council that"
constexpr std::uint64_t kTail = 8;       // of "…, the engineers say" behind the words

class Governor {
 public:
  Governor(const corpus::Document& document, const corpus::Utterance& utterance, TokenRange words)
      : document_(document),
        utterance_(utterance),
        words_(words),
        lexicon_(transcript::SayingWords::of(document.transcript.language)),
        german_(document.transcript.language.starts_with("de")) {
    first_ = words.begin;
    while (first_ > 0 && words.begin - first_ < kSentence && gap(first_ - 1) != Break::sentence) --first_;
    end_ = words.end;
    while (end_ < utterance.words.size() && end_ - words.end < kSentence && gap(end_ - 1) != Break::sentence) ++end_;
  }

  std::optional<Report> find() const {
    // A report ends with its sentence; what goes on beyond it is the speaker's again.
    for (std::uint64_t at = words_.begin; at + 1 < words_.end; ++at)
      if (gap(at) == Break::sentence) return std::nullopt;
    for (std::uint64_t at = words_.begin; at-- > first_;) {
      if (gap(at) == Break::clause) break;
      if (auto report = handed_over_by(at)) return report;
      if (auto report = according(at, words_.begin)) return report;
    }
    // Behind the words: "…, Beck says", "…, according to the survey".
    for (std::uint64_t at = words_.end; at < end_; ++at) {
      Break before = gap(at - 1);
      if (before == Break::clause) break;
      if (before != Break::comma) continue;
      if (auto report = tail(at)) return report;
      if (auto report = according(at, end_)) return report;
    }
    return std::nullopt;
  }

 private:
  std::string_view printed(std::uint64_t at) const { return slice(document_.text, utterance_.words[at].span()); }
  // Of "I've", what "I" is as well.
  SayBits bits_of(std::uint64_t at) const {
    std::string_view word = printed(at);
    std::size_t mark = std::min(word.find('\''), word.find("\u2019"));
    return lexicon_.of_word(word) | (mark < word.size() ? lexicon_.of_word(word.substr(0, mark)) : SayBits(0));
  }
  bool is(std::uint64_t at, SayBits any) const { return (bits_of(at) & any) != 0; }
  Break gap(std::uint64_t at) const { return break_after(document_, utterance_, at); }

  Report report_of(TokenRange cue, TokenRange source) const {
    Report report;
    report.cue = {utterance_.words[cue.begin].begin, utterance_.words[cue.end - 1].end};
    // The last run of capitals names the source, unless it only opens the sentence.
    std::uint64_t end = source.end;
    while (end > source.begin && !differences::capitalised(printed(end - 1))) --end;
    std::uint64_t begin = end;
    while (begin > source.begin && differences::capitalised(printed(begin - 1))) --begin;
    constexpr SayBits kNoName =
        transcript::bits(Says::self, Says::other, Says::he, Says::she, Says::his, Says::her, Says::begins,
                         Says::preposition, Says::source, Says::no, Says::subordinate);
    while (begin < end && is(begin, kNoName)) ++begin;
    // Where every noun has a capital, an article makes it no name.
    bool noun = german_ && begin > source.begin && (traits_of(begin - 1) & differences::kArticle);
    if (noun) begin = end;
    bool opens = begin == first_ && end == begin + 1 && source.end > end;
    if (begin < end && end == source.end && !opens)
      report.name = std::string(slice(document_.text, {utterance_.words[begin].begin, utterance_.words[end - 1].end}));
    return report;
  }

  // Who says it: the words before the verb at `verb`, without helpers. Empty where nobody
  // else does, or where it is denied, asked after, supposed.
  std::optional<TokenRange> subject_before(std::uint64_t verb) const {
    std::uint64_t end = verb;
    while (end > first_ && verb - end < kSubject && gap(end - 1) == Break::none && is(end - 1, bit(Says::auxiliary))) {
      if (is(end - 1, bit(Says::passive))) return std::nullopt;
      --end;
    }
    if (end == first_ || gap(end - 1) != Break::none) return std::nullopt;
    if (is(end - 1, transcript::bits(Says::self, Says::no, Says::modal, Says::preposition, Says::conjunction,
                                     Says::question_word) &
                        ~bit(Says::other)))
      return std::nullopt;
    std::uint64_t begin = end;
    while (begin > first_ && end - begin < kSubject && gap(begin - 1) == Break::none &&
           !(begin < end && is(begin, transcript::bits(Says::he, Says::she, Says::other)))) {
      if (is(begin - 1, transcript::bits(Says::conjunction, Says::and_) & ~bit(Says::other))) break;
      --begin;
    }
    if (traits_of(end - 1) & differences::kArticle) return std::nullopt;  // "the reports that"
    for (std::uint64_t at = begin; at < end; ++at)
      if (is(at,
             transcript::bits(Says::no, Says::self, Says::subordinate, Says::ask_aux, Says::as, Says::antecedent)) ||
          (traits_of(at) & (differences::kNegation | differences::kModal)))
        return std::nullopt;
    if (!somebody({begin, end})) return std::nullopt;
    if (begin > first_ && gap(begin - 1) == Break::none &&
        is(begin - 1, transcript::bits(Says::subordinate, Says::ask_aux, Says::no, Says::modal, Says::as,
                                       Says::antecedent, Says::question_word) &
                          ~bit(Says::other)))
      return std::nullopt;
    // A verb that stands last has its subject where the clause begins: "wie ich das vorhin sagte".
    for (std::uint64_t at = begin; german_ && at > first_ && gap(at - 1) == Break::none; --at)
      if (is(at - 1, transcript::bits(Says::self, Says::as))) return std::nullopt;
    return TokenRange{begin, end};
  }

  // Whether the words may be who says something, and not how it is said: a pronoun, an
  // article, a name.
  bool somebody(TokenRange range) const {
    for (std::uint64_t at = range.begin; at < range.end; ++at) {
      // "immer dazu", "mir": how, and to whom.
      if (lexicon_of_traits().movable(text::verdict_key(printed(at))) || is(at, bit(Says::auxiliary))) continue;
      if (traits_of(at) &
          (differences::kPronoun | differences::kArticle | differences::kQuantifier | differences::kNumber))
        return true;
      if (is(at, transcript::bits(Says::he, Says::she, Says::other, Says::his, Says::her, Says::source))) return true;
      bool opens = at == 0 || gap(at - 1) == Break::sentence;
      if (differences::capitalised(printed(at)) && (!opens || !german_)) return true;
    }
    return false;
  }

  // "the engineers say that" before the words, with nothing of weight between.
  std::optional<Report> handed_over_by(std::uint64_t verb) const {
    SayBits bits = bits_of(verb);
    if (!(bits & transcript::bits(Says::say, Says::that, Says::weak))) return std::nullopt;
    std::uint64_t content = 0;
    for (std::uint64_t at = verb + 1; at <= words_.begin && at <= verb + 1 + kObject; ++at) {
      if (at > verb + 1 && gap(at - 2) != Break::none && gap(at - 2) != Break::comma) break;
      if (at < words_.begin && is(at, bit(Says::conjunction))) {
        content = at + 1;
        break;
      }
    }
    bool told = content != 0;
    if (!told && german_ && printed(verb).starts_with("ge")) return std::nullopt;  // "vereinfacht gesagt, …"
    if (asks()) return std::nullopt;
    // "states" are also states: a verb that may be a noun needs its conjunction at once.
    if (!(bits & transcript::bits(Says::say, Says::that)) && content != verb + 2) return std::nullopt;
    if (!told && (bits & bit(Says::say))) {
      content = verb + 1;
      if (content < words_.begin && is(content, transcript::bits(Says::his, Says::her))) ++content;
      else if (content < words_.begin && gap(verb) == Break::none && object_pronoun(content)) ++content;
      if (content + 1 < words_.begin) content = 0;  // what stands between may be its object
    }
    if (content == 0 || content > words_.begin) return std::nullopt;
    std::optional<TokenRange> subject = subject_before(verb);
    if (!subject) return std::nullopt;
    return report_of({subject->begin, content}, *subject);
  }

  // "Would my friend state that …?"
  bool asks() const {
    std::uint64_t last = end_ - 1;
    std::string_view behind = std::string_view(document_.text).substr(utterance_.words[last].end, 2);
    return behind.find('?') != behind.npos && is(first_, transcript::bits(Says::modal, Says::ask_aux));
  }

  bool object_pronoun(std::uint64_t at) const { return (traits_of(at) & differences::kPronoun) != 0; }

  // "according to the survey," at `at`, whose source ends before `limit`.
  std::optional<Report> according(std::uint64_t at, std::uint64_t limit) const {
    std::uint64_t length = 0;
    if (is(at, bit(Says::according))) length = 1;
    if (const auto* phrases = lexicon_.phrases(transcript::lower_first(printed(at))))
      for (const auto& phrase : *phrases) {
        if (phrase.what != Says::according || at + 1 + phrase.rest.size() > utterance_.words.size()) continue;
        bool same = true;
        for (std::size_t k = 0; k < phrase.rest.size(); ++k) same = same && printed(at + 1 + k) == phrase.rest[k];
        if (same) length = std::max<std::uint64_t>(length, 1 + phrase.rest.size());
      }
    if (length == 0) return std::nullopt;
    std::uint64_t end = at + length;
    // In German the verb follows at once: "Laut dem Hafenmeister ist …".
    const bool inverted = german_;
    bool verb = false;
    while (end < limit && end < at + length + kSubject && gap(end - 1) == Break::none && !verb)
      if (inverted && end > at + length && verb_form(end)) verb = true;
      else ++end;
    verb = verb || (inverted && end == words_.begin && end < utterance_.words.size() && verb_form(end));
    bool closed = end > at + length && (verb || gap(end - 1) != Break::none || end == utterance_.words.size());
    if (!closed) return std::nullopt;
    for (std::uint64_t k = at + length; k < end; ++k)
      if (is(k, transcript::bits(Says::self, Says::no)) ||
          (own(k) && !(k + 1 < end && people::is_title(printed(k + 1)))))
        return std::nullopt;
    return report_of({at, end}, {at + length, end});
  }

  const differences::Lexicon& lexicon_of_traits() const {
    return differences::Lexicon::of(document_.transcript.language);
  }
  differences::Traits traits_of(std::uint64_t at) const {
    return lexicon_of_traits().traits(text::verdict_key(printed(at)));
  }
  // "me", "our law": the source is the speaker, or the speaker's; but not "my deputy".
  bool own(std::uint64_t at) const { return (traits_of(at) & differences::kSelf) != 0; }
  bool verb_form(std::uint64_t at) const {
    return (traits_of(at) & (differences::kVerbForm | differences::kModal)) != 0;
  }

  // "…, Beck says", closed by a mark of its own.
  std::optional<Report> tail(std::uint64_t at) const {
    std::uint64_t end = at;
    while (end < end_ && end - at < kTail && (end == at || gap(end - 1) == Break::none)) ++end;
    if (gap(end - 1) == Break::none && end != utterance_.words.size()) return std::nullopt;
    if (end - at < 2) return std::nullopt;
    // "…, was Lund gesagt hat", "…, and they said", "…, haben sie erklärt, es sei …": of what is
    // not yet said, or of something else.
    if (is(at, transcript::bits(Says::question_word, Says::and_))) return std::nullopt;
    // In German the verb comes first: "…, sagt Beck", "…, hat Beck gesagt".
    if (german_ && !is(at, transcript::kVerbs | bit(Says::auxiliary))) return std::nullopt;
    for (std::uint64_t k = end; k < end_; ++k)
      if (is(k, bit(Says::subjunctive)) || (k < end + 2 && is(k, bit(Says::conjunction)))) return std::nullopt;
    for (std::uint64_t k = at; k < end; ++k)
      if (is(k, transcript::bits(Says::self, Says::no, Says::modal, Says::as, Says::conjunction, Says::subordinate,
                                 Says::passive, Says::you) &
                    ~bit(Says::other)) ||
          (traits_of(k) & differences::kFirstPerson))
        return std::nullopt;
    // "Beck says", "says Beck", "the treasurer told the committee".
    constexpr SayBits kVerb = transcript::bits(Says::say, Says::that);
    // ("… tell me a story" asks for one.)
    if (is(at, kVerb) && !own(at + 1) && !is(at + 1, bit(Says::preposition)) && somebody({at + 1, end}))
      return report_of({at, end}, {at + 1, end});
    for (std::uint64_t verb = at + 1; verb < end; ++verb)
      if (is(verb, kVerb) && end - verb - 1 <= kObject && somebody({at, verb})) return report_of({at, end}, {at, verb});
    return std::nullopt;
  }

  const corpus::Document& document_;
  const corpus::Utterance& utterance_;
  TokenRange words_;
  const transcript::SayingWords& lexicon_;
  const bool german_;
  std::uint64_t first_ = 0, end_ = 0;  // of the sentence, around the words
};

}  // namespace

std::optional<Report> reported_by_another(const corpus::Document& document, const corpus::Utterance& utterance,
                                          TokenRange words) {
  if (words.empty() || utterance.note) return std::nullopt;
  return Governor(document, utterance, words).find();
}

}  // namespace stenogram::check
