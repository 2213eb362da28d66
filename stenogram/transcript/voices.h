// Voices that the markup itself names: <u who>, <v Name>, a recogniser's speaker tags.
// Where a page has them they stand in place of labels found by layout: one utterance
// of the markup is one turn, one id of the markup is one speaker, and what the markup
// does not call speech is none.
//
// Pure; any thread. Linear in the blocks.
#pragma once
#include <optional>
#include <vector>

#include "stenogram/capture/page.h"
#include "stenogram/transcript/labels.h"
#include "stenogram/transcript/turns.h"

namespace stenogram::transcript {

struct MarkupVoices {
  Labels labels;                  // groups by id, or by name; one label for each utterance
  std::vector<Announced> opened;  // the same, as turns are built from; voices not yet set
};

// Nothing where no block of the page has a voice that speaks.
std::optional<MarkupVoices> read_voices(const capture::Page& page);

// Captions and recognisers' output without any label or voice: `>>` or a dash opens a
// turn of nobody known, and without those all is one turn. Empty for other pages.
std::vector<Announced> unlabelled_captions(const capture::Page& page);

}  // namespace stenogram::transcript
