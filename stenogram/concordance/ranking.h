// Ranked search: which utterances speak most of the words asked for.
//
// BM25 (Robertson and Zaragoza 2009; k1 1.2, b 0.75) over utterances. Word counts and
// mean length are those of the live documents, so that scores are the same before and
// after a merge; a filter narrows the hits, not the statistics. Ties go by place.
//
// Pure; any thread.
#pragma once
#include <cstdint>
#include <functional>
#include <vector>

#include "stenogram/concordance/index.h"

namespace stenogram::concordance {

// A tree; whoever makes it keeps it shallow (a hundred levels are plenty).
struct Query {
  enum class Kind {
    words,    // `pattern`: a word, a prefix, a phrase with or without gaps
    all,      // every one of `parts`
    any,      // at least one of `parts`
    without,  // parts[0], but none of the others
    near,     // parts, at most 64, are of kind words: all, none on the words of another,
              // with at most `distance` other words between the first of them and the
              // last, in any order
  };
  Kind kind = Kind::all;
  Pattern pattern;
  std::vector<Query> parts;
  std::uint32_t distance = 0;
  // Of kind words: it is met in these documents only, as if it did not stand in others;
  // empty takes all. Unlike a selection, that holds for the statistics too.
  std::function<bool(const DocumentRow&)> documents = {};

  static Query of(Pattern pattern) { return {Kind::words, std::move(pattern), {}, 0, {}}; }
};

struct Ranked {
  std::uint32_t segment = 0, utterance = 0;
  double score = 0;
};

struct Ranking {
  std::vector<Ranked> best;  // at most `most`, from `skip` on
  std::uint64_t total = 0;   // all that match
};

// Pages are stable: skip 10 continues where the first 10 ended, on the same Index.
Ranking rank(const Index& index, const Query& query, const Selection& selection, std::size_t most = 20,
             std::size_t skip = 0);

// Every utterance that matches, in order of place, with its score; for facets, sorting
// by date, and answers of more than a page.
std::vector<Ranked> rank_all(const Index& index, const Query& query, const Selection& selection);

// What to highlight in one utterance: words of it, ascending, apart.
std::vector<TokenRange> highlights(const Index& index, const Query& query, std::uint32_t segment,
                                   std::uint32_t utterance);

// The place of an utterance as a whole.
Place place(const Index& index, std::uint32_t segment, std::uint32_t utterance);

}  // namespace stenogram::concordance
