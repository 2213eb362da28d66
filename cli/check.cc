// stenogram check [FILE|-] [--quote TEXT]…: what the record says of quotations.
#include <set>
#include <string>

#include "cli/asked.h"
#include "cli/commands.h"
#include "cli/manual.h"
#include "cli/parse.h"
#include "cli/receipts.h"
#include "stenogram/base/file.h"
#include "stenogram/check/check_all.h"
#include "stenogram/check/coverage.h"
#include "stenogram/check/grouping.h"
#include "stenogram/check/unmarked.h"
#include "stenogram/corpus/corpus.h"
#include "stenogram/corpus/families.h"
#include "stenogram/render/annotations.h"
#include "stenogram/render/check_html.h"
#include "stenogram/render/check_json.h"
#include "stenogram/render/check_report.h"
#include "stenogram/render/check_text.h"
#include "stenogram/render/receipt_again.h"

namespace stenogram::cli {
namespace {

// A list longer than this touches documents again and again, and they are kept unpacked.
constexpr std::size_t kLongList = 200;
constexpr std::uint64_t kLongListCache = 768ull << 20;

constexpr std::string_view kReports[] = {"html", "annotations", "receipt"};

// Answers as they come, kept only where a report wants them all.
class Checking {
 public:
  Checking(Invocation& invocation, AskedOfAll asked, corpus::Corpus& corpus, check::Options options,
           corpus::Families families, bool distinct, std::size_t most)
      : invocation_(invocation),
        asked_(std::move(asked)),
        corpus_(corpus),
        options_(options),
        families_(std::move(families)),
        distinct_(distinct),
        most_(most),
        coverage_(corpus.record()) {
    for (std::string_view report : kReports) {
      keep_ |= invocation_.has(report);
      quiet_ |= invocation_.value(report) == "-";
    }
  }

  int run() {
    if (Status judged = judge(); !judged) return invocation_.fail(judged.error());
    for (const Asked& one : asked_.quotations)
      if (one.set_aside)
        say(render::set_aside_json(one.quotation, one.found ? &*one.found : nullptr),
            [&] { return render::set_aside_text(one.quotation, one.where); });
    if (invocation_.has("unmarked"))
      if (Status told = tell_unmarked(); !told) return invocation_.fail(told.error());
    say(render::check_summary_json(summary_),
        [&] { return render::check_summary_text(invocation_.terminal(), summary_); });
    if (Status written = write_reports(); !written) return invocation_.fail(written.error());
    return summary_.all_well() && failed_ == 0 ? kAsAsked : kAmiss;
  }

 private:
  template <class Text>
  void say(const std::string& json, Text text) {
    if (!quiet_) invocation_.out().write(invocation_.json() ? json : text());
  }

  Status judge() {
    std::vector<const Asked*> judged;
    std::vector<check::Quotation> quotations;
    for (const Asked& one : asked_.quotations)
      if (!one.set_aside && !one.error) judged.push_back(&one), quotations.push_back(one.quotation);
    answers_.reserve(keep_ ? judged.size() : 0);
    std::optional<Error> failed;
    const Asked* next = asked_.quotations.data();
    check::check_all(corpus_, quotations, options_, [&](std::size_t k, const Result<check::Answer>& answer) {
      // Rows that cannot be judged are told in their place.
      for (; next < judged[k]; ++next) tell_failed(*next);
      Status told = answer ? tell(*judged[k], *answer, k + 1) : Status(answer.error());
      if (!told) failed = told.error();
      return !failed;
    });
    if (failed) return *failed;
    for (; next < asked_.quotations.data() + asked_.quotations.size(); ++next) tell_failed(*next);
    return {};
  }

  void tell_failed(const Asked& one) {
    if (!one.error) return;
    ++failed_;
    complain("check: " + one.error->message());
    if (invocation_.json() && !quiet_) invocation_.out().write(render::failed_json(one.where, *one.error));
  }

  Status tell(const Asked& one, const check::Answer& answer, std::uint64_t n) {
    for (const Error& error : answer.unread)
      if (told_.insert(error.message()).second) complain("check: a transcript was left out: " + error.message());
    summary_.add(answer);
    check::Held held;
    bool missing = answer.verdict == check::Verdict::not_found && (one.quotation.speaker || one.quotation.date);
    if (missing) {
      Result<check::Held> of = coverage_.of(one.quotation);
      if (!of) return of.error();
      held = std::move(*of);
    }
    const check::ArticleQuotation* found = one.found ? &*one.found : nullptr;
    std::string where = one.where.empty() ? std::to_string(n) : one.where;
    // Shown with copies of one interview together; kept for reports as it was judged.
    check::Answer shown = answer;
    if (Status regarded = check::regard_copies(shown, corpus_, families_, distinct_, most_); !regarded) return regarded;
    say(render::check_json(shown, n, found, missing ? &held : nullptr),
        [&] { return render::check_text(invocation_.terminal(), shown, where, found, missing ? &held : nullptr); });
    if (keep_) answers_.push_back({answer, std::move(held), missing, &one});
    return {};
  }

  Status tell_unmarked() {
    if (!asked_.article) return Error::usage("--unmarked", "is of an article", "name one, without --list");
    std::vector<check::ArticleQuotation> found;
    for (const Asked& one : asked_.quotations)
      if (one.found) found.push_back(*one.found);
    Result<std::vector<check::Unmarked>> runs = check::find_unmarked(*asked_.article, found, corpus_);
    if (!runs) return runs.error();
    unmarked_ = std::move(*runs);
    std::uint64_t n = 0;
    for (const check::Unmarked& run : unmarked_) {
      ++n;
      say(render::unmarked_json(run, n),
          [&] { return render::unmarked_text(invocation_.terminal(), run, place_of(asked_, run.span)); });
    }
    return {};
  }

  Status write_reports() {
    if (!keep_) return {};
    render::CheckReport report = made_report();
    render::OpenDocument open = opener_of(corpus_);
    if (std::optional<std::string> path = invocation_.value("html"))
      if (Status written = write(*path, render::check_html(report, open)); !written) return written;
    if (std::optional<std::string> path = invocation_.value("annotations"))
      if (Status written = write(*path, render::annotations_json(report, open)); !written) return written;
    if (std::optional<std::string> path = invocation_.value("receipt")) {
      Result<render::Answerer> answerer = render::answerer_of(corpus_.record(), corpus_.searched(), version_line());
      if (!answerer) return answerer.error();
      const render::Receipt receipt = render::receipt_of(report, std::move(*answerer), options_.passages, open);
      if (Status written = write(*path, render::receipt_text(receipt)); !written) return written;
    }
    return {};
  }

  render::CheckReport made_report() {
    render::CheckReport report;
    report.name = asked_.name;
    report.sha256 = asked_.sha256;
    if (asked_.article) report.article = &*asked_.article;
    report.summary = summary_;
    report.archive = invocation_.archive();
    report.program = version_line();
    report.unmarked = unmarked_;
    report.unmarked_asked = invocation_.has("unmarked");
    std::size_t next = 0;
    for (const Asked& one : asked_.quotations) {
      render::ReportedQuotation reported;
      reported.quotation = &one.quotation;
      reported.found = one.found ? &*one.found : nullptr;
      reported.where = one.where;
      if (next < answers_.size() && answers_[next].asked == &one) {
        reported.answer = &answers_[next].answer;
        if (answers_[next].missing) reported.held = &answers_[next].held;
        ++next;
      }
      report.quotations.push_back(std::move(reported));
    }
    return report;
  }

  Status write(const std::string& path, const std::string& text) {
    if (path != "-") return write_file_durably(path, text);
    invocation_.out().write(text);
    return {};
  }

  struct Kept {
    check::Answer answer;
    check::Held held;
    bool missing = false;
    const Asked* asked = nullptr;
  };
  Invocation& invocation_;
  const AskedOfAll asked_;
  corpus::Corpus& corpus_;
  check::Options options_;
  corpus::Families families_;
  bool distinct_ = false;
  std::size_t most_ = 0;  // passages shown
  check::Coverage coverage_;
  bool keep_ = false, quiet_ = false;  // for reports; a report goes to standard output
  std::vector<Kept> answers_;
  std::vector<check::Unmarked> unmarked_;
  check::Summary summary_;
  std::uint64_t failed_ = 0;    // rows of a list
  std::set<std::string> told_;  // a transcript that cannot be read is named once
};

}  // namespace

int run_check(Invocation& invocation) {
  if (invocation.values("quote").empty() && invocation.arguments().empty())
    return invocation.fail(
        Error::usage("check", "nothing was given to check", "name an article, or give words with --quote"));
  check::Options options;
  Result<std::uint64_t> passages = invocation.number("passages", options.passages, 1, 100'000);
  if (!passages) return invocation.fail(passages.error());
  // To count each interview once, all places must be known.
  const bool distinct = invocation.has("distinct");
  options.passages = distinct ? std::max<std::size_t>(*passages, 100'000) : *passages;
  Result<AskedOfAll> asked = all_asked(invocation);
  if (!asked) return invocation.fail(asked.error());
  corpus::CorpusOptions how;
  if (asked->quotations.size() > kLongList) how.cache_bytes = kLongListCache;
  auto corpus = corpus::Corpus::open(invocation.archive(), corpus::Corpus::Mode::read, how);
  if (!corpus) return invocation.fail(corpus.error());
  Result<corpus::Families> families = corpus::Families::of((*corpus)->record());
  if (!families) return invocation.fail(families.error());
  return Checking(invocation, std::move(*asked), **corpus, options, std::move(*families), distinct, *passages).run();
}

}  // namespace stenogram::cli
