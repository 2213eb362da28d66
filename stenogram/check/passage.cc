#include "stenogram/check/passage.h"

#include <algorithm>

#include "stenogram/check/scope.h"

namespace stenogram::check {
using namespace differences;
namespace {

constexpr std::uint64_t kContextWords = 24;

std::string trimmed(std::string_view text) {
  auto blank = [](char byte) { return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return std::string(text);
}

}  // namespace

bool is_date(std::string_view text) {
  constexpr std::string_view kShape = "dddd-dd-dd";
  if (text.size() != 4 && text.size() != 7 && text.size() < kShape.size()) return false;
  for (std::size_t k = 0; k < std::min(text.size(), kShape.size()); ++k)
    if (kShape[k] == 'd' ? text[k] < '0' || text[k] > '9' : text[k] != '-') return false;
  return true;
}

// "2017-07" agrees with "2017-07-21" and with "2017": as far as both say.
bool date_fits(std::string_view claimed, std::string_view recorded) {
  std::size_t common = std::min(claimed.size(), recorded.size());
  if (common < 4) return false;
  return claimed.substr(0, common) == recorded.substr(0, common);
}

Passage Dressing::passage(const Found& found) const {
  const corpus::Document& document = *found.document;
  const corpus::Utterance& utterance = document.utterances[found.utterance];
  const transcript::Turn& turn = document.turn(utterance.turn);
  const std::vector<text::Word>& words = utterance.words;
  Passage passage;
  passage.transcript = document.id;
  passage.name = document.name;
  passage.turn = turn.n;
  passage.span = {words[found.words.begin].begin, words[found.words.end - 1].end};
  if (!document.source.is_identity()) {
    SourceSpan source = document.source.source_of(passage.span);
    if (!source.empty()) passage.source_span = source;
  }
  passage.page_number = turn.page_number;
  passage.address = corpus::passage_address(document, turn.n, passage.span);
  passage.speaker = found.voice.speaker;
  passage.quoting = found.voice.quoting;
  passage.second_hand = found.voice.standing == Standing::second_hand;
  passage.date = document.date();
  passage.url = document.url;
  passage.text = slice(document.text, passage.span);
  passage.quoted_span = quoted_.bytes(found.piece);
  if (!utterance.note && turn.label) passage.label = turn.label->text;

  std::uint64_t first = found.words.begin > kContextWords ? words[found.words.begin - kContextWords].begin
                        : utterance.note                  ? words.front().begin
                                                          : turn.span.begin;
  std::uint64_t last = found.words.end + kContextWords <= words.size() ? words[found.words.end + kContextWords - 1].end
                       : utterance.note                                ? words.back().end
                                                                       : turn.span.end;
  passage.before = trimmed(slice(document.text, {std::min(first, passage.span.begin), passage.span.begin}));
  passage.after = trimmed(slice(document.text, {passage.span.end, std::max(last, passage.span.end)}));
  if (turn.answers && *turn.answers >= 1 && *turn.answers <= document.transcript.turns.size())
    passage.question = QuestionRef{*turn.answers, std::string(slice(document.text, document.turn(*turn.answers).span))};

  passage.differences = found.reading.differences;
  add_scope(found, passage);
  add_speaker(found, passage);
  add_date(found, passage);
  return passage;
}

void Dressing::add_scope(const Found& found, Passage& passage) const {
  const corpus::Document& document = *found.document;
  const Lexicon& lexicon = Lexicon::of(document.transcript.language);
  bool whole = found.piece.begin == 0 && found.piece.end == quoted_.size();
  if (!whole || found.grade == Grade::unrelated) return;
  if (auto scope = governing_cue(document, document.utterances[found.utterance], found.words, quoted_.text.size(),
                                 found.voice.quoting.has_value() || found.voice.repeats, lexicon))
    passage.differences.push_back(std::move(*scope));
}

void Dressing::add_speaker(const Found& found, Passage& passage) const {
  if (!quotation_.speaker || found.voice.standing < Standing::unknown) return;
  Difference difference;
  difference.kind = DifferenceKind::speaker;
  difference.severity = Severity::meaning;
  difference.quoted = *quotation_.speaker;
  // As printed wherever it is printed: the words of a span are its bytes.
  const corpus::Document& document = *found.document;
  if (found.voice.repeats && found.voice.quoting) {
    difference.spoken = *found.voice.quoting;
  } else if (found.voice.cue) {
    difference.spoken_span = found.voice.cue;
    difference.spoken = slice(document.text, *found.voice.cue);
  } else if (found.voice.label && passage.label) {
    std::string_view label = slice(document.text, *found.voice.label);
    std::size_t at = label.find(*passage.label);
    difference.spoken = *passage.label;
    if (at != label.npos)
      difference.spoken_span =
          ByteSpan{found.voice.label->begin + at, found.voice.label->begin + at + passage.label->size()};
  } else if (found.voice.speaker) {
    difference.spoken = *found.voice.speaker;
  } else if (passage.label) {
    difference.spoken = *passage.label;
  }
  passage.differences.push_back(std::move(difference));
}

void Dressing::add_date(const Found& found, Passage& passage) const {
  if (!quotation_.date || !is_date(*quotation_.date)) return;
  const transcript::Heading& heading = found.document->transcript.heading;
  for (const auto* dated : {&heading.event_date, &heading.publication_date})
    if (*dated && date_fits(*quotation_.date, (*dated)->value)) return;
  Difference difference;
  difference.kind = DifferenceKind::date;
  difference.severity = Severity::meaning;
  difference.quoted = *quotation_.date;
  difference.spoken = passage.date;
  const auto& dated = heading.event_date ? heading.event_date : heading.publication_date;
  if (dated && dated->span) {
    difference.spoken_span = dated->span;
    difference.spoken = slice(found.document->text, *dated->span);
  }
  passage.differences.push_back(std::move(difference));
}

void Dressing::doubt(const Found& found, std::vector<std::string>& doubts) const {
  const transcript::Transcript& transcript = found.document->transcript;
  people::Claim claim(*quotation_.speaker);
  std::string names;
  for (std::uint32_t at : people::fitting(claim, transcript)) {
    if (!names.empty()) names += " and ";
    const transcript::Speaker& speaker = transcript.speakers[at];
    names += speaker.name ? *speaker.name : speaker.labels.empty() ? "?" : speaker.labels.front();
  }
  doubts.push_back("the speaker claimed may be " + names + " in " + found.document->id);
}

}  // namespace stenogram::check
