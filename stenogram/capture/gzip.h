// Inflating gzip, with the limit that a bomb meets.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "stenogram/base/result.h"

namespace stenogram::capture {

bool is_gzip(std::string_view bytes);

// All members of `bytes` one after another. Error::too_large past `limit` bytes,
// Error::damaged where the stream breaks off or does not check; `name` is where.
Result<std::string> inflate_gzip(std::string_view bytes, std::uint64_t limit, std::string_view name);

}  // namespace stenogram::capture
