#include "stenogram/base/table.h"

namespace stenogram {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

TableRow row_of(std::string_view line) {
  TableRow row;
  while (!line.empty()) {
    std::size_t gap = std::min(line.find('\t'), line.find("  "));
    std::string_view column = trimmed(line.substr(0, gap));
    if (!column.empty()) row.columns.push_back(column);
    line = gap == line.npos ? std::string_view() : trimmed(line.substr(gap));
  }
  return row;
}

}  // namespace

std::vector<TableSection> parse_table(std::string_view text) {
  std::vector<TableSection> sections;
  while (!text.empty()) {
    std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty() || line.front() == '#') continue;
    if (line.front() == '[' && line.back() == ']') {
      sections.push_back({line.substr(1, line.size() - 2), {}});
      continue;
    }
    if (sections.empty()) sections.push_back({});
    sections.back().rows.push_back(row_of(line));
  }
  return sections;
}

}  // namespace stenogram
