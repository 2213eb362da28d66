#include "cli/filters.h"

#include "stenogram/corpus/cql.h"
#include "stenogram/render/standing.h"

namespace stenogram::cli {

std::vector<Flag> filter_flags() {
  auto flag = [](std::string_view name, std::string_view value, std::string_view help) {
    return Flag{.name = name, .value = value, .help = help, .repeated = true};
  };
  return {
      flag("speaker", "NAME", "Only turns of who is so called: words of a name, an office or a label."),
      flag("kind", "KIND", "Only such turns (question, answer, ...) or transcripts (interview, ...)."),
      flag("outlet", "NAME", "Only transcripts of this outlet."),
      flag("place", "NAME", "Only transcripts of this place."),
      flag("lang", "TAG", "Only transcripts in this language: en, ru, zh-Hant."),
      flag("date", "DATE", "Only of this date or range: 2017, 2017-07, 2017..2024-03, 2020.."),
      flag("in", "ID", "Only in this transcript, or in this turn (ID#7)."),
  };
}

Flag stem_flag() {
  return {.name = "stem", .help = "Every whole word stands for all that share its stem, as if a ~ stood before it."};
}

Result<std::vector<corpus::Query>> filters_of(const Invocation& invocation) {
  std::vector<corpus::Query> filters;
  for (const Flag& flag : filter_flags()) {
    if (!invocation.has(flag.name)) continue;
    Result<corpus::FieldTest> test = corpus::parse_filter(*corpus::field_of(flag.name), invocation.values(flag.name));
    if (!test) {
      Error error = test.error();
      error.where = "--" + std::string(flag.name);
      return error;
    }
    corpus::Query query;
    query.kind = corpus::Query::Kind::field;
    query.test = std::move(*test);
    filters.push_back(std::move(query));
  }
  return filters;
}

Result<corpus::PhraseQuery> phrase_of(const Invocation& invocation) {
  if (!invocation.has("cql")) {
    Result<corpus::PhraseQuery> phrase = corpus::parse_phrase(invocation.text());
    if (phrase && invocation.has("stem")) corpus::by_stem(phrase->alternatives);
    return phrase;
  }
  if (invocation.has("stem"))
    return Error::usage("--stem", "not together with --cql", "write [stem=\"rebuild\"] there");
  return corpus::parse_cql(invocation.text());
}

Status add_filters(const Invocation& invocation, corpus::PhraseQuery& phrase) {
  Result<std::vector<corpus::Query>> filters = filters_of(invocation);
  if (!filters) return filters.error();
  phrase.filters.insert(phrase.filters.end(), filters->begin(), filters->end());
  return {};
}

Status read_page(const Invocation& invocation, std::size_t usual, std::size_t& limit, std::size_t& skip) {
  constexpr std::uint64_t kMost = 1'000'000'000;
  Result<std::uint64_t> most = invocation.number("limit", usual, 0, kMost);
  if (!most) return most.error();
  Result<std::uint64_t> passed = invocation.number("skip", 0, 0, kMost);
  if (!passed) return passed.error();
  limit = *most;
  skip = *passed;
  return {};
}

void suggest(Invocation& invocation, const std::vector<corpus::Suggestion>& suggestions) {
  // After what stands on standard output, on a terminal that shows both.
  invocation.out().flush();
  for (const std::string& line : render::suggestion_lines(suggestions)) complain(line);
}

}  // namespace stenogram::cli
