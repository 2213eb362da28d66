#include "stenogram/archive/lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <utility>

namespace stenogram::archive {

Result<WriterLock> WriterLock::take(const std::filesystem::path& folder) {
  std::filesystem::path path = folder / "writer.lock";
  WriterLock lock;
  lock.descriptor_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (lock.descriptor_ < 0) {
    Error error = Error::system(path.string(), errno);
    error.kind = Error::Kind::io;
    error.advice = "the archive cannot be written to; see who owns its folder";
    return error;
  }
  if (::flock(lock.descriptor_, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return Error::system(path.string(), errno);
    char holder[24] = {};
    [[maybe_unused]] ssize_t got = ::pread(lock.descriptor_, holder, sizeof holder - 1, 0);
    std::string who = holder[0] >= '1' && holder[0] <= '9'
                          ? "process " + std::to_string(std::atoll(holder)) + " is writing to it"
                          : "another process is writing to it";
    return Error::busy(folder.string(), who, "try again when it is done");
  }
  // For people who ask who it is; nothing depends on it.
  std::string self = std::to_string(::getpid()) + "\n";
  if (::ftruncate(lock.descriptor_, 0) == 0) {
    [[maybe_unused]] ssize_t put = ::pwrite(lock.descriptor_, self.data(), self.size(), 0);
  }
  return lock;
}

WriterLock::WriterLock(WriterLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

WriterLock& WriterLock::operator=(WriterLock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

WriterLock::~WriterLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace stenogram::archive
