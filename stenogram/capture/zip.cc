#include "stenogram/capture/zip.h"

#include <archive.h>
#include <archive_entry.h>

#include <memory>

#include "stenogram/capture/gzip.h"

namespace stenogram::capture {
namespace {

constexpr int kMostFiles = 100'000;

struct Close {
  void operator()(archive* zip) const { archive_read_free(zip); }
};

}  // namespace

Status for_each_in_zip(std::string_view bytes, const Limits& limits, std::string_view zip_name,
                       const std::function<bool(std::string_view)>& wanted,
                       const std::function<bool(std::string_view, std::string)>& each) {
  std::unique_ptr<archive, Close> zip(archive_read_new());
  archive_read_support_format_zip(zip.get());
  const auto damaged = [&](std::string_view what) {
    return Error::damaged(std::string(zip_name), std::string(what), "save the document again, or fetch it whole");
  };
  if (archive_read_open_memory(zip.get(), bytes.data(), bytes.size()) != ARCHIVE_OK)
    return damaged("the zip cannot be opened");
  std::uint64_t inflated = 0;
  for (int n = 0;; ++n) {
    archive_entry* entry = nullptr;
    int status = archive_read_next_header(zip.get(), &entry);
    if (status == ARCHIVE_EOF) return {};
    if (status < ARCHIVE_WARN) return damaged("the zip is broken or breaks off");
    if (n == kMostFiles) return Error::too_large(std::string(zip_name), "a zip of more than 100000 files");
    const char* path = archive_entry_pathname_utf8(entry);
    if (!path) path = archive_entry_pathname(entry);
    if (!path || archive_entry_filetype(entry) != AE_IFREG || !wanted(path)) continue;
    std::string name = path, file;
    char chunk[1 << 16];
    for (;;) {
      la_ssize_t got = archive_read_data(zip.get(), chunk, sizeof chunk);
      if (got == 0) break;
      if (got < 0) return damaged("`" + name + "` in the zip is broken");
      file.append(chunk, std::size_t(got));
      inflated += std::uint64_t(got);
      if (is_bomb(inflated, bytes.size()))
        return Error::too_large(std::string(zip_name), "decompresses to more than 200 times its size",
                                "take out the part you need");
      if (inflated > limits.inflated_bytes)
        return Error::too_large(std::string(zip_name),
                                "decompresses to more than " + std::to_string(limits.inflated_bytes) + " bytes",
                                "take out the part you need");
    }
    if (!each(name, std::move(file))) return {};
  }
}

}  // namespace stenogram::capture
