// Writes the sections of a segment front to back, each checksummed as it passes, and
// makes the file durable at the end: temporary name, sync, rename, sync the folder.
//
// Errors are kept: after the first, everything else is ignored and finish() returns
// it, having removed the temporary file. One thread.
#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "stenogram/base/result.h"
#include "stenogram/concordance/file_system.h"
#include "stenogram/concordance/format.h"

namespace stenogram::concordance {

class SegmentWriter {
 public:
  SegmentWriter(FileSystem& files, std::filesystem::path path);
  ~SegmentWriter();

  // Sections come in the order of the enum, each once.
  void begin(Section section);
  void append(std::string_view bytes);
  template <class T>
  void append(const std::vector<T>& values) {
    append(std::string_view(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)));
  }
  template <class T>
  void append_value(const T& value) {
    append(std::string_view(reinterpret_cast<const char*>(&value), sizeof value));
  }
  template <class T>
  void section(Section name, const std::vector<T>& values) {
    begin(name);
    append(values);
  }
  bool failed() const { return !status_; }
  // The temporary file goes, and finish() will return `error`.
  void abandon(Error error);

  Status finish(const Counts& counts);

 private:
  void flush();
  void end_section();

  FileSystem& files_;
  std::filesystem::path path_, temporary_;
  std::unique_ptr<OutputFile> file_;
  Status status_;
  std::string buffer_;
  std::uint64_t written_ = 0;  // bytes handed to the file
  Table table_;
  std::size_t next_ = 0;  // sections begun
  struct Checksum;
  std::unique_ptr<Checksum> checksum_;
};

// XXH3, 64 bits.
std::uint64_t checksum(std::string_view bytes);

}  // namespace stenogram::concordance
