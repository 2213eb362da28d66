// What the tests of search share: invented transcripts in a few characters, held in
// memory, with a real index over them; and the slow twin, which answers every query by
// scanning the words one by one.
#pragma once
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <string>
#include <tuple>
#include <vector>

#include "stenogram/corpus/kwic.h"
#include "stenogram/corpus/query.h"
#include "stenogram/corpus/shelf.h"
#include "stenogram/text/words.h"

namespace stenogram::corpus {

struct TestTurn {
  int speaker = -1;  // index into the transcript's; -1 where nobody can tell
  std::string text;  // `{Name: words}` is a note that prints somebody's words, `[…]` another note
  transcript::TurnKind kind = transcript::TurnKind::answer;
};

struct TestTranscript {
  std::string id, date, outlet, place;
  std::vector<std::string> speakers;  // names; "" is an unnamed one labelled "Q"
  std::vector<TestTurn> turns;
  transcript::Kind kind = transcript::Kind::interview;
  std::string language = "en";
};

// The page reads `Name: text` line by line.
inline Document document_of(const TestTranscript& from) {
  Document document;
  document.id = from.id;
  document.name = from.id + ".txt";
  transcript::Transcript& reading = document.transcript;
  reading.language = from.language;
  reading.heading.kind = from.kind;
  if (!from.outlet.empty()) reading.heading.outlet = transcript::Item{from.outlet, {}, {}};
  if (!from.place.empty()) reading.heading.place = transcript::Item{from.place, {}, {}};
  if (!from.date.empty()) reading.heading.event_date = transcript::Dated{from.date, from.date, {}, {}};
  for (const std::string& name : from.speakers) {
    transcript::Speaker speaker;
    if (!name.empty()) speaker.name = name;
    speaker.labels = {name.empty() ? "Q" : name};
    reading.speakers.push_back(speaker);
  }
  for (const TestTurn& said : from.turns) {
    transcript::Turn turn;
    turn.n = static_cast<std::uint32_t>(reading.turns.size() + 1);
    turn.kind = said.kind;
    std::string label;
    if (said.speaker >= 0) {
      turn.speaker = static_cast<std::uint32_t>(said.speaker);
      label = reading.speakers[*turn.speaker].labels.front();
    }
    const std::uint64_t begin = document.text.size();
    document.text += label + ": ";
    if (!label.empty()) turn.label = transcript::Label{label, {begin, document.text.size()}};
    turn.span = {document.text.size(), document.text.size() + said.text.size()};
    document.text += said.text + "\n";

    Utterance own;
    own.turn = turn.n;
    own.speaker = turn.speaker;
    std::vector<Utterance> printed;
    for (std::uint64_t at = turn.span.begin; at < turn.span.end;) {
      const std::uint64_t open = std::min<std::uint64_t>(document.text.find_first_of("{[", at), turn.span.end);
      auto add = [&](Utterance& utterance, ByteSpan span) {
        for (text::Word word : text::words(slice(document.text, span))) {
          word.begin += static_cast<std::uint32_t>(span.begin);
          word.end += static_cast<std::uint32_t>(span.begin);
          utterance.words.push_back(word);
        }
      };
      add(own, {at, open});
      if (open == turn.span.end) break;
      const std::uint64_t close = document.text.find_first_of("}]", open) + 1;
      transcript::Note note{transcript::NoteKind::action, {open, close}, {}, {}};
      if (document.text[open] == '{') {
        const std::uint64_t colon = document.text.find(':', open);
        note.kind = transcript::NoteKind::interjection;
        note.speaker = document.text.substr(open + 1, colon - open - 1);
        note.words = ByteSpan{colon + 2, close - 1};
        Utterance words;
        words.turn = turn.n;
        words.note = static_cast<std::uint32_t>(turn.notes.size());
        words.voice = note.speaker;
        add(words, *note.words);
        printed.push_back(words);
      }
      turn.notes.push_back(note);
      at = close;
    }
    document.utterances.push_back(own);
    document.utterances.insert(document.utterances.end(), printed.begin(), printed.end());
    reading.turns.push_back(turn);
  }
  return document;
}

// Days since 1970-01-01 of the first day a date may mean, as Corpus tells the index.
inline std::int32_t day_number(const std::string& date) {
  std::optional<DayRange> days = days_of(date);
  if (!days) return concordance::kUndated;
  const int year = days->first / 10000, month = days->first / 100 % 100, day = days->first % 100;
  using namespace std::chrono;
  return static_cast<std::int32_t>(sys_days(year_month_day(std::chrono::year(year), std::chrono::month(unsigned(month)),
                                                           std::chrono::day(unsigned(day))))
                                       .time_since_epoch()
                                       .count());
}

inline std::string key_of(const Document& document, const text::Word& word) {
  return text::search_key(slice(document.text, word.span()));
}

// The disk without its syncs: hundreds of small archives need not survive a power cut.
class HastyDisk : public concordance::FileSystem {
 public:
  Result<std::unique_ptr<concordance::OutputFile>> create(const std::filesystem::path& path) override {
    Result<std::unique_ptr<concordance::OutputFile>> file = concordance::disk().create(path);
    if (!file) return file;
    return std::unique_ptr<concordance::OutputFile>(std::make_unique<File>(std::move(*file)));
  }
  Status rename(const std::filesystem::path& from, const std::filesystem::path& to) override {
    return concordance::disk().rename(from, to);
  }
  Status sync_folder(const std::filesystem::path&) override { return {}; }
  void remove(const std::filesystem::path& path) override { concordance::disk().remove(path); }

 private:
  struct File : concordance::OutputFile {
    explicit File(std::unique_ptr<concordance::OutputFile> from) : file(std::move(from)) {}
    Status write(std::string_view bytes) override { return file->write(bytes); }
    Status sync() override { return {}; }
    std::unique_ptr<concordance::OutputFile> file;
  };
};

// Documents are numbered 10, 20, …; a segment holds `per_segment` of them.
class TestShelf : public Shelf {
 public:
  explicit TestShelf(const std::vector<TestTranscript>& transcripts, std::size_t per_segment = 2,
                     std::vector<DocumentNumber> removed = {}) {
    std::string name = (std::filesystem::temp_directory_path() / "corpus_test.XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    std::vector<std::shared_ptr<const concordance::Segment>> segments;
    concordance::SegmentBuilder builder;
    HastyDisk disk;
    auto write = [&] {
      const std::filesystem::path path = folder_ / (std::to_string(segments.size()) + ".seg");
      Status written = builder.write(path, disk);
      EXPECT_TRUE(written) << (written ? "" : written.error().message());
      auto segment = concordance::Segment::open(path);
      EXPECT_TRUE(segment) << (segment ? "" : segment.error().message());
      segments.push_back(*segment);
    };
    for (const TestTranscript& transcript : transcripts) {
      auto document = std::make_shared<const Document>(document_of(transcript));
      const DocumentNumber number = (documents_.size() + 1) * 10;
      builder.begin_document({number, day_number(transcript.date), transcript.language});
      for (const Utterance& utterance : document->utterances) {
        builder.begin_utterance(info_of(*document, utterance));
        for (const text::Word& word : utterance.words) builder.add_word(key_of(*document, word), word.begin, word.end);
      }
      facts_.push_back(std::make_shared<const DocumentFacts>(facts_of(*document)));
      documents_.push_back(std::move(document));
      if (documents_.size() % per_segment == 0) write();
    }
    if (documents_.size() % per_segment != 0) write();
    auto index = concordance::Index::of(segments, removed);
    EXPECT_TRUE(index) << (index ? "" : index.error().message());
    index_ = *index;
    for (std::size_t i = 0; i < documents_.size(); ++i)
      if (std::find(removed.begin(), removed.end(), (i + 1) * 10) == removed.end()) alive_.push_back(i);
  }
  ~TestShelf() override {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  concordance::Index index() const override { return index_; }
  Result<std::shared_ptr<const DocumentFacts>> facts(DocumentNumber number) const override {
    return facts_[number / 10 - 1];
  }
  Result<std::shared_ptr<const Document>> document(DocumentNumber number) const override {
    ++read;
    return documents_[number / 10 - 1];
  }

  struct Said {
    DocumentNumber number;
    const Document* document;
    const DocumentFacts* facts;
    std::uint32_t utterance;
    UtteranceInfo info;
    std::vector<std::string> words;
  };
  // Everything alive, in order of place: all that the twin needs.
  std::vector<Said> said() const {
    std::vector<Said> all;
    for (std::size_t i : alive_)
      for (std::uint32_t u = 0; u < documents_[i]->utterances.size(); ++u) {
        const Utterance& utterance = documents_[i]->utterances[u];
        Said one{(i + 1) * 10, documents_[i].get(), facts_[i].get(), u, info_of(*documents_[i], utterance), {}};
        for (const text::Word& word : utterance.words) one.words.push_back(key_of(*documents_[i], word));
        all.push_back(std::move(one));
      }
    return all;
  }

  mutable std::size_t read = 0;  // documents asked for

 private:
  std::filesystem::path folder_;
  std::vector<std::shared_ptr<const Document>> documents_;
  std::vector<std::shared_ptr<const DocumentFacts>> facts_;
  std::vector<std::size_t> alive_;
  concordance::Index index_;
};

// -- The slow twin.

inline bool stands_at(const Sequence& sequence, const std::vector<std::string>& words, std::size_t at,
                      std::string_view language = {}) {
  if (at + sequence.size() > words.size()) return false;
  for (std::size_t i = 0; i < sequence.size(); ++i)
    if (!sequence[i].matches(words[at + i], language)) return false;
  return true;
}

// Every [begin, end) where one of the sequences stands, each once, ascending.
inline std::vector<std::pair<std::size_t, std::size_t>> places_of(const std::vector<Sequence>& alternatives,
                                                                  const std::vector<std::string>& words,
                                                                  std::string_view language = {}) {
  std::vector<std::pair<std::size_t, std::size_t>> places;
  for (std::size_t at = 0; at < words.size(); ++at)
    for (const Sequence& sequence : alternatives)
      if (stands_at(sequence, words, at, language)) places.push_back({at, at + sequence.size()});
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
  return places;
}

// Tries every choice of one place for each part.
inline bool near_each_other(const Query& query, const std::vector<std::string>& words, std::string_view language,
                            std::vector<std::pair<std::size_t, std::size_t>>& chosen) {
  if (chosen.size() == query.parts.size()) {
    std::size_t first = words.size(), last = 0, inside = 0;
    for (const auto& [begin, end] : chosen) {
      first = std::min(first, begin);
      last = std::max(last, end);
      inside += end - begin;
      for (const auto& other : chosen)
        if (&other.first != &begin && begin < other.second && other.first < end) return false;
    }
    return last - first - inside <= query.distance;
  }
  for (const auto& place : places_of(query.parts[chosen.size()].alternatives, words, language)) {
    chosen.push_back(place);
    if (near_each_other(query, words, language, chosen)) return true;
    chosen.pop_back();
  }
  return false;
}

inline bool twin_matches(const Query& query, const TestShelf::Said& said) {
  switch (query.kind) {
    case Query::Kind::everything: return true;
    case Query::Kind::words: return !places_of(query.alternatives, said.words, said.facts->language).empty();
    case Query::Kind::near: {
      std::vector<std::pair<std::size_t, std::size_t>> chosen;
      return near_each_other(query, said.words, said.facts->language, chosen);
    }
    case Query::Kind::field: return fits(query.test, *said.facts, said.info);
    case Query::Kind::all:
      return std::all_of(query.parts.begin(), query.parts.end(), [&](const Query& q) { return twin_matches(q, said); });
    case Query::Kind::any:
      return std::any_of(query.parts.begin(), query.parts.end(), [&](const Query& q) { return twin_matches(q, said); });
    case Query::Kind::excluded: return !twin_matches(query.parts.front(), said);
  }
  return false;
}

}  // namespace stenogram::corpus
