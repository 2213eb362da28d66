// Proving an archive: the record by itself, then the index against the record.
#include <algorithm>

#include "stenogram/corpus/corpus.h"
#include "stenogram/corpus/entry.h"

namespace stenogram::corpus {
namespace {

using concordance::Segment;

// Whether the segment holds just the words of the entry as its `number`-th document.
bool holds(const Segment& segment, std::uint32_t number, const IndexEntry& entry) {
  concordance::DocumentRow row = segment.document(number);
  if (row.end_utterance - row.first_utterance != entry.utterances.size() || row.date != entry.document.date)
    return false;
  std::size_t at = 0;
  EntryWords words(entry);
  std::vector<ByteSpan> spans;
  for (std::size_t i = 0; i < entry.utterances.size(); ++i) {
    concordance::UtteranceRow utterance = segment.utterance(row.first_utterance + std::uint32_t(i));
    const concordance::UtteranceInfo& info = entry.utterances[i].info;
    if (utterance.turn != info.turn || utterance.note != info.note || utterance.speaker != info.speaker ||
        utterance.kind != info.kind || utterance.end - utterance.begin != entry.utterances[i].end - at)
      return false;
    spans.clear();
    words.begin_utterance();
    segment.spans(utterance.begin, utterance.end, spans);
    for (std::size_t word = 0; at < entry.utterances[i].end; ++at, ++word) {
      const EntryWords::Word expected = words.next();
      if (segment.key_of(segment.token(utterance.begin + concordance::Position(word))) != entry.key(expected.key) ||
          spans[word] != ByteSpan{expected.begin, expected.end} ||
          (word > 0 && segment.broken_at(utterance.begin + concordance::Position(word) - 1) != expected.joins))
        return false;
    }
  }
  return true;
}

}  // namespace

Result<Corpus::Verified> Corpus::verify(bool deep, const Fault& fault, Progress& progress) {
  Verified verified;
  Result<archive::Archive::Checked> record = record_->verify(fault, progress);
  if (!record) return record.error();
  verified.captures = record->captures;
  verified.transcripts = record->transcripts;

  concordance::Index index = keeper_->snapshot();
  const auto& segments = index.segments();
  for (const auto& segment : segments) {
    std::string where = "segments/" + segment->path().filename().string();
    if (Status sound = segment->verify(); !sound) fault(where, sound.error().what);
    ++verified.segments;
    progress.at("segments proved", verified.segments, segments.size());
  }
  verified.words = index.totals().words;

  // Every document stands in one segment, once, and nothing else does.
  Result<std::vector<archive::TranscriptNumber>> numbers = record_->numbers();
  if (!numbers) return numbers.error();
  std::uint64_t done = 0;
  for (archive::TranscriptNumber number : *numbers) {
    std::size_t held = 0;
    for (std::size_t i = 0; i < segments.size(); ++i) {
      std::uint32_t at = segments[i]->find_document(number);
      if (at == concordance::kNone || !index.alive(std::uint32_t(i), at)) continue;
      ++held;
      if (!deep) continue;
      Result<std::shared_ptr<const Document>> read = document(number);
      if (!read) continue;  // told of above
      if (!holds(*segments[i], at, entry_of(**read)))
        fault("transcript " + (*read)->id, "its words in the index are not those of the record");
    }
    if (held != 1)
      fault("transcript number " + std::to_string(number),
            "stands in " + std::to_string(held) + " segments of the index");
    if (deep) progress.at("documents compared", ++done, numbers->size());
  }
  if (index.totals().documents != numbers->size())
    fault("segments", "the index holds documents that the record does not");
  return verified;
}

}  // namespace stenogram::corpus
