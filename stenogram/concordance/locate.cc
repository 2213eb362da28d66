// Locating.
//
// Runs of the probe that the record holds word for word are its witnesses. From each
// word of the probe the longest such run is looked up in the suffix array; the places of
// a run say where the whole probe would begin if it stood there, and runs that agree,
// within a few words, on one utterance make a candidate. That finds nearly every
// quotation with one word in five altered, since somewhere two right words stand
// together.
//
// Where no candidate holds well over half of the probe, or the probe is short, single
// rare words are witnesses too (rare_words.h).
//
// Candidates are then measured, first by a bound that costs next to nothing and then, in
// order of that bound, exactly (stretch.h), until no bound is left that could matter.
#include "stenogram/concordance/locate.h"

#include <algorithm>
#include <cmath>
#include <queue>
#include <set>

#include "stenogram/concordance/index_state.h"
#include "stenogram/concordance/pattern.h"
#include "stenogram/concordance/rare_words.h"
#include "stenogram/concordance/stretch.h"

namespace stenogram::concordance {
namespace {

constexpr std::uint32_t kRareRun = 64;            // a run in more places than this is no witness
constexpr std::size_t kShort = 12;                // probes below this may have no run left
constexpr std::size_t kMostClusters = 4000;       // candidates from rare words, the heaviest
constexpr std::uint64_t kMostCells = 40'000'000;  // of exact measuring, a call
constexpr std::size_t kMostOthers = 24;           // candidates measured that can only be shown
constexpr std::size_t kMostWords = kOriginBase;   // of a probe; what is beyond is not looked for
constexpr double kSought = 0.5;  // share of words that a place must have to be looked for by single words

// A run of words found at a place: it speaks for the probe beginning at `origin`, counted
// from kOriginBase so that it may lie before the column.
struct Witness {
  std::uint64_t origin;
  Position position;
  std::uint32_t words;
  double weight;
};

struct Window {
  std::uint32_t segment;
  Position begin, end;
  std::uint32_t bound;
  double votes;
  bool operator<(const Window& other) const {
    if (bound != other.bound) return bound < other.bound;
    if (votes != other.votes) return votes < other.votes;
    if (segment != other.segment) return segment > other.segment;
    return begin > other.begin;
  }
};

class Locator {
 public:
  Locator(const Index& index, const Probe& probe, const Selection& selection)
      : index_(index),
        probe_(probe),
        selection_(selection),
        words_(probe.words.begin(), probe.words.begin() + std::ptrdiff_t(std::min(probe.words.size(), kMostWords))) {}

  Locations locate() {
    if (words_.empty() || probe_.most == 0) return {};
    find_exact();
    bool enough = found_.exact_total >= probe_.most || (found_.exact_total > 0 && probe_.exact_is_enough);
    if (!enough && !probe_.exact_only && words_.size() > 1) find_altered();
    finish();
    return std::move(found_);
  }

 private:
  std::uint32_t size() const { return std::uint32_t(words_.size()); }
  // How far inserted and dropped words may shift the rest.
  std::uint32_t slack() const { return size() / 4 + 4; }

  void find_exact() {
    Pattern whole = phrase(words_);
    found_.exact_total = index_.count(whole, selection_);
    if (found_.exact_total == 0) return;
    best_ = 1;
    for (const Match& match : index_.find(whole, selection_, probe_.most))
      found_.places.push_back({match, 1.0, true}), add_score(1);
  }

  void find_altered() {
    const std::vector<std::shared_ptr<const Segment>>& segments = index_.segments();
    counts_.assign(size(), 0);
    for (std::uint32_t i = 0; i < segments.size(); ++i) {
      std::vector<Token>& tokens = tokens_.emplace_back();
      for (std::uint32_t word = 0; word < size(); ++word) {
        Token token = segments[i]->token_of(words_[word]);
        counts_[word] += segments[i]->occurrences(token) - index_.state().removed(i, token).occurrences;
        tokens.push_back(token);
      }
      finders_.emplace_back(tokens);
    }
    double all = double(index_.totals().words) + 1;
    for (std::uint64_t count : counts_) weights_.push_back(std::log2(all / double(count + 1)));
    for (std::uint32_t i = 0; i < segments.size(); ++i) runs_of(i, tokens_[i]);
    measure();
    if (best_ < good_enough()) rare_words();
  }

  // With less than this found, look harder. Strangers share a third of their words in
  // order with a long probe and half with a short one, for they share `the` and `of`.
  double good_enough() const { return size() < kShort ? 0.8 : size() < 20 ? 0.6 : 0.5; }

  // -- Witnesses

  void runs_of(std::uint32_t number, const std::vector<Token>& tokens) {
    const Segment& segment = *index_.segments()[number];
    std::vector<Witness> witnesses;
    std::span<const Token> rest(tokens);
    std::uint32_t covered = 0;  // end of the last run kept
    for (std::uint32_t at = 0; at + 1 < size();) {
      auto [length, interval] = segment.longest_match(rest.subspan(at));
      if (length < 2 || at + length <= covered) {
        ++at;
        continue;
      }
      covered = at + length;
      add_run(number, witnesses, at, length, interval);
      // The words inside a long run tell nothing new, but for the last, with which
      // another run may begin.
      at += length >= 6 ? length - 2 : 1;
    }
    make_windows(number, witnesses);
  }

  void add_run(std::uint32_t number, std::vector<Witness>& witnesses, std::uint32_t at, std::uint32_t length,
               Interval interval) {
    const Segment& segment = *index_.segments()[number];
    // A stock phrase proves nothing, unless it is most of the probe: then some of its
    // places are better than none.
    std::size_t most = interval.size();
    if (interval.size() > kRareRun) {
      if (length * 3 < size()) return;
      most = std::max<std::size_t>(kRareRun, std::min<std::size_t>(probe_.most, 1000));
      std::size_t first_few = std::min<std::size_t>(most, interval.size());
      if (selection_.everything()) interval.last = interval.first + std::uint32_t(first_few);
      found_.cut = true;
    }
    double weight = 0;
    for (std::uint32_t i = at; i < at + length; ++i) weight += weights_[i];
    for (std::uint32_t i = interval.first; i < interval.last && most > 0; ++i) {
      Position position = segment.suffix(i);
      if (!selection_.everything() && !selection_.takes(number, segment.utterance_at(position))) continue;
      witnesses.push_back({kOriginBase + position - at, position, length, weight});
      --most;
    }
  }

  void rare_words() {
    std::uint32_t sought = std::uint32_t(std::ceil(std::max(kSought, probe_.serving) * size() - 1e-9));
    RareWords rare = choose_rare_words(counts_, index_.totals().words, sought, slack());
    struct Candidate {
      std::uint32_t segment;
      Cluster cluster;
    };
    std::vector<Candidate> candidates;
    for (std::uint32_t i = 0; i < index_.segments().size(); ++i)
      for (Cluster& cluster : clusters_of(*index_.segments()[i], tokens_[i], rare, weights_, slack()))
        candidates.push_back({i, std::move(cluster)});
    if (candidates.size() > kMostClusters) {
      std::stable_sort(candidates.begin(), candidates.end(),
                       [](const Candidate& a, const Candidate& b) { return a.cluster.weight > b.cluster.weight; });
      candidates.resize(kMostClusters);
      found_.cut = true;
    }
    for (const Candidate& one : candidates)
      add_window(one.segment, one.cluster.utterance, one.cluster.first, one.cluster.last, one.cluster.weight);
    measure();
  }

  // -- Candidates

  // Witnesses in one utterance whose origins are near make one window. A cut in the
  // middle of a quotation shifts what follows, and a stretch of twice the probe may still
  // carry it, so near is a probe's length.
  void make_windows(std::uint32_t number, std::vector<Witness>& witnesses) {
    const Segment& segment = *index_.segments()[number];
    std::sort(witnesses.begin(), witnesses.end(), [](const Witness& a, const Witness& b) {
      return a.origin != b.origin ? a.origin < b.origin : a.position < b.position;
    });
    for (std::size_t first = 0; first < witnesses.size();) {
      std::uint32_t utterance = segment.utterance_at(witnesses[first].position);
      double votes = witnesses[first].weight;
      std::size_t last = first + 1;
      while (last < witnesses.size() && witnesses[last].origin - witnesses[first].origin <= size() &&
             segment.utterance_at(witnesses[last].position) == utterance)
        votes += witnesses[last++].weight;
      add_window(number, utterance, witnesses[first].origin, witnesses[last - 1].origin, votes);
      first = last;
    }
  }

  void add_window(std::uint32_t number, std::uint32_t utterance, std::uint64_t first_origin, std::uint64_t last_origin,
                  double votes) {
    const Segment& segment = *index_.segments()[number];
    std::uint64_t begin = segment.begin_of(utterance), end = begin + segment.words_of(utterance);
    std::uint64_t low = first_origin - std::min(first_origin, kOriginBase + slack());
    begin = std::max(begin, low);
    end = std::min(end, last_origin + size() + slack() - std::min(kOriginBase, last_origin + size() + slack()));
    if (begin < end && selection_.takes(number, utterance)) queue(number, Position(begin), Position(end), votes);
  }

  void queue(std::uint32_t number, Position begin, Position end, double votes) {
    std::uint32_t bound = finders_[number].bound(*index_.segments()[number], begin, end);
    if (bound >= least_words()) windows_.push({number, begin, end, bound, votes});
  }

  std::uint32_t least_words() const {
    return std::max<std::uint32_t>(2, std::uint32_t(std::ceil(probe_.least * size() - 1e-9)));
  }

  // -- Measuring

  // Whether a place of this score can no longer enter the page.
  bool useless(double score) const {
    auto among = [&](std::size_t best) {
      if (best == 0) return false;
      return scores_.size() < best || score > *std::prev(scores_.end(), std::ptrdiff_t(best));
    };
    return !among(probe_.most) || (score < probe_.serving && !among(probe_.others));
  }

  void measure() {
    while (!windows_.empty()) {
      Window window = windows_.top();
      windows_.pop();
      double most = double(window.bound) / size();
      bool serves = most >= probe_.serving;
      if (useless(most) || (!serves && others_measured_ >= kMostOthers)) break;
      std::uint64_t cells = std::uint64_t(window.end - window.begin) * size();
      if (cells_ + cells > kMostCells && cells_ > 0) {
        found_.cut = true;
        break;
      }
      cells_ += cells;
      others_measured_ += !serves;
      auto stretch = finders_[window.segment].best(*index_.segments()[window.segment], window.begin, window.end);
      if (stretch.found < least_words()) continue;
      keep(window.segment, stretch);
      // What stands beside it may be another piece of a stitched probe.
      if (stretch.found * 4 < size() * 3) {
        queue(window.segment, window.begin, stretch.begin, 0);
        queue(window.segment, stretch.end, window.end, 0);
      }
    }
    windows_ = {};
  }

  void keep(std::uint32_t number, const StretchFinder::Stretch& stretch) {
    Located place{{number, stretch.begin, stretch.end - stretch.begin}, double(stretch.found) / size(), false};
    place.exact = stretch.found == size() && place.match.words == size();
    if (place.exact) return;  // find_exact() has them all
    best_ = std::max(best_, place.score);
    // Windows overlap, and so may what they hold: the better counts.
    for (Located& known : found_.places) {
      if (!overlap(known, place)) continue;
      if (!better(place, known)) return;
      if (auto score = scores_.find(known.score); score != scores_.end()) scores_.erase(score);
      known = place;
      add_score(place.score);
      return;
    }
    found_.places.push_back(place);
    add_score(place.score);
  }

  void add_score(double score) {
    scores_.insert(score);
    if (scores_.size() > std::max(probe_.most, probe_.others)) scores_.erase(scores_.begin());
  }

  static bool overlap(const Located& a, const Located& b) {
    return a.match.segment == b.match.segment && a.match.first < b.match.first + b.match.words &&
           b.match.first < a.match.first + a.match.words;
  }

  static bool better(const Located& a, const Located& b) {
    if (a.exact != b.exact) return a.exact;
    if (a.score != b.score) return a.score > b.score;
    if (a.match.words != b.match.words) return a.match.words < b.match.words;
    return a.match < b.match;
  }

  void finish() {
    auto& places = found_.places;
    std::sort(places.begin(), places.end(), better);
    std::vector<Located> apart;
    for (const Located& place : places) {
      if (apart.size() >= probe_.most || (apart.size() >= probe_.others && place.score < probe_.serving)) break;
      auto overlaps = [&](const Located& other) { return overlap(place, other); };
      if (std::none_of(apart.begin(), apart.end(), overlaps)) apart.push_back(place);
    }
    found_.cut |= apart.size() >= probe_.most;
    places = std::move(apart);
  }

  const Index& index_;
  const Probe& probe_;
  const Selection& selection_;
  std::vector<std::string> words_;
  std::vector<std::uint64_t> counts_;       // of each word, in the whole index
  std::vector<double> weights_;             // bits of surprise
  std::vector<std::vector<Token>> tokens_;  // of each segment
  std::vector<StretchFinder> finders_;
  std::priority_queue<Window> windows_;
  std::multiset<double> scores_;  // of the best so far
  std::uint64_t cells_ = 0;
  std::size_t others_measured_ = 0;
  double best_ = 0;
  Locations found_;
};

}  // namespace

Locations locate(const Index& index, const Probe& probe, const Selection& selection) {
  return Locator(index, probe, selection).locate();
}

}  // namespace stenogram::concordance
