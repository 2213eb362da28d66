// Finds the places of the record that may carry a quotation, and reads each against it.
//
// One check, one Finder: it keeps the documents it has opened, so that a document is
// fetched and its speakers held against the claim once. One thread.
#pragma once
#include <map>
#include <memory>
#include <optional>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "stenogram/differences/differences.h"
#include "stenogram/differences/quoted_text.h"
#include "stenogram/check/verdict.h"
#include "stenogram/check/voice.h"
#include "stenogram/corpus/passages.h"
#include "stenogram/people/names.h"

namespace stenogram::check {

using differences::CountWord;
using differences::Lexicon;
using differences::QuotedText;
using differences::Reading;

// How nearly a place carries the quotation, by the table of section 5; best first.
enum class Grade : std::uint8_t { verbatim, abridged, altered, unrelated };

// One place, read.
struct Found {
  corpus::DocumentNumber number = 0;
  std::shared_ptr<const corpus::Document> document;
  std::uint32_t utterance = 0;
  TokenRange words;  // of the utterance
  Reading reading;   // its `spoken` is `words`
  Voice voice;
  Grade grade = Grade::unrelated;
  TokenRange piece;          // the quotation's words it carries; all of them unless stitched
  std::uint64_t places = 1;  // where a piece stands exactly, in all
};

class Finder {
 public:
  Finder(const corpus::Passages& record, const QuotedText& quoted, const std::optional<std::string>& claimed);

  // Every place that carries the words exactly, in order of document and position. Of very
  // common words only the first are confirmed; uncounted() says how many are not
  // (the claimed speaker's, where somebody is claimed, are confirmed beyond those).
  Result<std::vector<Found>> exact();
  std::uint64_t uncounted() const { return uncounted_; }
  // Beside exact places: those that carry the same words, but print them otherwise, broken at
  // the end of a line. Of quotations long enough for that to be found quickly.
  Result<std::vector<Found>> printed_otherwise();
  // The places most like the quotation that may serve a verdict, read with all their
  // differences: as many of the claimed speaker's as of all others'. Best first by what was
  // changed. Where somebody else is known to have said the very words, others' places that
  // alter them serve nothing and are passed over.
  Result<std::vector<Found>> similar(bool said_by_another);
  // After similar(): of the places that serve nothing the best `most`, and a few more, to be
  // shown; each the stretch that carries most of the quotation, or of a part of it.
  std::vector<Found> nearest(std::size_t most);
  // Exact pieces that make up the quotation, in its order; empty where there are none.
  // Pieces of the claimed speaker's are preferred. `most_joins` words may stand between.
  Result<std::vector<Found>> pieces(std::uint32_t most_joins);

  const QuotedText& quoted() const { return quoted_; }
  const people::Claim* claim() const { return claim_ ? &*claim_ : nullptr; }
  // Documents that could not be opened, and why. Their places were passed over: one that is
  // damaged must not keep the others from answering.
  const std::map<corpus::DocumentNumber, Error>& unread() const { return unread_; }

 private:
  struct Open {
    std::shared_ptr<const corpus::Document> document;
    std::vector<std::uint32_t> fitting;  // speakers that the claim fits
  };
  struct Window {
    corpus::DocumentNumber number = 0;
    std::uint32_t utterance = 0;
    TokenRange words;
    std::uint32_t changes = 0;
    std::uint32_t in_order = 0;    // words of the quotation, at most
    std::uint32_t most_kept = 0;   // of the quotation's words that reading it can find there
    std::uint32_t contracted = 0;  // words there with an apostrophe that the quotation has otherwise, if at all
    bool own = false;
    auto place() const { return std::tuple(number, utterance, words.begin, words.end); }
  };

  const Open* open(corpus::DocumentNumber number);  // null where the record cannot give it
  Found read(const Open& opened, const Window& window);
  std::optional<Found> confirm(const Open& opened, const corpus::Place& place, TokenRange piece);
  Grade grade_of(const Found& found) const;
  bool may_fit_in(corpus::DocumentNumber number);
  bool may_serve(const Window& window);
  bool keeps_enough(const Open& opened, Window& window);
  bool surely_anothers(const Open& opened, const Window& window);
  void narrow(const Open& opened, const Window& window, Found& found);
  void tell_lacking(Found& found) const;
  void add_stretches(std::vector<Found>& found);
  void weigh(std::vector<Window>& windows);
  const Lexicon& lexicon_of(const Open& opened) const { return Lexicon::of(opened.document->transcript.language); }
  differences::BondFinder& bonds_in(const Lexicon& lexicon);
  std::uint32_t renderings(const Lexicon& lexicon);
  std::optional<Window> window_around(const corpus::Place& place);
  Result<corpus::Places> locate(const std::vector<std::string>& sought);
  bool any_claimed(const corpus::Places& places);
  bool is_claimed(const Open& opened, const corpus::Utterance& utterance) const;
  Status windows_of_segments(std::vector<Window>& windows);
  Result<std::vector<Found>> pieces_of(std::uint32_t most_joins, const std::vector<std::uint64_t>& reach,
                                       bool own_only);

  const corpus::Passages& record_;
  const QuotedText& quoted_;
  std::optional<people::Claim> claim_;
  CountWord count_;
  std::unordered_map<corpus::DocumentNumber, Open> open_;
  std::map<corpus::DocumentNumber, Error> unread_;
  std::uint64_t uncounted_ = 0;
  std::unordered_map<const Lexicon*, std::uint32_t> renderings_;
  std::unordered_map<const Lexicon*, differences::BondFinder> bonds_;
  std::uint32_t own_words_ = 0;  // of the quotation, those in brackets aside
  // Whether words, as printed, are one of the claimed name's; views of documents that are open.
  std::unordered_map<std::string_view, bool> of_claim_;
  std::vector<std::string> claim_words_;
  // What similar() did not read: windows that keep too few words, the next best behind them,
  // and places not even opened.
  std::vector<Window> too_few_, next_best_;
  std::vector<corpus::Place> only_shown_;
  bool asked_cast_ = false;
  std::optional<corpus::SpeakerSet> fitting_by_;  // the speakers whom the claim fits, once the cast was asked
  corpus::SpeakerSet claimed_by_;                 // asked for where pieces are looked for
};

}  // namespace stenogram::check
