#include "stenogram/archive/sqlite.h"

#include <unistd.h>

#include <cassert>

namespace stenogram::archive {
namespace {

constexpr int kPatience = 10'000;  // milliseconds a reader waits for a checkpoint

Status harden(sqlite3* database, const std::string& where) {
  struct Setting {
    int option, value;
  };
  constexpr Setting kSettings[] = {
      {SQLITE_DBCONFIG_DEFENSIVE, 1},
      {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
      {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
      {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
      {SQLITE_DBCONFIG_DQS_DDL, 0},
      {SQLITE_DBCONFIG_DQS_DML, 0},
      {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
  };
  for (const Setting& setting : kSettings)
    if (sqlite3_db_config(database, setting.option, setting.value, nullptr) != SQLITE_OK)
      return error_of(database, where);
  sqlite3_limit(database, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_limit(database, SQLITE_LIMIT_TRIGGER_DEPTH, 0);
  sqlite3_limit(database, SQLITE_LIMIT_VDBE_OP, 100'000);
  sqlite3_extended_result_codes(database, 1);
  sqlite3_busy_timeout(database, kPatience);
  return {};
}

// A path as a `file:` URI, where ? # and % would mean something.
std::string uri_of(const std::filesystem::path& path) {
  std::string out = "file:";
  for (char c : std::filesystem::absolute(path).string()) {
    if (c == '?' || c == '#' || c == '%') {
      constexpr char kDigits[] = "0123456789abcdef";
      out += '%', out += kDigits[(c >> 4) & 15], out += kDigits[c & 15];
    } else {
      out += c;
    }
  }
  return out;
}

bool has_content(const std::filesystem::path& path) {
  std::error_code ignored;
  auto size = std::filesystem::file_size(path, ignored);
  return !ignored && size > 0;
}

}  // namespace

Error error_of(sqlite3* database, const std::string& where) {
  int code = sqlite3_extended_errcode(database);
  std::string what = sqlite3_errmsg(database);
  switch (code & 0xff) {
    case SQLITE_FULL: return Error::io(where, "the disk is full", "make room; what was reported as kept is safe");
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return Error::io(where, "the archive cannot be written to (" + what + ")", "see who owns its folder");
    case SQLITE_CANTOPEN:
      return Error::io(where, "cannot be opened (" + what + ")",
                       "see who owns its folder; another program may have to close it first");
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return Error::busy(where, "another process is writing", "try again when it is done");
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return Error::damaged(where, what, "look with `stenogram verify`, or restore it from a copy");
    case SQLITE_TOOBIG: return Error::too_large(where, "more than a record can hold in one piece");
    case SQLITE_NOMEM: return Error::io(where, "out of memory");
    default: return Error::io(where, what, "the disk may be full or failing");
  }
}

Statement& Statement::bind(int at, std::uint64_t value) {
  sqlite3_bind_int64(held_.get(), at, std::int64_t(value));
  return *this;
}

// An empty view may point nowhere, which SQLite would take for NULL.
Statement& Statement::bind(int at, std::string_view text) {
  sqlite3_bind_text64(held_.get(), at, text.data() ? text.data() : "", text.size(), SQLITE_STATIC, SQLITE_UTF8);
  return *this;
}

Statement& Statement::bind_blob(int at, std::string_view bytes) {
  sqlite3_bind_blob64(held_.get(), at, bytes.data() ? bytes.data() : "", bytes.size(), SQLITE_STATIC);
  return *this;
}

Statement& Statement::bind(int at, const std::optional<std::string>& text) {
  return text ? bind(at, std::string_view(*text)) : bind_null(at);
}

Statement& Statement::bind_null(int at) {
  sqlite3_bind_null(held_.get(), at);
  return *this;
}

Result<bool> Statement::step() {
  int code = sqlite3_step(held_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  Error error = error_of(sqlite3_db_handle(held_.get()), where_);
  reset();
  return error;
}

Status Statement::run() {
  while (true) {
    Result<bool> row = step();
    if (!row) return row.error();
    if (!*row) break;
  }
  reset();
  return {};
}

void Statement::reset() {
  sqlite3_reset(held_.get());
  sqlite3_clear_bindings(held_.get());
}

std::string_view Statement::view(int at) const {
  const void* bytes = sqlite3_column_blob(held_.get(), at);
  auto size = std::size_t(sqlite3_column_bytes(held_.get(), at));
  return {static_cast<const char*>(bytes), bytes ? size : 0};
}

std::optional<std::string> Statement::optional_text(int at) const {
  if (null(at)) return std::nullopt;
  return text(at);
}

Result<Database> Database::open(const std::filesystem::path& path, Mode mode) {
  Database database;
  database.where_ = path.string();
  std::string uri = mode == Mode::memory ? ":memory:" : uri_of(path);
  int flags = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX;
  if (mode == Mode::read) {
    flags |= SQLITE_OPEN_READONLY;
    // A reader of a WAL database makes files beside it. Where it may not, and nothing
    // waits in a log, the file can be read as one that nobody changes.
    auto log = path;
    log += "-wal";
    if (::access(path.parent_path().empty() ? "." : path.parent_path().c_str(), W_OK) != 0 && !has_content(log))
      uri += "?immutable=1";
  } else {
    flags |= SQLITE_OPEN_READWRITE | (mode == Mode::write ? 0 : SQLITE_OPEN_CREATE);
  }
  sqlite3* handle = nullptr;
  int code = sqlite3_open_v2(uri.c_str(), &handle, flags, nullptr);
  database.held_.reset(handle);
  if (code != SQLITE_OK) return error_of(handle, database.where_);
  if (Status hard = harden(handle, database.where_); !hard) return hard.error();
  return database;
}

Result<Database> Database::open_image(std::string_view bytes, const std::string& where) {
  Database database;
  database.where_ = where;
  sqlite3* handle = nullptr;
  int code = sqlite3_open_v2(":memory:", &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
  database.held_.reset(handle);
  if (code != SQLITE_OK) return error_of(handle, where);
  // SQLite takes the bytes as its to change, unless it is told that they are not.
  auto* image = reinterpret_cast<unsigned char*>(const_cast<char*>(bytes.data()));
  auto size = sqlite3_int64(bytes.size());
  if (sqlite3_deserialize(handle, "main", image, size, size, SQLITE_DESERIALIZE_READONLY) != SQLITE_OK)
    return error_of(handle, where);
  if (Status hard = harden(handle, where); !hard) return hard.error();
  return database;
}

Status Database::copy_into(const std::filesystem::path& path) {
  Result<Statement> vacuum = prepare("VACUUM INTO ?1");
  if (!vacuum) return vacuum.error();
  // SQLite attaches the copy while it writes it; nothing else may ever be attached.
  sqlite3_limit(held_.get(), SQLITE_LIMIT_ATTACHED, 1);
  std::string name = path.string();
  vacuum->bind(1, std::string_view(name));
  Status done = vacuum->run();
  sqlite3_limit(held_.get(), SQLITE_LIMIT_ATTACHED, 0);
  return done;
}

Result<Statement> Database::prepare(std::string_view sql) {
  Statement statement;
  statement.where_ = where_;
  sqlite3_stmt* handle = nullptr;
  int code = sqlite3_prepare_v3(held_.get(), sql.data(), int(sql.size()), SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
  statement.held_.reset(handle);
  if (code != SQLITE_OK) return error_of(held_.get(), where_);
  return statement;
}

Status Database::run(std::string_view sql) {
  if (sqlite3_exec(held_.get(), std::string(sql).c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
    return error_of(held_.get(), where_);
  return {};
}

Result<std::optional<std::string>> Database::text_of(std::string_view sql) {
  Result<Statement> statement = prepare(sql);
  if (!statement) return statement.error();
  Result<bool> row = statement->step();
  if (!row) return row.error();
  if (!*row) return std::optional<std::string>();
  return statement->optional_text(0);
}

}  // namespace stenogram::archive
