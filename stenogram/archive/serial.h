// A reading as bytes and back, with nothing lost: how transcripts and source maps lie
// in the record.
//
// A transcript is JSON that a person can read (docs/formats/record.md lists the keys);
// what has its usual value is left out. Strings that are not UTF-8, as an odd page may
// hold, are written as {"hex":"…"}. A source map is varints: see serial.cc.
//
// What is read back may be a stranger's: every offset is checked against the size of
// the page's text, every index against what it points into. Pure; any thread.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "stenogram/base/result.h"
#include "stenogram/text/source_map.h"
#include "stenogram/transcript/transcript.h"

namespace stenogram::archive {

std::string to_bytes(const transcript::Transcript& transcript);
// `where` names the transcript in errors; `text_size` is that of its page.
Result<transcript::Transcript> transcript_from(std::string_view bytes, std::uint64_t text_size,
                                               const std::string& where);

std::string to_bytes(const text::SourceMap& map);
Result<text::SourceMap> source_map_from(std::string_view bytes, const std::string& where);

}  // namespace stenogram::archive
