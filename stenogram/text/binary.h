// Telling what is no text at all, by how files of each kind begin.
#pragma once
#include <optional>
#include <string_view>

#include "stenogram/base/result.h"

namespace stenogram::text {

// What a file that begins with `bytes` is known to be, as an error that names it
// and says what to try; nothing where it may be text. Tables in data/signatures.txt.
std::optional<Error> known_binary(std::string_view bytes, std::string_view name);

}  // namespace stenogram::text
