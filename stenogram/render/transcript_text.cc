#include "stenogram/render/transcript_text.h"

#include <algorithm>
#include <map>

namespace stenogram::render {
namespace {

using namespace transcript;
using corpus::Document;

constexpr std::size_t kWidest = 100;  // lines longer than this are hard to read

std::size_t width_of(const Terminal& terminal) { return std::min(terminal.width, kWidest); }

// The words of a contract name: "press_conference" is "press conference".
std::string spoken(std::string_view name) {
  std::string out(name);
  std::replace(out.begin(), out.end(), '_', ' ');
  return out;
}

void add_folded(std::string& out, std::string_view text, std::size_t indent, std::size_t width) {
  for (std::string_view line : folded(text, width - std::min(indent, width - 10)))
    out += std::string(indent, ' ') + std::string(line) + "\n";
}

void add_part(std::string& line, const std::string& part) {
  if (part.empty()) return;
  if (!line.empty()) line += " · ";
  line += part;
}

std::string head_of(const Document& document, const Terminal& terminal) {
  const Heading& heading = document.transcript.heading;
  std::string out;
  std::string title = heading.title ? inert(heading.title->text) : "";
  for (std::string_view line : folded(title, width_of(terminal))) out += painted(terminal, Paint::strong, line) + "\n";
  std::string facts = spoken(name_of(heading.kind));
  if (heading.excerpt) facts += " (excerpt)";
  if (heading.outlet) add_part(facts, inert(heading.outlet->text));
  if (heading.occasion) add_part(facts, inert(heading.occasion->text));
  if (heading.place) add_part(facts, inert(heading.place->text));
  if (heading.event_date) add_part(facts, inert(heading.event_date->value));
  if (heading.publication_date) add_part(facts, "published " + inert(heading.publication_date->value));
  add_folded(out, facts, 0, width_of(terminal));
  std::string origin = document.id;
  add_part(origin, inert(document.name));
  add_part(origin, inert(document.transcript.language));
  std::size_t turns = document.transcript.turns.size();
  add_part(origin, std::to_string(turns) + (turns == 1 ? " turn" : " turns"));
  out += painted(terminal, Paint::faint, fitted(origin, width_of(terminal))) + "\n";
  return out;
}

std::string turn_head(const Document& document, const Turn& turn, const Terminal& terminal) {
  std::string out = painted(terminal, Paint::address, padded_left(std::to_string(turn.n), 4)) + " ";
  out += painted(terminal, Paint::name, inert(called(document.transcript, turn)));
  std::string rest;
  if (turn.speaker)
    if (const auto& office = document.transcript.speakers[*turn.speaker].office; office) rest += ", " + inert(*office);
  if (turn.time) {
    auto seconds = std::uint64_t(std::max(0.0, turn.time->start));
    std::string second = std::to_string(seconds % 60);
    rest += "  [" + std::to_string(seconds / 60) + ":" + (second.size() < 2 ? "0" : "") + second + "]";
  }
  return out + painted(terminal, Paint::faint, rest) + "\n";
}

// The turn's paragraphs; where it has none, its span.
std::string turn_body(const Document& document, const Turn& turn, const Terminal& terminal) {
  std::string out;
  std::vector<ByteSpan> paragraphs = turn.paragraphs;
  if (paragraphs.empty()) paragraphs.push_back(turn.span);
  for (ByteSpan paragraph : paragraphs) add_folded(out, inert(slice(document.text, paragraph)), 5, width_of(terminal));
  return out;
}

// "2 navigation, 1 contact".
std::string counted(const std::vector<Leftover>& leftovers) {
  std::map<std::string_view, std::size_t> counts;
  for (const Leftover& leftover : leftovers) ++counts[name_of(leftover.kind)];
  std::string out;
  for (auto [kind, count] : counts) out += (out.empty() ? "" : ", ") + std::to_string(count) + " " + spoken(kind);
  return out;
}

std::string span_text(ByteSpan span) { return std::to_string(span.begin) + "-" + std::to_string(span.end); }

}  // namespace

std::string called(const Transcript& transcript, const Turn& turn) {
  if (turn.speaker && transcript.speakers[*turn.speaker].name) return *transcript.speakers[*turn.speaker].name;
  if (turn.label) return turn.label->text;
  if (turn.speaker && !transcript.speakers[*turn.speaker].labels.empty())
    return transcript.speakers[*turn.speaker].labels.front();
  return "unknown";
}

void transcript_text(const Document& document, const Terminal& terminal, const Sink& sink) {
  sink(head_of(document, terminal));
  for (const Turn& turn : document.transcript.turns)
    sink("\n" + turn_head(document, turn, terminal) + turn_body(document, turn, terminal));
  std::string foot;
  if (!document.transcript.leftovers.empty()) foot += "Left over: " + counted(document.transcript.leftovers) + ".\n";
  for (const capture::Doubt& doubt : document.transcript.doubts)
    foot += painted(terminal, Paint::warning, "In doubt: ") + inert(doubt.message) + " (bytes " +
            span_text(doubt.span) + ")\n";
  if (document.transcript.turns.empty()) foot += "No transcript was found on this page.\n";
  if (!foot.empty()) sink("\n" + foot);
}

void shown_text(const corpus::Resolved& shown, const std::string& asked, const Terminal& terminal, const Sink& sink) {
  const Document& document = *shown.document;
  const Turn& turn = document.turn(*shown.turn);
  sink(head_of(document, terminal));
  if (turn.answers && *turn.answers <= document.transcript.turns.size()) {
    const Turn& question = document.turn(*turn.answers);
    sink("\n" + turn_head(document, question, terminal) + turn_body(document, question, terminal));
  }
  if (shown.span) {
    ByteSpan before{turn.span.begin, shown.span->begin}, after{shown.span->end, turn.span.end};
    // Brackets mark the passage where there is no colour to do it.
    std::string open = terminal.colour ? "" : "[", close = terminal.colour ? "" : "]";
    std::string text = inert(slice(document.text, before)) + open + inert(slice(document.text, *shown.span)) + close +
                       inert(slice(document.text, after));
    std::string body;
    std::size_t first = inert(slice(document.text, before)).size(),
                last = first + inert(slice(document.text, *shown.span)).size() + open.size() + close.size();
    for (std::string_view line : folded(text, width_of(terminal) - 5)) {
      auto at = std::size_t(line.data() - text.data());
      std::size_t begin = std::clamp(first, at, at + line.size()) - at;
      std::size_t end = std::clamp(last, at, at + line.size()) - at;
      body += std::string(5, ' ') + std::string(line.substr(0, begin)) +
              painted(terminal, Paint::match, line.substr(begin, end - begin)) + std::string(line.substr(end)) + "\n";
    }
    sink("\n" + turn_head(document, turn, terminal) + body);
  } else {
    sink("\n" + turn_head(document, turn, terminal) + turn_body(document, turn, terminal));
  }
  if (shown.moved)
    sink("\n" + painted(terminal, Paint::warning, "Moved: ") + "what " + inert(asked) +
         " named is read differently now and stands here.\n");
  for (const corpus::FormerMeaning& former : shown.formerly) {
    if (shown.moved) break;
    std::string note = "Before the page was read again (reader " + std::to_string(former.reader) +
                       "), this address named other words, which " +
                       (former.now ? "now stand at " + *former.now : "can no longer be found") + ": “" +
                       fitted(inert(former.text), 120) + "”";
    std::string out = "\n";
    add_folded(out, note, 0, width_of(terminal));
    sink(out);
  }
}

void tiles_text(const std::vector<Tile>& tiles, std::string_view page, const Terminal& terminal, const Sink& sink) {
  for (const Tile& tile : tiles) {
    std::string owner(name_of(tile.owner));
    if (tile.turn) owner += " " + std::to_string(tile.turn);
    std::string line = padded(span_text(tile.span), 18) + padded(owner, 14);
    // Only the beginning can be shown, so only the beginning is looked at.
    std::string_view text = slice(page, tile.span).substr(0, 4 * terminal.width);
    std::size_t rest = terminal.width > columns(line) ? terminal.width - columns(line) : 1;
    sink(line + painted(terminal, tile.owner == Owner::blank ? Paint::faint : Paint::plain, fitted(inert(text), rest)) +
         "\n");
  }
}

void explanations_text(const std::vector<Explanation>& explanations, std::string_view page, const Terminal& terminal,
                       const Sink& sink) {
  for (const Explanation& why : explanations) {
    std::string_view text = slice(page, why.span).substr(0, 4 * terminal.width);
    sink(padded(span_text(why.span), 18) + painted(terminal, Paint::strong, inert(why.became)) + ": " +
         inert(why.because) + "  " + painted(terminal, Paint::faint, fitted(inert(text), 40)) + "\n");
  }
}

}  // namespace stenogram::render
