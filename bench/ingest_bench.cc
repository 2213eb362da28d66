// Keeping captures, beside the same files in SQLite with FTS5 and in Xapian, in one run.
//
//   ingest   files of a folder into a new archive: read, kept whole, indexed, committed
//   place    copies of one interview found among them, as the command does after ingesting
//   again    the same folder once more; every capture is known by its SHA-256
//   rebuild  the index made again from the record
//   reading  the same files read to transcripts on as many threads as there are
//            processors, and nothing kept: what ingest cannot be faster than
//   record   like for like: the same files read by the same reader on as many threads, kept
//            in the same record, committed as often, with an FTS5 table over the turns (its
//            text is in the record) in place of our index
//   fts5     the same files as one paragraph a row of a table and an FTS5 index over it
//            (external content), one transaction, one thread; nothing read of them
//   xapian   the turns of a part of the files, read beforehand, as documents of a Xapian
//            database, with positions and the text as their data, committed once, one thread
//
// All sides run in this process, one after the other, on the same files, which are in
// the page cache by then. Beside the clock stands the time of all processors, which a
// busy machine changes less; `of ...` is how many times faster than that peer, by the clock
// and in brackets in time of processors, a megabyte against a megabyte.
//
//   ingest_bench [--xapian MB] [--memory] [FOLDER]
//
// Takes a folder, or makes 20 MB of invented interviews. Xapian, which takes longer than all
// else, is given files spread over the folder until they have so many megabytes (12; 0 leaves it
// out). `--memory` ingests and places only, and is for folders of any size.
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <random>
#include <string_view>
#include <thread>

#include "bench/ingest_peers.h"
#include "stenogram/base/file.h"
#include "stenogram/corpus/corpus.h"
#include "stenogram/reuse/placing.h"

namespace {

namespace fs = std::filesystem;
using namespace stenogram;

struct Taken {
  double clock = 0, processors = 0;  // seconds
};

// Of all threads.
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

// What a process has of memory, in megabytes: all that is resident, pages of its own, and mapped pages of files.
struct Memory {
  double all = 0, own = 0, mapped = 0;
};

Memory memory_now() {
  std::ifstream status("/proc/self/status");
  Memory now;
  for (std::string line; std::getline(status, line);) {
    auto megabytes = [&] { return std::strtod(line.c_str() + line.find(':') + 1, nullptr) * 1024 / 1e6; };
    if (line.starts_with("VmRSS:")) now.all = megabytes();
    if (line.starts_with("RssAnon:")) now.own = megabytes();
    if (line.starts_with("RssFile:")) now.mapped = megabytes();
  }
  return now;
}

// The most of each since it was made, looked at a hundred times a second.
class Watch {
 public:
  Watch()
      : thread_([this](std::stop_token stop) {
          while (!stop.stop_requested()) {
            const Memory now = memory_now();
            peak_.all = std::max(peak_.all, now.all);
            peak_.own = std::max(peak_.own, now.own);
            peak_.mapped = std::max(peak_.mapped, now.mapped);
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
          }
        }) {}
  Memory peak() {
    thread_.request_stop();
    thread_.join();
    return peak_;
  }

 private:
  Memory peak_;
  std::jthread thread_;
};

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

std::uint64_t size_of(const fs::path& path) {
  std::uint64_t bytes = 0;
  if (!fs::exists(path)) return 0;
  if (fs::is_directory(path)) files_below(path, bytes);
  else bytes = fs::file_size(path);
  return bytes;
}

// Files spread over all of them until they have so many bytes.
std::vector<std::string> part_of(const std::vector<std::string>& files, double all, double most, double& bytes) {
  const std::size_t step = std::max<std::size_t>(1, std::size_t(std::ceil(all / most)));
  std::vector<std::string> part;
  for (std::size_t i = step / 2; i < files.size(); i += step) {
    part.push_back(files[i]);
    bytes += double(fs::file_size(files[i]));
  }
  return part;
}

struct Row {
  const char* name;
  Taken taken;
  double megabytes;
};

}  // namespace

int main(int argc, char** argv) {
  double xapian_megabytes = 12;
  bool memory_only = false;
  std::string given;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--memory") memory_only = true;
    else if (argument == "--xapian" && i + 1 < argc) xapian_megabytes = std::atof(argv[++i]);
    else given = argument;
  }
  const fs::path scratch = fs::temp_directory_path() / ("ingest_bench." + std::to_string(::getpid()));
  fs::create_directories(scratch / "in");
  const fs::path folder = given.empty() ? scratch / "in" : fs::path(given);
  if (given.empty()) invent(folder);
  std::uint64_t bytes = 0;
  const std::vector<std::string> files = files_below(folder, bytes);
  for (const std::string& file : files) (void)read_file(file, 1ull << 30);
  const double megabytes = double(bytes) / 1e6;
  const unsigned threads = std::max(1u, std::thread::hardware_concurrency());
  std::printf("%zu files, %.1f MB, %u processors\n", files.size(), megabytes, threads);

  const fs::path archive = scratch / "bench.stenogram", plain = scratch / "plain.sqlite", xapian = scratch / "xapian";
  const fs::path record = scratch / "record.stenogram", words = scratch / "words.sqlite";
  std::uint64_t failed = 0;
  auto ingest = [&] {
    auto corpus = corpus::Corpus::open(archive, corpus::Corpus::Mode::create);
    auto summary = (*corpus)->ingest(files, [](const corpus::Ingested&) {});
    failed = summary ? summary->failed : files.size();
  };
  auto with_corpus = [&](auto&& work) {
    auto corpus = corpus::Corpus::open(archive, corpus::Corpus::Mode::write);
    work(**corpus);
  };
  auto watched = [](const char* what, auto&& work) {
    Watch watch;
    const Taken taken = time_of(work);
    const Memory peak = watch.peak();
    std::printf("%s: at most %.0f MB resident, %.0f MB its own, %.0f MB mapped\n", what, peak.all, peak.own,
                peak.mapped);
    return taken;
  };

  std::vector<Row> rows;
  rows.push_back({"ingest", watched("ingest", ingest), megabytes});
  auto place = [&] { with_corpus([](corpus::Corpus& corpus) { (void)reuse::place(corpus); }); };
  rows.push_back({"place", watched("place", place), megabytes});
  if (failed) std::printf("%llu files could not be read\n", static_cast<unsigned long long>(failed));
  Taken like, fts5, glass;
  double part_megabytes = 0;
  if (!memory_only) {
    rows.push_back({"again", time_of(ingest), megabytes});
    rows.push_back({"rebuild", time_of([&] { with_corpus([](corpus::Corpus& c) { (void)c.rebuild(); }); }), megabytes});
    rows.push_back({"reading", time_of([&] { bench::read_only(files, threads); }), megabytes});
    like = time_of([&] { bench::load_record(record, words, files, threads); });
    rows.push_back({"record", like, megabytes});
    fts5 = time_of([&] { bench::load_paragraphs(plain, files); });
    rows.push_back({"fts5", fts5, megabytes});
    if (xapian_megabytes > 0) {
      double part_bytes = 0;
      const auto turns = bench::turns_of(part_of(files, megabytes, xapian_megabytes, part_bytes));
      part_megabytes = part_bytes / 1e6;
      glass = time_of([&] { bench::load_into_xapian(xapian, turns); });
      rows.push_back({"xapian", glass, part_megabytes});
    }
  }
  std::printf("%-8s %8s %8s %8s %12s   %-14s %-14s %-14s\n", "", "MB", "s", "MB/s", "processors s", "of record",
              "of fts5", "of xapian");
  for (const Row& row : rows) {
    std::printf("%-8s %8.1f %8.2f %8.1f %12.2f  ", row.name, row.megabytes, row.taken.clock,
                row.megabytes / row.taken.clock, row.taken.processors);
    auto beside = [&](const Taken& peer, double of) {
      if (peer.clock == 0) return;
      std::printf(" %5.2f (%5.2f) ", (peer.clock / of) / (row.taken.clock / row.megabytes),
                  (peer.processors / of) / (row.taken.processors / row.megabytes));
    };
    beside(like, megabytes);
    beside(fts5, megabytes);
    beside(glass, part_megabytes);
    std::printf("\n");
  }
  std::printf("on disk, of the text: archive %.2f", double(size_of(archive)) / double(bytes));
  if (!memory_only)
    std::printf(", record with FTS5 %.2f, FTS5 alone %.2f", double(size_of(record) + size_of(words)) / double(bytes),
                double(size_of(plain)) / double(bytes));
  if (part_megabytes > 0) std::printf(", Xapian %.2f", double(size_of(xapian)) / (part_megabytes * 1e6));
  std::printf("\n");
  fs::remove_all(scratch);
}
