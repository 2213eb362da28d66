// Pages that have changed since they were captured: later captures of the same address,
// of the same file, or of the same interview as published before.
//
// The old capture stays in the record; the new one is a further copy. What lies between
// them is a comparison of the two. Reads the record; any thread.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "stenogram/base/result.h"
#include "stenogram/corpus/corpus.h"
#include "stenogram/corpus/families.h"

namespace stenogram::reuse {

struct ChangedPage {
  corpus::DocumentNumber before = 0, after = 0;
  std::string why;     // "url": the same address; "name": the same file, one interview; "family": one interview
  std::string source;  // the URL or name they share; empty for a family
};

// Each transcript beside the one before it, in the order of their capturing, else of their
// keeping. Only those of `of` where that is given. A family's excerpts, recordings and
// translations are other publications, not changes, unless URL or name is the same.
Result<std::vector<ChangedPage>> changed_pages(corpus::Corpus& corpus, const corpus::Families& families,
                                               std::optional<corpus::DocumentNumber> of = std::nullopt);

}  // namespace stenogram::reuse
