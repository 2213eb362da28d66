#include "stenogram/render/copies.h"

#include <cmath>

namespace stenogram::render {
namespace {

// Three digits say all there is to say of a share.
double rounded(double share) { return std::round(share * 1000) / 1000; }

std::string per_cent(double share) {
  // Nothing is rounded up to the whole.
  const int value = share >= 1 ? 100 : std::min(99, int(std::lround(share * 100)));
  return std::to_string(value) + " %";
}

Json sources_json(const std::vector<archive::SeenRow>& seen) {
  Json sources = Json::array();
  for (const archive::SeenRow& one : seen)
    sources.push_back(Json{{"name", one.name},
                           {"url", or_null(one.url)},
                           {"captured_at", or_null(one.captured_at)},
                           {"kept_at", one.kept_at}});
  return sources;
}

}  // namespace

std::string family_json(const corpus::Family& family, const std::vector<MemberFacts>& facts,
                        const std::vector<reuse::Unique>& unique) {
  Json members = Json::array();
  for (std::size_t i = 0; i < family.members.size(); ++i) {
    const corpus::Member& member = family.members[i];
    Json object = {{"transcript", member.id}};
    object["relation"] = or_null(member.relation);
    object["of"] = or_null(member.of_id);
    object["coverage"] = rounded(member.coverage);
    object["contained"] = rounded(member.contained);
    object["certainty"] = rounded(member.certainty);
    object["decided"] = member.decided;
    object["name"] = facts[i].row.name;
    object["title"] = or_null(facts[i].row.title);
    object["language"] = facts[i].row.language;
    object["event_date"] = or_null(facts[i].row.event_date);
    object["publication_date"] = or_null(facts[i].row.publication_date);
    object["turns"] = facts[i].row.turns;
    object["words"] = member.words;
    object["unique"] = Json{{"words", unique[i].words}, {"turns", unique[i].turns}};
    object["sources"] = sources_json(facts[i].seen);
    Json evidence = Json::parse(member.evidence, nullptr, /*allow_exceptions=*/false);
    object["evidence"] = evidence.is_discarded() ? Json() : evidence;
    members.push_back(std::move(object));
  }
  return json_line(Json{{"type", "family"}, {"fullest", family.members.front().id}, {"members", members}});
}

std::string family_text(const Terminal& terminal, const corpus::Family& family, const std::vector<MemberFacts>& facts,
                        const std::vector<reuse::Unique>& unique) {
  std::string out;
  for (std::size_t i = 0; i < family.members.size(); ++i) {
    const corpus::Member& member = family.members[i];
    const archive::TranscriptRow& row = facts[i].row;
    const std::string date = row.date().empty() ? "undated" : row.date().substr(0, 10);
    const std::string relation = i == 0 ? "fullest" : member.relation.empty() ? "joined" : member.relation;
    out += (i == 0 ? "" : "  ") + painted(terminal, Paint::address, padded(member.id, 16)) + " " +
           painted(terminal, i == 0 ? Paint::strong : Paint::plain, padded(relation, i == 0 ? 13 : 11)) + " " +
           padded(inert(date), 10) + "  " + padded_left(grouped(row.turns), 5) + " turns " +
           padded_left(grouped(member.words), 8) + " words";
    if (i > 0) {
      out += "  " + per_cent(member.coverage) + " of it";
      if (member.contained < 0.995) out += ", " + per_cent(member.contained) + " of its own";
      if (member.of != family.members.front().number) out += " in " + member.of_id;
      out += painted(terminal, Paint::faint,
                     member.decided ? "  (joined by hand)" : "  (certainty " + per_cent(member.certainty) + ")");
    }
    out += "\n";
    std::string source =
        facts[i].seen.empty() || facts[i].seen.front().url.empty() ? row.name : facts[i].seen.front().url;
    out += std::string(i == 0 ? 17 : 19, ' ') +
           painted(terminal, Paint::faint, fitted(inert(source), terminal.width > 40 ? terminal.width - 20 : 20)) +
           "\n";
    if (unique[i].words > 0) {
      std::string turns;
      for (std::size_t k = 0; k < unique[i].turns.size() && k < 12; ++k)
        turns += (k ? ", " : "") + std::to_string(unique[i].turns[k]);
      if (unique[i].turns.size() > 12) turns += ", …";
      out += std::string(i == 0 ? 17 : 19, ' ') + counted(unique[i].words, "word") + " in no other copy" +
             (turns.empty() ? "" : ": turns " + turns) + "\n";
    }
  }
  return out;
}

}  // namespace stenogram::render
