// Whose turns a claimed name may mean, in a whole archive: asked where more places carry
// words like the quotation's than can be read, so that the claimed speaker's are not lost
// among everybody's.
//
// More than will be judged as his or hers: a claim that fits several speakers of one
// transcript is settled there, by people::fitting. Any thread.
#pragma once
#include <memory>

#include "stenogram/corpus/passages.h"
#include "stenogram/people/names.h"

namespace stenogram::check {

// The folded words by which an archive's speakers are called are kept for the cast asked
// about last. O(speakers of the archive) for the first claim, then O(those who share a
// word with it).
Result<corpus::SpeakerSet> speakers_claimed(const corpus::Passages& record, const people::Claim& claim);

}  // namespace stenogram::check
