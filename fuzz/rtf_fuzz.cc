// Any bytes behind the signature of rich text.
#include <cstddef>
#include <cstdint>
#include <string>

#include "fuzz/page_rules.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string bytes = "{\\rtf1";
  bytes.append(reinterpret_cast<const char*>(data), size);
  stenogram::fuzz::read_and_hold(bytes, "");
  return 0;
}
