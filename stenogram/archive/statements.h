// How the archive's own files run their SQL. Not for other rooms.
#pragma once
#include "stenogram/archive/archive.h"

namespace stenogram::archive {

// Bytes, where a string would be text.
struct Blob {
  std::string_view bytes;
};

inline void bind_value(Statement& s, int at, std::uint64_t value) { s.bind(at, value); }
inline void bind_value(Statement& s, int at, std::string_view value) { s.bind(at, value); }
inline void bind_value(Statement& s, int at, const std::string& value) { s.bind(at, std::string_view(value)); }
inline void bind_value(Statement& s, int at, const std::optional<std::string>& value) { s.bind(at, value); }
inline void bind_value(Statement& s, int at, Blob value) { s.bind_blob(at, value.bytes); }
inline void bind_value(Statement& s, int at, const std::optional<Blob>& value) {
  if (value) s.bind_blob(at, value->bytes);
  else s.bind_null(at);
}
inline std::optional<Blob> blob_of(const std::optional<std::string>& bytes) {
  if (!bytes) return std::nullopt;
  return Blob{*bytes};
}

template <class... Values>
Status Archive::change(std::string_view sql, const Values&... values) {
  Result<Statement*> found = statement(sql);
  if (!found) return found.error();
  int at = 0;
  (bind_value(**found, ++at, values), ...);
  return (*found)->run();
}

template <class... Values>
Status Archive::each(std::string_view sql, const std::function<Status(Statement&)>& row,
                     const Values&... values) {
  Result<Statement*> found = statement(sql);
  if (!found) return found.error();
  Statement& s = **found;
  int at = 0;
  (bind_value(s, ++at, values), ...);
  while (true) {
    Result<bool> more = s.step();
    if (!more) return more.error();
    if (!*more) break;
    if (Status done = row(s); !done) {
      s.reset();
      return done;
    }
  }
  s.reset();
  return {};
}

}  // namespace stenogram::archive
