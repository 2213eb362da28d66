#include "stenogram/render/comparison.h"

#include <algorithm>

namespace stenogram::render {
namespace {

using reuse::Change;
using reuse::TurnPair;
using reuse::Weight;

Json side_json(const corpus::Document& document, std::uint64_t words, std::uint64_t carried) {
  return {{"transcript", document.id},
          {"name", document.name},
          {"sha256", document.sha256},
          {"turns", document.transcript.turns.size()},
          {"words", words},
          {"carried", carried}};
}

Json change_json(const Compared& compared, const Change& change) {
  Json object = {{"weight", name_of(change.weight)}};
  object["kind"] = change.kind ? Json(differences::name_of(*change.kind)) : Json();
  object["a"] = change.a;
  object["a_span"] = span_json(change.a_span);
  object["a_address"] = or_null(address_of(compared.a, change.a_span));
  object["b"] = change.b;
  object["b_span"] = span_json(change.b_span);
  object["b_address"] = or_null(address_of(compared.b, change.b_span));
  return object;
}

Json bytes_json(const std::vector<reuse::Piece>& pieces) {
  const ByteCounts counts = byte_counts(pieces);
  Json object = {{"all", counts.all}, {"blank", counts.blank}};
  for (std::size_t weight = 0; weight < 6; ++weight) object[std::string(name_of(Weight(weight)))] = counts.of[weight];
  return object;
}

}  // namespace

std::string address_of(const corpus::Document& document, ByteSpan span) {
  for (const transcript::Turn& turn : document.transcript.turns)
    if (turn.span.contains(span)) return corpus::passage_address(document, turn.n, span);
  return {};
}

ByteCounts byte_counts(const std::vector<reuse::Piece>& pieces) {
  ByteCounts counts;
  for (const reuse::Piece& piece : pieces) {
    counts.all += piece.span.size();
    if (piece.owner == transcript::Owner::blank) counts.blank += piece.span.size();
    else counts.of[std::size_t(piece.weight)] += piece.span.size();
  }
  return counts;
}

std::string comparison_json(const Compared& compared) {
  const reuse::Comparison& comparison = compared.comparison;
  std::uint64_t pairings[6] = {}, moved = 0, labels = 0, weights[6] = {};
  for (const TurnPair& pair : comparison.turns) {
    ++pairings[std::size_t(pair.pairing)];
    moved += pair.moved;
    labels += pair.labels_differ;
    for (const Change& change : pair.changes) ++weights[std::size_t(change.weight)];
  }
  Json head = {{"type", "comparison"}};
  head["a"] = compared.a.id;
  head["b"] = compared.b.id;
  head["sides"] = Json{{"a", side_json(compared.a, comparison.a_words, comparison.a_carried)},
                       {"b", side_json(compared.b, comparison.b_words, comparison.b_carried)}};
  head["same_words"] = comparison.same_words();
  head["counts"] =
      Json{{"same", pairings[0]},        {"changed", pairings[1]}, {"split", pairings[2]},  {"merged", pairings[3]},
           {"only_a", pairings[4]},      {"only_b", pairings[5]},  {"moved", moved},        {"labels_differ", labels},
           {"presentation", weights[1]}, {"spelling", weights[2]}, {"wording", weights[3]}, {"meaning", weights[4]}};
  head["heading"] = Json::array();
  for (const reuse::HeadingChange& item : comparison.heading)
    head["heading"].push_back(
        Json{{"item", item.item}, {"same", item.same()}, {"a", or_null(item.a)}, {"b", or_null(item.b)}});
  head["turns"] = Json::array();
  for (const TurnPair& pair : comparison.turns) {
    Json object = {{"a", pair.a}, {"b", pair.b}};
    object["pairing"] = name_of(pair.pairing);
    object["moved"] = pair.moved;
    object["weight"] = name_of(pair.weight());
    object["a_label"] = or_null(pair.a_label);
    object["b_label"] = or_null(pair.b_label);
    object["labels_differ"] = pair.labels_differ;
    object["a_words"] = pair.a_words;
    object["b_words"] = pair.b_words;
    object["changes"] = Json::array();
    for (const Change& change : pair.changes) object["changes"].push_back(change_json(compared, change));
    head["turns"].push_back(std::move(object));
  }
  head["bytes"] = Json{{"a", bytes_json(comparison.a_pieces)}, {"b", bytes_json(comparison.b_pieces)}};
  return json_line(head);
}

}  // namespace stenogram::render
