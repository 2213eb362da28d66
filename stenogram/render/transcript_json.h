// A transcript as section 3 of the contract writes it.
//
// Written piece by piece, so that a capture of hundreds of megabytes never stands in
// memory a second time as JSON. Pure; any thread.
#pragma once
#include <vector>

#include "stenogram/corpus/address.h"
#include "stenogram/corpus/document.h"
#include "stenogram/render/json.h"
#include "stenogram/transcript/tiles.h"

namespace stenogram::render {

// One line, with its line end. Objects with a `span` carry `source_span` too where the
// page's text is not the capture.
void transcript_json(const corpus::Document& document, const Sink& sink);

// One turn of it, as it stands within "turns".
Json turn_json(const corpus::Document& document, const transcript::Turn& turn);

// Lines `{"type":"tile","span":…,"owner":…,"turn":N|null}`.
void tiles_json(const std::vector<transcript::Tile>& tiles, const Sink& sink);
void explanations_json(const std::vector<transcript::Explanation>& explanations, const Sink& sink);

// `{"type":"turn",…}` or `{"type":"passage",…}`, with the question that was answered.
Json shown_json(const corpus::Resolved& shown, const std::string& asked);

}  // namespace stenogram::render
