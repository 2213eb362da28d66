#include "stenogram/serve/lanes.h"

#include <algorithm>

#include <sys/resource.h>
#include <unistd.h>

#include <utility>

namespace stenogram::serve {

WorkLane::WorkLane(unsigned threads, std::size_t places, bool yielding) : places_(places) {
  for (unsigned i = 0; i < threads; ++i) threads_.emplace_back([this, yielding] { run(yielding); });
}

WorkLane::~WorkLane() {
  close();
  for (std::thread& thread : threads_) thread.join();
}

bool WorkLane::give(std::function<void()> work) {
  {
    std::lock_guard lock(mutex_);
    if (closed_ || waiting_.size() >= places_) return false;
    waiting_.push_back(std::move(work));
    waiting_count_ = waiting_.size();
  }
  changed_.notify_one();
  return true;
}

void WorkLane::close() {
  std::deque<std::function<void()>> dropped;
  {
    std::lock_guard lock(mutex_);
    closed_ = true;
    dropped.swap(waiting_);
    waiting_count_ = 0;
  }
  changed_.notify_all();
}

void WorkLane::run(bool yielding) {
  // On Linux a thread has a priority of its own; elsewhere nothing is lost.
  if (yielding) ::setpriority(PRIO_PROCESS, id_t(::gettid()), ::getpriority(PRIO_PROCESS, 0) + 5);
  while (true) {
    std::function<void()> work;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return closed_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      work = std::move(waiting_.front());
      waiting_.pop_front();
      waiting_count_ = waiting_.size();
    }
    ++working_;
    work();
    --working_;
  }
}

SpareCores::SpareCores() : free_(std::max(1u, std::thread::hardware_concurrency()) - 1) {}

SpareCores::Taken SpareCores::take(unsigned most) {
  unsigned left = free_;
  while (!free_.compare_exchange_weak(left, left - std::min(left, most))) {
  }
  return Taken(*this, std::min(left, most));
}

}  // namespace stenogram::serve
