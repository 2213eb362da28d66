// Layouts, each on a page small enough to read. All people, places and words are
// invented. A page is printed as its turns, a line each: the speaker's name (or `?` for
// one without), the kind's first letter, and what was said.
#include <gtest/gtest.h>

#include "stenogram/transcript/layouts_for_tests.h"

namespace stenogram::transcript {
namespace {

struct Case {
  const char* name;
  std::string_view text, turns;
};

constexpr Case kCases[] = {
    {"colon labels and a heading that knows the full name",
     "Trade Minister Pavel Orlov’s interview with Channel Nine, Port Riba, May 4, 2019\n"
     "Question: How are you?\n"
     "P. Orlov: Well, thank you.\nVery well.\n"
     "Question: And the harbour…\n"
     "P. Orlov: It is open.\n",
     "? q: How are you?\nPavel Orlov a: Well, thank you./Very well.\n"
     "? q-: And the harbour…\nPavel Orlov a: It is open.\n"},

    {"a label that names the one who speaks goes on; one that names nobody opens",
     "Press briefing, May 4, 2019\n\n"
     "Q  Is it true?\n\nQ  Is it?\n\nMS. QUILL: It is.\n\nMS. QUILL: Quite.\n\nQ  Thanks.\n\nMS. QUILL: Goodbye.\n",
     "? q: Is it true?\n? q: Is it?\nQuill a: It is.//MS. QUILL: Quite.\n? q: Thanks.\nQuill a: Goodbye.\n"},

    {"capitals and brackets",
     "NORA QUILL, KXT: Good evening. Our guest is the mayor.\n\nHOLLIS: Thank you.\n\n"
     "QUILL: Will you run?\n\n(UNKNOWN): Shame!\n\nHOLLIS: I will --\n\nQUILL: Really?\n\nHOLLIS: Yes.\n",
     "Nora Quill q: Good evening. Our guest is the mayor.\nHollis a: Thank you.\nNora Quill q: Will you run?\n"
     "? a: Shame!\nHollis a-: I will --\nNora Quill q: Really?\nHollis a: Yes.\n"},

    {"labels alone on their lines, a title behind the name, and a list of members",
     "Riba Steel Q1 2019 Earnings Call\n\nOperator\n\nGood day, and welcome to the call of Riba Steel.\n\n"
     "Anna Bell--Vice President, Investor Relations\n\nThank you. We had a good quarter, and here is why.\n\n"
     "Operator\n\nThe first question is from Karl Weiss.\n\nKarl Weiss--Analyst\n\nHow good was it?\n\n"
     "Anna Bell--Vice President, Investor Relations\n\nVery good, Karl.\n\n"
     "Call participants:\n\nAnna Bell--Vice President, Investor Relations\n\nKarl Weiss--Analyst\n",
     "? s: Good day, and welcome to the call of Riba Steel.\n"
     "Anna Bell a: Thank you. We had a good quarter, and here is why.\n"
     "? s: The first question is from Karl Weiss.\nKarl Weiss q: How good was it?\nAnna Bell a: Very good, Karl.\n"},

    {"clock times",
     "Dora Linden  0:00  \nGood evening, everyone. We are live.\n\nJan Moll  0:14  \nGood to be here.\n\n"
     "Dora Linden  0:20  \nWhat do you make of it?\n\nJan Moll  0:31  \nNot much.\n",
     "Dora Linden q: Good evening, everyone. We are live.\nJan Moll a: Good to be here.\n"
     "Dora Linden q: What do you make of it?\nJan Moll a: Not much.\n"},

    {"Russian",
     "Интервью министра П.А.Орлова газете «Вестник», Рыбинск, 4 мая 2019 года\n\n"
     "Вопрос: Как Вы оцениваете итоги?\n\nП.А.Орлов: Положительно.\n\n"
     "Вопрос: А дальше?\n\nП.А.Орлов: Посмотрим.\n",
     "? q: Как Вы оцениваете итоги?\nП.А. Орлов a: Положительно.\n? q: А дальше?\nП.А. Орлов a: Посмотрим.\n"},

    {"German",
     "Frage: Wie geht es dem Hafen?\n\nBürgermeisterin Vogt: Gut.\n\nFrage: Und den Fischern?\n\n"
     "Bürgermeisterin Vogt: Auch gut.\n",
     "? q: Wie geht es dem Hafen?\nVogt a: Gut.\n? q: Und den Fischern?\nVogt a: Auch gut.\n"},

    {"French",
     "Entretien avec Mme Claire Aubry\n\nQuestion : Que faites-vous ?\n\nClaire Aubry : Je travaille.\n\n"
     "Question : Et demain ?\n\nClaire Aubry : Demain aussi.\n",
     "? q: Que faites-vous ?\nClaire Aubry a: Je travaille.\n? q: Et demain ?\nClaire Aubry a: Demain aussi.\n"},

    {"Spanish, with dashes alone",
     "Entrevista con la alcaldesa de Riba\n\n—¿Cómo ve usted el puerto?\n\n—Yo lo veo bien.\n\n"
     "—¿Qué le falta?\n\n—Nos falta dinero.\n\n—¿Piensa usted dimitir?\n\n—No, no es mi intención.\n",
     "? q: ¿Cómo ve usted el puerto?\n? a: Yo lo veo bien.\n? q: ¿Qué le falta?\n? a: Nos falta dinero.\n"
     "? q: ¿Piensa usted dimitir?\n? a: No, no es mi intención.\n"},

    {"Chinese", "專訪林大文\n\n記者：您好。\n\n林大文：您好。\n\n記者：今天怎麼樣？\n\n林大文：很好。\n",
     "? q: 您好。\n林大文 a: 您好。\n? q: 今天怎麼樣？\n林大文 a: 很好。\n"},

    {"offices, and the same person by name",
     "The Minister for Harbours (Mr. Otieno): I beg to move.\n\nMr. Speaker: Order!\n\nMr. Otieno: As I said.\n\n"
     "Mr. Speaker: Go on.\n\nMr. Kamau: Shame!\n\nMr. Speaker: Order, Mr. Kamau!\n\nMr. Kamau: I withdraw.\n",
     "Otieno s: I beg to move.\n? s: Order!\nOtieno s: As I said.\n? s: Go on.\nKamau s: Shame!\n? s: Order, Mr. "
     "Kamau!\n"
     "Kamau s: I withdraw.\n"},

    {"two people of one surname stay two",
     "Anna Moll: I begin.\n\nJan Moll: And I go on.\n\nAnna Moll: Why?\n\nJan Moll: Because.\n",
     "Anna Moll q: I begin.\nJan Moll a: And I go on.\nAnna Moll q: Why?\nJan Moll a: Because.\n"},

    {"furniture behind the talk",
     "Interview with Jan Moll\n\nQuestion: Why?\n\nJan Moll: Because I say so.\n\nQuestion: And then?\n\n"
     "Jan Moll: Then we shall see. It was a pleasure.\n\nShare this\n\nRelated Posts\n\nHarbour opens at last\n\n"
     "Tel. +00 555 010 0199\n",
     "? q: Why?\nJan Moll a: Because I say so.\n? q: And then?\nJan Moll a: Then we shall see. It was a pleasure.\n"},

    {"no talk at all",
     "Harbour opens at last\n\nThe harbour of Riba opened on Monday. Location: Riba. Price: nothing.\n\n"
     "Note: bring a coat.\n\nTip: come early.\n",
     ""},

    {"a recipe is no talk",
     "Fish soup\n\nServes: 4\n\nIngredients: fish, water\n\nMethod: boil.\n\nNote: taste.\n\nMethod: boil again.\n",
     ""},

    {"sentences with colons inside an answer",
     "Question: What now?\n\nJan Moll: There are two things.\n\nFirst: patience. One must wait.\n\n"
     "We have one aim: peace.\n\nQuestion: And?\n\nJan Moll: That is all.\n",
     "? q: What now?\nJan Moll a: There are two things.//First: patience. One must wait.//We have one aim: peace.\n"
     "? q: And?\nJan Moll a: That is all.\n"},

    {"Japanese, behind a ring and before a wide blank",
     "○議長（山田太郎君）　これより会議を開きます。\n\n○国務大臣（林花子君）　お答えします。私は賛成です。\n\n"
     "○議長（山田太郎君）　次に。\n\n○国務大臣（林花子君）　検討します。\n",
     "山田太郎 s: これより会議を開きます。\n林花子 s: お答えします。私は賛成です。\n山田太郎 s: 次に。\n林花子 s: "
     "検討します。\n"},

    {"Italian, capitals and a full stop, an office behind a comma",
     "PRESIDENTE. La seduta è aperta. Ha chiesto di parlare il deputato Rossi.\n\n"
     "GIORGIO ROSSI (PD). Signor Presidente, intervengo sull'ordine dei lavori.\n\nPRESIDENTE. Prego.\n\n"
     "ANNA BIANCHI, Relatrice. Il parere è favorevole.\n\nGIORGIO ROSSI (PD). Grazie, Presidente.\n",
     "? s: La seduta è aperta. Ha chiesto di parlare il deputato Rossi.\n"
     "Giorgio Rossi s: Signor Presidente, intervengo sull'ordine dei lavori.\n? s: Prego.\n"
     "Anna Bianchi s: Il parere è favorevole.\nGiorgio Rossi s: Grazie, Presidente.\n"},

    {"Russian, a full stop behind a part and behind initials",
     "Председательствующий. Добрый день, уважаемые коллеги!\n\n"
     "Петров С. А., фракция \"Вместе\". Уважаемый Иван Иванович! Я прошу снять вопрос.\n\n"
     "Председательствующий. Спасибо.\n\nСидоров П. П. Я против этого предложения.\n\n"
     "Председательствующий. Ставлю на голосование.\n",
     "? s: Добрый день, уважаемые коллеги!\nС.А. Петров s: Уважаемый Иван Иванович! Я прошу снять вопрос.\n"
     "? s: Спасибо.\nП.П. Сидоров s: Я против этого предложения.\n? s: Ставлю на голосование.\n"},

    {"Turkish, a hyphen behind capitals",
     "BAŞKAN - Birleşimi açıyorum.\n\nALİ VELİ (İzmir) - Sayın Başkan, söz istiyorum.\n\nBAŞKAN - Buyurun.\n\n"
     "ALİ VELİ (İzmir) - Biz bu tasarıya karşıyız.\n\nBAŞKAN - Teşekkür ederim.\n",
     "? s: Birleşimi açıyorum.\nAli Veli s: Sayın Başkan, söz istiyorum.\n? s: Buyurun.\n"
     "Ali Veli s: Biz bu tasarıya karşıyız.\n? s: Teşekkür ederim.\n"},

    {"Dutch, labels that end their line, and the chair addressed",
     "De voorzitter:\nHet woord is aan mevrouw Jansen.\n\nMevrouw Jansen (VVD):\nVoorzitter. Wij zijn tegen.\n\n"
     "De voorzitter:\nDank u wel.\n\nMevrouw Jansen (VVD):\nVoorzitter. Ik zeg het nog eens.\n",
     "? s: Het woord is aan mevrouw Jansen.\nJansen s: Voorzitter. Wij zijn tegen.\n? s: Dank u wel.\n"
     "Jansen s: Voorzitter. Ik zeg het nog eens.\n"},

    {"a name introduced whole, then by its surname",
     "MARY QUILL, HOST:\n\nGood morning. The harbour has a new master. Welcome.\n\n"
     "ANNA HOLLIS: Thank you for having me.\n\nQUILL: What will you do first?\n\n(SOUNDBITE OF MUSIC)\n\n"
     "HOLLIS: I will open the gates.\n\nQUILL: And then?\n\nHOLLIS: Then we will see.\n",
     "Mary Quill q: Good morning. The harbour has a new master. Welcome.\nAnna Hollis a: Thank you for having me.\n"
     "Mary Quill q: What will you do first?//(SOUNDBITE OF MUSIC)\nAnna Hollis a: I will open the gates.\n"
     "Mary Quill q: And then?\nAnna Hollis a: Then we will see.\n"},

    {"a recogniser's tags",
     "SPEAKER_00: Welcome to the show. Today we talk about boats.\nSPEAKER_01: Thank you for having me.\n"
     "SPEAKER_00: How many boats do you have?\nSPEAKER_01: I have three.\n",
     "? q: Welcome to the show. Today we talk about boats.\n? a: Thank you for having me.\n"
     "? q: How many boats do you have?\n? a: I have three.\n"},

    {"two interviews in one capture",
     "Minister Pavel Orlov’s interview with Channel Nine, Port Riba, May 4, 2019\n\nQuestion: How are you?\n\n"
     "P. Orlov: Well, thank you.\n\nQuestion: And?\n\nP. Orlov: Open.\n\n"
     "Minister Anna Bell’s interview with Radio Riba, Port Riba, June 8, 2020\n\nQuestion: What of the fish?\n\n"
     "A. Bell: They swim.\n\nQuestion: Still?\n\nA. Bell: Still.\n",
     "? q: How are you?\nPavel Orlov a: Well, thank you.\n? q: And?\nPavel Orlov a: Open.\n"
     "? q: What of the fish?\nAnna Bell a: They swim.\n? q: Still?\nAnna Bell a: Still.\n"},
};

TEST(Layouts, AreRead) {
  for (const Case& c : kCases) {
    capture::Page page = page_of(c.text);
    std::vector<Transcript> transcripts = read(page);
    EXPECT_EQ(printed(page, transcripts), c.turns) << c.name;
    for (const std::string& fault : faults(page, transcripts)) ADD_FAILURE() << c.name << ": " << fault;
    if (c.turns.empty()) {
      EXPECT_EQ(transcripts.front().heading.kind, Kind::other) << c.name;
    }
  }
}

TEST(Layouts, LabelsKeepTheirMarksAndClocks) {
  capture::Page page = page_of(
      "Dora Linden  0:00  \nGood evening.\n\nJan Moll  0:14  \nGood evening to you.\n\n"
      "Dora Linden  0:20  \nWell?\n\nJan Moll  1:31  \nWell.\n");
  std::vector<Transcript> transcripts = read(page);
  ASSERT_EQ(transcripts[0].turns.size(), 4u);
  const Turn& turn = transcripts[0].turns[3];
  ASSERT_TRUE(turn.label);
  EXPECT_EQ(turn.label->text, "Jan Moll");
  EXPECT_EQ(slice(page.text, turn.label->span), "Jan Moll  1:31");
  ASSERT_TRUE(turn.time);
  EXPECT_EQ(turn.time->start, 91);
}

// Hostile and odd input: nothing to find, and the accounting holds.
TEST(Layouts, OddPagesAreAccountedFor) {
  std::string deep(5000, '(');
  std::string colons;
  for (int i = 0; i < 3000; ++i) colons += "A: ";
  for (const std::string& text :
       {std::string(":"), std::string("::::\n::::\n"), deep, colons, std::string("Q\nQ\nQ\nA\nA\n"),
        std::string("Q: \n\nA: \n\nQ:\n\nA:\n"),
        std::string("\xEF\xBB\xBF"
                    "Q: a\nA: b\nQ: c\nA: d\n"),
        std::string("Q: a\r\nA: b\r\n\r\nQ: c\r\nA: d\r\n"), std::string("<<<<<>>>>>\n<A:>\n<B:>\n"),
        std::string("[00:00]\n[00:01]\n[00:02]\n"), std::string("— \n— \n— \n— ")}) {
    capture::Page page = page_of(text);
    std::vector<Transcript> transcripts = read(page);
    EXPECT_GE(transcripts.size(), 1u);
    for (const std::string& fault : faults(page, transcripts)) ADD_FAILURE() << text.substr(0, 40) << ": " << fault;
  }
}

}  // namespace
}  // namespace stenogram::transcript
