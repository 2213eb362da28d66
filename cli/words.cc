// stenogram words: words and runs of words by frequency, or against another selection.
#include "cli/commands.h"
#include "cli/distinct.h"
#include "cli/filters.h"
#include "stenogram/corpus/corpus.h"
#include "stenogram/corpus/counts.h"
#include "stenogram/render/counts.h"

namespace stenogram::cli {
namespace {

Result<corpus::WordOptions> options_of(const Invocation& invocation) {
  corpus::WordOptions options;
  Result<std::vector<corpus::Query>> filters = filters_of(invocation);
  if (!filters) return filters.error();
  options.filters = std::move(*filters);
  Result<std::uint64_t> run = invocation.number("run", 1, 1, corpus::kLongestRun);
  if (!run) return run.error();
  options.run = std::uint32_t(*run);
  Result<std::uint64_t> least = invocation.number("least", invocation.has("against") ? 3 : 1, 1, std::uint64_t(-1));
  if (!least) return least.error();
  options.least = *least;
  std::size_t skip = 0;
  if (Status read = read_page(invocation, options.limit, options.limit, skip); !read) return read.error();
  return options;
}

}  // namespace

int run_words(Invocation& invocation) {
  Result<corpus::WordOptions> options = options_of(invocation);
  if (!options) return invocation.fail(options.error());
  std::vector<corpus::Query> against;
  if (std::optional<std::string> fields = invocation.value("against"); fields && *fields != "rest") {
    Result<std::vector<corpus::Query>> parsed = corpus::parse_fields(*fields);
    if (!parsed) return invocation.fail(parsed.error());
    against = std::move(*parsed);
  }
  if (invocation.has("against") && options->run > 1)
    return invocation.fail(Error::usage("--against", "compares single words only", "leave out --run"));
  auto corpus = corpus::Corpus::open(invocation.archive(), corpus::Corpus::Mode::read);
  if (!corpus) return invocation.fail(corpus.error());
  Result<Counted> counted = Counted::of(invocation, **corpus);
  if (!counted) return invocation.fail(counted.error());
  if (invocation.has("against")) {
    Result<corpus::KeyWords> words = corpus::key_words(counted->shelf(), *options, against);
    if (!words) return invocation.fail(words.error());
    invocation.out().write(invocation.json() ? render::key_words_json(*words)
                                             : render::key_words_text(invocation.terminal(), *words));
    return words->listed > 0 ? kAsAsked : kAmiss;
  }
  Result<corpus::WordCounts> counts = corpus::word_counts(counted->shelf(), *options);
  if (!counts) return invocation.fail(counts.error());
  invocation.out().write(invocation.json() ? render::words_json(*counts)
                                           : render::words_text(invocation.terminal(), *counts));
  return counts->listed > 0 ? kAsAsked : kAmiss;
}

}  // namespace stenogram::cli
