// Containers. Web archives give their pages, a WACZ the web archives inside it, a gzip
// file of one capture that capture; every other file is the capture itself.
#include "stenogram/capture/gzip.h"
#include "stenogram/capture/read.h"
#include "stenogram/capture/warc.h"
#include "stenogram/capture/zip.h"

namespace stenogram::capture {
namespace {

// A WACZ says what it is in datapackage.json, and keeps web archives in archive/.
bool is_web_archive_name(std::string_view name) {
  return name.starts_with("archive/") &&
         (name.ends_with(".warc") || name.ends_with(".warc.gz") || name.ends_with(".arc.gz"));
}

bool looks_like_wacz(std::string_view bytes) {
  // Names stand uncompressed in the local headers and in the directory at the end.
  return bytes.starts_with("PK\x03\x04") && bytes.find("datapackage.json") != bytes.npos &&
         bytes.find("archive/") != bytes.npos;
}

Status unpack_wacz(const Source& file, const Limits& limits, const std::function<bool(Source)>& each,
                   const std::function<void(Error)>& trouble) {
  bool going = true;
  return for_each_in_zip(file.bytes, limits, file.name, is_web_archive_name,
                         [&](std::string_view name, std::string bytes) {
                           Source inner;
                           inner.name = file.name + "!" + std::string(name);
                           inner.bytes = std::move(bytes);
                           (void)unpack_web_archive(
                               inner, limits, [&](Source page) { return going = each(std::move(page)); }, trouble);
                           return going;
                         });
}

}  // namespace

Status unpack(Source file, const Limits& limits, const std::function<bool(Source)>& each,
              const std::function<void(Error)>& trouble) {
  const bool compressed = is_gzip(file.bytes);
  if (file.format.empty()) {
    if (looks_like_web_archive(compressed ? peek_gzip(file.bytes, 64) : file.bytes))
      return unpack_web_archive(file, limits, each, trouble);
    if (looks_like_wacz(file.bytes)) return unpack_wacz(file, limits, each, trouble);
  }
  if (compressed) {
    Result<std::string> inflated = inflate_gzip(file.bytes, limits.inflated_bytes, file.name);
    if (!inflated) {
      trouble(inflated.error());
      return inflated.error();
    }
    file.bytes = *std::move(inflated);
  }
  each(std::move(file));
  return {};
}

}  // namespace stenogram::capture
