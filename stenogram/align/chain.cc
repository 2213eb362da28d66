#include "stenogram/align/chain.h"

#include <algorithm>
#include <unordered_map>

namespace stenogram::align {
namespace {

// Lengths of phrase tried for pins, longest first. A phrase of one token is the last
// resort: unique tokens still say more than nothing.
constexpr std::uint64_t kPhrases[] = {16, 8, 4, 2, 1};

// How much spoken text beside an unpinned head or tail is worth a look, for each of
// its tokens and in all.
constexpr std::uint64_t kReach = 3, kLeastReach = 256;

struct Pin {
  std::uint64_t quoted, spoken;
};

// Where each phrase begins on each side, for phrases that occur once on both.
struct Seen {
  std::uint64_t quoted = 0, spoken = 0;
  std::uint32_t quoted_count = 0, spoken_count = 0;
};

std::uint64_t mixed(std::uint64_t hash, TokenId token) {
  hash = (hash ^ (token + 1)) * 0x9E3779B97F4A7C15ull;
  return hash ^ hash >> 29;
}

template <class TokenAt>
std::uint64_t phrase_hash(TokenAt token_at, std::uint64_t begin, std::uint64_t length) {
  std::uint64_t hash = length;
  for (std::uint64_t k = 0; k < length; ++k) hash = mixed(hash, token_at(begin + k));
  return hash;
}

std::vector<Pin> unique_common(const Problem& problem, const Box& box, std::uint64_t length) {
  std::unordered_map<std::uint64_t, Seen> seen;
  auto quoted_at = [&](std::uint64_t i) { return problem.quoted(i); };
  auto spoken_at = [&](std::uint64_t j) { return problem.spoken(j); };
  for (std::uint64_t i = box.quoted.begin; i + length <= box.quoted.end; ++i) {
    Seen& phrase = seen[phrase_hash(quoted_at, i, length)];
    phrase.quoted = i, ++phrase.quoted_count;
  }
  for (std::uint64_t j = box.spoken.begin; j + length <= box.spoken.end; ++j) {
    auto found = seen.find(phrase_hash(spoken_at, j, length));
    if (found != seen.end()) found->second.spoken = j, ++found->second.spoken_count;
  }
  std::vector<Pin> pins;
  for (const auto& [hash, phrase] : seen)
    if (phrase.quoted_count == 1 && phrase.spoken_count == 1) pins.push_back({phrase.quoted, phrase.spoken});
  std::sort(pins.begin(), pins.end(), [](Pin a, Pin b) { return a.quoted < b.quoted; });
  return pins;
}

// The longest chain of pins that rises on both sides. O(n log n).
std::vector<Pin> longest_chain(const std::vector<Pin>& pins) {
  std::vector<std::size_t> tails;  // index of the pin ending the best chain of each length
  std::vector<std::size_t> before(pins.size(), pins.size());
  for (std::size_t k = 0; k < pins.size(); ++k) {
    auto at = std::lower_bound(tails.begin(), tails.end(), pins[k].spoken,
                               [&](std::size_t tail, std::uint64_t spoken) { return pins[tail].spoken < spoken; });
    if (at != tails.begin()) before[k] = *(at - 1);
    if (at == tails.end()) tails.push_back(k);
    else *at = k;
  }
  std::vector<Pin> chosen;
  if (!tails.empty())
    for (std::size_t k = tails.back(); k < pins.size(); k = before[k]) chosen.push_back(pins[k]);
  std::reverse(chosen.begin(), chosen.end());
  return chosen;
}

void pin_down(const Problem& problem, Box box, std::size_t phrase, std::vector<Run>& runs);

// Nothing pins the sides: the quoted part stands alone and what was spoken is passed over.
void give_up(const Problem& problem, const Box& box, std::vector<Run>& runs) {
  std::uint64_t at = box.ends.free_before ? box.spoken.end : box.spoken.begin;
  if (!box.ends.free_before && !box.ends.free_after)
    for (std::uint64_t j = box.spoken.begin; j < box.spoken.end; ++j, at = j) {
      bool free = problem.omission(box.quoted.begin) || problem.optional(j);
      runs.push_back({free ? Change::abridged : Change::dropped, {box.quoted.begin, box.quoted.begin}, {j, j + 1}});
    }
  if (!box.quoted.empty()) runs.push_back({Change::added, box.quoted, {at, at}});
}

// An unpinned head or tail may lie anywhere beyond the pin; look only as far as a
// passage could reach, unless a mark of omission allows more than that.
Box within_reach(const Problem& problem, Box box) {
  std::uint64_t reach = std::max(kLeastReach, kReach * box.quoted.size());
  for (std::uint64_t gap = box.quoted.begin; gap <= box.quoted.end; ++gap)
    if (problem.omission(gap)) return box;
  if (box.spoken.size() <= reach) return box;
  if (box.ends.free_before && !box.ends.free_after) box.spoken.begin = box.spoken.end - reach;
  if (box.ends.free_after && !box.ends.free_before) box.spoken.end = box.spoken.begin + reach;
  return box;
}

void pin_down(const Problem& problem, Box box, std::size_t phrase, std::vector<Run>& runs) {
  box = within_reach(problem, box);
  if ((box.quoted.size() + 1) * (box.spoken.size() + 1) <= kMostCells) return fill(problem, box, runs);
  for (; phrase < std::size(kPhrases); ++phrase) {
    std::uint64_t length = kPhrases[phrase];
    std::vector<Pin> pins = longest_chain(unique_common(problem, box, length));
    if (pins.empty()) continue;
    Box gap{{box.quoted.begin, 0}, {box.spoken.begin, 0}, {box.ends.free_before, false}};
    for (Pin pin : pins) {
      // Phrases that overlap the one before are already laid out.
      if (pin.quoted < gap.quoted.begin || pin.spoken < gap.spoken.begin) continue;
      gap.quoted.end = pin.quoted, gap.spoken.end = pin.spoken;
      if (!gap.quoted.empty() || (!gap.spoken.empty() && !gap.ends.free_before))
        pin_down(problem, gap, phrase + 1, runs);
      runs.push_back({Change::kept, {pin.quoted, pin.quoted + length}, {pin.spoken, pin.spoken + length}});
      gap.quoted.begin = pin.quoted + length, gap.spoken.begin = pin.spoken + length;
      gap.ends = kFixedEnds;
    }
    gap.quoted.end = box.quoted.end, gap.spoken.end = box.spoken.end;
    gap.ends.free_after = box.ends.free_after;
    if (!gap.quoted.empty() || (!gap.spoken.empty() && !gap.ends.free_after)) pin_down(problem, gap, phrase + 1, runs);
    return;
  }
  give_up(problem, box, runs);
}

}  // namespace

// Depth is bounded by the number of phrase lengths: each descent tries a shorter one.
void chain(const Problem& problem, const Box& box, std::vector<Run>& runs) { pin_down(problem, box, 0, runs); }

}  // namespace stenogram::align
