#include "stenogram/capture/child.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

namespace stenogram::capture {
namespace {

struct Descriptor {
  int number = -1;
  ~Descriptor() { reset(); }
  void reset() {
    if (number >= 0) ::close(number);
    number = -1;
  }
};

// The bytes as a file without a name, so that the child can read them at its pace.
bool fill(Descriptor& file, std::string_view bytes) {
  file.number = ::memfd_create("capture", MFD_CLOEXEC);
  if (file.number < 0) return false;
  while (!bytes.empty()) {
    ssize_t put = ::write(file.number, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return false;
    bytes.remove_prefix(std::size_t(put));
  }
  return ::lseek(file.number, 0, SEEK_SET) == 0;
}

// All that the child prints until it ends; nothing where it took too long or printed
// more than `most`.
std::optional<std::string> listen(int from, std::uint64_t most, std::chrono::seconds patience) {
  const auto until = std::chrono::steady_clock::now() + patience;
  std::string heard;
  char chunk[1 << 16];
  for (;;) {
    auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
    pollfd ready{from, POLLIN, 0};
    int events = left.count() <= 0 ? 0 : ::poll(&ready, 1, int(left.count()));
    if (events < 0 && errno == EINTR) continue;
    if (events <= 0) return std::nullopt;
    ssize_t got = ::read(from, chunk, sizeof chunk);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return heard;
    heard.append(chunk, std::size_t(got));
    if (heard.size() > most) return std::nullopt;
  }
}

}  // namespace

Result<ChildOutput> run_child(const std::string& program, const std::vector<std::string>& arguments,
                              std::string_view input, std::uint64_t most, std::chrono::seconds patience,
                              std::string_view name) {
  Descriptor file;
  if (!fill(file, input)) return Error::system(std::string(name), errno);
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return Error::system(std::string(name), errno);
  Descriptor listening{ends[0]}, speaking{ends[1]};

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, file.number, 0);
  posix_spawn_file_actions_adddup2(&actions, speaking.number, 1);
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  std::vector<std::string> words{program};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  char locale[] = "LC_ALL=C.UTF-8", path[] = "PATH=/usr/bin:/bin";
  char* environment[] = {locale, path, nullptr};
  pid_t child = 0;
  int failed = ::posix_spawn(&child, program.c_str(), &actions, nullptr, argv.data(), environment);
  posix_spawn_file_actions_destroy(&actions);
  if (failed) return Error::system(program, failed);
  speaking.reset();

  std::optional<std::string> heard = listen(listening.number, most, patience);
  if (!heard) ::kill(child, SIGKILL);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (!heard)
    return Error::too_large(std::string(name), "takes too long to read, or holds too much",
                            "split it, or save its text by other means");
  return ChildOutput{*std::move(heard), WIFEXITED(status) ? WEXITSTATUS(status) : -1};
}

}  // namespace stenogram::capture
