#include "stenogram/align/table.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <limits>
#include <tuple>
#include <utility>

namespace stenogram::align {
namespace {

// Costs are compared first by what was changed, then by how much was abridged: one
// number holds both, and a table of any size we fill cannot carry from one to the other.
using Cost = std::uint64_t;
constexpr Cost kUnit = Cost(1) << 32;
constexpr Cost kNever = std::numeric_limits<Cost>::max() / 4;

// The last step into a cell: both sides moved, the spoken side was dropped, the quoted
// side was added.
enum State : std::uint8_t { both, drop, add, none };

// One byte a cell tells for each state which state it was reached from.
constexpr std::uint8_t kEquivalent = 1 << 6;
constexpr std::uint8_t packed(State of_both, State of_drop, State of_add, bool equivalent) {
  return std::uint8_t(of_both | of_drop << 2 | of_add << 4 | (equivalent ? kEquivalent : 0));
}
constexpr State unpacked(std::uint8_t cell, State state) { return State(cell >> (2 * state) & 3); }

struct Cell {
  std::array<Cost, 3> cost{kNever, kNever, kNever};

  // The best way to be here; earlier states win ties, so that answers never vary.
  State best() const {
    State state = both;
    if (cost[drop] < cost[state]) state = drop;
    if (cost[add] < cost[state]) state = add;
    return state;
  }
};

struct Choice {
  Cost cost = kNever;
  State from = none;
  void offer(Cost other, State state) {
    if (other < cost) cost = other, from = state;
  }
};

class Table {
 public:
  Table(const Problem& problem, const Box& box)
      : problem_(problem),
        box_(box),
        width_(box.spoken.size() + 1),
        traces_((box.quoted.size() + 1) * width_),
        rows_(std::min<std::uint64_t>(box.quoted.size(), kLongestEquivalence) + 1, std::vector<Cell>(width_)) {}

  void run(std::vector<Run>& runs) {
    for (std::uint64_t i = 0; i <= box_.quoted.size(); ++i) fill_row(i);
    trace(runs);
  }

 private:
  std::vector<Cell>& row(std::uint64_t i) { return rows_[i % rows_.size()]; }

  void fill_row(std::uint64_t i) {
    std::vector<Cell>& here = row(i);
    // Those that end with this quoted word, in order of where they end in speech.
    std::span<const Equivalence> ending;
    if (i > 0) ending = problem_.ending_at(box_.quoted.begin + i);
    std::size_t next = 0;
    while (next < ending.size() && ending[next].spoken.end < box_.spoken.begin) ++next;
    for (std::uint64_t j = 0; j < width_; ++j) {
      Cell cell;
      bool equivalent = false;
      std::size_t first = next;
      while (next < ending.size() && ending[next].spoken.end == box_.spoken.begin + j) ++next;
      Choice reached = i == 0 ? start(j) : step(i, j, ending.subspan(first, next - first), equivalent);
      Choice dropped = j == 0 ? Choice() : drop_into(i, j, here[j - 1]);
      Choice added = i == 0 ? Choice() : add_into(i, row(i - 1)[j]);
      cell.cost = {reached.cost, dropped.cost, added.cost};
      here[j] = cell;
      traces_[i * width_ + j] = packed(reached.from, dropped.from, added.from, equivalent);
    }
  }

  // Before the first quoted token: anywhere for free, or at the very beginning.
  Choice start(std::uint64_t j) const {
    Choice choice;
    if (j == 0 || box_.ends.free_before) choice.offer(0, none);
    return choice;
  }

  Choice step(std::uint64_t i, std::uint64_t j, std::span<const Equivalence> ending, bool& equivalent) {
    Choice choice;
    std::uint64_t quoted = box_.quoted.begin + i - 1;
    if (j > 0) {
      const Cell& before = row(i - 1)[j - 1];
      bool same = problem_.quoted(quoted) == problem_.spoken(box_.spoken.begin + j - 1);
      // At an edge nothing says what a bracket stands for: the odd 1 prefers to add it.
      Cost cost = same ? 0 : problem_.bracketed(quoted) ? kBracketedEach * kUnit + 1 : kReplaced * kUnit;
      State from = before.best();
      if (before.cost[from] < kNever) choice.offer(before.cost[from] + cost, from);
    }
    for (const Equivalence& pair : ending) {
      if (pair.quoted.begin < box_.quoted.begin || pair.spoken.begin < box_.spoken.begin) continue;
      const Cell& before = row(pair.quoted.begin - box_.quoted.begin)[pair.spoken.begin - box_.spoken.begin];
      State from = before.best();
      if (before.cost[from] < kNever && before.cost[from] + pair.cost * kUnit < choice.cost) {
        choice.offer(before.cost[from] + pair.cost * kUnit, from);
        if (equivalent) winners_.pop_back();
        winners_.push_back({i, j, &pair});
        equivalent = true;
      }
    }
    return choice;
  }

  Choice drop_into(std::uint64_t i, std::uint64_t j, const Cell& before) const {
    Choice choice;
    // Dropping spoken words before the quotation has begun is what free ends are for.
    if (i == 0 && box_.ends.free_before) return choice;
    std::uint64_t gap = box_.quoted.begin + i, spoken = box_.spoken.begin + j - 1;
    if (problem_.omission(gap) || problem_.optional(spoken)) {
      for (State from : {both, drop, add}) choice.offer(before.cost[from] + 1, from);
    } else if (problem_.beside_bracket(gap)) {
      for (State from : {both, drop, add}) choice.offer(before.cost[from] + kBracketedEach * kUnit, from);
    } else {
      Cost opened = (kDroppedOpen + kDroppedEach) * kUnit;
      bool paid = j > 1 && !problem_.optional(spoken - 1);  // the drop before opened the run
      choice.offer(before.cost[both] + opened, both);
      choice.offer(before.cost[drop] + (paid ? kDroppedEach * kUnit : opened), drop);
      choice.offer(before.cost[add] + opened, add);
    }
    if (choice.cost >= kNever) choice = {};
    return choice;
  }

  Choice add_into(std::uint64_t i, const Cell& before) const {
    Choice choice;
    std::uint64_t quoted = box_.quoted.begin + i - 1;
    if (problem_.bracketed(quoted)) {
      for (State from : {both, drop, add}) choice.offer(before.cost[from] + kBracketedEach * kUnit, from);
    } else {
      Cost opened = (kAddedOpen + kAddedEach) * kUnit;
      bool paid = quoted > box_.quoted.begin && !problem_.bracketed(quoted - 1);
      choice.offer(before.cost[both] + opened, both);
      choice.offer(before.cost[drop] + opened, drop);
      choice.offer(before.cost[add] + (paid ? kAddedEach * kUnit : opened), add);
    }
    if (choice.cost >= kNever) choice = {};
    return choice;
  }

  // From the best end back to the start. A free end is never reached by a drop.
  void trace(std::vector<Run>& runs) {
    const std::vector<Cell>& last = row(box_.quoted.size());
    std::uint64_t i = box_.quoted.size(), j = width_ - 1;
    State state = last[j].best();
    if (box_.ends.free_after) {
      Cost best = kNever;
      for (std::uint64_t at = 0; at < width_; ++at)
        for (State end : {both, add})
          if (last[at].cost[end] < best) best = last[at].cost[end], j = at, state = end;
    }
    std::size_t first = runs.size();
    while (i > 0 || (j > 0 && !(box_.ends.free_before && state == both))) {
      std::uint8_t cell = traces_[i * width_ + j];
      std::uint64_t quoted = box_.quoted.begin + i, spoken = box_.spoken.begin + j;
      State from = unpacked(cell, state);
      if (state == drop) {
        bool free = problem_.omission(quoted) || problem_.optional(spoken - 1);
        runs.push_back({free ? Change::abridged : Change::dropped, {quoted, quoted}, {spoken - 1, spoken}});
        --j;
      } else if (state == add) {
        runs.push_back({Change::added, {quoted - 1, quoted}, {spoken, spoken}});
        --i;
      } else if (cell & kEquivalent) {
        const Equivalence& pair = equivalence_into(i, j);
        runs.push_back({Change::rendered, pair.quoted, pair.spoken});
        i = pair.quoted.begin - box_.quoted.begin;
        j = pair.spoken.begin - box_.spoken.begin;
      } else {
        bool same = problem_.quoted(quoted - 1) == problem_.spoken(spoken - 1);
        runs.push_back({same ? Change::kept : Change::replaced, {quoted - 1, quoted}, {spoken - 1, spoken}});
        --i, --j;
      }
      state = from;
      if (state == none) break;
    }
    std::reverse(runs.begin() + std::ptrdiff_t(first), runs.end());
  }

  // Equivalences are few, so their winners are kept beside the table, in its order.
  struct Winner {
    std::uint64_t i, j;
    const Equivalence* pair;
    auto order() const { return std::pair(i, j); }
  };

  const Equivalence& equivalence_into(std::uint64_t i, std::uint64_t j) const {
    auto at = std::lower_bound(winners_.begin(), winners_.end(), std::pair(i, j),
                               [](const Winner& winner, auto cell) { return winner.order() < cell; });
    assert(at != winners_.end() && at->order() == std::pair(i, j));
    return *at->pair;
  }

  const Problem& problem_;
  const Box& box_;
  std::uint64_t width_;
  std::vector<std::uint8_t> traces_;
  std::vector<std::vector<Cell>> rows_;  // the last few; equivalences reach back that far
  std::vector<Winner> winners_;
};

}  // namespace

Problem::Problem(const Sides& sides) : sides_(sides) {
  for (const Equivalence& pair : sides.equivalences) {
    bool sound = !pair.quoted.empty() && !pair.spoken.empty() && pair.quoted.end <= sides.quoted.size() &&
                 pair.spoken.end <= sides.spoken.size() && pair.quoted.size() <= kLongestEquivalence &&
                 pair.spoken.size() <= kLongestEquivalence;
    assert(sound);
    if (sound) by_end_.push_back(pair);
  }
  std::sort(by_end_.begin(), by_end_.end(), [](const Equivalence& a, const Equivalence& b) {
    return std::tuple(a.quoted.end, a.spoken.end, a.cost, a.quoted.begin, a.spoken.begin) <
           std::tuple(b.quoted.end, b.spoken.end, b.cost, b.quoted.begin, b.spoken.begin);
  });
  first_by_end_.assign(sides.quoted.size() + 2, std::uint32_t(by_end_.size()));
  for (std::size_t k = by_end_.size(); k-- > 0;) first_by_end_[by_end_[k].quoted.end] = std::uint32_t(k);
  for (std::size_t i = first_by_end_.size() - 1; i-- > 0;)
    first_by_end_[i] = std::min(first_by_end_[i], first_by_end_[i + 1]);
}

std::span<const Equivalence> Problem::ending_at(std::uint64_t i) const {
  return std::span(by_end_).subspan(first_by_end_[i], first_by_end_[i + 1] - first_by_end_[i]);
}

std::span<const Equivalence> Problem::ending_at(std::uint64_t i, std::uint64_t j) const {
  std::span<const Equivalence> row = ending_at(i);
  auto first = std::lower_bound(row.begin(), row.end(), j,
                                [](const Equivalence& pair, std::uint64_t end) { return pair.spoken.end < end; });
  auto last = first;
  while (last != row.end() && last->spoken.end == j) ++last;
  return {first, last};
}

std::uint32_t Problem::cheapest(TokenRange quoted, TokenRange spoken) const {
  for (const Equivalence& pair : ending_at(quoted.end, spoken.end))
    if (pair.quoted == quoted && pair.spoken == spoken) return pair.cost;
  assert(!"not equivalent");
  return kReplaced;
}

void fill(const Problem& problem, const Box& box, std::vector<Run>& runs) { Table(problem, box).run(runs); }

}  // namespace stenogram::align
