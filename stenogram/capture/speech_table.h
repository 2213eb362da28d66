// Talk as a table: comma- or tab-separated values with a column for who speaks and one for what
// is said, as archives of oral history and spreadsheets keep it.
//
// Told by the names in the first row alone (data/speech_table.txt), and by rows that fit them: a
// table with other columns than times, notes and numbers beside those two is a table of
// something else.
#pragma once
#include "stenogram/capture/format.h"

namespace stenogram::capture {

// Whether `text` is such a table. O(its first rows).
bool looks_like_speech_table(std::string_view text);

// A TextReader. Where the speaker changes a label is printed ("Anna Berg: "), and blocks carry the
// voice and its time; a row without a speaker goes on with the one above.
Result<Page> read_speech_table(const Source& source, text::Decoded decoded, const Limits& limits);

}  // namespace stenogram::capture
