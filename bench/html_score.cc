// Scores main-text extraction on html-eval: 181 pages of the web with their article text.
//
//   build/html-score            pages whose id begins with a digit, for developing
//   build/html-score --final    pages whose id begins with a letter, for the figure
//   build/html-score --worst N  also the N pages with the lowest F1
//   build/html-score --page ID  what one page misses (-) and has too much (+), by blocks
//
// Scoring is the benchmark's own: words are runs of letters, digits and underscores;
// 4-word shingles as multisets; per page true positives, false positives and false
// negatives divided by their sum; precision and recall from the means over pages.
// The interval is a bootstrap over pages. The folder is $STENOGRAM_TEST_DATA/corpus/html-eval.
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "stenogram/base/file.h"
#include "stenogram/capture/read.h"

namespace {

using namespace stenogram;

constexpr std::size_t kShingle = 4;

struct Counts {
  double tp = 0, fp = 0, fn = 0;
};

struct Scored {
  std::string id;
  Counts counts;
  std::string error;
};

bool is_word_character(UChar32 c) { return c == '_' || (U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_N_MASK)) != 0; }

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  std::string word;
  for (std::int32_t i = 0, size = std::int32_t(text.size()); i < size;) {
    const std::int32_t begin = i;
    UChar32 c;
    U8_NEXT(text.data(), i, size, c);
    if (c >= 0 && is_word_character(c)) {
      word.append(text, std::size_t(begin), std::size_t(i - begin));
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

std::map<std::string, int> shingles_of(const std::string& text) {
  const std::vector<std::string> words = words_of(text);
  std::map<std::string, int> shingles;
  if (words.empty()) return shingles;
  const std::size_t n = words.size() < kShingle ? 1 : words.size() - kShingle + 1;
  for (std::size_t i = 0; i < n; ++i) {
    std::string shingle;
    for (std::size_t k = i; k < std::min(i + kShingle, words.size()); ++k) shingle += words[k] + ' ';
    ++shingles[shingle];
  }
  return shingles;
}

Counts compare(const std::string& truth, const std::string& found) {
  std::map<std::string, int> wanted = shingles_of(truth);
  Counts counts;
  for (const auto& [shingle, n] : shingles_of(found)) {
    const auto it = wanted.find(shingle);
    const int there = it == wanted.end() ? 0 : std::min(it->second, n);
    counts.tp += there;
    counts.fp += n - there;
    if (there > 0) it->second -= there;
  }
  for (const auto& [shingle, n] : wanted) counts.fn += n;
  const double sum = counts.tp + counts.fp + counts.fn;
  if (sum > 0) counts = {counts.tp / sum, counts.fp / sum, counts.fn / sum};
  return counts;
}

double precision(const Counts& c) { return c.fp == 0 && c.fn == 0 ? 1 : c.tp == 0 ? 0 : c.tp / (c.tp + c.fp); }
double recall(const Counts& c) { return c.fp == 0 && c.fn == 0 ? 1 : c.tp == 0 ? 0 : c.tp / (c.tp + c.fn); }
double f1(const Counts& c) {
  const double p = precision(c), r = recall(c);
  return p + r == 0 ? 0 : 2 * p * r / (p + r);
}

Counts mean(const std::vector<Scored>& pages) {
  Counts all;
  for (const Scored& page : pages) all.tp += page.counts.tp, all.fp += page.counts.fp, all.fn += page.counts.fn;
  return all;
}

std::string main_text(const capture::Page& page) {
  std::string text;
  for (const capture::Block& block : page.blocks)
    if (block.region == capture::Region::main && block.kind != capture::BlockKind::metadata)
      text += std::string(slice(page.text, block.span)) + "\n";
  return text;
}

Result<capture::Page> read_page(const std::string& path) {
  Result<std::string> bytes = read_file(path, 1ull << 30);
  if (!bytes) return bytes.error();
  capture::Source source;
  source.name = path;
  source.bytes = *std::move(bytes);
  Result<capture::Page> page = Error::unreadable(path, "holds no capture");
  const Status status = capture::unpack(
      std::move(source), {},
      [&](capture::Source inner) {
        page = capture::read(inner);
        return false;
      },
      [](Error) {});
  if (!status) return status.error();
  return page;
}

// What share of a block's shingles the truth has.
double share_in(const std::string& block, const std::map<std::string, int>& truth) {
  double n = 0, there = 0;
  for (const auto& [shingle, times] : shingles_of(block)) {
    n += times;
    there += truth.contains(shingle) ? times : 0;
  }
  return n == 0 ? 0 : there / n;
}

void explain(const capture::Page& page, const std::string& truth) {
  const std::map<std::string, int> wanted = shingles_of(truth);
  for (const capture::Block& block : page.blocks) {
    const std::string text(slice(page.text, block.span));
    const bool main = block.region == capture::Region::main && block.kind != capture::BlockKind::metadata;
    const bool wants = share_in(text, wanted) >= 0.5 ||
                       (words_of(text).size() < kShingle && truth.find(text) != std::string::npos && main);
    if (!main && !wants) continue;
    std::string shown = text.substr(0, 160);
    std::replace(shown.begin(), shown.end(), '\n', '/');
    std::printf("%c %d %-40s %s\n",
                main == wants ? ' '
                : main        ? '+'
                              : '-',
                int(block.region), block.element.substr(0, 40).c_str(), shown.c_str());
  }
}

void report(std::vector<Scored> pages, std::size_t worst) {
  const Counts all = mean(pages);
  std::mt19937 random(1);
  std::vector<double> samples;
  for (int n = 0; n < 1000; ++n) {
    std::vector<Scored> sample;
    for (std::size_t i = 0; i < pages.size(); ++i) sample.push_back(pages[random() % pages.size()]);
    samples.push_back(f1(mean(sample)));
  }
  std::sort(samples.begin(), samples.end());
  double exact = 0, unread = 0, lost = 0;
  for (const Scored& page : pages) {
    exact += page.counts.fp == 0 && page.counts.fn == 0;
    unread += !page.error.empty();
    lost += page.error.empty() && recall(page.counts) < 0.5;
  }
  std::printf(
      "%zu pages: F1 %.4f [%.3f, %.3f]  precision %.4f  recall %.4f  exact %.3f  unread %.0f  recall below a half "
      "%.0f\n",
      pages.size(), f1(all), samples[25], samples[975], precision(all), recall(all), exact / double(pages.size()),
      unread, lost);
  std::sort(pages.begin(), pages.end(), [](const Scored& a, const Scored& b) { return f1(a.counts) < f1(b.counts); });
  for (std::size_t i = 0; i < std::min(worst, pages.size()); ++i)
    std::printf("  %.3f  p %.3f  r %.3f  %s %s\n", f1(pages[i].counts), precision(pages[i].counts),
                recall(pages[i].counts), pages[i].id.c_str(), pages[i].error.c_str());
}

}  // namespace

int main(int argc, char** argv) {
  bool final = false;
  std::size_t worst = 0;
  std::string one;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--final") == 0) final = true;
    else if (std::strcmp(argv[i], "--worst") == 0 && i + 1 < argc) worst = std::size_t(std::atoi(argv[++i]));
    else if (std::strcmp(argv[i], "--page") == 0 && i + 1 < argc) one = argv[++i];
    else return std::fprintf(stderr, "usage: html-score [--final] [--worst N] [--page ID]\n"), 2;
  }
  const char* data = std::getenv("STENOGRAM_TEST_DATA");
  const std::string folder = std::string(data != nullptr ? data : "../shared") + "/corpus/html-eval";
  const Result<std::string> truth_file = read_file(folder + "/ground-truth.json", 1ull << 30);
  if (!truth_file) return std::fprintf(stderr, "%s\n", truth_file.error().message().c_str()), 2;
  const nlohmann::json truth = nlohmann::json::parse(*truth_file);

  std::vector<Scored> pages;
  for (const auto& [id, entry] : truth.items()) {
    const bool digit = id[0] >= '0' && id[0] <= '9';
    if (one.empty() ? digit == final : id.compare(0, one.size(), one) != 0) continue;
    if (!digit && !final) continue;  // kept back
    const std::string article = entry["articleBody"];
    const Result<capture::Page> page = read_page(folder + "/html/" + id + ".html.gz");
    if (!page) {
      pages.push_back({id, compare(article, ""), page.error().message()});
      continue;
    }
    if (!one.empty()) explain(*page, article);
    pages.push_back({id, compare(article, main_text(*page)), {}});
  }
  if (pages.empty()) return std::fprintf(stderr, "no such page\n"), 2;
  report(std::move(pages), worst);
  return 0;
}
