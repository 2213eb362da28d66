// Whether words speak of the one who says them, or to somebody: what talk does, and
// lists, recipes and news do not. Tables are data/persons.txt.
//
// Only the first 2000 bytes are looked at. Pure; any thread.
#pragma once
#include <string_view>

namespace stenogram::transcript {

bool speaks_of_self(std::string_view text);  // I, we, my; ich, nous, я, 我
bool speaks_to_you(std::string_view text);   // you, your; Sie, vous, вы, 您

// Whether there is a question mark of any script in it.
bool holds_question(std::string_view text);

// Whether its last sentence asks, closing marks and all.
bool ends_asking(std::string_view text);

// Whether an element's class, or a paragraph's style, calls it the name of who speaks:
// "p.speaker-name", "p.D3Intervinent".
bool is_label_class(std::string_view element);

// Whether an element's class calls it a question: "p.Interview_Frage".
bool is_question_class(std::string_view element);

}  // namespace stenogram::transcript
