#include "stenogram/render/changes.h"

#include <algorithm>
#include <map>

#include "stenogram/corpus/address.h"
#include "stenogram/render/comparison.h"

namespace stenogram::render {
namespace {

using reuse::Change;
using reuse::TurnPair;
using reuse::Weight;

// Receipts whose words lie where something changed. A change that only adds words touches
// what it stands within.
std::vector<Receipt> touched(const std::vector<Receipt>& receipts, const corpus::Document& before, std::uint32_t turn,
                             std::optional<ByteSpan> span) {
  std::vector<Receipt> out;
  for (const Receipt& receipt : receipts) {
    Result<corpus::Address> address = corpus::parse_address(receipt.address);
    if (!address || address->id != before.id || (address->turn && *address->turn != turn)) continue;
    if (address->within && span) {
      const std::uint64_t origin = before.turn(turn).span.begin;
      const ByteSpan named{origin + address->within->begin, origin + address->within->end};
      const bool inside = span->empty() ? named.begin < span->begin && span->begin < named.end : named.overlaps(*span);
      if (!inside) continue;
    }
    out.push_back(receipt);
  }
  return out;
}

std::uint32_t turn_at(const corpus::Document& document, ByteSpan span, const std::vector<std::uint32_t>& turns) {
  for (std::uint32_t n : turns)
    if (document.turn(n).span.contains(span)) return n;
  return turns.front();
}

std::string words_of(const corpus::Document& document, const std::vector<std::uint32_t>& turns) {
  std::string out;
  for (std::uint32_t n : turns)
    out += (out.empty() ? "" : "\n") + std::string(slice(document.text, document.turn(n).span));
  return out;
}

}  // namespace

std::vector<ChangeLine> change_lines(const corpus::Document& before, const corpus::Document& after,
                                     const reuse::Comparison& comparison, const std::vector<Receipt>& receipts,
                                     bool all) {
  std::vector<ChangeLine> lines;
  for (const TurnPair& pair : comparison.turns) {
    ChangeLine line;
    if (!pair.a.empty()) line.address = corpus::turn_address(before, pair.a.front());
    if (!pair.b.empty()) line.now = corpus::turn_address(after, pair.b.front());
    if (pair.a.empty() || pair.b.empty()) {
      line.status = pair.a.empty() ? "added" : "removed";
      line.before = words_of(before, pair.a), line.after = words_of(after, pair.b);
      for (std::uint32_t n : pair.a) {
        std::vector<Receipt> more = touched(receipts, before, n, std::nullopt);
        line.touches.insert(line.touches.end(), more.begin(), more.end());
      }
      lines.push_back(std::move(line));
      continue;
    }
    if (pair.moved) {
      ChangeLine moved = line;
      moved.status = "moved";
      moved.weight = Weight::presentation;
      for (std::uint32_t n : pair.a) {
        std::vector<Receipt> more = touched(receipts, before, n, std::nullopt);
        moved.touches.insert(moved.touches.end(), more.begin(), more.end());
      }
      lines.push_back(std::move(moved));
    }
    if (pair.labels_differ) {
      ChangeLine label = line;
      label.status = "relabelled";
      label.weight = Weight::presentation;
      label.before = pair.a_label, label.after = pair.b_label;
      lines.push_back(std::move(label));
    }
    for (const Change& change : pair.changes) {
      if (change.weight <= Weight::presentation && !all) continue;
      ChangeLine reworded;
      reworded.status = change.a_span.empty() ? "added" : change.b_span.empty() ? "removed" : "reworded";
      reworded.weight = change.weight;
      if (change.kind) reworded.kind = differences::name_of(*change.kind);
      const std::uint32_t n = turn_at(before, change.a_span, pair.a), m = turn_at(after, change.b_span, pair.b);
      reworded.address = before.turn(n).span.contains(change.a_span) ? corpus::passage_address(before, n, change.a_span)
                                                                     : corpus::turn_address(before, n);
      reworded.now = after.turn(m).span.contains(change.b_span) ? corpus::passage_address(after, m, change.b_span)
                                                                : corpus::turn_address(after, m);
      reworded.before = change.a, reworded.after = change.b;
      reworded.touches = touched(receipts, before, n, change.a_span);
      lines.push_back(std::move(reworded));
    }
  }
  return lines;
}

std::string changes_json(const reuse::ChangedPage& page, const corpus::Document& before, const corpus::Document& after,
                         const std::vector<ChangeLine>& lines) {
  std::map<std::string, std::uint64_t> counts = {
      {"added", 0}, {"removed", 0}, {"reworded", 0}, {"relabelled", 0}, {"moved", 0}};
  for (const ChangeLine& line : lines) ++counts[line.status];
  Json head = {{"type", "page"},
               {"before", before.id},
               {"after", after.id},
               {"why", page.why},
               {"source", or_null(page.source)}};
  for (const auto& [status, count] : counts) head[status] = count;
  std::string out = json_line(head);
  for (const ChangeLine& line : lines) {
    Json touches = Json::array();
    for (const Receipt& receipt : line.touches)
      touches.push_back(Json{{"receipt", receipt.file}, {"address", receipt.address}});
    out += json_line(Json{{"type", "change"},
                          {"before", before.id},
                          {"after", after.id},
                          {"status", line.status},
                          {"weight", name_of(line.weight)},
                          {"kind", or_null(line.kind)},
                          {"address", or_null(line.address)},
                          {"now", or_null(line.now)},
                          {"was", line.before},
                          {"is", line.after},
                          {"touches", touches}});
  }
  return out;
}

std::string changes_text(const Terminal& terminal, const reuse::ChangedPage& page, const corpus::Document& before,
                         const corpus::Document& after, const std::vector<ChangeLine>& lines) {
  const std::size_t room = terminal.width > 30 ? terminal.width - 12 : 20;
  std::string out = painted(terminal, Paint::address, before.id) + " -> " +
                    painted(terminal, Paint::address, after.id) + "  " +
                    (page.source.empty() ? "one interview" : inert(page.source)) + "\n";
  for (const ChangeLine& line : lines) {
    std::string what = line.status;
    if (line.weight > Weight::presentation && line.weight < Weight::alone)
      what += ", " + std::string(name_of(line.weight));
    if (!line.kind.empty()) what += " (" + line.kind + ")";
    std::replace(what.begin(), what.end(), '_', ' ');
    out += "  " +
           painted(terminal,
                   line.weight == Weight::meaning || line.weight == Weight::alone ? Paint::bad : Paint::warning, what) +
           "  " + painted(terminal, Paint::address, line.address.empty() ? line.now : line.address) + "\n";
    if (!line.before.empty()) out += "    was     " + fitted(inert(line.before), room) + "\n";
    if (!line.after.empty()) out += "    is      " + fitted(inert(line.after), room) + "\n";
    for (const Receipt& receipt : line.touches)
      out += "    touches " + fitted(inert(receipt.address) + " in " + inert(receipt.file), room) + "\n";
  }
  return out;
}

}  // namespace stenogram::render
