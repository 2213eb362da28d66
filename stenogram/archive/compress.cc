#include "stenogram/archive/compress.h"

#define ZSTD_STATIC_LINKING_ONLY  // for the size of a context
#include <zstd.h>

#include <algorithm>
#include <bit>
#include <cassert>
#include <memory>

namespace stenogram::archive {
namespace {

// 3.1 times smaller than English text at 135 MB/s; level 9 gains a tenth and costs
// five times as much.
constexpr int kLevel = 3;
constexpr std::uint64_t kMost = 1ull << 32;
constexpr std::size_t kNear = 256 << 10;
constexpr std::size_t kMostKept = 16 << 20;  // of a context, from one text to the next
constexpr int kWindow = 27;                  // readers refuse larger ones unless they are told

struct Free {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

}  // namespace

std::string compressed(std::string_view bytes) { return compressed(bytes, {}); }

std::string compressed(std::string_view bytes, std::string_view beside) {
  // Setting up a context costs more than a small capture does.
  thread_local std::unique_ptr<ZSTD_CCtx, Free> context(ZSTD_createCCtx());
  ZSTD_CCtx_reset(context.get(), ZSTD_reset_session_and_parameters);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, kLevel);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);
  if (!beside.empty()) {
    // The window must reach over both. Where the other text is long, far matches are looked
    // for as zstd's --patch-from does; a short one is found without, in half the time.
    int window = std::clamp(int(std::bit_width(bytes.size() + beside.size())), 10, kWindow);
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_windowLog, window);
    if (beside.size() > kNear) ZSTD_CCtx_setParameter(context.get(), ZSTD_c_enableLongDistanceMatching, 1);
    ZSTD_CCtx_refPrefix(context.get(), beside.data(), beside.size());
  }
  // Room for the worst case, which is never filled: what is not touched costs nothing.
  const std::size_t room = ZSTD_compressBound(bytes.size());
  const std::unique_ptr<char[]> out(new char[room]);
  const std::size_t size = ZSTD_compress2(context.get(), out.get(), room, bytes.data(), bytes.size());
  assert(!ZSTD_isError(size));
  // What looking far back takes, a hundred megabytes and more, is not kept for small texts.
  if (ZSTD_sizeof_CCtx(context.get()) > kMostKept) context.reset(ZSTD_createCCtx());
  return std::string(out.get(), size);
}

Result<std::string> decompressed(std::string_view blob, std::uint64_t size, const std::string& where) {
  return decompressed(blob, size, where, {});
}

Result<std::string> decompressed(std::string_view blob, std::uint64_t size, const std::string& where,
                                 std::string_view beside) {
  auto damaged = [&] {
    return Error::damaged(where, "its stored bytes are not what was stored", "restore the archive from a copy");
  };
  if (size > kMost || ZSTD_getFrameContentSize(blob.data(), blob.size()) != size) return damaged();
  std::string out(size, '\0');
  thread_local std::unique_ptr<ZSTD_DCtx, Free> context(ZSTD_createDCtx());
  ZSTD_DCtx_reset(context.get(), ZSTD_reset_session_and_parameters);
  if (!beside.empty()) ZSTD_DCtx_refPrefix(context.get(), beside.data(), beside.size());
  std::size_t got = ZSTD_decompressDCtx(context.get(), out.data(), out.size(), blob.data(), blob.size());
  if (ZSTD_isError(got) || got != size) return damaged();
  return out;
}

}  // namespace stenogram::archive
