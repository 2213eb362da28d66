// Files, as the rooms above need them: mapped for reading, or written so that a
// power cut leaves either the old file or the new one.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "stenogram/base/result.h"

namespace stenogram {

// A file mapped read-only. Movable; the bytes stay valid and unmoved until the
// last owner goes. An empty file gives empty bytes. The file must not shrink
// while it is mapped; files of an archive never do.
class MappedFile {
 public:
  // How the bytes will be read: `sequential` reads ahead, `random` fetches single
  // pages, `resident` asks for the whole file at once.
  enum class Access { sequential, random, resident };

  static Result<MappedFile> open(const std::filesystem::path& path, Access access = Access::sequential);
  // A part of one: `size` bytes from `offset`, a multiple of the page size. A file that ends
  // before them is Error::damaged.
  static Result<MappedFile> open(const std::filesystem::path& path, Access access, std::uint64_t offset,
                                 std::uint64_t size);
  MappedFile() = default;
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  ~MappedFile();

  std::string_view bytes() const { return {data_, size_}; }

 private:
  const char* data_ = nullptr;
  std::size_t size_ = 0;
};

// The whole of a file, or of standard input where `path` is "-". More than
// `limit` bytes is Error::too_large, which names the limit.
Result<std::string> read_file(const std::filesystem::path& path, std::uint64_t limit);

// Writes beside the file, syncs, renames over it and syncs the folder.
Status write_file_durably(const std::filesystem::path& path, std::string_view bytes);

// Makes a rename or a removal in `folder` survive a power cut.
Status sync_folder(const std::filesystem::path& folder);

}  // namespace stenogram
