// XML that says who speaks: TEI (ParlaMint, Parla-CLARIN), Akoma Ntoso, the digitised
// Hansard, the minutes of the Bundestag. data/speech_xml.txt says what each element
// means, so a further schema is a further section there.
//
// The parser is libxml2 by events over decoded text: no DTD, no external or general
// entity, no network. Each run of words keeps its place in the capture.
#pragma once
#include "stenogram/capture/format.h"

namespace stenogram::capture {

// Whether the root element of `text` is one that the table knows.
bool looks_like_speech_xml(std::string_view text);

// Whether `text` declares itself XML, whatever its elements are.
bool looks_like_xml(std::string_view text);

// A TextReader. XML of names that the table does not know is read for its words, with a
// doubt. Broken markup is read as far as it is sound, with a doubt; a file that
// breaks off in the middle of an element is Error::damaged.
Result<Page> read_speech_xml(const Source& source, text::Decoded decoded, const Limits& limits);

}  // namespace stenogram::capture
