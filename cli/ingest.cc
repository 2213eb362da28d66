// stenogram ingest PATH…: captures into the archive.
#include "cli/commands.h"
#include "cli/parse.h"
#include "stenogram/corpus/corpus.h"
#include "stenogram/render/lists.h"
#include "stenogram/reuse/placing.h"

namespace stenogram::cli {

int run_ingest(Invocation& invocation) {
  corpus::CorpusOptions options;
  Result<std::uint64_t> batch = invocation.number("batch", options.batch_documents, 1, 1'000'000);
  if (!batch) return invocation.fail(batch.error());
  options.batch_documents = *batch;
  options.format = invocation.value("format").value_or("");
  TerminalProgress progress;
  auto corpus = corpus::Corpus::open(invocation.archive(), corpus::Corpus::Mode::create, options, progress);
  progress.wipe();
  if (!corpus) return invocation.fail(corpus.error());

  // Each line leaves at once: what has been said to be kept is kept, whatever comes next.
  auto report = [&](const corpus::Ingested& ingested) {
    progress.wipe();
    if (invocation.json()) invocation.out().write(render::json_line(render::ingested_json(ingested)));
    else invocation.out().line(render::ingested_text(ingested, invocation.terminal()));
    invocation.out().flush();
    if (ingested.error && invocation.json()) complain(ingested.error->message());
  };
  Result<corpus::IngestSummary> summary = (*corpus)->ingest(invocation.arguments(), report, progress);
  progress.wipe();
  if (!summary) return invocation.fail(summary.error());
  // What is kept is safe by now; placing goes on next time from wherever it stops.
  if (!summary->stopped) {
    Result<reuse::Placed> placed = reuse::place(**corpus, progress);
    progress.wipe();
    if (!placed) complain("copies are not all placed, the next ingest goes on with it: " + placed.error().message());
  }

  if (summary->stopped) complain("stopped; what was reported is kept, and the same command goes on from here");
  else if (!invocation.json()) complain(render::summary_text(*summary));
  std::uint64_t kept = summary->added + summary->unchanged + summary->replaced;
  if (kept == 0 && summary->failed > 0 && !summary->stopped) return kFailed;
  return kept == 0 || summary->failed > 0 || summary->stopped ? kAmiss : kAsAsked;
}

}  // namespace stenogram::cli
