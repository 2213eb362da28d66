#include "stenogram/transcript/roles.h"

#include <string.h>

#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "stenogram/base/table.h"
#include "stenogram/transcript/characters.h"
#include "stenogram/transcript/data.h"

namespace stenogram::transcript {
namespace {

struct PairHash {
  std::size_t operator()(const std::pair<std::string, std::string>& pair) const {
    return std::hash<std::string>()(pair.first) * 31 + std::hash<std::string>()(pair.second);
  }
};

struct Tables {
  std::unordered_map<std::string, RoleLabel> labels;
  std::unordered_set<std::string> anonymous_words, small_words;
  std::unordered_set<std::string> nobody, whence, articles, chair_qualifiers;
  std::unordered_set<std::pair<std::string, std::string>, PairHash> letters;  // who asks, who answers
  std::unordered_set<std::string> utterances;                                 // name what is said, not who says it
  std::unordered_set<std::string> crowds;    // ask, and stand before other words than names
  std::vector<std::string> chair_addresses;  // with a blank on either side
  std::vector<std::string> nobody_begins, nobody_holds;

  Tables() {
    for (const TableSection& section : parse_table(data("roles.txt")))
      for (const TableRow& row : section.rows) {
        std::string key = folded(row.columns[0]);
        if (section.name == "anonymous word") {
          anonymous_words.insert(key);
          continue;
        }
        if (section.name == "whence" || section.name == "article") {
          (section.name == "whence" ? whence : articles).insert(key);
          continue;
        }
        if (section.name == "anonymous small word") {
          small_words.insert(key);
          continue;
        }
        if (section.name == "letters" && row.columns.size() > 1) {
          letters.emplace(key, folded(row.columns[1]));
          continue;
        }
        if (section.name == "utterance") {
          utterances.insert(key);
          continue;
        }
        if (section.name == "asks no one by name") {
          crowds.insert(key);
          continue;
        }
        if (section.name == "chair qualifier") {
          chair_qualifiers.insert(key);
          continue;
        }
        if (section.name == "chair addressed") {
          chair_addresses.push_back(" " + key + " ");
          continue;
        }
        RoleLabel label;
        label.several = row.columns.size() > 1 && row.columns[1] == "several";
        if (section.name == "interviewer") label.role = Role::interviewer;
        if (section.name == "respondent") label.role = Role::respondent;
        if (section.name == "moderator") label = {Role::moderator, false, false, false};
        labels.emplace(std::move(key), label);
      }
    for (const TableSection& section : parse_table(data("not_labels.txt")))
      for (const TableRow& row : section.rows) {
        std::string key = folded(row.columns[0]);
        if (section.name == "whole") nobody.insert(key);
        if (section.name == "begins") nobody_begins.push_back(key);
        if (section.name == "holds") nobody_holds.push_back(key);
      }
  }
};

const Tables& tables() {
  static const Tables kTables;
  return kTables;
}

bool is_mark(char c) {
  return c == ' ' || c == '.' || c == ':' || c == ',' || c == '#' || c == '_' || c == '*' || c == '-';
}

// Without a bracket, a number or stops at the end. `numbered` hears of the number.
std::string_view bare(std::string_view key, bool& numbered) {
  std::size_t bracket = key.find_first_of("([");
  if (bracket == key.npos) bracket = key.find("（");
  if (bracket != key.npos && bracket > 0) key = key.substr(0, bracket);
  while (!key.empty() && (is_mark(key.back()) || is_digit(static_cast<unsigned char>(key.back())))) {
    numbered |= is_digit(static_cast<unsigned char>(key.back()));
    key.remove_suffix(1);
  }
  while (!key.empty() && is_mark(key.front())) key.remove_prefix(1);
  return key;
}

bool only_anonymous_words(std::string_view key) {
  std::size_t words = 0;
  for (std::size_t begin = 0; begin < key.size();) {
    std::size_t end = std::min(key.find_first_of(" -", begin), key.size());
    if (end > begin) {
      std::string word(key.substr(begin, end - begin));
      if (tables().anonymous_words.contains(word)) ++words;
      else if (!tables().small_words.contains(word)) return false;
    }
    begin = end + 1;
  }
  return words > 0;
}

}  // namespace

std::optional<RoleLabel> role_label(std::string_view folded_label) {
  bool numbered = false;
  std::string_view key = bare(folded_label, numbered);
  // "speaker a": a letter numbers as well.
  if (key.size() > 2 && key[key.size() - 2] == ' ' &&
      tables().labels.contains(std::string(key.substr(0, key.size() - 2)))) {
    numbered = true;
    key.remove_suffix(2);
  }
  if (key.empty() || key.size() > 60) return std::nullopt;
  auto found = tables().labels.find(std::string(key));
  if (found != tables().labels.end()) {
    RoleLabel label = found->second;
    label.numbered = numbered && label.role == Role::participant;
    if (label.numbered) label.several = false;
    return label;
  }
  // "Vozes do PS", "Question from the floor": a word for a part, and whence.
  std::size_t blank = key.find(' ');
  if (blank != key.npos) {
    std::string_view second = key.substr(blank + 1);
    second = second.substr(0, second.find(' '));
    auto part = tables().labels.find(std::string(key.substr(0, blank)));
    if (part != tables().labels.end() && tables().whence.contains(std::string(second))) {
      RoleLabel label = part->second;
      label.several = true;
      return label;
    }
    // "De voorzitter", "The moderator": without the article.
    if (blank <= 3 && tables().articles.contains(std::string(key.substr(0, blank)))) {
      auto bare_part = tables().labels.find(std::string(key.substr(blank + 1)));
      if (bare_part != tables().labels.end() && bare_part->second.role != Role::participant) return bare_part->second;
    }
  }
  // "法新社记者": a reporter, and whose.
  for (std::string_view ending : {"记者", "記者", "기자"})
    if (folded_label.ends_with(ending) && key.size() > ending.size() && key.size() <= 36 && key.find(' ') == key.npos)
      return RoleLabel{Role::interviewer, true, false, false};
  // "Unidentified pilot": somebody, and nobody knows who.
  for (std::string_view begin : {"unidentified ", "unnamed ", "unknown "})
    if (key.starts_with(begin) && std::count(key.begin(), key.end(), ' ') <= 3)
      return RoleLabel{Role::participant, true, true, false};
  if (only_anonymous_words(key)) return RoleLabel{Role::participant, true, !numbered, numbered};
  return std::nullopt;
}

std::size_t name_behind_question(std::string_view words) {
  std::size_t blank = words.find(' ');
  if (blank == words.npos || blank < 4 || blank + 2 >= words.size()) return 0;
  if (!is_upper(character_at(words, blank + 1).code)) return 0;
  auto found = tables().labels.find(folded(words.substr(0, blank)));
  if (found == tables().labels.end() || found->second.role != Role::interviewer || found->second.several) return 0;
  return tables().crowds.contains(found->first) ? 0 : blank + 1;
}

bool announces_nobody(std::string_view folded_label) {
  bool numbered = false;
  std::string_view key = bare(folded_label, numbered);
  if (tables().nobody.contains(std::string(key))) return true;
  for (const std::string& begin : tables().nobody_begins)
    if (key.starts_with(begin) && (key.size() == begin.size() || key[begin.size()] == ' ' || key[begin.size()] == '.'))
      return true;
  for (const std::string& word : tables().nobody_holds)
    if (key.find(word) != key.npos) return true;
  return false;
}

std::optional<Role> letter_part(std::string_view folded_label) {
  bool numbered = false;
  std::string key(bare(folded_label, numbered));
  if (key.empty() || key.size() > 8) return std::nullopt;
  for (const auto& [asks, answers] : tables().letters) {
    if (key == asks) return Role::interviewer;
    if (key == answers) return Role::respondent;
  }
  return std::nullopt;
}

bool parts_of_one_pair(std::string_view folded_asker, std::string_view folded_answerer) {
  bool numbered = false;
  return tables().letters.contains(
      {std::string(bare(folded_asker, numbered)), std::string(bare(folded_answerer, numbered))});
}

bool names_an_utterance(std::string_view folded_label) {
  bool numbered = false;
  return tables().utterances.contains(std::string(bare(folded_label, numbered)));
}

bool addresses_the_chair(std::string_view folded_words) {
  return std::any_of(tables().chair_addresses.begin(), tables().chair_addresses.end(), [&](const std::string& words) {
    // Each begins with a blank, at which find() would stop time and again.
    return ::memmem(folded_words.data(), folded_words.size(), words.data(), words.size()) != nullptr;
  });
}

bool qualifies_a_chair(std::string_view folded_word) {
  return tables().chair_qualifiers.contains(std::string(folded_word));
}

}  // namespace stenogram::transcript
