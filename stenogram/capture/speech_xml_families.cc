#include "stenogram/capture/speech_xml_families.h"

#include <algorithm>
#include <cassert>

#include "stenogram/base/table.h"
#include "stenogram/capture/data.h"

namespace stenogram::capture {
namespace {

// In the order of XmlAction.
constexpr std::string_view kActions[] = {
    "none", "utterance", "question", "answer",    "label", "caller", "more",   "speech", "paragraph", "row",
    "cell", "heading",   "note",     "procedure", "page",  "person", "called", "family", "given",     "name",
    "role", "quotation", "line",     "italic",    "bold",  "plain",  "fact",   "cue",    "header",    "skip"};

XmlMeaning meaning_of(const TableRow& row) {
  const auto* found = std::find(std::begin(kActions), std::end(kActions), row.columns[1]);
  assert(found != std::end(kActions));
  return {XmlAction(found - std::begin(kActions)), {row.columns.begin() + 2, row.columns.end()}};
}

void add(const TableRow& row, XmlFamily& family) {
  const std::string_view named = row.columns[0];
  const std::size_t at = std::min(named.find('@'), named.size());
  const std::string_view path = named.substr(0, at);
  const std::size_t slash = path.find('/');
  const std::string_view parent = slash == path.npos ? std::string_view() : path.substr(0, slash);
  XmlElement& element = family.elements[slash == path.npos ? path : path.substr(slash + 1)];
  if (at < named.size()) {
    const std::string_view attribute = named.substr(at + 1);
    const std::size_t equals = attribute.find('=');
    element.by_attribute.push_back(
        {parent, attribute.substr(0, equals), attribute.substr(equals + 1), meaning_of(row)});
  } else if (!parent.empty()) {
    element.by_parent.emplace_back(parent, meaning_of(row));
  } else {
    element.meaning = meaning_of(row);
  }
}

const std::vector<XmlFamily>& families() {
  static const std::vector<XmlFamily> all = [] {
    std::vector<XmlFamily> made;
    for (const TableSection& section : parse_table(data("speech_xml.txt"))) {
      XmlFamily& family = made.emplace_back();
      family.known = section.name != "unknown";
      for (const TableRow& row : section.rows) {
        const std::vector<std::string_view>& columns = row.columns;
        if (columns[0] == ":roots") family.roots.assign(columns.begin() + 1, columns.end());
        else if (columns[0] == ":dated-by") family.dated_by = columns[1];
        else if (columns[0] == ":kind") family.kind = columns[1];
        else if (columns.size() > 1) add(row, family);
      }
    }
    return made;
  }();
  return all;
}

}  // namespace

std::string_view xml_root_of(std::string_view text) {
  constexpr std::size_t kSoon = 65536;
  for (std::size_t at = text.find('<'); at < std::min(text.size(), kSoon); at = text.find('<', at)) {
    const std::string_view rest = text.substr(at);
    const std::string_view until = rest.starts_with("<!--") ? "-->" : rest.starts_with("<?") ? "?>" : "";
    if (!until.empty()) {
      const std::size_t end = rest.find(until);
      if (end == rest.npos) return {};
      at += end;
      continue;
    }
    if (rest.starts_with("<!")) {  // a document type, whose inner subset we do not read
      std::size_t end = rest.find_first_of("[>");
      if (end != rest.npos && rest[end] == '[') end = rest.find("]>", end);
      if (end == rest.npos) return {};
      at += end;
      continue;
    }
    const std::size_t end = rest.find_first_of(" \t\r\n/>", 1);
    if (end == rest.npos) return {};
    const std::string_view name = rest.substr(1, end - 1);
    const std::size_t colon = name.find(':');
    return colon == name.npos ? name : name.substr(colon + 1);
  }
  return {};
}

const XmlFamily* xml_family_of(std::string_view text) {
  const std::string_view root = xml_root_of(text);
  if (root.empty()) return nullptr;
  for (const XmlFamily& family : families())
    if (std::find(family.roots.begin(), family.roots.end(), root) != family.roots.end()) return &family;
  return nullptr;
}

const XmlFamily& unknown_xml_family() {
  for (const XmlFamily& family : families())
    if (!family.known) return family;
  static const XmlFamily none;
  return none;
}

}  // namespace stenogram::capture
