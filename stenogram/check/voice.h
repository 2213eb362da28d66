// Whose words a passage holds, and how that stands to the name claimed.
#pragma once
#include <optional>
#include <string>

#include "stenogram/differences/lexicon.h"
#include "stenogram/corpus/document.h"
#include "stenogram/people/names.h"

namespace stenogram::check {

// Better ones first: this is the order in which passages are shown.
enum class Standing : std::uint8_t {
  own,          // the claimed speaker's words; of anyone, where none is claimed
  second_hand,  // the claimed speaker's, as another quotes or reports them
  unknown,      // nobody can tell whose
  other,        // somebody else's
};

struct Voice {
  Standing standing = Standing::own;
  std::optional<std::string> speaker;  // who says them in the transcript
  std::optional<std::string> quoting;  // whose they are, where the speaker repeats somebody's
  bool repeats = false;                // they are in truth another's, not merely "as X said"
  std::optional<ByteSpan> cue;         // "he told me that", where they are another's and no name is given
  std::optional<ByteSpan> label;       // of the turn, where one is printed
  bool doubtful = false;               // two speakers of the transcript fit the claim
};

// `words` are those of the utterance from the first matched one to the last. `fitting` are
// the speakers of the transcript that the claim fits; null where nobody is claimed.
Voice voice_of(const corpus::Document& document, const corpus::Utterance& utterance, TokenRange words,
               const people::Claim* claim, const std::vector<std::uint32_t>& fitting);

}  // namespace stenogram::check
