// What comes in: bytes, and everything known of where they came from.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace stenogram::capture {

// The file and record a capture was taken out of (a WARC record, a page of a WACZ).
struct Container {
  std::string file;
  std::uint64_t offset = 0;  // of the record in the file as stored
  std::string record_id;
  std::string digest;  // as the container states it, e.g. "sha1:…"; empty if it does not
};

struct Source {
  std::string name;   // path as given, or the URL for a record of a container
  std::string bytes;  // as received; of a WARC record, the payload with codings undone
  std::optional<std::string> url;
  std::optional<std::string> captured_at;  // ISO 8601
  std::string declared_media_type;         // from a header; content decides
  std::string declared_charset;
  std::string format;  // what --format asked for; empty: tell from content
  std::optional<Container> container;
};

}  // namespace stenogram::capture
