#include "stenogram/archive/archive.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "stenogram/archive/serial.h"
#include "stenogram/base/hash.h"

namespace stenogram::archive {
namespace {

namespace fs = std::filesystem;

class ArchiveTest : public ::testing::Test {
 protected:
  ArchiveTest() {
    folder_ = fs::temp_directory_path() / ("archive_test." + std::to_string(::getpid()));
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ~ArchiveTest() override { fs::remove_all(folder_); }

  std::unique_ptr<Archive> open(Archive::Mode mode = Archive::Mode::create) {
    auto archive = Archive::open(path(), mode);
    EXPECT_TRUE(archive) << archive.error().message();
    return archive ? std::move(*archive) : nullptr;
  }
  fs::path path() const { return folder_ / "test.stenogram"; }

  fs::path folder_;
};

capture::Source source_of(std::string name, std::string bytes) {
  capture::Source source;
  source.name = std::move(name);
  source.bytes = std::move(bytes);
  return source;
}

// One turn that is the whole page.
transcript::Transcript one_turn(std::string_view text) {
  transcript::Transcript t;
  t.region = {0, text.size()};
  t.language = "en";
  t.heading.kind = transcript::Kind::interview;
  t.heading.event_date = transcript::Dated{"2021-05-04", "4 May 2021", {}, {}};
  t.speakers = {{"Anna Berg", false, {}, {}, transcript::Role::respondent, {"BERG"}}};
  transcript::Turn turn;
  turn.n = 1;
  turn.speaker = 0;
  turn.span = {0, text.size()};
  turn.paragraphs = {turn.span};
  t.turns = {turn};
  return t;
}

Prepared prepare(const capture::Source& source, std::size_t parts = 1, std::string text = {}) {
  capture::Page page;
  page.text = text.empty() ? source.bytes : text;
  if (!text.empty()) page.source = text::SourceMap::from_runs({{0, 3, 1, 1}}, text.size());
  page.media_type = "text/plain";
  page.charset = "utf-8";
  Prepared ready = prepared(source.bytes, sha256(source.bytes), page);
  for (std::size_t i = 0; i < parts; ++i) add_reading(ready, one_turn(page.text), 4);
  return ready;
}

std::vector<Kept> add(Archive& archive, const capture::Source& source, const Prepared& ready) {
  EXPECT_TRUE(archive.begin());
  auto kept = archive.add(ready, source, 1);
  EXPECT_TRUE(kept) << kept.error().message();
  EXPECT_TRUE(archive.commit());
  return kept ? *kept : std::vector<Kept>();
}

TEST_F(ArchiveTest, WhatWasAddedIsThereAfterwards) {
  capture::Source source = source_of("a.txt", "We will rebuild the bridge.");
  source.url = "https://port.example/1";
  source.captured_at = "2021-05-05T10:00:00Z";
  std::string id = sha256(source.bytes).substr(0, 12);
  {
    auto archive = open();
    auto kept = add(*archive, source, prepare(source));
    ASSERT_EQ(kept.size(), 1u);
    EXPECT_EQ(kept[0].id, id);
    EXPECT_EQ(kept[0].turns, 1u);
  }
  auto archive = open(Archive::Mode::read);
  auto row = archive->transcript(id);
  ASSERT_TRUE(row && *row);
  EXPECT_EQ((*row)->name, "a.txt");
  EXPECT_EQ((*row)->date(), "2021-05-04");
  EXPECT_EQ((*row)->words, 4u);
  auto stored = archive->load((*row)->number);
  ASSERT_TRUE(stored) << stored.error().message();
  EXPECT_EQ(stored->text, source.bytes);
  EXPECT_TRUE(stored->source.is_identity());
  EXPECT_EQ(stored->url, source.url);
  EXPECT_EQ(stored->captured_at, source.captured_at);
  EXPECT_EQ(stored->transcript.turns.size(), 1u);
  EXPECT_EQ(*archive->body(1), source.bytes);
  EXPECT_EQ(*archive->speakers_of((*row)->number), std::vector<std::string>{"Anna Berg"});
}

TEST_F(ArchiveTest, TextThatIsNotTheCaptureIsKeptWithTheWayBack) {
  auto archive = open();
  capture::Source source = source_of("a.html", "<p>We will</p>");
  auto kept = add(*archive, source, prepare(source, 1, "We will"));
  auto stored = archive->load(kept[0].number);
  ASSERT_TRUE(stored);
  EXPECT_EQ(stored->text, "We will");
  EXPECT_EQ(stored->source.source_of({3, 7}), (SourceSpan{6, 10}));
}

TEST_F(ArchiveTest, SeveralTranscriptsOfOneCaptureAreNumbered) {
  auto archive = open();
  capture::Source source = source_of("a.txt", "We will rebuild.");
  auto kept = add(*archive, source, prepare(source, 3));
  std::string id = sha256(source.bytes).substr(0, 12);
  ASSERT_EQ(kept.size(), 3u);
  EXPECT_EQ(kept[0].id, id + ".1");
  EXPECT_EQ(kept[2].id, id + ".3");
}

TEST_F(ArchiveTest, IdsGrowWhereTheyWouldCollide) {
  auto archive = open();
  capture::Source first = source_of("a.txt", "one"), second = source_of("b.txt", "two");
  Prepared ready = prepare(first), other = prepare(second);
  ready.sha256 = std::string(64, 'a');
  other.sha256 = std::string(15, 'a') + std::string(49, 'b');
  EXPECT_EQ(add(*archive, first, ready)[0].id, std::string(12, 'a'));
  EXPECT_EQ(add(*archive, second, other)[0].id, std::string(15, 'a') + "b");
}

TEST_F(ArchiveTest, AnotherNameOfTheSameBytesIsNotedOnce) {
  auto archive = open();
  capture::Source source = source_of("a.txt", "We will rebuild.");
  add(*archive, source, prepare(source));
  auto row = archive->capture_of(sha256(source.bytes));
  ASSERT_TRUE(row && *row);
  for (int i = 0; i < 2; ++i)
    for (const char* name : {"a.txt", "b.txt"})
      ASSERT_TRUE(archive->note_seen((*row)->number, source_of(name, source.bytes)));
  auto database = Database::open(path() / "record.sqlite", Database::Mode::read);
  ASSERT_TRUE(database);
  EXPECT_EQ(*database->text_of("SELECT group_concat(name) FROM seen"), "a.txt,b.txt");
}

TEST_F(ArchiveTest, ANewReadingKeepsTheIdAndTheOldReading) {
  auto archive = open();
  capture::Source source = source_of("a.txt", "We will rebuild.");
  auto kept = add(*archive, source, prepare(source));
  auto row = archive->capture_of(sha256(source.bytes));
  ASSERT_TRUE(row && *row);
  EXPECT_TRUE(*archive->reads_alike(**row, prepare(source)));
  Prepared fresh = prepare(source, 1, "will rebuild.");
  EXPECT_FALSE(*archive->reads_alike(**row, fresh));
  ASSERT_TRUE(archive->begin());
  std::vector<TranscriptNumber> retired;
  auto again = archive->replace(**row, fresh, 2, retired);
  ASSERT_TRUE(again) << again.error().message();
  ASSERT_TRUE(archive->commit());
  EXPECT_EQ(retired, std::vector<TranscriptNumber>{kept[0].number});
  EXPECT_EQ((*again)[0].id, kept[0].id);
  EXPECT_GT((*again)[0].number, kept[0].number);
  EXPECT_FALSE(archive->load(kept[0].number));
  EXPECT_EQ(archive->load((*again)[0].number)->text, "will rebuild.");
  auto formers = archive->formers(kept[0].id);
  ASSERT_TRUE(formers) << formers.error().message();
  ASSERT_EQ(formers->size(), 1u);
  EXPECT_EQ((*formers)[0].text, source.bytes);
  EXPECT_EQ((*formers)[0].reader, 1);
  EXPECT_EQ(archive->removed()->size(), 1u);
}

TEST_F(ArchiveTest, WhatIsRemovedLeavesNothingBehind) {
  auto archive = open();
  capture::Source source = source_of("a.txt", "We will rebuild.");
  auto kept = add(*archive, source, prepare(source));
  ASSERT_TRUE(archive->begin());
  auto gone = archive->remove(kept[0].id);
  ASSERT_TRUE(gone) << gone.error().message();
  ASSERT_TRUE(archive->commit());
  EXPECT_EQ(gone->size(), 1u);
  EXPECT_EQ(archive->counts()->captures, 0u);
  EXPECT_FALSE(*archive->transcript(kept[0].id));
  EXPECT_EQ(archive->remove(kept[0].id).error().kind, Error::Kind::not_found);
  // A number is never given twice, since segments may still name it.
  EXPECT_GT(add(*archive, source, prepare(source))[0].number, kept[0].number);
}

TEST_F(ArchiveTest, ARolledBackChangeNeverWas) {
  auto archive = open();
  capture::Source source = source_of("a.txt", "We will rebuild.");
  ASSERT_TRUE(archive->begin());
  ASSERT_TRUE(archive->add(prepare(source), source, 1));
  archive->rollback();
  EXPECT_EQ(archive->counts()->captures, 0u);
  add(*archive, source, prepare(source));
}

// Kept from commit to commit, and never other than what counting gives.
TEST_F(ArchiveTest, KnowsHowMuchItHoldsWithoutCounting) {
  auto archive = open();
  auto agrees = [&](archive::Archive& with) {
    auto extent = with.extent();
    auto counts = with.counts();
    return extent && counts && extent->with_turns == counts->with_turns && extent->turns == counts->turns &&
           extent->from == counts->from && extent->to == counts->to;
  };
  auto kept_as = [&] { return archive->setting("extent")->value_or(""); };
  EXPECT_TRUE(agrees(*archive));
  std::vector<std::vector<Kept>> all;
  for (int k = 0; k < 4; ++k) {
    capture::Source source = source_of("a" + std::to_string(k) + ".txt", "We will rebuild, " + std::to_string(k) + ".");
    all.push_back(add(*archive, source, prepare(source)));
    EXPECT_TRUE(agrees(*archive)) << k;
  }
  EXPECT_TRUE(kept_as().starts_with("4\t4\t4\t")) << kept_as();
  // Within a transaction, one added and one gone; before it is committed the setting is older.
  ASSERT_TRUE(archive->begin());
  ASSERT_TRUE(archive->remove(all[1][0].id));
  EXPECT_TRUE(agrees(*archive));
  capture::Source more = source_of("more.txt", "And more.");
  ASSERT_TRUE(archive->add(prepare(more), more, 1));
  EXPECT_TRUE(agrees(*archive));
  ASSERT_TRUE(archive->commit());
  EXPECT_TRUE(kept_as().starts_with("5\t4\t4\t")) << kept_as();
  EXPECT_TRUE(agrees(*open(Archive::Mode::read)));
  // As an older program leaves it: added to, and taken from, with nothing said.
  const std::string before = kept_as();
  for (int k = 2; k < 4; ++k) {
    ASSERT_TRUE(archive->begin());
    ASSERT_TRUE(archive->remove(all[std::size_t(k)][0].id));
    ASSERT_TRUE(archive->commit());
    ASSERT_TRUE(archive->set("extent", before));
    EXPECT_TRUE(agrees(*archive)) << k;
  }
  for (const char* odd : {"", "x", "5\t2\t9\t9", "-1\t2\t9\t9\t\t", "99\t99\t9\t9\t\t"}) {
    ASSERT_TRUE(archive->set("extent", odd));
    EXPECT_TRUE(agrees(*archive)) << odd;
  }
  // What looks sound and is not is told by verify.
  ASSERT_TRUE(archive->set("extent", "5\t2\t7\t7\t\t"));
  std::string faults;
  ASSERT_TRUE(archive->verify(
      [&](const std::string& where, const std::string& what) { faults += where + ": " + what + "\n"; }, no_progress()));
  EXPECT_EQ(faults, "record.sqlite: how much it holds is not what its settings say\n");
}

TEST_F(ArchiveTest, ThereIsOneWriterAndAnyNumberOfReaders) {
  auto writer = open();
  auto second = Archive::open(path(), Archive::Mode::write);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().message(), path().string() + ": busy: process " + std::to_string(::getpid()) +
                                          " is writing to it; try again when it is done");
  auto reader = open(Archive::Mode::read);
  ASSERT_TRUE(reader);
  capture::Source source = source_of("a.txt", "We will rebuild.");
  auto before = reader->version();
  add(*writer, source, prepare(source));
  EXPECT_NE(*reader->version(), *before);
  EXPECT_EQ(reader->counts()->transcripts, 1u);
  writer.reset();
  EXPECT_TRUE(Archive::open(path(), Archive::Mode::write));
}

TEST_F(ArchiveTest, WhatIsNoArchiveIsSaidToBeNone) {
  EXPECT_EQ(Archive::open(path(), Archive::Mode::read).error().message(),
            path().string() +
                ": not found: there is no archive; make one with `stenogram ingest`,"
                " or name another with --archive");
  fs::create_directories(path());
  EXPECT_FALSE(Archive::open(path(), Archive::Mode::read));
  std::ofstream(path() / "thesis.doc") << "not ours";
  EXPECT_EQ(Archive::open(path(), Archive::Mode::create).error().kind, Error::Kind::usage);
  EXPECT_FALSE(fs::exists(path() / "record.sqlite"));
  fs::remove(path() / "thesis.doc");
  EXPECT_TRUE(open());
  std::ofstream(folder_ / "file") << "x";
  EXPECT_FALSE(Archive::open(folder_ / "file", Archive::Mode::create));
}

TEST_F(ArchiveTest, StrangersTablesAndNewerRecordsAreRefused) {
  open();
  auto with = [&](std::string_view sql) {
    fs::path copy = folder_ / "copy.stenogram";
    fs::remove_all(copy);
    fs::copy(path(), copy, fs::copy_options::recursive);
    auto database = Database::open(copy / "record.sqlite", Database::Mode::write);
    EXPECT_TRUE(database && database->run(sql)) << sql;
    auto opened = Archive::open(copy, Archive::Mode::read);
    return opened ? Error::Kind::usage : opened.error().kind;
  };
  EXPECT_EQ(with("PRAGMA user_version=99"), Error::Kind::unsupported);
  EXPECT_EQ(with("DROP TABLE label; CREATE TABLE label(text)"), Error::Kind::damaged);
  EXPECT_EQ(with("CREATE VIEW trap AS SELECT * FROM capture"), Error::Kind::damaged);
  EXPECT_EQ(with("CREATE TRIGGER trap AFTER INSERT ON seen BEGIN DELETE FROM capture; END"), Error::Kind::damaged);
  std::ofstream(path() / "record.sqlite", std::ios::trunc) << std::string(5000, 'x');
  EXPECT_EQ(Archive::open(path(), Archive::Mode::read).error().kind, Error::Kind::damaged);
}

// A record of version 1 is what this one would be without copies.
constexpr std::string_view kBackToOne =
    "DROP TABLE copy; DROP TABLE copy_decision; DROP TABLE sketch; DROP INDEX transcript_by_event;"
    "DROP INDEX transcript_by_publication; DROP INDEX seen_by_url; PRAGMA user_version=1";

TEST_F(ArchiveTest, OlderRecordsAreReadAndUpgraded) {
  capture::Source source = source_of("a.html", "<p>We will rebuild the bridge in the harbour.</p>");
  {
    auto archive = open();
    add(*archive, source, prepare(source, 1, "We will rebuild"));
    ASSERT_TRUE(archive->knows_copies());
  }
  {
    auto database = Database::open(path() / "record.sqlite", Database::Mode::write);
    ASSERT_TRUE(database && database->run(kBackToOne));
  }
  {
    auto reader = Archive::open(path(), Archive::Mode::read);
    ASSERT_TRUE(reader) << reader.error().message();
    EXPECT_FALSE((*reader)->knows_copies());
    EXPECT_EQ((*reader)->counts()->transcripts, 1u);
    EXPECT_TRUE((*reader)->copies()->empty());
    EXPECT_TRUE((*reader)->copy_decisions()->empty());
  }
  {
    auto writer = Archive::open(path(), Archive::Mode::write);
    ASSERT_TRUE(writer) << writer.error().message();
    EXPECT_TRUE((*writer)->knows_copies());
    ASSERT_TRUE((*writer)->begin());
    EXPECT_TRUE((*writer)->decide("a", "b", true, "why not"));
    ASSERT_TRUE((*writer)->commit());
  }
  auto reader = Archive::open(path(), Archive::Mode::read);
  ASSERT_TRUE(reader) << reader.error().message();
  ASSERT_EQ((*reader)->copy_decisions()->size(), 1u);
  EXPECT_EQ((*(*reader)->copy_decisions())[0].reason, "why not");
  EXPECT_EQ((*reader)->counts()->transcripts, 1u);
}

TEST_F(ArchiveTest, VerifyFindsWhatWasChanged) {
  capture::Source source = source_of("a.html", "<p>We will rebuild the bridge in the harbour.</p>");
  {
    auto archive = open();
    add(*archive, source, prepare(source, 1, "We will rebuild"));
  }
  auto faults_after = [&](std::string_view sql) {
    fs::path copy = folder_ / "copy.stenogram";
    fs::remove_all(copy);
    fs::copy(path(), copy, fs::copy_options::recursive);
    {
      auto database = Database::open(copy / "record.sqlite", Database::Mode::write);
      EXPECT_TRUE(database && database->run(sql)) << sql;
    }
    auto archive = Archive::open(copy, Archive::Mode::read);
    EXPECT_TRUE(archive);
    std::vector<std::string> faults;
    auto checked = (*archive)->verify([&](const std::string& where, const std::string&) { faults.push_back(where); },
                                      no_progress());
    EXPECT_TRUE(checked);
    EXPECT_EQ(checked->captures, 1u);
    return faults.size();
  };
  EXPECT_EQ(faults_after("SELECT 1"), 0u);
  for (const char* change : {
           "UPDATE capture SET body = zeroblob(20)",
           "UPDATE capture SET sha256 = replace(sha256, substr(sha256, 64, 1), 'x')",
           "UPDATE capture SET text = NULL",
           "UPDATE capture SET bytes = bytes + 1",
           "UPDATE capture SET source_map = zeroblob(9)",
           "UPDATE transcript SET reading = zeroblob(20)",
           "UPDATE transcript SET event_date = '1999-01-01'",
           "UPDATE transcript SET turns = 7",
           "PRAGMA foreign_keys=OFF; UPDATE seen SET capture = 99",
           "DELETE FROM label; PRAGMA foreign_keys=OFF; DELETE FROM speaker",
       })
    EXPECT_GT(faults_after(change), 0u) << change;
}

}  // namespace
}  // namespace stenogram::archive
