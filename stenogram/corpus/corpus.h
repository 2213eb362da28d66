// The front door: record and index kept in step; ingest, look up, locate.
//
//   auto corpus = Corpus::open("hearings.stenogram", Corpus::Mode::create);
//   auto done = (*corpus)->ingest({"captures/"}, report, progress);
//   auto places = (*corpus)->locate(probe);
//
// A Corpus is a snapshot that the writer moves on with each commit, and a reader with
// refresh(). Documents are unpacked when asked for and kept in a cache of bounded size.
// Any number of threads may ask one Corpus at once; ingest, remove and rebuild are one
// thread's, and one process's: another writer is Error::busy.
#pragma once
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "stenogram/archive/archive.h"
#include "stenogram/base/progress.h"
#include "stenogram/capture/read.h"
#include "stenogram/corpus/address.h"
#include "stenogram/corpus/index_keeper.h"
#include "stenogram/corpus/passages.h"
#include "stenogram/corpus/shelf.h"

namespace stenogram::corpus {

// How pages are read, and how much is done at once. Tests read in other ways.
struct CorpusOptions {
  std::function<std::vector<transcript::Transcript>(const capture::Page&)> read = [](const capture::Page& page) {
    return transcript::read(page);
  };
  int reader_version = transcript::kReaderVersion;
  std::string matching_version = text::matching_version();
  capture::Limits limits;
  std::string format;                       // that files are read as; empty: told from their content
  unsigned threads = 0;                     // that read; 0: as many as there are cores
  std::uint64_t batch_bytes = 32ull << 20;  // of captures in one commit, at most about
  std::uint64_t batch_documents = 4096;
  double batch_seconds = 2;                 // a commit waits no longer than this
  std::uint64_t cache_bytes = 64ull << 20;  // of documents unpacked
};

// A document as the record holds it, with its words. Any thread.
Result<Document> fetch(archive::Archive& record, archive::TranscriptNumber number);

// What became of one capture, or of one transcript of it.
struct Ingested {
  enum class Status { added, unchanged, replaced, failed };
  Status status = Status::failed;
  std::string transcript;  // id; empty where it failed
  std::string name;        // as given
  std::uint64_t turns = 0;
  std::optional<Error> error;
};
std::string_view name_of(Ingested::Status status);

struct IngestSummary {
  std::uint64_t added = 0, unchanged = 0, replaced = 0, failed = 0;
  bool stopped = false;  // Progress asked for it; the rest was not looked at
};

class Corpus : public Passages, public Shelf {
 public:
  using Mode = archive::Archive::Mode;
  static Result<std::unique_ptr<Corpus>> open(const std::filesystem::path& folder, Mode mode,
                                              CorpusOptions options = {}, Progress& progress = no_progress());
  ~Corpus() override;

  // Reads files and folders (in sorted order; names that begin with a dot and archives
  // are passed over) and keeps what they hold. `report` hears of each transcript once
  // the commit that holds it is durable, in the order of reading. What cannot be read
  // is reported as failed, and the rest goes on; an Error is returned only where the
  // archive itself can take no more, and then what was reported stays.
  using Report = std::function<void(const Ingested&)>;
  Result<IngestSummary> ingest(const std::vector<std::string>& paths, const Report& report,
                               Progress& progress = no_progress());
  // The same for one capture that is no file.
  Result<IngestSummary> ingest(capture::Source source, const Report& report);
  // A capture and all that was read from it. Gives the ids that are gone.
  Result<std::vector<std::string>> remove(std::string_view id);
  // Makes the index again from the record.
  Status rebuild(Progress& progress = no_progress());

  // Looks at every byte of record and index; tells of each fault. `deep` also holds
  // every word of the index against the record.
  struct Verified {
    std::uint64_t captures = 0, transcripts = 0, segments = 0, words = 0;
  };
  using Fault = archive::Archive::Fault;
  Result<Verified> verify(bool deep, const Fault& fault, Progress& progress = no_progress());

  // Passages
  Result<Places> locate(const Probe& probe) const override;
  Result<Places> occurrences(const std::vector<std::string>& words, std::size_t most,
                             const SpeakerSet* by = nullptr) const override;
  std::size_t longest_run(std::span<const std::string> words) const override;
  Result<std::shared_ptr<const Document>> document(DocumentNumber number) const override;
  std::uint64_t count(std::string_view word) const override;
  Searched searched() const override;
  // Read from the record, 20,000 speakers in 30 ms or so; a reader keeps it.
  Result<std::shared_ptr<const Cast>> cast() const override;
  std::vector<DocumentNumber> documents() const override;
  // Shelf
  concordance::Index index() const override;
  Result<std::shared_ptr<const DocumentFacts>> facts(DocumentNumber number) const override;

  Result<Resolved> resolve(const Address& address) const;
  // Error::not_found where no transcript has that id.
  Result<std::shared_ptr<const Document>> document(std::string_view id) const;
  // For what is asked of the record alone: lists and counts.
  archive::Archive& record() const { return *record_; }
  // Moves on to what has been committed since, also by another process.
  Status refresh();

 private:
  friend class Ingestion;
  struct Cache;
  Corpus();

  std::shared_ptr<const DocumentFacts> keep(DocumentNumber number, DocumentFacts of) const;

  CorpusOptions options_;
  std::unique_ptr<archive::Archive> record_;
  std::unique_ptr<IndexKeeper> keeper_;
  std::unique_ptr<Cache> cache_;
  std::uint64_t version_ = 0;
};

}  // namespace stenogram::corpus
