// Interviews without labels: questions that only type, a dash or a number sets apart.
//
// Newspapers print questions in bold or italic, or behind a dash, and answers plain.
// So do many pages that hold no talk at all (lists of questions and answers, headings
// that ask). What decides is whether the questions address somebody and the answers
// speak of themselves, and whether the page calls itself an interview.
//
// Pure; any thread. Linear in the blocks, and dear only where many questions are set apart.
#pragma once
#include <vector>

#include "stenogram/capture/page.h"
#include "stenogram/transcript/labels.h"

namespace stenogram::transcript {

// Where an unlabelled voice begins. `mark` is the dash or the number before it, or empty at
// its begin.
struct Opening {
  ByteSpan mark;
  bool question = false;
};

struct Unlabelled {
  std::vector<Opening> openings;  // in order; apart from labels already chosen
  std::uint32_t questions = 0;
  const char* because = "";
  bool by_words = false;  // no mark and no type tells them apart: a doubt
};

// Openings beside `labels` (those of a page where only the first pair is labelled, or
// only the answers are), or instead of them. Empty where the page is no such interview.
Unlabelled find_unlabelled(const capture::Page& page, const Labels& labels);

}  // namespace stenogram::transcript
