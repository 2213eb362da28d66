#include "stenogram/capture/html_classes.h"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "stenogram/base/table.h"
#include "stenogram/capture/data.h"
#include "stenogram/capture/html_tokens.h"

namespace stenogram::capture {
namespace {

using Hints = std::unordered_map<std::string_view, std::uint32_t>;

constexpr std::uint32_t kHiddenWhole = 1u << 31;  // hidden, if it is all of a class

constexpr std::size_t kLongestValue = 400;  // of a class attribute; the rest says nothing more

std::uint32_t bit_of(std::string_view section) {
  constexpr std::pair<std::string_view, std::uint32_t> kSections[] = {{"hidden", kHidden},
                                                                      {"whole hidden", kHiddenWhole},
                                                                      {"body", kBody},
                                                                      {"navigation", kNavigation},
                                                                      {"comments", kComments},
                                                                      {"related", kRelated},
                                                                      {"advertising", kAdvertising},
                                                                      {"caption", kCaption},
                                                                      {"footer", kFooter},
                                                                      {"byline", kByline},
                                                                      {"header", kHeader},
                                                                      {"dialog", kDialog}};
  for (const auto& [name, bit] : kSections)
    if (name == section) return bit;
  return 0;
}

const Hints& hints() {
  static const Hints kHints = [] {
    Hints made;
    for (const TableSection& section : parse_table(data("html_classes.txt")))
      for (const TableRow& row : section.rows) made[row.columns[0]] |= bit_of(section.name);
    return made;
  }();
  return kHints;
}

std::uint32_t look_up(std::string_view word) {
  const auto found = hints().find(word);
  return found == hints().end() ? 0 : found->second;
}

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

// The hints of one class: of its words, of two words together, of the whole.
std::uint32_t hints_of(std::string_view name) {
  std::string words;  // lower case, one hyphen between
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    if (is_upper(c)) {
      if (i > 0 && is_lower(name[i - 1])) words += '-';
      words += char(c + 32);
    } else if (is_lower(c) || (c >= '0' && c <= '9')) {
      words += c;
    } else if (!words.empty() && words.back() != '-') {
      words += '-';
    }
  }
  std::uint32_t found = 0;
  std::size_t last = std::string::npos;  // where the word before this one began
  for (std::size_t begin = 0; begin < words.size();) {
    const std::size_t end = std::min(words.find('-', begin), words.size());
    const std::string_view all = words;
    found |= look_up(all.substr(begin, end - begin));
    if (last != std::string::npos) found |= look_up(all.substr(last, end - last));
    last = begin;
    begin = end + 1;
  }
  found &= ~kHiddenWhole;
  return (look_up(words) & kHiddenWhole) != 0 ? found | kHidden : found;
}

std::uint32_t hints_of_value(std::string_view value) {
  value = value.substr(0, kLongestValue);
  std::uint32_t found = 0;
  for (std::size_t begin = 0; begin < value.size();) {
    std::size_t end = value.find_first_of(" \t\r\n", begin);
    if (end == std::string_view::npos) end = value.size();
    if (end > begin) found |= hints_of(value.substr(begin, end - begin));
    begin = end + 1;
  }
  return found;
}

}  // namespace

std::uint32_t class_hints(std::string_view start_tag) {
  std::uint32_t found = 0;
  if (const auto value = attribute(start_tag, "class")) found |= hints_of_value(*value);
  if (const auto value = attribute(start_tag, "id")) found |= hints_of_value(*value);
  return found;
}

}  // namespace stenogram::capture
