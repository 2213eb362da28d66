#include "stenogram/check/find.h"

#include <algorithm>
#include <tuple>

#include "stenogram/check/claimed.h"

namespace stenogram::check {
using namespace differences;
namespace {

constexpr std::size_t kExactPlaces = 20'000;  // confirmed one by one; of more, only the number is told

constexpr std::size_t kAskedOneByOne = 12;  // documents, before everybody who speaks is looked through

bool after(const corpus::Place& a, const corpus::Place& b) {
  return std::tie(a.document, a.utterance, a.words.begin) > std::tie(b.document, b.utterance, b.words.begin);
}

}  // namespace

Finder::Finder(const corpus::Passages& record, const QuotedText& quoted, const std::optional<std::string>& claimed)
    : record_(record), quoted_(quoted), count_([&record](std::string_view word) { return record.count(word); }) {
  if (claimed) {
    claim_.emplace(*claimed);
    claim_words_ = claim_->words_shared();
  }
  own_words_ = std::uint32_t(std::count(quoted.bracketed.begin(), quoted.bracketed.end(), 0));
}

const Finder::Open* Finder::open(corpus::DocumentNumber number) {
  auto found = open_.find(number);
  if (found != open_.end()) return &found->second;
  if (unread_.count(number) != 0) return nullptr;
  Result<std::shared_ptr<const corpus::Document>> document = record_.document(number);
  if (!document) {
    unread_.emplace(number, document.error());
    return nullptr;
  }
  Open opened{*document, {}};
  if (claim_ && may_fit_in(number)) opened.fitting = people::fitting(*claim_, (*document)->transcript);
  return &open_.emplace(number, std::move(opened)).first->second;
}

// By the table of section 5. Bracketed words are the quoter's own and count for nothing.
Grade Finder::grade_of(const Found& found) const {
  const Reading& reading = found.reading;
  if (reading.exact()) return Grade::verbatim;
  if (reading.only_marked)
    return reading.kept * 10 >= own_words_ * 6 && reading.kept > 0 ? Grade::abridged : Grade::unrelated;
  if (reading.kept * 10 < own_words_ * 6) return Grade::unrelated;
  if (own_words_ < 5) {
    bool claimed_turn =
        claim_ && (found.voice.standing == Standing::own || found.voice.standing == Standing::second_hand);
    return claimed_turn && reading.changed == 1 ? Grade::altered : Grade::unrelated;
  }
  bool together = reading.stretch <= 2 * quoted_.size();
  return reading.kept >= 4 && together ? Grade::altered : Grade::unrelated;
}

// Whether somebody whom the claim fits may speak in a document. Where many are opened the
// cast of the archive is asked once, and not each document's speakers one by one.
bool Finder::may_fit_in(corpus::DocumentNumber number) {
  if (open_.size() < kAskedOneByOne) return true;
  if (!asked_cast_) {
    asked_cast_ = true;
    if (Result<corpus::SpeakerSet> by = speakers_claimed(record_, *claim_)) fitting_by_ = std::move(*by);
  }
  return !fitting_by_ || fitting_by_->contains(number);
}

BondFinder& Finder::bonds_in(const Lexicon& lexicon) {
  auto known = bonds_.find(&lexicon);
  if (known == bonds_.end()) known = bonds_.emplace(&lexicon, BondFinder(quoted_, lexicon)).first;
  return known->second;
}

Found Finder::read(const Open& opened, const Window& window) {
  Found found;
  found.number = window.number;
  found.document = opened.document;
  found.utterance = window.utterance;
  const corpus::Utterance& utterance = opened.document->utterances[window.utterance];
  const Lexicon& lexicon = lexicon_of(opened);
  SpokenText spoken = spoken_text(*opened.document, utterance, window.words);
  found.reading = read_differences(quoted_, spoken, bonds_in(lexicon).find(spoken), lexicon, count_);
  found.words = {window.words.begin + found.reading.spoken.begin, window.words.begin + found.reading.spoken.end};
  found.reading.spoken = found.words;
  found.piece = {0, quoted_.size()};
  if (!found.words.empty()) {
    found.voice = voice_of(*opened.document, utterance, found.words, claim(), opened.fitting);
    found.grade = grade_of(found);
  }
  return found;
}

// An exact place by search keys may still differ in its marks, or cross words that were lost.
std::optional<Found> Finder::confirm(const Open& opened, const corpus::Place& place, TokenRange piece) {
  const corpus::Utterance& utterance = opened.document->utterances[place.utterance];
  SpokenText spoken = spoken_text(*opened.document, utterance, place.words);
  bool same = spoken.size() == piece.size() &&
              std::equal(spoken.keys.begin(), spoken.keys.end(), quoted_.keys.begin() + std::ptrdiff_t(piece.begin)) &&
              (spoken.size() < 2 || std::find(spoken.inaudible_after.begin(), spoken.inaudible_after.end() - 1, 1) ==
                                        spoken.inaudible_after.end() - 1);
  if (!same) return std::nullopt;
  Found found;
  found.number = place.document;
  found.document = opened.document;
  found.utterance = place.utterance;
  found.words = place.words;
  found.piece = piece;
  found.reading.spoken = place.words;
  found.reading.kept = found.reading.stretch = std::uint32_t(piece.size());
  found.voice = voice_of(*opened.document, utterance, place.words, claim(), opened.fitting);
  found.grade = Grade::verbatim;
  return found;
}

bool Finder::is_claimed(const Open& opened, const corpus::Utterance& utterance) const {
  if (!claim_) return false;
  if (utterance.voice) return claim_->fits(*utterance.voice) != people::Fit::none;
  return utterance.speaker &&
         std::find(opened.fitting.begin(), opened.fitting.end(), *utterance.speaker) != opened.fitting.end();
}

Result<std::vector<Found>> Finder::exact() {
  std::vector<Found> found;
  if (std::find(quoted_.bracketed.begin(), quoted_.bracketed.end(), 1) != quoted_.bracketed.end()) return found;
  if (std::find(quoted_.letter_only.begin(), quoted_.letter_only.end(), 1) != quoted_.letter_only.end()) return found;
  Result<corpus::Places> places = record_.occurrences(quoted_.search_keys, kExactPlaces);
  if (!places) return places.error();
  uncounted_ = places->exact_total - places->places.size();
  if (uncounted_ > 0 && claim_) {
    Result<corpus::SpeakerSet> by = speakers_claimed(record_, *claim_);
    if (!by) return by.error();
    Result<corpus::Places> own = record_.occurrences(quoted_.search_keys, kExactPlaces, &*by);
    if (!own) return own.error();
    // The first of everybody's come in the same order.
    const std::vector<corpus::Place>& known = places->places;
    auto later = std::partition_point(own->places.begin(), own->places.end(),
                                      [&](const corpus::Place& place) { return !after(place, known.back()); });
    places->places.insert(places->places.end(), later, own->places.end());
  }
  for (const corpus::Place& place : places->places) {
    const Open* opened = open(place.document);
    if (opened == nullptr) continue;
    if (std::optional<Found> one = confirm(*opened, place, {0, quoted_.size()})) {
      found.push_back(std::move(*one));
    } else {
      found.push_back(read(*opened, {place.document, place.utterance, place.words}));
    }
  }
  return found;
}

}  // namespace stenogram::check
