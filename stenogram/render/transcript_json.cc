#include "stenogram/render/transcript_json.h"

namespace stenogram::render {
namespace {

using namespace transcript;
using corpus::Document;

// "span", and where it came from. A page whose pieces cannot be placed in the capture
// (a PDF's) gives an empty range, and then only page numbers are named.
void add_span(Json& json, const Document& document, ByteSpan span) {
  json["span"] = json_of(span);
  if (document.source.is_identity()) return;
  SourceSpan source = document.source.source_of(span);
  if (!source.empty()) json["source_span"] = json_of(source);
  else if (auto page = document.source.page_of(span)) json["page_number"] = *page;
}

void add_span(Json& json, const Document& document, const std::optional<ByteSpan>& span,
              const std::optional<SourceSpan>& source) {
  if (span) return add_span(json, document, *span);
  json["span"] = nullptr;
  if (source) json["source_span"] = json_of(*source);
}

Json item_json(const Document& document, const std::optional<Item>& item) {
  if (!item) return nullptr;
  Json json{{"text", item->text}};
  add_span(json, document, item->span, item->source);
  return json;
}

Json dated_json(const Document& document, const std::optional<Dated>& dated) {
  if (!dated) return nullptr;
  Json json{{"value", dated->value}, {"text", dated->text}};
  add_span(json, document, dated->span, dated->source);
  return json;
}

Json capture_json(const Document& document) {
  Json container = nullptr;
  if (document.container)
    container = {{"file", document.container->file},
                 {"offset", document.container->offset},
                 {"record_id", document.container->record_id},
                 {"digest", document.container->digest}};
  return {{"name", document.name},
          {"sha256", document.sha256},
          {"bytes", document.bytes},
          {"media_type", document.media_type},
          {"url", or_null(document.url)},
          {"captured_at", or_null(document.captured_at)},
          {"container", std::move(container)}};
}

Json heading_json(const Document& document) {
  const Heading& heading = document.transcript.heading;
  return {{"title", item_json(document, heading.title)},
          {"kind", name_of(heading.kind)},
          {"outlet", item_json(document, heading.outlet)},
          {"occasion", item_json(document, heading.occasion)},
          {"place", item_json(document, heading.place)},
          {"excerpt", heading.excerpt},
          {"event_date", dated_json(document, heading.event_date)},
          {"publication_date", dated_json(document, heading.publication_date)}};
}

// A piece of a line, so without its end.
std::string written(const Json& json) {
  std::string line = json_line(json);
  line.pop_back();
  return line;
}

std::string speaker_id(std::size_t index) { return "s" + std::to_string(index + 1); }

Json speakers_json(const Document& document) {
  Json all = Json::array();
  for (std::size_t i = 0; i < document.transcript.speakers.size(); ++i) {
    const Speaker& speaker = document.transcript.speakers[i];
    Json json{{"id", speaker_id(i)}, {"name", or_null(speaker.name)}};
    json["several"] = speaker.several ? Json(true) : Json(nullptr);
    json["office"] = or_null(speaker.office);
    json["role"] = name_of(speaker.role);
    json["labels"] = speaker.labels;
    json["affiliation"] = or_null(speaker.affiliation);
    all.push_back(std::move(json));
  }
  return all;
}

Json label_json(const Document& document, const Label& label) {
  Json json{{"text", label.text}};
  add_span(json, document, label.span);
  return json;
}

Json quote_json(const Document& document, const Quote& quote) {
  Json json = Json::object();
  add_span(json, document, quote.span);
  json["attributed_to"] = quote.attributed_to;
  json["reported"] = quote.reported;
  json["self"] = quote.self;
  return json;
}

Json note_json(const Document& document, const Note& note) {
  Json json{{"kind", name_of(note.kind)}};
  add_span(json, document, note.span);
  json["speaker"] = or_null(note.speaker);
  if (note.words) json["words"] = json_of(*note.words);
  return json;
}

// The question that a turn replies to, for whoever sees the answer alone.
Json question_json(const Document& document, const Turn& turn) {
  if (!turn.answers || *turn.answers == 0 || *turn.answers > document.transcript.turns.size()) return nullptr;
  const Turn& question = document.turn(*turn.answers);
  return {{"turn", question.n}, {"text", slice(document.text, question.span)}};
}

void add_speaker(Json& json, const Document& document, const Turn& turn) {
  json["speaker"] = nullptr;
  if (turn.speaker) json["speaker"] = or_null(document.transcript.speakers[*turn.speaker].name);
  json["label"] = turn.label ? Json(turn.label->text) : Json(nullptr);
}

}  // namespace

Json turn_json(const Document& document, const Turn& turn) {
  Json json{{"n", turn.n}};
  json["speaker"] = turn.speaker ? Json(speaker_id(*turn.speaker)) : Json(nullptr);
  json["label"] = turn.label && !turn.label->text.empty() ? label_json(document, *turn.label) : Json(nullptr);
  json["kind"] = name_of(turn.kind);
  add_span(json, document, turn.span);
  json["text"] = slice(document.text, turn.span);
  json["paragraphs"] = Json::array();
  for (ByteSpan paragraph : turn.paragraphs) json["paragraphs"].push_back(json_of(paragraph));
  if (!turn.times.empty()) {
    json["times"] = Json::array();
    for (const capture::TimeRange& time : turn.times)
      json["times"].push_back({{"start", time.start}, {"end", time.end}});
  }
  json["answers"] = or_null(turn.answers);
  json["interrupted"] = turn.interrupted;
  json["quotes"] = Json::array();
  for (const Quote& quote : turn.quotes) json["quotes"].push_back(quote_json(document, quote));
  json["notes"] = Json::array();
  for (const Note& note : turn.notes) json["notes"].push_back(note_json(document, note));
  json["time"] = nullptr;
  if (turn.time) json["time"] = {{"start", turn.time->start}, {"end", turn.time->end}};
  if (turn.page_number || !json.contains("page_number")) json["page_number"] = or_null(turn.page_number);
  return json;
}

void transcript_json(const Document& document, const Sink& sink) {
  Json head{{"type", "transcript"}, {"id", document.id}};
  head["capture"] = capture_json(document);
  head["language"] = document.transcript.language;
  head["heading"] = heading_json(document);
  head["speakers"] = speakers_json(document);
  std::string begun = written(head);
  begun.pop_back();
  sink(begun + ",\"turns\":[");
  bool first = true;
  for (const Turn& turn : document.transcript.turns) {
    if (!first) sink(",");
    first = false;
    sink(written(turn_json(document, turn)));
  }
  sink("],\"leftovers\":[");
  first = true;
  for (const Leftover& leftover : document.transcript.leftovers) {
    Json json = Json::object();
    add_span(json, document, leftover.span);
    json["kind"] = name_of(leftover.kind);
    if (!first) sink(",");
    first = false;
    sink(written(json));
  }
  sink("],\"doubts\":[");
  first = true;
  for (const capture::Doubt& doubt : document.transcript.doubts) {
    Json json{{"code", doubt.code}, {"message", doubt.message}};
    add_span(json, document, doubt.span);
    if (!first) sink(",");
    first = false;
    sink(written(json));
  }
  sink("]}\n");
}

void tiles_json(const std::vector<Tile>& tiles, const Sink& sink) {
  for (const Tile& tile : tiles) {
    Json json{{"type", "tile"}, {"span", json_of(tile.span)}, {"owner", name_of(tile.owner)}};
    json["turn"] = tile.turn ? Json(tile.turn) : Json(nullptr);
    json["transcript"] = tile.transcript + 1;
    sink(json_line(json));
  }
}

void explanations_json(const std::vector<Explanation>& explanations, const Sink& sink) {
  for (const Explanation& why : explanations)
    sink(json_line(
        {{"type", "explanation"}, {"span", json_of(why.span)}, {"became", why.became}, {"because", why.because}}));
}

Json shown_json(const corpus::Resolved& shown, const std::string& asked) {
  const Document& document = *shown.document;
  const Turn& turn = document.turn(*shown.turn);
  ByteSpan span = shown.span.value_or(turn.span);
  Json json{{"type", shown.span ? "passage" : "turn"}};
  json["address"] =
      shown.span ? corpus::passage_address(document, turn.n, span) : corpus::turn_address(document, turn.n);
  json["asked"] = asked;
  json["moved"] = shown.moved;
  json["transcript"] = document.id;
  json["name"] = document.name;
  json["turn"] = turn.n;
  add_speaker(json, document, turn);
  json["kind"] = name_of(turn.kind);
  json["date"] = or_null(document.date());
  add_span(json, document, span);
  json["text"] = slice(document.text, span);
  if (shown.span) {
    json["before"] = slice(document.text, ByteSpan{turn.span.begin, span.begin});
    json["after"] = slice(document.text, ByteSpan{span.end, turn.span.end});
  }
  json["question"] = question_json(document, turn);
  json["formerly"] = Json::array();
  for (const corpus::FormerMeaning& former : shown.formerly)
    json["formerly"].push_back({{"reader", former.reader}, {"text", former.text}, {"now", or_null(former.now)}});
  return json;
}

}  // namespace stenogram::render
