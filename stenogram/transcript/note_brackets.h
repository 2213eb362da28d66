// Brackets and the like in what somebody says, found in one sweep, and what numbers and clock
// times they hold. Within this room only. Pure; any thread.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "stenogram/transcript/transcript.h"

namespace stenogram::transcript {
namespace note_brackets {

inline constexpr std::size_t kLongestNote = 1500;  // bytes between brackets

// A pair of brackets, their marks included.
struct Pair {
  ByteSpan span;
  ByteSpan inside;
  char32_t open;
};

// The bracket that closes `open`; 0 where it opens nothing.
char32_t closer_of(char32_t open);

// Outermost pairs, and emphasis and escapes, in one sweep.
struct Swept {
  std::vector<Pair> pairs;
  std::vector<ByteSpan> marks;  // runs of asterisks, backslashes before punctuation
};

// Brackets are matched with a stack, once, which keeps a megabyte of them linear.
Swept sweep(std::string_view text, ByteSpan turn);

// "1", "1, 2", "12-14", "*", "†", "a": what a reference mark holds.
bool only_numbers(std::string_view inside, std::size_t& numbers, std::size_t& longest);
bool is_reference(const Pair& pair, std::string_view inside);

// "03:59", "1:02:03.5", "00:00:15:12".
bool is_time(std::string_view text);

}  // namespace note_brackets
}  // namespace stenogram::transcript
