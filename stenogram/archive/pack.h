// An archive in one file, to be sent and opened in place, read-only.
//
//   Result<Pack> pack = Pack::open("hearings.stpack");
//   Result<MappedFile> record = pack->part(Pack::kRecord);
//
// A pack holds the record (SQLite, as one image without a log) and the segments it names,
// each as it would lie in the archive's folder, on whole pages, so that it can be mapped where
// it is. docs/formats/pack.md draws the layout.
//
// A stranger may have made it: the table of parts is checked whole on opening, and no part
// reaches outside the file or bears a name that could leave a folder.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "stenogram/base/file.h"
#include "stenogram/base/progress.h"
#include "stenogram/base/result.h"

namespace stenogram::archive {

class Pack {
 public:
  static constexpr std::string_view kRecord = "record.sqlite";
  static constexpr std::string_view kSegments = "segments/";  // begins the names of all other parts

  struct Part {
    std::string name;
    std::uint64_t offset = 0, size = 0;
    std::uint64_t checksum = 0;  // XXH3 of its bytes
  };

  // Error::damaged for a pack that is not sound, ::unsupported for one of another version.
  static Result<Pack> open(const std::filesystem::path& path);
  const std::filesystem::path& path() const { return path_; }
  const std::vector<Part>& parts() const { return parts_; }
  // Mapped where it lies; lives on when the Pack is gone. Error::not_found without such a part.
  Result<MappedFile> part(std::string_view name, MappedFile::Access access = MappedFile::Access::random) const;
  // Its bytes against its checksum.
  Status prove(const Part& part) const;

  // Writes files as a pack, each under its name, durably: beside `out`, then renamed.
  // Error::io where `out` exists. `cancelled()` leaves nothing behind.
  struct Input {
    std::string name;
    std::filesystem::path file;
  };
  static Status write(const std::filesystem::path& out, const std::vector<Input>& inputs, Progress& progress);

 private:
  std::filesystem::path path_;
  std::vector<Part> parts_;
};

}  // namespace stenogram::archive
