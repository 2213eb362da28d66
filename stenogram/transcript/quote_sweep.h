// The one sweep of a turn for what quotes are made of. Within this room only. Pure; any thread.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "stenogram/transcript/marks.h"
#include "stenogram/transcript/saying.h"
#include "stenogram/transcript/transcript.h"

namespace stenogram::transcript {
namespace quote_sweep {

struct Swept {
  std::vector<QuotationMark> marks;
  std::vector<std::uint64_t> cues;  // where words begin that may be cues
};

// O(turn): a table of bytes says of each whether it can begin a word or a mark.
Swept sweep(std::string_view text, ByteSpan turn, const SayingWords& lexicon);

}  // namespace quote_sweep
}  // namespace stenogram::transcript
