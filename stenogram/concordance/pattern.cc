// Matching patterns.
//
// A phrase is one lookup. A pattern that stands for a few phrases (`strategic
// (defeat|loss)`) is that many lookups. Any other is matched from its rarest part: the
// suffix array gives the places of that word, set of words or run of words, the column
// is read leftward from each to find where a match may begin, and rightward from each
// beginning to find the nearest end. So the cost follows the rarest part, not the text; and
// of a frequent part, where the next word stands at most three words on, only what the
// samples of the suffix array cannot rule out (Segment::narrowed).
//
// A word that a hyphen breaks at a line's end stands in the column as two, and may be read
// as one. Such words are few and listed apart, so patterns are met without them first, and
// then from each of them that a slot takes as one word. A lone star is a word as printed,
// and so are those that a gap passes over; where both readings begin at a word, the
// printed one counts.
#include "stenogram/concordance/pattern.h"

#include <algorithm>

namespace stenogram::concordance {

TokenSet::TokenSet(const Segment& segment, const Slot& slot) {
  if (slot.words.empty() && slot.prefixes.empty() && !slot.accepts) {
    any_ = true;
    tokens_ = segment.lexicon_size();
    occurrences_ = segment.words();
    return;
  }
  std::vector<std::pair<Token, Token>> ranges;
  for (const std::string& word : slot.words)
    if (Token token = segment.token_of(word)) ranges.push_back({token, token + 1});
  for (const std::string& prefix : slot.prefixes) {
    auto range = segment.prefix_range(prefix);
    if (range.first < range.second) ranges.push_back(range);
  }
  if (slot.accepts)
    for (Token token = 1; token <= segment.lexicon_size(); ++token)
      if (slot.accepts(segment.key_of(token))) ranges.push_back({token, token + 1});
  std::sort(ranges.begin(), ranges.end());
  for (auto [first, last] : ranges) {
    if (!ranges_.empty() && first <= ranges_.back().second)
      ranges_.back().second = std::max(ranges_.back().second, last);
    else ranges_.push_back({first, last});
  }
  for (auto [first, last] : ranges_) {
    tokens_ += last - first;
    std::uint32_t begin = segment.word_interval(first).first;
    occurrences_ += std::max(begin, segment.word_interval(last - 1).last) - begin;
  }
  if (ranges_.size() > 6) {
    bits_.resize(segment.lexicon_size() / 64 + 1);
    for (auto [first, last] : ranges_)
      for (Token token = first; token < last; ++token) bits_[token / 64] |= std::uint64_t{1} << (token % 64);
  }
}

namespace {

// More phrases than this are looked up no faster than their rarest word is followed.
constexpr std::uint64_t kMostPhrases = 64;
constexpr std::uint64_t kNearby = 64;

// The suffixes that begin with one of neighbouring tokens are neighbours too.
Interval suffixes_of(const Segment& segment, std::pair<Token, Token> range) {
  std::uint32_t begin = segment.word_interval(range.first).first;
  return {begin, std::max(begin, segment.word_interval(range.second - 1).last)};
}

}  // namespace

// A part of the pattern and where it occurs.
struct PatternMatcher::Part {
  std::size_t slot = 0;
  std::uint64_t occurrences = ~std::uint64_t{0};
  std::vector<Interval> runs;  // each of one first word, where `words` is more than 1
  std::size_t words = 1;       // slots that the runs fill, one word each
};

// The next slot that names words, on one side of another: how near and how far it may stand.
struct PatternMatcher::Beside {
  const TokenSet* set = nullptr;  // none, where the pattern ends on that side
  bool leftward = false;
  std::uint64_t nearest = 0, farthest = 0;
};

PatternMatcher::PatternMatcher(const Segment& segment, const Pattern& pattern)
    : segment_(segment), pattern_(pattern), found_(segment) {
  for (const Slot& slot : pattern_) {
    sets_.emplace_back(segment_, slot);
    std::uint64_t tokens = segment_.join_count() > 0 ? 2 : 1;  // of one word
    reach_ = std::min<std::uint64_t>(reach_ + tokens + std::max(slot.least_gap, slot.most_gap), kNone);
  }
}

bool PatternMatcher::possible() const {
  bool some = false;
  for (const TokenSet& set : sets_) {
    if (set.empty()) return false;
    some |= !set.any();
  }
  return some && segment_.size() > 0;
}

Token PatternMatcher::single() const {
  bool one = sets_.size() == 1 && !sets_[0].any() && sets_[0].tokens() == 1 && !any_joined();
  return one ? sets_[0].ranges()[0].first : 0;
}

PatternMatches PatternMatcher::match() {
  if (possible() && !match_as_phrases()) match_from_rarest();
  if (segment_.join_count() > 0) add_joined();
  return std::move(found_);
}

void PatternMatcher::match_within(Position begin, Position end, std::vector<Match>& out) {
  bool printed = possible(), joined = segment_.broken_within(begin, end);
  if (!printed && !joined) return;
  for (Position at = begin; at < end; ++at) {
    std::uint32_t words = printed ? length_from(at) : 0;
    if (words == 0 && joined) words = length_joined(at);
    if (words > 0) out.push_back({0, at, words});
  }
}

namespace {

bool takes(const Slot& slot, std::string_view key) {
  return std::find(slot.words.begin(), slot.words.end(), key) != slot.words.end() ||
         std::any_of(slot.prefixes.begin(), slot.prefixes.end(),
                     [&](const std::string& prefix) { return key.starts_with(prefix); }) ||
         (slot.accepts && slot.accepts(key));
}

}  // namespace

bool PatternMatcher::takes_joined(std::size_t slot, Position at) const {
  return !sets_[slot].any() && segment_.broken_at(at) && at + 1 < segment_.size() &&
         takes(pattern_[slot], segment_.join_key(at));
}

namespace {

// take(join) for each that the slot takes as one word, perhaps twice.
template <class Take>
void each_joined(const Segment& segment, const Slot& slot, Take take) {
  auto each_of = [&](std::pair<std::uint32_t, std::uint32_t> range) {
    for (; range.first < range.second; ++range.first) take(segment.join(range.first));
  };
  for (const std::string& word : slot.words) each_of(segment.joins_of(word, false));
  for (const std::string& prefix : slot.prefixes) each_of(segment.joins_of(prefix, true));
  if (!slot.accepts) return;
  for (std::uint32_t i = 0; i < segment.join_count(); ++i)
    if (slot.accepts(segment.join_key(segment.join(i)))) take(segment.join(i));
}

}  // namespace

bool PatternMatcher::any_joined() const {
  bool any = false;
  if (segment_.join_count() > 0)
    for (const Slot& slot : pattern_) each_joined(segment_, slot, [&](Position) { any = true; });
  return any;
}

// Every match that reads some word as joined: from the first of those, leftward as printed.
void PatternMatcher::add_joined() {
  bool printed = possible();
  std::vector<Position> starts;
  for (std::size_t slot = 0; slot < pattern_.size(); ++slot) {
    if (!sets_[slot].any()) each_joined(segment_, pattern_[slot], [&](Position at) { begin_from(at, slot, starts); });
    if (sets_[slot].empty()) break;  // nothing further on can be the first
  }
  sort_positions(starts);
  starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
  for (Position start : starts) {
    if (printed && length_from(start) > 0) continue;
    if (std::uint32_t words = length_joined(start)) found_.places_.push_back({0, start, words});
  }
}

bool PatternMatcher::gapless(std::size_t slot) const {
  return slot == 0 || (pattern_[slot].least_gap == 0 && pattern_[slot].most_gap == 0);
}

bool PatternMatcher::match_as_phrases() {
  std::uint64_t phrases = 1;
  for (std::size_t i = 0; i < sets_.size(); ++i) {
    if (!gapless(i) || sets_[i].any()) return false;
    phrases *= sets_.size() == 1 ? 1 : sets_[i].tokens();
    if (phrases > kMostPhrases) return false;
  }
  found_.words_ = std::uint32_t(sets_.size());
  if (sets_.size() == 1) {
    for (auto range : sets_[0].ranges()) found_.runs_.push_back(suffixes_of(segment_, range));
    return true;
  }
  std::vector<Token> phrase;
  look_up(phrase);
  return true;
}

// Every choice of one token a slot. Recursion is as deep as the pattern, and a choice
// whose beginning occurs nowhere goes no further.
void PatternMatcher::look_up(std::vector<Token>& phrase) {
  // A slot with one token only is no choice, so long phrases are not recursion.
  std::size_t depth = phrase.size();
  while (phrase.size() < sets_.size() && sets_[phrase.size()].tokens() == 1)
    phrase.push_back(sets_[phrase.size()].ranges()[0].first);
  if (phrase.size() == sets_.size()) {
    keep(phrase);
  } else if (phrase.empty() || !segment_.phrase_interval(phrase).empty()) {
    for (auto [first, last] : sets_[phrase.size()].ranges())
      for (Token token = first; token < last; ++token) {
        phrase.push_back(token);
        look_up(phrase);
        phrase.pop_back();
      }
  }
  phrase.resize(depth);
}

void PatternMatcher::keep(const std::vector<Token>& phrase) {
  Interval run = segment_.phrase_interval(phrase);
  if (run.empty()) return;
  if (phrase.size() <= Segment::kSortDepth) {
    found_.runs_.push_back(run);
    return;
  }
  // Beyond its depth the suffix array knows no order: the rest is read.
  for (std::uint32_t at = run.first; at < run.last; ++at) {
    Position first = segment_.suffix(at);
    std::size_t same = 0;
    while (same < phrase.size() && segment_.token(Position(first + same)) == phrase[same]) ++same;
    if (same == phrase.size()) found_.places_.push_back({0, first, std::uint32_t(phrase.size())});
  }
}

void PatternMatcher::match_from_rarest() {
  constexpr std::uint32_t kAhead = 16;
  const Part part = narrowed(rarest());
  const Beside left = beside(part.slot, true), right = beside(part.slot, false);
  std::vector<Position> starts;
  for (Interval run : part.runs)
    for (std::uint32_t at = run.first; at < run.last; ++at) {
      if (at + kAhead < run.last) segment_.prefetch(segment_.suffix(at + kAhead));
      const Position anchor = segment_.suffix(at);
      if (stands(anchor, left) && stands(anchor, right)) begin_from(anchor, part.slot, starts);
    }
  sort_positions(starts);
  starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
  for (std::size_t i = 0; i < starts.size(); ++i) {
    if (i + kAhead < starts.size()) segment_.prefetch(starts[i + kAhead]);
    Position start = starts[i];
    if (std::uint32_t words = length_from(start)) found_.places_.push_back({0, start, words});
  }
}

PatternMatcher::Part PatternMatcher::rarest() const {
  Part best;
  for (std::size_t i = 0; i < sets_.size(); ++i) {
    if (sets_[i].any()) continue;
    if (sets_[i].occurrences() < best.occurrences) {
      best = {i, sets_[i].occurrences(), {}, 1};
      for (auto range : sets_[i].ranges()) best.runs.push_back(suffixes_of(segment_, range));
    }
    // A run of single words from here on is rarer than any of them.
    std::vector<Token> phrase;
    for (std::size_t j = i; j < sets_.size() && sets_[j].tokens() == 1 && !sets_[j].any(); ++j) {
      if (j > i && !gapless(j)) break;
      phrase.push_back(sets_[j].ranges()[0].first);
    }
    if (phrase.size() < 2) continue;
    Interval run = segment_.phrase_interval(phrase);
    if (run.size() < best.occurrences) best = {i, run.size(), {run}, phrase.size()};
  }
  return best;
}

PatternMatcher::Beside PatternMatcher::beside(std::size_t slot, bool leftward) const {
  Beside near{nullptr, leftward, 0, 0};
  while (leftward ? slot > 0 : slot + 1 < sets_.size()) {
    const Slot& gap = pattern_[leftward ? slot : slot + 1];
    near.nearest += std::uint64_t{1} + gap.least_gap;
    near.farthest += std::uint64_t{1} + std::max(gap.least_gap, gap.most_gap);
    const TokenSet& set = sets_[leftward ? --slot : ++slot];
    if (set.any()) continue;
    near.set = &set;
    break;
  }
  return near;
}

// Whether such a word does stand there, as far as a few words tell. Ends of utterances are
// not minded here: what they forbid is found when the whole pattern is read.
bool PatternMatcher::stands(Position anchor, const Beside& near) const {
  if (!near.set || near.farthest - near.nearest > kNearby) return true;
  if (near.leftward) {
    if (anchor < near.nearest) return false;
    const std::uint64_t farthest = std::min<std::uint64_t>(near.farthest, anchor);
    for (std::uint64_t away = near.nearest; away <= farthest; ++away)
      if (near.set->has(segment_.token(Position(anchor - away)))) return true;
    return false;
  }
  const std::uint64_t end = std::min<std::uint64_t>(anchor + near.farthest + 1, segment_.size());
  for (std::uint64_t at = anchor + near.nearest; at < end; ++at)
    if (near.set->has(segment_.token(Position(at)))) return true;
  return false;
}

// A frequent word may be the cheaper to begin with, where the samples of its suffixes tell
// which of them can be followed by the next: `the * of` looks at one use of `the` in ten.
// Of what is found for the rarest part, or for another, the least is taken.
PatternMatcher::Part PatternMatcher::narrowed(Part best) const {
  constexpr std::uint64_t kMostRanges = 64, kMostAhead = 3, kPerSample = 128;
  std::uint64_t cost = best.occurrences;
  auto try_runs = [&](Part part, const std::vector<Interval>& runs, const Beside& near) {
    for (Interval run : runs)
      for (Interval kept :
           segment_.narrowed(run, std::uint32_t(near.nearest), std::uint32_t(near.farthest), near.set->ranges())) {
        part.runs.push_back(kept);
        part.occurrences += kept.size();
      }
    std::uint64_t with_samples = part.occurrences;
    for (Interval run : runs) with_samples += run.size() / kPerSample;
    if (with_samples >= cost) return;
    cost = with_samples;
    best = std::move(part);
  };
  auto narrows = [&](const Beside& near) {
    return near.set && near.farthest <= kMostAhead && near.set->ranges().size() <= kMostRanges;
  };
  if (best.words > 1) {
    Beside near = beside(best.slot + best.words - 1, false);
    near.nearest += best.words - 1, near.farthest += best.words - 1;
    if (narrows(near)) try_runs({best.slot, 0, {}, best.words}, std::vector(best.runs), near);
  }
  for (std::size_t slot = 0; slot + 1 < sets_.size(); ++slot) {
    const TokenSet& set = sets_[slot];
    const Beside near = beside(slot, false);
    if (set.any() || set.tokens() > kMostRanges || !narrows(near) || set.occurrences() / kPerSample >= cost) continue;
    std::vector<Interval> runs;
    for (auto [first, last] : set.ranges())
      for (Token token = first; token < last; ++token) runs.push_back(segment_.word_interval(token));
    try_runs({slot, 0, {}, 1}, runs, near);
  }
  return best;
}

// Adds to `next_` the positions of [from, to) that the set accepts. Both ends ascend
// from call to call, so that what overlaps is walked once and `next_` ascends too.
void PatternMatcher::step(Position from, Position to, const TokenSet& set) {
  for (Position at = std::max(from, walked_); at < to; ++at)
    if (set.has(segment_.token(at))) next_.push_back(at);
  walked_ = std::max(walked_, to);
}

// Where the utterance that holds `at` begins and ends, or, if that is nearer, the
// furthest that a match can reach: a few words are read sooner than a table.
Position PatternMatcher::begin_of(Position at) const {
  if (reach_ > kNearby) return segment_.begin_of(segment_.utterance_at(at));
  Position begin = at;
  while (begin > 0 && at - begin < reach_ && segment_.token(begin - 1) != 0) --begin;
  return begin;
}

Position PatternMatcher::end_of(Position at) const {
  if (reach_ > kNearby) {
    std::uint32_t utterance = segment_.utterance_at(at);
    return std::max(segment_.begin_of(utterance) + segment_.words_of(utterance), at + 1);
  }
  Position end = at + 1;
  while (end - at < reach_ && segment_.token(end) != 0) ++end;
  return end;
}

// Adds the beginnings of matches whose `slot` stands at `anchor`.
void PatternMatcher::begin_from(Position anchor, std::size_t slot, std::vector<Position>& starts) {
  if (slot == 0) {
    starts.push_back(anchor);
    return;
  }
  Position utterance = begin_of(anchor);
  reached_.assign(1, anchor);
  for (; slot > 0 && !reached_.empty(); --slot) {
    next_.clear();
    walked_ = 0;
    for (Position at : reached_) {
      std::uint64_t room = at - std::min(utterance, at);
      std::uint64_t least = pattern_[slot].least_gap, most = std::max<std::uint64_t>(pattern_[slot].most_gap, least);
      if (least + 1 > room) continue;
      step(Position(at - std::min(room, most + 1)), Position(at - least), sets_[slot - 1]);
    }
    reached_.swap(next_);
  }
  starts.insert(starts.end(), reached_.begin(), reached_.end());
}

// Words in the shortest match that begins at `start`, 0 if none does.
std::uint32_t PatternMatcher::length_from(Position start) {
  if (!sets_[0].has(segment_.token(start))) return 0;
  Position end = 0;  // of the utterance; asked for only where a gap could pass it
  reached_.assign(1, start);
  for (std::size_t slot = 1; slot < sets_.size() && !reached_.empty(); ++slot) {
    next_.clear();
    walked_ = 0;
    if (gapless(slot)) {
      for (Position at : reached_)
        if (sets_[slot].has(segment_.token(at + 1))) next_.push_back(at + 1);
    } else {
      if (end == 0) end = end_of(start);
      for (Position at : reached_) {
        std::uint64_t least = pattern_[slot].least_gap, most = std::max<std::uint64_t>(pattern_[slot].most_gap, least);
        std::uint64_t from = at + 1 + least, to = std::min<std::uint64_t>(at + 2 + most, end);
        if (from < to) step(Position(from), Position(to), sets_[slot]);
      }
    }
    reached_.swap(next_);
  }
  return reached_.empty() ? 0 : reached_.front() - start + 1;
}

// The same where words broken at a line's end may be read as one: tokens of the column in
// the shortest such match. Plainly, since it is asked of few places.
std::uint32_t PatternMatcher::length_joined(Position start) {
  Position end = end_of(start);
  auto read = [&](std::size_t slot, std::uint64_t from, std::uint64_t to, std::vector<Position>& last) {
    for (std::uint64_t at = from; at < std::min<std::uint64_t>(to, end); ++at) {
      if (sets_[slot].has(segment_.token(Position(at)))) last.push_back(Position(at));
      if (at + 1 < end && takes_joined(slot, Position(at))) last.push_back(Position(at + 1));
    }
    std::sort(last.begin(), last.end());
    last.erase(std::unique(last.begin(), last.end()), last.end());
  };
  reached_.clear();
  read(0, start, std::uint64_t(start) + 1, reached_);
  for (std::size_t slot = 1; slot < sets_.size() && !reached_.empty(); ++slot) {
    next_.clear();
    std::uint64_t least = pattern_[slot].least_gap, most = std::max<std::uint64_t>(pattern_[slot].most_gap, least);
    std::uint64_t walked = 0;
    for (Position at : reached_) {
      std::uint64_t to = std::uint64_t(at) + 2 + most;
      read(slot, std::max(walked, at + 1 + least), to, next_);
      walked = std::max(walked, to);
    }
    reached_.swap(next_);
  }
  return reached_.empty() ? 0 : reached_.front() - start + 1;
}

void PatternMatches::sort(std::size_t wanted) {
  if (!runs_.empty()) {
    std::vector<Position> positions;
    bool few = wanted < total() / 16;
    auto take = [&](Position first) {
      if (!few || positions.size() < wanted) {
        positions.push_back(first);
        if (few) std::push_heap(positions.begin(), positions.end());
      } else if (first < positions.front()) {
        // Of very many the first few: a heap with the last of them on top, which most
        // positions only meet and pass.
        std::pop_heap(positions.begin(), positions.end());
        positions.back() = first;
        std::push_heap(positions.begin(), positions.end());
      }
    };
    for (Interval run : runs_)
      for (std::uint32_t at = run.first; at < run.last; ++at) {
        Position first = segment_->suffix(at);
        if (words_ < segment_->size() - first) take(first);
      }
    sort_positions(positions);
    for (Position first : positions) places_.push_back({0, first, words_});
    runs_.clear();
  }
  if (!std::is_sorted(places_.begin(), places_.end())) std::sort(places_.begin(), places_.end());
}

}  // namespace stenogram::concordance
