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

}  // namespace stenogram::archive
