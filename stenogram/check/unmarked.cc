#include "stenogram/check/unmarked.h"

#include <algorithm>
#include <unordered_map>

#include "stenogram/check/article_paragraphs.h"
#include "stenogram/text/words.h"

namespace stenogram::check {
namespace {

// Words of the article that follow one another outside of quotation marks.
struct Stretch {
  std::vector<text::Word> words;  // offsets into the page's text
  std::vector<std::string> keys;
};

std::vector<Stretch> stretches_of(const capture::Page& article, const std::vector<ArticleQuotation>& quotations) {
  std::vector<ByteSpan> marked;
  for (const ArticleQuotation& quotation : quotations)
    for (ByteSpan part : quotation.parts) marked.push_back(part);
  std::sort(marked.begin(), marked.end());
  std::vector<Stretch> stretches(1);
  std::size_t next = 0;
  for (const Paragraph& paragraph : paragraphs_of(article)) {
    for (text::Word word : text::words(slice(article.text, paragraph.span))) {
      word.begin += std::uint32_t(paragraph.span.begin);
      word.end += std::uint32_t(paragraph.span.begin);
      while (next < marked.size() && marked[next].end <= word.begin) ++next;
      if (next < marked.size() && marked[next].overlaps(word.span())) {
        if (!stretches.back().words.empty()) stretches.emplace_back();
        continue;
      }
      stretches.back().words.push_back(word);
      stretches.back().keys.push_back(text::search_key(slice(article.text, word.span())));
    }
  }
  return stretches;
}

class Search {
 public:
  explicit Search(const corpus::Passages& record) : record_(record) {}

  // How often the words [from, to) stand in the record.
  Result<std::uint64_t> count(const std::vector<std::string>& keys, std::size_t from, std::size_t to) {
    run_.assign(keys.begin() + std::ptrdiff_t(from), keys.begin() + std::ptrdiff_t(to));
    Result<corpus::Places> places = record_.occurrences(run_, 1);
    if (!places) return places.error();
    return places->places.empty() ? 0 : std::max<std::uint64_t>(places->exact_total, 1);
  }
  // A word that the record does not hold ends every run.
  bool held(const std::string& key) {
    auto [known, fresh] = held_.try_emplace(key, false);
    if (fresh) known->second = record_.count(key) > 0;
    return known->second;
  }

 private:
  const corpus::Passages& record_;
  std::vector<std::string> run_;
  std::unordered_map<std::string, bool> held_;
};

// The longest end such that [from, end) stands in the record: by doubling, then halving.
Result<std::size_t> longest_from(Search& search, const std::vector<std::string>& keys, std::size_t from) {
  std::size_t good = from + kUnmarkedWords, step = kUnmarkedWords, bad = keys.size() + 1;
  while (good < keys.size()) {
    std::size_t next = std::min(good + step, keys.size());
    Result<std::uint64_t> count = search.count(keys, from, next);
    if (!count) return count.error();
    if (*count == 0) {
      bad = next;
      break;
    }
    good = next;
    step *= 2;
  }
  while (bad <= keys.size() && bad - good > 1) {
    std::size_t middle = good + (bad - good) / 2;
    Result<std::uint64_t> count = search.count(keys, from, middle);
    if (!count) return count.error();
    (*count > 0 ? good : bad) = middle;
  }
  return good;
}

Result<UnmarkedPlace> dressed(const corpus::Passages& record, const corpus::Place& place) {
  Result<std::shared_ptr<const corpus::Document>> opened = record.document(place.document);
  if (!opened) return opened.error();
  const corpus::Document& document = **opened;
  const corpus::Utterance& utterance = document.utterances[place.utterance];
  UnmarkedPlace shown;
  shown.transcript = document.id;
  shown.name = document.name;
  shown.turn = utterance.turn;
  shown.span = {utterance.words[place.words.begin].begin, utterance.words[place.words.end - 1].end};
  if (!document.source.is_identity())
    if (SourceSpan source = document.source.source_of(shown.span); !source.empty()) shown.source.source_span = source;
  shown.source.page_number = document.turn(utterance.turn).page_number;
  shown.address = corpus::passage_address(document, utterance.turn, shown.span);
  if (utterance.voice) shown.speaker = utterance.voice;
  else if (utterance.speaker) shown.speaker = document.transcript.speakers[*utterance.speaker].name;
  shown.date = document.date();
  shown.text = slice(document.text, shown.span);
  return shown;
}

}  // namespace

Result<std::vector<Unmarked>> find_unmarked(const capture::Page& article,
                                            const std::vector<ArticleQuotation>& quotations,
                                            const corpus::Passages& record, std::size_t most_places) {
  std::vector<Unmarked> found;
  Search search(record);
  for (const Stretch& stretch : stretches_of(article, quotations)) {
    const std::vector<std::string>& keys = stretch.keys;
    for (std::size_t at = 0; at + kUnmarkedWords <= keys.size();) {
      // Past the last word of the window that the record does not hold at all.
      std::size_t missing = at + kUnmarkedWords;
      while (missing > at && search.held(keys[missing - 1])) --missing;
      if (missing > at) {
        at = missing;
        continue;
      }
      Result<std::uint64_t> count = search.count(keys, at, at + kUnmarkedWords);
      if (!count) return count.error();
      if (*count == 0) {
        ++at;
        continue;
      }
      Result<std::size_t> end = longest_from(search, keys, at);
      if (!end) return end.error();
      Unmarked run;
      run.span = {stretch.words[at].begin, stretch.words[*end - 1].end};
      run.source = in_capture(article, run.span);
      run.text = slice(article.text, run.span);
      run.words = *end - at;
      std::vector<std::string> words(keys.begin() + std::ptrdiff_t(at), keys.begin() + std::ptrdiff_t(*end));
      Result<corpus::Places> places = record.occurrences(words, most_places);
      if (!places) return places.error();
      run.places = std::max<std::uint64_t>(places->exact_total, places->places.size());
      for (const corpus::Place& place : places->places)
        if (Result<UnmarkedPlace> shown = dressed(record, place)) run.shown.push_back(std::move(*shown));
      found.push_back(std::move(run));
      at = *end;
    }
  }
  return found;
}

}  // namespace stenogram::check
