// A segment: one immutable file that holds a batch of documents as the index sees
// them, as a lexicon, a column of tokens, and a suffix array over that column.
//
//   document  -> utterances        (what one person says without another's words between)
//   utterance -> words             (search keys, each with its bytes of the page's text)
//
// A *token* is a word's number in this segment's lexicon, which is sorted by key, so
// that numbers compare as keys do; token 0 ends an utterance, so no phrase reaches
// across two speakers. A *position* is an index into the column, ends included. All
// numbers but a document's own are local to the segment.
//
// Segments are derived data: the record in SQLite can rebuild any of them. They are
// written once, durably, and never changed; removal is the business of index.h.
// The layout is drawn in segment.cc and in docs/formats/segment.md.
#pragma once
#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "stenogram/base/file.h"
#include "stenogram/base/result.h"
#include "stenogram/base/span.h"
#include "stenogram/concordance/file_system.h"
#include "stenogram/concordance/packed.h"

namespace stenogram::concordance {

using DocumentNumber = std::uint64_t;  // given by the archive, ascending, never reused
using Token = std::uint32_t;
using Position = std::uint32_t;

inline constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
inline constexpr std::int32_t kUndated = std::numeric_limits<std::int32_t>::min();

struct DocumentInfo {
  DocumentNumber number = 0;
  std::int32_t date = kUndated;  // days since 1970-01-01
  std::string language;          // as in the transcript, at most 8 bytes are kept
};

struct UtteranceInfo {
  std::uint32_t turn = 0;         // n of the turn it stands in
  std::uint32_t note = kNone;     // index into the turn's notes, for a note's words
  std::uint32_t speaker = kNone;  // index into the transcript's speakers; below 2^24 - 1
  std::uint8_t kind = 0;          // the turn's kind, as the caller numbers it; below 128
};

// Collects documents in memory, then writes them as one segment.
//
//   builder.begin_document({.number = 7, .date = 17000});
//   builder.begin_utterance({.turn = 1, .speaker = 0});
//   builder.add_word("we", 120, 122);
//
// Document numbers must ascend. Every utterance is kept, also one without words, so
// that the n-th utterance of a document here is the n-th of corpus::Document.
// Holds about 12 bytes a word and twice that while it writes. One thread.
class SegmentBuilder {
 public:
  SegmentBuilder();
  ~SegmentBuilder();
  SegmentBuilder(SegmentBuilder&&) noexcept;
  SegmentBuilder& operator=(SegmentBuilder&&) noexcept;

  void begin_document(const DocumentInfo& document);
  void begin_utterance(const UtteranceInfo& utterance);
  // `begin` and `end` are bytes of the page's text, ascending within an utterance.
  void add_word(std::string_view key, std::uint32_t begin, std::uint32_t end);
  // The same for who says a word often: its number here, which holds until write() is called.
  Token number_of(std::string_view key);
  void add_word(Token number, std::uint32_t begin, std::uint32_t end);
  // The two words added last, of one utterance, are one that a hyphen breaks at a line's end:
  // they are found apart, and as one too.
  void join_words();

  std::uint64_t words() const;
  std::uint32_t documents() const;
  // True once the batch should be written before another document begins: what it
  // takes to write it then stays below half a gigabyte.
  bool full() const;

  // Sorts, writes under a temporary name, syncs, renames to `path` and syncs the
  // folder; afterwards the file survives a power cut, and the builder is empty. On an
  // Error there is no file at `path` that was not there before, and the batch is kept,
  // so that the caller may make room and try again.
  Status write(const std::filesystem::path& path, FileSystem& files = disk());

 private:
  struct Batch;
  std::unique_ptr<Batch> batch_;
};

struct DocumentRow {
  DocumentNumber number = 0;
  std::int32_t date = kUndated;
  std::string_view language;  // lives as long as the segment
  std::uint32_t first_utterance = 0, end_utterance = 0;
};

struct UtteranceRow {
  std::uint32_t document = 0;  // index into this segment's documents
  std::uint32_t turn = 0, note = kNone, speaker = kNone;
  std::uint8_t kind = 0;
  Position begin = 0, end = 0;  // its words; the token at `end` is 0
};

// A range of the suffix array: all suffixes that begin with some run of words.
struct Interval {
  std::uint32_t first = 0, last = 0;  // half-open
  std::uint32_t size() const { return last - first; }
  bool empty() const { return first == last; }
  bool operator==(const Interval&) const = default;
};

// A segment opened for reading. Nothing is copied into memory: the file is mapped.
// Any number of threads; views live as long as the segment.
//
// A damaged or hostile file can make answers wrong but never reads outside the map:
// sizes are checked once, on opening, and every number read from the file is bounded
// where it is used. verify() proves all bytes against their checksums.
class Segment {
 public:
  // Checks the signature, the version, every section's place and size, and the
  // checksum of the table that holds them; touches a few pages only.
  // Error::damaged for a file that is not sound, ::unsupported for another version.
  static Result<std::shared_ptr<const Segment>> open(const std::filesystem::path& path);
  // The same for bytes that lie elsewhere; `path` is what it is called.
  static Result<std::shared_ptr<const Segment>> open(const std::filesystem::path& path, MappedFile file);
  // Reads every byte: checksums, and the order of everything that should be ordered.
  Status verify() const;
  Status verify_checksums() const;  // the first half of it, at the speed of memory
  // Asks for the whole file to be read ahead, as a server does; a single command is
  // better off with the few pages it touches.
  void warm() const;
  // Gives back the memory of all its pages; they come back as they are read.
  void let_go() const;

  const std::filesystem::path& path() const { return path_; }
  std::uint64_t bytes() const { return file_.bytes().size(); }

  // -- Lexicon. Tokens run from 1 to lexicon_size(), in byte order of their keys.
  std::uint32_t lexicon_size() const { return lexicon_; }
  Token token_of(std::string_view key) const;  // 0 where the word does not occur
  std::string_view key_of(Token token) const;
  // Tokens [first, second) whose keys begin with `prefix`.
  std::pair<Token, Token> prefix_range(std::string_view prefix) const;
  std::uint32_t occurrences(Token token) const { return word_interval(token).size(); }

  // -- Token column.
  Position size() const { return size_; }
  std::uint64_t words() const { return suffix_count_; }
  // 0 at the end of an utterance. `at` < size().
  Token token(Position at) const { return tokens_[at]; }
  void prefetch(Position at) const { tokens_.prefetch(at); }
  // The bytes of the page that the word at `at` stands on. O(128).
  ByteSpan span(Position at) const;
  // The same for a run of words in one utterance, appended to `out`.
  void spans(Position begin, Position end, std::vector<ByteSpan>& out) const;

  // -- Utterances and documents, in reading order.
  std::uint32_t utterance_count() const { return utterances_; }
  UtteranceRow utterance(std::uint32_t number) const;
  std::uint32_t utterance_at(Position at) const;  // near O(1)
  std::uint32_t document_of(std::uint32_t utterance) const;
  Position begin_of(std::uint32_t utterance) const { return std::min(starts_[utterance], size_ - 1); }
  std::uint32_t words_of(std::uint32_t utterance) const {
    Position begin = begin_of(utterance);
    return std::clamp(starts_[utterance + 1], begin + 1, size_) - 1 - begin;
  }
  std::uint32_t document_count() const { return documents_; }
  DocumentRow document(std::uint32_t number) const;
  std::uint32_t find_document(DocumentNumber number) const;  // kNone where it is not here

  // -- Suffix array, over words only. Sorted by the next kSortDepth words within the
  // utterance; beyond that, suffixes stand in text order.
  Position suffix(std::uint32_t at) const {
    const auto position = Position(suffixes_.wide(at) >> suffix_shift_);
    return position < size_ ? position : size_ - 1;
  }
  // How many words suffix `at` shares with the one before; the most means so many or more. Only where
  // says_shared(): segments did not before version 5.
  static constexpr std::uint32_t kMostSharedSaid = 15;
  bool says_shared() const { return suffix_shift_ != 0; }
  std::uint32_t shared_with_before(std::uint32_t at) const {
    return std::uint32_t(suffixes_.wide(at)) & kMostSharedSaid;
  }
  Interval word_interval(Token token) const;
  // The suffixes that begin with `phrase` (no zeros), of any length. O(log).
  // Longer than kSortDepth, the interval is of the first kSortDepth words: see
  // Index::find, which verifies the rest.
  Interval phrase_interval(std::span<const Token> phrase) const;

  // The parts of `within` where a token of `tokens` (half-open ranges, ascending) may stand
  // between `nearest` and `farthest` words after the first, as far as the samples tell; they
  // leave out nothing where one does. `within` are suffixes of one first word, `nearest` is
  // at least 1. One step for each sample within.
  std::vector<Interval> narrowed(Interval within, std::uint32_t nearest, std::uint32_t farthest,
                                 std::span<const std::pair<Token, Token>> tokens) const;

  // The longest beginning of `words` that occurs, up to kSortDepth words, and where.
  // Length 0 where not even the first does.
  struct LongestMatch {
    std::uint32_t length = 0;
    Interval interval;
  };
  LongestMatch longest_match(std::span<const Token> words) const;

  // -- Which utterances a word occurs in, ascending, and how often in each.
  struct Posting {
    std::uint32_t utterance, count;
  };
  class Postings;
  Postings postings(Token token) const;
  std::uint32_t utterances_with(Token token) const;

  // -- Words broken at a line's end. Each stands in the column as two; a *join* is the
  // position of the first of them. They are numbered in the order of the two read as one.
  std::uint32_t join_count() const { return join_count_; }
  Position join(std::uint32_t number) const;
  std::string join_key(Position at) const;
  // Joins [first, second) whose two read as one are `key`, or begin so.
  std::pair<std::uint32_t, std::uint32_t> joins_of(std::string_view key, bool prefix) const;
  // Whether there is a join in [begin, end), and whether one is at `at`.
  bool broken_within(Position begin, Position end) const;
  bool broken_at(Position at) const { return join_count_ > 0 && broken_within(at, at + 1); }

  static constexpr std::uint32_t kSortDepth = 64;

 private:
  friend class SegmentChecker;
  friend class SegmentMerger;
  Segment() = default;
  Status find_sections(std::string_view bytes);
  Interval boundaries(std::span<const Token> phrase, Interval within) const;
  Interval around(std::uint32_t inside, std::uint32_t words, Interval within, bool& whole) const;
  struct Sampled;
  Sampled sampled(const std::uint64_t* samples, std::uint32_t every, Interval within, std::uint64_t low,
                  std::uint64_t high) const;
  Sampled sampled(std::span<const Token> words, Interval band, bool prefix) const;
  std::uint32_t shared(std::uint32_t at, std::span<const Token> words) const;

  std::filesystem::path path_;
  MappedFile file_;
  // Into the map; the names are those of format.h.
  const std::uint32_t *key_starts_ = nullptr, *key_table_ = nullptr, *word_starts_ = nullptr, *starts_ = nullptr,
                      *landmarks_ = nullptr, *owners_ = nullptr, *turns_ = nullptr, *voices_ = nullptr,
                      *posting_starts_ = nullptr, *joins_ = nullptr, *breaks_ = nullptr;
  PackedColumn tokens_, suffixes_;
  const std::uint64_t *samples_ = nullptr, *deep_samples_ = nullptr;  // no deep ones before version 4
  const struct SpanBlock* span_blocks_ = nullptr;
  const struct NoteRecord* notes_ = nullptr;
  const struct DocumentRecord* document_records_ = nullptr;
  std::string_view keys_, spans_, postings_;
  std::uint32_t key_mask_ = 0, note_count_ = 0, join_count_ = 0;
  std::uint32_t size_ = 0, suffix_count_ = 0, lexicon_ = 0, utterances_ = 0, documents_ = 0;
  std::uint32_t sample_every_ = 1, suffix_shift_ = 0;
  bool bounded_ = false;  // its postings have bounds
};

}  // namespace stenogram::concordance
