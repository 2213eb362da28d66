// stenogram check --quote TEXT…: what the record says of a quotation.
#include "stenogram/check/checker.h"

#include "cli/commands.h"
#include "cli/parse.h"
#include "stenogram/corpus/corpus.h"
#include "stenogram/render/check_json.h"
#include "stenogram/render/check_text.h"

namespace stenogram::cli {

int run_check(Invocation& invocation) {
  std::vector<std::string> quotes = invocation.values("quote");
  if (quotes.empty())
    return invocation.fail(Error::usage("check", "no quotation was given", "give one with --quote"));
  check::Options options;
  Result<std::uint64_t> passages = invocation.number("passages", options.passages, 1, 100'000);
  if (!passages) return invocation.fail(passages.error());
  options.passages = *passages;

  auto corpus = corpus::Corpus::open(invocation.archive(), corpus::Corpus::Mode::read);
  if (!corpus) return invocation.fail(corpus.error());
  check::Summary summary;
  for (std::size_t i = 0; i < quotes.size(); ++i) {
    check::Quotation quotation;
    quotation.quoted = quotes[i];
    quotation.speaker = invocation.value("speaker");
    quotation.date = invocation.value("date");
    Result<check::Answer> answer = check::check(**corpus, quotation, options);
    if (!answer) return invocation.fail(answer.error());
    summary.add(*answer);
    std::string n = std::to_string(i + 1);
    invocation.out().write(invocation.json() ? render::check_json(*answer, i + 1)
                                             : render::check_text(invocation.terminal(), *answer, n));
  }
  invocation.out().write(invocation.json() ? render::check_summary_json(summary)
                                           : render::check_summary_text(invocation.terminal(), summary));
  return summary.all_well() ? kAsAsked : kAmiss;
}

}  // namespace stenogram::cli
