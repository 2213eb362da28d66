// Cues just outside the quoted words that govern them: "it is not true that …",
// "… unless they ask", "perhaps …". A quotation that ends inside the reach of one is
// word for word, and says something else.
#pragma once
#include <optional>

#include "stenogram/differences/lexicon.h"
#include "stenogram/differences/spoken_text.h"
#include "stenogram/check/verdict.h"

namespace stenogram::check {

using differences::Lexicon;

// The nearest cue of negation, condition, doubt or report that governs words `quoted` of
// the utterance, before them or after, as a difference `scope`. Reach ends with the
// sentence, and within it where a clause of its own begins. `quoted_bytes` is the length
// of the quotation's text. `reported` says that the words are known to be another's, so
// that a verb of saying is no news.
std::optional<Difference> governing_cue(const corpus::Document& document, const corpus::Utterance& utterance,
                                        TokenRange quoted, std::uint64_t quoted_bytes, bool reported,
                                        const Lexicon& lexicon);

}  // namespace stenogram::check
