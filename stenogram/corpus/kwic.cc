#include "stenogram/corpus/kwic.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "stenogram/concordance/lines.h"
#include "stenogram/corpus/evaluate.h"
#include "stenogram/corpus/snippet.h"

namespace stenogram::corpus {
namespace {

using concordance::Index;
using concordance::Match;

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// The word of the utterance that `at` cuts in two, if there is one.
const text::Word* cut_word(const Utterance& utterance, std::uint64_t at) {
  auto after = std::partition_point(utterance.words.begin(), utterance.words.end(),
                                    [&](const text::Word& word) { return word.end <= at; });
  return after != utterance.words.end() && after->begin < at ? &*after : nullptr;
}

// Where the context of `width` characters before and after `match` begins and ends.
ByteSpan context(std::string_view text, const Utterance& utterance, ByteSpan all, ByteSpan match, std::size_t width) {
  ByteSpan shown = match;
  for (std::size_t n = 0; n < width && shown.begin > all.begin; ++n) do
      --shown.begin;
    while (shown.begin > all.begin && continues_character(text[shown.begin]));
  for (std::size_t n = 0; n < width && shown.end < all.end; ++n) do
      ++shown.end;
    while (shown.end < all.end && continues_character(text[shown.end]));
  if (const text::Word* word = cut_word(utterance, shown.begin))
    shown.begin = std::min<std::uint64_t>(word->end, match.begin);
  if (const text::Word* word = cut_word(utterance, shown.end))
    shown.end = std::max<std::uint64_t>(word->begin, match.end);
  return shown;
}

// Names are compared once each, then matches by the rank of their speaker's name.
Status sort_by_speaker(const Shelf& shelf, const Index& index, std::vector<Match>& matches) {
  std::map<std::string, std::uint32_t, std::less<>> ranks;
  std::vector<std::map<std::string, std::uint32_t, std::less<>>::iterator> speaker_of;
  std::shared_ptr<const DocumentFacts> facts;
  DocumentNumber held = 0;
  for (const Match& match : matches) {
    const concordance::Place place = index.place(match);
    if (!facts || held != place.document) {
      Result<std::shared_ptr<const DocumentFacts>> fetched = shelf.facts(place.document);
      if (!fetched) return fetched.error();
      facts = *fetched;
      held = place.document;
    }
    speaker_of.push_back(ranks.try_emplace(std::string(speaker_name(*facts, place.info)), 0).first);
  }
  std::uint32_t next = 0;
  for (auto& [name, rank] : ranks) rank = name.empty() ? concordance::kNone : next++;
  std::vector<std::pair<std::uint32_t, Match>> ranked;
  for (std::size_t i = 0; i < matches.size(); ++i) ranked.push_back({speaker_of[i]->second, matches[i]});
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (std::size_t i = 0; i < matches.size(); ++i) matches[i] = ranked[i].second;
  return {};
}

Status sort(const Shelf& shelf, const Index& index, KwicOptions::Order order, std::vector<Match>& matches) {
  switch (order) {
    case KwicOptions::Order::place: return {};
    case KwicOptions::Order::left: concordance::sort_by_left(index, matches); return {};
    case KwicOptions::Order::right: concordance::sort_by_right(index, matches); return {};
    case KwicOptions::Order::date: concordance::sort_by_date(index, matches); return {};
    case KwicOptions::Order::speaker: return sort_by_speaker(shelf, index, matches);
  }
  return {};
}

void keep_within(const Index& index, const BoundPattern& one, std::vector<Match>& matches) {
  std::erase_if(matches, [&](const Match& match) {
    const concordance::Segment& segment = *index.segments()[match.segment];
    return !one.documents(segment.document(segment.document_of(segment.utterance_at(match.first))));
  });
}

}  // namespace

Result<Line> line_of(const Shelf& shelf, const Index& index, const Match& match, std::size_t width) {
  const concordance::Place place = index.place(match);
  Result<std::shared_ptr<const Document>> document = shelf.document(place.document);
  if (!document) return document.error();
  Result<std::shared_ptr<const DocumentFacts>> facts = shelf.facts(place.document);
  if (!facts) return facts.error();
  if (place.utterance >= (*document)->utterances.size() ||
      place.words.end > (*document)->utterances[place.utterance].words.size() || place.words.empty())
    return Error::damaged((*document)->id, "the index and the record part ways", "run `stenogram verify --rebuild`");
  const Utterance& utterance = (*document)->utterances[place.utterance];

  Line line;
  static_cast<Standing&>(line) = standing_of(**facts, **document, place.document, place.utterance);
  line.words = place.words;
  line.span = {utterance.words[place.words.begin].begin, utterance.words[place.words.end - 1].end};
  line.address = passage_address(**document, utterance.turn, line.span);
  const std::string& text = (*document)->text;
  const ByteSpan shown = context(text, utterance, surroundings(**document, utterance), line.span, width);
  line.left = slice(text, {shown.begin, line.span.begin});
  line.match = slice(text, line.span);
  line.right = slice(text, {line.span.end, shown.end});
  return line;
}

std::vector<Match> matches_of(const Index& index, const PhraseQuery& phrase, const concordance::Selection& selection,
                              std::size_t most) {
  std::vector<Match> matches;
  const std::vector<BoundPattern> patterns = patterns_of(index, phrase);
  for (const BoundPattern& one : patterns) {
    std::vector<Match> found = index.find(one.pattern, selection, one.documents ? std::size_t(-1) : most);
    if (one.documents) keep_within(index, one, found);
    if (patterns.size() == 1) return found;
    matches.insert(matches.end(), found.begin(), found.end());
  }
  std::sort(matches.begin(), matches.end());
  matches.erase(std::unique(matches.begin(), matches.end()), matches.end());
  if (matches.size() > most) matches.resize(most);
  return matches;
}

concordance::Drawn places_of(const Index& index, const PhraseQuery& phrase, const concordance::Selection& selection,
                             std::size_t most, std::uint64_t seed) {
  const std::vector<BoundPattern> patterns = patterns_of(index, phrase);
  if (patterns.size() == 1 && !patterns.front().documents)
    return concordance::draw(index, patterns.front().pattern, selection, most, seed);
  concordance::Drawn all;
  all.matches = matches_of(index, phrase, selection);
  all.total = all.matches.size();
  return all;
}

Result<Lines> kwic(const Shelf& shelf, const PhraseQuery& phrase, const KwicOptions& options) {
  const Index index = shelf.index();
  Result<concordance::Selection> selection = select(shelf, index, phrase.filters);
  if (!selection) return selection.error();

  // The first lines in order of place need no more than themselves and a count.
  Lines result;
  std::vector<Match> matches;
  const std::vector<BoundPattern> patterns = patterns_of(index, phrase);
  const bool first_lines = options.order == KwicOptions::Order::place && !options.sample &&
                           (!options.most || selection->everything()) && patterns.size() == 1 &&
                           !patterns.front().documents && options.limit < std::size_t(-1) - options.skip;
  if (first_lines) {
    matches = index.find(patterns.front().pattern, *selection, options.skip + options.limit);
    result.total = index.count(patterns.front().pattern, *selection);
    result.reach = result.total;
  } else {
    concordance::Drawn drawn = places_of(
        index, phrase, *selection, options.most && !options.sample ? *options.most : std::size_t(-1), options.seed);
    matches = std::move(drawn.matches);
    result.total = drawn.total;
    result.sampled = drawn.sampled;
    result.estimated = drawn.estimated;
    if (options.sample) matches = concordance::sample(matches, *options.sample, options.seed);
    Status sorted = sort(shelf, index, options.order, matches);
    if (!sorted) return sorted.error();
    result.reach = matches.size();
  }
  for (std::size_t i = options.skip; i < matches.size() && result.lines.size() < options.limit; ++i) {
    Result<Line> line = line_of(shelf, index, matches[i], options.width);
    if (!line) return line.error();
    result.lines.push_back(std::move(*line));
  }
  if (result.total == 0) result.suggestions = suggestions(index, phrase.alternatives);
  return result;
}

}  // namespace stenogram::corpus
