#include "stenogram/corpus/snippet.h"

#include <algorithm>

namespace stenogram::corpus {
namespace {

constexpr std::size_t kWordsBefore = 8;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// The words [first, last) to show. Slides over the starts of marked runs: the best
// window begins with one of them.
TokenRange window(std::size_t words, const std::vector<TokenRange>& marked, std::size_t most_words) {
  if (words <= most_words) return {0, words};
  std::size_t best = 0, best_inside = 0;
  for (std::size_t i = 0, end = 0; i < marked.size(); ++i) {
    end = std::max(end, i);
    while (end < marked.size() && marked[end].end <= marked[i].begin + most_words) ++end;
    if (end - i > best_inside) {
      best_inside = end - i;
      best = i;
    }
  }
  if (marked.empty()) return {0, most_words};
  // Room before the first, as long as the last of those counted stays inside.
  const std::uint64_t first = marked[best].begin;
  const std::uint64_t last = best_inside == 0 ? marked[best].end : marked[best + best_inside - 1].end;
  const std::uint64_t spare = most_words - std::min<std::uint64_t>(most_words, last - first);
  std::uint64_t begin = first - std::min<std::uint64_t>({first, spare, kWordsBefore});
  begin = std::min<std::uint64_t>(begin, words - most_words);
  return {begin, begin + most_words};
}

// Where a cut at `at` may fall without cutting what is printed as one word: `sea-wall`
// is two words to the index, and so is `U.S.`. Goes outwards to the next blank; where
// none is near, as in Chinese, up to the next word at `neighbour`.
template <int kStep>
std::uint64_t edge(std::string_view text, std::uint64_t at, std::uint64_t last, std::uint64_t neighbour) {
  constexpr int kMostBytes = 32;
  const auto over = [&](std::uint64_t place) { return text[kStep < 0 ? place - 1 : place]; };
  std::uint64_t place = at;
  for (int bytes = 0; bytes < kMostBytes && place != last && !is_blank(over(place)); ++bytes) place += kStep;
  if (place == last || is_blank(over(place))) return place;
  for (place = at; place != neighbour && !is_blank(over(place));) place += kStep;
  return place;
}

}  // namespace

ByteSpan surroundings(const Document& document, const Utterance& utterance) {
  const transcript::Turn& turn = document.turn(utterance.turn);
  if (!utterance.note || *utterance.note >= turn.notes.size()) return turn.span;
  const transcript::Note& note = turn.notes[*utterance.note];
  return note.words.value_or(note.span);
}

Snippet snippet(const Document& document, const Utterance& utterance, const std::vector<TokenRange>& marked,
                std::size_t most_words) {
  const ByteSpan all = surroundings(document, utterance);
  Snippet result{all, {}};
  const std::vector<text::Word>& words = utterance.words;
  const TokenRange shown = window(words.size(), marked, std::max<std::size_t>(most_words, 1));
  if (shown.begin > 0)
    result.span.begin = edge<-1>(document.text, words[shown.begin].begin, all.begin, words[shown.begin - 1].end);
  if (shown.end < words.size())
    result.span.end = edge<+1>(document.text, words[shown.end - 1].end, all.end, words[shown.end].begin);
  for (const TokenRange& range : marked)
    if (shown.begin <= range.begin && range.end <= shown.end && !range.empty())
      result.highlights.push_back({words[range.begin].begin, words[range.end - 1].end});
  return result;
}

}  // namespace stenogram::corpus
