// Keeps the concordance in step with the record.
//
// Documents go into a builder in memory; flush() makes them a segment file, whole and
// durable, and only then a row of the catalogue, in the same transaction as the
// documents themselves. So at every instant the record names only files that are
// whole, and every document it holds stands in exactly one of them.
//
//   a file without a row    a crash came between the two: the writer deletes it
//   a row without its file  somebody deleted it, or the disk did: the writer makes it
//                           again from the record; a reader says so
//
// Changes come from one thread; snapshot() may be called from any.
#pragma once
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "stenogram/archive/archive.h"
#include "stenogram/base/progress.h"
#include "stenogram/concordance/index.h"
#include "stenogram/corpus/entry.h"

namespace stenogram::corpus {

class IndexKeeper {
 public:
  // How a document is fetched to be indexed again, with its number.
  using Fetch = std::function<Result<IndexEntry>(archive::TranscriptNumber)>;

  // `matching` is the version of the rule that made the keys, and of the entries.
  IndexKeeper(archive::Archive& record, std::string matching, Fetch fetch)
      : record_(record), matching_(std::move(matching)), fetch_(std::move(fetch)) {}

  // Opens what the catalogue names.
  Status open_to_read();
  // The same, after putting right what a crash left.
  Status open_to_write(Progress& progress);

  // Between the record's begin() and commit().
  void add(const IndexEntry& entry);
  bool full() const { return builder_.full(); }
  std::uint64_t waiting() const { return builder_.documents(); }
  Status flush();
  // The transaction came to nothing: forget what it added.
  void forget();

  // After a commit: the new snapshot, then merging where that is worth it. Merging that
  // fails (a full disk, say) leaves all as it was, and is tried again next time.
  Status committed(Progress& progress);

  // Throws all segments away and makes them again from the record.
  Status rebuild(Progress& progress);

  concordance::Index snapshot() const;
  const std::vector<archive::SegmentRow>& rows() const { return rows_; }

 private:
  Status load(bool mend);
  Status mend(const std::vector<archive::SegmentRow>& broken, Progress& progress);
  Status index_again(const std::vector<archive::TranscriptNumber>& numbers, Progress& progress);
  Status describe(archive::SegmentRow& row) const;
  Result<bool> merge_once(Progress& progress);
  void sweep();
  std::filesystem::path path_of(const std::string& name) const { return record_.segments_folder() / name; }

  archive::Archive& record_;
  std::string matching_;
  Fetch fetch_;
  concordance::SegmentBuilder builder_;
  archive::TranscriptNumber first_ = 0, last_ = 0;
  std::vector<archive::SegmentRow> rows_;
  std::vector<std::shared_ptr<const concordance::Segment>> segments_;  // one a row
  std::vector<std::string> unnamed_;                                   // files written in a transaction still open

  mutable std::mutex mutex_;  // of index_
  concordance::Index index_;
};

}  // namespace stenogram::corpus
