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

std::string_view name_of(Severity severity) {
  switch (severity) {
    case Severity::none: return "none";
    case Severity::wording: return "wording";
    case Severity::meaning: return "meaning";
  }
  return {};
}

std::string_view name_of(DifferenceKind kind) {
  static constexpr std::string_view kNames[] = {
      "omission", "insertion", "negation", "number", "name", "modal", "quantifier",
      "tense", "hedge", "condition", "comparison", "scope", "spelling", "contraction",
      "word_order", "small_word", "word", "join", "speaker", "date"};
  return kNames[std::size_t(kind)];
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
