// What is counted beside lines: words that keep company with a phrase, words and runs
// of words by frequency, and words that one selection uses more than another.
//
// Every figure comes with the numbers it was made of. Words are search keys. Runs do
// not cross utterances. Ties go by the words themselves. Pure; any thread.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "stenogram/corpus/query.h"
#include "stenogram/corpus/shelf.h"

namespace stenogram::corpus {

struct CollocateOptions {
  enum class By { likelihood, dice, information, count };
  By by = By::likelihood;
  std::uint32_t left = 5, right = 5;  // words on either side of the phrase
  std::uint64_t least = 3;            // together, to be listed
  std::size_t limit = 50;
  // Of more lines than so many, a sample of that many is looked at (draw.h): `together`
  // and `near` are then of the sample, and so are the measures, which compare shares.
  std::size_t most = std::size_t(-1);
};

// Each word that stands near the phrase more often than chance would have it. `together`
// counts places, once though two windows cover them; words of the phrase itself are not
// near it.
struct Collocate {
  std::string word;
  std::uint64_t together = 0, alone = 0;  // near the phrase, and in the whole selection
  double likelihood = 0;                  // Dunning's G2, one degree of freedom: 3.84 is p < 0.05
  double dice = 0;                        // logDice (Rychly 2008): 14 at most, does not depend on the size
  double information = 0;                 // mutual information in bits; flatters the rare
};

struct Collocates {
  std::vector<Collocate> words;
  std::uint64_t listed = 0;  // words that qualify, beyond the limit too
  std::uint64_t lines = 0;   // of the phrase; an estimate where `estimated`
  std::uint64_t drawn = 0;   // lines that `together` and `near` are of
  bool sampled = false, estimated = false;
  std::uint64_t near = 0;   // places in their windows
  std::uint64_t total = 0;  // words of the selection
};

Result<Collocates> collocates(const Shelf& shelf, const PhraseQuery& phrase, const CollocateOptions& options);

struct WordOptions {
  std::vector<Query> filters;
  std::uint32_t run = 1;  // words in a run, at most kLongestRun
  std::uint64_t least = 1;
  std::size_t limit = 50;
};
inline constexpr std::uint32_t kLongestRun = 8;

struct WordCount {
  std::string words;  // separated by single blanks
  std::uint64_t count = 0;
  double per_million = 0;  // of all runs of that length
};

struct WordCounts {
  std::vector<WordCount> words;  // most frequent first
  std::uint64_t listed = 0;      // different runs that qualify
  std::uint64_t total = 0;       // runs of that length, the different and the same
};

// Linear in the selection; memory does not grow with the number of different runs.
Result<WordCounts> word_counts(const Shelf& shelf, const WordOptions& options);

struct KeyWord {
  std::string word;
  std::uint64_t here = 0, there = 0;
  double likelihood = 0;  // G2, as above; negative where the word is rarer here
  double ratio = 0;       // binary log of the ratio of relative frequencies (Hardie 2014);
                          // a word that is absent there counts as half a word
};

struct KeyWords {
  std::vector<KeyWord> words;  // by likelihood, the key first
  std::uint64_t listed = 0;
  std::uint64_t here = 0, there = 0;  // words of the selections
};

// Words of one selection against another; an empty `against` is all the rest.
Result<KeyWords> key_words(const Shelf& shelf, const WordOptions& options, const std::vector<Query>& against);

}  // namespace stenogram::corpus
