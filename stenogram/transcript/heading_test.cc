#include "stenogram/transcript/heading.h"

#include <gtest/gtest.h>

#include <ostream>

#include "stenogram/transcript/page_for_tests.h"
#include "stenogram/transcript/title.h"

namespace stenogram::transcript {
namespace {

// A title and what it says; "-" stands for nothing.
struct TitleCase {
  const char* title;
  const char* outlet;
  const char* place;
  const char* occasion;
  const char* date;
};
std::ostream& operator<<(std::ostream& out, const TitleCase& c) { return out << c.title; }

const TitleCase kTitles[] = {
    {"Foreign Minister Ilsabet Marrow’s interview with the Northern Light network, Port Meridian, "
     "March 14, 2024",
     "Northern Light", "Port Meridian", "-", "2024-03-14"},
    {"From Minister Ada Brook’s interview with «RBN», Moscow, July 21, 2017", "RBN", "Moscow", "-", "2017-07-21"},
    {"Ada Brook’s interview with the 40 Questions show, Moscow, October 20, 2023", "40 Questions", "Moscow", "-",
     "2023-10-20"},
    {"Interview with the Minister for the Harbour Mr. T.V. Osgrim, Information Center "
     "“Lighthouse” , Port Meridian, April 9, 2024",
     "Lighthouse", "Port Meridian", "-", "2024-04-09"},
    {"Interview with the Minister of Fisheries of Norland G.R. Ardash, Vestnik International "
     "Research Center, Norhaven, March 2, 2024",
     "Vestnik International Research Center", "Norhaven", "-", "2024-03-02"},
    {"Foreign Minister Ada Brook’s answers to media questions following a visit to the Republic "
     "of Halvern, Brenn, May 22, 2024",
     "-", "Brenn", "a visit to the Republic of Halvern", "2024-05-22"},
    {"Ada Brook’s remarks and answers to media questions at a joint news conference following "
     "talks with Prime Minister of Norland Per Lind, Oslo, 3 May 2021",
     "-", "Oslo", "talks with Prime Minister of Norland Per Lind", "2021-05-03"},
    {"Press conference by the Prime Minister in Geneva, 5 May 2021", "-", "Geneva", "-", "2021-05-05"},
    {"Press conference of President Brook on the sidelines of the Harbour Summit, Washington, "
     "D.C., June 7, 2019",
     "-", "Washington, D.C.", "the Harbour Summit", "2019-06-07"},
    {"Entretien de la ministre de l’Énergie Oriane Delcasse avec la Gazette du Détroit, "
     "Port-Saint-Aubin, le 3 avril 2024",
     "Gazette du Détroit", "Port-Saint-Aubin", "-", "2024-04-03"},
    {"Conférence de presse d’Oriane Delcasse à l’issue du sommet de Brenn, Paris, 3 avril 2024", "-", "Paris",
     "sommet de Brenn", "2024-04-03"},
    {"Интервью министра рыболовства Глеба Ардашева телеканалу «Маяк», Порт-Меридиан, 12 апреля "
     "2024 года",
     "Маяк", "Порт-Меридиан", "-", "2024-04-12"},
    {"Ответы министра Глеба Ардашева на вопросы СМИ по итогам визита в Норландию, Москва, 2 мая "
     "2022 года",
     "-", "Москва", "визита в Норландию", "2022-05-02"},
    {"Interview mit Ministerin Ina Brandt in der Tageszeitung „Hafenbote“, Berlin, 3. März 2021", "Hafenbote", "Berlin",
     "-", "2021-03-03"},
    {"Pressekonferenz von Kanzlerin Brandt am Rande des Gipfels in Wien am 3. März 2021", "-", "Wien", "des Gipfels",
     "2021-03-03"},
    {"Entrevista a la ministra Lía Campos en el diario El Faro del Norte, Madrid, 7 de mayo de 2020",
     "El Faro del Norte", "Madrid", "-", "2020-05-07"},
    {"Rueda de prensa de la presidenta tras la reunión con los pescadores, Vigo, 7 de mayo de 2020", "-", "Vigo",
     "la reunión con los pescadores", "2020-05-07"},
    {"Interview with Minister Ada Brook, Isles Gazette, May 2, 2020", "Isles Gazette", "-", "-", "2020-05-02"},
    {"Interview with Maris TV channel", "Maris", "-", "-", "-"},
    {"Interview with Teodor Vance", "-", "-", "-", "-"},
    {"Vance speaks to reporters", "-", "-", "-", "-"},
    {"2019-05-08 Interview with Teodor Vance", "-", "-", "-", "2019-05-08"},
};

class Titles : public testing::TestWithParam<TitleCase> {};

TEST_P(Titles, AreTakenApart) {
  const TitleCase& c = GetParam();
  std::vector<std::string> people = {"osgrim", "teodor", "vance"};
  TitleParts parts = read_title(c.title, people);
  auto text = [&](const std::optional<ByteSpan>& span) { return span ? std::string(slice(c.title, *span)) : "-"; };
  EXPECT_EQ(text(parts.outlet), c.outlet);
  EXPECT_EQ(text(parts.place), c.place);
  EXPECT_EQ(text(parts.occasion), c.occasion);
  EXPECT_EQ(parts.date ? parts.date->iso() : "-", c.date);
}

INSTANTIATE_TEST_SUITE_P(Table, Titles, testing::ValuesIn(kTitles));

// A head and what it gives: kind, event date, publication date, place, excerpt.
struct HeadCase {
  const char* head;
  TurnEvidence evidence;
  const char* expected;
};
std::ostream& operator<<(std::ostream& out, const HeadCase& c) { return out << c.head; }

TurnEvidence asked_and_answered() { return {"en", 10, 5, 5, 5, 2, 0, {"Question", "Ada Brook"}}; }
TurnEvidence none() { return {"en", 0, 0, 0, 0, 0, 0, {}}; }
TurnEvidence many() { return {"en", 40, 15, 15, 20, 4, 0, {"Q", "MS. HOLT", "MINISTER ALDWELL"}}; }

std::string summary(const HeadingReading& reading) {
  const Heading& h = reading.heading;
  std::string out(name_of(h.kind));
  out += " event " + (h.event_date ? h.event_date->value : "-");
  out += " published " + (h.publication_date ? h.publication_date->value : "-");
  out += " at " + (h.place ? h.place->text : "-");
  if (h.excerpt) out += " excerpt";
  for (const Leftover& left : reading.rest) out += " +" + std::string(name_of(left.kind));
  return out;
}

const HeadCase kHeads[] = {
    {"Ada Brook’s interview with «RBN», Moscow, July 21, 2017\n\nMonday, 24 July 2017 11:09\n", asked_and_answered(),
     "interview event 2017-07-21 published 2017-07-24T11:09 at Moscow"},
    {"From Ada Brook’s interview with «RBN», Moscow, July 21, 2017\n\nPosted on by in News\n", asked_and_answered(),
     "interview event 2017-07-21 published - at Moscow excerpt +date_line"},
    {"Press Briefing by Treasury Spokesperson Dagny Holt and Finance Minister Corin Aldwell\n\n"
     "March 7, 2024\n\nTreasury Press Room\n\n2:04 P.M.\n",
     many(), "briefing event 2024-03-07T14:04 published - at Treasury Press Room"},
    {"Home | About | News | Contacts\n\nInterview with harbour pilot chief Ada Brook\n\n"
     "By staff reporter\nPublished 2 April 2024, 08:15\nShare  Tweet  Email  Print\n",
     asked_and_answered(), "interview event - published 2024-04-02T08:15 at - +navigation +editor +navigation"},
    // The clock tells when it began; the stamp of publication is not the event's day.
    {"Press Briefing by Dagny Holt\nPublished: January 31, 2025, 03:16\n3:10 P.M. EST\n", many(),
     "briefing event - published 2025-01-31T03:16 at - +date_line"},
    {"Title: Ada Brook speaks to veterans\nDate: 2016-08-17\n", asked_and_answered(),
     "interview event 2016-08-17 published - at -"},
    {"143. Sitzung\nBonn, Mittwoch, den 23. Mai 1951.\n",
     {"de", 40, 0, 0, 0, 12, 5, {"Präsident Dr. Brandt"}},
     "proceedings event 1951-05-23 published - at Bonn"},
    {"Kurt Lohr und der Hafen\nIm Wortlaut, Hafenfunk, 2. November 2021\nScraped: 2026-05-30T10:18:54\n",
     asked_and_answered(), "interview event 2021-11-02 published - at - +date_line"},
    {"A page about nothing\n\nMarch 7, 2024\n", none(), "other event 2024-03-07 published - at -"},
    {"", asked_and_answered(), "interview event - published - at -"},
    // An editor's sentence tells the day; the line above it is of publication.
    {"Interview mit Ada Brook\nHafenbote, veröffentlicht am 13. Oktober 2022\n"
     "Das Interview wurde am 7. Oktober 2022 in Riba geführt und erschien zuerst im Hafenboten.\n",
     asked_and_answered(), "interview event 2022-10-07 published 2022-10-13 at - +editor +editor"},
    {"Conferencia de prensa de la presidenta\nOficina del Puerto | 2 de junio de 2019\n", many(),
     "press_conference event 2019-06-02 published 2019-06-02 at -"},
    {"Riba Steel(RST+1.5%)Q1 2024 Earnings CallOct 30, 2024,5:30 p.m. ET\n",
     {"en", 40, 15, 15, 20, 4, 0, {"Operator", "Anna Bell"}},
     "call event 2024-10-30T17:30 published - at -"},
    {"La Voce del Porto, 12 marzo 2024\n", asked_and_answered(), "interview event 2024-03-12 published - at -"},
};

class Heads : public testing::TestWithParam<HeadCase> {};

TEST_P(Heads, AreRead) {
  const HeadCase& c = GetParam();
  capture::Page page = page_of_lines(c.head);
  std::uint64_t size = page.text.size();
  HeadingReading reading = read_heading(page, {0, size}, {size, size}, c.evidence);
  EXPECT_EQ(summary(reading), c.expected);
}

INSTANTIATE_TEST_SUITE_P(Table, Heads, testing::ValuesIn(kHeads));

TEST(Heading, OwnsOrLeavesEveryLine) {
  capture::Page page = page_of_lines(kHeads[3].head);
  std::uint64_t size = page.text.size();
  HeadingReading reading = read_heading(page, {0, size}, {size, size}, asked_and_answered());
  EXPECT_EQ(reading.heading.spans.size() + reading.rest.size(), page.blocks.size());
}

TEST(Heading, FactsOfTheMarkupAreBelieved) {
  capture::Page page = page_of_lines("The minister answers\n");
  page.facts = {{"published", "2025-01-29T09:20:00+00:00", {}, SourceSpan{4, 29}},
                {"title", "The minister answers", {}, {}},
                {"event_date", "3000-01-01", {}, {}}};
  HeadingReading reading = read_heading(page, {0, page.text.size()}, {}, many());
  EXPECT_EQ(reading.heading.publication_date->value, "2025-01-29T09:20");
  EXPECT_EQ(reading.heading.publication_date->source, (SourceSpan{4, 29}));
  EXPECT_FALSE(reading.heading.event_date);
  ASSERT_EQ(reading.doubts.size(), 1u);
  EXPECT_EQ(reading.doubts[0].code, "date_not_understood");
}

TEST(Heading, DatesInAddresses) {
  auto dates = [](const char* address) {
    capture::Page page = page_of_lines("Ada Brook speaks\n");
    page.facts = {{"canonical_url", address, {}, {}}};
    HeadingReading reading = read_heading(page, {0, page.text.size()}, {}, many());
    return (reading.heading.event_date ? reading.heading.event_date->value : "-") + " " +
           (reading.heading.publication_date ? reading.heading.publication_date->value : "-");
  };
  EXPECT_EQ(dates("https://news.example/2024/10/30/ada-brook"), "- 2024-10-30");
  EXPECT_EQ(dates("https://news.example/2024-10-30-ada-brook"), "- 2024-10-30");
  EXPECT_EQ(dates("transcripts.example/TRANSCRIPTS/1505/12/hh.02.html"), "2015-05-12 -");
  EXPECT_EQ(dates("https://news.example/1505/12/ada"), "- -");
  EXPECT_EQ(dates("https://news.example/2024/13/45/ada"), "- -");
}

}  // namespace
}  // namespace stenogram::transcript
