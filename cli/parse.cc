#include "cli/parse.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <cstdlib>

#include "cli/manual.h"

namespace stenogram::cli {
namespace {

// What CLI11 fills in for one command.
struct Parsed {
  CLI::App* app = nullptr;
  std::map<std::string, std::vector<std::string>> values;
  std::map<std::string, std::size_t> switches;
  std::vector<std::string> arguments;
  bool help = false;
};

void register_command(CLI::App& root, const Command& command, Parsed& parsed) {
  parsed.app = root.add_subcommand(std::string(command.name));
  parsed.app->set_help_flag();
  for (const Flag& flag : flags_of(command)) {
    std::string name = "--" + std::string(flag.name);
    if (flag.letter) name = std::string("-") + flag.letter + "," + name;
    std::string key(flag.name);
    if (flag.value.empty()) {
      parsed.app->add_flag(name, parsed.switches[key]);
      continue;
    }
    CLI::Option* option = parsed.app->add_option(name, parsed.values[key]);
    // One value for each flag: without this CLI11 would take "[a, b]" for a list, and
    // a quotation may well begin and end with brackets.
    option->type_size(1)->expected(1)->allow_extra_args(false);
    option->multi_option_policy(flag.repeated ? CLI::MultiOptionPolicy::TakeAll : CLI::MultiOptionPolicy::TakeLast);
    if (!flag.choices.empty())
      option->check([choices = flag.choices, name = key](const std::string& value) {
        if (std::find(choices.begin(), choices.end(), value) != choices.end()) return std::string();
        std::string all;
        for (std::string_view choice : choices) all += (all.empty() ? "" : ", ") + std::string(choice);
        return "--" + name + " is one of: " + all;
      });
  }
  // All that is no flag: CLI11's own positionals would read "[a, b]" as a list too.
  parsed.app->allow_extras();
}

// The nearest of the names, if it is near enough to be a slip of the finger.
std::string_view nearest(std::string_view wrong, const std::vector<std::string_view>& names) {
  std::string_view best;
  std::size_t least = 3;
  for (std::string_view name : names) {
    std::vector<std::size_t> row(name.size() + 1);
    for (std::size_t i = 0; i <= name.size(); ++i) row[i] = i;
    for (std::size_t j = 0; j < wrong.size(); ++j) {
      std::size_t diagonal = row[0];
      row[0] = j + 1;
      for (std::size_t i = 1; i <= name.size(); ++i) {
        std::size_t replaced = diagonal + (name[i - 1] != wrong[j]);
        diagonal = row[i];
        row[i] = std::min({replaced, row[i] + 1, row[i - 1] + 1});
      }
    }
    if (row.back() < least) least = row.back(), best = name;
  }
  return best;
}

int misused(std::string_view command, std::string message) {
  std::string see = command.empty() ? "stenogram --help" : "stenogram " + std::string(command) + " --help";
  complain(message + "\nsee `" + see + "`");
  return kFailed;
}

int unknown_command(std::string_view name) {
  std::vector<std::string_view> names;
  for (const Command& command : commands())
    if (!command.hidden) names.push_back(command.name);
  std::string message = "there is no command `" + std::string(name) + "`";
  if (auto near = nearest(name, names); !near.empty()) message += "; did you mean `" + std::string(near) + "`?";
  return misused({}, message);
}

// What CLI11 could not place is an argument, unless it looks like a flag.
std::optional<std::string> unknown_flag(const Command& command, const std::vector<std::string>& extras) {
  for (const std::string& extra : extras) {
    if (extra.size() < 2 || extra[0] != '-') continue;
    std::string message = "`" + extra + "` is no flag of `" + std::string(command.name) + "`";
    std::vector<std::string_view> names;
    for (const Flag& flag : flags_of(command)) names.push_back(flag.name);
    std::string_view bare = extra;
    bare.remove_prefix(std::min(bare.find_first_not_of('-'), bare.size()));
    if (auto near = nearest(bare.substr(0, bare.find('=')), names); !near.empty())
      message += "; did you mean `--" + std::string(near) + "`?";
    else message += "; write `--` before words that begin with a dash";
    return message;
  }
  return std::nullopt;
}

std::optional<std::string> miscounted(const Command& command, std::size_t count) {
  if (count < command.least) return "`" + std::string(command.name) + "` needs " + std::string(command.arguments);
  if (count > command.most)
    return "`" + std::string(command.name) + "` takes " +
           (command.most == 0 ? "no arguments" : std::string(command.arguments) + " and no more");
  return std::nullopt;
}

}  // namespace

std::optional<std::string> Invocation::value(std::string_view flag) const {
  auto found = values_.find(std::string(flag));
  if (found == values_.end() || found->second.empty()) return std::nullopt;
  return found->second.back();
}

std::vector<std::string> Invocation::values(std::string_view flag) const {
  auto found = values_.find(std::string(flag));
  return found == values_.end() ? std::vector<std::string>() : found->second;
}

Result<std::uint64_t> Invocation::number(std::string_view flag, std::uint64_t usual, std::uint64_t least,
                                         std::uint64_t most) const {
  std::optional<std::string> given = value(flag);
  if (!given) return usual;
  std::uint64_t number = 0;
  auto [end, error] = std::from_chars(given->data(), given->data() + given->size(), number);
  if (error != std::errc() || end != given->data() + given->size() || number < least || number > most)
    return Error::usage("--" + std::string(flag), "`" + *given + "` is no whole number from " + std::to_string(least) +
                                                      " to " + std::to_string(most));
  return number;
}

std::string Invocation::text() const {
  std::string text;
  for (const std::string& argument : arguments_) text += (text.empty() ? "" : " ") + argument;
  return text;
}

std::string Invocation::archive() const {
  if (auto given = value("archive")) return *given;
  if (const char* usual = std::getenv("STENOGRAM_ARCHIVE"); usual && *usual) return usual;
  return "archive.stenogram";
}

int Invocation::fail(const Error& error) const {
  complain(error.message());
  return kFailed;
}

int run_command_line(int argc, const char* const* argv) {
  Output output(1);
  std::vector<std::string> words(argv + std::min(argc, 1), argv + argc);
  if (words.empty()) {
    complain("what shall be done?\n" + short_help());
    return kFailed;
  }
  if (words[0] == "--version" || words[0] == "-V") {
    output.line(version_line());
    return kAsAsked;
  }
  if (words[0] == "--help" || words[0] == "-h" || words[0] == "help") {
    if (words.size() < 2 || words[0] != "help") {
      output.write(program_help(terminal_for("never").width));
      return kAsAsked;
    }
    const Command* about = find_command(words[1]);
    if (!about) return unknown_command(words[1]);
    output.write(command_help(*about, terminal_for("never").width));
    return kAsAsked;
  }
  const Command* command = find_command(words[0]);
  if (!command) {
    if (words[0].starts_with("-")) return misused({}, "`" + words[0] + "` is no flag here");
    return unknown_command(words[0]);
  }
  auto separator = std::find(words.begin(), words.end(), "--");
  if (std::any_of(words.begin(), separator, [](auto& word) { return word == "--help" || word == "-h"; })) {
    output.write(command_help(*command, terminal_for("never").width));
    return kAsAsked;
  }

  CLI::App root;
  root.set_help_flag();
  Parsed parsed;
  register_command(root, *command, parsed);
  try {
    // CLI11 takes the words last first. What follows a `--` is none of its business.
    root.parse(std::vector<std::string>(std::make_reverse_iterator(separator), words.rend()));
  } catch (const CLI::ValidationError& error) {
    std::string what = error.what();
    // CLI11 puts the flag's name before our sentence, which has it already.
    if (auto colon = what.find(": "); colon != std::string::npos) what.erase(0, colon + 2);
    return misused(command->name, what);
  } catch (const CLI::ParseError& error) {
    return misused(command->name, error.what());
  }

  Invocation invocation(*command, output);
  invocation.arguments_ = parsed.app->remaining();
  if (auto wrong = unknown_flag(*command, invocation.arguments_)) return misused(command->name, *wrong);
  if (separator != words.end()) invocation.arguments_.insert(invocation.arguments_.end(), separator + 1, words.end());
  if (auto wrong = miscounted(*command, invocation.arguments_.size())) return misused(command->name, *wrong);
  for (auto& [name, values] : parsed.values)
    if (!values.empty()) invocation.values_[name] = values;
  for (auto& [name, times] : parsed.switches)
    if (times > 0) invocation.values_[name] = {};
  invocation.terminal_ = terminal_for(invocation.value("color").value_or("auto"));

  int exit = command->run(invocation);
  output.flush();
  if (!output.status()) return invocation.fail(output.status().error());
  return exit;
}

}  // namespace stenogram::cli
