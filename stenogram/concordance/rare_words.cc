// Clusters of origins.
//
// Nearly all origins are alone, and the most frequent words have most of them. So words are taken
// rarest first, and how many have an origin near is counted for each block of the column. A word
// after which only k may come matters only where all but k of those that must agree are near, so
// the places of frequent words, read once, are nearly all passed over at a look at one bit (the
// prefix filter again, word by word). Four bits a block of sixteen words or so are little enough to stay in
// the cache, while the places are scattered over the whole text. Only origins where enough words
// were counted are then sorted and looked at closely.
#include "stenogram/concordance/rare_words.h"

#include <algorithm>
#include <array>
#include <bit>
#include <numeric>
#include <optional>

namespace stenogram::concordance {
namespace {

constexpr std::uint64_t kMostPlaces = 600'000;  // of rare words looked at, in all
constexpr double kStrangers = 100;              // clusters met by chance that may be
constexpr std::uint32_t kMostAgreeing = 24;     // more would not be told apart by chance
constexpr double kPlace = 1, kStranger = 150;   // what a place and a cluster cost, one to the other

// How many clusters of at least k of the words are to be expected by chance, for each k,
// if every word fell anywhere: windows, times the sum over all sets of k words of the
// product of their chances to fall into one.
class Chance {
 public:
  Chance(std::uint64_t all, std::uint32_t slack)
      : windows_(double(all + 1) / (double(slack) + 1)), sums_(kMostAgreeing + 1) {
    sums_[0] = 1;
  }
  void add(std::uint64_t count) {
    double chance = double(count) / windows_;
    for (std::size_t k = sums_.size() - 1; k > 0; --k) sums_[k] += sums_[k - 1] * chance;
  }
  double strangers(std::uint32_t agree) const {
    return windows_ * sums_[std::min<std::size_t>(agree, sums_.size() - 1)];
  }

 private:
  double windows_;
  std::vector<double> sums_;
};

}  // namespace

RareWords choose_rare_words(std::span<const std::uint64_t> counts, std::uint64_t all, std::uint32_t sought,
                            std::uint32_t slack) {
  std::uint32_t n = std::uint32_t(counts.size()), lacking = n - std::min(n, sought);
  std::vector<std::uint32_t> order(n);
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(),
            [&](std::uint32_t a, std::uint32_t b) { return counts[a] != counts[b] ? counts[a] < counts[b] : a < b; });
  Chance chance(all, slack);
  RareWords best;
  double least_cost = 0;
  std::uint64_t places = 0;
  std::uint32_t taken = 0;
  for (; taken < n; ++taken) {
    places += counts[order[taken]];
    if (places > kMostPlaces) break;
    chance.add(counts[order[taken]]);
    if (taken < lacking) continue;
    std::uint32_t agree = std::min(taken + 1 - lacking, kMostAgreeing);
    double cost = kPlace * double(places) + kStranger * chance.strangers(agree);
    if (best.agree != 0 && cost >= least_cost) continue;
    best.words.assign(order.begin(), order.begin() + taken + 1);
    best.agree = agree;
    best.sure = true;
    least_cost = cost;
  }
  // No certainty to be had, or one that lets through too many: what the rarest words say.
  if (best.agree == 0 || least_cost > kPlace * double(kMostPlaces) + kStranger * kStrangers) {
    best.words.assign(order.begin(), order.begin() + taken);
    best.sure = false;
    best.agree = taken == 0 ? 0 : kMostAgreeing;
  }
  // Fewer may agree where that is hardly ever chance: they are the nearest of what is there.
  Chance of_best(all, slack);
  for (std::uint32_t word : best.words) of_best.add(counts[word]);
  std::uint32_t fewest = 1;
  while (fewest < best.agree && of_best.strangers(fewest) > kStrangers) ++fewest;
  best.agree = std::min(best.agree, fewest);
  return best;
}

namespace {

// take(origin, word) for each place of the chosen words.
template <class Take>
void each_origin(const Segment& segment, std::span<const Token> probe, const RareWords& rare, Take take) {
  for (std::uint32_t word : rare.words) {
    Interval band = segment.word_interval(probe[word]);
    for (std::uint32_t at = band.first; at < band.last; ++at) take(kOriginBase + segment.suffix(at) - word, word);
  }
}

// Where the probe would begin, and the word that says so: origin << 16 | word.
using Packed = std::uint64_t;

struct Origin {
  std::uint32_t utterance, word;
  std::uint64_t origin;
  bool operator<(const Origin& other) const {
    if (utterance != other.utterance) return utterance < other.utterance;
    return origin != other.origin ? origin < other.origin : word < other.word;
  }
};

void sort_by_origin(std::vector<Packed>& origins) {
  if (origins.size() < 1000) {
    std::sort(origins.begin(), origins.end());
    return;
  }
  // By the 33 bits of the origin, three digits of eleven; words come in no order, which
  // what follows does not mind.
  constexpr int kDigit = 11;
  constexpr std::size_t kValues = std::size_t{1} << kDigit;
  std::vector<Packed> spare(origins.size());
  for (int shift = 16; shift < 16 + 3 * kDigit; shift += kDigit) {
    std::array<std::uint32_t, kValues + 1> counts{};
    for (Packed one : origins) ++counts[((one >> shift) & (kValues - 1)) + 1];
    for (std::size_t value = 1; value <= kValues; ++value) counts[value] += counts[value - 1];
    for (Packed one : origins) spare[counts[(one >> shift) & (kValues - 1)]++] = one;
    origins.swap(spare);
  }
}

// How many words have an origin near each block of the column, counted as far as matters.
//
// The counts of 64 blocks are a few words of 64 bits that stand side by side: one more is a bit that
// moves on from word to word until it finds its place free, and nothing is asked on the way.
class Crowds {
 public:
  Crowds(const Segment& segment, std::uint32_t slack, std::uint32_t agree)
      : slack_(slack),
        shift_(std::max(4, int(std::bit_width(2 * slack)))),
        most_(std::min(agree, kMost)),
        bits_(kept()) {
    bits_.assign((((kOriginBase + segment.size() + slack) >> shift_) / 64 + 1) * kMost, 0);
  }
  // Whether `many` may have been added near an origin, or as many as are counted.
  bool holds(std::uint64_t origin, std::uint32_t many) const {
    const std::uint64_t block = origin >> shift_;
    return bits_[block / 64 * kMost + std::min(many, most_) - 1] >> (block % 64) & 1;
  }
  // To its block, and to the one next to it that its slack reaches into. A word that has two
  // origins near counts twice: too much is looked at, nothing is missed.
  void add(std::uint64_t origin) {
    const std::uint64_t first = (origin - std::min<std::uint64_t>(origin, slack_)) >> shift_,
                        last = (origin + slack_) >> shift_;
    add(first, 1);
    add(last, first != last);
  }

 private:
  static constexpr std::uint32_t kMost = 4;
  void add(std::uint64_t block, std::uint64_t one) {
    std::uint64_t* counts = &bits_[block / 64 * kMost];
    std::uint64_t more = one << (block % 64);
    for (std::uint32_t k = 0; k < kMost; ++k) {
      const std::uint64_t had = counts[k] & more;
      counts[k] |= more;
      more = had;
    }
  }
  static std::vector<std::uint64_t>& kept() {
    thread_local std::vector<std::uint64_t> bits;
    return bits;
  }
  std::uint32_t slack_;
  int shift_;
  std::uint32_t most_;
  std::vector<std::uint64_t>& bits_;
};

// Those with enough words about them that a cluster may be there. Words are taken rarest first: one
// of which k are still to come matters only where all but k of those that must agree have been.
std::vector<Packed> in_crowds(const Segment& segment, std::span<const Token> probe, const RareWords& rare,
                              std::uint32_t slack) {
  Crowds crowds(segment, slack, rare.agree);
  std::vector<Packed> origins;
  for (std::size_t i = 0; i < rare.words.size(); ++i) {
    const std::uint32_t word = rare.words[i];
    const std::size_t to_come = rare.words.size() - i;  // this one too
    const std::uint32_t before = std::uint32_t(rare.agree - std::min<std::size_t>(rare.agree, to_come));
    const std::size_t first = origins.size();
    const Interval band = segment.word_interval(probe[word]);
    std::array<Packed, 512> some;
    for (std::uint32_t at = band.first; at < band.last;) {
      const std::uint32_t end = std::min(band.last, at + std::uint32_t(some.size()));
      std::size_t many = 0;
      for (; at < end; ++at) {
        const std::uint64_t origin = kOriginBase + segment.suffix(at) - word;
        some[many] = origin << 16 | word;
        many += before == 0 || crowds.holds(origin, before);
      }
      origins.insert(origins.end(), some.begin(), some.begin() + std::ptrdiff_t(many));
    }
    for (std::size_t k = first; k < origins.size(); ++k) crowds.add(origins[k] >> 16);
  }
  std::erase_if(origins, [&](Packed one) { return !crowds.holds(one >> 16, rare.agree); });
  return origins;
}

// Of sorted origins those within the slack of which enough words begin, with their utterances.
std::vector<Origin> in_company(const Segment& segment, const std::vector<Packed>& sorted, const RareWords& rare,
                               std::uint32_t slack, std::size_t probe_size) {
  std::vector<Origin> kept;
  std::vector<std::uint32_t> times(probe_size);
  std::uint32_t words = 0;
  std::size_t taken = 0;  // all before are kept or passed over
  for (std::size_t first = 0, last = 0; last < sorted.size(); ++last) {
    words += times[sorted[last] & 0xffff]++ == 0;
    while ((sorted[last] >> 16) - (sorted[first] >> 16) > slack) words -= --times[sorted[first++] & 0xffff] == 0;
    if (words < rare.agree) continue;
    for (taken = std::max(taken, first); taken <= last; ++taken) {
      std::uint32_t word = std::uint32_t(sorted[taken] & 0xffff);
      std::uint64_t origin = sorted[taken] >> 16;
      kept.push_back({segment.utterance_at(Position(origin + word - kOriginBase)), word, origin});
    }
  }
  return kept;
}

}  // namespace

std::vector<Cluster> clusters_of(const Segment& segment, std::span<const Token> probe, const RareWords& rare,
                                 std::span<const double> weights, std::uint32_t slack, bool slowly) {
  std::vector<Cluster> clusters;
  if (rare.agree == 0) return clusters;
  std::vector<Packed> all;
  if (slowly || rare.agree < 2)
    each_origin(segment, probe, rare,
                [&](std::uint64_t origin, std::uint32_t word) { all.push_back(origin << 16 | word); });
  else all = in_crowds(segment, probe, rare, slack);
  sort_by_origin(all);
  std::vector<Origin> origins = in_company(segment, all, rare, slack, probe.size());
  std::sort(origins.begin(), origins.end());

  // Slides over them; windows that begin within the slack of the first of them are one cluster.
  std::optional<Cluster> open;
  auto close = [&] {
    if (open) clusters.push_back(*open);
    open.reset();
  };
  std::uint32_t words = 0;
  std::vector<std::uint32_t> times(probe.size());  // a word counts once
  for (std::size_t first = 0, last = 0; last < origins.size(); ++last) {
    const Origin& now = origins[last];
    words += times[now.word]++ == 0;
    while (origins[first].utterance != now.utterance || now.origin - origins[first].origin > slack)
      words -= --times[origins[first++].word] == 0;
    if (words < rare.agree) continue;
    // All that begin at one origin belong together, in whatever order they came.
    const Origin* next = last + 1 < origins.size() ? &origins[last + 1] : nullptr;
    if (next && next->utterance == now.utterance && next->origin == now.origin) continue;
    double weight = 0;
    for (std::uint32_t word : rare.words) weight += times[word] > 0 ? weights[word] : 0;
    Cluster cluster{weight, now.utterance, origins[first].origin, now.origin};
    if (open && (open->utterance != cluster.utterance || cluster.first > open->first + slack)) close();
    if (!open) open = cluster;
    open->last = cluster.last;
    open->weight = std::max(open->weight, weight);
  }
  close();
  return clusters;
}

}  // namespace stenogram::concordance
