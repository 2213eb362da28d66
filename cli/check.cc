// stenogram check [FILE|-] [--quote TEXT]…: what the record says of quotations.
#include <algorithm>
#include <optional>
#include <set>
#include <string>

#include "cli/commands.h"
#include "cli/parse.h"
#include "stenogram/base/file.h"
#include "stenogram/capture/read.h"
#include "stenogram/check/check_all.h"
#include "stenogram/check/list.h"
#include "stenogram/check/quotations.h"
#include "stenogram/corpus/corpus.h"
#include "stenogram/render/check_json.h"
#include "stenogram/render/check_text.h"

namespace stenogram::cli {
namespace {

// A list longer than this touches documents again and again, and they are kept unpacked.
constexpr std::size_t kLongList = 200;
constexpr std::uint64_t kLongListCache = 768ull << 20;

// A quotation to judge, and how people are told which it is: "article.txt:12", or "1".
struct Asked {
  check::Quotation quotation;
  std::string where;
  bool set_aside = false;  // a scare quote
};

std::uint64_t line_of(std::string_view text, std::uint64_t at) {
  return 1 + std::uint64_t(std::count(text.begin(), text.begin() + std::ptrdiff_t(at), '\n'));
}

Result<std::vector<Asked>> asked_in_article(const std::string& path, std::string bytes) {
  capture::Source source;
  source.name = path;
  source.bytes = std::move(bytes);
  Result<capture::Page> page = capture::read(source);
  if (!page) return page.error();
  std::vector<Asked> asked;
  for (check::ArticleQuotation& found : check::find_quotations(*page)) {
    Asked one;
    one.where = path + ":" + std::to_string(line_of(page->text, found.span.begin));
    one.quotation = {std::move(found.quoted), found.span, std::move(found.speaker), std::move(found.date)};
    one.set_aside = found.scare;
    asked.push_back(std::move(one));
  }
  return asked;
}

Result<std::vector<Asked>> all_asked(const Invocation& invocation) {
  std::vector<Asked> asked;
  for (const std::string& quote : invocation.values("quote")) {
    Asked one;
    one.quotation.quoted = quote;
    asked.push_back(std::move(one));
  }
  for (const std::string& path : invocation.arguments()) {
    Result<std::string> bytes = read_file(path, capture::Limits().capture_bytes);
    if (!bytes) return bytes.error();
    if (invocation.has("list")) {
      Result<std::vector<check::Quotation>> list = check::read_list(*bytes, path);
      if (!list) return list.error();
      for (check::Quotation& quotation : *list) asked.push_back({std::move(quotation), {}, false});
    } else {
      Result<std::vector<Asked>> found = asked_in_article(path, std::move(*bytes));
      if (!found) return found.error();
      for (Asked& one : *found) asked.push_back(std::move(one));
    }
  }
  for (Asked& one : asked) {
    if (!one.quotation.speaker) one.quotation.speaker = invocation.value("speaker");
    if (!one.quotation.date) one.quotation.date = invocation.value("date");
    if (invocation.has("scare")) one.set_aside = false;
  }
  return asked;
}

}  // namespace

int run_check(Invocation& invocation) {
  if (invocation.values("quote").empty() && invocation.arguments().empty())
    return invocation.fail(Error::usage("check", "nothing was given to check", "name an article, or give words with --quote"));
  check::Options options;
  Result<std::uint64_t> passages = invocation.number("passages", options.passages, 1, 100'000);
  if (!passages) return invocation.fail(passages.error());
  options.passages = *passages;
  Result<std::vector<Asked>> asked = all_asked(invocation);
  if (!asked) return invocation.fail(asked.error());

  std::vector<check::Quotation> quotations;
  std::vector<std::string> where;
  for (const Asked& one : *asked)
    if (!one.set_aside) quotations.push_back(one.quotation), where.push_back(one.where);
  corpus::CorpusOptions how;
  if (quotations.size() > kLongList) how.cache_bytes = kLongListCache;
  auto corpus = corpus::Corpus::open(invocation.archive(), corpus::Corpus::Mode::read, how);
  if (!corpus) return invocation.fail(corpus.error());
  check::Summary summary;
  std::set<std::string> told;  // a transcript that cannot be read is named once
  std::optional<Error> failed;
  check::check_all(**corpus, quotations, options, [&](std::size_t k, const Result<check::Answer>& answer) {
    if (!answer) {
      failed = answer.error();
      return false;
    }
    for (const Error& error : answer->unread)
      if (told.insert(error.message()).second) complain("check: a transcript was left out: " + error.message());
    summary.add(*answer);
    std::uint64_t n = k + 1;
    invocation.out().write(invocation.json() ? render::check_json(*answer, n)
                                             : render::check_text(invocation.terminal(), *answer, where[k].empty() ? std::to_string(n) : where[k]));
    return true;
  });
  if (failed) return invocation.fail(*failed);
  for (const Asked& one : *asked)
    if (one.set_aside)
      invocation.out().write(invocation.json() ? render::set_aside_json(one.quotation) : render::set_aside_text(one.quotation, one.where));
  invocation.out().write(invocation.json() ? render::check_summary_json(summary)
                                           : render::check_summary_text(invocation.terminal(), summary));
  return summary.all_well() ? kAsAsked : kAmiss;
}

}  // namespace stenogram::cli
