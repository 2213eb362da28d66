// The stretch of an utterance worth showing for a query. Pure; any thread.
#pragma once
#include <vector>

#include "stenogram/corpus/document.h"

namespace stenogram::corpus {

struct Snippet {
  ByteSpan span;                     // of the page, within the utterance's turn or note
  std::vector<ByteSpan> highlights;  // of the page, within span, ascending, apart
};

// The window of at most `most_words` words with most of `marked` in it, the first of
// equals, with a little room before. `marked` are words of the utterance, ascending,
// apart. What touches the first and last word comes along up to the next blank, so that
// nothing printed as one word is cut.
Snippet snippet(const Document& document, const Utterance& utterance, const std::vector<TokenRange>& marked,
                std::size_t most_words);

// All that the utterance may be shown with: its turn's span, or its note's words.
ByteSpan surroundings(const Document& document, const Utterance& utterance);

}  // namespace stenogram::corpus
