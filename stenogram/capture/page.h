// A page: the text of one capture in reading order, as blocks that know their
// place in the bytes captured.
//
// Every format is read into this one shape, so that the room above (transcript)
// never knows what it came from. What a format knows beyond words is kept as
// hints: typography, regions of a web page, times of captions, and voices where
// the markup itself says who speaks. Hints are evidence, never decisions.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "stenogram/base/boxed.h"
#include "stenogram/base/span.h"
#include "stenogram/text/source_map.h"

namespace stenogram::capture {

enum class Style : std::uint8_t { bold, italic, underline, strike, small, superscript, code, link, image_text };

struct StyledSpan {
  ByteSpan span;
  Style style;
  std::string target;  // of a link, as written; never followed
};

// Seconds from the start of a recording.
struct TimeRange {
  double start = 0;
  double end = 0;
};

enum class BlockKind : std::uint8_t {
  paragraph,  // also a plain line, where lines are all a format has
  heading,    // `level` 1 to 6
  list_item,
  table_row,
  quotation,  // block quotation, "> "
  preformatted,
  rule,      // a line of dashes or asterisks, <hr>
  cue,       // one caption
  metadata,  // front matter and the like: text of the page, but about it
};

// Where on a web page a block stands, as its markup and its density of words and
// links suggest. Plain text is all `main`.
enum class Region : std::uint8_t { main, navigation, header, footer, aside, comments, hidden };

// What the markup itself says of a voice: <u who>, <v Name>, a speaker tag in a
// recogniser's JSON, <membercontribution>. Consecutive blocks with the same
// `utterance` belong to one utterance.
struct Voice {
  enum class Kind : std::uint8_t { speech, question, answer, note, heading, procedure };
  Kind kind = Kind::speech;
  std::uint32_t utterance = 0;
  std::string id;    // the source's own id, e.g. "#PutinVladimir" or "spk_0"
  std::string name;  // as the markup names the person; empty if it does not
  std::string role;  // as the markup says it: "chair", "guest"
  std::string office;
  std::optional<ByteSpan> label;  // the printed label, where the text has one
};

struct Block {
  ByteSpan span;  // of the page's text, without surrounding blanks
  BlockKind kind = BlockKind::paragraph;
  std::uint8_t level = 0;    // of headings and of list and quotation nesting
  std::uint16_t indent = 0;  // leading columns as printed
  bool centred = false;
  bool blank_line_before = false;  // plain text: separated from the last block by one
  Region region = Region::main;
  std::string element;             // "p.question", for markup; the class that set it apart
  std::vector<StyledSpan> styles;  // within the span, in order
  Boxed<TimeRange> time;
  std::optional<std::uint32_t> page_number;
  Boxed<Voice> voice;
};

// A statement that the markup makes about the page (JSON-LD, OpenGraph, <time>,
// front matter, TEI header). `span` where its words stand in the page's text,
// `source` where they stand in the capture.
struct Fact {
  std::string key;  // "title", "published", "event_date", "site", "author", "canonical_url",
                    // "language", "place", "speaker", "kind"
  std::string value;
  std::optional<ByteSpan> span;
  std::optional<SourceSpan> source;
};

// Something that a reader of the result should know: an odd page is data.
struct Doubt {
  std::string code;  // "malformed_text", "charset_guessed", …
  std::string message;
  ByteSpan span;
};

struct Page {
  std::string text;           // UTF-8, in reading order; for plain UTF-8 the capture itself
  text::SourceMap source;     // text -> capture
  std::vector<Block> blocks;  // in order, apart; every non-blank byte of text is in one
  std::vector<Fact> facts;
  std::vector<Doubt> doubts;
  std::string media_type;  // what it was read as: "text/plain", "text/html"
  std::string charset;
};

}  // namespace stenogram::capture
