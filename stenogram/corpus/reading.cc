#include "stenogram/corpus/reading.h"

#include "stenogram/base/hash.h"

namespace stenogram::corpus {

void add_doubts(const capture::Page& page, std::vector<transcript::Transcript>& transcripts) {
  for (const capture::Doubt& doubt : page.doubts) {
    transcript::Transcript* home = transcripts.empty() ? nullptr : &transcripts.front();
    for (transcript::Transcript& transcript : transcripts)
      if (transcript.region.contains(doubt.span.begin)) home = &transcript;
    if (home) home->doubts.push_back(doubt);
  }
}

Result<Reading> read_capture(capture::Source source, const capture::Limits& limits) {
  std::string hash = sha256(source.bytes);
  std::uint64_t bytes = source.bytes.size();
  Result<capture::Page> page = capture::read(source, limits);
  if (!page) return page.error();
  // The capture is not needed any more, and may be large.
  source.bytes = std::string();
  Reading reading;
  std::vector<transcript::Transcript> transcripts = transcript::read(*page, &reading.explanations);
  add_doubts(*page, transcripts);
  reading.tiles = transcript::tiles(*page, transcripts);
  for (std::size_t i = 0; i < transcripts.size(); ++i) {
    Document document;
    document.id = hash.substr(0, 12);
    if (transcripts.size() > 1) document.id += "." + std::to_string(i + 1);
    document.name = source.name;
    document.sha256 = hash;
    document.bytes = bytes;
    document.media_type = page->media_type;
    document.url = source.url;
    document.captured_at = source.captured_at;
    document.container = source.container;
    bool last = i + 1 == transcripts.size();
    document.text = last ? std::move(page->text) : page->text;
    document.source = page->source;
    document.transcript = std::move(transcripts[i]);
    reading.documents.push_back(std::move(document));
  }
  return reading;
}

}  // namespace stenogram::corpus
