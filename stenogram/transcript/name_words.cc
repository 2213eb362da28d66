#include "stenogram/transcript/name_words.h"

#include <algorithm>

#include "stenogram/base/table.h"
#include "stenogram/transcript/characters.h"
#include "stenogram/transcript/data.h"

namespace stenogram::transcript {
namespace name_words {

Tables::Tables() {
  const std::pair<std::string_view, unsigned> kSections[] = {
      {"honorific", honorific}, {"office", office},        {"connector", connector},
      {"article", article},     {"particle", particle},    {"suffix", suffix},
      {"object", object},       {"before a name", before}, {"doubtful honorific", doubtful}};
  for (const TableSection& section : parse_table(data("names.txt"))) {
    for (auto [name, bit] : kSections)
      if (section.name == name)
        for (const TableRow& row : section.rows) {
          WordFacts& facts = words[folded(row.columns[0])];
          facts.classes |= bit;
          if (row.columns.size() > 1) facts.gender = row.columns[1][0];
        }
    if (section.name == "title after")
      for (const TableRow& row : section.rows)
        after.push_back({row.columns[0], row.columns.size() > 1 && row.columns[1] == "office"});
    if (section.name == "spelling")
      for (const TableRow& row : section.rows)
        if (row.columns.size() > 1) spelling.push_back({row.columns[0], row.columns[1]});
  }
  std::stable_sort(after.begin(), after.end(),
                   [](const AfterTitle& a, const AfterTitle& b) { return a.words.size() > b.words.size(); });
}

const Tables& tables() {
  static const Tables kTables;
  return kTables;
}

std::string key_of(std::string_view word) {
  while (!word.empty() && (word.back() == '.' || word.back() == ',' || word.back() == ':')) word.remove_suffix(1);
  return folded(word);
}

Word word_of(std::string_view text) {
  Word word;
  word.text = text;
  std::size_t letters = 0, uppers = 0, stops = 0;
  bool first = true;
  for (std::size_t at = 0; at < text.size();) {
    Character c = character_at(text, at);
    at += c.size;
    if (is_letter(c.code)) {
      ++letters;
      if (is_upper(c.code)) ++uppers;
      if (first) word.capital = is_upper(c.code) || is_han(c.code) || !is_lower(c.code);
      first = false;
    } else if (is_digit(c.code)) {
      word.digits = true;
      first = false;
    } else if (c.code == '.') {
      ++stops;
    }
  }
  word.capitals = letters > 1 && uppers == letters;
  auto found = tables().words.find(key_of(text));
  if (found != tables().words.end()) {
    word.classes = found->second.classes;
    word.gender = found->second.gender;
  }
  // An initial: one capital with or without a stop, or "Yu." of two letters.
  if (letters == 1 && uppers == 1) word.initial = true;
  if (letters == 2 && uppers == 1 && stops == 1 && word.classes == 0) word.initial = true;
  return word;
}

std::vector<Word> words_of(std::string_view text) {
  std::vector<Word> words;
  std::size_t begin = 0;
  auto flush = [&](std::size_t end) {
    std::string_view part = text.substr(begin, end - begin);
    bool comma = false;
    while (!part.empty() && (part.back() == ',' || part.back() == ';')) {
      comma = true;
      part.remove_suffix(1);
    }
    while (!part.empty() && (part.front() == '"' || part.front() == '\'')) part.remove_prefix(1);
    if (!part.empty() && part != "." && part != "-") {
      words.push_back(word_of(part));
      words.back().comma = comma;
    } else if (comma && !words.empty()) {
      words.back().comma = true;
    }
    begin = end;
  };
  for (std::size_t at = 0; at < text.size();) {
    Character c = character_at(text, at);
    if (is_blank(c.code)) {
      flush(at);
      begin = at + c.size;
    } else if (c.code == '.' && at + 1 < text.size() && is_letter(character_at(text, at + 1).code) && at - begin <= 4 &&
               character_at(text, at + 1).code != U'ª' && character_at(text, at + 1).code != U'º') {
      flush(at + 1);
    }
    at += c.size;
  }
  flush(text.size());
  return words;
}

std::string joined(const std::vector<Word>& words, std::size_t begin, std::size_t end) {
  if (begin >= end) return {};
  const char* first = words[begin].text.data();
  const char* last = words[end - 1].text.data() + words[end - 1].text.size();
  return std::string(first, last);
}

bool name_word(const Word& word) { return !word.digits && (word.capital || word.initial) && !word.is(suffix); }

bool joins(const Word& word) {
  std::string key = key_of(word.text);
  return key == "and" || key == "&" || key == "und" || key == "et" || key == "y" || key == "e" || key == "i";
}

bool is_patronymic(std::string_view word) {
  std::string key = folded(word);
  for (std::string_view end : {"ovich", "evich", "ovna", "evna", "ichna", "ovych"})
    if (key.size() > end.size() + 2 && key.ends_with(end)) return true;
  return false;
}

bool has_han(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    Character c = character_at(text, at);
    if (is_han(c.code)) return true;
    at += c.size;
  }
  return false;
}

}  // namespace name_words
}  // namespace stenogram::transcript
