#include "stenogram/transcript/labels.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <unordered_map>

#include "stenogram/transcript/characters.h"
#include "stenogram/transcript/notes.h"
#include "stenogram/transcript/persons.h"

namespace stenogram::transcript {
namespace {

constexpr double kAccept = 3.0;   // above: a label
constexpr double kConvince = 3.6; // above, on its own: its form is the page's form
constexpr double kDoubt = 2.3;    // between this and kAccept: left in the text, with a doubt

// The form of a candidate: what a page keeps to.
unsigned form_of(const Candidate& c, const LabelGroup& group) {
  unsigned form = static_cast<unsigned>(c.mark);
  form = form * 2 + c.bold;
  form = form * 2 + c.heading;
  form = form * 2 + c.tagged;
  form = form * 2 + (c.mark != Mark::blank && group.look.capitals);
  return form;
}

// The part of a label by which it is grouped: folded, without a bracket, and of
// "Anna Bell--Vice President" the name alone.
std::string group_key(std::string_view words) {
  for (std::string_view mark : {"--", "——"}) {
    std::size_t at = words.find(mark);
    if (at != words.npos && at > 0) words = words.substr(0, at);
  }
  // "Question (retranslated)" is Question: small words in brackets are the printer's.
  if (words.ends_with(')'))
    if (std::size_t open = words.rfind('('); open != words.npos && open > 0 &&
        is_lower(character_at(words, open + 1).code))
      words = trimmed(words.substr(0, open));
  std::string key = folded(words);
  while (!key.empty() && (key.back() == '.' || key.back() == ' ' || key.back() == ',')) key.pop_back();
  // "Q1", "Q2": one label, whose number counts what is said.
  if (!key.empty() && is_digit(static_cast<unsigned char>(key.back())) && names_an_utterance(key))
    while (!key.empty() && (is_digit(static_cast<unsigned char>(key.back())) || key.back() == ' ' || key.back() == '.')) key.pop_back();
  return key;
}

class Choice {
 public:
  Choice(const capture::Page& page, const std::vector<Candidate>& candidates)
      : page_(page), text_(page.text), candidates_(candidates) {}

  Labels run() {
    gather();
    read_head();
    for (std::size_t g = 0; g < groups_.size(); ++g) weigh_alone(g);
    weigh_with_form();
    if (!holds_together())
      for (LabelGroup& group : groups_) group.accepted = false;
    return collect();
  }

 private:
  struct Tally {
    std::uint32_t first = 0;      // candidate
    std::uint32_t outer = 0;      // that begin a paragraph
    std::uint32_t bold = 0, tagged = 0, classed = 0, clock = 0, heading = 0, empty = 0, crosses = 0, lower = 0;
    std::uint32_t marks[kMarks] = {};  // how often by each mark
    std::uint32_t followed = 0;   // by something like speech
    std::uint64_t said = 0;       // bytes to the next candidate of whatever group
  };

  // Whether text that reads like speech follows: on the line, or in the next block.
  bool followed(std::size_t i) const {
    const Candidate& c = candidates_[i];
    if (!c.empty) return true;
    for (std::uint32_t b = c.block; b < page_.blocks.size() && b < c.block + 3; ++b) {
      ByteSpan span = page_.blocks[b].span;
      if (span.end <= c.span.end) continue;
      if (span.begin < c.span.end) return true;  // more lines of the same block
      if (page_.blocks[b].kind == capture::BlockKind::rule) continue;
      if (span.size() < 10 && text_[span.begin] == '[' && text_[span.end - 1] == ']') continue;  // a tag and no words
      // Printed twice, in two languages or above and below a line: what follows the second.
      if (i + 1 < candidates_.size() && candidates_[i + 1].span.begin == span.begin && candidates_[i + 1].empty &&
          group_key(slice(text_, candidates_[i + 1].words)) == group_key(slice(text_, c.words)))
        return followed(i + 1);
      // The next block must not be another candidate with nothing behind it.
      return !(i + 1 < candidates_.size() && candidates_[i + 1].span.begin == span.begin &&
               candidates_[i + 1].empty && candidates_[i + 1].mark == c.mark);
    }
    return false;
  }

  void gather() {
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
  void read_head() {
    std::size_t end = std::min<std::size_t>(text_.size(), 4000);
    for (std::size_t i = 0; i < candidates_.size(); ++i)
      if (groups_[group_of_[i]].count > 1 && candidates_[i].mark != Mark::alone) {
        end = std::min<std::size_t>(end, candidates_[i].span.begin);
        break;
      }
    head_ = " " + folded(std::string_view(text_).substr(0, std::min<std::size_t>(end, 1500))) + " ";
    for (const capture::Fact& fact : page_.facts) head_ += folded(fact.value) + " ";
  }

  bool head_knows(const PersonName& name) const {
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

  void add(LabelGroup& group, double weight, const char* why) {
    if (weight == 0) return;
    group.score += weight;
    char buffer[64];
    std::snprintf(buffer, sizeof buffer, "%s%+.1f %s", group.because.empty() ? "" : ", ", weight, why);
    group.because += buffer;
  }

  void weigh_alone(std::size_t g) {
    LabelGroup& group = groups_[g];
    const Tally& tally = tallies_[g];
    const Candidate& c = candidates_[tally.first];
    double n = group.count;
    std::string_view shown = c.mark == Mark::alone ? without_title(group.words) : without_bracket(group.words);
    if (c.mark == Mark::stop) shown = shown.substr(0, shown.find(','));
    group.look = look_of(shown);
    // One letter and a full stop begin many a name; only two that take turns are labels.
    if (c.mark == Mark::stop && !group.role && letter_part(group.key)) {
      group.score = -5;
      return;
    }
    // Most candidates of prose fall here, before anything dear is asked of them.
    if (!group.role && group.look.score < -1.0) {
      group.score = -5;
      return;
    }
    group.name = parse_name(group.words);
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
    if (tally.tagged * 2 > group.count) add(group, 1.0, "behind a mark");
    if (tally.classed * 2 > group.count) add(group, 3.0, "its style is a label's");
    if (tally.clock * 2 > group.count) add(group, 1.5, "with a clock time");
    if (tally.heading * 2 > group.count && c.mark == Mark::colon && group.count > 2) add(group, 1.0, "a heading with a colon");
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

  void weigh_place(LabelGroup& group, const Tally& tally, const Candidate& c) {
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
      case Mark::dash: add(group, -1.2, "a dash"); break;
      case Mark::bracket: add(group, n > 1 || group.role ? 0.3 : -1.2, "in brackets"); break;
      case Mark::alone:
        add(group, -1.8, "alone on its line");
        if (group.words.find("--") != group.words.npos) add(group, 1.8, "name and title");
        if (group.look.words > 5 && tally.clock == 0) add(group, -0.7, "many words");
        break;
    }
    double inner = (n - tally.outer) / n;
    if (inner > 0.5) add(group, -2.0 * inner, "inside paragraphs");
    double unfollowed = 1 - tally.followed / n;
    if (unfollowed > 0.4) add(group, -3.0 * unfollowed, "nothing is said after it");
    if (c.mark == Mark::colon && tally.empty == group.count && !group.role && tally.bold == 0 &&
        tally.heading == 0 && tally.clock == 0 && !group.look.capitals && (n < 2 || group.look.words < 2))
      add(group, -0.8, "ends its line");
    if (n == 1 && c.mark == Mark::colon && lists_names(tally.first)) add(group, -6, "a list of names follows");
    if (tally.crosses * 2 > group.count && !group.look.capitals && tally.bold == 0)
      add(group, -1.5, "runs over a line's end");
    if (tally.lower * 2 > group.count && group.count < 4) add(group, -1.2, "small letters follow");
  }

  // "Speakers: Orlov (Riba), Brandt (AA), Tamm": names and commas, and no sentence, up to
  // the end of the paragraph.
  bool lists_names(std::size_t i) const {
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

  static bool ends_in_capitals(std::string_view words) {
    std::string_view last = words.substr(std::min(words.rfind(' ') + 1, words.size()));
    return last.size() > 2 && std::none_of(last.begin(), last.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  }

  static std::string_view without_title(std::string_view words) {
    std::size_t at = words.find("--");
    return at != words.npos && at > 0 ? words.substr(0, at) : words;
  }

  // "The Minister (Mr. Otieno)" is weighed as "The Minister".
  static std::string_view without_bracket(std::string_view words) {
    std::size_t at = std::min({words.find('('), words.find("（"), words.find(" | ")});
    if (at == words.npos || at == 0) return words;
    return trimmed(words.substr(0, at));
  }

  // How a label begins, where that is telling: with an honorific, or with an article
  // and one, as "A señora SECRETARIA" and "O señor PRESIDENTE" do.
  static std::string opening_of(const LabelGroup& group) {
    std::size_t blank = group.key.find(' ');
    if (blank == std::string::npos) return {};
    if (is_honorific(group.key.substr(0, blank))) return "honorific";
    std::size_t second = group.key.find(' ', blank + 1);
    if (second == std::string::npos || blank > 3) return {};
    std::string next = group.key.substr(blank + 1, second - blank - 1);
    return is_honorific(next) ? "article and honorific" : group.key.substr(0, second);
  }

  // "Anna Hollis" once, and "Hollis" ever after.
  void weigh_surnames() {
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

  // Voices take turns: a label is followed by another one, again and again.
  void weigh_alternation() {
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
  void weigh_spelt_initials() {
    std::vector<std::uint32_t> initials;
    for (std::uint32_t g = 0; g < groups_.size(); ++g)
      if (groups_[g].count >= 2 && groups_[g].score > 0 && groups_[g].key.size() <= 8 && groups_[g].words.size() <= 8)
        initials.push_back(g);
    if (initials.empty() || initials.size() > 60) return;
    for (LabelGroup& group : groups_) {
      if (group.count > 2 || group.score < 0.5 || group.name.given.empty() || !group.name.is_person()) continue;
      // "Harbour Radio: Interview with Ada Brook" is a title.
      const capture::Block& block = page_.blocks[candidates_[tallies_[&group - groups_.data()].first].block];
      char32_t last = character_before(text_, block.span.end).code;
      if (last != '.' && last != '?' && last != '!' && last != U'…' && last != U'？' && last != U'。' && !is_closing_mark(last)) continue;
      for (std::uint32_t g : initials)
        if (has_initials(group.name, groups_[g].words)) {
          add(group, 2.5, "its initials are a label");
          add(groups_[g], 0.5, "initials of another label");
          break;
        }
    }
  }

  // A letter for those who ask and one for those who answer bear each other out: "P." and
  // "R.", "D." and "R.", "Q" and "R".
  void weigh_pairs() {
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
  void pair_letters() {
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

  // Whether most of what stands behind a group's candidates asks.
  bool asks(std::uint32_t group) const {
    std::size_t asked = 0, seen = 0;
    for (std::size_t i = 0; i < candidates_.size() && seen < 40; ++i) {
      if (group_of_[i] != group) continue;
      ++seen;
      std::string_view said = said_after(i);
      asked += said.find('?') != said.npos || said.find("？") != said.npos || said.find("؟") != said.npos;
    }
    return asked * 2 >= seen;
  }

  // Small words as handles ("dora: …", "nflaig: …"): again and again at the beginning of a
  // paragraph, by turns with a label or with another such word.
  void weigh_handles() {
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
      if (!is_handle(g) || changes[g] * 10 < groups_[g].count * 12) continue;
      bool company = groups_[g].count >= 4 || opened * 10 >= paragraphs * 8;
      if (!company) continue;
      groups_[g].score = 0;
      groups_[g].because.clear();
      add(groups_[g], 3.2, "a handle that takes turns");
      groups_[g].look.score = std::max(groups_[g].look.score, 0.1);
      groups_[g].name = parse_name(groups_[g].words);
    }
  }

  // One word that begins with a small letter, always followed by talk on its line.
  bool is_handle(std::uint32_t g) const {
    const LabelGroup& group = groups_[g];
    const Tally& tally = tallies_[g];
    const Candidate& c = candidates_[tally.first];
    if (group.count < 2 || tally.outer != group.count || tally.followed != group.count || group.role) return false;
    if (c.mark != Mark::colon && c.mark != Mark::bracket) return false;
    if (group.key.find(' ') != std::string::npos || group.key.size() < 3 || group.key.size() > 20) return false;
    // "_page : 12" is a note of whoever keyed the text.
    if (text_[c.span.begin] == '_') return false;
    return is_lower(character_at(group.words, 0).code) && !announces_nobody(group.key);
  }

  void weigh_initials() {
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

  void weigh_with_form() {
    weigh_initials();
    weigh_spelt_initials();
    weigh_surnames();
    weigh_pairs();
    weigh_alternation();
    weigh_handles();
    std::map<unsigned, std::uint32_t> forms;
    std::map<std::string, std::uint32_t> openings;
    for (const LabelGroup& group : groups_)
      if (group.score >= kConvince)
        if (std::string opening = opening_of(group); !opening.empty()) openings[opening] += group.count;
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
      const LabelGroup& group = groups_[group_of_[i]];
      if (group.score >= kConvince) ++forms[form_of(candidates_[i], group)];
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
    Mark best_mark = static_cast<Mark>(most_marked);
    std::uint32_t best_count = by_mark[most_marked];
    for (std::size_t g = 0; g < groups_.size(); ++g) {
      LabelGroup& group = groups_[g];
      if (group.score < 0) continue;
      auto it = forms.find(form_of(candidates_[tallies_[g].first], group));
      double count = it == forms.end() ? 0 : it->second;
      if (group.score >= kConvince && count > 0) count -= std::min<double>(count, group.count);
      if (count > 0) add(group, std::min(2.0, 0.4 * std::log2(1 + count)), "in the page's form");
      // "TOM WELLS. Thank you" once, on a page whose other labels are names in capitals too.
      if (count >= 3 && candidates_[tallies_[g].first].mark == Mark::stop && group.look.capitals && group.look.words >= 2 &&
          group.name.is_person())
        add(group, 0.6, "a name in capitals, as the others are");
      if (!openings.empty() && group.score < kConvince)
        if (auto shared = openings.find(opening_of(group)); shared != openings.end() && shared->second > 1)
          add(group, 1.0, "begins as other labels do");
      Mark mark = candidates_[tallies_[g].first].mark;
      bool odd_mark = mark != Mark::colon && mark != best_mark && best_count >= 3 &&
                      by_mark[static_cast<std::size_t>(mark)] * 2 < best_count;
      if (group.count <= 2 && best < 6 && tallies_[g].heading > 0) add(group, -1.0, "a heading");
      if (group.count == 1 && tallies_[g].first < first_convinced && !group.role && !group.look.honorific &&
          !group.look.office && !group.look.capitals)
        add(group, -0.8, "before the talk");
      // Beside labels by another mark, what stands in brackets is a stage note.
      if (odd_mark) add(group, mark == Mark::bracket ? -6.0 : -1.8, "not by the page's mark");
      else if (best >= 8 && (it == forms.end() || it->second * 20 < best) && !(group.look.honorific && mark == best_mark)) add(group, -1.8, "not in the page's form");
      group.accepted = group.score >= kAccept && (group.role || group.look.score > 0);
    }
    accept_namesakes();
    reject_running_heads();
  }

  // "Orlov" alone on a line where "Orlov:" announces him: a running head, which repeats who
  // is speaking at the top of a page.
  void reject_running_heads() {
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

  // "Gudrun Aker" beside the label "Gudrun Aker, Minister": one label bears out another that
  // prints the same name by the same mark.
  void accept_namesakes() {
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

  // A page is a transcript if its labels hold together: enough of them, more than
  // one voice or a part that implies another, and something worth a turn said.
  bool holds_together() const {
    std::uint32_t labels = 0, kinds = 0, most = 0, talk = 0, titled = 0;
    bool part = false, person = false;
    std::uint64_t said = 0;
    for (std::size_t g = 0; g < groups_.size(); ++g) {
      const LabelGroup& group = groups_[g];
      if (!group.accepted) continue;
      ++kinds;
      labels += group.count;
      most = std::max(most, group.count);
      said += tallies_[g].said;
      part |= group.role.has_value();
      titled += group.look.honorific || group.look.office;
      person |= group.look.honorific || group.look.office || group.look.initials ||
                (group.look.words >= 2 && group.look.score > 0.9) || head_knows(group.name) ||
                group.look.capitals || tallies_[g].bold + tallies_[g].tagged + tallies_[g].clock > 0;
    }
    if (labels == 0 || said / labels < 5) return false;
    for (std::size_t g = 0; g < groups_.size(); ++g)
      if (groups_[g].accepted && tallies_[g].classed > 0) return true;
    // Two or three labels on a long page of something else are no talk: a quiz, a byline, a
    // list of specifications.
    if (labels <= (part && kinds > 1 ? 0u : part ? 3u : 5u) && !most_of_page()) return false;
    if (!part && !person) return labels >= 6 && kinds >= 2 && most >= 3 && asks_and_answers(labels);
    if (kinds == 1 && !part) return one_voice();
    if (part && labels > 1) return true;
    // Few labels, none of a part: they must stand before talk, not before a list's items.
    if (labels < 8 || most < 3) {
      for (std::size_t i = 0; i < candidates_.size(); ++i)
        if (groups_[group_of_[i]].accepted) talk += reads_like_talk(i);
      return (most > 1 || titled == kinds) && talk * 10 >= labels * 4;
    }
    return true;
  }

  // Whether a good part of the page's own text stands behind the first accepted label.
  bool most_of_page() const {
    std::uint64_t first = ~0ull, main = 0, behind = 0;
    for (std::size_t i = 0; i < candidates_.size() && first == ~0ull; ++i)
      if (groups_[group_of_[i]].accepted) first = candidates_[i].span.begin;
    for (const capture::Block& block : page_.blocks) {
      if (block.region != capture::Region::main || block.kind == capture::BlockKind::metadata) continue;
      main += block.span.size();
      if (block.span.end > first) behind += block.span.end - std::max(first, block.span.begin);
    }
    return behind * 2 > main;
  }

  // Bare surnames and nothing else to tell persons by: what they say must be talk, and
  // some of it questions.
  bool asks_and_answers(std::uint32_t labels) const {
    std::uint32_t talk = 0, asked = 0;
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
      if (!groups_[group_of_[i]].accepted) continue;
      talk += reads_like_talk(i);
      asked += said_after(i).find('?') != std::string_view::npos;
    }
    return talk * 10 >= labels * 6 && asked * 5 >= labels;
  }

  // Whether what follows speaks of itself or to somebody.
  bool reads_like_talk(std::size_t i) const {
    std::string_view text = said_after(i);
    return text.size() < 60 || speaks_of_self(text) || speaks_to_you(text);
  }

  // What stands behind a candidate up to the next, or enough of it.
  std::string_view said_after(std::size_t i) const {
    std::size_t begin = candidates_[i].span.end;
    std::size_t end = i + 1 < candidates_.size() ? candidates_[i + 1].span.begin : text_.size();
    return std::string_view(text_).substr(begin, std::min<std::size_t>(end - begin, 600));
  }

  // One voice alone: a speech, if the heading knows who speaks, most of the page follows,
  // and it speaks of itself.
  bool one_voice() const {
    for (std::size_t g = 0; g < groups_.size(); ++g) {
      const LabelGroup& group = groups_[g];
      if (!group.accepted) continue;
      const Tally& tally = tallies_[g];
      if (tally.heading > 0) return false;  // a title with a colon in it
      std::uint64_t left = text_.size() - candidates_[tally.first].span.end;
      if (tally.clock * 2 > group.count && group.count > 2) return true;
      Mark mark = candidates_[tally.first].mark;
      return (mark == Mark::colon || mark == Mark::stop) && left * 2 > text_.size() &&
             reads_like_talk(tally.first) &&
             (group.look.office || group.look.honorific || (group.look.capitals && head_knows(group.name)));
    }
    return false;
  }

  Labels collect() {
    Labels out;
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
      const LabelGroup& group = groups_[group_of_[i]];
      if (group.accepted) {
        if (accept_here(i)) out.labels.push_back({candidates_[i], group_of_[i]});
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
  void take_dashes(std::vector<PageLabel>& labels) const {
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

  // A group may be a label in most of its places and not in this one.
  bool accept_here(std::size_t i) const {
    const Candidate& c = candidates_[i];
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

  const capture::Page& page_;
  const std::string& text_;
  const std::vector<Candidate>& candidates_;
  std::vector<LabelGroup> groups_;
  std::vector<Tally> tallies_;
  std::vector<std::uint32_t> group_of_;
  std::string head_;
  std::vector<std::uint32_t> running_;  // groups that are running heads
};

}  // namespace

Labels choose_labels(const capture::Page& page, const std::vector<Candidate>& candidates) {
  return Choice(page, candidates).run();
}

}  // namespace stenogram::transcript
