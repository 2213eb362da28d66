// The four things a segment asks of the disk, behind an interface so that tests
// can refuse any one of them (full disk, failed fsync, crash before the rename).
#pragma once
#include <filesystem>
#include <memory>
#include <string_view>

#include "stenogram/base/result.h"

namespace stenogram::concordance {

// A file being written from its first byte to its last. Destroying it closes it
// and leaves on disk whatever was written.
class OutputFile {
 public:
  virtual ~OutputFile() = default;
  virtual Status write(std::string_view bytes) = 0;
  virtual Status sync() = 0;
};

class FileSystem {
 public:
  virtual ~FileSystem() = default;
  // An existing file of that name is emptied.
  virtual Result<std::unique_ptr<OutputFile>> create(const std::filesystem::path& path) = 0;
  virtual Status rename(const std::filesystem::path& from, const std::filesystem::path& to) = 0;
  virtual Status sync_folder(const std::filesystem::path& folder) = 0;
  // Best effort: what cannot be removed is swept up when the archive next opens.
  virtual void remove(const std::filesystem::path& path) = 0;
};

// The machine's own. Any thread.
FileSystem& disk();

}  // namespace stenogram::concordance
