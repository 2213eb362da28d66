// The utterances a word occurs in, ascending, and how often it occurs in each.
//
//   varint  how many utterances
//   blocks of 128; where there is more than one, first for each block
//           u32 its last utterance, u32 where its bytes begin after these pairs
//   a block: StreamVByte of 2 * (distance from the utterance before) + (1 if it occurs
//           there more than once), then a varint of (times - 2) for each of those
// Most words occur once in an utterance, and close utterances are the rule, so most
// postings take one byte and a quarter. The pairs let a search skip what it need not
// decode. The first distance of a list is from -1; of a later block, from the last
// utterance of the block before.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "stenogram/concordance/segment.h"

namespace stenogram::concordance {

using Posting = Segment::Posting;

// Encodes one list at a time.
class PostingsEncoder {
 public:
  // Adds `times` occurrences in `utterance`, which must not be below the last one.
  void add(std::uint32_t utterance, std::uint32_t times = 1) {
    if (!list_.empty() && list_.back().utterance == utterance)
      list_.back().count += times;
    else
      list_.push_back({utterance, times});
  }
  // Appends the list to `out` and begins a new one.
  void finish(std::string& out);

 private:
  std::vector<Posting> list_;
  std::string blocks_;
};

// Walks one list. Bytes that are not a list give a short or empty walk, never a read
// outside `bytes`, and utterances that ascend, all below `utterances`.
class Segment::Postings {
 public:
  Postings() = default;
  Postings(std::string_view bytes, std::uint32_t utterances);

  std::uint32_t size() const { return size_; }  // as the list says of itself
  bool at_end() const { return at_ == filled_; }
  Posting current() const { return {utterance_[at_], count_[at_]}; }
  void next() {
    if (++at_ == filled_) load(block_ + 1);
  }
  // What is left of the block in hand, so that long walks need not ask for each; then
  // the block after it.
  std::span<const std::uint32_t> utterances() const { return {&utterance_[at_], filled_ - at_}; }
  std::span<const std::uint32_t> counts() const { return {&count_[at_], filled_ - at_}; }
  void next_block() { load(block_ + 1); }
  // Forward to the first posting not below `utterance`.
  void seek(std::uint32_t utterance);

 private:
  void load(std::uint32_t block);
  std::uint32_t last_of(std::uint32_t block) const;

  std::string_view pairs_, blocks_;
  std::uint32_t size_ = 0, block_ = 0, block_count_ = 0, utterances_ = 0;
  std::uint32_t at_ = 0, filled_ = 0;
  std::array<std::uint32_t, 128> utterance_, count_;
};

}  // namespace stenogram::concordance
