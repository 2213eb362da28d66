#include "stenogram/render/reuse.h"
#include "stenogram/render/standing.h"

namespace stenogram::render {
namespace {

Json repeats_json(reuse::Repeats repeats) {
  return repeats == reuse::Repeats::self ? Json("self") : repeats == reuse::Repeats::other ? Json("other") : Json();
}

Json use_json(const reuse::Use& use) {
  return {{"address", use.address}, {"speaker", or_null(use.speaker)}, {"date", or_null(use.date)}};
}

// The last of those whose dates are known.
const reuse::Use* last_of(const reuse::Passage& passage) {
  const reuse::Use* last = nullptr;
  for (const reuse::Use& use : passage.uses)
    if (!use.date.empty()) last = &use;
  return last;
}

}  // namespace

std::string passage_json(const reuse::Passage& passage) {
  Json object = {{"type", passage.formula ? "formula" : "passage"},
                 {"n", passage.n},
                 {"words", passage.words},
                 {"uses", passage.uses.size()},
                 {"interviews", passage.interviews}};
  object["first"] = passage.first_known ? use_json(passage.uses.front()) : Json();
  const reuse::Use* last = last_of(passage);
  object["last"] = last ? use_json(*last) : Json();
  object["speakers"] = Json::array();
  for (const reuse::SpeakerUse& speaker : passage.speakers)
    object["speakers"].push_back({{"speaker", or_null(speaker.speaker)},
                                  {"uses", speaker.uses},
                                  {"first", or_null(speaker.first)},
                                  {"last", or_null(speaker.last)}});
  object["wordings"] = Json::array();
  for (const reuse::Wording& wording : passage.wordings)
    object["wordings"].push_back({{"text", wording.text}, {"words", wording.words}, {"uses", wording.uses}});
  object["members"] = Json::array();
  for (const reuse::Use& use : passage.uses) {
    Json member = {{"address", use.address},
                   {"transcript", use.transcript},
                   {"turn", use.info.turn},
                   {"span", span_json(use.span)}};
    add_standing(member, use);
    member["name"] = use.name;
    member["title"] = or_null(use.title);
    member["words"] = use.words;
    member["wording"] = use.wording;
    member["repeats"] = repeats_json(use.repeats);
    object["members"].push_back(std::move(member));
  }
  return json_line(object);
}

std::string margin_json(const reuse::Margin& margin) {
  std::string lines;
  for (const reuse::MarginRun& run : margin.shown) {
    Json object = {
        {"type", "shared"}, {"address", run.address}, {"turn", run.info.turn}, {"span", span_json(run.span)}};
    object["text"] = run.text;
    add_standing(object, run);
    object["words"] = run.words;
    object["places"] = run.places;
    object["counted"] = run.counted;
    object["interviews"] = run.interviews;
    object["others"] = Json::array();
    for (const reuse::MarginPlace& other : run.others) {
      Json place = {{"address", other.address},
                    {"transcript", other.transcript},
                    {"turn", other.info.turn},
                    {"name", other.name}};
      place["title"] = or_null(other.title);
      place["span"] = span_json(other.span);
      place["words"] = other.words;
      add_standing(place, other);
      object["others"].push_back(std::move(place));
    }
    lines += json_line(object);
  }
  return lines +
         json_line(
             {{"type", "total"}, {"passages", margin.runs}, {"words", margin.words}, {"shown", margin.shown.size()}});
}

std::string shared_pair_json(const reuse::SharedPair& pair) {
  auto side = [](const reuse::SharedPair::Side& of) {
    return Json{
        {"transcript", of.transcript}, {"title", or_null(of.title)}, {"date", or_null(of.date)}, {"words", of.words}};
  };
  Json object = {
      {"type", "pair"}, {"a", side(pair.a)}, {"b", side(pair.b)}, {"kept", pair.kept}, {"in_order", pair.in_order}};
  object["passages"] = Json::array();
  for (const reuse::SharedPair::Link& link : pair.links)
    object["passages"].push_back({{"a", link.a_address},
                                  {"b", link.b_address},
                                  {"a_speaker", or_null(link.a_speaker)},
                                  {"b_speaker", or_null(link.b_speaker)},
                                  {"text", link.text},
                                  {"kept", link.kept},
                                  {"changed", link.changed}});
  return json_line(object);
}

std::string told_copies_json(const reuse::CopyTold& copies) {
  return json_line(
      {{"type", "copies"}, {"transcripts", Json::array({copies.a, copies.b})}, {"coverage", copies.coverage}});
}

std::string shared_total_json(const reuse::Shared& shared, std::uint64_t shown, std::uint64_t copies) {
  return json_line({{"type", "total"},
                    {"passages", shared.passages()},
                    {"formulas", shared.formulas()},
                    {"pairs", shared.pairs()},
                    {"shown", shown},
                    {"copies", copies},
                    {"everywhere", shared.everywhere()},
                    {"transcripts", shared.transcripts()},
                    {"words", shared.words()}});
}

}  // namespace stenogram::render
