#include "stenogram/reuse/pairing.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace stenogram::reuse {
namespace {

constexpr double kLeastShared = 0.5;  // of the shorter turn's words, to be paired by words
constexpr std::uint32_t kLeastWords = 3;
constexpr double kLeastAlike = 0.6;  // of the longer one's words, to be paired by place
constexpr std::size_t kMostBetween = 400;

// The words of each turn, notes' words left out, and where each turn's begin in the whole.
struct Side {
  std::vector<Word> words;
  std::vector<std::uint32_t> turn_of;                       // a word's turn, from 0
  std::vector<std::pair<std::uint32_t, std::uint32_t>> of;  // words of each turn
  std::vector<bool> question;
};

Side side_of(const corpus::Document& document) {
  Side side;
  const std::size_t turns = document.transcript.turns.size();
  const Said said = said_of(document);
  std::size_t next = 0;
  for (std::uint32_t t = 0; t < turns; ++t) {
    const std::uint32_t begin = std::uint32_t(side.words.size());
    for (; next < said.stretches.size() && said.stretches[next].turn <= t + 1; ++next) {
      const Said::Stretch& stretch = said.stretches[next];
      if (stretch.turn != t + 1 || stretch.note != concordance::kNone) continue;
      for (std::uint32_t at = stretch.begin; at < stretch.end; ++at) {
        side.words.push_back(said.words[at]);
        side.turn_of.push_back(t);
      }
    }
    side.of.push_back({begin, std::uint32_t(side.words.size())});
    side.question.push_back(document.transcript.turns[t].kind == transcript::TurnKind::question);
  }
  return side;
}

// The part of the longer turn's words that both have, each counted as often as in both.
double alike(const Side& a, std::uint32_t i, const Side& b, std::uint32_t j) {
  std::vector<Word> x(a.words.begin() + a.of[i].first, a.words.begin() + a.of[i].second);
  std::vector<Word> y(b.words.begin() + b.of[j].first, b.words.begin() + b.of[j].second);
  const std::size_t longer = std::max(x.size(), y.size());
  if (longer == 0) return a.question[i] == b.question[j] ? 1 : 0;
  std::sort(x.begin(), x.end());
  std::sort(y.begin(), y.end());
  std::vector<Word> both;
  std::set_intersection(x.begin(), x.end(), y.begin(), y.end(), std::back_inserter(both));
  return double(both.size()) / double(longer);
}

class Groups {
 public:
  Groups(std::size_t a, std::size_t b) : a_(a), parents_(a + b) { std::iota(parents_.begin(), parents_.end(), 0); }
  std::size_t find(std::size_t at) { return parents_[at] == at ? at : parents_[at] = find(parents_[at]); }
  void join(std::uint32_t i, std::uint32_t j) {
    parents_[find(a_ + j)] = find(i);
    linked_a_[i] = true, linked_b_[j] = true;
  }
  bool has_a(std::uint32_t i) const { return linked_a_.contains(i); }
  bool has_b(std::uint32_t j) const { return linked_b_.contains(j); }

 private:
  std::size_t a_;
  std::vector<std::size_t> parents_;
  std::map<std::uint32_t, bool> linked_a_, linked_b_;
};

// Turns left over between two pairs, aligned in order so that most is alike.
void pair_between(const Side& a, const Side& b, std::vector<std::uint32_t> i, std::vector<std::uint32_t> j,
                  Groups& groups) {
  if (i.empty() || j.empty()) return;
  if (i.size() > kMostBetween) i.resize(kMostBetween);
  if (j.size() > kMostBetween) j.resize(kMostBetween);
  const std::size_t columns = j.size() + 1;
  std::vector<double> best((i.size() + 1) * columns, 0), worth(i.size() * j.size(), 0);
  for (std::size_t x = 1; x <= i.size(); ++x)
    for (std::size_t y = 1; y <= j.size(); ++y) {
      const double value = alike(a, i[x - 1], b, j[y - 1]);
      worth[(x - 1) * j.size() + y - 1] = value;
      double top = std::max(best[(x - 1) * columns + y], best[x * columns + y - 1]);
      if (value >= kLeastAlike) top = std::max(top, best[(x - 1) * columns + y - 1] + value);
      best[x * columns + y] = top;
    }
  for (std::size_t x = i.size(), y = j.size(); x > 0 && y > 0;) {
    const double value = worth[(x - 1) * j.size() + y - 1];
    if (value >= kLeastAlike && best[x * columns + y] == best[(x - 1) * columns + y - 1] + value) {
      groups.join(i[--x], j[--y]);
    } else if (best[x * columns + y] == best[(x - 1) * columns + y]) {
      --x;
    } else {
      --y;
    }
  }
}

}  // namespace

std::vector<PairedTurns> pair_turns(const corpus::Document& da, const corpus::Document& db) {
  const Side a = side_of(da), b = side_of(db);
  Groups groups(a.of.size(), b.of.size());

  // Words shared by each two turns.
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> shared;
  for (const Block& block : blocks(a.words, b.words))
    for (const SameWords& match : block.matches)
      for (std::uint32_t k = 0; k < match.length; ++k) ++shared[{a.turn_of[match.a + k], b.turn_of[match.b + k]}];
  // A turn said twice answers to the one it shares most with, the nearest of equals.
  std::map<std::uint32_t, std::uint32_t> best_a, best_b;
  for (const auto& [pair, count] : shared) {
    best_a[pair.first] = std::max(best_a[pair.first], count);
    best_b[pair.second] = std::max(best_b[pair.second], count);
  }
  auto size = [](const Side& side, std::uint32_t t) { return side.of[t].second - side.of[t].first; };
  for (const auto& [pair, count] : shared) {
    const auto [i, j] = pair;
    const std::uint32_t shorter = std::min(size(a, i), size(b, j));
    if (count < kLeastWords || count < kLeastShared * shorter) continue;
    // The shorter one goes where most of it stands.
    const bool a_shorter = size(a, i) <= size(b, j);
    if (count < (a_shorter ? best_a[i] : best_b[j])) continue;
    if ((a_shorter ? groups.has_a(i) : groups.has_b(j)) && count == shorter) continue;
    groups.join(i, j);
  }

  // What is paired so far, in order of `a`, without what moved, are the pins.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pins;
  for (const auto& [pair, count] : shared)
    if (groups.has_a(pair.first) && groups.has_b(pair.second) &&
        groups.find(pair.first) == groups.find(a.of.size() + pair.second))
      pins.push_back(pair);
  std::vector<std::size_t> chain(pins.size(), 1), from(pins.size(), pins.size());
  std::size_t last = pins.size();
  for (std::size_t x = 0; x < pins.size(); ++x) {
    for (std::size_t y = x > 512 ? x - 512 : 0; y < x; ++y)
      if (pins[y].first <= pins[x].first && pins[y].second <= pins[x].second && chain[y] + 1 > chain[x])
        chain[x] = chain[y] + 1, from[x] = y;
    if (last == pins.size() || chain[x] > chain[last]) last = x;
  }
  std::vector<std::pair<std::uint32_t, std::uint32_t>> kept;
  for (std::size_t x = last; x < pins.size(); x = from[x]) kept.push_back(pins[x]);
  std::reverse(kept.begin(), kept.end());
  std::vector<bool> in_chain(a.of.size() + b.of.size(), false);
  for (const auto& [i, j] : kept) in_chain[groups.find(i)] = true;

  std::int64_t before_a = -1, before_b = -1;
  kept.push_back({std::uint32_t(a.of.size()), std::uint32_t(b.of.size())});
  for (const auto& [i, j] : kept) {
    std::vector<std::uint32_t> free_a, free_b;
    for (std::int64_t at = before_a + 1; at < std::int64_t(i); ++at)
      if (!groups.has_a(std::uint32_t(at))) free_a.push_back(std::uint32_t(at));
    for (std::int64_t at = before_b + 1; at < std::int64_t(j); ++at)
      if (!groups.has_b(std::uint32_t(at))) free_b.push_back(std::uint32_t(at));
    const std::size_t first = free_a.size();
    pair_between(a, b, free_a, free_b, groups);
    for (std::size_t at = 0; at < first; ++at)
      if (groups.has_a(free_a[at])) in_chain[groups.find(free_a[at])] = true;
    before_a = i, before_b = j;
  }

  std::map<std::size_t, PairedTurns> by_root;
  for (std::uint32_t i = 0; i < a.of.size(); ++i)
    if (groups.has_a(i)) by_root[groups.find(i)].a.push_back(i + 1);
  for (std::uint32_t j = 0; j < b.of.size(); ++j)
    if (groups.has_b(j)) by_root[groups.find(a.of.size() + j)].b.push_back(j + 1);
  std::vector<PairedTurns> out;
  std::map<std::uint32_t, std::size_t> place_of_b;  // of a paired turn of `b`, in `out`
  for (std::uint32_t i = 0; i < a.of.size(); ++i) {
    if (!groups.has_a(i)) {
      out.push_back({{i + 1}, {}, false});
      continue;
    }
    auto found = by_root.find(groups.find(i));
    if (found == by_root.end()) continue;
    found->second.moved = !in_chain[found->first];
    for (std::uint32_t n : found->second.b) place_of_b[n] = out.size();
    out.push_back(std::move(found->second));
    by_root.erase(found);
  }
  // Turns of `b` alone stand after the nearest one before them that is paired in place.
  std::map<std::size_t, std::vector<std::uint32_t>> after;  // 1 + index, or 0 for the beginning
  std::size_t at = 0;
  for (std::uint32_t j = 0; j < b.of.size(); ++j) {
    if (!groups.has_b(j)) {
      after[at].push_back(j + 1);
    } else if (auto found = place_of_b.find(j + 1); found != place_of_b.end() && !out[found->second].moved) {
      at = std::max(at, found->second + 1);
    }
  }
  std::vector<PairedTurns> all;
  for (std::size_t i = 0; i <= out.size(); ++i) {
    if (auto found = after.find(i); found != after.end())
      for (std::uint32_t n : found->second) all.push_back({{}, {n}, false});
    if (i < out.size()) all.push_back(std::move(out[i]));
  }
  return all;
}

}  // namespace stenogram::reuse
