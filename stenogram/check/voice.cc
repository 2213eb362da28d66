#include "stenogram/check/voice.h"

#include <algorithm>

#include "stenogram/check/report.h"
#include "stenogram/text/words.h"
#include "stenogram/transcript/saying.h"

namespace stenogram::check {
using namespace differences;
namespace {

using transcript::Quote;

// The innermost quote of the turn that holds all the words and says whose they are.
const Quote* quote_around(const transcript::Turn& turn, ByteSpan words) {
  const Quote* best = nullptr;
  for (const Quote& quote : turn.quotes)
    if (!quote.attributed_to.empty() && quote.span.contains(words) &&
        (best == nullptr || quote.span.size() <= best->span.size()))
      best = &quote;
  return best;
}

// Nobody is named, but somebody else says it: "he told me that …", "the council says that …".
// Only what plainly hands the words over counts: marks around them, or a conjunction
// that nothing separates from the clause.
const Quote* unnamed_source(const corpus::Document& document, const transcript::Turn& turn, ByteSpan words) {
  const auto& lexicon = transcript::SayingWords::of(document.transcript.language);
  const bool german = document.transcript.language.starts_with("de");
  using transcript::Says;
  for (const Quote& quote : turn.quotes) {
    if (!quote.attributed_to.empty() || quote.self || !quote.cue || !quote.span.contains(words)) continue;
    if (quote.cue->end > quote.span.begin) continue;
    std::string_view cue = slice(document.text, *quote.cue);
    // A remark between commas says nothing of who speaks: "the letter, let me read it, says".
    std::size_t remark = cue.find(','), resumes = cue.rfind(',');
    transcript::SayBits any = 0, last = 0;
    std::optional<transcript::SayBits> first;
    for (const text::Word& word : text::words(cue)) {
      if (remark != resumes && word.begin > remark && word.begin < resumes) continue;
      last = lexicon.of_word(slice(cue, word.span()));
      if (!first) first = last;
      any |= last;
    }
    if (!first) continue;
    bool subject = !(*first & transcript::kCues) || (*first & bits(Says::written, Says::quoting)) ||
                   (any & bits(Says::he, Says::she));
    if (!subject || (any & bits(Says::self, Says::as, Says::passive))) continue;
    std::string_view gap = slice(document.text, {quote.cue->end, quote.span.begin});
    bool pronoun = (*first & bits(Says::he, Says::she)) != 0;
    // Where a comma stands in place of a conjunction, or a colon, the reader has made sure of it.
    bool conjunction = (last & bit(Says::conjunction)) != 0;
    bool handed_over =
        conjunction ? gap.find(',') == gap.npos : gap.find(':') != gap.npos || (german && gap.find(',') != gap.npos);
    if (!quote.reported || pronoun || handed_over) return &quote;
  }
  return nullptr;
}

// Words the speaker reports as his own: "I said that …".
bool own_quote_around(const transcript::Turn& turn, ByteSpan words) {
  return std::any_of(turn.quotes.begin(), turn.quotes.end(),
                     [&](const Quote& quote) { return quote.self && quote.span.contains(words); });
}

// "as Holt said": the speaker's own words still.
bool agrees_with(const corpus::Document& document, const Quote& quote) {
  if (!quote.cue) return false;
  std::string_view cue = slice(document.text, *quote.cue);
  std::vector<text::Word> words = text::words(cue);
  const Lexicon& lexicon = Lexicon::of(document.transcript.language);
  return !words.empty() && (lexicon.traits(text::verdict_key(slice(cue, words[0].span()))) & kAs);
}

}  // namespace

Voice voice_of(const corpus::Document& document, const corpus::Utterance& utterance, TokenRange range,
               const people::Claim* claim, const std::vector<std::uint32_t>& fitting) {
  Voice voice;
  ByteSpan words{utterance.words[range.begin].begin, utterance.words[range.end - 1].end};
  const transcript::Turn& turn = document.turn(utterance.turn);
  const transcript::Speaker* speaker = nullptr;
  if (utterance.voice) {
    voice.speaker = utterance.voice;
  } else if (utterance.speaker) {
    speaker = &document.transcript.speakers[*utterance.speaker];
    voice.speaker = speaker->name;
    if (turn.label) voice.label = turn.label->span;
  }

  const Quote* quote = utterance.note ? nullptr : quote_around(turn, words);
  bool others = false;
  if (quote != nullptr) {
    for (const std::string& name : quote->attributed_to) {
      if (!voice.quoting) voice.quoting = name;
      else *voice.quoting += ", " + name;
    }
    // The speaker's own, by a name of his own.
    bool by_own_name = false;
    if (speaker != nullptr)
      for (const std::string& name : quote->attributed_to)
        by_own_name |= people::Claim(name).fits(*speaker) != people::Fit::none;
    if (by_own_name) voice.quoting.reset();
    others = !quote->self && !by_own_name && !agrees_with(document, *quote);
    voice.repeats = others;
  } else if (!utterance.note) {
    quote = unnamed_source(document, turn, words);
    if (quote != nullptr) {
      others = voice.repeats = true;
      voice.cue = quote->cue;
      // The whole of a subject that the reader knew by its last word.
      if (std::optional<Report> report = reported_by_another(document, utterance, range);
          report && report->cue.contains(*quote->cue))
        voice.cue = report->cue;
    } else if (!own_quote_around(turn, words)) {
      if (std::optional<Report> report = reported_by_another(document, utterance, range)) {
        others = voice.repeats = true;
        voice.cue = report->cue;
        voice.quoting = report->name;
      }
    }
  }
  if (claim == nullptr) return voice;

  bool turn_fits = utterance.voice ? claim->fits(*utterance.voice) != people::Fit::none
                                   : utterance.speaker &&
                                         std::find(fitting.begin(), fitting.end(), *utterance.speaker) != fitting.end();
  voice.doubtful = turn_fits && fitting.size() > 1;
  bool theirs = false;
  if (quote != nullptr)
    for (const std::string& name : quote->attributed_to) theirs |= claim->fits(name) != people::Fit::none;
  else if (voice.quoting) theirs = claim->fits(*voice.quoting) != people::Fit::none;
  if (others) {
    voice.standing = theirs ? Standing::second_hand : Standing::other;
  } else if (turn_fits) {
    voice.standing = Standing::own;
  } else if (theirs && voice.quoting) {
    voice.standing = Standing::second_hand;  // "as Holt said", and it is Holt who is claimed
  } else if (!utterance.voice && speaker == nullptr) {
    voice.standing = Standing::unknown;
  } else if (speaker != nullptr && !speaker->name && fitting.empty()) {
    voice.standing = Standing::unknown;  // an unnamed voice, and the one claimed has no other
  } else {
    voice.standing = Standing::other;
  }
  return voice;
}

}  // namespace stenogram::check
