#include "stenogram/reuse/candidates.h"

#include <algorithm>
#include <unordered_map>

namespace stenogram::reuse {
namespace {

using concordance::Segment;
using concordance::Token;

// Runs of the text as [begin, end) in its words.
using Runs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

// Where the run that begins at `at` ends; 0 where it would reach across `end`.
std::uint32_t end_of_run(const Sought& sought, std::uint32_t at, std::uint32_t end) {
  std::uint32_t stop = at, bytes = 0;
  while (stop < end && (stop - at < kLeastRun || bytes < kLeastRunBytes))
    bytes += std::uint32_t(sought.key(stop++).size());
  return stop - at < kLeastRun || bytes < kLeastRunBytes || stop - at > Segment::kSortDepth ? 0 : stop;
}

// Of the places [at, last), that of the rarest word which is said often enough.
std::uint32_t rarest(const Sought& sought, std::uint32_t at, std::uint32_t last) {
  std::uint32_t best = at, least = concordance::kNone;
  for (; at < last; ++at) {
    const std::uint32_t said = sought.segment->occurrences(sought.tokens[at]);
    if (said >= kLeastSaid && said < least) best = at, least = said;
  }
  return best;
}

Runs runs_of(const Sought& sought) {
  Runs runs;
  const std::uint32_t step = std::clamp(sought.words() / 8, 4u, kStep);
  std::uint32_t begin = 0, next = 0;
  for (std::uint32_t end : sought.ends) {
    for (std::uint32_t at = std::max(begin, next); at + kLeastRun <= end; at += step, next = at) {
      std::uint32_t first = at, stop = 0;
      if (sought.segment) {
        first = rarest(sought, at, std::min(at + step, end - kLeastRun + 1));
        stop = end_of_run(sought, first, end);
      }
      if (stop == 0) stop = end_of_run(sought, first = at, end);
      if (stop != 0) runs.push_back({first, stop});
    }
    begin = end;
  }
  return runs;
}

struct Vote {
  std::uint32_t count = 0, last = 0;  // runs shared; the last of them, from 1
};

// The position at which documents numbered `before` and later begin.
concordance::Position end_before(const Segment& segment, concordance::DocumentNumber before) {
  std::uint32_t first = 0, last = segment.document_count();
  while (first < last) {
    const std::uint32_t middle = first + (last - first) / 2;
    if (segment.document(middle).number < before) first = middle + 1;
    else last = middle;
  }
  if (first == segment.document_count()) return segment.size();
  const std::uint32_t utterance = segment.document(first).first_utterance;
  return utterance < segment.utterance_count() ? segment.begin_of(utterance) : segment.size();
}

std::uint32_t words_of(const Segment& segment, std::uint32_t row) {
  const concordance::DocumentRow document = segment.document(row);
  if (document.first_utterance >= document.end_utterance) return 0;
  const std::uint64_t end =
      std::uint64_t(segment.begin_of(document.end_utterance - 1)) + segment.words_of(document.end_utterance - 1);
  return std::uint32_t(end - segment.begin_of(document.first_utterance)) -
         (document.end_utterance - document.first_utterance - 1);
}

}  // namespace

Sought sought_in(const Segment& segment, std::uint32_t row) {
  Sought sought;
  sought.segment = &segment;
  const concordance::DocumentRow document = segment.document(row);
  for (std::uint32_t u = document.first_utterance; u < document.end_utterance; ++u) {
    const concordance::UtteranceRow utterance = segment.utterance(u);
    for (concordance::Position at = utterance.begin; at < utterance.end; ++at)
      if (Token token = segment.token(at); token > 0 && token <= segment.lexicon_size()) sought.tokens.push_back(token);
    sought.ends.push_back(std::uint32_t(sought.tokens.size()));
  }
  return sought;
}

std::vector<Candidate> candidates(const concordance::Index& index, const Sought& sought,
                                  concordance::DocumentNumber before, concordance::MappedLimit* mapped) {
  const auto runs = runs_of(sought);
  // Only what came earlier is looked at, so that answers do not depend on what came since.
  struct Part {
    const Segment* segment;
    std::uint32_t number = 0;
    concordance::Position end = 0;                  // of the documents before `before`
    std::unordered_map<std::uint32_t, Vote> votes;  // by row
  };
  std::vector<Part> parts;
  for (std::uint32_t s = 0; s < index.segments().size(); ++s) {
    const Segment& segment = *index.segments()[s];
    const concordance::Position end = end_before(segment, before);
    if (end > 0) parts.push_back({&segment, s, end, {}});
  }
  std::vector<Token> tokens;
  std::vector<std::pair<Part*, concordance::Position>> places;
  for (std::uint32_t r = 0; r < runs.size(); ++r) {
    // A run is looked up all over the index, and each page that it touches brings its neighbours along.
    if (mapped && r % 16 == 15) mapped->keep();
    places.clear();
    bool formula = false;
    for (Part& part : parts) {
      if (formula) break;
      tokens.clear();
      for (std::uint32_t at = runs[r].first; at < runs[r].second; ++at) {
        const Token token = part.segment == sought.segment ? sought.tokens[at] : part.segment->token_of(sought.key(at));
        if (token == 0) break;
        tokens.push_back(token);
      }
      if (tokens.size() < runs[r].second - runs[r].first) continue;
      const concordance::Interval interval = part.segment->phrase_interval(tokens);
      formula = interval.size() > kFormula * 16;
      for (std::uint32_t i = interval.first; i < interval.last && !formula; ++i) {
        const concordance::Position at = part.segment->suffix(i);
        if (at < part.end) places.push_back({&part, at});
        formula = places.size() > kFormula;
      }
    }
    if (formula) continue;
    for (auto& [part, at] : places) {
      Vote& vote = part->votes[part->segment->document_of(part->segment->utterance_at(at))];
      if (vote.last == r + 1) continue;
      vote.last = r + 1;
      ++vote.count;
    }
  }
  std::vector<Candidate> found;
  for (const Part& part : parts)
    for (const auto& [row, vote] : part.votes)
      if (index.alive(part.number, row))
        found.push_back(
            {part.segment->document(row).number, part.number, row, vote.count, words_of(*part.segment, row)});

  // A copy shares runs in proportion to the shorter of both; formulas are a few of many.
  const double steps = std::max<double>(1, double(runs.size()));
  const double step = std::max(1.0, double(sought.words()) / steps);
  auto share = [&](const Candidate& one) { return one.votes / std::min(steps, std::max(1.0, one.words / step)); };
  std::erase_if(found, [&](const Candidate& one) {
    const bool brief = one.words < 4 * kStep || sought.words() < 4 * kStep;
    return share(one) < 0.12 || one.votes < (brief ? 1u : 2u);
  });
  std::sort(found.begin(), found.end(), [&](const Candidate& x, const Candidate& y) {
    const double sx = share(x), sy = share(y);
    return sx != sy ? sx > sy : x.document < y.document;
  });
  if (found.size() > kMostCandidates) found.resize(kMostCandidates);
  return found;
}

}  // namespace stenogram::reuse
