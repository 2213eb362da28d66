#include "stenogram/transcript/note_brackets.h"

#include <algorithm>

#include "stenogram/base/byte_set.h"
#include "stenogram/transcript/characters.h"

namespace stenogram::transcript {
namespace note_brackets {

char32_t closer_of(char32_t open) {
  switch (open) {
    case U'(': return U')';
    case U'[': return U']';
    case U'<': return U'>';
    case U'（': return U'）';
    case U'［': return U'］';
    case U'【': return U'】';
    case U'〔': return U'〕';
    default: return 0;
  }
}

namespace {

constexpr std::size_t kDeepest = 64;  // brackets open at once

// Where the next byte stands that can begin what opens or closes: brackets of ASCII, and
// the lead bytes of the full-width ones (E3 80 .., EF BC ..).
std::uint64_t next_mark(std::string_view text, std::uint64_t at, std::uint64_t end) {
  const char* const base = text.data();
  return std::uint64_t(find_byte<Wide::no, '(', ')', '[', ']', '<', '>', '*', '\\', 0xE3, 0xEF>(base + at, base + end) -
                       base);
}

}  // namespace

Swept sweep(std::string_view text, ByteSpan turn) {
  Swept swept;
  struct Open {
    std::uint64_t at;
    char32_t mark;
    std::uint8_t size;
  };
  std::vector<Open> stack;
  for (std::uint64_t at = turn.begin; (at = next_mark(text, at, turn.end)) < turn.end; ++at) {
    Character c = character_at(text, at);
    if (closer_of(c.code)) {
      if (stack.size() == kDeepest) stack.erase(stack.begin());  // never closed, most likely
      stack.push_back({at, c.code, c.size});
    } else if (c.code == U'*' || c.code == U'\\') {
      std::uint64_t end = at;
      while (end < turn.end && text[end] == text[at]) ++end;
      swept.marks.push_back({at, end});
      at = end - 1;
      continue;
    } else {
      // Close the nearest that fits; what was opened inside it and never closed is no pair.
      std::size_t i = stack.size();
      while (i > 0 && closer_of(stack[i - 1].mark) != c.code) --i;
      if (i > 0) {
        const Open open = stack[i - 1];
        stack.resize(i - 1);
        ByteSpan inside{open.at + open.size, at};
        // An outer pair swallows the inner ones that were put down before it.
        if (inside.size() <= kLongestNote) {
          while (!swept.pairs.empty() && swept.pairs.back().span.begin > open.at) swept.pairs.pop_back();
          swept.pairs.push_back({{open.at, at + c.size}, inside, open.mark});
        }
      }
    }
    at += c.size - 1;
  }
  return swept;
}

bool only_numbers(std::string_view inside, std::size_t& numbers, std::size_t& longest) {
  numbers = longest = 0;
  std::size_t run = 0;
  for (std::size_t at = 0; at < inside.size();) {
    Character c = character_at(inside, at);
    if (is_digit(c.code)) {
      if (run++ == 0) ++numbers;
      longest = std::max(longest, run);
    } else {
      run = 0;
      if (!is_blank(c.code) && c.code != U',' && c.code != U';' && !is_dash(c.code)) return false;
    }
    at += c.size;
  }
  return numbers > 0;
}

bool is_reference(const Pair& pair, std::string_view inside) {
  std::string_view core = trimmed(inside);
  if (pair.open == U'[' && (core == "*" || core == "†" || core == "‡" || core == "#")) return true;
  std::size_t numbers = 0, longest = 0;
  if (!only_numbers(inside, numbers, longest) || longest > 3) return false;
  if (pair.open == U'[') return true;
  // "(2)" counts somebody's points; "( 1 )" and "(1, 2)" are marks of links.
  return pair.open == U'(' && (numbers >= 2 || core.size() < inside.size());
}

bool is_time(std::string_view text) {
  text = trimmed(text);
  std::size_t groups = 0, at = 0;
  while (true) {
    std::size_t begin = at;
    while (at < text.size() && is_digit(std::uint8_t(text[at]))) ++at;
    if (at == begin || at - begin > 3) return false;
    ++groups;
    if (at == text.size()) return groups >= 2;
    if (text[at] != ':' && !(text[at] == '.' && groups >= 2)) return false;
    ++at;
  }
}

}  // namespace note_brackets
}  // namespace stenogram::transcript
