#include "stenogram/differences/difference.h"

namespace stenogram::differences {

std::string_view name_of(Severity severity) {
  switch (severity) {
    case Severity::none: return "none";
    case Severity::wording: return "wording";
    case Severity::meaning: return "meaning";
  }
  return {};
}

std::string_view name_of(DifferenceKind kind) {
  static constexpr std::string_view kNames[] = {"omission",   "insertion",  "negation", "number",      "name",
                                                "modal",      "quantifier", "tense",    "hedge",       "condition",
                                                "comparison", "scope",      "spelling", "contraction", "word_order",
                                                "small_word", "word",       "join",     "speaker",     "date"};
  return kNames[std::size_t(kind)];
}

}  // namespace stenogram::differences
