#include "stenogram/corpus/view.h"

#include <unordered_set>

#include "stenogram/concordance/locate.h"

namespace stenogram::corpus {
namespace {

Place place_of(const concordance::Index& index, const concordance::Match& match) {
  concordance::Place place = index.place(match);
  return {place.document, place.utterance, place.words, 1, true};
}

}  // namespace

Places locate_in(const concordance::Index& index, const Probe& probe) {
  concordance::Probe asked;
  asked.words = probe.words;
  asked.most = probe.most;
  asked.least = probe.least;
  concordance::Locations located = concordance::locate(index, asked, index.all());
  Places places;
  places.exact_total = located.exact_total;
  for (const concordance::Located& found : located.places) {
    Place place = place_of(index, found.match);
    place.score = found.score;
    place.exact = found.exact;
    places.places.push_back(place);
  }
  return places;
}

Places occurrences_in(const concordance::Index& index, const std::vector<std::string>& words, std::size_t most) {
  Places places;
  if (words.empty()) return places;
  concordance::Pattern pattern = concordance::phrase(words);
  places.exact_total = index.count(pattern);
  for (const concordance::Match& match : index.find(pattern, index.all(), most))
    places.places.push_back(place_of(index, match));
  return places;
}

Result<Places> View::locate(const Probe& probe) const { return locate_in(index_, probe); }

Result<Places> View::occurrences(const std::vector<std::string>& words, std::size_t most) const {
  return occurrences_in(index_, words, most);
}

std::vector<DocumentNumber> View::documents() const {
  std::unordered_set<DocumentNumber> held;
  for (std::uint32_t segment = 0; segment < index_.segments().size(); ++segment)
    for (std::uint32_t n = 0; n < index_.segments()[segment]->document_count(); ++n)
      if (index_.alive(segment, n)) held.insert(index_.segments()[segment]->document(n).number);
  std::vector<DocumentNumber> numbers;
  for (DocumentNumber number : corpus_.documents())
    if (held.count(number)) numbers.push_back(number);
  return numbers;
}

}  // namespace stenogram::corpus
