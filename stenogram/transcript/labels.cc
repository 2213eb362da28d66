#include "stenogram/transcript/label_choice.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

#include "stenogram/transcript/characters.h"
#include "stenogram/transcript/damaged_labels.h"
#include "stenogram/transcript/persons.h"
#include "stenogram/transcript/title.h"

namespace stenogram::transcript {

Labels Choice::run() {
  gather();
  read_head();
  for (std::size_t g = 0; g < groups_.size(); ++g) weigh_alone(g);
  weigh_with_form();
  if (!holds_together())
    for (LabelGroup& group : groups_) group.accepted = false;
  return collect();
}

void Choice::weigh_with_form() {
  weigh_company();
  std::map<unsigned, std::uint32_t> forms;
  std::map<std::string, std::uint32_t> openings;
  for (const LabelGroup& group : groups_)
    if (group.score >= kConvince)
      if (std::string opening = opening_of(group); !opening.empty()) openings[opening] += group.count;
  for (std::size_t i = 0; i < candidates_.size(); ++i) {
    const LabelGroup& group = groups_[group_of_[i]];
    // "Q." and "A." say nothing of how a record prints the names of those who cut in.
    bool letter = group.key.size() == 1 && group.role && (candidates_[i].mark == Mark::stop || candidates_[i].mark == Mark::blank);
    if (group.score >= kConvince && !letter) ++forms[form_of(candidates_[i], group)];
  }
  std::uint32_t best = 0;
  for (auto [form, count] : forms) best = std::max(best, count);
  // The mark that most labels keep to.
  std::uint32_t by_mark[kMarks] = {};
  for (std::size_t i = 0; i < candidates_.size(); ++i)
    if (groups_[group_of_[i]].score >= kConvince) ++by_mark[static_cast<std::size_t>(candidates_[i].mark)];
  std::size_t most_marked = static_cast<std::size_t>(std::max_element(by_mark, by_mark + kMarks) - by_mark);
  std::size_t first_convinced = 0;
  for (std::size_t i = 0; i < candidates_.size() && best >= 6; ++i)
    if (groups_[group_of_[i]].score >= kConvince && groups_[group_of_[i]].count > 2) {
      first_convinced = i;
      break;
    }
  // Whether labels here are printed in capitals, all but a stray one.
  std::uint32_t convinced = 0, capitals = 0, set_off = 0, with_words = 0, colons = 0, open_colons = 0;
  for (std::size_t g = 0; g < groups_.size(); ++g) {
    const LabelGroup& group = groups_[g];
    if (group.score < kConvince) continue;
    convinced += group.count;
    capitals += group.look.capitals ? group.count : 0;
    set_off += tallies_[g].bold + tallies_[g].heading;
    with_words += group.count - tallies_[g].empty;
    if (candidates_[tallies_[g].first].mark == Mark::colon) colons += group.count, open_colons += tallies_[g].empty;
  }
  const bool in_capitals = convinced >= 8 && capitals * 10 >= convinced * 9;
  Mark best_mark = static_cast<Mark>(most_marked);
  std::uint32_t best_count = by_mark[most_marked];
  for (std::size_t g = 0; g < groups_.size(); ++g) {
    LabelGroup& group = groups_[g];
    if (group.score < 0) continue;
    const Mark mark = candidates_[tallies_[g].first].mark;
    auto it = forms.find(form_of(candidates_[tallies_[g].first], group));
    double count = it == forms.end() ? 0 : it->second;
    if (group.score >= kConvince && count > 0) count -= std::min<double>(count, group.count);
    if (count > 0) add(group, std::min(2.0, 0.4 * std::log2(1 + count)), "in the page's form");
    // "TOM WELLS. Thank you" once, on a page whose other labels are names in capitals too.
    if (count >= 3 && candidates_[tallies_[g].first].mark == Mark::stop && group.look.capitals && group.look.words >= 2 &&
        group.name.is_person())
      add(group, 0.6, "a name in capitals, as the others are");
    if (count >= 4 && candidates_[tallies_[g].first].mark == Mark::none && group.look.words >= 2 && group.name.is_person())
      add(group, 2.0, "a name without a mark, as the others are");
    // Where labels end their lines, that speaks for one more.
    if (mark == Mark::colon && group.score < kConvince && tallies_[g].empty == group.count && colons >= 2 && open_colons * 5 >= colons * 4)
      add(group, 0.9, "ends its line, as the others do");
    if (!openings.empty() && group.score < kConvince)
      if (auto shared = openings.find(opening_of(group)); shared != openings.end() && shared->second > 1)
        add(group, 1.0, "begins as other labels do");
    bool odd_mark = mark != Mark::colon && mark != best_mark && best_count >= 3 &&
                    by_mark[static_cast<std::size_t>(mark)] * 2 < best_count;
    if (group.count <= 2 && best < 6 && tallies_[g].heading > 0) add(group, -1.0, "a heading");
    if (group.count == 1 && tallies_[g].first < first_convinced && !group.role && !group.look.honorific &&
        !group.look.office && !group.look.capitals)
      add(group, -0.8, "before the talk");
    // Beside labels by another mark, what stands in brackets is a stage note.
    if (odd_mark) add(group, mark == Mark::bracket ? -6.0 : -1.8, "not by the page's mark");
    else if (best >= 8 && (it == forms.end() || it->second * 20 < best) && !(group.look.honorific && mark == best_mark)) add(group, -1.8, "not in the page's form");
    // "Señor presidente:" begins what is said, where other labels are bold and stand before words.
    if (!group.role && tallies_[g].bold + tallies_[g].heading == 0 && tallies_[g].empty == group.count) {
      std::uint32_t others = convinced - (group.score >= kConvince ? group.count : 0);
      if (others >= 3 && set_off * 10 >= others * 8 && with_words * 10 >= others * 8)
        add(group, -2.4, "plain and ends its line, as no other does");
    }
    // So does "Licenciado Orta, presidente:" where those who speak are named in capitals.
    if (in_capitals && !group.role && !group.look.capitals && group.count <= 3) add(group, -1.8, "not in capitals, as the others are");
    group.accepted = group.score >= kAccept && (group.role || group.look.score > 0);
  }
  accept_namesakes();
  reject_running_heads();
}

// How a label begins, where that is telling: with an honorific, or with an article
// and one, as "A señora SECRETARIA" and "O señor PRESIDENTE" do.
std::string Choice::opening_of(const LabelGroup& group) {
  std::size_t blank = group.key.find(' ');
  if (blank == std::string::npos) return {};
  if (is_honorific(group.key.substr(0, blank))) return "honorific";
  std::size_t second = group.key.find(' ', blank + 1);
  if (second == std::string::npos || blank > 3) return {};
  std::string next = group.key.substr(blank + 1, second - blank - 1);
  return is_honorific(next) ? "article and honorific" : group.key.substr(0, second);
}

// "Orlov" alone on a line where "Orlov:" announces him: a running head, which repeats who
// is speaking at the top of a page.
void Choice::reject_running_heads() {
  if (page_.media_type != "application/pdf") return;
  std::unordered_map<std::string_view, bool> announced;
  for (std::uint32_t g = 0; g < groups_.size(); ++g)
    if (groups_[g].accepted && candidates_[tallies_[g].first].mark == Mark::colon) announced[groups_[g].key] = true;
  for (std::uint32_t g = 0; g < groups_.size(); ++g) {
    if (candidates_[tallies_[g].first].mark != Mark::alone || !announced.contains(groups_[g].key)) continue;
    if (groups_[g].accepted) add(groups_[g], -6.0, "a running head");
    groups_[g].accepted = false;
    running_.push_back(g);
  }
}

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
              (group.look.words >= 2 && group.look.score > 0.9) || head_knows(group.name) ||
              group.look.capitals || tallies_[g].bold + tallies_[g].tagged + tallies_[g].clock > 0;
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
  for (std::size_t g = 0; g < groups_.size(); ++g) heard += groups_[g].accepted && tallies_[g].said >= groups_[g].count * 4u;
  return heard;
}

// Bare names may be a shop's headings, a recipe's parts, the teams of a match. Enough of what stands
// behind them must speak of itself, to somebody, or ask; what is short is not counted, unless
// little else is there.
bool Choice::talks() const {
  constexpr std::size_t kTells = 60;
  std::uint32_t talk = 0, told = 0, brief = 0, asked = 0;
  for (std::size_t i = 0; i < candidates_.size(); ++i) {
    if (!groups_[group_of_[i]].accepted) continue;
    std::string_view said = said_after(i);
    if (said.size() < kTells) {
      ++brief;
      asked += holds_question(said) || speaks_of_self(said) || speaks_to_you(said);
    } else {
      ++told;
      talk += reads_like_talk(i);
    }
  }
  if (told >= 3 || brief == 0) return talk * 10 >= told * 3;
  return (asked + talk) * 10 >= (brief + told) * 2;
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
      if (candidates_[tally.first].mark != Mark::colon || group.count * 10 + 8 < headings * 8) return false;  // but for the title
      for (std::size_t i = 0; i < candidates_.size(); ++i)
        if (group_of_[i] == g) talk += reads_like_talk(i);
      return group.count >= 3 && group.name.is_person() && talk * 2 >= group.count && most_of_page();
    }
    std::uint64_t left = text_.size() - candidates_[tally.first].span.end;
    if (tally.clock * 2 > group.count && group.count > 2) return true;
    Mark mark = candidates_[tally.first].mark;
    // "**Ada Brook:**" on a line of its own above everything else on a page without a title.
    bool first = candidates_[tally.first].block <= 3 && page_.facts.empty() && tally.bold > 0 && mark == Mark::colon && tally.empty > 0 &&
                 group.name.is_person() && !group.name.given.empty();
    return (mark == Mark::colon || mark == Mark::stop) && left * 2 > text_.size() &&
           reads_like_talk(tally.first) &&
           (first || group.look.office || (group.look.honorific && group.words.find(',') == group.words.npos) || (group.look.capitals && group.look.words > 1 && !group.name.given.empty() && head_knows(group.name)));
  }
  return false;
}

// "BY MS. ORLAND:" on a line of its own, and a letter that asks right below it: whose questions
// those that follow are, up to the next such line. Her name; empty for all else.
std::string_view Choice::examiner(std::size_t i) const {
  const Candidate& c = candidates_[i];
  std::string_view words = slice(text_, c.words);
  if (!c.empty || words.size() < 6 || words.size() > 60 || i + 1 >= candidates_.size()) return {};
  if ((words[0] != 'B' && words[0] != 'b') || (words[1] != 'Y' && words[1] != 'y') || words[2] != ' ') return {};
  const LabelGroup& below = groups_[group_of_[i + 1]];
  if (!below.accepted || !below.role || below.role->role != Role::interviewer || candidates_[i + 1].block > c.block + 3) return {};
  words = trimmed(words.substr(3));
  NameLook look = look_of(words);
  return look.score > 0.8 && (look.honorific || look.capitals) ? words : std::string_view();
}

// The name that is all there is behind a word for a part on its line; nobody where there is more.
PersonName Choice::name_behind(std::size_t i) const {
  const Candidate& c = candidates_[i];
  const LabelGroup& group = groups_[group_of_[i]];
  if (!group.role || c.mark != Mark::colon || c.empty) return {};
  std::string_view line = std::string_view(text_).substr(c.span.end, 160);
  line = trimmed(line.substr(0, line.find('\n')));
  if (line.empty() || line.size() >= 150 || holds_question(line)) return {};
  std::string_view name = trimmed(line.substr(0, std::min(line.find_first_of(",(;"), line.size())));
  NameLook look = look_of(name);
  if (look.words < 2 || look.words > 5 || look.score < 1.0 || name.find_first_of("?!:") != name.npos) return {};
  char last = line.back();
  if (last == '.' || last == '?' || last == '!') return {};
  PersonName person = parse_name(name);
  return person.given.empty() ? PersonName() : person;
}

// "Moderator: Anna Berg (The Lantern)" above the talk: who has which part, and nothing said.
// It is told by the name alone behind a word for a part, where that name, or that word, is a
// label of the talk below.
bool Choice::introduces(std::size_t i) const {
  const Candidate& c = candidates_[i];
  const LabelGroup& group = groups_[group_of_[i]];
  PersonName person = name_behind(i);
  if (!person.is_person()) return false;
  if (group.count >= 2) return true;
  for (std::size_t k = i + 1; k < candidates_.size(); ++k) {
    const LabelGroup& other = groups_[group_of_[k]];
    if (other.score <= 0 || candidates_[k].mark != c.mark || group_of_[k] == group_of_[i]) continue;
    Likeness like = other.name.is_person() ? compare_names(other.name, person) : Likeness::unrelated;
    if (like == Likeness::same || like == Likeness::compatible || has_initials(person, other.words)) return true;
  }
  return false;
}

// The first candidate behind such lines; they stand together before anything is said.
std::size_t Choice::end_of_introductions() const {
  std::size_t end = 0;
  std::optional<std::uint32_t> last;  // the block of the line before
  bool one_does = false;
  for (std::size_t i = 0; i < candidates_.size(); ++i) {
    if (!groups_[group_of_[i]].accepted) continue;
    const std::uint32_t block = candidates_[i].block;
    // Of lines that follow one another, one that is borne out speaks for all.
    bool beside = name_behind(i).is_person() && (!last || block <= *last + 1);
    if (!introduces(i) && !beside) break;
    one_does |= introduces(i);
    last = block;
    end = i + 1;
  }
  return one_does ? end : 0;
}

Labels Choice::collect() {
  Labels out;
  const std::size_t talk = end_of_introductions();
  std::unordered_map<std::string, std::uint32_t> examiners;  // whose questions a letter's are
  std::optional<std::uint32_t> asker;
  std::uint64_t byline = ~0ull;  // where one began whose first question is still to come
  for (std::size_t i = 0; i < candidates_.size(); ++i) {
    if (std::string_view name = examiner(i); !name.empty()) {
      auto [it, fresh] = examiners.emplace(folded(name), groups_.size());
      if (fresh) {
        LabelGroup& group = groups_.emplace_back();
        group.key = it->first;
        group.words = name;
        group.look = look_of(name);
        group.name = parse_name(name);
        group.part = Role::interviewer;
        group.accepted = true;
        group.because = "whom the line above names, behind a letter that asks";
      }
      asker = it->second;
      byline = candidates_[i].span.begin;
      out.examined = true;
      continue;
    }
    const LabelGroup& group = groups_[group_of_[i]];
    if (group.accepted) {
      bool asks = group.role && group.role->role == Role::interviewer;
      if (i >= talk && accept_here(i)) {
        out.labels.push_back({candidates_[i], asker && asks ? *asker : group_of_[i]});
        if (asks && byline != ~0ull) out.labels.back().candidate.span.begin = byline;
        byline = ~0ull;
      }
      continue;
    }
    if (group.score > 0) out.rejected.push_back({candidates_[i], group_of_[i]});
    if (group.score >= kDoubt && out.doubts.size() < 20) {
      out.doubts.push_back({"label_unsure",
                            "could announce a voice, or be the beginning of a sentence; read as text",
                            candidates_[i].words});
    }
  }
  if (out.labels.empty()) out.doubts.clear();
  take_dashes(out.labels);
  for (std::size_t i = 0; i < candidates_.size() && !running_.empty(); ++i)
    if (std::find(running_.begin(), running_.end(), group_of_[i]) != running_.end())
      out.running_heads.push_back(candidates_[i].words);
  out.groups = std::move(groups_);
  return out;
}

// "O Sr. Dias: — text": where a dash stands behind nearly every label it is a mark.
void Choice::take_dashes(std::vector<PageLabel>& labels) const {
  auto behind = [&](const Candidate& c) -> std::uint64_t {
    std::uint64_t at = c.span.end;
    while (at < text_.size() && text_[at] == ' ') ++at;
    if (at + 3 >= text_.size()) return 0;
    Character dash = character_at(text_, at);
    bool long_dash = dash.code == U'—' || dash.code == U'–';
    return long_dash && is_blank(character_at(text_, at + dash.size).code) ? at + dash.size : 0;
  };
  std::size_t dashed = 0;
  for (const PageLabel& label : labels) dashed += behind(label.candidate) > 0;
  if (labels.size() < 4 || dashed * 10 < labels.size() * 7) return;
  for (PageLabel& label : labels)
    if (std::uint64_t end = behind(label.candidate)) label.candidate.span.end = end;
}

// "Ilsabet Marrow: “It will open”" on the page's first line: a headline, that quotes her.
bool Choice::headline(std::size_t i) const {
  const Candidate& c = candidates_[i];
  if (c.mark != Mark::colon || c.empty || i + 3 >= candidates_.size()) return false;
  std::uint32_t first = 0;
  while (first < c.block && (page_.blocks[first].kind == capture::BlockKind::metadata ||
                             page_.blocks[first].region != capture::Region::main))
    ++first;
  if (first != c.block) return false;
  std::string_view said = trimmed(slice(text_, ByteSpan{c.span.end, page_.blocks[c.block].span.end}));
  if (said.empty() || said.size() > 200 || said.find('\n') != said.npos) return false;
  char32_t open = character_at(said, 0).code, close = character_before(said, said.size()).code;
  return (open == U'«' || open == U'“' || open == U'„' || open == '"' || open == U'‘') && is_closing_mark(close);
}

// A group may be a label in most of its places and not in this one.
bool Choice::accept_here(std::size_t i) const {
  const Candidate& c = candidates_[i];
  if (headline(i)) return false;
  // A line of what is said may have the shape of a label, and is none.
  bool before_label = i + 1 >= candidates_.size() || groups_[group_of_[i + 1]].score > 0;
  if (c.mark == Mark::alone && before_label && !followed(i)) return false;
  if (c.mark == Mark::colon && c.empty && before_label && !followed(i)) return false;
  // Behind a label that ends its line comes what is said: "Chair:" and then "Chair. I …".
  if ((c.mark == Mark::stop || c.mark == Mark::dash) && i > 0) {
    const Candidate& before = candidates_[i - 1];
    if (groups_[group_of_[i - 1]].accepted && before.empty && before.mark != c.mark &&
        before.block + 1 == c.block)
      return false;
  }
  // A title may print the name as well: "Orlov – a speech in Riga".
  const Tally& tally = tallies_[group_of_[i]];
  std::uint32_t most = *std::max_element(std::begin(tally.marks), std::end(tally.marks));
  return c.mark == Mark::colon || tally.marks[static_cast<std::size_t>(c.mark)] * 3 >= most;
}

Labels choose_labels(const capture::Page& page, const std::vector<Candidate>& candidates) {
  Labels labels = Choice(page, candidates).run();
  add_damaged_labels(page, labels);
  return labels;
}

}  // namespace stenogram::transcript
