#include "stenogram/align/compare.h"

#include <algorithm>
#include <array>
#include <cassert>

#include "stenogram/align/chain.h"
#include "stenogram/align/table.h"

namespace stenogram::align {
namespace {

char sign_of(Change change) {
  switch (change) {
    case Change::kept: return '=';
    case Change::rendered: return '@';
    case Change::replaced: return '~';
    case Change::dropped: return '-';
    case Change::added: return '+';
    case Change::abridged: return '.';
  }
  return '?';
}

Comparison lay_out(const Sides& sides, Ends ends) {
  Comparison result;
  if (sides.quoted.empty() && ends == kFreeEnds) return result;
  Problem problem(sides);
  Box box{{0, sides.quoted.size()}, {0, sides.spoken.size()}, ends};
  chain(problem, box, result.runs);
  merge_runs(result.runs);
  if (!result.runs.empty()) result.spoken = {result.runs.front().spoken.begin, result.runs.back().spoken.end};
  result.cost = cost_of(sides, result.runs);
  return result;
}

}  // namespace

Comparison place(const Sides& sides) { return lay_out(sides, kFreeEnds); }

Comparison compare(const Sides& sides) { return lay_out(sides, kFixedEnds); }

void merge_runs(std::vector<Run>& runs) {
  std::vector<Run> merged;
  for (const Run& run : runs) {
    if (run.quoted.empty() && run.spoken.empty()) continue;
    // Renderings stay apart: each is one equivalence.
    if (!merged.empty() && merged.back().change == run.change && run.change != Change::rendered) {
      merged.back().quoted.end = run.quoted.end;
      merged.back().spoken.end = run.spoken.end;
    } else {
      merged.push_back(run);
    }
  }
  runs = std::move(merged);
}

std::string printed(const Comparison& comparison) {
  std::string text;
  for (const Run& run : comparison.runs) {
    if (!text.empty()) text += ' ';
    text += sign_of(run.change);
    text += std::to_string(std::max(run.quoted.size(), run.spoken.size()));
  }
  return text;
}

std::uint64_t cost_of(const Sides& sides, std::span<const Run> runs) {
  Problem problem(sides);
  std::uint64_t cost = 0;
  bool dropping = false, adding = false;  // inside a run of paid drops, of additions
  for (const Run& run : runs) {
    bool was_dropping = dropping, was_adding = adding;
    dropping = adding = false;
    switch (run.change) {
      case Change::kept: break;
      case Change::abridged: break;
      case Change::rendered: cost += problem.cheapest(run.quoted, run.spoken); break;
      case Change::replaced:
        for (std::uint64_t k = 0; k < run.quoted.size(); ++k)
          cost += problem.bracketed(run.quoted.begin + k) ? kBracketedEach : kReplaced;
        break;
      case Change::dropped:
        for (std::uint64_t j = run.spoken.begin; j < run.spoken.end; ++j) {
          if (problem.beside_bracket(run.quoted.begin)) {
            cost += kBracketedEach;
          } else {
            cost += kDroppedEach + (was_dropping ? 0 : kDroppedOpen);
          }
          was_dropping = true;
        }
        dropping = true;
        break;
      case Change::added:
        for (std::uint64_t i = run.quoted.begin; i < run.quoted.end; ++i) {
          if (problem.bracketed(i)) {
            cost += kBracketedEach;
            was_adding = false;
          } else {
            cost += kAddedEach + (was_adding ? 0 : kAddedOpen);
            was_adding = true;
          }
        }
        adding = was_adding;
        break;
    }
  }
  return cost;
}

}  // namespace stenogram::align
