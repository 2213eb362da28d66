// What stands inside a turn without being a word of it: stage directions, interjections,
// reference marks, time marks, debris of Markdown, running heads and line numbers.
//
// Brackets are opened only where a word of the stage stands in them (data/stage.txt) or
// what they hold is no language at all (`[1]`, `( 1 , 2 )`, `[03:59]`). A bracketed aside
// of the speaker or a gloss of an editor, "the CTBT [the Test-Ban Treaty]", is words.
//
// Spans are bytes of the page's text. Pure; any thread. Linear, hostile input included.
#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "stenogram/capture/page.h"
#include "stenogram/transcript/transcript.h"

namespace stenogram::transcript {

// Lines that a printer put there: running heads and page numbers that recur down the page,
// line numbers at the margin. Told from the whole page, once; in order, apart. Lines in
// here are never labels, though a running head may repeat a speaker's name.
std::vector<ByteSpan> find_furniture(const capture::Page& page);

// The notes within `turn` in order, apart, trimmed; `furniture` is that of the page. Notes
// that print somebody's words, "(Zuruf der Abg. Ina Brandt [ABC]: Hört, hört!)", carry the
// speaker as printed and where the words are.
std::vector<Note> find_notes(const capture::Page& page, ByteSpan turn, const std::vector<ByteSpan>& furniture);

// Whether a line or bracket, marks included, is a stage direction and nothing else, and
// which: for lines between turns that belong to the turn before.
std::optional<NoteKind> stage_direction(std::string_view text);

}  // namespace stenogram::transcript
