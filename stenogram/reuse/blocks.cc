#include "stenogram/reuse/blocks.h"

#include <algorithm>

namespace stenogram::reuse {
namespace {

// Where each run of kSeed words of `b` stands: a table of chains, the last first.
class Seeds {
 public:
  explicit Seeds(std::span<const Word> b) : next_(b.size(), kNowhere), hashes_(b.size()) {
    std::size_t size = 16;
    while (size < b.size() * 2) size *= 2;
    heads_.assign(size, kNowhere);
    for (std::size_t at = 0; at + kSeed <= b.size(); ++at) {
      hashes_[at] = hash(b, at);
      std::uint32_t& head = heads_[hashes_[at] & (size - 1)];
      next_[at] = head;
      head = std::uint32_t(at);
    }
  }

  static Word hash(std::span<const Word> words, std::size_t at) {
    Word value = 0;
    for (std::size_t i = 0; i < kSeed; ++i) value = (value ^ words[at + i]) * 0x9E3779B97F4A7C15ull;
    return value ^ (value >> 29);
  }

  // The places of the run, at most kMostOccurrences of them; none where there are more.
  void find(Word hash, std::vector<std::uint32_t>& out) const {
    out.clear();
    for (std::uint32_t at = heads_[hash & (heads_.size() - 1)]; at != kNowhere; at = next_[at]) {
      if (hashes_[at] != hash) continue;
      if (out.size() == kMostOccurrences) return out.clear();
      out.push_back(at);
    }
  }

 private:
  static constexpr std::uint32_t kNowhere = std::uint32_t(-1);
  std::vector<std::uint32_t> heads_, next_;
  std::vector<Word> hashes_;
};

// Every match that can be extended on neither side, in order of `a`.
std::vector<SameWords> matches(std::span<const Word> a, std::span<const Word> b) {
  std::vector<SameWords> found;
  if (a.size() < kSeed || b.size() < kSeed) return found;
  const Seeds seeds(b);
  // For each diagonal, where in `a` the last match on it ended: what lies before is found.
  std::vector<std::uint32_t> ended(a.size() + b.size(), 0);
  std::vector<std::uint32_t> places;
  for (std::size_t i = 0; i + kSeed <= a.size(); ++i) {
    seeds.find(Seeds::hash(a, i), places);
    for (std::uint32_t j : places) {
      std::uint32_t& end = ended[i + b.size() - j];
      if (i < end) continue;
      // Seeds that are too common are passed over, so a match may begin before this one.
      std::size_t begin = i;
      while (begin > end && begin + j > i && a[begin - 1] == b[begin - 1 + j - i]) --begin;
      std::size_t last = i;
      while (last < a.size() && last + j - i < b.size() && a[last] == b[last + j - i]) ++last;
      if (last - begin < kSeed) continue;
      found.push_back({std::uint32_t(begin), std::uint32_t(begin + j - i), std::uint32_t(last - begin)});
      end = std::uint32_t(last);
    }
  }
  std::sort(found.begin(), found.end(),
            [](const SameWords& x, const SameWords& y) { return std::pair(x.a, x.b) < std::pair(y.a, y.b); });
  return found;
}

bool counts(const Block& block) {
  const double longer = double(std::max(block.a.size(), block.b.size()));
  return block.kept >= kLeastKept && block.kept >= kLeastDensity * longer;
}

void append(Block& block, SameWords match) {
  block.a.end = match.a + match.length;
  block.b.end = match.b + match.length;
  block.kept += match.length;
  block.matches.push_back(match);
}

}  // namespace

std::vector<Block> blocks(std::span<const Word> a, std::span<const Word> b) {
  std::vector<Block> done, open;
  for (SameWords match : matches(a, b)) {
    // What no later match can continue is settled.
    for (std::size_t i = 0; i < open.size();) {
      if (open[i].a.end + kWidestBridge >= match.a) {
        ++i;
        continue;
      }
      if (counts(open[i])) done.push_back(std::move(open[i]));
      if (i + 1 < open.size()) open[i] = std::move(open.back());
      open.pop_back();
    }
    Block* best = nullptr;
    std::int64_t best_distance = 0;
    for (Block& block : open) {
      const std::int64_t gap_a = std::int64_t(match.a) - std::int64_t(block.a.end);
      const std::int64_t gap_b = std::int64_t(match.b) - std::int64_t(block.b.end);
      // An overlap on either side is cut off the new match; something must remain.
      const std::int64_t overlap = std::max<std::int64_t>({0, -gap_a, -gap_b});
      if (gap_a > kWidestBridge || gap_b > kWidestBridge || overlap >= match.length) continue;
      if (std::abs(gap_a - gap_b) > std::int64_t(kWidestBridge)) continue;
      const std::int64_t distance = std::abs(gap_a) + std::abs(gap_b) + std::abs(gap_a - gap_b);
      if (!best || distance < best_distance) best = &block, best_distance = distance;
    }
    if (!best) {
      Block fresh;
      fresh.a = {match.a, match.a};
      fresh.b = {match.b, match.b};
      append(fresh, match);
      open.push_back(std::move(fresh));
      continue;
    }
    const std::int64_t cut = std::max<std::int64_t>(
        {0, std::int64_t(best->a.end) - std::int64_t(match.a), std::int64_t(best->b.end) - std::int64_t(match.b)});
    append(*best, {std::uint32_t(match.a + cut), std::uint32_t(match.b + cut), std::uint32_t(match.length - cut)});
  }
  for (Block& block : open)
    if (counts(block)) done.push_back(std::move(block));
  std::sort(done.begin(), done.end(), [](const Block& x, const Block& y) {
    return std::pair(x.a.begin, x.b.begin) < std::pair(y.a.begin, y.b.begin);
  });
  return done;
}

namespace {

Coverage coverage(const std::vector<Block>& blocks, std::size_t words, TokenRange Block::*side,
                  std::uint32_t SameWords::*place) {
  Coverage coverage;
  coverage.of.assign(words, Cover::alone);
  for (const Block& block : blocks) {
    for (std::uint64_t at = (block.*side).begin; at < (block.*side).end; ++at)
      if (coverage.of[at] == Cover::alone) coverage.of[at] = Cover::bridged;
    for (const SameWords& match : block.matches)
      for (std::uint32_t k = 0; k < match.length; ++k) coverage.of[match.*place + k] = Cover::kept;
  }
  for (Cover cover : coverage.of) {
    coverage.kept += cover == Cover::kept;
    coverage.bridged += cover == Cover::bridged;
  }
  return coverage;
}

}  // namespace

Coverage coverage_of_a(const std::vector<Block>& blocks, std::size_t words) {
  return coverage(blocks, words, &Block::a, &SameWords::a);
}

Coverage coverage_of_b(const std::vector<Block>& blocks, std::size_t words) {
  return coverage(blocks, words, &Block::b, &SameWords::b);
}

double in_order(const std::vector<Block>& blocks) {
  // The heaviest chain that ascends on both sides; a prefix-maximum tree over the ends
  // of `b` would be quicker, and blocks are few.
  std::uint64_t all = 0, best = 0;
  std::vector<std::uint64_t> weight(blocks.size());
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    all += blocks[i].kept;
    weight[i] = blocks[i].kept;
    const std::size_t from = i > 2048 ? i - 2048 : 0;
    for (std::size_t j = from; j < i; ++j)
      if (blocks[j].b.begin < blocks[i].b.begin && blocks[j].a.begin < blocks[i].a.begin)
        weight[i] = std::max(weight[i], weight[j] + blocks[i].kept);
    best = std::max(best, weight[i]);
  }
  return all == 0 ? 0 : double(best) / double(all);
}

}  // namespace stenogram::reuse
