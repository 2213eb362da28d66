// What one line of heading says: the words for a kind of event, the outlet, the
// occasion, the place, the date. The grammar is that of headlines ("X’s interview with
// OUTLET, PLACE, DATE"), the words are data (data/heading.txt, data/places.txt).
//
// Spans count bytes of the line given. Pure; any thread.
#pragma once
#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "stenogram/transcript/dates.h"
#include "stenogram/transcript/phrases.h"
#include "stenogram/transcript/transcript.h"

namespace stenogram::transcript {

inline constexpr std::size_t kKinds = std::size_t(Kind::other) + 1;
using KindWeights = std::array<int, kKinds>;

// The tables, read once.
struct HeadingWords {
  struct KindRow {
    Kind kind;
    int weight;
  };
  Phrases kinds, label_kinds;  // values index `rows`
  std::vector<KindRow> rows;
  struct EvidenceRow {
    std::string_view feature;
    Kind kind;
    int weight;
  };
  std::vector<EvidenceRow> evidence;
  enum class Key : std::uint32_t { title, event_date, date, place, outlet };
  Phrases keys;  // of "Key: value" lines; values are Keys
  Phrases excerpt_first, excerpt, outlet_after, outlet_later, name_joiner, outlet_questions, outlet_type, outlet_nobody,
      outlet_word, office, occasion_after, place_after, date_preface, published, copied, held, asked_often, salutation,
      speech_by, speech_to, talk, meeting, pointing, told, debated, room, byline, navigation, cities, regions;
};
const HeadingWords& heading_words();

// A city of the data in just this spelling.
bool is_known_city(std::string_view printed);

struct TitleParts {
  KindWeights weights{};
  bool excerpt = false;
  std::optional<ByteSpan> outlet, occasion, place;
  std::optional<PrintedDate> date;  // the last that has a year
};

// `people`: keys of words in the page's labels, so that a person interviewed is not
// taken for the outlet; sorted.
TitleParts read_title(std::string_view title, const std::vector<std::string>& people);

// The weights that the words of a line give to kinds.
// The same of what somebody says: such words tell only where they are pointed at, as "this
// hearing" and "the second debate" are, and "we keep hearing" is not; but
// for those of an interview, which are a host's.
void weigh_spoken_kinds(const std::vector<PhraseWord>& words, KindWeights& weights);

// Whether a title calls what it heads a meeting, and says no kind of talk before: "Meeting with
// Minister Weiss", and not "Remarks following a meeting".
bool calls_itself_meeting(const std::vector<PhraseWord>& words);

void weigh_kinds(const std::vector<PhraseWord>& words, KindWeights& weights, int divide_by);

// The place in a line that may hold a date (already found) and little else: "Minsk, 26
// October", "Geneva", "Washington, D.C."
std::optional<ByteSpan> place_of_line(std::string_view line, const std::optional<PrintedDate>& date);

}  // namespace stenogram::transcript
