// What JSON of transcripts and archives needs beside standing.h: pieces that go out one
// by one, spans of any unit, null where there is nothing.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "stenogram/base/span.h"
#include "stenogram/render/standing.h"

namespace stenogram::render {

// Where pieces of an answer go, in order.
using Sink = std::function<void(std::string_view)>;

template <class Unit>
Json json_of(Span<Unit> span) {
  return Json::array({span.begin, span.end});
}

template <class T>
Json or_null(const std::optional<T>& value) {
  if (!value) return nullptr;
  return *value;
}

}  // namespace stenogram::render
