// Lists of utterances with counts, as ranking walks them, and what they are worth.
//
// A list is the postings of a word, or the matches of a pattern counted by utterance. A
// leaf of a query has one for each segment, the weight of its word, and from both the
// best score that a count, or a block of postings, can come to; so that a search for the
// best few passes over what cannot be among them without reading how long it is.
#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "stenogram/concordance/index.h"
#include "stenogram/concordance/postings.h"

namespace stenogram::concordance {

inline constexpr double kOne = 1.2;    // how soon more of a word stops counting
inline constexpr double kLong = 0.75;  // how much long utterances are held back

// What an utterance's length comes to in the formula.
struct Lengths {
  double fixed = 0, per_word = 0;

  explicit Lengths(const Index& index) {
    Index::Totals totals = index.totals();
    double mean = totals.utterances == 0 ? 1 : double(totals.words) / double(totals.utterances);
    fixed = kOne * (1 - kLong);
    per_word = kOne * kLong / std::max(mean, 1e-9);
  }
  double of(std::uint32_t words) const { return fixed + per_word * double(words); }
  double of(const Segment& segment, std::uint32_t utterance) const { return of(segment.words_of(utterance)); }
};

// One list, walked upward.
class List {
 public:
  List() = default;
  explicit List(Segment::Postings postings) : postings_(std::move(postings)), stored_(true) {}
  explicit List(std::vector<Posting> counted) : counted_(std::move(counted)) {
    for (const Posting& one : counted_) most_ = std::max(most_, one.count);
  }

  bool at_end() const { return stored_ ? postings_.at_end() : at_ == counted_.size(); }
  std::uint32_t utterance() const { return stored_ ? postings_.utterance() : counted_[at_].utterance; }
  Posting current() const { return stored_ ? postings_.current() : counted_[at_]; }
  void next() {
    if (stored_) postings_.next();
    else ++at_;
  }
  void seek(std::uint32_t utterance) {
    if (stored_) return postings_.seek(utterance);
    if (at_ == counted_.size() || counted_[at_].utterance >= utterance) return;
    auto from = counted_.begin() + std::ptrdiff_t(at_);
    at_ = std::size_t(std::lower_bound(from, counted_.end(), utterance,
                                       [](const Posting& one, std::uint32_t value) { return one.utterance < value; }) -
                      counted_.begin());
  }
  std::size_t size() const { return stored_ ? postings_.size() : counted_.size(); }

  // The postings themselves, where the list is one; else nothing.
  Segment::Postings* postings() { return stored_ ? &postings_ : nullptr; }
  const Segment::Postings* postings() const { return stored_ ? &postings_ : nullptr; }
  std::uint32_t most_occurrences() const { return most_; }  // of a list that is not postings

  // take(utterance, count) for each that is left and below `end`; in blocks, for this is
  // where long lists spend their time.
  template <class Take>
  void each_below(std::uint64_t end, Take take) {
    if (!stored_) {
      for (; at_ < counted_.size() && counted_[at_].utterance < end; ++at_)
        take(counted_[at_].utterance, counted_[at_].count);
      return;
    }
    while (!postings_.at_end()) {
      auto utterances = postings_.utterances(), counts = postings_.counts();
      if (utterances.back() >= end) {
        std::size_t i = 0;
        for (; utterances[i] < end; ++i) take(utterances[i], counts[i]);
        postings_.pass(std::uint32_t(i));
        return;
      }
      for (std::size_t i = 0; i < utterances.size(); ++i) take(utterances[i], counts[i]);
      postings_.next_block();
    }
  }
  // The same where nobody asks how often: take(utterance).
  template <class Take>
  void each_utterance_below(std::uint64_t end, Take take) {
    if (!stored_) return each_below(end, [&](std::uint32_t utterance, std::uint32_t) { take(utterance); });
    while (!postings_.at_end()) {
      auto utterances = postings_.utterances();
      if (utterances.back() >= end) {
        std::size_t i = 0;
        for (; utterances[i] < end; ++i) take(utterances[i]);
        postings_.pass(std::uint32_t(i));
        return;
      }
      for (std::uint32_t utterance : utterances) take(utterance);
      postings_.next_block();
    }
  }

 private:
  Segment::Postings postings_;
  std::vector<Posting> counted_;
  std::size_t at_ = 0;
  std::uint32_t most_ = 0;
  bool stored_ = false;
};

// What one leaf of the query is worth, and its list in each segment.
class Leaf {
 public:
  double weight = 0;
  std::vector<List> lists;

  double score(std::uint32_t count, double length) const {
    return weight * (double(count) * (kOne + 1)) / (double(count) + length);
  }

  // To be called when the weight is known and before what follows is asked.
  void bound(const Lengths& lengths);
  // No utterance with so many occurrences scores more. (It has as many words, at least.)
  double best_of(std::uint32_t count) const { return by_count_[std::min<std::size_t>(count, by_count_.size() - 1)]; }
  // No utterance of the block scores more.
  double best_in(std::uint32_t bounds) const {
    double best = 0;
    for (std::size_t i = 0; i < by_class_.size(); ++i, bounds >>= 4) best = std::max(best, by_class_[i][bounds & 15]);
    return best;
  }
  // No utterance that is left in the list and below `end` scores more.
  double best_below(const List& list, std::uint64_t end) const;

 private:
  std::array<double, 32> by_count_{};  // the last stands for itself and all above
  std::array<std::array<double, 16>, kMostOccurrences.size()> by_class_{};
};

}  // namespace stenogram::concordance
