// What has been answered, how fast, and what the server holds, in the text format that
// Prometheus reads (version 0.0.4).
//
// Any number of threads. A count costs a lock that nobody holds for long.
#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "stenogram/serve/http.h"
#include "stenogram/serve/library.h"

namespace stenogram::serve {

class Metrics {
 public:
  void count(const Access& access);
  std::string text(const Gauges& gauges, const Library& library, const Snapshot& snapshot) const;

 private:
  // Upper bounds in seconds; the last bucket has none.
  static constexpr std::array<double, 10> kBounds{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.25, 1, 10};
  struct Route {
    std::map<int, std::uint64_t> statuses;
    std::array<std::uint64_t, kBounds.size() + 1> buckets{};
    std::uint64_t answers = 0, bytes = 0;
    double seconds = 0;
  };
  mutable std::mutex mutex_;
  std::map<std::string_view, Route> routes_;
};

}  // namespace stenogram::serve
