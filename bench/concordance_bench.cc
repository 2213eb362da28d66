// How fast the concordance answers, on one core, beside SQLite's FTS5 on the same text
// in the same run.
//
//   build            words to a durable segment, words already made
//   cold_5           opening the index, none of it in memory, and counting a phrase of 5
//   phrase_N         a phrase of N words drawn from the text: how often it occurs
//   lines_N          the same, with its first 20 lines in context: words and bytes
//   pattern_gap      two words of a phrase of three with any one word between them
//   sort_left        100,000 lines sorted by what precedes them
//   locate_N         a 25-word quotation with N % of its words replaced
//   locate_shift     the same, one word in ten dropped and one in ten inserted
//   locate_short     8 words, one of them replaced
//   rank_and         two words, both: ten best by BM25
//   rank_or          three words, any
//   rank_word        one word
//   merge            four segments of a quarter each into one
//
// A locating is found where the best place overlaps the one the words were taken from,
// or holds as many of them (passages said twice exist). FTS5 counts rows, not places, is
// asked fewer questions of each kind because it is slow, and sees the same words.
//
// The text is the file $STENOGRAM_BENCH_TEXT: a line is an utterance, 400 of them a
// document. Without it, 8 MB are made up, which shows nothing but that the bench runs.
//   --stretch MB   first make the text so long, by stitching runs of it (six words in the
//                  mean) and one invented word in two thousand: synthetic, and says so
//   --folder DIR   where the index and the peer stay, to be used again
//   --no-peer      without FTS5
//   --only PREFIX  only the operations that begin so
//   --asks N       go through each kind's questions N times, and count the least time that each
//                  took: what other programs took from it in between is noise
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <ctime>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <random>
#include <string>
#include <thread>

#include "stenogram/base/file.h"
#include "stenogram/concordance/lines.h"
#include "stenogram/concordance/locate.h"
#include "stenogram/concordance/ranking.h"
#include "stenogram/text/words.h"

namespace {

using namespace stenogram;
using namespace stenogram::concordance;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

[[noreturn]] void stop(const std::string& why) {
  std::fprintf(stderr, "concordance_bench: %s\n", why.c_str());
  std::exit(2);
}

struct Options {
  std::filesystem::path folder;
  std::string only;
  std::uint64_t stretch = 0;  // bytes
  bool peer = true;
  int asks = 1;
  bool wants(const std::string& name) const { return name.rfind(only, 0) == 0; }
};

// -- Text

std::string made_up_text() {
  std::mt19937 random(1);
  std::string text;
  while (text.size() < 8'000'000) {
    for (int word = int(5 + random() % 60); word > 0; --word) {
      double even = double(random() % 1'000'000 + 1) / 1e6;
      text += std::to_string(long(std::pow(30'000.0, even))) + ' ';
    }
    text += '\n';
  }
  return text;
}

struct Text {
  std::vector<std::vector<std::string>> utterances;  // search keys
  std::uint64_t bytes = 0, words = 0;
};

void each_line(std::string_view text, const std::function<void(std::string_view)>& take) {
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = std::min(text.find('\n', at), text.size());
    if (end > at) take(text.substr(at, end - at));
    at = end + 1;
  }
}

std::string load_text() {
  const char* path = std::getenv("STENOGRAM_BENCH_TEXT");
  if (!path) return made_up_text();
  auto text = read_file(path, std::uint64_t{4} << 30);
  if (!text) stop(text.error().message());
  return std::move(*text);
}

// Lines as long as those of the text, made of runs of words from anywhere in it.
std::string stretched(const std::string& text, std::uint64_t size) {
  std::vector<std::string_view> words;
  std::vector<std::size_t> lengths;
  each_line(text, [&](std::string_view line) {
    std::size_t before = words.size();
    for (text::Word word : text::words(line)) words.push_back(slice(line, word.span()));
    lengths.push_back(words.size() - before);
  });
  std::mt19937_64 random(3);
  std::string longer;
  longer.reserve(size + 100'000);
  while (longer.size() < size) {
    std::size_t at = 0;
    for (std::size_t left = lengths[random() % lengths.size()]; left > 0; --left, ++at) {
      if (at == 0 || at >= words.size() || random() % 6 == 0) at = random() % words.size();
      if (random() % 2000 == 0) longer.append("x").append(std::to_string(random() % 50'000));
      else longer += words[at];
      longer += ' ';
    }
    longer += '\n';
  }
  return longer;
}

// -- The index

// Feeds lines [first, last) of the text as documents of 400.
struct Feeder {
  const std::string& text;
  std::vector<std::string_view> lines;

  explicit Feeder(const std::string& all) : text(all) {
    each_line(text, [this](std::string_view line) { lines.push_back(line); });
  }
  double feed(std::size_t first, std::size_t last, SegmentBuilder& builder,
              const std::function<void()>& document_ends) const {
    double adding = 0;
    std::vector<std::string> keys;
    std::vector<text::Word> words;
    for (std::size_t at = first; at < last; ++at) {
      words = text::words(lines[at]);
      keys.resize(words.size());
      for (std::size_t i = 0; i < words.size(); ++i) {
        keys[i].clear();
        text::append_search_key(slice(lines[at], words[i].span()), keys[i]);
      }
      std::uint32_t offset = std::uint32_t(lines[at].data() - lines[at / 400 * 400].data());
      auto start = Clock::now();
      if (at % 400 == 0) {
        document_ends();
        builder.begin_document({at / 400 + 1, std::int32_t(at / 400 % 3000), "en"});
      }
      builder.begin_utterance({.turn = std::uint32_t(at % 400 + 1), .speaker = std::uint32_t(at % 7)});
      for (std::size_t i = 0; i < words.size(); ++i)
        builder.add_word(keys[i], offset + words[i].begin, offset + words[i].end);
      adding += seconds_since(start);
    }
    return adding;
  }
};

void must(const Status& status) {
  if (!status) stop(status.error().message());
}

std::shared_ptr<const Segment> must_open(const std::filesystem::path& path) {
  auto segment = Segment::open(path);
  if (!segment) stop(segment.error().message());
  return *segment;
}

void build_index(const Options& options, const std::string& text) {
  Feeder feeder(text);
  SegmentBuilder builder;
  std::vector<std::shared_ptr<const Segment>> parts;
  double writing = 0, adding = 0;
  std::uint64_t words = 0;
  auto write = [&] {
    words += builder.words();
    auto start = Clock::now();
    auto path = options.folder / ("part" + std::to_string(parts.size()) + ".seg");
    must(builder.write(path));
    writing += seconds_since(start);
    parts.push_back(must_open(path));
  };
  // Always in four parts at least, so that merging has something to do.
  std::size_t quarter = (feeder.lines.size() / 4 + 399) / 400 * 400;
  for (std::size_t first = 0; first < feeder.lines.size(); first += quarter) {
    adding += feeder.feed(first, std::min(first + quarter, feeder.lines.size()), builder, [&] {
      if (builder.full()) write();
    });
    write();
  }
  double mb = double(text.size()) / 1e6;
  std::printf("build          add %.1f Mword/s, write %.1f Mword/s, together %.1f MB/s of text\n",
              double(words) / adding / 1e6, double(words) / writing / 1e6, mb / (adding + writing));
  auto start = Clock::now();
  must(merge(parts, {}, options.folder / "index.seg"));
  double merging = seconds_since(start);
  std::printf("merge          %zu segments: %.1f Mword/s, %.1f MB/s of text\n", parts.size(),
              double(words) / merging / 1e6, mb / merging);
  for (auto& part : parts) std::filesystem::remove(part->path());
}

// -- The peer

class Peer {
 public:
  Peer(const Options& options, const std::string& text) {
    auto path = options.folder / "peer.db";
    bool there = std::filesystem::exists(path);
    if (sqlite3_open(path.c_str(), &db_) != SQLITE_OK) stop("cannot open the peer");
    run("pragma journal_mode=wal; pragma synchronous=normal; pragma cache_size=-262144; pragma secure_delete=off");
    if (there) return;
    run("create table u(id integer primary key, text);"
        "create virtual table f using fts5(text, content='u', content_rowid='id', tokenize='unicode61 "
        "remove_diacritics 2')");
    auto start = Clock::now();
    run("begin");
    sqlite3_stmt *row = prepare("insert into u values(?, ?)"),
                 *full = prepare("insert into f(rowid, text) values(?, ?)");
    sqlite3_int64 id = 0;
    each_line(text, [&](std::string_view line) {
      ++id;
      for (sqlite3_stmt* one : {row, full}) {
        sqlite3_bind_int64(one, 1, id);
        sqlite3_bind_text(one, 2, line.data(), int(line.size()), SQLITE_STATIC);
        sqlite3_step(one);
        sqlite3_reset(one);
      }
    });
    sqlite3_finalize(row);
    sqlite3_finalize(full);
    run("commit; insert into f(f) values('optimize')");
    std::printf("peer           SQLite and FTS5 %.1f MB/s of text\n", double(text.size()) / 1e6 / seconds_since(start));
  }
  ~Peer() { sqlite3_close(db_); }

  // All rows of an answer.
  std::size_t ask(const char* sql, const std::string& match) {
    sqlite3_stmt*& statement = statements_[sql];
    if (!statement) statement = prepare(sql);
    sqlite3_bind_text(statement, 1, match.c_str(), -1, SQLITE_STATIC);
    std::size_t rows = 0;
    while (sqlite3_step(statement) == SQLITE_ROW) ++rows;
    sqlite3_reset(statement);
    return rows;
  }

 private:
  void run(const char* sql) {
    if (sqlite3_exec(db_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) stop(sqlite3_errmsg(db_));
  }
  sqlite3_stmt* prepare(const char* sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(db_, sql, -1, &statement, nullptr) != SQLITE_OK) stop(sqlite3_errmsg(db_));
    return statement;
  }
  sqlite3* db_ = nullptr;
  std::unordered_map<const char*, sqlite3_stmt*> statements_;
};

constexpr const char* kCount = "select count(*) from f where f match ?";
constexpr const char* kSnippets = "select snippet(f, 0, '[', ']', '...', 16) from f where f match ? limit 20";
constexpr const char* kBest = "select rowid from f where f match ? order by bm25(f) limit 10";

// -- Measuring

// Microseconds of this thread's time on the processor: the machine may be shared, and
// what others do to the clock on the wall says nothing of either side.
struct Latency {
  double p50 = 0, p99 = 0;
};

double thread_microseconds() {
  timespec now;
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return double(now.tv_sec) * 1e6 + double(now.tv_nsec) / 1e3;
}

// What asking for that time costs.
double clock_cost() {
  static const double cost = [] {
    double start = thread_microseconds();
    for (int i = 0; i < 1000; ++i) thread_microseconds();
    return (thread_microseconds() - start) / 1001;
  }();
  return cost;
}

int times_asked = 1;

Latency latency(std::size_t many, const std::function<void(std::size_t)>& one) {
  std::vector<double> times(many, 1e18);
  for (int round = 0; round < times_asked; ++round)
    for (std::size_t i = 0; i < many; ++i) {
      double start = thread_microseconds();
      one(i);
      times[i] = std::min(times[i], std::max(0.01, thread_microseconds() - start - clock_cost()));
    }
  std::sort(times.begin(), times.end());
  return {times[times.size() / 2], times[std::min(times.size() - 1, times.size() * 99 / 100)]};
}

void report(const std::string& name, Latency ours, Latency peer = {}) {
  std::printf("%-14s %9.1f %9.1f", name.c_str(), ours.p50, ours.p99);
  if (peer.p50 > 0)
    std::printf("   %10.0f %10.0f   %7.0fx %7.0fx", peer.p50, peer.p99, peer.p50 / ours.p50, peer.p99 / ours.p99);
}

std::string quoted(const std::vector<std::string>& words) {
  std::string phrase = "\"";
  for (const std::string& word : words) phrase.append(word).append(" ");
  return phrase + "\"";
}

std::string joined(const std::vector<std::string>& words, const char* by) {
  std::string query;
  for (const std::string& word : words) query.append(query.empty() ? "" : by).append("\"").append(word).append("\"");
  return query;
}

class Bench {
 public:
  Bench(const Options& options, const Index& index, Peer* peer)
      : options_(options), index_(index), segment_(*index.segments()[0]), peer_(peer), all_(index.all()) {}

  std::vector<std::vector<std::string>> drawn(std::size_t phrases, std::size_t words) {
    std::vector<std::vector<std::string>> all;
    Position at;
    while (all.size() < phrases) all.push_back(draw(words, at));
    return all;
  }

  void run() {
    std::printf("\n%-14s %9s %9s   %10s %10s   %8s %8s   (microseconds)\n", "", "p50", "p99", "FTS5 p50", "p99", "p50",
                "p99");
    for (std::size_t words : {2, 3, 5, 8, 12}) phrases(words);
    for (std::size_t words : {2, 3, 5}) lines(words);
    gaps();
    sort_left();
    for (int share : {0, 20, 40}) locating("locate_" + std::to_string(share), 25, share, false);
    locating("locate_shift", 25, 0, true);
    locating("locate_short", 8, 12, false);
    ranking();
  }

 private:
  // A run of words in one utterance, and where it stands.
  std::vector<std::string> draw(std::size_t many, Position& at) {
    for (;;) {
      at = Position(random_() % segment_.size());
      std::vector<std::string> words;
      for (Position p = at; p < segment_.size() && words.size() < many && segment_.token(p) != 0; ++p)
        words.emplace_back(segment_.key_of(segment_.token(p)));
      if (words.size() == many) return words;
    }
  }
  std::string any_word() {
    for (;;)
      if (Token token = segment_.token(Position(random_() % segment_.size())))
        return std::string(segment_.key_of(token));
  }

  void phrases(std::size_t many) {
    std::string name = "phrase_" + std::to_string(many);
    if (!options_.wants(name)) return;
    auto drawn = this->drawn(20'000, many);
    volatile std::uint64_t sum = 0;
    Latency ours = latency(drawn.size(), [&](std::size_t i) { sum = sum + index_.count(phrase(drawn[i]), all_); });
    Latency peer;
    if (peer_) peer = latency(200, [&](std::size_t i) { peer_->ask(kCount, quoted(drawn[i])); });
    report(name, ours, peer);
    std::printf("\n");
  }

  void lines(std::size_t many) {
    std::string name = "lines_" + std::to_string(many);
    if (!options_.wants(name)) return;
    auto drawn = this->drawn(3000, many);
    volatile std::uint64_t sum = 0;
    Latency ours = latency(drawn.size(), [&](std::size_t i) {
      Pattern pattern = phrase(drawn[i]);
      sum = sum + index_.count(pattern, all_);
      for (const Match& match : index_.find(pattern, all_, 20)) {
        Match line = widen(index_, match, 8, 8);
        sum = sum + index_.place(match).document + index_.bytes(line).end;
      }
    });
    Latency peer;
    if (peer_)
      peer = latency(200, [&](std::size_t i) {
        peer_->ask(kCount, quoted(drawn[i]));
        peer_->ask(kSnippets, quoted(drawn[i]));
      });
    report(name, ours, peer);
    std::printf("\n");
  }

  void gaps() {
    if (!options_.wants("pattern_gap")) return;
    std::vector<Pattern> patterns;
    Position at;
    for (int i = 0; i < 300; ++i) {
      auto words = draw(3, at);
      Pattern pattern = phrase({words[0], words[2]});
      pattern[1].least_gap = pattern[1].most_gap = 1;
      patterns.push_back(pattern);
    }
    volatile std::uint64_t sum = 0;
    report("pattern_gap",
           latency(patterns.size(), [&](std::size_t i) { sum = sum + index_.count(patterns[i], all_); }));
    std::printf("\n");
  }

  void sort_left() {
    if (!options_.wants("sort_left")) return;
    Token token = 1;
    for (Token other = 1; other <= segment_.lexicon_size(); ++other) {
      auto much = [&](Token one) { return segment_.occurrences(one) >= 100'000 ? segment_.occurrences(one) : ~0u; };
      if (much(other) < much(token)) token = other;
    }
    auto matches = index_.find(phrase({segment_.key_of(token)}), all_, 100'000);
    report("sort_left", latency(9, [&](std::size_t) {
             auto sorted = matches;
             sort_by_left(index_, sorted);
           }));
    std::printf("   %zu lines\n", matches.size());
  }

  void locating(const std::string& name, std::size_t many, int share, bool shift) {
    if (!options_.wants(name)) return;
    struct Quote {
      std::vector<std::string> words;
      Position at;
      std::size_t kept;
    };
    std::vector<Quote> quotes;
    while (quotes.size() < 1000) {
      Quote quote;
      quote.words = draw(many, quote.at);
      quote.kept = many;
      std::vector<std::string> altered;
      for (const std::string& word : quote.words) {
        if (shift && random_() % 10 == 0) {
          --quote.kept;
          continue;
        }
        if (shift && random_() % 10 == 0) altered.push_back(any_word());
        bool replaced = int(random_() % 100) < share;
        altered.push_back(replaced ? any_word() : word);
        quote.kept -= replaced;
      }
      if (altered.empty()) continue;
      quote.words = altered;
      quotes.push_back(quote);
    }
    std::size_t found = 0, strict = 0;
    Latency ours = latency(quotes.size(), [&](std::size_t i) {
      const Quote& quote = quotes[i];
      Locations places = locate(index_, {.words = quote.words, .most = 8, .least = 0.3, .exact_is_enough = true}, all_);
      if (places.places.empty()) return;
      const Located& best = places.places[0];
      bool there = best.match.first < quote.at + many && quote.at < best.match.first + best.match.words;
      strict += there;
      found += there || best.score * double(quote.words.size()) >= double(quote.kept) - 1e-9;
    });
    Latency all, rarest;
    if (peer_ && share <= 20 && !shift) {
      all = latency(20, [&](std::size_t i) { peer_->ask(kBest, joined(quotes[i].words, " OR ")); });
      rarest = latency(40, [&](std::size_t i) {
        auto words = quotes[i].words;
        std::sort(words.begin(), words.end(), [&](auto& a, auto& b) { return index_.count(a) < index_.count(b); });
        words.resize(std::min<std::size_t>(words.size(), 8));
        peer_->ask(kBest, joined(words, " OR "));
      });
    }
    report(name, ours, all);
    std::printf("   found %.1f %%, that very place %.1f %%", double(found) / 10 / times_asked,
                double(strict) / 10 / times_asked);
    if (rarest.p50 > 0)
      std::printf("; of 8 rarest words FTS5 %.0f %.0f, %.0fx", rarest.p50, rarest.p99, rarest.p50 / ours.p50);
    std::printf("\n");
  }

  void ranking() {
    auto word = [](const std::string& one) { return Query::of(phrase({one})); };
    auto middling = [&] {
      for (;;) {
        std::string one = any_word();
        std::uint64_t count = index_.count(one);
        if (count >= 20 && count <= segment_.words() / 1000) return one;
      }
    };
    struct Kind {
      const char* name;
      Query::Kind kind;
      std::size_t words;
      const char* by;
      bool any;
    };
    for (Kind kind :
         {Kind{"rank_and", Query::Kind::all, 2, " AND ", true}, Kind{"rank_or", Query::Kind::any, 3, " OR ", false},
          Kind{"rank_word", Query::Kind::any, 1, " OR ", false}}) {
      if (!options_.wants(kind.name)) continue;
      std::vector<std::vector<std::string>> drawn;
      std::vector<Query> queries;
      for (int i = 0; i < 400; ++i) {
        drawn.emplace_back();
        Query query;
        query.kind = kind.kind;
        for (std::size_t w = 0; w < kind.words; ++w) {
          drawn.back().push_back(kind.any ? any_word() : middling());
          query.parts.push_back(word(drawn.back().back()));
        }
        queries.push_back(kind.words == 1 ? query.parts[0] : query);
      }
      volatile std::uint64_t sum = 0;
      Latency ours =
          latency(queries.size(), [&](std::size_t i) { sum = sum + rank(index_, queries[i], all_, 10).total; });
      Latency peer;
      if (peer_) peer = latency(100, [&](std::size_t i) { peer_->ask(kBest, joined(drawn[i], kind.by)); });
      report(kind.name, ours, peer);
      std::printf("\n");
    }
  }

  const Options& options_;
  const Index& index_;
  const Segment& segment_;
  Peer* peer_;
  Selection all_;
  std::mt19937_64 random_{7};
};

// A command on an archive that nobody has used for a while: the system is asked to
// forget the file, and what is read of it then comes from the disk, page by page.
void cold(const Options& options, const std::vector<std::vector<std::string>>& phrases) {
  if (!options.wants("cold_5")) return;
  auto path = options.folder / "index.seg";
  std::vector<double> times, opening, faults;
  volatile std::uint64_t sum = 0;
  for (const auto& words : phrases) {
    int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    ::posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
    ::close(file);
    rusage before, opened, after;
    ::getrusage(RUSAGE_SELF, &before);
    auto start = Clock::now();
    auto index = Index::of({must_open(path)}, {});
    ::getrusage(RUSAGE_SELF, &opened);
    sum = sum + index->count(phrase(words));
    times.push_back(seconds_since(start) * 1e3);
    ::getrusage(RUSAGE_SELF, &after);
    opening.push_back(double(opened.ru_majflt - before.ru_majflt));
    faults.push_back(double(after.ru_majflt - opened.ru_majflt));
  }
  for (auto* sorted : {&times, &opening, &faults}) std::sort(sorted->begin(), sorted->end());
  auto at = [](const std::vector<double>& sorted, std::size_t percent) {
    return sorted[(sorted.size() - 1) * percent / 100];
  };
  std::printf(
      "cold_5         %.2f ms p50, %.2f ms p99 by the clock; page faults: opening %.0f, lookup %.0f p50, %.0f p99\n",
      at(times, 50), at(times, 99), at(opening, 50), at(faults, 50), at(faults, 99));
}

// Kilobytes of a line of /proc/self/status.
long status(const char* name) {
  std::ifstream file("/proc/self/status");
  for (std::string line; std::getline(file, line);)
    if (line.rfind(name, 0) == 0) return std::atol(line.c_str() + std::strlen(name) + 1);
  return 0;
}

std::string processor() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);)
    if (line.rfind("model name", 0) == 0) return line.substr(line.find(':') + 2);
  return "unknown processor";
}

Options options_of(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    std::string flag = argv[i];
    if (flag == "--no-peer") options.peer = false;
    else if (flag == "--folder" && i + 1 < argc) options.folder = argv[++i];
    else if (flag == "--stretch" && i + 1 < argc) options.stretch = std::strtoull(argv[++i], nullptr, 10) * 1'000'000;
    else if (flag == "--only" && i + 1 < argc) options.only = argv[++i];
    else if (flag == "--asks" && i + 1 < argc) options.asks = std::max(1, std::atoi(argv[++i]));
    else stop("unknown option " + flag);
  }
  return options;
}

}  // namespace

int main(int argc, char** argv) {
  Options options = options_of(argc, argv);
  times_asked = options.asks;
  bool temporary = options.folder.empty();
  if (temporary)
    options.folder = std::filesystem::temp_directory_path() / ("concordance_bench." + std::to_string(::getpid()));
  std::filesystem::create_directories(options.folder);
  std::printf("%s, %u threads, SQLite %s\n", processor().c_str(), std::thread::hardware_concurrency(),
              sqlite3_libversion());
  std::uint64_t text_bytes = 0;
  std::unique_ptr<Peer> peer;
  {
    std::string text = load_text();
    if (options.stretch) text = stretched(text, options.stretch);
    text_bytes = text.size();
    if (!std::filesystem::exists(options.folder / "index.seg")) build_index(options, text);
    if (options.peer) peer = std::make_unique<Peer>(options, text);
  }
  long before = status("RssAnon:");
  auto start = Clock::now();
  auto segment = must_open(options.folder / "index.seg");
  auto index = Index::of({segment}, {});
  if (!index) stop(index.error().message());
  Selection all = index->all();
  double opening = seconds_since(start) * 1e3;
  std::printf("open           %.2f ms, %ld kB private\n", opening, status("RssAnon:") - before);
  if (options.stretch) std::printf("synthetic      stitched from runs of the text\n");
  std::printf("index          %.1f M words of %u in %.0f MB of text: %.2f of the text\n",
              double(segment->words()) / 1e6, segment->lexicon_size(), double(text_bytes) / 1e6,
              double(segment->bytes()) / double(text_bytes));
  std::vector<std::vector<std::string>> phrases = Bench(options, *index, nullptr).drawn(100, 5);
  segment.reset();
  all = {};
  *index = {};
  cold(options, phrases);
  segment = must_open(options.folder / "index.seg");
  // From here on all is in memory, as in a server.
  segment->warm();
  volatile std::uint64_t touched = 0;
  for (Position at = 0; at < segment->size(); at += 512)
    touched = touched + segment->token(at) + segment->span(at).begin;
  for (std::uint32_t at = 0; at < segment->words(); at += 512) touched = touched + segment->suffix(at);
  *index = *Index::of({segment}, {});
  Bench(options, *index, peer.get()).run();
  peer.reset();
  if (temporary) std::filesystem::remove_all(options.folder);
}
