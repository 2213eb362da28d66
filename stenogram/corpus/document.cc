#include "stenogram/corpus/document.h"

#include <algorithm>

namespace stenogram::corpus {
namespace {

// Appends the words of one stretch of the page, with offsets into the page.
void append_words(std::string_view text, ByteSpan span, std::vector<text::Word>& words) {
  text::for_each_word(slice(text, span), [&](text::Word word) {
    word.begin += std::uint32_t(span.begin);
    word.end += std::uint32_t(span.begin);
    words.push_back(word);
  });
}

// What stands inside a turn without being words of it, in order and apart.
std::vector<ByteSpan> not_words(const transcript::Turn& turn) {
  std::vector<ByteSpan> spans;
  for (const transcript::Note& note : turn.notes) spans.push_back(note.span);
  for (const transcript::Label& label : turn.repeated) spans.push_back(label.span);
  std::sort(spans.begin(), spans.end());
  return spans;
}

}  // namespace

std::string date_of(const transcript::Transcript& transcript) {
  if (transcript.heading.event_date) return transcript.heading.event_date->value;
  if (transcript.heading.publication_date) return transcript.heading.publication_date->value;
  return {};
}

void each_utterance(const transcript::Transcript& transcript, std::string_view text,
                    const std::function<void(Utterance&)>& take) {
  Utterance said;
  auto begin = [&](const transcript::Turn& turn) {
    std::vector<text::Word> words = std::move(said.words);
    words.clear();
    said = Utterance();
    said.words = std::move(words);
    said.turn = turn.n;
  };
  for (const transcript::Turn& turn : transcript.turns) {
    begin(turn);
    said.speaker = turn.speaker;
    std::uint64_t at = turn.span.begin;
    for (ByteSpan hole : not_words(turn)) {
      if (hole.begin > at) append_words(text, {at, std::min(hole.begin, turn.span.end)}, said.words);
      at = std::max(at, hole.end);
    }
    if (at < turn.span.end) append_words(text, {at, turn.span.end}, said.words);
    if (!said.words.empty()) take(said);

    for (std::uint32_t n = 0; n < turn.notes.size(); ++n) {
      const transcript::Note& note = turn.notes[n];
      if (!note.speaker || !note.words) continue;
      begin(turn);
      said.voice = note.speaker;
      said.note = n;
      append_words(text, *note.words, said.words);
      if (!said.words.empty()) take(said);
    }
  }
}

std::vector<Utterance> utterances_of(const transcript::Transcript& transcript, std::string_view text) {
  std::vector<Utterance> utterances;
  each_utterance(transcript, text, [&](Utterance& said) { utterances.push_back(said); });
  return utterances;
}

std::string turn_address(const Document& document, std::uint32_t turn) {
  return document.id + "#" + std::to_string(turn);
}

std::string passage_address(const Document& document, std::uint32_t turn, ByteSpan page_span) {
  std::uint64_t origin = document.turn(turn).span.begin;
  return turn_address(document, turn) + ":" + std::to_string(page_span.begin - origin) + "-" +
         std::to_string(page_span.end - origin);
}

}  // namespace stenogram::corpus
