#include "stenogram/reuse/gathering.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

namespace stenogram::reuse {
namespace {

// Stretches that overlap by this share of what they cover together are one place.
constexpr double kOnePlace = 0.5;
// Formulas that overlap at this share of the places of the rarer one are one formula.
constexpr double kOneFormula = 0.5;
// A side of a match is a formula's if this share of its words is; what it has more is a
// longer wording of it.
constexpr double kWithin = 0.5;
// Places that begin before a stretch does and may reach into it.
constexpr std::size_t kLookedBack = 64;

class Sets {
 public:
  explicit Sets(std::size_t size) : above_(size) { std::iota(above_.begin(), above_.end(), 0u); }
  std::uint32_t top(std::uint32_t one) {
    while (above_[one] != one) one = above_[one] = above_[above_[one]];
    return one;
  }
  void join(std::uint32_t one, std::uint32_t other) {
    one = top(one), other = top(other);
    if (one != other) above_[std::max(one, other)] = std::min(one, other);
  }

 private:
  std::vector<std::uint32_t> above_;
};

std::uint32_t overlap(const Stretch& a, const Stretch& b) {
  if (a.document != b.document) return 0;
  const Position begin = std::max(a.begin, b.begin), end = std::min(a.end(), b.end());
  return begin < end ? end - begin : 0;
}

// A stretch, and whose it is.
struct Owned {
  Stretch stretch;
  std::uint32_t owner = 0;
  auto operator<=>(const Owned&) const = default;
};

// Stretches in order that touch become one.
void merge_touching(std::vector<Stretch>& stretches) {
  std::sort(stretches.begin(), stretches.end());
  std::size_t kept = 0;
  for (const Stretch& stretch : stretches) {
    if (kept > 0 && overlap(stretches[kept - 1], stretch) > 0) {
      Stretch& before = stretches[kept - 1];
      before.words = std::max(before.end(), stretch.end()) - before.begin;
    } else {
      stretches[kept++] = stretch;
    }
  }
  stretches.resize(kept);
}

// Formulas that mostly stand at the same places.
std::vector<std::vector<Stretch>> merged(std::vector<std::vector<Stretch>> formulas) {
  std::vector<Owned> all;
  for (std::uint32_t i = 0; i < formulas.size(); ++i)
    for (const Stretch& stretch : formulas[i]) all.push_back({stretch, i});
  std::sort(all.begin(), all.end());
  std::unordered_map<std::uint64_t, std::uint32_t> together;
  for (std::size_t i = 0; i < all.size(); ++i)
    for (std::size_t j = i; j-- > 0 && i - j <= kLookedBack && all[j].stretch.document == all[i].stretch.document;) {
      if (all[j].owner == all[i].owner) continue;
      const std::uint32_t common = overlap(all[j].stretch, all[i].stretch);
      if (2 * common < std::min(all[j].stretch.words, all[i].stretch.words) || common == 0) continue;
      const auto [low, high] = std::minmax(all[j].owner, all[i].owner);
      ++together[std::uint64_t(low) << 32 | high];
    }
  Sets sets(formulas.size());
  for (auto [both, times] : together) {
    const std::uint32_t low = std::uint32_t(both >> 32), high = std::uint32_t(both);
    if (double(times) >= kOneFormula * double(std::min(formulas[low].size(), formulas[high].size())))
      sets.join(low, high);
  }
  for (std::uint32_t i = 0; i < formulas.size(); ++i) {
    const std::uint32_t top = sets.top(i);
    if (top == i) continue;
    formulas[top].insert(formulas[top].end(), formulas[i].begin(), formulas[i].end());
    formulas[i].clear();
  }
  std::erase_if(formulas, [](const auto& formula) { return formula.empty(); });
  for (auto& formula : formulas) merge_touching(formula);
  return formulas;
}

// Which formulas a stretch lies in.
class FormulaPlaces {
 public:
  explicit FormulaPlaces(const std::vector<std::vector<Stretch>>& formulas) {
    for (std::uint32_t i = 0; i < formulas.size(); ++i)
      for (const Stretch& stretch : formulas[i]) all_.push_back({stretch, i});
    std::sort(all_.begin(), all_.end());
  }
  // Those that hold much of the stretch.
  void within(const Stretch& stretch, std::vector<std::uint32_t>& out) const {
    out.clear();
    auto after = std::lower_bound(all_.begin(), all_.end(), Owned{{stretch.document, stretch.end(), 0}, 0});
    for (std::size_t back = 0; after != all_.begin() && back < kLookedBack; ++back) {
      const Owned& one = *--after;
      if (one.stretch.document != stretch.document) break;
      if (double(overlap(one.stretch, stretch)) >= kWithin * double(stretch.words)) out.push_back(one.owner);
    }
  }

 private:
  std::vector<Owned> all_;
};

Stretch a_side(const Match& match) { return {match.a_document, match.a_begin, match.a_words}; }
Stretch b_side(const Match& match) { return {match.b_document, match.b_begin, match.b_words}; }

// Takes away the matches that formulas account for.
void give_to_formulas(std::vector<Match>& matches, std::vector<std::vector<Stretch>>& formulas) {
  const FormulaPlaces places(formulas);
  std::vector<std::uint32_t> a, b;
  std::vector<std::pair<std::uint32_t, Stretch>> further;
  std::erase_if(matches, [&](const Match& match) {
    places.within(a_side(match), a);
    places.within(b_side(match), b);
    for (std::uint32_t one : a)
      if (std::find(b.begin(), b.end(), one) != b.end()) {
        further.push_back({one, a_side(match)});
        further.push_back({one, b_side(match)});
        return true;
      }
    // A wording of the formula on the other side, changed too much to be met exactly.
    if (a.empty() == b.empty()) return false;
    further.push_back({a.empty() ? b.front() : a.front(), a.empty() ? a_side(match) : b_side(match)});
    return true;
  });
  for (auto& [formula, stretch] : further) formulas[formula].push_back(stretch);
  for (auto& formula : formulas) merge_touching(formula);
}

}  // namespace

Gathered gather(std::vector<Match> matches, std::vector<std::vector<Stretch>> formulas) {
  formulas = merged(std::move(formulas));
  if (!formulas.empty()) give_to_formulas(matches, formulas);
  Gathered gathered;
  for (const auto& formula : formulas) {
    if (formula.size() < 2) continue;
    const std::uint64_t first = gathered.members.size();
    gathered.members.insert(gathered.members.end(), formula.begin(), formula.end());
    gathered.objects.push_back({first, gathered.members.size(), true, 0, 0});
  }
  formulas = {};

  // Sides in order; each joins the first place that it is nearly the same as.
  std::vector<Owned> sides;
  sides.reserve(2 * matches.size());
  for (std::uint32_t i = 0; i < matches.size(); ++i) {
    sides.push_back({a_side(matches[i]), 2 * i});
    sides.push_back({b_side(matches[i]), 2 * i + 1});
  }
  std::sort(sides.begin(), sides.end());
  std::vector<Stretch> places;
  std::vector<std::uint32_t> place_of(sides.size());
  for (const Owned& side : sides) {
    std::uint32_t place = std::uint32_t(places.size());
    for (std::size_t back = 0; back < std::min(places.size(), kLookedBack); ++back) {
      const Stretch& before = places[places.size() - 1 - back];
      if (before.document != side.stretch.document) break;
      const std::uint32_t common = overlap(before, side.stretch);
      if (double(common) < kOnePlace * double(before.words + side.stretch.words - common)) continue;
      place = std::uint32_t(places.size() - 1 - back);
      break;
    }
    if (place == places.size()) places.push_back(side.stretch);
    else places[place].words = std::max(places[place].end(), side.stretch.end()) - places[place].begin;
    place_of[side.owner] = place;
  }
  sides = {};

  Sets sets(places.size());
  for (std::uint32_t i = 0; i < matches.size(); ++i) sets.join(place_of[2 * i], place_of[2 * i + 1]);
  std::vector<std::uint32_t> order(places.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(),
            [&](std::uint32_t x, std::uint32_t y) { return std::pair(sets.top(x), x) < std::pair(sets.top(y), y); });
  std::vector<std::uint32_t> object_of(places.size());
  for (std::size_t i = 0; i < order.size();) {
    const std::uint32_t top = sets.top(order[i]);
    const std::uint64_t first = gathered.members.size();
    for (; i < order.size() && sets.top(order[i]) == top; ++i) {
      const Stretch& place = places[order[i]];
      object_of[order[i]] = std::uint32_t(gathered.objects.size());
      // Places are in order, so what overlaps is next to one another.
      if (gathered.members.size() > first && overlap(gathered.members.back(), place) > 0) {
        Stretch& before = gathered.members.back();
        before.words = std::max(before.end(), place.end()) - before.begin;
      } else {
        gathered.members.push_back(place);
      }
    }
    gathered.objects.push_back({first, gathered.members.size(), false, 0, 0});
  }
  for (std::uint32_t i = 0; i < matches.size(); ++i) {
    Gathered::Object& object = gathered.objects[object_of[place_of[2 * i]]];
    if (matches[i].kept < object.kept) continue;
    object.kept = matches[i].kept, object.changed = matches[i].changed;
  }
  return gathered;
}

}  // namespace stenogram::reuse
