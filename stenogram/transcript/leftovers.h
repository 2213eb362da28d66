// What of a page is not talk: navigation, contacts, teasers, headings between turns,
// the footer that the last turn must not swallow. Told by what a paragraph is made
// of and by what stands around it; words are data/furniture.txt.
//
// Pure; any thread. Linear in what is looked at.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "stenogram/capture/page.h"
#include "stenogram/transcript/transcript.h"

namespace stenogram::transcript {

// The kind of a paragraph that is known to be no talk.
LeftoverKind leftover_kind(std::string_view text);

// How much a paragraph looks like furniture (above 0) or talk (below), from its words
// alone. `because` hears the reason where it is not null.
double furniture_weight(const capture::Block& block, std::string_view text, std::string* because = nullptr);

// Where talk ends among blocks [first, end): the number of the block from which all is
// furniture to the end, or `end`. `language` is the talk's; a teaser may be in another.
// Block `first` itself is never given up. `because` hears the reason.
std::uint32_t end_of_talk(const capture::Page& page, std::uint32_t first, std::uint32_t end, std::string_view language,
                          std::string* because = nullptr);

// Whether a paragraph between others is a heading over what follows rather than talk.
// `words` are the block's without line numbers.
bool is_section_heading(const capture::Page& page, std::uint32_t block, ByteSpan words);

// Three words or more in capitals and no sentence: behind talk in small letters, the next
// heading, though no blank line parts it.
bool is_heading_in_capitals(std::string_view text);

}  // namespace stenogram::transcript
