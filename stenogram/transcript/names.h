// Personal names as labels, headings and articles print them: taken apart, and
// compared. Tables of words are data/names.txt; adding a language is adding lines.
//
// A name is never guessed whole from a part. Two names compare as the same only if
// something beyond the surname agrees; `compatible` says that nothing speaks
// against it, and the caller must know whether anybody else could be meant.
//
// All functions are pure and may be called from any thread.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace stenogram::transcript {

struct PersonName {
  std::string honorific;             // as printed: "Mr.", "señora"
  std::vector<std::string> given;    // given names and patronymic, or initials: "V.", "Sergey"
  std::vector<std::string> surname;  // with its particles: "van", "Rompuy"; one element for 梁家傑
  std::string suffix;                // "Jr.", "Esq."
  std::string office;                // "Minister for Lands", as printed
  std::string affiliation;           // what stood in brackets or behind a comma: "SPD", "FNC"
  std::string initials_given;        // "AJ" in "Adam Jonas (AJ)"
  char gender = 0;                   // 'm' or 'f' where an honorific or office tells it

  bool is_person() const { return !surname.empty(); }
  // One word that may be a given name as well as a surname.
  bool is_single() const { return given.empty() && surname.size() == 1; }
  bool has_full_given() const;  // not only initials
  // Given names and surname, as a reader would say them: "Sergey Lavrov". Capitals
  // throughout become a capital and small letters.
  std::string full() const;
};

// Takes apart a label or a mention: "O señor JORQUERA CASELAS", "S.V. Lavrov",
// "Schäffer, Bundesminister der Finanzen", "The Minister for Lands (Mr. Ngala)",
// "Brett Iversen--Vice President, Investor Relations", "梁家傑議員". Whatever the
// text, the result is something; `is_person()` says whether a name was left over.
PersonName parse_name(std::string_view text);

enum class Likeness {
  same,         // the surname, and a given name or all initials that both print
  compatible,   // the surname, and nothing against it
  contradicts,  // the surname, but another given name, initial or sex
  unrelated,    // another surname, or none
};
Likeness compare_names(const PersonName& a, const PersonName& b);

// One letter added, lost, changed or swapped in a surname of five letters and more,
// the rest the same: "Erhardt" and "Erhart". A slip of somebody's pen, perhaps.
bool nearly_same(const PersonName& a, const PersonName& b);

// True if `initials` ("AJ", "S.V.L.") are those of this name, in order.
bool has_initials(const PersonName& name, std::string_view initials);

// One word of a name as it is compared: folded, and spelt one way ("Sergei" and
// "Sergey", "Lavrow" and "Лавров").
std::string name_key(std::string_view word);

// How much a run of words looks like a personal name or an office, from its words
// alone: below 0 it reads like a sentence or a heading, above 1 like a name.
struct NameLook {
  double score = 0;
  bool honorific = false, office = false, initials = false, capitals = false;
  std::size_t words = 0;
};
NameLook look_of(std::string_view text);

// "From", "Interview": a word that a title may begin with before it names somebody.
bool stands_before_names(std::string_view word);
bool is_honorific(std::string_view word);
bool is_office_word(std::string_view word);

// "TRUMP" to "Trump", "O'NEILL" to "O'Neill", "PÉREZ DE LA CRUZ" to "Pérez de la Cruz".
std::string title_cased(std::string_view text);

}  // namespace stenogram::transcript
