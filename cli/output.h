// Where results go, and where everything else goes.
//
// Results are buffered and written to standard output. When whoever reads them closes
// the pipe, the rest is dropped without a word and the work goes on, so that an ingest
// is not cut short by `head`. One thread.
#pragma once
#include <string>
#include <string_view>

#include "stenogram/base/progress.h"
#include "stenogram/base/result.h"
#include "stenogram/render/terminal.h"

namespace stenogram::cli {

class Output {
 public:
  explicit Output(int descriptor) : descriptor_(descriptor) {}
  ~Output() { flush(); }
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  void write(std::string_view text);
  void line(std::string_view text) { write(text), write("\n"); }
  void flush();
  // Nobody listens any more, so there is no use in going on just to print.
  bool closed() const { return closed_; }
  // The disk behind a redirection was full, say.
  const Status& status() const { return status_; }

 private:
  int descriptor_;
  std::string buffer_;
  bool closed_ = false;
  Status status_;
};

// "stenogram: …" on standard error, made inert; line ends of `message` are kept.
void complain(std::string_view message);

// How standard output is drawn on: `when` is auto, always or never.
render::Terminal terminal_for(std::string_view when);

// A line on standard error, where that is a terminal, redrawn at most ten times a
// second and wiped at the end. Cancelled by the first SIGINT or SIGTERM; the second
// one ends the program at once.
class TerminalProgress : public Progress {
 public:
  TerminalProgress();
  ~TerminalProgress() override;
  void at(std::string_view what, std::uint64_t done, std::uint64_t total) override;
  bool cancelled() const override;
  // Takes the line away so that a result may be printed; the next at() draws it again.
  void wipe();

 private:
  bool shown_ = false, drawn_ = false;
  long long last_ = 0;
};

}  // namespace stenogram::cli
