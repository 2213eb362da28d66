// Which turns of one copy answer to which of another.
//
// First by the words they share, wherever they stand; then the short ones that are left
// ("So what?") by their place between those. Pure; any thread.
#pragma once
#include <cstdint>
#include <vector>

#include "stenogram/corpus/document.h"
#include "stenogram/reuse/blocks.h"

namespace stenogram::reuse {

struct PairedTurns {
  std::vector<std::uint32_t> a, b;  // n of turns, ascending; one side may be empty
  bool moved = false;
};

// In order of `a`; turns of `b` alone follow what they follow there.
std::vector<PairedTurns> pair_turns(const corpus::Document& a, const corpus::Document& b);

}  // namespace stenogram::reuse
