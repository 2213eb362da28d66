// The lines of a page's head, as the heading is read from: each with its words, and the date and the
// clock time it prints. Within this room only. Pure; any thread.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stenogram/capture/page.h"
#include "stenogram/transcript/dates.h"
#include "stenogram/transcript/title.h"
#include "stenogram/transcript/transcript.h"

namespace stenogram::transcript {
namespace heading_lines {

// Longer than this, a line is prose and its words say nothing of the page.
inline constexpr std::size_t kLongestLine = 400;

struct Line {
  ByteSpan span{};
  const capture::Block* block = nullptr;
  std::string_view text{};
  bool examined = false;  // near enough to top or bottom, and short enough
  bool owned = false;     // by the heading
  std::vector<PhraseWord> words{};
  std::optional<PrintedDate> date{};
  std::optional<Clock> clock{};  // the line is a clock time and nothing else
  bool published = false, held = false, navigation = false, byline = false;
  bool of_copy = false;  // its date is of our copy: "Scraped: …"
  ByteSpan told{};       // a date within a sentence, that the heading owns
};

// Whether one of the phrases begins at one of the first `most` words.
bool holds(const Phrases& phrases, const std::vector<PhraseWord>& words, std::size_t most);

// The blocks of `part`, clipped to it, as lines; views into the page.
std::vector<Line> lines_of(const capture::Page& page, ByteSpan part);

// Fills in what the line's words say.
void examine(Line& line);

// "2024-10-30" of an address that holds /2024/10/30/ or /2024-10-30; where it is `short_year`,
// of one that holds /2410/30/. Empty where none is found.
std::string date_in_address(std::string_view address, bool short_year);

// Words of holding an interview in the sentence that holds the date.
bool told_beside(const Line& line, const std::vector<PhraseWord>& words, const PrintedDate& date);

// "NAME | DATE" or "NAME · DATE", where the name is no place.
bool beside_publisher(const Line& line);

// A sentence that happens to hold a date is no date line.
bool prose_around_date(const Line& line);

// Whether the line's last words are a word for a room.
bool room_ends(const Line& line);

// "1      IN THE COURT OF …": the number at the margin is no part of the title.
ByteSpan without_line_number(const capture::Page& page, const Line& line);

}  // namespace heading_lines
}  // namespace stenogram::transcript
