// A document as the index hears of it: its columns and the search keys of its words,
// made on any thread, so that the one thread that builds the index only copies.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "stenogram/concordance/segment.h"
#include "stenogram/concordance/spans.h"
#include "stenogram/corpus/document.h"

namespace stenogram::corpus {

struct IndexEntry {
  concordance::DocumentInfo document;  // without its number, until the record has given one
  struct Utterance {
    concordance::UtteranceInfo info;
    std::uint32_t end = 0;  // of its words, counted through the document
  };
  std::vector<Utterance> utterances;
  // Of each word the number of its key, and, encoded as a segment does (concordance/spans.h), the
  // bytes of the page it stands on: five bytes a word in all, where many wait for their turn.
  std::vector<std::uint32_t> said;
  std::string spans;
  // Words, counted through the document, that go on from the word before, broken at a line's end.
  std::vector<std::uint32_t> joins;
  // Each key once, in order of first use: key i ends in `keys` at key_ends[i].
  std::string keys;
  std::vector<std::uint32_t> key_ends;
  std::string_view key(std::uint32_t number) const {
    const std::uint32_t begin = number == 0 ? 0 : key_ends[number - 1];
    return std::string_view(keys).substr(begin, key_ends[number] - begin);
  }
};

// Walks the words of an entry, utterance by utterance.
class EntryWords {
 public:
  struct Word {
    std::uint32_t begin = 0, end = 0;  // bytes of the page
    std::uint32_t key = 0;             // its number among those of this document
    bool joins = false;                // it goes on from the word before
  };
  explicit EntryWords(const IndexEntry& entry) : entry_(entry), spans_(entry.spans, 0, true) {}
  // Before the words of each utterance.
  void begin_utterance() { spans_.end_utterance(); }
  Word next() {
    Word word;
    word.begin = spans_.word();
    word.end = spans_.at();
    word.key = entry_.said[at_];
    word.joins = join_ < entry_.joins.size() && entry_.joins[join_] == at_;
    join_ += word.joins;
    ++at_;
    return word;
  }

 private:
  const IndexEntry& entry_;
  concordance::SpanDecoder spans_;
  std::uint32_t at_ = 0;
  std::size_t join_ = 0;
};

// Of a reading of the page `text`, without a number. Holds the words of one utterance at a time.
IndexEntry entry_of(const transcript::Transcript& transcript, std::string_view text);
IndexEntry entry_of(const Document& document);

void add_to(concordance::SegmentBuilder& builder, const IndexEntry& entry);

// Days since 1970-01-01 of an ISO date, of the first day it may mean where month or day
// are not known; concordance::kUndated where it is none.
std::int32_t day_number(std::string_view iso_date);

}  // namespace stenogram::corpus
