// The places most like a quotation.
#include <algorithm>
#include <map>
#include <set>

#include "stenogram/align/score.h"
#include "stenogram/check/claimed.h"
#include "stenogram/check/find.h"

namespace stenogram::check {
using namespace differences;
namespace {

constexpr std::size_t kProbed = 64;              // places asked of the record
constexpr std::size_t kMayServeMost = 1024;      // the same, of those that may be altered
constexpr std::size_t kRead = 6;                 // read closely, of the claimed speaker's and of others'
constexpr std::uint64_t kReadCells = 2'000'000;  // of close reading in all, beyond those
constexpr std::size_t kSegmentPlaces = 512;      // of one segment between marks of omission
constexpr std::size_t kCommonPlaces = 50'000;    // of a segment so common that only two together say something
constexpr std::uint32_t kContractions = 2;       // in one place, each of two of the quotation's words
constexpr std::size_t kNearest = 3;              // places opened that can only be shown as the nearest
constexpr std::size_t kWithPlaces = 12;          // words from which altered copies are looked for beside exact places
constexpr double kLeastShown = 0.3;              // share of words, of a place that can only be shown
constexpr double kMayServe = 0.5;                // share of words found in order, of a place that may be `altered`
constexpr double kNearlyAll = 0.75;              // of a place that carries the same words printed otherwise
constexpr std::uint64_t kMargin = 8;             // words beyond a place on either side
constexpr std::uint64_t kLongestGap = 5;         // bytes between two words that hold no other
constexpr std::uint64_t kNamedWithin = 100;      // words around a window in which its source is named
constexpr std::uint64_t kWholeUtterance = 6000;  // longer ones are looked at in part

}  // namespace

// Words that may stand there in another form than the quotation's: contractions, numbers,
// and one that is joined or spelled otherwise.
std::uint32_t Finder::renderings(const Lexicon& lexicon) {
  auto [known, fresh] = renderings_.try_emplace(&lexicon, 1);
  std::uint32_t& words = known->second;
  if (!fresh) return words;
  for (const std::string& key : quoted_.keys)
    words += !lexicon.expansions(key).empty() || lexicon.number(key) != nullptr ||
             key.find_first_of("0123456789'") != key.npos;
  return words;
}

// Whether a window may still be `altered`: at most two words in five are changed, and some
// that renderings seem to change.
bool Finder::may_serve(const Window& window) {
  if (window.changes > quoted_.size() / 2 + 2) return false;
  if (!quoted_.plain()) return true;
  const Lexicon& lexicon = Lexicon::of(open_.at(window.number).document->transcript.language);
  std::uint32_t otherwise =
      renderings(lexicon) + std::min(window.contracted, kContractions) * 2;  // "do not" as "don't"
  return (window.in_order + otherwise) * 10 >= quoted_.size() * 6;
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

bool Finder::any_claimed(const corpus::Places& places) {
  return std::any_of(places.places.begin(), places.places.end(), [&](const corpus::Place& place) {
    if (place.score < kMayServe) return false;
    const Open* opened = open(place.document);
    return opened != nullptr && is_claimed(*opened, opened->document->utterances[place.utterance]);
  });
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
  window.words = {place.words.begin > margin ? place.words.begin - margin : 0,
                  std::min(place.words.end + margin, length)};
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
    Window window{key.first, key.second, {0, length}};
    std::uint64_t margin = 2 * quoted_.size() + kMargin;
    if (length > kWholeUtterance)
      window.words = {held.around.begin > margin ? held.around.begin - margin : 0,
                      std::min(held.around.end + margin, length)};
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

// A bit-parallel count of changes decides which windows are worth a close reading.
void Finder::weigh(std::vector<Window>& windows) {
  struct Seen {
    align::TokenId id;
    bool contracted;
  };
  std::unordered_map<std::string_view, align::TokenId> ids;
  std::unordered_map<std::string_view, Seen> known;  // by the words as printed: most come again and again
  std::vector<align::TokenId> pattern, spoken;
  for (const std::string& key : quoted_.search_keys)
    pattern.push_back(ids.try_emplace(key, align::TokenId(ids.size() + 1)).first->second);
  align::Pattern fast(pattern);
  std::string key;
  for (Window& window : windows) {
    const Open* opened = open(window.number);
    if (opened == nullptr) continue;
    const corpus::Document& document = *opened->document;
    const corpus::Utterance& utterance = document.utterances[window.utterance];
    spoken.clear();
    for (std::uint64_t at = window.words.begin; at < window.words.end; ++at) {
      auto [seen, fresh] = known.try_emplace(slice(document.text, utterance.words[at].span()));
      if (fresh) {
        key.clear();
        text::append_search_key(seen->first, key);
        auto id = ids.find(key);
        seen->second = {id == ids.end() ? 0 : id->second, id == ids.end() && key.find('\'') != key.npos};
      }
      spoken.push_back(seen->second.id);
      window.contracted += seen->second.contracted;
    }
    window.in_order = fast.most_in_order(spoken);
    if (quoted_.plain()) {
      window.changes = fast.best_in(spoken).changes;
    } else {
      // Marked omissions are free: count the quotation's words that stand there at all.
      std::vector<std::uint8_t> seen(ids.size() + 1, 0);
      for (align::TokenId id : spoken) seen[id] = 1;
      for (align::TokenId id : pattern) window.changes += seen[id] == 0;
    }
    window.own = is_claimed(*opened, utterance);
  }
}

// Whether reading a window can find as many of the quotation's words there as any verdict
// asks for: those in order, and those that stand there in another form. Nearly all windows
// of common words fail here, for a small part of what reading them costs.
bool Finder::keeps_enough(const Open& opened, Window& window) {
  const corpus::Document& document = *opened.document;
  const corpus::Utterance& utterance = document.utterances[window.utterance];
  // A note copied with the words it stands between is no word of the page's.
  for (std::uint64_t at = window.words.begin; at + 1 < window.words.end; ++at) {
    std::uint64_t begin = utterance.words[at].end, end = utterance.words[at + 1].begin;
    if (end > begin + kLongestGap) {
      window.most_kept = std::uint32_t(quoted_.size());
      return true;
    }
  }
  window.most_kept = window.in_order;
  if (window.most_kept < quoted_.size())
    window.most_kept += bonds_in(lexicon_of(opened)).most_excused(document, utterance, window.words);
  return window.most_kept * 10 >= own_words_ * 6;
}

// Whether voice_of() can only say that a window's words are another's than the claimed
// speaker's: the turn is, and nothing near them names whoever is claimed.
bool Finder::surely_anothers(const Open& opened, const Window& window) {
  if (!claim_ || window.own || claim_words_.empty()) return false;
  const corpus::Document& document = *opened.document;
  const corpus::Utterance& utterance = document.utterances[window.utterance];
  if (!utterance.voice) {
    if (!utterance.speaker) return false;
    if (!document.transcript.speakers[*utterance.speaker].name && opened.fitting.empty()) return false;
  }
  if (utterance.note) return true;
  for (const transcript::Quote& quote : document.turn(utterance.turn).quotes)
    for (const std::string& name : quote.attributed_to)
      if (claim_->fits(name) != people::Fit::none) return false;
  std::uint64_t begin = window.words.begin > kNamedWithin ? window.words.begin - kNamedWithin : 0;
  std::uint64_t end = std::min<std::uint64_t>(window.words.end + kNamedWithin, utterance.words.size());
  for (std::uint64_t at = begin; at < end; ++at) {
    std::string_view printed = slice(document.text, utterance.words[at].span());
    auto [known, fresh] = of_claim_.try_emplace(printed);
    if (fresh) {
      std::string folded = people::folded(printed);
      for (const std::string& word : claim_words_) known->second |= word == folded || word.find(folded) != word.npos;
    }
    if (known->second) return false;
  }
  return true;
}

Result<std::vector<Found>> Finder::similar(bool said_by_another) {
  std::vector<Window> windows;
  std::vector<std::string> sought;
  for (std::size_t i = 0; i < quoted_.size(); ++i)
    if (!quoted_.bracketed[i]) sought.push_back(quoted_.search_keys[i]);
  if (sought.empty()) return std::vector<Found>();
  Result<corpus::Places> places = locate(sought);
  if (!places) return places.error();
  // A place may hold "3,5 %" for "trois virgule cinq pour cent"; in which language is not known yet.
  std::uint32_t otherwise = 0;
  for (const char* language : {"en", "ru", "fr", "de", "es"})
    otherwise = std::max(otherwise, renderings(Lexicon::of(language)));
  const double hidden = double(otherwise) / double(quoted_.size());
  // Those that can only be shown are not opened before it is known that nothing serves.
  std::size_t rank = 0;
  for (const corpus::Place& place : places->places) {
    if (place.score + hidden < kMayServe || (place.score < kMayServe && rank >= kNearest)) {
      if (rank++ < kNearest) only_shown_.push_back(place);
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
    else apart.push_back(window);
  }
  weigh(apart);
  std::stable_sort(apart.begin(), apart.end(), [](const Window& a, const Window& b) { return a.changes < b.changes; });
  // All that may serve a verdict are read, as long as that is quick.
  std::vector<Found> found;
  std::size_t own = 0, others = 0;
  std::uint64_t cells = 0;
  for (Window& window : apart) {
    auto opened = open_.find(window.number);
    if (opened == open_.end()) continue;
    if (!may_serve(window)) {
      if (next_best_.size() < kNearest) next_best_.push_back(window);
      continue;
    }
    std::size_t& taken = window.own ? own : others;
    if (taken >= kRead && cells >= kReadCells) continue;
    ++taken;
    cells += quoted_.size() * window.words.size();
    if (!keeps_enough(opened->second, window)) {
      too_few_.push_back(window);
      continue;
    }
    bool alters = quoted_.plain() && window.most_kept < quoted_.size();
    if (said_by_another && alters && surely_anothers(opened->second, window)) continue;
    Found one = read(opened->second, window);
    if (!one.words.empty()) found.push_back(std::move(one));
  }
  return found;
}

}  // namespace stenogram::check
