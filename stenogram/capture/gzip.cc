#include "stenogram/capture/gzip.h"

#include <zlib.h>

#include <algorithm>

namespace stenogram::capture {
namespace {

constexpr int kGzip = 15 + 16, kZlib = 15, kRaw = -15;  // zlib's window bits

// Ends the stream however the function is left.
struct Stream {
  explicit Stream(int wrapping) : open(inflateInit2(&z, wrapping) == Z_OK) {}
  ~Stream() {
    if (open) inflateEnd(&z);
  }
  z_stream z{};
  bool open;
};

// zlib counts what is left in 32 bits.
void give(z_stream& z, std::string_view& rest) {
  if (z.avail_in != 0 || rest.empty()) return;
  const std::size_t part = std::min<std::size_t>(rest.size(), 1u << 30);
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(rest.data()));
  z.avail_in = uInt(part);
  rest.remove_prefix(part);
}

// Inflates one stream; `rest` moves past it.
Result<std::string> inflate_one(std::string_view& rest, int wrapping, std::uint64_t limit, std::string_view name) {
  Stream stream(wrapping);
  if (!stream.open) return Error::io(std::string(name), "no memory to decompress it");
  std::string out;
  std::string chunk(64 * 1024, '\0');
  for (;;) {
    give(stream.z, rest);
    stream.z.next_out = reinterpret_cast<Bytef*>(chunk.data());
    stream.z.avail_out = uInt(chunk.size());
    const int status = inflate(&stream.z, Z_NO_FLUSH);
    out.append(chunk.data(), chunk.size() - stream.z.avail_out);
    if (out.size() > limit)
      return Error::too_large(std::string(name), "decompresses to more than " + std::to_string(limit) + " bytes",
                              "decompress it yourself if you trust it, and give the part you need");
    if (is_bomb(out.size(), stream.z.total_in))
      return Error::too_large(std::string(name), "decompresses to more than 200 times its size",
                              "decompress it yourself if you trust it, and give the part you need");
    if (status == Z_STREAM_END) {
      rest = {rest.data() - stream.z.avail_in, rest.size() + stream.z.avail_in};
      return out;
    }
    if (status == Z_BUF_ERROR || (status == Z_OK && stream.z.avail_in == 0 && rest.empty() && stream.z.avail_out != 0))
      return Error::damaged(std::string(name), "the compressed data breaks off", "fetch the capture again");
    if (status != Z_OK)
      return Error::damaged(std::string(name), "the compressed data is broken", "fetch the capture again");
  }
}

}  // namespace

bool is_bomb(std::uint64_t inflated, std::uint64_t stored) {
  constexpr std::uint64_t kSmall = 64 << 20, kMostTimes = 200;  // zlib reaches 1,030; prose stays below 10
  return inflated > kSmall && inflated / kMostTimes > stored;
}

bool is_gzip(std::string_view bytes) { return bytes.substr(0, 3) == "\x1F\x8B\x08"; }

Result<std::string> inflate_member(std::string_view bytes, std::uint64_t limit, std::string_view name,
                                   std::size_t& used) {
  std::string_view rest = bytes;
  Result<std::string> member = inflate_one(rest, kGzip, limit, name);
  used = bytes.size() - rest.size();
  return member;
}

Result<std::string> inflate_gzip(std::string_view bytes, std::uint64_t limit, std::string_view name) {
  std::string whole;
  // Another member may follow; anything else after the last one is padding.
  do {
    Result<std::string> member = inflate_one(bytes, kGzip, limit - whole.size(), name);
    if (!member) return member.error();
    if (whole.empty()) whole = *std::move(member);
    else whole += *member;
  } while (is_gzip(bytes));
  return whole;
}

std::string peek_gzip(std::string_view bytes, std::size_t most) {
  Stream stream(kGzip);
  if (!stream.open) return {};
  std::string out(most, '\0');
  give(stream.z, bytes);
  stream.z.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.z.avail_out = uInt(most);
  inflate(&stream.z, Z_SYNC_FLUSH);
  out.resize(most - stream.z.avail_out);
  return out;
}

Result<std::string> inflate_deflate(std::string_view bytes, std::uint64_t limit, std::string_view name) {
  std::string_view rest = bytes;
  Result<std::string> wrapped = inflate_one(rest, kZlib, limit, name);
  if (wrapped || wrapped.error().kind == Error::Kind::too_large) return wrapped;
  return inflate_one(bytes, kRaw, limit, name);
}

}  // namespace stenogram::capture
