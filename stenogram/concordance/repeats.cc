// The walk.
//
// The simple idea: read the suffix array from left to right, and for each suffix count
// the words it has in common with the last. What makes it fast is reading ahead. The
// array names places all over the column, so each suffix costs a cache miss; but the
// places are known long before they are needed, so a few hundred at a time are asked
// for, and only then read, eight words each. Suffixes that share more than eight are
// few, and for them the column is read again.
#include "stenogram/concordance/repeats.h"

#include <algorithm>
#include <array>

#include "stenogram/concordance/index_state.h"

namespace stenogram::concordance {
namespace {

constexpr std::uint32_t kHead = 8;         // words read ahead of each suffix
constexpr std::uint32_t kReadAhead = 256;  // suffixes
constexpr std::uint32_t kAskEvery = 1024;  // suffixes between two questions whether to stop

struct Head {
  std::array<std::uint32_t, kHead> words;  // zeros after the end of the utterance
  Position at;
  std::uint32_t before;
};

// One segment's suffixes in order, read ahead.
class Cursor {
 public:
  Cursor(const Columns& columns, const Selection& selection, std::uint32_t segment, Interval suffixes)
      : columns_(&columns), selection_(&selection), segment_(segment), next_(suffixes) {
    fill();
  }

  bool at_end() const { return place_ == heads_.size(); }
  const Head& head() const { return heads_[place_]; }
  std::uint32_t segment() const { return segment_; }
  void advance() {
    if (++place_ == heads_.size()) fill();
  }

 private:
  void fill() {
    heads_.clear();
    place_ = 0;
    while (heads_.empty() && !next_.empty()) {
      const Segment& segment = columns_->segment(segment_);
      const std::uint32_t end = next_.first + std::min(next_.size(), kReadAhead);
      for (std::uint32_t i = next_.first; i < end; ++i) {
        // What is before the place stands on the same line of the cache more often than not.
        const Position at = segment.suffix(i);
        segment.prefetch(at);
        segment.prefetch(std::min(at + kHead, segment.size() - 1));
      }
      for (std::uint32_t i = next_.first; i < end; ++i) read(segment.suffix(i));
      next_.first = end;
    }
  }

  void read(Position at) {
    if (!selection_->everything() && !selection_->takes(segment_, columns_->segment(segment_).utterance_at(at))) return;
    Head head;
    head.at = at;
    head.before = columns_->before(segment_, at);
    std::uint32_t i = 0;
    const Position size = columns_->segment(segment_).size();
    for (; i < kHead && at + i < size; ++i) {
      head.words[i] = columns_->word(segment_, at + i);
      if (head.words[i] == 0) break;
    }
    for (; i < kHead; ++i) head.words[i] = 0;
    heads_.push_back(head);
  }

  const Columns* columns_;
  const Selection* selection_;
  std::uint32_t segment_;
  Interval next_;
  std::vector<Head> heads_;
  std::size_t place_ = 0;
};

struct Placed {
  Head head;
  std::uint32_t segment = 0;
};

// How many words two suffixes share, and whether the first comes before the second.
struct Shared {
  std::uint32_t words = 0;
  int order = 0;
};

Shared compare(const Columns& columns, const Head& a, std::uint32_t a_segment, const Head& b, std::uint32_t b_segment) {
  std::uint32_t i = 0;
  for (; i < kHead; ++i) {
    if (a.words[i] != b.words[i]) return {i, a.words[i] < b.words[i] ? -1 : 1};
    if (a.words[i] == 0) return {i, 0};
  }
  const Position a_size = columns.segment(a_segment).size(), b_size = columns.segment(b_segment).size();
  for (; i < Segment::kSortDepth && a.at + i < a_size && b.at + i < b_size; ++i) {
    const std::uint32_t x = columns.word(a_segment, a.at + i), y = columns.word(b_segment, b.at + i);
    if (x != y) return {i, x < y ? -1 : 1};
    if (x == 0) break;
  }
  return {i, 0};
}

}  // namespace

Columns::Columns(const Index& index) : index_(index) {
  const auto& ranks = index_.state().ranks();
  for (std::size_t i = 0; i < index_.segments().size(); ++i) {
    const Segment& segment = *index_.segments()[i];
    columns_.push_back({&segment, ranks.empty() ? nullptr : ranks[i].data(), segment.lexicon_size()});
    words_ = std::max(words_, ranks.empty() ? segment.lexicon_size() : ranks[i].back());
  }
}

Interval Columns::suffixes(std::uint32_t number, std::uint32_t first, std::uint32_t last) const {
  const Segment& segment = this->segment(number);
  // Ranks ascend with tokens, so the words of a range are neighbours in every segment.
  auto token = [&](std::uint32_t word) {
    if (!columns_[number].ranks) return std::clamp<Token>(word, 1, segment.lexicon_size() + 1);
    const std::uint32_t *begin = columns_[number].ranks + 1, *end = begin + segment.lexicon_size();
    return Token(std::lower_bound(begin, end, word) - begin + 1);
  };
  const Token from = token(first), to = token(last);
  if (from >= to) return {};
  return {segment.word_interval(from).first, segment.word_interval(to - 1).last};
}

void each_repeat(const Columns& columns, const Selection& selection, std::uint32_t first, std::uint32_t last,
                 std::uint32_t least, const std::function<void(std::span<const Suffix>)>& take,
                 const std::function<bool()>& stop) {
  std::vector<Cursor> cursors;
  for (std::uint32_t i = 0; i < columns.segments(); ++i) {
    Cursor cursor(columns, selection, i, columns.suffixes(i, first, last));
    if (!cursor.at_end()) cursors.push_back(std::move(cursor));
  }
  std::vector<Suffix> group;
  Placed before;
  bool any = false;
  auto close = [&] {
    if (group.size() > 1) take(group);
    group.clear();
  };
  for (std::uint64_t seen = 0; !cursors.empty(); ++seen) {
    if (stop && seen % kAskEvery == 0 && stop()) return;
    // Of few cursors the least is found soonest by looking at all.
    std::size_t least_cursor = 0;
    for (std::size_t i = 1; i < cursors.size(); ++i) {
      const Cursor &here = cursors[i], &best = cursors[least_cursor];
      if (compare(columns, here.head(), here.segment(), best.head(), best.segment()).order < 0) least_cursor = i;
    }
    Cursor& cursor = cursors[least_cursor];
    const Placed now{cursor.head(), cursor.segment()};
    const std::uint32_t shared = any ? compare(columns, before.head, before.segment, now.head, now.segment).words : 0;
    if (shared < least) close();
    group.push_back({now.segment, now.head.at, now.head.before, group.empty() ? 0 : shared});
    before = now;
    any = true;
    cursor.advance();
    if (cursor.at_end()) cursors.erase(cursors.begin() + std::ptrdiff_t(least_cursor));
  }
  close();
}

std::vector<std::uint32_t> parts_of_walk(const Columns& columns, std::size_t many) {
  std::vector<std::uint32_t> cuts = {1};
  std::uint64_t all = 0;
  for (std::uint32_t i = 0; i < columns.segments(); ++i) all += columns.segment(i).words();
  auto until = [&](std::uint32_t word) {
    std::uint64_t sum = 0;
    for (std::uint32_t i = 0; i < columns.segments(); ++i) sum += columns.suffixes(i, 1, word).size();
    return sum;
  };
  for (std::size_t part = 1; part < many; ++part) {
    const std::uint64_t wanted = all / many * part;
    std::uint32_t low = cuts.back(), high = columns.words() + 1;
    while (low < high) {
      const std::uint32_t middle = low + (high - low) / 2;
      if (until(middle) < wanted) low = middle + 1;
      else high = middle;
    }
    if (low > cuts.back() && low <= columns.words()) cuts.push_back(low);
  }
  cuts.push_back(columns.words() + 1);
  return cuts;
}

}  // namespace stenogram::concordance
