// Sorting the suffixes of a token column by the words that follow, to a bounded depth.
//
// General suffix sorting (SA-IS and its kin) orders suffixes to their very ends, which
// phrases never need, and pays for it with passes over the whole column. Here suffixes
// are first spread by their first word, which a count does; then each word's suffixes
// are sorted by the next three words packed into one integer, and those still equal by
// the three after those, until kSortDepth words are compared or the utterance ends.
// Suffixes equal to there keep the order of the text, so the result is unique.
//
// What neighbours share falls out of the keys, which lie side by side once sorted.
//
// Time O(w log w) word comparisons at worst kSortDepth deep; memory 5 bytes a word for
// the result and 32 for the largest group of one first word.
#pragma once
#include <algorithm>
#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#include "stenogram/concordance/segment.h"

namespace stenogram::concordance {

// The tokens that follow a suffix's first `depth` words, packed so that integers compare
// as the suffixes do. Nothing is read past the end of the utterance, where zeros follow,
// nor beyond kSortDepth.
template <class TokenAt>
std::uint64_t pack(TokenAt token_at, std::uint64_t position, std::uint32_t depth, std::uint32_t tokens_in_key,
                   std::uint32_t bits) {
  std::uint64_t key = 0;
  std::uint32_t i = 0;
  for (; i < tokens_in_key && depth + i < Segment::kSortDepth; ++i) {
    std::uint64_t token = token_at(position + depth + i);
    if (token == 0) break;
    key = key << bits | token;
  }
  std::uint32_t missing = (tokens_in_key - i) * bits;
  return missing >= 64 ? 0 : key << missing;
}

// What a deep sample holds of a suffix whose sample is `key`: the words after those in the key.
template <class TokenAt>
std::uint64_t pack_deep(TokenAt token_at, std::uint64_t position, std::uint64_t key, std::uint32_t tokens_in_key,
                        std::uint32_t bits) {
  const bool ended = (key & ((std::uint64_t{1} << bits) - 1)) == 0;
  return ended ? 0 : pack(token_at, position, 1 + tokens_in_key, tokens_in_key, bits);
}

// How many tokens two such keys share before they differ or end.
inline std::uint32_t shared_tokens(std::uint64_t a, std::uint64_t b, std::uint32_t tokens_in_key, std::uint32_t bits) {
  const std::uint32_t unused = 64 - tokens_in_key * bits;
  const std::uint32_t same = a == b ? tokens_in_key : (std::uint32_t(std::countl_zero(a ^ b)) - unused) / bits;
  const std::uint32_t ended = a == 0 ? tokens_in_key : std::uint32_t(std::countr_zero(a)) / bits;
  return std::min(same, tokens_in_key - ended);
}

// `tokens` ends with a 0. `suffixes` holds, for each token in turn, its positions in
// text order, those of token t in [starts[t], starts[t + 1]); they are sorted in place.
// Returns, for each suffix then, how many words it shares with the one before, at most kMostShared.
std::vector<std::uint8_t> sort_suffixes(std::span<const Token> tokens, std::span<const std::uint32_t> starts,
                                        std::vector<Position>& suffixes, unsigned threads);

}  // namespace stenogram::concordance
