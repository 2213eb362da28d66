// Many quotations judged at once, on as many cores as there are.
//
// Answers are heard in the order of the quotations, and each is what check() alone would
// give: on one core or on two, the same bytes. Nobody runs far ahead of what has been
// heard, so a list of any length takes the memory of a few hundred answers.
#pragma once
#include <functional>
#include <vector>

#include "stenogram/check/checker.h"

namespace stenogram::check {

// Hears of each quotation in order, on the caller's thread; false stops the rest.
using Hear = std::function<bool(std::size_t index, const Result<Answer>& answer)>;

// `threads` 0: one a core. `record` must allow several threads.
void check_all(const corpus::Passages& record, const std::vector<Quotation>& quotations, const Options& options,
               const Hear& hear, unsigned threads = 0);

}  // namespace stenogram::check
