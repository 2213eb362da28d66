#include "stenogram/corpus/folder.h"

#include <algorithm>
#include <vector>

namespace stenogram::corpus {
namespace {

namespace fs = std::filesystem;

constexpr int kDeepest = 200;

bool walk(const fs::path& folder, int depth, const std::function<bool(const std::string&)>& each,
          const std::function<void(Error)>& trouble) {
  if (depth > kDeepest) {
    trouble(Error::too_large(folder.string(), "folders within folders, more than 200 deep"));
    return true;
  }
  std::error_code error;
  std::vector<fs::directory_entry> entries;
  for (auto at = fs::directory_iterator(folder, error); !error && at != fs::directory_iterator(); at.increment(error))
    entries.push_back(*at);
  if (error) trouble(Error::system(folder.string(), error.value()));
  std::sort(entries.begin(), entries.end(),
            [](const auto& a, const auto& b) { return a.path().native() < b.path().native(); });
  for (const fs::directory_entry& entry : entries) {
    if (entry.path().filename().native().starts_with(".")) continue;
    std::error_code ignored;
    bool link = entry.is_symlink(ignored);
    if (entry.is_directory(ignored)) {
      if (link || fs::exists(entry.path() / "record.sqlite", ignored)) continue;
      if (!walk(entry.path(), depth + 1, each, trouble)) return false;
    } else if (entry.is_regular_file(ignored)) {
      if (!each(entry.path().string())) return false;
    }
  }
  return true;
}

}  // namespace

void each_file(const fs::path& folder, const std::function<bool(const std::string&)>& each,
               const std::function<void(Error)>& trouble) {
  walk(folder, 0, each, trouble);
}

}  // namespace stenogram::corpus
