#include "stenogram/reuse/joining.h"

#include <algorithm>

namespace stenogram::reuse {
namespace {

constexpr std::size_t kLookedBack = 24;   // pieces that a piece may be joined to
constexpr std::uint32_t kMargin = 12;     // words around a stretch that alignment may take in
constexpr std::uint64_t kLongest = 8192;  // words of a stretch that is laid out again

std::uint32_t gap_after(Position end, Position begin) { return begin > end ? begin - end : 0; }

std::uint32_t common(Position begin, Position end, Position other_begin, Position other_end) {
  const Position first = std::max(begin, other_begin), last = std::min(end, other_end);
  return first < last ? last - first : 0;
}

// Whether nearly all of a piece is in the other match, on both sides.
constexpr double kNearlyAll = 0.8;
bool holds_nearly(const Match& outer, const Match& piece) {
  return common(outer.a_begin, outer.a_end(), piece.a_begin, piece.a_end()) >= kNearlyAll * piece.a_words &&
         common(outer.b_begin, outer.b_end(), piece.b_begin, piece.b_end()) >= kNearlyAll * piece.b_words;
}

bool holds(const Match& outer, const Match& inner) {
  return outer.a_begin <= inner.a_begin && inner.a_end() <= outer.a_end() && outer.b_begin <= inner.b_begin &&
         inner.b_end() <= outer.b_end();
}

}  // namespace

bool Joiner::one_utterance(std::uint32_t segment, Position from, Position to) const {
  for (Position at = from; at < to; ++at)
    if (columns_.word(segment, at) == 0) return false;
  return true;
}

std::vector<Match> Joiner::join(const std::vector<Match>& found) {
  std::vector<Match> joined;
  for (std::size_t i = 0; i < found.size();) {
    std::size_t next = i + 1;
    while (next < found.size() && found[next].a_document == found[i].a_document &&
           found[next].b_document == found[i].b_document)
      ++next;
    join_pair(found.data() + i, found.data() + next, joined);
    i = next;
  }
  return joined;
}

void Joiner::join_pair(const Match* first, const Match* last, std::vector<Match>& out) {
  const std::uint32_t a = territory_.segment_of(first->a_document), b = territory_.segment_of(first->b_document);
  std::vector<Match> open;
  for (const Match* match = first; match != last; ++match) {
    bool taken = false;
    for (std::size_t back = 0; back < std::min(open.size(), kLookedBack) && !taken; ++back) {
      Match& before = open[open.size() - 1 - back];
      if (holds(before, *match)) {
        taken = true;
        break;
      }
      // Near one another on both sides, and about as far on the one as on the other.
      const std::uint32_t gap =
          std::max(kWidestGap, std::uint32_t(kWidestGapShare * (std::min(before.a_words, before.b_words) +
                                                                std::min(match->a_words, match->b_words))));
      const std::uint32_t a_gap = gap_after(before.a_end(), match->a_begin),
                          b_gap = gap_after(before.b_end(), match->b_begin);
      if (a_gap > gap || b_gap > gap || match->b_end() < before.b_begin) continue;
      const std::int64_t slip =
          (std::int64_t(match->a_begin) - before.a_begin) - (std::int64_t(match->b_begin) - before.b_begin);
      const std::int64_t slip_end =
          (std::int64_t(match->a_end()) - before.a_end()) - (std::int64_t(match->b_end()) - before.b_end());
      if (std::min(std::abs(slip), std::abs(slip_end)) > std::int64_t(gap)) continue;
      if (!one_utterance(a, before.a_end(), match->a_begin) || !one_utterance(b, before.b_end(), match->b_begin))
        continue;
      const Position a_end = std::max(before.a_end(), match->a_end()), b_end = std::max(before.b_end(), match->b_end());
      before.a_begin = std::min(before.a_begin, match->a_begin),
      before.b_begin = std::min(before.b_begin, match->b_begin);
      before.a_words = a_end - before.a_begin, before.b_words = b_end - before.b_begin;
      before.kept = std::uint16_t(std::min<std::uint32_t>(std::uint32_t(before.kept) + match->kept, Match::kMost));
      before.changed = std::uint16_t(std::min<std::uint32_t>(
          std::uint32_t(before.changed) + match->changed + std::max(a_gap, b_gap), Match::kMost));
      before.longest = std::max(before.longest, match->longest);
      before.parts = std::uint16_t(std::min<std::uint32_t>(before.parts + 1u, Match::kMost));
      taken = true;
    }
    if (!taken) open.push_back(*match);
  }
  const std::size_t begin = out.size();
  bool joined = false;
  for (Match& match : open) {
    joined |= match.parts > 1;
    // A piece without a change has the boundaries it needs.
    if (match.parts > 1 || match.changed > 0) settle(match);
    match.parts = 1;
    if (is_passage(match)) out.push_back(match);
  }
  // Words laid beside words follow one line; a piece that lies off it, because a phrase
  // comes back or two changed places, stands for itself.
  for (const Match* match = first; joined && match != last; ++match)
    if (is_passage(*match) && std::none_of(out.begin() + std::ptrdiff_t(begin), out.end(),
                                           [&](const Match& other) { return holds_nearly(other, *match); }))
      out.push_back(*match);
  std::sort(out.begin() + std::ptrdiff_t(begin), out.end());
  // Boundaries set anew may have made one of two.
  auto end = std::unique(out.begin() + std::ptrdiff_t(begin), out.end(),
                         [](const Match& x, const Match& y) { return holds(x, y) || holds(y, x); });
  out.erase(end, out.end());
}

void Joiner::settle(Match& match) {
  if (match.a_words > kLongest || match.b_words > kLongest) return;
  const std::uint32_t a = territory_.segment_of(match.a_document), b = territory_.segment_of(match.b_document);
  auto widened = [&](std::uint32_t segment, Position& begin, Position& end) {
    for (std::uint32_t i = 0; i < kMargin && columns_.before(segment, begin) != 0; ++i) --begin;
    for (std::uint32_t i = 0; i < kMargin && columns_.word(segment, end) != 0; ++i) ++end;
  };
  Position a_begin = match.a_begin, a_end = match.a_end(), b_begin = match.b_begin, b_end = match.b_end();
  widened(a, a_begin, a_end);
  widened(b, b_begin, b_end);
  const Alike alike = extender_.align_locally(a, a_begin, a_end, b, b_begin, b_end);
  if (alike.kept == 0) return;
  const Match before = match;
  match.a_begin = alike.a_begin, match.a_words = alike.a_end - alike.a_begin;
  match.b_begin = alike.b_begin, match.b_words = alike.b_end - alike.b_begin;
  match.kept = std::uint16_t(std::min(alike.kept, Match::kMost));
  match.changed = std::uint16_t(std::min(alike.changed, Match::kMost));
  match.longest = std::uint16_t(std::min(alike.longest, Match::kMost));
  // What was a passage stays one, though less of what surrounds it be in it.
  if (is_passage(before) && !is_passage(match)) match = before;
}

}  // namespace stenogram::reuse
