#include <algorithm>

#include "stenogram/render/reuse.h"
#include "stenogram/render/standing.h"

namespace stenogram::render {
namespace {

constexpr std::size_t kUsesShown = 8, kWordingsShown = 3;
constexpr std::size_t kLinesShown = 8, kFurtherLinesShown = 3;  // of the first wording, and of each other

// At most `most` lines: the beginning, a line with an ellipsis, and the end.
std::string wrapped(const Terminal& terminal, std::string_view text, std::size_t indent, std::size_t most) {
  std::string out;
  const std::string harmless = inert(text), margin(indent, ' ');
  const std::vector<std::string_view> lines =
      folded(harmless, std::max<std::size_t>(terminal.width, indent + 20) - indent);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines.size() > most && i == most - 2) {
      out += margin + "…\n";
      i = lines.size() - 1;
    }
    out += margin + std::string(lines[i]) + '\n';
  }
  return out;
}

std::string years_of(const reuse::Passage& passage) {
  std::string first, last;
  for (const reuse::Use& use : passage.uses) {
    if (use.date.empty()) continue;
    if (first.empty()) first = use.date;
    last = use.date;
  }
  if (first.empty()) return "";
  return first == last ? ", " + inert(first) : ", " + inert(first) + " to " + inert(last);
}

std::string_view says(const reuse::Use& use) {
  switch (use.repeats) {
    case reuse::Repeats::nobody: return "first";
    case reuse::Repeats::self: return "again";
    case reuse::Repeats::other: return "after another";
    case reuse::Repeats::unknown: return "";
  }
  return "";
}

std::string use_line(const Terminal& terminal, const reuse::Use& use, std::size_t addresses) {
  std::string line = "  " + painted(terminal, Paint::address, padded(inert(use.address), addresses)) + "  ";
  line += painted(terminal, Paint::name, voice_of(use));
  if (!use.date.empty()) line += ", " + inert(use.date);
  if (const std::string_view mark = says(use); !mark.empty())
    line += painted(terminal, Paint::faint, "  " + std::string(mark));
  return line + '\n';
}

}  // namespace

std::string passage_text(const Terminal& terminal, const reuse::Passage& passage) {
  std::string head = counted(passage.words, "word") + ", " + counted(passage.uses.size(), "use") + " in " +
                     counted(passage.interviews, "interview") + years_of(passage);
  std::string text = painted(terminal, Paint::strong, passage.formula ? "Formula: " : "") +
                     painted(terminal, Paint::faint, head) + '\n';
  for (std::size_t i = 0; i < std::min(passage.wordings.size(), kWordingsShown); ++i) {
    if (i > 0)
      text += painted(terminal, Paint::faint, "  or, " + counted(passage.wordings[i].uses, "time") + ":") + '\n';
    text += wrapped(terminal, passage.wordings[i].text, i == 0 ? 2 : 4, i == 0 ? kLinesShown : kFurtherLinesShown);
  }
  if (passage.wordings.size() > kWordingsShown)
    text += painted(terminal, Paint::faint,
                    "  and " + counted(passage.wordings.size() - kWordingsShown, "wording") + " more") +
            '\n';
  std::size_t addresses = 0;
  const std::size_t shown =
      std::min(passage.uses.size(), passage.uses.size() == kUsesShown + 1 ? kUsesShown + 1 : kUsesShown);
  for (std::size_t i = 0; i < shown; ++i) addresses = std::max(addresses, columns(inert(passage.uses[i].address)));
  for (std::size_t i = 0; i < shown; ++i) text += use_line(terminal, passage.uses[i], addresses);
  if (shown < passage.uses.size()) {
    std::string more = "  and " + counted(passage.uses.size() - shown, "use") + " more";
    for (std::size_t i = 0; i < std::min<std::size_t>(passage.speakers.size(), 3); ++i)
      more += (i == 0 ? "; " : ", ") +
              (passage.speakers[i].speaker.empty() ? "unnamed" : inert(passage.speakers[i].speaker)) + " " +
              grouped(passage.speakers[i].uses);
    text += painted(terminal, Paint::faint, more) + '\n';
  }
  return text + '\n';
}

std::string shared_pair_text(const Terminal& terminal, const reuse::SharedPair& pair) {
  auto side = [&](const reuse::SharedPair::Side& of) {
    return painted(terminal, Paint::address, inert(of.transcript)) + (of.date.empty() ? "" : ", " + inert(of.date)) +
           (of.title.empty() ? "" : "  " + fitted(inert(of.title), 60)) + '\n';
  };
  std::string text = side(pair.a) + side(pair.b);
  text += painted(terminal, Paint::faint,
                  "  share " + counted(pair.kept, "word") + " in " + counted(pair.links.size(), "passage") +
                      (pair.in_order ? "" : ", in another order")) +
          '\n';
  for (std::size_t i = 0; i < std::min(pair.links.size(), kUsesShown); ++i) {
    const reuse::SharedPair::Link& link = pair.links[i];
    text += "  " + painted(terminal, Paint::address, inert(link.a_address) + "  " + inert(link.b_address)) + '\n';
    text += wrapped(terminal, link.text, 4, kFurtherLinesShown);
  }
  if (pair.links.size() > kUsesShown)
    text +=
        painted(terminal, Paint::faint, "  and " + counted(pair.links.size() - kUsesShown, "passage") + " more") + '\n';
  return text + '\n';
}

std::string shared_total_text(const Terminal& terminal, const reuse::Shared& shared, std::uint64_t shown,
                              std::uint64_t copies, bool of_pairs) {
  std::string text = counted(shared.passages(), "passage") + " and " + counted(shared.formulas(), "formula") + " (of " +
                     grouped(shared.everywhere()) + " interviews and more) in " + counted(shared.pairs(), "pair") +
                     " of transcripts";
  const std::uint64_t all = of_pairs ? shared.pairs() : shared.passages() + shared.formulas();
  if (shown < all) text += "; " + grouped(shown) + " shown";
  if (copies > 0) text += "; " + counted(copies, "pair") + " of transcripts taken for copies of one interview";
  return painted(terminal, Paint::faint, text) + '\n';
}

// Quoted where it must be (RFC 4180).
std::string csv_cell(std::string_view text) {
  std::string cell;
  if (!text.empty() && std::string_view("=+-@\t\r\n").find(text.front()) != std::string_view::npos) cell = "'";
  cell += text;
  if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (char c : cell) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + '"';
}

std::string passage_csv_heading() {
  return "n,type,words,uses,interviews,address,speaker,date,title,name,repeats,wording,text\r\n";
}

std::string passage_csv(const reuse::Passage& passage) {
  std::string text;
  for (const reuse::Use& use : passage.uses) {
    text += std::to_string(passage.n) + ',';
    text += passage.formula ? "formula," : "passage,";
    for (std::uint64_t number : {std::uint64_t(use.words), std::uint64_t(passage.uses.size()), passage.interviews})
      text += std::to_string(number) + ',';
    const std::string_view repeats = use.repeats == reuse::Repeats::nobody  ? "first"
                                     : use.repeats == reuse::Repeats::self  ? "self"
                                     : use.repeats == reuse::Repeats::other ? "other"
                                                                            : "";
    for (std::string_view cell :
         {std::string_view(use.address), std::string_view(use.speaker), std::string_view(use.date),
          std::string_view(use.title), std::string_view(use.name), repeats})
      text += csv_cell(cell) + ',';
    text += std::to_string(use.wording) + ',' + csv_cell(use.text) + "\r\n";
  }
  return text;
}

}  // namespace stenogram::render
