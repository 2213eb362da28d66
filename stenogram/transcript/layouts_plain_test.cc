// Interviews that no type tells apart, as text copied from a page leaves them: bullets and hyphens, numbers,
// or nothing but a question mark. And pages that ask nobody. All people, places and words are invented.
// Printed as layouts_for_tests.h says.
#include <gtest/gtest.h>

#include "stenogram/transcript/layouts_for_tests.h"

namespace stenogram::transcript {
namespace {

constexpr Layout kLayouts[] = {
    {"a bullet asks and a hyphen answers", "text", "interview",
     "Interview: Karl Weiss, pilot\n"
     "\n"
     "• When did you come to Riba?\n"
     "- In May. I was twenty and I knew nobody.\n"
     "• And what did you do?\n"
     "- I carried sacks, as everyone did.\n"
     "• Did you mind?\n"
     "- No. You get used to it.\n"
     "• Would you do it again?\n"
     "- I would.\n",
     "? q: When did you come to Riba?\n"
     "? a: In May. I was twenty and I knew nobody.\n"
     "? q: And what did you do?\n"
     "? a: I carried sacks, as everyone did.\n"
     "? q: Did you mind?\n"
     "? a: No. You get used to it.\n"
     "? q: Would you do it again?\n"
     "? a: I would.\n"},

    {"Arabic bullets and hyphens", "text", "interview",
     "حوار مع وزير الموانئ\n"
     "\n"
     "• متى سيفتح الميناء؟\n"
     "- سيفتح في شهر مايو إن شاء الله، ونحن نعمل على ذلك.\n"
     "\n"
     "• ومن يدفع الثمن؟\n"
     "- نحن جميعاً ندفع.\n"
     "\n"
     "• هل أنت متفائل؟\n"
     "- نعم، أنا متفائل جداً.\n"
     "\n"
     "• ماذا تقول للناس؟\n"
     "- أقول لهم: انتظرونا.\n",
     "? q: متى سيفتح الميناء؟\n"
     "? a: سيفتح في شهر مايو إن شاء الله، ونحن نعمل على ذلك.\n"
     "? q: ومن يدفع الثمن؟\n"
     "? a: نحن جميعاً ندفع.\n"
     "? q: هل أنت متفائل؟\n"
     "? a: نعم، أنا متفائل جداً.\n"
     "? q: ماذا تقول للناس؟\n"
     "? a: أقول لهم: انتظرونا.\n"},

    {"lines that ask and lines that answer", "text", "interview",
     "Entrevista com a Banda Maré Alta\n"
     "\n"
     "Como surgiu a banda?\n"
     "A banda surgiu de uma ideia minha e de um grande amigo, lá pelo início dos anos 90. Na época eu tocava baixo.\n"
     "Há quanto tempo vocês estão na estrada?\n"
     "Oficialmente começamos em janeiro de 1996, quando estudávamos juntos. Eu já tocava antes.\n"
     "E qual foi o show mais marcante para vocês?\n"
     "Impossível dizer apenas um! Para mim, cada show tem um sentimento exclusivo.\n"
     "Vocês já foram vaiados?\n"
     "Uma única vez fomos vaiados numa escola, e eu nunca esqueci.\n"
     "Quais são os planos da sua banda?\n"
     "Estamos gravando um disco novo, e eu quero terminar logo.\n",
     "? q: Como surgiu a banda?\n"
     "? a: A banda surgiu de uma ideia minha e de um grande amigo, lá pelo início dos anos 90. Na época eu tocava "
     "baixo.\n"
     "? q: Há quanto tempo vocês estão na estrada?\n"
     "? a: Oficialmente começamos em janeiro de 1996, quando estudávamos juntos. Eu já tocava antes.\n"
     "? q: E qual foi o show mais marcante para vocês?\n"
     "? a: Impossível dizer apenas um! Para mim, cada show tem um sentimento exclusivo.\n"
     "? q: Vocês já foram vaiados?\n"
     "? a: Uma única vez fomos vaiados numa escola, e eu nunca esqueci.\n"
     "? q: Quais são os planos da sua banda?\n"
     "? a: Estamos gravando um disco novo, e eu quero terminar logo.\n"},

    {"numbers and hyphens before questions", "text", "interview",
     "Entrevista - Maré Alta\n"
     "\n"
     "1 - Antes de mais nada, como a sua banda surgiu?\n"
     "\n"
     "Quem deu início fomos eu e o Gil. Depois fomos chamando amigos.\n"
     "\n"
     "2 - O que vocês acham do cenário?\n"
     "\n"
     "Eu acho que precisa melhorar, faltam espaços para shows.\n"
     "\n"
     "3 - O que você escuta?\n"
     "\n"
     "Eu escuto de tudo.\n"
     "\n"
     "4 - Vocês vão gravar?\n"
     "\n"
     "Sim, eu já escrevi as músicas.\n",
     "? q: Antes de mais nada, como a sua banda surgiu?\n"
     "? a: Quem deu início fomos eu e o Gil. Depois fomos chamando amigos.\n"
     "? q: O que vocês acham do cenário?\n"
     "? a: Eu acho que precisa melhorar, faltam espaços para shows.\n"
     "? q: O que você escuta?\n"
     "? a: Eu escuto de tudo.\n"
     "? q: Vocês vão gravar?\n"
     "? a: Sim, eu já escrevi as músicas.\n"},

    {"a hyphen and no blank before questions", "text", "interview",
     "Entrevista exclusiva com a banda Maré Alta\n"
     "\n"
     "-Como surgiu a banda?\n"
     "A banda surgiu de uma ideia minha e de um grande amigo.\n"
     "-Há quanto tempo vocês estão na estrada?\n"
     "Oficialmente começamos em janeiro de 1996, eu e ele.\n"
     "-De onde vieram?\n"
     "Eu sou do interior, como todos nós.\n"
     "-Qual foi o show mais marcante?\n"
     "Foi o primeiro. Eu tremia.\n",
     "? q: Como surgiu a banda?\n"
     "? a: A banda surgiu de uma ideia minha e de um grande amigo.\n"
     "? q: Há quanto tempo vocês estão na estrada?\n"
     "? a: Oficialmente começamos em janeiro de 1996, eu e ele.\n"
     "? q: De onde vieram?\n"
     "? a: Eu sou do interior, como todos nós.\n"
     "? q: Qual foi o show mais marcante?\n"
     "? a: Foi o primeiro. Eu tremia.\n"},

    {"paragraphs that ask, and others that answer", "text", "interview",
     "A conversation with Karl Weiss, pilot\n"
     "\n"
     "When did you come to Riba?\n"
     "\n"
     "In May. I was twenty and I knew nobody.\n"
     "\n"
     "What did you do there, at first?\n"
     "\n"
     "I carried sacks, as everyone did. We had nothing else.\n"
     "\n"
     "Then you met your wife?\n"
     "\n"
     "I did, on the pier.\n"
     "\n"
     "Did you ever want to leave?\n"
     "\n"
     "Never. I love it here.\n"
     "\n"
     "Would you do it again?\n"
     "\n"
     "I would.\n",
     "? q: When did you come to Riba?\n"
     "? a: In May. I was twenty and I knew nobody.\n"
     "? q: What did you do there, at first?\n"
     "? a: I carried sacks, as everyone did. We had nothing else.\n"
     "? q: Then you met your wife?\n"
     "? a: I did, on the pier.\n"
     "? q: Did you ever want to leave?\n"
     "? a: Never. I love it here.\n"
     "? q: Would you do it again?\n"
     "? a: I would.\n"},

    {"an essay that asks itself is no interview", "text", "other",
     "How I learned to sail\n"
     "\n"
     "Why do people sail?\n"
     "\n"
     "I asked myself that for years. I had no boat, and I had no money.\n"
     "\n"
     "What is a boat?\n"
     "\n"
     "A boat is a hole in the water. My father told me so.\n"
     "\n"
     "Who needs it?\n"
     "\n"
     "Nobody does. I bought one all the same.\n"
     "\n"
     "Where did I go?\n"
     "\n"
     "I went to Selm, and I came back.\n",
     ""},

    {"a quiz is no interview", "text", "other",
     "Harbour quiz\n"
     "\n"
     "What is the capital of Norland?\n"
     "Riba\n"
     "How many piers does it have?\n"
     "Nine\n"
     "Who built the first?\n"
     "Karl Weiss\n"
     "When did it open?\n"
     "1901\n"
     "Can you swim there?\n"
     "No\n",
     ""},
};

TEST(Layouts, QuestionsInPlainTextAreTold) { expect_read(kLayouts); }

// One question put to one person after another: whose the answers are nobody can tell.
TEST(Layouts, AQuestionPutToManyIsNoInterview) {
  std::string text = "Interview with the pilots of Riba\n\n";
  for (int i = 0; i < 4; ++i)
    text +=
        "Why did you come to Riba?\n\nI came for the ships, and I stayed.\n\nWhat do you like best, and why?\n\n"
        "I like the cranes, for I can see them from my window.\n\n";
  capture::Page page = page_of(text);
  EXPECT_EQ(printed(page, read(page)), "");
}

}  // namespace
}  // namespace stenogram::transcript
