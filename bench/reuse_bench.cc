// How fast and how well shared passages are found.
//
//   find        all runs of eight words and more that different transcripts share
//   planted     copies of 20 to 100 words put into other transcripts, and found again:
//               word for word; with words replaced; with words dropped and inserted
//
// The text is the files under $STENOGRAM_BENCH_TEXT, one transcript each, a line an
// utterance. Without it 600,000 words are made up, which shows only that the bench runs.
//   --planted N    copies of each kind, 400 if not given; 0 for none
//   --stretch M    first make the text M million words long, by stitching runs of it (six
//                  words in the mean) into transcripts as long as its own: synthetic
//   --segments N   spread over so many segments
//   --threads N    as many as there are cores if not given
//   --seed N       of the planting and the stitching
//   --memory MB    for matches that wait, before files are used
//   --sample N     print N of the matches, drawn with the seed, to be judged by a reader
//   --parts FOLDER write the transcripts with what was planted to FOLDER, for a peer, and
//                  planted.tsv: kind, then source and copy as document, utterance, first
//                  word and the word after the last (bench/passim reads it)
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <thread>
#include <unordered_map>

#include "stenogram/base/file.h"
#include "stenogram/reuse/finding.h"
#include "stenogram/text/words.h"

namespace {

using namespace stenogram;
using namespace stenogram::concordance;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

double processor_seconds() {
  rusage usage;
  ::getrusage(RUSAGE_SELF, &usage);
  auto seconds = [](timeval time) { return double(time.tv_sec) + double(time.tv_usec) / 1e6; };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

// Megabytes of memory that are this process's alone, at the most since the last reset;
// what of a segment's file is mapped is the system's cache.
long peak_of(const char* name) {
  std::ifstream file("/proc/self/status");
  for (std::string line; std::getline(file, line);)
    if (line.rfind(name, 0) == 0) return std::atol(line.c_str() + std::string(name).size() + 1) / 1000;
  return 0;
}

[[noreturn]] void stop(const std::string& why) {
  std::fprintf(stderr, "reuse_bench: %s\n", why.c_str());
  std::exit(2);
}

struct Options {
  std::size_t planted = 400, segments = 1, sample = 0;
  std::uint64_t stretch = 0, seed = 1, memory = 256;
  unsigned threads = 0;
  std::filesystem::path parts;
};

// -- Text: words as numbers.

using Words = std::vector<std::uint32_t>;
struct Text {
  std::vector<std::string> keys;
  std::unordered_map<std::string, std::uint32_t> numbers;
  std::vector<std::vector<Words>> documents;
  std::uint64_t words = 0;

  std::uint32_t number_of(const std::string& key) {
    auto [found, added] = numbers.try_emplace(key, std::uint32_t(keys.size()));
    if (added) keys.push_back(key);
    return found->second;
  }
  void add_document(std::string_view text) {
    std::vector<Words>& document = documents.emplace_back();
    std::string key;
    for (std::size_t at = 0; at < text.size();) {
      std::size_t end = std::min(text.find('\n', at), text.size());
      std::string_view line = text.substr(at, end - at);
      Words utterance;
      for (text::Word word : text::words(line)) {
        key.clear();
        text::append_search_key(slice(line, word.span()), key);
        utterance.push_back(number_of(key));
      }
      words += utterance.size();
      if (!utterance.empty()) document.push_back(std::move(utterance));
      at = end + 1;
    }
    if (document.empty()) documents.pop_back();
  }
};

Text load(std::uint64_t seed) {
  Text text;
  const char* path = std::getenv("STENOGRAM_BENCH_TEXT");
  if (!path) {
    std::mt19937_64 random(seed);
    for (int document = 0; document < 600; ++document) {
      std::string lines;
      for (int words = 1000; words > 0; --words) {
        lines += "w" + std::to_string(long(std::pow(20'000.0, double(random() % 1'000'000 + 1) / 1e6)));
        lines += random() % 90 == 0 ? '\n' : ' ';
      }
      text.add_document(lines);
    }
    return text;
  }
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(path))
    if (entry.is_regular_file()) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  for (const auto& file : files) {
    auto bytes = read_file(file, std::uint64_t{1} << 30);
    if (!bytes) stop(bytes.error().message());
    text.add_document(*bytes);
  }
  return text;
}

void stretch(Text& text, std::uint64_t wanted, std::uint64_t seed) {
  Words all;
  std::vector<std::size_t> lengths, sizes;
  for (const auto& document : text.documents) {
    sizes.push_back(document.size());
    for (const Words& utterance : document) {
      lengths.push_back(utterance.size());
      all.insert(all.end(), utterance.begin(), utterance.end());
    }
  }
  std::mt19937_64 random(seed);
  text.documents.clear();
  text.words = 0;
  while (text.words < wanted) {
    auto& document = text.documents.emplace_back();
    for (std::size_t utterances = sizes[random() % sizes.size()]; utterances > 0; --utterances) {
      Words& words = document.emplace_back();
      std::size_t at = all.size();
      for (std::size_t left = lengths[random() % lengths.size()]; left > 0; --left, ++at) {
        if (at >= all.size() || random() % 6 == 0) at = random() % all.size();
        words.push_back(all[at]);
      }
      text.words += words.size();
    }
  }
}

// -- Planting

enum class Kind { exact, replaced_10, replaced_20, shifted };
constexpr const char* kKindNames[] = {"word for word", "10 % replaced", "20 % replaced", "10 % dropped, 10 % inserted"};

struct Side {
  std::size_t document, utterance, begin, end;  // words
};
struct Copy {
  Kind kind;
  Side source, copy;
};

Words altered(const Text& text, const Words& source, Kind kind, std::mt19937_64& random) {
  auto any = [&] {
    const auto& document = text.documents[random() % text.documents.size()];
    const Words& words = document[random() % document.size()];
    return words[random() % words.size()];
  };
  Words copy;
  // The first and last words stay, so that there are boundaries to be found.
  for (std::size_t i = 0; i < source.size(); ++i) {
    const bool inside = i > 0 && i + 1 < source.size();
    const std::uint64_t dice = random() % 100;
    if (!inside || kind == Kind::exact) copy.push_back(source[i]);
    else if (kind == Kind::shifted && dice < 10) continue;
    else if (kind == Kind::shifted && dice < 20) copy.push_back(source[i]), copy.push_back(any());
    else if (kind != Kind::shifted && dice < (kind == Kind::replaced_20 ? 20u : 10u)) copy.push_back(any());
    else copy.push_back(source[i]);
  }
  return copy;
}

// Into an utterance of another transcript, between two of its words. Nothing is planted
// where something was planted or taken.
std::vector<Copy> plant(Text& text, std::size_t many, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<Copy> copies;
  std::vector<std::vector<bool>> used(text.documents.size());
  for (std::size_t i = 0; i < used.size(); ++i) used[i].resize(text.documents[i].size());
  auto drawn = [&](std::size_t words, std::size_t not_in) {
    for (std::size_t tries = 0; tries < 100'000; ++tries) {
      const std::size_t document = random() % text.documents.size();
      const std::size_t utterance = random() % text.documents[document].size();
      if (document == not_in || used[document][utterance] || text.documents[document][utterance].size() < words)
        continue;
      used[document][utterance] = true;
      return std::pair(document, utterance);
    }
    stop("the text has too few utterances to plant copies in");
  };
  for (Kind kind : {Kind::exact, Kind::replaced_10, Kind::replaced_20, Kind::shifted})
    for (std::size_t i = 0; i < many; ++i) {
      const std::size_t words = 20 + random() % 81;
      auto [document, utterance] = drawn(words, std::size_t(-1));
      const Words& from = text.documents[document][utterance];
      const std::size_t at = random() % (from.size() - words + 1);
      Copy copy{kind, {document, utterance, at, at + words}, {}};
      const Words source(from.begin() + std::ptrdiff_t(at), from.begin() + std::ptrdiff_t(at + words));
      const Words planted = altered(text, source, kind, random);
      auto [other, place] = drawn(1, document);
      Words& into = text.documents[other][place];
      const std::size_t between = random() % (into.size() + 1);
      into.insert(into.begin() + std::ptrdiff_t(between), planted.begin(), planted.end());
      text.words += planted.size();
      copy.copy = {other, place, between, between + planted.size()};
      copies.push_back(copy);
    }
  return copies;
}

// -- The index

Index build(const Text& text, const Options& options, const std::filesystem::path& folder) {
  std::vector<std::shared_ptr<const Segment>> segments;
  const std::size_t each = (text.documents.size() + options.segments - 1) / options.segments;
  SegmentBuilder builder;
  auto write = [&] {
    if (builder.documents() == 0) return;
    auto path = folder / ("part" + std::to_string(segments.size()) + ".seg");
    if (Status written = builder.write(path); !written) stop(written.error().message());
    auto segment = Segment::open(path);
    if (!segment) stop(segment.error().message());
    segments.push_back(*segment);
  };
  for (std::size_t d = 0; d < text.documents.size(); ++d) {
    builder.begin_document({d + 1, std::int32_t(d % 3000), "en"});
    std::uint32_t turn = 0, byte = 0;
    for (const Words& utterance : text.documents[d]) {
      builder.begin_utterance({.turn = ++turn, .speaker = turn % 2});
      for (std::uint32_t word : utterance) builder.add_word(text.keys[word], byte, byte + 1), byte += 2;
    }
    if ((d + 1) % each == 0 || builder.full()) write();
  }
  write();
  // As an archive does: few segments, unless more were asked for.
  if (options.segments == 1 && segments.size() > 1) {
    if (Status merged = merge(segments, {}, folder / "all.seg"); merged)
      segments = {*Segment::open(folder / "all.seg")};
  }
  auto index = Index::of(segments, {});
  if (!index) stop(index.error().message());
  return *index;
}

// -- Judging

struct Found {
  const Index& index;
  const reuse::Territory& territory;
  const reuse::FoundRuns& runs;

  reuse::Stretch place_of(const Side& side) const {
    const std::uint32_t document = std::uint32_t(side.document);
    const Segment& segment = *index.segments()[territory.segment_of(document)];
    const DocumentRow row = segment.document(segment.find_document(territory.number_of(document)));
    const Position begin = segment.begin_of(row.first_utterance + std::uint32_t(side.utterance));
    return {document, begin + Position(side.begin), std::uint32_t(side.end - side.begin)};
  }
  static std::uint32_t overlap(const reuse::Stretch& a, const reuse::Stretch& b) {
    if (a.document != b.document) return 0;
    Position begin = std::max(a.begin, b.begin), end = std::min(a.end(), b.end());
    return begin < end ? end - begin : 0;
  }
  static bool near(Position a, Position b) { return std::max(a, b) - std::min(a, b) <= 3; }

  struct Judged {
    bool found = false, bounded = false;
  };
  Judged judge(const Copy& copy) const {
    reuse::Stretch source = place_of(copy.source), planted = place_of(copy.copy);
    if (planted.document < source.document) std::swap(source, planted);
    Judged judged;
    auto low =
        std::lower_bound(runs.matches.begin(), runs.matches.end(), reuse::Match{source.document, planted.document});
    for (; low != runs.matches.end() && low->a_document == source.document && low->b_document == planted.document;
         ++low) {
      const reuse::Stretch a{low->a_document, low->a_begin, low->a_words},
          b{low->b_document, low->b_begin, low->b_words};
      if (2 * overlap(a, source) < source.words || 2 * overlap(b, planted) < planted.words) continue;
      judged.found = true;
      judged.bounded |= near(a.begin, source.begin) && near(a.end(), source.end()) && near(b.begin, planted.begin) &&
                        near(b.end(), planted.end());
    }
    if (judged.found) return judged;
    for (const auto& object : runs.gathered.objects) {
      bool in_source = false, in_planted = false;
      for (const reuse::Stretch& member : runs.gathered.members_of(object)) {
        in_source |= 2 * overlap(member, source) >= source.words;
        in_planted |= 2 * overlap(member, planted) >= planted.words;
      }
      if (in_source && in_planted) return {true, false};
    }
    return judged;
  }
};

std::string words_of(const Index& index, std::uint32_t segment, Position begin, Position end) {
  std::string text;
  for (Position at = begin; at < end; ++at) {
    if (!text.empty()) text += ' ';
    text += index.segments()[segment]->key_of(index.segments()[segment]->token(at));
  }
  return text;
}

void print_sample(const Index& index, const reuse::Territory& territory, const reuse::FoundRuns& runs,
                  const Options& options) {
  std::mt19937_64 random(options.seed);
  for (std::size_t i = 0; i < options.sample && !runs.matches.empty(); ++i) {
    const reuse::Match& match = runs.matches[random() % runs.matches.size()];
    std::printf("\n%zu  kept %u changed %u longest %u\n  %s\n  %s\n", i + 1, match.kept, match.changed, match.longest,
                words_of(index, territory.segment_of(match.a_document), match.a_begin, match.a_end()).c_str(),
                words_of(index, territory.segment_of(match.b_document), match.b_begin, match.b_end()).c_str());
  }
}

Options options_of(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string flag = argv[i];
    if (i + 1 >= argc) stop("unknown option " + flag);
    const std::string value = argv[++i];
    const std::uint64_t number = std::strtoull(value.c_str(), nullptr, 10);
    if (flag == "--planted") options.planted = number;
    else if (flag == "--stretch") options.stretch = number * 1'000'000;
    else if (flag == "--segments") options.segments = std::max<std::size_t>(number, 1);
    else if (flag == "--threads") options.threads = unsigned(number);
    else if (flag == "--seed") options.seed = number;
    else if (flag == "--memory") options.memory = number;
    else if (flag == "--sample") options.sample = number;
    else if (flag == "--parts") options.parts = value;
    else stop("unknown option " + flag);
  }
  return options;
}

std::string processor() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);)
    if (line.rfind("model name", 0) == 0) return line.substr(line.find(':') + 2);
  return "unknown processor";
}

void write_parts(const Text& text, const std::vector<Copy>& copies, const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  for (std::size_t d = 0; d < text.documents.size(); ++d) {
    std::ofstream out(folder / (std::to_string(d) + ".txt"));
    for (const Words& utterance : text.documents[d]) {
      for (std::uint32_t word : utterance) out << text.keys[word] << ' ';
      out << '\n';
    }
  }
  std::ofstream out(folder / "planted.tsv");
  for (const Copy& copy : copies) {
    out << kKindNames[int(copy.kind)];
    for (const Side& side : {copy.source, copy.copy})
      out << '\t' << side.document << '\t' << side.utterance << '\t' << side.begin << '\t' << side.end;
    out << '\n';
  }
}

}  // namespace

int main(int argc, char** argv) {
  const Options options = options_of(argc, argv);
  std::printf("%s, %u threads\n", processor().c_str(), std::thread::hardware_concurrency());
  Text text = load(options.seed);
  if (options.stretch) stretch(text, options.stretch, options.seed);
  const std::vector<Copy> copies = plant(text, options.planted, options.seed);
  if (!options.parts.empty()) write_parts(text, copies, options.parts);
  std::printf("text           %.1f M words, %zu transcripts%s\n", double(text.words) / 1e6, text.documents.size(),
              options.stretch ? ", stitched from runs of the text: synthetic" : "");
  auto folder = std::filesystem::temp_directory_path() / ("reuse_bench." + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  Index index = build(text, options, folder);
  text = {};
  std::ofstream("/proc/self/clear_refs") << "5";  // the peak starts anew

  reuse::FindOptions find;
  find.threads = options.threads;
  find.memory = options.memory << 20;
  const long before = peak_of("RssAnon:");
  const auto start = Clock::now();
  const double worked = processor_seconds();
  const Columns columns(index);
  const reuse::Territory territory(index);
  auto runs = reuse::find_runs(columns, territory, index.all(), {}, {}, find);
  if (!runs) stop(runs.error().message());
  std::printf(
      "find           %.2f s by the clock, %.2f s of processors, %zu segments; peak %ld MB with the mapped index, %ld "
      "MB private before\n",
      seconds_since(start), processor_seconds() - worked, index.segments().size(), peak_of("VmHWM:"), before);
  std::size_t many = 0;
  for (const auto& object : runs->gathered.objects) many += object.many;
  std::printf(
      "               %.1f M pairs tried, %zu matches, %zu pairs of copies, %zu passages, %zu formulas of %zu places, "
      "%llu matches in files\n",
      double(runs->pairs_tried) / 1e6, runs->matches.size(), runs->copies.size(), runs->gathered.objects.size() - many,
      many, runs->gathered.members.size(), static_cast<unsigned long long>(runs->spilled));
  const Found found{index, territory, *runs};
  for (Kind kind : {Kind::exact, Kind::replaced_10, Kind::replaced_20, Kind::shifted}) {
    std::size_t all = 0, met = 0, bounded = 0;
    for (const Copy& copy : copies) {
      if (copy.kind != kind) continue;
      const Found::Judged judged = found.judge(copy);
      ++all, met += judged.found, bounded += judged.bounded;
    }
    if (all > 0)
      std::printf("planted        %-40s found %.2f %% of %zu, boundaries within 3 words %.1f %%\n",
                  kKindNames[int(kind)], 100.0 * double(met) / double(all), all,
                  met ? 100.0 * double(bounded) / double(met) : 0.0);
  }
  print_sample(index, territory, *runs, options);
  index = {};
  std::filesystem::remove_all(folder);
}
