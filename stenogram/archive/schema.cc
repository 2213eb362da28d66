#include "stenogram/archive/schema.h"

#include <cstdlib>
#include <set>

namespace stenogram::archive {
namespace {

// "Sten", so that `file` and others can tell a record from any other database.
constexpr const char* kApplication = "1400137070";

// A capture's `id` is what its transcripts are named after: 12 digits of its SHA-256,
// more where that would collide. `body`, `text`, `source_map` and `reading` are zstd;
// `text` and `source_map` are absent where the page's text is the capture, byte for
// byte. In `seen`, '' means that nothing is known. A transcript's `number` is how the
// concordance knows it: ascending, never used twice, and a new one for every new
// reading, while `id` stays.
constexpr std::string_view kTables = R"sql(
CREATE TABLE setting(
  name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE capture(
  number INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, id TEXT NOT NULL UNIQUE,
  bytes INTEGER NOT NULL, media_type TEXT NOT NULL, charset TEXT NOT NULL,
  reader INTEGER NOT NULL, body BLOB NOT NULL,
  text_bytes INTEGER NOT NULL, text BLOB, source_map_bytes INTEGER, source_map BLOB) STRICT;
CREATE TABLE seen(
  number INTEGER PRIMARY KEY, capture INTEGER NOT NULL REFERENCES capture,
  name TEXT NOT NULL, url TEXT NOT NULL, captured_at TEXT NOT NULL,
  file TEXT NOT NULL, offset INTEGER NOT NULL, record_id TEXT NOT NULL, digest TEXT NOT NULL,
  kept_at TEXT NOT NULL,
  UNIQUE(capture, name, url, captured_at, file, offset)) STRICT;
CREATE TABLE transcript(
  number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
  capture INTEGER NOT NULL REFERENCES capture, part INTEGER NOT NULL,
  kind TEXT NOT NULL, language TEXT NOT NULL, title TEXT, outlet TEXT, occasion TEXT, place TEXT,
  event_date TEXT, publication_date TEXT, turns INTEGER NOT NULL, words INTEGER NOT NULL,
  reading_bytes INTEGER NOT NULL, reading BLOB NOT NULL) STRICT;
CREATE INDEX transcript_of_capture ON transcript(capture);
CREATE TABLE speaker(
  transcript INTEGER NOT NULL REFERENCES transcript, position INTEGER NOT NULL,
  name TEXT, several INTEGER NOT NULL, office TEXT, affiliation TEXT, role TEXT NOT NULL,
  PRIMARY KEY(transcript, position)) STRICT, WITHOUT ROWID;
CREATE TABLE label(
  transcript INTEGER NOT NULL REFERENCES transcript, speaker INTEGER NOT NULL,
  position INTEGER NOT NULL, text TEXT NOT NULL,
  PRIMARY KEY(transcript, speaker, position)) STRICT, WITHOUT ROWID;
CREATE TABLE correction(
  number INTEGER PRIMARY KEY AUTOINCREMENT, transcript TEXT, label TEXT,
  field TEXT NOT NULL, value TEXT, reason TEXT NOT NULL, made_at TEXT NOT NULL) STRICT;
CREATE TABLE former(
  number INTEGER PRIMARY KEY, id TEXT NOT NULL, capture INTEGER NOT NULL REFERENCES capture,
  reader INTEGER NOT NULL, text_bytes INTEGER NOT NULL, text BLOB,
  reading_bytes INTEGER NOT NULL, reading BLOB NOT NULL) STRICT;
CREATE INDEX former_by_id ON former(id);
CREATE TABLE segment(
  number INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE,
  bytes INTEGER NOT NULL, checksum TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
  words INTEGER NOT NULL) STRICT;
CREATE TABLE removed(document INTEGER PRIMARY KEY, words INTEGER NOT NULL) STRICT;
)sql";

// What record 2 added: which transcripts are of one interview. `copy` and `sketch` are
// derived, kept here because they change with the transcripts, in one transaction;
// `copy_decision` is what people decided, under ids, which outlive re-reading.
constexpr std::string_view kTablesOfCopies = R"sql(
CREATE TABLE copy(
  later INTEGER NOT NULL REFERENCES transcript, earlier INTEGER NOT NULL REFERENCES transcript,
  relation TEXT NOT NULL, earlier_derived INTEGER NOT NULL, certainty INTEGER NOT NULL,
  later_words INTEGER NOT NULL, later_carried INTEGER NOT NULL,
  earlier_words INTEGER NOT NULL, earlier_carried INTEGER NOT NULL,
  later_shared BLOB NOT NULL, earlier_shared BLOB NOT NULL, evidence TEXT NOT NULL,
  PRIMARY KEY(later, earlier)) STRICT, WITHOUT ROWID;
CREATE INDEX copy_of_earlier ON copy(earlier);
CREATE TABLE copy_decision(
  number INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT NOT NULL, b TEXT NOT NULL,
  joined INTEGER NOT NULL, reason TEXT NOT NULL, made_at TEXT NOT NULL) STRICT;
CREATE TABLE sketch(
  hash INTEGER NOT NULL, transcript INTEGER NOT NULL REFERENCES transcript,
  PRIMARY KEY(hash, transcript)) STRICT, WITHOUT ROWID;
CREATE INDEX sketch_of_transcript ON sketch(transcript);
CREATE INDEX transcript_by_event ON transcript(event_date);
CREATE INDEX transcript_by_publication ON transcript(publication_date);
CREATE INDEX seen_by_url ON seen(url) WHERE url <> '';
)sql";

std::string tables_of_version(int version) {
  return std::string(kTables) + (version >= 2 ? std::string(kTablesOfCopies) : std::string());
}

Result<int> version_of(Database& database) {
  Result<std::optional<std::string>> text = database.text_of("PRAGMA user_version");
  if (!text) return text.error();
  return std::atoi((*text).value_or("0").c_str());
}

Result<std::set<std::string>> tables_of(Database& database) {
  std::set<std::string> out;
  Result<Statement> all = database.prepare(
      "SELECT type, name, ifnull(sql, '') FROM sqlite_schema "
      "WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'");
  if (!all) return all.error();
  while (true) {
    Result<bool> row = all->step();
    if (!row) return row.error();
    if (!*row) return out;
    out.insert(all->text(0) + " " + all->text(1) + " " + all->text(2));
  }
}

// That the tables are those of that version and no others.
Status check_tables(Database& database, int version, const std::string& where) {
  // The tables as they should be, made where they can do no harm.
  Result<Database> model = Database::open({}, Database::Mode::memory);
  if (!model) return model.error();
  if (Status done = model->run(tables_of_version(version)); !done) return done;
  Result<std::set<std::string>> expected = tables_of(*model);
  if (!expected) return expected.error();
  Result<std::set<std::string>> found = tables_of(database);
  if (!found) return found.error();
  if (*found != *expected)
    return Error::damaged(where, "its tables are not those of a record", "restore the archive from a copy");
  return {};
}

Status upgrade(Database& database, int version, const std::string& where) {
  if (Status sound = check_tables(database, version, where); !sound) return sound;
  return database.run("BEGIN IMMEDIATE;" + std::string(kTablesOfCopies) +
                      "PRAGMA user_version=" + std::to_string(kSchemaVersion) + "; COMMIT");
}

}  // namespace

Status prepare_schema(Database& database, const std::string& where) {
  Result<int> version = version_of(database);
  if (!version) return version.error();
  if (*version > 0 && *version < kSchemaVersion) return upgrade(database, *version, where);
  if (*version != 0) {
    Result<int> checked = check_schema(database, where);
    return checked ? Status() : Status(checked.error());
  }
  Result<std::set<std::string>> tables = tables_of(database);
  if (!tables) return tables.error();
  if (!tables->empty()) return Error::damaged(where, "is a database, but not a record of Stenogram");
  // The page size must come before the first table, and WAL before the first commit.
  if (Status done = database.run("PRAGMA page_size=8192; PRAGMA journal_mode=WAL"); !done) return done;
  std::string sql = "BEGIN IMMEDIATE;" + tables_of_version(kSchemaVersion) + "PRAGMA application_id=" + kApplication +
                    "; PRAGMA user_version=" + std::to_string(kSchemaVersion) + "; COMMIT";
  return database.run(sql);
}

Result<int> check_schema(Database& database, const std::string& where) {
  Result<int> version = version_of(database);
  if (!version) return version.error();
  if (*version <= 0) return Error::damaged(where, "is not a record of Stenogram");
  if (*version > kSchemaVersion)
    return Error::unsupported(where,
                              "was written by a newer version of Stenogram (record " + std::to_string(*version) + ")",
                              "use that version");
  if (Status sound = check_tables(database, *version, where); !sound) return sound.error();
  return *version;
}

}  // namespace stenogram::archive
