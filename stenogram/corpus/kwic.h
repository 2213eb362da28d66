// Lines in context (KWIC): every use of a phrase, with what was said around it.
//
// Lines come from the index's positions: a phrase is two searches a segment, sorting
// compares token numbers, and only the documents of lines that are shown are read.
// What is printed is the page's own bytes, spacing and punctuation included; context
// never leaves the turn (for words printed by a note: the note's words).
//
// Each way a phrase is met is one line: `(war|war crimes)` meets "war crimes" twice, as
// one word and as two. Pure; any thread.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "stenogram/concordance/draw.h"
#include "stenogram/corpus/query.h"
#include "stenogram/corpus/search.h"
#include "stenogram/corpus/shelf.h"

namespace stenogram::corpus {

struct KwicOptions {
  // `place`: documents in the order of their adding, then position. `left`: by the
  // words before, the nearest first. `right`: by those after. Ties go by place.
  // `speaker`: by name, the unnamed last. `date`: oldest first, the undated last.
  enum class Order { place, left, right, date, speaker };
  Order order = Order::place;
  std::size_t width = 40;  // characters of context on either side; no word is cut
  std::size_t limit = std::size_t(-1);
  std::size_t skip = 0;
  std::optional<std::size_t> sample;  // this many of the lines, drawn before sorting
  std::uint64_t seed = 1;
  // Of more lines than so many, a sample of that many (draw.h) is sorted and shown, which
  // keeps the cost within bounds over any archive. The order of place has no need of it
  // where nothing is filtered.
  std::optional<std::size_t> most;
};

struct Line : Standing {
  ByteSpan span;  // of the page: the match
  TokenRange words;
  std::string left, match, right;  // touch one another on the page
};

struct Lines {
  std::vector<Line> lines;
  std::uint64_t total = 0;  // exact, whatever the limit and the sample, unless `estimated`
  std::uint64_t reach = 0;  // lines that skip can go to: all of them, or the sample
  bool sampled = false;     // because of `most`
  bool estimated = false;   // the total; only where sampled and filtered
  std::vector<Suggestion> suggestions;
};

Result<Lines> kwic(const Shelf& shelf, const PhraseQuery& phrase, const KwicOptions& options);

// All matches of the phrase in a selection (its filters resolved), in order of place,
// each once.
std::vector<concordance::Match> matches_of(const concordance::Index& index, const PhraseQuery& phrase,
                                           const concordance::Selection& selection, std::size_t most = std::size_t(-1));

// The same, or of more than `most` a sample. Phrases that stand for several patterns are
// never sampled.
concordance::Drawn places_of(const concordance::Index& index, const PhraseQuery& phrase,
                             const concordance::Selection& selection, std::size_t most, std::uint64_t seed = 1);

// One of them as a line.
Result<Line> line_of(const Shelf& shelf, const concordance::Index& index, const concordance::Match& match,
                     std::size_t width);

}  // namespace stenogram::corpus
