// Matching a pattern in one segment; the loops behind Index::count, find and some.
#pragma once
#include <algorithm>
#include <vector>

#include "stenogram/concordance/index.h"
#include "stenogram/concordance/index_state.h"

namespace stenogram::concordance {

// Where a pattern matches: runs of the suffix array where it is a phrase (or a few of
// them), places one by one where it is not. Kept as runs for as long as nobody asks
// for more than their number.
class PatternMatches {
 public:
  PatternMatches(const Segment& segment) : segment_(&segment) {}

  std::uint64_t total() const {
    std::uint64_t total = places_.size();
    for (Interval run : runs_) total += run.size();
    return total;
  }

  // take(first, words) for each, until it returns false. Every match lies in the column,
  // whatever a damaged suffix array says.
  template <class Take>
  void each(Take take) const {
    for (Interval run : runs_)
      for (std::uint32_t at = run.first; at < run.last; ++at) {
        Position first = segment_->suffix(at);
        if (words_ < segment_->size() - first && !take(first, words_)) return;
      }
    for (const Match& place : places_)
      if (!take(place.first, place.words)) return;
  }

  // The n-th in the order of each() before sort(); no words where a damaged suffix array
  // leads out of the column.
  Match nth(std::uint64_t n) const {
    for (Interval run : runs_) {
      if (n < run.size()) {
        const Position first = segment_->suffix(run.first + std::uint32_t(n));
        return first < segment_->size() && words_ < segment_->size() - first ? Match{0, first, words_} : Match{};
      }
      n -= run.size();
    }
    return places_[n];
  }

  // So that each() goes in order of the text; at least for the first `wanted`.
  void sort(std::size_t wanted);

 private:
  friend class PatternMatcher;
  const Segment* segment_;
  std::vector<Interval> runs_;
  std::uint32_t words_ = 0;    // of every match in runs_
  std::vector<Match> places_;  // segment is not set
};

// The tokens of a segment that one slot accepts.
class TokenSet {
 public:
  TokenSet(const Segment& segment, const Slot& slot);
  bool any() const { return any_; }
  bool empty() const { return !any_ && ranges_.empty(); }
  std::uint64_t occurrences() const { return occurrences_; }
  std::uint64_t tokens() const { return tokens_; }
  const std::vector<std::pair<Token, Token>>& ranges() const { return ranges_; }
  bool has(Token token) const {
    if (token == 0) return false;
    if (any_) return true;
    if (!bits_.empty()) return token / 64 < bits_.size() && (bits_[token / 64] >> (token % 64) & 1);
    for (auto [first, last] : ranges_)
      if (token < last) return token >= first;
    return false;
  }

 private:
  bool any_ = false;
  std::vector<std::pair<Token, Token>> ranges_;  // half-open, ascending, apart
  std::vector<std::uint64_t> bits_;              // the same, where there are many ranges
  std::uint64_t occurrences_ = 0, tokens_ = 0;
};

// One pattern against one segment, which both must outlive it. One thread.
class PatternMatcher {
 public:
  PatternMatcher(const Segment& segment, const Pattern& pattern);

  PatternMatches match();
  // The matches that begin in [begin, end), ascending, appended to `out`; reads the words
  // there one by one, so it is for a single utterance.
  void match_within(Position begin, Position end, std::vector<Match>& out);
  // The token, where the pattern is one word and nothing else; else 0.
  Token single() const;

 private:
  struct Part;
  struct Beside;
  bool possible() const;
  bool gapless(std::size_t slot) const;
  bool match_as_phrases();
  void look_up(std::vector<Token>& phrase);
  void keep(const std::vector<Token>& phrase);
  void match_from_rarest();
  Part rarest() const;
  Part narrowed(Part best) const;
  Beside beside(std::size_t slot, bool leftward) const;
  bool stands(Position anchor, const Beside& near) const;
  void step(Position from, Position to, const TokenSet& set);
  void begin_from(Position anchor, std::size_t slot, std::vector<Position>& starts);
  bool any_joined() const;
  bool takes_joined(std::size_t slot, Position at) const;
  void add_joined();
  std::uint32_t length_joined(Position start);
  std::uint32_t length_from(Position start);
  Position begin_of(Position at) const;
  Position end_of(Position at) const;

  const Segment& segment_;
  const Pattern& pattern_;
  PatternMatches found_;
  std::vector<TokenSet> sets_;
  // Where one slot may stand, and where its neighbour may; ascending.
  std::vector<Position> reached_, next_;
  Position walked_ = 0;
  std::uint64_t reach_ = 0;  // words a match can span
};

}  // namespace stenogram::concordance
