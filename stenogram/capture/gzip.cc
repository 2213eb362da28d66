#include "stenogram/capture/gzip.h"

#include <zlib.h>

#include <algorithm>

namespace stenogram::capture {
namespace {

// Ends the stream however the function is left.
struct Stream {
  z_stream z{};
  bool open = inflateInit2(&z, 15 + 16) == Z_OK;
  ~Stream() {
    if (open) inflateEnd(&z);
  }
};

// zlib counts what is left in 32 bits.
void give(z_stream& z, std::string_view& rest) {
  if (z.avail_in != 0 || rest.empty()) return;
  const std::size_t part = std::min<std::size_t>(rest.size(), 1u << 30);
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(rest.data()));
  z.avail_in = uInt(part);
  rest.remove_prefix(part);
}

}  // namespace

bool is_gzip(std::string_view bytes) { return bytes.substr(0, 3) == "\x1F\x8B\x08"; }

Result<std::string> inflate_gzip(std::string_view bytes, std::uint64_t limit, std::string_view name) {
  Stream stream;
  if (!stream.open) return Error::io(std::string(name), "no memory to decompress it");
  std::string out;
  std::string chunk(64 * 1024, '\0');
  std::string_view rest = bytes;
  for (;;) {
    give(stream.z, rest);
    stream.z.next_out = reinterpret_cast<Bytef*>(chunk.data());
    stream.z.avail_out = uInt(chunk.size());
    const int status = inflate(&stream.z, Z_NO_FLUSH);
    out.append(chunk.data(), chunk.size() - stream.z.avail_out);
    if (out.size() > limit)
      return Error::too_large(std::string(name), "decompresses to more than " + std::to_string(limit) + " bytes",
                              "decompress it yourself if you trust it, and give the part you need");
    if (status == Z_STREAM_END) {
      give(stream.z, rest);
      // Another member may follow; anything else after the last one is padding.
      if (stream.z.avail_in < 3 || stream.z.next_in[0] != 0x1F || stream.z.next_in[1] != 0x8B) return out;
      if (inflateReset(&stream.z) != Z_OK) return out;
    } else if (status == Z_BUF_ERROR || (status == Z_OK && stream.z.avail_in == 0 && rest.empty() && stream.z.avail_out != 0)) {
      return Error::damaged(std::string(name), "the compressed data breaks off", "fetch the capture again");
    } else if (status != Z_OK) {
      return Error::damaged(std::string(name), "the compressed data is broken", "fetch the capture again");
    }
  }
}

}  // namespace stenogram::capture
