// Small derived sections that builder and merge both write.
#pragma once
#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "stenogram/concordance/format.h"
#include "stenogram/concordance/packed.h"
#include "stenogram/concordance/segment_writer.h"

namespace stenogram::concordance {

inline std::uint64_t key_hash(std::string_view key) { return XXH3_64bits(key.data(), key.size()); }

// Open addressing, at most two thirds full. `starts[i]` is where the key of token i+1
// begins in `keys`.
inline std::vector<std::uint32_t> key_table(std::string_view keys, const std::vector<std::uint32_t>& starts) {
  std::size_t many = starts.size() - 1;
  std::vector<std::uint32_t> table(std::bit_ceil(many + many / 2 + 1));
  std::size_t mask = table.size() - 1;
  for (std::size_t i = 0; i < many; ++i) {
    std::size_t place = key_hash(keys.substr(starts[i], starts[i + 1] - starts[i])) & mask;
    while (table[place] != 0) place = (place + 1) & mask;
    table[place] = std::uint32_t(i + 1);
  }
  return table;
}

// Packs numbers (packed.h) into the section that was begun last.
inline auto packer_into(SegmentWriter& writer, std::uint32_t width) {
  return Packer(width, [&writer](std::string_view lot) { writer.append(lot); });
}

// The column of suffixes over so many tokens, and what stands in it.
constexpr std::uint32_t suffix_width(std::uint64_t tokens) { return width_of(std::uint32_t(tokens)) + kSharedBits; }
constexpr std::uint64_t suffix_entry(std::uint32_t position, std::uint32_t shared) {
  return std::uint64_t{position} << kSharedBits | shared;
}

inline void append_packed(const std::vector<std::uint32_t>& values, std::uint32_t width, SegmentWriter& writer) {
  auto packer = packer_into(writer, width);
  for (std::uint32_t value : values) packer.append(value);
  packer.finish();
}

// Joins in the order of their two words read as one, then of their place; and as they
// stand. `key_at(position)` is what is read.
template <class KeyAt>
void write_joins(std::vector<std::uint32_t> breaks, KeyAt key_at, SegmentWriter& writer) {
  std::vector<std::pair<std::string, std::uint32_t>> keyed;
  keyed.reserve(breaks.size());
  for (std::uint32_t at : breaks) keyed.emplace_back(key_at(at), at);
  std::sort(keyed.begin(), keyed.end());
  std::vector<std::uint32_t> joins;
  joins.reserve(keyed.size());
  for (const auto& [key, at] : keyed) joins.push_back(at);
  writer.section(Section::joins, joins);
  writer.section(Section::breaks, breaks);
}

// The utterance that holds every 256th position; `starts` ends with the column's size.
inline void append_landmarks(const std::vector<std::uint32_t>& starts, SegmentWriter& writer) {
  std::uint32_t utterance = 0;
  for (std::uint64_t at = 0; at < starts.back(); at += kLandmarkEvery) {
    while (starts[utterance + 1] <= at) ++utterance;
    writer.append_value(utterance);
  }
}

}  // namespace stenogram::concordance
