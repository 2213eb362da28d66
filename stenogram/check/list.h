// A list of quotations with claimed speaker and date: CSV with a heading, or JSON Lines.
//
//   quoted,speaker,date
//   "We will rebuild, all of it.",Ada Voss,2019-03-04
//
//   {"quoted":"We will rebuild, all of it.","speaker":"Ada Voss","date":"2019-03-04"}
//
// Other columns and keys are passed over. Pure; any thread. Linear.
#pragma once
#include <string_view>
#include <vector>

#include "stenogram/base/result.h"
#include "stenogram/check/verdict.h"

namespace stenogram::check {

// The quotations in order. `name` is where errors are said to be. An empty speaker or
// date claims nothing; a line without a quotation is an Error that names it.
Result<std::vector<Quotation>> read_list(std::string_view text, std::string_view name);

}  // namespace stenogram::check
