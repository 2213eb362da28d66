// Ranked search.
//
// A query is a tree whose leaves are lists of utterances with counts: postings, for a
// single word, or the matches of a pattern counted by utterance. Each node can move to
// its next utterance at or after a given one, so an `all` leaps from list to list and
// decodes only what may matter. Three shapes are common enough, and long enough, to have
// loops of their own: one word, any of several words, and all of several words that are
// about as common. The last two go through the utterances a window at a time, each list
// writing into small arrays, so that no list is ever compared with another.
//
// Totals are exact, so every match is visited; scores that cannot enter the page cost
// one comparison.
#include "stenogram/concordance/ranking.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include "stenogram/concordance/index_state.h"
#include "stenogram/concordance/pattern.h"
#include "stenogram/concordance/postings.h"

namespace stenogram::concordance {
namespace {

constexpr double kOne = 1.2;   // how soon more of a word stops counting
constexpr double kLong = 0.75; // how much long utterances are held back

// -- Lists

// A list of postings from the segment, or from matches counted beforehand.
class List {
 public:
  List() = default;
  explicit List(Segment::Postings postings) : postings_(std::move(postings)), stored_(true) {}
  explicit List(std::vector<Posting> counted) : counted_(std::move(counted)) {}

  bool at_end() const { return stored_ ? postings_.at_end() : at_ == counted_.size(); }
  Posting current() const { return stored_ ? postings_.current() : counted_[at_]; }
  void next() {
    if (stored_)
      postings_.next();
    else
      ++at_;
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
        for (; postings_.current().utterance < end; postings_.next())
          take(postings_.current().utterance, postings_.current().count);
        return;
      }
      for (std::size_t i = 0; i < utterances.size(); ++i) take(utterances[i], counts[i]);
      postings_.next_block();
    }
  }

 private:
  Segment::Postings postings_;
  std::vector<Posting> counted_;
  std::size_t at_ = 0;
  bool stored_ = false;
};

// What one leaf of the query is worth, and its list in each segment.
struct Leaf {
  double weight = 0;
  std::vector<List> lists;

  double score(std::uint32_t count, double length) const {
    return weight * (double(count) * (kOne + 1)) / (double(count) + length);
  }
};

// The lists of a leaf that is not a single word: its live matches, by utterance.
std::vector<Posting> counted(const Index& index, std::uint32_t segment, PatternMatcher& matcher) {
  std::vector<Posting> counts;
  const Segment& from = *index.segments()[segment];
  PatternMatches matches = matcher.match();
  matches.sort(std::size_t(-1));
  std::uint32_t utterance = 0;
  Position end = 0;  // of that utterance
  matches.each([&](Position first, std::uint32_t) {
    if (first >= end) {
      utterance = from.utterance_at(first);
      end = from.begin_of(utterance) + from.words_of(utterance);
      if (!index.alive(segment, from.document_of(utterance))) return true;
      counts.push_back({utterance, 1});
    } else if (!counts.empty() && counts.back().utterance == utterance) {
      ++counts.back().count;
    }
    return true;
  });
  return counts;
}

Leaf make_leaf(const Index& index, const Pattern& pattern) {
  Leaf leaf;
  std::uint64_t utterances = 0;
  for (std::uint32_t i = 0; i < index.segments().size(); ++i) {
    const Segment& segment = *index.segments()[i];
    PatternMatcher matcher(segment, pattern);
    if (Token token = matcher.single()) {
      leaf.lists.emplace_back(segment.postings(token));
      utterances += segment.utterances_with(token) - index.state().removed(i, token).utterances;
    } else {
      auto counts = counted(index, i, matcher);
      utterances += counts.size();
      leaf.lists.emplace_back(std::move(counts));
    }
  }
  double all = double(index.totals().utterances), with = double(utterances);
  leaf.weight = std::log(1 + (all - with + 0.5) / (with + 0.5));
  return leaf;
}

// -- Nodes

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
  std::uint32_t current() const override { return list_.at_end() ? kNone : list_.current().utterance; }
  void seek(std::uint32_t utterance) override {
    if (list_.at_end() || list_.current().utterance >= utterance) return;
    list_.next();
    if (!list_.at_end() && list_.current().utterance < utterance) list_.seek(utterance);
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

// -- Running a query

class Ranker {
 public:
  Ranker(const Index& index, const Query& query, const Selection& selection)
      : index_(index), query_(query), selection_(selection) {
    Index::Totals totals = index.totals();
    double mean = totals.utterances == 0 ? 1 : double(totals.words) / double(totals.utterances);
    fixed_ = kOne * (1 - kLong);
    per_word_ = kOne * kLong / std::max(mean, 1e-9);
    collect(query_);
  }

  // take(segment, utterance, score) for each match, in order of place.
  template <class Take>
  void each(Take take) {
    for (std::uint32_t i = 0; i < index_.segments().size(); ++i) {
      const Segment& segment = *index_.segments()[i];
      auto selected = [&](std::uint32_t utterance, double score) {
        if (selection_.takes(i, utterance)) take(i, utterance, score);
      };
      if (query_.kind == Query::Kind::words) {
        walk_one(segment, leaves_[0], leaves_[0].lists[i], selected);
      } else if (query_.kind == Query::Kind::any && leaves_only(query_)) {
        walk_any(segment, i, selected);
      } else if (query_.kind == Query::Kind::all && leaves_only(query_) && alike(i)) {
        walk_all(segment, i, selected);
      } else {
        next_leaf_ = 0;
        NodePointer node = build(query_, i);
        for (; node->current() != kNone; node->next())
          selected(node->current(), node->score(length(segment, node->current())));
      }
    }
  }

 private:
  static bool leaves_only(const Query& query) {
    return std::all_of(query.parts.begin(), query.parts.end(),
                       [](const Query& part) { return part.kind == Query::Kind::words; });
  }

  double length(const Segment& segment, std::uint32_t utterance) const {
    return fixed_ + per_word_ * double(segment.words_of(utterance));
  }

  void collect(const Query& query) {
    if (query.kind == Query::Kind::words) leaves_.push_back(make_leaf(index_, query.pattern));
    for (const Query& part : query.parts) collect(part);
  }

  // In the order of collect(), so that leaves are found by counting.
  NodePointer build(const Query& query, std::uint32_t segment) {
    if (query.kind == Query::Kind::words) {
      const Leaf& leaf = leaves_[next_leaf_++];
      return std::make_unique<LeafNode>(leaf, leaf.lists[segment]);
    }
    std::vector<NodePointer> parts;
    for (const Query& part : query.parts) parts.push_back(build(part, segment));
    switch (query.kind) {
      case Query::Kind::any: return std::make_unique<AnyNode>(std::move(parts));
      case Query::Kind::without: return std::make_unique<WithoutNode>(std::move(parts));
      case Query::Kind::near:
        if (!leaves_only(query) || query.parts.size() > 64) break;
        return std::make_unique<NearNode>(*index_.segments()[segment], query,
                                          std::make_unique<AllNode>(std::move(parts)));
      default: break;
    }
    return std::make_unique<AllNode>(std::move(parts));
  }

  template <class Take>
  void walk_one(const Segment& segment, const Leaf& leaf, List list, Take take) const {
    list.each_below(kNone, [&](std::uint32_t utterance, std::uint32_t count) {
      take(utterance, leaf.score(count, length(segment, utterance)));
    });
  }

  template <class Take>
  void walk_any(const Segment& segment, std::uint32_t number, Take take) {
    constexpr std::uint32_t kWindow = 4096;
    std::vector<List> lists;
    for (const Leaf& leaf : leaves_) lists.push_back(leaf.lists[number]);
    std::vector<double> scores(kWindow);
    std::array<std::uint64_t, kWindow / 64> touched{};
    for (;;) {
      std::uint32_t begin = kNone;
      for (const List& list : lists)
        if (!list.at_end()) begin = std::min(begin, list.current().utterance);
      if (begin == kNone) return;
      std::uint64_t end = std::uint64_t(begin) + kWindow;
      for (std::size_t i = 0; i < lists.size(); ++i)
        lists[i].each_below(end, [&](std::uint32_t utterance, std::uint32_t count) {
          std::uint32_t at = utterance - begin;
          scores[at] += leaves_[i].score(count, length(segment, utterance));
          touched[at / 64] |= std::uint64_t{1} << (at % 64);
        });
      for (std::uint32_t word = 0; word < touched.size(); ++word) {
        for (std::uint64_t bits = touched[word]; bits != 0; bits &= bits - 1) {
          std::uint32_t at = word * 64 + std::uint32_t(std::countr_zero(bits));
          take(begin + at, scores[at]);
          scores[at] = 0;
        }
        touched[word] = 0;
      }
    }
  }

  // Whether reading all lists through is cheaper than leaping by the shortest.
  bool alike(std::uint32_t number) const {
    std::size_t least = std::size_t(-1), sum = 0;
    for (const Leaf& leaf : leaves_) {
      least = std::min(least, leaf.lists[number].size());
      sum += leaf.lists[number].size();
    }
    return !leaves_.empty() && sum / 12 < least;
  }

  template <class Take>
  void walk_all(const Segment& segment, std::uint32_t number, Take take) {
    constexpr std::uint32_t kWindow = 4096;
    using Bits = std::array<std::uint64_t, kWindow / 64>;
    std::vector<List> lists;
    for (const Leaf& leaf : leaves_) lists.push_back(leaf.lists[number]);
    std::vector<std::uint32_t> counts(lists.size() * kWindow);  // read only where a bit says so
    std::vector<Bits> has(lists.size());
    for (;;) {
      // A window begins where the list that is furthest on stands.
      std::uint32_t begin = 0;
      for (const List& list : lists) {
        if (list.at_end()) return;
        begin = std::max(begin, list.current().utterance);
      }
      for (std::size_t i = 0; i < lists.size(); ++i) {
        lists[i].seek(begin);
        has[i].fill(0);
        std::uint32_t* count = &counts[i * kWindow];
        std::uint64_t* bits = has[i].data();
        lists[i].each_below(std::uint64_t(begin) + kWindow, [&](std::uint32_t utterance, std::uint32_t times) {
          std::uint32_t at = utterance - begin;
          count[at] = times;
          bits[at / 64] |= std::uint64_t{1} << (at % 64);
        });
      }
      for (std::uint32_t word = 0; word < kWindow / 64; ++word) {
        std::uint64_t all = has[0][word];
        for (std::size_t i = 1; i < has.size(); ++i) all &= has[i][word];
        for (; all != 0; all &= all - 1) {
          std::uint32_t at = word * 64 + std::uint32_t(std::countr_zero(all));
          double long_as = length(segment, begin + at), score = 0;
          for (std::size_t i = 0; i < lists.size(); ++i) score += leaves_[i].score(counts[i * kWindow + at], long_as);
          take(begin + at, score);
        }
      }
    }
  }

  const Index& index_;
  const Query& query_;
  const Selection& selection_;
  double fixed_ = 0, per_word_ = 0;
  std::vector<Leaf> leaves_;
  std::size_t next_leaf_ = 0;
};

bool better(const Ranked& a, const Ranked& b) {
  if (a.score != b.score) return a.score > b.score;
  return a.segment != b.segment ? a.segment < b.segment : a.utterance < b.utterance;
}

void add_highlights(const Segment& segment, const Query& query, Position begin, Position end,
                    std::vector<Match>& found) {
  if (query.kind == Query::Kind::words) PatternMatcher(segment, query.pattern).match_within(begin, end, found);
  std::size_t parts = query.kind == Query::Kind::without ? std::min<std::size_t>(1, query.parts.size())
                                                         : query.parts.size();
  for (std::size_t i = 0; i < parts; ++i) add_highlights(segment, query.parts[i], begin, end, found);
}

}  // namespace

Ranking rank(const Index& index, const Query& query, const Selection& selection, std::size_t most,
             std::size_t skip) {
  Ranking ranking;
  std::size_t wanted = most > std::size_t(-1) - skip ? std::size_t(-1) : most + skip;
  std::vector<Ranked>& best = ranking.best;
  // A heap with the worst of the best on top: most matches only meet that one.
  Ranker(index, query, selection).each([&](std::uint32_t segment, std::uint32_t utterance, double score) {
    ++ranking.total;
    Ranked one{segment, utterance, score};
    if (best.size() < wanted) {
      best.push_back(one);
      std::push_heap(best.begin(), best.end(), better);
    } else if (wanted > 0 && better(one, best.front())) {
      std::pop_heap(best.begin(), best.end(), better);
      best.back() = one;
      std::push_heap(best.begin(), best.end(), better);
    }
  });
  std::sort(best.begin(), best.end(), better);
  best.erase(best.begin(), best.begin() + std::ptrdiff_t(std::min(skip, best.size())));
  return ranking;
}

std::vector<Ranked> rank_all(const Index& index, const Query& query, const Selection& selection) {
  std::vector<Ranked> all;
  Ranker(index, query, selection).each([&](std::uint32_t segment, std::uint32_t utterance, double score) {
    all.push_back({segment, utterance, score});
  });
  return all;
}

std::vector<TokenRange> highlights(const Index& index, const Query& query, std::uint32_t segment,
                                   std::uint32_t utterance) {
  const Segment& from = *index.segments()[segment];
  Position begin = from.begin_of(utterance), end = begin + from.words_of(utterance);
  std::vector<Match> found;
  add_highlights(from, query, begin, end, found);
  std::sort(found.begin(), found.end());
  std::vector<TokenRange> ranges;
  for (const Match& match : found) {
    TokenRange range{match.first - begin, std::uint64_t(match.first) + match.words - begin};
    if (!ranges.empty() && range.begin < ranges.back().end)
      ranges.back().end = std::max(ranges.back().end, range.end);
    else
      ranges.push_back(range);
  }
  return ranges;
}

Place place(const Index& index, std::uint32_t segment, std::uint32_t utterance) {
  const Segment& from = *index.segments()[segment];
  return index.place({segment, from.begin_of(utterance), from.words_of(utterance)});
}

}  // namespace stenogram::concordance
