// Exact pieces that make up a quotation.
#include <algorithm>
#include <map>

#include "stenogram/check/claimed.h"
#include "stenogram/check/find.h"

namespace stenogram::check {
namespace {

constexpr std::size_t kSegmentPlaces = 512;                       // of one segment between marks of omission
constexpr std::size_t kOpenedForPiece = 8;                        // documents opened to find a piece in
constexpr std::uint32_t kLeastPiece = 4, kLeastBoundedPiece = 2;  // words

// The fewest pieces and joining words that make up a quotation, where a run from each word
// may reach so far.
class Cover {
 public:
  Cover(const QuotedText& quoted, std::uint32_t most_joins, const std::vector<std::uint64_t>& reach)
      : best_(quoted.size() + 1) {
    const std::uint64_t n = quoted.size();
    best_[n] = {0, 0, 0};
    for (std::uint64_t i = n; i-- > 0;) {
      if (best_[i + 1].joins < most_joins || quoted.bracketed[i])
        best_[i] = {best_[i + 1].joins + (quoted.bracketed[i] ? 0 : 1), best_[i + 1].count, 0};
      for (std::uint64_t end = reach[i]; end > i; --end) {
        const bool bounded = quoted.omission_at[i] != 0 || quoted.omission_at[end] != 0;
        if (end - i < (bounded ? kLeastBoundedPiece : kLeastPiece)) break;
        Best taken{best_[end].joins, best_[end].count == ~0u ? ~0u : best_[end].count + 1, end};
        if (taken.count != ~0u && taken < best_[i]) best_[i] = taken;
      }
    }
    whole_ = best_[0].count != ~0u && best_[0].joins <= most_joins;
  }
  bool whole() const { return whole_; }
  std::uint32_t pieces() const { return best_[0].count; }
  std::uint64_t piece_end(std::uint64_t begin) const { return best_[begin].end; }  // 0: a joining word

 private:
  struct Best {
    std::uint32_t joins = ~0u, count = ~0u;
    std::uint64_t end = 0;
    bool operator<(const Best& other) const { return joins != other.joins ? joins < other.joins : count < other.count; }
  };
  std::vector<Best> best_;
  bool whole_ = false;
};

}  // namespace

// Pieces: for each word of the quotation the longest run from there that the record
// carries exactly, then the fewest pieces and joining words that make up the whole.
// `reach` is how far any run from a word can reach, as the index tells.
Result<std::vector<Found>> Finder::pieces_of(std::uint32_t most_joins, const std::vector<std::uint64_t>& reach,
                                             bool own_only) {
  const std::uint64_t n = quoted_.size();
  std::vector<Found> none;
  std::map<std::pair<std::uint64_t, std::uint64_t>, std::optional<Found>> known;  // by begin and end
  auto found_at = [&](std::uint64_t begin, std::uint64_t end) -> Result<const std::optional<Found>*> {
    auto [place, fresh] = known.try_emplace({begin, end});
    if (!fresh) return &place->second;
    std::vector<std::string> keys(quoted_.search_keys.begin() + std::ptrdiff_t(begin),
                                  quoted_.search_keys.begin() + std::ptrdiff_t(end));
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
  std::vector<std::uint64_t> longest(n, 0);
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
  const Cover cover(quoted_, most_joins, longest);
  if (!cover.whole() || cover.pieces() < 2) return none;
  std::vector<Found> chosen;
  for (std::uint64_t i = 0; i < n;) {
    if (cover.piece_end(i) == 0) {
      ++i;
      continue;
    }
    Result<const std::optional<Found>*> one = found_at(i, cover.piece_end(i));
    if (!one) return one.error();
    if (!**one) return none;
    chosen.push_back(***one);
    i = cover.piece_end(i);
  }
  return chosen;
}

Result<std::vector<Found>> Finder::pieces(std::uint32_t most_joins) {
  const std::uint64_t n = quoted_.size();
  if (n < 2 * kLeastBoundedPiece) return std::vector<Found>();
  // A piece does not run over a mark of omission, nor over the quoter's brackets: where the
  // one that begins at each word must end.
  std::vector<std::uint64_t> limits(n, n), reach(n);
  for (std::uint64_t i = n; i-- > 0;)
    if (i + 1 < n) limits[i] = quoted_.omission_at[i + 1] || quoted_.bracketed[i + 1] ? i + 1 : limits[i + 1];
  std::span<const std::string> all(quoted_.search_keys);
  for (std::uint64_t i = 0; i < n; ++i)
    reach[i] = quoted_.bracketed[i] ? i : i + record_.longest_run(all.subspan(i, limits[i] - i));
  // Where even that does not make up the whole, no place need be looked at, nor who speaks.
  if (!Cover(quoted_, most_joins, reach).whole()) return std::vector<Found>();
  if (claim_) {
    Result<corpus::SpeakerSet> by = speakers_claimed(record_, *claim_);
    if (!by) return by.error();
    claimed_by_ = std::move(*by);
    Result<std::vector<Found>> own = pieces_of(most_joins, reach, true);
    if (!own || !own->empty()) return own;
  }
  return pieces_of(most_joins, reach, false);
}

}  // namespace stenogram::check
