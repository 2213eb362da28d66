// Keeping captures, beside the same text in a plain SQLite table with FTS5, and in Xapian.
//
//   ingest   files of a folder into a new archive: read, kept whole, indexed, committed
//   again    the same folder once more; every capture is known by its SHA-256
//   fts5     the same files read as one paragraph a row into a table and an FTS5 index
//            over it (external content), one transaction, WAL, synchronous=FULL
//   xapian   the same paragraphs as documents of a Xapian database, with positions and the
//            text as their data, committed once
//   rebuild  the index made again from the record
//   reading  the same files read to transcripts on as many threads as there are
//            processors, and nothing kept: what ingest cannot be faster than
//
// All sides run in this process, one after the other, on the same files, which are in
// the page cache by then. Beside the clock stands the time of all processors, which a
// busy machine changes less. Takes a folder, or makes 20 MB of invented interviews;
// `--no-xapian` before it leaves that peer out, which takes longer than all else.
#include <sqlite3.h>
#include <sys/resource.h>
#include <unistd.h>
#include <xapian.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <random>
#include <string_view>
#include <thread>

#include "stenogram/base/file.h"
#include "stenogram/capture/read.h"
#include "stenogram/corpus/corpus.h"
#include "stenogram/transcript/transcript.h"

namespace {

namespace fs = std::filesystem;
using namespace stenogram;

struct Taken {
  double clock = 0, processors = 0;  // seconds
};

double processor_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) { return double(time.tv_sec) + double(time.tv_usec) / 1e6; };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

Taken time_of(auto&& work) {
  const auto begun = std::chrono::steady_clock::now();
  const double busy = processor_seconds();
  work();
  return {std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count(), processor_seconds() - busy};
}

// The most memory this process has had so far.
double peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return double(usage.ru_maxrss) * 1024 / 1e6;
}

std::vector<std::string> files_below(const fs::path& folder, std::uint64_t& bytes) {
  std::vector<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) {
      files.push_back(entry.path().string());
      bytes += entry.file_size();
    }
  std::sort(files.begin(), files.end());
  return files;
}

// Words as frequent as words are: the n-th of them about one in n.
void invent(const fs::path& folder) {
  std::mt19937 random(7);
  std::vector<std::string> words;
  for (int i = 0; i < 20'000; ++i) {
    std::string word;
    for (int syllables = 1 + i % 4; syllables >= 0; --syllables) {
      word += "bdfgklmnprstvz"[random() % 14];
      word += "aeiou"[random() % 5];
    }
    words.push_back(word);
  }
  std::uniform_real_distribution<double> draw(0, 1);
  for (int n = 0; n < 500; ++n) {
    std::string text = "Interview " + std::to_string(n) + " with Tova Lindqvist\n\n";
    while (text.size() < 40'000) {
      text += text.size() % 2 ? "Question: " : "Tova Lindqvist: ";
      for (int word = 0; word < 60; ++word)
        text += words[std::size_t(std::pow(double(words.size()), draw(random))) - 1] + (word == 59 ? ".\n\n" : " ");
    }
    std::ofstream(folder / (std::to_string(10'000 + n) + ".txt")) << text;
  }
}

void run(sqlite3* database, const char* sql) {
  char* error = nullptr;
  if (sqlite3_exec(database, sql, nullptr, nullptr, &error) != SQLITE_OK) {
    std::fprintf(stderr, "%s\n", error);
    std::exit(2);
  }
}

// Each paragraph of each file: take(file, text).
void each_paragraph(const std::vector<std::string>& files, auto&& take) {
  for (std::size_t file = 0; file < files.size(); ++file) {
    std::string text = *read_file(files[file], 1ull << 30);
    for (std::size_t at = 0; at < text.size();) {
      std::size_t end = std::min(text.find("\n\n", at), text.size());
      take(file, std::string_view(text).substr(at, end - at));
      at = end + 2;
    }
  }
}

void load_plainly(const fs::path& path, const std::vector<std::string>& files) {
  sqlite3* database = nullptr;
  sqlite3_open(path.c_str(), &database);
  run(database, "PRAGMA page_size=8192; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-262144;"
                "PRAGMA secure_delete=OFF; CREATE TABLE turn(id INTEGER PRIMARY KEY, file INTEGER, text TEXT);"
                "CREATE VIRTUAL TABLE words USING fts5(text, content='turn', content_rowid='id'); BEGIN");
  sqlite3_stmt *turn, *words;
  sqlite3_prepare_v2(database, "INSERT INTO turn(file, text) VALUES(?1, ?2)", -1, &turn, nullptr);
  sqlite3_prepare_v2(database, "INSERT INTO words(rowid, text) VALUES(?1, ?2)", -1, &words, nullptr);
  each_paragraph(files, [&](std::size_t file, std::string_view text) {
    sqlite3_bind_int64(turn, 1, std::int64_t(file));
    sqlite3_bind_text(turn, 2, text.data(), int(text.size()), SQLITE_STATIC);
    sqlite3_step(turn);
    sqlite3_reset(turn);
    sqlite3_bind_int64(words, 1, sqlite3_last_insert_rowid(database));
    sqlite3_bind_text(words, 2, text.data(), int(text.size()), SQLITE_STATIC);
    sqlite3_step(words);
    sqlite3_reset(words);
  });
  sqlite3_finalize(turn);
  sqlite3_finalize(words);
  run(database, "COMMIT");
  sqlite3_close(database);
}

void load_into_xapian(const fs::path& path, const std::vector<std::string>& files) {
  Xapian::WritableDatabase database(path.string(), Xapian::DB_CREATE);
  Xapian::TermGenerator generator;
  each_paragraph(files, [&](std::size_t, std::string_view text) {
    Xapian::Document document;
    document.set_data(std::string(text));
    generator.set_document(document);
    generator.set_termpos(0);
    generator.index_text(std::string(text));
    database.add_document(document);
  });
  database.commit();
}

void read_only(const std::vector<std::string>& files) {
  std::atomic<std::size_t> next{0}, turns{0};
  std::vector<std::jthread> threads;
  for (unsigned i = 0; i < std::max(1u, std::thread::hardware_concurrency()); ++i)
    threads.emplace_back([&] {
      for (std::size_t file = next++; file < files.size(); file = next++) {
        capture::Source source;
        source.name = files[file];
        source.bytes = *read_file(files[file], 1ull << 30);
        auto page = capture::read(source, {});
        if (!page) continue;
        for (const transcript::Transcript& transcript : transcript::read(*page)) turns += transcript.turns.size();
      }
    });
}

std::uint64_t size_of(const fs::path& path) {
  std::uint64_t bytes = 0;
  if (!fs::exists(path)) return 0;
  if (fs::is_directory(path)) files_below(path, bytes);
  else bytes = fs::file_size(path);
  return bytes;
}

}  // namespace

int main(int argc, char** argv) {
  bool with_xapian = argc < 2 || std::string_view(argv[1]) != "--no-xapian";
  if (!with_xapian) --argc, ++argv;
  fs::path place = fs::temp_directory_path() / ("ingest_bench." + std::to_string(::getpid()));
  fs::create_directories(place / "in");
  fs::path folder = argc > 1 ? fs::path(argv[1]) : place / "in";
  if (argc < 2) invent(folder);
  std::uint64_t bytes = 0;
  std::vector<std::string> files = files_below(folder, bytes);
  for (const std::string& file : files) (void)read_file(file, 1ull << 30);
  double megabytes = double(bytes) / 1e6;
  std::printf("%zu files, %.1f MB, %u cores\n", files.size(), megabytes, std::thread::hardware_concurrency());

  fs::path archive = place / "bench.stenogram", plain = place / "plain.sqlite", xapian = place / "xapian";
  std::uint64_t failed = 0;
  auto ingest = [&] {
    auto corpus = corpus::Corpus::open(archive, corpus::Corpus::Mode::create);
    auto summary = (*corpus)->ingest(files, [](const corpus::Ingested&) {});
    failed = summary ? summary->failed : files.size();
  };
  const Taken first = time_of(ingest);
  const double peak = peak_megabytes();
  const Taken again = time_of(ingest);
  const Taken fts5 = time_of([&] { load_plainly(plain, files); });
  const Taken glass = with_xapian ? time_of([&] { load_into_xapian(xapian, files); }) : Taken();
  const Taken rebuild = time_of([&] {
    auto corpus = corpus::Corpus::open(archive, corpus::Corpus::Mode::write);
    (void)(*corpus)->rebuild();
  });
  const Taken reading = time_of([&] { read_only(files); });
  if (failed) std::printf("%llu files could not be read\n", static_cast<unsigned long long>(failed));
  std::printf("%-8s %8s %8s %12s %8s %10s\n", "", "s", "MB/s", "processors s", "of fts5", "of xapian");
  auto row = [&](const char* name, const Taken& taken) {
    std::printf("%-8s %8.2f %8.1f %12.2f %8.2f %10.2f\n", name, taken.clock, megabytes / taken.clock, taken.processors,
                fts5.clock / taken.clock, glass.clock / taken.clock);
  };
  row("ingest", first);
  row("fts5", fts5);
  if (with_xapian) row("xapian", glass);
  row("again", again);
  row("rebuild", rebuild);
  row("reading", reading);
  std::printf("peak memory of the ingest: %.0f MB\n", peak);
  std::printf("on disk, of the text: archive %.2f, fts5 %.2f, xapian %.2f\n", double(size_of(archive)) / double(bytes),
              double(size_of(plain)) / double(bytes), double(size_of(xapian)) / double(bytes));
  fs::remove_all(place);
}
