// What is shown where nothing serves: the stretches of the record that carry most of a
// quotation, each with what it lacks.
#include <algorithm>
#include <functional>

#include "stenogram/check/find.h"

namespace stenogram::check {
using namespace differences;
namespace {

constexpr std::uint64_t kLeastStretch = 6;  // words of an exact stretch that says something by itself
constexpr std::size_t kStretchPlaces = 20;  // in more of them it is a stock phrase
constexpr int kStanding = 2, kLacking = 1;  // what a word that stands there weighs, and one that does not

// The part of the quotation where most words stand: the stretch of the greatest sum.
TokenRange densest(const std::vector<std::uint8_t>& stands) {
  TokenRange best{0, 0};
  int most = 0, sum = 0;
  std::uint64_t begin = 0;
  for (std::uint64_t at = 0; at < stands.size(); ++at) {
    if (sum <= 0) sum = 0, begin = at;
    sum += stands[at] ? kStanding : -kLacking;
    if (sum > most) most = sum, best = {begin, at + 1};
  }
  return best;
}

}  // namespace

// The words of the quotation before and behind the piece that a place carries: they stand
// nowhere there.
void Finder::tell_lacking(Found& found) const {
  auto lacking = [&](TokenRange words, std::uint64_t at) {
    Difference difference;
    difference.kind = DifferenceKind::insertion;
    difference.severity = Severity::meaning;
    difference.quoted_span = quoted_.bytes(words);
    difference.quoted = slice(quoted_.text, *difference.quoted_span);
    difference.spoken_span = ByteSpan{at, at};
    return difference;
  };
  const std::vector<text::Word>& words = found.document->utterances[found.utterance].words;
  std::vector<Difference>& all = found.reading.differences;
  if (found.piece.begin > 0) all.insert(all.begin(), lacking({0, found.piece.begin}, words[found.words.begin].begin));
  if (found.piece.end < quoted_.size())
    all.push_back(lacking({found.piece.end, quoted_.size()}, words[found.words.end - 1].end));
}

// A whole quotation laid beside words that carry a part of it reaches for every `the` in
// sight. What is shown is the part.
void Finder::narrow(const Open& opened, const Window& window, Found& found) {
  if (!quoted_.plain() || found.reading.stands.size() != quoted_.size()) return;
  TokenRange piece = densest(found.reading.stands);
  if (piece.empty() || piece.size() == quoted_.size()) return;
  // Where words stand all over the quotation, no part says more than the whole.
  auto standing = [&](TokenRange words) {
    return std::count(found.reading.stands.begin() + std::ptrdiff_t(words.begin),
                      found.reading.stands.begin() + std::ptrdiff_t(words.end), 1);
  };
  if (standing(piece) * 4 < standing({0, quoted_.size()}) * 3) return;
  ByteSpan bytes = quoted_.bytes(piece);
  QuotedText part = parse_quoted(slice(quoted_.text, bytes));
  if (part.size() != piece.size()) return;
  const corpus::Utterance& utterance = opened.document->utterances[window.utterance];
  Reading reading =
      read_differences(part, spoken_text(*opened.document, utterance, window.words), lexicon_of(opened), count_);
  if (reading.spoken.empty()) return;
  for (Difference& difference : reading.differences)
    if (difference.quoted_span)
      difference.quoted_span =
          ByteSpan{difference.quoted_span->begin + bytes.begin, difference.quoted_span->end + bytes.begin};
  found.words = {window.words.begin + reading.spoken.begin, window.words.begin + reading.spoken.end};
  found.piece = piece;
  found.reading = std::move(reading);
  found.reading.spoken = found.words;
  found.voice = voice_of(*opened.document, utterance, found.words, claim(), opened.fitting);
  tell_lacking(found);
}

// Exact stretches, too short a part of the quotation to be located by it: the longest from
// each word, those inside others aside.
void Finder::add_stretches(std::vector<Found>& found) {
  std::span<const std::string> keys(quoted_.search_keys);
  std::uint64_t covered = 0;
  for (std::uint64_t at = 0; at + kLeastStretch <= quoted_.size(); ++at) {
    std::uint64_t end = at;
    while (end < quoted_.size() && !quoted_.bracketed[end] && (end == at || !quoted_.omission_at[end])) ++end;
    std::uint64_t reached = at + record_.longest_run(keys.subspan(at, end - at));
    if (reached <= covered || reached - at < kLeastStretch) continue;
    covered = reached;
    std::vector<std::string> run(keys.begin() + std::ptrdiff_t(at), keys.begin() + std::ptrdiff_t(reached));
    Result<corpus::Places> places = record_.occurrences(run, kStretchPlaces + 1);
    if (!places || places->exact_total > kStretchPlaces) continue;
    std::optional<Found> best;
    for (const corpus::Place& place : places->places) {
      const Open* opened = open(place.document);
      if (opened == nullptr) continue;
      std::optional<Found> one = confirm(*opened, place, {at, reached});
      if (one && (!best || one->voice.standing < best->voice.standing)) best = std::move(one);
    }
    if (!best) continue;
    // Not where a place shown carries it and more.
    bool inside = std::any_of(found.begin(), found.end(), [&](const Found& known) {
      return known.number == best->number && known.utterance == best->utterance && known.words.overlaps(best->words);
    });
    if (inside) continue;
    best->grade = Grade::unrelated;  // of the whole
    tell_lacking(*best);
    found.push_back(std::move(*best));
  }
}

std::vector<Found> Finder::nearest(std::size_t most) {
  std::vector<Found> found;
  std::vector<std::uint32_t> kept;  // by the best of them, most first
  auto read_one = [&](const Window& window) {
    const Open& opened = open_.at(window.number);
    Found one = read(opened, window);
    if (one.words.empty()) return;
    narrow(opened, window, one);
    kept.insert(std::upper_bound(kept.begin(), kept.end(), one.reading.kept, std::greater<>()), one.reading.kept);
    found.push_back(std::move(one));
  };
  std::stable_sort(too_few_.begin(), too_few_.end(),
                   [](const Window& a, const Window& b) { return a.most_kept > b.most_kept; });
  for (const Window& window : too_few_) {
    if (kept.size() >= most && kept[most - 1] > window.most_kept) break;
    read_one(window);
  }
  for (const Window& window : next_best_) read_one(window);
  for (const corpus::Place& place : only_shown_)
    if (std::optional<Window> window = window_around(place)) read_one(*window);
  add_stretches(found);
  return found;
}

}  // namespace stenogram::check
