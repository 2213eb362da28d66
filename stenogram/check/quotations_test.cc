#include "stenogram/check/quotations.h"

#include <gtest/gtest.h>

#include "stenogram/capture/read.h"

namespace stenogram::check {
namespace {

std::string printed(std::string_view article) {
  capture::Source source;
  source.name = "article.txt";
  source.bytes = article;
  Result<capture::Page> page = capture::read(source);
  if (!page) return page.error().message();
  std::string text;
  for (const ArticleQuotation& quotation : find_quotations(*page)) {
    if (!text.empty()) text += " | ";
    text += quotation.speaker ? *quotation.speaker : "?";
    text += quotation.scare ? " (scare): " : ": ";
    text += quotation.quoted;
    for (ByteSpan part : quotation.parts) EXPECT_TRUE(quotation.span.contains(part));
  }
  return text;
}

struct Case {
  const char* article;
  const char* expected;
};

constexpr Case kCases[] = {
    {"“The strait stays open all winter,” said Ilsabet Marrow.", "Ilsabet Marrow: The strait stays open all winter,"},
    {"\"The strait stays open all winter,\" Marrow said on Tuesday.", "Marrow: The strait stays open all winter,"},
    {"Foreign Minister Ilsabet Marrow refused to name a date. “I will not give you a date,” she told the network.",
     "Ilsabet Marrow: I will not give you a date,"},
    {"Foreign Minister Ilsabet Marrow arrived late. “There is no date at all,” the minister said.",
     "Ilsabet Marrow: There is no date at all,"},
    {"Marrow said: “We will not close the strait this winter.”", "Marrow: We will not close the strait this winter."},
    {"Asked about the railway, Marrow was blunt: “It is not enough for us.”", "Marrow: It is not enough for us."},
    {"According to Teodor Vance, “the ice will be back before the boats are.”",
     "Teodor Vance: the ice will be back before the boats are."},
    // Continued, and two sentences by one speaker.
    {"“We will not close it,” Marrow said, “whatever the council decides.”",
     "Marrow: We will not close it, whatever the council decides."},
    {"“We will not close it,” Marrow said. “The council may decide what it likes.”",
     "Marrow: We will not close it, | Marrow: The council may decide what it likes."},
    // Paragraphs that open anew.
    {"Vance said: “The winter is here and the boats are not.\n\n“Nobody has seen any of them in the harbour.”",
     "Vance: The winter is here and the boats are not. Nobody has seen any of them in the harbour."},
    // Scare quotes and marks that are none.
    {"The so-called “reform” was a 12\" pipe, the islanders’ joke.", "? (scare): reform"},
    {"It’s the pilots’ turn now, and Vance’s.", ""},
    // Nested.
    {"“He told us ‘never again’ and went home,” said Vance.", "Vance: He told us ‘never again’ and went home,"},
    // Other languages.
    {"«Мы не закроем пролив этой зимой», — сказала Ильза Маррова.", "Ильза Маррова: Мы не закроем пролив этой зимой"},
    {"« Nous ne fermerons pas le détroit », a déclaré Ilse Marrot.", "Ilse Marrot: Nous ne fermerons pas le détroit"},
    {"„Wir werden die Meerenge nicht schließen“, sagte Ilse Marrow am Montag.",
     "Ilse Marrow: Wir werden die Meerenge nicht schließen"},
    {"«No vamos a cerrar el estrecho este invierno», dijo Ilsa Marrón en rueda de prensa.",
     "Ilsa Marrón: No vamos a cerrar el estrecho este invierno"},
    // Whom the sentence before is about, when a quotation says nothing of its own.
    {"Ilsabet Marrow shrugged. “There is no date at all.”", "Ilsabet Marrow: There is no date at all."},
    {"Ilsabet Marrow was told to wait. “There is no date at all.”", "?: There is no date at all."},
    {"Ilsabet Marrow met Teodor Vance. “There is no date at all.”", "?: There is no date at all."},
    // A paragraph of nothing else goes on; a question in it may be anybody's.
    {"“There is no date,” Ilsabet Marrow said.\n\n“There will be none in May.”\n\n“None at all?”",
     "Ilsabet Marrow: There is no date, | Ilsabet Marrow: There will be none in May. | ?: None at all?"},
    {"“There are three bridges and one honest man in this country.”\n\nThat was how, in a tent, Emil Brandt began his "
     "lecture.",
     "Emil Brandt: There are three bridges and one honest man in this country."},
    // The same words, in the headline and in the story.
    {"Fees ‘will sink us’, boats say\n\n“These fees will sink us,” said Teodor Vance.",
     "Teodor Vance: will sink us | Teodor Vance: These fees will sink us,"},
    // Other words for whoever was named.
    {"Teodor Vance came last. “I am not tired,” the 24-year-old said.", "Teodor Vance: I am not tired,"},
    {"Junior minister Teodor Vance and Transport Minister Ilsabet Marrow came. “I am not tired,” the minister said.",
     "Ilsabet Marrow: I am not tired,"},
    {"Teodor Vance is minister. “I am not tired,” a minister said.", "?: I am not tired,"},
    // Given names that are a woman's, a man's; somebody unnamed between.
    {"Martha Vance sat by Peter Marrow. “I am not tired,” she said.", "Martha Vance: I am not tired,"},
    {"Martha Vance met a driver. “I am not tired,” she said.", "?: I am not tired,"},
    {"Ivor and Maud Lassiter run the ferry. “I am not tired,” Mrs Lassiter said.", "Maud Lassiter: I am not tired,"},
    // Days before the verb, houses before a name, letters behind it.
    {"Teodor Vance on Monday called the plan “a very long winter”.", "Teodor Vance: a very long winter"},
    {"“We are not tired,” said Unity regional organiser Peta Raine.", "Peta Raine: We are not tired,"},
    {"Lead counsel Rhona Tate KC opens: “We left off at the door.”", "Rhona Tate: We left off at the door."},
    {"Teodor Vance refused, saying only that it was “a very long winter”.", "Teodor Vance: a very long winter"},
    {"There were cries of “Shame!” from the back. Teodor Vance said nothing.", "? (scare): Shame!"},
    // German reports without a verb of saying, names things in marks, and sets the verb last.
    {"„Wir haben die Brücke gesperrt“, sagte Henning Strack am Dienstag. Das Bauwerk sei „am Ende seiner Kräfte“, und "
     "das seit Jahren.",
     "Henning Strack: Wir haben die Brücke gesperrt | Henning Strack: am Ende seiner Kräfte"},
    {"Henning Strack ist Minister. Wie er dem „Hafenblatt“ sagte, seien die Zahlen „frei erfunden und falsch“.",
     "? (scare): Hafenblatt | Henning Strack: frei erfunden und falsch"},
    {"Der Bademeister, so Bürgermeisterin Elfriede Kolb, „war sowieso nie weg“.", "Elfriede Kolb: war sowieso nie weg"},
    {"Ein Anwohner, der nicht genannt werden will, berichtet: „Es hat geknallt, dann war Ruhe.“",
     "?: Es hat geknallt, dann war Ruhe."},
    {"Intendant Hasso von Rieben erinnert sich an die erste Probe. „Sie brachte Brot mit.“",
     "Hasso von Rieben: Sie brachte Brot mit."},
    // French: what is led is not who leads it, and an answer that is spoken of.
    {"La cheffe du Petit Large, Fanny Delorme, a rendu son étoile. « Elle ne m'allait pas », dit-elle.",
     "Fanny Delorme: Elle ne m'allait pas"},
    {"« C'est non. » La réponse d'Hélène Castagne tient en deux mots.", "Hélène Castagne: C'est non."},
    {"Le chef de l'opposition, Gaspard Nollet, est venu. Le chef du gouvernement a dénoncé « une grange pleine de "
     "paille ».",
     "?: une grange pleine de paille"},
    // Spanish: another word for her office; a verb behind "según".
    {"La ministra de Puertos, Aurora Benavent, llegó tarde. La titular de Puertos ha añadido que «no ha perdido ni una "
     "caja».",
     "Aurora Benavent: no ha perdido ni una caja"},
    {"Según explicó después la interventora, Consuelo Rey, las cuentas «cuadran si se las mira de lejos».",
     "Consuelo Rey: cuadran si se las mira de lejos"},
    // Russian: one oblique case, a plural that is nobody, a thing's name in the midst.
    {"В суде допросили Ларису Пчёлкину. «Я подписывала всё, что приносили», — рассказала она.",
     "Лариса Пчёлкина: Я подписывала всё, что приносили"},
    {"Эдуард Рябов молчит. В министерстве заявили, что «комментариев сегодня не будет».",
     "?: комментариев сегодня не будет"},
    {"«Играли без головы», — так тренер «Маяка» Роман Сухоруков оценил матч.",
     "Роман Сухоруков: Играли без головы | ? (scare): Маяка"},
    {"Министр транспорта Вадим Щербатов приехал. «Деньги есть, реки нет, — сказал глава ведомства. — Обмелела».",
     "Вадим Щербатов: Деньги есть, реки нет Обмелела"},
    // One person of two offices; another of a known given name; a name that is a house's word.
    {"“Soup is hard,” says co-founder and chief executive Anil Mehta, 29. His co-founder, Greta Lindh, winces. “It is "
     "not,” she says.",
     "Anil Mehta: Soup is hard, | Greta Lindh: It is not,"},
    {"Among those there was retired postman Cyril Bank, 78. “I have lost the carpet,” he said.",
     "Cyril Bank: I have lost the carpet,"},
    {"“This bill is a boat,” thundered Sen. Walter Pruitt, who told reporters he had read “every single comma”.",
     "Walter Pruitt: This bill is a boat, | Walter Pruitt: every single comma"},
    // Nobody who is named only further on; nobody who was named before somebody without a name.
    {"Martha Vance came. “I am cold,” he said.\n\nPeter Marrow stayed.", "?: I am cold,"},
    {"Martha Vance came. The council's tree officer measured it. “I am cold,” she said.", "?: I am cold,"},
    {"« Il compte très bien, la corrige M. Belhadj. Pour lui. » Karim Belhadj est conducteur, et il sourit.",
     "Karim Belhadj: Il compte très bien Pour lui."},
    {"Ruth Adler came. Her deputy, the engineer Tomas Vik, put it less delicately: “I was already writing.”",
     "Tomas Vik: I was already writing."},
    {"La vendange sera « maigre et bonne », selon les mots de Lucien Bardet, vigneron à Clar.",
     "Lucien Bardet: maigre et bonne"},
    // The sentence before is about another, or the one behind says that somebody else spoke.
    {"Critics accuse Ilsabet Marrow of cowardice. “She never answers the telephone.”",
     "?: She never answers the telephone."},
    {"Ilsabet Marrow left the hall. “Shame on you!” It was a woman in the third row.", "?: Shame on you!"},
    {"Ilsabet Marrow was met by Peter Vance. “Why did you go?” he said.", "?: Why did you go?"},
};

TEST(Quotations, AreFoundWithTheirSpeakers) {
  for (const Case& c : kCases) EXPECT_EQ(printed(c.article), c.expected) << c.article;
}

}  // namespace
}  // namespace stenogram::check
