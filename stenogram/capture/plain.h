// Plain text. The page's text is the decoded text, byte for byte; blocks are
// paragraphs found in its lines.
#pragma once
#include "stenogram/capture/format.h"

namespace stenogram::capture {

Result<Page> read_plain(const Source& source, text::Decoded decoded, const Limits& limits);

}  // namespace stenogram::capture
