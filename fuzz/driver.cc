// Runs the inputs given as files or folders through a fuzz target, as a test.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <vector>

#include "stenogram/base/file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int main(int count, char** arguments) {
  std::vector<std::filesystem::path> inputs;
  for (int n = 1; n < count; ++n) {
    if (!std::filesystem::is_directory(arguments[n])) {
      inputs.emplace_back(arguments[n]);
      continue;
    }
    for (const auto& entry : std::filesystem::directory_iterator(arguments[n]))
      if (entry.is_regular_file()) inputs.push_back(entry.path());
  }
  std::sort(inputs.begin(), inputs.end());
  for (const std::filesystem::path& path : inputs) {
    stenogram::Result<std::string> bytes = stenogram::read_file(path, 64 << 20);
    if (!bytes) {
      std::fprintf(stderr, "%s\n", bytes.error().message().c_str());
      return 2;
    }
    // A stop names the input that was under way.
    std::fprintf(stderr, "%s\n", path.c_str());
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes->data()), bytes->size());
  }
  std::fprintf(stderr, "%zu inputs\n", inputs.size());
  return inputs.empty() ? 1 : 0;
}
