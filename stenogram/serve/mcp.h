// The Model Context Protocol, so that writing assistants can look things up and cite them.
//
// JSON-RPC 2.0, one message a line, in and out (the stdio transport of the protocol,
// versions 2024-11-05 to 2025-06-18). A tool is an operation of the table under the name
// an assistant would look for, with the same arguments, and answers in the same lines.
// Nothing here writes to the archive.
//
// handle() is called from one thread; the archive may grow meanwhile.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "stenogram/serve/library.h"

namespace stenogram::serve {

inline constexpr std::size_t kLongestMessage = 64 << 20;  // bytes of a line

class Mcp {
 public:
  Mcp(Library& library, std::string version) : library_(library), version_(std::move(version)) {}

  // The answer to one line, without its end; nothing where none is due (notifications).
  std::optional<std::string> handle(std::string_view line);

 private:
  Library& library_;
  std::string version_;
};

}  // namespace stenogram::serve
