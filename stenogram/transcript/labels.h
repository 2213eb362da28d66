// Which of the candidates on a page are labels.
//
// No form of label is known in advance. Candidates with the same words are one group;
// a group is weighed by what its words look like (a name, an office, a part), how
// often it recurs, whether type sets it off, and whether the page's heading knows the
// name. Groups that convince on their own make their form (colon in bold, capitals
// and a full stop, alone on the line, …) the page's form; the rest are then weighed
// again with the form of the page for or against them. What stays between the
// thresholds is left in the text, with a doubt.
//
// Pure; any thread. O(candidates), plus one look at the page's first lines.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stenogram/capture/page.h"
#include "stenogram/transcript/candidates.h"
#include "stenogram/transcript/names.h"
#include "stenogram/transcript/roles.h"
#include "stenogram/transcript/transcript.h"

namespace stenogram::transcript {

// All candidates that print the same words, but for case, marks and a bracket.
struct LabelGroup {
  std::string key;         // folded
  std::string_view words;  // as first printed; a view into the page
  PersonName name;         // parsed once
  std::optional<RoleLabel> role;
  NameLook look;
  std::uint32_t asker_name = 0;  // "Frage Hönig": where the name begins; 0: no such label
  std::uint32_t count = 0;
  double score = 0;
  std::string because;  // the weights, for --explain
  bool accepted = false;
  bool by_markup = false;    // one id of the markup: one person, whatever the labels
  std::optional<Role> part;  // as the markup says it, or a word before the name
};

struct PageLabel {
  Candidate candidate;
  std::uint32_t group = 0;
};

struct Labels {
  std::vector<LabelGroup> groups;
  std::vector<PageLabel> labels;    // accepted, in order
  std::vector<PageLabel> rejected;  // those worth explaining, in order
  std::vector<capture::Doubt> doubts;
  bool examined = false;                // "BY MS. ORLAND:" stands above questions
  std::vector<ByteSpan> running_heads;  // lines that repeat a label and announce nobody, in order
};

Labels choose_labels(const capture::Page& page, const std::vector<Candidate>& candidates);

}  // namespace stenogram::transcript
