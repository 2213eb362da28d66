// stenogram search QUERY: turns that say it, best first.
#include "cli/commands.h"
#include "cli/distinct.h"
#include "cli/filters.h"
#include "stenogram/corpus/corpus.h"
#include "stenogram/render/search.h"

namespace stenogram::cli {
namespace {

Result<corpus::SearchOptions> options_of(const Invocation& invocation) {
  corpus::SearchOptions options;
  Result<std::vector<corpus::Query>> filters = filters_of(invocation);
  if (!filters) return filters.error();
  options.filters = std::move(*filters);
  if (Status read = read_page(invocation, 20, options.limit, options.skip); !read) return read.error();
  options.facets = invocation.has("facets");
  std::string sort = invocation.value("sort").value_or("score");
  if (sort == "date") options.order = corpus::SearchOptions::Order::oldest;
  if (sort == "newest") options.order = corpus::SearchOptions::Order::newest;
  return options;
}

}  // namespace

int run_search(Invocation& invocation) {
  Result<corpus::SearchOptions> options = options_of(invocation);
  if (!options) return invocation.fail(options.error());
  // Flags alone are a question too: all turns that they hold for.
  corpus::Query query;
  if (std::string text = invocation.text(); !text.empty() || options->filters.empty()) {
    Result<corpus::Query> parsed = corpus::parse_query(text);
    if (!parsed) return invocation.fail(parsed.error());
    query = std::move(*parsed);
    if (invocation.has("stem")) corpus::by_stem(query);
  }
  auto corpus = corpus::Corpus::open(invocation.archive(), corpus::Corpus::Mode::read);
  if (!corpus) return invocation.fail(corpus.error());
  Result<Counted> counted = Counted::of(invocation, **corpus);
  if (!counted) return invocation.fail(counted.error());
  Result<corpus::Found> found = corpus::search(counted->shelf(), query, *options);
  if (!found) return invocation.fail(found.error());
  if (invocation.json()) {
    invocation.out().write(render::search_json(*found, corpus::to_string(query, options->filters)));
  } else {
    invocation.out().write(render::search_text(invocation.terminal(), *found, options->skip));
    suggest(invocation, found->suggestions);
  }
  return found->total > 0 ? kAsAsked : kAmiss;
}

}  // namespace stenogram::cli
