// A place found, dressed for showing: its text and context, who spoke and when, the
// question answered, and the differences that lie outside the words.
#pragma once
#include "stenogram/check/find.h"
#include "stenogram/check/verdict.h"

namespace stenogram::check {

class Dressing {
 public:
  Dressing(const Quotation& quotation, const QuotedText& quoted) : quotation_(quotation), quoted_(quoted) {}

  Passage passage(const Found& found) const;
  // A sentence on why the claim could be either of two speakers.
  void doubt(const Found& found, std::vector<std::string>& doubts) const;

 private:
  void add_scope(const Found& found, Passage& passage) const;
  void add_speaker(const Found& found, Passage& passage) const;
  void add_date(const Found& found, Passage& passage) const;

  const Quotation& quotation_;
  const QuotedText& quoted_;
};

// Whether a text is a date as dates are claimed: 2017, 2017-07, 2017-07-21, a time after it or not.
bool is_date(std::string_view text);

// Whether a claimed date, whole or in part, agrees with one of the record.
bool date_fits(std::string_view claimed, std::string_view recorded);

}  // namespace stenogram::check
