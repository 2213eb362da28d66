// Quotations held against the record: one, a list, or those of an article.
#include <nlohmann/json.hpp>

#include "stenogram/capture/read.h"
#include "stenogram/check/checker.h"
#include "stenogram/check/coverage.h"
#include "stenogram/check/grouping.h"
#include "stenogram/check/list.h"
#include "stenogram/check/quotations.h"
#include "stenogram/check/unmarked.h"
#include "stenogram/corpus/families.h"
#include "stenogram/render/check_json.h"
#include "stenogram/serve/operation.h"
#include "stenogram/serve/upload.h"

namespace stenogram::serve {
namespace {

struct Asked {
  check::Quotation quotation;
  bool set_aside = false;                        // words set apart that nobody is said to have spoken
  std::optional<check::ArticleQuotation> found;  // in an article
  std::optional<Error> error;                    // a row of a list that cannot be judged
  std::string where;                             // of that row
};

// What is to be judged; of an article, its page too.
struct AskedOfAll {
  std::vector<Asked> quotations;
  std::optional<capture::Page> article;
};

constexpr std::size_t kMostQuotations = 20'000;

std::optional<std::string> given(const Arguments& arguments, std::string_view name) {
  std::optional<std::string> value = arguments.value(name);
  if (value && value->empty()) return std::nullopt;
  return value;
}

Result<AskedOfAll> asked_in_article(const Arguments& arguments) {
  capture::Source source;
  source.name = arguments.has("name") ? arguments.text("name") : "article";
  source.bytes = arguments.body;
  source.declared_media_type = arguments.media_type;
  source.declared_charset = arguments.charset;
  AskedOfAll all;
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
Result<AskedOfAll> asked_in_json(const std::string& body, check::Options& options) {
  const nlohmann::json json = nlohmann::json::parse(body, nullptr, /*allow_exceptions=*/false);
  if (json.is_discarded()) return odd("is no JSON");
  if (!json.is_object() || !json.contains("quotations") || !json["quotations"].is_array()) return odd("has no list of quotations");
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
    if (!one.is_object() || !one.contains("quoted") || !one["quoted"].is_string()) return odd(where + " has no quoted words");
    Asked next;
    next.quotation.quoted = one["quoted"].get<std::string>();
    for (const char* key : {"speaker", "date"}) {
      if (!one.contains(key) || one[key].is_null()) continue;
      if (!one[key].is_string()) return odd(where + " has a " + key + " that is no text");
      (std::string_view(key) == "speaker" ? next.quotation.speaker : next.quotation.date) = one[key].get<std::string>();
    }
    for (const auto& [key, value] : one.items())
      if (key != "quoted" && key != "speaker" && key != "date") return odd(where + " has a key that is not known here: " + key.substr(0, 40));
    asked.push_back(std::move(next));
    if (asked.size() > kMostQuotations) return Error::too_large("the body", "has more than " + std::to_string(kMostQuotations) + " quotations");
  }
  return all;
}

// Judges one quotation at each call, so that whoever listens hears of each at once.
class Judge {
 public:
  Judge(std::shared_ptr<const Snapshot> snapshot, AskedOfAll asked, check::Options options, bool unmarked)
      : snapshot_(std::move(snapshot)), asked_(std::move(asked)), options_(options), unmarked_(unmarked), coverage_(snapshot_->corpus().record()) {}

  Result<bool> next(std::string& lines) {
    std::vector<Asked>& all = asked_.quotations;
    while (at_ < all.size() && all[at_].set_aside) ++at_;
    if (at_ < all.size()) {
      Status told = tell(all[at_++], lines);
      if (!told) return told.error();
      return true;
    }
    for (const Asked& one : all)
      if (one.set_aside) lines += render::set_aside_json(one.quotation);
    if (unmarked_)
      if (Status told = tell_unmarked(lines); !told) return told.error();
    lines += render::check_summary_json(summary_);
    return false;
  }

 private:
  Status tell(const Asked& one, std::string& lines) {
    if (one.error) {
      lines += render::failed_json(one.where, *one.error);
      return {};
    }
    Result<check::Answer> answer = check::check(*snapshot_, one.quotation, options_);
    if (!answer) return answer.error();
    if (!families_) {
      Result<corpus::Families> families = corpus::Families::of(snapshot_->corpus().record());
      if (!families) return families.error();
      families_ = std::move(*families);
    }
    if (Status regarded = check::regard_copies(*answer, *snapshot_, *families_, /*distinct=*/false, options_.passages); !regarded)
      return regarded;
    summary_.add(*answer);
    check::Held held;
    const bool missing = answer->verdict == check::Verdict::not_found && (one.quotation.speaker || one.quotation.date);
    if (missing) {
      Result<check::Held> of = coverage_.of(one.quotation);
      if (!of) return of.error();
      held = std::move(*of);
    }
    lines += render::check_json(*answer, ++n_, one.found ? &*one.found : nullptr, missing ? &held : nullptr);
    return {};
  }

  Status tell_unmarked(std::string& lines) {
    std::vector<check::ArticleQuotation> found;
    for (const Asked& one : asked_.quotations)
      if (one.found) found.push_back(*one.found);
    Result<std::vector<check::Unmarked>> runs = check::find_unmarked(*asked_.article, found, *snapshot_);
    if (!runs) return runs.error();
    std::uint64_t n = 0;
    for (const check::Unmarked& run : *runs) lines += render::unmarked_json(run, ++n);
    return {};
  }

  std::shared_ptr<const Snapshot> snapshot_;
  AskedOfAll asked_;
  check::Options options_;
  bool unmarked_ = false;
  check::Coverage coverage_;
  std::optional<corpus::Families> families_;
  check::Summary summary_;
  std::size_t at_ = 0;
  std::uint64_t n_ = 0;
};

Answer judged(const Context& context, AskedOfAll asked, const check::Options& options, bool unmarked = false) {
  auto judge = std::make_shared<Judge>(context.snapshot, std::move(asked), options, unmarked);
  Answer answer;
  answer.next = [judge](std::string& more) { return judge->next(more); };
  return answer;
}

Result<Answer> run_check_one(const Context& context, const Arguments& arguments) {
  check::Options options;
  options.passages = arguments.number("passages");
  Asked one;
  one.quotation.quoted = arguments.text("quote");
  one.quotation.speaker = given(arguments, "speaker");
  one.quotation.date = given(arguments, "date");
  AskedOfAll asked;
  asked.quotations.push_back(std::move(one));
  return judged(context, std::move(asked), options);
}

Result<Answer> run_check(const Context& context, const Arguments& arguments) {
  check::Options options;
  options.passages = arguments.number("passages");
  Result<AskedOfAll> asked = arguments.media_type == "application/json" && !arguments.flag("list")
                                         ? asked_in_json(arguments.body, options)
                                         : asked_in_article(arguments);
  if (!asked) return asked.error();
  for (Asked& one : asked->quotations) {
    if (!one.quotation.speaker) one.quotation.speaker = given(arguments, "speaker");
    if (!one.quotation.date) one.quotation.date = given(arguments, "date");
  }
  if (arguments.flag("unmarked") && !asked->article) return Error::usage("unmarked", "is of an article", "send one, without list");
  return judged(context, std::move(*asked), options, arguments.flag("unmarked"));
}

}  // namespace

void add_check_operations(std::vector<Operation>& all) {
  Parameter quote = required(text("quote", "The words that somebody claims were said."));
  quote.most_bytes = 16'000;
  const Parameter speaker = text("speaker", "Who is claimed to have said them.");
  const Parameter date = text("date", "When they are claimed to have been said: 2017, 2017-07, 2017-07-21.");
  const Parameter passages = number("passages", 20, 1, 1'000, "Show at most so many passages for each.");
  all.push_back({.id = "check_quotation",
                 .path = "/check",
                 .group = "Checking",
                 .summary = "Hold one quotation against the record.",
                 .about = "A verdict speaks of this archive and of nothing else. One that is not found is no error.",
                 .parameters = {quote, speaker, date, passages},
                 .lines = {"quotation", "summary"},
                 .run = run_check_one});
  all.push_back({.id = "check",
                 .method = "POST",
                 .path = "/check",
                 .group = "Checking",
                 .summary = "Hold a list of quotations, or every quotation of an article, against the record.",
                 .about = "The body is a list in JSON (application/json), or an article as bytes of any format that can be read: its quotations are found, each with the speaker it is attributed to. As JSON Lines, each verdict is sent as soon as it is reached. `quoted_span` is bytes of the article's page (`POST /read?page=true` gives that page).",
                 .parameters = {speaker, date, passages, flag("scare", "Judge words set apart in an article too."),
                                flag("unmarked", "Say also which runs of words of the article stand in the record without marks."),
                                flag("list", "The bytes are a list: CSV with a heading quoted,speaker,date, or JSON Lines with these keys."),
                                text("name", "What to call the article in errors.")},
                 .lines = {"quotation", "set_aside", "unmarked", "failed", "summary"},
                 .lane = Lane::heavy,
                 .body = Operation::Body::either,
                 .body_bytes = kArticleBytes,
                 .body_schema = "quotations",
                 .run = run_check});
}

}  // namespace stenogram::serve
