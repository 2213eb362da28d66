// What an article costs, in process, over an archive that is there.
//
//   build/bench/articles_bench ARCHIVE [RUNS]
//
//   article_find       the quotations of an article of 2,000 words, found and attributed
//   article_check      the same, and each of its 30 quotations judged
//   article_unmarked   the same article held against the record for words copied without marks
//
// The article is made of the archive's own turns: half of its quotations as they were said,
// half with one word changed, with attributions before, behind and between, and text between
// them. Processor time of this process, milliseconds; the first run, which opens documents,
// is told apart.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <random>
#include <string>
#include <vector>

#include "stenogram/capture/read.h"
#include "stenogram/check/checker.h"
#include "stenogram/check/quotations.h"
#include "stenogram/check/unmarked.h"
#include "stenogram/corpus/corpus.h"
#include "stenogram/text/words.h"

namespace {

using namespace stenogram;

constexpr std::size_t kQuotations = 30, kWords = 2000, kQuotedWords = 24;

double processor_ms() { return 1e3 * double(std::clock()) / CLOCKS_PER_SEC; }

std::string article_of(const corpus::Corpus& corpus) {
  std::mt19937 random(7);
  std::vector<corpus::DocumentNumber> numbers = corpus.documents();
  std::string article = "What was said this week\n\n";
  std::size_t made = 0, tries = 0;
  while (made < kQuotations && !numbers.empty() && ++tries < 10'000) {
    auto document = corpus.document(numbers[random() % numbers.size()]);
    if (!document || (*document)->utterances.empty()) continue;
    const corpus::Utterance& utterance = (*document)->utterances[random() % (*document)->utterances.size()];
    if (utterance.words.size() < kQuotedWords + 4 || !utterance.speaker) continue;
    std::size_t begin = random() % (utterance.words.size() - kQuotedWords);
    std::string words = (*document)->text.substr(
        utterance.words[begin].begin, utterance.words[begin + kQuotedWords - 1].end - utterance.words[begin].begin);
    if (words.find('"') != words.npos || words.find('\n') != words.npos || words.find("\u201C") != words.npos) continue;
    if (made % 2 == 1) words.replace(words.rfind(' '), std::string::npos, " altogether");
    std::string name = (*document)->transcript.speakers[*utterance.speaker].name.value_or("a guest");
    article +=
        made % 3 == 0 ? name + " said: \u201C" + words + ".\u201D" : "\u201C" + words + ",\u201D said " + name + ".";
    article += " Much else was said that evening, and some of it was heard by those who had come to hear it, number " +
               std::to_string(made) + " of the list among them.";
    while (text::words(article).size() < kWords * (made + 1) / kQuotations)
      article += " The hall was cold and the lamps were low.";
    article += "\n\n";
    ++made;
  }
  return article;
}

template <class Work>
void measure(const char* name, int runs, Work work) {
  std::vector<double> times;
  for (int k = 0; k <= runs; ++k) {
    double begin = processor_ms();
    work();
    times.push_back(processor_ms() - begin);
  }
  double first = times.front();
  times.erase(times.begin());
  std::sort(times.begin(), times.end());
  std::printf("%-18s first %8.2f ms   p50 %8.2f   p99 %8.2f   worst %8.2f\n", name, first, times[times.size() / 2],
              times[times.size() * 99 / 100], times.back());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return std::fprintf(stderr, "articles_bench ARCHIVE [RUNS]\n"), 2;
  int runs = argc > 2 ? std::max(1, std::atoi(argv[2])) : 50;
  auto corpus = corpus::Corpus::open(argv[1], corpus::Corpus::Mode::read);
  if (!corpus) return std::fprintf(stderr, "%s\n", corpus.error().message().c_str()), 2;
  capture::Source source;
  source.name = "article.txt";
  source.bytes = article_of(**corpus);
  auto page = capture::read(source);
  if (!page) return std::fprintf(stderr, "%s\n", page.error().message().c_str()), 2;
  std::vector<check::ArticleQuotation> found = check::find_quotations(*page);
  std::size_t attributed =
      std::size_t(std::count_if(found.begin(), found.end(), [](const auto& one) { return one.speaker.has_value(); }));
  std::printf("%llu transcripts; article of %zu words, %zu quotations found, %zu attributed\n",
              static_cast<unsigned long long>((*corpus)->searched().transcripts), text::words(page->text).size(),
              found.size(), attributed);
  std::size_t sum = 0;
  measure("article_find", runs, [&] { sum += check::find_quotations(*page).size(); });
  check::Summary summary;
  measure("article_check", runs, [&] {
    summary = {};
    for (const check::ArticleQuotation& one : check::find_quotations(*page)) {
      auto answer = check::check(**corpus, {one.quoted, one.span, one.speaker, one.date});
      if (answer) summary.add(*answer);
    }
  });
  measure("article_unmarked", runs, [&] {
    auto runs_found = check::find_unmarked(*page, found, **corpus);
    if (runs_found) sum += runs_found->size();
  });
  std::printf("%llu verbatim, %llu altered, %llu others (%zu)\n", static_cast<unsigned long long>(summary.verbatim),
              static_cast<unsigned long long>(summary.altered),
              static_cast<unsigned long long>(summary.quotations - summary.verbatim - summary.altered), sum);
  return 0;
}
