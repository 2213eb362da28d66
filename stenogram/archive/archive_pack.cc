// An archive into one file, and out of it again.
#include <unistd.h>

#include <algorithm>

#include "stenogram/archive/archive.h"

namespace stenogram::archive {
namespace {

namespace fs = std::filesystem;

constexpr int kAttempts = 10;

// A file that is gone when we are.
struct Temporary {
  fs::path path;
  explicit Temporary(fs::path where) : path(std::move(where)) { remove(); }
  ~Temporary() { remove(); }
  void remove() const {
    std::error_code ignored;
    fs::remove(path, ignored);
  }
};

// The segments that a copied record names.
Result<std::vector<std::string>> segments_of(const fs::path& record) {
  Result<Database> database = Database::open(record, Database::Mode::read);
  if (!database) return database.error();
  Result<Statement> all = database->prepare("SELECT name FROM segment ORDER BY first");
  if (!all) return all.error();
  std::vector<std::string> names;
  while (true) {
    Result<bool> row = all->step();
    if (!row) return row.error();
    if (!*row) return names;
    names.push_back(all->text(0));
  }
}

}  // namespace

// The copy of the record is one instant of it. A writer may then merge a segment away that the
// copy still names, before we have opened it; so we take another copy.
Status Archive::pack(const fs::path& out, Progress& progress) {
  if (pack_) return Error::usage(folder_.string(), "is a packed archive already");
  std::error_code error;
  if (fs::exists(out, error)) return Error::usage(out.string(), "is there already", "name another file, or remove it");
  Temporary record(out.string() + ".record-" + std::to_string(::getpid()));
  for (int attempt = 1;; ++attempt) {
    record.remove();
    {
      std::lock_guard lock(mutex_);
      if (Status copied = database_.copy_into(record.path); !copied) return copied;
    }
    Result<std::vector<std::string>> names = segments_of(record.path);
    if (!names) return names.error();
    std::vector<Pack::Input> inputs{{std::string(Pack::kRecord), record.path}};
    for (const std::string& name : *names)
      inputs.push_back({std::string(Pack::kSegments) + name, segments_folder() / name});
    bool whole = std::all_of(inputs.begin(), inputs.end(),
                             [&](const Pack::Input& input) { return fs::exists(input.file, error); });
    if (!whole && attempt < kAttempts) continue;
    if (!whole)
      return Error::damaged(folder_.string(), "a file of the index is missing",
                            "make it again with `stenogram verify --rebuild`");
    Status written = Pack::write(out, inputs, progress);
    if (!written && written.error().kind == Error::Kind::not_found && attempt < kAttempts) continue;
    return written;
  }
}

Status Archive::unpack(const fs::path& file, const fs::path& given, Progress& progress) {
  fs::path folder = given.filename().empty() ? given.parent_path() : given;
  Result<Pack> pack = Pack::open(file);
  if (!pack) return pack.error();
  std::error_code error;
  if (fs::exists(folder, error))
    return Error::usage(folder.string(), "is there already", "name another with --archive");
  fs::path parent = folder.parent_path().empty() ? fs::path(".") : folder.parent_path();
  fs::path making = parent / ("." + folder.filename().string() + ".making-" + std::to_string(::getpid()));
  fs::create_directories(making / "segments", error);
  if (error) return Error::system(folder.string(), error.value());
  auto give_up = [&](Status failed) {
    std::error_code ignored;
    fs::remove_all(making, ignored);
    return failed;
  };
  std::uint64_t done = 0;
  for (const Pack::Part& part : pack->parts()) {
    if (progress.cancelled()) return give_up(Error::io(folder.string(), "stopped; nothing was made"));
    if (Status proved = pack->prove(part); !proved) return give_up(proved);
    Result<MappedFile> bytes = pack->part(part.name, MappedFile::Access::sequential);
    if (!bytes) return give_up(bytes.error());
    if (Status written = write_file_durably(making / part.name, bytes->bytes()); !written) return give_up(written);
    progress.at("parts unpacked", ++done, pack->parts().size());
  }
  {
    // Opened as any archive is, so that what is no record never gets a name.
    Result<std::unique_ptr<Archive>> made = open(making, Mode::write);
    if (!made) return give_up(made.error());
    Result<std::optional<std::string>> mode = (*made)->database_.text_of("PRAGMA journal_mode=WAL");
    if (!mode) return give_up(mode.error());
  }
  if (::rename(making.c_str(), folder.c_str()) != 0) return give_up(Error::system(folder.string(), errno));
  return sync_folder(parent);
}

}  // namespace stenogram::archive
