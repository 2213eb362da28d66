// The files of the reading room, embedded in the program when it was built.
//
// A build without them still serves its interface, and says at "/" that it has no page.
// Any thread; views live as long as the program.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace stenogram::serve {

struct PageFile {
  std::string_view path;  // "index.html", "assets/main-a1b2c3.js"
  std::string_view bytes;
  std::string_view media_type;
  std::string etag;
  std::string gzip;        // empty where it would not be smaller
  bool immutable = false;  // its name changes with its content
};

bool has_page();
// The file for a path: one that is there, or index.html for a view of the page (a path
// whose last part has no dot). Null where there is none.
const PageFile* page_file(std::string_view path);
// What "/" says in a build without a page; `address` is of the interface.
std::string page_without(std::string_view version);

}  // namespace stenogram::serve
