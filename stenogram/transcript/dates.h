// Dates and clock times as people print them, in a dozen languages.
//
// The months and the small words around them are data (data/dates.txt); the order of
// day, month and year is told from the forms themselves. `10/11/2023`, where day and
// month could be either, is no date: wrong is worse than unknown.
//
// Spans count bytes of the text given. Pure; any thread. O(text).
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stenogram/base/span.h"

namespace stenogram::transcript {

// Minutes since midnight; seconds of a printed clock are dropped.
struct Clock {
  int minutes = 0;
  ByteSpan span;  // "11:09", "1:06 P.M. EST", "14 h 30"
};

struct PrintedDate {
  int year = 0;                // 0 where none is printed ("Monday, 24 July")
  int month = 0;               // 1 to 12; 0 where only a year is printed
  int day = 0;                 // 0 where only a month is
  std::optional<Clock> clock;  // printed beside it, on the same line
  ByteSpan span;               // the date with its weekday and clock, without the words around it

  // ISO 8601, as far as it is known: "2017-07-21", "2017-07-24T11:09", "2017-07", "2017".
  std::string iso() const;
};

// The dates of a short text (a line, a title), in order. A year standing alone is not
// one: `whole_text_may_be_year` lets "2017" through where it is all of the text.
std::vector<PrintedDate> find_dates(std::string_view text, bool whole_text_may_be_year = false);

// A clock time that makes up the whole text, marks and a time zone aside.
std::optional<Clock> clock_of(std::string_view text);

// An ISO date or date and time as metadata states it, "2017-07-24T11:09:00+03:00" cut to
// what Dated keeps; nothing where it is no date, or a placeholder (year 3000, month 13).
std::optional<std::string> iso_date(std::string_view text);

}  // namespace stenogram::transcript
