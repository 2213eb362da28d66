// SQLite, opened as one opens a stranger's file, behind types that close themselves.
//
// A Database and its Statements belong to one thread at a time; the archive sees to it.
#pragma once
#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "stenogram/base/result.h"

namespace stenogram::archive {

// A statement being run: bind(), then step() until it says there are no more rows.
// Views of columns live until the next step or reset.
class Statement {
 public:
  Statement& bind(int at, std::uint64_t value);
  Statement& bind(int at, std::string_view text);  // copied by no one: must outlive step()
  Statement& bind_blob(int at, std::string_view bytes);
  Statement& bind(int at, const std::optional<std::string>& text);
  Statement& bind_null(int at);

  // Whether there is a row.
  Result<bool> step();
  // Runs to the end and makes ready for the next time.
  Status run();
  void reset();

  std::uint64_t number(int at) const { return std::uint64_t(sqlite3_column_int64(held_.get(), at)); }
  std::string_view view(int at) const;  // of text or of a blob
  std::string text(int at) const { return std::string(view(at)); }
  std::optional<std::string> optional_text(int at) const;
  bool null(int at) const { return sqlite3_column_type(held_.get(), at) == SQLITE_NULL; }

 private:
  friend class Database;
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  std::unique_ptr<sqlite3_stmt, Finalize> held_;
  std::string where_;
};

class Database {
 public:
  enum class Mode {
    read,    // never writes, not even to recover
    write,   // an existing file
    create,  // a new file, or an existing one
    memory,  // no file at all
  };
  // Opens with trusted_schema off, defensive, without extensions, triggers or views.
  // Opening to read works in a folder one may not write to, if whoever wrote last has
  // closed the file.
  static Result<Database> open(const std::filesystem::path& path, Mode mode);

  // A whole database as it lies in memory, read where it is and never changed. The bytes must
  // outlive the Database. `where` names it in errors.
  static Result<Database> open_image(std::string_view bytes, const std::string& where);

  // Writes a copy of it, whole, without what was deleted and without a log, into a new file.
  Status copy_into(const std::filesystem::path& path);

  // SQL of ours only, never a user's.
  Result<Statement> prepare(std::string_view sql);
  Status run(std::string_view sql);
  // The first column of the first row; nothing where there is none.
  Result<std::optional<std::string>> text_of(std::string_view sql);
  std::uint64_t last_row() const { return std::uint64_t(sqlite3_last_insert_rowid(held_.get())); }
  std::uint64_t changes() const { return std::uint64_t(sqlite3_changes64(held_.get())); }

 private:
  struct Close {
    void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
  };
  std::unique_ptr<sqlite3, Close> held_;
  std::string where_;
};

// SQLite's complaint in our terms: full, read-only, busy, damaged.
Error error_of(sqlite3* database, const std::string& where);

}  // namespace stenogram::archive
