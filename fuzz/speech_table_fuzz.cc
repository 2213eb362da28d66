// Any bytes as a table of talk.
#include <cstddef>
#include <cstdint>

#include "fuzz/page_rules.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  stenogram::fuzz::read_and_hold({reinterpret_cast<const char*>(data), size}, "csv");
  return 0;
}
