// Shared passages: JSON Lines for programs, text for people, CSV for tables, and a page
// of HTML that needs nothing else.
//
//   {"type":"passage","n":1,"words":23,"uses":3,"interviews":3,
//    "first":{"address":…,"speaker":…,"date":…}|null,"last":{…}|null,
//    "speakers":[{"speaker":…|null,"uses":…,"first":…,"last":…}],
//    "wordings":[{"text":…,"words":…,"uses":…}],
//    "members":[{"address":…,"transcript":…,"turn":…,"span":[…],"speaker":…,"label":…,"date":…,
//                "kind":…,"note":…,"name":…,"title":…,"words":…,"wording":0,"repeats":"self"|"other"|null}]}
//   {"type":"formula",…}     the same, of what many interviews have
//   {"type":"pair","a":{"transcript":…,"title":…,"date":…,"words":…},"b":{…},"kept":…,"in_order":…,
//    "passages":[{"a":ADDRESS,"b":ADDRESS,"a_speaker":…,"b_speaker":…,"text":…,"kept":…,"changed":…}]}
//   {"type":"copies","transcripts":[…,…],"coverage":…}
//   {"type":"total","passages":N,"formulas":N,"pairs":N,"shown":N,"copies":N,"everywhere":N,…}
//
// `wording` counts into `wordings`; `first` is null where dates do not tell who was first.
// Every returned string ends with a line end. Pure; any thread.
#pragma once
#include <string>
#include <string_view>

#include "stenogram/render/terminal.h"
#include "stenogram/reuse/margin.h"
#include "stenogram/reuse/shared.h"

namespace stenogram::render {

std::string passage_json(const reuse::Passage& passage);
std::string shared_pair_json(const reuse::SharedPair& pair);
std::string told_copies_json(const reuse::CopyTold& copies);
std::string shared_total_json(const reuse::Shared& shared, std::uint64_t shown, std::uint64_t copies);

// A line for each run that is shown, and a total.
//   {"type":"shared","address":…,"turn":…,"span":[…],"text":…,"words":N,"places":N,"counted":true,"interviews":N,
//    "others":[{"address":…,"transcript":…,"name":…,"title":…,"span":[…],"words":N,"speaker":…,…}]}
//   {"type":"total","passages":N,"words":N,"shown":N}
std::string margin_json(const reuse::Margin& margin);

std::string passage_text(const Terminal& terminal, const reuse::Passage& passage);
std::string shared_pair_text(const Terminal& terminal, const reuse::SharedPair& pair);
std::string shared_total_text(const Terminal& terminal, const reuse::Shared& shared, std::uint64_t shown,
                              std::uint64_t copies, bool of_pairs);

// A line a use. A cell that a spreadsheet would take for a formula of its own begins with
// an apostrophe.
std::string passage_csv_heading();
std::string passage_csv(const reuse::Passage& passage);
std::string csv_cell(std::string_view text);

// One page: shared_html_begin, passage_html for each, shared_html_end. Text from captures
// is text, never markup; nothing is loaded from anywhere, and no script runs.
std::string shared_html_begin(const reuse::Shared& shared);
std::string passage_html(const reuse::Passage& passage);
std::string shared_html_end();

}  // namespace stenogram::render
