#include <csignal>

#include "cli/parse.h"

int main(int argc, char** argv) {
  // A closed pipe is a quiet goodbye; see output.h.
  std::signal(SIGPIPE, SIG_IGN);
  return stenogram::cli::run_command_line(argc, argv);
}
