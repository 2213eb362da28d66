// One writer at a time, in however many processes.
//
// The lock is the kernel's, on a file in the archive: it goes when the process goes,
// however it goes, so no stale lock is ever left.
#pragma once
#include <filesystem>

#include "stenogram/base/result.h"

namespace stenogram::archive {

class WriterLock {
 public:
  // Error::busy, with the process that holds it where that is known.
  static Result<WriterLock> take(const std::filesystem::path& folder);
  WriterLock() = default;
  WriterLock(WriterLock&& other) noexcept;
  WriterLock& operator=(WriterLock&& other) noexcept;
  ~WriterLock();

 private:
  int descriptor_ = -1;
};

}  // namespace stenogram::archive
