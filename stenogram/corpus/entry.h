// A document as the index hears of it: its columns and the search keys of its words,
// made on any thread, so that the one thread that builds the index only copies.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "stenogram/concordance/segment.h"
#include "stenogram/corpus/document.h"

namespace stenogram::corpus {

struct IndexEntry {
  concordance::DocumentInfo document;  // without its number, until the record has given one
  struct Utterance {
    concordance::UtteranceInfo info;
    std::uint32_t end = 0;  // of its words, in `words`
  };
  struct Word {
    std::uint32_t begin = 0, end = 0;  // bytes of the page
    std::uint32_t key = 0;             // its number among those of this document
    bool joins = false;                // it goes on from the word before, broken at a line's end
  };
  std::vector<Utterance> utterances;
  std::vector<Word> words;
  // Each key once, in order of first use: key i ends in `keys` at key_ends[i].
  std::string keys;
  std::vector<std::uint32_t> key_ends;
  std::string_view key(std::uint32_t number) const {
    const std::uint32_t begin = number == 0 ? 0 : key_ends[number - 1];
    return std::string_view(keys).substr(begin, key_ends[number] - begin);
  }
};

IndexEntry entry_of(const Document& document);

void add_to(concordance::SegmentBuilder& builder, const IndexEntry& entry);

// Days since 1970-01-01 of an ISO date, of the first day it may mean where month or day
// are not known; concordance::kUndated where it is none.
std::int32_t day_number(std::string_view iso_date);

}  // namespace stenogram::corpus
