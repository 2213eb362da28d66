// Verdicts as JSON Lines: section 5 of the contract, its keys in its order, then ours.
//
//   {"type":"quotation","n":1,"quoted":…,…,"nearest":[…],"searched":{…},"doubts":[…]}
//   {"type":"summary","quotations":…,…}
//
// Every span of a passage is bytes of its page; `quoted_span` of a difference is bytes of
// `quoted`. Each returned string ends with a line end. Pure; any thread.
#pragma once
#include <cstdint>
#include <string>

#include "stenogram/check/verdict.h"

namespace stenogram::render {

std::string check_json(const check::Answer& answer, std::uint64_t n);
std::string check_summary_json(const check::Summary& summary);
// A quotation found but not judged: {"type":"set_aside","quoted":…,"quoted_span":…}.
std::string set_aside_json(const check::Quotation& quotation);

}  // namespace stenogram::render
