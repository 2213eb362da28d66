// Markdown and reStructuredText: rendered to the text a reader sees. Marks of emphasis
// go, styles stay as StyledSpan, escapes are undone, front matter becomes metadata
// blocks and facts. The text keeps the line breaks of the source.
#pragma once
#include "stenogram/capture/format.h"

namespace stenogram::capture {

Result<Page> read_markdown(const Source& source, text::Decoded decoded, const Limits& limits);
Result<Page> read_restructured_text(const Source& source, text::Decoded decoded, const Limits& limits);

// How much in `text` speaks for either, by several constructs; 0 is none, kEvident and
// above is enough whatever the file is called, one point with a name that says so.
struct MarkupEvidence {
  int markdown = 0;
  int restructured_text = 0;
};
inline constexpr int kEvidentMarkup = 3;
MarkupEvidence markup_evidence(std::string_view text);

// A line of marks under (or, in reStructuredText, over) a title: its character, or 0.
char underline_of(std::string_view line);

// A rule: three and more of one of `* - _`, with blanks between or not.
bool is_markdown_rule(std::string_view line);

}  // namespace stenogram::capture
