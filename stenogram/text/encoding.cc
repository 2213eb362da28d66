#include "stenogram/text/encoding.h"

#include <simdjson.h>

namespace stenogram::text {

Result<Decoded> decode(std::string_view bytes, std::string_view, std::string_view name) {
  if (bytes.empty()) return Error::unreadable(std::string(name), "empty");
  if (!simdjson::validate_utf8(bytes.data(), bytes.size()))
    return Error::unreadable(std::string(name), "not UTF-8");
  Decoded decoded;
  decoded.text = bytes;
  decoded.charset = "utf-8";
  return decoded;
}

}  // namespace stenogram::text
