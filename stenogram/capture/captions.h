// Captions: WebVTT and SubRip. A block a cue, with its time.
//
// Markup inside a cue goes and its words stay; `<v Name>` is printed as the label
// `Name: ` where the voice changes, as a viewer would see it announced. Rolling
// captions (each cue repeats the last line of the one before) are merged, so that no
// word is read twice, and a doubt says how many lines were.
#pragma once
#include "stenogram/capture/format.h"

namespace stenogram::capture {

// Whether the text begins like captions: "WEBVTT", or a number and a line of two
// times with an arrow.
bool looks_like_captions(std::string_view text);

// A TextReader. Cues that end before they begin are kept, with a doubt.
Result<Page> read_captions(const Source& source, text::Decoded decoded, const Limits& limits);

}  // namespace stenogram::capture
