#include "stenogram/transcript/speeches.h"

#include <algorithm>
#include <string>
#include <vector>

#include "stenogram/transcript/characters.h"
#include "stenogram/transcript/persons.h"
#include "stenogram/transcript/title.h"

namespace stenogram::transcript {
namespace {

using capture::Block;
using capture::BlockKind;

constexpr std::size_t kParagraph = 60;  // bytes; shorter ones are dates, places, greetings
constexpr std::size_t kLongestTitle = 300;
constexpr std::size_t kTitlesTried = 4;     // blocks from the top of the page
constexpr std::size_t kGreetingWithin = 6;  // paragraphs from the first

// Where the word for a speech begins and ends in a title; the first of them.
std::optional<std::pair<std::size_t, std::size_t>> word_for_speech(const std::vector<PhraseWord>& words) {
  const HeadingWords& data = heading_words();
  for (std::size_t i = 0; i < words.size(); ++i)
    if (auto match = data.kinds.at(words, i); match && data.rows[match->value].kind == Kind::remarks)
      return std::pair{i, i + match->words};
  return std::nullopt;
}

bool is_speaker(const PersonName& name) {
  if (!name.is_person()) return !name.office.empty() && name.affiliation.empty();
  if (!is_upper(character_at(name.surname.back(), 0).code)) return false;
  return !name.given.empty() || !name.office.empty() || !name.honorific.empty();
}

// "… by Minister Anna Berg at …": what stands between a word for whose it is and one for where.
std::optional<PersonName> named_behind(std::string_view title, const std::vector<PhraseWord>& words,
                                       std::size_t behind) {
  const HeadingWords& data = heading_words();
  if (behind >= words.size()) return std::nullopt;
  auto by = data.speech_by.at(words, behind);
  if (!by || behind + by->words >= words.size()) return std::nullopt;
  std::size_t first = behind + by->words, end = first;
  // "to the Board" ends it, "Minister for Ports" does not.
  bool capital = false;
  for (; end < words.size(); ++end) {
    if (capital && !words[end].capital && data.speech_to.has(words, end) && !data.speech_by.has(words, end)) {
      bool of_office = is_office_word(title.substr(words[end - 1].span.begin, words[end - 1].span.size()));
      if (!of_office) break;
    }
    capital |= words[end].capital;
  }
  std::string_view whole = title.substr(words[first].span.begin, words[end - 1].span.end - words[first].span.begin);
  whole = whole.substr(
      0, std::min({whole.find(" | "), whole.find(" – "), whole.find(" — "), whole.find(':'), whole.find('(')}));
  PersonName name = parse_name(whole);
  if (name.is_person() && is_speaker(name) && whole.size() < 100) return name;
  whole = whole.substr(0, whole.find(','));
  name = parse_name(whole);
  return is_speaker(name) && whole.size() < 100 ? std::optional(name) : std::nullopt;
}

// "Anna Berg’s remarks at …", "Anna Berg: Speech at …".
std::optional<PersonName> named_before(std::string_view title, const std::vector<PhraseWord>& words,
                                       std::size_t speech) {
  std::string_view before = trimmed(title.substr(0, words[speech].span.begin));
  bool colon = before.ends_with(':');
  std::size_t owner = before.rfind("'s"), typographic = before.rfind("’s");
  std::size_t mark = colon ? before.size() - 1 : owner != before.npos ? owner : typographic;
  if (mark == before.npos || mark == 0) return std::nullopt;
  NameLook look = look_of(before.substr(0, mark));
  if (look.words < 2 || look.words > 7 || look.score < 0.9) return std::nullopt;
  PersonName name = parse_name(before.substr(0, mark));
  return name.is_person() && is_speaker(name) ? std::optional(name) : std::nullopt;
}

std::optional<PersonName> speaker_of_title(std::string_view title) {
  if (title.size() > kLongestTitle) return std::nullopt;
  std::vector<PhraseWord> words = phrase_words(title);
  auto speech = word_for_speech(words);
  if (!speech) return std::nullopt;
  KindWeights weights{};
  weigh_kinds(words, weights, 1);
  if (*std::max_element(weights.begin(), weights.end()) > weights[std::size_t(Kind::remarks)]) return std::nullopt;
  if (std::optional<PersonName> name = named_behind(title, words, speech->second)) return name;
  return named_before(title, words, speech->first);
}

bool readable(const Block& block) {
  return block.region == capture::Region::main && block.kind != BlockKind::metadata && block.kind != BlockKind::rule;
}

bool greets(std::string_view text) {
  std::vector<PhraseWord> words = phrase_words(text.substr(0, 120));
  const Phrases& salutation = heading_words().salutation;
  return salutation.has(words, 0) || (words.size() > 1 && salutation.has(words, 1));
}

bool ends_sentence(std::string_view text) {
  if (text.empty()) return false;
  char32_t last = character_before(text, text.size()).code;
  return last == '.' || last == '!' || last == '?' || last == U'…' || last == U'。' || is_closing_mark(last);
}

bool quotes(std::string_view text) {
  for (std::string_view mark : {"“", "„", "«", "\""})
    if (text.find(mark) != text.npos) return true;
  return false;
}

}  // namespace

std::optional<Speech> find_speech(const capture::Page& page) {
  std::optional<PersonName> name;
  std::size_t title = 0, tried = 0;  // title: the block behind it
  for (const capture::Fact& fact : page.facts)
    if (fact.key == "title" && !name) name = speaker_of_title(fact.value);
  for (std::size_t b = 0; b < page.blocks.size() && tried < kTitlesTried; ++b) {
    if (!readable(page.blocks[b])) continue;
    ++tried;
    std::string_view line = slice(page.text, page.blocks[b].span);
    std::optional<PersonName> found = speaker_of_title(line.substr(0, line.find('\n')));
    if (!found) continue;
    if (!name) name = found;
    title = b + 1;
    break;
  }
  if (!name) return std::nullopt;

  std::optional<std::size_t> first, greeting;
  std::size_t paragraphs = 0, self = 0, quoted = 0, bytes = 0, seen = 0;
  for (std::size_t b = title; b < page.blocks.size(); ++b) {
    const Block& block = page.blocks[b];
    if (!readable(block) || block.kind == BlockKind::heading) continue;
    std::string_view text = slice(page.text, block.span);
    if (seen < kGreetingWithin && !greeting && greets(text) && (paragraphs == 0 || self == 0)) {
      greeting = first = b;
      paragraphs = self = quoted = bytes = 0;
    }
    if (text.size() < kParagraph || (!first && !ends_sentence(text))) continue;
    if (!first) first = b;
    ++seen;
    ++paragraphs;
    bytes += text.size();
    if (quotes(text)) ++quoted;
    else self += speaks_of_self(text);
  }
  if (!first || bytes < 60 || self == 0 || quoted * 3 > paragraphs) return std::nullopt;
  if (self * 10 < paragraphs * (greeting ? 3 : 7)) return std::nullopt;
  return Speech{page.blocks[*first].span.begin, std::move(*name)};
}

}  // namespace stenogram::transcript
