// Web archives: WARC and the older ARC, whole, gzipped by record or gzipped at once.
//
// Our own reader on zlib, because a capture must keep what packaged readers drop:
// the address, the time, the record's id, digest and offset. Damage is reported and
// passed over: a broken record or gzip member costs itself, not the rest of the file.
#pragma once
#include <functional>
#include <string_view>

#include "stenogram/base/result.h"
#include "stenogram/capture/read.h"
#include "stenogram/capture/source.h"

namespace stenogram::capture {

// Whether bytes (inflated, if they were gzip) begin a web archive.
bool looks_like_web_archive(std::string_view bytes);

// Calls `each` with every page that was answered with status 200 and may hold text,
// HTTP head and codings undone. Revisits repeat a payload that another record holds,
// so they give no capture; `trouble` says so where that record is not in the file.
// Stops early where `each` returns false. O(file.bytes).
Status unpack_web_archive(const Source& file, const Limits& limits, const std::function<bool(Source)>& each,
                          const std::function<void(Error)>& trouble);

// An HTTP message: status, headers and body, with chunks and compression undone.
struct HttpAnswer {
  int status = 0;
  std::string media_type, charset;
  std::string body;
};
Result<HttpAnswer> read_http(std::string_view message, const Limits& limits, std::string_view name);

}  // namespace stenogram::capture
