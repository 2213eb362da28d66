#include "stenogram/concordance/segment_writer.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <cassert>
#include <cstring>

namespace stenogram::concordance {
namespace {

constexpr std::size_t kBuffer = std::size_t{1} << 20;
constexpr std::uint64_t kAlignment = 64;

}  // namespace

std::uint64_t checksum(std::string_view bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

struct SegmentWriter::Checksum {
  XXH3_state_t state;
};

SegmentWriter::SegmentWriter(FileSystem& files, std::filesystem::path path)
    : files_(files), path_(std::move(path)), temporary_(path_), checksum_(new Checksum) {
  temporary_ += ".writing";
  auto file = files_.create(temporary_);
  if (!file) {
    status_ = file.error();
    return;
  }
  file_ = std::move(*file);
  buffer_.reserve(kBuffer);
  buffer_.append(kSignature, sizeof kSignature);
}

SegmentWriter::~SegmentWriter() {
  if (file_) abandon({});
}

void SegmentWriter::abandon(Error error) {
  if (file_) {
    file_.reset();
    files_.remove(temporary_);
  }
  if (status_) status_ = std::move(error);
}

void SegmentWriter::flush() {
  if (!status_ || buffer_.empty()) return;
  Status wrote = file_->write(buffer_);
  if (!wrote) return abandon(wrote.error());
  written_ += buffer_.size();
  buffer_.clear();
}

void SegmentWriter::end_section() {
  if (next_ == 0) return;
  Extent& extent = table_.sections[next_ - 1];
  extent.size = written_ + buffer_.size() - extent.offset;
  extent.checksum = XXH3_64bits_digest(&checksum_->state);
}

void SegmentWriter::begin(Section section) {
  assert(std::size_t(section) == next_);
  (void)section;
  end_section();
  while ((written_ + buffer_.size()) % kAlignment != 0) buffer_ += '\0';
  table_.sections[next_++].offset = written_ + buffer_.size();
  XXH3_64bits_reset(&checksum_->state);
}

void SegmentWriter::append(std::string_view bytes) {
  if (!status_) return;
  XXH3_64bits_update(&checksum_->state, bytes.data(), bytes.size());
  if (buffer_.size() + bytes.size() > kBuffer) flush();
  if (bytes.size() < kBuffer) {
    buffer_ += bytes;
    return;
  }
  if (!status_) return;
  Status wrote = file_->write(bytes);
  if (!wrote) return abandon(wrote.error());
  written_ += bytes.size();
}

Status SegmentWriter::finish(const Counts& counts) {
  assert(next_ == kSections || !status_);
  static_assert(sizeof(Table) == sizeof(Counts) + kSections * sizeof(Extent));
  if (!status_) return status_;
  end_section();
  table_.counts = counts;
  while ((written_ + buffer_.size()) % kAlignment != 0) buffer_ += '\0';
  std::string_view table(reinterpret_cast<const char*>(&table_), sizeof table_);
  Trailer trailer{written_ + buffer_.size(), checksum(table), {}};
  std::memcpy(trailer.signature, kEndSignature, sizeof kEndSignature);
  buffer_ += table;
  buffer_.append(reinterpret_cast<const char*>(&trailer), sizeof trailer);
  flush();
  if (!status_) return status_;

  // The bytes are safe before the name exists, and the name is safe before anybody is
  // told of it: a power cut leaves a whole segment or a temporary file to sweep up.
  Status synced = file_->sync();
  if (!synced) {
    abandon(synced.error());
    return status_;
  }
  file_.reset();
  Status renamed = files_.rename(temporary_, path_);
  if (!renamed) {
    files_.remove(temporary_);
    return renamed;
  }
  Status folder = files_.sync_folder(path_.parent_path());
  if (!folder) {
    files_.remove(path_);
    return folder;
  }
  return {};
}

}  // namespace stenogram::concordance
