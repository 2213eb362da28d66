// Ranked search.
//
// A query is a tree whose leaves are lists of utterances with counts (ranked_lists.h).
// Three shapes are common enough, and long enough, to have loops of their own: one word,
// any of several words, and all of several words. The last two go through the utterances
// a window at a time, each list writing into small arrays, so that no list is ever
// compared with another; but where one of `all` is much the rarest, it leads and the
// others leap. All other shapes are walked as trees (ranked_nodes.h).
//
// Totals are exact, so every match is counted, but only what may enter the page is scored.
// Scoring takes an utterance's length, which is a cache miss, and counting takes nothing:
// so what a block of postings can come to at most is asked first, and what a count can
// come to at most is asked next. In a window of `any`, an utterance with one of the words
// only is bounded by that word's block, one with several by all of them together.
//
// Before the page is full nothing is passed over, and what is passed over could at best
// equal the last of the page, behind which it would stand by place. So answers are those
// of scoring everything, ties and all. Tried and left out, since they cost what they
// spared: looking at the most promising blocks first, and bounding each match of a window.
#include "stenogram/concordance/ranking.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>

#include "stenogram/concordance/index_state.h"
#include "stenogram/concordance/pattern.h"
#include "stenogram/concordance/ranked_lists.h"
#include "stenogram/concordance/ranked_nodes.h"

namespace stenogram::concordance {
namespace {

using Documents = std::function<bool(const DocumentRow&)>;

// The lists of a leaf that is not a single word: its live matches, by utterance.
std::vector<Posting> counted(const Index& index, std::uint32_t segment, PatternMatcher& matcher,
                             const Documents& documents) {
  std::vector<Posting> counts;
  const Segment& from = *index.segments()[segment];
  PatternMatches matches = matcher.match();
  matches.sort(std::size_t(-1));
  std::uint32_t utterance = 0, last = kNone;
  Position end = 0;    // of that utterance
  bool taken = false;  // the document `last`
  matches.each([&](Position first, std::uint32_t) {
    if (first >= end) {
      utterance = from.utterance_at(first);
      end = from.begin_of(utterance) + from.words_of(utterance);
      std::uint32_t document = from.document_of(utterance);
      if (document != last) {
        taken = index.alive(segment, document) && (!documents || documents(from.document(document)));
        last = document;
      }
      if (!taken) return true;
      counts.push_back({utterance, 1});
    } else if (!counts.empty() && counts.back().utterance == utterance) {
      ++counts.back().count;
    }
    return true;
  });
  return counts;
}

Leaf make_leaf(const Index& index, const Query& query) {
  Leaf leaf;
  std::uint64_t utterances = 0;
  for (std::uint32_t i = 0; i < index.segments().size(); ++i) {
    const Segment& segment = *index.segments()[i];
    PatternMatcher matcher(segment, query.pattern);
    Token token = matcher.single();
    if (token != 0 && !query.documents) {
      leaf.lists.emplace_back(segment.postings(token));
      utterances += segment.utterances_with(token) - index.state().removed(i, token).utterances;
    } else {
      auto counts = counted(index, i, matcher, query.documents);
      utterances += counts.size();
      leaf.lists.emplace_back(std::move(counts));
    }
  }
  double all = double(index.totals().utterances), with = double(utterances);
  leaf.weight = std::log(1 + (all - with + 0.5) / (with + 0.5));
  return leaf;
}

// Which utterances of one segment a selection takes, asked in ascending order: documents
// are looked up once each, for as long as questions stay in them.
class Taker {
 public:
  Taker(const Selection& selection, const Index& index, std::uint32_t segment)
      : selection_(selection),
        from_(*index.segments()[segment]),
        segment_(segment),
        everything_(selection.everything()) {}

  bool everything() const { return everything_; }
  bool operator()(std::uint32_t utterance) {
    if (everything_) return true;
    if (utterance >= end_ || utterance < begin_) {
      std::uint32_t number = from_.document_of(utterance);
      DocumentRow row = from_.document(number);
      begin_ = row.first_utterance;
      end_ = row.end_utterance;
      taken_ = selection_.takes_document(segment_, number);
    }
    return taken_ && (!selection_.by_utterance() || selection_.takes(segment_, utterance));
  }

 private:
  const Selection& selection_;
  const Segment& from_;
  std::uint32_t segment_, begin_ = 0, end_ = 0;
  bool everything_, taken_ = false;
};

// -- Running a query

// `Found` hears of every match of a segment: found.take(segment, utterance, score), or
// found.pass(n) for those that do not score more than found.enough() anyway.
template <class Found>
class Ranker {
 public:
  Ranker(const Index& index, const Query& query, const Selection& selection, Found& found)
      : index_(index), query_(query), selection_(selection), found_(found), lengths_(index) {
    collect(query_);
  }

  void run() {
    for (number_ = 0; number_ < index_.segments().size(); ++number_) {
      const Segment& segment = *index_.segments()[number_];
      Taker takes(selection_, index_, number_);
      if (query_.kind == Query::Kind::words) {
        walk_one(segment, takes);
      } else if (query_.kind == Query::Kind::any && leaves_only(query_)) {
        walk_any(segment, takes);
      } else if (query_.kind == Query::Kind::all && leaves_only(query_)) {
        if (alike()) walk_all(segment, takes);
        else leap_all(segment, takes);
      } else {
        next_leaf_ = 0;
        NodePointer node = build(query_);
        for (; node->current() != kNone; node->next()) {
          std::uint32_t utterance = node->current();
          if (takes(utterance)) found_.take(number_, utterance, node->score(lengths_.of(segment, utterance)));
        }
      }
    }
  }

 private:
  static constexpr std::uint32_t kWindow = 4096;
  using Bits = std::array<std::uint64_t, kWindow / 64>;

  static bool leaves_only(const Query& query) {
    return std::all_of(query.parts.begin(), query.parts.end(),
                       [](const Query& part) { return part.kind == Query::Kind::words; });
  }

  void collect(const Query& query) {
    if (query.kind == Query::Kind::words) {
      leaves_.push_back(make_leaf(index_, query));
      leaves_.back().bound(lengths_);
    }
    for (const Query& part : query.parts) collect(part);
  }

  // In the order of collect(), so that leaves are found by counting.
  NodePointer build(const Query& query) {
    if (query.kind == Query::Kind::words) {
      const Leaf& leaf = leaves_[next_leaf_++];
      return std::make_unique<LeafNode>(leaf, leaf.lists[number_]);
    }
    std::vector<NodePointer> parts;
    for (const Query& part : query.parts) parts.push_back(build(part));
    switch (query.kind) {
      case Query::Kind::any: return std::make_unique<AnyNode>(std::move(parts));
      case Query::Kind::without: return std::make_unique<WithoutNode>(std::move(parts));
      case Query::Kind::near:
        if (!leaves_only(query) || query.parts.size() > 64) break;
        return std::make_unique<NearNode>(*index_.segments()[number_], query,
                                          std::make_unique<AllNode>(std::move(parts)));
      default: break;
    }
    return std::make_unique<AllNode>(std::move(parts));
  }

  std::vector<List> lists_here() const {
    std::vector<List> lists;
    for (const Leaf& leaf : leaves_) lists.push_back(leaf.lists[number_]);
    return lists;
  }

  void walk_one(const Segment& segment, Taker& takes) {
    const Leaf& leaf = leaves_[0];
    List list = leaf.lists[number_];
    auto one = [&](std::uint32_t utterance, std::uint32_t count) {
      if (!takes(utterance)) return;
      if (leaf.best_of(count) <= found_.enough()) return found_.pass(1);
      found_.take(number_, utterance, leaf.score(count, lengths_.of(segment, utterance)));
    };
    Segment::Postings* postings = list.postings();
    if (!postings) return list.each_below(kNone, one);
    for (std::uint32_t block = 0; block < postings->blocks(); ++block) {
      bool may_enter = leaf.best_in(postings->bounds_of(block)) > found_.enough();
      if (!may_enter && takes.everything()) {
        found_.pass(postings->size_of(block));
        continue;
      }
      if (block > 0) postings->go_to(block);
      auto utterances = postings->utterances();
      if (may_enter) {
        auto counts = postings->counts();
        for (std::size_t i = 0; i < utterances.size(); ++i) one(utterances[i], counts[i]);
      } else {
        for (std::uint32_t utterance : utterances)
          if (takes(utterance)) found_.pass(1);
      }
    }
  }

  // What each list has in a window of utterances: a bit each, and how often, to be read
  // where the bit says so.
  struct Window {
    std::uint32_t begin = 0;
    std::vector<Bits> has;
    std::vector<std::uint32_t> counts;

    explicit Window(std::size_t lists) : has(lists), counts(lists * kWindow) {}
    std::uint64_t end() const { return std::uint64_t(begin) + kWindow; }
    // With `counts`, how often too.
    void read(std::size_t i, List& list, bool with_counts) {
      has[i].fill(0);
      std::uint64_t* bits = has[i].data();
      // Neighbours mostly share a word of bits, which is gathered before it is put down.
      std::uint64_t gathered = 0;
      std::uint32_t word = 0;
      auto mark = [&](std::uint32_t at) {
        if (at / 64 != word) {
          bits[word] = gathered;
          word = at / 64;
          gathered = 0;
        }
        gathered |= std::uint64_t{1} << (at % 64);
      };
      if (with_counts) {
        std::uint32_t* count = &counts[i * kWindow];
        list.each_below(end(), [&](std::uint32_t utterance, std::uint32_t times) {
          count[utterance - begin] = times;
          mark(utterance - begin);
        });
      } else {
        list.each_utterance_below(end(), [&](std::uint32_t utterance) { mark(utterance - begin); });
      }
      bits[word] = gathered;
    }
  };

  // Of the utterance at `at` in the window; lists in their order, so that sums round alike.
  double score_in(const Window& window, const Segment& segment, std::uint32_t at) const {
    double length = lengths_.of(segment, window.begin + at), score = 0;
    for (std::size_t i = 0; i < leaves_.size(); ++i)
      if (window.has[i][at / 64] >> (at % 64) & 1) score += leaves_[i].score(window.counts[i * kWindow + at], length);
    return score;
  }

  // 64 matches of a window from `word` * 64 on, of which `may_enter` are worth scoring.
  void give(const Window& window, const Segment& segment, std::uint32_t word, std::uint64_t matches,
            std::uint64_t may_enter, Taker& takes) {
    if (takes.everything()) {
      found_.pass(std::uint64_t(std::popcount(matches & ~may_enter)));
      matches &= may_enter;
    }
    for (; matches != 0; matches &= matches - 1) {
      std::uint32_t at = word * 64 + std::uint32_t(std::countr_zero(matches));
      if (!takes(window.begin + at)) continue;
      if (may_enter >> (at % 64) & 1) found_.take(number_, window.begin + at, score_in(window, segment, at));
      else found_.pass(1);
    }
  }

  void walk_any(const Segment& segment, Taker& takes) {
    std::vector<List> lists = lists_here();
    Window window(lists.size());
    std::vector<bool> alone(lists.size());  // whether this word by itself may be enough
    for (;;) {
      window.begin = kNone;
      for (const List& list : lists)
        if (!list.at_end()) window.begin = std::min(window.begin, list.utterance());
      if (window.begin == kNone) return;
      double together = 0;
      for (std::size_t i = 0; i < lists.size(); ++i) {
        double best = leaves_[i].best_below(lists[i], window.end());
        alone[i] = best > found_.enough();
        together += best;
      }
      bool several = together * kSumSlack > found_.enough();
      for (std::size_t i = 0; i < lists.size(); ++i) window.read(i, lists[i], several);
      for (std::uint32_t word = 0; word < kWindow / 64; ++word) {
        std::uint64_t any = 0, more = 0, may_enter = 0;
        for (std::size_t i = 0; i < lists.size(); ++i) {
          std::uint64_t bits = window.has[i][word];
          more |= any & bits;
          any |= bits;
          if (alone[i]) may_enter |= bits;
        }
        if (several) may_enter |= more;
        if (any != 0) give(window, segment, word, any, may_enter, takes);
      }
    }
  }

  // Whether reading all lists through is cheaper than leaping by the shortest.
  bool alike() const {
    std::size_t least = std::size_t(-1), sum = 0;
    for (const Leaf& leaf : leaves_) {
      least = std::min(least, leaf.lists[number_].size());
      sum += leaf.lists[number_].size();
    }
    return !leaves_.empty() && sum / 12 < least;
  }

  void walk_all(const Segment& segment, Taker& takes) {
    std::vector<List> lists = lists_here();
    Window window(lists.size());
    for (;;) {
      // A window begins where the list that is furthest on stands.
      window.begin = 0;
      for (const List& list : lists) {
        if (list.at_end()) return;
        window.begin = std::max(window.begin, list.utterance());
      }
      for (List& list : lists) list.seek(window.begin);
      double together = 0;
      for (std::size_t i = 0; i < lists.size(); ++i) together += leaves_[i].best_below(lists[i], window.end());
      bool may_enter = together * kSumSlack > found_.enough();
      for (std::size_t i = 0; i < lists.size(); ++i) window.read(i, lists[i], may_enter);
      for (std::uint32_t word = 0; word < kWindow / 64; ++word) {
        std::uint64_t all = window.has[0][word];
        for (std::size_t i = 1; i < lists.size(); ++i) all &= window.has[i][word];
        if (all != 0) give(window, segment, word, all, may_enter ? all : 0, takes);
      }
    }
  }

  // The rarest leads; the others, in order of size, leap to where it stands.
  void leap_all(const Segment& segment, Taker& takes) {
    if (leaves_.empty()) return;
    std::vector<List> lists = lists_here();
    std::vector<std::size_t> order(lists.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return lists[a].size() < lists[b].size(); });
    List& leader = lists[order[0]];
    while (!leader.at_end()) {
      std::uint32_t wanted = leader.utterance(), reached = wanted;
      for (std::size_t i = 1; i < order.size() && reached == wanted; ++i) {
        lists[order[i]].seek(wanted);
        if (lists[order[i]].at_end()) return;
        reached = lists[order[i]].utterance();
      }
      if (reached != wanted) {
        leader.seek(reached);
        continue;
      }
      if (takes(wanted)) {
        double best = 0;
        for (std::size_t i = 0; i < lists.size(); ++i) best += leaves_[i].best_of(lists[i].current().count);
        if (best * kSumSlack <= found_.enough()) {
          found_.pass(1);
        } else {
          double length = lengths_.of(segment, wanted), score = 0;
          for (std::size_t i = 0; i < lists.size(); ++i) score += leaves_[i].score(lists[i].current().count, length);
          found_.take(number_, wanted, score);
        }
      }
      leader.next();
    }
  }

  // Sums of bounds are rounded too.
  static constexpr double kSumSlack = 1 + 1e-12;

  const Index& index_;
  const Query& query_;
  const Selection& selection_;
  Found& found_;
  Lengths lengths_;
  std::uint32_t number_ = 0;  // of the segment in hand
  std::vector<Leaf> leaves_;
  std::size_t next_leaf_ = 0;
};

bool better(const Ranked& a, const Ranked& b) {
  if (a.score != b.score) return a.score > b.score;
  return a.segment != b.segment ? a.segment < b.segment : a.utterance < b.utterance;
}

// The best few: a heap with the worst of them on top, which is all that most matches meet.
class Best {
 public:
  explicit Best(std::size_t wanted) : wanted_(wanted) {
    if (wanted_ == 0) enough_ = std::numeric_limits<double>::infinity();
  }
  double enough() const { return enough_; }
  void pass(std::uint64_t many) { total += many; }
  void take(std::uint32_t segment, std::uint32_t utterance, double score) {
    ++total;
    Ranked one{segment, utterance, score};
    if (best.size() < wanted_) {
      best.push_back(one);
      std::push_heap(best.begin(), best.end(), better);
    } else if (wanted_ > 0 && better(one, best.front())) {
      std::pop_heap(best.begin(), best.end(), better);
      best.back() = one;
      std::push_heap(best.begin(), best.end(), better);
    }
    if (wanted_ > 0 && best.size() == wanted_) enough_ = best.front().score;
  }

  std::vector<Ranked> best;
  std::uint64_t total = 0;

 private:
  std::size_t wanted_;
  double enough_ = -1;  // no score is below 0
};

// All of them.
struct All {
  double enough() const { return -1; }
  void pass(std::uint64_t) {}
  void take(std::uint32_t segment, std::uint32_t utterance, double score) {
    found.push_back({segment, utterance, score});
  }
  std::vector<Ranked> found;
};

void add_highlights(const Segment& segment, const Query& query, std::uint32_t utterance, std::vector<Match>& found) {
  Position begin = segment.begin_of(utterance), end = begin + segment.words_of(utterance);
  if (query.kind == Query::Kind::words &&
      (!query.documents || query.documents(segment.document(segment.document_of(utterance)))))
    PatternMatcher(segment, query.pattern).match_within(begin, end, found);
  std::size_t parts =
      query.kind == Query::Kind::without ? std::min<std::size_t>(1, query.parts.size()) : query.parts.size();
  for (std::size_t i = 0; i < parts; ++i) add_highlights(segment, query.parts[i], utterance, found);
}

}  // namespace

Ranking rank(const Index& index, const Query& query, const Selection& selection, std::size_t most, std::size_t skip) {
  Best found(most > std::size_t(-1) - skip ? std::size_t(-1) : most + skip);
  Ranker<Best>(index, query, selection, found).run();
  Ranking ranking{std::move(found.best), found.total};
  std::vector<Ranked>& best = ranking.best;
  std::sort(best.begin(), best.end(), better);
  best.erase(best.begin(), best.begin() + std::ptrdiff_t(std::min(skip, best.size())));
  return ranking;
}

std::vector<Ranked> rank_all(const Index& index, const Query& query, const Selection& selection) {
  All found;
  Ranker<All>(index, query, selection, found).run();
  return std::move(found.found);
}

std::vector<TokenRange> highlights(const Index& index, const Query& query, std::uint32_t segment,
                                   std::uint32_t utterance) {
  const Segment& from = *index.segments()[segment];
  Position begin = from.begin_of(utterance);
  std::vector<Match> found;
  add_highlights(from, query, utterance, found);
  std::sort(found.begin(), found.end());
  std::vector<TokenRange> ranges;
  for (const Match& match : found) {
    TokenRange range{match.first - begin, std::uint64_t(match.first) + match.words - begin};
    if (!ranges.empty() && range.begin < ranges.back().end) ranges.back().end = std::max(ranges.back().end, range.end);
    else ranges.push_back(range);
  }
  return ranges;
}

Place place(const Index& index, std::uint32_t segment, std::uint32_t utterance) {
  const Segment& from = *index.segments()[segment];
  return index.place({segment, from.begin_of(utterance), from.words_of(utterance)});
}

}  // namespace stenogram::concordance
