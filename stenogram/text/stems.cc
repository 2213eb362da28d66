#include "stenogram/text/stems.h"

#include <libstemmer.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>

#include "stenogram/text/words.h"

namespace stenogram::text {
namespace {

// A stemmer keeps what it works on, so each thread has its own.
struct Release {
  void operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }
};

sb_stemmer* stemmer_of(const std::string& language) {
  thread_local std::map<std::string, std::unique_ptr<sb_stemmer, Release>> stemmers;
  auto& stemmer = stemmers[language];
  if (!stemmer) stemmer.reset(sb_stemmer_new(language.c_str(), "UTF_8"));
  return stemmer.get();
}

std::string primary(std::string_view language) { return std::string(language.substr(0, language.find('-'))); }

// How an ending may be marked: one letter of the last few, or one ending for another.
constexpr std::size_t kEnding = 6;

struct Letter {
  char plain;
  std::string_view marked;
};
struct Ending {
  std::string_view plain, marked;
};
struct Marks {
  std::size_t within;  // letters from the end, of which one may be marked
  std::vector<Letter> letters;
  std::vector<Ending> endings;
};

const Marks* marks_of(std::string_view language) {
  static const std::map<std::string_view, Marks> marks = {
      {"es", {kEnding, {{'a', "á"}, {'e', "é"}, {'i', "í"}, {'o', "ó"}, {'u', "ú"}}, {}}},
      {"fr", {kEnding, {{'e', "é"}, {'e', "è"}, {'a', "â"}, {'i', "î"}}, {}}},
      {"it", {1, {{'a', "à"}, {'e', "è"}, {'i', "ì"}, {'o', "ò"}, {'u', "ù"}}, {}}},
      {"pt",
       {kEnding,
        {{'a', "á"}, {'e', "é"}, {'i', "í"}, {'o', "ó"}, {'u', "ú"}, {'a', "â"}, {'e', "ê"}, {'o', "ô"}},
        {{"cao", "ção"}, {"coes", "ções"}, {"ao", "ão"}, {"oes", "ões"}, {"aes", "ães"}}}},
  };
  auto found = marks.find(language);
  return found == marks.end() ? nullptr : &found->second;
}

// A short i loses its mark to the key: `новыи` was `новый`, `дайте` came as `даите`. After a
// vowel, at the end or before the endings that it begins, it is one in nearly every word;
// and what is taken for one wrongly is so in all forms of the word alike.
std::string with_short_i(std::string_view key) {
  constexpr std::string_view kVowels[] = {"а", "е", "и", "о", "у", "ы", "э", "ю", "я"};
  std::string word(key);
  for (std::string_view rest : {"", "те", "ся", "тесь", "ше", "шии", "шая", "шее"}) {
    if (!key.ends_with(rest) || key.size() < rest.size() + 4) continue;
    std::string_view before = key.substr(0, key.size() - rest.size());
    if (!before.ends_with("и")) continue;
    before.remove_suffix(2);
    if (std::any_of(std::begin(kVowels), std::end(kVowels),
                    [&](std::string_view vowel) { return before.ends_with(vowel); })) {
      word.replace(before.size(), 2, "й");
      break;
    }
  }
  return word;
}

// The word as it may have been written; take() is called with each.
template <class Take>
void each_marking(std::string_view key, std::string_view language, Take take) {
  if (language == "ru") return take(with_short_i(key));
  take(std::string(key));
  const Marks* marks = marks_of(language);
  if (!marks) return;
  for (const Ending& ending : marks->endings)
    if (key.size() > ending.plain.size() && key.ends_with(ending.plain))
      take(std::string(key.substr(0, key.size() - ending.plain.size())).append(ending.marked));
  for (std::size_t back = 1; back <= std::min(marks->within, key.size()); ++back) {
    const std::size_t at = key.size() - back;
    for (const Letter& letter : marks->letters)
      if (key[at] == letter.plain)
        take(std::string(key.substr(0, at)).append(letter.marked).append(key.substr(at + 1)));
  }
}

std::size_t letter_before(std::string_view text, std::size_t at) {
  do --at;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80);
  return at;
}

// What a word keeps of its stem: a stemmer takes endings off and may put another of two
// letters in their place (`happi`, `die` of `dying`); the first letter stays.
std::string_view kept_of(std::string_view stem) {
  std::size_t end = stem.size(), first = 1;
  while (first < stem.size() && (static_cast<unsigned char>(stem[first]) & 0xC0) == 0x80) ++first;
  for (int letters = 0; letters < 2 && end > first; ++letters) end = letter_before(stem, end);
  return stem.substr(0, std::min(std::max(end, first), stem.size()));
}

}  // namespace

const std::vector<std::string>& stemmed_languages() {
  static const std::vector<std::string> languages = {"de", "en", "es", "fr", "it", "nl", "pt", "ru", "sv"};
  return languages;
}

bool has_stems(std::string_view language) {
  const std::vector<std::string>& all = stemmed_languages();
  return std::binary_search(all.begin(), all.end(), primary(language));
}

std::vector<std::string> stems_of(std::string_view key, std::string_view language) {
  const std::string tag = primary(language);
  std::vector<std::string> stems;
  sb_stemmer* stemmer = stemmer_of(tag);
  each_marking(key, tag, [&](const std::string& word) {
    const sb_symbol* stem = nullptr;
    if (stemmer) stem = sb_stemmer_stem(stemmer, reinterpret_cast<const sb_symbol*>(word.data()), int(word.size()));
    std::string_view cut =
        stem ? std::string_view(reinterpret_cast<const char*>(stem), std::size_t(sb_stemmer_length(stemmer)))
             : std::string_view(word);
    stems.push_back(search_key(cut));
  });
  std::sort(stems.begin(), stems.end());
  stems.erase(std::unique(stems.begin(), stems.end()), stems.end());
  return stems;
}

StemFamily::StemFamily(std::string_view key, std::string_view language)
    : language_(primary(language)), stems_(stems_of(key, language_)) {
  beginning_ = kept_of(stems_.front());
  for (const std::string& stem : stems_) {
    std::string_view kept = kept_of(stem);
    std::size_t same = 0;
    while (same < std::min(kept.size(), beginning_.size()) && kept[same] == beginning_[same]) ++same;
    beginning_.resize(same);
  }
}

bool StemFamily::holds(std::string_view key) const {
  if (!key.starts_with(beginning_)) return false;
  std::vector<std::string> others = stems_of(key, language_);
  return std::any_of(others.begin(), others.end(),
                     [&](const std::string& stem) { return std::binary_search(stems_.begin(), stems_.end(), stem); });
}

}  // namespace stenogram::text
