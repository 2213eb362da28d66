#include "stenogram/text/binary.h"

#include <charconv>
#include <string>
#include <vector>

#include "stenogram/base/table.h"
#include "stenogram/text/data.h"

namespace stenogram::text {
namespace {

// The numbers of a table are ours, so a bad one is a slip and reads as 0.
unsigned number(std::string_view digits, int base) {
  unsigned value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  return value;
}

bool begins_with(std::string_view bytes, std::string_view hexadecimal) {
  if (bytes.size() < hexadecimal.size() / 2) return false;
  for (std::size_t n = 0; n < hexadecimal.size() / 2; ++n) {
    std::string_view digits = hexadecimal.substr(2 * n, 2);
    if (digits != ".." && number(digits, 16) != static_cast<unsigned char>(bytes[n])) return false;
  }
  return true;
}

}  // namespace

std::optional<Error> known_binary(std::string_view bytes, std::string_view name) {
  static const std::vector<TableSection> kSections = parse_table(data("signatures.txt"));
  constexpr std::size_t kSoon = 4096;
  bool nul = bytes.substr(0, kSoon).find('\0') != bytes.npos;
  for (const TableSection& section : kSections) {
    std::string_view place = section.name.substr(section.name.find(' ') + 1);
    if (place.ends_with("nul") && !nul) continue;
    std::size_t offset = number(place, 10);
    if (offset >= bytes.size()) continue;
    for (const TableRow& row : section.rows)
      if (begins_with(bytes.substr(offset), row.columns[0]))
        return Error::unreadable(std::string(name), std::string(row.columns[1]) + ", not text",
                                 std::string(row.columns[2]));
  }
  return std::nullopt;
}

}  // namespace stenogram::text
