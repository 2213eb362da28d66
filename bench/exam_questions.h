// The questions of the checker's exam: quotations cut from a record, with changes planted
// in them, and what must be said of each.
//
// A question is made from what stands in the record and from data/exam_edits.txt alone,
// which shares nothing with the checker's own tables. The same record and seed give the
// same questions.
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "stenogram/check/verdict.h"
#include "stenogram/corpus/passages.h"

namespace stenogram::exam {

// Rows of words by section: "en modal".
class Edits {
 public:
  explicit Edits(std::string text);
  const std::vector<std::vector<std::string>>& rows(const std::string& section) const;
  std::vector<std::string> words(const std::string& section) const;  // all columns of it

 private:
  std::string text_;
  std::map<std::string, std::vector<std::vector<std::string>>, std::less<>> sections_;
};

struct Question {
  std::string kind;
  std::string language;
  std::size_t length_class = 0;  // index into kLengthClasses
  check::Quotation quotation;
  std::vector<check::Verdict> right;        // any of these
  std::optional<check::Severity> severity;  // demanded: at least this, or exactly none
  bool weighty = false;                     // a planted negation, number, name, modal or quantifier
  std::string id;                           // where it was cut; empty where nowhere
  ByteSpan span;
};

struct LengthClass {
  const char* name;
  std::size_t least, most;  // words
};
inline constexpr LengthClass kLengthClasses[] = {
    {"4-5", 4, 5}, {"6-9", 6, 9}, {"10-19", 10, 19}, {"20-39", 20, 39}, {"40-80", 40, 80}};

// Every kind of question, in the order of the table.
const std::vector<std::string>& kinds();

class Examiner {
 public:
  Examiner(const corpus::Passages& record, const Edits& edits, std::uint32_t seed);

  // A question of this kind, language and length; nothing where the record gives none.
  std::optional<Question> ask(const std::string& kind, const std::string& language, std::size_t length_class);

 private:
  struct Cut;
  using Printed = std::vector<std::string>;

  std::size_t below(std::size_t n) { return n == 0 ? 0 : std::size_t(random_() % n); }
  const std::vector<corpus::DocumentNumber>& documents_in(const std::string& language);
  std::optional<Cut> cut(const std::string& language, std::size_t length, bool sentence);
  bool plant(const std::string& edit, const std::string& language, Printed& printed);
  bool plant_replacement(const std::string& language, const std::string& table, Printed& printed);
  std::optional<Question> finish(Question question, const Cut& cut, const Printed& printed);
  std::optional<Question> try_once(const std::string& kind, const std::string& language, std::size_t length_class);
  std::uint64_t stands(const std::string& quoted) const;  // in how many places
  bool stands_somewhere(const std::string& quoted) const;

  const corpus::Passages& record_;
  const Edits& edits_;
  std::mt19937 random_;
  std::map<std::string, std::vector<corpus::DocumentNumber>> by_language_;
  std::map<corpus::DocumentNumber, std::shared_ptr<const corpus::Document>> held_;  // as long as the exam runs
};

}  // namespace stenogram::exam
