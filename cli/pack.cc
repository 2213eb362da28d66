// stenogram pack FILE, stenogram unpack FILE: an archive as one file, and back.
#include <filesystem>

#include "cli/commands.h"
#include "cli/parse.h"
#include "stenogram/archive/archive.h"
#include "stenogram/render/json.h"
#include "stenogram/render/lists.h"

namespace stenogram::cli {
namespace {

using archive::Archive;

void tell(Invocation& invocation, const char* type, const std::string& path, std::uint64_t bytes) {
  if (invocation.json()) invocation.out().write(render::json_line({{"type", type}, {"path", path}, {"bytes", bytes}}));
  else invocation.out().line(std::string(type) + "  " + render::inert(path) + "  " + render::size_text(bytes));
}

}  // namespace

int run_pack(Invocation& invocation) {
  const std::string& out = invocation.arguments().front();
  auto record = Archive::open(invocation.archive(), Archive::Mode::read);
  if (!record) return invocation.fail(record.error());
  TerminalProgress progress;
  Status packed = (*record)->pack(out, progress);
  progress.wipe();
  if (!packed) return invocation.fail(packed.error());
  std::error_code ignored;
  tell(invocation, "packed", out, std::filesystem::file_size(out, ignored));
  return kAsAsked;
}

int run_unpack(Invocation& invocation) {
  const std::string& file = invocation.arguments().front();
  TerminalProgress progress;
  Status made = Archive::unpack(file, invocation.archive(), progress);
  progress.wipe();
  if (!made) return invocation.fail(made.error());
  std::error_code ignored;
  tell(invocation, "unpacked", invocation.archive(), std::filesystem::file_size(file, ignored));
  return kAsAsked;
}

}  // namespace stenogram::cli
