#include "stenogram/serve/judge.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "stenogram/check/check_all.h"
#include "stenogram/check/grouping.h"
#include "stenogram/render/check_json.h"
#include "stenogram/render/receipt_again.h"
#include "stenogram/render/standing.h"

namespace stenogram::serve {
namespace {

constexpr std::size_t kFirstBatch = 4, kLargestBatch = 64;
// To count each interview once, all places must be known.
constexpr std::size_t kAllPlaces = 100'000;

}  // namespace

Judge::Judge(Library& library, std::shared_ptr<const Snapshot> snapshot, AskedOfAll asked, const JudgeOptions& options)
    : library_(library),
      snapshot_(std::move(snapshot)),
      asked_(std::move(asked)),
      options_(options),
      coverage_(snapshot_->corpus().record()),
      batch_(kFirstBatch) {
  checked_.passages = options.distinct ? std::max(options.passages, kAllPlaces) : options.passages;
}

Result<bool> Judge::next(std::string& lines) {
  const std::vector<Asked>& all = asked_.quotations;
  while (at_ < all.size() && all[at_].set_aside) ++at_;
  if (at_ < all.size()) {
    Status told = judge_batch(lines);
    if (!told) return told.error();
    return true;
  }
  for (const Asked& one : all)
    if (one.set_aside) lines += render::set_aside_json(one.quotation, one.found ? &*one.found : nullptr);
  if (options_.unmarked)
    if (Status told = tell_unmarked(lines); !told) return told.error();
  lines += render::check_summary_json(summary_);
  if (options_.receipt)
    if (Status told = tell_receipt(lines); !told) return told.error();
  return false;
}

Status Judge::judge_batch(std::string& lines) {
  if (!families_) {
    Result<std::shared_ptr<const corpus::Families>> families = snapshot_->copies();
    if (!families) return families.error();
    families_ = std::move(*families);
  }
  const std::vector<Asked>& all = asked_.quotations;
  std::vector<const Asked*> batch;  // rows that cannot be judged keep their place among the others
  std::vector<check::Quotation> quotations;
  for (; at_ < all.size() && quotations.size() < batch_; ++at_) {
    if (all[at_].set_aside) continue;
    if (!asked_.quotations[at_].error) asked_.quotations[at_].error = check::unfit(all[at_].quotation, all[at_].where);
    batch.push_back(&all[at_]);
    if (!all[at_].error) quotations.push_back(all[at_].quotation);
  }
  batch_ = std::min(batch_ * 2, kLargestBatch);
  std::size_t next = 0;
  auto tell_failed = [&] {
    for (; next < batch.size() && batch[next]->error; ++next)
      lines += render::failed_json(batch[next]->where, *batch[next]->error);
  };
  std::optional<Error> failed;
  const SpareCores::Taken spare = library_.spare().take(unsigned(std::max<std::size_t>(quotations.size(), 1) - 1));
  check::check_all(
      *snapshot_, quotations, checked_,
      [&](std::size_t, const Result<check::Answer>& answer) {
        tell_failed();
        Status told = answer ? tell(*batch[next++], *answer, lines) : Status(answer.error());
        if (!told) failed = told.error();
        return !failed;
      },
      spare.many() + 1);
  if (failed) return *failed;
  tell_failed();
  return {};
}

Status Judge::tell(const Asked& one, check::Answer answer, std::string& lines) {
  summary_.add(answer);
  if (options_.receipt) kept_.push_back({&one, answer});
  if (Status regarded = check::regard_copies(answer, *snapshot_, *families_, options_.distinct, options_.passages);
      !regarded)
    return regarded;
  check::Held held;
  const bool missing = answer.verdict == check::Verdict::not_found && (one.quotation.speaker || one.quotation.date);
  if (missing) {
    Result<check::Held> of = coverage_.of(one.quotation);
    if (!of) return of.error();
    held = std::move(*of);
  }
  lines += render::check_json(answer, ++n_, one.found ? &*one.found : nullptr, missing ? &held : nullptr);
  return {};
}

Status Judge::tell_unmarked(std::string& lines) {
  std::vector<check::ArticleQuotation> found;
  for (const Asked& one : asked_.quotations)
    if (one.found) found.push_back(*one.found);
  Result<std::vector<check::Unmarked>> runs = check::find_unmarked(*asked_.article, found, *snapshot_);
  if (!runs) return runs.error();
  std::uint64_t n = 0;
  for (const check::Unmarked& run : *runs) lines += render::unmarked_json(run, ++n);
  return {};
}

// One line, of the same object that `check --receipt` writes over several; either verifies.
Status Judge::tell_receipt(std::string& lines) {
  Result<render::Answerer> answerer =
      render::answerer_of(snapshot_->corpus().record(), snapshot_->searched(), library_.program());
  if (!answerer) return answerer.error();
  render::CheckReport report;
  report.name = asked_.name;
  report.sha256 = asked_.sha256;
  for (const Kept& kept : kept_) {
    render::ReportedQuotation reported;
    reported.quotation = &kept.asked->quotation;
    reported.answer = &kept.answer;
    report.quotations.push_back(std::move(reported));
  }
  const render::Receipt receipt =
      render::receipt_of(report, std::move(*answerer), checked_.passages, snapshot_->opener());
  lines += render::json_line(render::Json::parse(render::receipt_text(receipt)));
  return {};
}

}  // namespace stenogram::serve
