// What must hold of every page, for tests of this room.
#pragma once
#include <string>
#include <vector>

#include "stenogram/capture/page.h"

namespace stenogram::capture {

// A line for each thing that is wrong with the blocks: out of order, overlapping, not
// trimmed, outside the text, styles outside their block or out of order, and non-blank
// bytes of text that no block holds. Empty where all is well.
std::vector<std::string> faults_of(const Page& page);

// The lines of faults_of(), joined; short enough for a failed expectation.
std::string faults_text(const Page& page);

// Blocks in a form to compare by eye: one a line, kind letter and text with line
// breaks as `/`. "p one / two", "h1 title", "* item", "r ---"; "_" before the letter
// where a blank line stands before, ">N" after it where it is indented by N.
std::string printed(const Page& page);

// The folder of real captures, from $STENOGRAM_TEST_DATA or ../shared; tests skip
// where it is absent.
std::string test_data();

// Every file below `folder` whose name ends in one of `endings`, sorted.
std::vector<std::string> files_below(const std::string& folder, const std::vector<std::string>& endings);

}  // namespace stenogram::capture
