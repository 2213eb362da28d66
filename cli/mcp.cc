// stenogram mcp: the archive for writing assistants, over standard input and output.
#include "stenogram/serve/mcp.h"

#include <unistd.h>

#include <cerrno>
#include <string>

#include "cli/commands.h"
#include "cli/manual.h"
#include "cli/parse.h"

namespace stenogram::cli {

int run_mcp(Invocation& invocation) {
  serve::Library::Options options;
  options.cache_bytes = 256ull << 20;
  options.program = version_line();
  auto library = serve::Library::open(invocation.archive(), options);
  if (!library) return invocation.fail(library.error());
  serve::Mcp mcp(**library, STENOGRAM_VERSION);

  // A message is a line. One that is too long is passed over to its end, and said to be.
  std::string waiting;
  bool passing_over = false;
  char room[64 << 10];
  while (true) {
    const ssize_t got = ::read(0, room, sizeof room);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    std::string_view bytes(room, std::size_t(got));
    while (!bytes.empty()) {
      const std::size_t end = bytes.find('\n');
      if (!passing_over) waiting.append(bytes.substr(0, end));
      bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
      if (waiting.size() > serve::kLongestMessage) {
        complain("a message of more than " + std::to_string(serve::kLongestMessage) + " bytes was passed over");
        waiting.clear();
        passing_over = true;
      }
      if (end == std::string_view::npos) break;
      if (!passing_over)
        if (std::optional<std::string> answer = mcp.handle(waiting)) invocation.out().line(*answer);
      passing_over = false;
      waiting.clear();
    }
    invocation.out().flush();
    if (invocation.out().closed()) break;
  }
  return kAsAsked;
}

}  // namespace stenogram::cli
