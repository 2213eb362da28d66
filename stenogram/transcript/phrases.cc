#include "stenogram/transcript/phrases.h"

#include <algorithm>

#include "stenogram/text/words.h"
#include "stenogram/transcript/characters.h"

namespace stenogram::transcript {
namespace {

// Where the apostrophe of a word stands, and how many bytes it takes.
std::pair<std::size_t, std::size_t> apostrophe_of(std::string_view word) {
  auto may_be_one = [](char c) { return c == '\'' || static_cast<unsigned char>(c) >= 0x80; };
  if (std::none_of(word.begin(), word.end(), may_be_one)) return {word.npos, 0};
  for (std::string_view mark : {"’", "'", "ʼ", "‘"})
    if (std::size_t at = word.find(mark); at != word.npos) return {at, mark.size()};
  return {word.npos, 0};
}

PhraseWord phrase_word(std::string_view text, std::uint64_t begin) {
  char32_t first = text.empty() ? U' ' : character_at(text, 0).code;
  PhraseWord word;
  word.key = text::search_key(text);
  word.span = {begin, begin + text.size()};
  word.capital = is_upper(first) || is_han(first);
  word.number = is_digit(first);
  return word;
}

}  // namespace

std::vector<PhraseWord> phrase_words(std::string_view text) {
  std::vector<PhraseWord> out;
  text::for_each_word(text, [&](const text::Word& word) {
    std::string_view printed = slice(text, word.span());
    auto [at, width] = apostrophe_of(printed);
    if (at == printed.npos) {
      out.push_back(phrase_word(printed, word.begin));
      return;
    }
    std::string_view before = printed.substr(0, at), after = printed.substr(at + width);
    bool elided = before.size() <= 2 || before == "qu" || before == "Qu" || before == "dell" || before == "all" ||
                  before == "nell" || before == "sull";
    if (!elided && (after == "s" || after == "S")) {
      out.push_back(phrase_word(before, word.begin));
      out.back().possessive = true;
    } else if (elided && after.size() > 1) {
      out.push_back(phrase_word(before, word.begin));
      out.push_back(phrase_word(after, word.begin + at + width));
    } else {
      out.push_back(phrase_word(printed, word.begin));
    }
  });
  for (PhraseWord& word : out) {
    // "Holts’ answers": the mark stands after the word, so words() left it out.
    std::string_view rest = text.substr(word.span.end);
    if (word.key.ends_with('s') && (rest.starts_with("’ ") || rest.starts_with("' "))) word.possessive = true;
  }
  return out;
}

void Phrases::add(const TableSection& section, std::uint32_t value) {
  for (const TableRow& row : section.rows)
    for (std::string_view phrase : row.columns) add(phrase, value);
}

void Phrases::add(std::string_view phrase, std::uint32_t value) {
  Phrase made{{}, value};
  for (const PhraseWord& word : phrase_words(phrase))
    made.parts.push_back({word.key, phrase.substr(word.span.end).starts_with('*')});
  if (made.parts.empty()) return;
  if (made.parts.front().open) {
    open_.push_back(std::move(made));
  } else {
    std::string first = made.parts.front().key;
    closed_[first].push_back(std::move(made));
  }
}

bool Phrases::fits(const Part& part, std::string_view key) {
  return part.open ? key.starts_with(part.key) : key == part.key;
}

std::optional<Phrases::Match> Phrases::at(const std::vector<PhraseWord>& words, std::size_t at) const {
  if (at >= words.size()) return std::nullopt;
  std::optional<Match> best;
  auto consider = [&](const Phrase& phrase) {
    if (phrase.parts.size() > words.size() - at) return;
    if (best && best->words >= phrase.parts.size()) return;
    for (std::size_t i = 0; i < phrase.parts.size(); ++i)
      if (!fits(phrase.parts[i], words[at + i].key)) return;
    best = Match{phrase.value, phrase.parts.size()};
  };
  if (auto found = closed_.find(words[at].key); found != closed_.end())
    for (const Phrase& phrase : found->second) consider(phrase);
  for (const Phrase& phrase : open_) consider(phrase);
  return best;
}

}  // namespace stenogram::transcript
