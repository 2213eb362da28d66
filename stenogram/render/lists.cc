#include "stenogram/render/lists.h"

#include <algorithm>

namespace stenogram::render {
namespace {

std::string plural(std::uint64_t count, std::string_view one) {
  return std::to_string(count) + " " + std::string(one) + (count == 1 ? "" : "s");
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

Paint paint_of(corpus::Ingested::Status status) {
  switch (status) {
    case corpus::Ingested::Status::added: return Paint::good;
    case corpus::Ingested::Status::unchanged: return Paint::faint;
    case corpus::Ingested::Status::replaced: return Paint::warning;
    case corpus::Ingested::Status::failed: return Paint::bad;
  }
  return Paint::plain;
}

}  // namespace

std::string size_text(std::uint64_t bytes) {
  constexpr std::string_view kUnits[] = {"bytes", "kB", "MB", "GB", "TB"};
  double value = double(bytes);
  std::size_t unit = 0;
  for (; value >= 1000 && unit < 4; ++unit) value /= 1000;
  std::string digits = std::to_string(std::uint64_t(value));
  if (unit > 0 && value < 100) digits += "." + std::to_string(std::uint64_t(value * 10) % 10);
  return digits + " " + std::string(kUnits[unit]);
}

Json ingested_json(const corpus::Ingested& ingested) {
  return {{"type", "ingested"},
          {"transcript", or_null(ingested.transcript)},
          {"name", ingested.name},
          {"turns", ingested.turns},
          {"status", name_of(ingested.status)},
          {"error", ingested.error ? Json(ingested.error->message()) : Json(nullptr)}};
}

std::string ingested_text(const corpus::Ingested& ingested, const Terminal& terminal) {
  std::string out = painted(terminal, paint_of(ingested.status), padded(name_of(ingested.status), 10)) + " ";
  if (ingested.error) return out + inert(ingested.error->message());
  return out + painted(terminal, Paint::address, ingested.transcript) + "  " + inert(ingested.name) + "  " +
         painted(terminal, Paint::faint, plural(ingested.turns, "turn"));
}

std::string summary_text(const corpus::IngestSummary& summary) {
  std::vector<std::string> parts;
  auto add = [&](std::uint64_t count, const char* what) {
    if (count > 0) parts.push_back(std::to_string(count) + " " + what);
  };
  add(summary.added, "added");
  add(summary.replaced, "replaced");
  add(summary.unchanged, "unchanged");
  add(summary.failed, "failed");
  return parts.empty() ? "nothing to ingest" : joined(parts);
}

Json listed_json(const archive::TranscriptRow& row, const std::vector<std::string>& speakers) {
  return {{"type", "listed"},
          {"transcript", row.id},
          {"name", row.name},
          {"kind", row.kind},
          {"title", or_null(row.title)},
          {"outlet", or_null(row.outlet)},
          {"occasion", or_null(row.occasion)},
          {"place", or_null(row.place)},
          {"event_date", or_null(row.event_date)},
          {"publication_date", or_null(row.publication_date)},
          {"language", row.language},
          {"turns", row.turns},
          {"words", row.words},
          {"speakers", speakers}};
}

std::string listed_text(const archive::TranscriptRow& row, const std::vector<std::string>& speakers,
                        const Terminal& terminal) {
  std::string date = row.date().empty() ? "undated" : row.date().substr(0, 10);
  std::string who = speakers.empty() ? row.title.value_or(row.name) : joined(speakers);
  std::string rest = inert(who);
  if (row.outlet) rest += " · " + inert(*row.outlet);
  if (row.place) rest += " · " + inert(*row.place);
  std::string left = padded(row.id, 16) + " ", turns = padded_left(std::to_string(row.turns), 6) + "  ";
  std::size_t used = columns(left) + 11 + columns(turns);
  return painted(terminal, Paint::address, left) + padded(inert(date), 10) + " " + turns +
         fitted(rest, terminal.width > used + 10 ? terminal.width - used : 10);
}

Json distinct_json(const corpus::DistinctTotals& totals) {
  return {{"interviews", totals.interviews}, {"turns", totals.turns}, {"words", totals.words}};
}

Json stats_json(const archive::Counts& counts, std::size_t segments) {
  auto table = [](const std::vector<std::pair<std::string, std::uint64_t>>& rows) {
    Json json = Json::object();
    for (const auto& [name, count] : rows) json[name] = count;
    return json;
  };
  return {{"type", "stats"},
          {"captures", counts.captures},
          {"transcripts", counts.transcripts},
          {"with_turns", counts.with_turns},
          {"turns", counts.turns},
          {"words", counts.words},
          {"speakers", counts.speakers},
          {"from", or_null(counts.from)},
          {"to", or_null(counts.to)},
          {"kinds", table(counts.kinds)},
          {"languages", table(counts.languages)},
          {"capture_bytes", counts.capture_bytes},
          {"record_bytes", counts.record_bytes},
          {"index_bytes", counts.index_bytes},
          {"segments", segments}};
}

std::string stats_text(const archive::Counts& counts, std::size_t segments, const Terminal& terminal) {
  std::string out;
  auto row = [&](std::string_view name, const std::string& value) {
    out += painted(terminal, Paint::faint, padded(name, 13)) + value + "\n";
  };
  auto table = [](const std::vector<std::pair<std::string, std::uint64_t>>& rows) {
    std::string text;
    for (const auto& [name, count] : rows) {
      std::string spoken = inert(name);
      std::replace(spoken.begin(), spoken.end(), '_', ' ');
      text += (text.empty() ? "" : ", ") + std::to_string(count) + " " + spoken;
    }
    return text;
  };
  row("captures", std::to_string(counts.captures) + ", " + size_text(counts.capture_bytes));
  row("transcripts", std::to_string(counts.transcripts) + ", " + std::to_string(counts.with_turns) + " with turns");
  row("turns", std::to_string(counts.turns));
  row("words", std::to_string(counts.words));
  row("speakers", std::to_string(counts.speakers) + " names");
  if (!counts.from.empty()) row("dates", inert(counts.from) + " to " + inert(counts.to));
  if (!counts.kinds.empty()) row("kinds", table(counts.kinds));
  if (!counts.languages.empty()) row("languages", table(counts.languages));
  row("on disk", size_text(counts.record_bytes) + " of record, " + size_text(counts.index_bytes) + " of index in " +
                     plural(segments, "segment"));
  return out;
}

Json fault_json(const std::string& where, const std::string& what) {
  return {{"type", "fault"}, {"where", where}, {"what", what}};
}

Json verified_json(const corpus::Corpus::Verified& verified, std::uint64_t faults) {
  return {{"type", "verified"},
          {"captures", verified.captures},
          {"transcripts", verified.transcripts},
          {"segments", verified.segments},
          {"words", verified.words},
          {"faults", faults}};
}

std::string verified_text(const corpus::Corpus::Verified& verified, std::uint64_t faults) {
  std::string looked = plural(verified.captures, "capture") + ", " + plural(verified.transcripts, "transcript") +
                       " and " + plural(verified.segments, "segment") + " looked at: ";
  return looked + (faults == 0 ? "all sound" : plural(faults, "fault")) + "\n";
}

}  // namespace stenogram::render
