// What is blank: white space, controls, format characters and byte order marks.
//
// Blanks belong to no block. The set is the part of Unicode 15's White_Space, Cc
// and Cf that typesetting and broken exports leave in running text; anything not
// listed counts as text, so nothing that could be a word is ever dropped.
// Pure; any thread.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "stenogram/base/span.h"

namespace stenogram::capture {

// The length in bytes of the blank character at `at`, or 0 if text stands there.
std::size_t blank_at(std::string_view text, std::size_t at);

// Where words that begin at `at` end, those behind one single space with them: before any
// other blank, or a space that blanks or `end` follow. `end` at most.
std::size_t end_of_words(std::string_view text, std::size_t at, std::size_t end);

// The length in bytes of the blank character that ends before `end`, or 0.
std::size_t blank_before(std::string_view text, std::size_t end);

// `span` without blanks at either end; empty at its begin if it is all blank.
ByteSpan trimmed(std::string_view text, ByteSpan span);

bool is_blank(std::string_view text);

// The length of the UTF-8 character at `at`, at least 1, for malformed bytes too.
std::size_t character_length(std::string_view text, std::size_t at);

// The code point at `at`; 0xFFFD where the bytes are malformed.
char32_t character_at(std::string_view text, std::size_t at);

void append_utf8(std::string& out, char32_t c);

// Columns a terminal would need, near enough for comparing lines: East Asian wide
// characters are two, combining marks and format characters none, a tab is one.
std::size_t columns_of(std::string_view text);

}  // namespace stenogram::capture
