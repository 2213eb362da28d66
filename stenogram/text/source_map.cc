#include "stenogram/text/source_map.h"

#include <algorithm>
#include <cassert>

namespace stenogram::text {
namespace {

using Run = SourceMap::Run;

// A run and where it ends.
struct Piece {
  Run run;
  std::uint64_t text_end;

  std::uint64_t units() const { return (text_end - run.text_begin) / run.text_unit; }
};

Piece piece(const std::vector<Run>& runs, std::size_t n, std::uint64_t text_size) {
  return {runs[n], n + 1 < runs.size() ? runs[n + 1].text_begin : text_size};
}

// The run that holds text byte `at`.
std::size_t run_at(const std::vector<Run>& runs, std::uint64_t at) {
  auto after = std::upper_bound(runs.begin(), runs.end(), at,
                                [](std::uint64_t place, const Run& run) { return place < run.text_begin; });
  return after == runs.begin() ? 0 : std::size_t(after - runs.begin()) - 1;
}

// The source of the part of `span` inside `piece`, whole units only: half a
// letter came from the whole of its source.
SourceSpan source_within(const Piece& piece, ByteSpan span) {
  const Run& run = piece.run;
  std::uint64_t first = (std::max(span.begin, run.text_begin) - run.text_begin) / run.text_unit;
  std::uint64_t last = std::min(span.end, piece.text_end) - run.text_begin;
  last = (last + run.text_unit - 1) / run.text_unit;
  return {run.source_begin + first * run.source_unit, run.source_begin + last * run.source_unit};
}

}  // namespace

void SourceMap::append(std::uint64_t units, std::uint64_t source_begin, std::uint32_t text_unit,
                       std::uint32_t source_unit) {
  assert(text_unit > 0);
  if (units == 0) return;
  bool continues = false;
  if (!runs_.empty()) {
    const Run& last = runs_.back();
    std::uint64_t last_units = (text_size_ - last.text_begin) / last.text_unit;
    continues = last.text_unit == text_unit && last.source_unit == source_unit &&
                last.source_begin + last_units * source_unit == source_begin;
  }
  if (!continues) runs_.push_back({text_size_, source_begin, text_unit, source_unit});
  text_size_ += units * text_unit;
}

SourceSpan SourceMap::source_of(ByteSpan span) const {
  if (is_identity()) return {span.begin, span.end};
  assert(span.begin <= span.end && span.end <= text_size_);
  if (span.empty()) {
    // A point between two units: the end of what stands before it.
    if (span.begin == 0) return {runs_[0].source_begin, runs_[0].source_begin};
    SourceSpan before = source_of({span.begin - 1, span.begin});
    bool splits = span.begin < text_size_ && source_of({span.begin, span.begin + 1}) == before;
    std::uint64_t point = splits ? before.begin : before.end;
    return {point, point};
  }
  bool any = false;
  SourceSpan bounds, made;
  for (std::size_t n = run_at(runs_, span.begin); n < runs_.size(); ++n) {
    Piece part = piece(runs_, n, text_size_);
    if (part.run.text_begin >= span.end) break;
    SourceSpan source = source_within(part, span);
    // Text that we made has a place but no bytes; it widens nothing.
    if (part.run.source_unit == 0) {
      made = source;
    } else if (!any) {
      bounds = source;
      any = true;
    } else {
      bounds = {std::min(bounds.begin, source.begin), std::max(bounds.end, source.end)};
    }
  }
  return any ? bounds : made;
}

std::optional<std::uint32_t> SourceMap::page_of(ByteSpan span) const {
  // One run with bytes, and the map names bytes; it comes soon where there is one.
  for (const Run& run : runs_)
    if (run.source_unit != 0) return std::nullopt;
  if (is_identity()) return std::nullopt;
  std::uint64_t number = runs_[run_at(runs_, span.begin)].source_begin;
  if (number == 0) return std::nullopt;
  return std::uint32_t(number);
}

SourceMap SourceMap::after(const SourceMap& first) const {
  if (first.is_identity()) return *this;
  if (is_identity()) return first;
  SourceMap composed;
  for (std::size_t n = 0; n < runs_.size(); ++n) {
    Piece part = piece(runs_, n, text_size_);
    const Run& run = part.run;
    std::uint64_t units = part.units();
    if (run.source_unit == 0) {
      std::uint64_t at = first.source_of({run.source_begin, run.source_begin}).begin;
      composed.append(units, at, run.text_unit, 0);
      continue;
    }
    if (run.text_unit != 1 || run.source_unit != 1) {
      // An entity is a unit whatever its bytes were; each is looked up by itself.
      for (std::uint64_t unit = 0; unit < units; ++unit) {
        std::uint64_t from = run.source_begin + unit * run.source_unit;
        SourceSpan source = first.source_of({from, from + run.source_unit});
        composed.append(1, source.begin, run.text_unit, std::uint32_t(source.size()));
      }
      continue;
    }
    // Copied bytes: take over the runs of `first` that they were copied from.
    std::uint64_t at = run.source_begin, end = run.source_begin + units;
    for (std::size_t m = run_at(first.runs_, at); at < end && m < first.runs_.size(); ++m) {
      Piece below = piece(first.runs_, m, first.text_size_);
      std::uint64_t stop = std::min(end, below.text_end);
      std::uint32_t unit = below.run.text_unit;
      // A copy that begins or ends inside a unit takes the whole unit's source.
      while (at < stop) {
        std::uint64_t inside = (at - below.run.text_begin) % unit;
        std::uint64_t source = source_within(below, {at, at + 1}).begin;
        if (inside == 0 && stop - at >= unit) {
          std::uint64_t whole = (stop - at) / unit;
          composed.append(whole, source, unit, below.run.source_unit);
          at += whole * unit;
        } else {
          std::uint64_t part_size = std::min<std::uint64_t>(unit - inside, stop - at);
          composed.append(1, source, std::uint32_t(part_size), below.run.source_unit);
          at += part_size;
        }
      }
    }
  }
  return composed;
}

SourceMap SourceMap::from_runs(std::vector<Run> runs, std::uint64_t text_size) {
  SourceMap map;
  map.runs_ = std::move(runs);
  map.text_size_ = text_size;
  return map;
}

}  // namespace stenogram::text
