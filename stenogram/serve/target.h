// What a request asks for: the path, cut into segments, and the query, cut into pairs.
//
// Percent-encoding is undone once, after cutting, so an encoded slash or ampersand is a
// character of a value. A path that would mean something to a file system (empty or
// dotted segments, control characters, an encoded slash or NUL) is no path here, though
// none is ever given to one. Text must be UTF-8.
//
// Pure; any thread. O(bytes).
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "stenogram/base/result.h"

namespace stenogram::serve {

struct Target {
  std::string path;                   // as sent
  std::vector<std::string> segments;  // of it, decoded: "/api/v1" is two; "/" is none
  std::vector<std::pair<std::string, std::string>> query;
};

// Error::usage with what is wrong.
Result<Target> parse_target(std::string_view target);

// Percent-encodes all but what stands for itself everywhere in a URL.
std::string percent_encoded(std::string_view text);

// Well-formed, by the rules of RFC 3629.
bool is_utf8(std::string_view text);

}  // namespace stenogram::serve
