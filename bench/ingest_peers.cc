#include "bench/ingest_peers.h"

#include <sqlite3.h>
#include <xapian.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <future>
#include <string_view>
#include <thread>

#include "stenogram/archive/archive.h"
#include "stenogram/base/file.h"
#include "stenogram/base/hash.h"
#include "stenogram/capture/read.h"
#include "stenogram/corpus/corpus.h"
#include "stenogram/corpus/reading.h"
#include "stenogram/corpus/workers.h"
#include "stenogram/transcript/transcript.h"

namespace stenogram::bench {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMost = 1ull << 30;  // bytes of a file

void die(std::string_view what) {
  std::fprintf(stderr, "%.*s\n", int(what.size()), what.data());
  std::exit(2);
}

void must(const Status& done) {
  if (!done) die(done.error().message());
}

// A database of SQLite's own, with the settings of ours.
class Plain {
 public:
  Plain(const fs::path& path, const char* tables) {
    sqlite3_open(path.c_str(), &database_);
    run("PRAGMA page_size=8192; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-262144;"
        "PRAGMA secure_delete=OFF");
    run(tables);
  }
  ~Plain() {
    for (sqlite3_stmt* statement : statements_) sqlite3_finalize(statement);
    sqlite3_close(database_);
  }
  void run(const char* sql) {
    char* error = nullptr;
    if (sqlite3_exec(database_, sql, nullptr, nullptr, &error) != SQLITE_OK) die(error);
  }
  sqlite3_stmt* prepare(const char* sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(database_, sql, -1, &statement, nullptr) != SQLITE_OK) die(sqlite3_errmsg(database_));
    statements_.push_back(statement);
    return statement;
  }
  // INSERT with a number and a text.
  void insert(sqlite3_stmt* statement, std::int64_t number, std::string_view text) {
    sqlite3_bind_int64(statement, 1, number);
    sqlite3_bind_text(statement, 2, text.data(), int(text.size()), SQLITE_STATIC);
    if (sqlite3_step(statement) != SQLITE_DONE) die(sqlite3_errmsg(database_));
    sqlite3_reset(statement);
  }
  std::int64_t last_row() const { return sqlite3_last_insert_rowid(database_); }

 private:
  sqlite3* database_ = nullptr;
  std::vector<sqlite3_stmt*> statements_;
};

// Each paragraph of each file: take(file, text).
void each_paragraph(const std::vector<std::string>& files, auto&& take) {
  for (std::size_t file = 0; file < files.size(); ++file) {
    std::string text = *read_file(files[file], kMost);
    for (std::size_t at = 0; at < text.size();) {
      std::size_t end = std::min(text.find("\n\n", at), text.size());
      take(file, std::string_view(text).substr(at, end - at));
      at = end + 2;
    }
  }
}

// A capture read and made ready for the record, with the texts of its turns.
struct Ready {
  capture::Source source;  // without its bytes
  archive::Prepared prepared;
  std::vector<std::string> turns;
};

Ready made_ready(const std::string& file) {
  Ready ready;
  ready.source.name = file;
  ready.source.bytes = *read_file(file, kMost);
  Result<capture::Page> page = capture::read(ready.source, {});
  if (!page) return ready;
  std::vector<transcript::Transcript> transcripts = transcript::read(*page);
  corpus::add_doubts(*page, transcripts);
  for (const transcript::Transcript& transcript : transcripts)
    for (const transcript::Turn& turn : transcript.turns) ready.turns.emplace_back(slice(page->text, turn.span));
  ready.prepared = archive::prepared(ready.source.bytes, sha256(ready.source.bytes), *page);
  ready.source.bytes = std::string();
  // Words are counted by the index that is not made here.
  for (const transcript::Transcript& transcript : transcripts) archive::add_reading(ready.prepared, transcript, 0);
  return ready;
}

}  // namespace

void load_paragraphs(const fs::path& path, const std::vector<std::string>& files) {
  Plain database(path,
                 "CREATE TABLE turn(id INTEGER PRIMARY KEY, file INTEGER, text TEXT);"
                 "CREATE VIRTUAL TABLE words USING fts5(text, content='turn', content_rowid='id'); BEGIN");
  sqlite3_stmt* turn = database.prepare("INSERT INTO turn(file, text) VALUES(?1, ?2)");
  sqlite3_stmt* words = database.prepare("INSERT INTO words(rowid, text) VALUES(?1, ?2)");
  each_paragraph(files, [&](std::size_t file, std::string_view text) {
    database.insert(turn, std::int64_t(file), text);
    database.insert(words, database.last_row(), text);
  });
  database.run("COMMIT");
}

void load_record(const fs::path& record, const fs::path& path, const std::vector<std::string>& files,
                 unsigned threads) {
  constexpr std::size_t kAhead = 256;
  const corpus::CorpusOptions options;
  auto archive = archive::Archive::open(record, archive::Archive::Mode::create);
  if (!archive) die(archive.error().message());
  Plain database(path, "CREATE VIRTUAL TABLE words USING fts5(text, content='')");
  sqlite3_stmt* words = database.prepare("INSERT INTO words(rowid, text) VALUES(?1, ?2)");

  std::deque<std::future<Ready>> waiting;
  corpus::Workers workers(threads);
  std::size_t next = 0;
  std::int64_t row = 0;
  std::uint64_t bytes = 0;
  auto began = std::chrono::steady_clock::now();
  bool open = false;
  auto commit = [&] {
    database.run("COMMIT");
    must((*archive)->commit());
    open = false;
    bytes = 0;
  };
  while (next < files.size() || !waiting.empty()) {
    for (; next < files.size() && waiting.size() < kAhead; ++next) {
      auto task = std::make_shared<std::packaged_task<Ready()>>([&file = files[next]] { return made_ready(file); });
      waiting.push_back(task->get_future());
      workers.give([task] { (*task)(); });
    }
    Ready ready = waiting.front().get();
    waiting.pop_front();
    if (!open) {
      must((*archive)->begin());
      database.run("BEGIN");
      began = std::chrono::steady_clock::now();
      open = true;
    }
    if (ready.prepared.sha256.empty()) continue;
    if (auto known = (*archive)->capture_of(ready.prepared.sha256); !known || *known) continue;
    auto kept = (*archive)->add(ready.prepared, ready.source, options.reader_version);
    if (!kept) die(kept.error().message());
    for (const std::string& turn : ready.turns) database.insert(words, ++row, turn);
    bytes += ready.prepared.bytes;
    const std::chrono::duration<double> age = std::chrono::steady_clock::now() - began;
    if (bytes >= options.batch_bytes || age.count() >= options.batch_seconds) commit();
  }
  if (open) commit();
}

std::vector<std::string> turns_of(const std::vector<std::string>& files) {
  std::vector<std::string> turns;
  for (const std::string& file : files)
    for (std::string& turn : made_ready(file).turns) turns.push_back(std::move(turn));
  return turns;
}

void load_into_xapian(const fs::path& path, const std::vector<std::string>& turns) {
  Xapian::WritableDatabase database(path.string(), Xapian::DB_CREATE);
  Xapian::TermGenerator generator;
  for (const std::string& turn : turns) {
    Xapian::Document document;
    document.set_data(turn);
    generator.set_document(document);
    generator.set_termpos(0);
    generator.index_text(turn);
    database.add_document(document);
  }
  database.commit();
}

std::size_t read_only(const std::vector<std::string>& files, unsigned threads) {
  std::atomic<std::size_t> next{0}, turns{0};
  auto work = [&] {
    for (std::size_t file = next++; file < files.size(); file = next++) {
      capture::Source source;
      source.name = files[file];
      source.bytes = *read_file(files[file], kMost);
      auto page = capture::read(source, {});
      if (!page) continue;
      for (const transcript::Transcript& transcript : transcript::read(*page)) turns += transcript.turns.size();
    }
  };
  std::vector<std::jthread> others;
  for (unsigned i = 1; i < threads; ++i) others.emplace_back(work);
  work();
  others.clear();
  return turns;
}

}  // namespace stenogram::bench
