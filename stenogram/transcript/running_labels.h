// Labels that run on within a paragraph: "Q: Why? A: Because. Q: And when? A: Soon.", as pages
// print talk whose line ends were lost, or a question and its answer in one paragraph.
//
// Such a place is no more than the beginning of a sentence, so it takes more to believe it:
// words with the shape of a label stand behind a question mark, and then, at the beginnings
// of sentences, the same few labels recur and take turns. Within this room only.
//
// Pure; any thread. One sweep for question marks; pages without labels behind them cost no more.
#pragma once
#include <vector>

#include "stenogram/capture/page.h"
#include "stenogram/transcript/candidate_shapes.h"
#include "stenogram/transcript/candidates.h"

namespace stenogram::transcript {

// Puts them among those `found` at the beginnings of paragraphs and lines; the order of the
// page is kept.
void add_running(const capture::Page& page, Shapes& shapes, std::vector<Candidate>& found);

}  // namespace stenogram::transcript
