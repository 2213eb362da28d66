// Reading plain text, from bytes to turns.
//
//   capture     bytes to blocks
//   transcript  blocks to turns, leftovers and quotes
//
// The text is an invented interview repeated to 20 MB, so that no corpus is needed:
//   build/bench/reading_bench
#include <chrono>
#include <cstdio>
#include <string>

#include "stenogram/capture/read.h"
#include "stenogram/transcript/transcript.h"

namespace {

constexpr std::size_t kBytes = 20'000'000;

std::string interview() {
  std::string text = "Trade Minister Pavel Orlov’s interview with Channel Nine, Port Riba, May 4, 2019\n\n";
  const std::string question =
      "Question: You said last year that the harbour would open before the winter. What has become of it?\n\n";
  const std::string answer =
      "Pavel Orlov: We have kept to the plan as far as the weather let us. The north quay stands, the south "
      "quay will stand by June, and the people who said that nothing would ever be built here may come and "
      "look. I do not say that there were no mistakes; there were, and I have named them before.\n\nWhat "
      "matters now is that the ships come. The first of them has announced itself for August, and we shall "
      "be there to meet it, as the council promised “to everyone who waits”.\n\n";
  while (text.size() < kBytes) text += question + answer;
  return text;
}

double seconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace

int main() {
  stenogram::capture::Source source;
  source.name = "bench.txt";
  source.bytes = interview();
  const double megabytes = static_cast<double>(source.bytes.size()) / 1e6;

  auto begin = std::chrono::steady_clock::now();
  auto page = stenogram::capture::read(source);
  double captured = seconds_since(begin);
  if (!page) {
    std::fprintf(stderr, "%s\n", page.error().message().c_str());
    return 1;
  }
  begin = std::chrono::steady_clock::now();
  auto transcripts = stenogram::transcript::read(*page);
  double understood = seconds_since(begin);

  std::printf("reader version %d, g++ %s, %.1f MB, %zu turns\n", stenogram::transcript::kReaderVersion, __VERSION__,
              megabytes, transcripts.front().turns.size());
  std::printf("%-12s %8.1f MB/s\n", "capture", megabytes / captured);
  std::printf("%-12s %8.1f MB/s\n", "transcript", megabytes / understood);
  std::printf("%-12s %8.1f MB/s\n", "both", megabytes / (captured + understood));
}
