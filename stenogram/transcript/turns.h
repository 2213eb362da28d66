// Turns: what stands between labels, as paragraphs and notes, and what of it is no
// talk after all.
//
// Pure; any thread. Linear in the page.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "stenogram/capture/page.h"
#include "stenogram/transcript/labels.h"
#include "stenogram/transcript/speakers.h"
#include "stenogram/transcript/transcript.h"

namespace stenogram::transcript {

struct TurnReading {
  std::vector<Turn> turns;
  std::vector<Leftover> leftovers;  // between turns
  std::vector<capture::Doubt> doubts;
  std::vector<Explanation> explanations;
  ByteSpan tail;  // from the end of the last turn to the page's end
};

// One announced voice: its label and whose it is.
struct Announced {
  Label label;
  std::optional<std::uint32_t> voice;  // index into the cast
  bool opens_always = false;           // the label names nobody
  std::optional<double> clock;
  std::optional<TurnKind> kind;  // where the markup says question or answer
};

// `announced` in order of the page; the last turn ends before `end`, or where furniture
// begins. `margin` is that of numbered lines (candidates.h). `furniture` as find_furniture() gives it. Where voices are
// `by_markup`, only what the markup calls speech is talk.
TurnReading build_turns(const capture::Page& page, const std::vector<Announced>& announced, std::uint64_t end,
                        const std::vector<ByteSpan>& furniture, std::optional<std::size_t> margin,
                        std::string_view language, bool by_markup = false);

// Questions and answers that the markup names as such, and what they answer.
void set_marked_kinds(const std::vector<Announced>& announced, std::vector<Turn>& turns);

// Sets roles of speakers, then kinds of turns and which question each answers, from
// what labels say, from who asks, and from the kind of talk. `kind` may be `other` as
// yet: then only what labels and questions say is used.
void set_roles(const capture::Page& page, Kind kind, const std::vector<Player>& cast, std::string_view title,
               std::vector<Speaker>& speakers, std::vector<Turn>& turns);

// Whether somebody's office is to keep order: Mr. Deputy Speaker, Präsident, 主席.
bool holds_the_chair(const PersonName& name);

// "PRESIDENT BROOK": where candidates debate, a head of state and no chair.
bool heads_a_state(const PersonName& name);

// Marks the turns that were cut off: the last word is followed by an ellipsis or a
// dash, and another voice follows. Notes must be set.
void mark_interrupted(const capture::Page& page, std::vector<Turn>& turns, const std::vector<Player>& cast);

}  // namespace stenogram::transcript
