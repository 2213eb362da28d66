#include "stenogram/render/search.h"

#include <algorithm>

#include "stenogram/render/standing.h"

namespace stenogram::render {

std::string kwic_json(const corpus::Lines& lines, const std::string& understood) {
  std::string text;
  for (const corpus::Line& line : lines.lines) {
    Json object = {
        {"type", "line"}, {"address", line.address}, {"left", line.left}, {"match", line.match}, {"right", line.right}};
    object["transcript"] = line.transcript;
    object["turn"] = line.info.turn;
    object["span"] = span_json(line.span);
    add_standing(object, line);
    text += json_line(object);
  }
  Json total = {{"type", "total"}, {"lines", lines.total}, {"shown", lines.lines.size()}, {"query", understood}};
  if (lines.sampled) {
    total["sampled"] = true;
    total["drawn"] = lines.reach;
    total["estimated"] = lines.estimated;
  }
  add_suggestions(total, lines.suggestions);
  return text + json_line(total);
}

namespace {

// A line of context ends between words; one that has no blank in sight (Chinese, an
// address) is cut where the room ends.
constexpr std::size_t kLongestHalfWord = 24;

std::string_view context_before(std::string_view text, std::size_t width) {
  const std::string_view piece = last_columns(text, width);
  if (piece.size() == text.size() || text[text.size() - piece.size() - 1] == ' ') return piece;
  const std::size_t blank = piece.find(' ');
  return blank > kLongestHalfWord ? piece : piece.substr(blank);
}

std::string_view context_after(std::string_view text, std::size_t width) {
  const std::string_view piece = first_columns(text, width);
  if (piece.size() == text.size() || text[piece.size()] == ' ') return piece;
  const std::size_t blank = piece.rfind(' ');
  return blank == piece.npos || piece.size() - blank > kLongestHalfWord ? piece : piece.substr(0, blank);
}

}  // namespace

// turn  ….left context [match] right context….  who, when (where there is room)
std::string kwic_text(const Terminal& terminal, const corpus::Lines& lines) {
  constexpr std::size_t kRoomForNames = 110, kNames = 26, kLeastContext = 10;
  std::size_t address = 0, match = 0, left = 0, right = 0;
  const auto turn_of = [](const corpus::Line& line) {
    return inert(line.transcript + '#' + std::to_string(line.info.turn));
  };
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
    text += padded_left(context_before(before, left), left);
    text += painted(terminal, Paint::match, found);
    // What the match leaves free is the right context's.
    const std::size_t free = right + match - std::min(match, columns(found));
    const std::string_view follows = context_after(after, free);
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
