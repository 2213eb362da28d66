// The side-by-side page. It holds no script and loads nothing; all words are text.
#include <algorithm>

#include "stenogram/render/comparison.h"
#include "stenogram/render/markup.h"

namespace stenogram::render {
namespace {

using reuse::Piece;
using reuse::TurnPair;
using reuse::Weight;
using transcript::Owner;

constexpr std::string_view kStyle = R"css(
:root{color-scheme:light dark;--line:#ccc;--faint:#666;--bg:#fff;--fg:#1a1a1a;--presentation:#e8e8ee;--spelling:#fff0c2;--wording:#ffe0a8;--meaning:#ffc9c4;--alone:#d9e8ff}
@media(prefers-color-scheme:dark){:root{--line:#444;--faint:#a0a0a0;--bg:#161616;--fg:#e8e8e8;--presentation:#33333d;--spelling:#4a4010;--wording:#5a3f08;--meaning:#6b1f1a;--alone:#173559}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:80rem;padding:1rem;background:var(--bg);color:var(--fg);font:1rem/1.5 Georgia,"Noto Serif",serif}
h1{font-size:1.3rem;margin:.2rem 0 1rem}
h2{font-size:1rem;margin:1.5rem 0 .3rem}
table{border-collapse:collapse;width:100%;table-layout:fixed}
th,td{border-top:1px solid var(--line);padding:.45rem .6rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th.n,td.n{width:6.5rem;font:.78rem/1.5 system-ui,sans-serif;color:var(--faint)}
td p{margin:0 0 .4rem;white-space:pre-wrap}
.label{font:600 .8rem/1.6 system-ui,sans-serif;color:var(--faint)}
.note{font-style:italic;color:var(--faint)}
.presentation{background:var(--presentation)}.spelling{background:var(--spelling)}.wording{background:var(--wording)}
.meaning{background:var(--meaning);font-weight:600}.alone{background:var(--alone)}
.key span{padding:.1rem .4rem;margin-right:.4rem;font:.8rem system-ui,sans-serif}
details{border-top:1px solid var(--line);padding:.4rem 0}
summary{cursor:pointer}
.id{font-family:ui-monospace,monospace;font-size:.85em;color:var(--faint)}
@media(max-width:40rem){th.n,td.n{width:3.5rem}}
)css";

std::string numbers(const std::vector<std::uint32_t>& turns) {
  std::string out;
  for (std::uint32_t n : turns) out += (out.empty() ? "" : ", ") + std::to_string(n);
  return out.empty() ? "–" : out;
}

// A change as a mark with its kind told to whoever hovers or listens.
std::string marked(const TurnPair* pair, const Piece& piece, const std::string& text) {
  if (piece.weight == Weight::same) return text;
  std::string title(name_of(piece.weight));
  if (pair && piece.change > 0)
    if (const auto& kind = pair->changes[piece.change - 1].kind)
      title += ": " + std::string(differences::name_of(*kind));
  std::replace(title.begin(), title.end(), '_', ' ');
  return "<span class=\"" + std::string(name_of(piece.weight)) + "\" title=\"" + title + "\">" + text + "</span>";
}

// What one side says in a row of the table.
std::string cell(const corpus::Document& document, const std::vector<const Piece*>& pieces, const TurnPair& pair,
                 const std::vector<std::uint32_t>& turns) {
  if (turns.empty()) return "<td></td>";
  std::string out = "<td>";
  bool open = false;
  std::uint32_t turn = 0;
  for (const Piece* piece : pieces) {
    if (piece->turn != turn) {
      if (open) out += "</p>";
      out += "<p id=\"" + escaped(document.id) + "-" + std::to_string(piece->turn) + "\">";
      open = true, turn = piece->turn;
    }
    const std::string text = escaped(slice(document.text, piece->span));
    if (piece->owner == Owner::label) out += "<span class=\"label\">" + marked(&pair, *piece, text) + "</span> ";
    else if (piece->owner == Owner::note) out += "<span class=\"note\">" + marked(&pair, *piece, text) + "</span>";
    else out += marked(&pair, *piece, text);
  }
  return out + (open ? "</p></td>" : "</td>");
}

std::string outside(const corpus::Document& document, const std::vector<Piece>& pieces) {
  std::string out;
  for (const Piece& piece : pieces) {
    if (piece.owner != Owner::heading && piece.owner != Owner::leftover) continue;
    out += "<p><span class=\"label\">" + std::string(transcript::name_of(piece.owner)) + "</span> " +
           marked(nullptr, piece, escaped(slice(document.text, piece.span))) + "</p>";
  }
  return "<td>" + out + "</td>";
}

std::string bytes_row(const char* which, const std::vector<Piece>& pieces) {
  const ByteCounts counts = byte_counts(pieces);
  std::string out = std::string("<tr><th class=\"n\">") + which + "</th>";
  for (std::uint64_t weight : counts.of) out += "<td>" + grouped(weight) + "</td>";
  return out + "<td>" + grouped(counts.blank) + "</td><td>" + grouped(counts.all) + "</td></tr>";
}

}  // namespace

std::string comparison_html(const Compared& compared) {
  const reuse::Comparison& comparison = compared.comparison;
  std::vector<std::vector<const Piece*>> of_a(comparison.turns.size()), of_b(comparison.turns.size());
  for (const Piece& piece : comparison.a_pieces)
    if (piece.pair > 0) of_a[piece.pair - 1].push_back(&piece);
  for (const Piece& piece : comparison.b_pieces)
    if (piece.pair > 0) of_b[piece.pair - 1].push_back(&piece);

  std::string title = "Two copies compared: " + compared.a.id + " and " + compared.b.id;
  std::string out =
      "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
      "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>" +
      escaped(title) + "</title><style>" + std::string(kStyle) +
      "</style></head><body>\n<h1>Two copies compared</h1>\n";
  out +=
      "<p class=\"key\"><span class=\"presentation\">presentation</span><span class=\"spelling\">spelling</span>"
      "<span class=\"wording\">wording</span><span class=\"meaning\">meaning</span><span class=\"alone\">only "
      "here</span></p>\n";
  auto head = [&](const corpus::Document& document, std::uint64_t words, std::uint64_t carried) {
    std::string link =
        document.url && (document.url->starts_with("https://") || document.url->starts_with("http://"))
            ? "<br><a rel=\"noreferrer\" href=\"" + escaped(*document.url) + "\">" + escaped(*document.url) + "</a>"
            : "";
    return "<th><span class=\"id\">" + escaped(document.id) + "</span><br>" + escaped(document.name) + link + "<br>" +
           grouped(document.transcript.turns.size()) + " turns, " + counted(words, "word") + ", " + grouped(carried) +
           " in the other</th>";
  };
  const std::string heads = "<tr><th class=\"n\"></th>" + head(compared.a, comparison.a_words, comparison.a_carried) +
                            head(compared.b, comparison.b_words, comparison.b_carried) + "</tr>";
  out += "<h2>Heading</h2>\n<table>" + heads;
  for (const reuse::HeadingChange& item : comparison.heading) {
    std::string name = item.item;
    std::replace(name.begin(), name.end(), '_', ' ');
    const std::string mark =
        item.same() ? ""
                    : " class=\"" + std::string(item.a.empty() || item.b.empty() ? "alone" : "presentation") + "\"";
    out += "<tr><td class=\"n\">" + name + "</td><td><span" + mark + ">" + escaped(item.a) + "</span></td><td><span" +
           mark + ">" + escaped(item.b) + "</span></td></tr>";
  }
  out += "</table>\n<h2>Turns</h2>\n<table>" + heads;
  for (std::size_t i = 0; i < comparison.turns.size(); ++i) {
    const TurnPair& pair = comparison.turns[i];
    std::string state(name_of(pair.pairing));
    if (pair.a.empty()) state = "only in B";
    if (pair.b.empty()) state = "only in A";
    if (pair.moved) state += ", moved";
    out += "<tr><td class=\"n\">" + numbers(pair.a) + " / " + numbers(pair.b) + "<br>" + state + "</td>" +
           cell(compared.a, of_a[i], pair, pair.a) + cell(compared.b, of_b[i], pair, pair.b) + "</tr>\n";
  }
  out += "</table>\n<h2>Outside the turns</h2>\n<table>" + heads + "<tr><td class=\"n\">heading and leftovers</td>" +
         outside(compared.a, comparison.a_pieces) + outside(compared.b, comparison.b_pieces) + "</tr></table>\n";
  out +=
      "<h2>Every byte</h2>\n<table><tr><th class=\"n\"></th><th>the "
      "same</th><th>presentation</th><th>spelling</th><th>wording</th><th>meaning</th>"
      "<th>only here</th><th>blank</th><th>all</th></tr>" +
      bytes_row("A", comparison.a_pieces) + bytes_row("B", comparison.b_pieces) + "</table>\n</body></html>\n";
  return out;
}

}  // namespace stenogram::render
