// What the record says of a quotation: the shapes of section 5 of the contract.
//
// A verdict carries its evidence: the passages it rests on, each with every word
// that differs, who spoke, when, and the question that was answered. All spans of a
// passage are bytes of its page's text; spans into the quotation are bytes of
// `quoted`. Plain values: they outlive the archive they were made from.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stenogram/base/result.h"
#include "stenogram/base/span.h"
#include "stenogram/corpus/passages.h"
#include "stenogram/differences/difference.h"

namespace stenogram::check {

enum class Verdict : std::uint8_t { verbatim, abridged, altered, stitched, misattributed, not_found };

using differences::Difference;
using differences::DifferenceKind;
using differences::name_of;
using differences::Severity;

// The contract's names: "not_found".
std::string_view name_of(Verdict);

struct QuestionRef {
  std::uint32_t turn = 0;
  std::string text;
};

// What another copy of the interview has in place of a passage's words: `spoken` of the
// differences is its wording, `quoted` the passage's.
struct OtherReading {
  std::string transcript;  // id
  std::string name;        // of the capture
  std::uint32_t turn = 0;
  ByteSpan span;
  std::string address;
  std::string text;
  std::vector<Difference> differences;
};

struct Passage {
  std::string transcript;  // id
  std::string name;        // of the capture
  std::uint32_t turn = 0;
  ByteSpan span;                          // of the page, first matched word to last
  std::optional<SourceSpan> source_span;  // of the capture, where its page is rendered from it
  std::optional<std::uint32_t> page_number;
  std::string address;                 // "ID#7:120-245"
  std::optional<std::string> speaker;  // by name; absent where nobody is named
  std::optional<std::string> label;    // of the turn, as printed
  std::optional<std::string> quoting;  // whose words these are, where the speaker repeats somebody's
  bool second_hand = false;            // the claimed speaker's words, in another's turn
  std::string date;                    // event date, else publication date, else empty
  std::optional<std::string> url;      // of the capture
  std::string text;                    // the page's bytes of `span`
  std::string before, after;           // of the same turn, whole words, for context
  std::optional<QuestionRef> question;
  std::vector<Difference> differences;  // in the order of the quotation
  // The stretch of the quotation that this passage carries; all of it, unless stitched.
  ByteSpan quoted_span;
  // Set by regard_copies (grouping.h): the fullest copy of the interview, where there are
  // several, and at the first passage of each family the copies that word it otherwise.
  std::optional<std::string> family;
  std::vector<OtherReading> copies_differ;
};

// What is asked. `quoted` is the quotation's text without its outer marks.
struct Quotation {
  std::string quoted;
  std::optional<ByteSpan> quoted_span;  // in the article's page text; absent for --quote
  std::optional<std::string> speaker;   // as claimed
  std::optional<std::string> date;      // as claimed, ISO 8601, whole or in part
};

struct Answer {
  Quotation quotation;
  Verdict verdict = Verdict::not_found;
  std::optional<Severity> severity;  // absent for not_found
  bool ambiguous = false;
  std::uint64_t places = 0;  // how many places serve the verdict; passages holds the best
  std::vector<Passage> passages;
  std::vector<Passage> nearest;  // for not_found
  corpus::Searched searched;
  std::vector<std::string> doubts;  // sentences for people: two speakers fit the claim, …
  std::vector<Error> unread;        // transcripts left out because they cannot be opened; also in doubts
};

struct Summary {
  std::uint64_t quotations = 0;
  std::uint64_t verbatim = 0, abridged = 0, altered = 0, stitched = 0, misattributed = 0, not_found = 0;
  std::uint64_t meaning = 0;  // answers whose severity is meaning

  void add(const Answer& answer);
  // Whether the exit code is 0: every quotation verbatim or abridged, none of severity meaning.
  bool all_well() const { return verbatim + abridged == quotations && meaning == 0; }
};

}  // namespace stenogram::check
