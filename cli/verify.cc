// stenogram verify: is the archive sound? With --rebuild, the index is made again first;
// with --receipt, a check is asked again instead.
#include "cli/commands.h"
#include "cli/parse.h"
#include "cli/receipts.h"
#include "stenogram/corpus/corpus.h"
#include "stenogram/render/lists.h"
#include "stenogram/reuse/placing.h"

namespace stenogram::cli {

int run_verify(Invocation& invocation) {
  if (std::optional<std::string> receipt = invocation.value("receipt")) return verify_receipt(invocation, *receipt);
  using corpus::Corpus;
  TerminalProgress progress;
  std::uint64_t faults = 0;
  auto fault = [&](const std::string& where, const std::string& what) {
    ++faults;
    progress.wipe();
    if (invocation.json()) invocation.out().write(render::json_line(render::fault_json(where, what)));
    else
      invocation.out().line(render::painted(invocation.terminal(), render::Paint::bad, "damaged") + "  " +
                            render::inert(where) + ": " + render::inert(what));
  };
  // Damage that keeps an archive from being opened is what was asked about, no failure.
  auto told = [&](const Error& error) {
    progress.wipe();
    if (error.kind != Error::Kind::damaged) return invocation.fail(error);
    fault(error.where, error.what);
    if (!error.advice.empty()) complain(error.advice);
    return int(kAmiss);
  };

  bool rebuild = invocation.has("rebuild");
  auto corpus = Corpus::open(invocation.archive(), rebuild ? Corpus::Mode::write : Corpus::Mode::read, {}, progress);
  if (!corpus) return told(corpus.error());
  if (rebuild) {
    if (Status rebuilt = (*corpus)->rebuild(progress); !rebuilt) return told(rebuilt.error());
    if (Result<reuse::Placed> placed = reuse::place_all(**corpus, progress); !placed) return told(placed.error());
  }
  Result<Corpus::Verified> verified = (*corpus)->verify(invocation.has("deep"), fault, progress);
  progress.wipe();
  if (!verified) return told(verified.error());
  if (invocation.json()) invocation.out().write(render::json_line(render::verified_json(*verified, faults)));
  else invocation.out().write(render::verified_text(*verified, faults));
  return faults > 0 ? kAmiss : kAsAsked;
}

}  // namespace stenogram::cli
