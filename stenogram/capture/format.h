// What a format's reader is given and gives. One file pair per format behind this
// shape; read.cc picks the reader, sniff.h tells the format.
#pragma once
#include <cstdint>
#include <string_view>

#include "stenogram/base/result.h"
#include "stenogram/capture/page.h"
#include "stenogram/capture/read.h"
#include "stenogram/text/encoding.h"

namespace stenogram::capture {

// Reads text that is decoded already. `decoded` is the reader's to take apart; its
// map leads from the decoded text to the capture, and the reader's own map is
// applied after it. Pure; any thread.
using TextReader = Result<Page> (*)(const Source& source, text::Decoded decoded, const Limits& limits);

// Reads the capture's bytes, for formats that are not text (PDF, zip).
using BytesReader = Result<Page> (*)(const Source& source, const Limits& limits);

// The error for a page of more blocks than `limits` allow; such a page is made to
// eat memory, not to be read.
Error too_many_blocks(const Source& source, const Limits& limits);

}  // namespace stenogram::capture
