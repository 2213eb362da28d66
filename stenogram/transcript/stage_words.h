// What the words of a bracket are: a stage direction, or a voice of the hall and what it called.
// The words are data/stage.txt. Within this room only. Pure; any thread.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stenogram/transcript/phrases.h"
#include "stenogram/transcript/transcript.h"

namespace stenogram::transcript {
namespace stage_words {

class Direction {
 public:
  explicit Direction(std::string_view inside) : inside_(inside), words_(phrase_words(inside)) {}

  // Every word of the stage or beside it, or one of the stage and whose it is.
  std::optional<NoteKind> kind() const;

  bool ends_with_time() const;

 private:
  // "Beifall bei der SPD", "Applause from the gallery": begins with a capital, and what
  // follows the word of the stage says whose it is.
  std::optional<NoteKind> with_whose_it_is() const;

  std::string_view inside_;
  std::vector<PhraseWord> words_;
};

// A voice, a colon and what it called: (Zuruf von der SPD: Schade!), (Koch [SPD]: Gern!).
struct Voice {
  std::string speaker;
  ByteSpan words;  // within the text given
};

std::optional<Voice> voice_of(std::string_view text);

// "MR BRANDT: Shame on you!" within what somebody else says: an honorific or an office and a
// name, or a name in capitals, and a whole exclamation or sentence.
std::optional<Voice> heckler_of(std::string_view text);

// "Deputy Anna Bell: Shame!": a name before the colon, in a bracket that is a paragraph.
std::optional<Voice> voice_by_name(std::string_view text);

}  // namespace stage_words
}  // namespace stenogram::transcript
