// Readers that ask without a pause while a writer commits and merges: none ever sees half
// of anything, or less than before.
//
// Each capture says the same four words in three turns, and its own number in each; so
// whatever a reader sees must hold three of everything, and all of each transcript.
// $STENOGRAM_COMMITS says how many commits; some hundred where it is not given.
#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <thread>

#include "stenogram/corpus/corpus.h"

namespace stenogram::corpus {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kTurns = 3;

std::vector<transcript::Transcript> read_lines(const capture::Page& page) {
  transcript::Transcript transcript;
  transcript.region = {0, page.text.size()};
  transcript.language = "en";
  transcript.heading.kind = transcript::Kind::interview;
  transcript.speakers.push_back({"Tova Lindqvist", false, {}, {}, transcript::Role::respondent, {"Tova Lindqvist"}});
  for (std::size_t at = 0; at < page.text.size();) {
    const std::size_t end = std::min(page.text.find('\n', at), page.text.size());
    transcript::Turn turn;
    turn.n = std::uint32_t(transcript.turns.size() + 1);
    turn.speaker = 0;
    turn.span = {at, end};
    turn.paragraphs = {turn.span};
    transcript.turns.push_back(std::move(turn));
    at = end + 1;
  }
  return {transcript};
}

// "own" and the number in letters: digits would be a word of their own.
std::string own_word(std::size_t number) {
  std::string word = "own";
  for (; number > 0; number /= 26) word += char('a' + number % 26);
  return word;
}

std::string capture_of(std::size_t number) {
  std::string text;
  for (std::size_t turn = 0; turn < kTurns; ++turn)
    text += "the tide turns twice " + own_word(number + 1) + " turn " + std::to_string(turn) + "\n";
  return text;
}

// What one reader found wrong first, if anything.
struct Watch {
  std::string wrong;
  std::uint64_t asked = 0, snapshots = 0;
};

void watch(const fs::path& folder, const CorpusOptions& options, const std::atomic<std::size_t>& committed,
           const std::atomic<bool>& done, Watch& seen) {
  auto corpus = Corpus::open(folder, Corpus::Mode::read, options);
  if (!corpus) {
    seen.wrong = corpus.error().message();
    return;
  }
  std::uint64_t before = 0;
  auto expect = [&](bool holds, const std::string& what) {
    if (!holds && seen.wrong.empty()) seen.wrong = what;
  };
  bool last_round = false;
  while (seen.wrong.empty()) {
    // What was committed before the snapshot was taken must be in it.
    const std::size_t at_least = committed;
    if (Status moved = (*corpus)->refresh(); !moved) {
      expect(false, "refresh: " + moved.error().message());
      break;
    }
    const concordance::Index index = (*corpus)->index();
    const auto totals = index.totals();
    const auto phrase = concordance::phrase({"the", "tide", "turns", "twice"});
    expect(totals.documents >= at_least, "a transcript reported as added is not there");
    expect(totals.documents >= before, "there are fewer transcripts than before");
    expect(index.count(phrase) == kTurns * totals.documents, "the phrase is not three times in each transcript");
    expect(index.count("tide") == kTurns * totals.documents, "the word is not three times in each transcript");
    expect(index.find(phrase, index.all()).size() == index.count(phrase), "what is counted is not what is found");
    expect(index.lexicon("own").size() == totals.documents, "some transcript's own word is missing");
    seen.snapshots += totals.documents != before;
    before = totals.documents;
    // The newest is whole in the record too.
    if (totals.documents > 0) {
      const auto& segment = *index.segments().back();
      auto document = (*corpus)->document(segment.document(segment.document_count() - 1).number);
      expect(bool(document), "the newest transcript is not in the record");
      if (document) expect((*document)->utterances.size() == kTurns, "the newest transcript is not whole");
    }
    ++seen.asked;
    if (last_round) break;
    last_round = done;
  }
}

TEST(Commits, NoReaderSeesHalfOfAnything) {
  const char* asked = std::getenv("STENOGRAM_COMMITS");
  const std::size_t commits = asked ? std::strtoull(asked, nullptr, 10) : 150;
  const fs::path folder = fs::temp_directory_path() / ("commits_test." + std::to_string(::getpid()));
  CorpusOptions options;
  options.read = read_lines;
  options.threads = 1;
  fs::create_directories(folder);
  Watch first, second;
  {
    auto writer = Corpus::open(folder / "test.stenogram", Corpus::Mode::create, options);
    ASSERT_TRUE(writer) << writer.error().message();
    std::atomic<std::size_t> committed{0};
    std::atomic<bool> done{false};
    // One reads through a connection of its own, as another process does; the other
    // begins in the middle.
    std::thread one([&] { watch(folder / "test.stenogram", options, committed, done, first); });
    std::thread two;
    for (std::size_t number = 0; number < commits; ++number) {
      capture::Source source;
      source.name = "capture" + std::to_string(number) + ".txt";
      source.bytes = capture_of(number);
      auto summary = (*writer)->ingest(std::move(source), [&](const Ingested& ingested) {
        EXPECT_EQ(ingested.status, Ingested::Status::added) << (ingested.error ? ingested.error->message() : "");
        ++committed;
      });
      ASSERT_TRUE(summary) << summary.error().message();
      if (number == commits / 2)
        two = std::thread([&] { watch(folder / "test.stenogram", options, committed, done, second); });
    }
    done = true;
    one.join();
    two.join();
    // Each was a commit of its own, and merging went on beside them.
    EXPECT_EQ((*writer)->index().totals().documents, commits);
    EXPECT_LE((*writer)->index().segments().size(), 7u);
  }
  EXPECT_EQ(first.wrong, "");
  EXPECT_EQ(second.wrong, "");
  EXPECT_GT(first.snapshots, 1u);
  EXPECT_GT(second.asked, 0u);
  fs::remove_all(folder);
}

}  // namespace
}  // namespace stenogram::corpus
