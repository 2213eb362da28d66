// What the server answers, asked of the library in the same words without a server.
//
//   serve_bench ARCHIVE targets SEARCHES CHECKS     draws questions from the archive and writes them
//   serve_bench ARCHIVE search|check FILE [THREADS]  answers each line of a file, and says how fast
//
//   search   a phrase of 2 to 5 words drawn from a turn, twenty hits with their snippets, as JSON
//   check    a run of 8 to 25 words drawn from a turn, every second with a word replaced, a word
//            dropped or two exchanged, as JSON with its passages and differences
//
// Phrases are drawn by position, so common ones come as often as they are said. No question
// comes twice, so no answer could have been kept. bench/serve runs this beside wrk.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <random>
#include <set>
#include <thread>

#include "stenogram/base/result.h"
#include "stenogram/serve/library.h"
#include "stenogram/serve/operation.h"
#include "stenogram/serve/target.h"

namespace {

using namespace stenogram;
using Clock = std::chrono::steady_clock;

struct Drawn {
  std::string text;
  std::vector<std::string> words;
};

// A run of words of some utterance, with what stands between them.
Drawn draw(const corpus::View& view, const std::vector<corpus::DocumentNumber>& documents, std::mt19937& random,
           std::size_t least, std::size_t most) {
  while (true) {
    auto document = view.document(documents[random() % documents.size()]);
    if (!document || (*document)->utterances.empty()) continue;
    const corpus::Utterance& utterance = (*document)->utterances[random() % (*document)->utterances.size()];
    const std::size_t length = least + random() % (most - least + 1);
    if (utterance.words.size() < length) continue;
    const std::size_t first = random() % (utterance.words.size() - length + 1);
    Drawn drawn;
    for (std::size_t i = first; i < first + length; ++i)
      drawn.words.emplace_back(slice((*document)->text, utterance.words[i].span()));
    drawn.text = slice((*document)->text, {utterance.words[first].begin, utterance.words[first + length - 1].end});
    return drawn;
  }
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

int write_targets(const serve::Snapshot& snapshot, std::size_t searches, std::size_t checks) {
  std::mt19937 random(7);
  const std::vector<corpus::DocumentNumber> documents = snapshot.documents();
  std::set<std::string> seen;
  std::ofstream search("search.txt"), check("check.txt");
  while (seen.size() < searches) {
    const std::string phrase = joined(draw(snapshot, documents, random, 2, 5).words);
    if (phrase.find('"') == std::string::npos && seen.insert(phrase).second)
      search << "/api/v1/search?q=" << serve::percent_encoded("\"" + phrase + "\"") << "\n";
  }
  for (std::size_t n = 0; n < checks; ++n) {
    Drawn drawn = draw(snapshot, documents, random, 8, 25);
    std::string quoted = drawn.text;
    if (n % 2 == 1) {
      std::vector<std::string>& words = drawn.words;
      const std::size_t at = 1 + random() % (words.size() - 2);
      if (n % 3 == 0) words[at] = "seventeen";
      else if (n % 3 == 1) words.erase(words.begin() + std::ptrdiff_t(at));
      else std::swap(words[at], words[at + 1]);
      quoted = joined(words);
    }
    check << "/api/v1/check?quote=" << serve::percent_encoded(quoted) << "\n";
  }
  return 0;
}

int measure(serve::Library& library, const std::string& id, const char* path, unsigned threads) {
  const serve::Operation* operation = serve::find_operation(id == "check" ? "check_quotation" : id);
  std::vector<serve::Target> targets;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);)
    if (Result<serve::Target> target = serve::parse_target(line)) targets.push_back(std::move(*target));
  std::vector<double> seconds(targets.size());
  std::atomic<std::size_t> next{0}, bytes{0}, failed{0};
  auto work = [&] {
    for (std::size_t i; (i = next++) < targets.size();) {
      const Clock::time_point begun = Clock::now();
      Result<serve::Arguments> arguments = serve::arguments_of(operation->parameters, targets[i].query);
      if (!arguments) {
        ++failed;
        continue;
      }
      Result<serve::Answer> answer = operation->run({library, library.now()}, *arguments);
      bool more = answer && bool(answer->next);
      while (more) {
        Result<bool> further = answer->next(answer->lines);
        more = further && *further;
      }
      if (!answer) ++failed;
      else bytes += answer->lines.size();
      seconds[i] = std::chrono::duration<double>(Clock::now() - begun).count();
    }
  };
  const Clock::time_point begun = Clock::now();
  const std::clock_t processor = std::clock();
  std::vector<std::thread> all;
  for (unsigned i = 0; i < threads; ++i) all.emplace_back(work);
  for (std::thread& thread : all) thread.join();
  const double wall = std::chrono::duration<double>(Clock::now() - begun).count();
  const double used = double(std::clock() - processor) / CLOCKS_PER_SEC;
  std::sort(seconds.begin(), seconds.end());
  auto at = [&](double share) {
    return seconds.empty() ? 0 : seconds[std::size_t(share * double(seconds.size() - 1))] * 1000;
  };
  std::printf(
      "%s, %u threads: %zu answers, %.0f a second by the clock, %.0f a second of processor; p50 %.2f ms, p99 %.2f ms; "
      "%.1f kB each; %zu failed\n",
      id.c_str(), threads, targets.size(), double(targets.size()) / wall, double(targets.size()) / used, at(0.5),
      at(0.99), targets.empty() ? 0 : double(bytes) / double(targets.size()) / 1000, std::size_t(failed));
  return failed > 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::cerr << "serve_bench ARCHIVE targets SEARCHES CHECKS | serve_bench ARCHIVE search|check FILE [THREADS]\n";
    return 2;
  }
  const std::string what = argv[2];
  auto library = serve::Library::open(argv[1], {});
  if (!library) {
    std::cerr << library.error().message() << "\n";
    return 2;
  }
  if (what == "targets" && argc == 5)
    return write_targets(*(*library)->now(), std::strtoull(argv[3], nullptr, 10), std::strtoull(argv[4], nullptr, 10));
  return measure(**library, what, argv[3], argc > 4 ? unsigned(std::atoi(argv[4])) : 2);
}
