#include "stenogram/corpus/families.h"

#include <algorithm>
#include <map>
#include <set>

#include "stenogram/corpus/kinship.h"
#include "stenogram/corpus/selector.h"

namespace stenogram::corpus {
namespace {

using archive::CopyRow;

double part(std::uint64_t of, std::uint64_t all) { return all == 0 ? 0 : std::min(1.0, double(of) / double(all)); }

DocumentNumber derived_of(const CopyRow& row) { return row.earlier_derived ? row.earlier : row.later; }

}  // namespace

std::string pack_utterances(const std::vector<UtteranceKey>& keys) {
  std::string bytes;
  UtteranceKey last = 0;
  for (UtteranceKey key : keys) {
    UtteranceKey step = key - last;
    last = key;
    for (; step >= 0x80; step >>= 7) bytes += char(step | 0x80);
    bytes += char(step);
  }
  return bytes;
}

std::vector<UtteranceKey> unpack_utterances(std::string_view bytes) {
  std::vector<UtteranceKey> keys;
  UtteranceKey last = 0, step = 0;
  int shift = 0;
  for (unsigned char byte : bytes) {
    if (shift > 56) break;  // a stranger's
    step |= UtteranceKey(byte & 0x7F) << shift;
    shift += 7;
    if (byte & 0x80) continue;
    keys.push_back(last += step);
    step = 0, shift = 0;
  }
  return keys;
}

Result<Families> Families::of(archive::Archive& record) {
  Result<std::vector<CopyRow>> rows = record.copies();
  if (!rows) return rows.error();
  Result<std::vector<archive::CopyDecision>> decisions = record.copy_decisions();
  if (!decisions) return decisions.error();

  std::map<DocumentNumber, archive::TranscriptRow> known;
  auto know = [&](DocumentNumber number) -> Status {
    if (known.contains(number)) return {};
    Result<std::optional<archive::TranscriptRow>> row = record.transcript_numbered(number);
    if (!row) return row.error();
    if (*row) known.emplace(number, std::move(**row));
    return {};
  };
  // The last word on a pair holds.
  std::map<std::pair<DocumentNumber, DocumentNumber>, bool> decided;
  for (const archive::CopyDecision& decision : *decisions) {
    Result<std::optional<archive::TranscriptRow>> a = record.transcript(decision.a), b = record.transcript(decision.b);
    if (!a) return a.error();
    if (!b) return b.error();
    if (!*a || !*b || (*a)->number == (*b)->number) continue;
    decided[std::minmax((*a)->number, (*b)->number)] = decision.joined;
  }
  std::vector<DocumentPair> apart, joined;
  for (const auto& [pair, together] : decided) (together ? joined : apart).push_back(pair);
  std::set<DocumentNumber> joined_by_hand;
  for (const auto& [x, y] : joined) joined_by_hand.insert({x, y});

  // What the pages say, read for those of which it is asked.
  std::map<DocumentNumber, Announced> announced;
  Status asked;
  const std::vector<std::vector<DocumentNumber>> groups =
      kin(*rows, joined, apart, [&](DocumentNumber number) -> const Announced& {
        auto [place, fresh] = announced.try_emplace(number);
        if (!fresh) return place->second;
        if (Status read = know(number); !read) asked = read;
        if (auto row = known.find(number); row != known.end())
          place->second.event_date = row->second.event_date.value_or(""), place->second.language = row->second.language;
        if (auto people = record.speakers_of(number)) place->second.people = std::move(*people);
        else asked = people.error();
        return place->second;
      });
  if (!asked) return asked.error();

  Families families;
  std::map<DocumentNumber, std::size_t> group_of;
  for (std::size_t i = 0; i < groups.size(); ++i)
    for (DocumentNumber number : groups[i]) {
      if (Status read = know(number); !read) return read.error();
      group_of[number] = i;
    }
  // The best link between two members, and all links of each.
  std::map<DocumentNumber, std::vector<const CopyRow*>> links;
  std::set<DocumentNumber> lesser;  // copies by nature: recordings and translations
  std::map<DocumentNumber, std::uint64_t> words;
  std::vector<const CopyRow*> order;
  for (const CopyRow& row : *rows) order.push_back(&row);
  std::stable_sort(order.begin(), order.end(),
                   [](const CopyRow* x, const CopyRow* y) { return x->certainty > y->certainty; });
  for (const CopyRow* row : order) {
    // A link between two families is none of either.
    const auto x = group_of.find(row->later), y = group_of.find(row->earlier);
    if (x == group_of.end() || y == group_of.end() || x->second != y->second) continue;
    links[row->later].push_back(row);
    links[row->earlier].push_back(row);
    words[row->later] = row->later_words, words[row->earlier] = row->earlier_words;
    if (row->relation == "recording" || row->relation == "translation") lesser.insert(derived_of(*row));
    families.shared_[{row->later, row->earlier}] = row->later_shared;
    families.shared_[{row->earlier, row->later}] = row->earlier_shared;
  }
  for (std::vector<DocumentNumber> numbers : groups) {
    std::erase_if(numbers, [&](DocumentNumber number) { return !known.contains(number); });
    if (numbers.size() < 2) continue;
    auto size_of = [&](DocumentNumber number) {
      return std::max(known.at(number).words, words.contains(number) ? words.at(number) : 0);
    };
    std::sort(numbers.begin(), numbers.end(), [&](DocumentNumber x, DocumentNumber y) {
      const auto key = [&](DocumentNumber n) { return std::tuple(lesser.contains(n), -std::int64_t(size_of(n)), n); };
      return key(x) < key(y);
    });
    // What a few words more may be is the page's furniture, read into the last turn: with
    // as many turns, whichever came first is as full.
    const std::uint64_t most = size_of(numbers.front()), turns = known.at(numbers.front()).turns;
    auto first = std::min_element(numbers.begin(), numbers.end(), [&](DocumentNumber x, DocumentNumber y) {
      const auto key = [&](DocumentNumber n) {
        const bool as_full = lesser.contains(n) == lesser.contains(numbers.front()) && known.at(n).turns >= turns &&
                             size_of(n) + std::max<std::uint64_t>(40, most / 50) >= most;
        return std::pair(!as_full, n);
      };
      return key(x) < key(y);
    });
    std::rotate(numbers.begin(), first, first + 1);
    const DocumentNumber fullest = numbers.front();
    Family family;
    for (DocumentNumber number : numbers) {
      Member member;
      member.number = number;
      member.id = known.at(number).id;
      member.words = size_of(number);
      member.decided = joined_by_hand.contains(number);
      if (number != fullest) {
        // Beside the fullest where they are linked, else beside the one that carries most of it.
        const CopyRow* best = nullptr;
        auto carried = [&](const CopyRow& row) {
          return row.later == number ? part(row.later_carried, row.later_words)
                                     : part(row.earlier_carried, row.earlier_words);
        };
        for (const CopyRow* row : links[number]) {
          const DocumentNumber other = row->later == number ? row->earlier : row->later;
          if (other == fullest) {
            best = row;
            break;
          }
          if (!best || carried(*row) > carried(*best)) best = row;
        }
        member.coverage = member.contained = 0;
        member.of = fullest;
        if (best) {
          member.of = best->later == number ? best->earlier : best->later;
          member.relation = best->relation;
          member.contained = carried(*best);
          member.certainty = double(best->certainty) / 1000;
          member.evidence = best->evidence;
          if (member.of == fullest)
            member.coverage = best->later == number ? part(best->earlier_carried, best->earlier_words)
                                                    : part(best->later_carried, best->later_words);
        }
        member.of_id = known.at(member.of).id;
      }
      family.members.push_back(std::move(member));
    }
    families.families_.push_back(std::move(family));
  }
  std::vector<std::size_t> by_first(families.families_.size());
  for (std::size_t i = 0; i < by_first.size(); ++i) by_first[i] = i;
  std::sort(by_first.begin(), by_first.end(), [&](std::size_t x, std::size_t y) {
    return families.families_[x].members.front().number < families.families_[y].members.front().number;
  });
  std::vector<Family> sorted;
  for (std::size_t i : by_first) {
    for (const Member& member : families.families_[i].members) {
      families.of_[member.number] = sorted.size();
      families.of_id_[member.id] = sorted.size();
    }
    sorted.push_back(std::move(families.families_[i]));
  }
  families.families_ = std::move(sorted);
  return families;
}

const Family* Families::of_document(DocumentNumber number) const {
  auto found = of_.find(number);
  return found == of_.end() ? nullptr : &families_[found->second];
}

const Family* Families::of_id(const std::string& transcript) const {
  auto found = of_id_.find(transcript);
  return found == of_id_.end() ? nullptr : &families_[found->second];
}

std::vector<UtteranceKey> Families::shared(DocumentNumber number, DocumentNumber other) const {
  auto found = shared_.find({number, other});
  return found == shared_.end() ? std::vector<UtteranceKey>() : unpack_utterances(found->second);
}

Result<DistinctTotals> distinct_totals(const DistinctShelf& shelf) {
  const concordance::Index index = shelf.index();
  Result<concordance::Selection> selection = Selector(shelf, {}, {}).select(index);
  if (!selection) return selection.error();
  DistinctTotals totals;
  std::unordered_set<const Family*> counted;
  for (std::uint32_t s = 0; s < index.segments().size(); ++s) {
    const concordance::Segment& segment = *index.segments()[s];
    for (std::uint32_t d = 0; d < segment.document_count(); ++d) {
      const concordance::DocumentRow row = segment.document(d);
      if (!index.alive(s, d) || row.first_utterance == row.end_utterance) continue;
      const Family* family = shelf.families()->of_document(row.number);
      if (!family || counted.insert(family).second) ++totals.interviews;
      if (!selection->takes_document(s, d)) continue;
      std::uint32_t last = 0;
      for (std::uint32_t u = row.first_utterance; u < row.end_utterance; ++u) {
        if (!selection->takes(s, u)) continue;
        const concordance::UtteranceRow utterance = segment.utterance(u);
        totals.words += segment.words_of(u);
        totals.turns += utterance.turn != last;
        last = utterance.turn;
      }
    }
  }
  return totals;
}

Doubles::Doubles(const Families& families, const std::function<bool(DocumentNumber)>& takes) {
  for (const Family& family : families.all()) {
    std::vector<DocumentNumber> fuller;
    for (const Member& member : family.members) {
      if (!takes(member.number)) continue;
      for (DocumentNumber other : fuller)
        for (UtteranceKey key : families.shared(member.number, other)) utterances_[member.number].insert(key);
      fuller.push_back(member.number);
    }
  }
}

}  // namespace stenogram::corpus
