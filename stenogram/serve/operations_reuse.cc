// What different interviews share: passages, and formulas that many have.
#include "stenogram/corpus/address.h"
#include "stenogram/render/reuse.h"
#include "stenogram/reuse/margin.h"
#include "stenogram/reuse/shared.h"
#include "stenogram/serve/operation.h"
#include "stenogram/serve/phrases.h"

namespace stenogram::serve {
namespace {

constexpr std::uint64_t kMemory = 192ull << 20;  // of finding; the rest goes through files

Result<reuse::ReuseOptions> options_of(const Arguments& arguments) {
  reuse::ReuseOptions options;
  Result<std::vector<corpus::Query>> filters = filters_of(arguments);
  if (!filters) return filters.error();
  options.filters = std::move(*filters);
  options.find.seeds.words = std::uint32_t(arguments.number("words"));
  options.find.memory = kMemory;
  if (arguments.has("everywhere")) options.everywhere = arguments.number("everywhere");
  if (arguments.has("against")) {
    options.against.emplace();
    const std::string fields = arguments.text("against");
    if (fields == "rest") {
      if (options.filters.empty())
        return Error::usage("against", "has no rest where nothing is selected",
                            "select one side, for example with speaker");
    } else {
      Result<std::vector<corpus::Query>> parsed = corpus::parse_fields(fields);
      if (!parsed) return query_error("against", parsed.error());
      if (parsed->empty()) return Error::usage("against", "names no field", "write rest for all the rest");
      options.against = std::move(*parsed);
    }
  }
  using Order = reuse::ReuseOptions::Order;
  const std::string sort = arguments.choice("sort");
  options.order = sort == "uses"    ? Order::uses
                  : sort == "date"  ? Order::date
                  : sort == "place" ? Order::place
                                    : Order::words;
  using Kinds = reuse::ReuseOptions::Kinds;
  const std::string only = arguments.choice("only");
  options.kinds = only == "passages" ? Kinds::passages : only == "formulas" ? Kinds::formulas : Kinds::all;
  options.limit = arguments.number("limit");
  options.skip = arguments.number("skip");
  return options;
}

Result<Answer> run_reuse(const Context& context, const Arguments& arguments) {
  Result<reuse::ReuseOptions> options = options_of(arguments);
  if (!options) return options.error();
  Result<corpus::Families> families = corpus::Families::of(context.snapshot->corpus().record());
  if (!families) return families.error();
  options->interview_of = reuse::interviews_by(*families);
  Result<reuse::Shared> shared = reuse::Shared::find(*context.snapshot, *options);
  if (!shared) return shared.error();
  Result<std::vector<reuse::CopyTold>> copies = shared->copies();
  if (!copies) return copies.error();
  Answer answer;
  const bool pairs = arguments.flag("pairs");
  Status told;
  if (pairs)
    told = shared->each_pair([&](const reuse::SharedPair& pair) {
      answer.lines += render::shared_pair_json(pair);
      ++answer.shown;
      return true;
    });
  else
    told = shared->each_passage([&](const reuse::Passage& passage) {
      answer.lines += render::passage_json(passage);
      ++answer.shown;
      return true;
    });
  if (!told) return told.error();
  const std::string only = arguments.choice("only");
  answer.total = pairs ? shared->pairs()
                       : (only == "formulas" ? 0 : shared->passages()) + (only == "passages" ? 0 : shared->formulas());
  for (const reuse::CopyTold& pair : *copies) answer.lines += render::told_copies_json(pair);
  answer.lines += render::shared_total_json(*shared, answer.shown, copies->size());
  return answer;
}

Result<Answer> run_shared(const Context& context, const Arguments& arguments) {
  Result<corpus::Address> address = corpus::parse_address(arguments.text("id"));
  if (!address) return address.error();
  if (address->turn) return Error::usage(arguments.text("id"), "is no transcript's id");
  auto document = context.snapshot->corpus().document(address->id);
  if (!document) return document.error();
  Result<std::shared_ptr<const corpus::Families>> families = context.snapshot->copies();
  if (!families) return families.error();
  reuse::MarginOptions options;
  options.words = std::uint32_t(arguments.number("words"));
  options.most_places = arguments.number("places");
  options.limit = arguments.number("limit");
  options.skip = arguments.number("skip");
  Result<reuse::Margin> margin = reuse::margin_of(*context.snapshot, (*document)->number, families->get(), options);
  if (!margin) return margin.error();
  Answer answer;
  answer.lines = render::margin_json(*margin);
  answer.total = margin->runs;
  answer.shown = margin->shown.size();
  return answer;
}

}  // namespace

void add_reuse_operations(std::vector<Operation>& all) {
  std::vector<Parameter> parameters = with_filters({});
  parameters.push_back(number("words", reuse::kUsualWords, reuse::kLeastWords, reuse::kMostWords,
                              "So many words in a row, at least, are shared."));
  parameters.push_back(
      number("everywhere", 2, 1'000'000'000, "What so many interviews have is a formula; else by the archive's size."));
  parameters.push_back(text("against",
                            "Hold what is selected against what these fields select (speaker:Ode date:2017..), or "
                            "against all the rest (rest)."));
  parameters.push_back(choice("sort", {"words", "uses", "date", "place"},
                              "The longest first, the most used, the oldest, or in the order of the archive."));
  parameters.push_back(
      choice("only", {"all", "passages", "formulas"}, "Only what some interviews share, or only what many do."));
  parameters.push_back(flag("pairs", "By pairs of transcripts, those that share most words first."));
  add_page(parameters, 50, 1'000);
  all.push_back({.id = "reuse",
                 .path = "/reuse",
                 .group = "Copies and reuse",
                 .summary = "Passages that different interviews share, and formulas that many have.",
                 .about = "With who said them first, where dates tell, and who repeats whom. Looks at all that is "
                          "selected each time: over a large archive that takes seconds.",
                 .parameters = parameters,
                 .lines = {"shared_passage", "formula", "pair", "copies", "total"},
                 .paged = true,
                 .lane = Lane::heavy,
                 .run = run_reuse});
  parameters = {path_id(),
                number("words", reuse::kUsualWords, reuse::kLeastWords, reuse::kMostWords,
                       "So many words in a row, at least, are shared."),
                number("places", 3, 0, 50, "Show at most so many other places of each.")};
  add_page(parameters, 200, 1'000);
  all.push_back({.id = "shared",
                 .path = "/transcripts/{id}/shared",
                 .group = "Copies and reuse",
                 .summary = "What one transcript shares with other interviews, word for word.",
                 .about = "Its own copies left out. Looks up the words of this transcript alone, and so is quick over "
                          "any archive; passages with small changes are found by `/reuse`.",
                 .parameters = parameters,
                 .lines = {"shared", "total"},
                 .paged = true,
                 .lane = Lane::heavy,
                 .run = run_shared});
}

}  // namespace stenogram::serve
