// Threads that answer, in two lanes, so that what takes seconds keeps nothing waiting
// that takes microseconds.
//
// A lane takes work while it has places; the rest is the caller's to refuse. The heavy
// lane's threads yield to the others (a lower priority where the system has one for
// threads). The destructor finishes what runs and drops what waits. Any thread may give.
#pragma once
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace stenogram::serve {

class WorkLane {
 public:
  WorkLane(unsigned threads, std::size_t places, bool yielding);
  ~WorkLane();
  // False where every place is taken, or the lane is closed; then `work` was not taken.
  bool give(std::function<void()> work);
  // Takes no more; what waits is dropped.
  void close();
  std::uint64_t waiting() const { return waiting_count_; }
  std::uint64_t working() const { return working_; }

 private:
  void run(bool yielding);

  const std::size_t places_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> waiting_;
  std::atomic<std::uint64_t> waiting_count_{0}, working_{0};
  bool closed_ = false;
  std::vector<std::thread> threads_;
};

// Cores beside those that the lanes' own threads keep busy: one fewer than there are.
// An answer that can be made by several threads takes what is left of them for a while;
// where nothing is, it goes on alone. Any thread.
class SpareCores {
 public:
  SpareCores();
  class Taken {
   public:
    Taken(SpareCores& from, unsigned many) : from_(from), many_(many) {}
    ~Taken() { from_.free_ += many_; }
    Taken(const Taken&) = delete;
    unsigned many() const { return many_; }

   private:
    SpareCores& from_;
    unsigned many_;
  };
  Taken take(unsigned most);

 private:
  std::atomic<unsigned> free_;
};

}  // namespace stenogram::serve
