// Words set apart, which nobody is said to have spoken: the so-called “reform”, the ship “Polar
// Star”, der „Hafenbote“. What stands around them says so, and how few they are.
//
// Pure; any thread. O(words around).
#pragma once
#include <string_view>

#include "stenogram/check/attribution.h"
#include "stenogram/check/quotation_drafts.h"

namespace stenogram::check {

// `alone`: it begins its sentence. `own`: its own sentence says whose it is.
struct Around {
  ByteSpan before, behind;
  bool alone = false, own = false;
};
bool is_set_apart(std::string_view text, const ArticleWords& lexicon, const Attributor& attributor, const Draft& draft,
                  const Around& around);

// «Маяк», the “Polar Star”: what bears a name in the midst of a sentence, which reads on over it.
bool is_name_of_thing(std::string_view text, const ArticleWords& lexicon, ByteSpan paragraph, ByteSpan outer,
                      ByteSpan inner);

}  // namespace stenogram::check
