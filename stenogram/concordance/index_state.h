// What an Index shares among its copies. Everything but the two tables that are made
// when first asked for is fixed at birth.
#pragma once
#include <mutex>
#include <unordered_map>
#include <vector>

#include "stenogram/concordance/index.h"

namespace stenogram::concordance {

// How much of a word goes with the documents removed from a segment.
struct RemovedCount {
  std::uint32_t occurrences = 0, utterances = 0;
};

// The documents removed from one segment.
struct Removals {
  std::vector<std::uint64_t> documents;  // a bit each
  std::uint32_t count = 0;
  std::uint64_t utterances = 0, words = 0;

  Removals(const Segment& segment, std::span<const DocumentNumber> removed);
  bool has(std::uint32_t document) const { return documents[document >> 6] >> (document & 63) & 1; }
  // Reads the removed documents' words. O(words removed).
  std::unordered_map<Token, RemovedCount> counts(const Segment& segment) const;
};

struct Index::State {
  std::vector<std::shared_ptr<const Segment>> segments;
  std::vector<Removals> removals;
  bool any_removed = false;
  Totals totals;

  const RemovedCount& removed(std::uint32_t segment, Token token) const;
  // For each segment, by token, the word's rank among the words of all of them; empty
  // where there is but one segment, whose tokens are ranks already.
  const std::vector<std::vector<std::uint32_t>>& ranks() const;

 private:
  mutable std::once_flag removed_once_, ranks_once_;
  mutable std::vector<std::unordered_map<Token, RemovedCount>> removed_counts_;
  mutable std::vector<std::vector<std::uint32_t>> ranks_;
};

// Calls take(key, tokens) for each word of `segments` in byte order of keys; tokens[i]
// is its token in segment i, or 0.
template <class Take>
void each_word(std::span<const std::shared_ptr<const Segment>> segments, Take take) {
  std::vector<Token> next(segments.size(), 1), tokens(segments.size());
  for (;;) {
    std::string_view least;
    bool any = false;
    for (std::size_t i = 0; i < segments.size(); ++i) {
      if (next[i] > segments[i]->lexicon_size()) continue;
      std::string_view key = segments[i]->key_of(next[i]);
      if (!any || key < least) least = key;
      any = true;
    }
    if (!any) return;
    for (std::size_t i = 0; i < segments.size(); ++i) {
      bool here = next[i] <= segments[i]->lexicon_size() && segments[i]->key_of(next[i]) == least;
      tokens[i] = here ? next[i]++ : 0;
    }
    take(least, tokens);
  }
}

// Ascending, without looking at more than the digits in use.
void sort_positions(std::vector<Position>& positions);

}  // namespace stenogram::concordance
