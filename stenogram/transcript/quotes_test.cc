#include "stenogram/transcript/quotes.h"

#include <gtest/gtest.h>

#include <ostream>

#include "stenogram/transcript/page_for_tests.h"

namespace stenogram::transcript {
namespace {

std::vector<Quote> quotes_in(const capture::Page& page, std::string_view language,
                             const std::vector<Note>& notes = {}) {
  Turn turn;
  turn.span = {0, page.text.size()};
  for (const capture::Block& block : page.blocks) turn.paragraphs.push_back(block.span);
  turn.notes = notes;
  std::vector<std::string> own = {"Ada Brook", "A. Brook"};
  return find_quotes(page, turn, {language, own});
}

// `"` for words in marks, `>` for a reported clause; then whose ("me" for a self-report),
// a bar and the words.
std::string printed(const capture::Page& page, const std::vector<Quote>& quotes) {
  std::string out;
  for (const Quote& quote : quotes) {
    if (!out.empty()) out += "\n";
    out += quote.reported ? ">" : "\"";
    if (quote.self) out += "me";
    for (std::size_t i = 0; i < quote.attributed_to.size(); ++i)
      out += (i || quote.self ? "+" : "") + quote.attributed_to[i];
    out += "|" + std::string(slice(page.text, quote.span));
  }
  return out;
}

struct Case {
  const char* language;
  const char* turn;
  const char* quotes;
};
std::ostream& operator<<(std::ostream& out, const Case& c) { return out << c.turn; }

const Case kEnglish[] = {
    // Reported clauses, and who is named beside the verb.
    {"en", "Defence Secretary Radu Pell stated that the commission had been ordered to stop.",
     ">Radu Pell|the commission had been ordered to stop"},
    {"en", "Secretary R.Pell, answering the question, bluntly stated that ice means delay. So?",
     ">R.Pell|ice means delay"},
    {"en", "The head of the harbour of Brenn, K.A. Renko, said that both sides drink tea.",
     ">K.A. Renko|both sides drink tea"},
    {"en",
     "Coordinator for Harbour Affairs Jon Lund has recently said, as quoted by the papers, "
     "that crates had been delivered.",
     ">Jon Lund|crates had been delivered"},
    {"en",
     "President Ivo Kell and Chairman of the Council Tam Orr have pointed out in many papers "
     "that our ties are strong.",
     ">Ivo Kell+Tam Orr|our ties are strong"},
    {"en", "In reply, Minister P. Lund and a number of pilots reminded him that ice melts.", ">P. Lund|ice melts"},
    {"en", "N.V. Renko asked President T.O. Kell why he left them alone.", ">N.V. Renko|why he left them alone"},
    {"en", "Former Chancellor Gerd Holm gave an interview. He explained how a paper was drafted.",
     ">Gerd Holm|how a paper was drafted"},
    {"en", "They said it was a small thing.", ">|it was a small thing"},
    {"en", "The ruling says that the boat was theirs.", ">|the boat was theirs"},
    {"en", "Harbour Weekly wrote that the ice is thin.", ">Harbour Weekly|the ice is thin"},
    {"en", "You said that the port is dead.", ">|the port is dead"},
    {"en", "E. Marr, in the same vein, made a series of statements that Kell is stubborn.",
     ">E. Marr|Kell is stubborn"},
    {"en", "According to Captain Lund, the ice will hold until May.", ">Lund|the ice will hold until May"},
    {"en", "I met Ina Holm. She told me that the pilots would return.", ">Ina Holm|the pilots would return"},
    {"en", "The captain, Jon, said that he would wait.", ""},
    {"en", "He (Lund) came. Later the ministers said they would pay.", ">|they would pay"},

    // One's own.
    {"en", "We have said many times that there is no proof.", ">me|there is no proof"},
    {"en", "I told them that I would not come.", ">me|I would not come"},
    {"en", "We’ve told them that the ice is thin.", ">me|the ice is thin"},
    {"en", "Ada Brook said that she would stay.", ">me|she would stay"},
    {"en", "As President Kell said, we merely want to mirror them.", ">me+Kell|we merely want to mirror them"},

    // A pronoun that one person can stand for, and pronouns that cannot.
    {"en",
     "The pilot K.A. Renko said: “the tea is hot. I like it.” Strange man. In May, he said "
     "that “these are cold people who must be warmed.”",
     "\"K.A. Renko|the tea is hot. I like it.\n\"K.A. Renko|these are cold people who must be "
     "warmed."},
    {"en", "K. Renko met P. Lund. He said that the ice was thin.", ">|the ice was thin"},
    {"en", "J. Borr says that Kell cannot be trusted. He also said that the union will lose.",
     ">J. Borr|Kell cannot be trusted\n>J. Borr|the union will lose"},

    // Nothing was reported.
    {"en", "Kell never said that Marr was happy about it.", ""},
    {"en", "I would not say that the conference should look back.", ""},
    {"en", "Lund is said to have asked for a boat.", ""},
    {"en", "When people say that the boat was seized, do not believe it.", ""},
    {"en", "If Lund says that he will come, we wait.", ""},
    {"en", "Did Lund say that the ice was thin?", ""},
    {"en", "According to our law, we cannot hand over the boat.", ""},
    {"en", "It was stated that ten bases exist.", ""},
    {"en", "He said nothing of the kind, and that was good.", ""},
    {"en", "Member states that join the port must pay.", ""},
    {"en", "In addition to what I said, there is the wind.", ""},
    {"en", "Ben Lund asks a question which is mine as well.", ""},
    {"en", "I repeat everything that we are talking about.", ""},

    // Marks: scare quotes, proverbs and titles are nobody's.
    {"en", "It is a “fact of nature.” It exists.", "\"|fact of nature."},
    {"en", "“Dreaming is not harmful,” as our people say.", "\"|Dreaming is not harmful,"},
    {"en", "It is everywhere: “we decided,” “you may not.”", "\"|we decided,\n\"|you may not."},
    {"en", "“The ice holds off until the spring,” Lund said.", "\"Lund|The ice holds off until the spring,"},
    {"en", "“The ice holds off,” said Minister Per Lund, and left.", "\"Per Lund|The ice holds off,"},
    {"en", "Mr. Pompe was asked, and he said, “We don’t like it. The aim is a base.” Well.",
     "\"Pompe|We don’t like it. The aim is a base."},
    {"en", "The warden’s wife came in to say “we need to wrap this up,” but they stayed.",
     "\"|we need to wrap this up,"},
    {"en", "Marr said that the isles need a “strategic thaw” now.",
     ">Marr|the isles need a “strategic thaw” now\n\"|strategic thaw"},

    // Over a remark; by a verb that only goes on; read out by whoever speaks.
    {"en", "The letter, let me read it, says, “We shall never pay for the gates.”",
     "\"|We shall never pay for the gates."},
    {"en", "The survey goes on, “It will not survive a flood.”", "\"|It will not survive a flood."},
    {"en", "My aunt used to say that water wins.", ">|water wins"},
    {"en", "Lund wrote to us: the pumps are old. Minister Lund wrote: the pumps are safe.", ">Lund|the pumps are safe"},

    // Mangled marks.
    {"en", "the “ Brenn-2″ deal and “one « two » three” stand", "\"|Brenn-2\n\"|one « two » three\n\"|two"},
    {"en", "the Americans’ reckless ships and the ’90s don’t count", ""},
    {"en", "a ‘quiet word’ and \"a loud one\" and 'a third'", "\"|quiet word\n\"|a loud one\n\"|a third"},
    {"en", "closed «with a wrong mark” here", "\"|with a wrong mark"},
};

const Case kOthers[] = {
    {"ru", "Вчера министр Глеб Ардашев заявил, что квоты не сокращали.", ">Глеб Ардашев|квоты не сокращали"},
    {"ru", "Он сказал мне: «Главное, чтобы суда не стояли». Я согласен.", "\"|Главное, чтобы суда не стояли"},
    {"ru", "Приехал директор П. Дронин. Он сказал: «Главное, чтобы суда не стояли».",
     "\"П. Дронин|Главное, чтобы суда не стояли"},
    {"ru", "«Рыбы весной не было», – сказал Павел Дронин.", "\"Павел Дронин|Рыбы весной не было"},
    {"ru", "Как заявил президент Дронин, мы ответим зеркально.", ">me+Дронин|мы ответим зеркально"},
    {"ru", "По словам Павла Дронина, лёд продержится до мая.", ">Павла Дронина|лёд продержится до мая"},
    {"ru", "Мы неоднократно говорили, что выводов не делаем.", ">me|выводов не делаем"},
    {"ru", "Это так называемый «зимний порт».", "\"|зимний порт"},
    {"ru", "Дронин не говорил, что рыбы нет.", ""},

    {"fr", "Mathis Corvo a déclaré que le gouvernement avait ignoré les alertes.",
     ">Mathis Corvo|le gouvernement avait ignoré les alertes"},
    {"fr", "L’opposition parle d’un « hiver perdu ».", "\"|hiver perdu"},
    {"fr", "Selon Mathis Corvo, le barrage tiendra jusqu’au printemps.",
     ">Mathis Corvo|le barrage tiendra jusqu’au printemps"},
    {"fr", "« Le détroit sera ouvert », a déclaré Mathis Corvo.", "\"Mathis Corvo|Le détroit sera ouvert"},
    {"fr", "Nous avons toujours dit que la glace fondrait.", ">me|la glace fondrait"},

    {"de", "Ministerin Ina Brandt sagte, dass der Hafen offen bleibt.", ">Ina Brandt|der Hafen offen bleibt"},
    {"de", "Gestern erklärte Minister Kurt Lohr, dass niemand friert.", ">Kurt Lohr|niemand friert"},
    {"de", "„Das Eis hält bis Mai“, sagte Kurt Lohr.", "\"Kurt Lohr|Das Eis hält bis Mai"},
    {"de", "Laut Kurt Lohr, dem Lotsen, wird das Eis halten.", ">Kurt Lohr|dem Lotsen, wird das Eis halten"},
    {"de", "Der Bericht sagte, dass der Hafen offen bleibt.", ">|der Hafen offen bleibt"},
    {"de", "Ich habe gesagt, dass wir bleiben.", ">me|wir bleiben"},
    {"de", "Das ist eine »Winterpause« ohne Ende.", "\"|Winterpause"},

    {"ru", "В письме, позвольте прочту, сказано: «Мы никогда не заплатим за шлюз».",
     "\"|Мы никогда не заплатим за шлюз"},
    {"ru", "В докладе говорится, что стена оседает.", ">|стена оседает"},
    {"ru", "Как сказано в законе, стена стоит.", ""},
    {"fr", "La lettre, laissez-moi la lire, dit : « Nous ne paierons jamais rien. »",
     "\"|Nous ne paierons jamais rien."},
    {"de", "In dem Brief, lassen Sie mich vorlesen, heißt es: „Wir zahlen niemals.“", "\"|Wir zahlen niemals."},
    {"de", "In dem Bericht steht, dass die Mauer absackt.", ">|die Mauer absackt"},
    {"de", "Minister Kurt Lohr fügte hinzu, seit Mai habe sie niemand geprüft.",
     ">Kurt Lohr|seit Mai habe sie niemand geprüft"},
    {"de", "Die Leute sagen, ich sei stur.", ">|ich sei stur"},
    {"de", "Es wäre falsch zu sagen, dass wir bereit waren.", ""},
    {"de", "Die Prüfer kamen zu dem Schluss, dass der Tunnel undicht ist.", ">|der Tunnel undicht ist"},

    {"es", "La ministra Lía Campos dijo que el puerto abrirá en mayo.", ">Lía Campos|el puerto abrirá en mayo"},
    {"es", "Según Lía Campos, el hielo aguantará hasta mayo.", ">Lía Campos|el hielo aguantará hasta mayo"},
    {"es", "«El hielo aguanta», afirmó Lía Campos.", "\"Lía Campos|El hielo aguanta"},
    {"es", "García Campos escribió un buen libro que se llama Hielo.", ""},
    {"es", "Nosotros hemos dicho que no hay pruebas.", ">me|no hay pruebas"},

    {"zh", "他說這是「冬天的港口」。", "\"|冬天的港口"},
    {"ja", "『春』は「まだ」遠い。", "\"|春\n\"|まだ"},
};

class Quotes : public testing::TestWithParam<Case> {};

TEST_P(Quotes, AreFoundAndAttributed) {
  const Case& c = GetParam();
  capture::Page page = page_of_lines(c.turn);
  EXPECT_EQ(printed(page, quotes_in(page, c.language)), c.quotes);
}

INSTANTIATE_TEST_SUITE_P(English, Quotes, testing::ValuesIn(kEnglish));
INSTANTIATE_TEST_SUITE_P(Others, Quotes, testing::ValuesIn(kOthers));

// What "you said" hands over is whoever's who answers, where it stands in marks.
TEST(Quotes, OfWhoeverIsSpokenTo) {
  auto found = [](const char* language, const char* text) {
    capture::Page page = page_of_lines(text);
    Turn turn;
    turn.span = {0, page.text.size()};
    for (const capture::Block& block : page.blocks) turn.paragraphs.push_back(block.span);
    std::vector<std::string> addressed = {"Ada Brook"};
    return printed(page, find_quotes(page, turn, {language, {}, addressed}));
  };
  EXPECT_EQ(found("en", "You said last week, “The canal will pay for itself.”"),
            "\"Ada Brook|The canal will pay for itself.");
  EXPECT_EQ(found("en", "You said that the port is dead."), ">|the port is dead");
  EXPECT_EQ(found("en", "They said, “The canal will pay for itself.”"), "\"|The canal will pay for itself.");
  EXPECT_EQ(found("ru", "Вы на прошлой неделе сказали: «Канал себя окупит»."), "\"Ada Brook|Канал себя окупит");
  EXPECT_EQ(found("fr", "Vous avez dit la semaine dernière : « Le canal se paiera tout seul. »"),
            "\"Ada Brook|Le canal se paiera tout seul.");
  EXPECT_EQ(found("de", "Sie sagten vorige Woche: „Der Kanal bezahlt sich selbst.“"),
            "\"Ada Brook|Der Kanal bezahlt sich selbst.");
  EXPECT_EQ(found("de", "Sie sagte vorige Woche: „Der Kanal bezahlt sich selbst.“"),
            "\"|Der Kanal bezahlt sich selbst.");
  EXPECT_EQ(found("es", "Usted dijo la semana pasada: «El canal se pagará solo»."),
            "\"Ada Brook|El canal se pagará solo");
}

// "I quote" hands over words whose owner is not told; scare quotes have no cue.
TEST(Quotes, ReadOutAreAnothersThoughNobodyIsNamed) {
  auto cue = [](const char* text) {
    capture::Page page = page_of_lines(text);
    std::vector<Quote> quotes = quotes_in(page, "en");
    if (quotes.size() != 1 || !quotes[0].cue || quotes[0].self || !quotes[0].attributed_to.empty())
      return std::string();
    return std::string(slice(page.text, *quotes[0].cue));
  };
  EXPECT_EQ(cue("It is short. I quote: “The dam was built on sand.”"), "quote");
  EXPECT_EQ(cue("It has, and I quote, “no walls and no roof.”"), "quote");
  EXPECT_EQ(cue("It has a “quiet roof” and no walls."), "");
}

TEST(Quotes, ReopenInEachParagraph) {
  capture::Page page = page_of_lines("Lund wrote: “The first part ends here\n\n“and the second ends here.” So be it.");
  EXPECT_EQ(printed(page, quotes_in(page, "en")), "\"Lund|The first part ends here\n\"|and the second ends here.");
}

TEST(Quotes, NeverClosedEndWithTheirSentence) {
  capture::Page page = page_of_lines("A so-called “winter harbour is there. And we go on. And on.");
  EXPECT_EQ(printed(page, quotes_in(page, "en")), "\"|winter harbour is there.");
}

TEST(Quotes, CuesTakeInSubjectAndConjunction) {
  capture::Page page = page_of_lines("And then Ina Holm said that the port is open.");
  std::vector<Quote> quotes = quotes_in(page, "en");
  ASSERT_EQ(quotes.size(), 1u);
  ASSERT_TRUE(quotes[0].cue);
  EXPECT_EQ(slice(page.text, *quotes[0].cue), "Ina Holm said that");
}

TEST(Quotes, OfNotesAreNotTheTurns) {
  capture::Page page = page_of_lines("Yes. (A voice: “Shame on you all!”) No.");
  std::vector<Note> notes = {{NoteKind::interjection, {5, 37}, {}, {}}};
  EXPECT_EQ(printed(page, quotes_in(page, "en", notes)), "");
}

TEST(Quotes, HostileTextTakesLinearTime) {
  for (const char* piece : {"“", "\"", "«»", "'", " 'a", "„“", "said ", "he said that ", "said: “",
                            "Lund said that Ina ", ". A said. ", "according to ", "A. B. C. "}) {
    std::string text;
    while (text.size() < 500'000) text += piece;
    capture::Page page = page_of_lines(text);
    std::vector<Quote> quotes = quotes_in(page, "en");
    for (const Quote& quote : quotes) ASSERT_LE(quote.span.end, text.size());
  }
}

}  // namespace
}  // namespace stenogram::transcript
