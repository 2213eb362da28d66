// stenogram collocates PHRASE: the words that keep company with it.
#include "cli/commands.h"
#include "cli/distinct.h"
#include "cli/filters.h"
#include "stenogram/corpus/corpus.h"
#include "stenogram/corpus/counts.h"
#include "stenogram/render/counts.h"

namespace stenogram::cli {
namespace {

constexpr std::uint64_t kWidestWindow = 100;

Result<corpus::CollocateOptions> options_of(const Invocation& invocation) {
  corpus::CollocateOptions options;
  using By = corpus::CollocateOptions::By;
  std::string by = invocation.value("by").value_or("likelihood");
  options.by = by == "dice" ? By::dice : by == "mi" ? By::information : by == "count" ? By::count : By::likelihood;
  Result<std::uint64_t> window = invocation.number("window", options.left, 1, kWidestWindow);
  if (!window) return window.error();
  Result<std::uint64_t> left = invocation.number("left", *window, 0, kWidestWindow);
  if (!left) return left.error();
  Result<std::uint64_t> right = invocation.number("right", *window, 0, kWidestWindow);
  if (!right) return right.error();
  options.left = std::uint32_t(*left);
  options.right = std::uint32_t(*right);
  Result<std::uint64_t> least = invocation.number("least", options.least, 1, std::uint64_t(-1));
  if (!least) return least.error();
  options.least = *least;
  std::size_t skip = 0;
  if (Status read = read_page(invocation, options.limit, options.limit, skip); !read) return read.error();
  return options;
}

}  // namespace

int run_collocates(Invocation& invocation) {
  Result<corpus::CollocateOptions> options = options_of(invocation);
  if (!options) return invocation.fail(options.error());
  Result<corpus::PhraseQuery> phrase = phrase_of(invocation);
  if (!phrase) return invocation.fail(phrase.error());
  if (Status added = add_filters(invocation, *phrase); !added) return invocation.fail(added.error());
  auto corpus = corpus::Corpus::open(invocation.archive(), corpus::Corpus::Mode::read);
  if (!corpus) return invocation.fail(corpus.error());
  Result<Counted> counted = Counted::of(invocation, **corpus);
  if (!counted) return invocation.fail(counted.error());
  Result<corpus::Collocates> found = corpus::collocates(counted->shelf(), *phrase, *options);
  if (!found) return invocation.fail(found.error());
  invocation.out().write(invocation.json() ? render::collocates_json(*found, corpus::to_string(*phrase))
                                           : render::collocates_text(invocation.terminal(), *found));
  return found->listed > 0 ? kAsAsked : kAmiss;
}

}  // namespace stenogram::cli
