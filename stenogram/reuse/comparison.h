// Two copies of one interview laid side by side: turn by turn, word by word, with every
// byte of both accounted for.
//
// Turns are paired by the words they share (blocks.h), then the short ones between by
// their place. A turn of one side may answer to several of the other (split, merged), to
// none, or stand elsewhere (moved). Within what is paired, words are compared and their
// differences typed as `check` types them (room differences): `a` is taken for what was
// spoken, `b` for what is held against it. Spaces and line ends alone are no difference.
//
// Pure; any thread. The result lives apart from the documents.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stenogram/corpus/document.h"
#include "stenogram/differences/difference.h"
#include "stenogram/transcript/tiles.h"

namespace stenogram::reuse {

// How much a stretch differs from the other side. `presentation`: capitals, marks,
// spacing of words, labels otherwise abbreviated. `alone`: the other side has nothing
// in its place.
enum class Weight : std::uint8_t { same, presentation, spelling, wording, meaning, alone };
std::string_view name_of(Weight weight);

struct Change {
  Weight weight = Weight::presentation;
  std::optional<differences::DifferenceKind> kind;  // absent for presentation
  std::string a, b;                                 // as printed; empty where a side has nothing
  ByteSpan a_span, b_span;                          // of the pages; empty ones stand where the words would
};

enum class Pairing : std::uint8_t { same, changed, split, merged, only_a, only_b };
std::string_view name_of(Pairing pairing);

// Turns that answer to one another: one of each, or one and several, or one alone.
struct TurnPair {
  std::vector<std::uint32_t> a, b;  // n of turns
  Pairing pairing = Pairing::same;  // `same`: not a byte of what was said differs, blanks aside
  bool moved = false;               // stands elsewhere in the order of the other side
  std::string a_label, b_label;     // of the first turn; empty where it has none
  bool labels_differ = false;
  std::vector<Change> changes;  // in order of `a`
  std::uint32_t a_words = 0, b_words = 0;
  Weight weight() const;  // the heaviest change; labels count as presentation
};

struct HeadingChange {
  std::string item;  // "title", "outlet", "occasion", "place", "event_date", "publication_date", "kind", "language"
  std::string a, b;  // empty where a side does not say
  bool same() const { return a == b; }
};

// A stretch of one page with one owner and one standing. Pieces touch one another from
// the first byte of the transcript's region to the last.
struct Piece {
  ByteSpan span;
  transcript::Owner owner = transcript::Owner::blank;
  Weight weight = Weight::same;
  std::uint32_t turn = 0;    // n, for label, note and turn
  std::uint32_t pair = 0;    // index into `turns`, plus one, for label, note and turn
  std::uint32_t change = 0;  // index into that pair's changes, plus one; 0 for none
};

struct Comparison {
  std::string a, b;                    // ids
  std::vector<HeadingChange> heading;  // all items that a side has
  std::vector<TurnPair> turns;         // in order of `a`; those of `b` alone where they stand
  std::vector<Piece> a_pieces, b_pieces;
  std::uint64_t a_words = 0, b_words = 0;      // of the turns
  std::uint64_t a_carried = 0, b_carried = 0;  // that the other side carries
  bool same_words() const;                     // no change above presentation, no turn alone
  bool nothing_shared() const { return a_carried == 0; }
};

// `count` says how often a word stands in the archive (differences::CountWord).
Comparison compare(
    const corpus::Document& a, const corpus::Document& b,
    const std::function<std::uint64_t(std::string_view)>& count = [](std::string_view) { return 0; });

// A page without turns taken as one turn without a label, so that a recogniser's output
// may be compared; any other document as it is.
corpus::Document with_turns(const corpus::Document& document);

}  // namespace stenogram::reuse
