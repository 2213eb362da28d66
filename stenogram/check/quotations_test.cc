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
    {"According to Teodor Vance, “the ice will be back before the boats are.”", "Teodor Vance: the ice will be back before the boats are."},
    // Continued, and two sentences by one speaker.
    {"“We will not close it,” Marrow said, “whatever the council decides.”", "Marrow: We will not close it, whatever the council decides."},
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
    {"„Wir werden die Meerenge nicht schließen“, sagte Ilse Marrow am Montag.", "Ilse Marrow: Wir werden die Meerenge nicht schließen"},
    {"«No vamos a cerrar el estrecho este invierno», dijo Ilsa Marrón en rueda de prensa.", "Ilsa Marrón: No vamos a cerrar el estrecho este invierno"},
};

TEST(Quotations, AreFoundWithTheirSpeakers) {
  for (const Case& c : kCases) EXPECT_EQ(printed(c.article), c.expected) << c.article;
}

}  // namespace
}  // namespace stenogram::check
