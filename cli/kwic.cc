// stenogram kwic PHRASE: every use of a phrase, in its context.
#include "cli/commands.h"
#include "cli/filters.h"
#include "stenogram/corpus/corpus.h"
#include "stenogram/render/search.h"

namespace stenogram::cli {

int run_kwic(Invocation& invocation) {
  Result<corpus::PhraseQuery> phrase = corpus::parse_phrase(invocation.text());
  if (!phrase) return invocation.fail(phrase.error());
  Result<std::vector<corpus::Query>> filters = filters_of(invocation);
  if (!filters) return invocation.fail(filters.error());
  for (corpus::Query& filter : *filters) phrase->filters.push_back(std::move(filter));

  corpus::KwicOptions options;
  Result<std::uint64_t> width = invocation.number("width", 40, 0, 10'000);
  if (!width) return invocation.fail(width.error());
  Result<std::uint64_t> limit = invocation.number("limit", std::uint64_t(-1), 0, std::uint64_t(-1));
  if (!limit) return invocation.fail(limit.error());
  Result<std::uint64_t> skip = invocation.number("skip", 0, 0, std::uint64_t(-1));
  if (!skip) return invocation.fail(skip.error());
  Result<std::uint64_t> sample = invocation.number("sample", 0, 1, std::uint64_t(-1));
  if (!sample) return invocation.fail(sample.error());
  options.width = *width;
  options.limit = *limit;
  options.skip = *skip;
  if (invocation.has("sample")) options.sample = *sample;
  using Order = corpus::KwicOptions::Order;
  std::string sort = invocation.value("sort").value_or("place");
  options.order = sort == "left"      ? Order::left
                  : sort == "right"   ? Order::right
                  : sort == "date"    ? Order::date
                  : sort == "speaker" ? Order::speaker
                                      : Order::place;

  auto corpus = corpus::Corpus::open(invocation.archive(), corpus::Corpus::Mode::read);
  if (!corpus) return invocation.fail(corpus.error());
  Result<corpus::Lines> lines = corpus::kwic(**corpus, *phrase, options);
  if (!lines) return invocation.fail(lines.error());
  invocation.out().write(invocation.json() ? render::kwic_json(*lines, corpus::to_string(phrase->alternatives))
                                           : render::kwic_text(invocation.terminal(), *lines));
  return lines->total > 0 ? kAsAsked : kAmiss;
}

}  // namespace stenogram::cli
