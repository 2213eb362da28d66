// What may stand between two words of a sentence around a quotation. Pure; any thread.
#pragma once
#include <string_view>

#include "stenogram/transcript/characters.h"

namespace stenogram::check {

inline bool has_dash(std::string_view gap) {
  return gap.find("\u2014") != gap.npos || gap.find("\u2013") != gap.npos || gap.find(" - ") != gap.npos ||
         gap.find("--") != gap.npos;
}

// Nothing that parts the words; an apostrophe joins them ("d'ajouter").
inline bool only_blanks(std::string_view gap) {
  return transcript::trimmed(gap).empty() || gap == "'" || gap == "\u2019";
}

}  // namespace stenogram::check
