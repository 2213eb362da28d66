#include "stenogram/reuse/territory.h"

#include <algorithm>

namespace stenogram::reuse {

Territory::Territory(const concordance::Index& index) {
  for (std::uint32_t s = 0; s < index.segments().size(); ++s) {
    const concordance::Segment& segment = *index.segments()[s];
    const std::uint32_t base = documents();
    for (std::uint32_t i = 0; i < segment.document_count(); ++i) {
      const concordance::DocumentRow row = segment.document(i);
      const bool has_any = row.first_utterance < segment.utterance_count();
      segments_.push_back(s);
      numbers_.push_back(row.number);
      starts_.push_back(has_any ? segment.begin_of(row.first_utterance) : segment.size());
      // A damaged file may hold any order; here they ascend.
      if (i > 0) starts_.back() = std::max(starts_.back(), starts_[starts_.size() - 2]);
      std::uint64_t words = 0;
      for (std::uint32_t u = row.first_utterance; u < row.end_utterance; ++u) words += segment.words_of(u);
      words_.push_back(words);
    }
    std::vector<std::uint32_t>& blocks = blocks_.emplace_back();
    std::uint32_t at = base;
    for (std::uint64_t position = 0; position < segment.size(); position += kBlock) {
      while (at + 1 < documents() && starts_[at + 1] <= position) ++at;
      blocks.push_back(at);
    }
  }
}

std::uint32_t Territory::document(std::uint32_t segment, Position at) const {
  std::uint32_t document = blocks_[segment][at / kBlock];
  while (document + 1 < documents() && segments_[document + 1] == segment && starts_[document + 1] <= at) ++document;
  return document;
}

}  // namespace stenogram::reuse
