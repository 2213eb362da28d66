#include "stenogram/concordance/lines.h"

#include <algorithm>

#include "stenogram/concordance/format.h"
#include "stenogram/concordance/index_state.h"

namespace stenogram::concordance {
namespace {

// Sorting lines is suffix sorting of a few suffixes, so it goes the same way
// (suffix_sort.h): the nearest words packed into one integer, and those equal sorted
// again by the words beyond. Tokens of different segments compare by their ranks among
// the words of all.
class LineSorter {
 public:
  LineSorter(const Index& index, std::uint32_t depth, bool leftward)
      : index_(index), ranks_(index.state().ranks()), depth_(depth), leftward_(leftward) {
    std::uint32_t words = 0;
    if (ranks_.empty()) {
      for (const auto& segment : index.segments()) words = std::max(words, segment->lexicon_size());
    } else {
      for (const auto& ranks : ranks_)
        for (std::uint32_t rank : ranks) words = std::max(words, rank);
    }
    width_ = tokens_in_key(words);
    bits_ = bits_in_key(words);
  }

  void sort(std::vector<Match>& matches) {
    std::vector<Line> lines;
    lines.reserve(matches.size());
    for (const Match& match : matches) lines.push_back({0, match});
    std::vector<Group> pending{{lines, 0}};
    while (!pending.empty()) {
      Group group = pending.back();
      pending.pop_back();
      sort_by_key(group, pending);
    }
    for (std::size_t i = 0; i < lines.size(); ++i) matches[i] = lines[i].match;
  }

 private:
  struct Line {
    std::uint64_t key;
    Match match;
  };
  struct Group {
    std::span<Line> lines;
    std::uint32_t depth;  // words already equal
  };

  void sort_by_key(Group group, std::vector<Group>& pending) const {
    constexpr std::size_t kAhead = 12;
    for (std::size_t i = 0; i < group.lines.size(); ++i) {
      if (i + kAhead < group.lines.size()) {
        const Match& match = group.lines[i + kAhead].match;
        index_.segments()[match.segment]->prefetch(match.first);
      }
      group.lines[i].key = key(group.lines[i].match, group.depth);
    }
    std::sort(group.lines.begin(), group.lines.end(),
              [](const Line& a, const Line& b) { return a.key != b.key ? a.key < b.key : a.match < b.match; });
    if (group.depth + width_ >= depth_) return;
    std::uint64_t last_word = (std::uint64_t{1} << bits_) - 1;
    for (std::size_t first = 0; first < group.lines.size();) {
      std::size_t last = first + 1;
      while (last < group.lines.size() && group.lines[last].key == group.lines[first].key) ++last;
      if (last - first > 1 && (group.lines[first].key & last_word) != 0)
        pending.push_back({group.lines.subspan(first, last - first), group.depth + width_});
      first = last;
    }
  }

  std::uint64_t key(const Match& match, std::uint32_t depth) const {
    const Segment& segment = *index_.segments()[match.segment];
    std::uint64_t key = 0;
    bool ended = false;
    for (std::uint32_t i = 0; i < width_; ++i) {
      Token token = 0;
      if (!ended && depth + i < depth_) {
        std::uint64_t away = std::uint64_t(depth) + i;
        std::uint64_t after = match.first + match.words + away;
        if (!leftward_ && after < segment.size()) token = segment.token(Position(after));
        else if (leftward_ && match.first > away) token = segment.token(Position(match.first - 1 - away));
      }
      ended |= token == 0;
      key = key << bits_ | (ended || ranks_.empty() ? token : rank(match.segment, token));
    }
    return key;
  }

  std::uint32_t rank(std::uint32_t segment, Token token) const {
    return token < ranks_[segment].size() ? ranks_[segment][token] : 0;
  }

  const Index& index_;
  const std::vector<std::vector<std::uint32_t>>& ranks_;
  std::uint32_t depth_, width_, bits_;
  bool leftward_;
};

// Sequence and bounded draw are fixed here, for those of the standard library differ
// from one to the next. SplitMix64 (Steele, Lea and Flood 2014).
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  // One of 0 .. sides - 1; how far from even is below 2^-32 for any count of lines.
  std::uint64_t roll(std::uint64_t sides) {
    state_ += 0x9e3779b97f4a7c15;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
    mixed ^= mixed >> 31;
    return std::uint64_t((static_cast<unsigned __int128>(mixed) * sides) >> 64);
  }

 private:
  std::uint64_t state_;
};

}  // namespace

void sort_by_right(const Index& index, std::vector<Match>& matches, std::uint32_t depth) {
  LineSorter(index, depth, false).sort(matches);
}

void sort_by_left(const Index& index, std::vector<Match>& matches, std::uint32_t depth) {
  LineSorter(index, depth, true).sort(matches);
}

void sort_by_date(const Index& index, std::vector<Match>& matches) {
  std::vector<std::pair<std::int64_t, Match>> dated;
  dated.reserve(matches.size());
  for (const Match& match : matches) {
    const Segment& segment = *index.segments()[match.segment];
    std::int32_t date = segment.document(segment.document_of(segment.utterance_at(match.first))).date;
    dated.push_back({date == kUndated ? std::int64_t{1} << 40 : date, match});
  }
  std::sort(dated.begin(), dated.end());
  for (std::size_t i = 0; i < dated.size(); ++i) matches[i] = dated[i].second;
}

std::vector<Match> sample(const std::vector<Match>& matches, std::size_t many, std::uint64_t seed) {
  if (many >= matches.size()) return matches;
  // Each is taken with the chance that fills what is still wanted from what is left
  // (Knuth, volume 2, 3.4.2, algorithm S).
  Dice dice(seed);
  std::vector<Match> taken;
  taken.reserve(many);
  for (std::size_t i = 0; taken.size() < many; ++i)
    if (dice.roll(matches.size() - i) < many - taken.size()) taken.push_back(matches[i]);
  return taken;
}

Match widen(const Index& index, const Match& match, std::uint32_t left, std::uint32_t right) {
  const Segment& segment = *index.segments()[match.segment];
  UtteranceRow row = segment.utterance(segment.utterance_at(match.first));
  Position begin = match.first - std::min({left, match.first - std::min(row.begin, match.first)});
  Position end = match.first + match.words;
  end += std::min(right, std::max(row.end, end) - end);
  return {match.segment, begin, end - begin};
}

}  // namespace stenogram::concordance
