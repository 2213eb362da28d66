// What may happen to the file of a segment: a disk that fails while it is written, a version that is
// no longer written, and bytes that are damaged or somebody else's.
#include <cstring>
#include <fstream>
#include <set>

#include <gtest/gtest.h>

#include "stenogram/base/file.h"
#include "stenogram/concordance/format.h"
#include "stenogram/concordance/ranking.h"
#include "stenogram/concordance/segment.h"
#include "stenogram/concordance/segment_writer.h"
#include "stenogram/concordance/test_support.h"
#include "stenogram/concordance/walk.h"

namespace stenogram::concordance {
namespace {

// -- The disk fails

TEST(SegmentSafety, AFailureAtAnyStepLeavesNoHalfSegment) {
  std::mt19937 random(5);
  auto documents = random_documents(random, 30, 40, 50);
  std::set<std::string> steps;
  for (int step = 0;; ++step) {
    Folder folder;
    SegmentBuilder builder;
    for (const TestDocument& document : documents) add(builder, document);
    std::uint64_t words = builder.words();
    FailingDisk failing(step);
    Status written = builder.write(folder / "1.seg", failing);
    if (written) {
      EXPECT_EQ(failing.failing, "");
      break;
    }
    steps.insert(failing.failing);
    EXPECT_EQ(folder.files(), 0u) << failing.failing;
    // The batch is still there: when there is room again, nothing has been lost.
    EXPECT_EQ(builder.words(), words);
    ASSERT_TRUE(builder.write(folder / "1.seg"));
    auto segment = Segment::open(folder / "1.seg");
    ASSERT_TRUE(segment);
    EXPECT_TRUE((*segment)->verify());
    EXPECT_EQ((*segment)->words(), words);
  }
  EXPECT_EQ(steps, (std::set<std::string>{"create", "write", "sync", "rename", "sync_folder"}));
}

TEST(SegmentSafety, ABatchThatFailedCanGrow) {
  Folder folder;
  SegmentBuilder builder;
  add(builder, {1, {"b a", "c"}});
  FailingDisk failing(0);
  ASSERT_FALSE(builder.write(folder / "1.seg", failing));
  add(builder, {2, {"a d c"}});
  ASSERT_TRUE(builder.write(folder / "1.seg"));
  auto twin = build(folder / "2.seg", {{1, {"b a", "c"}}, {2, {"a d c"}}});
  EXPECT_EQ(*read_file(folder / "1.seg", 1 << 20), *read_file(folder / "2.seg", 1 << 20));
}

// -- Files of earlier versions

// Written by version 1 and kept: whatever the code becomes, it opens and answers.
TEST(SegmentVersions, TheFirstStillOpens) {
  auto opened = Segment::open("stenogram/concordance/testdata/version1.seg");
  ASSERT_TRUE(opened) << opened.error().message();
  const Segment& segment = **opened;
  EXPECT_TRUE(segment.verify());
  Index index = *Index::of({*opened}, {});
  EXPECT_EQ(index.totals().documents, 3u);
  EXPECT_EQ(index.count(phrase({"the", "lighthouse"})), 3u);
  auto found = index.find(phrase({"harbour", "of", "tarn"}), index.all());
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(index.place(found[0]).document, 12u);
  EXPECT_EQ(index.place(found[0]).info.turn, 2u);
  EXPECT_EQ(index.bytes(found[0]), (ByteSpan{35, 50}));
  EXPECT_EQ(segment.document(2).date, 17001);
  EXPECT_EQ(segment.document(2).language, "fr");
}

TEST(SegmentVersions, TheSecondStillOpens) {
  auto opened = Segment::open("stenogram/concordance/testdata/version2.seg");
  ASSERT_TRUE(opened) << opened.error().message();
  EXPECT_TRUE((*opened)->verify());
  Index index = *Index::of({*opened}, {});
  EXPECT_EQ(index.count(phrase({"rebuild"})), 2u);
  EXPECT_EQ(index.count(phrase({"rebuild", "the", "harbour"})), 2u);
  EXPECT_EQ(index.count(phrase({"re", "build"})), 1u);
  auto found = index.find(phrase({"rebuild", "the", "harbour"}), index.all());
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].words + found[1].words, 3u + 5u);
}

// This one is the first with bounds: of 300 utterances that hold a word, so of three blocks.
TEST(SegmentVersions, TheThirdStillOpens) {
  auto opened = Segment::open("stenogram/concordance/testdata/version3.seg");
  ASSERT_TRUE(opened) << opened.error().message();
  EXPECT_TRUE((*opened)->verify());
  Index index = *Index::of({*opened}, {});
  EXPECT_EQ(index.count(phrase({"the", "tide", "turns"})), 300u);
  EXPECT_EQ(index.count(phrase({"lighthouse"})), 1u);
  Ranking best = rank(index, Query::of(phrase({"tide"})), index.all(), 2);
  EXPECT_EQ(best.total, 300u);
  ASSERT_EQ(best.best.size(), 2u);
  EXPECT_EQ(best.best[0].utterance, 217u);
  EXPECT_EQ(best.best[1].utterance, 0u);
}

// The first with packed columns and deep samples.
TEST(SegmentVersions, TheFourthStillOpens) {
  auto opened = Segment::open("stenogram/concordance/testdata/version4.seg");
  ASSERT_TRUE(opened) << opened.error().message();
  EXPECT_TRUE((*opened)->verify());
  Index index = *Index::of({*opened}, {});
  EXPECT_EQ(index.totals().documents, 3u);
  EXPECT_EQ(index.count(phrase({"the", "tide", "turns", "at", "the", "old", "pier", "and", "the", "keeper"})), 180u);
  EXPECT_EQ(index.count(phrase({"the", "keeper"})), 181u);
  EXPECT_EQ(index.count(phrase({"rebuild", "the", "harbour"})), 1u);
  EXPECT_EQ(index.count(phrase({"re", "build", "the"})), 1u);
  Pattern gap = phrase({"pier", "the", "waits"});
  gap[1].least_gap = gap[1].most_gap = gap[2].least_gap = gap[2].most_gap = 1;
  EXPECT_EQ(index.count(gap), 270u);
  auto found = index.find(phrase({"laughs"}), index.all());
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(index.place(found[0]).document, 12u);
  EXPECT_EQ(index.place(found[0]).info.note, 0u);
  EXPECT_EQ((*opened)->document(2).language, "fr");
}

// The first that says what suffixes share.
TEST(SegmentVersions, TheFifthStillOpens) {
  auto opened = Segment::open("stenogram/concordance/testdata/version5.seg");
  ASSERT_TRUE(opened) << opened.error().message();
  EXPECT_TRUE((*opened)->says_shared());
  EXPECT_TRUE((*opened)->verify());
  Index index = *Index::of({*opened}, {});
  EXPECT_EQ(index.count(phrase({"the", "tide", "turns", "at", "the", "old", "pier", "and", "the", "keeper"})), 180u);
  EXPECT_EQ(index.count(phrase({"the", "keeper"})), 181u);
  EXPECT_EQ(index.count(phrase({"keeper", "the"})), 0u);
  EXPECT_EQ((*opened)->document(2).language, "fr");
}

// -- Files of strangers

void write_bytes(const std::filesystem::path& path, std::string_view bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

struct Refusal {
  const char* name;
  const char* message;
};

TEST(SegmentSafety, RefusesWhatIsNotASegment) {
  Folder folder;
  build(folder / "1.seg", {{1, {"a b c"}}});
  std::string good = *read_file(folder / "1.seg", 1 << 20);
  auto refusal = [&](const std::string& bytes) {
    write_bytes(folder / "x.seg", bytes);
    auto segment = Segment::open(folder / "x.seg");
    if (segment) return std::string("opened");
    std::string message = segment.error().message();
    return message.substr(message.find("x.seg: ") + 7);
  };
  const std::string rebuild = "; rebuild with `stenogram verify --rebuild`";
  EXPECT_EQ(refusal(""), "damaged: shorter than its header" + rebuild);
  EXPECT_EQ(refusal(good.substr(0, 100)), "damaged: shorter than its header" + rebuild);
  EXPECT_EQ(refusal(good.substr(0, good.size() - 1)), "damaged: cut short" + rebuild);
  EXPECT_EQ(refusal(good + "x"), "damaged: cut short" + rebuild);
  EXPECT_EQ(refusal("SQLite format 3" + good.substr(15)), "damaged: not a segment" + rebuild);
  std::string newer = good;
  newer[5] = 9;
  EXPECT_EQ(refusal(newer), "unsupported: segment version 9" + rebuild);
  std::string twice = good.substr(0, 64) + good;
  EXPECT_EQ(refusal(twice), "damaged: its table is not where it should be" + rebuild);
  EXPECT_FALSE(Segment::open(folder / "missing.seg"));
  EXPECT_FALSE(Segment::open(folder.path()));
}

// Bytes changed anywhere before the table are not seen by open(); verify() sees all that
// are not padding, and reading through them stays inside the file (run under ASan).
TEST(SegmentSafety, DamagedBytesNeverReadOutside) {
  std::mt19937 random(6);
  Folder folder;
  build(folder / "1.seg", random_documents(random, 40, 30, 40));
  const std::string good = *read_file(folder / "1.seg", 1 << 20);
  int opened = 0, refused = 0;
  for (int round = 0; round < 300; ++round) {
    std::string bad = good;
    for (int i = 1 + int(random() % 40); i > 0; --i) {
      std::size_t at = 64 + random() % (good.size() - 64);
      bad[at] = random() % 2 ? char(random()) : char(255);
    }
    write_bytes(folder / "x.seg", bad);
    auto segment = Segment::open(folder / "x.seg");
    if (!segment) {
      ++refused;
      continue;
    }
    ++opened;
    walk(*segment);
  }
  EXPECT_GT(opened, 0);
  EXPECT_GT(refused, 0);
}

// Samples that were written wrongly: their checksums hold, and what they say does not.
TEST(SegmentSafety, VerifySeesSamplesThatSayOtherwise) {
  std::mt19937 random(33);
  Folder folder;
  build(folder / "1.seg", random_documents(random, 20, 6, 200));
  const std::string good = *read_file(folder / "1.seg", 1 << 22);
  for (Section section : {Section::samples, Section::deep_samples}) {
    std::string bad = good;
    Trailer trailer;
    std::memcpy(&trailer, bad.data() + bad.size() - sizeof trailer, sizeof trailer);
    Table table;
    std::memcpy(&table, bad.data() + trailer.table, sizeof table);
    Extent& extent = table.sections[std::size_t(section)];
    ASSERT_GE(extent.size, 64u);
    bad[extent.offset + 33] ^= 1;
    extent.checksum = checksum(std::string_view(bad).substr(extent.offset, extent.size));
    std::memcpy(bad.data() + trailer.table, &table, sizeof table);
    trailer.checksum = checksum(std::string_view(bad).substr(trailer.table, sizeof table));
    std::memcpy(bad.data() + bad.size() - sizeof trailer, &trailer, sizeof trailer);
    write_bytes(folder / "x.seg", bad);
    auto segment = Segment::open(folder / "x.seg");
    ASSERT_TRUE(segment) << segment.error().message();
    EXPECT_TRUE((*segment)->verify_checksums());
    EXPECT_FALSE((*segment)->verify());
  }
}

TEST(SegmentSafety, VerifySeesAnyChangedByte) {
  std::mt19937 random(7);
  Folder folder;
  build(folder / "1.seg", random_documents(random, 20, 30, 40));
  const std::string good = *read_file(folder / "1.seg", 1 << 20);
  std::size_t unseen = 0;
  const int kRounds = 400;
  for (int round = 0; round < kRounds; ++round) {
    std::string bad = good;
    bad[8 + random() % (good.size() - 8)] ^= char(1 + random() % 255);
    write_bytes(folder / "x.seg", bad);
    auto segment = Segment::open(folder / "x.seg");
    if (segment && (*segment)->verify()) ++unseen;
  }
  EXPECT_EQ(unseen, 0u);
}

}  // namespace
}  // namespace stenogram::concordance
