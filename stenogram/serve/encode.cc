#include "stenogram/serve/encode.h"

#include <zlib.h>

#include <cassert>
#include <cstdlib>

#include "stenogram/render/standing.h"

namespace stenogram::serve {
namespace {

using render::Json;

std::string written(const Json& json) {
  std::string line = render::json_line(json);
  line.pop_back();
  return line;
}

}  // namespace

std::string enveloped(std::string_view lines, const std::optional<std::string>& next, std::string_view generation) {
  std::string out;
  out.reserve(lines.size() + 200);
  out = "{\"lines\":[";
  // Each line is whole JSON, and JSON on one line holds no line end of its own.
  for (char c : lines) out += c == '\n' ? ',' : c;
  if (out.back() == ',') out.pop_back();
  out += "],\"next\":" + (next ? written(Json(*next)) : "null") +
         ",\"generation\":" + written(Json(std::string(generation))) + "}\n";
  return out;
}

std::string_view code_of(int status) {
  switch (status) {
    case 400: return "usage";
    case 401: return "unauthorized";
    case 403: return "forbidden";
    case 404: return "not_found";
    case 405: return "method";
    case 408: return "timeout";
    case 409: return "changed";
    case 413: return "too_large";
    case 415: return "media_type";
    case 422: return "unreadable";
    case 431: return "headers";
    case 501: return "unsupported";
    case 503: return "busy";
    case 505: return "version";
    default: return "internal";
  }
}

std::string error_json(int status, std::string_view code, std::string_view where, std::string_view what,
                       std::string_view advice) {
  std::string message;
  if (!where.empty()) message = std::string(where) + ": ";
  message += what;
  if (!advice.empty()) message += "; " + std::string(advice);
  Json error{{"status", status}, {"code", code}, {"message", message}};
  error["where"] = render::or_null(where);
  error["what"] = what;
  error["advice"] = render::or_null(advice);
  return render::json_line({{"error", std::move(error)}});
}

ErrorShape shape_of(const Error& error) {
  using Kind = Error::Kind;
  auto shaped = [&](int status, std::string_view code) {
    return ErrorShape{status, error_json(status, code, error.where, error.what, error.advice), false};
  };
  switch (error.kind) {
    case Kind::usage: return shaped(400, "usage");
    case Kind::not_found: return shaped(404, "not_found");
    case Kind::unreadable: return shaped(422, "unreadable");
    case Kind::unsupported: return shaped(422, "unsupported");
    case Kind::too_large: return shaped(413, "too_large");
    case Kind::busy:
      return {503, error_json(503, "busy", "the archive", "another process is writing to it", "try again soon"), false};
    case Kind::damaged:
      return {500,
              error_json(500, "damaged", "the archive", "is damaged",
                         "whoever runs the server finds more in its log; see `stenogram verify`"),
              true};
    case Kind::io: break;
  }
  return {500, error_json(500, "io", "", "the system refused", "whoever runs the server finds more in its log"), true};
}

struct Gzip::State {
  z_stream stream{};
};

Gzip::Gzip() : state_(std::make_unique<State>()) {
  // A low level: the other end is near, and time is dearer than bytes.
  const int made = ::deflateInit2(&state_->stream, 4, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  if (made != Z_OK) std::abort();  // out of memory
}

Gzip::~Gzip() { ::deflateEnd(&state_->stream); }

std::string Gzip::piece(std::string_view bytes, bool last) {
  z_stream& stream = state_->stream;
  std::string out;
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = uInt(bytes.size());
  assert(bytes.size() < (1ull << 32));
  char room[16 << 10];
  do {
    stream.next_out = reinterpret_cast<Bytef*>(room);
    stream.avail_out = sizeof room;
    ::deflate(&stream, last ? Z_FINISH : Z_SYNC_FLUSH);
    out.append(room, sizeof room - stream.avail_out);
  } while (stream.avail_out == 0);
  return out;
}

bool takes_gzip(std::string_view accept_encoding) {
  while (!accept_encoding.empty()) {
    const std::size_t end = accept_encoding.find(',');
    std::string_view coding = accept_encoding.substr(0, end);
    accept_encoding.remove_prefix(end == std::string_view::npos ? accept_encoding.size() : end + 1);
    while (!coding.empty() && coding.front() == ' ') coding.remove_prefix(1);
    const std::string_view name = coding.substr(0, coding.find_first_of("; "));
    if (name != "gzip" && name != "x-gzip" && name != "*") continue;
    const std::size_t weight = coding.find("q=0");
    // "q=0" and "q=0.0" refuse; "q=0.5" does not.
    return weight == std::string_view::npos || coding.find_first_of("123456789", weight) != std::string_view::npos;
  }
  return false;
}

}  // namespace stenogram::serve
