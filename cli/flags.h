// Every command and flag of the program, described once.
//
// From this table come the parsing (parse.h), `--help`, the man page and the
// completions of three shells (manual.h). A new command is one entry here, one file
// beside it with its run function, and a line in CMakeLists.txt.
//
// All views are to literals and live as long as the program.
#pragma once
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stenogram::cli {

class Invocation;

// The contract's: all as asked; something amiss, or nothing; could not do the work.
enum Exit : int { kAsAsked = 0, kAmiss = 1, kFailed = 2 };

// What shells may offer for a value.
enum class Offer { nothing, file, folder, choices };

struct Flag {
  std::string_view name = {};   // without its dashes
  std::string_view value = {};  // the word that stands for its value in help; empty for a switch
  std::string_view help = {};   // one sentence or two, no line ends
  char letter = 0;              // `-n`
  bool repeated = false;        // may be given more than once
  Offer offer = Offer::nothing;
  std::vector<std::string_view> choices = {};  // all the values there are
};

struct Example {
  std::string_view line = {};  // after "stenogram "
  std::string_view says = {};
};

struct Command {
  std::string_view name = {};
  std::string_view arguments = {};  // as help shows them: "PATH..."; empty for none
  std::size_t least = 0, most = 0;  // how many arguments
  std::string_view summary = {};    // one line, for the list of commands
  std::string_view about = {};      // paragraphs, separated by a blank line
  std::vector<Flag> flags = {};     // its own; `--json` and the like come from common_flags
  bool archive = false;             // takes --archive
  bool json = true;                 // takes --json
  std::vector<Example> examples = {};
  std::string_view exit_status = {};  // what 1 means here
  std::function<int(Invocation&)> run = {};
  bool hidden = false;
  Offer offer = Offer::nothing;  // for arguments
};

// In the order of help.
const std::vector<Command>& commands();
// All flags of a command, those that many commands share included.
std::vector<Flag> flags_of(const Command& command);
const Command* find_command(std::string_view name);

inline constexpr std::string_view kAbout =
    "Captures of interviews and press conferences in, a citable record out: read, kept, searched, "
    "and quotations checked against it.";

}  // namespace stenogram::cli
