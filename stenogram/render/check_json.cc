#include "stenogram/render/check_json.h"

#include "stenogram/render/standing.h"

namespace stenogram::render {
namespace {

Json optional_span(const std::optional<ByteSpan>& span) { return span ? span_json(*span) : Json(); }
Json optional_text(const std::optional<std::string>& text) { return text ? Json(*text) : Json(); }

void add_source(Json& object, const check::InCapture& source) {
  if (source.source_span) object["source_span"] = Json::array({source.source_span->begin, source.source_span->end});
  if (source.page_number) object["page_number"] = *source.page_number;
}

Json difference_json(const check::Difference& difference) {
  Json object = {{"kind", check::name_of(difference.kind)},
                 {"severity", check::name_of(difference.severity)},
                 {"marked", difference.marked}};
  object["spoken"] = difference.spoken;
  object["spoken_span"] = optional_span(difference.spoken_span);
  object["quoted"] = difference.quoted;
  object["quoted_span"] = optional_span(difference.quoted_span);
  return object;
}

Json passage_json(const check::Passage& passage) {
  Json object = {{"transcript", passage.transcript}, {"name", passage.name}, {"turn", passage.turn}};
  object["span"] = span_json(passage.span);
  if (passage.source_span) object["source_span"] = Json::array({passage.source_span->begin, passage.source_span->end});
  if (passage.page_number) object["page_number"] = *passage.page_number;
  object["address"] = passage.address;
  object["speaker"] = optional_text(passage.speaker);
  object["quoting"] = optional_text(passage.quoting);
  object["second_hand"] = passage.second_hand;
  object["date"] = or_null(passage.date);
  object["text"] = passage.text;
  object["before"] = passage.before;
  object["after"] = passage.after;
  object["question"] = Json();
  if (passage.question) object["question"] = Json{{"turn", passage.question->turn}, {"text", passage.question->text}};
  object["differences"] = Json::array();
  for (const check::Difference& difference : passage.differences)
    object["differences"].push_back(difference_json(difference));
  object["label"] = optional_text(passage.label);
  object["url"] = optional_text(passage.url);
  object["quoted_span"] = span_json(passage.quoted_span);
  object["family"] = optional_text(passage.family);
  object["copies_differ"] = Json::array();
  for (const check::OtherReading& other : passage.copies_differ) {
    Json reading = {{"transcript", other.transcript}, {"name", other.name},       {"turn", other.turn},
                    {"span", span_json(other.span)},  {"address", other.address}, {"text", other.text},
                    {"differences", Json::array()}};
    for (const check::Difference& difference : other.differences)
      reading["differences"].push_back(difference_json(difference));
    object["copies_differ"].push_back(std::move(reading));
  }
  return object;
}

}  // namespace

std::string check_json(const check::Answer& answer, std::uint64_t n, const check::ArticleQuotation* found,
                       const check::Held* held) {
  Json object = {{"type", "quotation"}, {"n", n}, {"quoted", answer.quotation.quoted}};
  object["quoted_span"] = optional_span(answer.quotation.quoted_span);
  if (found) add_source(object, found->source);
  object["claimed"] =
      Json{{"speaker", optional_text(answer.quotation.speaker)}, {"date", optional_text(answer.quotation.date)}};
  object["verdict"] = check::name_of(answer.verdict);
  object["severity"] = answer.severity ? Json(check::name_of(*answer.severity)) : Json();
  object["ambiguous"] = answer.ambiguous;
  object["places"] = answer.places;
  object["passages"] = Json::array();
  for (const check::Passage& passage : answer.passages) object["passages"].push_back(passage_json(passage));
  object["nearest"] = Json::array();
  for (const check::Passage& passage : answer.nearest) object["nearest"].push_back(passage_json(passage));
  object["searched"] = Json{{"transcripts", answer.searched.transcripts},
                            {"turns", answer.searched.turns},
                            {"from", or_null(answer.searched.from)},
                            {"to", or_null(answer.searched.to)}};
  if (held && held->of_speaker)
    object["searched"]["speaker"] = Json{{"transcripts", *held->of_speaker}, {"names", held->names}};
  if (held && held->of_day) object["searched"]["day"] = Json{{"transcripts", *held->of_day}};
  object["doubts"] = answer.doubts;
  if (found)
    object["attribution"] =
        Json{{"certainty", check::name_of(found->certainty)}, {"occasion", optional_text(found->occasion)}};
  return json_line(object);
}

std::string check_summary_json(const check::Summary& summary) {
  return json_line(Json{{"type", "summary"},
                        {"quotations", summary.quotations},
                        {"verbatim", summary.verbatim},
                        {"abridged", summary.abridged},
                        {"altered", summary.altered},
                        {"stitched", summary.stitched},
                        {"misattributed", summary.misattributed},
                        {"not_found", summary.not_found},
                        {"meaning", summary.meaning}});
}

std::string set_aside_json(const check::Quotation& quotation, const check::ArticleQuotation* found) {
  Json object = {
      {"type", "set_aside"}, {"quoted", quotation.quoted}, {"quoted_span", optional_span(quotation.quoted_span)}};
  if (found) add_source(object, found->source);
  return json_line(object);
}

std::string unmarked_json(const check::Unmarked& run, std::uint64_t n) {
  Json object = {{"type", "unmarked"}, {"n", n}, {"span", span_json(run.span)}};
  add_source(object, run.source);
  object["text"] = run.text, object["words"] = run.words, object["places"] = run.places;
  object["passages"] = Json::array();
  for (const check::UnmarkedPlace& place : run.shown) {
    Json one = {
        {"transcript", place.transcript}, {"name", place.name}, {"turn", place.turn}, {"span", span_json(place.span)}};
    add_source(one, place.source);
    one["address"] = place.address;
    one["speaker"] = optional_text(place.speaker);
    one["date"] = or_null(place.date);
    one["text"] = place.text;
    object["passages"].push_back(one);
  }
  return json_line(object);
}

std::string failed_json(std::string_view where, const Error& error) {
  return json_line(Json{{"type", "failed"}, {"where", where}, {"error", error.message()}});
}

}  // namespace stenogram::render
