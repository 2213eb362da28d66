// What a page says of itself before anybody speaks: title, kind, outlet, occasion,
// place and dates, told from the words of its first lines, from statements of the
// markup (capture::Page::facts), and from what kinds of turns follow.
//
// The words that decide (interview, briefing; on the sidelines of; Published) are data
// in data/heading.txt and data/places.txt, in all languages at once: a page of one
// language is often headed in another.
//
// Spans are bytes of the page's text. Pure; any thread. O(head + tail + facts).
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "stenogram/capture/page.h"
#include "stenogram/transcript/transcript.h"

namespace stenogram::transcript {

// What the reader of turns knows by the time a heading is read. Counts are of turns.
struct TurnEvidence {
  std::string_view language;  // BCP 47, or "und"
  std::size_t turns = 0;
  std::size_t unnamed_questions = 0;  // under labels that name nobody: Q, Question, 問
  std::size_t questions = 0;          // by interviewers, those included
  std::size_t answers = 0;
  std::size_t voices = 0;                // distinct speakers
  std::size_t chair_turns = 0;           // by moderators and chairs: The Speaker, Chairman, Operator
  std::vector<std::string_view> labels;  // distinct, as printed, most frequent first; fifty do
  // Questions under "Mr. Hollis", "Ms. Bryce": counsel and members are printed so, the press is not.
  std::size_t titled_questions = 0;
};

struct HeadingReading {
  Heading heading;
  // Lines of `head` and `tail` that are not heading: date lines that gave no date, bylines,
  // navigation, and all the rest as `unknown`, which the caller may know better. In order,
  // apart, and with heading.spans they cover every block of both.
  std::vector<Leftover> rest;
  std::vector<capture::Doubt> doubts;
};

// `head` is the page from the transcript's region to its first turn's label; `tail` from the
// end of its last turn to the region's end (a dateline may stand there, "3:57 P.M. EST" too).
// Where a page has no turns, `head` is all of it; its kind is then `other`.
HeadingReading read_heading(const capture::Page& page, ByteSpan head, ByteSpan tail, const TurnEvidence& evidence);

}  // namespace stenogram::transcript
