// A pack, little-endian:
//   signature  "stpack", 0, then one byte of version
//   count      u64
//   parts      count times: name (48 bytes, filled up with zeros), offset, size, checksum (u64 each)
//   checksum   u64, XXH3 of all of the above
//   the parts, each from a multiple of 4096
#include "stenogram/archive/pack.h"

#include <fcntl.h>
#include <unistd.h>
#include <xxhash.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <set>

namespace stenogram::archive {
namespace {

namespace fs = std::filesystem;

constexpr char kSignature[8] = {'s', 't', 'p', 'a', 'c', 'k', 0, 1};
constexpr std::uint64_t kPage = 4096;
constexpr std::uint64_t kMostParts = 4096;  // segments are few by design
constexpr std::uint64_t kStep = 8 << 20;    // bytes copied between two looks at progress

struct Row {
  char name[48];
  std::uint64_t offset, size, checksum;
};
static_assert(sizeof(Row) == 72);

std::uint64_t to_page(std::uint64_t bytes) { return (bytes + kPage - 1) / kPage * kPage; }

// A file name that stays where it is put.
bool harmless(std::string_view name) {
  if (name == Pack::kRecord) return true;
  if (!name.starts_with(Pack::kSegments)) return false;
  name.remove_prefix(Pack::kSegments.size());
  return !name.empty() && name.front() != '.' && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '.';
  });
}

// Written from front to back; gone again unless it was finished.
class Writing {
 public:
  explicit Writing(const fs::path& out) : out_(out), temporary_(out) { temporary_ += ".writing"; }
  ~Writing() {
    if (descriptor_ >= 0) ::close(descriptor_);
    if (!done_) ::unlink(temporary_.c_str());
  }
  Status begin() {
    descriptor_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    return descriptor_ < 0 ? failed() : Status();
  }
  Status put(std::string_view bytes) {
    at_ += bytes.size();
    while (!bytes.empty()) {
      ssize_t put = ::write(descriptor_, bytes.data(), bytes.size());
      if (put < 0 && errno == EINTR) continue;
      if (put < 0) return failed();
      bytes.remove_prefix(std::size_t(put));
    }
    return {};
  }
  Status fill_page() { return put(std::string(std::size_t(to_page(at_) - at_), '\0')); }
  Status finish() {
    if (::fsync(descriptor_) != 0) return failed();
    // A link, unlike a rename, never takes the place of what came there meanwhile.
    if (::link(temporary_.c_str(), out_.c_str()) != 0) return failed();
    ::unlink(temporary_.c_str());
    done_ = true;
    return sync_folder(out_.parent_path());
  }

 private:
  Status failed() const { return Error::system(out_.string(), errno); }

  fs::path out_, temporary_;
  int descriptor_ = -1;
  std::uint64_t at_ = 0;
  bool done_ = false;
};

}  // namespace

Result<Pack> Pack::open(const fs::path& path) {
  Result<MappedFile> file = MappedFile::open(path, MappedFile::Access::random);
  if (!file) return file.error();
  std::string_view bytes = file->bytes();
  auto damaged = [&](const char* what) {
    return Error::damaged(path.string(), what, "ask for the packed archive again");
  };
  std::uint64_t count = 0;
  constexpr std::size_t kHead = sizeof kSignature + sizeof count;
  if (bytes.size() < kHead || std::memcmp(bytes.data(), kSignature, 7) != 0)
    return Error::usage(path.string(), "is a file, and neither an archive's folder nor a packed archive");
  if (bytes[7] != kSignature[7])
    return Error::unsupported(path.string(), "packed archive of version " + std::to_string(std::uint8_t(bytes[7])),
                              "use the version of Stenogram that made it");
  std::memcpy(&count, bytes.data() + sizeof kSignature, sizeof count);
  if (count == 0 || count > kMostParts || bytes.size() < kHead + count * sizeof(Row) + 8)
    return damaged("cut short, or not what it says");
  std::size_t end = kHead + std::size_t(count) * sizeof(Row);
  std::uint64_t checksum = 0;
  std::memcpy(&checksum, bytes.data() + end, sizeof checksum);
  if (checksum != XXH3_64bits(bytes.data(), end)) return damaged("its table of parts fails its checksum");

  Pack pack;
  pack.path_ = path;
  std::set<std::string> names;
  for (std::uint64_t i = 0; i < count; ++i) {
    Row row;
    std::memcpy(&row, bytes.data() + kHead + i * sizeof row, sizeof row);
    Part part{std::string(row.name, ::strnlen(row.name, sizeof row.name)), row.offset, row.size, row.checksum};
    if (!harmless(part.name) || !names.insert(part.name).second) return damaged("it names a part as no pack does");
    if (part.offset % kPage != 0 || part.offset > bytes.size() || part.size > bytes.size() - part.offset)
      return damaged("cut short");
    pack.parts_.push_back(std::move(part));
  }
  if (!names.contains(std::string(kRecord))) return damaged("it holds no record");
  return pack;
}

Result<MappedFile> Pack::part(std::string_view name, MappedFile::Access access) const {
  for (const Part& part : parts_)
    if (part.name == name) return MappedFile::open(path_, access, part.offset, part.size);
  return Error::not_found(path_.string() + "/" + std::string(name), "no such part in this packed archive");
}

Status Pack::prove(const Part& part) const {
  Result<MappedFile> file = MappedFile::open(path_, MappedFile::Access::sequential, part.offset, part.size);
  if (!file) return file.error();
  if (XXH3_64bits(file->bytes().data(), file->bytes().size()) != part.checksum)
    return Error::damaged(path_.string() + "/" + part.name, "fails its checksum", "ask for the packed archive again");
  return {};
}

Status Pack::write(const fs::path& out, const std::vector<Input>& inputs, Progress& progress) {
  std::error_code ignored;
  if (fs::exists(out, ignored))
    return Error::usage(out.string(), "is there already", "name another file, or remove it");
  std::string head(kSignature, sizeof kSignature);
  std::uint64_t count = inputs.size(), offset = to_page(sizeof kSignature + 8 + count * sizeof(Row) + 8), total = 0;
  head.append(reinterpret_cast<const char*>(&count), sizeof count);
  std::vector<MappedFile> files;
  for (const Input& input : inputs) {
    Result<MappedFile> file = MappedFile::open(input.file);
    if (!file) return file.error();
    Row row{};
    assert(input.name.size() < sizeof row.name && harmless(input.name));
    std::memcpy(row.name, input.name.data(), input.name.size());
    row.offset = offset, row.size = file->bytes().size();
    row.checksum = XXH3_64bits(file->bytes().data(), file->bytes().size());
    head.append(reinterpret_cast<const char*>(&row), sizeof row);
    offset = to_page(offset + row.size);
    total += row.size;
    files.push_back(std::move(*file));
  }
  std::uint64_t checksum = XXH3_64bits(head.data(), head.size());
  head.append(reinterpret_cast<const char*>(&checksum), sizeof checksum);

  Writing writing(out);
  Status done = writing.begin();
  if (done) done = writing.put(head);
  std::uint64_t copied = 0;
  for (const MappedFile& file : files) {
    if (done) done = writing.fill_page();
    for (std::string_view rest = file.bytes(); done && !rest.empty();) {
      if (progress.cancelled()) return Error::io(out.string(), "stopped; nothing was written");
      std::string_view step = rest.substr(0, kStep);
      done = writing.put(step);
      rest.remove_prefix(step.size());
      progress.at("bytes packed", copied += step.size(), total);
    }
  }
  if (done) done = writing.finish();
  return done;
}

}  // namespace stenogram::archive
