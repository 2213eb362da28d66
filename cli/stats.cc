// stenogram stats: how much the archive holds.
#include "cli/commands.h"
#include "cli/parse.h"
#include "stenogram/render/lists.h"

namespace stenogram::cli {

int run_stats(Invocation& invocation) {
  auto record = archive::Archive::open(invocation.archive(), archive::Archive::Mode::read);
  if (!record) return invocation.fail(record.error());
  Result<archive::Counts> counts = (*record)->counts();
  if (!counts) return invocation.fail(counts.error());
  Result<std::vector<archive::SegmentRow>> segments = (*record)->segments();
  if (!segments) return invocation.fail(segments.error());
  if (invocation.json())
    invocation.out().write(render::json_line(render::stats_json(*counts, segments->size())));
  else
    invocation.out().write(render::stats_text(*counts, segments->size(), invocation.terminal()));
  return kAsAsked;
}

}  // namespace stenogram::cli
