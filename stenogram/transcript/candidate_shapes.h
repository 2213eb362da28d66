// The shapes a label may have, one function each: words before a colon, a full stop, a dash,
// in brackets, alone on their line. Tried in turn at one place of a page; candidates.h says
// which places are tried. Within this room only.
#pragma once
#include <optional>
#include <string_view>

#include "stenogram/capture/page.h"
#include "stenogram/transcript/candidates.h"
#include "stenogram/transcript/scanning.h"

namespace stenogram::transcript {

inline constexpr std::size_t kInnerReach = 70;   // a label inside a paragraph is short
inline constexpr std::size_t kLongestName = 50;  // alone on the first line of a paragraph, or before a tab

class Shapes {
 public:
  // `page` must outlive the shapes.
  explicit Shapes(const capture::Page& page) : page_(page), text_(page.text) {}

  // What begins at `at` in the block of that number, which ends at `end`, if it has the shape
  // of a label. `inner`: a line inside a paragraph, where fewer shapes count.
  std::optional<Candidate> at(std::uint32_t block, std::size_t at, std::size_t end, bool inner);

 private:
  bool colon(const Scan& scan, Candidate& candidate);
  bool bracketed(const Scan& scan, Candidate& candidate);
  bool handle(const Scan& scan, Candidate& candidate);
  bool blank(const Scan& scan, Candidate& candidate);
  bool answers_with_dash();
  bool ringed(const Scan& scan, Candidate& candidate);
  bool stop(const Scan& scan, Candidate& candidate);
  bool stop_and_dash(const Scan& scan, Candidate& candidate, std::size_t at);
  bool letter_and_sentence(const Scan& scan) const;
  bool letter_of_part(const Scan& scan, std::size_t at) const;
  std::string_view first_word(const Scan& scan) const;
  static bool office_and_name(std::string_view words);
  static bool article_and_office(std::string_view words);
  std::size_t behind_question_number(const Scan& scan) const;
  bool closes_label(const Scan& scan, const Candidate& candidate, std::size_t at, bool lower,
                    std::size_t name_end) const;
  bool initials(const Scan& scan, Candidate& candidate);
  bool dash(const Scan& scan, Candidate& candidate);
  bool bilingual_alone(const Scan& scan, Candidate& candidate);
  static bool is_sentence_end(char32_t c);
  bool ends_with_clock(std::size_t begin, std::size_t end) const;
  bool alone(const Scan& scan, Candidate& candidate);
  bool stands_alone(const Scan& scan, const Candidate& candidate, std::size_t line_end) const;
  bool tabbed(const Scan& scan, Candidate& candidate);
  bool wide_blank(const Scan& scan, Candidate& candidate);
  bool unmarked(const Scan& scan, Candidate& candidate);
  std::size_t end_of_capitals(const Scan& scan) const;
  std::size_t end_of_type(const Scan& scan, const Candidate& candidate) const;
  void finish(const Scan& scan, Candidate& candidate, std::size_t words_end, std::size_t rest);
  void strip_brackets(ByteSpan& words) const;
  void take_clock_inside(const Scan& scan, Candidate& candidate, std::size_t& words_end);
  void take_clock_line_above(Candidate& candidate);

  const capture::Page& page_;
  std::string_view text_;
  std::optional<bool> answers_with_dash_, closing_tags_;
};

}  // namespace stenogram::transcript
