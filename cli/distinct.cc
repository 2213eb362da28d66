#include "cli/distinct.h"

namespace stenogram::cli {

Flag distinct_flag() {
  return {.name = "distinct",
          .help = "Count each interview once: leave out what a fuller copy of it, also selected, has too."};
}

Result<Counted> Counted::of(const Invocation& invocation, const corpus::Corpus& corpus) {
  Counted counted;
  counted.corpus_ = &corpus;
  if (!invocation.has("distinct")) return counted;
  Result<corpus::Families> families = corpus::Families::of(corpus.record());
  if (!families) return families.error();
  counted.families_ = std::make_unique<corpus::Families>(std::move(*families));
  counted.distinct_ = std::make_unique<corpus::DistinctShelf>(corpus, *counted.families_);
  return counted;
}

}  // namespace stenogram::cli
