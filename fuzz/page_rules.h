// What holds of every page, whatever it was read from.
#pragma once
#include <string>
#include <string_view>

#include "fuzz/require.h"
#include "stenogram/capture/page_check.h"
#include "stenogram/capture/read.h"

namespace stenogram::fuzz {

inline void hold(const capture::Page& page, std::size_t capture_bytes) {
  REQUIRE(capture::faults_of(page).empty());
  for (const capture::Block& block : page.blocks) {
    const SourceSpan from = page.source.source_of(block.span);
    REQUIRE(from.begin <= from.end);
    REQUIRE(page.source.page_of(block.span) || from.end <= capture_bytes);
  }
}

// The bytes read as `format` (empty: told from content): an error or a page whose blocks
// account for every byte and lead back into the capture.
inline void read_and_hold(std::string_view bytes, std::string_view format) {
  capture::Source source;
  source.name = "fuzz";
  source.format = format;
  source.bytes = bytes;
  capture::Limits limits;
  limits.inflated_bytes = 16 << 20;
  const Result<capture::Page> page = capture::read(source, limits);
  if (page) hold(*page, source.bytes.size());
}

}  // namespace stenogram::fuzz
