#include "stenogram/render/standing.h"

#include "stenogram/transcript/transcript.h"

namespace stenogram::render {
namespace {

std::uint64_t code_points(std::string_view text) {
  std::uint64_t count = 0;
  for (char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count;
}

}  // namespace

std::string json_line(const Json& object) { return object.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n'; }

Json or_null(std::string_view text) { return text.empty() ? Json() : Json(std::string(text)); }

Json span_json(ByteSpan span) { return Json::array({span.begin, span.end}); }

Json chars_json(std::string_view text, ByteSpan span) {
  const std::uint64_t begin = code_points(text.substr(0, span.begin));
  return Json::array({begin, begin + code_points(slice(text, span))});
}

void add_standing(Json& object, const corpus::Standing& standing) {
  const bool is_note = standing.info.note != concordance::kNone;
  const auto kind = is_note ? transcript::TurnKind::statement : static_cast<transcript::TurnKind>(standing.info.kind);
  object["speaker"] = or_null(standing.speaker);
  object["label"] = or_null(standing.label);
  object["date"] = or_null(standing.date);
  object["kind"] = std::string(transcript::name_of(kind));
  object["note"] = is_note ? Json(standing.info.note) : Json();
}

void add_suggestions(Json& object, const std::vector<corpus::Suggestion>& suggestions) {
  for (const corpus::Suggestion& suggestion : suggestions) object["suggestions"][suggestion.word] = suggestion.nearest;
}

std::string voice_of(const corpus::Standing& standing) {
  if (!standing.speaker.empty()) return inert(standing.speaker);
  return standing.label.empty() ? "unnamed" : inert(standing.label);
}

std::vector<std::string> suggestion_lines(const std::vector<corpus::Suggestion>& suggestions) {
  std::vector<std::string> lines;
  for (const corpus::Suggestion& suggestion : suggestions) {
    std::string line = "the archive does not hold \"" + inert(suggestion.word) + '"';
    for (std::size_t i = 0; i < suggestion.nearest.size(); ++i) {
      line += i == 0 ? "; did you mean " : i + 1 == suggestion.nearest.size() ? " or " : ", ";
      line += inert(suggestion.nearest[i]);
    }
    lines.push_back(suggestion.nearest.empty() ? line : line + '?');
  }
  return lines;
}

std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

std::string counted(std::uint64_t number, std::string_view thing) {
  std::string written = grouped(number);
  written += ' ';
  written += thing;
  if (number != 1) written += 's';
  return written;
}

}  // namespace stenogram::render
