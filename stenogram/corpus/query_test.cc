// The query language: what a line is understood to be, and where a mistake is shown.
#include "stenogram/corpus/query.h"

#include <gtest/gtest.h>

#include <random>

namespace stenogram::corpus {
namespace {

std::string understood(std::string_view text) {
  Result<Query> query = parse_query(text);
  return query ? to_string(*query) : query.error().message();
}

std::string understood_phrase(std::string_view text) {
  Result<PhraseQuery> phrase = parse_phrase(text);
  if (!phrase) return phrase.error().message();
  std::string written = to_string(phrase->alternatives);
  for (const Query& filter : phrase->filters) written += ' ' + to_string(filter);
  return written;
}

struct Case {
  std::string_view query, understood;
};

constexpr Case kQueries[] = {
    // Words are cut and folded as the record's are.
    {"War", "war"},
    {"könnte СЁСТРЫ", "konnte сестры"},
    {"U.S.", "\"u s\""},
    {"don't", "don't"},
    {"don’t", "don't"},
    {"9,7", "9,7"},
    {"1,000", "1000"},
    {"1 000 000 euros", "1000000 euros"},
    {"12 345 6", "12345 6"},
    {"20 30", "20 30"},
    {"well-known", "\"well known\""},
    {"F-16", "\"f 16\""},
    {"北京", "\"北 京\""},
    {"12:30", "\"12 30\""},
    {"war, peace; — …", "war peace"},
    {"note: this", "note this"},

    // Phrases.
    {"\"strategic defeat\"", "\"strategic defeat\""},
    {"“strategic defeat”", "\"strategic defeat\""},
    {"«стратегическое поражение»", "\"стратегическое поражение\""},
    {"„ein Krieg“", "\"ein krieg\""},
    {"\"we will * rebuild\"", "\"we will * rebuild\""},
    {"\"strategic (defeat|loss)\"", "\"(strategic defeat|strategic loss)\""},
    {"\"we (all of us) know\"", "\"we all of us know\""},
    {"\"OR\" \"-5\"", "or \"-5\""},
    {"\"speaker:x\"", "\"speaker x\""},
    {"\"inter-\nnational law\"", "\"(inter national law|international law)\""},

    // Stars.
    {"strateg*", "strateg*"},
    {"*ism", "*ism"},
    {"col*r", "col*r"},
    {"U.S.A*", "\"u s a*\""},
    {"\"nuclear weap* test\"", "\"nuclear weap* test\""},
    {"don'*", "don'*"},
    {"Straße*", "strasse*"},

    // AND binds tighter than OR; - and NEAR tighter than both.
    {"war peace", "war peace"},
    {"war AND peace", "war peace"},
    {"war and peace", "war and peace"},
    {"war OR peace", "war OR peace"},
    {"war|peace", "war OR peace"},
    {"a b OR c d", "(a b) OR (c d)"},
    {"a (b OR c) d", "a (b OR c) d"},
    {"(a OR b) OR c", "a OR b OR c"},
    {"(a b) c", "a b c"},
    {"((a))", "a"},
    {"war -cold", "war -cold"},
    {"war NOT cold", "war -cold"},
    {"-(cold OR hot)", "-(cold OR hot)"},
    {"war -\"cold war\"", "war -\"cold war\""},
    {"-war", "-war"},
    {"war - peace", "war peace"},
    {"war NEAR/5 peace", "war NEAR/5 peace"},
    {"war NEAR peace", "war NEAR/10 peace"},
    {"a NEAR/2 b NEAR/2 c d", "(a NEAR/2 b NEAR/2 c) d"},
    {"(war OR \"cold war\") NEAR/3 peace", "\"(war|cold war)\" NEAR/3 peace"},
    {"-(a NEAR/3 b)", "-(a NEAR/3 b)"},
    {"NEARBY", "nearby"},

    // Fields.
    {"speaker:Berg", "speaker:Berg"},
    {"SPEAKER:Berg war", "speaker:Berg war"},
    {"speaker:\"Anna Berg\"", "speaker:\"Anna Berg\""},
    {"speaker:“Anna Berg”", "speaker:\"Anna Berg\""},
    {"speaker:(Berg OR \"Anna Lind\"|Ode)", "speaker:(Berg OR \"Anna Lind\" OR Ode)"},
    {"-speaker:Berg war", "-speaker:Berg war"},
    {"(war OR speaker:Berg)", "war OR speaker:Berg"},
    {"kind:Question kind:press-conference", "kind:Question kind:press-conference"},
    {"date:2017..2024-03", "date:2017..2024-03"},
    {"date:2017.. date:..2017-07-21 date:2017-07", "date:2017.. date:..2017-07-21 date:2017-07"},
    {"lang:zh-Hant in:79C93A17DC29#7", "lang:zh-Hant in:79c93a17dc29#7"},
};

TEST(Query, IsUnderstood) {
  for (const Case& c : kQueries) EXPECT_EQ(understood(c.query), c.understood) << c.query;
}

TEST(Query, ReadsItsOwnWriting) {
  for (const Case& c : kQueries) EXPECT_EQ(understood(c.understood), c.understood) << c.query;
}

constexpr Case kMistakes[] = {
    {"speeker:Berg war",
     "query: usage: no field is called \"speeker\"; fields are speaker, kind, outlet, place, lang, date and in; "
     "to search for these words, put them in quotation marks\n"
     "  speeker:Berg war\n"
     "  ^~~~~~~"},
    {"war speaker: Berg",
     "query: usage: speaker: needs a value; write it right after the colon, in quotation marks if it has blanks\n"
     "  war speaker: Berg\n"
     "      ^~~~~~~~"},
    {"战争 \"peace",
     "query: usage: this quotation mark is never closed\n"
     "  战争 \"peace\n"
     "       ^"},
    {"war \t(peace",
     "query: usage: this bracket is never closed\n"
     "  war  (peace\n"
     "       ^"},
    {"war) peace",
     "query: usage: a bracket closes that never opened\n"
     "  war) peace\n"
     "     ^"},
    {"war OR",
     "query: usage: OR needs something on either side; put it in quotation marks to search for the word\n"
     "  war OR\n"
     "      ^~"},
    {"OR war",
     "query: usage: OR needs something on either side; put it in quotation marks to search for the word\n"
     "  OR war\n"
     "  ^~"},
    {"",
     "query: usage: there is nothing to search for; give a word or a field, such as speaker:Berg\n"
     "  \n"
     "  ^"},
    {"- … ?!",
     "query: usage: there is no word to search for here\n"
     "  - … ?!\n"
     "  ^~~~~~"},
    {"war ()",
     "query: usage: there is nothing in these brackets\n"
     "  war ()\n"
     "      ^~"},
    {"war \"\"",
     "query: usage: there is no word in it\n"
     "  war \"\"\n"
     "      ^~"},
    {"war *",
     "query: usage: a lone * stands for any one word between others; give at least one word or prefix beside it\n"
     "  war *\n"
     "      ^"},
    {"NEAR/3 peace",
     "query: usage: NEAR stands between two words or phrases; write war NEAR/5 peace\n"
     "  NEAR/3 peace\n"
     "  ^~~~~~"},
    {"war NEAR/x peace",
     "query: usage: NEAR/ is followed by a number of words, at most 1000; write war NEAR/5 peace\n"
     "  war NEAR/x peace\n"
     "      ^~~~~~"},
    {"war NEAR/5 speaker:Berg",
     "query: usage: NEAR joins words, phrases and alternatives of them; such as (war OR peace) NEAR/5 talks\n"
     "  war NEAR/5 speaker:Berg\n"
     "             ^~~~~~~~~~~~"},
    {"a NEAR/5 b NEAR/6 c",
     "query: usage: words joined by NEAR share one distance; write the same number, or search for each pair apart\n"
     "  a NEAR/5 b NEAR/6 c\n"
     "             ^~~~~~"},
    {"-a NEAR/5 b",
     "query: usage: NEAR cannot follow what is excluded; write -(war NEAR/5 peace)\n"
     "  -a NEAR/5 b\n"
     "     ^~~~~~"},
    {"kind:answers",
     "query: usage: no kind is called \"answers\"; turns are question, answer, statement, procedure; transcripts "
     "are interview, press_conference, briefing, debate, hearing, court, proceedings, call, remarks, other\n"
     "  kind:answers\n"
     "       ^~~~~~~"},
    {"date:2017-02-29",
     "query: usage: \"2017-02-29\" is not a date; write 2017, 2017-07, 2017-07-21 or a range such as 2017..2024-03\n"
     "  date:2017-02-29\n"
     "       ^~~~~~~~~~"},
    {"date:2017..2024-13 war",
     "query: usage: \"2024-13\" is not a date; write 2017, 2017-07, 2017-07-21 or a range such as 2017..2024-03\n"
     "  date:2017..2024-13 war\n"
     "             ^~~~~~~"},
    {"date:2018..2017",
     "query: usage: the range ends before it begins\n"
     "  date:2018..2017\n"
     "       ^~~~~~~~~~"},
    {"date:..",
     "query: usage: a range of dates needs a beginning or an end; write 2017, 2017-07, 2017-07-21 or a range such as "
     "2017..2024-03\n"
     "  date:..\n"
     "       ^~"},
    {"in:xyz",
     "query: usage: \"xyz\" is not the id of a transcript; ids are listed by `stenogram list`; a turn's is ID#7\n"
     "  in:xyz\n"
     "     ^~~"},
    {"speaker:(Berg Lind)",
     "query: usage: values in brackets are joined by OR\n"
     "  speaker:(Berg Lind)\n"
     "                ^~~~"},
    {"speaker:(Berg OR)",
     "query: usage: OR needs a value on either side\n"
     "  speaker:(Berg OR)\n"
     "                ^~"},
};

TEST(Query, MistakesAreShown) {
  for (const Case& c : kMistakes) EXPECT_EQ(understood(c.query), c.understood) << c.query;
}

TEST(Query, IsBounded) {
  EXPECT_FALSE(parse_query(std::string(200, '(') + "a" + std::string(200, ')')));
  EXPECT_TRUE(parse_query(std::string(60, '(') + "a" + std::string(60, ')')));
  EXPECT_FALSE(parse_query(std::string(kLongestQuery + 1, 'a')));
  EXPECT_TRUE(parse_query(std::string(kLongestQuery, 'a')));
  EXPECT_FALSE(parse_query("\"" + std::string(30, '(') + "a|b" + std::string(30, ')') + "\""));
  EXPECT_FALSE(parse_query("\"(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)\""));
  std::string hyphens = "\"";
  for (int i = 0; i < 2000; ++i) hyphens += "a-\n";
  EXPECT_TRUE(parse_query(hyphens + "\""));
}

// Whatever is typed, reading ends with a tree that can be written and read again, or
// with a fault inside the query.
TEST(Query, AnythingTyped) {
  constexpr std::string_view kPieces[] = {"a",         "b*",    "*",    "\"", "(",      ")",      "|",        "OR",
                                          "AND",       "NOT",   "-",    " ",  " ",      "NEAR/2", "speaker:", "x",
                                          "date:2017", "..",    "ё",    "北", "“",      "”",      "'",        "9,7",
                                          "1 000",     "kind:", "\xFF", "\n", "in:ab12"};
  std::mt19937 random(7);
  for (int i = 0; i < 20000; ++i) {
    std::string text;
    for (unsigned n = random() % 12; n > 0; --n) text += kPieces[random() % std::size(kPieces)];
    QueryFault fault;
    Result<Query> query = parse_query(text, &fault);
    if (!query) {
      EXPECT_LE(fault.at.end, text.size()) << text;
      EXPECT_LE(fault.at.begin, fault.at.end) << text;
      continue;
    }
    std::string written = to_string(*query);
    EXPECT_EQ(understood(written), written) << text;
    Result<PhraseQuery> phrase = parse_phrase(text, &fault);
    if (!phrase) {
      EXPECT_LE(fault.at.end, text.size()) << text;
    }
  }
}

constexpr Case kPhrases[] = {
    {"strategic defeat", "\"strategic defeat\""},
    {"\"strategic defeat\"", "\"strategic defeat\""},
    {"strategic (defeat|loss)", "\"(strategic defeat|strategic loss)\""},
    {"(cold war|peace) now", "\"(cold war now|peace now)\""},
    {"war|peace", "\"(war|peace)\""},
    {"we will * rebuild", "\"we will * rebuild\""},
    {"we strateg* know", "\"we strateg* know\""},
    {"we (all of us) know", "\"we all of us know\""},
    {"U.S. policy", "\"u s policy\""},
    {"-5 degrees", "\"-5 degrees\""},
    {"war OR peace", "\"war or peace\""},
    {"strategic speaker:Berg defeat date:2017.. -outlet:\"The Lamp\"",
     "\"strategic defeat\" speaker:Berg date:2017.. -outlet:\"The Lamp\""},
    {"a (b|c) speaker:(x OR y)", "\"(a b|a c)\" speaker:(x OR y)"},
    {"speaker:Berg",
     "query: usage: there is no word in it; give the words whose lines are wanted\n"
     "  speaker:Berg\n"
     "  ^~~~~~~~~~~~"},
    {"a (b|c",
     "query: usage: this bracket is never closed\n"
     "  a (b|c\n"
     "    ^"},
    {"a b|c)",
     "query: usage: a bracket closes that never opened\n"
     "  a b|c)\n"
     "       ^"},
    {"a (b|)", "\"(a b|a)\""},
    {"(|)",
     "query: usage: one of the alternatives has no word\n"
     "  (|)\n"
     "  ^~~"},
    {"a speeker:b",
     "query: usage: no field is called \"speeker\"; fields are speaker, kind, outlet, place, lang, date and in; "
     "to search for these words, put them in quotation marks\n"
     "  a speeker:b\n"
     "    ^~~~~~~"},
};

TEST(Phrase, IsUnderstood) {
  for (const Case& c : kPhrases) EXPECT_EQ(understood_phrase(c.query), c.understood) << c.query;
}

TEST(Fields, Alone) {
  EXPECT_EQ(parse_fields("speaker:Berg -date:2017")->size(), 2u);
  EXPECT_EQ(parse_fields("speaker:(Berg OR Ode)")->size(), 1u);
  for (std::string_view wrong : {"war", "speaker:Berg war", "speaker:Berg OR date:2017", "-(speaker:a date:2017)", ""})
    EXPECT_FALSE(parse_fields(wrong)) << wrong;
}

TEST(WordPattern, Matches) {
  struct {
    std::vector<std::string> pieces;
    std::string_view key;
    bool matches;
  } const cases[] = {
      {{"war"}, "war", true},           {{"war"}, "wars", false},       {{"war", ""}, "war", true},
      {{"war", ""}, "warsaw", true},    {{"", "ism"}, "realism", true}, {{"", "ism"}, "isms", false},
      {{"col", "r"}, "colour", true},   {{"col", "r"}, "col", false},   {{"ab", "ba"}, "aba", false},
      {{"a", "b", "a"}, "axbxa", true}, {{"a", "b", "a"}, "aba", true}, {{"a", "b", "a"}, "ab", false},
      {{"", ""}, "war", true},
  };
  for (const auto& c : cases)
    EXPECT_EQ(WordPattern{c.pieces}.matches(c.key), c.matches) << to_string(WordPattern{c.pieces}) << ' ' << c.key;
}

TEST(Days, OfDates) {
  EXPECT_EQ(days_of("2017"), (DayRange{20170101, 20171231}));
  EXPECT_EQ(days_of("2016-02"), (DayRange{20160201, 20160229}));
  EXPECT_EQ(days_of("1900-02"), (DayRange{19000201, 19000228}));
  EXPECT_EQ(days_of("2017-07-21"), (DayRange{20170721, 20170721}));
  EXPECT_EQ(days_of("2017-07-21T11:09"), (DayRange{20170721, 20170721}));
  for (std::string_view wrong : {"", "17", "2017-", "2017-7", "2017-00", "2017-13", "2017-04-31", "2017-04-00",
                                 "2017-04-01-", "20170401", "2017-04-01 ", "x017"})
    EXPECT_FALSE(days_of(wrong)) << wrong;
}

DocumentFacts example() {
  DocumentFacts facts;
  facts.id = "79c93a17dc29.2";
  facts.outlet = "The Evening Lamp";
  facts.place = "Port Selma";
  facts.language = "en-GB";
  facts.date = "2017-07";
  facts.kind = transcript::Kind::press_conference;
  facts.speakers = {{"Anna Maria Berg", "Foreign Minister", "", {"A.M. Berg", "Berg"}, {}},
                    {"", "", "", {"Question"}, {}}};
  facts.voices = {{3, 0, "Jón Ode"}};
  return facts;
}

// Which of four utterances fit: Berg's answer, the question, words of a note, nobody's.
TEST(Filter, Fits) {
  const DocumentFacts facts = example();
  const auto kind = [](transcript::TurnKind k) { return static_cast<std::uint8_t>(k); };
  const UtteranceInfo utterances[] = {
      {.turn = 3, .speaker = 0, .kind = kind(transcript::TurnKind::answer)},
      {.turn = 2, .speaker = 1, .kind = kind(transcript::TurnKind::question)},
      {.turn = 3, .note = 0, .kind = kind(transcript::TurnKind::answer)},
      {.turn = 1, .kind = kind(transcript::TurnKind::procedure)},
  };
  const Case cases[] = {
      {"speaker:berg", "1000"},
      {"speaker:\"berg anna\"", "1000"},
      {"speaker:minister", "1000"},
      {"speaker:A.M.Berg", "1000"},
      {"speaker:Be*", "1000"},
      {"speaker:question", "0100"},
      {"speaker:jon", "0010"},
      {"speaker:ode", "0010"},
      {"speaker:\"foreign berg\"", "0000"},
      {"speaker:(ode OR berg)", "1010"},
      {"kind:answer", "1000"},
      {"kind:question", "0100"},
      {"kind:statement", "0010"},
      {"kind:procedure", "0001"},
      {"kind:press_conference", "1111"},
      {"kind:interview", "0000"},
      {"kind:(interview OR answer)", "1000"},
      {"outlet:lamp", "1111"},
      {"outlet:\"lamp evening\"", "1111"},
      {"outlet:times", "0000"},
      {"place:selma", "1111"},
      {"lang:en", "1111"},
      {"lang:EN-gb", "1111"},
      {"lang:en-US", "0000"},
      {"lang:e", "0000"},
      {"date:2017", "1111"},
      {"date:2017-07", "1111"},
      {"date:2017-07-21", "0000"},
      {"date:2017-07-01..", "1111"},
      {"date:2017-07-02..", "0000"},
      {"date:..2017-07-31", "1111"},
      {"date:..2017-07-30", "0000"},
      {"date:2016..2018", "1111"},
      {"in:79c93a17dc29", "1111"},
      {"in:79c93a17dc29.2", "1111"},
      {"in:79c93a17dc29.1", "0000"},
      {"in:79c93a", "1111"},
      {"in:79c93", "0000"},
      {"in:79c93a17dc29#3", "1010"},
  };
  for (const Case& c : cases) {
    Result<Query> query = parse_query(c.query);
    ASSERT_TRUE(query) << c.query;
    std::string fitting;
    bool any = false;
    for (const UtteranceInfo& utterance : utterances) {
      const bool one = fits(query->test, facts, utterance);
      fitting += one ? '1' : '0';
      any = any || one;
    }
    EXPECT_EQ(fitting, c.understood) << c.query;
    if (any) {
      EXPECT_TRUE(may_fit(query->test, facts)) << c.query;
    }
  }
  DocumentFacts undated = example();
  undated.date = "";
  EXPECT_FALSE(fits(parse_query("date:..2030")->test, undated, utterances[0]));
}

}  // namespace
}  // namespace stenogram::corpus
