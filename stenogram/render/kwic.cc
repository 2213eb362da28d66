#include "stenogram/render/search.h"

#include <algorithm>

#include "stenogram/render/standing.h"

namespace stenogram::render {

std::string kwic_json(const corpus::Lines& lines, const std::string& understood) {
  std::string text;
  for (const corpus::Line& line : lines.lines) {
    Json object = {{"type", "line"}, {"address", line.address}, {"left", line.left}, {"match", line.match}, {"right", line.right}};
    object["transcript"] = line.transcript;
    object["turn"] = line.info.turn;
    object["span"] = span_json(line.span);
    add_standing(object, line);
    text += json_line(object);
  }
  Json total = {{"type", "total"}, {"lines", lines.total}, {"shown", lines.lines.size()}, {"query", understood}};
  add_suggestions(total, lines.suggestions);
  return text + json_line(total);
}

// turn  ….left context [match] right context….  who, when (where there is room)
std::string kwic_text(const Terminal& terminal, const corpus::Lines& lines) {
  constexpr std::size_t kRoomForNames = 110, kNames = 26, kLeastContext = 10;
  std::size_t address = 0, match = 0, left = 0, right = 0;
  const auto turn_of = [](const corpus::Line& line) { return inert(line.transcript + '#' + std::to_string(line.info.turn)); };
  for (const corpus::Line& line : lines.lines) {
    address = std::max(address, columns(turn_of(line)));
    match = std::max(match, columns(inert(line.match)));
    left = std::max(left, columns(inert(line.left)));
    right = std::max(right, columns(inert(line.right)));
  }
  const bool names = terminal.width >= kRoomForNames;
  const std::size_t around = address + 2 + (names ? kNames + 2 : 0);
  const std::size_t room = terminal.width > around ? terminal.width - around : 0;
  // A match of many words takes from the context, but leaves some.
  match = std::min(match, std::max<std::size_t>(room / 2, 1));
  const std::size_t context = std::max((room - std::min(room, match)) / 2, kLeastContext);
  left = std::min(left, context);
  right = std::min(right, context);

  std::string text;
  for (const corpus::Line& line : lines.lines) {
    const std::string before = inert(line.left), after = inert(line.right);
    const std::string found = fitted(inert(line.match), match);
    text += painted(terminal, Paint::address, padded(turn_of(line), address)) + "  ";
    text += padded_left(last_columns(before, left), left);
    text += painted(terminal, Paint::match, found);
    // What the match leaves free is the right context's.
    const std::size_t free = right + match - std::min(match, columns(found));
    const std::string_view follows = first_columns(after, free);
    if (names) {
      text += padded(follows, free) + "  ";
      text += painted(terminal, Paint::faint,
                      fitted(voice_of(line) + (line.date.empty() ? "" : ", " + inert(line.date)), kNames));
    } else {
      text += follows;
    }
    text += '\n';
  }
  std::string sum = counted(lines.total, "line");
  if (lines.lines.size() < lines.total && !lines.lines.empty()) sum += "; " + grouped(lines.lines.size()) + " shown";
  return text + (lines.lines.empty() ? "" : "\n") + painted(terminal, Paint::faint, sum) + '\n';
}

}  // namespace stenogram::render
