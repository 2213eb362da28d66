#include "stenogram/transcript/label_choice.h"

#include <algorithm>
#include <unordered_map>

#include "stenogram/transcript/characters.h"
#include "stenogram/transcript/persons.h"
#include "stenogram/transcript/roles.h"

namespace stenogram::transcript {

void Choice::weigh_company() {
  weigh_initials();
  weigh_spelt_initials();
  weigh_surnames();
  weigh_namesakes();
  weigh_pairs();
  weigh_alternation();
  weigh_handles();
  weigh_clocked();
  weigh_named_askers();
  weigh_answers();
  weigh_only_two();
  weigh_lists();
}

// "Total Revenue: $549 million", "Customer Growth: …", "Cash Position: …": labels that all stand
// once, one behind the other, and what follows none of them speaks of anybody: a list of terms.
void Choice::weigh_lists() {
  constexpr std::size_t kShortest = 4;
  std::vector<std::size_t> run;
  auto settle = [&] {
    std::size_t talk = 0;
    for (std::size_t i : run) talk += said_after(i).size() >= 60 && reads_like_talk(i);
    if (run.size() >= kShortest && talk * 10 < run.size() * 3)
      for (std::size_t i : run) add(groups_[group_of_[i]], -3.0, "one of a list");
    run.clear();
  };
  std::vector<bool> nobody(groups_.size());
  for (std::size_t g = 0; g < groups_.size(); ++g)
    nobody[g] = groups_[g].score < 1.0 && announces_nobody(groups_[g].key);
  for (std::size_t i = 0; i < candidates_.size(); ++i) {
    const LabelGroup& group = groups_[group_of_[i]];
    bool term = !candidates_[i].inner && nobody[group_of_[i]];
    if (group.score < 1.0 && !term) continue;
    bool voice = group.count > 1 || group.role || group.look.honorific || group.look.office || group.look.initials ||
                 candidates_[i].clock;
    if (voice || (!run.empty() && candidates_[run.back()].mark != candidates_[i].mark)) settle();
    if (!voice) run.push_back(i);
  }
  settle();
}

// "Anna Hollis" once, and "Hollis" ever after.
void Choice::weigh_surnames() {
  std::unordered_map<std::string_view, std::uint32_t> single;
  for (std::uint32_t g = 0; g < groups_.size(); ++g)
    if (groups_[g].score > 0 && groups_[g].key.find(' ') == std::string::npos) single.emplace(groups_[g].key, g);
  for (LabelGroup& group : groups_) {
    if (group.score <= 0 || group.name.given.empty() || !group.name.is_person()) continue;
    auto it = single.find(folded(group.name.surname.back()));
    if (it == single.end()) continue;
    add(group, 1.5, "its surname is a label");
    add(groups_[it->second], 0.8, "surname of another label");
  }
}

// "President of Norland Ada Brook" once and "Ada Brook" ever after: two labels by the same
// mark that print one given name and surname.
void Choice::weigh_namesakes() {
  std::unordered_map<std::string, std::vector<std::uint32_t>> known;
  for (std::uint32_t g = 0; g < groups_.size(); ++g) {
    const LabelGroup& group = groups_[g];
    if (group.score <= 0 || group.role || group.name.given.empty() || !group.name.is_person()) continue;
    if (candidates_[tallies_[g].first].mark != Mark::colon || tallies_[g].outer != group.count) continue;
    std::vector<std::uint32_t>& same = known[folded(group.name.surname.back())];
    if (same.size() < 4) same.push_back(g);
  }
  for (const auto& [surname, groups] : known)
    for (std::uint32_t a : groups)
      for (std::uint32_t b : groups)
        if (a != b && compare_names(groups_[a].name, groups_[b].name) == Likeness::same) {
          add(groups_[a], 1.2, "the name of another label");
          break;
        }
}

// Voices take turns: a label is followed by another one, again and again.
void Choice::weigh_alternation() {
  std::vector<std::uint32_t> changes(groups_.size());
  std::uint32_t last = ~0u;
  for (std::size_t i = 0; i < candidates_.size(); ++i) {
    std::uint32_t g = group_of_[i];
    if (groups_[g].score < 1.5 || groups_[g].count < 2) continue;
    if (last != ~0u && last != g) ++changes[last], ++changes[g];
    last = g;
  }
  for (std::size_t g = 0; g < groups_.size(); ++g)
    if (groups_[g].score >= 1.5 && changes[g] >= 2 && changes[g] >= groups_[g].count)
      add(groups_[g], 0.8, "takes turns with others");
}

// "Adam Jones (AJ)" once, and "AJ" ever after: each bears out the other.
// "Dora Linden" once and "D.L." after it: a recurring label of a few capitals.
void Choice::weigh_spelt_initials() {
  std::vector<std::uint32_t> initials;
  auto brief = [&](std::uint32_t g) {
    return groups_[g].score > 0 && groups_[g].key.size() <= 8 && groups_[g].words.size() <= 8;
  };
  for (std::uint32_t g = 0; g < groups_.size(); ++g)
    if (groups_[g].count >= 2 && brief(g)) initials.push_back(g);
  // Once is enough beside others that recur by the same mark: "D. L. –" and "J. M. –".
  std::size_t recurring = initials.size();
  for (std::uint32_t g = 0; g < groups_.size() && recurring > 0; ++g)
    if (groups_[g].count == 1 && brief(g) && groups_[g].look.initials && initials.size() < 60 &&
        candidates_[tallies_[g].first].mark == candidates_[tallies_[initials[0]].first].mark)
      initials.push_back(g);
  if (initials.empty() || initials.size() > 60) return;
  for (LabelGroup& group : groups_) {
    if (group.count > 2 || group.score < 0.5 || group.name.given.empty() || !group.name.is_person()) continue;
    // "Harbour Radio: Interview with Ada Brook" is a title.
    const capture::Block& block = page_.blocks[candidates_[tallies_[&group - groups_.data()].first].block];
    char32_t last = character_before(text_, block.span.end).code;
    if (last != '.' && last != '?' && last != '!' && last != U'…' && last != U'？' && last != U'。' &&
        !is_closing_mark(last))
      continue;
    for (std::uint32_t g : initials)
      if (has_initials(group.name, groups_[g].words)) {
        add(group, 2.5, "its initials are a label");
        add(groups_[g], groups_[g].count == 1 ? 2.0 : 0.5, "initials of another label");
        break;
      }
  }
}

// A letter for those who ask and one for those who answer bear each other out: "P." and
// "R.", "D." and "R.", "Q" and "R".
void Choice::weigh_pairs() {
  for (std::size_t a = 0; a < groups_.size(); ++a) {
    if (!groups_[a].role || groups_[a].role->role != Role::interviewer || groups_[a].score < 0) continue;
    for (std::size_t b = 0; b < groups_.size(); ++b) {
      if (!groups_[b].role || groups_[b].role->role != Role::respondent || groups_[b].score < 0) continue;
      if (candidates_[tallies_[a].first].mark != candidates_[tallies_[b].first].mark) continue;
      bool balanced = groups_[a].count <= groups_[b].count * 2 + 1 && groups_[b].count <= groups_[a].count * 2 + 1;
      if (!balanced) continue;
      add(groups_[a], 1.0, "asks another label");
      add(groups_[b], 1.0, "answers another label");
      break;
    }
  }
  pair_letters();
}

// Letters that are words for a part in one language and nothing in another count only
// where two of them stand again and again by turns, one asking: "P." and "R.", "F" and "A".
void Choice::pair_letters() {
  std::vector<std::uint32_t> single;
  for (std::uint32_t g = 0; g < groups_.size(); ++g) {
    std::optional<Role> part = letter_part(groups_[g].key);
    if (part && !groups_[g].role && groups_[g].count >= 2) single.push_back(g);
  }
  if (single.size() < 2 || single.size() > 8) return;
  for (std::uint32_t a : single)
    for (std::uint32_t b : single) {
      if (a == b || !parts_of_one_pair(groups_[a].key, groups_[b].key)) continue;
      if (candidates_[tallies_[a].first].mark != candidates_[tallies_[b].first].mark) continue;
      if (groups_[a].count > groups_[b].count * 2 || groups_[b].count > groups_[a].count * 2) continue;
      if (!asks(a) || asks(b)) continue;
      for (auto [g, part] : {std::pair{a, Role::interviewer}, std::pair{b, Role::respondent}}) {
        groups_[g].role = RoleLabel{part, true, false, false};
        groups_[g].score = 0;
        groups_[g].because.clear();
        add(groups_[g], 5.0, "one of two letters that ask and answer");
      }
      return;
    }
}

// Small words as handles ("dora: …", "nflaig: …"): again and again at the beginning of a
// paragraph, by turns with a label or with another such word.
void Choice::weigh_handles() {
  std::uint32_t paragraphs = 0, opened = 0;
  for (const capture::Block& block : page_.blocks) paragraphs += block.kind != capture::BlockKind::rule;
  std::vector<std::uint32_t> changes(groups_.size());
  std::uint32_t last = ~0u;
  auto takes_part = [&](std::uint32_t g) { return groups_[g].score >= kConvince || is_handle(g); };
  for (std::size_t i = 0; i < candidates_.size(); ++i) {
    std::uint32_t g = group_of_[i];
    if (!takes_part(g)) continue;
    ++opened;
    if (last != ~0u && last != g) ++changes[last], ++changes[g];
    last = g;
  }
  for (std::uint32_t g = 0; g < groups_.size(); ++g) {
    bool once = groups_[g].count == 1 && changes[g] > 0;
    if (!is_handle(g) || (!once && changes[g] * 10 < groups_[g].count * 12)) continue;
    bool company = groups_[g].count >= 4 || opened * 10 >= paragraphs * 8;
    if (once && opened < 4) continue;
    if (!company) continue;
    groups_[g].score = 0;
    groups_[g].because.clear();
    add(groups_[g], 3.2, "a handle that takes turns");
    groups_[g].look.score = std::max(groups_[g].look.score, 0.1);
    groups_[g].name = parse_name(groups_[g].words);
  }
}

// One word that begins with a small letter, always followed by talk on its line.
bool Choice::is_handle(std::uint32_t g) const {
  const LabelGroup& group = groups_[g];
  const Tally& tally = tallies_[g];
  const Candidate& c = candidates_[tally.first];
  bool bold = tally.bold == group.count;
  if ((group.count < 2 && c.mark != Mark::bracket && !bold) || (tally.outer != group.count && !bold) ||
      tally.followed != group.count || group.role)
    return false;
  if (c.mark != Mark::colon && c.mark != Mark::bracket) return false;
  if (group.key.find(' ') != std::string::npos || group.key.size() < 3 || group.key.size() > 20) return false;
  // "_page : 12" is a note of whoever keyed the text.
  if (text_[c.span.begin] == '_') return false;
  return is_lower(character_at(group.words, 0).code) && !announces_nobody(group.key);
}

// Two whole names before two lines that are nearly all of the page, and the first asks: the least
// interview there is. Two lines of a list of headlines have more beside them.
void Choice::weigh_only_two() {
  if (candidates_.size() != 2 || group_of_[0] == group_of_[1] || page_.blocks.size() > 4) return;
  for (std::size_t i : {0u, 1u}) {
    const LabelGroup& group = groups_[group_of_[i]];
    const Candidate& c = candidates_[i];
    if (c.mark != Mark::colon || c.empty || c.inner || group.role || group.look.score < 0.9) return;
    if (group.name.given.empty() || !group.name.is_person()) return;
  }
  if (!ends_asking(said_after(0)) || holds_question(said_after(1)) || !reads_like_talk(1)) return;
  for (std::size_t i : {0u, 1u}) add(groups_[group_of_[i]], 2.4, "one of two, who ask and answer");
  only_two_ = true;
}

void Choice::weigh_initials() {
  for (LabelGroup& group : groups_) {
    if (group.name.initials_given.empty() || group.score < 0) continue;
    std::string key = folded(group.name.initials_given);
    for (LabelGroup& other : groups_)
      if (other.key == key && other.score > 0) {
        add(group, 3.0, "its initials are a label");
        add(other, 1.5, "initials of another label");
        break;
      }
  }
}

// "Department of Norland spokesperson (00:05):" among "Anna Bell (00:01):": whatever the words,
// where every one of them ends its line with a clock time and the page's labels all do.
void Choice::weigh_clocked() {
  std::uint32_t clocked = 0, kinds = 0;
  auto fits = [&](std::uint32_t g) {
    const Tally& t = tallies_[g];
    std::uint32_t n = groups_[g].count;
    return t.clock == n && t.empty == n && t.followed == n && t.outer == n;
  };
  for (std::uint32_t g = 0; g < groups_.size(); ++g)
    if (groups_[g].count >= 2 && fits(g)) clocked += groups_[g].count, ++kinds;
  if (kinds < 2 || clocked < 5) return;
  for (std::uint32_t g = 0; g < groups_.size(); ++g) {
    LabelGroup& group = groups_[g];
    if (group.count < 2 || (group.score >= kConvince && group.look.score > 0) || group.words.size() > 70 || !fits(g))
      continue;
    if (announces_nobody(group.key)) continue;
    group.score = 0;
    group.because.clear();
    add(group, 3.4, "ends its line with a clock time, as all labels do");
    group.look.score = std::max(group.look.score, 0.1);
    group.name = parse_name(group.words);
  }
}

// "Frage Hönig", "Zusatzfrage Hönig": a word for asking and who asks. Only in the company of
// others who ask by the same mark, so that "Question Time:" is none.
void Choice::weigh_named_askers() {
  std::uint32_t askers[kMarks] = {};
  auto mark_of = [&](std::uint32_t g) { return static_cast<std::size_t>(candidates_[tallies_[g].first].mark); };
  auto names = [&](const LabelGroup& group) {
    if (group.asker_name == 0) return false;
    NameLook look = look_of(group.words.substr(group.asker_name));
    return look.score >= 0.8 && !look.office && look.words <= 3;
  };
  for (std::uint32_t g = 0; g < groups_.size(); ++g)
    askers[mark_of(g)] +=
        (groups_[g].role && groups_[g].role->role == Role::interviewer && groups_[g].score > 0) || names(groups_[g]);
  for (std::uint32_t g = 0; g < groups_.size(); ++g) {
    LabelGroup& group = groups_[g];
    if (askers[mark_of(g)] < 2 || !names(group)) continue;
    add(group, std::max(0.0, -group.score) + 2.5, "a word for asking, and a name");
    group.look.score = std::max(group.look.score, 0.5);
    group.name = parse_name(group.words.substr(group.asker_name));
    group.part = Role::interviewer;
  }
}

// "Ms. Marrow, your rebuttal." and then "MARROW:": the surname stands in the words right before.
bool Choice::called_upon(const LabelGroup& group, std::uint64_t at) const {
  if (!group.name.is_person()) return false;
  std::string key = folded(group.name.surname.back());
  if (key.size() < 4) return false;
  std::uint64_t begin = at > 160 ? at - 160 : 0;
  std::string before = folded(std::string_view(text_).substr(begin, at - begin));
  std::size_t found = before.rfind(key);
  if (found == std::string::npos || found == 0) return false;
  std::size_t end = found + key.size();
  return before[found - 1] == ' ' && (end >= before.size() || !is_letter(static_cast<unsigned char>(before[end])));
}

// "Question: Why?" and then "Jan Moll: Because.": what looks like a name, right behind words
// for a part that ask something, announces who answers, be it once.
void Choice::weigh_answers() {
  std::vector<std::uint32_t> answers(groups_.size()), called(groups_.size());
  std::optional<std::size_t> last;
  for (std::size_t i = 0; i < candidates_.size(); ++i) {
    const LabelGroup& group = groups_[group_of_[i]];
    if (group.score <= -1) continue;
    if (last && group.count <= 2 && group.score > 0 && group.score < kConvince &&
        called_upon(group, candidates_[i].span.begin))
      ++called[group_of_[i]];
    if (last && !group.role && candidates_[i].mark == candidates_[*last].mark && !candidates_[i].inner &&
        !candidates_[i].empty) {
      const LabelGroup& asker = groups_[group_of_[*last]];
      bool asks = (asker.role && asker.role->role == Role::interviewer) || asker.part == Role::interviewer;
      std::string_view said = trimmed(std::string_view(text_).substr(
          candidates_[*last].span.end, candidates_[i].span.begin - candidates_[*last].span.end));
      while (!said.empty() && is_closing_mark(character_before(said, said.size()).code))
        said.remove_suffix(character_before(said, said.size()).size);
      bool question = said.ends_with('?') || said.ends_with("？") || said.ends_with("؟") || said.ends_with(";");
      if (asks && question && said.size() < 1500) ++answers[group_of_[i]];
    }
    last = i;
  }
  for (std::uint32_t g = 0; g < groups_.size(); ++g) {
    LabelGroup& group = groups_[g];
    if (group.score <= 0 || group.score >= kConvince || answers[g] * 2 < group.count || answers[g] == 0) continue;
    bool known = group.look.words >= 2 || group.look.honorific || group.look.office || head_knows(group.name);
    if (known && group.look.score > 0.6) add(group, 2.0, "answers a question");
  }
  for (std::uint32_t g = 0; g < groups_.size(); ++g)
    if (called[g] > 0 && tallies_[g].outer == groups_[g].count && candidates_[tallies_[g].first].mark == Mark::colon)
      add(groups_[g], 1.0, "called upon just before");
  // "Spokesman: Thank you all." once, where others ask by the same mark.
  bool asked[kMarks] = {};
  for (std::uint32_t g = 0; g < groups_.size(); ++g)
    if (groups_[g].role && groups_[g].role->role == Role::interviewer && groups_[g].score >= kConvince &&
        groups_[g].count > 1)
      asked[static_cast<std::size_t>(candidates_[tallies_[g].first].mark)] = true;
  for (std::uint32_t g = 0; g < groups_.size(); ++g) {
    LabelGroup& group = groups_[g];
    if (group.score > 0 && group.look.office && !group.role && answers[g] == 0 && tallies_[g].outer == group.count &&
        asked[static_cast<std::size_t>(candidates_[tallies_[g].first].mark)])
      add(group, 0.7, "an office, where others ask");
  }
}

// "Gudrun Aker" beside the label "Gudrun Aker, Minister": one label bears out another that
// prints the same name by the same mark.
void Choice::accept_namesakes() {
  std::unordered_map<std::string, std::vector<std::uint32_t>> known;
  for (std::uint32_t g = 0; g < groups_.size(); ++g)
    if (groups_[g].accepted && groups_[g].name.is_person() && !groups_[g].name.given.empty())
      known[folded(groups_[g].name.surname.back())].push_back(g);
  if (known.empty()) return;
  for (std::uint32_t g = 0; g < groups_.size(); ++g) {
    LabelGroup& group = groups_[g];
    if (group.accepted || group.score < 1.2 || group.look.score <= 0.5 || !group.name.is_person()) continue;
    if (group.name.given.empty()) continue;
    auto it = known.find(folded(group.name.surname.back()));
    if (it == known.end()) continue;
    for (std::uint32_t other : it->second)
      if (candidates_[tallies_[other].first].mark == candidates_[tallies_[g].first].mark &&
          compare_names(group.name, groups_[other].name) == Likeness::same) {
        add(group, 2.0, "the name of another label");
        group.accepted = group.score >= kAccept;
        break;
      }
  }
}

}  // namespace stenogram::transcript
