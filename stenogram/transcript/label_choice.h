// How labels are chosen: the state that the steps of labels.cc share. Within this room only.
//
// label_groups.cc gathers candidates into groups and knows what stands around one;
// label_weights.cc weighs a group by itself; label_company.cc weighs groups by one another;
// labels.cc brings in the form of the page and decides; label_whole.cc tells whether the page holds together.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "stenogram/transcript/labels.h"

namespace stenogram::transcript {

inline constexpr double kAccept = 3.0;    // above: a label
inline constexpr double kConvince = 3.6;  // above, on its own: its form is the page's form
inline constexpr double kDoubt = 2.3;     // between this and kAccept: left in the text, with a doubt

// The form of a candidate: what a page keeps to.
unsigned form_of(const Candidate& c, const LabelGroup& group);

class Choice {
 public:
  // Both must outlive the choice.
  Choice(const capture::Page& page, const std::vector<Candidate>& candidates)
      : page_(page), text_(page.text), candidates_(candidates) {}

  Labels run();

 private:
  // What is counted over the candidates of a group.
  struct Tally {
    std::uint32_t first = 0;  // candidate
    std::uint32_t outer = 0;  // that begin a paragraph
    std::uint32_t bold = 0, tagged = 0, classed = 0, clock = 0, heading = 0, empty = 0, crosses = 0, lower = 0;
    std::uint32_t marks[kMarks] = {};  // how often by each mark
    std::uint32_t followed = 0;        // by something like speech
    std::uint64_t said = 0;            // bytes to the next candidate of whatever group
  };

  // label_groups.cc
  void gather();
  void read_head();
  bool head_knows(const PersonName& name) const;
  bool followed(std::size_t i, int again = 0) const;
  std::string_view said_after(std::size_t i) const;
  bool reads_like_talk(std::size_t i) const;
  bool asks(std::uint32_t group) const;
  void add(LabelGroup& group, double weight, const char* why);

  // label_weights.cc
  void weigh_alone(std::size_t g);
  void weigh_place(LabelGroup& group, const Tally& tally, const Candidate& c);
  bool stands_further_in(std::size_t i) const;
  bool lists_names(std::size_t i) const;
  static bool ends_in_capitals(std::string_view words);
  static std::string_view without_title(std::string_view words);
  static std::string_view without_bracket(std::string_view words);

  // label_company.cc
  void weigh_company();
  void weigh_surnames();
  void weigh_namesakes();
  void weigh_alternation();
  void weigh_spelt_initials();
  void weigh_pairs();
  void pair_letters();
  void weigh_handles();
  bool is_handle(std::uint32_t g) const;
  void weigh_initials();
  void weigh_clocked();
  void weigh_named_askers();
  void weigh_answers();
  void weigh_only_two();
  void weigh_lists();
  bool called_upon(const LabelGroup& group, std::uint64_t at) const;
  void accept_namesakes();

  // labels.cc
  void weigh_with_form();
  static std::string opening_of(const LabelGroup& group);
  void reject_running_heads();
  void reject_lone_unmarked();
  bool holds_together() const;
  bool only_quotes(std::uint32_t labels) const;
  std::uint32_t voices_heard() const;
  bool talks() const;
  bool asked_by_nobody() const;
  bool one_person_twice() const;
  bool most_of_page() const;
  bool headings_take_turns(std::uint32_t labels) const;
  bool asks_and_answers(std::uint32_t labels) const;
  bool one_voice() const;
  Labels collect();
  void take_dashes(std::vector<PageLabel>& labels) const;
  bool accept_here(std::size_t i) const;
  bool headline(std::size_t i) const;
  std::string_view examiner(std::size_t i) const;
  std::size_t end_of_introductions() const;
  bool introduces(std::size_t i) const;
  PersonName name_behind(std::size_t i) const;

  const capture::Page& page_;
  const std::string& text_;
  const std::vector<Candidate>& candidates_;
  std::vector<LabelGroup> groups_;
  std::vector<Tally> tallies_;
  std::vector<std::uint32_t> group_of_;
  std::string head_;
  bool only_two_ = false;               // one who asks and one who answers, and nothing else
  std::vector<std::uint32_t> running_;  // groups that are running heads
};

}  // namespace stenogram::transcript
