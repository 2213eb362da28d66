#include "stenogram/capture/entities.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "stenogram/base/table.h"
#include "stenogram/capture/blank.h"
#include "stenogram/capture/data.h"

namespace stenogram::capture {
namespace {

// What the bytes 0x80 to 0x9F mean in Windows-1252; pages number characters by them.
constexpr char32_t kWindows1252[32] = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                       0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                       0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                       0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

struct Names {
  std::unordered_map<std::string_view, std::string> characters;
  std::unordered_set<std::string_view> without_semicolon;
  std::size_t longest = 0;
};

std::string characters_of(const TableRow& row) {
  std::string characters;
  for (std::size_t i = 1; i < row.columns.size(); ++i) {
    std::uint32_t code = 0;
    std::from_chars(row.columns[i].data(), row.columns[i].data() + row.columns[i].size(), code, 16);
    append_utf8(characters, code);
  }
  return characters;
}

const Names& names() {
  static const Names kNames = [] {
    Names made;
    for (const TableSection& section : parse_table(data("entities.txt")))
      for (const TableRow& row : section.rows) {
        made.characters.emplace(row.columns[0], characters_of(row));
        if (section.name == "semicolon optional") made.without_semicolon.insert(row.columns[0]);
        made.longest = std::max(made.longest, row.columns[0].size());
      }
    return made;
  }();
  return kNames;
}

bool is_name_character(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

std::optional<CharacterReference> numeric(std::string_view text, std::size_t at) {
  std::size_t i = at + 2;
  const bool hexadecimal = i < text.size() && (text[i] == 'x' || text[i] == 'X');
  if (hexadecimal) ++i;
  const std::size_t digits = i;
  std::uint32_t code = 0;
  for (; i < text.size() && i - digits < 64; ++i) {
    const char c = text[i];
    std::uint32_t value;
    if (c >= '0' && c <= '9') value = std::uint32_t(c - '0');
    else if (hexadecimal && (c | 32) >= 'a' && (c | 32) <= 'f') value = std::uint32_t((c | 32) - 'a' + 10);
    else break;
    code = std::min<std::uint32_t>(code * (hexadecimal ? 16 : 10) + value, 0x110000);
  }
  if (i == digits) return std::nullopt;
  if (i < text.size() && text[i] == ';') ++i;
  if (code >= 0x80 && code <= 0x9F) code = kWindows1252[code - 0x80];
  if (code == 0 || code >= 0x110000 || (code >= 0xD800 && code <= 0xDFFF)) code = 0xFFFD;
  CharacterReference reference;
  append_utf8(reference.characters, code);
  reference.length = i - at;
  return reference;
}

}  // namespace

std::optional<CharacterReference> reference_at(std::string_view text, std::size_t at, bool in_attribute) {
  if (at + 1 >= text.size()) return std::nullopt;
  if (text[at + 1] == '#') return numeric(text, at);
  const Names& table = names();
  std::size_t end = at + 1;
  while (end < text.size() && end - at <= table.longest && is_name_character(text[end])) ++end;
  std::string_view name = text.substr(at + 1, end - at - 1);
  if (end < text.size() && text[end] == ';') {
    const auto found = table.characters.find(name);
    if (found != table.characters.end()) return CharacterReference{found->second, name.size() + 2};
  }
  // The longest beginning that needs no semicolon: `&ampx` is `&` and `x`.
  for (; !name.empty(); name.remove_suffix(1)) {
    if (!table.without_semicolon.contains(name)) continue;
    const std::size_t after = at + 1 + name.size();
    if (in_attribute && after < text.size() && (text[after] == '=' || is_name_character(text[after])))
      return std::nullopt;
    return CharacterReference{table.characters.at(name), name.size() + 1};
  }
  return std::nullopt;
}

std::string without_references(std::string_view text, bool in_attribute) {
  std::string out;
  std::size_t from = 0;
  for (std::size_t at = text.find('&'); at != std::string_view::npos; at = text.find('&', at)) {
    const auto reference = reference_at(text, at, in_attribute);
    if (!reference) {
      ++at;
      continue;
    }
    out.append(text, from, at - from);
    out += reference->characters;
    from = at += reference->length;
  }
  out.append(text, from);
  return out;
}

}  // namespace stenogram::capture
