#include "stenogram/reuse/seeds.h"

#include <algorithm>
#include <unordered_map>

namespace stenogram::reuse {
namespace {

using concordance::Segment;
using concordance::Suffix;

// A formula goes on as long as this share of its places do, and begins earlier if as many
// have the same word before it.
constexpr double kMostGoOn = 0.8;

}  // namespace

void SeedFinder::take(std::span<const Suffix> group) {
  group_.clear();
  for (const Suffix& suffix : group)
    group_.push_back({suffix.segment, suffix.at, suffix.before, suffix.shared,
                      territory_.document(suffix.segment, suffix.at), true, true});
  if (std::all_of(group_.begin(), group_.end(), [&](const Member& m) { return m.document == group_[0].document; }))
    return;
  if (sides_.left || sides_.right)
    for (Member& member : group_) {
      member.left = !sides_.left || sides_.left(member.segment, member.at);
      member.right = !sides_.right || sides_.right(member.segment, member.at);
    }
  descend(0, group_.size(), {});
}

// Members [first, last) share what their neighbours all share. `told` is the end of the
// formula that stands above them, where there is one: what lies on the way there has been
// told with it.
void SeedFinder::descend(std::size_t first, std::size_t last, const Node& told) {
  std::uint32_t depth = group_[first + 1].shared;
  for (std::size_t i = first + 2; i < last; ++i) depth = std::min(depth, group_[i].shared);
  if (last - first <= most_at(depth)) {
    pair_all(first, last, depth);
    return;
  }
  Node end = told;
  const Node here{first, last, depth};
  const bool on_the_way = told.last > told.first && told.within(here) && depth <= told.depth;
  if (depth >= options_.words && !on_the_way) end = formula(here);
  if (depth >= Segment::kSortDepth) return;
  for (std::size_t begin = first; begin < last;) {
    std::size_t next = begin + 1;
    while (next < last && group_[next].shared > depth) ++next;
    if (next - begin > 1) descend(begin, next, end);
    begin = next;
  }
}

void SeedFinder::pair_all(std::size_t first, std::size_t last, std::uint32_t depth) {
  for (std::size_t i = first; i < last; ++i)
    for (std::size_t j = i + 1; j < last; ++j) {
      const Member &a = group_[i], &b = group_[j];
      if (a.document == b.document) continue;
      if (sides_.interviews && (*sides_.interviews)[a.document] == (*sides_.interviews)[b.document]) continue;
      if (!(a.left && b.right) && !(a.right && b.left)) continue;
      if (a.before != 0 && a.before == b.before && begins_before(a, b, depth)) continue;
      if (a.document < b.document) pair(a, b, depth);
      else pair(b, a, depth);
    }
}

// Whether the pair is met again at an earlier word of the same run, so that it need not
// be tried here. It is where the run begins, if what is shared from there on is no longer
// than suffixes are sorted by: whatever is rare from here on is rare from there on too.
// Of longer runs each 32nd word is tried.
bool SeedFinder::begins_before(const Member& a, const Member& b, std::uint32_t depth) const {
  constexpr std::uint32_t kEvery = 32;
  std::uint32_t back = 1;
  while (back < Segment::kSortDepth && back < a.at && back < b.at) {
    const std::uint32_t x = columns_.before(a.segment, a.at - back), y = columns_.before(b.segment, b.at - back);
    if (x == 0 || x != y) break;
    ++back;
  }
  return back + depth <= Segment::kSortDepth || a.at % kEvery != 0;
}

void SeedFinder::pair(const Member& a, const Member& b, std::uint32_t depth) {
  ++pairs_tried;
  const Alike alike = extender_.extend({a.segment, a.at}, {b.segment, b.at}, depth);
  if (alike.kept < options_.words) return;
  if (alike.longest < options_.words && alike.kept < options_.words + alike.changed / 2) return;
  Match match;
  match.a_document = a.document, match.b_document = b.document;
  match.a_begin = alike.a_begin, match.a_words = alike.a_end - alike.a_begin;
  match.b_begin = alike.b_begin, match.b_words = alike.b_end - alike.b_begin;
  match.kept = std::uint16_t(std::min(alike.kept, Match::kMost));
  match.changed = std::uint16_t(std::min(alike.changed, Match::kMost));
  match.longest = std::uint16_t(std::min(alike.longest, Match::kMost));
  matches.push_back(match);
}

// Many places share some words. It is one formula with all its wordings: most go on alike
// for some words more, some part sooner. Returns where the most of them end.
SeedFinder::Node SeedFinder::formula(const Node& node) {
  // Most have the same word before it: then it was, or will be, met from there on.
  std::unordered_map<std::uint32_t, std::size_t> befores;
  bool left = false, right = false, several = false;
  Node at = node;
  for (std::size_t i = node.first; i < node.last; ++i) {
    const Member& member = group_[i];
    if (member.before != 0 && double(++befores[member.before]) >= kMostGoOn * double(node.last - node.first)) return at;
    left |= member.left, right |= member.right, several |= member.document != group_[node.first].document;
  }
  if (!left || !right || !several) return at;

  std::vector<Stretch> places;
  auto leave = [&](std::size_t from, std::size_t to, std::uint32_t words) {
    for (std::size_t i = from; i < to; ++i)
      if (group_[i].left || group_[i].right) places.push_back({group_[i].document, group_[i].at, words});
  };
  while (at.depth < Segment::kSortDepth) {
    // The largest part that goes on alike.
    Node best{at.first, at.first, at.depth};
    for (std::size_t i = at.first; i < at.last;) {
      std::size_t next = i + 1;
      std::uint32_t deepest = Segment::kSortDepth;
      for (; next < at.last && group_[next].shared > at.depth; ++next) deepest = std::min(deepest, group_[next].shared);
      if (next - i > best.last - best.first) best = {i, next, deepest};
      i = next;
    }
    const std::size_t going_on = best.last - best.first;
    if (going_on < 2 || double(going_on) < kMostGoOn * double(at.last - at.first)) break;
    leave(at.first, best.first, at.depth);
    leave(best.last, at.last, at.depth);
    at = best;
  }
  leave(at.first, at.last, at.depth);
  std::sort(places.begin(), places.end());
  formulas.push_back(std::move(places));
  return at;
}

}  // namespace stenogram::reuse
