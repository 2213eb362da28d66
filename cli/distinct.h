// --distinct: every count for each interview once, however many copies of it there are.
#pragma once
#include <memory>

#include "cli/flags.h"
#include "cli/parse.h"
#include "stenogram/corpus/corpus.h"
#include "stenogram/corpus/families.h"

namespace stenogram::cli {

Flag distinct_flag();

// The corpus as a question is to see it: as it is, or with --distinct so that a turn counts
// only where no fuller copy of its interview, among those selected, has it too.
class Counted {
 public:
  static Result<Counted> of(const Invocation& invocation, const corpus::Corpus& corpus);
  const corpus::Shelf& shelf() const { return distinct_ ? static_cast<const corpus::Shelf&>(*distinct_) : *corpus_; }
  const corpus::Families* families() const { return families_.get(); }  // null without --distinct

 private:
  const corpus::Corpus* corpus_ = nullptr;
  std::unique_ptr<corpus::Families> families_;
  std::unique_ptr<corpus::DistinctShelf> distinct_;
};

}  // namespace stenogram::cli
