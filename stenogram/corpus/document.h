// A transcript as search and check see it: the words that were said, by whom.
//
// An utterance is what one person says without another's words in between: a turn
// less its notes, or a note that prints somebody's words (which are that person's,
// never the turn's). Words are counted as section 4 of the contract says; stage
// notes, reference and link marks, time marks and furniture are not words.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "stenogram/capture/source.h"
#include "stenogram/text/source_map.h"
#include "stenogram/text/words.h"
#include "stenogram/transcript/transcript.h"

namespace stenogram::corpus {

struct Utterance {
  std::uint32_t turn = 0;                // n of the turn it stands in
  std::optional<std::uint32_t> speaker;  // index into the transcript's speakers
  std::optional<std::string> voice;      // for a note's words: the name it prints
  std::optional<std::uint32_t> note;     // index into the turn's notes
  std::vector<text::Word> words;         // offsets into the page's text, in order
};

// The event date, else the publication date, else empty.
std::string date_of(const transcript::Transcript& transcript);

struct Document {
  std::uint64_t number = 0;  // within its archive; 0 where it is in none
  std::string id;            // "79c93a17dc29", or with ".2"
  std::string name;          // of the capture, as first seen
  std::string sha256;
  std::uint64_t bytes = 0;  // of the capture
  std::string media_type;
  std::optional<std::string> url;
  std::optional<std::string> captured_at;
  std::optional<capture::Container> container;  // the file and record it was taken out of
  std::string text;                             // the page's
  text::SourceMap source;                       // text -> capture
  transcript::Transcript transcript;
  std::vector<Utterance> utterances;  // in reading order

  std::string date() const { return date_of(transcript); }
  const transcript::Turn& turn(std::uint32_t n) const { return transcript.turns[n - 1]; }
};

// Splits a reading into its utterances. Pure. O(text).
std::vector<Utterance> utterances_of(const transcript::Transcript& transcript, std::string_view text);
// The same one by one, for who needs no more than one at a time: words take more memory than
// the text they stand in. What is taken may be moved from.
void each_utterance(const transcript::Transcript& transcript, std::string_view text,
                    const std::function<void(Utterance&)>& take);

// "ID#7", and "ID#7:120-245" with bytes within the turn's text.
std::string turn_address(const Document& document, std::uint32_t turn);
std::string passage_address(const Document& document, std::uint32_t turn, ByteSpan page_span);

}  // namespace stenogram::corpus
