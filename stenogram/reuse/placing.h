// Places transcripts: finds which are copies of one interview, and keeps it in the record.
//
//   ingest -> [new numbers] -> candidates (index) -> blocks (index) -> relation (documents) -> table `copy`
//
// Each transcript is held against those that were added before it, so a pair is looked at
// once, and an archive that is placed anew has the same links. Placing goes on from where
// it stopped: what an interrupted ingest left is placed by the next one. Transcripts
// without turns (a recogniser's output without voices) are no part of the index; a few of
// their runs of words are kept in the record (table `sketch`) so that later ones find them.
#pragma once
#include <cstdint>
#include <string_view>

#include "stenogram/base/progress.h"
#include "stenogram/base/result.h"
#include "stenogram/corpus/corpus.h"

namespace stenogram::reuse {

struct Placed {
  std::uint64_t transcripts = 0, links = 0;
};

// Places what has been added since the last time. The corpus is open to be written; one
// thread calls, `threads` work (0: as many as there are cores). What is placed when
// Progress stops it stays.
Result<Placed> place(corpus::Corpus& corpus, Progress& progress = no_progress(), unsigned threads = 0);

// Forgets all links but people's decisions, and places everything anew.
Result<Placed> place_all(corpus::Corpus& corpus, Progress& progress = no_progress(), unsigned threads = 0);

// How many transcripts still wait to be placed.
Result<std::uint64_t> unplaced(archive::Archive& record);

// Two transcripts, by their ids, are copies of one interview, or are not: a person's
// decision, which outlives re-reading and holds against whatever placing finds.
// Error::not_found where an id names nothing, Error::usage where both are one.
Status join(corpus::Corpus& corpus, std::string_view a, std::string_view b, std::string_view reason);
Status split(corpus::Corpus& corpus, std::string_view a, std::string_view b, std::string_view reason);

}  // namespace stenogram::reuse
