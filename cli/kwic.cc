// stenogram kwic PHRASE: every use of a phrase, in its context.
#include "stenogram/corpus/kwic.h"

#include <algorithm>

#include "cli/commands.h"
#include "cli/distinct.h"
#include "cli/filters.h"
#include "stenogram/corpus/corpus.h"
#include "stenogram/render/search.h"

namespace stenogram::cli {
namespace {

Result<corpus::KwicOptions> options_of(const Invocation& invocation) {
  corpus::KwicOptions options;
  using Order = corpus::KwicOptions::Order;
  std::string sort = invocation.value("sort").value_or("place");
  options.order = sort == "left"      ? Order::left
                  : sort == "right"   ? Order::right
                  : sort == "date"    ? Order::date
                  : sort == "speaker" ? Order::speaker
                                      : Order::place;
  // People get what the terminal holds, unless they ask for more or less.
  std::size_t usual = invocation.json() ? options.width : std::max(invocation.terminal().width / 2, options.width);
  Result<std::uint64_t> width = invocation.number("width", usual, 0, 100'000);
  if (!width) return width.error();
  options.width = *width;
  if (Status read = read_page(invocation, 1'000'000'000, options.limit, options.skip); !read) return read.error();
  Result<std::uint64_t> sample = invocation.number("sample", 0, 1, std::uint64_t(-1));
  if (!sample) return sample.error();
  if (invocation.has("sample")) options.sample = *sample;
  Result<std::uint64_t> seed = invocation.number("seed", options.seed, 0, std::uint64_t(-1));
  if (!seed) return seed.error();
  options.seed = *seed;
  return options;
}

}  // namespace

int run_kwic(Invocation& invocation) {
  Result<corpus::KwicOptions> options = options_of(invocation);
  if (!options) return invocation.fail(options.error());
  Result<corpus::PhraseQuery> phrase = phrase_of(invocation);
  if (!phrase) return invocation.fail(phrase.error());
  if (Status added = add_filters(invocation, *phrase); !added) return invocation.fail(added.error());
  auto corpus = corpus::Corpus::open(invocation.archive(), corpus::Corpus::Mode::read);
  if (!corpus) return invocation.fail(corpus.error());
  Result<Counted> counted = Counted::of(invocation, **corpus);
  if (!counted) return invocation.fail(counted.error());
  Result<corpus::Lines> lines = corpus::kwic(counted->shelf(), *phrase, *options);
  if (!lines) return invocation.fail(lines.error());
  if (invocation.json()) {
    invocation.out().write(render::kwic_json(*lines, corpus::to_string(*phrase)));
  } else {
    invocation.out().write(render::kwic_text(invocation.terminal(), *lines));
    suggest(invocation, lines->suggestions);
  }
  return lines->total > 0 ? kAsAsked : kAmiss;
}

}  // namespace stenogram::cli
