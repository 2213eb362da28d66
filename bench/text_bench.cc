// How fast the room `text` is, on one core, beside ICU in the same run.
//
//   decode_utf8            validate and take over UTF-8
//   decode_windows_1251    tell Windows-1251 and decode it, with the map to the source
//   words                  word spans
//   words_and_hashes       word spans, folded to the 64-bit hash of their search key
//   words_and_ids          the same, looked up in a table that numbers the words
//   words_and_keys         the same, with the search key made as a string
//   icu_break              ICU's word BreakIterator, spans only
//   icu_break_and_keys     the same, each word folded by ICU (case and marks)
//   sentences              sentence spans
//   language               the language of the whole text (bounded time)
//
// The text is the file $STENOGRAM_BENCH_TEXT, else 16 MB made up with the word
// lengths and word frequencies of English.
#include <benchmark/benchmark.h>
#include <unicode/brkiter.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <cmath>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <random>

#include "stenogram/base/file.h"
#include "stenogram/text/encoding.h"
#include "stenogram/text/language.h"
#include "stenogram/text/sentences.h"
#include "stenogram/text/words.h"

namespace {

using namespace stenogram;

// Words of invented syllables; the n-th commonest comes up once in n times, and
// common words are short.
std::string made_up_text(std::size_t size) {
  constexpr std::string_view kSyllables[] = {"the", "a",  "of",  "ta",  "ren", "mi",  "so", "ver",
                                             "ing", "el", "con", "per", "li",  "est", "ra", "tion"};
  std::mt19937 random(1);
  std::vector<std::string> vocabulary;
  for (int rank = 1; rank <= 40000; ++rank) {
    std::string word;
    int syllables = 1 + int(std::log10(double(rank)) * 0.7);
    for (int n = 0; n < syllables; ++n) word += kSyllables[random() % std::size(kSyllables)];
    vocabulary.push_back(word);
  }
  std::string text;
  std::uniform_real_distribution<double> unit(0, 1);
  bool capital = true;
  while (text.size() < size) {
    auto rank = std::size_t(std::pow(double(vocabulary.size()), unit(random)));
    std::string word = vocabulary[std::min(rank, vocabulary.size()) - 1];
    if (capital || random() % 25 == 0) word[0] = char(word[0] - 32);
    text += word;
    capital = random() % 14 == 0;
    text += capital ? (random() % 6 == 0 ? ".\n\n" : ". ") : random() % 12 == 0 ? ", " : " ";
    if (random() % 120 == 0) text += "don’t ";
    if (random() % 200 == 0) text += "1,000 ";
  }
  return text;
}

const std::string& input() {
  static const std::string kText = [] {
    const char* path = std::getenv("STENOGRAM_BENCH_TEXT");
    if (path == nullptr) return made_up_text(16 << 20);
    Result<std::string> bytes = read_file(path, std::uint64_t(1) << 32);
    if (bytes) return *bytes;
    std::cerr << bytes.error().message() << '\n';
    std::exit(2);
  }();
  return kText;
}

void count_bytes(benchmark::State& state, std::size_t bytes = input().size()) {
  state.SetBytesProcessed(std::int64_t(state.iterations()) * std::int64_t(bytes));
}

void decode_utf8(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(text::decode(input(), "", "bench"));
  count_bytes(state);
}

void decode_windows_1251(benchmark::State& state) {
  // "Мост открыт осенью. " in Windows-1251.
  std::string bytes;
  while (bytes.size() < (4 << 20)) bytes += "\xCC\xEE\xF1\xF2 \xEE\xF2\xEA\xF0\xFB\xF2 \xEE\xF1\xE5\xED\xFC\xFE.\n";
  for (auto _ : state) benchmark::DoNotOptimize(text::decode(bytes, "", "bench"));
  count_bytes(state, bytes.size());
}

void words(benchmark::State& state) {
  std::size_t count = 0;
  for (auto _ : state) {
    count = 0;
    text::for_each_word(input(), [&](text::Word word) {
      benchmark::DoNotOptimize(word);
      ++count;
    });
  }
  count_bytes(state);
  state.counters["words"] = double(count);
}

void words_and_hashes(benchmark::State& state) {
  for (auto _ : state)
    text::for_each_word(
        input(), [&](text::Word word) { benchmark::DoNotOptimize(text::search_hash(slice(input(), word.span()))); });
  count_bytes(state);
}

// Numbers hashes as they come up; open addressing, never full.
class Numbers {
 public:
  Numbers() : slots_(1 << 19) {}
  void forget() {
    std::fill(slots_.begin(), slots_.end(), Slot{});
    last_ = 0;
  }
  std::uint32_t operator[](std::uint64_t hash) {
    for (std::size_t at = hash;; ++at) {
      Slot& slot = slots_[at & (slots_.size() - 1)];
      if (slot.number == 0) {
        slot = {hash, ++last_};
        return last_;
      }
      if (slot.hash == hash) return slot.number;
    }
  }

 private:
  struct Slot {
    std::uint64_t hash = 0;
    std::uint32_t number = 0;
  };
  std::vector<Slot> slots_;
  std::uint32_t last_ = 0;
};

void words_and_ids(benchmark::State& state) {
  Numbers numbers;
  for (auto _ : state) {
    numbers.forget();
    text::for_each_word(input(), [&](text::Word word) {
      benchmark::DoNotOptimize(numbers[text::search_hash(slice(input(), word.span()))]);
    });
  }
  count_bytes(state);
}

void words_and_keys(benchmark::State& state) {
  std::string key;
  for (auto _ : state)
    text::for_each_word(input(), [&](text::Word word) {
      key.clear();
      text::append_search_key(slice(input(), word.span()), key);
      benchmark::DoNotOptimize(key);
    });
  count_bytes(state);
}

template <class F>
void for_each_icu_word(std::string_view all, F f) {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::BreakIterator> words(icu::BreakIterator::createWordInstance(icu::Locale::getEnglish(), status));
  UText* bytes = utext_openUTF8(nullptr, all.data(), std::int64_t(all.size()), &status);
  words->setText(bytes, status);
  for (int32_t begin = words->first(), end = words->next(); end != icu::BreakIterator::DONE;
       begin = end, end = words->next())
    if (words->getRuleStatus() != UBRK_WORD_NONE) f(begin, end);
  utext_close(bytes);
}

void icu_break(benchmark::State& state) {
  for (auto _ : state)
    for_each_icu_word(input(), [](int32_t begin, int32_t end) { benchmark::DoNotOptimize(begin + end); });
  count_bytes(state);
}

void icu_break_and_keys(benchmark::State& state) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(status);
  for (auto _ : state)
    for_each_icu_word(input(), [&](int32_t begin, int32_t end) {
      auto word = icu::UnicodeString::fromUTF8(icu::StringPiece(input().data() + begin, end - begin));
      icu::UnicodeString apart = nfd->normalize(word.foldCase(), status), bare;
      for (int32_t at = 0; at < apart.length(); at = apart.moveIndex32(at, 1))
        if (u_charType(apart.char32At(at)) != U_NON_SPACING_MARK) bare.append(apart.char32At(at));
      benchmark::DoNotOptimize(bare);
    });
  count_bytes(state);
}

void sentences(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(text::sentences(input(), "en"));
  count_bytes(state);
}

void language(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(text::language_of(input()));
}

BENCHMARK(decode_utf8)->Unit(benchmark::kMillisecond);
BENCHMARK(decode_windows_1251)->Unit(benchmark::kMillisecond);
BENCHMARK(words)->Unit(benchmark::kMillisecond);
BENCHMARK(words_and_hashes)->Unit(benchmark::kMillisecond);
BENCHMARK(words_and_ids)->Unit(benchmark::kMillisecond);
BENCHMARK(words_and_keys)->Unit(benchmark::kMillisecond);
BENCHMARK(icu_break)->Unit(benchmark::kMillisecond);
BENCHMARK(icu_break_and_keys)->Unit(benchmark::kMillisecond);
BENCHMARK(sentences)->Unit(benchmark::kMillisecond);
BENCHMARK(language)->Unit(benchmark::kMillisecond);

}  // namespace

int main(int count, char** arguments) {
  const char* path = std::getenv("STENOGRAM_BENCH_TEXT");
  benchmark::AddCustomContext("text", path ? path : "made up");
  benchmark::AddCustomContext("text_bytes", std::to_string(input().size()));
  benchmark::AddCustomContext("matching_version", stenogram::text::matching_version());
  benchmark::Initialize(&count, arguments);
  if (benchmark::ReportUnrecognizedArguments(count, arguments)) return 2;
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
