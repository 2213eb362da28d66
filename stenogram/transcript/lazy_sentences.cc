#include "stenogram/transcript/lazy_sentences.h"

#include <algorithm>

#include "stenogram/base/byte_set.h"
#include "stenogram/text/sentences.h"

namespace stenogram::transcript {
namespace {

bool small_letter(char c) { return (c >= 'a' && c <= 'z') || std::uint8_t(c) >= 0x80; }

// A full stop, question or exclamation mark that any rule takes for a sentence's end: after
// four small letters, before a blank and a capital.
bool surely_ends(std::string_view text, std::uint64_t at, ByteSpan within) {
  if (at < within.begin + 4 || at + 2 >= within.end || text[at + 1] != ' ') return false;
  for (std::uint64_t back = 1; back <= 4; ++back)
    if (!small_letter(text[at - back])) return false;
  auto next = std::uint8_t(text[at + 2]);
  if (next >= 'A' && next <= 'Z') return true;
  return next == 0xD0 && at + 3 < within.end && std::uint8_t(text[at + 3]) >= 0x90 &&
         std::uint8_t(text[at + 3]) <= 0xAF;
}

}  // namespace

LazySentences::LazySentences(std::string_view text, ByteSpan paragraph, std::string_view language,
                             const SayingWords& lexicon)
    : text_(text), language_(language), lexicon_(&lexicon) {
  std::uint64_t begin = paragraph.begin;
  const char* const base = text.data();
  const char* const end = base + paragraph.end;
  for (const char* p = base + begin; (p = find_byte<Wide::no, '.', '?', '!'>(p, end)) < end; ++p) {
    const std::uint64_t at = std::uint64_t(p - base);
    if (!surely_ends(text, at, paragraph)) continue;
    pieces_.push_back({{begin, at + 1}, false, {}, {}});
    begin = at + 2;
  }
  if (begin < paragraph.end) pieces_.push_back({{begin, paragraph.end}, false, {}, {}});
}

LazySentences::Piece& LazySentences::split(std::size_t i) {
  Piece& piece = pieces_[i];
  if (piece.split) return piece;
  piece.split = true;
  piece.spans = text::sentences(slice(text_, piece.span), language_);
  for (ByteSpan& span : piece.spans) {
    span.begin += piece.span.begin;
    span.end += piece.span.begin;
  }
  if (piece.spans.empty()) piece.spans.push_back(piece.span);
  piece.sentences.resize(piece.spans.size());
  return piece;
}

LazySentences::Place LazySentences::at(std::uint64_t byte) {
  auto after = std::upper_bound(pieces_.begin(), pieces_.end(), byte,
                                [](std::uint64_t b, const Piece& p) { return b < p.span.begin; });
  std::size_t i = after == pieces_.begin() ? 0 : std::size_t(after - pieces_.begin()) - 1;
  const Piece& piece = split(i);
  std::size_t s = piece.spans.size() - 1;
  while (s > 0 && piece.spans[s].begin > byte) --s;
  return {std::uint32_t(i), std::uint32_t(s)};
}

LazySentences::Place LazySentences::last() {
  std::size_t i = pieces_.size() - 1;
  return {std::uint32_t(i), std::uint32_t(split(i).spans.size() - 1)};
}

std::optional<LazySentences::Place> LazySentences::before(Place place) {
  if (place.sentence > 0) return Place{place.piece, place.sentence - 1};
  if (place.piece == 0) return std::nullopt;
  std::uint32_t piece = place.piece - 1;
  return Place{piece, std::uint32_t(split(piece).spans.size() - 1)};
}

const SaidSentence& LazySentences::read(Place place) {
  Piece& piece = split(place.piece);
  std::optional<SaidSentence>& sentence = piece.sentences[place.sentence];
  if (!sentence) sentence.emplace(text_, piece.spans[place.sentence], *lexicon_);
  return *sentence;
}

}  // namespace stenogram::transcript
