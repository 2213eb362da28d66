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
#include <string_view>

#include "stenogram/check/coverage.h"
#include "stenogram/check/quotations.h"
#include "stenogram/check/unmarked.h"
#include "stenogram/check/verdict.h"

namespace stenogram::render {

// `found`: how an article attributes it, as "attribution". `held`: what the archive holds of the
// claimed speaker and day, in "searched". Both may be null.
std::string check_json(const check::Answer& answer, std::uint64_t n, const check::ArticleQuotation* found = nullptr,
                       const check::Held* held = nullptr);
std::string check_summary_json(const check::Summary& summary);
// A quotation found but not judged: {"type":"set_aside","quoted":…,"quoted_span":…}.
std::string set_aside_json(const check::Quotation& quotation, const check::ArticleQuotation* found);
// {"type":"unmarked","n":1,"span":…,"text":…,"words":…,"places":…,"passages":[…]}.
std::string unmarked_json(const check::Unmarked& run, std::uint64_t n);
// A row of a list that cannot be judged: {"type":"failed","where":…,"error":…}.
std::string failed_json(std::string_view where, const Error& error);

}  // namespace stenogram::render
