#include "stenogram/concordance/file_system.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <string>

#include "stenogram/base/file.h"

namespace stenogram::concordance {
namespace {

class DiskFile : public OutputFile {
 public:
  DiskFile(int descriptor, std::string path) : descriptor_(descriptor), path_(std::move(path)) {}
  ~DiskFile() override { ::close(descriptor_); }

  Status write(std::string_view bytes) override {
    while (!bytes.empty()) {
      ssize_t put = ::write(descriptor_, bytes.data(), bytes.size());
      if (put < 0 && errno == EINTR) continue;
      if (put < 0) return Error::system(path_, errno);
      bytes.remove_prefix(std::size_t(put));
    }
    return {};
  }

  Status sync() override {
    if (::fsync(descriptor_) != 0) return Error::system(path_, errno);
    return {};
  }

 private:
  int descriptor_;
  std::string path_;
};

class Disk : public FileSystem {
 public:
  Result<std::unique_ptr<OutputFile>> create(const std::filesystem::path& path) override {
    int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (descriptor < 0) return Error::system(path.string(), errno);
    return std::unique_ptr<OutputFile>(new DiskFile(descriptor, path.string()));
  }
  Status rename(const std::filesystem::path& from, const std::filesystem::path& to) override {
    if (::rename(from.c_str(), to.c_str()) != 0) return Error::system(to.string(), errno);
    return {};
  }
  Status sync_folder(const std::filesystem::path& folder) override { return stenogram::sync_folder(folder); }
  void remove(const std::filesystem::path& path) override { ::unlink(path.c_str()); }
};

}  // namespace

FileSystem& disk() {
  static Disk disk;
  return disk;
}

}  // namespace stenogram::concordance
