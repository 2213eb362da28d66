// The index: the live segments of an archive less the documents removed from them,
// as one consistent snapshot.
//
//   Index index = *Index::of(segments, removed);
//   index.count(phrase({"we", "will", "rebuild"}));
//   for (Match match : index.find(pattern, everything)) index.place(match);
//
// An Index is a shared pointer: copying it is cheap, it never changes, and any number
// of threads may ask it at once. A writer makes a new one; readers go on with theirs,
// and a segment file stays mapped until the last snapshot that names it goes, even if
// it has been deleted from the folder.
#pragma once
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "stenogram/base/progress.h"
#include "stenogram/concordance/segment.h"

namespace stenogram::concordance {

// A run of words in one utterance. In order of (segment, first), which is order of
// document number, then place in the document.
struct Match {
  std::uint32_t segment = 0;  // index into Index::segments()
  Position first = 0;
  std::uint32_t words = 0;
  auto operator<=>(const Match&) const = default;
};

// The same in terms the rest of the program knows.
struct Place {
  DocumentNumber document = 0;
  std::uint32_t utterance = 0;  // n-th of the document, from 0
  TokenRange words;             // of that utterance
  UtteranceInfo info;           // turn, note, speaker, kind
  bool operator==(const Place& other) const {
    return document == other.document && utterance == other.utterance && words == other.words;
  }
};

// One step of a pattern: any word of `words`, any that begins with one of `prefixes`,
// or any that `accepts` (asked once for each word of the lexicon). All three empty:
// any word at all. Before it, from least_gap to most_gap words are passed over.
struct Slot {
  std::vector<std::string> words;     // search keys
  std::vector<std::string> prefixes;  // of search keys
  std::function<bool(std::string_view)> accepts;
  std::uint32_t least_gap = 0, most_gap = 0;
};

// Words in order, within one utterance. `we will * rebuild` is we, will, rebuild with
// gaps 1-1 before the third. The first slot's gap is ignored; a pattern must have one
// slot that is not "any word". At each starting word the shortest match is given.
using Pattern = std::vector<Slot>;
Pattern phrase(std::span<const std::string> words);
Pattern phrase(std::initializer_list<std::string_view> words);

// What is searched. Empty functions take everything.
struct Filter {
  std::function<bool(const DocumentRow&)> documents;                        // once a document
  std::function<bool(const DocumentRow&, const UtteranceRow&)> utterances;  // once a match
};

// A filter resolved against one Index: a bitmap of documents for each segment. Make
// once, use for many queries. Holds the Index.
class Selection;

class Index {
 public:
  // `removed` are document numbers; those that stand in no segment are ignored.
  // Segments may come in any order; an Error if their documents interleave.
  static Result<Index> of(std::vector<std::shared_ptr<const Segment>> segments,
                          std::span<const DocumentNumber> removed);
  Index();  // holds nothing

  const std::vector<std::shared_ptr<const Segment>>& segments() const;
  bool alive(std::uint32_t segment, std::uint32_t document) const;

  struct Totals {
    std::uint64_t documents = 0, utterances = 0, words = 0;
  };
  Totals totals() const;  // alive only

  Selection select(const Filter& filter) const;
  Selection all() const;

  // How often a word (a search key) occurs, in how many utterances. O(1) but for the
  // first call after a removal.
  std::uint64_t count(std::string_view word) const;
  std::uint64_t utterances_with(std::string_view word) const;

  // How many matches. A phrase without filter or removals costs two searches a segment;
  // all else looks at each match.
  std::uint64_t count(const Pattern& pattern) const;
  std::uint64_t count(const Pattern& pattern, const Selection& selection) const;
  // Matches in order, at most `most`.
  std::vector<Match> find(const Pattern& pattern, const Selection& selection, std::size_t most = std::size_t(-1)) const;
  // Matches in no order, cheaper where only a few of many are wanted.
  std::vector<Match> some(const Pattern& pattern, const Selection& selection, std::size_t most) const;

  // How many of the words, from the first on, some utterance may hold in a row: never fewer
  // than one does, and more only where documents were removed, words are broken at a line's
  // end, or there are more than Segment::kSortDepth. O(log) a segment.
  std::size_t longest_run(std::span<const std::string> words) const;

  Place place(const Match& match) const;
  // The first to last byte of the page that the match stands on.
  ByteSpan bytes(const Match& match) const;

  // Words of the archive that begin with `prefix`, in byte order, with their counts
  // (removed documents included until their segment is merged).
  struct Entry {
    std::string word;
    std::uint64_t count;
  };
  std::vector<Entry> lexicon(std::string_view prefix, std::size_t most = std::size_t(-1)) const;

  struct State;
  const State& state() const { return *state_; }

 private:
  std::shared_ptr<const State> state_;
};

class Selection {
 public:
  bool everything() const { return everything_; }          // neither filter nor removal
  bool by_utterance() const { return bool(utterances_); }  // within documents it takes, not all may be taken
  bool takes(std::uint32_t segment, std::uint32_t utterance) const;
  bool takes_document(std::uint32_t segment, std::uint32_t document) const {
    return documents_[segment][document >> 6] >> (document & 63) & 1;
  }

 private:
  friend class Index;
  Index index_;
  bool everything_ = false;
  std::vector<std::vector<std::uint64_t>> documents_;
  std::function<bool(const DocumentRow&, const UtteranceRow&)> utterances_;
};

// -- Merging. Lookups pay for each live segment, so small ones are joined.

// What merge_plan needs to know of a live segment, in order of document number.
struct SegmentSize {
  std::uint64_t words = 0, removed_words = 0;
};

// A run of neighbours [first, last) worth merging now, empty if none is: ask again after
// each merge until it is. Where more than `most_live` are alive, the newest are joined,
// back to the first that is twice as large as all of them together; so sizes grow
// geometrically, and ten thousand equal commits rewrite each word ten times. What has
// passed half of 128 million words is full: it is joined with others only up to that size, and is
// not counted, so an archive has one more segment for every 400 to 700 MB of text. A segment
// with more than a fifth of its words removed is worth rewriting alone.
std::pair<std::size_t, std::size_t> merge_plan(std::span<const SegmentSize> live, std::size_t most_live = 6);

// Writes one segment with the documents of `segments` (neighbours, in order) less
// `removed`, as durably as SegmentBuilder::write. Answers from it are those of a
// segment built anew from the same documents, byte for byte. Streams: holds about a byte
// a word, and of the mapped segments some 540 MB at most. Error::too_large where the
// result would pass a segment's limits.
Status merge(std::span<const std::shared_ptr<const Segment>> segments, std::span<const DocumentNumber> removed,
             const std::filesystem::path& path, FileSystem& files = disk(), Progress& progress = no_progress());

}  // namespace stenogram::concordance
