#include "stenogram/render/receipt.h"

#include <set>

#include "stenogram/base/hash.h"
#include "stenogram/render/check_json.h"
#include "stenogram/render/standing.h"

namespace stenogram::render {
namespace {

constexpr std::string_view kStatement =
    "This verdict speaks of the archive named here and of nothing else. A hash shows that bytes have not changed since "
    "they were captured, not that they were true or who wrote them. Run `stenogram verify --receipt FILE` to ask "
    "again.";

Json optional_text(const std::optional<std::string>& text) { return text ? Json(*text) : Json(); }

std::string dumped(const Json& object) { return object.dump(1, ' ', false, Json::error_handler_t::replace); }

std::string text_at(const Json& object, const char* key) {
  auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}
std::optional<std::string> optional_at(const Json& object, const char* key) {
  auto found = object.find(key);
  if (found == object.end() || !found->is_string()) return std::nullopt;
  return found->get<std::string>();
}
std::uint64_t number_at(const Json& object, const char* key) {
  auto found = object.find(key);
  return found != object.end() && found->is_number_unsigned() ? found->get<std::uint64_t>() : 0;
}
const Json& object_at(const Json& object, const char* key) {
  static const Json kNone = Json::object();
  auto found = object.find(key);
  return found != object.end() && found->is_object() ? *found : kNone;
}

}  // namespace

std::string receipt_text(const Receipt& receipt) {
  Json object = {{"type", "receipt"}, {"version", kReceiptVersion}, {"statement", kStatement}};
  const Answerer& by = receipt.answerer;
  object["program"] = by.program;
  object["matching"] = by.matching;
  object["reader"] = by.reader;
  object["archive"] = Json{
      {"sha256", by.archive_sha256}, {"captures", by.captures}, {"transcripts", by.transcripts}, {"turns", by.turns}};
  object["passages"] = receipt.passages;
  object["input"] =
      receipt.input_sha256.empty() ? Json() : Json{{"name", receipt.input_name}, {"sha256", receipt.input_sha256}};
  object["quotations"] = Json::array();
  for (const ReceiptItem& item : receipt.items) {
    Json one = {{"quoted", item.quotation.quoted}};
    one["quoted_span"] = item.quotation.quoted_span ? span_json(*item.quotation.quoted_span) : Json();
    one["speaker"] = optional_text(item.quotation.speaker);
    one["date"] = optional_text(item.quotation.date);
    one["verdict"] = item.verdict;
    one["severity"] = item.severity.empty() ? Json() : Json(item.severity);
    one["captures"] = Json::array();
    for (const ReceiptItem::Cited& cited : item.cited)
      one["captures"].push_back(Json{{"transcript", cited.transcript}, {"sha256", cited.sha256}});
    one["answer_sha256"] = sha256(item.answer);
    one["answer"] = Json::parse(item.answer, nullptr, false);
    object["quotations"].push_back(one);
  }
  std::string seal = sha256(dumped(object));
  object["seal"] = seal;
  return dumped(object) + "\n";
}

Result<Receipt> read_receipt(std::string_view bytes, std::string_view name) {
  std::string where(name);
  Json object = Json::parse(bytes, nullptr, false);
  if (object.is_discarded() || !object.is_object() || text_at(object, "type") != "receipt" ||
      !object.contains("quotations") || !object["quotations"].is_array())
    return Error::unreadable(where, "is no receipt of a check", "give a file that `check --receipt` has written");
  if (number_at(object, "version") != kReceiptVersion)
    return Error::unreadable(where, "a receipt of version " + std::to_string(number_at(object, "version")),
                             "verify it with the version that wrote it");
  Receipt receipt;
  std::string seal = text_at(object, "seal");
  object.erase("seal");
  receipt.sealed = sha256(dumped(object)) == seal;
  receipt.answerer.program = text_at(object, "program");
  receipt.answerer.matching = text_at(object, "matching");
  receipt.answerer.reader = int(number_at(object, "reader"));
  const Json& archive = object_at(object, "archive");
  receipt.answerer.archive_sha256 = text_at(archive, "sha256");
  receipt.answerer.captures = number_at(archive, "captures");
  receipt.answerer.transcripts = number_at(archive, "transcripts");
  receipt.answerer.turns = number_at(archive, "turns");
  receipt.passages = std::size_t(number_at(object, "passages"));
  receipt.input_name = text_at(object_at(object, "input"), "name");
  receipt.input_sha256 = text_at(object_at(object, "input"), "sha256");
  for (const Json& one : object["quotations"]) {
    ReceiptItem item;
    item.quotation.quoted = text_at(one, "quoted");
    if (item.quotation.quoted.empty())
      return Error::unreadable(where, "a receipt with a quotation that has no words",
                               "it was cut or changed; check again");
    auto span = one.find("quoted_span");
    if (span != one.end() && span->is_array() && span->size() == 2 && (*span)[0].is_number_unsigned() &&
        (*span)[1].is_number_unsigned())
      item.quotation.quoted_span = ByteSpan{(*span)[0].get<std::uint64_t>(), (*span)[1].get<std::uint64_t>()};
    item.quotation.speaker = optional_at(one, "speaker");
    item.quotation.date = optional_at(one, "date");
    item.verdict = text_at(one, "verdict");
    item.severity = text_at(one, "severity");
    if (one.contains("answer") && one["answer"].is_object())
      item.answer = one["answer"].dump(-1, ' ', false, Json::error_handler_t::replace);
    if (auto captures = one.find("captures"); captures != one.end() && captures->is_array())
      for (const Json& cited : *captures)
        item.cited.push_back({text_at(cited, "transcript"), text_at(cited, "sha256")});
    receipt.sealed &= sha256(item.answer) == text_at(one, "answer_sha256");
    receipt.items.push_back(std::move(item));
  }
  return receipt;
}

std::vector<ReceiptItem> receipt_items(const CheckReport& report, const OpenDocument& open) {
  std::vector<ReceiptItem> items;
  for (const ReportedQuotation& reported : report.quotations) {
    if (!reported.answer) continue;
    const check::Answer& answer = *reported.answer;
    ReceiptItem item;
    item.quotation = answer.quotation;
    item.answer = check_json(answer, items.size() + 1);
    while (!item.answer.empty() && item.answer.back() == '\n') item.answer.pop_back();
    item.verdict = check::name_of(answer.verdict);
    if (answer.severity) item.severity = check::name_of(*answer.severity);
    std::set<std::string> seen;
    for (const std::vector<check::Passage>* passages : {&answer.passages, &answer.nearest})
      for (const check::Passage& passage : *passages)
        if (seen.insert(passage.transcript).second)
          if (std::shared_ptr<const corpus::Document> document = open(passage.transcript))
            item.cited.push_back({passage.transcript, document->sha256});
    items.push_back(std::move(item));
  }
  return items;
}

}  // namespace stenogram::render
