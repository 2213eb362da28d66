#include "stenogram/check/check_all.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

namespace stenogram::check {
namespace {

constexpr std::size_t kAhead = 256;  // answers made and not yet heard

// What the threads share. Answers wait in a ring until their turn comes.
struct Ring {
  std::mutex mutex;
  std::condition_variable made, heard;
  std::vector<std::optional<Result<Answer>>> answers{kAhead};
  std::size_t next = 0;  // to be judged
  std::size_t done = 0;  // heard
  bool stopped = false;
};

}  // namespace

void check_all(const corpus::Passages& record, const std::vector<Quotation>& quotations, const Options& options,
               const Hear& hear, unsigned threads) {
  if (threads == 0) threads = std::max(1u, std::thread::hardware_concurrency());
  threads = unsigned(std::min<std::size_t>(threads, quotations.size()));
  if (threads <= 1) {
    for (std::size_t k = 0; k < quotations.size(); ++k)
      if (!hear(k, check(record, quotations[k], options))) return;
    return;
  }
  Ring ring;
  auto work = [&] {
    for (;;) {
      std::size_t mine;
      {
        std::unique_lock lock(ring.mutex);
        ring.heard.wait(
            lock, [&] { return ring.stopped || ring.next >= quotations.size() || ring.next < ring.done + kAhead; });
        if (ring.stopped || ring.next >= quotations.size()) return;
        mine = ring.next++;
      }
      Result<Answer> answer = check(record, quotations[mine], options);
      {
        std::lock_guard lock(ring.mutex);
        ring.answers[mine % kAhead] = std::move(answer);
      }
      ring.made.notify_one();
    }
  };
  std::vector<std::thread> workers;
  for (unsigned k = 0; k < threads; ++k) workers.emplace_back(work);
  for (std::size_t k = 0; k < quotations.size(); ++k) {
    std::optional<Result<Answer>> answer;
    {
      std::unique_lock lock(ring.mutex);
      ring.made.wait(lock, [&] { return ring.answers[k % kAhead].has_value(); });
      answer.swap(ring.answers[k % kAhead]);
      ring.done = k + 1;
    }
    ring.heard.notify_all();
    if (hear(k, *answer)) continue;
    std::lock_guard lock(ring.mutex);
    ring.stopped = true;
    break;
  }
  ring.heard.notify_all();
  for (std::thread& worker : workers) worker.join();
}

}  // namespace stenogram::check
