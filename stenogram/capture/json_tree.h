// JSON as a tree of places: what stands where in the text, nothing converted.
//
// simdjson checks and walks it; strings stay as written, so that their words can be
// read with their place in the capture.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stenogram/base/span.h"

namespace stenogram::capture {

struct JsonMember;

struct JsonNode {
  enum class Kind : std::uint8_t { null, boolean, number, string, array, object } kind = Kind::null;
  ByteSpan span;                    // a string's characters without its quotes; a number or boolean as written
  std::vector<JsonMember> members;  // of an object, in order
  std::vector<JsonNode> items;      // of an array
};

struct JsonMember {
  std::string name;
  JsonNode value;
};

// Nothing where `text` is no JSON, nests deeper than 512, or has more than `most_nodes` values.
std::optional<JsonNode> parse_json(std::string_view text, std::size_t most_nodes = 20'000'000);

// A string's characters with escapes undone. Lone surrogates come out as U+FFFD.
std::string unescaped(std::string_view written);

}  // namespace stenogram::capture
