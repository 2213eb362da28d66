// How much like writing a decoded text looks: what decides between character sets
// when their bytes would all pass.
#pragma once
#include <string_view>
#include <vector>

namespace stenogram::text {

// Judges the characters above ASCII in `text` (UTF-8) as writing in the likeliest
// of `languages` (of data/charsets.txt, [letters]). About 1 for good writing, 0 for
// the wrong alphabet, below 0 for no writing at all; 1 where there is nothing to
// judge. O(text.size() * languages.size()).
double plausibility(std::string_view text, const std::vector<std::string_view>& languages);

}  // namespace stenogram::text
