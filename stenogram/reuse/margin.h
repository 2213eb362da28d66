// What one transcript shares with other interviews, for its margin: runs of words that
// stand elsewhere in the archive too, letter for letter as search compares words.
//
// Shared::find (shared.h) walks over everything there is and allows for small changes;
// this looks up the words of one transcript, so many at a time, which costs two binary
// searches a segment for each of its words, however large the archive. The slow twin in
// margin_test.cc compares every word with every other.
//
// Runs are taken from the left, each as long as any other place carries it, and do not
// overlap. Reads the documents of the places that are shown. Any thread.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "stenogram/corpus/families.h"
#include "stenogram/corpus/search.h"

namespace stenogram::reuse {

struct MarginOptions {
  std::uint32_t words = 8;            // of the shortest run; 1 to 64
  std::size_t most_places = 3;        // shown of each run
  std::size_t limit = 200, skip = 0;  // of runs
};

// A run of words where it stands.
struct MarginPlace : corpus::Standing {
  ByteSpan span;  // of its page
  std::uint32_t words = 0;
  std::string name, title;  // of the capture, and of the transcript
};

struct MarginRun : MarginPlace {
  std::string text;
  std::uint64_t places = 0, interviews = 0;  // elsewhere
  bool counted = true;                       // false: so many at least, since no more were looked at
  std::vector<MarginPlace> others;           // the longest first, then the earliest, the undated last
};

struct Margin {
  std::uint64_t runs = 0, words = 0;  // in all; the words that are shared
  std::vector<MarginRun> shown;
};

// `families` may be null: then copies count as other interviews. Error::not_found where
// the archive does not hold the document; one without turns shares nothing.
Result<Margin> margin_of(const corpus::Shelf& shelf, corpus::DocumentNumber number, const corpus::Families* families,
                         const MarginOptions& options);

}  // namespace stenogram::reuse
