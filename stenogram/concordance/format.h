// The layout of a segment file, shared by those who write it and those who read it;
// docs/formats/segment.md says the same for readers without C++.
//
// A segment file, little-endian:
//   signature   "stseg", one byte of version, two of zero
//   sections    in the order of `Section`, each beginning at a multiple of 64
//   table       Counts, then one Extent for each section
//   trailer     u64 where the table begins, u64 xxh3 of the table, "stsegend"
//
// The table comes last because a segment is written in one pass, front to back, and
// what it holds is known only at the end. k words in the lexicon, n tokens (w of them
// words, the rest ends of utterances), u utterances, d documents:
//   key_starts     u32[k+1]  where the key of token t begins in keys, at t-1
//   keys           u8[]      the keys, sorted, one after another
//   key_table      u32[2^h]  open addressing by xxh3 of the key; 0 is an empty place
//   word_starts    u32[k+2]  first suffix of token t; of 0 none, so [0] = [1] = 0
//   tokens         n         of width_of(k) bits each, packed.h
//   suffixes       w         positions of words, sorted by the words that follow, each above four bits that say how
//                            many words the suffix shares with the one before; of width_of(n) + 4 bits each, packed
//   samples        u64[]     of each 16th suffix, the tokens after its first (pack())
//   spans          u8[]      see spans.h
//   span_blocks    {u32 byte in spans, u32 end of the word before}[]  each 128 tokens
//   starts         u32[u+1]  position where each utterance begins; the last is n
//   landmarks      u32[]     the utterance that holds each 256th position
//   owners         u32[u]    document of each utterance
//   turns          u32[u]    n of the turn
//   voices         u32[u]    speaker (24 bits, all ones is none), kind (7), note follows (1)
//   notes          {u32 utterance, u32 note}[]  for those that have one, ascending
//   documents      Document[d]
//   postings       u8[]      see postings.h; kPostingPadding zeros at the end
//   posting_starts u32[k+1]  where the postings of token t begin in postings, at t-1
//   joins          u32[]     positions of words that a hyphen at a line's end breaks off from
//                            the next: sorted by the two read as one, then by position
//   breaks         u32[]     the same positions, ascending
//   deep_samples   u64[]     of each 32nd suffix, the tokens after those in its sample
//
// Version 1 ended with posting_starts, and is read as a segment without such words. Postings
// of versions 1 and 2 have pairs in place of the three columns of postings.h, and no bounds.
// Up to version 3 a token took three bytes, with one of zero after the last, a suffix four;
// each 32nd suffix was sampled, and there were no deep samples. Version 4 does not say what suffixes share.
#pragma once
#include <array>
#include <cstdint>

namespace stenogram::concordance {

inline constexpr char kSignature[8] = {'s', 't', 's', 'e', 'g', 5, 0, 0};
inline constexpr char kEndSignature[8] = {'s', 't', 's', 'e', 'g', 'e', 'n', 'd'};

enum class Section : std::uint32_t {
  key_starts,
  keys,
  key_table,
  word_starts,
  tokens,
  suffixes,
  samples,
  spans,
  span_blocks,
  starts,
  landmarks,
  owners,
  turns,
  voices,
  notes,
  documents,
  postings,
  posting_starts,
  joins,
  breaks,
  deep_samples,
};
inline constexpr std::size_t kSections = 21, kSectionsOfVersion3 = 20, kSectionsOfVersion1 = 18;

struct Counts {
  std::uint32_t lexicon = 0, tokens = 0, words = 0, utterances = 0, documents = 0, zero = 0;
};

struct Extent {
  std::uint64_t offset = 0, size = 0, checksum = 0;
};

struct Table {
  Counts counts;
  std::array<Extent, kSections> sections;  // the first sections_of() are in the file
};

// Of the file that begins with these bytes, 0 where it is no segment; and how large its table
// is then.
inline std::uint8_t version_of(const char* signature) {
  for (std::size_t i = 0; i < sizeof kSignature; ++i)
    if (i != 5 && signature[i] != kSignature[i]) return 0;
  return std::uint8_t(signature[5]);
}
inline std::size_t sections_of(std::uint8_t version) {
  return version == 1 ? kSectionsOfVersion1 : version < 4 ? kSectionsOfVersion3 : kSections;
}
inline std::size_t table_size(std::uint8_t version) { return sizeof(Counts) + sections_of(version) * sizeof(Extent); }

struct Trailer {
  std::uint64_t table = 0, checksum = 0;
  char signature[8] = {};
};

struct DocumentRecord {
  std::uint64_t number;
  std::int32_t date;
  std::uint32_t first_utterance;
  char language[8];
};

struct SpanBlock {
  std::uint32_t byte, at;
};

struct NoteRecord {
  std::uint32_t utterance, note;
};

inline constexpr std::uint32_t kSampleEvery = 16, kSampleEveryOfVersion3 = 32, kDeepSampleEvery = 32;
inline constexpr std::uint32_t kSpanBlock = 128, kLandmarkEvery = 256;
// Beside a suffix stands how many words it shares with the one before; the most that it can say means so many or more.
inline constexpr std::uint32_t kSharedBits = 4, kMostShared = (1u << kSharedBits) - 1;
inline constexpr std::uint32_t kNoSpeaker = 0xffffff, kHasNote = 0x80000000;
inline constexpr std::size_t kPostingPadding = 1024;

// What one file may hold: tokens have at most 24 bits, positions and offsets 32.
inline constexpr std::uint64_t kMostWordsInLexicon = 0xffffff;
inline constexpr std::uint64_t kMostTokens = 0x7fffffff;

// How many tokens fit in one key of 64 bits, and how wide each is then.
constexpr std::uint32_t tokens_in_key(std::uint32_t lexicon) { return lexicon < (1u << 21) ? 3 : 2; }
constexpr std::uint32_t bits_in_key(std::uint32_t lexicon) { return lexicon < (1u << 21) ? 21 : 32; }

}  // namespace stenogram::concordance
