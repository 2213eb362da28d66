// A walk over everything that is said more than once: all suffixes of all segments in
// one order, each with the number of words it shares with the one before.
//
// Suffixes that begin with the same words lie side by side, so a repeated run of words
// is a stretch of this walk in which neighbours share that many (Abouelhoda, Kurtz and
// Ohlebusch 2004). Common prefixes are read off the column as the walk goes, to
// Segment::kSortDepth words, since each suffix is looked at once and in order; nothing
// is kept for them on disk. Several segments are merged on the way by words that compare
// across them, so that an archive of many segments walks as one of a single segment does.
//
// Pure; any thread. Different ranges of first words may be walked at the same time.
#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "stenogram/concordance/index.h"

namespace stenogram::concordance {

// The words of all segments of an index as numbers that compare as their keys do. One
// table look-up a word where there are several segments, none where there is one.
class Columns {
 public:
  explicit Columns(const Index& index);  // holds it

  // 0 at the end of an utterance. `at` < size of the segment.
  std::uint32_t word(std::uint32_t segment, Position at) const {
    const Column& column = columns_[segment];
    const Token token = column.segment->token(at);
    // A damaged file may hold any number.
    return !column.ranks ? token : token <= column.lexicon ? column.ranks[token] : 0;
  }
  // The word before `at`, 0 where the utterance begins there.
  std::uint32_t before(std::uint32_t segment, Position at) const { return at == 0 ? 0 : word(segment, at - 1); }
  void prefetch(std::uint32_t segment, Position at) const { columns_[segment].segment->prefetch(at); }

  const Index& index() const { return index_; }
  std::uint32_t segments() const { return std::uint32_t(columns_.size()); }
  const Segment& segment(std::uint32_t number) const { return *columns_[number].segment; }
  std::uint32_t words() const { return words_; }  // they run from 1 to this

  // The suffixes of a segment whose first word is in [first, last).
  Interval suffixes(std::uint32_t segment, std::uint32_t first, std::uint32_t last) const;

 private:
  struct Column {
    const Segment* segment = nullptr;
    const std::uint32_t* ranks = nullptr;
    Token lexicon = 0;
  };
  Index index_;
  std::vector<Column> columns_;
  std::uint32_t words_ = 0;
};

struct Suffix {
  std::uint32_t segment = 0;
  Position at = 0;
  std::uint32_t before = 0;  // the word before it, 0 where the utterance begins
  std::uint32_t shared = 0;  // words in common with the suffix before it in the group, at most kSortDepth
};

// Calls take(group) for each largest group of two suffixes and more that share their
// first `least` words (1 or more), the first of which is in [first, last); in order. The
// span is good until take returns; the first suffix of a group shares nothing with those
// before it that counts. Suffixes that `selection` does not take are passed over.
// `stop`, asked now and then, ends the walk when it is true.
void each_repeat(const Columns& columns, const Selection& selection, std::uint32_t first, std::uint32_t last,
                 std::uint32_t least, const std::function<void(std::span<const Suffix>)>& take,
                 const std::function<bool()>& stop = {});

// First words at which to cut the walk into about `many` parts of like length: from 1 to
// words() + 1, ascending, both included.
std::vector<std::uint32_t> parts_of_walk(const Columns& columns, std::size_t many);

}  // namespace stenogram::concordance
