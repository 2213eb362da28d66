// stenogram trends PHRASE…: how often, by period, speaker or outlet.
#include "stenogram/corpus/trends.h"

#include "cli/commands.h"
#include "cli/distinct.h"
#include "cli/filters.h"
#include "stenogram/corpus/corpus.h"
#include "stenogram/render/search.h"

namespace stenogram::cli {
// Each argument is a phrase of its own, so that phrases can be laid side by side.
int run_trends(Invocation& invocation) {
  corpus::TrendOptions options;
  options.by = corpus::trend_by(invocation.value("by").value_or("year")).value_or(options.by);
  Result<std::vector<corpus::Query>> filters = filters_of(invocation);
  if (!filters) return invocation.fail(filters.error());
  options.filters = std::move(*filters);
  std::vector<corpus::PhraseQuery> phrases;
  for (const std::string& argument : invocation.arguments()) {
    Result<corpus::PhraseQuery> phrase = corpus::parse_phrase(argument);
    if (!phrase) return invocation.fail(phrase.error());
    if (invocation.has("stem")) corpus::by_stem(phrase->alternatives);
    phrases.push_back(std::move(*phrase));
  }
  auto corpus = corpus::Corpus::open(invocation.archive(), corpus::Corpus::Mode::read);
  if (!corpus) return invocation.fail(corpus.error());
  Result<Counted> counted = Counted::of(invocation, **corpus);
  if (!counted) return invocation.fail(counted.error());
  bool any = false;
  for (std::size_t i = 0; i < phrases.size(); ++i) {
    Result<corpus::Trend> trend = corpus::trend(counted->shelf(), phrases[i], options);
    if (!trend) return invocation.fail(trend.error());
    any = any || trend->count > 0;
    const std::string& phrase = invocation.arguments()[i];
    if (invocation.json()) {
      invocation.out().write(render::trend_json(*trend, phrase, options.by));
      continue;
    }
    if (i > 0) invocation.out().write("\n");
    invocation.out().write(render::trend_text(invocation.terminal(), *trend, phrase, options.by));
    suggest(invocation, trend->suggestions);
  }
  return any ? kAsAsked : kAmiss;
}

}  // namespace stenogram::cli
