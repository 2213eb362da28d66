#include "stenogram/base/file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace stenogram {
namespace {

constexpr std::uint64_t kWhole = ~std::uint64_t{0};

// Closes on every way out.
struct Descriptor {
  int number = -1;
  ~Descriptor() {
    if (number > 2) ::close(number);
  }
};

Error too_large(const std::filesystem::path& path, std::uint64_t limit) {
  return Error::too_large(path.string(), "more than " + std::to_string(limit >> 20) + " MiB",
                          "split it, or read its parts one by one");
}

}  // namespace

Result<MappedFile> MappedFile::open(const std::filesystem::path& path, Access access) {
  return open(path, access, 0, kWhole);
}

Result<MappedFile> MappedFile::open(const std::filesystem::path& path, Access access, std::uint64_t offset,
                                    std::uint64_t size) {
  Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (file.number < 0) return Error::system(path.string(), errno);
  struct stat status;
  if (::fstat(file.number, &status) != 0) return Error::system(path.string(), errno);
  if (S_ISDIR(status.st_mode)) return Error::unreadable(path.string(), "is a folder");
  std::uint64_t there = std::uint64_t(status.st_size);
  if (size == kWhole) size = there - std::min(offset, there);
  if (offset > there || size > there - offset) return Error::damaged(path.string(), "cut short");
  MappedFile mapped;
  mapped.size_ = std::size_t(size);
  if (mapped.size_ == 0) return mapped;
  int flags = MAP_PRIVATE | (access == Access::resident ? MAP_POPULATE : 0);
  void* data = ::mmap(nullptr, mapped.size_, PROT_READ, flags, file.number, off_t(offset));
  if (data == MAP_FAILED) {
    mapped.size_ = 0;
    return Error::system(path.string(), errno);
  }
  mapped.data_ = static_cast<const char*>(data);
  ::madvise(data, mapped.size_, access == Access::random ? MADV_RANDOM : MADV_SEQUENTIAL);
  return mapped;
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

MappedFile::~MappedFile() {
  if (data_) ::munmap(const_cast<char*>(data_), size_);
}

Result<std::string> read_file(const std::filesystem::path& path, std::uint64_t limit) {
  bool standard_input = path == "-";
  Descriptor file{standard_input ? 0 : ::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (file.number < 0) return Error::system(path.string(), errno);
  struct stat status;
  if (::fstat(file.number, &status) != 0) return Error::system(path.string(), errno);
  if (S_ISDIR(status.st_mode)) return Error::unreadable(path.string(), "is a folder");
  std::string bytes;
  if (S_ISREG(status.st_mode)) {
    if (std::uint64_t(status.st_size) > limit) return too_large(path, limit);
    bytes.reserve(std::size_t(status.st_size) + 1);
  }
  // Pipes have no size, and a regular file may grow while we read it.
  std::size_t filled = 0;
  for (;;) {
    bytes.resize(std::max(bytes.capacity(), filled + 65536));
    ssize_t got = ::read(file.number, bytes.data() + filled, bytes.size() - filled);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return Error::system(path.string(), errno);
    if (got == 0) break;
    filled += std::size_t(got);
    if (filled > limit) return too_large(path, limit);
  }
  bytes.resize(filled);
  return bytes;
}

Status sync_folder(const std::filesystem::path& folder) {
  Descriptor file{::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (file.number < 0 || ::fsync(file.number) != 0) return Error::system(folder.string(), errno);
  return {};
}

Status write_file_durably(const std::filesystem::path& path, std::string_view bytes) {
  std::filesystem::path temporary = path;
  temporary += ".writing";
  {
    Descriptor file{::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644)};
    if (file.number < 0) return Error::system(temporary.string(), errno);
    for (std::size_t written = 0; written < bytes.size();) {
      ssize_t put = ::write(file.number, bytes.data() + written, bytes.size() - written);
      if (put < 0 && errno == EINTR) continue;
      if (put < 0) {
        Error error = Error::system(temporary.string(), errno);
        ::unlink(temporary.c_str());
        return error;
      }
      written += std::size_t(put);
    }
    if (::fsync(file.number) != 0) {
      Error error = Error::system(temporary.string(), errno);
      ::unlink(temporary.c_str());
      return error;
    }
  }
  if (::rename(temporary.c_str(), path.c_str()) != 0) {
    Error error = Error::system(path.string(), errno);
    ::unlink(temporary.c_str());
    return error;
  }
  return sync_folder(path.parent_path());
}

}  // namespace stenogram
