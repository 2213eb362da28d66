// Which document a place of the index belongs to, and which interview a document is of.
//
// Documents of all segments are numbered through, in order of their numbers in the
// archive. A place is one of a segment's column; from it the document is found by a table
// of every 256th position, without touching the segment. Pure; any thread.
#pragma once
#include <cstdint>
#include <vector>

#include "stenogram/concordance/index.h"

namespace stenogram::reuse {

using concordance::Position;

class Territory {
 public:
  explicit Territory(const concordance::Index& index);

  std::uint32_t documents() const { return std::uint32_t(starts_.size()); }
  std::uint32_t document(std::uint32_t segment, Position at) const;
  std::uint32_t segment_of(std::uint32_t document) const { return segments_[document]; }
  concordance::DocumentNumber number_of(std::uint32_t document) const { return numbers_[document]; }
  Position begin_of(std::uint32_t document) const { return starts_[document]; }
  std::uint64_t words_of(std::uint32_t document) const { return words_[document]; }

 private:
  static constexpr std::uint32_t kBlock = 256;
  std::vector<std::vector<std::uint32_t>> blocks_;  // of each segment: the document at each 256th position
  std::vector<std::uint32_t> segments_;
  std::vector<Position> starts_;
  std::vector<std::uint64_t> words_;
  std::vector<concordance::DocumentNumber> numbers_;
};

}  // namespace stenogram::reuse
