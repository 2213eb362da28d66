// The archive as a server holds it: open for as long as the server runs, looked at
// through views that follow the archive as it grows.
//
// now() gives the newest state there is. Whoever first notices that something was
// committed (by this process or another) makes the new view; all others go on with the
// one they have, so an ingest stalls nobody. The last few views are kept, so that pages
// of one answer come from one state.
//
// A generation names a state: it is never used for another, by this server or the next.
// Any number of threads.
#pragma once
#include <atomic>
#include <chrono>
#include <deque>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "stenogram/archive/archive.h"
#include "stenogram/corpus/families.h"
#include "stenogram/corpus/view.h"
#include "stenogram/render/check_report.h"
#include "stenogram/serve/lanes.h"

namespace stenogram::serve {

// A name that occurs in the archive, and what is its.
struct SpeakerRow {
  std::string name;
  std::uint64_t transcripts = 0, turns = 0, words = 0;
  std::string from, to;  // days; empty where nothing is dated
};

struct YearRow {
  std::string year;  // empty: undated
  std::uint64_t transcripts = 0, turns = 0, words = 0;
};

// A transcript of the archive with what lists say of it.
struct ListRow {
  archive::TranscriptRow row;
  std::vector<std::string> speakers;
};

class Snapshot : public corpus::View {
 public:
  Snapshot(const corpus::Corpus& corpus, concordance::Index index, archive::Counts counts, std::size_t segments,
           std::string generation);

  // A transcript's document by its id; null where the record no longer gives it.
  render::OpenDocument opener() const;
  const std::string& generation() const { return generation_; }
  const archive::Counts& counts() const { return counts_; }
  std::size_t segment_count() const { return segments_; }

  // Made when first asked for, then kept. By date, as `stenogram list` has them.
  Result<std::shared_ptr<const std::vector<ListRow>>> list() const;
  // By name.
  Result<std::shared_ptr<const std::vector<SpeakerRow>>> speakers() const;
  // In order, the undated first.
  Result<std::shared_ptr<const std::vector<YearRow>>> years() const;
  // Which transcripts are copies of one another.
  Result<std::shared_ptr<const corpus::Families>> copies() const;
  // Makes all of these, and touches what facets need, before somebody waits for them. Takes
  // seconds over a large archive; ends early once `stop` is set.
  void warm(const std::atomic<bool>& stop) const;

 private:
  archive::Counts counts_;
  std::size_t segments_ = 0;
  std::string generation_;
  // One for each, so that who asks for years does not wait for speakers.
  mutable std::mutex list_mutex_, speakers_mutex_, years_mutex_, families_mutex_;
  mutable std::shared_ptr<const std::vector<ListRow>> list_;
  mutable std::shared_ptr<const std::vector<SpeakerRow>> speakers_;
  mutable std::shared_ptr<const std::vector<YearRow>> years_;
  mutable std::shared_ptr<const corpus::Families> families_;
};

class Library {
 public:
  struct Options {
    std::uint64_t cache_bytes = 1ull << 30;  // of documents unpacked
    bool write = false;                      // uploads are taken
    std::string program = "stenogram";       // with its version, for receipts
  };
  static Result<std::unique_ptr<Library>> open(const std::filesystem::path& archive, const Options& options);

  // The newest state; where it cannot be read just now, the one before.
  std::shared_ptr<const Snapshot> now();
  // A state that was current not long ago; null where it is no longer held.
  std::shared_ptr<const Snapshot> at(std::string_view generation);

  bool writable() const { return options_.write; }
  const std::string& program() const { return options_.program; }
  // Has a thread of its own warm what is current now; ended by the destructor.
  void warm();
  ~Library();
  // Keeps captures, one writer at a time; Error::busy while another process writes.
  Result<corpus::IngestSummary> ingest(capture::Source source, const corpus::Corpus::Report& report);
  // Gives the ids of the transcripts that are gone.
  Result<std::vector<std::string>> remove(std::string_view id);

  std::uint64_t refreshed() const { return refreshed_; }
  // Cores that an answer may use beside its own thread, shared by all answers.
  SpareCores& spare() { return spare_; }

 private:
  Library() = default;
  Status refresh();

  std::filesystem::path archive_;
  Options options_;
  std::unique_ptr<corpus::Corpus> corpus_;
  std::string boot_;  // of this server, in every generation
  std::atomic<std::uint64_t> refreshed_{0};
  SpareCores spare_;

  std::mutex refreshing_;  // held by the one that makes a new view
  std::uint64_t version_ = 0;
  bool stale_ = false;
  std::mutex writing_;
  mutable std::mutex mutex_;                               // of snapshots_
  std::deque<std::shared_ptr<const Snapshot>> snapshots_;  // newest first
  std::atomic<bool> ending_{false};
  std::thread warming_;
};

}  // namespace stenogram::serve
