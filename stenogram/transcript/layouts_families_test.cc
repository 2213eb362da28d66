// What whole families of documents showed: layouts that read well on one page and not on the
// next of the same source. All people, places and words are invented. Printed as
// layouts_for_tests.h says.
#include <gtest/gtest.h>

#include "stenogram/transcript/layouts_for_tests.h"

namespace stenogram::transcript {
namespace {

constexpr Layout kLayouts[] = {
    {"headings that take turns, without blanks between words", "markdown", "interview",
     "# 2031-08-25 港口月刊來訪\n\n### 林媛玉：\n一開始先請船長分享，為什麼要這樣設計港口？\n\n### "
     "陳鳳：\n港口現在應該會如期完工（笑）。\n\n"
     "### 林媛玉：\n對，不能再往後了。\n\n### 陳鳳：\n是的，大家都在等。\n\n### 林媛玉：\n那麼明年呢？\n\n### "
     "陳鳳：\n明年再看。\n",
     "林媛玉 q: 一開始先請船長分享，為什麼要這樣設計港口？\n陳鳳 a: 港口現在應該會如期完工（笑）。\n林媛玉 q: "
     "對，不能再往後了。\n"
     "陳鳳 a: 是的，大家都在等。\n林媛玉 q: 那麼明年呢？\n陳鳳 a: 明年再看。\n"},

    {"one voice under headings", "markdown", "remarks",
     "# 2031-06-09 Stories from the harbour\n\n### Ada Brook:\nI am literally from the harbour.\n\n### Ada Brook:\n"
     "I’ll talk a little about how we built it, and what it cost us.\n\n### Ada Brook:\nThank you for coming to hear "
     "me.\n",
     "Ada Brook s: I am literally from the harbour.//Ada Brook://I’ll talk a little about how we built it, and what it "
     "cost us.//"
     "Ada Brook://Thank you for coming to hear me.\n"},

    {"headings of minutes, which announce nobody", "markdown", "other",
     "# 2031-05-04 港口會議 會前紀錄\n\n### 出席人員：\n\n- 港務局 林媛玉 / 陳鳳\n- 交通部 楊如\n\n### "
     "會議結論：\n\n1. 請我們港務局準備。\n2. 下次再議。\n\n"
     "### 出席人員：\n\n- 港務局 林媛玉\n- 交通部 楊如\n\n### 會議結論：\n\n1. 請我們港務局準備。\n\n### "
     "出席人員：\n\n- 港務局 林媛玉\n\n### 會議結論：\n\n1. 請我們準備。\n",
     ""},

    {"a salutation between bold labels", "markdown", "press_conference",
     "# Conferencia de prensa en Puerto Riba, 1º de agosto de 2031\n\n"
     "**PABLO ORTA, ALCALDE DE RIBA:** Buenos días a todos.\n\nSeñor presidente:\n\nLe damos la bienvenida a nuestro "
     "puerto.\n\n"
     "Señor presidente:\n\nPedimos su apoyo para el muelle.\n\n**PRESIDENTE JUAN LINDE:** Muchas gracias. Vamos a "
     "apoyarlo.\n\n"
     "**PREGUNTA:** ¿Cuándo se abre?\n\n**PRESIDENTE JUAN LINDE:** En mayo.\n",
     "Pablo Orta a: Buenos días a todos.//Señor presidente://Le damos la bienvenida a nuestro puerto.//"
     "Señor presidente://Pedimos su apoyo para el muelle.\nJuan Linde a: Muchas gracias. Vamos a apoyarlo.\n"
     "? q: ¿Cuándo se abre?\nJuan Linde a: En mayo.\n"},

    {"a line of what is said with a colon, where labels are in capitals", "text", "press_conference",
     "Conferencia de prensa en Puerto Riba\n\nPREGUNTA: ¿Cuándo se abre?\n\nPRESIDENTE JUAN LINDE: En mayo. Así lo "
     "dijimos.\n\n"
     "PREGUNTA: Al conocer que le interesa aplicarlo en el caso del muelle,\npreguntarle, presidente: ¿será "
     "determinante?\n\n"
     "PRESIDENTE JUAN LINDE: Yo creo que sí.\n\nPREGUNTA: Y lo otro,\npreguntarle, presidente: ¿quién paga?\n\n"
     "PRESIDENTE JUAN LINDE: Nosotros.\n\nPREGUNTA: Gracias.\n\nPRESIDENTE JUAN LINDE: A ustedes.\n",
     "? q: ¿Cuándo se abre?\nJuan Linde a: En mayo. Así lo dijimos.\n"
     "? q: Al conocer que le interesa aplicarlo en el caso del muelle,/preguntarle, presidente: ¿será determinante?\n"
     "Juan Linde a: Yo creo que sí.\n? q: Y lo otro,/preguntarle, presidente: ¿quién paga?\nJuan Linde a: Nosotros.\n"
     "? q: Gracias.\nJuan Linde a: A ustedes.\n"},

    {"one person under two labels, and no other", "html", "remarks",
     "<html><head><title>Meeting with shipbuilders</title></head><body><h1>Meeting with shipbuilders</h1>"
     "<p><b>Trade Minister Pavel Orlov: </b>Colleagues, friends,</p>"
     "<p>Let us begin. As you remember, we met here earlier this week, and I asked you to bring your proposals for the "
     "yards.</p>"
     "<p>There are a great number of questions that we have to settle today, and I want to hear the opinions of all of "
     "you.</p>"
     "<p>* * *</p><p><b>Pavel Orlov:</b> I would like to thank you for your proposals, which we will sum up and take "
     "further.</p>"
     "</body></html>",
     "Pavel Orlov s: Colleagues, friends,//Let us begin. As you remember, we met here earlier this week, and I asked "
     "you to "
     "bring your proposals for the yards.//There are a great number of questions that we have to settle today, and I "
     "want to "
     "hear the opinions of all of you.//* * *//Pavel Orlov: I would like to thank you for your proposals, which we "
     "will sum up "
     "and take further.\n"},

    {"small letters before a name in bold", "html", "proceedings",
     "<html><head><title>Meeting with medallists</title></head><body><h1>Meeting with medallists in Riba</h1>"
     "<p><b>Trade Minister Pavel Orlov:</b> Good afternoon, friends. I am glad to see all of you here after such a "
     "winter.</p>"
     "<p><b>Olympic figure skating silver medallist Yana Melnik:</b> Thank you. We are glad to be back, and I want to "
     "say so.</p>"
     "<p><b>Pavel Orlov:</b> Please, who else would like to speak to us about the games and what we need for the "
     "next?</p>"
     "<p><b>Olympic ice hockey champion Piotr Dvorak:</b> I would like to ask you for a rink in our town, which we "
     "never had.</p>"
     "<p><b>Pavel Orlov:</b> You shall have it. I have signed the paper this morning, and you will see it built by the "
     "winter.</p>"
     "<p><b>Yana Melnik:</b> May we come to the opening? I should like to skate there first, if you let me.</p>"
     "</body></html>",
     "Pavel Orlov s: Good afternoon, friends. I am glad to see all of you here after such a winter.\n"
     "Yana Melnik s: Thank you. We are glad to be back, and I want to say so.\n"
     "Pavel Orlov s: Please, who else would like to speak to us about the games and what we need for the next?\n"
     "Piotr Dvorak s: I would like to ask you for a rink in our town, which we never had.\n"
     "Pavel Orlov s: You shall have it. I have signed the paper this morning, and you will see it built by the "
     "winter.\n"
     "Yana Melnik s: May we come to the opening? I should like to skate there first, if you let me.\n"},

    {"offices behind bodies, and two joined", "html", "proceedings",
     "<html><head><title>Meeting with Port Authority CEO Gerda Grau</title></head><body><h1>Meeting with Port "
     "Authority CEO Gerda Grau</h1>"
     "<p><b>Trade Minister Pavel Orlov:</b> Ms Grau, how are your affairs? What have you done for the yards this "
     "year?</p>"
     "<p><b>Riba Port Authority CEO and Chairman of the Management Board Gerda Grau:</b> We have had a good year, as "
     "you see.</p>"
     "<p><b>Industry and Trade Minister Denis Mantur:</b> I would add that our figures say the same of the other "
     "yards.</p>"
     "<p><b>Pavel Orlov:</b> Good. Thank you very much, both of you.</p></body></html>",
     "Pavel Orlov s: Ms Grau, how are your affairs? What have you done for the yards this year?\n"
     "Gerda Grau s: We have had a good year, as you see.\n"
     "Denis Mantur s: I would add that our figures say the same of the other yards.\n"
     "Pavel Orlov s: Good. Thank you very much, both of you.\n"},

    {"a name in bold above all that is said", "markdown", "remarks",
     "**Ada Brook:**\n\nWhat up, sailors? I'm Ada and this is Harbour News for the week of Monday, July 7th.\n\n"
     "Good news about our upcoming show: we will play some old songs, and I hope to see you there.\n\n"
     "So, if you were planning on arriving early, get your tickets while we have them.\n",
     "Ada Brook s: What up, sailors? I'm Ada and this is Harbour News for the week of Monday, July 7th.//"
     "Good news about our upcoming show: we will play some old songs, and I hope to see you there.//"
     "So, if you were planning on arriving early, get your tickets while we have them.\n"},

    {"a list of terms above the talk", "text", "call",
     "Riba Shipping Q1 2031 Earnings Call\n\nTotal Revenue: $549 million for the quarter, which is 22% more than in "
     "the year before it.\n\n"
     "Cargo Revenue: Grew 26% year-over-year in the quarter and comprised 72% of the total revenue.\n\n"
     "Operating Income: $87 million, resulting in a 16% margin, up from 7% in the year-ago period.\n\n"
     "Customer Growth: Net additions of approximately 2,600, ending with more than 57,100 customers.\n\n"
     "Operator: Good day, and welcome. Please go ahead.\n\nDora Linden: Thank you. I am glad to welcome you to our "
     "call.\n\n"
     "Karl Weiss: Thank you, Dora. We had a good quarter, and I thank our crews.\n\n"
     "Operator: Our first question comes from Tamm.\n\nPiret Tamm: How do you see the coming year?\n\n"
     "Karl Weiss: We see it well.\n\nDora Linden: That is all.\n\nOperator: Thank you. This concludes the call.\n",
     "? s: Good day, and welcome. Please go ahead.\nDora Linden a: Thank you. I am glad to welcome you to our call.\n"
     "Karl Weiss a: Thank you, Dora. We had a good quarter, and I thank our crews.\n"
     "? s: Our first question comes from Tamm.\nPiret Tamm q: How do you see the coming year?\n"
     "Karl Weiss a: We see it well.\nDora Linden a: That is all.\n? s: Thank you. This concludes the call.\n"},

    {"hearing that is no hearing", "markdown", "interview",
     "**Ada Brook:** We keep hearing about the harbour. Karl, when will it open, and who takes part in the debate?\n\n"
     "**Karl Weiss:** I am hearing that as well. In May, I think.\n\n**Ada Brook:** And who pays for it?\n\n"
     "**Karl Weiss:** We all do.\n\n**Ada Brook:** Thank you.\n\n**Karl Weiss:** Thank you.\n",
     "Ada Brook q: We keep hearing about the harbour. Karl, when will it open, and who takes part in the debate?\n"
     "Karl Weiss a: I am hearing that as well. In May, I think.\nAda Brook q: And who pays for it?\n"
     "Karl Weiss a: We all do.\nAda Brook q: Thank you.\nKarl Weiss a: Thank you.\n"},

    {"the writer as `Me`, and initials", "text", "interview",
     "An interview with John Keel\n\nHere is a transcript of our discussion.\n\nMe: Hello Prime Minister. Thank you "
     "for agreeing to talk.\n\n"
     "John Keel:  That's your opinion.\n\nMe:  Excuse me?\n\nJK:  I said that may be your opinion.\n\nMe:  It was a "
     "greeting.\n\n"
     "JK:  And there are a whole range of greetings.\n",
     "? q: Hello Prime Minister. Thank you for agreeing to talk.\nJohn Keel a: That's your opinion.\n? q: Excuse me?\n"
     "John Keel a: I said that may be your opinion.\n? q: It was a greeting.\nJohn Keel a: And there are a whole range "
     "of greetings.\n"},

    {"two characters set apart by a blank", "text", "press_conference",
     "閣議後定例記者会見\n\n(記 者)\n まず、なぜ通告がなかったのか、この2点。\n(大 臣)\n 質問ということで出ました。\n "
     "以上です。\n"
     "(記 者)\n 改めてお願いします。\n(大 臣)\n 進めていきたいと思っています。\n",
     "? q: まず、なぜ通告がなかったのか、この2点。\n? a: 質問ということで出ました。/ 以上です。\n? q: "
     "改めてお願いします。\n"
     "? a: 進めていきたいと思っています。\n"},

    {"offices shortened to letters, and who speaks told above", "text", "press_conference",
     "Abschlusspressekonferenz zum Rat von Riba am 17. Dezember 2031\n\nThema: Rat von Riba\n\nSprecher: "
     "Bundeskanzlerin Angela Mertens\n\n"
     "BK'in Mertens: Meine Damen und Herren, der Rat hat beschlossen.\n\nFrage: Frau Bundeskanzlerin, sind Sie "
     "zufrieden?\n\n"
     "BK'in Mertens: Ja, ich bin zufrieden.\n\nFrage: Und wie geht es weiter?\n\nBK'in Mertens: Wir treffen uns im "
     "Januar.\n",
     "Angela Mertens a: Meine Damen und Herren, der Rat hat beschlossen.\n? q: Frau Bundeskanzlerin, sind Sie "
     "zufrieden?\n"
     "Angela Mertens a: Ja, ich bin zufrieden.\n? q: Und wie geht es weiter?\nAngela Mertens a: Wir treffen uns im "
     "Januar.\n"},
};

TEST(LayoutsOfFamilies, AreRead) { expect_read(kLayouts); }

// Pages of a shop, a kitchen, a paper and a stadium, which set words before colons as talk does.
TEST(LayoutsOfFamilies, WhatIsNoTalkHasNoTurns) {
  const std::pair<const char*, std::string_view> kPages[] = {
      {"markdown",
       "# Peanut Bars\n\nThese bars are easy.\n\n**Peanut Butter:** A good brand with no sugar in it is best for the "
       "bars, and it must be soft.\n\n"
       "**Maple Syrup:** Any other syrup will do as well, and so will a little honey in place of it.\n\n"
       "**Coconut Flour:** Almond flour needs twice the weight, for it binds less of the liquid in the bowl.\n\n"
       "**Vanilla Extract:** Leave it out if there is none, and add a pinch of salt in its place here.\n\n"
       "**Coconut Flour:** See above, and note that brands differ in how much of the liquid they bind.\n"},
      {"html",
       "<html><head><title>Tödlicher Unfall in Riba</title></head><body><h1>Tödlicher Unfall in Riba</h1>"
       "<p>Riba (dpa/lno) – Ein Mann ist am Montag im Hafen von Riba gestorben. Das teilte die Polizei am Abend "
       "mit.</p>"
       "<p>Selm (dpa) – Die Stadt Selm hat ein neues Rathaus. Es wurde am Sonntag von dem Bürgermeister eröffnet.</p>"
       "<p>Riba (dpa/lno) – Im Hafen wird gebaut. Die Arbeiten dauern bis in den Mai und kosten zwei Millionen "
       "Euro.</p></body></html>"},
      {"html",
       "<html><head><title>Ein Bote in Riba</title></head><body><p><b>RIBA:</b> Ein Bote hat am Montag viertausend "
       "Kronen zurückgegeben, "
       "die ein Gast verloren hatte. Die Polizei sprach von einer guten Tat.</p><p>Der Gast bedankte sich, und der "
       "Bote fuhr davon, ehe man "
       "ihn nach seinem Namen fragen konnte.</p></body></html>"},
      {"markdown",
       "# WHAT THEY ARE SAYING: The harbour opens\n\n**Karl Weiss, Minister for Harbours:** “This is a great day for "
       "Riba, and I thank all who built it.”\n\n"
       "**Dora Linden, Mayor of Selm:** “We have waited for this, and our fishermen will sleep better for it.”\n\n"
       "**Piret Tamm, Port Authority:** “You will see ships here that you never saw before in your lives.”\n\n"
       "**Ada Brook, Harbour Workers’ Union:** “We are glad that our members will have work through the winter.”\n"},
      {"text",
       "Riba - Selm 2:1\n\nRiba: Weiss, Orlov, Tamm, Brook, Linden, Berg, Marrow, Hollis, Aker, Moll, Grau\n\n"
       "Selm: Corsani, Dvorak, Melnik, Sato, Mantur, Wells, Roe, Keel, Rondo, Watts, Brock\n\nReferee: Jan Holt\n\n"
       "Goals: Weiss 12, Orlov 55, Sato 80\n\nRiba: 2 yellow cards, no red ones\n\nSelm: 1 yellow card, no red ones\n"},
  };
  for (const auto& [format, text] : kPages) {
    std::vector<Transcript> transcripts = read(page_of(text, format));
    EXPECT_EQ(printed(page_of(text, format), transcripts), "") << text.substr(0, 60);
  }
}

TEST(LayoutsOfFamilies, DayOfAMonthWithItsOrdinal) {
  for (const char* day : {"1º", "1.º", "1°", "1o", "1ro"}) {
    std::string text = "# Conferencia de prensa del presidente Juan Linde del " + std::string(day) +
                       " de agosto de 2031\n\n**PREGUNTA:** ¿Cómo está?\n\n**JUAN LINDE:** Bien, gracias.\n";
    std::vector<Transcript> transcripts = read(page_of(text, "markdown"));
    ASSERT_TRUE(transcripts.front().heading.event_date) << day;
    EXPECT_EQ(transcripts.front().heading.event_date->value, "2031-08-01") << day;
  }
}

// Where nothing but the words tells who speaks, the reading says that it doubts.
TEST(LayoutsOfFamilies, VoicesToldByWordsAreADoubt) {
  capture::Page page = page_of(
      "Interview with Karl Weiss\n\nWhen did you come to Riba?\n\nI came in the spring, with my brother. We had "
      "nothing.\n\n"
      "And what did you find here?\n\nI found a harbour without ships, and my first work.\n\nWere you afraid?\n\n"
      "I was. My brother was not.\n\nDo you regret it?\n\nI do not. I have my house here.\n\n"
      "Would you come again?\n\nI would, and I would bring my sister.\n");
  std::vector<Transcript> transcripts = read(page);
  EXPECT_EQ(transcripts.front().turns.size(), 10u);
  ASSERT_EQ(transcripts.front().doubts.size(), 1u);
  EXPECT_EQ(transcripts.front().doubts[0].code, "voices_by_words");
}

// A video that begins and ends is of the stage, whatever type prints it.
TEST(LayoutsOfFamilies, VideosAreNotes) {
  capture::Page page = page_of(
      "# Conferencia de prensa en Riba\n\n**PREGUNTA:** ¿Lo tiene?\n\n**JUAN LINDE:** Lo tengo aquí.\n\n**(INICIA "
      "VIDEO)**\n\n"
      "**_VOZ HOMBRE:_ ** _Riba es un puerto._\n\n**(FINALIZA VIDEO)**\n\n**JUAN LINDE:** Ya lo vieron "
      "ustedes.\n\n**PREGUNTA:** Sí.\n",
      "markdown");
  std::vector<Transcript> transcripts = read(page);
  EXPECT_TRUE(transcripts.front().doubts.empty());
  std::size_t notes = 0;
  for (const Turn& turn : transcripts.front().turns) notes += turn.notes.size();
  EXPECT_GE(notes, 2u);
}

}  // namespace
}  // namespace stenogram::transcript
