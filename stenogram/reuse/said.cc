#include "stenogram/reuse/said.h"

#include <xxhash.h>

#include <algorithm>
#include <string>

#include "stenogram/text/words.h"

namespace stenogram::reuse {

std::size_t Said::stretch_of(std::size_t word) const {
  auto after = std::upper_bound(stretches.begin(), stretches.end(), word,
                                [](std::size_t at, const Stretch& stretch) { return at < stretch.end; });
  return std::size_t(after - stretches.begin());
}

Word word_of(std::string_view search_key) { return XXH3_64bits(search_key.data(), search_key.size()); }

Said said_in(const concordance::Segment& segment, std::uint32_t row) {
  Said said;
  const concordance::DocumentRow document = segment.document(row);
  for (std::uint32_t u = document.first_utterance; u < document.end_utterance; ++u) {
    const concordance::UtteranceRow utterance = segment.utterance(u);
    Said::Stretch stretch;
    stretch.begin = std::uint32_t(said.words.size());
    for (concordance::Position at = utterance.begin; at < utterance.end; ++at)
      if (concordance::Token token = segment.token(at); token > 0 && token <= segment.lexicon_size())
        said.words.push_back(word_of(segment.key_of(token)));
    stretch.end = std::uint32_t(said.words.size());
    stretch.turn = utterance.turn;
    stretch.speaker = utterance.speaker;
    stretch.note = utterance.note;
    said.stretches.push_back(stretch);
  }
  return said;
}

Said said_of(const corpus::Document& document) {
  Said said;
  std::string key;
  auto add = [&](std::string_view printed) {
    key.clear();
    text::append_search_key(printed, key);
    said.words.push_back(word_of(key));
  };
  for (const corpus::Utterance& utterance : document.utterances) {
    Said::Stretch stretch;
    stretch.begin = std::uint32_t(said.words.size());
    for (const text::Word& word : utterance.words) add(slice(document.text, word.span()));
    stretch.end = std::uint32_t(said.words.size());
    stretch.turn = utterance.turn;
    stretch.speaker = utterance.speaker && !utterance.voice ? *utterance.speaker : concordance::kNone;
    stretch.note = utterance.note.value_or(concordance::kNone);
    said.stretches.push_back(stretch);
  }
  if (document.transcript.turns.empty()) {
    const std::string_view region = slice(document.text, document.transcript.region);
    text::for_each_word(region, [&](text::Word word) { add(slice(region, word.span())); });
    said.stretches.push_back({0, std::uint32_t(said.words.size())});
  }
  return said;
}

}  // namespace stenogram::reuse
