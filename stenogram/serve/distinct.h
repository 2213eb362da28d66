// `distinct`: every count for each interview once, however many copies of it there are.
// Any thread.
#pragma once
#include <memory>
#include <utility>

#include "stenogram/corpus/families.h"
#include "stenogram/serve/operation.h"

namespace stenogram::serve {

Parameter distinct_parameter();

// The state as a question is to see it: as it is, or with `distinct` so that a turn counts
// only where no fuller copy of its interview, among those selected, has it too. Holds both.
class Counted {
 public:
  static Result<Counted> of(const Context& context, const Arguments& arguments);
  const corpus::Shelf& shelf() const { return distinct_ ? static_cast<const corpus::Shelf&>(*distinct_) : *snapshot_; }

 private:
  explicit Counted(std::shared_ptr<const Snapshot> snapshot) : snapshot_(std::move(snapshot)) {}
  std::shared_ptr<const Snapshot> snapshot_;
  std::shared_ptr<const corpus::Families> families_;
  std::unique_ptr<corpus::DistinctShelf> distinct_;
};

}  // namespace stenogram::serve
