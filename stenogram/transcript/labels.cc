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
    bool letter = group.key.size() == 1 && group.role &&
                  (candidates_[i].mark == Mark::stop || candidates_[i].mark == Mark::blank);
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
    if (count >= 3 && candidates_[tallies_[g].first].mark == Mark::stop && group.look.capitals &&
        group.look.words >= 2 && group.name.is_person())
      add(group, 0.6, "a name in capitals, as the others are");
    if (count >= 4 && candidates_[tallies_[g].first].mark == Mark::none && group.look.words >= 2 &&
        group.name.is_person())
      add(group, 2.0, "a name without a mark, as the others are");
    // Where labels end their lines, that speaks for one more.
    if (mark == Mark::colon && group.score < kConvince && tallies_[g].empty == group.count && colons >= 2 &&
        open_colons * 5 >= colons * 4)
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
    else if (best >= 8 && (it == forms.end() || it->second * 20 < best) && !(group.look.honorific && mark == best_mark))
      add(group, -1.8, "not in the page's form");
    // "Señor presidente:" begins what is said, where other labels are bold and stand before words.
    if (!group.role && tallies_[g].bold + tallies_[g].heading == 0 && tallies_[g].empty == group.count) {
      std::uint32_t others = convinced - (group.score >= kConvince ? group.count : 0);
      if (others >= 3 && set_off * 10 >= others * 8 && with_words * 10 >= others * 8)
        add(group, -2.4, "plain and ends its line, as no other does");
    }
    // So does "Licenciado Orta, presidente:" where those who speak are named in capitals.
    if (in_capitals && !group.role && !group.look.capitals && group.count <= 3)
      add(group, -1.8, "not in capitals, as the others are");
    group.accepted = group.score >= kAccept && (group.role || group.look.score > 0);
  }
  accept_namesakes();
  reject_running_heads();
  reject_lone_unmarked();
}

// "WATCH VIDEO" again and again before a headline: whom no mark sets off take turns, or are none.
void Choice::reject_lone_unmarked() {
  std::uint32_t voices = 0;
  auto unmarked = [&](std::size_t g) {
    return groups_[g].accepted && candidates_[tallies_[g].first].mark == Mark::none;
  };
  for (std::size_t g = 0; g < groups_.size(); ++g) voices += unmarked(g);
  for (std::size_t g = 0; g < groups_.size() && voices == 1; ++g) {
    if (!unmarked(g)) continue;
    add(groups_[g], -6.0, "the only one without a mark");
    groups_[g].accepted = false;
  }
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

// "BY MS. ORLAND:" on a line of its own, and a letter that asks right below it: whose questions
// those that follow are, up to the next such line. Her name; empty for all else.
std::string_view Choice::examiner(std::size_t i) const {
  const Candidate& c = candidates_[i];
  std::string_view words = slice(text_, c.words);
  if (!c.empty || words.size() < 6 || words.size() > 60 || i + 1 >= candidates_.size()) return {};
  if ((words[0] != 'B' && words[0] != 'b') || (words[1] != 'Y' && words[1] != 'y') || words[2] != ' ') return {};
  const LabelGroup& below = groups_[group_of_[i + 1]];
  if (!below.accepted || !below.role || below.role->role != Role::interviewer || candidates_[i + 1].block > c.block + 3)
    return {};
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
      out.doubts.push_back({"label_unsure", "could announce a voice, or be the beginning of a sentence; read as text",
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
    if (groups_[group_of_[i - 1]].accepted && before.empty && before.mark != c.mark && before.block + 1 == c.block)
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
