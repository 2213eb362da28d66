// A query of the language, answered by the index.
//
// Words, phrases and NEAR are the concordance's to find and rank. Fields that hold for
// the whole query become its selection; what is left (fields under OR, exclusions,
// turns without any word asked for) is algebra on sorted runs of utterances, which
// costs what it reads. Scores are the sums of those of the words that matched;
// excluded words and fields add nothing.
//
// Pure; any thread.
#pragma once
#include <functional>
#include <vector>

#include "stenogram/concordance/index.h"
#include "stenogram/concordance/ranking.h"
#include "stenogram/corpus/query.h"
#include "stenogram/corpus/shelf.h"

namespace stenogram::corpus {

// A pattern, and the documents in which it is asked for; no function takes all.
struct BoundPattern {
  concordance::Pattern pattern;
  std::function<bool(const concordance::DocumentRow&)> documents;
};

// The patterns of the concordance whose matches together are those of the sequences:
// one, where they differ in a single word. Stems are others in each language, so where
// they are asked for and the index is of several, each has patterns for its documents;
// documents of languages without stems have the words themselves.
std::vector<BoundPattern> patterns_of(const concordance::Index& index, const std::vector<Sequence>& alternatives);
std::vector<BoundPattern> patterns_of(const concordance::Index& index, const PhraseQuery& phrase);

// What of the query may be highlighted: its words that are not excluded.
concordance::Query words_of(const concordance::Index& index, const Query& query);

// Every utterance that matches, in order of place. `filters` are fields, or excluded
// fields, that must hold too.
Result<std::vector<concordance::Ranked>> evaluate(const Shelf& shelf, const concordance::Index& index,
                                                  const Query& query, const std::vector<Query>& filters);

// The best of them only: `most` from `skip` on, and how many there are.
Result<concordance::Ranking> evaluate_best(const Shelf& shelf, const concordance::Index& index, const Query& query,
                                           const std::vector<Query>& filters, std::size_t most, std::size_t skip);

// Fields alone, resolved; each of `filters` is of kind field, or excluded field.
Result<concordance::Selection> select(const Shelf& shelf, const concordance::Index& index,
                                      const std::vector<Query>& filters);

}  // namespace stenogram::corpus
