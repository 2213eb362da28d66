// Verdicts for people on a terminal.
//
//   article.txt:12  altered, and the meaning with it
//     quoted  "we will never rebuild"
//     spoken  "we will rebuild"
//             The Chair, 2019-03-04, turn 61, 79c93a17dc29#61:120-135
//     asked   Will you rebuild?
//     added   never (negation)
//
// Words that differ are marked in both texts. All that comes from outside is made inert.
// Pure; any thread.
#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "stenogram/check/coverage.h"
#include "stenogram/check/quotations.h"
#include "stenogram/check/unmarked.h"
#include "stenogram/check/verdict.h"
#include "stenogram/render/terminal.h"

namespace stenogram::render {

// `where` is what stands before the verdict: "article.txt:12", or "1".
// `found` and `held` as for check_json; both may be null.
std::string check_text(const Terminal& terminal, const check::Answer& answer, std::string_view where,
                       const check::ArticleQuotation* found = nullptr, const check::Held* held = nullptr);
// What the archive holds of the claimed speaker and day, to follow what was searched:
// "; Ada Voss speaks in 3 transcripts; none is dated 2031-03". `safe` makes text harmless.
std::string held_text(const check::Held& held, const check::Quotation& quotation,
                      const std::function<std::string(std::string_view)>& safe);
// Words copied without quotation marks.
std::string unmarked_text(const Terminal& terminal, const check::Unmarked& run, std::string_view where);
// "2 quotations: 1 verbatim, 1 altered; 1 differs in meaning"
std::string check_summary_text(const Terminal& terminal, const check::Summary& summary);
// A quotation found but not judged: words set apart that nobody is said to have spoken.
std::string set_aside_text(const check::Quotation& quotation, std::string_view where);

}  // namespace stenogram::render
