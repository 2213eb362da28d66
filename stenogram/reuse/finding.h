// Finding all runs of words that different interviews share.
//
//   words -> groups that begin alike -> matches of two -> passages and formulas
//            concordance/repeats.h      seeds.h, extend.h  joining.h, gathering.h
//
// Works on the index alone: numbers of words, no text. docs/reuse.md tells the method.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "stenogram/base/progress.h"
#include "stenogram/base/result.h"
#include "stenogram/concordance/repeats.h"
#include "stenogram/reuse/gathering.h"

namespace stenogram::reuse {

struct FindOptions {
  SeedOptions seeds;
  double copy_coverage = 0.6;           // transcripts that share this much of the shorter are copies,
  std::uint64_t copy_words = 50;        // if that has so many words
  unsigned threads = 0;                 // 0: as many as there are cores
  std::uint64_t memory = 256ull << 20;  // bytes for matches before they are put together; beyond it files are used
};

struct CopyPair {
  std::uint32_t a = 0, b = 0;  // documents
  double coverage = 0;         // of the words of the shorter
};

struct FoundRuns {
  Gathered gathered;
  std::vector<Match> matches;             // of two interviews each, in order; what gathered was made of
  std::vector<CopyPair> copies;           // told by coverage
  std::vector<std::uint32_t> interviews;  // of each document, those of `copies` joined
  std::uint64_t pairs_tried = 0, spilled = 0;
  bool stopped = false;  // Progress asked for it; nothing else is filled in then
};

// `interviews` says of each document (a Territory's) which interview it is of; empty: each
// its own. `left` and `right` as in Sides; `selection` holds both.
// Any number of threads may ask at once; this one uses `threads` of its own.
Result<FoundRuns> find_runs(const concordance::Columns& columns, const Territory& territory,
                            const concordance::Selection& selection, const Sides& sides,
                            std::vector<std::uint32_t> interviews, const FindOptions& options,
                            Progress& progress = no_progress());

}  // namespace stenogram::reuse
