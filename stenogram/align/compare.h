// Lays a quotation beside spoken words and names the runs that differ.
//
// Both sides are token ids from one vocabulary of the caller's, and every position is
// a half-open range of tokens, never of bytes. Reads no file, keeps no state and
// prints nothing, so any number of threads may call it at once.
//
// The alignment is Gotoh's (1982), three states a cell, semi-global: the quotation is
// laid out whole, the spoken side begins and ends where it suits. A generic diff will
// not do: it maximises what is common, so it pairs a quoted `the` with any `the` in
// reach and reports changes that nobody made. Here a run of changes costs more to open
// than to continue, and a word in place of a word costs less than one out and one in.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "stenogram/base/span.h"

namespace stenogram::align {

using TokenId = std::uint32_t;

// `rendered` is an equivalence: other tokens that say the same. `dropped` was spoken
// but not quoted; `added` was quoted but never spoken; `abridged` was dropped where the
// quotation marks an omission, or in brackets of the record, and cost nothing.
enum class Change : std::uint8_t { kept, rendered, replaced, dropped, added, abridged };

// The runs of a comparison tile the quotation and the spoken stretch: each begins
// where the last ended. Kept and replaced runs are as long on one side as on the other.
struct Run {
  Change change;
  TokenRange quoted;
  TokenRange spoken;
  bool operator==(const Run&) const = default;
};

// Tokens that stand for other tokens: `don't` for `do not`, `1000` for `one thousand`,
// `email` for `e mail`. At most kLongestEquivalence tokens on either side, at least
// one on both.
struct Equivalence {
  TokenRange quoted;
  TokenRange spoken;
  std::uint32_t cost = 1;  // against kReplaced for a word in another's place; 0: the same words
};
inline constexpr std::uint32_t kLongestEquivalence = 12;

// What changes cost. A dropped run costs little to continue, because a quotation of n
// words may leave out up to n before its ends are too far apart to be one passage.
// A word that stands a few words on is rather found there than replaced here, and any
// number of words replaced cost less than as many out and in.
inline constexpr std::uint32_t kReplaced = 10;
inline constexpr std::uint32_t kDroppedOpen = 5, kDroppedEach = 1;
inline constexpr std::uint32_t kAddedOpen = 5, kAddedEach = 9;
inline constexpr std::uint32_t kBracketedEach = 1;  // in the quoter's brackets: said so, hence cheap

struct Sides {
  std::span<const TokenId> quoted, spoken;
  // For each gap before, between and after the quoted tokens (size() + 1 of them, or
  // none at all): whether a mark of omission stands there.
  std::span<const std::uint8_t> omission_at;
  std::span<const std::uint8_t> quoted_bracketed;  // one a token, or none at all
  std::span<const std::uint8_t> spoken_bracketed;
  std::span<const Equivalence> equivalences;  // in any order
};

struct Comparison {
  std::vector<Run> runs;
  TokenRange spoken;  // from the first token laid beside the quotation to the last
  std::uint64_t cost = 0;
};

// Where in `spoken` the quotation fits best, and how. Among equally good fits the one
// that abridges fewest tokens, then the earliest. An empty quotation has no runs.
//
// Time and memory quoted.size() * spoken.size() while that is at most kMostCells;
// beyond, both sides are first pinned together at their common unique phrases and only
// the gaps are compared, so memory stays bounded and the result may be short of best.
Comparison place(const Sides& sides);

// The same, with the spoken side laid out whole as well.
Comparison compare(const Sides& sides);

inline constexpr std::uint64_t kMostCells = 1u << 24;

// "=3 ~1 -2 +1 .4 @2": kept, replaced, dropped, added, abridged, rendered (by the
// longer side); for tests and --explain.
std::string printed(const Comparison& comparison);

// The cost of given runs, by the same rules; tests hold place() to it.
std::uint64_t cost_of(const Sides& sides, std::span<const Run> runs);

}  // namespace stenogram::align
