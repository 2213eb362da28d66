// Captures in, a record out.
//
// The thread that calls takes files up, in order, and hands their bytes to workers,
// which read them: bytes to page, page to transcripts, transcripts to words, and all of
// it compressed. Then, in the same order, it puts what they made into one transaction of
// record and index. When enough has come together the index is written, the transaction
// is committed, and only then is anything reported.
//
//   files -> [bytes, SHA-256] -> workers -> [waiting, in order] -> transaction -> commit -> report
//
// Memory is bounded by what waits: at most kAhead captures or kAheadBytes of them, and
// one batch; a capture larger than that waits alone. Captures that are there already are
// known by their SHA-256 and not read.
#include <malloc.h>

#include <chrono>
#include <future>

#include "stenogram/base/file.h"
#include "stenogram/base/hash.h"
#include "stenogram/corpus/corpus.h"
#include "stenogram/corpus/entry.h"
#include "stenogram/corpus/folder.h"
#include "stenogram/corpus/reading.h"
#include "stenogram/corpus/workers.h"

namespace stenogram::corpus {
namespace {

constexpr std::size_t kAhead = 256;
constexpr std::uint64_t kAheadBytes = 48ull << 20;
constexpr std::size_t kLarge = 16 << 20;  // of one capture's text

// A capture as a worker leaves it.
struct Ready {
  archive::Prepared prepared;
  std::vector<IndexEntry> entries;  // one a transcript
  std::optional<Error> error;
};

// A capture on its way, from the moment it was taken up.
struct Waiting {
  capture::Source source;  // its bytes go to the worker
  std::string sha256;
  std::uint64_t bytes = 0;
  std::future<Ready> ready;      // invalid where nothing had to be read
  std::optional<Error> trouble;  // it could not even be taken up
};

Ready make_ready(const CorpusOptions& options, capture::Source source, std::string sha256) {
  Ready ready;
  // Bytes to blocks. From here on, every block knows its place in the source.
  Result<capture::Page> page = capture::read(source, options.limits);
  if (!page) {
    ready.error = page.error();
    return ready;
  }
  // The record comes first; all that the index holds can be made again from it. Of a large capture
  // nothing is held for longer than it must.
  ready.prepared = archive::prepared(source.bytes, std::move(sha256), *page);
  source.bytes = std::string();

  // Blocks to heading, turns and leftovers. None is lost, none counted twice.
  std::vector<transcript::Transcript> transcripts = options.read(*page);
  add_doubts(*page, transcripts);
  std::vector<capture::Block>().swap(page->blocks);
  // What reading took and gave back goes to the system, not to the next small captures.
  if (page->text.size() >= kLarge) ::malloc_trim(0);

  // The index hears only words and the columns they are filtered by.
  for (transcript::Transcript& transcript : transcripts) {
    archive::add_reading(ready.prepared, transcript, /*words=*/0);
    ready.entries.push_back(entry_of(transcript, page->text));
    ready.prepared.readings.back().words = ready.entries.back().said.size();
    transcript = transcript::Transcript();
  }
  return ready;
}

}  // namespace

std::string_view name_of(Ingested::Status status) {
  switch (status) {
    case Ingested::Status::added: return "added";
    case Ingested::Status::unchanged: return "unchanged";
    case Ingested::Status::replaced: return "replaced";
    case Ingested::Status::failed: return "failed";
  }
  return {};
}

class Ingestion {
 public:
  Ingestion(Corpus& corpus, const Corpus::Report& report, Progress& progress)
      : corpus_(corpus),
        options_(corpus.options_),
        record_(*corpus.record_),
        keeper_(*corpus.keeper_),
        report_(report),
        progress_(progress),
        workers_(options_.threads ? options_.threads : std::thread::hardware_concurrency()) {}

  void take_path(const std::string& path);
  void take_capture(capture::Source source);
  Result<IngestSummary> finish();

 private:
  bool going() const { return status_ && !summary_.stopped; }
  void take_file(const std::string& path);
  void take_trouble(const std::string& name, Error error);
  void settle_one();
  Status settle(Waiting& waiting);
  Status settle_known(const archive::CaptureRow& row, Waiting& waiting, Ready* ready);
  Status begin_batch();
  Status commit_batch();
  void note(Ingested::Status status, const std::string& name, const std::vector<archive::Kept>& kept);
  void add_entries(Ready& ready, const std::vector<archive::Kept>& kept);

  Corpus& corpus_;
  const CorpusOptions& options_;
  archive::Archive& record_;
  IndexKeeper& keeper_;
  const Corpus::Report& report_;
  Progress& progress_;

  std::deque<Waiting> waiting_;
  std::uint64_t waiting_bytes_ = 0;
  std::vector<Ingested> batch_;  // settled, not yet committed
  std::uint64_t batch_bytes_ = 0;
  bool open_ = false;  // a transaction
  std::chrono::steady_clock::time_point began_;
  std::uint64_t settled_ = 0;
  Status status_;
  IngestSummary summary_;
  Workers workers_;  // last, so that it ends before what it works on
};

void Ingestion::take_path(const std::string& path) {
  std::error_code error;
  if (path != "-" && std::filesystem::is_directory(path, error))
    each_file(
        path, [&](const std::string& file) { return take_file(file), going(); },
        [&](Error trouble) {
          std::string name = trouble.where;
          take_trouble(name, std::move(trouble));
        });
  else if (going()) take_file(path);
}

void Ingestion::take_file(const std::string& path) {
  if (progress_.cancelled()) summary_.stopped = true;
  if (!going()) return;
  Result<std::string> bytes = read_file(path, options_.limits.capture_bytes);
  if (!bytes) return take_trouble(path, bytes.error());
  capture::Source file;
  file.name = path;
  file.bytes = std::move(*bytes);
  file.format = options_.format;
  Status unpacked = capture::unpack(
      std::move(file), options_.limits,
      [&](capture::Source source) {
        take_capture(std::move(source));
        if (progress_.cancelled()) summary_.stopped = true;
        return going();
      },
      [&](Error trouble) { take_trouble(path, std::move(trouble)); });
  if (!unpacked) take_trouble(path, unpacked.error());
}

void Ingestion::take_trouble(const std::string& name, Error error) {
  Waiting waiting;
  waiting.source.name = name;
  waiting.trouble = std::move(error);
  waiting_.push_back(std::move(waiting));
}

void Ingestion::take_capture(capture::Source source) {
  while (going() && !waiting_.empty() &&
         (waiting_.size() >= kAhead || waiting_bytes_ + source.bytes.size() > kAheadBytes))
    settle_one();
  if (!going()) return;
  Waiting waiting;
  waiting.bytes = source.bytes.size();
  waiting.sha256 = sha256(source.bytes);
  Result<std::optional<archive::CaptureRow>> known = record_.capture_of(waiting.sha256);
  if (!known) {
    status_ = known.error();
    return;
  }
  std::string bytes = std::move(source.bytes);
  waiting.source = source;
  if (!*known || (*known)->reader != options_.reader_version) {
    source.bytes = std::move(bytes);
    auto task = std::make_shared<std::packaged_task<Ready()>>(
        [&options = options_, moved = std::make_shared<capture::Source>(std::move(source)), hash = waiting.sha256] {
          return make_ready(options, std::move(*moved), hash);
        });
    waiting.ready = task->get_future();
    workers_.give([task] { (*task)(); });
  }
  waiting_bytes_ += waiting.bytes;
  waiting_.push_back(std::move(waiting));
}

void Ingestion::settle_one() {
  Waiting waiting = std::move(waiting_.front());
  waiting_.pop_front();
  waiting_bytes_ -= waiting.bytes;
  status_ = settle(waiting);
  progress_.at("captures", ++settled_, 0);
  if (!status_) return;
  std::chrono::duration<double> age = std::chrono::steady_clock::now() - began_;
  if (open_ && (batch_bytes_ >= options_.batch_bytes || batch_.size() >= options_.batch_documents ||
                age.count() >= options_.batch_seconds || keeper_.full()))
    status_ = commit_batch();
}

Status Ingestion::settle(Waiting& waiting) {
  Ready ready;
  if (waiting.ready.valid()) ready = waiting.ready.get();
  if (waiting.trouble) ready.error = waiting.trouble;
  if (ready.error) {
    Ingested failed;
    failed.name = waiting.source.name;
    failed.error = ready.error;
    batch_.push_back(std::move(failed));
    // With nothing to commit there is nothing to wait for.
    return open_ ? Status() : commit_batch();
  }
  if (Status begun = begin_batch(); !begun) return begun;
  batch_bytes_ += waiting.bytes;
  // Asked again, because the same bytes may have come twice since.
  Result<std::optional<archive::CaptureRow>> known = record_.capture_of(waiting.sha256);
  if (!known) return known.error();
  if (*known) return settle_known(**known, waiting, ready.entries.empty() ? nullptr : &ready);
  Result<std::vector<archive::Kept>> kept = record_.add(ready.prepared, waiting.source, options_.reader_version);
  if (!kept) return kept.error();
  add_entries(ready, *kept);
  note(Ingested::Status::added, waiting.source.name, *kept);
  return {};
}

Status Ingestion::settle_known(const archive::CaptureRow& row, Waiting& waiting, Ready* ready) {
  if (Status seen = record_.note_seen(row.number, waiting.source); !seen) return seen;
  if (ready && row.reader != options_.reader_version) {
    Result<bool> alike = record_.reads_alike(row, ready->prepared);
    if (!alike) return alike.error();
    if (!*alike) {
      std::vector<archive::TranscriptNumber> retired;
      auto kept = record_.replace(row, ready->prepared, options_.reader_version, retired);
      if (!kept) return kept.error();
      add_entries(*ready, *kept);
      note(Ingested::Status::replaced, waiting.source.name, *kept);
      return {};
    }
    if (Status confirmed = record_.confirm(row, options_.reader_version); !confirmed) return confirmed;
  }
  Result<std::vector<archive::Kept>> kept = record_.transcripts_of(row.number);
  if (!kept) return kept.error();
  note(Ingested::Status::unchanged, waiting.source.name, *kept);
  return {};
}

void Ingestion::add_entries(Ready& ready, const std::vector<archive::Kept>& kept) {
  for (std::size_t i = 0; i < kept.size(); ++i) {
    ready.entries[i].document.number = kept[i].number;
    keeper_.add(ready.entries[i]);
  }
}

void Ingestion::note(Ingested::Status status, const std::string& name, const std::vector<archive::Kept>& kept) {
  for (const archive::Kept& one : kept) batch_.push_back({status, one.id, name, one.turns, std::nullopt});
}

Status Ingestion::begin_batch() {
  if (open_) return {};
  if (Status begun = record_.begin(); !begun) return begun;
  open_ = true;
  began_ = std::chrono::steady_clock::now();
  return {};
}

Status Ingestion::commit_batch() {
  bool changed = open_;
  if (open_) {
    Status done = keeper_.flush();
    if (done) done = record_.commit();
    if (!done) return done;
    open_ = false;
  }
  for (const Ingested& ingested : batch_) {
    switch (ingested.status) {
      case Ingested::Status::added: ++summary_.added; break;
      case Ingested::Status::unchanged: ++summary_.unchanged; break;
      case Ingested::Status::replaced: ++summary_.replaced; break;
      case Ingested::Status::failed: ++summary_.failed; break;
    }
    report_(ingested);
  }
  batch_.clear();
  batch_bytes_ = 0;
  return changed ? keeper_.committed(progress_) : Status();
}

Result<IngestSummary> Ingestion::finish() {
  // Stopped, what has not been settled is left for another time.
  while (status_ && !summary_.stopped && !waiting_.empty()) {
    settle_one();
    if (progress_.cancelled()) summary_.stopped = true;
  }
  if (status_) status_ = commit_batch();
  if (!status_) {
    if (open_) record_.rollback();
    keeper_.forget();
    return status_.error();
  }
  return summary_;
}

Result<IngestSummary> Corpus::ingest(const std::vector<std::string>& paths, const Report& report, Progress& progress) {
  Ingestion ingestion(*this, report, progress);
  for (const std::string& path : paths) ingestion.take_path(path);
  return ingestion.finish();
}

Result<IngestSummary> Corpus::ingest(capture::Source source, const Report& report) {
  Ingestion ingestion(*this, report, no_progress());
  ingestion.take_capture(std::move(source));
  return ingestion.finish();
}

}  // namespace stenogram::corpus
