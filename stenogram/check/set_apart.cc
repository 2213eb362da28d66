#include "stenogram/check/set_apart.h"

#include <algorithm>
#include <iterator>

#include "stenogram/text/words.h"
#include "stenogram/transcript/characters.h"

namespace stenogram::check {
namespace {

constexpr std::size_t kScareWords = 3;  // no more than these, and nobody's: set aside
constexpr std::size_t kTitleWords = 8;  // of a work, a ship
constexpr std::size_t kThingWords = 3;

std::size_t word_count(std::string_view text) { return text::words(text).size(); }

std::string_view trimmed(std::string_view text) { return transcript::trimmed(text); }

bool starts_with_dash(std::string_view text) { return text.starts_with("\u2014") || text.starts_with("\u2013"); }

std::string_view last_word(std::string_view text) {
  std::size_t blank = text.find_last_of(" \n");
  return text.substr(blank == text.npos ? 0 : blank + 1);
}
std::string_view first_word(std::string_view text) { return text.substr(0, text.find(' ')); }
bool definite(std::string_view word) {
  static constexpr std::string_view kArticles[] = {"the", "le", "la", "les", "el", "los", "las", "der", "die", "das"};
  return std::find(std::begin(kArticles), std::end(kArticles), word) != std::end(kArticles);
}

// "sagte dem „Hafenboten“": a definite article right before one capital word.
bool names_a_thing(std::string_view lead) {
  std::string_view last = last_word(lead);
  static constexpr std::string_view kArticles[] = {"dem", "den",  "der", "die", "das",
                                                   "im",  "beim", "vom", "zum", "zur"};
  return std::find(std::begin(kArticles), std::end(kArticles), last) != std::end(kArticles);
}

// “Polar Star”, “The Winter of the Boats”: a name in the midst of a sentence.
bool looks_like_title(const ArticleWords& lexicon, std::string_view words, std::size_t count, bool introduced) {
  if (introduced || lexicon.language() == "de" || count > kTitleWords) return false;
  std::size_t capitals = 0, small_long = 0;
  bool first_capital = false, first = true;
  for (const text::Word& word : text::words(words)) {
    std::string_view printed = slice(words, word.span());
    transcript::Character c = transcript::character_at(printed, 0);
    bool capital = transcript::is_upper(c.code);
    if (first) first_capital = capital;
    first = false;
    capitals += capital;
    small_long += !capital && transcript::is_letter(c.code) && printed.size() > 3 * c.size;
  }
  char last = words.empty() ? ' ' : words.back();
  if (last == ',' || last == '.' || last == '!' || last == '?') return false;
  if (!first_capital) return false;
  if (lexicon.language() == "en" || !lexicon.known()) return capitals >= 2 && small_long == 0;
  return count <= 4;
}

}  // namespace

bool is_set_apart(std::string_view text, const ArticleWords& lexicon, const Attributor& attributor, const Draft& draft,
                  const Around& around) {
  const auto& [before, behind, alone, own] = around;
  const std::string& words = draft.quotation.quoted;
  std::size_t count = word_count(words);
  if (draft.quotation.parts.size() > 1 || draft.reopens) return false;
  std::string_view lead = trimmed(slice(text, before));
  bool introduced = lead.ends_with(':') || lead.ends_with(',') ||
                    starts_with_dash(lead.size() >= 3 ? lead.substr(lead.size() - 3) : lead);
  char last = words.back();
  bool sentence = last == '.' || last == '!' || last == '?' || last == ',' || words.ends_with("\u2026");
  if (draft.said.said && !alone && !introduced && count <= 2 && lexicon.language() == "de" && names_a_thing(lead))
    return true;
  if (draft.said.said && (alone || introduced || own) &&
      !looks_like_title(lexicon, words, count, alone || introduced)) {
    return count <= kScareWords && lexicon.known() && !alone && !introduced && attributor.set_apart(before);
  }
  if (looks_like_title(lexicon, words, count, alone || introduced)) return true;
  if (lexicon.known() && attributor.set_apart(before) && count <= kTitleWords) return true;
  // What is called by its name: "the union calls “the starvation clause”", "dénoncent la « clause »".
  if (draft.said.calling)
    return count <= 1 || (!draft.said.speaker && count <= kScareWords + 1 &&
                          (definite(first_word(words)) || definite(last_word(lead))));
  if (draft.said.decided()) return false;
  if (count > kScareWords) return false;
  // "All of them?", a line of its own.
  std::string_view rest = trimmed(slice(text, behind));
  if (alone && (rest.starts_with(',') || starts_with_dash(rest))) return false;
  if (sentence && alone && (trimmed(slice(text, behind)).empty() || last != ',')) return false;
  return !(introduced && sentence);
}

bool is_name_of_thing(std::string_view text, const ArticleWords& lexicon, ByteSpan paragraph, ByteSpan outer,
                      ByteSpan inner) {
  std::string_view words = slice(text, inner);
  if (!lexicon.known() || words.size() > 60) return false;
  std::vector<text::Word> found = text::words(words);
  if (found.empty() || found.size() > kThingWords) return false;
  if (words.find_first_of(".,!?;:") != words.npos || words.find("\u2026") != words.npos) return false;
  for (const text::Word& word : {found.front(), found.back()})
    if (!transcript::is_upper(transcript::character_at(words, word.begin).code)) return false;
  // A word in small letters leads up to it, and is none that calls it so.
  std::string_view lead = slice(text, {paragraph.begin, outer.begin});
  if (!lead.ends_with(' ') && !lead.ends_with('\n')) return false;
  std::string_view last = last_word(trimmed(lead));
  if (last.empty() || !transcript::is_lower(transcript::character_at(last, 0).code)) return false;
  if (!transcript::is_letter(transcript::character_before(last, last.size()).code)) return false;
  // German nouns have capitals all: only behind a definite article is it a name.
  if (lexicon.language() == "de" && (found.size() > 2 || !names_a_thing(trimmed(lead)))) return false;
  return !(lexicon.of_word(last) &
           bits(Part::verb, Part::calling, Part::participle, Part::passive, Part::gerund, Part::auxiliary));
}

}  // namespace stenogram::check
