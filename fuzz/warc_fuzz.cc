// Any bytes as a file of web archives, plain or with its first line put before them; every
// page in it is read too.
#include <cstddef>
#include <cstdint>
#include <string>

#include "fuzz/page_rules.h"

using namespace stenogram;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  capture::Source file;
  file.name = "fuzz.warc";
  file.bytes.assign(reinterpret_cast<const char*>(data), size);
  if (!file.bytes.starts_with("WARC/") && !file.bytes.starts_with("filedesc:") && !file.bytes.starts_with("\x1F\x8B"))
    file.bytes.insert(0, "WARC/1.0\r\n");
  const std::size_t stored = file.bytes.size();
  capture::Limits limits;
  limits.inflated_bytes = 1 << 20;
  std::size_t pages = 0;
  (void)capture::unpack(
      std::move(file), limits,
      [&](capture::Source page) {
        REQUIRE(!page.container || page.container->offset <= stored);
        fuzz::read_and_hold(page.bytes, "");
        return ++pages < 100;
      },
      [](const Error& error) { REQUIRE(!error.message().empty()); });
  return 0;
}
