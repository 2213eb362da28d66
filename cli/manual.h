// Help, the man page and completions, all made from the table of flags.
#pragma once
#include <string>

#include "cli/flags.h"

namespace stenogram::cli {

std::string version_line();
// The commands in a few lines, for who wrote none.
std::string short_help();
std::string program_help(std::size_t width);
std::string command_help(const Command& command, std::size_t width);

std::string man_page();
std::string bash_completions();
std::string zsh_completions();
std::string fish_completions();

// `stenogram manual man|bash|zsh|fish|openapi`, for packaging and documents.
int run_manual(Invocation& invocation);

}  // namespace stenogram::cli
