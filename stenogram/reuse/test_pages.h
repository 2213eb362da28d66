// Archives of invented interviews for the tests of this room: whole pages, read as any
// page is.
#pragma once
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "stenogram/corpus/corpus.h"
#include "stenogram/corpus/families.h"
#include "stenogram/reuse/placing.h"

namespace stenogram::reuse {

// Sentences that differ for every seed, and share hardly three words in a row.
inline std::string sentences(int seed, int count) {
  static const char* kNouns[] = {"harbour",    "ferry",     "pilot",      "council", "winter",    "skipper", "railway",
                                 "lighthouse", "inspector", "breakwater", "lamp",    "timetable", "letter",  "patrol",
                                 "bridge",     "map",       "customs",    "room",    "road",      "storm",   "ice",
                                 "vote",       "fisherman", "minister",   "fog",     "law",       "meeting", "budget",
                                 "engineer",   "island",    "school",     "doctor",  "newspaper", "market",  "rope",
                                 "signal",     "tunnel",    "archive",    "garden",  "treaty"};
  static const char* kVerbs[] = {
      "asks",   "accepts", "repairs", "promises", "explains", "opens", "sells", "measures", "forgets", "pays",
      "builds", "closes",  "draws",   "follows",  "guards",   "hears", "joins", "keeps",    "leaves",  "moves",
      "names",  "offers",  "prints",  "quotes",   "reads",    "sends", "takes", "uses",     "visits",  "warns"};
  static const char* kLike[] = {"old",    "new",     "northern", "quiet",  "honest", "second",  "warm",
                                "late",   "careful", "open",     "broken", "cheap",  "distant", "early",
                                "famous", "green",   "heavy",    "idle",   "joint",  "kind"};
  std::string out;
  std::uint64_t state = std::uint64_t(seed) * 0x9E3779B97F4A7C15ull + 1;
  auto pick = [&](const auto& table) {
    state = state * 6364136223846793005ull + 1442695040888963407ull;
    return std::string(table[(state >> 33) % std::size(table)]);
  };
  for (int i = 0; i < count; ++i) {
    out += std::string(i ? " " : "") + "The " + pick(kLike) + " " + pick(kNouns) + " " + pick(kVerbs) + " " +
           pick(kLike) + " " + pick(kNouns);
    out += " and " + pick(kVerbs) + " every " + pick(kNouns) + " that " + pick(kVerbs) + " " + pick(kNouns) +
           ", while " + pick(kNouns) + " " + pick(kVerbs);
    out += " " + std::to_string((state >> 20) % 9000 + 100) + " " + pick(kLike) + " " + pick(kNouns) + "s.";
  }
  return out;
}

struct Exchange {
  std::string question, answer;
};

inline std::vector<Exchange> exchanges(int seed, int count) {
  std::vector<Exchange> all;
  for (int i = 0; i < count; ++i)
    all.push_back({"Minister, " + sentences(seed * 1000 + i, 1) + " Is that so?", sentences(seed * 5000 + i, 4)});
  return all;
}

inline std::string page_of(const std::string& title, const std::vector<Exchange>& all,
                           const std::string& label = "Ilsabet Marrow") {
  std::string page = title + "\n\n";
  for (const Exchange& one : all) page += "Question: " + one.question + "\n\n" + label + ": " + one.answer + "\n\n";
  return page;
}

inline const std::string kTitle =
    "Foreign Minister Ilsabet Marrow’s interview with Northern Light, Port Meridian, March 14, 2024";

class PagesTest : public ::testing::Test {
 protected:
  PagesTest() {
    static int count = 0;
    folder_ = std::filesystem::temp_directory_path() /
              ("reuse_test." + std::to_string(::getpid()) + "." + std::to_string(++count));
    std::filesystem::create_directories(folder_);
  }
  ~PagesTest() override { std::filesystem::remove_all(folder_); }

  corpus::Corpus& corpus() {
    if (!corpus_) {
      corpus::CorpusOptions options;
      options.threads = 1;
      auto opened = corpus::Corpus::open(folder_ / "test.stenogram", corpus::Corpus::Mode::create, options);
      EXPECT_TRUE(opened) << (opened ? "" : opened.error().message());
      corpus_ = std::move(*opened);
    }
    return *corpus_;
  }
  // Keeps a page and gives its id. `name` is a file's; `url` may be empty.
  std::string keep(const std::string& name, const std::string& bytes, const std::string& url = {}) {
    capture::Source source;
    source.name = name;
    source.bytes = bytes;
    if (!url.empty()) source.url = url;
    std::string id;
    auto summary = corpus().ingest(std::move(source), [&](const corpus::Ingested& one) { id = one.transcript; });
    EXPECT_TRUE(summary) << (summary ? "" : summary.error().message());
    return id;
  }
  std::uint64_t placed() {
    auto placed = place(corpus(), no_progress(), 2);
    EXPECT_TRUE(placed) << (placed ? "" : placed.error().message());
    return placed ? placed->links : 0;
  }
  // "A: B excerpt of A; …", families in order, ids replaced by the names given.
  std::string families(const std::map<std::string, std::string>& names) {
    auto all = corpus::Families::of(corpus().record());
    EXPECT_TRUE(all);
    auto name = [&](const std::string& id) { return names.contains(id) ? names.at(id) : id; };
    std::string out;
    for (const corpus::Family& family : all->all()) {
      out += (out.empty() ? "" : "; ") + name(family.members[0].id) + ":";
      for (std::size_t i = 1; i < family.members.size(); ++i)
        out += " " + name(family.members[i].id) + " " + family.members[i].relation + " of " +
               name(family.members[i].of_id);
    }
    return out;
  }

  std::filesystem::path folder_;
  std::unique_ptr<corpus::Corpus> corpus_;
};

}  // namespace stenogram::reuse
