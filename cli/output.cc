#include "cli/output.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>

namespace stenogram::cli {
namespace {

constexpr std::size_t kBuffer = 1 << 16;

volatile std::sig_atomic_t interrupted = 0;

void on_interrupt(int number) {
  interrupted = 1;
  std::signal(number, SIG_DFL);
}

bool set(const char* variable) {
  const char* value = std::getenv(variable);
  return value && *value;
}

}  // namespace

void Output::write(std::string_view text) {
  if (closed_) return;
  buffer_ += text;
  if (buffer_.size() >= kBuffer) flush();
}

void Output::flush() {
  for (std::size_t at = 0; at < buffer_.size() && !closed_;) {
    ssize_t put = ::write(descriptor_, buffer_.data() + at, buffer_.size() - at);
    if (put >= 0) {
      at += std::size_t(put);
    } else if (errno != EINTR) {
      closed_ = true;
      if (errno != EPIPE) status_ = Error::system("standard output", errno);
    }
  }
  buffer_.clear();
}

void complain(std::string_view message) {
  std::string out = "stenogram: ";
  while (true) {
    std::size_t end = message.find('\n');
    out += render::inert(message.substr(0, end)) + "\n";
    if (end == std::string_view::npos) break;
    message.remove_prefix(end + 1);
  }
  // With nowhere to complain to, there is nothing more to be done.
  [[maybe_unused]] ssize_t put = ::write(2, out.data(), out.size());
}

render::Terminal terminal_for(std::string_view when) {
  render::Terminal terminal;
  const char* kind = std::getenv("TERM");
  bool capable = ::isatty(1) && !(kind && std::string_view(kind) == "dumb");
  terminal.colour = when == "always" || (when != "never" && capable && !set("NO_COLOR"));
  winsize size;
  if (const char* asked = std::getenv("COLUMNS"); asked && std::atoi(asked) > 0)
    terminal.width = std::size_t(std::atoi(asked));
  else if (::ioctl(1, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) terminal.width = size.ws_col;
  terminal.width = std::min<std::size_t>(std::max<std::size_t>(terminal.width, 20), 1000);
  return terminal;
}

TerminalProgress::TerminalProgress() : shown_(::isatty(2)) {
  std::signal(SIGINT, on_interrupt);
  std::signal(SIGTERM, on_interrupt);
}

TerminalProgress::~TerminalProgress() { wipe(); }

bool TerminalProgress::cancelled() const { return interrupted; }

void TerminalProgress::wipe() {
  if (!drawn_) return;
  drawn_ = false;
  [[maybe_unused]] ssize_t put = ::write(2, "\r\033[K", 4);
}

void TerminalProgress::at(std::string_view what, std::uint64_t done, std::uint64_t total) {
  if (!shown_) return;
  using namespace std::chrono;
  long long now = duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
  if (drawn_ && now - last_ < 100) return;
  last_ = now;
  drawn_ = true;
  std::string line = "\r\033[K" + std::to_string(done);
  if (total > 0) line += " of " + std::to_string(total);
  line += " " + render::inert(what);
  [[maybe_unused]] ssize_t put = ::write(2, line.data(), line.size());
}

}  // namespace stenogram::cli
