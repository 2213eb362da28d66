// Labels that scanning or the extraction of text has damaged, found by the page's own list of
// speakers.
//
// A record of a parliament announces everybody by a title and a name, again and again. Where a
// paragraph begins with such a label but for a letter, a stray blank or its colon ("Mr. Wambari;",
// "Mi. Wam bari:", "-Mr. Wambari. Mr. Speaker, Sir"), it announces that member and nobody else. What
// has lost its mark altogether must go on as other turns of the page begin.
//
// Pure; any thread. O(blocks), and dear only where a paragraph begins with a title.
#pragma once
#include "stenogram/capture/page.h"
#include "stenogram/transcript/labels.h"

namespace stenogram::transcript {

// Adds them to `labels`, in order. Nothing where few labels of the page are titled.
void add_damaged_labels(const capture::Page& page, Labels& labels);

}  // namespace stenogram::transcript
