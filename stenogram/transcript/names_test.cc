#include "stenogram/transcript/names.h"

#include <gtest/gtest.h>

namespace stenogram::transcript {
namespace {

std::string join(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

struct Parsed {
  std::string_view text, given, surname, office, honorific, affiliation;
};

// All of these people are invented.
constexpr Parsed kParsed[] = {
    {"Pavel Orlov", "Pavel", "Orlov", "", "", ""},
    {"P.A. Orlov", "P. A.", "Orlov", "", "", ""},
    {"P.Orlov", "P.", "Orlov", "", "", ""},
    {"Орлов П.А.", "П. А.", "Орлов", "", "", ""},
    {"Орлов Павел Андреевич", "Павел Андреевич", "Орлов", "", "", ""},
    {"MR. HOLLIS", "", "HOLLIS", "", "MR.", ""},
    {"Mr Hollis", "", "Hollis", "", "Mr", ""},
    {"FOREIGN MINISTER ORLOV", "", "ORLOV", "FOREIGN MINISTER", "", ""},
    {"Foreign Minister Pavel Orlov", "Pavel", "Orlov", "Foreign Minister", "", ""},
    {"President of Ruritania Rudolf Elphberg", "Rudolf", "Elphberg", "President of Ruritania", "", ""},
    {"Minister of Foreign Affairs of Ruritania P.A. Orlov", "P. A.", "Orlov",
     "Minister of Foreign Affairs of Ruritania", "", ""},
    {"THE PRESIDENT", "", "", "PRESIDENT", "", ""},
    {"O señor QUEIRUGA LAGO", "QUEIRUGA", "LAGO", "", "señor", ""},
    {"A señora SECRETARIA (Outeiro Rei)", "Outeiro", "Rei", "SECRETARIA", "señora", ""},
    {"The Minister for Lands and Settlement (Mr. Otieno)", "", "Otieno", "Minister for Lands and Settlement", "Mr.",
     ""},
    {"Dr. Brandl (Z)", "", "Brandl", "", "Dr.", "Z"},
    {"Kessler, Bundesminister der Finanzen", "", "Kessler", "Bundesminister der Finanzen", "", ""},
    {"Präsident Dr. Vogt", "", "Vogt", "Präsident", "Dr.", ""},
    {"Anna Bell--Vice President, Investor Relations", "Anna", "Bell", "Vice President, Investor Relations", "", ""},
    {"SECRETARIO DE SALUD, JUAN PARRA VEGA", "JUAN PARRA", "VEGA", "SECRETARIO DE SALUD", "", ""},
    {"NORA QUILL, KXT", "NORA", "QUILL", "", "", "KXT"},
    {"陳大文議員", "", "陳大文", "", "議員", ""},
    {"主席", "", "", "主席", "", ""},
    {"Q", "", "", "", "", ""},
};

TEST(Names, CapitalsThatComeSecondAreCapitals) {
  EXPECT_GT(look_of("iHarbour").score, 0.8);
  EXPECT_LT(look_of("iharbour").score, 0);
}

TEST(Names, AreTakenApart) {
  for (const Parsed& expected : kParsed) {
    PersonName name = parse_name(expected.text);
    EXPECT_EQ(join(name.given), expected.given) << expected.text;
    EXPECT_EQ(join(name.surname), expected.surname) << expected.text;
    EXPECT_EQ(name.office, expected.office) << expected.text;
    EXPECT_EQ(name.honorific, expected.honorific) << expected.text;
    EXPECT_EQ(name.affiliation, expected.affiliation) << expected.text;
  }
}

struct Compared {
  std::string_view a, b;
  Likeness likeness;
};
constexpr Compared kCompared[] = {
    {"Pavel Orlov", "P.A. Orlov", Likeness::same},
    {"Pavel Orlov", "Павел Орлов", Likeness::same},
    {"Sergei Petrow", "Sergey Petrov", Likeness::same},
    {"P. Orlov", "P.Orlov", Likeness::same},
    {"Pavel Orlov", "FOREIGN MINISTER ORLOV", Likeness::compatible},
    {"Thomas Hollis", "Mr Hollis", Likeness::compatible},
    {"Pavel Orlov", "Ivan Orlov", Likeness::contradicts},
    {"Pavel Orlov", "I. Orlov", Likeness::contradicts},
    {"Mr Orlov", "Mrs Orlov", Likeness::contradicts},
    {"Pavel Orlov", "Pavel Sorokin", Likeness::unrelated},
    {"Pavel Orlov", "Question", Likeness::unrelated},
    {"Zoe Field-Lee", "Zoey Field-Lee", Likeness::same},
    {"Brian O’Hara", "MR. O'HARA", Likeness::compatible},
};
TEST(Names, AreCompared) {
  for (const Compared& c : kCompared) {
    EXPECT_EQ(compare_names(parse_name(c.a), parse_name(c.b)), c.likeness) << c.a << " / " << c.b;
    EXPECT_EQ(compare_names(parse_name(c.b), parse_name(c.a)), c.likeness) << c.b << " / " << c.a;
  }
}

TEST(Names, KnowInitialsAndSlips) {
  EXPECT_TRUE(has_initials(parse_name("Adam Jones"), "AJ"));
  EXPECT_TRUE(has_initials(parse_name("Pavel A. Orlov"), "PO"));
  EXPECT_FALSE(has_initials(parse_name("Adam Jones"), "JA"));
  EXPECT_TRUE(nearly_same(parse_name("Mark Eberhardt"), parse_name("Mark Eberhard")));
  EXPECT_FALSE(nearly_same(parse_name("Mark Eberhardt"), parse_name("Anna Eberhard")));
}

TEST(Names, ComeOutOfCapitals) {
  EXPECT_EQ(title_cased("JUAN DE LA VEGA"), "Juan de la Vega");
  EXPECT_EQ(title_cased("O'HARA"), "O'Hara");
  EXPECT_EQ(parse_name("MR. HOLLIS").full(), "Hollis");
  EXPECT_EQ(parse_name("P.A. Orlov").full(), "P.A. Orlov");
}

TEST(Names, AreToldFromSentences) {
  for (std::string_view name :
       {"Pavel Orlov", "MR. HOLLIS", "S. Orlov", "The President", "FOREIGN MINISTER ORLOV", "陳大文議員"})
    EXPECT_GT(look_of(name).score, 0.8) << name;
  for (std::string_view other : {"as he said yesterday", "We have one aim", "the following points", "In May 2023"})
    EXPECT_LT(look_of(other).score, 0.3) << other;
}

}  // namespace
}  // namespace stenogram::transcript
