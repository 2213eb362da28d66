// Copies of one interview in an answer: shown together, the fullest first; and where
// another copy has other words in place of the very words quoted, that is said.
//
// A quotation that one copy carries word for word may be worded otherwise in another, and
// then the verdict rests on which was captured. Any thread, if `record` allows that.
#pragma once
#include "stenogram/base/result.h"
#include "stenogram/check/verdict.h"
#include "stenogram/corpus/families.h"
#include "stenogram/corpus/passages.h"

namespace stenogram::check {

inline constexpr std::size_t kMostOtherCopies = 8;  // looked into for each family

// Sets `family` and `copies_differ` of the passages and reorders them: a family's passages
// follow its first one, the fullest member's first. With `distinct`, places that a fuller
// copy among them has too are dropped from passages and from `places`; the answer must
// then hold all its places. At most `most` passages are kept.
Status regard_copies(Answer& answer, const corpus::Passages& record, const corpus::Families& families, bool distinct,
                     std::size_t most);

}  // namespace stenogram::check
