#include "stenogram/check/find.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "stenogram/align/score.h"
#include "stenogram/check/claimed.h"

namespace stenogram::check {
using namespace differences;
namespace {

constexpr std::size_t kExactPlaces = 20'000;  // confirmed one by one; of more, only the number is told
constexpr std::size_t kProbed = 64;         // places asked of the record
constexpr std::size_t kMayServeMost = 1024; // the same, of those that may be altered
constexpr std::size_t kRead = 6;            // read closely, of the claimed speaker's and of others'
constexpr std::uint64_t kReadCells = 2'000'000;  // of close reading in all, beyond those
constexpr std::size_t kSegmentPlaces = 512; // of one segment between marks of omission
constexpr std::size_t kCommonPlaces = 50'000;  // of a segment so common that only two together say something
constexpr std::size_t kOpenedForPiece = 8;   // documents opened to find a piece in
constexpr std::uint32_t kContractions = 2;  // in one place, each of two of the quotation's words
constexpr std::size_t kNearest = 3;         // places opened that can only be shown as the nearest
constexpr std::size_t kWithPlaces = 12;     // words from which altered copies are looked for beside exact places
constexpr double kLeastShown = 0.3;         // share of words, of a place that can only be shown
constexpr double kMayServe = 0.5;           // share of words found in order, of a place that may be `altered`
constexpr double kNearlyAll = 0.75;         // of a place that carries the same words printed otherwise
constexpr std::uint64_t kMargin = 8;        // words beyond a place on either side
constexpr std::uint64_t kWholeUtterance = 6000;  // longer ones are looked at in part
constexpr std::uint32_t kLeastPiece = 4, kLeastBoundedPiece = 2;  // words

bool after(const corpus::Place& a, const corpus::Place& b) {
  return std::tie(a.document, a.utterance, a.words.begin) > std::tie(b.document, b.utterance, b.words.begin);
}

}  // namespace

Finder::Finder(const corpus::Passages& record, const QuotedText& quoted, const std::optional<std::string>& claimed)
    : record_(record), quoted_(quoted), count_([&record](std::string_view word) { return record.count(word); }) {
  if (claimed) claim_.emplace(*claimed);
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
  if (claim_) opened.fitting = people::fitting(*claim_, (*document)->transcript);
  return &open_.emplace(number, std::move(opened)).first->second;
}

// Words that may stand there in another form than the quotation's: contractions, numbers,
// and one that is joined or spelled otherwise.
std::uint32_t Finder::renderings(const Lexicon& lexicon) {
  auto [known, fresh] = renderings_.try_emplace(&lexicon, 1);
  std::uint32_t& words = known->second;
  if (!fresh) return words;
  for (const std::string& key : quoted_.keys)
    words += !lexicon.expansions(key).empty() || lexicon.number(key) != nullptr || key.find_first_of("0123456789'") != key.npos;
  return words;
}

// Whether a window may still be `altered`: at most two words in five are changed, and some
// that renderings seem to change.
bool Finder::may_serve(const Window& window) {
  if (window.changes > quoted_.size() / 2 + 2) return false;
  if (!quoted_.plain()) return true;
  const Lexicon& lexicon = Lexicon::of(open_.at(window.number).document->transcript.language);
  std::uint32_t otherwise = renderings(lexicon) + std::min(window.contracted, kContractions) * 2;  // "do not" as "don't"
  return (window.in_order + otherwise) * 10 >= quoted_.size() * 6;
}

// By the table of section 5. Bracketed words are the quoter's own and count for nothing.
Grade Finder::grade_of(const Found& found) const {
  const Reading& reading = found.reading;
  if (reading.exact()) return Grade::verbatim;
  std::uint32_t own_words = 0;
  for (std::uint8_t bracketed : quoted_.bracketed) own_words += bracketed == 0;
  if (reading.only_marked) return reading.kept * 10 >= own_words * 6 && reading.kept > 0 ? Grade::abridged : Grade::unrelated;
  if (reading.kept * 10 < own_words * 6) return Grade::unrelated;
  if (own_words < 5) {
    bool claimed_turn = claim_ && (found.voice.standing == Standing::own || found.voice.standing == Standing::second_hand);
    return claimed_turn && reading.changed == 1 ? Grade::altered : Grade::unrelated;
  }
  bool together = reading.stretch <= 2 * quoted_.size();
  return reading.kept >= 4 && together ? Grade::altered : Grade::unrelated;
}

Found Finder::read(const Open& opened, const Window& window) {
  Found found;
  found.number = window.number;
  found.document = opened.document;
  found.utterance = window.utterance;
  const corpus::Utterance& utterance = opened.document->utterances[window.utterance];
  const Lexicon& lexicon = Lexicon::of(opened.document->transcript.language);
  SpokenText spoken = spoken_text(*opened.document, utterance, window.words);
  found.reading = read_differences(quoted_, spoken, lexicon, count_);
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
              (spoken.size() < 2 || std::find(spoken.inaudible_after.begin(), spoken.inaudible_after.end() - 1, 1) == spoken.inaudible_after.end() - 1);
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

// Places like the words sought: those that may serve a verdict, else a few to be shown.
// Where there are more than are looked at, the claimed speaker's are asked for apart.
Result<corpus::Places> Finder::locate(const std::vector<std::string>& sought) {
  // `places` is an exact number: all that may serve are wanted, as far as that goes.
  corpus::Probe probe{sought, kMayServeMost, kLeastShown, kMayServe, kNearest, nullptr};
  Result<corpus::Places> places = record_.locate(probe);
  if (!places || !claim_ || !places->cut || any_claimed(*places)) return places;
  Result<corpus::SpeakerSet> by = speakers_claimed(record_, *claim_);
  if (!by) return by.error();
  if (by->empty()) return places;
  probe.least = kMayServe;
  probe.by = &*by;
  Result<corpus::Places> own = record_.locate(probe);
  if (!own) return own.error();
  std::erase_if(own->places, [](const corpus::Place& place) { return place.exact; });
  places->places.insert(places->places.begin(), own->places.begin(), own->places.end());
  return places;
}

bool Finder::is_claimed(const Open& opened, const corpus::Utterance& utterance) const {
  if (!claim_) return false;
  if (utterance.voice) return claim_->fits(*utterance.voice) != people::Fit::none;
  return utterance.speaker && std::find(opened.fitting.begin(), opened.fitting.end(), *utterance.speaker) != opened.fitting.end();
}

bool Finder::any_claimed(const corpus::Places& places) {
  return std::any_of(places.places.begin(), places.places.end(), [&](const corpus::Place& place) {
    if (place.score < kMayServe) return false;
    const Open* opened = open(place.document);
    return opened != nullptr && is_claimed(*opened, opened->document->utterances[place.utterance]);
  });
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
    auto later = std::partition_point(own->places.begin(), own->places.end(), [&](const corpus::Place& place) { return !after(place, known.back()); });
    places->places.insert(places->places.end(), later, own->places.end());
  }
  for (const corpus::Place& place : places->places) {
    const Open* opened = open(place.document);
    if (opened == nullptr) continue;
    if (std::optional<Found> one = confirm(*opened, place, {0, quoted_.size()})) {
      found.push_back(std::move(*one));
    } else {
      found.push_back(read(*opened, {place.document, place.utterance, place.words, 0, 0, 0, false}));
    }
  }
  return found;
}

// The words around a place located; nothing where its document cannot be opened.
std::optional<Finder::Window> Finder::window_around(const corpus::Place& place) {
  const Open* opened = open(place.document);
  if (opened == nullptr) return std::nullopt;
  std::uint64_t length = opened->document->utterances[place.utterance].words.size();
  std::uint64_t margin = quoted_.size() + kMargin;
  Window window;
  window.number = place.document;
  window.utterance = place.utterance;
  window.words = {place.words.begin > margin ? place.words.begin - margin : 0, std::min(place.words.end + margin, length)};
  return window;
}

// Where marks of omission may have swallowed more than any window holds, the segments
// between them are located one by one, and utterances that hold most of them are read whole.
Status Finder::windows_of_segments(std::vector<Window>& windows) {
  std::vector<TokenRange> segments;
  for (std::uint64_t i = 0, begin = 0; i <= quoted_.size(); ++i) {
    bool cut = i == quoted_.size() || quoted_.omission_at[i] || quoted_.bracketed[i] || quoted_.letter_only[i];
    if (!cut) continue;
    if (i > begin) segments.push_back({begin, i});
    begin = i < quoted_.size() && (quoted_.bracketed[i] || quoted_.letter_only[i]) ? i + 1 : i;
  }
  struct Hold {
    std::uint64_t words = 0;
    TokenRange around{~0ull, 0};
    std::size_t last_segment = ~std::size_t(0);
  };
  std::map<std::pair<corpus::DocumentNumber, std::uint32_t>, Hold> holds;
  auto hold = [&](const corpus::Place& place, std::size_t k) {
    Hold& held = holds[{place.document, place.utterance}];
    if (held.last_segment != k) held.words += segments[k].size();
    held.last_segment = k;
    held.around = {std::min(held.around.begin, place.words.begin), std::max(held.around.end, place.words.end)};
  };
  std::vector<std::pair<std::size_t, corpus::Places>> common;
  for (std::size_t k = 0; k < segments.size(); ++k) {
    if (segments[k].size() < 2 && segments.size() > 1) continue;
    std::vector<std::string> keys(quoted_.search_keys.begin() + std::ptrdiff_t(segments[k].begin),
                                  quoted_.search_keys.begin() + std::ptrdiff_t(segments[k].end));
    Result<corpus::Places> places = record_.occurrences(keys, kSegmentPlaces);
    if (!places) return places.error();
    if (places->exact_total > kSegmentPlaces) {
      // Too common to open them all: what counts is where another segment stands as well.
      if (places->exact_total > kCommonPlaces) continue;
      places = record_.occurrences(keys, kCommonPlaces);
      if (!places) return places.error();
      common.emplace_back(k, std::move(*places));
      continue;
    }
    if (places->places.empty()) places = record_.locate({keys, kProbed / 4, kMayServe, kMayServe});
    if (!places) return places.error();
    for (const corpus::Place& place : places->places) hold(place, k);
  }
  // Two common segments are held together before any document is opened.
  if (holds.empty() && common.size() > 1) {
    std::set<std::pair<corpus::DocumentNumber, std::uint32_t>> first;
    for (const corpus::Place& place : common[0].second.places) first.insert({place.document, place.utterance});
    for (const corpus::Place& place : common[1].second.places)
      if (first.count({place.document, place.utterance})) hold(place, common[1].first);
  }
  for (const auto& [k, places] : common)
    for (const corpus::Place& place : places.places)
      if (holds.count({place.document, place.utterance})) hold(place, k);
  std::vector<std::pair<std::uint64_t, std::pair<corpus::DocumentNumber, std::uint32_t>>> ranked;
  for (const auto& [key, held] : holds) ranked.emplace_back(held.words, key);
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  if (ranked.size() > kProbed) ranked.resize(kProbed);
  for (const auto& [words, key] : ranked) {
    if (windows.size() > 4 * kRead && words * 2 < ranked.front().first) break;
    const Open* opened = open(key.first);
    if (opened == nullptr) continue;
    const Hold& held = holds[key];
    std::uint64_t length = opened->document->utterances[key.second].words.size();
    Window window{key.first, key.second, {0, length}, 0, false};
    std::uint64_t margin = 2 * quoted_.size() + kMargin;
    if (length > kWholeUtterance)
      window.words = {held.around.begin > margin ? held.around.begin - margin : 0, std::min(held.around.end + margin, length)};
    windows.push_back(window);
  }
  return {};
}

Result<std::vector<Found>> Finder::printed_otherwise() {
  std::vector<Found> found;
  if (!quoted_.plain() || quoted_.size() < kWithPlaces) return found;
  Result<corpus::Places> places = record_.locate({quoted_.search_keys, kProbed, kNearlyAll, kNearlyAll});
  if (!places) return places.error();
  std::erase_if(places->places, [](const corpus::Place& place) { return place.exact; });
  for (const corpus::Place& place : places->places) {
    std::optional<Window> window = window_around(place);
    if (!window) continue;
    Found one = read(open_.at(window->number), *window);
    if (one.grade == Grade::verbatim) found.push_back(std::move(one));
  }
  return found;
}

Result<std::vector<Found>> Finder::similar() {
  std::vector<Window> windows;
  std::vector<std::string> sought;
  for (std::size_t i = 0; i < quoted_.size(); ++i)
    if (!quoted_.bracketed[i]) sought.push_back(quoted_.search_keys[i]);
  if (sought.empty()) return std::vector<Found>();
  Result<corpus::Places> places = locate(sought);
  if (!places) return places.error();
  // Those that can only be shown are not opened before it is known that nothing serves.
  std::vector<corpus::Place> only_shown;
  std::size_t rank = 0;
  for (const corpus::Place& place : places->places) {
    if (place.score < kMayServe) {
      if (rank++ < kNearest) only_shown.push_back(place);
      continue;
    }
    ++rank;
    if (std::optional<Window> window = window_around(place)) windows.push_back(*window);
  }
  if (!quoted_.plain())
    if (Status status = windows_of_segments(windows); !status) return status.error();

  // Windows of one utterance that overlap are one window.
  std::sort(windows.begin(), windows.end(), [](const Window& a, const Window& b) { return a.place() < b.place(); });
  std::vector<Window> apart;
  for (const Window& window : windows) {
    if (!apart.empty() && apart.back().number == window.number && apart.back().utterance == window.utterance &&
        window.words.begin < apart.back().words.end)
      apart.back().words.end = std::max(apart.back().words.end, window.words.end);
    else
      apart.push_back(window);
  }

  // A bit-parallel count of changes decides which of them are worth a close reading.
  std::unordered_map<std::string_view, align::TokenId> ids;
  std::vector<align::TokenId> pattern;
  for (const std::string& key : quoted_.search_keys) pattern.push_back(ids.try_emplace(key, align::TokenId(ids.size() + 1)).first->second);
  align::Pattern fast(pattern);
  std::string key;
  for (Window& window : apart) {
    const Open* opened = open(window.number);
    if (opened == nullptr) continue;
    const corpus::Document& document = *opened->document;
    const corpus::Utterance& utterance = document.utterances[window.utterance];
    std::vector<align::TokenId> spoken;
    for (std::uint64_t at = window.words.begin; at < window.words.end; ++at) {
      key.clear();
      text::append_search_key(slice(document.text, utterance.words[at].span()), key);
      auto id = ids.find(key);
      spoken.push_back(id == ids.end() ? 0 : id->second);
      window.contracted += id == ids.end() && key.find('\'') != key.npos;
    }
    if (quoted_.plain()) {
      window.changes = fast.best_in(spoken).changes;
      window.in_order = fast.most_in_order(spoken);
    } else {
      // Marked omissions are free: count the quotation's words that stand there at all.
      std::vector<std::uint8_t> seen(ids.size() + 1, 0);
      for (align::TokenId id : spoken) seen[id] = 1;
      for (align::TokenId id : pattern) window.changes += seen[id] == 0;
    }
    window.own = is_claimed(*opened, utterance);
  }
  std::stable_sort(apart.begin(), apart.end(), [](const Window& a, const Window& b) { return a.changes < b.changes; });
  // All that may serve a verdict are read, as long as that is quick. Where none of them does,
  // the next best are, to be shown as the nearest.
  std::vector<Found> found;
  std::size_t own = 0, others = 0;
  std::uint64_t cells = 0;
  bool served = false;
  std::vector<const Window*> nearest;
  auto read_one = [&](const Window& window) {
    Found one = read(open_.at(window.number), window);
    served |= one.grade != Grade::unrelated;
    if (!one.words.empty()) found.push_back(std::move(one));
  };
  for (const Window& window : apart) {
    if (open_.find(window.number) == open_.end()) continue;
    if (!may_serve(window)) {
      if (nearest.size() < kNearest) nearest.push_back(&window);
      continue;
    }
    std::size_t& taken = window.own ? own : others;
    if (taken >= kRead && cells >= kReadCells) continue;
    ++taken;
    cells += quoted_.size() * window.words.size();
    read_one(window);
  }
  if (!served) {
    for (const Window* window : nearest) read_one(*window);
    for (const corpus::Place& place : only_shown)
      if (std::optional<Window> window = window_around(place)) read_one(*window);
  }
  return found;
}

// Pieces: for each word of the quotation the longest run from there that the record
// carries exactly, then the fewest pieces and joining words that make up the whole.
Result<std::vector<Found>> Finder::pieces_of(std::uint32_t most_joins, bool own_only) {
  const std::uint64_t n = quoted_.size();
  std::vector<Found> none;
  std::map<std::pair<std::uint64_t, std::uint64_t>, std::optional<Found>> known;  // by begin and end
  auto found_at = [&](std::uint64_t begin, std::uint64_t end) -> Result<const std::optional<Found>*> {
    auto [place, fresh] = known.try_emplace({begin, end});
    if (!fresh) return &place->second;
    std::vector<std::string> keys(quoted_.search_keys.begin() + std::ptrdiff_t(begin), quoted_.search_keys.begin() + std::ptrdiff_t(end));
    Result<corpus::Places> places = record_.occurrences(keys, kSegmentPlaces);
    if (!places) return places.error();
    if (places->exact_total == 0) return &place->second;
    auto take = [&](const corpus::Place& at) {
      const Open* opened = open(at.document);
      if (opened == nullptr) return;
      std::optional<Found> one = confirm(*opened, at, {begin, end});
      if (!one || (own_only && one->voice.standing > Standing::second_hand)) return;
      if (!place->second || one->voice.standing < place->second->voice.standing) place->second = std::move(one);
      place->second->places = places->exact_total;
    };
    // The claimed speaker's come first, and of the others those in documents that are open
    // anyway; few others are opened for a piece, for one place is as good as another.
    std::size_t opened_for_it = 0;
    if (!claimed_by_.empty()) {
      Result<corpus::Places> own = record_.occurrences(keys, kSegmentPlaces, &claimed_by_);
      if (!own) return own.error();
      for (const corpus::Place& at : own->places) {
        bool settled = place->second && place->second->voice.standing == Standing::own;
        if (settled || (open_.find(at.document) == open_.end() && ++opened_for_it > kOpenedForPiece)) break;
        take(at);
      }
    }
    for (bool fresh_ones : {false, true})
      for (const corpus::Place& at : places->places) {
        bool fresh_one = open_.find(at.document) == open_.end();
        if (fresh_one != fresh_ones) continue;
        if (place->second || (fresh_one && (own_only || ++opened_for_it > kOpenedForPiece))) break;
        take(at);
      }
    return &place->second;
  };
  // longest[i]: how far an exact run from i reaches; found by halving.
  auto bounded = [&](std::uint64_t begin, std::uint64_t end) { return quoted_.omission_at[begin] != 0 || quoted_.omission_at[end] != 0; };
  std::vector<std::uint64_t> longest(n, 0);
  // A piece does not run over a mark of omission, nor over the quoter's brackets: where the
  // one that begins at each word must end.
  std::vector<std::uint64_t> limits(n, n);
  for (std::uint64_t i = n; i-- > 0;)
    if (i + 1 < n) limits[i] = quoted_.omission_at[i + 1] || quoted_.bracketed[i + 1] ? i + 1 : limits[i + 1];
  // The fewest pieces and joining words that make up the whole, where a run from each word
  // may reach so far.
  struct Best {
    std::uint32_t joins = ~0u, count = ~0u;
    std::uint64_t end = 0;  // of the piece taken here; 0: a joining word
    auto cost() const { return std::pair(joins, count); }
  };
  auto cover = [&](const std::vector<std::uint64_t>& reach) {
    std::vector<Best> best(n + 1);
    best[n] = {0, 0, 0};
    for (std::uint64_t i = n; i-- > 0;) {
      if (best[i + 1].joins < most_joins || quoted_.bracketed[i]) {
        best[i] = {best[i + 1].joins + (quoted_.bracketed[i] ? 0 : 1), best[i + 1].count, 0};
      }
      for (std::uint64_t end = reach[i]; end > i; --end) {
        std::uint64_t least = bounded(i, end) ? kLeastBoundedPiece : kLeastPiece;
        if (end - i < least) break;
        Best taken{best[end].joins, best[end].count == ~0u ? ~0u : best[end].count + 1, end};
        if (taken.count != ~0u && taken.cost() < best[i].cost()) best[i] = taken;
      }
    }
    return best;
  };
  auto covered = [&](const std::vector<Best>& best) {
    return best[0].count != ~0u && best[0].count >= 2 && best[0].joins <= most_joins;
  };
  // The index says at once how far any run can reach. Where even that does not make up the
  // whole, no place need be looked at.
  std::vector<std::uint64_t> reach(n);
  std::span<const std::string> all(quoted_.search_keys);
  for (std::uint64_t i = 0; i < n; ++i)
    reach[i] = quoted_.bracketed[i] ? i : i + record_.longest_run(all.subspan(i, limits[i] - i));
  if (std::vector<Best> most = cover(reach); most[0].count == ~0u || most[0].joins > most_joins) return none;
  bool any_mark = std::find(quoted_.omission_at.begin(), quoted_.omission_at.end(), 1) != quoted_.omission_at.end();
  std::uint64_t least_of_all = any_mark ? kLeastBoundedPiece : kLeastPiece;
  for (std::uint64_t i = 0; i < n; ++i) {
    if (quoted_.bracketed[i]) continue;
    // What reached past this word from the one before still does.
    std::uint64_t reached = i > 0 && longest[i - 1] > i ? longest[i - 1] : i;
    std::uint64_t limit = reach[i];  // whether a place bears that out is another question
    longest[i] = reached;
    if (limit <= reached || limit < i + least_of_all) continue;
    // Shorter than a piece is of no use.
    std::uint64_t good = std::max(reached, i + least_of_all - 1), bad = limit + 1;
    for (std::uint64_t middle = limit; middle > good; middle = good + (bad - good) / 2) {
      Result<const std::optional<Found>*> one = found_at(i, middle);
      if (!one) return one.error();
      (**one ? good : bad) = middle;
    }
    if (good >= i + least_of_all) longest[i] = std::max(longest[i], good);
  }
  std::vector<Best> best = cover(longest);
  if (!covered(best)) return none;
  std::vector<Found> chosen;
  for (std::uint64_t i = 0; i < n;) {
    if (best[i].end == 0) {
      ++i;
      continue;
    }
    Result<const std::optional<Found>*> one = found_at(i, best[i].end);
    if (!one) return one.error();
    if (!**one) return none;
    chosen.push_back(***one);
    i = best[i].end;
  }
  return chosen;
}

Result<std::vector<Found>> Finder::pieces(std::uint32_t most_joins) {
  if (quoted_.size() < 2 * kLeastBoundedPiece) return std::vector<Found>();
  if (claim_) {
    Result<corpus::SpeakerSet> by = speakers_claimed(record_, *claim_);
    if (!by) return by.error();
    claimed_by_ = std::move(*by);
    Result<std::vector<Found>> own = pieces_of(most_joins, true);
    if (!own || !own->empty()) return own;
  }
  return pieces_of(most_joins, false);
}

}  // namespace stenogram::check
