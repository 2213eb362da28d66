// stenogram search QUERY: turns that say it, best first.
#include "cli/commands.h"
#include "cli/filters.h"
#include "stenogram/corpus/corpus.h"
#include "stenogram/render/search.h"

namespace stenogram::cli {

int run_search(Invocation& invocation) {
  Result<corpus::Query> query = corpus::parse_query(invocation.text());
  if (!query) return invocation.fail(query.error());
  corpus::SearchOptions options;
  Result<std::vector<corpus::Query>> filters = filters_of(invocation);
  if (!filters) return invocation.fail(filters.error());
  options.filters = std::move(*filters);
  Result<std::uint64_t> limit = invocation.number("limit", 20, 0, 1'000'000'000);
  if (!limit) return invocation.fail(limit.error());
  Result<std::uint64_t> skip = invocation.number("skip", 0, 0, 1'000'000'000);
  if (!skip) return invocation.fail(skip.error());
  options.limit = *limit;
  options.skip = *skip;
  options.facets = invocation.has("facets");
  std::string sort = invocation.value("sort").value_or("score");
  if (sort == "date") options.order = corpus::SearchOptions::Order::oldest;
  if (sort == "newest") options.order = corpus::SearchOptions::Order::newest;

  auto corpus = corpus::Corpus::open(invocation.archive(), corpus::Corpus::Mode::read);
  if (!corpus) return invocation.fail(corpus.error());
  Result<corpus::Found> found = corpus::search(**corpus, *query, options);
  if (!found) return invocation.fail(found.error());
  invocation.out().write(invocation.json() ? render::search_json(*found, corpus::to_string(*query))
                                           : render::search_text(invocation.terminal(), *found, options.skip));
  return found->total > 0 ? kAsAsked : kAmiss;
}

}  // namespace stenogram::cli
