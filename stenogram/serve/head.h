// The head of a request, looked at before any parser sees it.
//
// Parsers forgive, and two that forgive differently are how requests are smuggled. So
// here nothing is forgiven: a head is a request line and fields, each ended by CR LF, in
// visible ASCII (values may hold bytes above it), no folded lines, no blank before a
// colon, and its body is announced once, by one Content-Length or by `chunked` alone.
//
// Pure; any thread. O(bytes).
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace stenogram::serve {

// Where the head ends in `bytes`, after its empty line; nothing if it is not all there.
// Looks from `from` on, so that what has been looked at is not again.
std::optional<std::size_t> end_of_head(std::string_view bytes, std::size_t from = 0);

// What is wrong with a whole head, or with the beginning of one; empty where nothing is.
struct HeadFault {
  int status = 0;  // 0: sound
  std::string what;
};
HeadFault fault_of_head(std::string_view head);

}  // namespace stenogram::serve
