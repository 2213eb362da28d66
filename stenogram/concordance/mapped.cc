#include "stenogram/concordance/mapped.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>

namespace stenogram::concordance {

std::uint64_t mapped_bytes() {
  const int file = ::open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
  if (file < 0) return 0;
  char text[128];
  const ssize_t size = ::read(file, text, sizeof text - 1);
  ::close(file);
  if (size <= 0) return 0;
  text[size] = '\0';
  // Pages: all, resident, and of those resident the ones of files.
  char* at = text;
  for (int passed = 0; passed < 2; ++passed) (void)std::strtoull(at, &at, 10);
  return std::strtoull(at, nullptr, 10) * std::uint64_t(::sysconf(_SC_PAGESIZE));
}

void MappedLimit::keep() {
  if (mapped_bytes() <= most_) return;
  ++times_;
  // In turn, so that not all must be read again at once.
  for (std::size_t passed = 0; passed < segments_.size(); ++passed) {
    segments_[next_++ % segments_.size()]->let_go();
    if (mapped_bytes() <= most_ / 4 * 3) return;
  }
}

}  // namespace stenogram::concordance
