#include "cli/flags.h"

#include "cli/commands.h"
#include "cli/manual.h"

namespace stenogram::cli {
namespace {

constexpr std::size_t kAnyNumber = std::size_t(-1);

std::vector<Command> make_commands() {
  std::vector<Command> all;

  all.push_back(
      {.name = "manual",
       .arguments = "man|bash|zsh|fish",
       .least = 1,
       .most = 1,
       .summary = "Print the man page, or completions for a shell.",
       .about = "Made from the same table of flags as this help.",
       .json = false,
       .exit_status = "does not occur",
       .run = run_manual,
       .hidden = true});
  return all;
}

}  // namespace

const std::vector<Command>& commands() {
  static const std::vector<Command> all = make_commands();
  return all;
}

std::vector<Flag> flags_of(const Command& command) {
  std::vector<Flag> flags = command.flags;
  if (command.archive)
    flags.push_back({.name = "archive",
                     .value = "PATH",
                     .help = "The archive, a folder; else $STENOGRAM_ARCHIVE, else archive.stenogram here.",
                     .offer = Offer::folder});
  if (command.json)
    flags.push_back({.name = "json", .value = {}, .help = "Answer in JSON, one object a line."});
  flags.push_back({.name = "color",
                   .value = "WHEN",
                   .help = "Colour on standard output; auto is a terminal without $NO_COLOR.",
                   .choices = {"auto", "always", "never"}});
  return flags;
}

const Command* find_command(std::string_view name) {
  for (const Command& command : commands())
    if (command.name == name) return &command;
  return nullptr;
}

}  // namespace stenogram::cli
