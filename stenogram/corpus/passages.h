// What check asks of the record, and the seam behind which locating may change.
//
// Corpus answers it from the concordance; tests answer it with a slow twin that
// scans everything (tests must find both agree).
#pragma once
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "stenogram/base/result.h"
#include "stenogram/corpus/document.h"

namespace stenogram::corpus {

using DocumentNumber = std::uint64_t;  // within one archive, never reused

// A stretch of one utterance that may carry the words sought.
struct Place {
  DocumentNumber document = 0;
  std::uint32_t utterance = 0;  // index into Document::utterances
  TokenRange words;             // of that utterance; the matched stretch, roughly bounded
  double score = 0;             // share of the sought words found in order there, 0 to 1
  bool exact = false;           // the words, all and in order, by search_key
};

// A speaker of the record, as one transcript names him or her.
struct SpeakerRef {
  DocumentNumber document = 0;
  std::uint32_t speaker = 0;
};

// Everybody who speaks in an archive: who is named alike in every respect is one member.
struct Cast {
  struct Member {
    transcript::Speaker speaker;  // name, office and labels
    std::vector<SpeakerRef> as;   // by document
  };
  std::vector<Member> members;
};

// Speakers, by document: whose turns are looked at.
using SpeakerSet = std::unordered_map<DocumentNumber, std::vector<std::uint32_t>>;

struct Probe {
  std::vector<std::string> words;  // search keys, in order
  std::size_t most = 64;           // places wanted, best first
  double least = 0.3;              // score below which a place is not worth showing
  double serving = 0;              // below this they can only be shown, and are wanted
  std::size_t others = 64;         // no further than this many places down the list
  const SpeakerSet* by = nullptr;  // their turns only
};

struct Places {
  std::vector<Place> places;      // best first; ties by document, then position
  std::uint64_t exact_total = 0;  // how many places carry all the words exactly, beyond `most` too
  bool cut = false;               // more were met than given or looked at
};

struct Searched {
  std::uint64_t transcripts = 0, turns = 0;
  std::string from, to;  // ISO dates, empty where nothing is dated
};

class Passages {
 public:
  virtual ~Passages() = default;
  virtual Result<Places> locate(const Probe& probe) const = 0;
  // Every exact occurrence of a run of search keys, in order of document and position,
  // at most `most` of them; where `by` is given, in those speakers' turns only.
  virtual Result<Places> occurrences(const std::vector<std::string>& words, std::size_t most,
                                     const SpeakerSet* by = nullptr) const = 0;
  // How many of the words, from the first on, may stand in a row somewhere; never too few.
  virtual std::size_t longest_run(std::span<const std::string> words) const = 0;
  virtual Result<std::shared_ptr<const Document>> document(DocumentNumber number) const = 0;
  // How often the word (a search key) stands in the archive.
  virtual std::uint64_t count(std::string_view word) const = 0;
  virtual Searched searched() const = 0;
  virtual Result<std::shared_ptr<const Cast>> cast() const = 0;
  // All numbers alive, in order of event date, then capture, then position.
  virtual std::vector<DocumentNumber> documents() const = 0;
};

}  // namespace stenogram::corpus
