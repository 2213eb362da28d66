// Quotations held against the record: one, a list, or those of an article.
#include <nlohmann/json.hpp>

#include "stenogram/base/hash.h"
#include "stenogram/capture/read.h"
#include "stenogram/check/list.h"
#include "stenogram/render/receipt_again.h"
#include "stenogram/serve/distinct.h"
#include "stenogram/serve/judge.h"
#include "stenogram/serve/operation.h"
#include "stenogram/serve/upload.h"

namespace stenogram::serve {
namespace {

constexpr std::size_t kMostQuotations = 20'000, kMostInReceipt = 2'000;  // answers of a receipt are held until its end

std::optional<std::string> given(const Arguments& arguments, std::string_view name) {
  std::optional<std::string> value = arguments.value(name);
  if (value && value->empty()) return std::nullopt;
  return value;
}

Result<AskedOfAll> asked_in_article(const Arguments& arguments) {
  capture::Source source = uploaded(arguments, "article");
  AskedOfAll all;
  all.name = source.name;
  all.sha256 = sha256(source.bytes);
  if (arguments.flag("list")) {
    Result<std::vector<check::Listed>> list = check::read_list(source.bytes, source.name);
    if (!list) return of_upload(list.error());
    for (check::Listed& row : *list) {
      Asked one;
      one.quotation = std::move(row.quotation);
      one.error = std::move(row.error);
      one.where = source.name + ":" + std::to_string(row.line);
      all.quotations.push_back(std::move(one));
    }
    return all;
  }
  Result<capture::Page> page = capture::read(source);
  if (!page) return of_upload(page.error());
  all.article = std::move(*page);
  for (check::ArticleQuotation& found : check::find_quotations(*all.article)) {
    Asked one;
    one.quotation = {found.quoted, found.span, found.speaker, found.date};
    one.set_aside = found.scare && !arguments.flag("scare");
    one.found = std::move(found);
    all.quotations.push_back(std::move(one));
  }
  return all;
}

Error odd(std::string what) {
  return Error::usage("the body", std::move(what), "write {\"quotations\":[{\"quoted\":…,\"speaker\":…,\"date\":…}]}");
}

// {"quotations":[{"quoted":…,"speaker":…|null,"date":…|null},…],"passages":N}
Result<AskedOfAll> asked_in_json(const std::string& body, JudgeOptions& options) {
  const nlohmann::json json = nlohmann::json::parse(body, nullptr, /*allow_exceptions=*/false);
  if (json.is_discarded()) return odd("is no JSON");
  if (!json.is_object() || !json.contains("quotations") || !json["quotations"].is_array())
    return odd("has no list of quotations");
  for (const auto& [key, value] : json.items())
    if (key != "quotations" && key != "passages") return odd("has a key that is not known here: " + key.substr(0, 40));
  if (json.contains("passages")) {
    const auto& passages = json["passages"];
    if (!passages.is_number_unsigned() || passages.get<std::uint64_t>() < 1 || passages.get<std::uint64_t>() > 1000)
      return odd("asks for passages that are no whole number from 1 to 1000");
    options.passages = passages.get<std::size_t>();
  }
  AskedOfAll all;
  std::vector<Asked>& asked = all.quotations;
  for (const auto& one : json["quotations"]) {
    const std::string where = "its quotation " + std::to_string(asked.size() + 1);
    if (!one.is_object() || !one.contains("quoted") || !one["quoted"].is_string())
      return odd(where + " has no quoted words");
    Asked next;
    next.quotation.quoted = one["quoted"].get<std::string>();
    for (const char* key : {"speaker", "date"}) {
      if (!one.contains(key) || one[key].is_null()) continue;
      if (!one[key].is_string()) return odd(where + " has a " + key + " that is no text");
      (std::string_view(key) == "speaker" ? next.quotation.speaker : next.quotation.date) = one[key].get<std::string>();
    }
    for (const auto& [key, value] : one.items())
      if (key != "quoted" && key != "speaker" && key != "date")
        return odd(where + " has a key that is not known here: " + key.substr(0, 40));
    asked.push_back(std::move(next));
    if (asked.size() > kMostQuotations)
      return Error::too_large("the body", "has more than " + std::to_string(kMostQuotations) + " quotations");
  }
  return all;
}

Answer judged(const Context& context, AskedOfAll asked, const JudgeOptions& options) {
  auto judge = std::make_shared<Judge>(context.library, context.snapshot, std::move(asked), options);
  Answer answer;
  answer.next = [judge](std::string& more) { return judge->next(more); };
  return answer;
}

JudgeOptions options_of(const Arguments& arguments) {
  JudgeOptions options;
  options.passages = arguments.number("passages");
  options.distinct = arguments.flag("distinct");
  options.unmarked = arguments.flag("unmarked");
  options.receipt = arguments.flag("receipt");
  return options;
}

Result<Answer> run_check_one(const Context& context, const Arguments& arguments) {
  JudgeOptions options = options_of(arguments);
  Asked one;
  one.quotation.quoted = arguments.text("quote");
  one.quotation.speaker = given(arguments, "speaker");
  one.quotation.date = given(arguments, "date");
  AskedOfAll asked;
  asked.quotations.push_back(std::move(one));
  return judged(context, std::move(asked), options);
}

Result<Answer> run_check(const Context& context, const Arguments& arguments) {
  JudgeOptions options = options_of(arguments);
  Result<AskedOfAll> asked = arguments.media_type == "application/json" && !arguments.flag("list")
                                 ? asked_in_json(arguments.body, options)
                                 : asked_in_article(arguments);
  if (!asked) return asked.error();
  for (Asked& one : asked->quotations) {
    if (!one.quotation.speaker) one.quotation.speaker = given(arguments, "speaker");
    if (!one.quotation.date) one.quotation.date = given(arguments, "date");
  }
  if (options.unmarked && !asked->article)
    return Error::usage("unmarked", "is of an article", "send one, without list");
  if (options.receipt && asked->quotations.size() > kMostInReceipt)
    return Error::too_large("receipt", "would hold more than " + std::to_string(kMostInReceipt) + " quotations",
                            "ask for some of them");
  return judged(context, std::move(*asked), options);
}

Result<Answer> run_verify_receipt(const Context& context, const Arguments& arguments) {
  Result<render::Receipt> receipt = render::read_receipt(arguments.body, "the body");
  if (!receipt) return receipt.error();
  if (receipt->items.size() > kMostInReceipt)
    return Error::too_large("the body", "holds more than " + std::to_string(kMostInReceipt) + " quotations",
                            "use `stenogram verify --receipt`");
  Result<render::Answerer> now =
      render::answerer_of(context.snapshot->corpus().record(), context.snapshot->searched(), context.library.program());
  if (!now) return now.error();
  Answer answer;
  const render::ReceiptSummary summary = render::ask_again(
      *receipt, *now, *context.snapshot, context.snapshot->opener(),
      [&](const render::ReceiptVerdict& said) { answer.lines += render::receipt_verdict_json(said); });
  answer.lines += render::receipt_summary_json(summary);
  return answer;
}

}  // namespace

void add_check_operations(std::vector<Operation>& all) {
  Parameter quote = required(text("quote", "The words that somebody claims were said."));
  quote.most_bytes = 16'000;
  const Parameter speaker = text("speaker", "Who is claimed to have said them.");
  const Parameter date = text("date", "When they are claimed to have been said: 2017, 2017-07, 2017-07-21.");
  const Parameter passages = number("passages", 20, 1, 1'000, "Show at most so many passages for each.");
  const Parameter receipt = flag("receipt", "Give at the end a receipt, to be kept and asked again.");
  all.push_back({.id = "check_quotation",
                 .path = "/check",
                 .group = "Checking",
                 .summary = "Hold one quotation against the record.",
                 .about = "A verdict speaks of this archive and of nothing else. One that is not found is no error.",
                 .parameters = {quote, speaker, date, passages, distinct_parameter(), receipt},
                 .lines = {"quotation", "summary", "receipt"},
                 .run = run_check_one});
  all.push_back(
      {.id = "check",
       .method = "POST",
       .path = "/check",
       .group = "Checking",
       .summary = "Hold a list of quotations, or every quotation of an article, against the record.",
       .about = "The body is a list in JSON (application/json), or an article as bytes of any format that can be read: "
                "its quotations are found, each with the speaker it is attributed to. As JSON Lines, each verdict is "
                "sent as soon as it is reached. `quoted_span` is bytes of the article's page (`POST /read?page=true` "
                "gives that page).",
       .parameters =
           {speaker, date, passages, distinct_parameter(), receipt,
            flag("scare", "Judge words set apart in an article too."),
            flag("unmarked", "Say also which runs of words of the article stand in the record without marks."),
            flag("list",
                 "The bytes are a list: CSV with a heading quoted,speaker,date, or JSON Lines with these keys."),
            text("name", "What to call the article in errors.")},
       .lines = {"quotation", "set_aside", "unmarked", "failed", "summary", "receipt"},
       .lane = Lane::heavy,
       .body = Operation::Body::either,
       .body_bytes = kArticleBytes,
       .body_schema = "quotations",
       .run = run_check});
  all.push_back(
      {.id = "verify_receipt",
       .method = "POST",
       .path = "/receipts/verify",
       .group = "Checking",
       .summary = "Ask a receipt of a check again: whether the answer is the same, and if not, what has changed.",
       .about = "The body is a receipt as `check` gave it, over HTTP or to a file. A seal is no signature: it shows "
                "that the receipt is as it was written, not who wrote it.",
       .lines = {"receipt_verdict", "receipt_summary"},
       .lane = Lane::heavy,
       .body = Operation::Body::bytes,
       .body_bytes = kArticleBytes,
       .run = run_verify_receipt});
}

}  // namespace stenogram::serve
