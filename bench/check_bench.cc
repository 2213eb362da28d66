// How long a quotation takes to check, in process, on a real archive.
//
//   check_bench ARCHIVE [--count N] [--seed N] [--slowest N [--repeat N]]
//
// Quotations are the exam's: words as they stand, altered, abridged, stitched, absent.
// Times are of the thread's processor, so that a busy machine does not lengthen them; the
// documents asked for are unpacked beforehand (a first pass), as in a program that stays.
// Then the same quotations as one list, on one thread and on two: seconds on the clock and
// of the processor. With --slowest that is left out, and the slowest quotations are shown, and asked
// again --repeat times, so that a profiler sees little else.
#include <time.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "exam_questions.h"
#include "stenogram/check/check_all.h"
#include "stenogram/corpus/corpus.h"

using namespace stenogram;

namespace {

double seconds(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return double(now.tv_sec) + double(now.tv_nsec) * 1e-9;
}

double at(const std::vector<double>& sorted, double share) {
  return sorted[std::min(sorted.size() - 1, std::size_t(share * double(sorted.size())))];
}

void print(const std::string& name, std::vector<double> times) {
  if (times.empty()) return;
  std::sort(times.begin(), times.end());
  std::printf("| %s | %zu | %.2f | %.2f | %.2f | %.2f |\n", name.c_str(), times.size(), at(times, 0.5) * 1e3, at(times, 0.95) * 1e3,
              at(times, 0.99) * 1e3, times.back() * 1e3);
}

}  // namespace

int main(int argc, char** argv) {
  std::size_t count = 40;
  std::size_t slowest = 0, repeat = 0;
  std::uint32_t seed = 1;
  for (int k = 2; k + 1 < argc; k += 2) {
    if (std::string_view(argv[k]) == "--count") count = std::size_t(std::atoll(argv[k + 1]));
    if (std::string_view(argv[k]) == "--slowest") slowest = std::size_t(std::atoll(argv[k + 1]));
    if (std::string_view(argv[k]) == "--repeat") repeat = std::size_t(std::atoll(argv[k + 1]));
    if (std::string_view(argv[k]) == "--seed") seed = std::uint32_t(std::atoll(argv[k + 1]));
  }
  if (argc < 2) {
    std::fprintf(stderr, "usage: check_bench ARCHIVE [--count N] [--seed N] [--slowest N [--repeat N]]\n");
    return 2;
  }
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  corpus::CorpusOptions options;
  options.cache_bytes = 1ull << 30;
  auto corpus = corpus::Corpus::open(argv[1], corpus::Corpus::Mode::read, options);
  if (!corpus) {
    std::fprintf(stderr, "check_bench: %s\n", corpus.error().message().c_str());
    return 2;
  }
  std::ifstream in(EXAM_EDITS, std::ios::binary);
  std::stringstream bytes;
  bytes << in.rdbuf();
  exam::Edits edits(bytes.str());
  exam::Examiner examiner(**corpus, edits, seed);
  std::vector<exam::Question> questions;
  for (const char* kind : {"clean", "negation", "replace", "ellipsis", "stitched", "misattributed", "absent"})
    for (std::size_t length = 1; length < std::size(exam::kLengthClasses); ++length)
      for (std::size_t k = 0; k < count; ++k)
        if (auto question = examiner.ask(kind, "en", length)) questions.push_back(std::move(*question));

  std::printf("| quotations | n | p50 ms | p95 ms | p99 ms | most ms |\n|---|---|---|---|---|---|\n");
  std::map<std::string, std::vector<double>> by_kind;
  std::vector<double> all, cold;
  std::vector<std::pair<double, const exam::Question*>> slow;
  for (int pass = 0; pass < 2; ++pass)
    for (const exam::Question& question : questions) {
      double before = seconds(CLOCK_THREAD_CPUTIME_ID);
      (void)check::check(**corpus, question.quotation);
      double took = seconds(CLOCK_THREAD_CPUTIME_ID) - before;
      if (pass == 0) {
        cold.push_back(took);
      } else {
        all.push_back(took);
        slow.emplace_back(took, &question);
        by_kind[question.kind].push_back(took);
      }
    }
  for (const auto& [kind, times] : by_kind) print(kind, times);
  print("all", all);
  print("all, first asked", cold);

  if (slowest > 0) {
    std::sort(slow.begin(), slow.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    for (std::size_t k = 0; k < std::min(slowest, slow.size()); ++k)
      std::printf("%.2f ms  %s  [%s] %s\n", slow[k].first * 1e3, slow[k].second->kind.c_str(),
                  slow[k].second->quotation.speaker.value_or("-").c_str(), slow[k].second->quotation.quoted.c_str());
    for (std::size_t again = 0; again < repeat; ++again)
      for (std::size_t k = 0; k < std::min(slowest, slow.size()); ++k) (void)check::check(**corpus, slow[k].second->quotation);
    return 0;
  }

  std::vector<check::Quotation> list;
  for (std::size_t k = 0; list.size() < 10'000 && !questions.empty(); ++k) list.push_back(questions[k % questions.size()].quotation);
  std::printf("\n| list of %zu | seconds | processor |\n|---|---|---|\n", list.size());
  for (unsigned threads : {1u, 2u}) {
    double clock = seconds(CLOCK_MONOTONIC), processor = seconds(CLOCK_PROCESS_CPUTIME_ID);
    check::check_all(**corpus, list, {}, [](std::size_t, const Result<check::Answer>&) { return true; }, threads);
    std::printf("| %u thread%s | %.2f | %.2f |\n", threads, threads == 1 ? "" : "s", seconds(CLOCK_MONOTONIC) - clock,
                seconds(CLOCK_PROCESS_CPUTIME_ID) - processor);
  }
}
