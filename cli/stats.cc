// stenogram stats: how much the archive holds.
#include "cli/commands.h"
#include "cli/parse.h"
#include "stenogram/corpus/corpus.h"
#include "stenogram/corpus/families.h"
#include "stenogram/render/json.h"
#include "stenogram/render/lists.h"

namespace stenogram::cli {

int run_stats(Invocation& invocation) {
  auto record = archive::Archive::open(invocation.archive(), archive::Archive::Mode::read);
  if (!record) return invocation.fail(record.error());
  Result<archive::Counts> counts = (*record)->counts();
  if (!counts) return invocation.fail(counts.error());
  Result<std::vector<archive::SegmentRow>> segments = (*record)->segments();
  if (!segments) return invocation.fail(segments.error());
  std::optional<corpus::DistinctTotals> distinct;
  if (invocation.has("distinct")) {
    auto corpus = corpus::Corpus::open(invocation.archive(), corpus::Corpus::Mode::read);
    if (!corpus) return invocation.fail(corpus.error());
    Result<corpus::Families> families = corpus::Families::of((*corpus)->record());
    if (!families) return invocation.fail(families.error());
    Result<corpus::DistinctTotals> totals = corpus::distinct_totals(corpus::DistinctShelf(**corpus, *families));
    if (!totals) return invocation.fail(totals.error());
    distinct = *totals;
  }
  if (invocation.json()) {
    render::Json object = render::stats_json(*counts, segments->size());
    if (distinct) object["distinct"] = render::distinct_json(*distinct);
    invocation.out().write(render::json_line(object));
  } else {
    invocation.out().write(render::stats_text(*counts, segments->size(), invocation.terminal()));
    if (distinct)
      invocation.out().line(
          render::painted(invocation.terminal(), render::Paint::faint, render::padded("interviews", 13)) +
          std::to_string(distinct->interviews) + ", " + std::to_string(distinct->turns) + " turns and " +
          std::to_string(distinct->words) + " words, each once");
  }
  return kAsAsked;
}

}  // namespace stenogram::cli
