// Speeches without any label, whose title names the one who speaks: "Remarks by Minister Anna
// Berg at the Opening of Pier Nine".
//
// A title alone proves nothing, for news of a speech is headed so too. What stands below must
// greet somebody or speak of itself, and few of its paragraphs may be others' words in quotation
// marks.
//
// Pure; any thread. O(page), and only where a title is a speech's.
#pragma once
#include <optional>

#include "stenogram/capture/page.h"
#include "stenogram/transcript/names.h"

namespace stenogram::transcript {

struct Speech {
  std::uint64_t begin = 0;  // of what is said
  PersonName speaker;       // with an office at least
};

std::optional<Speech> find_speech(const capture::Page& page);

}  // namespace stenogram::transcript
