// A list of quotations: CSV with a heading, or JSON Lines.
//
//   quoted,speaker,date            {"quoted":"We will rebuild","speaker":"Ada Voss"}
//   "We will rebuild",Ada Voss,    {"quoted":"Да","date":"2031"}
//
// Columns stand in any order and under several names ("quote", "Claimed speaker"); others are
// passed over. Fields are parted by commas, semicolons, tabs or bars, and may hold line ends
// inside quotation marks. A row that cannot be used is kept in its place with what is wrong
// with it. Pure; any thread. O(text).
#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "stenogram/base/result.h"
#include "stenogram/check/verdict.h"

namespace stenogram::check {

struct Listed {
  Quotation quotation;
  std::uint64_t line = 0;      // of the text, from 1, where the row begins
  std::optional<Error> error;  // why it cannot be judged
};

// In the list's order. Error::unreadable where it is no list, or no row of it can be used.
Result<std::vector<Listed>> read_list(std::string_view text, std::string_view name);

}  // namespace stenogram::check
