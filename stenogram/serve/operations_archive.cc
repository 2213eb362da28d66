// What the archive is: sums, lists, names, years.
#include <algorithm>

#include "stenogram/render/lists.h"
#include "stenogram/serve/operation.h"
#include "stenogram/text/words.h"

namespace stenogram::serve {
namespace {

using render::Json;
using render::json_line;

Result<Answer> run_stats(const Context& context, const Arguments& arguments) {
  Json stats = render::stats_json(context.snapshot->counts(), context.snapshot->segment_count());
  if (arguments.flag("distinct")) {
    Result<std::shared_ptr<const corpus::Families>> families = context.snapshot->copies();
    if (!families) return families.error();
    Result<corpus::DistinctTotals> totals =
        corpus::distinct_totals(corpus::DistinctShelf(*context.snapshot, **families));
    if (!totals) return totals.error();
    stats["distinct"] = render::distinct_json(*totals);
  }
  Answer answer;
  answer.lines = json_line(stats);
  return answer;
}

std::vector<std::string> keys_of(std::string_view text) {
  std::vector<std::string> keys;
  text::for_each_word(text, [&](text::Word word) { keys.push_back(text::search_key(slice(text, word.span()))); });
  return keys;
}

// Whether each of the words begins some word of one of the texts.
class Mentions {
 public:
  explicit Mentions(std::string_view asked) : asked_(keys_of(asked)) {}
  bool any() const { return !asked_.empty(); }
  bool in(const std::vector<std::string_view>& texts) const {
    std::vector<std::string> keys;
    for (std::string_view text : texts)
      for (std::string& key : keys_of(text)) keys.push_back(std::move(key));
    return std::all_of(asked_.begin(), asked_.end(), [&](const std::string& word) {
      return std::any_of(keys.begin(), keys.end(), [&](const std::string& key) { return key.starts_with(word); });
    });
  }

 private:
  std::vector<std::string> asked_;
};

bool takes(const Arguments& arguments, const Mentions& mentions, const ListRow& one) {
  const archive::TranscriptRow& row = one.row;
  auto is = [&](std::string_view name, std::string_view value) {
    return !arguments.has(name) || std::any_of(arguments.values(name).begin(), arguments.values(name).end(),
                                               [&](const std::string& asked) { return asked == value; });
  };
  if (!is("kind", row.kind) || !is("lang", row.language) || !is("outlet", row.outlet.value_or("")) ||
      !is("year", row.date().substr(0, 4)))
    return false;
  if (arguments.has("speaker") && std::none_of(one.speakers.begin(), one.speakers.end(),
                                               [&](const std::string& name) { return is("speaker", name); }))
    return false;
  if (!mentions.any()) return true;
  std::vector<std::string_view> texts{row.name};
  for (const auto* item : {&row.title, &row.outlet, &row.occasion, &row.place})
    if (*item) texts.push_back(**item);
  for (const std::string& name : one.speakers) texts.push_back(name);
  return mentions.in(texts);
}

void sort_list(std::vector<const ListRow*>& rows, std::string_view order) {
  auto by = [&](auto less) { std::stable_sort(rows.begin(), rows.end(), less); };
  if (order == "newest") by([](const ListRow* a, const ListRow* b) { return a->row.date() > b->row.date(); });
  else if (order == "title")
    by([](const ListRow* a, const ListRow* b) {
      return a->row.title.value_or(a->row.name) < b->row.title.value_or(b->row.name);
    });
  else if (order == "turns") by([](const ListRow* a, const ListRow* b) { return a->row.turns > b->row.turns; });
  else if (order == "words") by([](const ListRow* a, const ListRow* b) { return a->row.words > b->row.words; });
}

Result<Answer> run_transcripts(const Context& context, const Arguments& arguments) {
  auto list = context.snapshot->list();
  if (!list) return list.error();
  const Mentions mentions(arguments.text("text"));
  std::vector<const ListRow*> rows;
  for (const ListRow& row : **list)
    if (takes(arguments, mentions, row)) rows.push_back(&row);
  sort_list(rows, arguments.choice("sort"));
  Answer answer;
  answer.total = rows.size();
  const std::size_t skip = std::min<std::size_t>(arguments.number("skip"), rows.size());
  const std::size_t end = std::min<std::size_t>(skip + arguments.number("limit"), rows.size());
  for (std::size_t i = skip; i < end; ++i)
    answer.lines += json_line(render::listed_json(rows[i]->row, rows[i]->speakers));
  answer.shown = end - skip;
  answer.lines += json_line({{"type", "total"}, {"transcripts", rows.size()}, {"shown", answer.shown}});
  return answer;
}

Result<Answer> run_speakers(const Context& context, const Arguments& arguments) {
  auto all = context.snapshot->speakers();
  if (!all) return all.error();
  const Mentions mentions(arguments.text("text"));
  std::vector<const SpeakerRow*> rows;
  for (const SpeakerRow& row : **all)
    if (!mentions.any() || mentions.in({row.name})) rows.push_back(&row);
  const std::string order = arguments.choice("sort");
  if (order != "name")
    std::stable_sort(rows.begin(), rows.end(), [&](const SpeakerRow* a, const SpeakerRow* b) {
      return order == "transcripts" ? a->transcripts > b->transcripts
             : order == "words"     ? a->words > b->words
                                    : a->turns > b->turns;
    });
  Answer answer;
  answer.total = rows.size();
  const std::size_t skip = std::min<std::size_t>(arguments.number("skip"), rows.size());
  const std::size_t end = std::min<std::size_t>(skip + arguments.number("limit"), rows.size());
  for (std::size_t i = skip; i < end; ++i)
    answer.lines += json_line({{"type", "speaker"},
                               {"name", rows[i]->name},
                               {"transcripts", rows[i]->transcripts},
                               {"turns", rows[i]->turns},
                               {"words", rows[i]->words},
                               {"from", render::or_null(rows[i]->from)},
                               {"to", render::or_null(rows[i]->to)}});
  answer.shown = end - skip;
  answer.lines += json_line({{"type", "total"}, {"speakers", rows.size()}, {"shown", answer.shown}});
  return answer;
}

Result<Answer> run_years(const Context& context, const Arguments&) {
  auto years = context.snapshot->years();
  if (!years) return years.error();
  Answer answer;
  for (const YearRow& year : **years)
    answer.lines += json_line({{"type", "year"},
                               {"year", render::or_null(year.year)},
                               {"transcripts", year.transcripts},
                               {"turns", year.turns},
                               {"words", year.words}});
  return answer;
}

}  // namespace

void add_archive_operations(std::vector<Operation>& all) {
  all.push_back({.id = "stats",
                 .path = "/stats",
                 .group = "The archive",
                 .summary = "Count what the archive holds.",
                 .about = "Captures, transcripts, turns, words, speakers, languages, kinds and bytes.",
                 .parameters = {flag("distinct",
                                     "Say also how many interviews there are, with their turns and words, each once.")},
                 .lines = {"stats"},
                 .one = true,
                 .run = run_stats});
  std::vector<Parameter> parameters{
      text("text",
           "Only where each of these words begins a word of the title, name, outlet, occasion, place or of a speaker's "
           "name."),
      repeated(text("kind", "Only such transcripts: interview, press_conference, briefing, …")),
      repeated(text("lang", "Only in this language, as it is written in the list.")),
      repeated(text("year", "Only of this year.")),
      repeated(text("speaker", "Only with this speaker, by the whole name.")),
      repeated(text("outlet", "Only of this outlet, by its whole name.")),
      choice("sort", {"date", "newest", "title", "turns", "words"},
             "Oldest first, newest first, by title, or most turns or words first.")};
  add_page(parameters, 100, 10'000);
  all.push_back({.id = "transcripts",
                 .path = "/transcripts",
                 .group = "The archive",
                 .summary = "List the transcripts of the archive.",
                 .parameters = parameters,
                 .lines = {"listed", "total"},
                 .paged = true,
                 .run = run_transcripts});
  parameters = {text("text", "Only names in which each of these words begins a word."),
                choice("sort", {"turns", "name", "transcripts", "words"},
                       "Most turns first, by name, or most transcripts or words first.")};
  add_page(parameters, 100, 10'000);
  all.push_back({.id = "speakers",
                 .path = "/speakers",
                 .group = "The archive",
                 .summary = "List the names of those who speak.",
                 .about = "One name is one row, whoever bears it; who is unnamed has none.",
                 .parameters = parameters,
                 .lines = {"speaker", "total"},
                 .paged = true,
                 .run = run_speakers});
  all.push_back({.id = "years",
                 .path = "/years",
                 .group = "The archive",
                 .summary = "Count transcripts, turns and words by year.",
                 .about = "By event date, else publication date; what is undated comes first, under null.",
                 .lines = {"year"},
                 .run = run_years});
}

}  // namespace stenogram::serve
