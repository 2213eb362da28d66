// Finding a phrase among the suffixes of a segment.
//
// Suffixes are sorted, so those that begin with the phrase lie side by side: two binary
// searches find the first and the last. Three refinements pay their way. The first word
// picks a narrow band before any suffix is read. Then the samples, which hold the next
// words of each 16th suffix in one array, and those beyond of each 32nd in another, narrow
// the band to the few suffixes between two samples without touching the column; that is
// where a cold archive saves its page faults and a warm one its cache misses. Each search
// remembers how many words of the phrase its bounds share, so no word is compared twice.
// Last, the array says how many words each suffix shares with the one before (the LCP array of
// Manber and Myers, "Suffix arrays", 1993, to a depth of 15): once one suffix has been compared,
// most of its neighbours need not be.
#include <algorithm>
#include <tuple>

#include "stenogram/concordance/format.h"
#include "stenogram/concordance/segment.h"

namespace stenogram::concordance {

// What samples say of where suffixes with keys from `low` to `high` lie among those within.
struct Segment::Sampled {
  bool any = false;       // some samples have such keys: all suffixes between them do too
  Interval sure;          // from the first of these samples to the last, which is included
  Interval widest;        // none lies outside
  std::size_t words = 0;  // of a phrase, that the keys hold
};

Segment::Sampled Segment::sampled(const std::uint64_t* samples, std::uint32_t every, Interval within, std::uint64_t low,
                                  std::uint64_t high) const {
  const std::uint64_t* first = samples + (std::uint64_t{within.first} + every - 1) / every;
  const std::uint64_t* last = samples + (std::uint64_t{within.last} + every - 1) / every;
  if (first >= last) return {false, {}, within, 0};
  const std::uint64_t* from = std::lower_bound(first, last, low);
  const std::uint64_t* to = std::upper_bound(from, last, high);
  auto suffix_of = [&](const std::uint64_t* sample) {
    return std::clamp(std::uint32_t(sample - samples) * every, within.first, within.last);
  };
  Sampled found{from != to, {}, within, 0};
  if (from != first) found.widest.first = suffix_of(from - 1);
  if (to != last) found.widest.last = suffix_of(to);
  if (found.any) found.sure = {suffix_of(from), suffix_of(to - 1)};
  return found;
}

// The same of suffixes of the first of `words`. `prefix`: where the words end, anything may follow.
Segment::Sampled Segment::sampled(std::span<const Token> words, Interval band, bool prefix) const {
  const std::uint32_t width = tokens_in_key(lexicon_), bits = bits_in_key(lexicon_);
  const std::uint64_t any = prefix ? (std::uint64_t{1} << bits) - 1 : 0;
  auto keys_from = [&](std::uint32_t word) {
    std::pair<std::uint64_t, std::uint64_t> keys{0, 0};
    for (std::uint32_t i = word; i < word + width; ++i) {
      keys.first = keys.first << bits | (i < words.size() ? words[i] : 0);
      keys.second = keys.second << bits | (i < words.size() ? words[i] : any);
    }
    return keys;
  };
  auto [low, high] = keys_from(1);
  Sampled found = sampled(samples_, sample_every_, band, low, high);
  found.words = 1 + width;
  if (!found.any || words.size() <= found.words || !deep_samples_) return found;
  // Where the samples agree with the words as far as they go, the deep ones are in order.
  const Interval inner{found.sure.first, found.sure.last + 1};
  std::tie(low, high) = keys_from(1 + width);
  Sampled deep = sampled(deep_samples_, kDeepSampleEvery, inner, low, high);
  deep.words = 1 + 2 * width;
  if (deep.widest.first == inner.first) deep.widest.first = found.widest.first;
  if (deep.widest.last == inner.last) deep.widest.last = found.widest.last;
  return deep;
}

Interval Segment::phrase_interval(std::span<const Token> phrase) const {
  if (phrase.empty() || size_ == 0) return {};
  if (phrase.size() > kSortDepth) phrase = phrase.first(kSortDepth);
  Interval band = word_interval(phrase[0]);
  if (phrase.size() == 1 || band.empty()) return band;
  const Sampled found = sampled(phrase, band, true);
  if (!found.any || phrase.size() > found.words) return boundaries(phrase, found.widest);
  // All the words of the phrase are in the samples: those between surely match, and
  // only the gap before the first and the gap after the last need looking into.
  bool whole = true;
  const auto words = std::uint32_t(phrase.size());
  Interval interval{around(found.sure.first, words, found.widest, whole).first,
                    around(found.sure.last, words, found.widest, whole).last};
  if (whole) return interval;
  Interval begin = boundaries(phrase, {found.widest.first, found.sure.first});
  Interval end = boundaries(phrase, {found.sure.last, found.widest.last});
  return {begin.first, std::max(begin.first, end.last)};
}

// The suffixes next to `inside`, and itself, that share so many words with it, as far as their column says it.
// `whole` becomes false where it does not, or where they are so many that a search is faster.
Interval Segment::around(std::uint32_t inside, std::uint32_t words, Interval within, bool& whole) const {
  constexpr std::uint32_t kMostSteps = 64;
  Interval found{inside, inside + 1};
  if (!says_shared() || words > kMostShared) {
    whole = false;
    return found;
  }
  while (found.first > within.first && shared_with_before(found.first) >= words) {
    if (inside - --found.first < kMostSteps) continue;
    whole = false;
    break;
  }
  while (found.last < within.last && shared_with_before(found.last) >= words) {
    if (++found.last - inside < kMostSteps) continue;
    whole = false;
    break;
  }
  return found;
}

// The suffixes within `band` that begin with the phrase, whose first word they all have.
Interval Segment::boundaries(std::span<const Token> phrase, Interval band) const {
  constexpr std::uint32_t kMostSteps = 64;
  // How a suffix compares with the phrase from its `same`-th word on, which it raises
  // to the number of words they share.
  auto compare = [&](std::uint32_t at, std::uint32_t& same) {
    Position position = suffix(at);
    for (; same < phrase.size(); ++same) {
      Token spoken = token(position + same);
      if (spoken != phrase[same]) return spoken < phrase[same] ? -1 : 1;
      if (spoken == 0) return 1;
    }
    return 0;
  };
  std::uint32_t low = band.first, high = band.last;
  std::uint32_t low_same = 1, high_same = 1;
  // For the last: the narrowest bound seen to lie above all that begin with the phrase.
  std::uint32_t above = band.last, above_same = 1, inside = kNone;
  while (low < high) {
    std::uint32_t middle = low + (high - low) / 2;
    std::uint32_t same = std::min(low_same, high_same);
    int order = compare(middle, same);
    if (order < 0) {
      low = middle + 1;
      low_same = same;
    } else {
      high = middle;
      high_same = same;
      if (inside == kNone && order == 0) inside = middle;
      if (inside == kNone) {
        above = middle;
        above_same = same;
      }
    }
    if (!says_shared()) continue;
    // What a neighbour shares with the suffix just compared tells how it compares itself, unless
    // that is as much as the phrase does: with more, the same way; with less, it lies beyond.
    std::uint32_t steps = 0;
    if (order < 0) {
      while (low < high && shared_with_before(low) > same && ++steps < kMostSteps) ++low;
      const std::uint32_t shared = low < high ? shared_with_before(low) : kMostShared;
      if (shared < same && shared < kMostShared) {
        high = low;
        high_same = shared;
        if (inside == kNone) {
          above = low;
          above_same = shared;
        }
      }
    } else {
      const std::uint32_t enough = order > 0 ? same + 1 : same;
      while (high > low && shared_with_before(high) >= enough && ++steps < kMostSteps) {
        --high;
        if (inside == kNone) above = high;
      }
      const std::uint32_t shared = high > low ? shared_with_before(high) : kMostShared;
      if (shared < same && shared < kMostShared) {
        low = high;
        low_same = shared;
      }
    }
  }
  std::uint32_t first = low;
  if (inside == kNone) return {first, first};
  // Most phrases occur seldom, so the last is near: neighbours tell, or steps double until one is too far.
  bool whole = true;
  const std::uint32_t last = around(inside, std::uint32_t(phrase.size()), {inside, above}, whole).last;
  if (whole) return {first, last};
  low = last;
  high = above;
  for (std::uint32_t step = 1; high - low > step; step *= 2) {
    std::uint32_t same = above_same;
    if (compare(low + step - 1, same) != 0) {
      high = low + step - 1;
      above_same = same;
      break;
    }
    low += step;
  }
  while (low < high) {
    std::uint32_t middle = low + (high - low) / 2;
    std::uint32_t same = above_same;
    if (compare(middle, same) == 0) {
      low = middle + 1;
    } else {
      high = middle;
      above_same = same;
    }
  }
  return {first, low};
}

// Between two samples that share all words before a place, the words at that place ascend
// from that of the one to that of the other; so most stretches of a frequent word's suffixes
// are seen not to hold the token without looking at one of them.
std::vector<Interval> Segment::narrowed(Interval within, std::uint32_t nearest, std::uint32_t farthest,
                                        std::span<const std::pair<Token, Token>> tokens) const {
  const std::uint32_t width = tokens_in_key(lexicon_), bits = bits_in_key(lexicon_);
  if (farthest > width) return {within};
  const std::uint64_t mask = (std::uint64_t{1} << bits) - 1;
  auto may_stand = [&](std::uint64_t low, std::uint64_t high) {
    for (std::uint32_t at = nearest; at <= farthest; ++at) {
      const std::uint32_t after = (width - at) * bits;
      const std::uint64_t a = low >> after, b = high >> after;
      if (at > 1 && a >> bits != b >> bits) return true;
      for (auto [first, last] : tokens)
        if ((a & mask) < last && first <= (b & mask)) return true;
    }
    return false;
  };
  std::vector<Interval> parts;
  std::uint64_t low = 0;
  for (std::uint32_t begin = within.first; begin < within.last;) {
    const std::uint64_t next = std::uint64_t(begin) / sample_every_ + 1;
    const bool sampled = next * sample_every_ < within.last;
    const std::uint32_t end = sampled ? std::uint32_t(next * sample_every_) : within.last;
    const std::uint64_t high = sampled ? samples_[next] : ~std::uint64_t{0};
    if (may_stand(low, high)) {
      if (!parts.empty() && parts.back().last == begin) parts.back().last = end;
      else parts.push_back({begin, end});
    }
    begin = end;
    low = high;
  }
  return parts;
}

// How many words of `words` the suffix begins with, up to an unknown one.
std::uint32_t Segment::shared(std::uint32_t at, std::span<const Token> words) const {
  Position position = suffix(at);
  std::uint32_t same = 0;
  while (same < words.size() && words[same] != 0 && token(position + same) == words[same]) ++same;
  return same;
}

// Where `words` would stand among the suffixes, its neighbours share most with it: so
// one search finds the longest match, and a second how often it occurs.
Segment::LongestMatch Segment::longest_match(std::span<const Token> words) const {
  if (words.size() > kSortDepth) words = words.first(kSortDepth);
  if (words.empty() || size_ == 0) return {};
  Interval band = word_interval(words[0]);
  if (band.empty()) return {};
  std::uint32_t known = 1;
  while (known < words.size() && words[known] != 0) ++known;
  words = words.first(known);
  if (known == 1) return {1, band};

  // Only samples that agree with the words as far as they go leave a doubt.
  std::uint32_t place = boundaries(words, sampled(words, band, false).widest).first;
  std::uint32_t length = 1, nearest = place;
  if (place < band.last) length = std::max(length, shared(place, words));
  if (place > band.first) {
    const std::uint32_t before = shared(place - 1, words);
    if (before > length) nearest = place - 1;
    length = std::max(length, before);
  }
  if (length == 1) return {1, band};
  bool whole = true;
  const Interval interval = around(nearest, length, band, whole);
  return {length, whole ? interval : phrase_interval(words.first(length))};
}

}  // namespace stenogram::concordance
