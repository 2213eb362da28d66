// A query as a tree of sets of utterances, each of which can move to its next at or after
// a given one: what ranking walks where none of its own loops fits.
//
// Sets of one segment. One thread; leaves and segment outlive the tree.
#pragma once
#include <bit>
#include <memory>

#include "stenogram/concordance/pattern.h"
#include "stenogram/concordance/ranked_lists.h"
#include "stenogram/concordance/ranking.h"

namespace stenogram::concordance {

// A set of utterances of one segment, walked upward.
class Node {
 public:
  virtual ~Node() = default;
  virtual std::uint32_t current() const = 0;  // kNone at the end
  virtual void seek(std::uint32_t utterance) = 0;
  void next() { seek(current() + 1); }
  // Of the current utterance, all parts moved there by the caller's seek.
  virtual double score(double length) = 0;
  virtual std::size_t size() const = 0;  // about
};

using NodePointer = std::unique_ptr<Node>;

class LeafNode : public Node {
 public:
  LeafNode(const Leaf& leaf, List list) : leaf_(leaf), list_(std::move(list)) {}
  std::uint32_t current() const override { return list_.at_end() ? kNone : list_.utterance(); }
  void seek(std::uint32_t utterance) override {
    if (list_.at_end() || list_.utterance() >= utterance) return;
    list_.next();
    if (!list_.at_end() && list_.utterance() < utterance) list_.seek(utterance);
  }
  double score(double length) override { return leaf_.score(list_.current().count, length); }
  std::size_t size() const override { return list_.size(); }

 private:
  const Leaf& leaf_;
  List list_;
};

class AllNode : public Node {
 public:
  explicit AllNode(std::vector<NodePointer> parts) : parts_(std::move(parts)) {
    for (auto& part : parts_) rarest_first_.push_back(part.get());
    std::stable_sort(rarest_first_.begin(), rarest_first_.end(),
                     [](const Node* a, const Node* b) { return a->size() < b->size(); });
    settle(0);
  }
  std::uint32_t current() const override { return parts_.empty() ? kNone : rarest_first_[0]->current(); }
  void seek(std::uint32_t utterance) override { settle(utterance); }
  double score(double length) override {
    double sum = 0;
    for (auto& part : parts_) sum += part->score(length);
    return sum;
  }
  std::size_t size() const override { return parts_.empty() ? 0 : rarest_first_[0]->size(); }

 private:
  void settle(std::uint32_t utterance) {
    if (parts_.empty()) return;
    rarest_first_[0]->seek(utterance);
    for (;;) {
      std::uint32_t wanted = rarest_first_[0]->current();
      std::uint32_t reached = wanted;
      for (std::size_t i = 1; i < rarest_first_.size() && reached == wanted && wanted != kNone; ++i) {
        rarest_first_[i]->seek(wanted);
        reached = rarest_first_[i]->current();
      }
      if (reached == wanted) return;
      rarest_first_[0]->seek(reached);
    }
  }
  std::vector<NodePointer> parts_;
  std::vector<Node*> rarest_first_;
};

class AnyNode : public Node {
 public:
  explicit AnyNode(std::vector<NodePointer> parts) : parts_(std::move(parts)) { settle(); }
  std::uint32_t current() const override { return current_; }
  void seek(std::uint32_t utterance) override {
    for (auto& part : parts_) part->seek(utterance);
    settle();
  }
  double score(double length) override {
    double sum = 0;
    for (auto& part : parts_)
      if (part->current() == current_) sum += part->score(length);
    return sum;
  }
  std::size_t size() const override {
    std::size_t sum = 0;
    for (auto& part : parts_) sum += part->size();
    return sum;
  }

 private:
  void settle() {
    current_ = kNone;
    for (auto& part : parts_) current_ = std::min(current_, part->current());
  }
  std::vector<NodePointer> parts_;
  std::uint32_t current_ = kNone;
};

class WithoutNode : public Node {
 public:
  explicit WithoutNode(std::vector<NodePointer> parts) : parts_(std::move(parts)) { settle(); }
  std::uint32_t current() const override { return parts_.empty() ? kNone : parts_[0]->current(); }
  void seek(std::uint32_t utterance) override {
    if (parts_.empty()) return;
    parts_[0]->seek(utterance);
    settle();
  }
  double score(double length) override { return parts_[0]->score(length); }
  std::size_t size() const override { return parts_.empty() ? 0 : parts_[0]->size(); }

 private:
  void settle() {
    while (current() != kNone && excluded(current())) parts_[0]->next();
  }
  bool excluded(std::uint32_t utterance) {
    for (std::size_t i = 1; i < parts_.size(); ++i) {
      parts_[i]->seek(utterance);
      if (parts_[i]->current() == utterance) return true;
    }
    return false;
  }
  std::vector<NodePointer> parts_;
};

// All, and close together: candidates come from AllNode, their words are read.
class NearNode : public Node {
 public:
  NearNode(const Segment& segment, const Query& query, NodePointer all)
      : segment_(segment), distance_(query.distance), all_(std::move(all)), found_(query.parts.size()) {
    for (const Query& part : query.parts) matchers_.emplace_back(segment, part.pattern);
    settle();
  }
  std::uint32_t current() const override { return all_->current(); }
  void seek(std::uint32_t utterance) override {
    all_->seek(utterance);
    settle();
  }
  double score(double length) override { return all_->score(length); }
  std::size_t size() const override { return all_->size(); }

 private:
  void settle() {
    while (current() != kNone && !close(current())) all_->next();
  }

  // Each match is tried as the first of a group; the others are sought in the window
  // that begins with it. Parts may be met on the same words (`war NEAR/5 "cold war"`),
  // so a choice that leaves no room for the rest is taken back.
  bool close(std::uint32_t utterance) {
    Position begin = segment_.begin_of(utterance), end = begin + segment_.words_of(utterance);
    widest_ = 0;
    for (std::size_t i = 0; i < matchers_.size(); ++i) {
      found_[i].clear();
      matchers_[i].match_within(begin, end, found_[i]);
      if (found_[i].empty()) return false;
      std::uint32_t longest = 0;
      for (const Match& match : found_[i]) longest = std::max(longest, match.words);
      widest_ += longest;
    }
    steps_ = 0;
    for (std::size_t i = 0; i < found_.size(); ++i)
      for (const Match& match : found_[i]) {
        chosen_.assign(1, match);
        if (joined(std::uint64_t{1} << i)) return true;
      }
    return false;
  }

  // Whether the parts not in `have` find room beside those chosen.
  bool joined(std::uint64_t have) {
    std::uint64_t first = chosen_.front().first, last = 0, words = 0;
    for (const Match& match : chosen_) {
      last = std::max<std::uint64_t>(last, std::uint64_t(match.first) + match.words);
      words += match.words;
    }
    if (chosen_.size() == found_.size()) return last - first - words <= distance_;
    std::size_t part = std::size_t(std::countr_one(have));
    auto at = std::partition_point(found_[part].begin(), found_[part].end(),
                                   [&](const Match& match) { return match.first < first; });
    for (; at != found_[part].end() && at->first < first + widest_ + distance_; ++at) {
      bool free = std::none_of(chosen_.begin(), chosen_.end(), [&](const Match& other) {
        return at->first < other.first + other.words && other.first < at->first + at->words;
      });
      if (!free) continue;
      if (++steps_ > kMostSteps) return false;
      chosen_.push_back(*at);
      if (joined(have | std::uint64_t{1} << part)) return true;
      chosen_.pop_back();
    }
    return false;
  }

  // Only many parts that all want the same few words come near this.
  static constexpr std::uint32_t kMostSteps = 50'000;

  const Segment& segment_;
  std::uint32_t distance_;
  std::uint64_t widest_ = 0;  // the longest match of each part, together
  std::uint32_t steps_ = 0;
  std::vector<Match> chosen_;
  NodePointer all_;
  std::vector<PatternMatcher> matchers_;
  std::vector<std::vector<Match>> found_;
};

}  // namespace stenogram::concordance
