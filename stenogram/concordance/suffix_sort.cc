#include "stenogram/concordance/suffix_sort.h"

#include <algorithm>
#include <atomic>
#include <system_error>
#include <thread>

#include "stenogram/concordance/format.h"

namespace stenogram::concordance {
namespace {

struct Keyed {
  std::uint64_t key;
  Position position;
};

// One worker: its scratch is used again for every group it sorts.
class Sorter {
 public:
  Sorter(std::span<const Token> tokens, std::uint32_t lexicon)
      : tokens_(tokens), width_(tokens_in_key(lexicon)), bits_(bits_in_key(lexicon)) {}

  void sort(std::span<Position> suffixes, std::span<std::uint8_t> shared) {
    pending_.push_back({suffixes, shared, 1});
    while (!pending_.empty()) {
      Group group = pending_.back();
      pending_.pop_back();
      sort_by_key(group);
    }
  }

 private:
  struct Group {
    std::span<Position> suffixes;
    std::span<std::uint8_t> shared;  // of the first of them it is known already
    std::uint32_t depth;             // words already equal
  };

  void sort_by_key(const Group& group) {
    const auto [suffixes, shared, depth] = group;
    // The tokens of a group lie all over the column, so each key is a cache miss; asking
    // for them ahead of time lets the misses overlap.
    constexpr std::size_t kAhead = 16;
    auto token_at = [this](std::uint64_t at) { return tokens_[at]; };
    std::size_t many = suffixes.size();
    if (keyed_.size() < many) keyed_.resize(many);
    for (std::size_t i = 0; i < many; ++i) {
      if (i + kAhead < many) __builtin_prefetch(&tokens_[suffixes[i + kAhead]] + depth);
      keyed_[i] = {pack(token_at, suffixes[i], depth, width_, bits_), suffixes[i]};
    }
    std::span<Keyed> keyed(keyed_.data(), many);
    sort_keyed(keyed);
    for (std::size_t i = 0; i < many; ++i) suffixes[i] = keyed[i].position;
    for (std::size_t i = 1; i < many; ++i)
      shared[i] =
          std::uint8_t(std::min(depth + shared_tokens(keyed[i - 1].key, keyed[i].key, width_, bits_), kMostShared));

    // Runs still equal go on, unless they end here.
    if (depth + width_ >= Segment::kSortDepth) return;
    std::uint64_t last_token = (std::uint64_t{1} << bits_) - 1;
    for (std::size_t first = 0; first < many;) {
      std::size_t last = first + 1;
      while (last < many && keyed[last].key == keyed[first].key) ++last;
      if (last - first > 1 && (keyed[first].key & last_token) != 0)
        pending_.push_back(
            {suffixes.subspan(first, last - first), shared.subspan(first, last - first), depth + width_});
      first = last;
    }
  }

  // Stable: positions come in text order, and equal keys keep it.
  void sort_keyed(std::span<Keyed> keyed) {
    if (keyed.size() <= 24) {
      for (std::size_t i = 1; i < keyed.size(); ++i) {
        Keyed moving = keyed[i];
        std::size_t to = i;
        for (; to > 0 && keyed[to - 1].key > moving.key; --to) keyed[to] = keyed[to - 1];
        keyed[to] = moving;
      }
    } else if (keyed.size() <= 4096) {
      std::sort(keyed.begin(), keyed.end(), [](const Keyed& a, const Keyed& b) {
        return a.key != b.key ? a.key < b.key : a.position < b.position;
      });
    } else {
      radix_sort(keyed);
    }
  }

  // Least digit first, eleven bits at a time, over the digits in which keys differ.
  void radix_sort(std::span<Keyed> keyed) {
    constexpr int kDigit = 11;
    constexpr std::size_t kValues = std::size_t{1} << kDigit;
    if (spare_.size() < keyed.size()) spare_.resize(keyed.size());
    std::uint64_t every = ~std::uint64_t{0}, any = 0;
    for (const Keyed& one : keyed) {
      every &= one.key;
      any |= one.key;
    }
    std::uint64_t varying = every ^ any;
    Keyed *from = keyed.data(), *to = spare_.data();
    for (int shift = 0; shift < 64; shift += kDigit) {
      if (((varying >> shift) & (kValues - 1)) == 0) continue;
      counts_.assign(kValues + 1, 0);
      for (std::size_t i = 0; i < keyed.size(); ++i) ++counts_[((from[i].key >> shift) & (kValues - 1)) + 1];
      for (std::size_t value = 1; value <= kValues; ++value) counts_[value] += counts_[value - 1];
      for (std::size_t i = 0; i < keyed.size(); ++i) to[counts_[(from[i].key >> shift) & (kValues - 1)]++] = from[i];
      std::swap(from, to);
    }
    if (from != keyed.data()) std::copy(from, from + keyed.size(), keyed.data());
  }

  std::span<const Token> tokens_;
  std::uint32_t width_, bits_;
  std::vector<Group> pending_;
  std::vector<Keyed> keyed_, spare_;
  std::vector<std::uint32_t> counts_;
};

}  // namespace

std::vector<std::uint8_t> sort_suffixes(std::span<const Token> tokens, std::span<const std::uint32_t> starts,
                                        std::vector<Position>& suffixes, unsigned threads) {
  std::vector<std::uint8_t> shared(suffixes.size());
  // Words are handed out in small lots: a few of them own most of the suffixes.
  constexpr std::uint32_t kLot = 64;
  std::uint32_t lexicon = std::uint32_t(starts.size()) - 2;
  std::atomic<std::uint32_t> next{1};
  auto work = [&] {
    Sorter sorter(tokens, lexicon);
    for (;;) {
      std::uint32_t first = next.fetch_add(kLot);
      if (first > lexicon) return;
      for (Token token = first; token < first + kLot && token <= lexicon; ++token) {
        const std::uint32_t begin = starts[token], many = starts[token + 1] - begin;
        if (many > 1) sorter.sort(std::span(suffixes).subspan(begin, many), std::span(shared).subspan(begin, many));
      }
    }
  };
  if (suffixes.size() < 200'000) threads = 1;
  std::vector<std::jthread> others;
  try {
    for (unsigned i = 1; i < threads; ++i) others.emplace_back(work);
  } catch (const std::system_error&) {
    // No thread to be had: this one does it all.
  }
  work();
  others.clear();
  return shared;
}

}  // namespace stenogram::concordance
