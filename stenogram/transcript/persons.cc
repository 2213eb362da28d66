#include "stenogram/transcript/persons.h"

#include <algorithm>
#include <string>
#include <unordered_set>
#include <vector>

#include "stenogram/base/table.h"
#include "stenogram/transcript/characters.h"
#include "stenogram/transcript/data.h"

namespace stenogram::transcript {
namespace {

struct Persons {
  std::unordered_set<std::string> you, self, question_classes;
  std::vector<std::string> label_classes;  // stems
  Persons() {
    for (const TableSection& section : parse_table(data("persons.txt")))
      for (const TableRow& row : section.rows)
        if (section.name == "label class") label_classes.push_back(folded(row.columns[0]));
        else
          (section.name == "you" ? you : section.name == "i" ? self : question_classes).insert(folded(row.columns[0]));
  }
};

const Persons& persons() {
  static const Persons kPersons;
  return kPersons;
}

bool holds_word(std::string_view text, const std::unordered_set<std::string>& words) {
  std::string key = folded(text.substr(0, 2000));
  for (const std::string& word : words)
    if (static_cast<unsigned char>(word[0]) >= 0x80 && key.find(word) != key.npos) return true;
  for (std::size_t begin = 0; begin < key.size();) {
    std::size_t end = begin;
    while (end < key.size() && (is_letter(static_cast<unsigned char>(key[end])) || key[end] == '\'' ||
                                static_cast<unsigned char>(key[end]) >= 0x80))
      ++end;
    if (end > begin && words.contains(key.substr(begin, end - begin))) return true;
    begin = end + 1;
  }
  return false;
}

}  // namespace

bool speaks_of_self(std::string_view text) { return holds_word(text, persons().self); }
bool speaks_to_you(std::string_view text) { return holds_word(text, persons().you); }

bool holds_question(std::string_view text) {
  return text.find('?') != text.npos || text.find("？") != text.npos || text.find("؟") != text.npos ||
         text.find("か。") != text.npos;
}

bool is_question_class(std::string_view element) {
  if (element.find('.') == element.npos) return false;
  std::string key = folded(element);
  for (std::size_t begin = key.find('.'); begin < key.size();) {
    std::size_t end = std::min(key.find_first_of(".-_ ", begin + 1), key.size());
    if (persons().question_classes.contains(key.substr(begin + 1, end - begin - 1))) return true;
    begin = end;
  }
  return false;
}

bool ends_asking(std::string_view text) {
  std::size_t end = text.size();
  while (end > 0) {
    Character c = character_before(text, end);
    if (!is_closing_mark(c.code) && !is_blank(c.code)) break;
    end -= c.size;
  }
  if (end == 0) return false;
  char32_t last = character_before(text, end).code;
  if (last == U'。') return text.substr(0, end).ends_with("か。");
  return last == '?' || last == U'？' || last == U'؟';
}

bool is_label_class(std::string_view element) {
  std::size_t stop = element.find('.');
  if (stop == element.npos) return false;
  std::string key = folded(element.substr(stop + 1));
  return std::any_of(persons().label_classes.begin(), persons().label_classes.end(),
                     [&](const std::string& stem) { return key.find(stem) != key.npos; });
}

}  // namespace stenogram::transcript
