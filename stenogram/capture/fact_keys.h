// What sources call the facts of a page, from data/fact_keys.txt.
#pragma once
#include <cstdint>
#include <string_view>

namespace stenogram::capture {

enum class FactSource : std::uint8_t { front_matter, meta, json_ld, microformat };

// The key of Fact for a name as the source writes it, letter case aside; empty where the
// name says nothing we keep. The view lives as long as the program.
std::string_view fact_key(FactSource source, std::string_view name);

// How good a witness that name is for its key: smaller is better.
int fact_rank(FactSource source, std::string_view name);

}  // namespace stenogram::capture
