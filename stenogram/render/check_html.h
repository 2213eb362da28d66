// A check as one page of HTML that needs nothing else: no script, no request, no font.
//
// The article stands as it was written, each quotation marked by its verdict; below its
// paragraph a summary line opens to the evidence: the quotation beside the passage with the
// words that differ marked in both, the question, who said it when, and the address. Meant for
// telephones, for paper, for light and dark. Everything from outside is escaped, and links go
// only to http and https.
//
// Pure; any thread.
#pragma once
#include <string>

#include "stenogram/render/check_report.h"

namespace stenogram::render {

std::string check_html(const CheckReport& report, const OpenDocument& open);

}  // namespace stenogram::render
