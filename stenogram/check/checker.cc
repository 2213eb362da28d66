// How a verdict is reached.
//
// First every exact place is asked for: it settles most quotations. Otherwise the places
// most like the quotation are read word for word, and exact pieces are looked for. What
// was found is then held against the list of section 5, "Which one": the first that
// holds is the verdict, and the places that serve it are its passages.
#include "stenogram/check/checker.h"

#include <algorithm>
#include <tuple>

#include "stenogram/check/find.h"
#include "stenogram/check/gather.h"
#include "stenogram/check/passage.h"
#include "stenogram/check/scope.h"
#include "stenogram/text/words.h"

namespace stenogram::check {
using namespace differences;
namespace {

constexpr std::size_t kLargestQuotation = 1 << 20;
constexpr std::uint64_t kShortQuotation = 4;  // words; fewer are ambiguous
constexpr std::uint64_t kManyPlaces = 20;     // more, with nothing claimed, are too
constexpr std::uint32_t kJoiningWords = 3;
constexpr std::uint64_t kPieceMayLack = 1;        // words of a piece that a place lacks which carries it all the same
constexpr std::uint32_t kPassedOver = 6;          // words changed in all
constexpr std::uint64_t kPutIn = 6, kBeside = 5;  // words put in, and those on either side that stand
constexpr std::uint64_t kOwnPiece = 3;            // places; a short piece that stands in no more is no chance
constexpr std::size_t kDressed = 256;             // passages written out, to choose the best from
constexpr double kWorthShowing = 0.3;             // share of words, of a nearest passage
constexpr double kOfPart = 0.75;                  // of those, where only a part of the quotation is shown
constexpr std::uint64_t kLongPart = 6;            // words of a part that is shown in any case

bool claimed_speakers(const Found& found) { return found.voice.standing != Standing::other; }

// A place's rank among those that serve one verdict.
struct Rank {
  Standing standing;
  Severity severity;
  std::uint32_t changed;
  bool undated;
  std::string date;
  corpus::DocumentNumber number;
  std::uint64_t position;
  auto key() const { return std::tie(standing, severity, changed, undated, date, number, position); }
};

class Check {
 public:
  Check(const corpus::Passages& record, const Quotation& quotation, const Options& options)
      : record_(record),
        options_(options),
        quoted_(parse_quoted(quotation.quoted)),
        finder_(record, quoted_, quotation.speaker),
        dressing_(quotation, quoted_) {
    answer_.quotation = quotation;
  }

  Result<Answer> run() {
    answer_.searched = record_.searched();
    Result<std::vector<Found>> exact = finder_.exact();
    if (!exact) return exact.error();
    places_ = std::move(*exact);
    bool settled = std::any_of(places_.begin(), places_.end(),
                               [](const Found& f) { return claimed_speakers(f) && f.grade == Grade::verbatim; });
    if (settled) {
      Result<std::vector<Found>> more = finder_.printed_otherwise();
      if (!more) return more.error();
      add_new(std::move(*more));
    }
    if (!settle_from({Verdict::verbatim})) {
      bool said_by_another = std::any_of(places_.begin(), places_.end(), [](const Found& f) {
        return !claimed_speakers(f) && f.grade <= Grade::abridged;
      });
      Result<std::vector<Found>> similar = finder_.similar(said_by_another);
      if (!similar) return similar.error();
      add_new(std::move(*similar));
      if (Status status = look_for_pieces(); !status) return status.error();
      // Verbatim still: a note or the record's own brackets, copied with the words.
      settle_from({Verdict::verbatim, Verdict::abridged, Verdict::altered, Verdict::misattributed, Verdict::stitched,
                   Verdict::not_found});
    }
    finish();
    return std::move(answer_);
  }

 private:
  bool settle_from(std::initializer_list<Verdict> allowed);
  Status look_for_pieces();
  void add_new(std::vector<Found> more);
  bool stitched_better() const;
  bool foreign(TokenRange piece, const Reading& reading) const;
  void serve(Verdict verdict, std::vector<const Found*> places);
  void serve_pieces();
  void serve_nearest();
  void finish();

  template <class Wanted>
  std::vector<const Found*> places_where(Wanted wanted) const {
    std::vector<const Found*> chosen;
    for (const Found& found : places_)
      if (wanted(found)) chosen.push_back(&found);
    return chosen;
  }

  const corpus::Passages& record_;
  const Options& options_;
  QuotedText quoted_;
  Finder finder_;
  Dressing dressing_;
  Answer answer_;
  std::vector<Found> places_;  // read, exact ones first
  std::vector<Found> pieces_;
};

// Places found both ways count once.
void Check::add_new(std::vector<Found> more) {
  for (Found& found : more) {
    bool known = std::any_of(places_.begin(), places_.end(), [&](const Found& place) {
      return place.number == found.number && place.utterance == found.utterance && place.words.overlaps(found.words);
    });
    if (!known) places_.push_back(std::move(found));
  }
}

Status Check::look_for_pieces() {
  bool word_for_word =
      std::any_of(places_.begin(), places_.end(), [](const Found& found) { return found.grade <= Grade::abridged; });
  if (word_for_word) return {};
  // Nor are they looked for where they could not be the better account (stitched_better).
  bool marked = std::find(quoted_.omission_at.begin(), quoted_.omission_at.end(), 1) != quoted_.omission_at.end();
  bool plain_enough = !marked && std::any_of(places_.begin(), places_.end(), [](const Found& found) {
    return found.grade == Grade::altered && found.reading.unmatched <= kPieceMayLack &&
           found.reading.changed < kPassedOver;
  });
  if (plain_enough) return {};
  Result<std::vector<Found>> pieces = finder_.pieces(kJoiningWords);
  if (!pieces) return pieces.error();
  pieces_ = std::move(*pieces);
  return {};
}

// In a large archive four words in a row stand somewhere, so a word replaced in the
// middle of a sentence can be explained by pieces too. Pieces are the better account only
// where the best single place lacks more than a word of one of them; or where the
// quotation's own marks of omission part pieces that stand nowhere else.
bool Check::stitched_better() const {
  if (pieces_.empty()) return false;
  std::uint64_t joins = quoted_.size();
  bool parted = true;
  for (const Found& piece : pieces_) {
    joins -= piece.piece.size();
    parted = parted && (piece.piece.begin == 0 || quoted_.omission_at[piece.piece.begin]) &&
             (piece.piece.size() >= kShortQuotation || piece.places <= kOwnPiece);
  }
  if (parted && joins == 0) return true;
  return std::none_of(places_.begin(), places_.end(), [&](const Found& found) {
    return found.grade <= Grade::altered && std::none_of(pieces_.begin(), pieces_.end(), [&](const Found& piece) {
             return foreign(piece.piece, found.reading);
           });
  });
}

// Whether a place lacks a piece, and not merely a word of it. What stands between words
// of the place that follow one another was put in there, wherever else it may stand.
bool Check::foreign(TokenRange piece, const Reading& reading) const {
  if (reading.stands.size() != quoted_.size()) return false;  // word for word
  auto standing = [&](std::uint64_t begin, std::uint64_t end) {
    return std::uint64_t(
        std::count(reading.stands.begin() + std::ptrdiff_t(begin), reading.stands.begin() + std::ptrdiff_t(end), 1));
  };
  std::uint64_t lacking = piece.size() - standing(piece.begin, piece.end);
  // A word that is lacking where much else was passed over says more than one alone.
  if (lacking == 0 || (lacking <= kPieceMayLack && reading.changed < kPassedOver)) return false;
  // Beside the piece, joining words aside: mostly words that stand.
  std::uint64_t begin = piece.begin, end = piece.end;
  while (begin > 0 && piece.begin - begin < kJoiningWords && !reading.stands[begin - 1]) --begin;
  while (end < quoted_.size() && end - piece.end < kJoiningWords && !reading.stands[end]) ++end;
  std::uint64_t before = begin > kBeside ? begin - kBeside : 0, after = std::min(end + kBeside, quoted_.size());
  auto mostly = [&](std::uint64_t from, std::uint64_t to) {
    return to > from && standing(from, to) * 5 >= (to - from) * 4;
  };
  bool enclosed = piece.size() <= kPutIn && mostly(before, begin) && mostly(end, after);
  return !enclosed;
}

// "Which one": the first that holds.
bool Check::settle_from(std::initializer_list<Verdict> allowed) {
  auto may = [&](Verdict verdict) { return std::find(allowed.begin(), allowed.end(), verdict) != allowed.end(); };
  auto serve_if_any = [&](Verdict verdict, auto wanted) {
    if (!may(verdict)) return false;
    std::vector<const Found*> chosen = places_where(wanted);
    if (chosen.empty()) return false;
    serve(verdict, std::move(chosen));
    return true;
  };
  if (serve_if_any(Verdict::verbatim, [](const Found& f) { return claimed_speakers(f) && f.grade == Grade::verbatim; }))
    return true;
  if (serve_if_any(Verdict::abridged, [](const Found& f) { return claimed_speakers(f) && f.grade == Grade::abridged; }))
    return true;
  if (serve_if_any(Verdict::altered, [](const Found& f) {
        return claimed_speakers(f) && f.grade == Grade::altered && f.reading.severity <= Severity::wording;
      }))
    return true;
  if (serve_if_any(Verdict::misattributed,
                   [](const Found& f) { return !claimed_speakers(f) && f.grade <= Grade::abridged; }))
    return true;
  if (may(Verdict::stitched) && stitched_better()) return serve_pieces(), true;
  if (serve_if_any(Verdict::altered, [](const Found& f) { return claimed_speakers(f) && f.grade == Grade::altered; }))
    return true;
  if (serve_if_any(Verdict::misattributed,
                   [](const Found& f) { return !claimed_speakers(f) && f.grade == Grade::altered; }))
    return true;
  if (may(Verdict::not_found)) return serve_nearest(), true;
  return false;
}

void Check::serve(Verdict verdict, std::vector<const Found*> places) {
  answer_.verdict = verdict;
  answer_.places = places.size();
  if (verdict == Verdict::verbatim && finder_.claim() == nullptr) answer_.places += finder_.uncounted();
  if (places.size() > std::max(kDressed, options_.passages)) {
    auto rank = [](const Found* f) {
      return std::tuple(f->voice.standing, f->reading.severity, f->reading.changed, f->document->date().empty(),
                        f->document->date());
    };
    std::stable_sort(places.begin(), places.end(), [&](const Found* a, const Found* b) { return rank(a) < rank(b); });
    places.resize(std::max(kDressed, options_.passages));
  }
  struct Shown {
    Rank rank;
    Passage passage;
  };
  std::vector<Shown> shown;
  for (const Found* found : places) {
    Passage passage = dressing_.passage(*found);
    Severity severity = Severity::none;
    for (const Difference& difference : passage.differences) severity = std::max(severity, difference.severity);
    if (found->voice.doubtful) dressing_.doubt(*found, answer_.doubts);
    shown.push_back({{found->voice.standing, severity, found->reading.changed, passage.date.empty(), passage.date,
                      found->number, found->words.begin},
                     std::move(passage)});
    shown.back().rank.position = shown.back().passage.span.begin;
  }
  std::stable_sort(shown.begin(), shown.end(),
                   [](const Shown& a, const Shown& b) { return a.rank.key() < b.rank.key(); });
  answer_.severity = verdict == Verdict::misattributed ? Severity::meaning : shown.front().rank.severity;
  std::vector<const Passage*> in_order;
  for (const Shown& one : shown) in_order.push_back(&one.passage);
  for (std::size_t k : copies_together(in_order))
    if (answer_.passages.size() < options_.passages) answer_.passages.push_back(std::move(shown[k].passage));
}

void Check::serve_pieces() {
  answer_.verdict = Verdict::stitched;
  answer_.severity = Severity::meaning;
  answer_.places = pieces_.size();
  for (const Found& piece : pieces_) answer_.passages.push_back(dressing_.passage(piece));
}

void Check::serve_nearest() {
  answer_.verdict = Verdict::not_found;
  std::vector<Found> nearest = finder_.nearest(options_.nearest);
  add_new(std::move(nearest));
  std::vector<const Found*> near = places_where([&](const Found& found) {
    // A part says something by itself where its words are many, or nearly all that stand there.
    bool part = found.piece.size() < quoted_.size();
    double least = kWorthShowing * double(quoted_.size());
    if (part) least = std::min(least * kOfPart, double(kLongPart));
    return found.reading.kept >= 2 && found.reading.kept >= least;
  });
  std::stable_sort(near.begin(), near.end(), [](const Found* a, const Found* b) {
    return std::tuple(a->reading.kept, b->reading.stretch, b->number, b->words.begin) >
           std::tuple(b->reading.kept, a->reading.stretch, a->number, a->words.begin);
  });
  if (near.size() > options_.nearest) near.resize(options_.nearest);
  for (const Found* found : near) answer_.nearest.push_back(dressing_.passage(*found));
}

void Check::finish() {
  bool nothing_claimed = !answer_.quotation.speaker && !answer_.quotation.date;
  answer_.ambiguous = quoted_.size() < kShortQuotation || (answer_.places > kManyPlaces && nothing_claimed);
  std::sort(answer_.doubts.begin(), answer_.doubts.end());
  answer_.doubts.erase(std::unique(answer_.doubts.begin(), answer_.doubts.end()), answer_.doubts.end());
  if (!answer_.doubts.empty()) answer_.ambiguous = true;
  if (answer_.ambiguous && nothing_claimed && answer_.places > 1)
    answer_.doubts.push_back("many places carry these words; a speaker or a date would decide which is meant");
  if (answer_.quotation.date && !is_date(*answer_.quotation.date))
    answer_.doubts.push_back("the date claimed was not compared: dates are written 2017, 2017-07 or 2017-07-21");
  // Of the archive, not of the quotation: it makes nothing ambiguous.
  for (const auto& [number, error] : finder_.unread()) {
    answer_.unread.push_back(error);
    answer_.doubts.push_back("a transcript was left out, because it cannot be read: " + error.message());
  }
}

}  // namespace

std::optional<Error> unfit(const Quotation& quotation, std::string_view where) {
  if (quotation.quoted.size() > kLargestQuotation)
    return Error::usage(std::string(where), "a quotation of more than a megabyte", "check it in parts");
  text::Word word;
  if (!text::WordScanner(quotation.quoted).next(word))
    return Error::usage(std::string(where), "a quotation without a word", "give the words that are claimed");
  return std::nullopt;
}

Result<Answer> check(const corpus::Passages& record, const Quotation& quotation, const Options& options) {
  if (std::optional<Error> error = unfit(quotation, "")) return *error;
  return Check(record, quotation, options).run();
}

}  // namespace stenogram::check
