// Invented interviews for tests, written the way a page prints them.
#pragma once
#include <string>
#include <string_view>

#include "stenogram/check/slow_passages.h"

namespace stenogram::check {

// One line a turn, "NAME: words"; `Q:` is an unnamed interviewer, `?:` a turn that nobody
// can be named for. `(Laughter)` and `[inaudible]` are notes. `<<Name|cue|words>>` prints
// as "cue words" and is a quote of Name's; an empty name attributes to nobody.
corpus::Document invented(std::string_view id, std::string_view date, std::string_view lines,
                          std::string_view language = "en");

}  // namespace stenogram::check
