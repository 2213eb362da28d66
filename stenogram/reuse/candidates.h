// Which earlier transcripts of an archive may carry the words of one: those that share
// runs of words which are rare in it.
//
// One run is taken of every kStep words of the transcript and looked up in the suffix
// arrays of the index, so nothing is kept beside it. Where the transcript stands in the
// index itself, the run begins at the rarest word of its step, so that few suffixes are
// left to search among; a word that is said only once or twice has no place elsewhere, and
// is no beginning. A run that stands in many places is a formula and says nothing. Cost:
// about one look-up for every kStep words in each live segment (their number is bounded),
// so it grows with the logarithm of the archive. Pure; any thread.
#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "stenogram/concordance/index.h"
#include "stenogram/concordance/mapped.h"

namespace stenogram::reuse {

inline constexpr std::uint32_t kStep = 32;           // words from one run to the next
inline constexpr std::uint32_t kLeastRun = 5;        // words of a run,
inline constexpr std::uint32_t kLeastRunBytes = 24;  // and bytes of their keys: short words say little
inline constexpr std::uint32_t kLeastSaid = 3;       // times that a run's first word stands in its segment
inline constexpr std::uint32_t kFormula = 96;        // earlier places that make a run a formula
inline constexpr std::size_t kMostCandidates = 24;

struct Candidate {
  concordance::DocumentNumber document = 0;
  std::uint32_t segment = 0, row = 0;  // where it stands
  std::uint32_t votes = 0;             // runs that it shares
  std::uint32_t words = 0;             // its length
};

// A text to find copies of: its words, and where no run may reach across. Words are tokens
// of a segment, or, of a text that is in none, search keys.
struct Sought {
  const concordance::Segment* segment = nullptr;
  std::vector<concordance::Token> tokens;
  std::vector<std::string_view> keys;
  std::vector<std::uint32_t> ends;  // of its stretches, ascending

  std::uint32_t words() const { return std::uint32_t(segment ? tokens.size() : keys.size()); }
  std::string_view key(std::uint32_t at) const { return segment ? segment->key_of(tokens[at]) : keys[at]; }
};
Sought sought_in(const concordance::Segment& segment, std::uint32_t row);

// Candidates numbered below `before`, the likeliest first, at most kMostCandidates. `mapped` is told now and then.
std::vector<Candidate> candidates(const concordance::Index& index, const Sought& sought,
                                  concordance::DocumentNumber before, concordance::MappedLimit* mapped = nullptr);

}  // namespace stenogram::reuse
