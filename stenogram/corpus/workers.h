// A few threads that make things ready while another puts them in order.
//
// Work is begun in the order it is given. The destructor waits for what is running and
// drops what is not.
#pragma once
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace stenogram::corpus {

class Workers {
 public:
  explicit Workers(unsigned count);
  ~Workers();
  void give(std::function<void()> work);

 private:
  void run();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> waiting_;
  bool ending_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace stenogram::corpus
