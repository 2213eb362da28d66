// Fields of the query language: which utterances are searched.
//
//   speaker:  words of the name, the office or a printed label of whoever speaks
//   kind:     of the turn (question, answer, …) or of the transcript (interview, …)
//   outlet: place:   words of that item of the heading
//   speaker:"=Anna Berg"   that name and no other; so for outlets and places
//   lang:     en, or en-GB
//   date:     2017, 2017-07, 2017-07-21, or a range with .. and either end open
//   in:       a transcript, or one turn of it (ID#7)
//
// Words of a value may stand in any order, all of them in one name (or office, or
// label, or item), marks dropped; a star stands for any letters.
//
// A date in the record that is known to the month only fits a range that holds the
// whole month: what is not known to fit does not. Pure; any thread.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stenogram/corpus/pattern.h"
#include "stenogram/corpus/shelf.h"

namespace stenogram::corpus {

enum class Field : std::uint8_t { speaker, kind, outlet, place, lang, date, in };

std::string_view name_of(Field field);
std::optional<Field> field_of(std::string_view name);
// "speaker, kind, outlet, place, lang, date and in", for messages.
std::string field_names();

// Days as yyyymmdd, both ends included.
struct DayRange {
  std::int32_t first = 0, last = 99991231;
  bool contains(DayRange inner) const { return first <= inner.first && inner.last <= last; }
  bool operator==(const DayRange&) const = default;
};

// The days that "2017", "2017-07", "2017-07-21" or "2017-07-21T11:09" may mean;
// nothing for anything else, days that no calendar has among it.
std::optional<DayRange> days_of(std::string_view iso_date);

struct FieldValue {
  std::string written;             // as typed, without its quotation marks
  std::vector<WordPattern> words;  // speaker, outlet, place
  bool whole = false;              // "=…": these words, in order, and no others
  std::optional<transcript::TurnKind> turn_kind;
  std::optional<transcript::Kind> transcript_kind;
  DayRange days;
  std::uint32_t turn = 0;  // of in:, 0 for the whole transcript
};

// Fits where one of the values does.
struct FieldTest {
  Field field = Field::speaker;
  std::vector<FieldValue> any_of;
};

// Reads a value; `at` is where it stands in the query.
std::optional<QueryFault> parse_value(Field field, std::string_view written, QuerySpan at, FieldValue& out);

bool fits(const FieldTest& test, const DocumentFacts& facts, const UtteranceInfo& utterance);

// Whether any utterance of the document may fit: exact for fields of the document,
// and for speakers true as soon as one of them fits.
bool may_fit(const FieldTest& test, const DocumentFacts& facts);

// `speaker:"Anna Berg"`, `date:2017..2018`, `kind:(question OR answer)`.
std::string to_string(const FieldTest& test);

}  // namespace stenogram::corpus
