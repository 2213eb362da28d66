#include "cli/manual.h"

#include <algorithm>

#include "cli/parse.h"
#include "stenogram/render/terminal.h"
#include "stenogram/serve/openapi.h"

namespace stenogram::cli {
namespace {

using render::folded;
using render::padded;

std::vector<std::string_view> paragraphs_of(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    std::size_t end = text.find("\n\n");
    out.push_back(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 2);
  }
  return out;
}

// "-n, --limit N".
std::string spelled(const Flag& flag) {
  std::string out = flag.letter ? std::string("-") + flag.letter + ", " : "    ";
  out += "--" + std::string(flag.name);
  if (!flag.value.empty()) out += " " + std::string(flag.value);
  return out;
}

// Two columns, the right one folded and hung under itself.
void add_row(std::string& out, std::string_view left, std::string_view right, std::size_t column, std::size_t width) {
  out += "  " + padded(left, column);
  if (left.size() + 2 > column) out += "\n" + std::string(column + 2, ' ');
  bool first = true;
  for (std::string_view line : folded(right, width - column - 2)) {
    if (!first) out += std::string(column + 2, ' ');
    out += std::string(line) + "\n";
    first = false;
  }
}

std::string usage_of(const Command& command) {
  std::string out = "stenogram " + std::string(command.name) + " [flags]";
  if (!command.arguments.empty()) out += " " + std::string(command.arguments);
  return out;
}

// roff: a backslash and a dash mean something, and so does a dot that begins a line.
std::string roff(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '\\') out += "\\e";
    else if (c == '-') out += "\\-";
    else if (c == '\'') out += "\\(aq";
    else out += c;
  }
  if (out.starts_with(".")) out.insert(0, "\\&");
  return out;
}

// A shell's single quotes.
std::string quoted(std::string_view text) {
  std::string out = "'";
  for (char c : text) {
    if (c == '\'') out += "'\\''";
    else out += c;
  }
  return out + "'";
}

std::string joined(const std::vector<std::string_view>& words, std::string_view with) {
  std::string out;
  for (std::string_view word : words) {
    if (!out.empty()) out += with;
    out += word;
  }
  return out;
}

std::vector<const Command*> shown_commands() {
  std::vector<const Command*> out;
  for (const Command& command : commands())
    if (!command.hidden) out.push_back(&command);
  return out;
}

}  // namespace

std::string version_line() { return "stenogram " STENOGRAM_VERSION; }

std::string short_help() {
  std::string out = "commands:";
  for (const Command* command : shown_commands()) out += " " + std::string(command->name);
  return out + "\nsee `stenogram --help`";
}

std::string program_help(std::size_t width) {
  width = std::min<std::size_t>(width, 100);
  std::string out;
  for (std::string_view line : folded(kAbout, width)) out += std::string(line) + "\n";
  out += "\nUsage: stenogram COMMAND [flags] [arguments]\n\nCommands:\n";
  for (const Command* command : shown_commands()) add_row(out, command->name, command->summary, 12, width);
  out += "\nFlags:\n";
  add_row(out, "-h, --help", "Show this, or after a command all about it.", 16, width);
  add_row(out, "-V, --version", "Show the version.", 16, width);
  out += "\nExit status: 0 all as asked; 1 something is amiss, or there is nothing; 2 it could not be done.\n";
  return out;
}

std::string command_help(const Command& command, std::size_t width) {
  width = std::min<std::size_t>(width, 100);
  std::string out = std::string(command.summary) + "\n\nUsage: " + usage_of(command) + "\n\n";
  for (std::string_view paragraph : paragraphs_of(command.about)) {
    for (std::string_view line : folded(paragraph, width)) out += std::string(line) + "\n";
    out += "\n";
  }
  out += "Flags:\n";
  std::size_t column = 16;
  for (const Flag& flag : flags_of(command))
    column = std::max(column, std::min<std::size_t>(spelled(flag).size() + 2, 28));
  for (const Flag& flag : flags_of(command)) {
    std::string help(flag.help);
    if (!flag.choices.empty()) help += " One of: " + joined(flag.choices, ", ") + ".";
    if (flag.repeated) help += " May be repeated.";
    add_row(out, spelled(flag), help, column, width);
  }
  add_row(out, "-h, --help", "Show this.", column, width);
  if (!command.examples.empty()) {
    out += "\nExamples:\n";
    for (const Example& example : command.examples) {
      out += "  stenogram " + std::string(example.line) + "\n";
      for (std::string_view line : folded(example.says, width - 6)) out += "      " + std::string(line) + "\n";
    }
  }
  out += "\nExit status: 0 all as asked; 1 " + std::string(command.exit_status) + "; 2 it could not be done.\n";
  return out;
}

std::string man_page() {
  std::string out = ".TH STENOGRAM 1 \"\" \"" + version_line() + "\"\n";
  out += ".SH NAME\nstenogram \\- the record of what public figures really said\n";
  out += ".SH SYNOPSIS\n.B stenogram\n.I command\n[flags] [arguments]\n";
  out += ".SH DESCRIPTION\n" + roff(kAbout) + "\n.SH COMMANDS\n";
  for (const Command* command : shown_commands()) {
    out += ".SS " + roff(usage_of(*command)) + "\n" + roff(command->summary) + "\n";
    for (std::string_view paragraph : paragraphs_of(command->about)) out += ".PP\n" + roff(paragraph) + "\n";
    for (const Flag& flag : flags_of(*command)) {
      std::string spelling = spelled(flag);
      spelling.erase(0, spelling.find_first_not_of(' '));
      out += ".TP\n.B " + roff(spelling) + "\n" + roff(flag.help);
      if (!flag.choices.empty()) out += roff(" One of: " + joined(flag.choices, ", ") + ".");
      if (flag.repeated) out += " May be repeated.";
      out += "\n";
    }
    for (const Example& example : command->examples)
      out += ".PP\n.EX\nstenogram " + roff(example.line) + "\n.EE\n" + roff(example.says) + "\n";
    out += ".PP\nStatus 1: " + roff(command->exit_status) + ".\n";
  }
  out += ".SH ENVIRONMENT\n.TP\n.B STENOGRAM_ARCHIVE\nThe archive, where \\-\\-archive is not given.\n";
  out += ".TP\n.B NO_COLOR\nIf set, no colour unless \\-\\-color=always.\n";
  out += ".SH EXIT STATUS\n0 all as asked; 1 something is amiss, or there is nothing; 2 it could not be done.\n";
  return out;
}

std::string bash_completions() {
  std::string out =
      "_stenogram() {\n"
      "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}\n"
      "  COMPREPLY=()\n"
      "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
      "    COMPREPLY=($(compgen -W '--help --version";
  for (const Command* command : shown_commands()) out += " " + std::string(command->name);
  out += "' -- \"$word\"))\n    return\n  fi\n  case $command in\n";
  for (const Command* command : shown_commands()) {
    out += "  " + std::string(command->name) + ")\n    case $before in\n";
    std::string flags = "--help";
    for (const Flag& flag : flags_of(*command)) {
      flags += " --" + std::string(flag.name);
      if (flag.value.empty()) continue;
      out += "    --" + std::string(flag.name) + ") ";
      if (!flag.choices.empty()) out += "COMPREPLY=($(compgen -W '" + joined(flag.choices, " ") + "' -- \"$word\")); ";
      else if (flag.offer == Offer::file || flag.offer == Offer::folder)
        out += std::string("COMPREPLY=($(compgen -") + (flag.offer == Offer::file ? "f" : "d") + " -- \"$word\")); ";
      out += "return;;\n";
    }
    out += "    esac\n    case $word in -*) COMPREPLY=($(compgen -W '" + flags + "' -- \"$word\"));;\n";
    if (command->offer == Offer::file) out += "    *) COMPREPLY=($(compgen -f -- \"$word\"));;\n";
    out += "    esac;;\n";
  }
  return out + "  esac\n}\ncomplete -o filenames -F _stenogram stenogram\n";
}

std::string zsh_completions() {
  std::string out = "#compdef stenogram\n_stenogram() {\n  local -a commands=(\n";
  for (const Command* command : shown_commands())
    out += "    " + quoted(std::string(command->name) + ":" + std::string(command->summary)) + "\n";
  out += "  )\n  if (( CURRENT == 2 )); then _describe command commands; return; fi\n  case $words[2] in\n";
  for (const Command* command : shown_commands()) {
    out += "  " + std::string(command->name) + ") shift words; (( CURRENT-- )); _arguments -s";
    for (const Flag& flag : flags_of(*command)) {
      std::string help(flag.help);
      for (char& c : help)
        if (c == '[' || c == ']' || c == ':') c = ' ';
      std::string spec = (flag.repeated ? "*--" : "--") + std::string(flag.name);
      if (!flag.value.empty()) spec += "=";
      spec += "[" + help + "]";
      if (!flag.value.empty()) {
        spec += ":" + std::string(flag.value) + ":";
        if (!flag.choices.empty()) spec += "(" + joined(flag.choices, " ") + ")";
        else if (flag.offer == Offer::file) spec += "_files";
        else if (flag.offer == Offer::folder) spec += "_files -/";
      }
      out += " \\\n    " + quoted(spec);
    }
    if (command->offer == Offer::file) out += " \\\n    '*:file:_files'";
    out += ";;\n";
  }
  return out + "  esac\n}\n_stenogram \"$@\"\n";
}

std::string fish_completions() {
  std::string out = "complete -c stenogram -f\n";
  for (const Command* command : shown_commands())
    out += "complete -c stenogram -n __fish_use_subcommand -a " + std::string(command->name) + " -d " +
           quoted(command->summary) + "\n";
  for (const Command* command : shown_commands()) {
    std::string when = "complete -c stenogram -n '__fish_seen_subcommand_from " + std::string(command->name) + "'";
    if (command->offer == Offer::file) out += when + " -F\n";
    for (const Flag& flag : flags_of(*command)) {
      out += when + " -l " + std::string(flag.name);
      if (flag.letter) out += std::string(" -s ") + flag.letter;
      if (!flag.choices.empty()) out += " -x -a '" + joined(flag.choices, " ") + "'";
      else if (flag.offer == Offer::file || flag.offer == Offer::folder) out += " -r -F";
      else if (!flag.value.empty()) out += " -x";
      out += " -d " + quoted(flag.help) + "\n";
    }
  }
  return out;
}

int run_manual(Invocation& invocation) {
  const std::string& which = invocation.arguments()[0];
  if (which == "man") invocation.out().write(man_page());
  else if (which == "bash") invocation.out().write(bash_completions());
  else if (which == "zsh") invocation.out().write(zsh_completions());
  else if (which == "fish") invocation.out().write(fish_completions());
  else if (which == "openapi") invocation.out().write(serve::openapi_json(STENOGRAM_VERSION));
  else return invocation.fail(Error::usage(which, "is none of man, bash, zsh, fish and openapi"));
  return kAsAsked;
}

}  // namespace stenogram::cli
