// Any bytes as a page of talk: turns, notes and leftovers that account for every byte, told
// the same twice.
//
// The first byte picks the format, the rest is the capture.
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/require.h"
#include "stenogram/capture/read.h"
#include "stenogram/transcript/tiles.h"
#include "stenogram/transcript/transcript.h"

using namespace stenogram;

namespace {

constexpr std::string_view kFormats[] = {"text", "html", "markdown", "vtt"};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  capture::Source source;
  source.name = "fuzz";
  source.format = kFormats[data[0] % std::size(kFormats)];
  source.bytes.assign(reinterpret_cast<const char*>(data) + 1, size - 1);
  const Result<capture::Page> page = capture::read(source);
  if (!page) return 0;
  const std::vector<transcript::Transcript> once = transcript::read(*page);
  REQUIRE(!once.empty());
  REQUIRE(transcript::faults(*page, once).empty());
  std::vector<transcript::Explanation> why;
  const std::vector<transcript::Transcript> again = transcript::read(*page, &why);
  REQUIRE(again.size() == once.size());
  for (std::size_t i = 0; i < once.size(); ++i) {
    REQUIRE(again[i].turns.size() == once[i].turns.size());
    for (std::size_t n = 0; n < once[i].turns.size(); ++n) REQUIRE(again[i].turns[n].span == once[i].turns[n].span);
  }
  return 0;
}
