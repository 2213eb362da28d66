// Another program as a filter: bytes on its standard input, its standard output back.
#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stenogram/base/result.h"

namespace stenogram::capture {

struct ChildOutput {
  std::string text;
  int exit_status = 0;  // -1 where a signal ended it
};

// Runs `program` (a path) with `arguments`, an empty environment but for a UTF-8 locale
// and a PATH, and `input` as its standard input; its complaints are thrown away. Error::too_large where it
// prints more than `most` bytes or takes longer than `patience`, after which it is
// killed. Any thread.
Result<ChildOutput> run_child(const std::string& program, const std::vector<std::string>& arguments,
                              std::string_view input, std::uint64_t most, std::chrono::seconds patience,
                              std::string_view name);

}  // namespace stenogram::capture
