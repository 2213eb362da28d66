#include "stenogram/corpus/index_keeper.h"

// For a state on the stack.
#define XXH_STATIC_LINKING_ONLY
#include <xxhash.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <set>

#include "stenogram/base/file.h"

namespace stenogram::corpus {
namespace {

namespace fs = std::filesystem;
using archive::SegmentRow;
using archive::TranscriptNumber;

constexpr const char* kMatching = "matching";
constexpr const char* kAdvice = "make it again with `stenogram verify --rebuild`";

// Read piece by piece: mapped, a merged segment would count as memory of ours while it is read.
Result<std::string> checksum_of(const fs::path& path) {
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rbe"), std::fclose);
  if (!file) return Error::system(path.string(), errno);
  std::setvbuf(file.get(), nullptr, _IONBF, 0);
  XXH3_state_t state;
  XXH3_64bits_reset(&state);
  std::vector<char> piece(std::size_t{1} << 20);
  while (std::size_t read = std::fread(piece.data(), 1, piece.size(), file.get()))
    XXH3_64bits_update(&state, piece.data(), read);
  if (std::ferror(file.get())) return Error::io(path.string(), "could not be read to its end");
  char digits[17];
  std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(XXH3_64bits_digest(&state)));
  return std::string(digits);
}

// The file that the row names, if it is there and of the row's size.
Result<std::shared_ptr<const concordance::Segment>> open_segment(const archive::Archive& record, const fs::path& path,
                                                                 const SegmentRow& row) {
  Result<MappedFile> file = record.segment_file(row.name);
  if (!file) return file.error();
  auto segment = concordance::Segment::open(path, std::move(*file));
  if (!segment) return segment;
  if ((*segment)->bytes() != row.bytes)
    return Error::damaged(path.string(), "is not the file that the record names", kAdvice);
  return segment;
}

}  // namespace

Status IndexKeeper::open_to_read() {
  Result<std::optional<std::string>> matching = record_.setting(kMatching);
  if (!matching) return matching.error();
  if (*matching && **matching != matching_)
    return Error::unsupported(
        record_.folder().string(),
        "its index was made by rule " + **matching + " of what a word is, and this is " + matching_, kAdvice);
  // A writer may merge segments away between our reading of the catalogue and our
  // opening of a file; then the catalogue has changed too.
  for (int attempt = 0;; ++attempt) {
    Status loaded = load(/*mend=*/false);
    if (loaded || loaded.error().kind != Error::Kind::not_found || attempt == 9) {
      if (loaded || loaded.error().kind != Error::Kind::not_found) return loaded;
      Error error = loaded.error();
      return Error::damaged(error.where, "a file of the index is missing", kAdvice);
    }
  }
}

Status IndexKeeper::load(bool mend) {
  if (Status begun = record_.begin_reading(); !begun) return begun;
  Result<std::vector<SegmentRow>> rows = record_.segments();
  Result<std::vector<archive::RemovedRow>> removed = record_.removed();
  record_.end_reading();
  if (!rows) return rows.error();
  if (!removed) return removed.error();

  std::vector<SegmentRow> sound, broken;
  std::vector<std::shared_ptr<const concordance::Segment>> segments;
  for (SegmentRow& row : *rows) {
    // What is open already is not opened again: files never change.
    auto same = std::find_if(segments_.begin(), segments_.end(),
                             [&](const auto& segment) { return segment->path() == path_of(row.name); });
    auto segment = same != segments_.end() ? Result<std::shared_ptr<const concordance::Segment>>(*same)
                                           : open_segment(record_, path_of(row.name), row);
    if (!segment && !mend) return segment.error();
    if (!segment) {
      broken.push_back(std::move(row));
      continue;
    }
    sound.push_back(std::move(row));
    segments.push_back(std::move(*segment));
  }
  std::vector<TranscriptNumber> gone;
  for (const archive::RemovedRow& row : *removed) gone.push_back(row.document);
  Result<concordance::Index> index = concordance::Index::of(segments, gone);
  if (!index) return index.error();
  rows_ = std::move(sound);
  segments_ = std::move(segments);
  {
    std::lock_guard lock(mutex_);
    index_ = std::move(*index);
  }
  if (!broken.empty()) return this->mend(broken, no_progress());
  return {};
}

concordance::Index IndexKeeper::snapshot() const {
  std::lock_guard lock(mutex_);
  return index_;
}

Status IndexKeeper::open_to_write(Progress& progress) {
  std::error_code error;
  fs::create_directories(record_.segments_folder(), error);
  Result<std::optional<std::string>> matching = record_.setting(kMatching);
  if (!matching) return matching.error();
  if (!*matching || **matching != matching_) {
    // A new archive, or one whose words were cut by another rule.
    if (Status rebuilt = rebuild(progress); !rebuilt) return rebuilt;
  } else if (Status loaded = load(/*mend=*/true); !loaded) {
    return loaded;
  }
  sweep();
  // Documents of the record that no segment names: their rows were lost, not the words.
  Result<std::vector<TranscriptNumber>> all = record_.numbers();
  if (!all) return all.error();
  std::vector<TranscriptNumber> missing;
  for (TranscriptNumber number : *all) {
    auto row = std::find_if(rows_.begin(), rows_.end(),
                            [&](const SegmentRow& r) { return r.first <= number && number <= r.last; });
    if (row == rows_.end()) missing.push_back(number);
  }
  return missing.empty() ? Status() : index_again(missing, progress);
}

// Files of the folder that no row names: what a crash left between a file and its row,
// and temporary ones.
void IndexKeeper::sweep() {
  std::set<std::string> named;
  for (const SegmentRow& row : rows_) named.insert(row.name);
  std::error_code error;
  std::vector<fs::path> stray;
  for (const fs::directory_entry& entry : fs::directory_iterator(record_.segments_folder(), error))
    if (!named.count(entry.path().filename().string())) stray.push_back(entry.path());
  for (const fs::path& path : stray) fs::remove(path, error);
}

Status IndexKeeper::mend(const std::vector<SegmentRow>& broken, Progress& progress) {
  std::vector<TranscriptNumber> numbers;
  for (const SegmentRow& row : broken) {
    Result<std::vector<TranscriptNumber>> of_row = record_.numbers(row.first, row.last);
    if (!of_row) return of_row.error();
    numbers.insert(numbers.end(), of_row->begin(), of_row->end());
  }
  if (Status begun = record_.begin(); !begun) return begun;
  Status done;
  for (const SegmentRow& row : broken) {
    if (done) done = record_.drop_segment(row.name);
    if (done) done = record_.forget_removed(row.first, row.last);
  }
  if (done) done = record_.commit();
  if (!done) {
    record_.rollback();
    return done;
  }
  return index_again(numbers, progress);
}

// Documents that stand in no segment become some, in runs that lie between the live
// segments, since the documents of two segments must not interleave.
Status IndexKeeper::index_again(const std::vector<TranscriptNumber>& numbers, Progress& progress) {
  std::uint64_t done_count = 0;
  auto segment_above = [&](TranscriptNumber number) {
    TranscriptNumber nearest = INT64_MAX;
    for (const SegmentRow& row : rows_)
      if (row.first > number) nearest = std::min(nearest, row.first);
    return nearest;
  };
  for (std::size_t at = 0; at < numbers.size();) {
    if (Status begun = record_.begin(); !begun) return begun;
    TranscriptNumber border = segment_above(numbers[at]);
    Status done;
    while (done && at < numbers.size() && numbers[at] < border && !builder_.full()) {
      Result<IndexEntry> entry = fetch_(numbers[at]);
      if (entry) add(*entry);
      else done = entry.error();
      ++at;
      progress.at("documents indexed", ++done_count, numbers.size());
    }
    if (done) done = flush();
    if (done) done = record_.commit();
    if (!done) {
      record_.rollback();
      forget();
      return done;
    }
    unnamed_.clear();
    if (Status loaded = load(/*mend=*/false); !loaded) return loaded;
  }
  return {};
}

void IndexKeeper::add(const IndexEntry& entry) {
  add_to(builder_, entry);
  if (first_ == 0) first_ = entry.document.number;
  last_ = entry.document.number;
}

Status IndexKeeper::describe(SegmentRow& row) const {
  std::error_code error;
  row.bytes = fs::file_size(path_of(row.name), error);
  if (error) return Error::system(path_of(row.name).string(), error.value());
  Result<std::string> checksum = checksum_of(path_of(row.name));
  if (!checksum) return checksum.error();
  row.checksum = *checksum;
  return {};
}

Status IndexKeeper::flush() {
  if (builder_.documents() == 0) return {};
  Result<std::string> name = record_.next_segment_name();
  if (!name) return name.error();
  SegmentRow row;
  row.name = *name;
  row.first = first_;
  row.last = last_;
  row.words = builder_.words();
  if (Status written = builder_.write(path_of(row.name)); !written) return written;
  unnamed_.push_back(row.name);
  first_ = last_ = 0;
  if (Status described = describe(row); !described) return described;
  return record_.add_segment(row);
}

void IndexKeeper::forget() {
  builder_ = concordance::SegmentBuilder();
  first_ = last_ = 0;
  // The files stay. A commit that was refused while it was made durable may yet be found
  // in the log by whoever opens the record next, and then names them; if it is not, the
  // next writer deletes what no row names.
  unnamed_.clear();
}

Status IndexKeeper::committed(Progress& progress) {
  unnamed_.clear();
  if (Status loaded = load(/*mend=*/false); !loaded) return loaded;
  while (!progress.cancelled()) {
    Result<bool> merged = merge_once(progress);
    if (!merged || !*merged) break;
  }
  return {};
}

Result<bool> IndexKeeper::merge_once(Progress& progress) {
  Result<std::vector<archive::RemovedRow>> removed = record_.removed();
  if (!removed) return removed.error();
  std::vector<concordance::SegmentSize> sizes;
  for (const SegmentRow& row : rows_) {
    concordance::SegmentSize size{row.words, 0};
    for (const archive::RemovedRow& gone : *removed)
      if (row.first <= gone.document && gone.document <= row.last) size.removed_words += gone.words;
    sizes.push_back(size);
  }
  auto [first, last] = concordance::merge_plan(sizes);
  if (first == last) return false;

  std::vector<TranscriptNumber> gone;
  for (const archive::RemovedRow& row : *removed) gone.push_back(row.document);
  SegmentRow merged;
  merged.first = rows_[first].first;
  merged.last = rows_[last - 1].last;
  for (std::size_t i = first; i < last; ++i)
    merged.words += sizes[i].words - std::min(sizes[i].words, sizes[i].removed_words);

  if (Status begun = record_.begin(); !begun) return begun.error();
  Result<std::string> name = record_.next_segment_name();
  Status done = name ? Status() : Status(name.error());
  Result<std::vector<TranscriptNumber>> alive = record_.numbers(merged.first, merged.last);
  if (!alive) done = alive.error();
  bool empty = done && alive->empty();
  if (done && !empty) {
    merged.name = *name;
    std::span run(segments_.data() + first, last - first);
    done = concordance::merge(run, gone, path_of(merged.name), concordance::disk(), progress);
    if (done) unnamed_.push_back(merged.name);
    if (done) done = describe(merged);
  }
  std::vector<std::string> old;
  for (std::size_t i = first; done && i < last; ++i) {
    old.push_back(rows_[i].name);
    done = record_.drop_segment(rows_[i].name);
  }
  if (done && !empty) done = record_.add_segment(merged);
  if (done) done = record_.forget_removed(merged.first, merged.last);
  if (done) done = record_.commit();
  if (!done) {
    record_.rollback();
    forget();
    return done.error();
  }
  unnamed_.clear();
  if (Status loaded = load(/*mend=*/false); !loaded) return loaded.error();
  // Readers that have these open go on with them; the bytes go when they do.
  std::error_code error;
  for (const std::string& gone_file : old) fs::remove(path_of(gone_file), error);
  return true;
}

Status IndexKeeper::rebuild(Progress& progress) {
  Result<std::vector<SegmentRow>> rows = record_.segments();
  if (!rows) return rows.error();
  if (Status begun = record_.begin(); !begun) return begun;
  Status done = record_.set(kMatching, matching_);
  for (const SegmentRow& row : *rows)
    if (done) done = record_.drop_segment(row.name);
  if (done) done = record_.forget_removed(0, INT64_MAX);
  if (done) done = record_.commit();
  if (!done) {
    record_.rollback();
    return done;
  }
  if (Status loaded = load(/*mend=*/false); !loaded) return loaded;
  Result<std::vector<TranscriptNumber>> all = record_.numbers();
  if (!all) return all.error();
  if (Status indexed = index_again(*all, progress); !indexed) return indexed;
  sweep();
  return {};
}

}  // namespace stenogram::corpus
