#include "stenogram/render/receipt_again.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "stenogram/base/hash.h"
#include "stenogram/check/checker.h"
#include "stenogram/render/check_json.h"
#include "stenogram/render/standing.h"
#include "stenogram/text/words.h"
#include "stenogram/transcript/transcript.h"

namespace stenogram::render {
namespace {

// What has become of the captures that an answer rested on.
std::vector<std::string> changes_of(const ReceiptItem& item, const OpenDocument& open) {
  std::vector<std::string> changes;
  for (const ReceiptItem::Cited& cited : item.cited) {
    const std::shared_ptr<const corpus::Document> document = open(cited.transcript);
    if (!document) changes.push_back("transcript " + cited.transcript + " is no longer in the archive");
    else if (document->sha256 != cited.sha256)
      changes.push_back("transcript " + cited.transcript + " is read from another capture now");
  }
  return changes;
}

// An answer without how much was searched for it: an archive that has grown by something else gives the same answer.
std::string but_for_searched(const std::string& line) {
  nlohmann::ordered_json answer = nlohmann::ordered_json::parse(line, nullptr, false);
  if (!answer.is_object()) return line;
  answer.erase("searched");
  return answer.dump();
}

ReceiptVerdict asked_again(const ReceiptItem& item, std::uint64_t n, const corpus::Passages& passages,
                           const OpenDocument& open, const check::Options& options, bool archive_same) {
  ReceiptVerdict said;
  said.n = n;
  said.quoted = item.quotation.quoted;
  said.then_verdict = item.verdict;
  said.then_severity = item.severity;
  Result<check::Answer> answer = check::check(passages, item.quotation, options);
  if (!answer) {
    said.why.push_back(answer.error().message());
    return said;
  }
  said.now_verdict = check::name_of(answer->verdict);
  if (answer->severity) said.now_severity = check::name_of(*answer->severity);
  std::string line = check_json(*answer, n);
  while (!line.empty() && line.back() == '\n') line.pop_back();
  // The receipt's own words on the verdict must be its answer's too.
  bool consistent = item.answer.find("\"verdict\":\"" + item.verdict + "\"") != std::string::npos;
  const bool as_then =
      line == item.answer || (!archive_same && but_for_searched(line) == but_for_searched(item.answer));
  said.same = as_then && consistent && said.now_verdict == item.verdict && said.now_severity == item.severity;
  if (!said.same) said.why = changes_of(item, open);
  return said;
}

// What of all that answered is another now.
std::vector<std::string> differences_of(const Answerer& then, const Answerer& now) {
  std::vector<std::string> out;
  if (then.archive_sha256 != now.archive_sha256) {
    const std::string holds = "the archive holds ";
    if (now.captures > then.captures)
      out.push_back(holds + counted(now.captures - then.captures, "capture") + " more than then");
    else if (now.captures < then.captures)
      out.push_back(holds + counted(then.captures - now.captures, "capture") + " fewer than then");
    else if (then.reader != now.reader) out.push_back("the archive was read again, or holds other captures");
    else out.push_back(holds + "other captures than then");
  }
  if (then.transcripts != now.transcripts || then.turns != now.turns)
    out.push_back("it had " + counted(then.transcripts, "transcript") + " and " + counted(then.turns, "turn") +
                  ", and has " + std::to_string(now.transcripts) + " and " + std::to_string(now.turns));
  if (then.program != now.program) out.push_back("it was written by " + then.program + ", this is " + now.program);
  if (then.matching != now.matching)
    out.push_back("words were compared by version " + then.matching + ", and are by " + now.matching);
  if (then.reader != now.reader)
    out.push_back("captures were read by version " + std::to_string(then.reader) + ", and are by " +
                  std::to_string(now.reader));
  return out;
}

}  // namespace

// What the archive holds, in one hash: a line for each transcript, sorted, with all that the
// catalogue says of it. A capture added, removed or read otherwise changes it.
Result<Answerer> answerer_of(archive::Archive& record, const corpus::Searched& searched, std::string program) {
  Result<std::vector<archive::TranscriptRow>> rows = record.transcripts();
  if (!rows) return rows.error();
  std::vector<std::string> lines;
  std::set<std::string> captures;
  for (const archive::TranscriptRow& row : *rows) {
    lines.push_back(row.id + " " + row.kind + " " + std::to_string(row.turns) + " " + std::to_string(row.words) + " " +
                    row.event_date.value_or("-") + " " + row.publication_date.value_or("-") + "\n");
    captures.insert(row.id.substr(0, row.id.find('.')));
  }
  std::sort(lines.begin(), lines.end());
  std::string all;
  for (const std::string& line : lines) all += line;
  return Answerer{std::move(program), text::matching_version(), transcript::kReaderVersion,
                  sha256(all),        captures.size(),          searched.transcripts,
                  searched.turns};
}

Receipt receipt_of(const CheckReport& report, Answerer answerer, std::size_t passages, const OpenDocument& open) {
  Receipt receipt;
  receipt.answerer = std::move(answerer);
  receipt.passages = passages;
  receipt.input_name = report.name;
  receipt.input_sha256 = report.sha256;
  receipt.items = receipt_items(report, open);
  return receipt;
}

ReceiptSummary ask_again(const Receipt& receipt, const Answerer& now, const corpus::Passages& passages,
                         const OpenDocument& open, const std::function<void(const ReceiptVerdict&)>& tell) {
  ReceiptSummary summary;
  summary.sealed = receipt.sealed;
  summary.archive_same = receipt.answerer.archive_sha256 == now.archive_sha256;
  summary.changed = differences_of(receipt.answerer, now);
  check::Options options;
  options.passages = std::clamp<std::size_t>(receipt.passages, 1, 100'000);
  for (const ReceiptItem& item : receipt.items) {
    ReceiptVerdict said = asked_again(item, ++summary.quotations, passages, open, options, summary.archive_same);
    (said.same ? summary.same : summary.different)++;
    if (!said.same && said.why.empty() && summary.changed.empty())
      said.why.push_back("archive and version are the same, so the receipt was changed after it was written");
    tell(said);
  }
  return summary;
}

}  // namespace stenogram::render
