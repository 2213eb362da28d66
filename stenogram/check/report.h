// Words that somebody else is reported to have said, as the sentence around them tells:
// "the engineers say that …", "according to the survey, …", "…, Beck says."
//
// The reader of transcripts marks reported clauses whose speaker is named, and only where
// it is sure of both ends. A quotation is surer ground: the words in question are given,
// and all that is asked is whether a verb of saying outside them hands them over.
#pragma once
#include <optional>
#include <string>

#include "stenogram/corpus/document.h"

namespace stenogram::check {

struct Report {
  ByteSpan cue;                     // "the engineers say that", bytes of the page
  std::optional<std::string> name;  // whose words they are, where a name is printed
};

// The verb of saying, or `according to`, that governs `words` of the utterance and has a
// source other than the speaker. Nothing where the speaker reports himself, where the
// source is denied or asked after ("nobody says", "does he say"), and where the verb has
// no source at all ("it was said"). The clause runs to the end of its sentence. Pure.
std::optional<Report> reported_by_another(const corpus::Document& document, const corpus::Utterance& utterance,
                                          TokenRange words);

}  // namespace stenogram::check
