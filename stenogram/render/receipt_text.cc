#include "stenogram/render/receipt_text.h"

#include <algorithm>

#include "stenogram/render/standing.h"

namespace stenogram::render {
namespace {

constexpr std::size_t kShown = 60;  // columns of a quotation

std::string said(const std::string& verdict, const std::string& severity) {
  std::string out = verdict.empty() ? "nothing" : verdict;
  std::replace(out.begin(), out.end(), '_', ' ');
  if (severity == "meaning") out += ", and the meaning with it";
  return inert(out);
}

Json verdict_json(const std::string& verdict, const std::string& severity) {
  return Json{{"verdict", or_null(verdict)}, {"severity", or_null(severity)}};
}

}  // namespace

std::string receipt_verdict_text(const Terminal& terminal, const ReceiptVerdict& one) {
  std::string out = std::to_string(one.n) + "  " +
                    painted(terminal, one.same ? Paint::good : Paint::bad, one.same ? "same" : "different") + "  ";
  std::string then = said(one.then_verdict, one.then_severity), now = said(one.now_verdict, one.now_severity);
  if (one.same) out += then;
  else if (then == now) out += now + " as then, on other evidence";
  else out += "was " + then + ", is " + now;
  out += "  \"" + fitted(inert(one.quoted), kShown) + "\"\n";
  for (const std::string& why : one.why) out += "   because " + inert(why) + "\n";
  return out;
}

std::string receipt_summary_text(const Terminal& terminal, const ReceiptSummary& summary) {
  std::string out;
  if (!summary.sealed)
    out += painted(terminal, Paint::bad, "The seal is broken") + ": this file is not as it was written.\n";
  for (const std::string& changed : summary.changed) out += "Since then: " + inert(changed) + ".\n";
  out += counted(summary.quotations, "quotation") + ": " + grouped(summary.same) + " the same";
  if (summary.different > 0) out += ", " + painted(terminal, Paint::bad, grouped(summary.different) + " different");
  out += summary.archive_same ? "; the archive is the one it was asked of.\n" : "; the archive has changed.\n";
  out += "Hashes show that bytes are unchanged since they were captured, not that they are true or who wrote them.\n";
  return out;
}

std::string receipt_verdict_json(const ReceiptVerdict& one) {
  Json object = {{"type", "receipt"}, {"n", one.n}, {"same", one.same}, {"quoted", one.quoted}};
  object["then"] = verdict_json(one.then_verdict, one.then_severity);
  object["now"] = verdict_json(one.now_verdict, one.now_severity);
  object["why"] = one.why;
  return json_line(object);
}

std::string receipt_summary_json(const ReceiptSummary& summary) {
  return json_line(Json{{"type", "receipt_summary"},
                        {"quotations", summary.quotations},
                        {"same", summary.same},
                        {"different", summary.different},
                        {"sealed", summary.sealed},
                        {"archive_same", summary.archive_same},
                        {"changed", summary.changed}});
}

}  // namespace stenogram::render
