// Who a claimed name may be.
//
// A claim (`Sergey Lavrov`, `Foreign Minister Lavrov`, `S.V. Lawrow`, `the finance
// minister`) is held against the names, offices and labels that a transcript prints.
// It fits a speaker of the same surname with no contradicting first name or initial,
// or of the same office, or of the very label. Marks, scripts and the usual ways of
// writing a name in another language are folded first; the tables are data/names.txt.
//
// Plain values and pure functions; any thread.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "stenogram/transcript/transcript.h"

namespace stenogram::people {

// A name with marks, scripts and transliterations folded: Лавров, Lavrov and Lawrow
// are one. For comparing, never for showing.
std::string folded(std::string_view name);

// What a printed name says: "V.V. Putin", "Lavrov, Sergey", "President of Halvern Ada Voss".
struct PersonName {
  struct Given {
    std::string folded;
    bool initial = false;
  };
  std::vector<Given> given;                 // in the order of the name, without the surname
  std::string surname;                      // folded; empty where only an office is named
  std::vector<std::string> other_surnames;  // for names of two surnames, and surname-first ones
  std::vector<std::string> office;          // folded words, without articles
  std::string whole;                        // folded, all of it
};
PersonName parse_name(std::string_view printed);

// How a claim fits, strongest last. `none` where something contradicts or nothing agrees.
enum class Fit { none, office, label, name };

class Claim {
 public:
  explicit Claim(std::string_view printed) : name_(parse_name(printed)) {}

  Fit fits(const transcript::Speaker& speaker) const;
  // Against a name alone, as of somebody quoted.
  Fit fits(std::string_view printed_name) const;
  // Folded words of which whoever it fits has one in a name, office or label.
  std::vector<std::string> words_shared() const;

 private:
  PersonName name_;
};

// The speakers of a transcript that a claim fits best, by index. More than one is a
// doubt, never a choice.
std::vector<std::uint32_t> fitting(const Claim& claim, const transcript::Transcript& transcript);

// Whether two printed names may be one person's: the same surname, no contradiction.
bool may_be_one_person(std::string_view a, std::string_view b);

// Whether a word (as printed or as a verdict key) is a common given name, or a title or
// office: what may stand before a surname without making it another person's.
bool is_given_name(std::string_view word);
bool is_title(std::string_view word);
bool is_abbreviated_title(std::string_view word);  // "hon.", "Dr."

}  // namespace stenogram::people
