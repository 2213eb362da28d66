// The marks inside a paragraph of Markdown or reStructuredText: emphasis, links, code,
// escapes, character references, tags. Marks go, words stay, styles are kept.
//
// Emphasis follows CommonMark's rule of delimiter runs, with one leniency that real
// transcripts need: `**NAME: **text` closes, though a blank stands before the marks.
// Time is linear in the paragraph for a bounded distance between the marks of a link.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "stenogram/base/span.h"
#include "stenogram/capture/page_builder.h"

namespace stenogram::capture {

enum class Dialect : std::uint8_t { markdown, restructured_text };

// Targets of `[ref]: target` lines, by lower-case name.
using LinkTargets = std::map<std::string, std::string, std::less<>>;

// Renders a paragraph into the builder's open block. `lines` are bytes of `text`, one for
// each line, without what set them apart (indentation, `>`).
void render_inline(std::string_view text, const std::vector<ByteSpan>& lines, Dialect dialect,
                   const LinkTargets& targets, PageBuilder& builder);

// Whether what stands in the brackets of a Markdown link is an address: `[laughs](sic)`
// is no link.
bool is_link_target(std::string_view target);

}  // namespace stenogram::capture
