// Lays a quotation beside a stretch of speech and says what each difference is.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "stenogram/align/compare.h"
#include "stenogram/differences/quoted_text.h"
#include "stenogram/differences/spoken_text.h"
#include "stenogram/differences/difference.h"
#include "stenogram/differences/equivalences.h"

namespace stenogram::differences {

// How often a word (a search key) stands in the archive.
using CountWord = std::function<std::uint64_t(std::string_view)>;

struct Reading {
  TokenRange spoken;                    // matched words of the window, first to last
  std::vector<Difference> differences;  // in the order of the quotation
  std::uint32_t kept = 0;               // quotation's words that stand there, in order; equals count
  std::uint32_t changed = 0;            // words replaced, added, dropped unmarked (the larger side)
  std::uint32_t unmatched = 0;          // quotation's words that stand nowhere there
  std::uint32_t stretch = 0;            // spoken words covered, marked omissions aside
  std::vector<std::uint8_t> stands;     // for each word of the quotation: whether it stands there, equals too
  bool only_marked = true;              // every difference is marked editing or a bracket left out
  Severity severity = Severity::none;

  bool exact() const { return differences.empty(); }
};

Reading read_differences(const QuotedText& quoted, const SpokenText& spoken, const Lexicon& lexicon,
                         const CountWord& count);
// The same, where the bonds are known: BondFinder(quoted, lexicon).find(spoken).
Reading read_differences(const QuotedText& quoted, const SpokenText& spoken, Bonds bonds, const Lexicon& lexicon,
                         const CountWord& count);

}  // namespace stenogram::differences
