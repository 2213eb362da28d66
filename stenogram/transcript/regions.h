// Several transcripts in one capture: an archive page, a file of interviews pasted one
// under another. A new one begins at a line, between the talk and the next label, that
// reads like the title of an event and bears a date.
//
// Pure; any thread. Looks at no more than a few short blocks before each label.
#pragma once
#include <cstdint>
#include <vector>

#include "stenogram/capture/page.h"
#include "stenogram/transcript/labels.h"

namespace stenogram::transcript {

// Where a further transcript begins, in order; empty for a page of one. `furniture`:
// running heads, which repeat a title on every sheet.
std::vector<std::uint64_t> find_borders(const capture::Page& page, const Labels& labels,
                                        const std::vector<ByteSpan>& furniture);

}  // namespace stenogram::transcript
