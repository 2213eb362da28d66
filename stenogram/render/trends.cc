#include <algorithm>
#include <cmath>
#include <cstdio>

#include "stenogram/render/search.h"
#include "stenogram/render/standing.h"

namespace stenogram::render {
namespace {

using By = corpus::TrendOptions::By;

std::string_view name_of(By by) {
  switch (by) {
    case By::decade: return "decade";
    case By::year: return "year";
    case By::month: return "month";
    case By::speaker: return "speaker";
    case By::outlet: return "outlet";
    case By::place: return "place";
    case By::language: return "language";
  }
  return {};
}

Json use_json(const std::optional<corpus::Line>& line) {
  if (!line) return {};
  Json object = {{"address", line->address}, {"date", or_null(line->date)}, {"speaker", or_null(line->speaker)}};
  object["left"] = line->left;
  object["match"] = line->match;
  object["right"] = line->right;
  return object;
}

std::string rate(double per_million) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", per_million);
  return text;
}

std::string use_text(const Terminal& terminal, std::string_view when, const corpus::Line& line) {
  std::string text(when);
  text += inert(line.date) + ", " + voice_of(line) + ", " + painted(terminal, Paint::address, inert(line.address));
  return text + '\n';
}

}  // namespace

std::string trend_json(const corpus::Trend& trend, const std::string& phrase, By by) {
  std::string lines;
  for (const corpus::TrendPoint& point : trend.points) {
    Json object = {
        {"type", "point"}, {"phrase", phrase}, {"by", std::string(name_of(by))}, {"key", or_null(point.key)}};
    object[std::string(name_of(by))] = or_null(point.key);
    object["count"] = point.count;
    object["words"] = point.words;
    object["per_million"] = point.per_million;
    object["transcripts"] = point.transcripts;
    object["query"] = or_null(point.query);
    lines += json_line(object);
  }
  Json total = {{"type", "trend"},      {"phrase", phrase},     {"by", std::string(name_of(by))},
                {"count", trend.count}, {"words", trend.words}, {"per_million", trend.per_million}};
  if (trend.sampled) {
    total["sampled"] = true;
    total["drawn"] = trend.drawn;
    total["estimated"] = trend.estimated;
  }
  total["first"] = use_json(trend.first);
  total["last"] = use_json(trend.last);
  add_suggestions(total, trend.suggestions);
  return lines + json_line(total);
}

std::string trend_text(const Terminal& terminal, const corpus::Trend& trend, const std::string& phrase, By by) {
  std::size_t widest = 7, counts = 5;
  double most = 0;
  for (const corpus::TrendPoint& point : trend.points) {
    widest = std::max(widest, std::min<std::size_t>(columns(inert(point.key)), 30));
    counts = std::max(counts, grouped(point.count).size());
    most = std::max(most, point.per_million);
  }
  std::string text = painted(terminal, Paint::strong, inert(phrase)) + '\n';
  text +=
      painted(terminal, Paint::faint,
              padded(std::string(name_of(by)), widest) + "  " + padded_left("lines", counts) + "  per million words") +
      '\n';
  const std::size_t fixed = widest + counts + 4 + 12;
  const std::size_t room = terminal.width > fixed + 10 ? std::min<std::size_t>(terminal.width - fixed, 50) : 10;
  for (const corpus::TrendPoint& point : trend.points) {
    const std::string key = point.key.empty() ? "unknown" : fitted(inert(point.key), widest);
    text += padded(key, widest) + "  " + padded_left(grouped(point.count), counts) + "  " +
            padded_left(rate(point.per_million), 10);
    const auto bar = most > 0 ? static_cast<std::size_t>(std::lround(point.per_million / most * double(room))) : 0;
    std::string drawn;
    for (std::size_t i = 0; i < bar; ++i) drawn += "▇";
    if (!drawn.empty()) text += "  " + painted(terminal, Paint::match, drawn);
    text += '\n';
  }
  text += painted(terminal, Paint::faint,
                  counted(trend.count, "line") + " among " + counted(trend.words, "word") + ", " +
                      rate(trend.per_million) + " per million") +
          '\n';
  if (trend.first) text += use_text(terminal, "first  ", *trend.first);
  if (trend.last) text += use_text(terminal, "last   ", *trend.last);
  return text;
}

}  // namespace stenogram::render
