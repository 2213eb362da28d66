// A segment file of any bytes is refused, or answers something, and never reads outside
// itself. The table's checksum is put right first, or nothing would get past it.
#include <sys/mman.h>
#include <unistd.h>

#include <cstring>
#include <string>

#include "fuzz/require.h"
#include "stenogram/concordance/format.h"
#include "stenogram/concordance/segment_writer.h"
#include "stenogram/concordance/walk.h"

using namespace stenogram;
using namespace stenogram::concordance;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string bytes(reinterpret_cast<const char*>(data), size);
  if (bytes.size() >= sizeof(Table) + sizeof(Trailer)) {
    std::size_t at = bytes.size() - sizeof(Trailer) - sizeof(Table);
    Trailer trailer{at, checksum(std::string_view(bytes).substr(at, sizeof(Table))), {}};
    std::memcpy(trailer.signature, kEndSignature, sizeof kEndSignature);
    std::memcpy(bytes.data() + bytes.size() - sizeof trailer, &trailer, sizeof trailer);
  }
  int file = ::memfd_create("segment", MFD_CLOEXEC);
  REQUIRE(file >= 0);
  REQUIRE(::write(file, bytes.data(), bytes.size()) == ssize_t(bytes.size()));
  std::string path = "/proc/self/fd/";
  path += std::to_string(file);
  if (auto segment = Segment::open(path)) walk(*segment);
  ::close(file);
  return 0;
}
