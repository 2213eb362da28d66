// Whatever an archive has been through, it answers as one made anew from what it holds.
//
// Histories are drawn at random: captures come in, one at a time or several, come again,
// are removed, come back, are read by a newer reader; the archive is closed and opened
// in between, and merges go on all the while. Then the same captures are put into a new
// archive in the order in which they last came, and both are asked the same questions.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <map>
#include <random>

#include "stenogram/corpus/corpus.h"
#include "stenogram/corpus/counts.h"
#include "stenogram/corpus/kwic.h"
#include "stenogram/corpus/search.h"
#include "stenogram/corpus/trends.h"

namespace stenogram::corpus {
namespace {

namespace fs = std::filesystem;

// Every line is a turn of one of two voices; a newer reader leaves the first line out.
std::vector<transcript::Transcript> read_lines(const capture::Page& page, bool newer) {
  transcript::Transcript transcript;
  transcript.region = {0, page.text.size()};
  transcript.language = page.text.size() % 2 ? "en" : "de";
  transcript.heading.kind = transcript::Kind::interview;
  transcript.heading.event_date = transcript::Dated{page.text.size() % 3 ? "2021-05-04" : "2019", "", {}, {}};
  for (const char* name : {"Tova Lindqvist", "Oke Brandt"})
    transcript.speakers.push_back({name, false, {}, {}, transcript::Role::respondent, {name}});
  bool first = true;
  for (std::size_t at = 0; at < page.text.size();) {
    const std::size_t end = std::min(page.text.find('\n', at), page.text.size());
    if (!(first && newer)) {
      transcript::Turn turn;
      turn.n = std::uint32_t(transcript.turns.size() + 1);
      turn.speaker = turn.n % 2;
      turn.span = {at, end};
      turn.paragraphs = {turn.span};
      transcript.turns.push_back(std::move(turn));
    }
    first = false;
    at = end + 1;
  }
  return {transcript};
}

std::string made_text(std::mt19937& random, std::size_t number) {
  std::string text = "capture " + std::to_string(number) + "\n";
  for (std::size_t lines = 1 + random() % 40; lines > 0; --lines) {
    for (std::size_t words = random() % 14; words > 0; --words) {
      const unsigned word = std::min(random() % 40u, random() % 40u);
      text += word < 26 ? std::string(1, char('a' + word)) : "tide" + std::string(word % 3, 's');
      text += random() % 30 == 0 ? "-\n" : " ";
    }
    text += '\n';
  }
  return text;
}

// One archive, and the captures that it should hold in the order in which they last came.
class History {
 public:
  History(const fs::path& folder, bool newer) : folder_(folder) {
    options_.threads = 1;
    read_as(newer);
  }
  void read_as(bool newer) {
    options_.read = [newer](const capture::Page& page) { return read_lines(page, newer); };
    options_.reader_version = newer ? 2 : 1;
    corpus_.reset();
  }
  Corpus& corpus() {
    if (!corpus_) {
      auto opened = Corpus::open(folder_, Corpus::Mode::create, options_);
      EXPECT_TRUE(opened) << opened.error().message();
      corpus_ = std::move(*opened);
    }
    return *corpus_;
  }
  void close() { corpus_.reset(); }
  void ingest(std::size_t number, const std::string& text) {
    capture::Source source;
    source.name = "capture" + std::to_string(number) + ".txt";
    source.bytes = text;
    auto summary = corpus().ingest(std::move(source), [&](const Ingested& one) {
      ASSERT_NE(one.status, Ingested::Status::failed);
      ids[number] = one.transcript;
      if (one.status == Ingested::Status::unchanged) return;
      std::erase(order, number);
      order.push_back(number);
    });
    ASSERT_TRUE(summary) << summary.error().message();
  }
  void remove(std::size_t number) {
    auto gone = corpus().remove(ids.at(number));
    ASSERT_TRUE(gone) << gone.error().message();
    std::erase(order, number);
  }

  std::vector<std::size_t> order;
  std::map<std::size_t, std::string> ids;

 private:
  fs::path folder_;
  CorpusOptions options_;
  std::unique_ptr<Corpus> corpus_;
};

// Everything that the archive says to a fixed list of questions, without numbers of its own.
std::string answers(const Corpus& corpus) {
  std::string all;
  for (const char* text : {"a", "tide", "a b", "a OR q OR tidess", "\"a b\"", "a -b", "t* lang:de", "z", "a NEAR/3 c",
                           "~tides", "date:2019", "speaker:Brandt b"}) {
    const Query query = *parse_query(text);
    for (auto order : {SearchOptions::Order::score, SearchOptions::Order::newest}) {
      SearchOptions options;
      options.order = order;
      options.limit = 15;
      options.skip = order == SearchOptions::Order::newest ? 3 : 0;
      const Found found = *search(corpus, query, options);
      all += std::string(text) + ": " + std::to_string(found.total) + "\n";
      for (const Hit& hit : found.hits)
        all += "  " + hit.address + " " + std::to_string(hit.score) + " " + hit.speaker + " " + hit.snippet + "\n";
    }
  }
  for (const char* text : {"a", "a b", "tide* *", "(a|b) c", "q"})
    for (auto order : {KwicOptions::Order::place, KwicOptions::Order::left, KwicOptions::Order::date}) {
      KwicOptions options;
      options.order = order;
      options.limit = 20;
      const Lines lines = *kwic(corpus, *parse_phrase(text), options);
      all += std::string(text) + " lines: " + std::to_string(lines.total) + "\n";
      for (const Line& line : lines.lines)
        all += "  " + line.address + " " + line.left + "|" + line.match + "|" + line.right + "\n";
    }
  const Trend trend = *corpus::trend(corpus, *parse_phrase("a"), {});
  for (const TrendPoint& point : trend.points)
    all += point.key + " " + std::to_string(point.count) + " of " + std::to_string(point.words) + "\n";
  WordOptions options;
  options.run = 2;
  const WordCounts counts = *word_counts(corpus, options);
  for (const WordCount& count : counts.words) all += count.words + " " + std::to_string(count.count) + "\n";
  return all;
}

TEST(History, LeavesWhatARebuiltArchiveWouldHold) {
  const fs::path folder = fs::temp_directory_path() / ("history_test." + std::to_string(::getpid()));
  std::mt19937 random(52);
  for (int round = 0; round < 3; ++round) {
    fs::remove_all(folder);
    fs::create_directories(folder);
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < 14; ++i) texts.push_back(made_text(random, i));
    History lived(folder / "lived.stenogram", false);
    bool newer = false;
    for (int step = 0; step < 60; ++step) {
      const std::size_t number = random() % texts.size();
      const bool there = std::find(lived.order.begin(), lived.order.end(), number) != lived.order.end();
      if (there && random() % 2) lived.remove(number);
      else lived.ingest(number, texts[number]);
      if (random() % 8 == 0) lived.close();
      if (random() % 40 == 0) lived.read_as(newer = true);
      if (step % 20 == 19) {
        // What was read before the newer reader came is read again only when it comes again.
        if (newer)
          for (std::size_t held : std::vector<std::size_t>(lived.order)) lived.ingest(held, texts[held]);
        History fresh(folder / ("fresh" + std::to_string(step) + ".stenogram"), newer);
        for (std::size_t held : lived.order) fresh.ingest(held, texts[held]);
        ASSERT_EQ(answers(lived.corpus()), answers(fresh.corpus())) << round << ' ' << step;
        std::size_t faults = 0;
        auto verified = lived.corpus().verify(true, [&](const std::string&, const std::string&) { ++faults; });
        ASSERT_TRUE(verified);
        EXPECT_EQ(faults, 0u);
        ASSERT_TRUE(lived.corpus().rebuild());
        EXPECT_EQ(answers(lived.corpus()), answers(fresh.corpus())) << "rebuilt, " << round << ' ' << step;
      }
    }
  }
  fs::remove_all(folder);
}

}  // namespace
}  // namespace stenogram::corpus
