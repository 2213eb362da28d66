#include "stenogram/render/search.h"

#include <algorithm>

#include "stenogram/render/standing.h"

namespace stenogram::render {
namespace {

// The snippet with its highlights, and a mark where more of the turn stands before or
// after it. Made inert piece by piece, since that changes lengths.
std::string marked(const Terminal& terminal, const corpus::Hit& hit) {
  std::string text = hit.cut_before ? "… " : "";
  std::uint64_t at = 0;
  for (const ByteSpan& highlight : hit.highlights) {
    text += inert(slice(hit.snippet, {at, highlight.begin}));
    // Each word is painted apart, so that folding at blanks cuts no colour in two.
    const std::string words = inert(slice(hit.snippet, highlight));
    for (std::size_t begin = 0; begin < words.size();) {
      const std::size_t end = std::min(words.find(' ', begin), words.size());
      text += painted(terminal, Paint::match, std::string_view(words).substr(begin, end - begin));
      if (end < words.size()) text += ' ';
      begin = end + 1;
    }
    at = highlight.end;
  }
  return text + inert(std::string_view(hit.snippet).substr(at)) + (hit.cut_after ? " …" : "");
}

// Words one after another, as wide as the terminal; what colours take has no width.
std::string wrapped(const Terminal& terminal, std::string_view text, std::size_t indent) {
  std::string lines(indent, ' ');
  std::size_t used = indent;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    const std::string_view word = text.substr(begin, end - begin);
    begin = end + 1;
    if (word.empty()) continue;
    std::string bare;
    for (std::size_t i = 0; i < word.size(); ++i) {
      if (word[i] == '\033')
        while (i < word.size() && word[i] != 'm') ++i;
      else bare += word[i];
    }
    const std::size_t wide = columns(bare);
    if (used > indent && used + 1 + wide > terminal.width) {
      lines += '\n' + std::string(indent, ' ');
      used = indent;
    } else if (used > indent) {
      lines += ' ';
      ++used;
    }
    lines += word;
    used += wide;
  }
  return lines + '\n';
}

}  // namespace

std::string search_json(const corpus::Found& found, const std::string& understood) {
  std::string lines;
  for (const corpus::Hit& hit : found.hits) {
    Json object = {{"type", "hit"}, {"transcript", hit.transcript}, {"turn", hit.info.turn}, {"address", hit.address}};
    object["speaker"] = or_null(hit.speaker);
    object["date"] = or_null(hit.date);
    object["score"] = hit.score;
    object["snippet"] = hit.snippet;
    object["highlights"] = Json::array();
    object["chars"] = Json::array();
    for (const ByteSpan& highlight : hit.highlights) {
      object["highlights"].push_back(span_json(highlight));
      object["chars"].push_back(chars_json(hit.snippet, highlight));
    }
    object["cut"] = {{"before", hit.cut_before}, {"after", hit.cut_after}};
    object["span"] = span_json(hit.span);
    add_standing(object, hit);
    object["title"] = or_null(hit.title);
    object["outlet"] = or_null(hit.outlet);
    lines += json_line(object);
  }
  for (const corpus::Facet& facet : found.facets) {
    Json object = {{"type", "facet"}, {"facet", facet.name}, {"values", Json::array()}};
    for (const corpus::Facet::Value& value : facet.values)
      object["values"].push_back({{"value", or_null(value.value)}, {"count", value.count}});
    lines += json_line(object);
  }
  Json total = {{"type", "total"}, {"hits", found.total}, {"shown", found.hits.size()}, {"query", understood}};
  if (!found.facets.empty() && found.facets_of < found.total) total["facets_of"] = found.facets_of;
  add_suggestions(total, found.suggestions);
  return lines + json_line(total);
}

std::string search_text(const Terminal& terminal, const corpus::Found& found, std::size_t skip) {
  std::string text;
  for (const corpus::Hit& hit : found.hits) {
    text += painted(terminal, Paint::address, inert(hit.address));
    text += "  " + painted(terminal, Paint::name, voice_of(hit));
    if (!hit.date.empty()) text += ", " + inert(hit.date);
    text += '\n' + wrapped(terminal, marked(terminal, hit), 2) + '\n';
  }
  constexpr std::size_t kMostValues = 8;
  for (const corpus::Facet& facet : found.facets) {
    std::string line = facet.name + ':';
    std::replace(line.begin(), line.end(), '_', ' ');
    for (std::size_t i = 0; i < facet.values.size() && i < kMostValues; ++i) {
      const std::string value = facet.values[i].value.empty() ? "unknown" : inert(facet.values[i].value);
      line += (i == 0 ? " " : ", ") + value + ' ' + grouped(facet.values[i].count);
    }
    if (facet.values.size() > kMostValues) line += ", and " + grouped(facet.values.size() - kMostValues) + " more";
    text += wrapped(terminal, line, 0);
  }
  if (!found.facets.empty()) text += '\n';
  std::string sum = counted(found.total, "turn");
  if (found.hits.size() < found.total && !found.hits.empty())
    sum += "; these are " + grouped(skip + 1) + " to " + grouped(skip + found.hits.size());
  return text + painted(terminal, Paint::faint, sum) + '\n';
}

}  // namespace stenogram::render
