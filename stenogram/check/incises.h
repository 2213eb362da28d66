// Attributions inside a quotation: « Elle a promis, dit-il, des bateaux. »,
// «Книги в порядке, — сказал он. — Пропало здание», —No sé —dijo—. Pregúntele.
//
// Pure. O(bytes).
#pragma once
#include <vector>

#include "stenogram/check/attribution.h"

namespace stenogram::check {

struct Spoken {
  std::vector<ByteSpan> parts;  // the words, without the attributions between
  Attribution said;             // undecided where there is none
};

// `words` are what stands between two marks, or behind a dash. `unclosed`: the mark that
// should have ended them is missing, so a remark that only a comma sets off ends them too.
Spoken without_incises(std::string_view text, ByteSpan words, const ArticleWords& lexicon, Attributor& attributor,
                       bool unclosed);

}  // namespace stenogram::check
