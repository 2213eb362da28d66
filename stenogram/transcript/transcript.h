// A page understood: heading, speakers, turns and leftovers.
//
// Nothing is lost and nothing is counted twice: every non-blank byte of the page
// has one owner (see tiles.h). All spans are bytes of the page's text.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stenogram/base/span.h"
#include "stenogram/capture/page.h"

namespace stenogram::transcript {

enum class Kind : std::uint8_t {
  interview,
  press_conference,
  briefing,
  debate,
  hearing,
  court,
  proceedings,
  call,
  remarks,
  other
};
enum class Role : std::uint8_t { respondent, interviewer, moderator, participant };
enum class TurnKind : std::uint8_t { question, answer, statement, procedure };
enum class LeftoverKind : std::uint8_t { navigation, contact, teaser, date_line, editor, furniture, unknown };
// Stage directions and other text inside a turn that nobody there said as a word
// of the turn. None of these are words to search or check (section 4, Not words).
enum class NoteKind : std::uint8_t {
  laughter,
  applause,
  crosstalk,
  inaudible,
  pause,
  vocal,
  interjection,
  action,
  editor,
  reference,  // [1], ( 1 , 2 , 3 , 4 ), footnote marks
  link,       // the address of a Markdown link, and the marks around its text
  time,       // [03:59]
  furniture,  // a running head, a page number, a line number
  markup,     // asterisks of emphasis and their like
};

// The contract's names: "press_conference", "date_line", "laughter".
std::string_view name_of(Kind);
std::string_view name_of(Role);
std::string_view name_of(TurnKind);
std::string_view name_of(LeftoverKind);
std::string_view name_of(NoteKind);
template <class Enum>
std::optional<Enum> from_name(std::string_view);
template <>
std::optional<Kind> from_name<Kind>(std::string_view);
template <>
std::optional<Role> from_name<Role>(std::string_view);
template <>
std::optional<TurnKind> from_name<TurnKind>(std::string_view);
template <>
std::optional<LeftoverKind> from_name<LeftoverKind>(std::string_view);
template <>
std::optional<NoteKind> from_name<NoteKind>(std::string_view);

// Words of the page that say something about it. `span` is absent where the words
// stand only in the capture's metadata; `source` then says where.
struct Item {
  std::string text;
  std::optional<ByteSpan> span;
  std::optional<SourceSpan> source;
};

struct Dated {
  std::string value;  // ISO 8601: "2017-07-21", "2017-07-24T11:09", "2017-07", "2017"
  std::string text;   // as printed
  std::optional<ByteSpan> span;
  std::optional<SourceSpan> source;
};

struct Heading {
  std::optional<Item> title, outlet, occasion, place;
  Kind kind = Kind::other;
  bool excerpt = false;
  std::optional<Dated> event_date, publication_date;
  std::vector<ByteSpan> spans;  // all that the heading owns, in order, apart
};

// The words that announce a voice. `span` takes in the marks that set it off
// (colon, asterisks, clock time); `text` is the words alone, as printed.
struct Label {
  std::string text;
  ByteSpan span;
};

struct Speaker {
  std::optional<std::string> name;  // the fullest form the page gives
  bool several = false;             // one label, more than one person, or unknown how many
  std::optional<std::string> office;
  std::optional<std::string> affiliation;
  Role role = Role::participant;
  std::vector<std::string> labels;  // as printed, each once, in order of first use
};

// Words inside a turn that are in quotation marks, or are the reported clause of a
// verb of saying. `attributed_to` is empty where nobody is named.
struct Quote {
  ByteSpan span;  // the words, without the marks
  std::vector<std::string> attributed_to;
  bool reported = false;  // a reported clause rather than words in marks
  // The words are the speaker's own to answer for: "I said that …"; and "as X said, …",
  // where attributed_to names X.
  bool self = false;
  std::optional<ByteSpan> cue;  // "Mattis stated that", "said", "according to"
};

struct Note {
  NoteKind kind;
  ByteSpan span;
  std::optional<std::string> speaker;  // whose printed words these are, if they are somebody's
  std::optional<ByteSpan> words;       // those words, within the span
};

struct Turn {
  std::uint32_t n = 0;                   // from 1
  std::optional<std::uint32_t> speaker;  // index into speakers; absent where nobody can tell
  std::optional<Label> label;
  std::vector<Label> repeated;  // labels inside the turn that name the same person again
  TurnKind kind = TurnKind::statement;
  ByteSpan span;  // what was said, trimmed, without its label
  std::vector<ByteSpan> paragraphs;
  std::vector<capture::TimeRange> times;  // one a paragraph, where each has one; else empty
  std::optional<std::uint32_t> answers;   // n of the question replied to
  bool interrupted = false;
  std::vector<Quote> quotes;  // in order of their begin
  std::vector<Note> notes;    // in order, apart
  std::optional<capture::TimeRange> time;
  std::optional<std::uint32_t> page_number;
};

struct Leftover {
  ByteSpan span;
  LeftoverKind kind;
};

struct Transcript {
  ByteSpan region;  // of the page; the regions of a page's transcripts tile it
  std::string language = "und";
  Heading heading;
  std::vector<Speaker> speakers;
  std::vector<Turn> turns;
  std::vector<Leftover> leftovers;
  std::vector<capture::Doubt> doubts;
};

// Why a stretch of the page became what it became; for `read --explain`.
struct Explanation {
  ByteSpan span;
  std::string became;  // "label of turn 3", "leftover contact"
  std::string because;
};

// Raised whenever the same page may read differently.
inline constexpr int kReaderVersion = 1;

// Reads one page into its transcripts, in order; at least one, of kind `other` and
// without turns where the page holds none. Never fails: what it cannot decide it
// leaves null and says so in `doubts`. Pure; any thread. O(page).
std::vector<Transcript> read(const capture::Page& page, std::vector<Explanation>* explanations = nullptr);

}  // namespace stenogram::transcript
