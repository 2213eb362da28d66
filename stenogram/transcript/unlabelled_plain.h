// Interviews that nothing but their words tells apart: a bullet asks and a dash answers, or paragraphs
// ask and others answer, as text that was copied from a page without its type leaves them.
//
// Pure; any thread. O(page).
#pragma once
#include "stenogram/capture/page.h"
#include "stenogram/transcript/unlabelled.h"

namespace stenogram::transcript {

// "• When did you come?" and "- In May." by turns.
Unlabelled asked_by_bullets(const capture::Page& page);

// Paragraphs or lines that ask, each with others below it that do not. `interview`: the page calls itself
// one; if it does not, more is wanted of them.
Unlabelled asked_by_words(const capture::Page& page, bool interview);

}  // namespace stenogram::transcript
