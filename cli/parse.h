// The words of a command line, read by the table of flags.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/flags.h"
#include "cli/output.h"
#include "stenogram/base/result.h"

namespace stenogram::cli {

// What one run was asked, and where its answers go.
class Invocation {
 public:
  Invocation(const Command& command, Output& output) : command_(&command), out_(&output) {}

  const Command& command() const { return *command_; }
  Output& out() { return *out_; }
  const render::Terminal& terminal() const { return terminal_; }

  const std::vector<std::string>& arguments() const { return arguments_; }
  // The arguments as one text, so that a query needs no quotation marks of the shell's.
  std::string text() const;
  bool has(std::string_view flag) const { return values_.count(std::string(flag)) > 0; }
  // The last value given, and all of them.
  std::optional<std::string> value(std::string_view flag) const;
  std::vector<std::string> values(std::string_view flag) const;
  // A whole number from `least` to `most`; `usual` where the flag is not given.
  Result<std::uint64_t> number(std::string_view flag, std::uint64_t usual, std::uint64_t least,
                               std::uint64_t most) const;
  bool json() const { return has("json"); }
  // --archive, else $STENOGRAM_ARCHIVE, else archive.stenogram.
  std::string archive() const;

  // Says why on standard error, and gives the exit status to return.
  int fail(const Error& error) const;

 private:
  friend int run_command_line(int argc, const char* const* argv);
  const Command* command_;
  Output* out_;
  render::Terminal terminal_;
  std::vector<std::string> arguments_;
  std::map<std::string, std::vector<std::string>> values_;
};

// Reads the command line, runs what it asks, and gives the exit status.
int run_command_line(int argc, const char* const* argv);

}  // namespace stenogram::cli
