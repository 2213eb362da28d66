// Whether the labels of a page hold together as a transcript: the last question that is asked of them.
#include <algorithm>

#include "stenogram/text/language.h"
#include "stenogram/transcript/characters.h"
#include "stenogram/transcript/label_choice.h"
#include "stenogram/transcript/persons.h"
#include "stenogram/transcript/title.h"

namespace stenogram::transcript {

// A page is a transcript if its labels hold together: enough of them, more than
// one voice or a part that implies another, and something worth a turn said.
bool Choice::holds_together() const {
  std::uint32_t labels = 0, kinds = 0, most = 0, talk = 0, titled = 0, printed = 0, recurring = 0;
  bool part = false, person = false;
  std::uint64_t said = 0;
  for (std::size_t g = 0; g < groups_.size(); ++g) {
    const LabelGroup& group = groups_[g];
    if (!group.accepted) continue;
    ++kinds;
    labels += group.count;
    most = std::max(most, group.count);
    if (group.count > 1) recurring += group.count;
    said += tallies_[g].said;
    part |= group.role.has_value();
    titled += group.look.honorific || group.look.office;
    printed += group.look.capitals && group.look.words > 1;  // as records print names
    person |= group.look.honorific || group.look.office || group.look.initials ||
              (group.look.words >= 2 && group.look.score > 0.9) || head_knows(group.name) || group.look.capitals ||
              tallies_[g].bold + tallies_[g].tagged + tallies_[g].clock > 0;
  }
  if (labels == 0 || said / labels < 5) return false;
  if (asked_by_nobody()) return false;
  if (only_two_) return true;
  // "Trade Minister Pavel Orlov:" and then "Pavel Orlov:" are one voice that speaks twice.
  if (most == 1 && labels > 1 && one_person_twice()) most = 2, recurring = labels;
  for (std::size_t g = 0; g < groups_.size(); ++g)
    if (groups_[g].accepted && tallies_[g].classed > 0) return true;
  // Two or three labels on a long page of something else are no talk: a quiz, a byline, a
  // list of specifications.
  if (labels <= (part && kinds > 1 ? 0u : part ? 3u : 5u) && !most_of_page()) return false;
  if (!part && !person && headings_take_turns(labels)) return true;
  if (!part && !person) return labels >= 6 && kinds >= 2 && most >= 3 && asks_and_answers(labels);
  if (!part && (kinds == 1 || voices_heard() < 2)) return one_voice();
  if (!part && (titled + printed) * 2 < kinds && !talks()) return false;
  if (part && labels > 1) return true;
  if (kinds * 2 > labels && labels >= 3 && only_quotes(labels)) return false;
  // Few labels, none of a part: they must stand before talk, not before a list's items.
  if (labels < 8 || most < 3) {
    for (std::size_t i = 0; i < candidates_.size(); ++i)
      if (groups_[group_of_[i]].accepted) talk += reads_like_talk(i);
    // A recipe's "Coconut Flour:" may stand twice among ten that stand once.
    bool again = most > 1 && (labels < 8 || recurring * 2 >= labels);
    return (again || titled == kinds) && talk * 10 >= labels * 4;
  }
  return true;
}

// "Karl Weiss, Minister for Harbours: “A great day.”" and on: what many said of one thing, gathered
// from elsewhere, and no talk.
bool Choice::only_quotes(std::uint32_t labels) const {
  std::uint32_t quoted = 0;
  for (std::size_t i = 0; i < candidates_.size(); ++i) {
    if (!groups_[group_of_[i]].accepted) continue;
    std::string_view said = trimmed(said_after(i));
    char32_t open = said.empty() ? 0 : character_at(said, 0).code;
    quoted += open == U'“' || open == U'"' || open == U'«' || open == U'„' || open == U'「';
  }
  return quoted * 10 >= labels * 8;
}

// How many of the accepted say something.
std::uint32_t Choice::voices_heard() const {
  std::uint32_t heard = 0;
  for (std::size_t g = 0; g < groups_.size(); ++g)
    heard += groups_[g].accepted && tallies_[g].said >= groups_[g].count * 4u;
  return heard;
}

// Bare names may be a shop's headings, a recipe's parts, the teams of a match. Enough of what stands
// behind them must speak of itself, to somebody, or ask; what is short is not counted, unless
// little else is there.
bool Choice::talks() const {
  constexpr std::size_t kTells = 60;
  // Verbs tell who speaks where pronouns may be left out, and few of them are said.
  constexpr std::string_view kSpoken[] = {"en", "de", "fr", "nl", "da", "sv", "no", "nb"};
  const std::string language = text::language_of(text_);
  const bool spoken = std::find(std::begin(kSpoken), std::end(kSpoken), language) != std::end(kSpoken);
  std::vector<std::uint32_t> telling, brief;
  for (std::size_t i = 0; i < candidates_.size(); ++i)
    if (groups_[group_of_[i]].accepted) (said_after(i).size() < kTells ? brief : telling).push_back(std::uint32_t(i));
  const std::size_t told = telling.size();
  const auto often =
      std::count_if(groups_.begin(), groups_.end(), [](const LabelGroup& g) { return g.accepted && g.count >= 3; });
  if (!spoken && often >= 4 && told >= 20) return true;  // a record, if anything is
  std::size_t talk = 0;
  if (told >= 3 || brief.empty()) {
    // No more is read than decides it.
    const std::size_t needed = told * (spoken ? 3 : 1);
    for (std::size_t n = 0; n < told && talk * 10 < needed; ++n) talk += reads_like_talk(telling[n]);
    return talk * 10 >= needed;
  }
  for (std::uint32_t i : telling) talk += reads_like_talk(i);
  for (std::uint32_t i : brief) {
    const std::string_view said = said_after(i);
    talk += holds_question(said) || speaks_of_self(said) || speaks_to_you(said);
  }
  return talk * 10 >= (brief.size() + told) * (spoken ? 2 : 1);
}

// "Frequently asked questions" above letters that ask and answer, and nobody is named.
bool Choice::asked_by_nobody() const {
  for (const LabelGroup& group : groups_)
    if (group.accepted && (!group.role || !group.role->anonymous)) return false;
  auto says = [](std::string_view text) {
    std::vector<PhraseWord> words = phrase_words(text.substr(0, 300));
    for (std::size_t i = 0; i < words.size(); ++i)
      if (heading_words().asked_often.has(words, i)) return true;
    return false;
  };
  for (const capture::Fact& fact : page_.facts)
    if (fact.key == "title" && says(fact.value)) return true;
  std::size_t seen = 0;
  for (const capture::Block& block : page_.blocks) {
    if (block.region != capture::Region::main || block.kind == capture::BlockKind::metadata) continue;
    if (says(slice(text_, block.span))) return true;
    if (++seen == 3) break;
  }
  return false;
}

// Whether two labels of other words print one person's name.
bool Choice::one_person_twice() const {
  std::vector<const PersonName*> names;
  for (const LabelGroup& group : groups_) {
    if (!group.accepted || !group.name.is_person() || group.name.given.empty()) continue;
    for (const PersonName* name : names)
      if (compare_names(*name, group.name) == Likeness::same) return true;
    names.push_back(&group.name);
  }
  return false;
}

// Whether a good part of the page's own text stands behind the first accepted label.
bool Choice::most_of_page() const {
  std::uint64_t first = ~0ull, main = 0, behind = 0;
  for (std::size_t i = 0; i < candidates_.size() && first == ~0ull; ++i)
    if (groups_[group_of_[i]].accepted) {
      first = candidates_[i].span.begin;
      // What a heading of its own calls the transcript is one, however much stands above it.
      const std::uint32_t above = candidates_[i].block - (candidates_[i].block > 0);
      std::string heading = folded(slice(text_, page_.blocks[above].span));
      if (page_.blocks[above].kind == capture::BlockKind::heading && heading.ends_with("transcript")) return true;
    }
  for (const capture::Block& block : page_.blocks) {
    if (block.region != capture::Region::main || block.kind == capture::BlockKind::metadata) continue;
    main += block.span.size();
    if (block.span.end > first) behind += block.span.end - std::max(first, block.span.begin);
  }
  return behind * 2 > main;
}

// "### Orlov:" and "### 林媛玉：" again and again, and most of the page behind them: headings of
// one page differ, but for those that tell who speaks. Some of what follows must be talk all the
// same, for a catalogue may head each thing's "Pros:" and "Cons:".
bool Choice::headings_take_turns(std::uint32_t labels) const {
  std::uint32_t headed = 0, voices = 0, most = 0, talk = 0;
  for (std::size_t g = 0; g < groups_.size(); ++g) {
    if (!groups_[g].accepted || tallies_[g].heading * 2 <= groups_[g].count) continue;
    headed += groups_[g].count;
    most = std::max(most, groups_[g].count);
    ++voices;
  }
  if (voices < 2 || most < 3 || headed * 10 < labels * 8 || !most_of_page()) return false;
  for (std::size_t i = 0; i < candidates_.size(); ++i)
    if (groups_[group_of_[i]].accepted) talk += reads_like_talk(i);
  return talk * 10 >= labels * 3;
}

// Bare surnames and nothing else to tell persons by: what they say must be talk, and
// some of it questions.
bool Choice::asks_and_answers(std::uint32_t labels) const {
  std::uint32_t talk = 0, asked = 0;
  for (std::size_t i = 0; i < candidates_.size(); ++i) {
    if (!groups_[group_of_[i]].accepted) continue;
    talk += reads_like_talk(i);
    asked += holds_question(said_after(i));
  }
  return talk * 10 >= labels * 6 && asked * 5 >= labels;
}

// One voice alone: a speech, if the heading knows who speaks, most of the page follows,
// and it speaks of itself.
bool Choice::one_voice() const {
  for (std::size_t g = 0; g < groups_.size(); ++g) {
    const LabelGroup& group = groups_[g];
    if (!group.accepted) continue;
    const Tally& tally = tallies_[g];
    if (tally.tagged > 0) return false;  // one of several marked voices
    if (tally.heading > 0) {
      // A title with a colon; but where nearly every heading is this one, it is the only voice kept.
      std::uint32_t talk = 0, headings = 0;
      for (const capture::Block& block : page_.blocks) headings += block.kind == capture::BlockKind::heading;
      if (candidates_[tally.first].mark != Mark::colon || group.count * 10 + 8 < headings * 8)
        return false;  // but for the title
      for (std::size_t i = 0; i < candidates_.size(); ++i)
        if (group_of_[i] == g) talk += reads_like_talk(i);
      return group.count >= 3 && group.name.is_person() && talk * 2 >= group.count && most_of_page();
    }
    std::uint64_t left = text_.size() - candidates_[tally.first].span.end;
    if (tally.clock * 2 > group.count && group.count > 2) return true;
    Mark mark = candidates_[tally.first].mark;
    // "**Ada Brook:**" on a line of its own above everything else on a page without a title.
    bool first = candidates_[tally.first].block <= 3 && page_.facts.empty() && tally.bold > 0 && mark == Mark::colon &&
                 tally.empty > 0 && group.name.is_person() && !group.name.given.empty();
    return (mark == Mark::colon || mark == Mark::stop) && left * 2 > text_.size() && reads_like_talk(tally.first) &&
           (first || group.look.office || (group.look.honorific && group.words.find(',') == group.words.npos) ||
            (group.look.capitals && group.look.words > 1 && !group.name.given.empty() && head_knows(group.name)));
  }
  return false;
}

}  // namespace stenogram::transcript
