#include <algorithm>

#include "stenogram/render/comparison.h"

namespace stenogram::render {
namespace {

using reuse::Change;
using reuse::Pairing;
using reuse::TurnPair;
using reuse::Weight;

Paint paint_of(Weight weight) {
  switch (weight) {
    case Weight::meaning: return Paint::bad;
    case Weight::wording:
    case Weight::spelling: return Paint::warning;
    default: return Paint::faint;
  }
}

std::string list_of(const std::vector<std::uint32_t>& turns) {
  if (turns.empty()) return "-";
  std::string out = std::to_string(turns.front());
  if (turns.size() == 1) return out;
  bool run = true;
  for (std::size_t i = 1; i < turns.size(); ++i) run = run && turns[i] == turns[i - 1] + 1;
  if (run) return out + "-" + std::to_string(turns.back());
  for (std::size_t i = 1; i < turns.size(); ++i) out += "," + std::to_string(turns[i]);
  return out;
}

// The words changed with a little of what stands before and after, on one line.
std::string in_context(const Terminal& terminal, const corpus::Document& document, ByteSpan span, Weight weight,
                       std::size_t room) {
  const std::size_t shown = std::min<std::size_t>(columns(inert(slice(document.text, span))), room);
  const std::size_t side = (room - std::min(room, shown)) / 2;
  const std::uint64_t from = span.begin > 400 ? span.begin - 400 : 0;
  std::string before = inert(std::string_view(document.text).substr(from, span.begin - from));
  std::string after = inert(std::string_view(document.text).substr(span.end, 400));
  std::string words = span.empty() ? "" : fitted(inert(slice(document.text, span)), room);
  return painted(terminal, Paint::faint, std::string(last_columns(before, side))) +
         (words.empty() ? painted(terminal, paint_of(weight), "|") : painted(terminal, paint_of(weight), words)) +
         painted(terminal, Paint::faint, std::string(first_columns(after, side)));
}

std::string first_words(const corpus::Document& document, std::uint32_t turn, std::size_t room) {
  return fitted(inert(slice(document.text, document.turn(turn).span).substr(0, 600)), room);
}

constexpr std::size_t kMostAlone = 3;  // turns of one side that are shown each

// The end of the run of neighbouring turns, from `at` on, that the same side has alone.
std::size_t end_of_alone(const std::vector<TurnPair>& turns, std::size_t at) {
  const Pairing pairing = turns[at].pairing;
  if (pairing != Pairing::only_a && pairing != Pairing::only_b) return at;
  auto number = [&](std::size_t i, bool last) {
    const auto& side = pairing == Pairing::only_a ? turns[i].a : turns[i].b;
    return last ? side.back() : side.front();
  };
  std::size_t end = at + 1;
  while (end < turns.size() && turns[end].pairing == pairing && number(end, false) == number(end - 1, true) + 1) ++end;
  return end;
}

}  // namespace

std::string comparison_text(const Terminal& terminal, const Compared& compared, bool all) {
  const reuse::Comparison& comparison = compared.comparison;
  const std::size_t room = terminal.width > 40 ? terminal.width - 6 : 34;
  std::string out;
  auto side = [&](const char* which, const corpus::Document& document, std::uint64_t words, std::uint64_t carried) {
    out += painted(terminal, Paint::strong, which) + "  " + painted(terminal, Paint::address, document.id) + "  " +
           inert(document.name) + "\n   " + grouped(document.transcript.turns.size()) + " turns, " +
           counted(words, "word") + ", " + grouped(carried) + " of them in the other\n";
  };
  side("A", compared.a, comparison.a_words, comparison.a_carried);
  side("B", compared.b, comparison.b_words, comparison.b_carried);
  for (const reuse::HeadingChange& item : comparison.heading) {
    if (item.same()) continue;
    std::string name = item.item;
    std::replace(name.begin(), name.end(), '_', ' ');
    out += "\n" + name + "\n";
    out += "  A  " + (item.a.empty() ? painted(terminal, Paint::faint, "nothing") : inert(item.a)) + "\n";
    out += "  B  " + (item.b.empty() ? painted(terminal, Paint::faint, "nothing") : inert(item.b)) + "\n";
  }
  std::uint64_t same = 0;
  auto flush_same = [&] {
    if (same > 0) out += "\n" + painted(terminal, Paint::faint, counted(same, "turn") + " the same") + "\n";
    same = 0;
  };
  for (std::size_t at = 0; at < comparison.turns.size(); ++at) {
    const TurnPair& pair = comparison.turns[at];
    // Of a long run that only one side has, its ends tell enough.
    const std::size_t end = end_of_alone(comparison.turns, at);
    if (!all && end - at > kMostAlone) {
      flush_same();
      const bool only_a = pair.pairing == Pairing::only_a;
      const corpus::Document& document = only_a ? compared.a : compared.b;
      const std::uint32_t first = (only_a ? pair.a : pair.b).front(),
                          last = (only_a ? comparison.turns[end - 1].a : comparison.turns[end - 1].b).back();
      const std::string run = std::to_string(first) + "-" + std::to_string(last);
      out += "\n" +
             painted(terminal, Paint::strong,
                     std::string("turns A ") + (only_a ? run : "-") + " / B " + (only_a ? "-" : run) + "  " +
                         counted(end - at, "turn") + (only_a ? " not in B" : " not in A")) +
             "\n";
      out += "  " + first_words(document, first, room) + "\n  to\n  " + first_words(document, last, room) + "\n";
      at = end - 1;
      continue;
    }
    if (!all && pair.weight() == Weight::same && !pair.moved && pair.pairing == Pairing::same) {
      ++same;
      continue;
    }
    flush_same();
    std::string title = "turn A " + list_of(pair.a) + " / B " + list_of(pair.b) + "  " +
                        (pair.pairing == Pairing::only_a   ? "not in B"
                         : pair.pairing == Pairing::only_b ? "not in A"
                                                           : std::string(name_of(pair.pairing)));
    if (pair.moved) title += ", moved";
    if (pair.labels_differ) title += ", label \"" + inert(pair.a_label) + "\" / \"" + inert(pair.b_label) + "\"";
    out += "\n" + painted(terminal, Paint::strong, title) + "\n";
    if (pair.b.empty()) out += "  " + first_words(compared.a, pair.a.front(), room) + "\n";
    if (pair.a.empty()) out += "  " + first_words(compared.b, pair.b.front(), room) + "\n";
    for (const Change& change : pair.changes) {
      std::string kind = std::string(name_of(change.weight)) +
                         (change.kind ? " (" + std::string(differences::name_of(*change.kind)) + ")" : "");
      std::replace(kind.begin(), kind.end(), '_', ' ');
      out += "  " + painted(terminal, paint_of(change.weight), kind) + "\n";
      out += "  A  " + in_context(terminal, compared.a, change.a_span, change.weight, room - 3) + "\n";
      out += "  B  " + in_context(terminal, compared.b, change.b_span, change.weight, room - 3) + "\n";
    }
  }
  flush_same();
  const ByteCounts a = byte_counts(comparison.a_pieces), b = byte_counts(comparison.b_pieces);
  auto bytes = [](const ByteCounts& counts) {
    std::string text = grouped(counts.all) + " bytes: " + grouped(counts.of[0]) + " the same";
    for (std::size_t weight = 1; weight < 6; ++weight)
      if (counts.of[weight] > 0) text += ", " + grouped(counts.of[weight]) + " " + std::string(name_of(Weight(weight)));
    return text + ", " + grouped(counts.blank) + " blank";
  };
  out += "\nA  " + bytes(a) + "\nB  " + bytes(b) + "\n";
  return out;
}

}  // namespace stenogram::render
