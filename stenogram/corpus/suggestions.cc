// Words of the archive near to one that it does not hold.
//
// Every word of the lexicon is compared; a difference in length alone turns most away,
// and the table of distances is left as soon as a whole row is too far. A lexicon of
// 80,000 words takes a few milliseconds, and only mistyped queries pay them.
#include <algorithm>
#include <set>

#include "stenogram/corpus/search.h"

namespace stenogram::corpus {
namespace {

constexpr std::size_t kMost = 5;
constexpr std::size_t kLongWord = 6;

std::u32string letters_of(std::string_view key) {
  std::u32string letters;
  for (std::size_t at = 0; at < key.size();) {
    const unsigned lead = static_cast<unsigned char>(key[at]);
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    char32_t letter = length == 1 ? lead : lead & (0x7Fu >> length);
    for (std::size_t i = 1; i < length && at + i < key.size(); ++i)
      letter = letter << 6 | (static_cast<unsigned char>(key[at + i]) & 0x3F);
    letters += letter;
    at += length;
  }
  return letters;
}

// Letters put in, left out, replaced, or two neighbours swapped (Damerau, restricted);
// more than `most` is most + 1.
std::size_t distance(const std::u32string& a, const std::u32string& b, std::size_t most) {
  const std::size_t longer = std::max(a.size(), b.size()), shorter = std::min(a.size(), b.size());
  if (longer - shorter > most) return most + 1;
  std::vector<std::size_t> before_last, last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    std::size_t least = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    if (least > most) return most + 1;
    before_last = last;
    last = row;
  }
  return last[b.size()];
}

void collect_unknown(const concordance::Index& index, const std::vector<Sequence>& alternatives,
                     std::set<std::string>& unknown) {
  for (const Sequence& sequence : alternatives)
    for (const WordPattern& word : sequence)
      // A word that is only there broken at a line's end is there.
      if (word.exact() && !word.stem && index.count(word.pieces[0]) == 0 &&
          index.count(concordance::phrase({word.pieces[0]})) == 0)
        unknown.insert(word.pieces[0]);
}

void collect_unknown(const concordance::Index& index, const Query& query, std::set<std::string>& unknown) {
  if (query.kind == Query::Kind::excluded) return;
  if (query.kind == Query::Kind::words) collect_unknown(index, query.alternatives, unknown);
  for (const Query& part : query.parts) collect_unknown(index, part, unknown);
}

struct Candidate {
  std::size_t away;
  std::uint64_t count;
  std::string word;
  bool operator<(const Candidate& other) const {
    if (away != other.away) return away < other.away;
    if (count != other.count) return count > other.count;
    return word < other.word;
  }
};

std::vector<Suggestion> nearest(const concordance::Index& index, const std::set<std::string>& unknown) {
  std::vector<Suggestion> suggestions;
  if (unknown.empty()) return suggestions;
  const std::vector<concordance::Index::Entry> lexicon = index.lexicon("");
  for (const std::string& word : unknown) {
    const std::u32string letters = letters_of(word);
    const std::size_t most = letters.size() >= kLongWord ? 2 : letters.size() > 2 ? 1 : 0;
    std::vector<Candidate> candidates;
    for (const concordance::Index::Entry& entry : lexicon) {
      const std::size_t away = most == 0 ? 1 : distance(letters, letters_of(entry.word), most);
      // A word of removed documents only is no help.
      if (away <= most && index.count(entry.word) > 0) candidates.push_back({away, entry.count, entry.word});
    }
    const std::size_t kept = std::min(kMost, candidates.size());
    std::partial_sort(candidates.begin(), candidates.begin() + static_cast<std::ptrdiff_t>(kept), candidates.end());
    Suggestion suggestion{word, {}};
    for (std::size_t i = 0; i < kept; ++i) suggestion.nearest.push_back(std::move(candidates[i].word));
    suggestions.push_back(std::move(suggestion));
  }
  return suggestions;
}

}  // namespace

std::vector<Suggestion> suggestions(const concordance::Index& index, const std::vector<Sequence>& alternatives) {
  std::set<std::string> unknown;
  collect_unknown(index, alternatives, unknown);
  return nearest(index, unknown);
}

std::vector<Suggestion> suggestions(const concordance::Index& index, const Query& query) {
  std::set<std::string> unknown;
  collect_unknown(index, query, unknown);
  return nearest(index, unknown);
}

}  // namespace stenogram::corpus
