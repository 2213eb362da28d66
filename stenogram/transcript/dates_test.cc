#include "stenogram/transcript/dates.h"

#include <gtest/gtest.h>

#include <ostream>

namespace stenogram::transcript {
namespace {

struct Case {
  const char* text;
  const char* iso;      // of the dates found, with blanks between; a date without a year is "-"
  const char* printed;  // of the first, as its span cuts it; null where it is all of the text
};
std::ostream& operator<<(std::ostream& out, const Case& c) { return out << c.text; }

const Case kCases[] = {
    {"July 21, 2017", "2017-07-21", nullptr},
    {"21 July 2017", "2017-07-21", nullptr},
    {"21st of July, 2017", "2017-07-21", nullptr},
    {"Monday, 24 July 2017 11:09", "2017-07-24T11:09", nullptr},
    {"Wed., Oct. 3, 2016", "2016-10-03", nullptr},
    {"Thursday, January 29, 2026 at 7:00 a.m. ET", "2026-01-29T07:00", nullptr},
    {"09:20, 29 January 2025", "2025-01-29T09:20", nullptr},
    {"Published 2 April 2024, 08:15", "2024-04-02T08:15", "2 April 2024, 08:15"},
    {"2018-11-09 interview", "2018-11-09", "2018-11-09"},
    {"2017-07-24T11:09:00+03:00", "2017-07-24T11:09", nullptr},
    {"24/07/2017", "2017-07-24", nullptr},
    {"07/24/2017", "2017-07-24", nullptr},
    {"24.07.2017, 11:09", "2017-07-24T11:09", nullptr},
    {"8. 05. 1981", "1981-05-08", nullptr},
    {"12 апреля 2024 года", "2024-04-12", nullptr},
    {"вторник, 3 мая 2022 г., 18:30", "2022-05-03T18:30", nullptr},
    {"le 1er avril 2024", "2024-04-01", "1er avril 2024"},
    {"mercredi 3 avril 2024 à 14h30", "2024-04-03T14:30", nullptr},
    {"Bonn, Mittwoch, den 23. Mai 1951.", "1951-05-23", "Mittwoch, den 23. Mai 1951"},
    {"3. März 2021 um 20.15 Uhr", "2021-03-03T20:15", nullptr},
    {"lunes, 21 de julio de 2017", "2017-07-21", nullptr},
    {"26 de xaneiro do 2015", "2015-01-26", nullptr},
    {"15 d'abril de 2019", "2019-04-15", nullptr},
    {"7 marzo 2024", "2024-03-07", nullptr},
    {"7 de março de 2024", "2024-03-07", nullptr},
    {"7 marca 2024 r.", "2024-03-07", nullptr},
    {"21 Temmuz 2017 Cuma", "2017-07-21", nullptr},
    {"2013年 2月 21日", "2013-02-21", nullptr},
    {"二〇一三年二月二十一日", "2013-02-21", nullptr},
    {"2017년 7월 21일", "2017-07-21", nullptr},
    {"令和6年3月12日", "2024-03-12", nullptr},
    {"平成30年5月1日（火曜日）", "2018-05-01", "平成30年5月1日"},
    {"中華民國113年3月12日", "2024-03-12", "民國113年3月12日"},
    {"divendres 25 d’agost de 2017", "2017-08-25", nullptr},
    {"Q1 2024 Earnings CallOct 30, 2024", "2024-10-30", "Oct 30, 2024"},
    {"July 2017", "2017-07", nullptr},
    {"20-21 July 2017", "2017-07", nullptr},
    {"14 Oct", "", nullptr},
    {"between May 3, 2020 and 4 June 2021", "2020-05-03 2021-06-04", "May 3, 2020"},

    // No date, or not to be told which.
    {"10/11/2023", "-", nullptr},
    {"we may march on", "-", nullptr},
    {"Resolution 2334", "-", nullptr},
    {"2017", "-", nullptr},
    {"version 1.2.3", "-", nullptr},
    {"32 July 2017", "2017-07", "July 2017"},
    {"3000-01-01", "-", nullptr},
};

class Dates : public testing::TestWithParam<Case> {};

TEST_P(Dates, AreFound) {
  const Case& c = GetParam();
  std::string found;
  std::vector<PrintedDate> dates = find_dates(c.text);
  for (const PrintedDate& date : dates) found.append(found.empty() ? "" : " ").append(date.iso());
  if (dates.empty()) found.assign(1, '-');
  EXPECT_EQ(found, c.iso);
  std::string printed(dates.empty() ? c.text : slice(c.text, dates[0].span));
  EXPECT_EQ(printed, c.printed ? c.printed : c.text);
}

INSTANTIATE_TEST_SUITE_P(Table, Dates, testing::ValuesIn(kCases));

TEST(Dates, ClockLines) {
  auto minutes = [](const char* text) {
    std::optional<Clock> clock = clock_of(text);
    return clock ? clock->minutes : -1;
  };
  EXPECT_EQ(minutes("1:06 P.M. EST"), 13 * 60 + 6);
  EXPECT_EQ(minutes("12:00 a.m."), 0);
  EXPECT_EQ(minutes("END   3:57 P.M. EDT"), 15 * 60 + 57);
  EXPECT_EQ(minutes("*(10.00 am)*"), 600);
  EXPECT_EQ(minutes("23:10"), 23 * 60 + 10);
  EXPECT_EQ(minutes("um 14 Uhr"), 14 * 60);
  EXPECT_EQ(minutes("It is 3:57 now"), -1);
  EXPECT_EQ(minutes("12"), -1);
  EXPECT_EQ(minutes("10.30"), -1);
}

TEST(Dates, OfMetadata) {
  EXPECT_EQ(iso_date("2017-07-24T11:09:00Z"), "2017-07-24T11:09");
  EXPECT_EQ(iso_date("Mon, 24 Jul 2017 11:09:13 +0300"), "2017-07-24T11:09");
  EXPECT_EQ(iso_date("2017"), "2017");
  EXPECT_EQ(iso_date("3000-01-01"), std::nullopt);
  EXPECT_EQ(iso_date("soon"), std::nullopt);
}

TEST(Dates, HostileText) {
  std::string digits;
  for (int i = 0; i < 20000; ++i) digits += "1.2 May 99999999999 年 :";
  EXPECT_NO_FATAL_FAILURE(find_dates(digits));
  EXPECT_TRUE(find_dates("\xff\xfe\x80 2 \xc3").empty());
}

}  // namespace
}  // namespace stenogram::transcript
