// A verdict is printed as "altered meaning: negation(not|)"; marked differences end in *,
// those of severity none in °, of wording in '.
#include "stenogram/check/checker.h"

#include <gtest/gtest.h>

#include "stenogram/check/test_record.h"

namespace stenogram::check {
namespace {

std::string printed(const Answer& answer) {
  std::string text(name_of(answer.verdict));
  if (answer.severity) text += " " + std::string(name_of(*answer.severity));
  if (answer.passages.empty()) return text;
  std::string list;
  for (const Difference& difference : answer.passages.front().differences) {
    list += list.empty() ? ": " : " ";
    list += std::string(name_of(difference.kind)) + "(" + difference.spoken + "|" + difference.quoted + ")";
    if (difference.marked) list += "*";
    if (difference.severity == Severity::none) list += "°";
    if (difference.severity == Severity::wording) list += "'";
  }
  return text + list;
}

// The islands, the people and their words are invented.
const SlowPassages& record() {
  static const SlowPassages kRecord = [] {
    SlowPassages made;
    made.add(invented(
        "aaaaaaaaaaaa", "2019-03-04",
        "Q: Minister, will the strait be closed again this winter, as the fishermen fear?\n"
        "Ilsabet Marrow: We will not close the strait, whatever the council in Brenn decides. The colour of the flag "
        "does not matter to the herring. I told President Ada Voss that three of the 40 pilots may leave in May. "
        "(Laughter) That is all I know.\n"
        "Q: And the railway to Halvern?\n"
        "Ilsabet Marrow: The railway (a very old dream of ours) needs 1,000 men and nine years, and perhaps more. "
        "If the treasury agrees, we will begin in the spring. It is not true that we have forgotten the islands. "
        "I don't believe that the harbour was ever safe. <<Teodor Vance|Vance stated that|the pilots were never asked "
        "about the new channel>>. "
        "As my father used to say, a harbour [in those days a beach] is a promise made to the sea.\n"
        "Q: Did you write the letter yourself?\n"
        "Ilsabet Marrow: Yes, I did.\n"
        "Q: The opposition calls your budget a monument to vanity and nothing more than that.\n"
        "Ilsabet Marrow: They can [inaudible] the whole of it on Thursday morning, and then we shall see.\n"
        "Q: And the lighthouse?\n"
        "Ilsabet Marrow: The keeper is an old friend and came in 1987. <<|He told me that|the lamp has burned for "
        "ninety years without a fault>>. "
        "<<|It was said that|the lens came from the mainland in a fishing boat>>. "
        "They hope to convince themselves that the tower will outlive us all. "
        "Nobody has painted it since the 1990s. Its walls are as white as the day they were built. "
        "[The reef beyond it has no name on any chart.]\n"));
    made.add(invented("bbbbbbbbbbbb", "2020-11-02",
                      "Q: What did the minister promise the pilots last year?\n"
                      "Teodor Vance: She promised us two more boats and ten more pilots before the ice returns. "
                      "<<Ilsabet Marrow|Marrow said|every pilot on this coast will have a pension by June>>. "
                      "Nobody has seen any of it, and the winter is here.\n"
                      "?: The whole coast is waiting for an answer that nobody wants to give.\n"
                      "Teodor Vance: We have never been afraid of the weather, only of the people who forecast it.\n"));
    made.add(invented("cccccccccccc", "2021-05-09",
                      "Q: Что будет с проливом?\n"
                      "Илзе Маррова: Мы не закроем пролив этой зимой, что бы ни решил совет. Ещё двадцать пять "
                      "лоцманов получат новые катера. "
                      "Министр финансов Корин Алдвелл должен найти деньги.\n",
                      "ru"));
    return made;
  }();
  return kRecord;
}

struct Case {
  const char* quoted;
  const char* speaker;  // claimed, or null
  const char* expected;
};

constexpr Case kCases[] = {
    // The same words.
    {"We will not close the strait, whatever the council in Brenn decides.", "Marrow", "verbatim none"},
    {"we will NOT close the strait; whatever the council in Brenn decides", "Ilsabet Marrow", "verbatim none"},
    {"three of the 40 pilots may leave in May. That is all I know", nullptr, "verbatim none"},
    {"a harbour in those days a beach is a promise made to the sea", "Marrow", "verbatim none"},
    {"Yes, I did.", "Marrow", "verbatim none"},
    // Marked editing, and brackets of the record left out.
    {"We will not close the strait … The colour of the flag does not matter", "Marrow",
     "abridged none: omission(whatever the council in Brenn decides|)*°"},
    {"The railway needs 1,000 men and nine years", "Marrow", "abridged none: omission(a very old dream of ours|)°"},
    {"a harbour is a promise made to the sea", "Marrow", "abridged none: omission(in those days a beach|)°"},
    {"The railway (a very old dream) needs 1,000 men and nine years", "Marrow",
     "altered meaning: small_word(of ours|)"},
    {"We will […] close the strait, whatever the council in Brenn decides", "Marrow",
     "abridged meaning: omission(not|)*"},
    {"[The government] will not close the strait, whatever the council in Brenn decides", "Marrow",
     "abridged none: insertion(|The government)*°"},
    {"[W]e will not close the strait, whatever the council", "Marrow", "abridged none: insertion(We|[W]e)*°"},
    {"I told [her] that three of the 40 pilots may leave", "Marrow",
     "abridged none: omission(President Ada Voss|)*° insertion(|her)*°"},
    {"We will [not] be asked", "Marrow", "not_found"},
    // Wording.
    {"The color of the flag does not matter to the herring", "Marrow", "altered wording: spelling(colour|color)'"},
    {"I do not believe that the harbour was ever safe", "Marrow", "altered wording: contraction(don't|do not)'"},
    {"The railway (a very old dream of ours) needs a thousand men and 9 years", "Marrow",
     "altered wording: number(1,000|a thousand)' number(nine|9)'"},
    {"The keeper is an old friend and came in nineteen eighty-seven", "Marrow",
     "altered wording: number(1987|nineteen eighty-seven)'"},
    {"The keeper is an old friend and came in nineteen eighty-eight", "Marrow",
     "altered meaning: number(1987|nineteen eighty-eight)"},
    {"I told Voss that three of the 40 pilots may leave in May", "Marrow", "altered wording: name(President Ada|)'"},
    {"I told the President Ada Voss that three of the 40 pilots may leave", "Marrow",
     "altered wording: small_word(|the)'"},
    {"We will not close the strait, whatever the councill in Brenn decides", "Marrow",
     "altered wording: spelling(council|councill)'"},
    // Meaning.
    {"We will close the strait, whatever the council in Brenn decides", "Marrow", "altered meaning: negation(not|)"},
    {"We will never not close the strait, whatever the council in Brenn decides", "Marrow",
     "altered meaning: negation(|never)"},
    {"three of the 50 pilots may leave in May", "Marrow", "altered meaning: number(40|50)"},
    {"I told President Ada Orlov that three of the 40 pilots may leave", "Marrow", "altered meaning: name(Voss|Orlov)"},
    {"three of the 40 pilots must leave in May", "Marrow", "altered meaning: modal(may|must)"},
    {"all of the 40 pilots may leave in May", "Marrow", "altered meaning: number(three|all)"},
    {"needs 1,000 men and nine years, and more", "Marrow", "altered meaning: hedge(perhaps|)"},
    {"The colour of the flag did not matter to the herring", "Marrow", "altered meaning: tense(does|did)"},
    {"We have never been afraid of the people", "Vance", "altered meaning: quantifier(of the weather, only|)"},
    {"The colour of the flag does not to the herring matter", "Marrow", "altered meaning: word_order(matter|matter)"},
    {"the harbour was safe ever", "Marrow", "altered meaning: word_order(safe|safe)' scope(don't|)"},
    // The edges.
    {"we have forgotten the islands", "Marrow", "verbatim meaning: scope(not|)"},
    {"we will begin in the spring", "Marrow", "verbatim meaning: scope(If|)"},
    {"the harbour was ever safe", "Marrow", "verbatim meaning: scope(don't|)"},
    // Somebody else's.
    {"We will not close the strait, whatever the council in Brenn decides", "Vance",
     "misattributed meaning: speaker(Ilsabet Marrow|Vance)"},
    {"will the strait be closed again this winter", "Marrow", "misattributed meaning: speaker(Q|Marrow)"},
    {"the pilots were never asked about the new channel", "Marrow",
     "misattributed meaning: speaker(Teodor Vance|Marrow)"},
    {"Vance stated that the pilots were never asked about the new channel", "Marrow", "verbatim none"},
    {"the pilots were never asked about the new channel", "Teodor Vance", "verbatim none"},
    {"every pilot on this coast will have a pension by June", "Marrow", "verbatim none"},
    {"every pilot on this coast will have a pension by June", "Vance",
     "misattributed meaning: speaker(Ilsabet Marrow|Vance)"},
    {"The whole coast is waiting for an answer", "Vance", "verbatim meaning: speaker(?|Vance)"},
    {"The opposition calls your budget a monument to folly", "Marrow",
     "misattributed meaning: word(vanity|folly) speaker(Q|Marrow)"},
    // "He told me that": somebody else's, though nobody is named; "it was said" is nobody's.
    {"the lamp has burned for ninety years without a fault", "Marrow",
     "misattributed meaning: speaker(He told me that|Marrow)"},
    {"He told me that the lamp has burned for ninety years without a fault", "Marrow", "verbatim none"},
    {"the lamp has burned for ninety years without a fault", nullptr, "verbatim none"},
    {"the lens came from the mainland in a fishing boat", "Marrow", "verbatim meaning: scope(said|)"},
    {"the tower will outlive us all", "Marrow", "verbatim meaning: scope(convince|)"},
    // What is no word on the page is none in the quotation; brackets the record has are its own.
    {"three of the 40 pilots may leave in May. (Laughter) That is all I know", "Marrow", "verbatim none"},
    {"a harbour [in those days a beach] is a promise made to the sea", "Marrow", "verbatim none"},
    {"[The reef beyond it has no name on any chart.]", "Marrow", "verbatim none"},
    {"three of the 40 pilots may leave in May. (Applause) That is all I know", "Marrow",
     "altered meaning: insertion(|Applause)"},
    {"Its walls are as white as the day they were built", "Marrow", "verbatim none"},
    {"painted it since the 1990s", "Marrow", "verbatim meaning: scope(Nobody|)"},
    // Stitched.
    {"We will not close the strait and she promised us two more boats", nullptr, "stitched meaning"},
    {"The railway needs nothing. That is all I know about it", "Marrow", "not_found"},
    {"whatever the council in Brenn decides, we will not close the strait", "Marrow", "stitched meaning"},
    {"We will not close the strait … we shall see", "Marrow", "stitched meaning"},
    // Never across what nobody heard.
    {"They can the whole of it on Thursday morning", "Marrow", "altered meaning: omission([inaudible]|)"},
    // Not there.
    {"The islands will build a bridge to Halvern before the decade is out", "Marrow", "not_found"},
    {"I did not", "Marrow", "altered meaning: negation(|not)"},
    {"I did not", nullptr, "not_found"},
    // Russian.
    {"Еще двадцать пять лоцманов получат новые катера", "Маррова", "altered wording: spelling(Ещё|Еще)'"},
    {"Мы закроем пролив этой зимой, что бы ни решил совет", "Ilze Marrova", "altered meaning: negation(не|)"},
    {"Ещё 25 лоцманов получат новые катера", "Маррова", "altered wording: number(двадцать пять|25)'"},
    {"Алдвелл должен найти деньги", "Маррова", "verbatim none"},
};

TEST(Check, SaysWhatTheRecordSays) {
  for (const Case& c : kCases) {
    Quotation quotation;
    quotation.quoted = c.quoted;
    if (c.speaker) quotation.speaker = c.speaker;
    Result<Answer> answer = check(record(), quotation);
    ASSERT_TRUE(bool(answer)) << c.quoted;
    std::string text = printed(*answer);
    // Pieces of a stitched quotation have no differences of their own worth printing.
    if (answer->verdict == Verdict::stitched) text = text.substr(0, text.find(':'));
    EXPECT_EQ(text, c.expected) << c.quoted;
  }
}

Answer asked(std::string quoted, std::optional<std::string> speaker = {}, std::optional<std::string> date = {}) {
  Quotation quotation{std::move(quoted), std::nullopt, std::move(speaker), std::move(date)};
  Result<Answer> answer = check(record(), quotation);
  EXPECT_TRUE(bool(answer));
  return *answer;
}

TEST(Check, ShowsThePlace) {
  Answer answer = asked("Yes, I did.", "Marrow");
  ASSERT_EQ(answer.passages.size(), 1u);
  const Passage& passage = answer.passages[0];
  EXPECT_EQ(passage.transcript, "aaaaaaaaaaaa");
  EXPECT_EQ(passage.turn, 6u);
  EXPECT_EQ(passage.address, "aaaaaaaaaaaa#6:0-10");
  EXPECT_EQ(passage.text, "Yes, I did");
  EXPECT_EQ(passage.after, ".");
  ASSERT_TRUE(passage.question.has_value());
  EXPECT_EQ(passage.question->text, "Did you write the letter yourself?");
  EXPECT_EQ(passage.date, "2019-03-04");
  EXPECT_TRUE(answer.ambiguous) << "three words";
}

TEST(Check, MarksWhatIsSecondHand) {
  Answer answer = asked("every pilot on this coast will have a pension by June", "Marrow");
  EXPECT_TRUE(answer.passages.at(0).second_hand);
  EXPECT_EQ(answer.passages.at(0).speaker, "Teodor Vance");
  EXPECT_EQ(answer.passages.at(0).quoting, "Ilsabet Marrow");
}

TEST(Check, DatesDifferButNeverFilter) {
  EXPECT_EQ(printed(asked("Yes, I did.", "Marrow", "2019-03")), "verbatim none");
  EXPECT_EQ(printed(asked("Yes, I did.", "Marrow", "2019")), "verbatim none");
  EXPECT_EQ(printed(asked("Yes, I did.", "Marrow", "2018-03-04")), "verbatim meaning: date(2019-03-04|2018-03-04)");
}

TEST(Check, CountsPlaces) {
  Answer answer = asked("the strait");
  EXPECT_EQ(answer.places, 2u);
  EXPECT_TRUE(answer.ambiguous);
  answer = asked("the strait", "Marrow");
  EXPECT_EQ(answer.places, 1u);
}

TEST(Check, SaysWhatWasSearchedAndWhatCameNear) {
  Answer answer =
      asked("We will not open the gates of the city whatever the council in Brenn says about it tomorrow or later");
  EXPECT_EQ(answer.verdict, Verdict::not_found);
  EXPECT_FALSE(answer.severity.has_value());
  EXPECT_EQ(answer.searched.transcripts, 3u);
  EXPECT_EQ(answer.searched.from, "2019-03-04");
  ASSERT_FALSE(answer.nearest.empty());
  EXPECT_EQ(answer.nearest[0].transcript, "aaaaaaaaaaaa");
}

// A record of which one document has gone bad since it was indexed.
class Damaged : public SlowPassages {
 public:
  Result<std::shared_ptr<const corpus::Document>> document(corpus::DocumentNumber number) const override {
    if (number == 1) return Error::damaged("aaaaaaaaaaaa", "its capture reads otherwise than its words say");
    return SlowPassages::document(number);
  }
};

TEST(Check, GoesOnWithoutADocumentThatCannotBeRead) {
  Damaged damaged;
  for (corpus::DocumentNumber number : record().documents()) damaged.add(**record().document(number));
  for (const Case& c : kCases) {
    Result<Answer> answer = check(damaged, Quotation{c.quoted, {}, {}, {}});
    ASSERT_TRUE(bool(answer)) << c.quoted;
  }
  Answer answer = *check(damaged, Quotation{"the council in Brenn decides", {}, {}, {}});
  EXPECT_EQ(answer.verdict, Verdict::not_found);
  ASSERT_EQ(answer.doubts.size(), 1u);
  EXPECT_NE(answer.doubts[0].find("aaaaaaaaaaaa: "), std::string::npos) << answer.doubts[0];
  EXPECT_EQ(answer.unread.size(), 1u);
  EXPECT_FALSE(answer.ambiguous);
  answer = *check(damaged, Quotation{"the strait", {}, {}, {}});
  EXPECT_EQ(answer.verdict, Verdict::not_found) << "both places are in the one that is lost";
  answer = *check(damaged, Quotation{"Nobody has seen any of it, and the winter is here", {}, {}, {}});
  EXPECT_EQ(answer.verdict, Verdict::verbatim);
  EXPECT_TRUE(answer.unread.empty()) << "nothing of it was asked";
}

TEST(Check, KeepsCopiesOfOneInterviewTogether) {
  const char* talk =
      "Q: Will the ferry to the outer islands sail at all?\n"
      "Ilsabet Marrow: The pilots are back at work since Monday. The ferry will sail in the winter, and nobody on the "
      "quay will pay twice.\n";
  const char* other =
      "Q: And the ferry?\n"
      "Ilsabet Marrow: I have said it before and I say it again here tonight. The ferry will sail in the winter, "
      "unless the wind decides otherwise.\n";
  SlowPassages made;
  made.add(invented("aaaaaaaaaaaa", "2019-03-04", talk));
  made.add(invented("bbbbbbbbbbbb", "2019-03-05", other));
  made.add(invented("cccccccccccc", "2019-03-06", talk));
  Answer answer = *check(made, Quotation{"The ferry will sail in the winter", {}, "Marrow", {}});
  ASSERT_EQ(answer.passages.size(), 3u);
  EXPECT_EQ(answer.passages[0].transcript, "aaaaaaaaaaaa");
  EXPECT_EQ(answer.passages[1].transcript, "cccccccccccc");
  EXPECT_EQ(answer.passages[2].transcript, "bbbbbbbbbbbb");
}

// More places than are looked at carry the same change of a few common words: the claimed
// speaker's is asked for apart. Below five words it is the only one that counts.
TEST(Check, FindsTheClaimedSpeakersPlaceAmongVeryMany) {
  SlowPassages made;
  for (int k = 0; k < 1100; ++k) {
    char id[16];
    std::snprintf(id, sizeof id, "%012x", k);
    made.add(invented(id, "2019-03-04", "Q: And then?\nTeodor Vance: It would be good for us.\n"));
  }
  made.add(invented("ffffffffffff", "2020-03-04", "Q: And then?\nIlsabet Marrow: It would be good for them.\n"));
  Answer answer = *check(made, Quotation{"It could be good", {}, "Ilsabet Marrow", {}});
  EXPECT_EQ(answer.verdict, Verdict::altered);
  ASSERT_EQ(answer.passages.size(), 1u);
  EXPECT_EQ(answer.passages[0].transcript, "ffffffffffff");
  EXPECT_EQ(check(made, Quotation{"It could be good", {}, "Greta Holm", {}})->verdict, Verdict::not_found);
  answer = *check(made, Quotation{"It would be good for them all", {}, "Marrow", {}});
  EXPECT_EQ(answer.verdict, Verdict::altered);
  EXPECT_EQ(answer.passages.at(0).transcript, "ffffffffffff");
}

TEST(Check, RefusesWhatHasNoWords) {
  EXPECT_FALSE(bool(check(record(), Quotation{"…!", {}, {}, {}})));
  EXPECT_FALSE(bool(check(record(), Quotation{"", {}, {}, {}})));
  EXPECT_FALSE(bool(check(record(), Quotation{std::string((1 << 20) + 1, 'a'), {}, {}, {}})));
}

TEST(Check, IsDeterministic) {
  for (const Case& c : kCases) EXPECT_EQ(printed(asked(c.quoted)), printed(asked(c.quoted)));
}

// Of a quotation that nobody said, the stretch that was said, and what it lacks.
TEST(Check, ShowsTheNearestStretchWithWhatItLacks) {
  SlowPassages record;
  record.add(invented("aaaaaaaaaaaa", "2031-05-02",
                      "Q: Why?\nHOLT: The bridge will be repaired before the winter storms. The council knows it, and "
                      "the money is there.\n"));
  Quotation quotation;
  quotation.quoted =
      "Whales sang loudly near several icebergs while our tired orchestra rehearsed, the bridge will be repaired "
      "before the winter storms, "
      "and grateful penguins applauded every single encore";
  Answer answer = *check(record, quotation);
  ASSERT_EQ(answer.verdict, Verdict::not_found);
  ASSERT_EQ(answer.nearest.size(), 1u);
  const Passage& nearest = answer.nearest[0];
  EXPECT_EQ(nearest.text, "The bridge will be repaired before the winter storms");
  EXPECT_EQ(slice(quotation.quoted, nearest.quoted_span), "the bridge will be repaired before the winter storms");
  ASSERT_EQ(nearest.differences.size(), 2u);
  EXPECT_EQ(nearest.differences[0].quoted,
            "Whales sang loudly near several icebergs while our tired orchestra rehearsed");
  EXPECT_EQ(nearest.differences[1].quoted, "and grateful penguins applauded every single encore");
  EXPECT_TRUE(nearest.differences[0].spoken.empty() && nearest.differences[1].spoken.empty());
}

}  // namespace
}  // namespace stenogram::check
