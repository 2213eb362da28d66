// The accounting: every non-blank byte of a page has exactly one owner.
//
// Spans nest, and the innermost owns: a heading item inside the title is the
// title's, a note inside a turn is not the turn's. (The promise is Bloaty's, that
// every byte of a file carries a label.)
#pragma once
#include <string>
#include <vector>

#include "stenogram/capture/page.h"
#include "stenogram/transcript/transcript.h"

namespace stenogram::transcript {

enum class Owner : std::uint8_t { heading, label, note, leftover, turn, blank };
std::string_view name_of(Owner);

struct Tile {
  ByteSpan span;
  Owner owner;
  std::uint32_t transcript = 0;  // which of the page's, from 0
  std::uint32_t turn = 0;        // n, for label, note and turn
};

// The owners in order, touching one another from the first byte of the page to the
// last. White space, controls, format characters and byte order marks between owners
// are `blank`; blanks inside an owner's span go with it.
std::vector<Tile> tiles(const capture::Page& page, const std::vector<Transcript>& transcripts);

// What is wrong with the accounting, a line each: bytes that nobody owns, spans that
// cross instead of nesting, spans outside the page, a turn's span not trimmed. Empty
// where all is well. Tests call it on every page they read.
std::vector<std::string> faults(const capture::Page& page, const std::vector<Transcript>& transcripts);

}  // namespace stenogram::transcript
