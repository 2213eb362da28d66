// Any bytes as Markdown and as reStructuredText: an error or a page whose blocks account for every byte, with
// styles inside their blocks and a map that leads back into the capture.
#include "fuzz/require.h"
#include "stenogram/capture/page_check.h"
#include "stenogram/capture/read.h"

using namespace stenogram;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  capture::Source source;
  source.name = "fuzz.md";
  source.bytes.assign(reinterpret_cast<const char*>(data), size);
  for (const char* format : {"markdown", "rst"}) {
    source.format = format;
    const Result<capture::Page> page = capture::read(source);
    if (!page) continue;
    REQUIRE(capture::faults_of(*page).empty());
    for (const capture::Block& block : page->blocks) {
      const SourceSpan from = page->source.source_of(block.span);
      REQUIRE(from.begin <= from.end && from.end <= source.bytes.size());
    }
  }
  return 0;
}
