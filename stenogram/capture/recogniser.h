// The JSON of speech recognisers and transcript archives: pieces of text with times and
// speakers, under whatever names.
//
// No vendor is known by name. Strings are gathered into streams, one for each way down
// the tree (`results.items.alternatives.content`), and the stream that holds most of
// the text, in the largest pieces, with speakers, is the transcript. The key names are
// data/recogniser_keys.txt; units of time are told from the figures.
#pragma once
#include "stenogram/capture/format.h"

namespace stenogram::capture {

// Whether `text` is JSON that holds such a stream.
bool looks_like_recogniser(std::string_view text);

// A TextReader. Speakers become labels where they change ("Speaker 0: "), and voices
// with the tag as id; the name stays empty where the tag is only a tag.
Result<Page> read_recogniser(const Source& source, text::Decoded decoded, const Limits& limits);

}  // namespace stenogram::capture
