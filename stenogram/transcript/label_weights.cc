#include "stenogram/transcript/label_choice.h"

#include <algorithm>
#include <cmath>

#include "stenogram/transcript/characters.h"
#include "stenogram/transcript/notes.h"
#include "stenogram/transcript/title.h"

namespace stenogram::transcript {

// "INTERVIEW WITH CAPTAIN LIND": words for a kind of talk.
static bool names_a_kind(std::string_view words) {
  KindWeights weights{};
  weigh_kinds(phrase_words(words), weights, 1);
  return std::any_of(weights.begin(), weights.end(), [](int weight) { return weight > 0; });
}

// "Olympic figure skating medallist Yana Melnik": where the name begins, behind what is said of
// somebody in small letters; 0 where no name of two words and more stands there.
static std::size_t name_behind_description(std::string_view words) {
  std::size_t name = 0, named = 0;
  bool small = false;
  for (std::size_t begin = 0; begin < words.size();) {
    std::size_t end = std::min(words.find_first_of(" \n", begin), words.size());
    if (end > begin) {
      if (is_upper(character_at(words, begin).code)) {
        if (named++ == 0) name = begin;
      } else {
        small = true, named = 0;
      }
    }
    begin = end + 1;
  }
  return small && (named == 2 || named == 3) && is_upper(character_at(words, 0).code) ? name : 0;
}

void Choice::weigh_alone(std::size_t g) {
  LabelGroup& group = groups_[g];
  const Tally& tally = tallies_[g];
  const Candidate& c = candidates_[tally.first];
  double n = group.count;
  std::string_view shown = c.mark == Mark::alone ? without_title(group.words) : without_bracket(group.words);
  if (c.mark == Mark::stop) shown = shown.substr(0, shown.find(','));
  // "大 臣" is known without the blank.
  const bool spaced = is_han(character_at(group.words, 0).code) && group.words.find(' ') != group.words.npos &&
                      group.key.find(' ') == group.key.npos;
  if (spaced) shown = group.key;
  group.look = look_of(shown);
  // One letter and a full stop begin many a name; only two that take turns are labels.
  if (c.mark == Mark::stop && !group.role && letter_part(group.key)) {
    group.score = -5;
    return;
  }
  // In bold before a colon, a description in small letters may stand before the name.
  std::size_t described = 0;
  if (!group.role && group.look.score < 0 && tally.bold * 2 > group.count && c.mark == Mark::colon)
    if (described = name_behind_description(group.words); described > 0)
      group.look = look_of(group.words.substr(described));
  // Most candidates of prose fall here, before anything dear is asked of them.
  if (!group.role && group.look.score < -1.0) {
    group.score = -5;
    return;
  }
  group.name = parse_name(spaced ? std::string_view(group.key) : group.words.substr(described));
  if (described > 0 && group.name.office.empty()) group.name.office = trimmed(group.words.substr(0, described));
  if (group.key.starts_with("by ") && c.empty && group.look.honorific) add(group, -4.0, "names who examines");
  if (group.role) {
    add(group, group.role->role == Role::participant ? 2.6 : 4.0, "a word for a part");
  } else {
    add(group, std::min(2.4, group.look.score * 1.5), "looks like a name");
    if (stage_direction(slice(text_, c.span))) add(group, -8, "a stage direction");
    if (announces_nobody(group.key)) add(group, -6, "announces no voice");
  }
  if (n > 1) add(group, std::min(4.0, 1.1 * std::log2(n)), "recurs");
  else add(group, -0.5, "stands once");
  if (!group.role && head_knows(group.name)) add(group, 1.2, "the heading knows the name");
  if (tally.bold * 2 > group.count) add(group, 1.2, "set off in type");
  if (n == 1 && tally.bold == 1 && c.empty && c.block <= 2 && c.mark == Mark::colon && group.look.words >= 2)
    add(group, 0.8, "above all else");
  if (tally.tagged * 2 > group.count) add(group, 1.0, "behind a mark");
  if (tally.classed * 2 > group.count) add(group, 3.0, "its style is a label's");
  if (tally.clock * 2 > group.count) add(group, 1.5, "with a clock time");
  if (tally.heading * 2 > group.count && c.mark == Mark::colon && group.count > 2)
    add(group, 1.0, "a heading with a colon");
  if (c.mark != Mark::alone && group.look.score > 0.6 && !group.name.affiliation.empty() &&
      group.words.find_first_of("([") != group.words.npos &&
      group.words.find_first_of("0123456789") == group.words.npos)
    add(group, 1.2, "with a bracket");
  if (c.mark == Mark::stop && (group.look.honorific || group.look.office) && ends_in_capitals(group.words))
    add(group, 1.2, "a title and a name in capitals");
  if ((group.look.honorific || group.look.office) && group.look.words >= 2 && c.mark != Mark::alone)
    add(group, 0.5, "a title and more");
  if (group.look.capitals && c.mark != Mark::alone) add(group, 0.6, "in capitals");
  weigh_place(group, tally, c);
}

void Choice::weigh_place(LabelGroup& group, const Tally& tally, const Candidate& c) {
  double n = group.count;
  switch (c.mark) {
    case Mark::colon: break;
    case Mark::blank: add(group, tally.followed > 1 ? 0.5 : -2.5, "a letter and blanks"); break;
    case Mark::stop: {
      bool titled = group.look.honorific || group.look.office || group.look.initials;
      bool whole = group.look.capitals && group.look.words >= 2;
      add(group, titled ? 0.3 : whole ? -0.2 : -1.0, "a full stop");
      if (whole && !group.name.office.empty()) add(group, 0.5, "an office behind a comma");
      break;
    }
    case Mark::dash: {
      bool stop = text_[c.words.end] == '.';
      add(group, stop ? 0.3 : -1.2, stop ? "a full stop and a dash" : "a dash");
      break;
    }
    case Mark::none: {
      bool apart = group.look.capitals ? group.look.words >= 2 : tally.bold * 2 > group.count;
      add(group, n > 1 && apart ? -0.4 : -1.2, "no mark behind it");
      break;
    }
    case Mark::bracket: add(group, n > 1 || group.role ? 0.3 : -1.2, "in brackets"); break;
    case Mark::alone:
      add(group, -1.8, "alone on its line");
      if (n >= 2 && page_.blocks[c.block].element.substr(0, 2) == "dt") add(group, 2.5, "a term that recurs");
      if (n == 1 && names_a_kind(group.words)) add(group, -3.0, "a title");
      if (group.count >= 2 && group.look.capitals && stands_further_in(tally.first))
        add(group, 1.5, "further in than what follows");
      if (group.words.find("--") != group.words.npos) add(group, 1.8, "name and title");
      if (group.look.words > 5 && tally.clock == 0) add(group, -0.7, "many words");
      break;
  }
  double inner = (n - tally.outer) / n;
  // A line that type sets off begins a voice, wherever in the paragraph it stands.
  if (inner > 0.5 && tally.bold * 2 <= group.count) add(group, -2.0 * inner, "inside paragraphs");
  double unfollowed = 1 - tally.followed / n;
  if (unfollowed > 0.4) add(group, -3.0 * unfollowed, "nothing is said after it");
  if (c.mark == Mark::colon && tally.empty == group.count && !group.role && tally.bold == 0 && tally.heading == 0 &&
      tally.clock == 0 && !group.look.capitals && (n < 2 || group.look.words < 2))
    add(group, -0.8, "ends its line");
  if (n == 1 && c.mark == Mark::colon && lists_names(tally.first)) add(group, -6, "a list of names follows");
  if (tally.crosses * 2 > group.count && !group.look.capitals && tally.bold == 0)
    add(group, -1.5, "runs over a line's end");
  if (tally.lower * 2 > group.count && group.count < 4) add(group, -1.2, "small letters follow");
}

// Centred above what is said, as plays and screenplays print a name.
bool Choice::stands_further_in(std::size_t i) const {
  auto indent = [&](const capture::Block& block) {
    std::size_t at = block.span.begin;
    while (at > 0 && text_[at - 1] == ' ') --at;
    return at == 0 || text_[at - 1] == '\n' ? block.span.begin - at : std::size_t(0);
  };
  std::uint32_t b = candidates_[i].block;
  return b + 1 < page_.blocks.size() && indent(page_.blocks[b]) >= indent(page_.blocks[b + 1]) + 6;
}

// "Speakers: Orlov (Riba), Brandt (AA), Tamm": names and commas, and no sentence, up to
// the end of the paragraph.
bool Choice::lists_names(std::size_t i) const {
  const Candidate& c = candidates_[i];
  std::uint64_t end = page_.blocks[c.block].span.end;
  std::string_view text = trimmed(slice(text_, ByteSpan{c.span.end, std::max(end, c.span.end)}));
  if (text.empty() && c.block + 1 < page_.blocks.size()) text = slice(text_, page_.blocks[c.block + 1].span);
  if (text.size() > 400) return false;
  std::size_t words = 0, capital = 0, commas = 0;
  bool in_word = false;
  for (std::size_t at = 0; at < text.size();) {
    Character character = character_at(text, at);
    bool letter = is_letter(character.code);
    if (letter && !in_word) ++words, capital += is_upper(character.code);
    if (letter || character.code != '.') in_word = letter;
    if (character.code == ',' || character.code == ';') ++commas;
    if (character.code == '?' || character.code == '!') return false;
    at += character.size;
  }
  return commas >= 1 && words >= 3 && capital * 10 >= words * 8;
}

bool Choice::ends_in_capitals(std::string_view words) {
  std::string_view last = words.substr(std::min(words.rfind(' ') + 1, words.size()));
  return last.size() > 2 && std::none_of(last.begin(), last.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

std::string_view Choice::without_title(std::string_view words) {
  std::size_t at = words.find("--");
  return at != words.npos && at > 0 ? words.substr(0, at) : words;
}

// "The Minister (Mr. Otieno)" is weighed as "The Minister".
std::string_view Choice::without_bracket(std::string_view words) {
  std::size_t at = std::min({words.find('('), words.find("（"), words.find(" | ")});
  if (at == words.npos || at == 0) return words;
  return trimmed(words.substr(0, at));
}

}  // namespace stenogram::transcript
