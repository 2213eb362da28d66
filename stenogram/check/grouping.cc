#include "stenogram/check/grouping.h"

#include <algorithm>
#include <map>
#include <set>

#include "stenogram/differences/differences.h"
#include "stenogram/text/words.h"

namespace stenogram::check {
namespace {

// The member a transcript is, and how full: 0 is the fullest.
struct Standing {
  const corpus::Family* family = nullptr;
  std::size_t rank = 0;
  corpus::DocumentNumber number = 0;
};

Standing standing_of(const corpus::Families& families, const std::string& id) {
  const corpus::Family* family = families.of_id(id);
  if (!family) return {};
  for (std::size_t rank = 0; rank < family->members.size(); ++rank)
    if (family->members[rank].id == id) return {family, rank, family->members[rank].number};
  return {};
}

// Pieces of a stitched quotation stay in its order.
void group(std::vector<Passage>& passages, const corpus::Families& families, bool keep_order) {
  std::vector<std::pair<std::pair<std::size_t, std::size_t>, std::size_t>> order;
  std::map<const corpus::Family*, std::size_t> first;
  for (std::size_t i = 0; i < passages.size(); ++i) {
    const Standing standing = standing_of(families, passages[i].transcript);
    std::size_t place = i;
    if (standing.family) {
      passages[i].family = standing.family->members.front().id;
      place = first.try_emplace(standing.family, i).first->second;
    }
    order.push_back({{place, standing.rank}, i});
  }
  if (keep_order) return;
  std::stable_sort(order.begin(), order.end(), [](const auto& x, const auto& y) { return x.first < y.first; });
  std::vector<Passage> sorted;
  for (const auto& [key, i] : order) sorted.push_back(std::move(passages[i]));
  passages = std::move(sorted);
}

void drop_doubles(Answer& answer, const corpus::Families& families) {
  std::set<corpus::DocumentNumber> here;
  for (const Passage& passage : answer.passages)
    if (const Standing standing = standing_of(families, passage.transcript); standing.family)
      here.insert(standing.number);
  const corpus::Doubles doubles(families, [&](corpus::DocumentNumber number) { return here.contains(number); });
  const std::size_t before = answer.passages.size();
  std::erase_if(answer.passages, [&](const Passage& passage) {
    const Standing standing = standing_of(families, passage.transcript);
    return standing.family && doubles.holds(standing.number, passage.turn, concordance::kNone);
  });
  answer.places -= std::min<std::uint64_t>(answer.places, before - answer.passages.size());
}

// Where another copy has the passage, if it has it in other words.
std::optional<OtherReading> reading_in(const corpus::Document& document, const differences::QuotedText& words,
                                       const corpus::Passages& record) {
  // The utterance that holds most of the words; among those, how it words them.
  const std::set<std::string> wanted(words.search_keys.begin(), words.search_keys.end());
  const corpus::Utterance* best = nullptr;
  std::size_t most = 0;
  std::string key;
  for (const corpus::Utterance& utterance : document.utterances) {
    std::set<std::string> held;
    for (const text::Word& word : utterance.words) {
      key.clear();
      text::append_search_key(slice(document.text, word.span()), key);
      if (wanted.contains(key)) held.insert(key);
    }
    if (held.size() > most) best = &utterance, most = held.size();
  }
  if (!best || most * 10 < wanted.size() * 6 || best->turn == 0) return std::nullopt;
  const differences::SpokenText spoken = differences::spoken_text(document, *best, {0, best->words.size()});
  const differences::Reading reading =
      differences::read_differences(words, spoken, differences::Lexicon::of(document.transcript.language),
                                    [&](std::string_view word) { return record.count(word); });
  if (reading.exact() || reading.spoken.empty() || reading.kept * 10 < words.size() * 6) return std::nullopt;
  OtherReading other;
  const ByteSpan span = spoken.bytes(reading.spoken);
  other.transcript = document.id;
  other.name = document.name;
  other.turn = best->turn;
  other.span = span;
  other.address = corpus::passage_address(document, best->turn, span);
  other.text = slice(document.text, span);
  other.differences = reading.differences;
  return other;
}

Status find_other_readings(Answer& answer, const corpus::Passages& record, const corpus::Families& families) {
  std::set<std::string> shown;
  for (const Passage& passage : answer.passages) shown.insert(passage.transcript);
  std::set<std::string> done;
  for (Passage& passage : answer.passages) {
    if (!passage.family || !done.insert(*passage.family).second) continue;
    const differences::QuotedText words = differences::parse_quoted(passage.text);
    if (words.size() == 0) continue;
    std::size_t looked = 0;
    for (const corpus::Member& member : families.of_id(passage.transcript)->members) {
      if (shown.contains(member.id) || member.relation == "translation" || looked == kMostOtherCopies) continue;
      ++looked;
      auto document = record.document(member.number);
      if (!document) return document.error();
      if (auto other = reading_in(**document, words, record)) passage.copies_differ.push_back(std::move(*other));
    }
  }
  return {};
}

}  // namespace

Status regard_copies(Answer& answer, const corpus::Passages& record, const corpus::Families& families, bool distinct,
                     std::size_t most) {
  if (!families.all().empty()) {
    group(answer.passages, families, answer.verdict == Verdict::stitched);
    group(answer.nearest, families, false);
    if (distinct && answer.verdict != Verdict::stitched) drop_doubles(answer, families);
  }
  if (answer.passages.size() > most) answer.passages.resize(most);
  return families.all().empty() ? Status() : find_other_readings(answer, record, families);
}

}  // namespace stenogram::check
