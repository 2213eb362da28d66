#include "stenogram/corpus/entry.h"

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

IndexEntry entry_of(const Document& document) {
  IndexEntry entry;
  entry.document.number = document.number;
  entry.document.date = day_number(document.date());
  entry.document.language = document.transcript.language;
  std::size_t words = 0;
  for (const Utterance& utterance : document.utterances) words += utterance.words.size();
  entry.words.reserve(words);
  entry.keys.reserve(words * 6);
  for (const Utterance& utterance : document.utterances) {
    bool joins = false;
    for (const text::Word& word : utterance.words) {
      text::append_search_key(slice(document.text, word.span()), entry.keys);
      entry.words.push_back({word.begin, word.end, std::uint32_t(entry.keys.size()), joins});
      joins = word.breaks_at_line_end;
    }
    entry.utterances.push_back({info_of(document, utterance), std::uint32_t(entry.words.size())});
  }
  return entry;
}

void add_to(concordance::SegmentBuilder& builder, const IndexEntry& entry) {
  builder.begin_document(entry.document);
  std::size_t at = 0, key = 0;
  for (const IndexEntry::Utterance& utterance : entry.utterances) {
    builder.begin_utterance(utterance.info);
    for (; at < utterance.end; ++at) {
      const IndexEntry::Word& word = entry.words[at];
      builder.add_word(std::string_view(entry.keys).substr(key, word.key_end - key), word.begin, word.end);
      if (word.joins) builder.join_words();
      key = word.key_end;
    }
  }
}

}  // namespace stenogram::corpus
