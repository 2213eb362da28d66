// Containers. A gzip file of one capture is opened here; every other file is the
// capture itself.
#include "stenogram/capture/gzip.h"
#include "stenogram/capture/read.h"

namespace stenogram::capture {

Status unpack(Source file, const Limits& limits, const std::function<bool(Source)>& each,
              const std::function<void(Error)>& trouble) {
  if (!is_gzip(file.bytes)) {
    each(std::move(file));
    return {};
  }
  Result<std::string> inflated = inflate_gzip(file.bytes, limits.inflated_bytes, file.name);
  if (!inflated) {
    trouble(inflated.error());
    return inflated.error();
  }
  file.bytes = *std::move(inflated);
  each(std::move(file));
  return {};
}

}  // namespace stenogram::capture
