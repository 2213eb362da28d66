// Counting: phrases through time, the company they keep, words and runs of words.
#include "stenogram/corpus/counts.h"
#include "stenogram/corpus/cql.h"
#include "stenogram/corpus/trends.h"
#include "stenogram/render/counts.h"
#include "stenogram/render/search.h"
#include "stenogram/serve/distinct.h"
#include "stenogram/serve/operation.h"
#include "stenogram/serve/phrases.h"

namespace stenogram::serve {
namespace {

constexpr std::size_t kMostPhrases = 20;

Result<Answer> run_trends(const Context& context, const Arguments& arguments) {
  corpus::TrendOptions options;
  options.by = *corpus::trend_by(arguments.choice("by"));
  Result<std::vector<corpus::Query>> filters = filters_of(arguments);
  if (!filters) return filters.error();
  options.filters = std::move(*filters);
  if (arguments.has("most")) options.most = arguments.number("most");
  if (arguments.values("phrase").size() > kMostPhrases)
    return Error::usage("phrase", "is given more than " + std::to_string(kMostPhrases) + " times");
  std::vector<corpus::PhraseQuery> phrases;
  for (const std::string& written : arguments.values("phrase")) {
    Result<corpus::PhraseQuery> phrase = corpus::parse_phrase(written);
    if (!phrase) return query_error("phrase", phrase.error());
    phrases.push_back(std::move(*phrase));
  }
  Result<Counted> counted = Counted::of(context, arguments);
  if (!counted) return counted.error();
  Answer answer;
  for (std::size_t i = 0; i < phrases.size(); ++i) {
    Result<corpus::Trend> trend = corpus::trend(counted->shelf(), phrases[i], options);
    if (!trend) return trend.error();
    answer.lines += render::trend_json(*trend, arguments.values("phrase")[i], options.by);
  }
  return answer;
}

Result<Answer> run_collocates(const Context& context, const Arguments& arguments) {
  Result<corpus::PhraseQuery> phrase = phrase_of(arguments, arguments.text("phrase"));
  if (!phrase) return phrase.error();
  corpus::CollocateOptions options;
  using By = corpus::CollocateOptions::By;
  const std::string by = arguments.choice("by");
  options.by = by == "dice" ? By::dice : by == "mi" ? By::information : by == "count" ? By::count : By::likelihood;
  const std::uint64_t window = arguments.number("window");
  options.left = std::uint32_t(arguments.has("left") ? arguments.number("left") : window);
  options.right = std::uint32_t(arguments.has("right") ? arguments.number("right") : window);
  options.least = arguments.number("least");
  options.limit = arguments.number("limit");
  if (arguments.has("most")) options.most = arguments.number("most");
  Result<Counted> counted = Counted::of(context, arguments);
  if (!counted) return counted.error();
  Result<corpus::Collocates> found = corpus::collocates(counted->shelf(), *phrase, options);
  if (!found) return found.error();
  Answer answer;
  answer.lines = render::collocates_json(*found, corpus::to_string(*phrase));
  return answer;
}

Result<Answer> run_words(const Context& context, const Arguments& arguments) {
  corpus::WordOptions options;
  Result<std::vector<corpus::Query>> filters = filters_of(arguments);
  if (!filters) return filters.error();
  options.filters = std::move(*filters);
  options.run = std::uint32_t(arguments.number("run"));
  options.least = arguments.has("least") ? arguments.number("least") : arguments.has("against") ? 3 : 1;
  options.limit = arguments.number("limit");
  Result<Counted> counted = Counted::of(context, arguments);
  if (!counted) return counted.error();
  Answer answer;
  if (!arguments.has("against")) {
    Result<corpus::WordCounts> counts = corpus::word_counts(counted->shelf(), options);
    if (!counts) return counts.error();
    answer.lines = render::words_json(*counts);
    return answer;
  }
  if (options.run > 1) return Error::usage("against", "compares single words only", "leave out run");
  std::vector<corpus::Query> against;
  if (const std::string fields = arguments.text("against"); fields != "rest") {
    Result<std::vector<corpus::Query>> parsed = corpus::parse_fields(fields);
    if (!parsed) return query_error("against", parsed.error());
    against = std::move(*parsed);
  }
  Result<corpus::KeyWords> words = corpus::key_words(counted->shelf(), options, against);
  if (!words) return words.error();
  answer.lines = render::key_words_json(*words);
  return answer;
}

}  // namespace

std::vector<Parameter> phrase_parameters() {
  Parameter phrase = required(text(
      "phrase", "Words that follow one another in a turn; * is any one word, word* any that begins so, (a|b) either."));
  phrase.most_bytes = 16'000;
  return {phrase, flag("cql", "The phrase is in CQL: [word=\"strateg.*\"] []{0,3} \"defeat\".")};
}

Result<corpus::PhraseQuery> phrase_of(const Arguments& arguments, const std::string& written) {
  Result<corpus::PhraseQuery> phrase =
      arguments.flag("cql") ? corpus::parse_cql(written) : corpus::parse_phrase(written);
  if (!phrase) return query_error("phrase", phrase.error());
  Result<std::vector<corpus::Query>> filters = filters_of(arguments);
  if (!filters) return filters.error();
  phrase->filters.insert(phrase->filters.end(), filters->begin(), filters->end());
  return phrase;
}

Error query_error(std::string_view parameter, Error error) {
  error.where = parameter;
  return error;
}

void add_count_operations(std::vector<Operation>& all) {
  std::vector<Parameter> parameters = with_filters({repeated(phrase_parameters().front())});
  parameters.push_back(distinct_parameter());
  parameters.push_back(
      choice("by", {"year", "decade", "month", "speaker", "outlet", "place", "language"}, "What to count by."));
  parameters.push_back(
      number("most", 1, 1'000'000'000,
             "Of more uses than so many, count a sample drawn by lot; the sum says so. Quick over any archive."));
  all.push_back(
      {.id = "trends",
       .path = "/trends",
       .group = "Counting",
       .summary = "Count phrases by year, speaker or outlet.",
       .about = "For each phrase its points and then its sum. The `query` of a point, given to kwic, opens its lines.",
       .parameters = parameters,
       .lines = {"point", "trend"},
       .lane = Lane::heavy,
       .run = run_trends});
  parameters = with_filters(phrase_parameters());
  parameters.push_back(distinct_parameter());
  parameters.push_back(number("window", 5, 1, 100, "Words on either side that count as near."));
  parameters.push_back(number("left", 0, 100, "Words before, if they are to differ from those after."));
  parameters.push_back(number("right", 0, 100, "Words after."));
  parameters.push_back(choice("by", {"likelihood", "dice", "mi", "count"},
                              "What to sort by: log-likelihood, logDice, mutual information, or how often."));
  parameters.push_back(number("least", 3, 1, 1'000'000'000, "Leave out words that stand near it fewer times."));
  parameters.push_back(
      number("most", 1, 1'000'000'000,
             "Of more uses than so many, look at a sample drawn by lot; the sum says so. Quick over any archive."));
  parameters.push_back(number("limit", 50, 0, 10'000, "How many to show."));
  all.push_back({.id = "collocates",
                 .path = "/collocates",
                 .group = "Counting",
                 .summary = "The words that keep company with a phrase.",
                 .parameters = parameters,
                 .lines = {"collocate", "total"},
                 .lane = Lane::heavy,
                 .run = run_collocates});
  parameters = with_filters({});
  parameters.push_back(distinct_parameter());
  parameters.push_back(number("run", 1, 1, corpus::kLongestRun, "Count runs of so many words."));
  parameters.push_back(
      text("against", "Compare with what these fields select (speaker:Ode date:2017..), or with all the rest (rest)."));
  parameters.push_back(
      number("least", 1, 1'000'000'000, "Leave out what occurs fewer times; 1 if not given, 3 with against."));
  parameters.push_back(number("limit", 50, 0, 10'000, "How many to show."));
  all.push_back({.id = "words",
                 .path = "/words",
                 .group = "Counting",
                 .summary = "Count words, runs of words, or the words that set a selection apart.",
                 .parameters = parameters,
                 .lines = {"run", "key_word", "total"},
                 .lane = Lane::heavy,
                 .run = run_words});
}

}  // namespace stenogram::serve
