// Where sentences end: after a full stop, question or exclamation mark, ellipsis
// or their kin in other scripts, closing marks included, unless the stop belongs
// to an initial (`J.Mattis`, `V.V. Putin`), an abbreviation (tables as data) or a
// number.
#pragma once
#include <string_view>
#include <vector>

#include "stenogram/base/span.h"

namespace stenogram::text {

// The sentences of `text` in order, trimmed of blanks. They cover all of its
// words. A blank line always ends one. `language` is a BCP 47 tag; where it is
// empty or "und" the text is asked. Pure; any thread.
std::vector<ByteSpan> sentences(std::string_view text, std::string_view language = {});

}  // namespace stenogram::text
