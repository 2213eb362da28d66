#include "stenogram/corpus/search.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "stenogram/corpus/evaluate.h"
#include "stenogram/corpus/snippet.h"

namespace stenogram::corpus {
namespace {

using concordance::Ranked;

bool earlier(const Ranked& a, const Ranked& b) {
  return a.segment != b.segment ? a.segment < b.segment : a.utterance < b.utterance;
}

bool better(const Ranked& a, const Ranked& b) { return a.score != b.score ? a.score > b.score : earlier(a, b); }

// Of more than `most`, so many of them, from first to last at equal steps; else none.
std::vector<Ranked> evenly(const std::vector<Ranked>& found, std::size_t most) {
  std::vector<Ranked> few;
  if (found.size() <= most) return few;
  few.reserve(most);
  for (std::size_t i = 0; i < most; ++i)
    few.push_back(found[static_cast<std::size_t>(static_cast<unsigned __int128>(found.size()) * i / most)]);
  return few;
}

// The first `most` in order, with documents without a date last, whichever way the rest runs.
void sort_by_date(const concordance::Index& index, std::vector<Ranked>& found, bool newest, std::size_t most) {
  const auto date_of = [&](const Ranked& one) {
    const concordance::Segment& segment = *index.segments()[one.segment];
    return segment.document(segment.document_of(one.utterance)).date;
  };
  std::vector<std::pair<std::int64_t, Ranked>> dated;
  dated.reserve(found.size());
  for (const Ranked& one : found) {
    const std::int32_t date = date_of(one);
    const std::int64_t key = date == concordance::kUndated ? INT64_MAX : newest ? -std::int64_t(date) : date;
    dated.push_back({key, one});
  }
  std::partial_sort(dated.begin(), dated.begin() + static_cast<std::ptrdiff_t>(std::min(most, dated.size())),
                    dated.end(), [](const auto& a, const auto& b) {
                      return a.first != b.first ? a.first < b.first : earlier(a.second, b.second);
                    });
  for (std::size_t i = 0; i < found.size(); ++i) found[i] = dated[i].second;
}

// Hits of one document are counted together before its facts are asked for, so facets
// cost a look-up a document and an addition a hit.
class FacetCounter {
 public:
  FacetCounter(const Shelf& shelf, const concordance::Index& index) : shelf_(shelf), index_(index) {}

  Result<std::vector<Facet>> count(const std::vector<Ranked>& found) {
    for (std::size_t i = 0; i < found.size();) {
      const concordance::Segment& segment = *index_.segments()[found[i].segment];
      const concordance::DocumentRow row = segment.document(segment.document_of(found[i].utterance));
      Result<std::shared_ptr<const DocumentFacts>> facts = shelf_.facts(row.number);
      if (!facts) return facts.error();
      const std::size_t first = i;
      for (; i < found.size() && found[i].segment == found[first].segment && found[i].utterance < row.end_utterance;
           ++i)
        add(segment.utterance(found[i].utterance));
      add_document(**facts, i - first);
    }
    std::vector<Facet> facets;
    for (std::string_view name : {"speaker", "year", "outlet", "kind", "place", "language", "transcript_kind"}) {
      Facet facet{std::string(name), {}};
      for (const auto& [value, count] : counts_[facet.name]) facet.values.push_back({value, count});
      std::stable_sort(facet.values.begin(), facet.values.end(),
                       [](const Facet::Value& a, const Facet::Value& b) { return a.count > b.count; });
      facets.push_back(std::move(facet));
    }
    return facets;
  }

 private:
  // By speaker, or for words of a note by their place: whose they are is asked once.
  void add(const concordance::UtteranceRow& row) {
    const bool is_note = row.note != concordance::kNone;
    ++voices_[{row.speaker, is_note ? row.turn : 0, row.note}];
    ++kinds_[is_note ? transcript::TurnKind::statement : static_cast<transcript::TurnKind>(row.kind)];
  }

  void add_document(const DocumentFacts& facts, std::uint64_t hits) {
    for (const auto& [voice, count] : voices_) {
      const auto& [speaker, turn, note] = voice;
      counts_["speaker"][std::string(speaker_name(facts, {.turn = turn, .note = note, .speaker = speaker}))] += count;
    }
    for (const auto& [kind, count] : kinds_) counts_["kind"][std::string(transcript::name_of(kind))] += count;
    voices_.clear();
    kinds_.clear();
    counts_["year"][facts.date.substr(0, 4)] += hits;
    counts_["outlet"][facts.outlet] += hits;
    counts_["place"][facts.place] += hits;
    counts_["language"][facts.language] += hits;
    counts_["transcript_kind"][std::string(transcript::name_of(facts.kind))] += hits;
  }

  const Shelf& shelf_;
  const concordance::Index& index_;
  std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>, std::uint64_t> voices_;  // of one document
  std::map<transcript::TurnKind, std::uint64_t> kinds_;
  std::map<std::string, std::map<std::string, std::uint64_t>> counts_;
};

Result<Hit> hit_of(const Shelf& shelf, const concordance::Index& index, const Ranked& one,
                   const concordance::Query& words, const SearchOptions& options) {
  const concordance::Place place = concordance::place(index, one.segment, one.utterance);
  Result<std::shared_ptr<const Document>> document = shelf.document(place.document);
  if (!document) return document.error();
  if (place.utterance >= (*document)->utterances.size())
    return Error::damaged((*document)->id, "the index and the record part ways", "run `stenogram verify --rebuild`");
  Result<std::shared_ptr<const DocumentFacts>> facts = shelf.facts(place.document);
  if (!facts) return facts.error();
  const Utterance& utterance = (*document)->utterances[place.utterance];

  Hit hit;
  static_cast<Standing&>(hit) = standing_of(**facts, **document, place.document, place.utterance);
  hit.address = turn_address(**document, utterance.turn);
  hit.title = (*facts)->title;
  hit.outlet = (*facts)->outlet;
  hit.score = one.score;
  std::vector<TokenRange> marked;
  for (const TokenRange& range : concordance::highlights(index, words, one.segment, one.utterance))
    if (range.end <= utterance.words.size()) marked.push_back(range);
  const Snippet shown = snippet(**document, utterance, marked, options.snippet_words);
  hit.span = shown.span;
  hit.snippet = slice((*document)->text, shown.span);
  const ByteSpan all = surroundings(**document, utterance);
  hit.cut_before = shown.span.begin > all.begin;
  hit.cut_after = shown.span.end < all.end;
  for (const ByteSpan& highlight : shown.highlights)
    hit.highlights.push_back({highlight.begin - shown.span.begin, highlight.end - shown.span.begin});
  return hit;
}

}  // namespace

Standing standing_of(const DocumentFacts& facts, const Document& document, DocumentNumber number,
                     std::uint32_t utterance) {
  Standing standing;
  standing.document = number;
  standing.utterance = utterance;
  standing.info = info_of(document, document.utterances[utterance]);
  standing.transcript = document.id;
  standing.speaker = speaker_name(facts, standing.info);
  const transcript::Turn& turn = document.turn(standing.info.turn);
  if (turn.label && standing.info.note == concordance::kNone) standing.label = turn.label->text;
  standing.date = facts.date;
  return standing;
}

Result<Found> search(const Shelf& shelf, const Query& query, const SearchOptions& options) {
  const concordance::Index index = shelf.index();
  Found found;
  std::vector<Ranked> shown;
  if (options.order == SearchOptions::Order::score && !options.facets) {
    Result<concordance::Ranking> best =
        evaluate_best(shelf, index, query, options.filters, options.limit, options.skip);
    if (!best) return best.error();
    found.total = best->total;
    shown = std::move(best->best);
  } else {
    Result<std::vector<Ranked>> all = evaluate(shelf, index, query, options.filters);
    if (!all) return all.error();
    found.total = all->size();
    if (options.facets) {
      const std::vector<Ranked> few = evenly(*all, options.most_for_facets);
      Result<std::vector<Facet>> facets = FacetCounter(shelf, index).count(few.empty() ? *all : few);
      if (!facets) return facets.error();
      found.facets = std::move(*facets);
      found.facets_of = few.empty() ? all->size() : few.size();
    }
    const std::size_t skip = std::min(options.skip, all->size());
    const std::size_t most = std::min(options.limit, all->size() - skip);
    if (options.order == SearchOptions::Order::score) {
      // Of a million hits, twenty are shown: what comes after them need not be in order.
      std::partial_sort(all->begin(), all->begin() + static_cast<std::ptrdiff_t>(skip + most), all->end(), better);
    } else {
      sort_by_date(index, *all, options.order == SearchOptions::Order::newest, skip + most);
    }
    shown.assign(all->begin() + static_cast<std::ptrdiff_t>(skip),
                 all->begin() + static_cast<std::ptrdiff_t>(skip + most));
  }
  const concordance::Query words = words_of(index, query);
  for (const Ranked& one : shown) {
    Result<Hit> hit = hit_of(shelf, index, one, words, options);
    if (!hit) return hit.error();
    found.hits.push_back(std::move(*hit));
  }
  found.suggestions = suggestions(index, query);
  return found;
}

}  // namespace stenogram::corpus
