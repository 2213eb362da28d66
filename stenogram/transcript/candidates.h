// Where on a page a voice might be announced: every place where a paragraph or a line
// begins with something that has the shape of a label. Shapes only; whether they are
// labels is weighed in labels.h, over the page as a whole.
//
// Pure; any thread. Linear: of a paragraph only its first 200 bytes are looked at, and
// of its inner lines only those with a colon near their beginning or a bracket at it.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stenogram/capture/page.h"

namespace stenogram::transcript {

// What sets the label off from what is said.
enum class Mark : std::uint8_t {
  colon,    // "Orlov: text", and with a clock behind it
  stop,     // "Mr. HOLLIS. text"
  dash,     // "Orlov — text", "P. Orlov. – text"
  blank,    // "Q  text"
  alone,    // on a line of its own, text below: "Operator", "Anna Bell  0:12"
  bracket,  // "[Orlov] text", "<orlov> text", "（問）text", "【大臣】text"
  none,     // "ANNA ORLOV Text": nothing but its own capitals, or type that ends with it
};
inline constexpr std::size_t kMarks = 7;

struct Candidate {
  ByteSpan span;   // with the marks around it: brackets, colon, clock time
  ByteSpan words;  // the label as printed
  std::uint32_t block = 0;
  Mark mark = Mark::colon;
  bool inner = false;           // begins a line inside a paragraph, not the paragraph
  bool bold = false;            // set off by bold, italic or underlined type, and only it
  bool heading = false;         // stands in a heading
  bool tagged = false;          // behind "<", ">>" or a hand-made tag
  bool crosses = false;         // runs over a line's end
  bool empty = false;           // nothing follows on its line
  bool lower_rest = false;      // what follows begins with a small letter
  std::optional<double> clock;  // seconds, where a clock time belongs to it
};

// The part of a label by which candidates are grouped: folded, without a bracket, and of
// "Anna Bell--Vice President" the name alone.
std::string group_key(std::string_view words);

// In order of the page, apart. `furniture`: running heads and line numbers, in order;
// they are looked through.
std::vector<Candidate> find_candidates(const capture::Page& page, const std::vector<ByteSpan>& furniture);

// On a page of numbered lines every line is a block, and only a line that stands
// further in than most begins a paragraph: by more than kParagraphIndent blanks. Returns
// how many blanks most lines have behind their number; nothing on other pages.
inline constexpr std::size_t kParagraphIndent = 2;
std::optional<std::size_t> numbered_margin(const capture::Page& page, const std::vector<ByteSpan>& furniture);

// Seconds and the end of a clock time that begins at `at` ("0:12", "[01:02:03.5]",
// "(00:00:41)"), or nothing.
struct ClockTime {
  double seconds;
  std::size_t end;
};
std::optional<ClockTime> clock_at(std::string_view text, std::size_t at);

}  // namespace stenogram::transcript
