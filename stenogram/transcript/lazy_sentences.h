// The sentences of a paragraph, found and taken apart only where asked for.
//
// Most sentences hold no word of saying, and splitting them all costs more than the rest
// of finding quotes. So the paragraph is first cut where any rule would cut (a full stop
// after a long word, a blank, a capital), and text::sentences() reads the one piece that
// is asked about.
//
// Pure; one thread at a time.
#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "stenogram/transcript/mentions.h"

namespace stenogram::transcript {

class LazySentences {
 public:
  // Of one sentence; in the order of the text.
  struct Place {
    std::uint32_t piece = 0, sentence = 0;
    bool operator==(const Place&) const = default;
  };

  LazySentences() = default;
  LazySentences(std::string_view text, ByteSpan paragraph, std::string_view language, const SayingWords& lexicon);

  bool empty() const { return pieces_.empty(); }
  // The sentence that holds the byte, or the last one before it.
  Place at(std::uint64_t byte);
  Place last();
  std::optional<Place> before(Place place);
  // Valid until the paragraph is forgotten.
  const SaidSentence& read(Place place);

 private:
  struct Piece {
    ByteSpan span;
    bool split = false;
    std::vector<ByteSpan> spans;
    std::vector<std::optional<SaidSentence>> sentences;
  };
  Piece& split(std::size_t piece);

  std::string_view text_, language_;
  const SayingWords* lexicon_ = nullptr;
  std::vector<Piece> pieces_;
};

}  // namespace stenogram::transcript
