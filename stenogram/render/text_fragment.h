// Links that land on words: `#:~:text=prefix-,start,end,-suffix`.
//
// A browser goes to the first place where the words stand, whatever their case and marks on
// letters. So a fragment is given only where its words, so folded, stand in one place of
// the page; as many words of context as that needs are added, of the same line.
//
// https://wicg.github.io/scroll-to-text-fragment/ . Pure; any thread. O(page) for each link.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "stenogram/base/span.h"

namespace stenogram::render {

// What follows `#`, percent-encoded: ":~:text=…". Nothing where no words around the span make
// it the only one of its kind.
std::optional<std::string> text_fragment(std::string_view page_text, ByteSpan span);

// `url` with the fragment; nothing for what is not http or https, or has no fragment to give.
std::optional<std::string> fragment_link(std::string_view url, std::string_view page_text, ByteSpan span);

}  // namespace stenogram::render
