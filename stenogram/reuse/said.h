// The words of one transcript as numbers, so that transcripts can be laid beside one
// another without their texts.
//
// A word is the XXH3 hash of its search key: equal words are equal in every segment and
// every process. From the index it costs no unpacking; from a document also a page
// without turns can be had, as one stretch. Plain values; any thread.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "stenogram/concordance/index.h"
#include "stenogram/corpus/document.h"

namespace stenogram::reuse {

using Word = std::uint64_t;

struct Said {
  // What one voice says without another's words between; in reading order, apart.
  struct Stretch {
    std::uint32_t begin = 0, end = 0;  // of `words`
    std::uint32_t turn = 0;            // n; 0 for a page without turns
    std::uint32_t speaker = concordance::kNone;
    std::uint32_t note = concordance::kNone;  // of the turn, where a note prints the words
  };
  std::vector<Word> words;
  std::vector<Stretch> stretches;

  // The stretch that holds a word. O(log).
  std::size_t stretch_of(std::size_t word) const;
};

Word word_of(std::string_view search_key);

// Of a document as its segment holds it; `row` is an index into the segment's documents.
Said said_in(const concordance::Segment& segment, std::uint32_t row);

// The same from the document. Where it has no turns, the words of its region of the page.
Said said_of(const corpus::Document& document);

}  // namespace stenogram::reuse
