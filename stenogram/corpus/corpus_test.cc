// Archives of invented transcripts, read by a reader of the test's own, so that what is
// proved here does not depend on how pages are read.
#include "stenogram/corpus/corpus.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <thread>

#include "stenogram/archive/sqlite.h"

namespace stenogram::corpus {
namespace {

namespace fs = std::filesystem;
using Status = Ingested::Status;

// Every line "Name: words" is a turn; all else is left over.
std::vector<transcript::Transcript> read_lines(const capture::Page& page) {
  transcript::Transcript t;
  t.region = {0, page.text.size()};
  t.language = "en";
  t.heading.kind = transcript::Kind::interview;
  std::map<std::string, std::uint32_t> known;
  for (std::size_t at = 0; at < page.text.size();) {
    std::size_t end = std::min(page.text.find('\n', at), page.text.size());
    std::size_t colon = page.text.find(": ", at);
    if (page.text.compare(at, 2, "20") == 0) {
      t.heading.event_date = transcript::Dated{page.text.substr(at, end - at), "", ByteSpan{at, end}, {}};
    } else if (colon < end && colon + 2 < end) {
      std::string name = page.text.substr(at, colon - at);
      auto [place, fresh] = known.emplace(name, std::uint32_t(known.size()));
      if (fresh) t.speakers.push_back({name, false, {}, {}, transcript::Role::respondent, {name}});
      transcript::Turn turn;
      turn.n = std::uint32_t(t.turns.size() + 1);
      turn.speaker = place->second;
      turn.label = transcript::Label{name, {at, colon + 1}};
      turn.span = {colon + 2, end};
      turn.paragraphs = {turn.span};
      t.turns.push_back(std::move(turn));
    }
    at = end + 1;
  }
  return {t};
}

// As if a newer version had learned that the first turn of a page is no turn.
std::vector<transcript::Transcript> read_without_first(const capture::Page& page) {
  auto all = read_lines(page);
  for (transcript::Transcript& t : all) {
    if (!t.turns.empty()) t.turns.erase(t.turns.begin());
    for (std::size_t i = 0; i < t.turns.size(); ++i) t.turns[i].n = std::uint32_t(i + 1);
  }
  return all;
}

class CorpusTest : public ::testing::Test {
 protected:
  CorpusTest() {
    static int count = 0;
    folder_ = fs::temp_directory_path() / ("corpus_test." + std::to_string(::getpid()) + "." + std::to_string(++count));
    fs::create_directories(folder_);
    options_.read = read_lines;
    options_.threads = 2;
  }
  ~CorpusTest() override { fs::remove_all(folder_); }

  fs::path archive() const { return folder_ / "test.stenogram"; }
  std::string write(const std::string& name, const std::string& text) {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return (folder_ / name).string();
  }
  std::unique_ptr<Corpus> open(Corpus::Mode mode = Corpus::Mode::create) {
    auto corpus = Corpus::open(archive(), mode, options_);
    EXPECT_TRUE(corpus) << corpus.error().message();
    return corpus ? std::move(*corpus) : nullptr;
  }
  std::vector<Ingested> ingest(Corpus& corpus, const std::vector<std::string>& paths) {
    std::vector<Ingested> all;
    auto summary = corpus.ingest(paths, [&](const Ingested& one) { all.push_back(one); });
    EXPECT_TRUE(summary) << summary.error().message();
    return all;
  }
  static std::size_t faults(Corpus& corpus) {
    std::size_t count = 0;
    auto verified = corpus.verify(true, [&](const std::string& where, const std::string& what) {
      ++count;
      std::cout << where << ": " << what << "\n";
    });
    EXPECT_TRUE(verified);
    return count;
  }
  static std::uint64_t uses(const Corpus& corpus, const std::vector<std::string>& words) {
    auto places = corpus.occurrences(words, 1000);
    EXPECT_TRUE(places);
    return places ? places->exact_total : 0;
  }

  fs::path folder_;
  CorpusOptions options_;
};

TEST_F(CorpusTest, WhatGoesInIsFound) {
  std::string path = write("a.txt", "2021-05-04\nBerg: We will rebuild the bridge.\nDahl: Will we?\n");
  auto corpus = open();
  auto done = ingest(*corpus, {path});
  ASSERT_EQ(done.size(), 1u);
  EXPECT_EQ(done[0].status, Status::added);
  EXPECT_EQ(done[0].name, path);
  EXPECT_EQ(done[0].turns, 2u);
  EXPECT_EQ(uses(*corpus, {"will", "rebuild"}), 1u);
  EXPECT_EQ(uses(*corpus, {"bridge", "will"}), 0u) << "no phrase reaches across two speakers";
  EXPECT_EQ(corpus->count("will"), 2u);
  auto places = corpus->occurrences({"rebuild"}, 10);
  auto document = corpus->document(places->places[0].document);
  ASSERT_TRUE(document);
  EXPECT_EQ((*document)->id, done[0].transcript);
  const Utterance& utterance = (*document)->utterances[places->places[0].utterance];
  EXPECT_EQ(slice((*document)->text, utterance.words[places->places[0].words.begin].span()), "rebuild");
  EXPECT_EQ(corpus->searched().from, "2021-05-04");
  EXPECT_EQ(corpus->documents().size(), 1u);
  EXPECT_EQ((*corpus->facts((*document)->number))->speakers[0].name, "Berg");
  EXPECT_EQ(faults(*corpus), 0u);
}

// All that a DocumentFacts says, to be compared by eye.
std::string told(const DocumentFacts& facts) {
  std::string text = facts.id + '|' + facts.title + '|' + facts.outlet + '|' + facts.occasion + '|' + facts.place +
                     '|' + facts.language + '|' + facts.date + '|' + std::string(transcript::name_of(facts.kind)) +
                     '\n';
  for (const DocumentFacts::Speaker& speaker : facts.speakers) {
    text += speaker.name + '/' + speaker.office + '/' + speaker.affiliation + '/' +
            std::string(transcript::name_of(speaker.role));
    for (const std::string& label : speaker.labels) text += '/' + label;
    text += '\n';
  }
  for (const DocumentFacts::Voice& voice : facts.voices)
    text += std::to_string(voice.turn) + ':' + std::to_string(voice.note) + ' ' + voice.name + '\n';
  return text;
}

// Facts come from the record's columns, but for documents in which a note prints words;
// either way they are those of the whole document.
TEST_F(CorpusTest, FactsAreThoseOfTheDocument) {
  options_.read = [](const capture::Page& page) {
    auto all = read_lines(page);
    for (transcript::Transcript& t : all) {
      t.heading.title = transcript::Item{"On harbours", ByteSpan{0, 4}, {}};
      t.heading.outlet = transcript::Item{"The Pilot", ByteSpan{0, 4}, {}};
      t.heading.place = transcript::Item{"Brenn", ByteSpan{0, 4}, {}};
      t.speakers[0].office = "Minister";
      t.speakers[0].labels.push_back("THE MINISTER");
      const auto cry = page.text.find("(hear, hear)");
      if (cry == page.text.npos) continue;
      transcript::Note note{};
      note.span = {cry, cry + 12};
      note.words = ByteSpan{cry + 1, cry + 11};
      note.speaker = "Odd";
      t.turns[0].notes.push_back(std::move(note));
    }
    return all;
  };
  auto corpus = open();
  ingest(*corpus, {write("a.txt", "2024-03-14\nBerg: We will hold the line.\nOde: Will you?\n"),
                   write("b.txt", "Berg: We will (hear, hear) hold the line.\nOde: Will you?\n")});
  auto reader = open(Corpus::Mode::read);
  std::string both;
  for (DocumentNumber number : reader->documents()) {
    auto facts = reader->facts(number);
    auto document = reader->document(number);
    ASSERT_TRUE(facts && document);
    EXPECT_EQ(told(**facts), told(facts_of(**document)));
    both += told(**facts);
  }
  EXPECT_NE(both.find("Berg/Minister//respondent/Berg/THE MINISTER"), both.npos) << both;
  EXPECT_NE(both.find("1:0 Odd"), both.npos) << both;
}

TEST_F(CorpusTest, TheSameBytesAreKeptOnce) {
  std::string a = write("a.txt", "Berg: We will.\n"), b = write("b.txt", "Berg: We will.\n");
  auto corpus = open();
  auto first = ingest(*corpus, {a, b});
  ASSERT_EQ(first.size(), 2u);
  EXPECT_EQ(first[0].status, Status::added);
  EXPECT_EQ(first[1].status, Status::unchanged);
  EXPECT_EQ(first[1].transcript, first[0].transcript);
  EXPECT_EQ(ingest(*corpus, {a})[0].status, Status::unchanged);
  EXPECT_EQ(corpus->count("will"), 1u);
}

TEST_F(CorpusTest, FoldersAreReadInOrderAndTheUnreadableIsReported) {
  write("in/b.txt", "Berg: Two.\n");
  write("in/a.txt", "Berg: One.\n");
  write("in/.hidden", "Berg: None.\n");
  write("in/c/d.txt", "Berg: Three.\n");
  write("in/bad.txt", std::string("\0\1\2\3\0\0\0\0", 8));
  write("in/empty.txt", "");
  auto corpus = open();
  auto done = ingest(*corpus, {(folder_ / "in").string(), (folder_ / "nowhere").string()});
  std::vector<std::string> seen;
  for (const Ingested& one : done)
    seen.push_back(fs::path(one.name).filename().string() + " " + std::string(name_of(one.status)));
  EXPECT_EQ(seen, (std::vector<std::string>{"a.txt added", "b.txt added", "bad.txt failed", "d.txt added",
                                            "empty.txt failed", "nowhere failed"}));
  EXPECT_EQ(corpus->count("one") + corpus->count("two") + corpus->count("three"), 3u);
  EXPECT_EQ(corpus->count("none"), 0u);
}

TEST_F(CorpusTest, APageWithoutTurnsIsKeptAndNotSearched) {
  auto corpus = open();
  auto done = ingest(*corpus, {write("a.txt", "Nothing but words.\n")});
  EXPECT_EQ(done[0].status, Status::added);
  EXPECT_EQ(done[0].turns, 0u);
  EXPECT_EQ(corpus->count("words"), 0u);
  EXPECT_EQ(corpus->searched().transcripts, 0u);
  EXPECT_EQ(corpus->documents().size(), 1u);
}

TEST_F(CorpusTest, WhatIsRemovedIsFoundNoMore) {
  auto corpus = open();
  auto done = ingest(*corpus, {write("a.txt", "Berg: We will.\n"), write("b.txt", "Berg: We must.\n")});
  auto gone = corpus->remove(done[0].transcript);
  ASSERT_TRUE(gone) << gone.error().message();
  EXPECT_EQ(*gone, std::vector<std::string>{done[0].transcript});
  EXPECT_EQ(corpus->count("will"), 0u);
  EXPECT_EQ(corpus->count("must"), 1u);
  EXPECT_EQ(faults(*corpus), 0u);
  EXPECT_EQ(corpus->remove("0123456789ab").error().kind, Error::Kind::not_found);
  EXPECT_EQ(ingest(*corpus, {(folder_ / "a.txt").string()})[0].status, Status::added);
  EXPECT_EQ(corpus->count("will"), 1u);
}

TEST_F(CorpusTest, ManyBatchesAreManyCommitsAndFewSegments) {
  options_.batch_documents = 5;
  std::vector<std::string> paths;
  for (int i = 0; i < 103; ++i)
    paths.push_back(write("in/" + std::to_string(1000 + i), "Berg: We will say number" + std::to_string(i) + ".\n"));
  {
    auto corpus = open();
    EXPECT_EQ(ingest(*corpus, paths).size(), 103u);
    EXPECT_EQ(corpus->count("will"), 103u);
    EXPECT_LT(corpus->index().segments().size(), 21u);
    EXPECT_EQ(faults(*corpus), 0u);
  }
  auto reader = open(Corpus::Mode::read);
  EXPECT_EQ(reader->count("will"), 103u);
  EXPECT_EQ(uses(*reader, {"say", "number", "77"}), 1u);
  std::size_t files = 0;
  for ([[maybe_unused]] auto& entry : fs::directory_iterator(archive() / "segments")) ++files;
  EXPECT_EQ(files, reader->index().segments().size()) << "merged segments leave no files";
}

TEST_F(CorpusTest, ANewReaderReplacesAndOldAddressesResolve) {
  std::string path =
      write("a.txt", "Ed: Foreword of the editor.\nDahl: Will you rebuild?\nBerg: We will rebuild it.\n");
  std::string id;
  {
    auto corpus = open();
    id = ingest(*corpus, {path})[0].transcript;
    EXPECT_EQ((*corpus->resolve(*parse_address(id + "#3"))).turn, 3u);
  }
  options_.reader_version = 2;
  {
    // The same reading under a newer version changes nothing.
    auto corpus = open();
    EXPECT_EQ(ingest(*corpus, {path})[0].status, Status::unchanged);
  }
  options_.reader_version = 3;
  options_.read = read_without_first;
  auto corpus = open();
  auto done = ingest(*corpus, {path});
  EXPECT_EQ(done[0].status, Status::replaced);
  EXPECT_EQ(done[0].transcript, id);
  EXPECT_EQ(done[0].turns, 2u);
  EXPECT_EQ(corpus->count("foreword"), 0u);
  EXPECT_EQ(corpus->count("rebuild"), 2u);
  EXPECT_EQ(faults(*corpus), 0u);

  // There is no third turn any more: its words are the second.
  auto moved = corpus->resolve(*parse_address(id + "#3"));
  ASSERT_TRUE(moved) << moved.error().message();
  EXPECT_TRUE(moved->moved);
  EXPECT_EQ(moved->turn, 2u);
  auto passage = corpus->resolve(*parse_address(id + "#3:8-15"));
  ASSERT_TRUE(passage);
  EXPECT_EQ(slice(passage->document->text, *passage->span), "rebuild");
  // The second is now another turn, and it is said which one it was.
  auto second = corpus->resolve(*parse_address(id + "#2"));
  ASSERT_TRUE(second);
  EXPECT_FALSE(second->moved);
  ASSERT_EQ(second->formerly.size(), 1u);
  EXPECT_EQ(second->formerly[0].text, "Will you rebuild?");
  EXPECT_EQ(second->formerly[0].now, id + "#1");
  // The first was a foreword, which is no turn now.
  auto first = corpus->resolve(*parse_address(id + "#1"));
  ASSERT_TRUE(first);
  ASSERT_EQ(first->formerly.size(), 1u);
  EXPECT_FALSE(first->formerly[0].now);
  EXPECT_EQ(corpus->resolve(*parse_address(id + "#9")).error().kind, Error::Kind::not_found);
}

TEST_F(CorpusTest, TheIndexCanBeDeletedAndMadeAgain) {
  auto texts = [](Corpus& corpus) {
    std::string out;
    auto places = corpus.occurrences({"will"}, 1000);
    for (const Place& place : places->places)
      out += std::to_string(place.document) + ":" + std::to_string(place.utterance) + ":" +
             std::to_string(place.words.begin) + " ";
    return out;
  };
  options_.batch_documents = 3;
  std::vector<std::string> paths;
  for (int i = 0; i < 20; ++i)
    paths.push_back(write("in/" + std::to_string(100 + i), "Berg: We will, we will " + std::to_string(i) + ".\n"));
  std::string before;
  {
    auto corpus = open();
    auto done = ingest(*corpus, paths);
    ASSERT_TRUE(corpus->remove(done[7].transcript));
    before = texts(*corpus);
  }
  fs::remove_all(archive() / "segments");
  auto broken = Corpus::open(archive(), Corpus::Mode::read, options_);
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().kind, Error::Kind::damaged);
  EXPECT_EQ(broken.error().advice, "make it again with `stenogram verify --rebuild`");
  {
    // A writer mends it by itself.
    auto corpus = open(Corpus::Mode::write);
    ASSERT_TRUE(corpus);
    EXPECT_EQ(texts(*corpus), before);
    EXPECT_EQ(faults(*corpus), 0u);
    ASSERT_TRUE(corpus->rebuild());
    EXPECT_EQ(texts(*corpus), before);
    EXPECT_EQ(faults(*corpus), 0u);
  }
  EXPECT_EQ(texts(*open(Corpus::Mode::read)), before);
}

TEST_F(CorpusTest, ADamagedSegmentIsFoundAndMended) {
  {
    auto corpus = open();
    ingest(*corpus, {write("a.txt", "Berg: We will rebuild the bridge.\n")});
  }
  fs::path segment;
  for (auto& entry : fs::directory_iterator(archive() / "segments")) segment = entry.path();
  {
    std::fstream file(segment, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(-9, std::ios::end);
    file.put('\x7f');
  }
  // Damage shows when the file is opened, or else when all of it is looked at.
  auto reader = Corpus::open(archive(), Corpus::Mode::read, options_);
  if (reader) {
    std::size_t count = 0;
    ASSERT_TRUE((*reader)->verify(false, [&](auto&, auto&) { ++count; }));
    EXPECT_GT(count, 0u);
  }
  fs::resize_file(segment, fs::file_size(segment) / 2);
  EXPECT_FALSE(Corpus::open(archive(), Corpus::Mode::read, options_));
  std::ofstream(archive() / "segments" / "999999.seg") << "left by a crash";
  auto writer = open(Corpus::Mode::write);
  EXPECT_EQ(uses(*writer, {"rebuild"}), 1u);
  EXPECT_FALSE(fs::exists(archive() / "segments" / "999999.seg"));
}

TEST_F(CorpusTest, AnotherRuleOfWordsMeansAnotherIndex) {
  open();
  options_.matching_version = "99/1";
  EXPECT_EQ(Corpus::open(archive(), Corpus::Mode::read, options_).error().kind, Error::Kind::unsupported);
  { auto writer = open(Corpus::Mode::write); }
  EXPECT_TRUE(open(Corpus::Mode::read));
}

TEST_F(CorpusTest, ReadersGoOnWhileAWriterWrites) {
  options_.batch_documents = 4;
  std::vector<std::string> paths;
  for (int i = 0; i < 200; ++i)
    paths.push_back(write("in/" + std::to_string(1000 + i), "Berg: We will say " + std::to_string(i) + ".\n"));
  auto writer = open();
  std::atomic<bool> done = false;
  auto read = [&] {
    auto reader = Corpus::open(archive(), Corpus::Mode::read, options_);
    ASSERT_TRUE(reader) << reader.error().message();
    std::uint64_t last = 0;
    while (!done) {
      ASSERT_TRUE((*reader)->refresh());
      // What a snapshot finds can be read, and nothing that was there goes.
      auto places = (*reader)->occurrences({"will"}, 1000);
      ASSERT_TRUE(places);
      ASSERT_GE(places->exact_total, last);
      last = places->exact_total;
      if (!places->places.empty()) {
        ASSERT_TRUE((*reader)->document(places->places.back().document));
      }
    }
    ASSERT_TRUE((*reader)->refresh());
    EXPECT_EQ((*reader)->count("will"), 200u);
  };
  std::thread first(read), second(read);
  EXPECT_EQ(ingest(*writer, paths).size(), 200u);
  done = true;
  first.join();
  second.join();
}

TEST_F(CorpusTest, WhoAsksToStopFindsWhatWasReportedAndNothingElse) {
  struct Stop : Progress {
    int left = 10;
    void at(std::string_view, std::uint64_t, std::uint64_t) override { --left; }
    bool cancelled() const override { return left <= 0; }
  } stop;
  options_.batch_documents = 4;
  std::vector<std::string> paths;
  for (int i = 0; i < 60; ++i)
    paths.push_back(write("in/" + std::to_string(100 + i), "Berg: We will say " + std::to_string(i) + ".\n"));
  auto corpus = open();
  std::size_t reported = 0;
  auto summary = corpus->ingest(
      paths, [&](const Ingested&) { ++reported; }, stop);
  ASSERT_TRUE(summary);
  EXPECT_TRUE(summary->stopped);
  EXPECT_EQ(summary->added, reported);
  EXPECT_LT(reported, 60u);
  EXPECT_EQ(corpus->count("will"), reported);
  EXPECT_EQ(faults(*corpus), 0u);
  EXPECT_EQ(ingest(*corpus, paths).size(), 60u);
  EXPECT_EQ(corpus->count("will"), 60u);
}

TEST(Address, IsReadAndWritten) {
  for (const char* written : {"0123456789ab", "0123456789ab.2", "0123456789ab#7", "0123456789abcdef.3#7:120-245"}) {
    auto address = parse_address(written);
    ASSERT_TRUE(address) << written;
    EXPECT_EQ(address->written(), written);
  }
  for (const char* wrong : {"", "7", "0123456789aB", "0123456789ab#", "0123456789ab#0",
                            "0123456789ab#7:", "0123456789ab#7:9-9", "0123456789ab#7:9-3", "0123456789ab#7:a-b",
                            "0123456789ab#99999999999", "0123456789ab.x", "../0123456789ab", "0123456789ab#-1"})
    EXPECT_FALSE(parse_address(wrong)) << wrong;
}

TEST_F(CorpusTest, LooksInTheTurnsOfSomeSpeakersOnly) {
  auto corpus = open();
  ingest(*corpus, {write("a.txt", "2019-03-04\nAnna: the ice is thin on the lake\nBen: the ice is thin on the river\n"),
                   write("b.txt", "2020-03-04\nBen: the ice is thick on the lake\nAnna: who says so\n")});
  auto cast = corpus->cast();
  ASSERT_TRUE(cast) << cast.error().message();
  ASSERT_EQ((*cast)->members.size(), 2u);
  SpeakerSet ben;
  for (const Cast::Member& member : (*cast)->members) {
    EXPECT_EQ(member.as.size(), 2u);
    if (member.speaker.name == "Ben")
      for (const SpeakerRef& as : member.as) ben[as.document].push_back(as.speaker);
  }
  ASSERT_EQ(ben.size(), 2u);
  EXPECT_EQ(corpus->occurrences({"the", "ice", "is"}, 10)->exact_total, 3u);
  auto exact = corpus->occurrences({"the", "ice", "is"}, 10, &ben);
  EXPECT_EQ(exact->exact_total, 2u);
  for (const Place& place : exact->places)
    EXPECT_EQ((*corpus->document(place.document))->utterances[place.utterance].turn,
              place.document == exact->places[0].document ? 2u : 1u);
  Probe probe{{"the", "ice", "is", "thin", "on", "the", "lake"}};
  EXPECT_TRUE(corpus->locate(probe)->places.at(0).exact);
  probe.by = &ben;
  auto altered = corpus->locate(probe);
  EXPECT_EQ(altered->exact_total, 0u);
  ASSERT_EQ(altered->places.size(), 2u);
  EXPECT_NEAR(altered->places[0].score, 6.0 / 7, 1e-9);
  std::vector<std::string> run{"is", "thin", "on", "ice"};
  EXPECT_EQ(corpus->longest_run(run), 3u);
  EXPECT_EQ(corpus->longest_run({}), 0u);
}

}  // namespace
}  // namespace stenogram::corpus
