// Any bytes as what the helper that draws PDF says of its words and pages.
#include <cstddef>
#include <cstdint>

#include "fuzz/page_rules.h"
#include "stenogram/capture/pdf.h"
#include "stenogram/capture/pdf_layout.h"

using namespace stenogram;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto pages = capture::parse_printed({reinterpret_cast<const char*>(data), size}, "fuzz.pdf");
  if (pages) fuzz::hold(capture::lay_out(*pages), 0);
  return 0;
}
