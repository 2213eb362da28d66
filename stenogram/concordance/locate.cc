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
// rare words are witnesses too: all their places, up to a budget, are sorted by where
// the probe would begin, and the thickest clusters become candidates. That is the slow
// way, ten milliseconds rather than a third of one.
//
// Candidates are then measured, first by a bound that costs next to nothing and then, in
// order of that bound, exactly (stretch.h), until no bound is left that could matter.
#include "stenogram/concordance/locate.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <queue>

#include "stenogram/concordance/index_state.h"
#include "stenogram/concordance/pattern.h"
#include "stenogram/concordance/stretch.h"

namespace stenogram::concordance {
namespace {

constexpr std::uint32_t kRareRun = 64;       // a run in more places than this is no witness
constexpr std::size_t kShort = 12;           // probes below this may have no run left
constexpr std::uint64_t kBudgets[] = {50'000, 500'000};  // places of rare words looked at
constexpr std::size_t kClusters = 96;        // candidates from rare words, a round
constexpr std::uint64_t kMostCells = 40'000'000;  // of exact measuring, a call
constexpr std::size_t kMostWords = 20'000;   // of a probe; what is beyond is not looked for

// A run of words found at a place: it speaks for the probe beginning at `origin`, counted
// from kBase so that it may lie before the column.
struct Witness {
  std::uint64_t origin;
  Position position;
  std::uint32_t words;
  double weight;
};
constexpr std::uint64_t kBase = kMostWords;

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
      : index_(index), probe_(probe), selection_(selection),
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
      found_.places.push_back({match, 1.0, true});
  }

  void find_altered() {
    double all = double(index_.totals().words) + 1;
    for (const std::string& word : words_) {
      counts_.push_back(index_.count(word));
      weights_.push_back(std::log2(all / double(counts_.back() + 1)));
    }
    for (std::uint32_t i = 0; i < index_.segments().size(); ++i) {
      std::vector<Token> tokens;
      for (const std::string& word : words_) tokens.push_back(index_.segments()[i]->token_of(word));
      finders_.emplace_back(tokens);
      runs_of(i, tokens);
      tokens_.push_back(std::move(tokens));
    }
    measure();
    double good = good_enough();
    for (std::uint64_t budget : kBudgets) {
      if (best_ >= good) return;
      for (std::uint32_t i = 0; i < index_.segments().size(); ++i) rare_words_of(i, budget);
      measure();
    }
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
      add_run(segment, witnesses, at, length, interval);
      // The words inside a long run tell nothing new, but for the last, with which
      // another run may begin.
      at += length >= 6 ? length - 2 : 1;
    }
    make_windows(number, witnesses);
  }

  void add_run(const Segment& segment, std::vector<Witness>& witnesses, std::uint32_t at, std::uint32_t length,
               Interval interval) const {
    // A stock phrase proves nothing, unless it is most of the probe: then some of its
    // places are better than none.
    if (interval.size() > kRareRun) {
      if (length * 3 < size()) return;
      std::uint32_t some = std::max(kRareRun, std::uint32_t(std::min<std::size_t>(probe_.most, 1000)));
      interval.last = interval.first + std::min(some, interval.size());
    }
    double weight = 0;
    for (std::uint32_t i = at; i < at + length; ++i) weight += weights_[i];
    for (std::uint32_t i = interval.first; i < interval.last; ++i) {
      Position position = segment.suffix(i);
      witnesses.push_back({kBase + position - at, position, length, weight});
    }
  }

  // The places of the probe's rarest words, until the budget is spent.
  void rare_words_of(std::uint32_t number, std::uint64_t budget) {
    const Segment& segment = *index_.segments()[number];
    std::vector<std::uint32_t> order(size());
    for (std::uint32_t i = 0; i < size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      return counts_[a] != counts_[b] ? counts_[a] < counts_[b] : a < b;
    });
    std::vector<std::uint64_t> origins;  // where the probe would begin, and which word says so
    std::uint64_t spent = 0;
    for (std::uint32_t i : order) {
      spent += counts_[i];
      if (spent > budget && !origins.empty()) break;
      if (counts_[i] > kBudgets[1]) break;
      Interval band = segment.word_interval(tokens_[number][i]);
      for (std::uint32_t at = band.first; at < band.last; ++at)
        origins.push_back((kBase + segment.suffix(at) - i) << 16 | i);
    }
    sort_by_origin(origins);
    keep_thickest(number, origins);
  }

  static void sort_by_origin(std::vector<std::uint64_t>& origins) {
    // By the 33 bits of the origin, three digits of eleven.
    constexpr int kDigit = 11;
    constexpr std::size_t kValues = std::size_t{1} << kDigit;
    std::vector<std::uint64_t> spare(origins.size());
    for (int shift = 16; shift < 16 + 3 * kDigit; shift += kDigit) {
      std::vector<std::uint32_t> counts(kValues + 1);
      for (std::uint64_t one : origins) ++counts[((one >> shift) & (kValues - 1)) + 1];
      for (std::size_t value = 1; value <= kValues; ++value) counts[value] += counts[value - 1];
      for (std::uint64_t one : origins) spare[counts[(one >> shift) & (kValues - 1)]++] = one;
      origins.swap(spare);
    }
  }

  // Slides over the sorted origins and keeps the heaviest clusters that are no wider
  // than slack() and apart from one another.
  void keep_thickest(std::uint32_t number, const std::vector<std::uint64_t>& origins) {
    struct Cluster {
      double weight;
      std::uint64_t first, last;
    };
    auto heavier = [](const Cluster& a, const Cluster& b) {
      return a.weight != b.weight ? a.weight > b.weight : a.first < b.first;
    };
    std::vector<Cluster> kept;  // a heap, the lightest on top
    std::optional<Cluster> open;
    auto close = [&] {
      if (!open) return;
      kept.push_back(*open);
      std::push_heap(kept.begin(), kept.end(), heavier);
      if (kept.size() > kClusters) {
        std::pop_heap(kept.begin(), kept.end(), heavier);
        kept.pop_back();
      }
      open.reset();
    };
    double weight = 0;
    std::vector<std::uint32_t> times(size());  // a word counts once in a cluster
    for (std::size_t first = 0, last = 0; last < origins.size(); ++last) {
      std::uint32_t word = std::uint32_t(origins[last] & 0xffff);
      if (times[word]++ == 0) weight += weights_[word];
      while ((origins[last] >> 16) - (origins[first] >> 16) > slack()) {
        std::uint32_t leaving = std::uint32_t(origins[first++] & 0xffff);
        if (--times[leaving] == 0) weight -= weights_[leaving];
      }
      Cluster now{weight, origins[first] >> 16, origins[last] >> 16};
      if (open && now.first > open->last) close();
      if (!open || weight > open->weight) open = now;
    }
    close();
    const Segment& segment = *index_.segments()[number];
    for (const Cluster& cluster : kept) {
      // The words seen tell the utterance; one of them surely lies in the column.
      for (std::size_t at = first_at(origins, cluster.first); at < origins.size() && origins[at] >> 16 <= cluster.last; ++at) {
        std::uint64_t position = (origins[at] >> 16) + (origins[at] & 0xffff) - kBase;
        if (add_window(number, segment.utterance_at(Position(position)), cluster.first, cluster.last, cluster.weight)) break;
      }
    }
  }

  static std::size_t first_at(const std::vector<std::uint64_t>& origins, std::uint64_t origin) {
    return std::size_t(std::lower_bound(origins.begin(), origins.end(), origin << 16) - origins.begin());
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

  // False where nothing of the utterance lies in the window.
  bool add_window(std::uint32_t number, std::uint32_t utterance, std::uint64_t first_origin,
                  std::uint64_t last_origin, double votes) {
    const Segment& segment = *index_.segments()[number];
    std::uint64_t begin = segment.begin_of(utterance), end = begin + segment.words_of(utterance);
    std::uint64_t low = first_origin - std::min(first_origin, kBase + slack());
    begin = std::max(begin, low);
    end = std::min(end, last_origin + size() + slack() - std::min(kBase, last_origin + size() + slack()));
    if (begin >= end) return false;
    if (selection_.takes(number, utterance)) queue(number, Position(begin), Position(end), votes);
    return true;
  }

  void queue(std::uint32_t number, Position begin, Position end, double votes) {
    std::uint32_t bound = finders_[number].bound(*index_.segments()[number], begin, end);
    if (bound >= least_words()) windows_.push({number, begin, end, bound, votes});
  }

  std::uint32_t least_words() const {
    return std::max<std::uint32_t>(2, std::uint32_t(std::ceil(probe_.least * size() - 1e-9)));
  }

  // -- Measuring

  void measure() {
    while (!windows_.empty()) {
      Window window = windows_.top();
      windows_.pop();
      // Nothing left can enter the page.
      if (scores_.size() >= probe_.most && double(window.bound) / size() <= scores_.top()) {
        windows_ = {};
        return;
      }
      std::uint64_t cells = std::uint64_t(window.end - window.begin) * size();
      if (cells_ + cells > kMostCells && cells_ > 0) {
        windows_ = {};
        return;
      }
      cells_ += cells;
      auto stretch = finders_[window.segment].best(*index_.segments()[window.segment], window.begin, window.end);
      if (stretch.found < least_words()) continue;
      keep(window.segment, stretch);
      // What stands beside it may be another piece of a stitched probe.
      if (stretch.found * 4 < size() * 3) {
        queue(window.segment, window.begin, stretch.begin, 0);
        queue(window.segment, stretch.end, window.end, 0);
      }
    }
  }

  void keep(std::uint32_t number, const StretchFinder::Stretch& stretch) {
    Located place{{number, stretch.begin, stretch.end - stretch.begin}, double(stretch.found) / size(), false};
    place.exact = stretch.found == size() && place.match.words == size();
    if (place.exact) return;  // find_exact() has them all
    best_ = std::max(best_, place.score);
    scores_.push(place.score);
    if (scores_.size() > probe_.most) scores_.pop();
    found_.places.push_back(place);
  }

  void finish() {
    auto& places = found_.places;
    std::sort(places.begin(), places.end(), [](const Located& a, const Located& b) {
      if (a.exact != b.exact) return a.exact;
      if (a.score != b.score) return a.score > b.score;
      if (a.match.words != b.match.words) return a.match.words < b.match.words;
      return a.match < b.match;
    });
    std::vector<Located> apart;
    for (const Located& place : places) {
      if (apart.size() >= probe_.most) break;
      bool overlaps = std::any_of(apart.begin(), apart.end(), [&](const Located& other) {
        return place.match.segment == other.match.segment && place.match.first < other.match.first + other.match.words &&
               other.match.first < place.match.first + place.match.words;
      });
      if (!overlaps) apart.push_back(place);
    }
    places = std::move(apart);
  }

  const Index& index_;
  const Probe& probe_;
  const Selection& selection_;
  std::vector<std::string> words_;
  std::vector<std::uint64_t> counts_;          // of each word, in the whole index
  std::vector<double> weights_;                // bits of surprise
  std::vector<std::vector<Token>> tokens_;     // of each segment
  std::vector<StretchFinder> finders_;
  std::priority_queue<Window> windows_;
  std::priority_queue<double, std::vector<double>, std::greater<>> scores_;  // of the best so far
  std::uint64_t cells_ = 0;
  double best_ = 0;
  Locations found_;
};

}  // namespace

Locations locate(const Index& index, const Probe& probe, const Selection& selection) {
  return Locator(index, probe, selection).locate();
}

}  // namespace stenogram::concordance
