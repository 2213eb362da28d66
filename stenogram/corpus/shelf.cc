#include "stenogram/corpus/shelf.h"

namespace stenogram::corpus {

DocumentFacts facts_of(const Document& document) {
  const transcript::Heading& heading = document.transcript.heading;
  auto text_of = [](const std::optional<transcript::Item>& item) { return item ? item->text : std::string(); };
  DocumentFacts facts;
  facts.id = document.id;
  facts.title = text_of(heading.title);
  facts.outlet = text_of(heading.outlet);
  facts.occasion = text_of(heading.occasion);
  facts.place = text_of(heading.place);
  facts.language = document.transcript.language;
  facts.date = document.date();
  facts.kind = heading.kind;
  for (const transcript::Speaker& speaker : document.transcript.speakers)
    facts.speakers.push_back({speaker.name.value_or(""), speaker.office.value_or(""), speaker.affiliation.value_or(""),
                              speaker.labels, speaker.role});
  for (const Utterance& utterance : document.utterances)
    if (utterance.note && utterance.voice) facts.voices.push_back({utterance.turn, *utterance.note, *utterance.voice});
  return facts;
}

UtteranceInfo info_of(const transcript::Transcript& transcript, const Utterance& utterance) {
  return {.turn = utterance.turn,
          .note = utterance.note.value_or(concordance::kNone),
          .speaker = utterance.speaker.value_or(concordance::kNone),
          .kind = static_cast<std::uint8_t>(transcript.turns[utterance.turn - 1].kind)};
}

std::string_view speaker_name(const DocumentFacts& facts, const UtteranceInfo& utterance) {
  if (utterance.speaker < facts.speakers.size() && !facts.speakers[utterance.speaker].name.empty())
    return facts.speakers[utterance.speaker].name;
  if (utterance.note != concordance::kNone)
    for (const DocumentFacts::Voice& voice : facts.voices)
      if (voice.turn == utterance.turn && voice.note == utterance.note) return voice.name;
  return {};
}

}  // namespace stenogram::corpus
