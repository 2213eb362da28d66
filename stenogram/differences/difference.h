// One way in which two wordings part, typed and weighed: sections 4 and 5 of the contract.
//
// `spoken` is what the record has, `quoted` what is held against it: a quotation, or
// another copy of the same interview. Plain values.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "stenogram/base/span.h"

namespace stenogram::differences {

enum class Severity : std::uint8_t { none, wording, meaning };

enum class DifferenceKind : std::uint8_t {
  omission,
  insertion,
  negation,
  number,
  name,
  modal,
  quantifier,
  tense,
  hedge,
  condition,
  comparison,
  scope,
  spelling,
  contraction,
  word_order,
  small_word,
  word,
  join,
  speaker,
  date
};

// The contract's names: "meaning", "small_word".
std::string_view name_of(Severity);
std::string_view name_of(DifferenceKind);

// `spoken` and `quoted` are the words as printed on either side; a side without words is
// empty, its span empty too and placed where the words would stand.
struct Difference {
  DifferenceKind kind = DifferenceKind::word;
  Severity severity = Severity::meaning;
  bool marked = false;  // by a mark of omission or square brackets in the quotation
  std::string spoken;
  std::optional<ByteSpan> spoken_span;  // of the page; absent for a speaker or date not printed there
  std::string quoted;
  std::optional<ByteSpan> quoted_span;  // of `quoted`; absent where it is the claim that differs
};

}  // namespace stenogram::differences
