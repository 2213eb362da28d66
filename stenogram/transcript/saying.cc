#include "stenogram/transcript/saying.h"

#include <array>
#include <cstring>
#include <map>
#include <memory>
#include <mutex>
#include <set>

#include "stenogram/base/table.h"
#include "stenogram/transcript/data.h"

namespace stenogram::transcript {
namespace {

constexpr std::string_view kClasses[] = {
    "say",          "that",          "weak",      "ask",         "gerund",  "make",        "noun",    "antecedent",
    "conjunction",  "question word", "as",        "subordinate", "ask aux", "auxiliary",   "passive", "no",
    "modal",        "self",          "other",     "he",          "she",     "his",         "her",     "clause begins",
    "finite",       "free",          "according", "source",      "and",     "preposition", "nation",  "office",
    "organisation", "ordinary",      "particle",  "you",         "quoting", "written",     "there",   "subjunctive"};
static_assert(std::size(kClasses) == std::size_t(Says::count));

// "en say" -> "en" and the class.
bool split_name(std::string_view name, std::string_view& language, Says& what) {
  std::size_t blank = name.find(' ');
  if (blank == name.npos) return false;
  language = name.substr(0, blank);
  for (std::size_t i = 0; i < std::size(kClasses); ++i) {
    if (kClasses[i] != name.substr(blank + 1)) continue;
    what = Says(i);
    return true;
  }
  return false;
}

std::set<std::string_view> known_languages() {
  std::set<std::string_view> known;
  for (const TableSection& section : parse_table(data("saying.txt"))) {
    std::string_view language;
    Says what{};
    if (split_name(section.name, language, what) && language != "any") known.insert(language);
  }
  return known;
}

// "pt-BR" -> "pt".
std::string_view primary(std::string_view language) { return language.substr(0, language.find('-')); }

}  // namespace

void make_lower_first(char* word, std::size_t size) {
  if (size == 0) return;
  auto first = std::uint8_t(word[0]);
  if (first >= 'A' && first <= 'Z') word[0] = char(first | 0x20);
  if (size < 2) return;
  auto second = std::uint8_t(word[1]);
  if (first == 0xC3 && second >= 0x80 && second <= 0x9E) word[1] = char(second + 0x20);
  if (first == 0xD0 && second >= 0x90 && second <= 0x9F) word[1] = char(second + 0x20);
  if (first == 0xD0 && second >= 0xA0 && second <= 0xAF) {
    word[0] = char(0xD1);
    word[1] = char(second - 0x20);
  }
  if (first == 0xD0 && second == 0x81) {
    word[0] = char(0xD1);
    word[1] = char(0x91);
  }
}

std::string lower_first(std::string_view word) {
  std::string lower(word);
  make_lower_first(lower.data(), lower.size());
  return lower;
}

void SayingWords::add(std::string_view word, Says what) {
  if (std::size_t blank = word.find(' '); blank != word.npos) {
    Phrase phrase{{}, what};
    std::string_view first = word.substr(0, blank);
    for (std::string_view rest = word.substr(blank + 1); !rest.empty();) {
      std::size_t end = std::min(rest.find(' '), rest.size());
      phrase.rest.push_back(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    phrases_[first].push_back(std::move(phrase));
    cues_[hash(first.data(), first.size())] = true;
    return;
  }
  const std::size_t slot = hash(word.data(), word.size());
  std::uint32_t at = first_[slot];
  while (at != 0 && words_[at - 1].word != word) at = words_[at - 1].next;
  if (at == 0) {
    words_.push_back({word, 0, first_[slot]});
    first_[slot] = at = std::uint32_t(words_.size());
  }
  words_[at - 1].bits |= bit(what);
  known_[slot] = true;
  if (bit(what) & kCues) cues_[hash(word.data(), word.size())] = true;
  // A Cyrillic capital is other bytes than its small letter.
  for (std::uint8_t lead : {0xD0, 0xD1}) {
    if (std::uint8_t(word[0]) != lead || word.size() < 2) continue;
    std::string upper(word);
    auto second = std::uint8_t(word[1]);
    if (lead == 0xD0 && second >= 0xB0) upper[1] = char(second - 0x20);
    if (lead == 0xD1 && second <= 0x8F) {
      upper[0] = char(0xD0);
      upper[1] = char(second + 0x20);
    }
    known_[hash(upper.data(), upper.size())] = true;
    if (bit(what) & kCues) cues_[hash(upper.data(), upper.size())] = true;
  }
}

SayingWords::SayingWords(std::string_view language) {
  for (const TableSection& section : parse_table(data("saying.txt"))) {
    std::string_view section_language;
    Says what{};
    if (!split_name(section.name, section_language, what)) continue;
    if (section_language != language && section_language != "any") continue;
    for (const TableRow& row : section.rows)
      for (std::string_view word : row.columns) add(word, what);
  }
}

const SayingWords& SayingWords::of(std::string_view language) {
  static const std::set<std::string_view> known = known_languages();
  static std::mutex guard;
  static std::map<std::string_view, std::unique_ptr<const SayingWords>> made;
  // Languages without words of their own share one lexicon, so there are never many.
  auto found = known.find(primary(language));
  std::string_view key = found == known.end() ? std::string_view("und") : *found;
  std::lock_guard lock(guard);
  std::unique_ptr<const SayingWords>& words = made[key];
  if (!words) words.reset(new SayingWords(key));
  return *words;
}

SayBits SayingWords::of_word(std::string_view word) const {
  constexpr std::size_t kLongest = 40;  // bytes of a word in the data
  if (word.size() > kLongest) return 0;
  const std::size_t slot = hash(word.data(), word.size());
  if (!known_[slot]) return 0;
  SayBits found = bits_of(word, slot);
  char lower[kLongest];
  std::memcpy(lower, word.data(), word.size());
  make_lower_first(lower, word.size());
  const bool capital = !word.empty() && (lower[0] != word[0] || (word.size() > 1 && lower[1] != word[1]));
  if (capital) found |= bits_of(std::string_view(lower, word.size()), hash(lower, word.size()));
  return found;
}

const std::vector<SayingWords::Phrase>* SayingWords::phrases(std::string_view first) const {
  auto found = phrases_.find(first);
  return found == phrases_.end() ? nullptr : &found->second;
}

}  // namespace stenogram::transcript
