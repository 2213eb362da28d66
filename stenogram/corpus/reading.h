// A capture read into documents, whether it goes into an archive or not.
//
// Pure; any thread.
#pragma once
#include <vector>

#include "stenogram/capture/read.h"
#include "stenogram/corpus/document.h"
#include "stenogram/transcript/tiles.h"

namespace stenogram::corpus {

// What the reading of the page left in doubt becomes a doubt of the transcript in whose
// region it lies.
void add_doubts(const capture::Page& page, std::vector<transcript::Transcript>& transcripts);

struct Reading {
  std::vector<Document> documents;  // one a transcript; each has the whole page as its text
  std::vector<transcript::Tile> tiles;
  std::vector<transcript::Explanation> explanations;
};

// The documents of one capture, as they would be in an archive that holds nothing that
// begins alike; without their words.
Result<Reading> read_capture(capture::Source source, const capture::Limits& limits = {});

}  // namespace stenogram::corpus
