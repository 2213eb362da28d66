#include "stenogram/serve/distinct.h"

namespace stenogram::serve {

Parameter distinct_parameter() {
  return flag("distinct", "Count each interview once: leave out what a fuller copy of it, also selected, has too.");
}

Result<Counted> Counted::of(const Context& context, const Arguments& arguments) {
  Counted counted(context.snapshot);
  if (!arguments.flag("distinct")) return counted;
  Result<std::shared_ptr<const corpus::Families>> families = context.snapshot->copies();
  if (!families) return families.error();
  counted.families_ = std::move(*families);
  counted.distinct_ = std::make_unique<corpus::DistinctShelf>(*counted.snapshot_, *counted.families_);
  return counted;
}

}  // namespace stenogram::serve
