#include "stenogram/transcript/quote_sweep.h"

#include <algorithm>
#include <array>

#include "stenogram/transcript/characters.h"

namespace stenogram::transcript {
namespace quote_sweep {
namespace {

enum class Byte : std::uint8_t { other, letter, lead, mark, maybe_mark };

// Letters and digits of ASCII, bytes that begin or continue a character of more bytes,
// and the first bytes of quotation marks.
constexpr std::array<Byte, 256> kBytes = [] {
  std::array<Byte, 256> table{};
  for (int c = 0; c < 256; ++c) {
    bool letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z' && c < 0x80;
    table[std::size_t(c)] = letter ? Byte::letter : c >= 0x80 ? Byte::lead : Byte::other;
  }
  table['"'] = table['\''] = Byte::mark;
  for (int c : {0xC2, 0xE2, 0xE3, 0xEF}) table[std::size_t(c)] = Byte::maybe_mark;
  return table;
}();

}  // namespace

Swept sweep(std::string_view text, ByteSpan turn, const SayingWords& lexicon) {
  Swept swept;
  for (std::uint64_t at = turn.begin; at < turn.end;) {
    Byte kind = kBytes[std::uint8_t(text[at])];
    if (kind == Byte::other) {
      ++at;
    } else if (kind == Byte::letter || kind == Byte::lead) {
      std::uint64_t begin = at;
      do ++at;
      while (at < turn.end &&
             (kBytes[std::uint8_t(text[at])] == Byte::letter || kBytes[std::uint8_t(text[at])] == Byte::lead));
      if (lexicon.may_be_cue(text.data() + begin, at - begin)) swept.cues.push_back(begin);
    } else {
      QuotationMark mark = quotation_mark_at(text, at);
      if (mark.size) swept.marks.push_back(mark);
      at += std::max<std::size_t>(character_at(text, at).size, 1);
    }
  }
  return swept;
}

}  // namespace quote_sweep
}  // namespace stenogram::transcript
