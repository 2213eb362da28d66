#include "stenogram/transcript/label_choice.h"

#include <algorithm>
#include <cstdio>
#include <unordered_map>

#include "stenogram/transcript/characters.h"
#include "stenogram/transcript/persons.h"

namespace stenogram::transcript {

// The form of a candidate: what a page keeps to.
unsigned form_of(const Candidate& c, const LabelGroup& group) {
  unsigned form = static_cast<unsigned>(c.mark);
  form = form * 2 + c.bold;
  form = form * 2 + c.heading;
  form = form * 2 + c.tagged;
  form = form * 2 + (c.mark != Mark::blank && group.look.capitals);
  return form;
}

constexpr int kMostPrints = 4;  // of one label in a row: a line, its translation, each once more

// Whether text that reads like speech follows: on the line, or in the next block.
bool Choice::followed(std::size_t i, int again) const {
  const Candidate& c = candidates_[i];
  if (!c.empty) return true;
  for (std::uint32_t b = c.block; b < page_.blocks.size() && b < c.block + 3; ++b) {
    ByteSpan span = page_.blocks[b].span;
    if (span.end <= c.span.end) continue;
    if (span.begin < c.span.end) return true;  // more lines of the same block
    if (page_.blocks[b].kind == capture::BlockKind::rule) continue;
    if (span.size() < 10 && text_[span.begin] == '[' && text_[span.end - 1] == ']') continue;  // a tag and no words
    // Printed twice, in two languages or above and below a line: what follows the second.
    if (again < kMostPrints && i + 1 < candidates_.size() && candidates_[i + 1].span.begin == span.begin &&
        candidates_[i + 1].empty &&
        group_key(slice(text_, candidates_[i + 1].words)) == group_key(slice(text_, c.words)))
      return followed(i + 1, again + 1);
    // The next block must not be another candidate with nothing behind it, but for a line of
    // what is said that happens to end without a mark.
    if (c.mark == Mark::alone && stands_further_in(i) && look_of(slice(text_, page_.blocks[b].span)).score < 0)
      return true;
    return !(i + 1 < candidates_.size() && candidates_[i + 1].span.begin == span.begin && candidates_[i + 1].empty &&
             candidates_[i + 1].mark == c.mark);
  }
  return false;
}

void Choice::gather() {
  std::unordered_map<std::string, std::uint32_t> known;
  known.reserve(256);
  group_of_.resize(candidates_.size());
  for (std::size_t i = 0; i < candidates_.size(); ++i) {
    const Candidate& c = candidates_[i];
    // A name alone on its line, in a list of members, or before a dash in a title, tells
    // nothing of the same name before a colon.
    std::string key = group_key(slice(text_, c.words));
    key += static_cast<char>(c.mark);
    auto [it, fresh] = known.emplace(std::move(key), groups_.size());
    if (fresh) {
      LabelGroup& group = groups_.emplace_back();
      group.key = it->first;
      group.key.pop_back();
      group.words = slice(text_, c.words);
      group.role = role_label(group.key);
      if (!group.role) group.asker_name = static_cast<std::uint32_t>(name_behind_question(group.words));
      tallies_.emplace_back().first = static_cast<std::uint32_t>(i);
    }
    group_of_[i] = it->second;
    LabelGroup& group = groups_[it->second];
    Tally& tally = tallies_[it->second];
    ++group.count;
    tally.outer += !c.inner;
    ++tally.marks[static_cast<std::size_t>(c.mark)];
    tally.bold += c.bold;
    tally.tagged += c.tagged;
    tally.classed += (c.empty || c.mark == Mark::colon) && is_label_class(page_.blocks[c.block].element);
    tally.clock += c.clock.has_value();
    tally.heading += c.heading;
    tally.empty += c.empty;
    tally.crosses += c.crosses;
    tally.lower += c.lower_rest;
    tally.followed += followed(i);
    std::uint64_t next = i + 1 < candidates_.size() ? candidates_[i + 1].span.begin : text_.size();
    tally.said += next - c.span.end;
  }
}

// The page's first lines, in which a surname of a label may stand. Only the part
// before the first candidate of a recurring group is taken.
void Choice::read_head() {
  std::size_t end = std::min<std::size_t>(text_.size(), 4000);
  for (std::size_t i = 0; i < candidates_.size(); ++i)
    if (groups_[group_of_[i]].count > 1 && candidates_[i].mark != Mark::alone) {
      end = std::min<std::size_t>(end, candidates_[i].span.begin);
      break;
    }
  head_ = " " + folded(std::string_view(text_).substr(0, std::min<std::size_t>(end, 1500))) + " ";
  for (const capture::Fact& fact : page_.facts) head_ += folded(fact.value) + " ";
}

bool Choice::head_knows(const PersonName& name) const {
  if (!name.is_person()) return false;
  std::string key = folded(name.surname.back());
  if (key.size() < 3) return false;
  for (std::size_t at = head_.find(key); at != head_.npos; at = head_.find(key, at + 1)) {
    if (is_han(character_at(key, 0).code)) return true;  // no blanks between words there
    bool begins = at == 0 || !is_letter(static_cast<unsigned char>(head_[at - 1]));
    std::size_t end = at + key.size();
    bool ends = end >= head_.size() || !is_letter(static_cast<unsigned char>(head_[end]));
    // "Breaking: …" in a title is the label again, not knowledge of anybody.
    bool colon = head_.compare(end, 1, ":") == 0 || head_.compare(end, 2, " :") == 0;
    if (begins && ends && !colon) return true;
  }
  return false;
}

void Choice::add(LabelGroup& group, double weight, const char* why) {
  if (weight == 0) return;
  group.score += weight;
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, "%s%+.1f %s", group.because.empty() ? "" : ", ", weight, why);
  group.because += buffer;
}

// What stands behind a candidate up to the next, or enough of it.
std::string_view Choice::said_after(std::size_t i) const {
  std::size_t begin = candidates_[i].span.end;
  std::size_t end = i + 1 < candidates_.size() ? candidates_[i + 1].span.begin : text_.size();
  return std::string_view(text_).substr(begin, std::min<std::size_t>(end - begin, 600));
}

// Whether what follows speaks of itself or to somebody.
bool Choice::reads_like_talk(std::size_t i) const {
  std::string_view text = said_after(i);
  return text.size() < 60 || speaks_of_self(text) || speaks_to_you(text) || holds_question(text);
}

// Whether most of what stands behind a group's candidates asks.
bool Choice::asks(std::uint32_t group) const {
  std::size_t asked = 0, seen = 0;
  for (std::size_t i = 0; i < candidates_.size() && seen < 40; ++i) {
    if (group_of_[i] != group) continue;
    ++seen;
    asked += holds_question(said_after(i));
  }
  return asked * 2 >= seen;
}

}  // namespace stenogram::transcript
