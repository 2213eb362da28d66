#include "stenogram/render/reuse.h"
#include "stenogram/render/standing.h"

namespace stenogram::render {
namespace {

// Text as text: what could be markup is not, and what could not be seen is shown.
std::string escaped(std::string_view text) {
  const std::string harmless = inert(text);
  std::string out;
  for (char c : harmless) switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  return out;
}

constexpr std::string_view kStyle = R"css(
:root { color-scheme: light dark; --faint: #5a5f66; --line: #d9dce1; --mark: #1d5c4d; }
@media (prefers-color-scheme: dark) { :root { --faint: #a3a9b2; --line: #3b4048; --mark: #7fcdb8; } }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 56rem; margin: 0 auto; padding: 1.5rem; }
h1 { font-size: 1.4rem; margin: 0 0 .25rem; }
article { border-top: 1px solid var(--line); padding: 1rem 0; break-inside: avoid; }
article > p { margin: 0 0 .25rem; color: var(--faint); font-size: .9rem; }
.formula > p:first-child { color: var(--mark); font-weight: 600; }
blockquote { margin: .25rem 0 .5rem; padding-left: .8rem; border-left: 3px solid var(--mark); }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .2rem .8rem .2rem 0; }
th { color: var(--faint); font-weight: 400; }
td:first-child { font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
details > summary { cursor: pointer; color: var(--faint); font-size: .9rem; }
footer { border-top: 1px solid var(--line); padding-top: 1rem; color: var(--faint); font-size: .9rem; }
)css";

constexpr std::size_t kOpenUses = 8;

std::string use_row(const reuse::Use& use) {
  const std::string_view repeats = use.repeats == reuse::Repeats::nobody  ? "first"
                                   : use.repeats == reuse::Repeats::self  ? "again"
                                   : use.repeats == reuse::Repeats::other ? "after another"
                                                                          : "";
  return "<tr><td>" + escaped(use.address) + "</td><td>" +
         escaped(use.speaker.empty() ? (use.label.empty() ? "unnamed" : use.label) : use.speaker) + "</td><td>" +
         escaped(use.date) + "</td><td>" + std::string(repeats) + "</td><td>" + escaped(use.title) + "</td></tr>\n";
}

}  // namespace

std::string shared_html_begin(const reuse::Shared& shared) {
  std::string page =
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
      "<title>Shared passages</title>\n<style>";
  page += kStyle;
  page += "</style>\n</head>\n<body>\n<h1>Shared passages</h1>\n<p>";
  page += counted(shared.passages(), "passage") + " and " + counted(shared.formulas(), "formula") + " in " +
          counted(shared.transcripts(), "transcript") + " of " + counted(shared.words(), "word") + ".</p>\n";
  return page;
}

std::string passage_html(const reuse::Passage& passage) {
  std::string text = passage.formula ? "<article class=\"formula\">\n<p>Formula: " : "<article>\n<p>";
  text += counted(passage.words, "word") + ", " + counted(passage.uses.size(), "use") + " in " +
          counted(passage.interviews, "interview") + "</p>\n";
  for (std::size_t i = 0; i < passage.wordings.size(); ++i) {
    if (i == 1) text += "<details><summary>" + counted(passage.wordings.size() - 1, "other wording") + "</summary>\n";
    text += "<blockquote>" + escaped(passage.wordings[i].text) + "</blockquote>\n";
  }
  if (passage.wordings.size() > 1) text += "</details>\n";
  const std::string heading =
      "<table><thead><tr><th>address</th><th>speaker</th><th>date</th><th></th><th>transcript</th></tr></"
      "thead>\n<tbody>\n";
  text += heading;
  for (std::size_t i = 0; i < passage.uses.size(); ++i) {
    if (i == kOpenUses)
      text += "</tbody></table>\n<details><summary>" + counted(passage.uses.size() - i, "use") + " more</summary>\n" +
              heading;
    text += use_row(passage.uses[i]);
  }
  text += "</tbody></table>\n";
  if (passage.uses.size() > kOpenUses) text += "</details>\n";
  return text + "</article>\n";
}

std::string shared_html_end() {
  return "<footer>What transcripts share shows that words were said again, not who took them from whom. "
         "Made by stenogram reuse.</footer>\n</body>\n</html>\n";
}

}  // namespace stenogram::render
