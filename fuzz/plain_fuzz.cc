// Any bytes as plain text: an error or a page whose blocks account
// for every byte. UTF-8 plain text comes out byte for byte.
#include "fuzz/require.h"
#include "stenogram/capture/page_check.h"
#include "stenogram/capture/read.h"

using namespace stenogram;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  capture::Source source;
  source.name = "fuzz";
  source.bytes.assign(reinterpret_cast<const char*>(data), size);
  source.format = "text";
  const Result<capture::Page> page = capture::read(source);
  if (!page) return 0;
  REQUIRE(capture::faults_of(*page).empty());
  if (page->charset == "utf-8") REQUIRE(page->text == source.bytes);
  return 0;
}
