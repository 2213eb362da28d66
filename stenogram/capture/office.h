// Office documents: DOCX, ODT and EPUB (zips of XML), RTF, and old .doc through catdoc.
//
// Their words have no place in the capture that bytes could name, since the words are
// compressed or encoded there; the source map says that the text was made.
#pragma once
#include "stenogram/capture/format.h"

namespace stenogram::capture {

// A BytesReader for zips: told apart by what is inside. A zip that is none of the three
// is Error::unsupported.
Result<Page> read_zipped_document(const Source& source, const Limits& limits);

// A BytesReader for rich text: control words and groups, character sets by \ansicpg.
Result<Page> read_rtf(const Source& source, const Limits& limits);

// A BytesReader for old Word files, by the program catdoc, which gives their text.
Result<Page> read_old_word(const Source& source, const Limits& limits);

}  // namespace stenogram::capture
