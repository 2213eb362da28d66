// Keeps small what a long piece of work has of mapped segments in memory.
//
// Pages of a mapped file that were read stay with the process until the system wants their
// memory back. That is right for a server, and wrong for an ingest that reads all over an
// index once: it would seem to need the whole index in memory. So whoever does that says
// so now and then, and where more than a bound is resident, segments are given back in turn
// until a quarter of the bound is free. What is read again costs a fault, not the disk, as
// long as the system keeps the file cached.
#pragma once
#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include "stenogram/concordance/segment.h"

namespace stenogram::concordance {

// Bytes of mapped files that are resident in this process, program and libraries included;
// 0 where the system does not tell.
std::uint64_t mapped_bytes();

// More than the columns of tokens that merge_plan() joins, so that these stay; of larger ones pages are read
// again and again.
inline constexpr std::uint64_t kMostMappedToMerge = 384ull << 20;

class MappedLimit {
 public:
  MappedLimit(std::vector<std::shared_ptr<const Segment>> segments, std::uint64_t most)
      : segments_(std::move(segments)), most_(most) {}

  // A few microseconds. Any thread, also while others read the segments.
  void keep();
  // How often something was given back.
  std::uint64_t times() const { return times_; }

 private:
  std::vector<std::shared_ptr<const Segment>> segments_;
  std::uint64_t most_;
  std::atomic<std::uint64_t> times_{0}, next_{0};
};

}  // namespace stenogram::concordance
