// Fields resolved against an archive: which documents are searched, and which of their
// utterances.
//
// What can be said of a document is said once for it; of its speakers, once for each of
// them; so that a match costs a look-up. Built for one query; any number of threads may
// use it once select() has returned.
#pragma once
#include <memory>
#include <vector>

#include "stenogram/corpus/filter.h"
#include "stenogram/corpus/shelf.h"

namespace stenogram::corpus {

class Selector {
 public:
  // All of `required` must fit, none of `excluded` may.
  Selector(const Shelf& shelf, std::vector<FieldTest> required, std::vector<FieldTest> excluded);

  // Asks for the facts of every document alive, unless there is no test at all.
  Result<concordance::Selection> select(const concordance::Index& index);

  // The same question about one utterance of a document that select() took.
  bool takes(const concordance::DocumentRow& document, const UtteranceInfo& utterance) const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace stenogram::corpus
