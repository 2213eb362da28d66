// stenogram copies [ID]: which captures are of one interview; --join and --split decide it.
#include "cli/commands.h"
#include "cli/parse.h"
#include "stenogram/corpus/corpus.h"
#include "stenogram/corpus/families.h"
#include "stenogram/render/copies.h"
#include "stenogram/reuse/placing.h"
#include "stenogram/reuse/unique.h"

namespace stenogram::cli {
namespace {

int decide(Invocation& invocation, bool joined) {
  const std::string flag = joined ? "join" : "split";
  if (invocation.arguments().size() != 2)
    return invocation.fail(Error::usage("--" + flag, "takes two transcripts", "`stenogram copies --" + flag + " A B`"));
  if (invocation.has("join") && invocation.has("split"))
    return invocation.fail(Error::usage("--join", "cannot stand with --split", "give one of them"));
  auto corpus = corpus::Corpus::open(invocation.archive(), corpus::Corpus::Mode::write);
  if (!corpus) return invocation.fail(corpus.error());
  const std::string &a = invocation.arguments()[0], &b = invocation.arguments()[1];
  const std::string reason = invocation.value("reason").value_or("");
  Status done = joined ? reuse::join(**corpus, a, b, reason) : reuse::split(**corpus, a, b, reason);
  if (!done) return invocation.fail(done.error());
  if (invocation.json())
    invocation.out().write(render::json_line(
        render::Json{{"type", "decision"}, {"a", a}, {"b", b}, {"joined", joined}, {"reason", reason}}));
  else
    invocation.out().line(a + " and " + b + (joined ? " are copies of one interview" : " are different interviews") +
                          ", by your decision");
  return kAsAsked;
}

// What an ingest left unplaced is placed now, where this archive may be written to.
void place_the_rest(Invocation& invocation) {
  TerminalProgress progress;
  auto corpus = corpus::Corpus::open(invocation.archive(), corpus::Corpus::Mode::write);
  if (corpus && reuse::place(**corpus, progress)) return;
  progress.wipe();
  complain(
      "copies: some transcripts are not placed yet, and the archive cannot be written now; "
      "`stenogram verify --rebuild` places them");
}

}  // namespace

int run_copies(Invocation& invocation) {
  if (invocation.has("join") || invocation.has("split")) return decide(invocation, invocation.has("join"));
  if (invocation.arguments().size() > 1)
    return invocation.fail(
        Error::usage("copies", "takes one transcript, or none", "`stenogram compare A B` lays two side by side"));
  auto corpus = corpus::Corpus::open(invocation.archive(), corpus::Corpus::Mode::read);
  if (!corpus) return invocation.fail(corpus.error());
  Result<std::uint64_t> waiting = reuse::unplaced((*corpus)->record());
  if (!waiting) return invocation.fail(waiting.error());
  if (*waiting > 0 || !(*corpus)->record().knows_copies()) {
    place_the_rest(invocation);
    corpus = corpus::Corpus::open(invocation.archive(), corpus::Corpus::Mode::read);
    if (!corpus) return invocation.fail(corpus.error());
  }
  archive::Archive& record = (*corpus)->record();
  Result<corpus::Families> families = corpus::Families::of(record);
  if (!families) return invocation.fail(families.error());

  std::vector<const corpus::Family*> shown;
  if (invocation.arguments().empty()) {
    for (const corpus::Family& family : families->all()) shown.push_back(&family);
  } else {
    auto row = record.transcript(invocation.arguments()[0]);
    if (!row) return invocation.fail(row.error());
    if (!*row)
      return invocation.fail(Error::not_found(invocation.arguments()[0], "no transcript of this archive has that id",
                                              "see `stenogram list`"));
    if (const corpus::Family* family = families->of_document((*row)->number)) shown.push_back(family);
  }
  bool first = true;
  for (const corpus::Family* family : shown) {
    if (invocation.out().closed()) break;
    std::vector<render::MemberFacts> facts;
    for (const corpus::Member& member : family->members) {
      auto row = record.transcript_numbered(member.number);
      if (!row) return invocation.fail(row.error());
      auto seen = record.seen_of(member.number);
      if (!seen) return invocation.fail(seen.error());
      facts.push_back({row->value_or(archive::TranscriptRow()), std::move(*seen)});
    }
    Result<std::vector<reuse::Unique>> unique = reuse::unique_of(**corpus, *family);
    if (!unique) return invocation.fail(unique.error());
    if (invocation.json()) {
      invocation.out().write(render::family_json(*family, facts, *unique));
    } else {
      if (!first) invocation.out().write("\n");
      invocation.out().write(render::family_text(invocation.terminal(), *family, facts, *unique));
    }
    first = false;
  }
  if (shown.empty() && !invocation.json()) complain("no copies are known");
  return shown.empty() ? kAmiss : kAsAsked;
}

}  // namespace stenogram::cli
