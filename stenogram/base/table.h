// Tables of words kept as data: role words, months, verbs of saying, cues.
//
//   # a comment
//   [en interviewer]        a section; its name is free text
//   question  reporter      columns are separated by tabs or two and more blanks
//
// Adding a language is adding lines to such a file, never code.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace stenogram {

struct TableRow {
  std::vector<std::string_view> columns;  // at least one, none empty
};

struct TableSection {
  std::string_view name;  // empty for rows before the first heading
  std::vector<TableRow> rows;
};

// Views into `text`, which must outlive the result (embedded files do).
std::vector<TableSection> parse_table(std::string_view text);

}  // namespace stenogram
