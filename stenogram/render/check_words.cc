#include "stenogram/render/check_words.h"

#include <algorithm>

#include "stenogram/render/standing.h"

namespace stenogram::render {

std::string_view verb_of(const check::Difference& difference) {
  switch (difference.kind) {
    case check::DifferenceKind::scope: return "cut off";
    case check::DifferenceKind::speaker: return "speaker";
    case check::DifferenceKind::date: return "date";
    default: break;
  }
  if (difference.quoted.empty()) return difference.marked ? "left out" : "dropped";
  return difference.spoken.empty() ? "added" : "changed";
}

std::string in_truth(const check::Difference& difference, const check::Passage& passage) {
  if (difference.spoken.empty()) return "not known";
  const bool name = difference.kind != check::DifferenceKind::speaker || difference.spoken == passage.speaker ||
                    difference.spoken == passage.label || difference.spoken == passage.quoting;
  return name ? difference.spoken : "somebody not named (\"" + difference.spoken + "\")";
}

std::string spaced(std::string_view name) {
  std::string out(name);
  std::replace(out.begin(), out.end(), '_', ' ');
  return out;
}

std::string counts_of(const check::Summary& summary) {
  std::string list;
  auto add = [&](std::uint64_t number, std::string_view name) {
    if (number > 0) list += (list.empty() ? ": " : ", ") + grouped(number) + " " + std::string(name);
  };
  add(summary.verbatim, "verbatim");
  add(summary.abridged, "abridged");
  add(summary.altered, "altered");
  add(summary.stitched, "stitched");
  add(summary.misattributed, "misattributed");
  add(summary.not_found, "not found");
  return counted(summary.quotations, "quotation") + list;
}

std::string meaning_of(const check::Summary& summary) {
  if (summary.meaning == 0) return {};
  return grouped(summary.meaning) + (summary.meaning == 1 ? " differs" : " differ") + " in meaning";
}

std::string shortened(std::string_view text, std::size_t most) {
  if (text.size() <= most) return std::string(text);
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  std::size_t blank = text.rfind(' ', end);
  if (blank != text.npos && blank > most / 2) end = blank;
  return std::string(text.substr(0, end)) + " …";
}

}  // namespace stenogram::render
