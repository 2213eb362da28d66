#include "stenogram/reuse/matches.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>

namespace stenogram::reuse {
namespace {

constexpr std::size_t kParts = 64;

// A file without a name in the folder for temporary ones.
std::FILE* nameless_file() {
  std::error_code failed;
  std::string name = (std::filesystem::temp_directory_path(failed) / "stenogram.XXXXXX").string();
  const int descriptor = ::mkostemp(name.data(), O_CLOEXEC);
  if (descriptor < 0) return nullptr;
  ::unlink(name.c_str());
  return ::fdopen(descriptor, "w+b");
}

Error temporary_error() { return Error::system("the folder for temporary files", errno); }

}  // namespace

MatchStore::MatchStore(std::uint32_t documents, std::uint64_t memory)
    : parts_(kParts),
      documents_a_part_(std::max<std::uint32_t>(1, (documents + kParts - 1) / kParts)),
      most_held_(std::max<std::uint64_t>(memory / sizeof(Match), 1024)) {}

MatchStore::~MatchStore() {
  for (Part& part : parts_)
    if (part.file) std::fclose(part.file);
}

Status MatchStore::spill(Part& part) {
  if (!part.file && !(part.file = nameless_file())) return temporary_error();
  if (std::fwrite(part.held.data(), sizeof(Match), part.held.size(), part.file) != part.held.size())
    return temporary_error();
  part.in_file += part.held.size();
  spilled_ += part.held.size();
  held_ -= part.held.size();
  part.held = {};
  return {};
}

Status MatchStore::add(const std::vector<Match>& matches) {
  std::lock_guard lock(mutex_);
  for (const Match& match : matches) parts_[match.a_document / documents_a_part_].held.push_back(match);
  size_ += matches.size();
  held_ += matches.size();
  if (held_ <= most_held_) return {};
  for (Part& part : parts_)
    if (!part.held.empty())
      if (Status done = spill(part); !done) return done;
  return {};
}

Result<std::vector<Match>> MatchStore::take(std::size_t number) {
  Part& part = parts_[number];
  std::vector<Match> all = std::move(part.held);
  part.held = {};
  if (part.file) {
    const std::size_t before = all.size();
    all.resize(before + part.in_file);
    std::rewind(part.file);
    if (std::fread(all.data() + before, sizeof(Match), part.in_file, part.file) != part.in_file)
      return temporary_error();
    std::fclose(part.file);
    part.file = nullptr;
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

}  // namespace stenogram::reuse
