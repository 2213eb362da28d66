// How long a quotation takes to check, in process, on a real archive.
//
//   check_bench ARCHIVE [--count N] [--seed N] [--asks N] [--slowest N [--repeat N]]
//
// Quotations are the exam's: words as they stand, altered, abridged, stitched, absent.
// Times are of the thread's processor, so that a busy machine does not lengthen them; the
// documents asked for are unpacked beforehand (a first pass), as in a program that stays. With --asks
// each is asked so often then, and the least time taken, since what others do to the caches is noise.
// Then the same quotations as one list, on one thread and on two: seconds on the clock and
// of the processor. With --slowest that is left out, and the slowest quotations are shown with what the record
// took of their time, and asked again --repeat times, so that a profiler sees little else.
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
  std::printf("| %s | %zu | %.2f | %.2f | %.2f | %.2f |\n", name.c_str(), times.size(), at(times, 0.5) * 1e3,
              at(times, 0.95) * 1e3, at(times, 0.99) * 1e3, times.back() * 1e3);
}

// The record, with the time that each kind of question takes it.
class Timed : public corpus::Passages {
 public:
  explicit Timed(const corpus::Passages& record) : record_(record) {}

  Result<corpus::Places> locate(const corpus::Probe& probe) const override {
    Stage stage(locate_);
    return record_.locate(probe);
  }
  Result<corpus::Places> occurrences(const std::vector<std::string>& words, std::size_t most,
                                     const corpus::SpeakerSet* by) const override {
    Stage stage(occurrences_);
    return record_.occurrences(words, most, by);
  }
  std::size_t longest_run(std::span<const std::string> words) const override {
    Stage stage(runs_);
    return record_.longest_run(words);
  }
  Result<std::shared_ptr<const corpus::Document>> document(corpus::DocumentNumber number) const override {
    Stage stage(documents_);
    return record_.document(number);
  }
  std::uint64_t count(std::string_view word) const override {
    Stage stage(counts_);
    return record_.count(word);
  }
  corpus::Searched searched() const override { return record_.searched(); }
  Result<std::shared_ptr<const corpus::Cast>> cast() const override { return record_.cast(); }
  std::vector<corpus::DocumentNumber> documents() const override { return record_.documents(); }

  std::string told() const {
    std::string text;
    for (const Stage::Sum* sum : {&locate_, &occurrences_, &runs_, &documents_, &counts_}) {
      char part[64];
      std::snprintf(part, sizeof part, " %s %.2f (%zu)", sum->name, sum->seconds * 1e3, sum->times);
      text += part;
    }
    return text;
  }

 private:
  struct Stage {
    struct Sum {
      const char* name;
      double seconds = 0;
      std::size_t times = 0;
    };
    explicit Stage(Sum& of) : sum(of), before(seconds(CLOCK_THREAD_CPUTIME_ID)) {}
    ~Stage() {
      sum.seconds += seconds(CLOCK_THREAD_CPUTIME_ID) - before;
      ++sum.times;
    }
    Sum& sum;
    double before;
  };
  const corpus::Passages& record_;
  mutable Stage::Sum locate_{"locate"}, occurrences_{"occurrences"}, runs_{"runs"}, documents_{"documents"},
      counts_{"counts"};
};

}  // namespace

int main(int argc, char** argv) {
  std::size_t count = 40;
  std::size_t slowest = 0, repeat = 0, asks = 1;
  std::uint32_t seed = 1;
  for (int k = 2; k + 1 < argc; k += 2) {
    if (std::string_view(argv[k]) == "--count") count = std::size_t(std::atoll(argv[k + 1]));
    if (std::string_view(argv[k]) == "--asks") asks = std::max<std::size_t>(1, std::size_t(std::atoll(argv[k + 1])));
    if (std::string_view(argv[k]) == "--slowest") slowest = std::size_t(std::atoll(argv[k + 1]));
    if (std::string_view(argv[k]) == "--repeat") repeat = std::size_t(std::atoll(argv[k + 1]));
    if (std::string_view(argv[k]) == "--seed") seed = std::uint32_t(std::atoll(argv[k + 1]));
  }
  if (argc < 2) {
    std::fprintf(stderr, "usage: check_bench ARCHIVE [--count N] [--seed N] [--asks N] [--slowest N [--repeat N]]\n");
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
  auto time = [&](const exam::Question& question) {
    double before = seconds(CLOCK_THREAD_CPUTIME_ID);
    (void)check::check(**corpus, question.quotation);
    return seconds(CLOCK_THREAD_CPUTIME_ID) - before;
  };
  for (const exam::Question& question : questions) cold.push_back(time(question));
  for (const exam::Question& question : questions) {
    double took = time(question);
    for (std::size_t again = 1; again < asks; ++again) took = std::min(took, time(question));
    all.push_back(took);
    slow.emplace_back(took, &question);
    by_kind[question.kind].push_back(took);
  }
  for (const auto& [kind, times] : by_kind) print(kind, times);
  print("all", all);
  print("all, first asked", cold);

  if (slowest > 0) {
    std::sort(slow.begin(), slow.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    for (std::size_t k = 0; k < std::min(slowest, slow.size()); ++k) {
      const Timed timed(**corpus);
      Result<check::Answer> answer = check::check(timed, slow[k].second->quotation);
      std::printf("%.2f ms %s; %s, %s in %llu places  [%s] %s\n", slow[k].first * 1e3, timed.told().c_str(),
                  slow[k].second->kind.c_str(), answer ? std::string(check::name_of(answer->verdict)).c_str() : "-",
                  answer ? (unsigned long long)answer->places : 0ull,
                  slow[k].second->quotation.speaker.value_or("-").c_str(), slow[k].second->quotation.quoted.c_str());
    }
    for (std::size_t again = 0; again < repeat; ++again)
      for (std::size_t k = 0; k < std::min(slowest, slow.size()); ++k)
        (void)check::check(**corpus, slow[k].second->quotation);
    return 0;
  }

  std::vector<check::Quotation> list;
  for (std::size_t k = 0; list.size() < 10'000 && !questions.empty(); ++k)
    list.push_back(questions[k % questions.size()].quotation);
  std::printf("\n| list of %zu | seconds | processor |\n|---|---|---|\n", list.size());
  for (unsigned threads : {1u, 2u}) {
    double clock = seconds(CLOCK_MONOTONIC), processor = seconds(CLOCK_PROCESS_CPUTIME_ID);
    check::check_all(
        **corpus, list, {}, [](std::size_t, const Result<check::Answer>&) { return true; }, threads);
    std::printf("| %u thread%s | %.2f | %.2f |\n", threads, threads == 1 ? "" : "s", seconds(CLOCK_MONOTONIC) - clock,
                seconds(CLOCK_PROCESS_CPUTIME_ID) - processor);
  }
}
