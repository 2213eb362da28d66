#include "stenogram/concordance/index.h"

#include <algorithm>
#include <array>
#include <cassert>

#include "stenogram/concordance/index_state.h"
#include "stenogram/concordance/pattern.h"

namespace stenogram::concordance {

// -- Removal

Removals::Removals(const Segment& segment, std::span<const DocumentNumber> removed)
    : documents((segment.document_count() + 63) / 64) {
  for (DocumentNumber number : removed) {
    std::uint32_t document = segment.find_document(number);
    if (document == kNone || has(document)) continue;
    documents[document >> 6] |= std::uint64_t{1} << (document & 63);
    ++count;
    DocumentRow row = segment.document(document);
    utterances += row.end_utterance - row.first_utterance;
    for (std::uint32_t at = row.first_utterance; at < row.end_utterance; ++at) words += segment.words_of(at);
  }
}

std::unordered_map<Token, RemovedCount> Removals::counts(const Segment& segment) const {
  std::unordered_map<Token, RemovedCount> counts;
  std::vector<Token> tokens;
  for (std::uint32_t document = 0; document < segment.document_count(); ++document) {
    if (!has(document)) continue;
    DocumentRow row = segment.document(document);
    for (std::uint32_t at = row.first_utterance; at < row.end_utterance; ++at) {
      tokens.clear();
      Position begin = segment.begin_of(at), end = begin + segment.words_of(at);
      for (Position position = begin; position < end; ++position) tokens.push_back(segment.token(position));
      std::sort(tokens.begin(), tokens.end());
      for (std::size_t i = 0; i < tokens.size(); ++i) {
        RemovedCount& of = counts[tokens[i]];
        ++of.occurrences;
        of.utterances += i == 0 || tokens[i - 1] != tokens[i];
      }
    }
  }
  return counts;
}

const RemovedCount& Index::State::removed(std::uint32_t segment, Token token) const {
  static const RemovedCount kNothing;
  if (!any_removed) return kNothing;
  std::call_once(removed_once_, [this] {
    for (std::size_t i = 0; i < segments.size(); ++i) removed_counts_.push_back(removals[i].counts(*segments[i]));
  });
  auto found = removed_counts_[segment].find(token);
  return found == removed_counts_[segment].end() ? kNothing : found->second;
}

const std::vector<std::vector<std::uint32_t>>& Index::State::ranks() const {
  std::call_once(ranks_once_, [this] {
    if (segments.size() < 2) return;
    for (const auto& segment : segments) ranks_.emplace_back(segment->lexicon_size() + 1);
    std::uint32_t rank = 0;
    each_word(segments, [&](std::string_view, const std::vector<Token>& tokens) {
      ++rank;
      for (std::size_t i = 0; i < tokens.size(); ++i)
        if (tokens[i] != 0) ranks_[i][tokens[i]] = rank;
    });
  });
  return ranks_;
}

void sort_positions(std::vector<Position>& positions) {
  constexpr int kDigit = 11;
  constexpr std::size_t kValues = std::size_t{1} << kDigit;
  if (positions.size() < 2000) {
    std::sort(positions.begin(), positions.end());
    return;
  }
  std::vector<Position> spare(positions.size());
  Position most = *std::max_element(positions.begin(), positions.end());
  for (int shift = 0; shift < 32 && (most >> shift) != 0; shift += kDigit) {
    std::array<std::uint32_t, kValues + 1> counts{};
    for (Position position : positions) ++counts[((position >> shift) & (kValues - 1)) + 1];
    for (std::size_t value = 1; value <= kValues; ++value) counts[value] += counts[value - 1];
    for (Position position : positions) spare[counts[(position >> shift) & (kValues - 1)]++] = position;
    positions.swap(spare);
  }
}

// -- A snapshot

Index::Index() : state_(std::make_shared<State>()) {}

Result<Index> Index::of(std::vector<std::shared_ptr<const Segment>> segments, std::span<const DocumentNumber> removed) {
  std::erase_if(segments, [](const auto& segment) { return segment->document_count() == 0; });
  auto first = [](const auto& segment) { return segment->document(0).number; };
  std::sort(segments.begin(), segments.end(), [&](const auto& a, const auto& b) { return first(a) < first(b); });
  for (std::size_t i = 1; i < segments.size(); ++i) {
    const Segment& before = *segments[i - 1];
    if (before.document(before.document_count() - 1).number >= first(segments[i]))
      return Error::damaged(segments[i]->path().string(),
                            "holds documents that " + before.path().filename().string() + " holds too",
                            "rebuild with `stenogram verify --rebuild`");
  }
  auto state = std::make_shared<State>();
  state->segments = std::move(segments);
  for (const auto& segment : state->segments) {
    const Removals& gone = state->removals.emplace_back(*segment, removed);
    state->any_removed |= gone.count > 0;
    state->totals.documents += segment->document_count() - gone.count;
    state->totals.utterances += segment->utterance_count() - gone.utterances;
    state->totals.words += segment->words() - gone.words;
  }
  Index index;
  index.state_ = std::move(state);
  return index;
}

const std::vector<std::shared_ptr<const Segment>>& Index::segments() const { return state_->segments; }

bool Index::alive(std::uint32_t segment, std::uint32_t document) const {
  return !state_->removals[segment].has(document);
}

Index::Totals Index::totals() const { return state_->totals; }

Selection Index::all() const { return select({}); }

Selection Index::select(const Filter& filter) const {
  Selection selection;
  selection.index_ = *this;
  selection.utterances_ = filter.utterances;
  selection.everything_ = !filter.documents && !filter.utterances && !state_->any_removed;
  for (std::size_t i = 0; i < state_->segments.size(); ++i) {
    const Segment& segment = *state_->segments[i];
    const Removals& gone = state_->removals[i];
    auto& bits = selection.documents_.emplace_back(gone.documents.size());
    if (!filter.documents) {
      for (std::size_t word = 0; word < bits.size(); ++word) bits[word] = ~gone.documents[word];
      if (segment.document_count() % 64 != 0 && !bits.empty())
        bits.back() &= (std::uint64_t{1} << (segment.document_count() % 64)) - 1;
      continue;
    }
    for (std::uint32_t document = 0; document < segment.document_count(); ++document)
      if (!gone.has(document) && filter.documents(segment.document(document)))
        bits[document >> 6] |= std::uint64_t{1} << (document & 63);
  }
  return selection;
}

bool Selection::takes(std::uint32_t segment, std::uint32_t utterance) const {
  if (everything_) return true;
  const Segment& from = *index_.segments()[segment];
  std::uint32_t document = from.document_of(utterance);
  if (!takes_document(segment, document)) return false;
  if (!utterances_) return true;
  return utterances_(from.document(document), from.utterance(utterance));
}

std::uint64_t Index::count(std::string_view word) const {
  std::uint64_t total = 0;
  for (std::uint32_t i = 0; i < state_->segments.size(); ++i) {
    Token token = state_->segments[i]->token_of(word);
    total += state_->segments[i]->occurrences(token) - state_->removed(i, token).occurrences;
  }
  return total;
}

std::uint64_t Index::utterances_with(std::string_view word) const {
  std::uint64_t total = 0;
  for (std::uint32_t i = 0; i < state_->segments.size(); ++i) {
    Token token = state_->segments[i]->token_of(word);
    total += state_->segments[i]->utterances_with(token) - state_->removed(i, token).utterances;
  }
  return total;
}

// -- Patterns

Pattern phrase(std::span<const std::string> words) {
  Pattern pattern;
  for (const std::string& word : words) pattern.push_back(Slot{{word}, {}, {}, 0, 0});
  return pattern;
}

Pattern phrase(std::initializer_list<std::string_view> words) {
  Pattern pattern;
  for (std::string_view word : words) pattern.push_back(Slot{{std::string(word)}, {}, {}, 0, 0});
  return pattern;
}

std::uint64_t Index::count(const Pattern& pattern) const { return count(pattern, all()); }

std::uint64_t Index::count(const Pattern& pattern, const Selection& selection) const {
  std::uint64_t total = 0;
  for (std::uint32_t i = 0; i < state_->segments.size(); ++i) {
    const Segment& segment = *state_->segments[i];
    PatternMatches found = PatternMatcher(segment, pattern).match();
    if (selection.everything()) {
      total += found.total();
      continue;
    }
    found.each([&](Position first, std::uint32_t) {
      total += selection.takes(i, segment.utterance_at(first));
      return true;
    });
  }
  return total;
}

std::vector<Match> Index::find(const Pattern& pattern, const Selection& selection, std::size_t most) const {
  std::vector<Match> matches;
  for (std::uint32_t i = 0; i < state_->segments.size() && matches.size() < most; ++i) {
    const Segment& segment = *state_->segments[i];
    PatternMatches found = PatternMatcher(segment, pattern).match();
    // Only the first few of very many are wanted: no need to sort the rest.
    std::size_t wanted = selection.everything() ? most - matches.size() : std::size_t(-1);
    found.sort(wanted);
    found.each([&](Position first, std::uint32_t words) {
      if (selection.takes(i, selection.everything() ? 0 : segment.utterance_at(first)))
        matches.push_back({i, first, words});
      return matches.size() < most;
    });
  }
  return matches;
}

std::vector<Match> Index::some(const Pattern& pattern, const Selection& selection, std::size_t most) const {
  std::vector<Match> matches;
  for (std::uint32_t i = 0; i < state_->segments.size() && matches.size() < most; ++i) {
    const Segment& segment = *state_->segments[i];
    PatternMatcher(segment, pattern).match().each([&](Position first, std::uint32_t words) {
      if (selection.takes(i, selection.everything() ? 0 : segment.utterance_at(first)))
        matches.push_back({i, first, words});
      return matches.size() < most;
    });
  }
  return matches;
}

std::size_t Index::longest_run(std::span<const std::string> words) const {
  std::size_t longest = 0;
  std::vector<Token> tokens;
  for (const auto& segment : state_->segments) {
    tokens.clear();
    for (const std::string& word : words.first(std::min<std::size_t>(words.size(), Segment::kSortDepth))) {
      if (segment->join_count() > 0) {
        auto [first, last] = segment->joins_of(word, false);
        if (first < last) return words.size();
      }
      tokens.push_back(segment->token_of(word));
    }
    longest = std::max<std::size_t>(longest, segment->longest_match(tokens).length);
  }
  return longest == Segment::kSortDepth ? words.size() : longest;
}

Place Index::place(const Match& match) const {
  const Segment& segment = *state_->segments[match.segment];
  std::uint32_t number = segment.utterance_at(match.first);
  UtteranceRow row = segment.utterance(number);
  DocumentRow document = segment.document(row.document);
  std::uint64_t begin = match.first - std::min(row.begin, match.first);
  return {document.number, number - std::min(document.first_utterance, number), TokenRange{begin, begin + match.words},
          UtteranceInfo{row.turn, row.note, row.speaker, row.kind}};
}

ByteSpan Index::bytes(const Match& match) const {
  if (match.words == 0) return {};
  const Segment& segment = *state_->segments[match.segment];
  std::uint64_t begin = segment.span(match.first).begin;
  return {begin, std::max(begin, segment.span(match.first + match.words - 1).end)};
}

std::vector<Index::Entry> Index::lexicon(std::string_view prefix, std::size_t most) const {
  std::vector<Token> next, end;
  for (const auto& segment : state_->segments) {
    auto [first, last] = segment->prefix_range(prefix);
    next.push_back(first);
    end.push_back(last);
  }
  std::vector<Entry> entries;
  while (entries.size() < most) {
    std::string_view least;
    bool any = false;
    for (std::size_t i = 0; i < next.size(); ++i) {
      if (next[i] >= end[i]) continue;
      std::string_view key = state_->segments[i]->key_of(next[i]);
      if (!any || key < least) least = key;
      any = true;
    }
    if (!any) break;
    Entry entry{std::string(least), 0};
    for (std::size_t i = 0; i < next.size(); ++i)
      if (next[i] < end[i] && state_->segments[i]->key_of(next[i]) == entry.word)
        entry.count += state_->segments[i]->occurrences(next[i]++);
    entries.push_back(std::move(entry));
  }
  return entries;
}

}  // namespace stenogram::concordance
