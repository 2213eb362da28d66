// Words, exactly as section 4 of the matching contract says (docs/matching.md).
//
// Verdicts, search and the concordance all count in these words, and the rule
// is ours to the letter: no library's segmentation agrees with it (`V.Putin` is
// two words here and one to ICU). The oracle is the slow twin in words_test.cc.
//
// All functions are pure and may be called from any thread.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "stenogram/base/span.h"

namespace stenogram::text {

// One word and its place. Offsets are 32-bit because twenty million of these are
// held at once; a text is therefore shorter than 4 GiB, which read() guarantees.
struct Word {
  std::uint32_t begin = 0;  // bytes, from the start of the text given to words()
  std::uint32_t end = 0;
  // A hyphen and a line break follow: joined with the next word, or apart from it,
  // counts as the same.
  bool breaks_at_line_end = false;

  ByteSpan span() const { return {begin, end}; }
  bool operator==(const Word&) const = default;
};

// Finds words one after another without keeping them, for loops over much text.
// The text must outlive the scanner. O(bytes passed over) for each word.
class WordScanner {
 public:
  explicit WordScanner(std::string_view text) : text_(text) {}
  // The next word; false at the end of the text.
  bool next(Word& word);

 private:
  bool take(Word& word, std::size_t begin, std::size_t end);

  std::string_view text_;
  std::size_t at_ = 0;
  bool after_word_ = false;    // a word ends where the scanner stands
  bool after_hyphen_ = false;  // a hyphen or minus does
};

// Calls `f(Word)` for each word in order.
template <class F>
void for_each_word(std::string_view text, F f) {
  WordScanner scanner(text);
  for (Word word; scanner.next(word);) f(word);
}

// The words of `text` in order. Malformed UTF-8 separates words, as punctuation
// does. O(text.size()).
std::vector<Word> words(std::string_view text);

// What two words must share to be the same word for a verdict: NFKC (superscripts,
// fractions and № exempt), full case folding, apostrophes made one kind, grouping
// marks gone from numbers (`1,000` is `1000`). Marks stay: `könnte` is not `konnte`.
std::string verdict_key(std::string_view word);

// The same with marks dropped, as search, kwic and locating compare: `konnte`.
std::string search_key(std::string_view word);

// Appends instead of returning, for loops that fold millions of words.
void append_verdict_key(std::string_view word, std::string& out);
void append_search_key(std::string_view word, std::string& out);

// A hash of `search_key(word)`, without making the key of a word in ASCII. Equal
// to `hash_of_key(search_key(word))`; stable within one run of the program only.
std::uint64_t search_hash(std::string_view word);
std::uint64_t hash_of_key(std::string_view key);

// Versions of this rule and of the Unicode data behind it, kept in every archive
// so that an answer can be repeated: "1/15.0".
std::string matching_version();

}  // namespace stenogram::text
