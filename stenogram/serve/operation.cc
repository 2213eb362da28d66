#include "stenogram/serve/operation.h"

#include <algorithm>
#include <charconv>

#include "stenogram/corpus/query.h"

namespace stenogram::serve {
namespace {

std::string listed(const std::vector<std::string_view>& choices) {
  std::string all;
  for (std::string_view choice : choices) all += (all.empty() ? "" : ", ") + std::string(choice);
  return all;
}

// A value held to its entry, in the one form that run functions see.
Result<std::string> held_to(const Parameter& parameter, const std::string& given) {
  const std::string where(parameter.name);
  switch (parameter.type) {
    case Parameter::Type::text:
      if (given.size() > parameter.most_bytes)
        return Error::usage(where, "is longer than " + std::to_string(parameter.most_bytes) + " bytes");
      if (parameter.required && given.empty()) return Error::usage(where, "is empty");
      return given;
    case Parameter::Type::flag:
      if (given == "true" || given == "1" || given.empty()) return std::string("true");
      if (given == "false" || given == "0") return std::string("false");
      return Error::usage(where, "is neither true nor false");
    case Parameter::Type::choice:
      if (std::find(parameter.choices.begin(), parameter.choices.end(), given) == parameter.choices.end())
        return Error::usage(where, "is none of " + listed(parameter.choices));
      return given;
    case Parameter::Type::number: {
      std::uint64_t number = 0;
      auto [end, error] = std::from_chars(given.data(), given.data() + given.size(), number);
      if (error != std::errc() || end != given.data() + given.size() || number < parameter.least ||
          number > parameter.most)
        return Error::usage(where, "is no whole number from " + std::to_string(parameter.least) + " to " +
                                       std::to_string(parameter.most));
      return std::to_string(number);
    }
  }
  return given;
}

}  // namespace

std::optional<std::string> Arguments::value(std::string_view name) const {
  auto found = values_.find(name);
  if (found == values_.end()) return std::nullopt;
  return found->second.back();
}

const std::vector<std::string>& Arguments::values(std::string_view name) const {
  static const std::vector<std::string> kNone;
  auto found = values_.find(name);
  return found == values_.end() ? kNone : found->second;
}

std::uint64_t Arguments::number(std::string_view name) const {
  if (auto given = value(name)) return std::strtoull(given->c_str(), nullptr, 10);
  for (const Parameter& parameter : table_)
    if (parameter.name == name) return parameter.usual;
  return 0;
}

std::string Arguments::choice(std::string_view name) const {
  if (auto given = value(name)) return *given;
  for (const Parameter& parameter : table_)
    if (parameter.name == name && !parameter.choices.empty()) return std::string(parameter.choices.front());
  return {};
}

void Arguments::set(std::string_view name, std::string value) { values_[std::string(name)] = {std::move(value)}; }

Result<Arguments> arguments_of(std::span<const Parameter> table,
                               const std::vector<std::pair<std::string, std::string>>& given) {
  Arguments arguments;
  arguments.table_ = table;
  for (const auto& [name, value] : given) {
    auto entry =
        std::find_if(table.begin(), table.end(), [&](const Parameter& parameter) { return parameter.name == name; });
    if (entry == table.end()) {
      std::string all;
      for (const Parameter& parameter : table)
        if (!parameter.in_path) all += (all.empty() ? "" : ", ") + std::string(parameter.name);
      return Error::usage(name.substr(0, 40), "is no parameter here",
                          all.empty() ? "there are none" : "there are " + all);
    }
    Result<std::string> held = held_to(*entry, value);
    if (!held) return held.error();
    std::vector<std::string>& values = arguments.values_[name];
    if (!values.empty() && !entry->repeated) return Error::usage(name, "is given twice");
    values.push_back(std::move(*held));
  }
  for (const Parameter& parameter : table)
    if (parameter.required && !arguments.has(parameter.name))
      return Error::usage(std::string(parameter.name), "is missing");
  return arguments;
}

Parameter text(std::string_view name, std::string_view help) {
  Parameter parameter;
  parameter.name = name;
  parameter.help = help;
  return parameter;
}

Parameter required(Parameter parameter) {
  parameter.required = true;
  return parameter;
}

Parameter repeated(Parameter parameter) {
  parameter.repeated = true;
  return parameter;
}

Parameter flag(std::string_view name, std::string_view help) {
  Parameter parameter = text(name, help);
  parameter.type = Parameter::Type::flag;
  return parameter;
}

Parameter number(std::string_view name, std::uint64_t least, std::uint64_t most, std::string_view help) {
  Parameter parameter = text(name, help);
  parameter.type = Parameter::Type::number;
  parameter.least = least;
  parameter.most = most;
  return parameter;
}

Parameter number(std::string_view name, std::uint64_t usual, std::uint64_t least, std::uint64_t most,
                 std::string_view help) {
  Parameter parameter = number(name, least, most, help);
  parameter.usual = usual;
  parameter.has_usual = true;
  return parameter;
}

Parameter choice(std::string_view name, std::vector<std::string_view> choices, std::string_view help) {
  Parameter parameter = text(name, help);
  parameter.type = Parameter::Type::choice;
  parameter.choices = std::move(choices);
  return parameter;
}

Parameter path_id() {
  Parameter parameter = required(text("id", "A transcript: the first digits of its capture's SHA-256."));
  parameter.in_path = true;
  parameter.most_bytes = 80;
  return parameter;
}

void add_page(std::vector<Parameter>& parameters, std::uint64_t usual, std::uint64_t most) {
  parameters.push_back(number("limit", usual, 0, most, "How many to show."));
  parameters.push_back(number("skip", 0, 0, 1'000'000'000, "How many to pass over first."));
}

std::vector<Parameter> with_filters(std::vector<Parameter> parameters) {
  parameters.push_back(repeated(text(
      "speaker",
      "Only turns of who is so called: words of a name, an office or a label; `=NAME` is that name and no other.")));
  parameters.push_back(repeated(text(
      "kind", "Only such turns (question, answer, statement, procedure) or transcripts (interview, briefing, …).")));
  parameters.push_back(repeated(text("outlet", "Only transcripts of this outlet.")));
  parameters.push_back(repeated(text("place", "Only transcripts of this place.")));
  parameters.push_back(repeated(text("lang", "Only transcripts in this language: en, ru, zh-Hant.")));
  parameters.push_back(repeated(text("date", "Only of this date or range: 2017, 2017-07, 2017..2024-03, 2020..")));
  parameters.push_back(repeated(text("in", "Only in this transcript, or in this turn (ID#7).")));
  return parameters;
}

Result<std::vector<corpus::Query>> filters_of(const Arguments& arguments) {
  std::vector<corpus::Query> filters;
  for (std::string_view name : {"speaker", "kind", "outlet", "place", "lang", "date", "in"}) {
    if (!arguments.has(name)) continue;
    Result<corpus::FieldTest> test = corpus::parse_filter(*corpus::field_of(name), arguments.values(name));
    if (!test) {
      Error error = test.error();
      error.where = name;
      return error;
    }
    corpus::Query query;
    query.kind = corpus::Query::Kind::field;
    query.test = std::move(*test);
    filters.push_back(std::move(query));
  }
  return filters;
}

const std::vector<Operation>& operations() {
  static const std::vector<Operation> all = [] {
    std::vector<Operation> made;
    add_archive_operations(made);
    add_transcript_operations(made);
    add_search_operations(made);
    add_count_operations(made);
    add_check_operations(made);
    add_copies_operations(made);
    add_reuse_operations(made);
    add_capture_operations(made);
    return made;
  }();
  return all;
}

const Operation* find_operation(std::string_view id) {
  for (const Operation& operation : operations())
    if (operation.id == id) return &operation;
  return nullptr;
}

}  // namespace stenogram::serve
