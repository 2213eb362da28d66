// How the archive's own files run their SQL. Not for other rooms.
#pragma once
#include <ctime>

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

// A row of `SELECT` STENOGRAM_TRANSCRIPT_COLUMNS.
inline TranscriptRow row_of(Statement& row) {
  return {row.number(0),         row.text(1),          row.text(2),          row.text(3),          row.text(4),
          row.optional_text(5),  row.optional_text(6), row.optional_text(7), row.optional_text(8), row.optional_text(9),
          row.optional_text(10), row.number(11),       row.number(12)};
}

#define STENOGRAM_TRANSCRIPT_COLUMNS                                                       \
  "SELECT t.number, t.id, (SELECT name FROM seen WHERE capture = t.capture"                \
  " ORDER BY number LIMIT 1), t.kind, t.language, t.title, t.outlet, t.occasion, t.place," \
  " t.event_date, t.publication_date, t.turns, t.words FROM transcript t "

// For each(): every row to a value, in order. `make` takes the row.
template <class Value, class Make>
std::function<Status(Statement&)> into(std::vector<Value>& values, Make make) {
  return [&values, make](Statement& row) {
    values.push_back(make(row));
    return Status();
  };
}

// ISO 8601, of this second.
inline std::string now() {
  std::time_t seconds = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char out[32];
  std::strftime(out, sizeof out, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return out;
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
Status Archive::each(std::string_view sql, const std::function<Status(Statement&)>& row, const Values&... values) {
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
