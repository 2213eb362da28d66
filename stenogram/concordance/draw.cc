#include "stenogram/concordance/draw.h"

#include <algorithm>

#include "stenogram/concordance/pattern.h"

namespace stenogram::concordance {
namespace {

// A part of the first step, in 2^-32. SplitMix64 (Steele, Lea and Flood 2014), as in
// lines.cc: the same on every machine.
std::uint64_t beginning(std::uint64_t seed) {
  std::uint64_t mixed = seed + 0x9e3779b97f4a7c15;
  mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
  mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
  return (mixed ^ (mixed >> 31)) >> 32;
}

// A place looked at out of order costs about as much as so many words read in order.
constexpr std::uint64_t kWordsAPlace = 8;

// Every place that is selected, looking at each.
void take_all(const Index& index, std::uint32_t number, const PatternMatches& found, const Selection& selection,
              std::vector<Match>& out) {
  const Segment& segment = *index.segments()[number];
  const std::size_t before = out.size();
  found.each([&](Position first, std::uint32_t words) {
    if (selection.everything() || selection.takes(number, segment.utterance_at(first)))
      out.push_back({number, first, words});
    return true;
  });
  std::sort(out.begin() + std::ptrdiff_t(before), out.end());
}

// Words of the documents that are selected, whole or in part.
std::uint64_t words_of(const Segment& segment, std::uint32_t number, const Selection& selection) {
  std::uint64_t words = 0;
  for (std::uint32_t d = 0; d < segment.document_count(); ++d) {
    if (!selection.takes_document(number, d)) continue;
    const DocumentRow row = segment.document(d);
    if (row.first_utterance == row.end_utterance) continue;
    const std::uint32_t last = row.end_utterance - 1;
    words += segment.begin_of(last) + segment.words_of(last) - segment.begin_of(row.first_utterance);
  }
  return words;
}

// Every place in one document that is selected, by reading it.
void read_document(const Index& index, std::uint32_t number, const DocumentRow& row, PatternMatcher& matcher,
                   const Selection& selection, std::vector<Match>& out) {
  const Segment& segment = *index.segments()[number];
  for (std::uint32_t u = row.first_utterance; u < row.end_utterance; ++u) {
    if (selection.by_utterance() && !selection.takes(number, u)) continue;
    const std::size_t before = out.size();
    matcher.match_within(segment.begin_of(u), segment.begin_of(u) + segment.words_of(u), out);
    for (std::size_t i = before; i < out.size(); ++i) out[i].segment = number;
  }
}

// The same of all documents, from end to end.
void read_all(const Index& index, std::uint32_t number, PatternMatcher& matcher, const Selection& selection,
              std::vector<Match>& out) {
  const Segment& segment = *index.segments()[number];
  for (std::uint32_t d = 0; d < segment.document_count(); ++d)
    if (selection.takes_document(number, d)) read_document(index, number, segment.document(d), matcher, selection, out);
}

// The places of the first document that has any, going through the dated ones in this order.
std::vector<Match> first_found(const Index& index, const Pattern& pattern, const Selection& selection, bool backward) {
  struct Dated {
    std::int32_t date;
    std::uint32_t segment, document;
    auto operator<=>(const Dated&) const = default;
  };
  std::vector<Dated> dated;
  std::vector<PatternMatcher> matchers;
  for (std::uint32_t s = 0; s < index.segments().size(); ++s) {
    const Segment& segment = *index.segments()[s];
    matchers.emplace_back(segment, pattern);
    for (std::uint32_t d = 0; d < segment.document_count(); ++d)
      if (selection.takes_document(s, d) && segment.document(d).date != kUndated)
        dated.push_back({segment.document(d).date, s, d});
  }
  std::sort(dated.begin(), dated.end());
  if (backward) std::reverse(dated.begin(), dated.end());
  std::vector<Match> found;
  for (std::size_t i = 0; i < dated.size() && found.empty(); ++i) {
    const Dated& one = dated[i];
    read_document(index, one.segment, index.segments()[one.segment]->document(one.document), matchers[one.segment],
                  selection, found);
  }
  return found;
}

}  // namespace

Drawn draw(const Index& index, const Pattern& pattern, const Selection& selection, std::size_t most,
           std::uint64_t seed) {
  Drawn drawn;
  std::vector<PatternMatches> found;
  std::uint64_t everywhere = 0;
  for (const auto& segment : index.segments()) {
    found.push_back(PatternMatcher(*segment, pattern).match());
    everywhere += found.back().total();
  }
  const auto segments = std::uint32_t(found.size());
  if (everywhere > most && most > 0) {
    // Steps are longer than one place, so none is met twice, and the segments are walked once.
    const std::uint64_t begin = beginning(seed);
    std::uint32_t at = 0;
    std::uint64_t passed = 0;  // places of the segments before
    for (std::uint64_t step = 0; step < most; ++step) {
      const std::uint64_t ordinal =
          std::uint64_t(((static_cast<unsigned __int128>(step) << 32) + begin) * everywhere / most >> 32);
      while (ordinal - passed >= found[at].total()) passed += found[at++].total();
      const Match match = found[at].nth(ordinal - passed);
      if (match.words == 0) continue;
      if (selection.everything() || selection.takes(at, index.segments()[at]->utterance_at(match.first)))
        drawn.matches.push_back({at, match.first, match.words});
    }
    drawn.sampled = true;
    drawn.estimated = !selection.everything();
    drawn.total = drawn.estimated
                      ? std::uint64_t(static_cast<unsigned __int128>(everywhere) * drawn.matches.size() / most)
                      : everywhere;
    if (drawn.total > most) {
      std::sort(drawn.matches.begin(), drawn.matches.end());
      return drawn;
    }
    drawn = {};
  }
  for (std::uint32_t s = 0; s < segments; ++s) {
    const Segment& segment = *index.segments()[s];
    if (!selection.everything() && words_of(segment, s, selection) < found[s].total() * kWordsAPlace) {
      PatternMatcher matcher(segment, pattern);
      read_all(index, s, matcher, selection, drawn.matches);
    } else {
      take_all(index, s, found[s], selection, drawn.matches);
    }
  }
  drawn.total = drawn.matches.size();
  return drawn;
}

std::optional<Match> earliest(const Index& index, const Pattern& pattern, const Selection& selection) {
  const std::vector<Match> found = first_found(index, pattern, selection, false);
  return found.empty() ? std::nullopt : std::optional(found.front());
}

std::optional<Match> latest(const Index& index, const Pattern& pattern, const Selection& selection) {
  const std::vector<Match> found = first_found(index, pattern, selection, true);
  return found.empty() ? std::nullopt : std::optional(found.back());
}

}  // namespace stenogram::concordance
