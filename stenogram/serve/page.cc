#include "stenogram/serve/page.h"

#include <map>

#include "stenogram/base/hash.h"
#include "stenogram/serve/encode.h"
#include "stenogram/serve/page_files.h"

namespace stenogram::serve {
namespace {

std::string_view media_type_of(std::string_view path) {
  constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".mjs", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".ico", "image/x-icon"},
      {".woff2", "font/woff2"},
      {".json", "application/json"},
      {".map", "application/json"},
      {".webmanifest", "application/manifest+json"},
      {".txt", "text/plain; charset=utf-8"},
  };
  for (const auto& [ending, type] : kTypes)
    if (path.ends_with(ending)) return type;
  return "application/octet-stream";
}

const std::map<std::string_view, PageFile>& files() {
  static const std::map<std::string_view, PageFile> all = [] {
    std::map<std::string_view, PageFile> made;
    for (const EmbeddedFile& embedded : embedded_page()) {
      PageFile file;
      file.path = embedded.path;
      file.bytes = embedded.bytes;
      file.media_type = media_type_of(embedded.path);
      file.etag = "\"" + sha256(embedded.bytes).substr(0, 20) + "\"";
      file.immutable = embedded.path.starts_with("assets/");
      const bool packed = file.media_type.starts_with("image/png") || file.media_type.starts_with("font/");
      if (!packed && embedded.bytes.size() >= kLeastToCompress) file.gzip = Gzip().piece(embedded.bytes, true);
      if (file.gzip.size() >= file.bytes.size()) file.gzip.clear();
      made.emplace(embedded.path, std::move(file));
    }
    return made;
  }();
  return all;
}

}  // namespace

bool has_page() { return files().count("index.html") > 0; }

const PageFile* page_file(std::string_view path) {
  if (path.starts_with("/")) path.remove_prefix(1);
  if (auto found = files().find(path); found != files().end()) return &found->second;
  const std::string_view last = path.substr(path.rfind('/') == std::string_view::npos ? 0 : path.rfind('/') + 1);
  // What has an ending is a file, and what begins with a dot is nobody's view.
  if (last.find('.') != std::string_view::npos || path.starts_with(".") || path.find("/.") != std::string_view::npos)
    return nullptr;
  auto index = files().find("index.html");
  return index == files().end() ? nullptr : &index->second;
}

std::string page_without(std::string_view version) {
  return "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>Stenogram</title>\n"
         "<h1>Stenogram " +
         std::string(version) +
         "</h1>\n"
         "<p>This build has no page: it was made without <code>web/dist</code>. The interface for programs is here all "
         "the same: "
         "<a href=\"/api/v1/openapi.json\">its description</a>, <a href=\"/api/v1/stats\">what the archive "
         "holds</a>.</p>\n";
}

}  // namespace stenogram::serve
