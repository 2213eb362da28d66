// What answers share: where a thing stands, as JSON keys and as a line for people.
// Pure; any thread.
#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "stenogram/corpus/search.h"
#include "stenogram/render/terminal.h"

namespace stenogram::render {

using Json = nlohmann::ordered_json;

// One object a line. Bytes that are no UTF-8 become U+FFFD: JSON has no other way.
std::string json_line(const Json& object);

// Null where empty.
Json or_null(std::string_view text);
Json span_json(ByteSpan span);
// The same stretch of `text` in code points.
Json chars_json(std::string_view text, ByteSpan span);

// speaker, label, date, turn, kind, note.
void add_standing(Json& object, const corpus::Standing& standing);
// {"brigde":["bridge"]}; absent where there is nothing to say.
void add_suggestions(Json& object, const std::vector<corpus::Suggestion>& suggestions);

// "Anna Berg", "Q", or "unnamed"; inert.
std::string voice_of(const corpus::Standing& standing);
// "the archive does not hold "brigde"; did you mean bridge or brigade?", a line each.
std::vector<std::string> suggestion_lines(const std::vector<corpus::Suggestion>& suggestions);

// 1,234,567
std::string grouped(std::uint64_t number);
// "1 hit", "2 hits"
std::string counted(std::uint64_t number, std::string_view thing);

}  // namespace stenogram::render
