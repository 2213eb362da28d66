// How long work tells its caller where it stands. The library prints nothing:
// the command line draws a line on a terminal, the server counts, tests listen.
#pragma once
#include <cstdint>
#include <string_view>

namespace stenogram {

// Called from one thread at a time, often; so implementations are cheap.
class Progress {
 public:
  virtual ~Progress() = default;
  // `done` of `total` units of `what` ("captures", "bytes"); total 0 is unknown.
  virtual void at(std::string_view what, std::uint64_t done, std::uint64_t total) = 0;
  // True once the caller wants the work to stop at the next safe point.
  virtual bool cancelled() const { return false; }
};

// Tells nobody.
Progress& no_progress();

}  // namespace stenogram
