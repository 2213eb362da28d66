// The utterances a word occurs in, ascending, and how often it occurs in each.
//
//   varint  how many utterances
//   blocks of 128; where there is more than one, first three columns, of a number a block:
//           u32 its last utterance
//           u32 where its bytes begin after the columns
//           u32 its bounds (below)
//   a block: StreamVByte of 2 * (distance from the utterance before) + (1 if it occurs
//           there more than once), then a varint of (times - 2) for each of those
// Most words occur once in an utterance, and close utterances are the rule, so most
// postings take one byte and a quarter. The columns let a search skip what it need not
// decode. The first distance of a list is from -1; of a later block, from the last
// utterance of the block before. Versions 1 and 2 of segments had the first two columns
// interleaved, and no third.
//
// **Bounds.** How well a block can score depends on how often the word occurs in an
// utterance and how long that is, and the mean length of utterances, which changes as
// the archive grows. So no score is kept, but for each of eight classes of occurrences
// the length of the shortest utterance, rounded down to one of fifteen levels: eight
// nibbles, the class of one occurrence lowest. Block maxima as such: Ding and Suel,
// Faster top-k document retrieval using block-max indexes, SIGIR 2011.
#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "stenogram/concordance/segment.h"

namespace stenogram::concordance {

using Posting = Segment::Posting;

// Occurrences in one utterance, by class: the most that each stands for.
inline constexpr std::array<std::uint32_t, 8> kMostOccurrences = {1, 2, 3, 4, 6, 10, 20, ~0u};
// Words of an utterance, by level: the fewest. A nibble of 15 is a class without utterances.
inline constexpr std::array<std::uint32_t, 15> kLeastWords = {0, 2, 3, 4, 5, 6, 8, 10, 13, 16, 20, 26, 34, 50, 80};
inline constexpr std::uint32_t kNoUtterance = 15;

// A block's bounds as they are kept; those of a block of which nothing is known are 0.
class BlockBounds {
 public:
  void add(std::uint32_t occurrences, std::uint32_t words) {
    auto place =
        std::lower_bound(kMostOccurrences.begin(), kMostOccurrences.end(), occurrences) - kMostOccurrences.begin();
    std::uint32_t& shortest = shortest_[std::size_t(place)];
    shortest = std::min(shortest, words);
  }
  std::uint32_t code() const {
    std::uint32_t code = 0;
    for (std::size_t i = 0; i < shortest_.size(); ++i) {
      std::uint32_t level = kNoUtterance;
      if (shortest_[i] != kNone)
        level = std::uint32_t(std::upper_bound(kLeastWords.begin(), kLeastWords.end(), shortest_[i]) -
                              kLeastWords.begin()) -
                1;
      code |= level << (4 * i);
    }
    return code;
  }

 private:
  std::array<std::uint32_t, 8> shortest_ = {kNone, kNone, kNone, kNone, kNone, kNone, kNone, kNone};
};

// Encodes one list at a time.
class PostingsEncoder {
 public:
  // Adds `times` occurrences in `utterance`, which must not be below the last one.
  void add(std::uint32_t utterance, std::uint32_t times = 1) {
    if (!list_.empty() && list_.back().utterance == utterance) list_.back().count += times;
    else list_.push_back({utterance, times});
  }
  // Appends the list to `out` and begins a new one. `starts` is the section of that name: where
  // each utterance begins, and where the last ends.
  void finish(std::string& out, std::span<const std::uint32_t> starts);

 private:
  std::vector<Posting> list_;
  std::vector<std::uint32_t> lasts_, offsets_, bounds_;
  std::string blocks_;
};

// Walks one list. Bytes that are not a list give a short or empty walk, never a read
// outside `bytes`, and utterances that ascend, all below `utterances`.
class Segment::Postings {
 public:
  Postings() = default;
  // `bounded`: as version 3 of segments has them.
  Postings(std::string_view bytes, std::uint32_t utterances, bool bounded);

  std::uint32_t size() const { return size_; }  // as the list says of itself
  bool at_end() const { return at_ == filled_; }
  std::uint32_t utterance() const { return utterance_[at_]; }
  Posting current() const { return {utterance_[at_], counts()[0]}; }
  void next() {
    if (++at_ == filled_) load(block_ + 1);
  }
  // What is left of the block in hand, so that long walks need not ask for each; then
  // the block after it.
  std::span<const std::uint32_t> utterances() const { return {&utterance_[at_], filled_ - at_}; }
  std::span<const std::uint32_t> counts() const {
    if (!counted_) count();
    return {&count_[at_], filled_ - at_};
  }
  void pass(std::uint32_t many) { at_ += many; }  // fewer than are left of the block
  void next_block() { load(block_ + 1); }
  // Blocks as such. Those passed over are not decoded.
  std::uint32_t blocks() const { return block_count_; }
  std::uint32_t block() const { return block_; }  // the one in hand
  std::uint32_t size_of(std::uint32_t block) const;
  std::uint32_t last_of(std::uint32_t block) const;
  std::uint32_t bounds_of(std::uint32_t block) const;
  void go_to(std::uint32_t block) { load(block); }
  // Forward to the first posting not below `utterance`.
  void seek(std::uint32_t utterance);

 private:
  void load(std::uint32_t block);
  void count() const;

  std::string_view columns_, blocks_;
  bool bounded_ = false;
  std::uint32_t size_ = 0, block_ = 0, block_count_ = 0, utterances_ = 0;
  std::uint32_t at_ = 0, filled_ = 0;
  std::array<std::uint32_t, 128> utterance_;
  // Most walks of a list ask where a word occurs and not how often, so that is read only
  // when it is asked: which postings have more than one, and where the numbers of these are.
  std::array<std::uint64_t, 2> more_{};
  std::size_t counts_at_ = 0;  // in blocks_
  mutable bool counted_ = false;
  mutable std::array<std::uint32_t, 128> count_;
};

}  // namespace stenogram::concordance
