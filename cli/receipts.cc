#include "cli/receipts.h"

#include <algorithm>
#include <set>

#include "cli/manual.h"
#include "stenogram/base/file.h"
#include "stenogram/base/hash.h"
#include "stenogram/render/check_json.h"
#include "stenogram/render/receipt_text.h"

namespace stenogram::cli {
namespace {

constexpr std::uint64_t kLargestReceipt = 256ull << 20;

// What the archive holds, in one hash: a line for each transcript, sorted, with all that the
// catalogue says of it. A capture added, removed or read otherwise changes it.
Result<render::Answerer> answerer_of(const corpus::Corpus& corpus) {
  Result<std::vector<archive::TranscriptRow>> rows = corpus.record().transcripts();
  if (!rows) return rows.error();
  std::vector<std::string> lines;
  std::set<std::string> captures;
  for (const archive::TranscriptRow& row : *rows) {
    lines.push_back(row.id + " " + row.kind + " " + std::to_string(row.turns) + " " + std::to_string(row.words) + " " + row.event_date.value_or("-") +
                    " " + row.publication_date.value_or("-") + "\n");
    captures.insert(row.id.substr(0, row.id.find('.')));
  }
  std::sort(lines.begin(), lines.end());
  std::string all;
  for (const std::string& line : lines) all += line;
  corpus::Searched searched = corpus.searched();
  return render::Answerer{version_line(), text::matching_version(), transcript::kReaderVersion, sha256(all), captures.size(),
                          searched.transcripts, searched.turns};
}

// What has become of the captures that an answer rested on.
std::vector<std::string> changes_of(const render::ReceiptItem& item, const corpus::Corpus& corpus) {
  std::vector<std::string> changes;
  for (const render::ReceiptItem::Cited& cited : item.cited) {
    auto document = corpus.document(std::string_view(cited.transcript));
    if (!document) changes.push_back("transcript " + cited.transcript + " is no longer in the archive");
    else if ((*document)->sha256 != cited.sha256) changes.push_back("transcript " + cited.transcript + " is read from another capture now");
  }
  return changes;
}

render::ReceiptVerdict asked_again(const render::ReceiptItem& item, std::uint64_t n, const corpus::Corpus& corpus, const check::Options& options) {
  render::ReceiptVerdict said;
  said.n = n;
  said.quoted = item.quotation.quoted;
  said.then_verdict = item.verdict;
  said.then_severity = item.severity;
  Result<check::Answer> answer = check::check(corpus, item.quotation, options);
  if (!answer) {
    said.why.push_back(answer.error().message());
    return said;
  }
  said.now_verdict = check::name_of(answer->verdict);
  if (answer->severity) said.now_severity = check::name_of(*answer->severity);
  std::string line = render::check_json(*answer, n);
  while (!line.empty() && line.back() == '\n') line.pop_back();
  // The receipt's own words on the verdict must be its answer's too.
  bool consistent = item.answer.find("\"verdict\":\"" + item.verdict + "\"") != std::string::npos;
  said.same = line == item.answer && consistent && said.now_verdict == item.verdict && said.now_severity == item.severity;
  if (!said.same) said.why = changes_of(item, corpus);
  return said;
}

// What of all that answered is another now.
std::vector<std::string> differences_of(const render::Answerer& then, const render::Answerer& now) {
  std::vector<std::string> out;
  if (then.archive_sha256 != now.archive_sha256) {
    if (now.captures > then.captures) out.push_back("the archive holds " + std::to_string(now.captures - then.captures) + " captures more than then");
    else if (now.captures < then.captures) out.push_back("the archive holds " + std::to_string(then.captures - now.captures) + " captures fewer than then");
    else out.push_back(then.reader != now.reader ? "the archive was read again, or holds other captures" : "the archive holds other captures than then");
  }
  if (then.transcripts != now.transcripts || then.turns != now.turns)
    out.push_back("it had " + std::to_string(then.transcripts) + " transcripts and " + std::to_string(then.turns) + " turns, and has " +
                  std::to_string(now.transcripts) + " and " + std::to_string(now.turns));
  if (then.program != now.program) out.push_back("it was written by " + then.program + ", this is " + now.program);
  if (then.matching != now.matching) out.push_back("words were compared by version " + then.matching + ", and are by " + now.matching);
  if (then.reader != now.reader) out.push_back("captures were read by version " + std::to_string(then.reader) + ", and are by " + std::to_string(now.reader));
  return out;
}

}  // namespace

Result<render::Receipt> receipt_of(const render::CheckReport& report, const corpus::Corpus& corpus, const check::Options& options,
                                   const render::OpenDocument& open) {
  Result<render::Answerer> answerer = answerer_of(corpus);
  if (!answerer) return answerer.error();
  render::Receipt receipt;
  receipt.answerer = std::move(*answerer);
  receipt.passages = options.passages;
  receipt.input_name = report.name;
  receipt.input_sha256 = report.sha256;
  receipt.items = render::receipt_items(report, open);
  return receipt;
}

int verify_receipt(Invocation& invocation, const std::string& path) {
  Result<std::string> bytes = read_file(path, kLargestReceipt);
  if (!bytes) return invocation.fail(bytes.error());
  Result<render::Receipt> receipt = render::read_receipt(*bytes, path);
  if (!receipt) return invocation.fail(receipt.error());
  auto corpus = corpus::Corpus::open(invocation.archive(), corpus::Corpus::Mode::read);
  if (!corpus) return invocation.fail(corpus.error());
  Result<render::Answerer> now = answerer_of(**corpus);
  if (!now) return invocation.fail(now.error());

  render::ReceiptSummary summary;
  summary.sealed = receipt->sealed;
  summary.archive_same = receipt->answerer.archive_sha256 == now->archive_sha256;
  summary.changed = differences_of(receipt->answerer, *now);
  check::Options options;
  options.passages = std::clamp<std::size_t>(receipt->passages, 1, 100'000);
  for (const render::ReceiptItem& item : receipt->items) {
    render::ReceiptVerdict said = asked_again(item, ++summary.quotations, **corpus, options);
    (said.same ? summary.same : summary.different)++;
    if (!said.same && said.why.empty() && summary.changed.empty())
      said.why.push_back("archive and version are the same, so the receipt was changed after it was written");
    invocation.out().write(invocation.json() ? render::receipt_verdict_json(said) : render::receipt_verdict_text(invocation.terminal(), said));
  }
  invocation.out().write(invocation.json() ? render::receipt_summary_json(summary) : render::receipt_summary_text(invocation.terminal(), summary));
  return summary.different == 0 && summary.sealed ? kAsAsked : kAmiss;
}

}  // namespace stenogram::cli
