// What a report of a check says in words, alike on a terminal and on a page. Nothing here is
// made inert or escaped: that is the business of whoever shows it. Pure; any thread.
#pragma once
#include <string>
#include <string_view>

#include "stenogram/check/verdict.h"

namespace stenogram::render {

// "dropped", "left out", "added", "changed"; "cut off", "speaker", "date".
std::string_view verb_of(const check::Difference& difference);

// Whose words they are, or when they were said, by a difference of speaker or date:
// "Ann Berg", "not known", and “somebody not named ("he told me that")” where only the words
// that give them to another are known.
std::string in_truth(const check::Difference& difference, const check::Passage& passage);

// "small word", "not found".
std::string spaced(std::string_view name);

// "3 quotations: 2 verbatim, 1 not found"
std::string counts_of(const check::Summary& summary);
// "2 differ in meaning"; empty where none does.
std::string meaning_of(const check::Summary& summary);

// At most so many bytes, cut between characters, and between words where one ends in the
// second half; then " …".
std::string shortened(std::string_view text, std::size_t most);

// How another copy words it: "never" there, "not" here. `mark` dresses the words of either.
template <class Mark>
std::string worded_otherwise(const check::Difference& difference, Mark mark) {
  if (difference.spoken.empty()) return mark(difference.quoted) + " here only";
  if (difference.quoted.empty()) return mark(difference.spoken) + " there only";
  return mark(difference.spoken) + " there, " + mark(difference.quoted) + " here";
}

}  // namespace stenogram::render
