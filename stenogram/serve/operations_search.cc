// Finding: turns, lines in context, and where in each transcript a phrase falls.
#include <algorithm>
#include <map>

#include "stenogram/concordance/draw.h"
#include "stenogram/corpus/cql.h"
#include "stenogram/corpus/evaluate.h"
#include "stenogram/corpus/kwic.h"
#include "stenogram/corpus/search.h"
#include "stenogram/render/search.h"
#include "stenogram/render/standing.h"
#include "stenogram/serve/distinct.h"
#include "stenogram/serve/operation.h"
#include "stenogram/serve/phrases.h"

namespace stenogram::serve {
namespace {

using render::Json;
using render::json_line;

struct Asked {
  corpus::Query query;
  corpus::SearchOptions options;
};

Result<Asked> asked_of(const Arguments& arguments) {
  Asked asked;
  Result<std::vector<corpus::Query>> filters = filters_of(arguments);
  if (!filters) return filters.error();
  asked.options.filters = std::move(*filters);
  // Fields alone are a question too, and so is nothing at all: every turn there is.
  const std::string text = arguments.text("q");
  if (text.find_first_not_of(" \t\r\n") == std::string::npos) return asked;
  Result<corpus::Query> query = corpus::parse_query(text);
  if (!query) return query_error("q", query.error());
  asked.query = std::move(*query);
  return asked;
}

Result<Answer> run_search(const Context& context, const Arguments& arguments) {
  Result<Asked> asked = asked_of(arguments);
  if (!asked) return asked.error();
  asked->options.limit = arguments.number("limit");
  asked->options.skip = arguments.number("skip");
  asked->options.facets = arguments.flag("facets");
  asked->options.most_for_facets = arguments.number("most");
  const std::string sort = arguments.choice("sort");
  if (sort == "date") asked->options.order = corpus::SearchOptions::Order::oldest;
  if (sort == "newest") asked->options.order = corpus::SearchOptions::Order::newest;
  Result<Counted> counted = Counted::of(context, arguments);
  if (!counted) return counted.error();
  Result<corpus::Found> found = corpus::search(counted->shelf(), asked->query, asked->options);
  if (!found) return found.error();
  Answer answer;
  answer.lines = render::search_json(*found, corpus::to_string(asked->query, asked->options.filters));
  answer.total = found->total;
  answer.shown = found->hits.size();
  return answer;
}

Result<Answer> run_facets(const Context& context, const Arguments& arguments) {
  Result<Asked> asked = asked_of(arguments);
  if (!asked) return asked.error();
  asked->options.limit = 0;
  asked->options.facets = true;
  asked->options.most_for_facets = arguments.number("most");
  Result<Counted> counted = Counted::of(context, arguments);
  if (!counted) return counted.error();
  Result<corpus::Found> found = corpus::search(counted->shelf(), asked->query, asked->options);
  if (!found) return found.error();
  Answer answer;
  answer.lines = render::search_json(*found, corpus::to_string(asked->query, asked->options.filters));
  return answer;
}

Result<Answer> run_kwic(const Context& context, const Arguments& arguments) {
  Result<corpus::PhraseQuery> phrase = phrase_of(arguments, arguments.text("phrase"));
  if (!phrase) return phrase.error();
  corpus::KwicOptions options;
  using Order = corpus::KwicOptions::Order;
  const std::string sort = arguments.choice("sort");
  options.order = sort == "left"      ? Order::left
                  : sort == "right"   ? Order::right
                  : sort == "date"    ? Order::date
                  : sort == "speaker" ? Order::speaker
                                      : Order::place;
  options.width = arguments.number("width");
  options.limit = arguments.number("limit");
  options.skip = arguments.number("skip");
  if (arguments.has("sample")) options.sample = arguments.number("sample");
  options.seed = arguments.number("seed");
  if (arguments.has("most")) options.most = arguments.number("most");
  Result<Counted> counted = Counted::of(context, arguments);
  if (!counted) return counted.error();
  Result<corpus::Lines> lines = corpus::kwic(counted->shelf(), *phrase, options);
  if (!lines) return lines.error();
  Answer answer;
  answer.lines = render::kwic_json(*lines, corpus::to_string(*phrase));
  answer.total = lines->reach;
  answer.shown = lines->lines.size();
  return answer;
}

// Where in its transcript each line stands, counted in words from the first. Turns are
// told beside it, so that each mark opens its line.
struct Falls {
  corpus::DocumentNumber document = 0;
  std::int32_t date = 0;
  std::uint64_t words = 0, lines = 0;
  std::vector<std::uint64_t> positions, turns;
};

std::vector<Falls> falls_of(const concordance::Index& index, const std::vector<concordance::Match>& matches) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, Falls> documents;  // by segment, then document
  for (const concordance::Match& match : matches) {
    const concordance::Segment& segment = *index.segments()[match.segment];
    const std::uint32_t utterance = segment.utterance_at(match.first);
    const std::uint32_t at = segment.document_of(utterance);
    const concordance::DocumentRow document = segment.document(at);
    Falls& falls = documents[{match.segment, at}];
    if (falls.lines++ == 0) {
      falls.document = document.number;
      falls.date = document.date;
      const concordance::Position end = document.end_utterance > document.first_utterance
                                            ? segment.utterance(document.end_utterance - 1).end
                                            : segment.begin_of(document.first_utterance);
      falls.words =
          end - segment.begin_of(document.first_utterance) - (document.end_utterance - document.first_utterance - 1);
    }
    // Every utterance before it ends with a token that is no word.
    falls.positions.push_back(match.first - segment.begin_of(document.first_utterance) -
                              (utterance - document.first_utterance));
    falls.turns.push_back(segment.utterance(utterance).turn);
  }
  std::vector<Falls> all;
  for (auto& [place, falls] : documents) all.push_back(std::move(falls));
  // Undated ones stand first, as in lists.
  std::stable_sort(all.begin(), all.end(), [](const Falls& a, const Falls& b) { return a.date < b.date; });
  return all;
}

Result<Answer> run_dispersion(const Context& context, const Arguments& arguments) {
  Result<corpus::PhraseQuery> phrase = phrase_of(arguments, arguments.text("phrase"));
  if (!phrase) return phrase.error();
  const concordance::Index index = context.snapshot->index();
  Result<Counted> counted = Counted::of(context, arguments);
  if (!counted) return counted.error();
  Result<concordance::Selection> selection = corpus::select(counted->shelf(), index, phrase->filters);
  if (!selection) return selection.error();
  const concordance::Drawn drawn = corpus::places_of(index, *phrase, *selection, arguments.number("most"));
  const std::vector<Falls> all = falls_of(index, drawn.matches);
  Answer answer;
  answer.total = all.size();
  const std::size_t skip = std::min<std::size_t>(arguments.number("skip"), all.size());
  const std::size_t end = std::min<std::size_t>(skip + arguments.number("limit"), all.size());
  for (std::size_t i = skip; i < end; ++i) {
    Result<std::shared_ptr<const corpus::DocumentFacts>> facts = context.snapshot->facts(all[i].document);
    if (!facts) return facts.error();
    Json json{{"type", "dispersion"}, {"transcript", (*facts)->id}};
    json["title"] = render::or_null((*facts)->title);
    json["outlet"] = render::or_null((*facts)->outlet);
    json["date"] = render::or_null((*facts)->date);
    json["words"] = all[i].words;
    json["lines"] = all[i].lines;
    json["positions"] = all[i].positions;
    json["turns"] = all[i].turns;
    answer.lines += json_line(json);
  }
  answer.shown = end - skip;
  Json sum{{"type", "total"}, {"transcripts", all.size()}, {"shown", answer.shown}, {"lines", drawn.total}};
  sum["sampled"] = drawn.sampled;
  if (drawn.sampled) {
    sum["drawn"] = drawn.matches.size();
    sum["estimated"] = drawn.estimated;
  }
  sum["query"] = corpus::to_string(*phrase);
  answer.lines += json_line(sum);
  return answer;
}

}  // namespace

void add_search_operations(std::vector<Operation>& all) {
  Parameter query = text("q",
                         "Words, \"phrases\", OR, -not, prefix*, NEAR/5, fields; see docs/query-language.md. Without "
                         "it, all turns that the other parameters hold for.");
  query.most_bytes = 16'000;
  std::vector<Parameter> parameters = with_filters({query});
  parameters.push_back(choice("sort", {"score", "date", "newest"}, "Best first, oldest first, or newest first."));
  parameters.push_back(flag("facets", "Count also who says it, when and where."));
  parameters.push_back(number("most", 1'000'000'000, 1, 1'000'000'000,
                              "Of more hits than so many, count facets over a sample; the total says `facets_of`."));
  parameters.push_back(distinct_parameter());
  add_page(parameters, 20, 1'000);
  all.push_back({.id = "search",
                 .path = "/search",
                 .group = "Finding",
                 .summary = "Find the turns that say it, best first.",
                 .about = "No hit is no error: the list is empty, and `total` may suggest other words.",
                 .parameters = parameters,
                 .lines = {"hit", "facet", "total"},
                 .paged = true,
                 .run = run_search});
  all.push_back(
      {.id = "facets",
       .path = "/facets",
       .group = "Finding",
       .summary = "Count who says it, when and where.",
       .parameters = with_filters({query, distinct_parameter(),
                                   number("most", 1'000'000'000, 1, 1'000'000'000,
                                          "Of more hits than so many, count a sample; the total says `facets_of`.")}),
       .lines = {"facet", "total"},
       .lane = Lane::heavy,
       .run = run_facets});
  parameters = with_filters(phrase_parameters());
  parameters.push_back(distinct_parameter());
  parameters.push_back(choice("sort", {"place", "left", "right", "date", "speaker"},
                              "As the archive grew, by the words before or after, by date, or by speaker."));
  parameters.push_back(number("width", 40, 0, 1'000, "Characters of context on either side."));
  parameters.push_back(number("sample", 1, 1'000'000'000, "Draw so many of the lines by lot, always the same ones."));
  parameters.push_back(number("seed", 1, 0, 1'000'000'000, "Draw others."));
  parameters.push_back(number(
      "most", 1, 1'000'000'000,
      "Of more lines than so many, sort and show so many drawn by lot; the total says so. Quick over any archive."));
  add_page(parameters, 100, 10'000);
  all.push_back({.id = "kwic",
                 .path = "/kwic",
                 .group = "Finding",
                 .summary = "Every use of a phrase in its context.",
                 .about = "The total counts all lines, whatever the limit.",
                 .parameters = parameters,
                 .lines = {"line", "total"},
                 .paged = true,
                 .run = run_kwic});
  parameters = with_filters(phrase_parameters());
  parameters.push_back(distinct_parameter());
  parameters.push_back(
      number("most", 100'000, 1, 1'000'000, "Place at most so many lines; of more, a sample, and `sampled` says so."));
  add_page(parameters, 200, 5'000);
  all.push_back({.id = "dispersion",
                 .path = "/dispersion",
                 .group = "Finding",
                 .summary = "Where in each transcript a phrase falls.",
                 .about = "By date. `positions` are words from the transcript's first, of `words` in all; `turns` are "
                          "the turns they stand in.",
                 .parameters = parameters,
                 .lines = {"dispersion", "total"},
                 .paged = true,
                 .lane = Lane::heavy,
                 .run = run_dispersion});
}

}  // namespace stenogram::serve
