#include "stenogram/check/verdict.h"

namespace stenogram::check {

std::string_view name_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::verbatim: return "verbatim";
    case Verdict::abridged: return "abridged";
    case Verdict::altered: return "altered";
    case Verdict::stitched: return "stitched";
    case Verdict::misattributed: return "misattributed";
    case Verdict::not_found: return "not_found";
  }
  return {};
}

void Summary::add(const Answer& answer) {
  ++quotations;
  if (answer.severity == Severity::meaning) ++meaning;
  switch (answer.verdict) {
    case Verdict::verbatim: ++verbatim; break;
    case Verdict::abridged: ++abridged; break;
    case Verdict::altered: ++altered; break;
    case Verdict::stitched: ++stitched; break;
    case Verdict::misattributed: ++misattributed; break;
    case Verdict::not_found: ++not_found; break;
  }
}

}  // namespace stenogram::check
