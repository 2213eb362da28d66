#include "stenogram/corpus/view.h"

#include <algorithm>
#include <unordered_set>

#include "stenogram/concordance/locate.h"

namespace stenogram::corpus {
namespace {

Place place_of(const concordance::Index& index, const concordance::Match& match) {
  concordance::Place place = index.place(match);
  return {place.document, place.utterance, place.words, 1, true};
}

// The turns of some speakers, or all there are.
concordance::Selection selection_of(const concordance::Index& index, const SpeakerSet* by) {
  if (by == nullptr) return index.all();
  concordance::Filter filter;
  filter.documents = [by](const concordance::DocumentRow& document) { return by->count(document.number) > 0; };
  filter.utterances = [by](const concordance::DocumentRow& document, const concordance::UtteranceRow& utterance) {
    const std::vector<std::uint32_t>& speakers = by->at(document.number);
    return std::find(speakers.begin(), speakers.end(), utterance.speaker) != speakers.end();
  };
  return index.select(filter);
}

}  // namespace

Places locate_in(const concordance::Index& index, const Probe& probe) {
  concordance::Probe asked;
  asked.words = probe.words;
  asked.most = probe.most;
  asked.least = probe.least;
  asked.serving = probe.serving;
  asked.others = probe.others;
  concordance::Locations located = concordance::locate(index, asked, selection_of(index, probe.by));
  Places places;
  places.cut = located.cut;
  places.exact_total = located.exact_total;
  for (const concordance::Located& found : located.places) {
    Place place = place_of(index, found.match);
    place.score = found.score;
    place.exact = found.exact;
    places.places.push_back(place);
  }
  return places;
}

Places occurrences_in(const concordance::Index& index, const std::vector<std::string>& words, std::size_t most,
                      const SpeakerSet* by) {
  Places places;
  if (words.empty()) return places;
  concordance::Pattern pattern = concordance::phrase(words);
  concordance::Selection among = selection_of(index, by);
  places.exact_total = index.count(pattern, among);
  if (places.exact_total == 0) return places;
  for (const concordance::Match& match : index.find(pattern, among, most))
    places.places.push_back(place_of(index, match));
  return places;
}

Result<Places> View::locate(const Probe& probe) const { return locate_in(index_, probe); }

Result<Places> View::occurrences(const std::vector<std::string>& words, std::size_t most, const SpeakerSet* by) const {
  return occurrences_in(index_, words, most, by);
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
