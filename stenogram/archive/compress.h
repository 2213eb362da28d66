// zstd, as the record uses it: whole blobs, each with its own checksum.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "stenogram/base/result.h"

namespace stenogram::archive {

// Any thread. About 135 MB/s of text.
std::string compressed(std::string_view bytes);

// `size` is what the record says it was; anything else, or a checksum that does not
// fit, is Error::damaged with `where`. No more memory than `size` is taken.
Result<std::string> decompressed(std::string_view blob, std::uint64_t size, const std::string& where);

// The same for bytes that mostly stand in others, as a page's text stands in its capture:
// stored is little more than where. Both need `beside` at hand; it may be as long as 128 MiB
// for its far end to be of use. What was compressed by itself is read beside anything.
std::string compressed(std::string_view bytes, std::string_view beside);
Result<std::string> decompressed(std::string_view blob, std::uint64_t size, const std::string& where,
                                 std::string_view beside);
// Whether a page's text is kept beside its capture. Where the text is a small part of it,
// unpacking all of the capture would cost more than the text.
inline bool kept_beside(std::uint64_t text_bytes, std::uint64_t capture_bytes) {
  return text_bytes >= capture_bytes / 4;
}

}  // namespace stenogram::archive
