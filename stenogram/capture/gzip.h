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

// The first member of `bytes` alone; `used` is how many bytes it took.
Result<std::string> inflate_member(std::string_view bytes, std::uint64_t limit, std::string_view name,
                                   std::size_t& used);

// The first `most` bytes of what `bytes` inflate to, for a look at what is inside;
// fewer where the stream is broken.
std::string peek_gzip(std::string_view bytes, std::size_t most);

// A deflate stream as web servers send it: with zlib's header or without.
Result<std::string> inflate_deflate(std::string_view bytes, std::uint64_t limit, std::string_view name);

// Whether `stored` bytes that have become `inflated` were made to eat memory: no talk is
// this repetitive. Small ones are let be.
bool is_bomb(std::uint64_t inflated, std::uint64_t stored);

}  // namespace stenogram::capture
