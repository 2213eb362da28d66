// The people that the lines above the talk name: wherever a surname stands there, with what
// stands before it, and those whom a line gives a part. Within this room only. Pure; any thread.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "stenogram/transcript/names.h"
#include "stenogram/transcript/transcript.h"

namespace stenogram::transcript {

// More than three letters, all capitals.
bool in_capitals(std::string_view text);

// Every mention of `surname` in `text`, parsed with the given names and offices before it; at most
// forty. O(text).
std::vector<PersonName> mentions_of(std::string_view surname, std::string_view text);

// A line of the head that names somebody for a part.
struct HeadPart {
  PersonName name;
  Role role;
  std::string label;  // the word for the part, folded; empty where it stood on the line above
};

// "Moderator: Dora Linden, Harbour Radio", or the name on the line below: whoever the head
// names for a part has it.
std::vector<HeadPart> parts_of_head(std::string_view head);

}  // namespace stenogram::transcript
