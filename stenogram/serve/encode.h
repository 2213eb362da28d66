// Answers as they leave: lines, or one JSON object around them; compressed or not; and
// the one shape of every error.
//
// Pure but for Gzip, which is one stream's; any thread.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "stenogram/base/result.h"
#include "stenogram/serve/http.h"

namespace stenogram::serve {

// {"lines":[…],"next":…,"generation":…}: the lines as they are, none read again.
std::string enveloped(std::string_view lines, const std::optional<std::string>& next, std::string_view generation);

// {"error":{"status":…,"code":…,"message":…,"where":…,"what":…,"advice":…}}
std::string error_json(int status, std::string_view code, std::string_view where, std::string_view what,
                       std::string_view advice);
// The status and the code of an Error. What the system or a damaged file says names
// paths of this machine, so it stays here: `hidden` is set, and the shape says less.
struct ErrorShape {
  int status = 500;
  std::string json;
  bool hidden = false;
};
ErrorShape shape_of(const Error& error);
// "usage", "not_found", …, by status.
std::string_view code_of(int status);

// A gzip stream, fed piece by piece; each piece that comes out can be read at once.
class Gzip {
 public:
  Gzip();
  ~Gzip();
  Gzip(const Gzip&) = delete;
  Gzip& operator=(const Gzip&) = delete;
  std::string piece(std::string_view bytes, bool last);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Whether the other end takes gzip, by its Accept-Encoding.
bool takes_gzip(std::string_view accept_encoding);
// A whole body made small, where that is worth it.
inline constexpr std::size_t kLeastToCompress = 1200;

}  // namespace stenogram::serve
