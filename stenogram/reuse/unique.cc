#include "stenogram/reuse/unique.h"

#include <algorithm>
#include <map>

#include "stenogram/reuse/blocks.h"
#include "stenogram/reuse/said.h"

namespace stenogram::reuse {

Result<std::vector<Unique>> unique_of(const corpus::Shelf& shelf, const corpus::Family& family) {
  std::vector<Said> said;
  std::vector<std::string> languages;
  for (const corpus::Member& member : family.members) {
    auto document = shelf.document(member.number);
    if (!document) return document.error();
    said.push_back(said_of(**document));
    languages.push_back((*document)->transcript.language.substr(0, 2));
  }
  std::vector<Unique> all;
  for (std::size_t i = 0; i < said.size(); ++i) {
    std::vector<bool> carried(said[i].words.size(), false);
    bool compared = false;
    for (std::size_t j = 0; j < std::min(said.size(), kMostBeside + 1); ++j) {
      if (j == i || (languages[i] != languages[j] && languages[i] != "un" && languages[j] != "un")) continue;
      compared = true;
      const Coverage coverage = coverage_of_a(blocks(said[i].words, said[j].words), said[i].words.size());
      for (std::size_t at = 0; at < carried.size(); ++at)
        if (coverage.of[at] != Cover::alone) carried[at] = true;
    }
    Unique unique;
    // The only one in its language has all its words to itself, which says nothing.
    if (compared) {
      std::map<std::uint32_t, std::pair<std::uint32_t, std::uint32_t>> turns;  // words, unique ones
      for (const Said::Stretch& stretch : said[i].stretches)
        for (std::uint32_t at = stretch.begin; at < stretch.end; ++at) {
          auto& [words, alone] = turns[stretch.turn];
          ++words;
          alone += !carried[at];
          unique.words += !carried[at];
        }
      for (const auto& [turn, counts] : turns)
        if (turn > 0 && counts.second >= 5 && counts.second * 2 > counts.first) unique.turns.push_back(turn);
    }
    all.push_back(std::move(unique));
  }
  return all;
}

}  // namespace stenogram::reuse
