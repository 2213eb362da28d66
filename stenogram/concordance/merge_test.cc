#include <atomic>
#include <fstream>
#include <mutex>
#include <thread>

#include "stenogram/base/file.h"
#include "stenogram/concordance/mapped.h"
#include "stenogram/concordance/test_support.h"

namespace stenogram::concordance {
namespace {

std::string bytes_of(const std::filesystem::path& path) { return *read_file(path, std::uint64_t{1} << 30); }

// The whole claim: a merge is a rebuild, to the byte.
TEST(Merge, IsTheSegmentBuiltAnew) {
  std::mt19937 random(21);
  for (int round = 0; round < 60; ++round) {
    Folder folder;
    int kinds = round % 3 == 0 ? 2 : round % 3 == 1 ? 30 : 3000;
    // Now and then enough utterances for postings of several blocks.
    std::size_t many = round % 10 == 9 ? 250 : 1 + random() % 30;
    auto documents = random_documents(random, many, kinds, 1 + random() % 150);
    if (round % 4 >= 2) break_words(random, documents);
    std::vector<DocumentNumber> removed;
    std::vector<TestDocument> left;
    for (const TestDocument& document : documents) {
      if (round % 2 == 1 && random() % 4 == 0) removed.push_back(document.number);
      else left.push_back(document);
    }
    std::vector<std::shared_ptr<const Segment>> segments;
    for (std::size_t at = 0; at < documents.size();) {
      std::size_t end = std::min(documents.size(), at + 1 + random() % 9);
      segments.push_back(build(folder / numbered("s", at),
                               {documents.begin() + std::ptrdiff_t(at), documents.begin() + std::ptrdiff_t(end)}));
      at = end;
    }
    Status merged = merge(segments, removed, folder / "merged.seg", hasty_disk());
    ASSERT_TRUE(merged) << merged.error().message();
    ASSERT_TRUE((*Segment::open(folder / "merged.seg"))->verify());
    build(folder / "rebuilt.seg", left);
    ASSERT_EQ(bytes_of(folder / "merged.seg") == bytes_of(folder / "rebuilt.seg"), true) << round;
  }
}

TEST(Merge, KeepsNotesAndSpeakersAndPlaces) {
  Folder folder;
  auto make = [&](const char* name, DocumentNumber number) {
    SegmentBuilder builder;
    builder.begin_document({number, 5, "de"});
    builder.begin_utterance({.turn = 3, .note = 2, .kind = 1});
    builder.add_word("hoert", 900, 905);
    builder.begin_utterance({.turn = 3, .speaker = 8});
    builder.add_word("und", 100, 103);
    EXPECT_TRUE(builder.write(folder / name));
    return *Segment::open(folder / name);
  };
  ASSERT_TRUE(merge(std::vector{make("1.seg", 4), make("2.seg", 6), make("3.seg", 7)}, std::vector<DocumentNumber>{6},
                    folder / "m.seg"));
  auto merged = *Segment::open(folder / "m.seg");
  ASSERT_EQ(merged->document_count(), 2u);
  EXPECT_EQ(merged->document(1).number, 7u);
  EXPECT_EQ(merged->utterance(2).note, 2u);
  EXPECT_EQ(merged->utterance(3).speaker, 8u);
  EXPECT_EQ(merged->span(merged->utterance(2).begin), (ByteSpan{900, 905}));
  EXPECT_EQ(merged->span(merged->utterance(3).begin), (ByteSpan{100, 103}));
}

TEST(Merge, FailsWhole) {
  std::mt19937 random(22);
  auto documents = random_documents(random, 20, 40, 50);
  std::vector<TestDocument> more = random_documents(random, 20, 40, 50, 100);
  bool done = false;
  for (int step = 0; !done; ++step) {
    Folder folder;
    std::vector segments{build(folder / "1.seg", documents), build(folder / "2.seg", more)};
    FailingDisk failing(step);
    done = bool(merge(segments, {}, folder / "m.seg", failing));
    EXPECT_EQ(folder.files(), done ? 3u : 2u) << failing.failing;
  }
}

TEST(Merge, StopsWhenAskedTo) {
  struct Stop : Progress {
    void at(std::string_view, std::uint64_t, std::uint64_t) override {}
    bool cancelled() const override { return true; }
  } stop;
  std::mt19937 random(23);
  Folder folder;
  std::vector segments{build(folder / "1.seg", random_documents(random, 60, 9000, 150))};
  Status merged = merge(segments, {}, folder / "m.seg", disk(), stop);
  ASSERT_FALSE(merged);
  EXPECT_EQ(merged.error().what, "stopped while merging, as asked");
  EXPECT_EQ(folder.files(), 1u);
}

TEST(Merge, RefusesDamagedAndMisplacedSegments) {
  Folder folder;
  auto one = build(folder / "1.seg", {{1, {"a b c d e"}}});
  auto two = build(folder / "2.seg", {{2, {"a b"}}});
  EXPECT_FALSE(merge(std::vector{two, one}, {}, folder / "m.seg"));
  std::string bytes = bytes_of(folder / "1.seg");
  bytes[70] ^= 1;
  std::ofstream(folder / "3.seg", std::ios::binary) << bytes;
  auto damaged = Segment::open(folder / "3.seg");
  ASSERT_TRUE(damaged);
  Status merged = merge(std::vector{*damaged, two}, {}, folder / "m.seg");
  ASSERT_FALSE(merged);
  EXPECT_EQ(merged.error().what, "a section fails its checksum");
}

// One writer commits, removes and merges; readers ask without pause. Whatever snapshot
// they have, its answers fit together: each document holds its word once.
TEST(Merge, ReadersNeverSeeHalf) {
  Folder folder;
  std::mutex lock;
  Index current;
  auto snapshot = [&] {
    std::lock_guard hold(lock);
    return current;
  };
  std::atomic<bool> done = false;
  std::atomic<int> asked = 0, wrong = 0;
  std::vector<std::jthread> readers;
  for (int i = 0; i < 2; ++i)
    readers.emplace_back([&] {
      while (!done) {
        Index index = snapshot();
        std::uint64_t documents = index.totals().documents;
        auto found = index.find(phrase({"every", "document"}), index.all());
        bool whole = found.size() == documents && index.count("every") == documents &&
                     index.count(phrase({"every", "document"})) == documents;
        DocumentNumber last = 0;
        for (const Match& match : found) {
          whole &= index.place(match).document > last;
          last = index.place(match).document;
        }
        wrong += !whole;
        ++asked;
      }
    });
  std::mt19937 random(24);
  std::vector<std::shared_ptr<const Segment>> live;
  std::vector<DocumentNumber> removed;
  int files = 0, merges = 0;
  for (DocumentNumber number = 1; number <= 400; ++number) {
    live.push_back(build(folder / numbered("s", std::uint64_t(++files)), {{number, {"every document", "says this"}}}));
    if (random() % 5 == 0) removed.push_back(1 + random() % number);
    for (;;) {
      std::vector<SegmentSize> sizes;
      for (const auto& segment : live) sizes.push_back({segment->words(), 0});
      auto [first, last] = merge_plan(sizes);
      if (first == last) break;
      std::vector<std::shared_ptr<const Segment>> run(live.begin() + std::ptrdiff_t(first),
                                                      live.begin() + std::ptrdiff_t(last));
      auto path = folder / numbered("s", std::uint64_t(++files));
      ASSERT_TRUE(merge(run, removed, path, hasty_disk()));
      ++merges;
      for (const auto& segment : run) std::filesystem::remove(segment->path());
      live.erase(live.begin() + std::ptrdiff_t(first), live.begin() + std::ptrdiff_t(last));
      live.insert(live.begin() + std::ptrdiff_t(first), *Segment::open(path));
    }
    Index next = *Index::of(live, removed);
    std::lock_guard hold(lock);
    current = next;
  }
  done = true;
  readers.clear();
  EXPECT_EQ(wrong, 0);
  EXPECT_GT(asked, 0);
  EXPECT_GT(merges, 50);
}

struct PlanCase {
  std::vector<SegmentSize> live;
  std::size_t first, last;
};

const PlanCase kPlans[] = {
    {{}, 0, 0},
    {{{100, 0}}, 0, 0},
    {{{100, 20}}, 0, 0},
    {{{100, 21}}, 0, 1},                                                     // a fifth is gone
    {{{9000, 0}, {50, 0}, {50, 0}, {50, 0}, {50, 0}, {50, 0}}, 0, 0},        // six may live
    {{{9000000, 0}, {5, 0}, {5, 0}, {5, 0}, {5, 0}, {5, 0}, {5, 0}}, 1, 7},  // never the large one
    {{{2000000000, 0},
      {2000000000, 0},
      {2000000000, 0},
      {2000000000, 0},
      {2000000000, 0},
      {2000000000, 0},
      {2000000000, 0}},
     0,
     0},
    {{{100000000, 0}, {9, 0}, {9, 0}, {9, 0}, {9, 0}, {9, 0}, {9, 0}}, 0, 0},  // what is full is not counted,
    {{{100000000, 0}, {100000000, 0}, {9, 0}, {9, 0}, {9, 0}, {9, 0}, {9, 0}, {9, 0}, {9, 0}}, 2, 9},  // nor joined
    {{{50000000, 0}, {9, 0}, {9, 0}, {9, 0}, {9, 0}, {9, 0}, {60000000, 0}}, 0, 7},
    {{{64000000, 0}, {9, 0}, {9, 0}, {9, 0}, {9, 0}, {9, 0}, {64000000, 0}}, 1, 7},  // 128 million are the most
};

TEST(MergePlan, JoinsTheNewest) {
  for (const PlanCase& plan : kPlans) EXPECT_EQ(merge_plan(plan.live), (std::pair{plan.first, plan.last}));
}

// Ten thousand small commits: few segments at all times, and each word rewritten seldom.
TEST(MergePlan, KeepsFewAliveAndRewritesLittle) {
  std::vector<SegmentSize> live;
  std::uint64_t rewritten = 0, written = 0;
  for (int commit = 0; commit < 10000; ++commit) {
    live.push_back({5000, 0});
    written += 5000;
    for (;;) {
      auto [first, last] = merge_plan(live);
      if (first == last) break;
      SegmentSize joined;
      for (std::size_t i = first; i < last; ++i) joined.words += live[i].words;
      rewritten += joined.words;
      live.erase(live.begin() + std::ptrdiff_t(first), live.begin() + std::ptrdiff_t(last));
      live.insert(live.begin() + std::ptrdiff_t(first), joined);
    }
    ASSERT_LE(live.size(), 6u);
  }
  EXPECT_LT(rewritten, written * 12);
}

// Three thousand million words: what is joined stays bounded, and what is full is left alone.
TEST(MergePlan, BoundsWhatIsJoined) {
  std::vector<SegmentSize> live;
  std::uint64_t rewritten = 0, written = 0;
  for (int commit = 0; commit < 600; ++commit) {
    live.push_back({5'000'000, 0});
    written += 5'000'000;
    for (;;) {
      auto [first, last] = merge_plan(live);
      if (first == last) break;
      SegmentSize joined;
      for (std::size_t i = first; i < last; ++i) joined.words += live[i].words;
      ASSERT_LE(joined.words, 128'000'000u);
      rewritten += joined.words;
      live.erase(live.begin() + std::ptrdiff_t(first), live.begin() + std::ptrdiff_t(last));
      live.insert(live.begin() + std::ptrdiff_t(first), joined);
    }
    ASSERT_LE(live.size(), 6 + written / 64'000'000);
  }
  EXPECT_LT(rewritten, written * 4);
}

// Kilobytes of the mapped file that count as memory of this process.
std::uint64_t resident(const std::filesystem::path& path) {
  std::ifstream maps("/proc/self/smaps");
  std::uint64_t sum = 0;
  bool ours = false;
  for (std::string line; std::getline(maps, line);) {
    if (line.ends_with(path.string())) ours = true;
    else if (ours && line.rfind("Rss:", 0) == 0) sum += std::strtoull(line.c_str() + 4, nullptr, 10), ours = false;
  }
  return sum;
}

// An ingest merges what is as large as the archive, and must not take memory of its size.
TEST(Merge, LetsGoOfWhatItHasRead) {
  std::mt19937 random(34);
  Folder folder;
  auto one = build(folder / "1.seg", random_documents(random, 900, 500, 400));
  auto two = build(folder / "2.seg", random_documents(random, 60, 500, 400, 1000));
  ASSERT_TRUE(one->verify_checksums());
  EXPECT_LT(resident(one->path()) * 1024, one->bytes() / 4);
  ASSERT_TRUE(merge(std::vector{one, two}, {}, folder / "3.seg", hasty_disk()));
  EXPECT_LT(resident(one->path()) * 1024, one->bytes() / 2);
  auto merged = Segment::open(folder / "3.seg");
  ASSERT_TRUE(merged);
  EXPECT_TRUE((*merged)->verify());
}

TEST(MappedLimit, GivesBackWhatIsBeyondIt) {
  std::mt19937 random(35);
  Folder folder;
  auto one = build(folder / "1.seg", random_documents(random, 300, 500, 400));
  MappedLimit wide({one}, std::uint64_t{1} << 40), narrow({one}, 1);
  ASSERT_TRUE(one->verify());
  const Token token = one->token(1);
  ASSERT_GT(resident(one->path()) * 1024, one->bytes() / 4);
  wide.keep();
  EXPECT_EQ(wide.times(), 0u);
  EXPECT_GT(resident(one->path()) * 1024, one->bytes() / 4);
  EXPECT_GT(mapped_bytes(), one->bytes() / 4);
  narrow.keep();
  EXPECT_EQ(narrow.times(), 1u);
  EXPECT_EQ(resident(one->path()), 0u);
  EXPECT_EQ(one->token(1), token) << "what is read again comes back";
}

}  // namespace
}  // namespace stenogram::concordance
