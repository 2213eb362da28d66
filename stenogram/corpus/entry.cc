#include "stenogram/corpus/entry.h"

#include <xxhash.h>

#include <charconv>
#include <chrono>

#include "stenogram/corpus/shelf.h"

namespace stenogram::corpus {
namespace {

// The digits at [begin, begin + count), or `otherwise` where the text ends before them;
// -1 where something else stands there.
int digits_at(std::string_view text, std::size_t begin, std::size_t count, int otherwise) {
  if (text.size() < begin) return otherwise;
  if (text.size() < begin + count) return -1;
  int value = -1;
  auto end = text.data() + begin + count;
  return std::from_chars(text.data() + begin, end, value).ptr == end ? value : -1;
}

// Numbers for strings, by hash and then by what they are. The strings are kept by others.
class Numbers {
 public:
  // The number of `text`, or what `make(text)` gives for one that is new; `same(number)` says
  // whether that number's string is this one.
  template <class Same, class Make>
  std::uint32_t of(std::string_view text, Same same, Make make) {
    if (used_ * 2 >= places_.size()) grow();
    const std::uint64_t hash = XXH3_64bits(text.data(), text.size());
    std::size_t at = hash & (places_.size() - 1);
    for (; places_[at].used; at = (at + 1) & (places_.size() - 1))
      if (places_[at].hash == hash && same(places_[at].number)) return places_[at].number;
    const std::uint32_t number = make();
    places_[at] = {hash, number, true};
    ++used_;
    return number;
  }

 private:
  struct Place {
    std::uint64_t hash = 0;
    std::uint32_t number = 0;
    bool used = false;
  };
  void grow() {
    std::vector<Place> old(places_.size() * 2);
    old.swap(places_);
    for (const Place& place : old) {
      if (!place.used) continue;
      std::size_t at = place.hash & (places_.size() - 1);
      while (places_[at].used) at = (at + 1) & (places_.size() - 1);
      places_[at] = place;
    }
  }
  std::vector<Place> places_ = std::vector<Place>(1024);
  std::size_t used_ = 0;
};

// The keys of one document. A word is said many times and mostly written alike, so each
// way of writing it is folded once.
class Keys {
 public:
  explicit Keys(IndexEntry& entry) : entry_(entry) {}

  std::uint32_t number_of(std::string_view written) {
    const std::uint32_t form = forms_.of(
        written, [&](std::uint32_t number) { return written_[number].first == written; },
        [&] {
          written_.emplace_back(written, key_of(written));
          return std::uint32_t(written_.size() - 1);
        });
    return written_[form].second;
  }

 private:
  std::uint32_t key_of(std::string_view written) {
    folded_.clear();
    text::append_search_key(written, folded_);
    return keys_.of(
        folded_, [&](std::uint32_t number) { return entry_.key(number) == folded_; },
        [&] {
          entry_.keys += folded_;
          entry_.key_ends.push_back(std::uint32_t(entry_.keys.size()));
          return std::uint32_t(entry_.key_ends.size() - 1);
        });
  }

  IndexEntry& entry_;
  Numbers forms_, keys_;
  std::vector<std::pair<std::string_view, std::uint32_t>> written_;  // and the number of its key
  std::string folded_;
};

}  // namespace

std::int32_t day_number(std::string_view iso_date) {
  using namespace std::chrono;
  int y = digits_at(iso_date, 0, 4, -1);
  int m = digits_at(iso_date, 5, 2, 1);
  int d = digits_at(iso_date, 8, 2, 1);
  if (y < 0 || m < 0 || d < 0) return concordance::kUndated;
  year_month_day date{year(y), month(unsigned(m)), day(unsigned(d))};
  if (!date.ok()) return concordance::kUndated;
  return std::int32_t(sys_days(date).time_since_epoch().count());
}

IndexEntry entry_of(const transcript::Transcript& transcript, std::string_view text) {
  IndexEntry entry;
  entry.document.date = day_number(date_of(transcript));
  entry.document.language = transcript.language;
  if (!transcript.turns.empty()) {
    // Words are rarely shorter, and room that is not touched costs no memory.
    const std::size_t words = std::size_t(transcript.region.size() / 5);
    entry.said.reserve(words);
    entry.spans.reserve(words + words / 8);
  }
  Keys keys(entry);
  concordance::SpanEncoder spans;
  each_utterance(transcript, text, [&](Utterance& utterance) {
    bool joins = false;
    for (const text::Word& word : utterance.words) {
      if (joins) entry.joins.push_back(std::uint32_t(entry.said.size()));
      entry.said.push_back(keys.number_of(slice(text, word.span())));
      spans.word(word.begin, word.end, entry.spans);
      joins = word.breaks_at_line_end;
    }
    spans.end_utterance();
    entry.utterances.push_back({info_of(transcript, utterance), std::uint32_t(entry.said.size())});
  });
  return entry;
}

IndexEntry entry_of(const Document& document) {
  IndexEntry entry = entry_of(document.transcript, document.text);
  entry.document.number = document.number;
  return entry;
}

void add_to(concordance::SegmentBuilder& builder, const IndexEntry& entry) {
  builder.begin_document(entry.document);
  std::vector<concordance::Token> tokens;
  tokens.reserve(entry.key_ends.size());
  for (std::uint32_t key = 0; key < entry.key_ends.size(); ++key) tokens.push_back(builder.number_of(entry.key(key)));
  EntryWords words(entry);
  std::size_t at = 0;
  for (const IndexEntry::Utterance& utterance : entry.utterances) {
    builder.begin_utterance(utterance.info);
    words.begin_utterance();
    for (; at < utterance.end; ++at) {
      const EntryWords::Word word = words.next();
      builder.add_word(tokens[word.key], word.begin, word.end);
      if (word.joins) builder.join_words();
    }
  }
}

}  // namespace stenogram::corpus
