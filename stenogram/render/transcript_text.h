// A transcript for people: who spoke, in order, folded to the width there is.
//
// All text of the page is made inert. Pure; any thread.
#pragma once
#include <vector>

#include "stenogram/corpus/address.h"
#include "stenogram/corpus/document.h"
#include "stenogram/render/json.h"
#include "stenogram/render/terminal.h"
#include "stenogram/transcript/tiles.h"

namespace stenogram::render {

void transcript_text(const corpus::Document& document, const Terminal& terminal, const Sink& sink);

// The turn or passage that was asked for, after the question it answers.
void shown_text(const corpus::Resolved& shown, const std::string& asked, const Terminal& terminal, const Sink& sink);

// One line a tile: its bytes, its owner and how its text begins.
void tiles_text(const std::vector<transcript::Tile>& tiles, std::string_view page, const Terminal& terminal,
                const Sink& sink);
void explanations_text(const std::vector<transcript::Explanation>& explanations, std::string_view page,
                       const Terminal& terminal, const Sink& sink);

// What a person calls the speaker of a turn: the name, else the label, else "unknown".
std::string called(const transcript::Transcript& transcript, const transcript::Turn& turn);

}  // namespace stenogram::render
