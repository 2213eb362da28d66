#include "stenogram/corpus/counts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <queue>
#include <span>

#include "stenogram/concordance/repeats.h"
#include "stenogram/corpus/evaluate.h"
#include "stenogram/corpus/kwic.h"

namespace stenogram::corpus {
namespace {

using concordance::Columns;
using concordance::Index;
using concordance::Match;
using concordance::Position;
using concordance::Segment;
using concordance::Token;

using ByToken = std::vector<std::uint64_t>;  // of one segment

// How often each word of a segment stands in the utterances that `takes` picks.
ByToken count_tokens(const Segment& segment, const std::function<bool(std::uint32_t)>& takes) {
  ByToken counts(std::size_t(segment.lexicon_size()) + 1);
  for (std::uint32_t u = 0; u < segment.utterance_count(); ++u) {
    if (!takes(u)) continue;
    const Position begin = segment.begin_of(u), end = begin + segment.words_of(u);
    for (Position at = begin; at < end; ++at) ++counts[segment.token(at)];
  }
  return counts;
}

std::uint64_t sum(const ByToken& counts) {
  std::uint64_t total = 0;
  for (std::uint64_t count : counts) total += count;
  return total;
}

double term(double observed, double expected) {
  return observed > 0 && expected > 0 ? observed * std::log(observed / expected) : 0;
}

// Dunning's log-likelihood for a word that stands `a` times among `n` and `b` times
// among `m`.
double log_likelihood(double a, double n, double b, double m) {
  const double share = (a + b) / (n + m);
  return 2 * (term(a, n * share) + term(b, m * share) + term(n - a, n * (1 - share)) + term(m - b, m * (1 - share)));
}

using Stretch = std::pair<Position, Position>;  // half-open

// Stretches joined where they meet, ascending, apart.
std::vector<Stretch> joined(std::vector<Stretch> stretches) {
  std::sort(stretches.begin(), stretches.end());
  std::vector<Stretch> apart;
  for (const auto& [begin, end] : stretches) {
    if (begin == end) continue;
    if (!apart.empty() && begin <= apart.back().second) apart.back().second = std::max(apart.back().second, end);
    else apart.push_back({begin, end});
  }
  return apart;
}

// take(place) for each in the windows around a segment's matches, once, ascending; those
// inside a match are not near one.
template <class Take>
void each_near(const Segment& segment, std::span<const Match> matches, const CollocateOptions& options, Take take) {
  std::vector<Stretch> near, inside;
  for (const Match& match : matches) {
    const std::uint32_t utterance = segment.utterance_at(match.first);
    const Position begin = segment.begin_of(utterance), end = begin + segment.words_of(utterance);
    const Position after = match.first + match.words;
    near.push_back({match.first - std::min(options.left, match.first - begin), match.first});
    near.push_back({after, after + std::min(options.right, end - after)});
    inside.push_back({match.first, after});
  }
  inside = joined(std::move(inside));
  auto within = inside.begin();
  for (const auto& [begin, end] : joined(std::move(near)))
    for (Position at = begin; at < end; ++at) {
      while (within != inside.end() && within->second <= at) ++within;
      if (within == inside.end() || at < within->first) take(at);
    }
}

template <class T, class Before>
void keep_best(std::vector<T>& words, std::size_t limit, Before before) {
  const auto kept = words.begin() + static_cast<std::ptrdiff_t>(std::min(limit, words.size()));
  std::partial_sort(words.begin(), kept, words.end(), before);
  words.erase(kept, words.end());
}

// -- Runs of words.
//
// The suffix array of a segment holds equal runs side by side and in the order of
// their words. So each segment is read once from end to end as a stream of (run,
// count), and the streams are merged as sorted lists are: only one run of each segment
// is in memory at a time, and the best of those that have passed. How far equal runs
// reach, the array says itself; of each the column is read once.

using Run = std::array<std::uint32_t, kLongestRun>;  // words as Columns number them; zeros behind

class RunStream {
 public:
  RunStream(const Columns& columns, std::uint32_t number, const concordance::Selection& selection, std::uint32_t length)
      : columns_(&columns),
        segment_(&columns.segment(number)),
        selection_(&selection),
        number_(number),
        length_(length),
        last_(static_cast<std::uint32_t>(segment_->words())) {
    next();
  }

  bool at_end() const { return count_ == 0; }
  const Run& run() const { return run_; }
  std::uint64_t count() const { return count_; }
  std::string words() const {
    std::string words;
    for (std::uint32_t i = 0; i < length_; ++i) {
      if (i > 0) words += ' ';
      words += segment_->key_of(segment_->token(first_ + i));
    }
    return words;
  }

  void next() {
    count_ = 0;
    while (at_ < last_ && count_ == 0) {
      const std::uint32_t begin = at_++;
      const Position position = segment_->suffix(begin);
      if (!read(begin, run_)) continue;
      first_ = position;
      while (at_ < last_ && goes_on(at_)) ++at_;
      if (selection_->everything()) {
        count_ = at_ - begin;
        continue;
      }
      for (std::uint32_t at = begin; at < at_; ++at)
        count_ += selection_->takes(number_, segment_->utterance_at(segment_->suffix(at)));
    }
  }

 private:
  // Whether the suffix begins with the run of the one before.
  bool goes_on(std::uint32_t at) const {
    if (segment_->says_shared()) return segment_->shared_with_before(at) >= length_;
    Run here;
    return read(at, here) && here == run_;
  }

  // The run with which a suffix begins, if it stays in its utterance.
  bool read(std::uint32_t at, Run& run) const {
    constexpr std::uint32_t kAhead = 32;  // the column is read at random: its misses overlap
    if (at + kAhead < last_) segment_->prefetch(segment_->suffix(at + kAhead));
    const Position position = segment_->suffix(at);
    run = {};
    for (std::uint32_t i = 0; i < length_; ++i) {
      if (position + i >= segment_->size()) return false;
      run[i] = columns_->word(number_, position + i);
      if (run[i] == 0) return false;
    }
    return true;
  }

  const Columns* columns_;
  const Segment* segment_;
  const concordance::Selection* selection_;
  std::uint32_t number_, length_;
  std::uint32_t at_ = 0, last_ = 0;
  Run run_{};
  Position first_ = 0;
  std::uint64_t count_ = 0;
};
static_assert(kLongestRun <= concordance::Segment::kMostSharedSaid);

bool more_frequent(const WordCount& a, const WordCount& b) {
  return a.count != b.count ? a.count > b.count : a.words < b.words;
}

double per_million(std::uint64_t count, std::uint64_t total) {
  return total == 0 ? 0 : static_cast<double>(count) * 1e6 / static_cast<double>(total);
}

}  // namespace

Result<Collocates> collocates(const Shelf& shelf, const PhraseQuery& phrase, const CollocateOptions& options) {
  const Index index = shelf.index();
  Result<concordance::Selection> selection = select(shelf, index, phrase.filters);
  if (!selection) return selection.error();
  const concordance::Drawn drawn = places_of(index, phrase, *selection, options.most);

  Collocates result;
  result.lines = drawn.total;
  result.drawn = drawn.matches.size();
  result.sampled = drawn.sampled;
  result.estimated = drawn.estimated;
  std::map<std::string, Collocate> words;
  std::vector<ByToken> alone;  // empty where all is selected: then the index knows
  auto next = drawn.matches.begin();
  for (std::uint32_t s = 0; s < index.segments().size(); ++s) {
    const Segment& segment = *index.segments()[s];
    if (!selection->everything()) {
      alone.push_back(count_tokens(segment, [&](std::uint32_t u) { return selection->takes(s, u); }));
      result.total += sum(alone.back());
    }
    const auto end =
        std::partition_point(next, drawn.matches.end(), [&](const Match& match) { return match.segment == s; });
    ByToken together(std::size_t(segment.lexicon_size()) + 1);
    each_near(segment, {next, end}, options, [&](Position at) { ++together[segment.token(at)]; });
    next = end;
    for (Token token = 1; token <= segment.lexicon_size(); ++token) {
      if (together[token] == 0) continue;
      words[std::string(segment.key_of(token))].together += together[token];
      result.near += together[token];
    }
  }
  if (selection->everything()) result.total = index.totals().words;
  for (auto& [word, collocate] : words) {
    collocate.word = word;
    if (collocate.together < options.least) continue;
    if (alone.empty()) collocate.alone = index.count(word);
    for (std::size_t s = 0; s < alone.size(); ++s) collocate.alone += alone[s][index.segments()[s]->token_of(word)];
    const auto a = static_cast<double>(collocate.together), f = static_cast<double>(collocate.alone);
    const auto near = static_cast<double>(result.near), total = static_cast<double>(result.total);
    collocate.information = std::log2(a * total / (near * f));
    if (collocate.information <= 0) continue;
    collocate.likelihood = log_likelihood(a, near, f - a, total - near);
    // Of all lines, for f is of all words.
    const double whole = a * static_cast<double>(result.lines) / static_cast<double>(result.drawn);
    collocate.dice = 14 + std::log2(2 * whole / (static_cast<double>(result.lines) + f));
    result.words.push_back(collocate);
  }
  result.listed = result.words.size();
  const auto value = [&](const Collocate& one) {
    switch (options.by) {
      case CollocateOptions::By::dice: return one.dice;
      case CollocateOptions::By::information: return one.information;
      case CollocateOptions::By::count: return static_cast<double>(one.together);
      default: return one.likelihood;
    }
  };
  keep_best(result.words, options.limit, [&](const Collocate& a, const Collocate& b) {
    return value(a) != value(b) ? value(a) > value(b) : a.word < b.word;
  });
  return result;
}

Result<WordCounts> word_counts(const Shelf& shelf, const WordOptions& options) {
  const Index index = shelf.index();
  Result<concordance::Selection> selection = select(shelf, index, options.filters);
  if (!selection) return selection.error();
  const Columns columns(index);
  std::vector<RunStream> streams;
  for (std::uint32_t s = 0; s < columns.segments(); ++s) streams.emplace_back(columns, s, *selection, options.run);
  const auto later = [&](std::size_t a, std::size_t b) { return streams[a].run() > streams[b].run(); };
  std::priority_queue<std::size_t, std::vector<std::size_t>, decltype(later)> heads(later);
  for (std::size_t s = 0; s < streams.size(); ++s)
    if (!streams[s].at_end()) heads.push(s);

  WordCounts result;
  std::vector<WordCount>& best = result.words;  // a heap, the least frequent on top
  std::vector<std::size_t> same;                // streams that stand at the least run
  while (!heads.empty()) {
    same.clear();
    std::uint64_t count = 0;
    do {
      same.push_back(heads.top());
      count += streams[heads.top()].count();
      heads.pop();
    } while (!heads.empty() && streams[heads.top()].run() == streams[same.front()].run());
    result.total += count;
    if (count >= options.least) {
      ++result.listed;
      // Runs come in the order of their words, so one as frequent as the last of a full list does not enter it.
      const bool enters = best.size() < options.limit || (!best.empty() && count > best.front().count);
      if (enters) {
        best.push_back({streams[same.front()].words(), count, 0});
        std::push_heap(best.begin(), best.end(), more_frequent);
      }
      if (best.size() > options.limit) {
        std::pop_heap(best.begin(), best.end(), more_frequent);
        best.pop_back();
      }
    }
    for (std::size_t s : same) {
      streams[s].next();
      if (!streams[s].at_end()) heads.push(s);
    }
  }
  std::sort_heap(best.begin(), best.end(), more_frequent);
  for (WordCount& run : best) run.per_million = per_million(run.count, result.total);
  return result;
}

Result<KeyWords> key_words(const Shelf& shelf, const WordOptions& options, const std::vector<Query>& against) {
  const Index index = shelf.index();
  Result<concordance::Selection> here = select(shelf, index, options.filters);
  if (!here) return here.error();
  Result<concordance::Selection> there = select(shelf, index, against);
  if (!there) return there.error();

  KeyWords result;
  std::map<std::string, KeyWord> words;
  for (std::uint32_t s = 0; s < index.segments().size(); ++s) {
    const Segment& segment = *index.segments()[s];
    const ByToken ours = count_tokens(segment, [&](std::uint32_t u) { return here->takes(s, u); });
    const ByToken others = count_tokens(
        segment, [&](std::uint32_t u) { return there->takes(s, u) && !(against.empty() && here->takes(s, u)); });
    result.here += sum(ours);
    result.there += sum(others);
    for (Token token = 1; token <= segment.lexicon_size(); ++token) {
      if (ours[token] + others[token] == 0) continue;
      KeyWord& word = words[std::string(segment.key_of(token))];
      word.here += ours[token];
      word.there += others[token];
    }
  }
  const auto n = static_cast<double>(result.here), m = static_cast<double>(result.there);
  for (auto& [key, word] : words) {
    if (word.here < options.least || n == 0 || m == 0) continue;
    const auto a = static_cast<double>(word.here), b = static_cast<double>(word.there);
    word.word = key;
    word.ratio = std::log2((a / n) / (std::max(b, 0.5) / m));
    word.likelihood = log_likelihood(a, n, b, m) * (a / n < b / m ? -1 : 1);
    result.words.push_back(word);
  }
  result.listed = result.words.size();
  keep_best(result.words, options.limit, [](const KeyWord& a, const KeyWord& b) {
    return a.likelihood != b.likelihood ? a.likelihood > b.likelihood : a.word < b.word;
  });
  return result;
}

}  // namespace stenogram::corpus
