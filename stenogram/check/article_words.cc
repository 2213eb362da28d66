#include "stenogram/check/article_words.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <mutex>
#include <optional>

#include "stenogram/base/table.h"
#include "stenogram/check/data.h"
#include "stenogram/text/words.h"

namespace stenogram::check {
namespace {

constexpr std::string_view kNames[] = {
    "verb",    "participle", "auxiliary",  "calling",   "according",   "so",       "by",       "passive",
    "he",      "she",        "other",      "self",      "impersonal",  "relation", "office",   "female",
    "male",    "article",    "possessive", "of",        "preposition", "skip",     "calendar", "apart",
    "elision", "occasion",   "and",        "answering", "gerund",      "epithet",  "lesser",   "indefinite",
    "thus",    "reported",   "his",        "her",       "someone",     "daytime",  "cleft"};
static_assert(std::size(kNames) == std::size_t(Part::count));

std::optional<Part> part_named(std::string_view name) {
  auto found = std::find(std::begin(kNames), std::end(kNames), name);
  if (found == std::end(kNames)) return std::nullopt;
  return Part(found - std::begin(kNames));
}

std::vector<std::string> split(std::string_view phrase) {
  std::vector<std::string> words;
  for (const char* blanks = " '"; !phrase.empty();) {
    std::size_t end = std::min(phrase.find_first_of(blanks), phrase.size());
    if (end > 0) words.push_back(small(phrase.substr(0, end)));
    phrase.remove_prefix(std::min(end + 1, phrase.size()));
  }
  return words;
}

}  // namespace

std::string small(std::string_view word) { return text::verdict_key(word); }

ArticleWords::ArticleWords(std::string_view language) : language_(language) {
  for (const TableSection& section : parse_table(data("articles.txt"))) {
    std::size_t blank = section.name.find(' ');
    if (blank == section.name.npos || section.name.substr(0, blank) != language) continue;
    std::string_view name = section.name.substr(blank + 1);
    if (name == "also") {
      for (const TableRow& row : section.rows)
        for (std::size_t k = 1; k < row.columns.size(); ++k)
          also_[small(row.columns[0])].push_back(small(row.columns[k]));
      continue;
    }
    constexpr std::string_view kEnding = " ending";
    const bool ending = name.ends_with(kEnding);
    std::optional<Part> part = part_named(ending ? name.substr(0, name.size() - kEnding.size()) : name);
    if (!part) continue;
    for (const TableRow& row : section.rows)
      for (std::string_view word : row.columns) {
        if (ending) {
          endings_.emplace_back(small(word), *part);
          continue;
        }
        std::vector<std::string> phrase = split(word);
        if (phrase.size() == 1) words_[phrase[0]] |= bit(*part);
        else phrases_[phrase[0]].push_back({phrase, *part});
        // "selon" is a phrase of one word.
        if (phrase.size() == 1) phrases_[phrase[0]].push_back({phrase, *part});
      }
  }
}

const ArticleWords& ArticleWords::of(std::string_view language) {
  static std::mutex guard;
  static std::map<std::string, std::unique_ptr<const ArticleWords>, std::less<>> made;
  static constexpr std::string_view kLanguages[] = {"en", "ru", "fr", "de", "es"};
  std::string_view primary = language.substr(0, language.find('-'));
  auto known = std::find(std::begin(kLanguages), std::end(kLanguages), primary);
  std::string_view key = known == std::end(kLanguages) ? std::string_view("und") : *known;
  std::lock_guard lock(guard);
  std::unique_ptr<const ArticleWords>& words = made[std::string(key)];
  if (!words) words.reset(new ArticleWords(key));
  return *words;
}

Parts ArticleWords::of_word(std::string_view word) const {
  std::string key = small(word);
  auto found = words_.find(key);
  Parts parts = found == words_.end() ? 0 : found->second;
  // Russian offices in the cases of their nominative, which alone the table gives.
  if (found == words_.end() && language_ == "ru")
    for (std::string_view ending : {"а", "у", "ом", "е", "я", "ю", "ем"})
      if (key.size() > ending.size() + 6 && key.ends_with(ending))
        if (auto base = words_.find(key.substr(0, key.size() - ending.size()));
            base != words_.end() && base->second & bit(Part::office))
          parts |= base->second & bits(Part::office, Part::male, Part::female);
  // «Вице-губернатор», "co-founder": an office as its last part is.
  if (std::size_t hyphen = key.rfind('-'); hyphen != key.npos && !(parts & bit(Part::office)))
    if (auto base = words_.find(key.substr(hyphen + 1)); base != words_.end() && base->second & bit(Part::office))
      parts |= base->second & bits(Part::office, Part::male, Part::female);
  for (const auto& [ending, part] : endings_)
    if (!(parts & bit(part)) && key.size() > ending.size() && key.ends_with(ending)) {
      parts |= bit(part);
      auto base = words_.find(ending);
      if (base != words_.end()) parts |= base->second & bits(Part::female, Part::male);
    }
  return parts;
}

const std::vector<std::string>& ArticleWords::also_called(const std::string& office) const {
  static const std::vector<std::string> kNothing;
  auto found = also_.find(office);
  return found == also_.end() ? kNothing : found->second;
}

std::size_t ArticleWords::phrase_at(const transcript::SaidSentence& sentence, std::size_t at, Part part) const {
  std::size_t count = sentence.words().size();
  if (at >= count) return 0;
  auto found = phrases_.find(small(sentence.printed(at)));
  if (found == phrases_.end()) return 0;
  std::size_t longest = 0;
  for (const Phrase& phrase : found->second) {
    if (phrase.part != part || at + phrase.words.size() > count || phrase.words.size() <= longest) continue;
    bool fits = true;
    for (std::size_t k = 1; k < phrase.words.size() && fits; ++k)
      fits = small(sentence.printed(at + k)) == phrase.words[k];
    if (fits) longest = phrase.words.size();
  }
  return longest;
}

}  // namespace stenogram::check
