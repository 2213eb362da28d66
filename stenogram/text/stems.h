// Words that share a stem, for searches that ask for it: `rebuild`, `rebuilds`, `rebuilding`.
//
// Stems are those of the Snowball stemmers (Porter, Snowball: a language for stemming
// algorithms, 2001), so they are as good and as bad as these: `ran` is not of the family of
// `run`, and `universe` is of that of `university`.
//
// Keys of search have lost their marks (words.h), while stemmers know endings as they are
// written (`parlé`, `habló`, `новый`). So a key stands for each way in which its ending may
// be marked in its language, and two keys share a stem where a stem of one is a stem of
// the other, marks of the stems themselves left aside.
//
// Pure; any thread.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace stenogram::text {

// The languages whose words have stems here, as primary tags, ascending.
const std::vector<std::string>& stemmed_languages();

// Whether words of the language have. `language` is a BCP 47 tag; `en-GB` is `en`.
bool has_stems(std::string_view language);

// All stems that a search key may have in a language that has_stems(), ascending, each once.
std::vector<std::string> stems_of(std::string_view key, std::string_view language);

// All keys that share a stem with one. Cheap to ask of a whole lexicon: most keys are
// turned away by how they begin.
class StemFamily {
 public:
  StemFamily(std::string_view key, std::string_view language);
  bool holds(std::string_view key) const;
  // Every key of the family begins so.
  const std::string& beginning() const { return beginning_; }

 private:
  std::string language_, beginning_;
  std::vector<std::string> stems_;
};

}  // namespace stenogram::text
