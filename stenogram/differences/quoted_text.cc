#include "stenogram/differences/quoted_text.h"

#include <algorithm>

#include "stenogram/text/words.h"

namespace stenogram::differences {
namespace {

// `…`, or three full stops with or without blanks between; brackets around do not matter.
bool marks_omission(std::string_view gap) {
  if (gap.find("\u2026") != gap.npos || gap.find("\u22EF") != gap.npos) return true;
  int stops = 0;
  for (char byte : gap) {
    if (byte == '.') {
      if (++stops == 3) return true;
    } else if (byte != ' ') {
      stops = 0;
    }
  }
  return false;
}

// Where each `[` that closes again opens and closes.
std::vector<ByteSpan> square_brackets(std::string_view text) {
  std::vector<ByteSpan> spans;
  for (std::size_t at = 0; (at = text.find('[', at)) != text.npos;) {
    std::size_t end = text.find(']', at);
    if (end == text.npos) break;
    spans.push_back({at, end + 1});
    at = end + 1;
  }
  return spans;
}

}  // namespace

bool QuotedText::plain() const {
  for (std::size_t gap = 1; gap < size(); ++gap)
    if (omission_at[gap]) return false;
  return std::find(bracketed.begin(), bracketed.end(), 1) == bracketed.end() &&
         std::find(letter_only.begin(), letter_only.end(), 1) == letter_only.end();
}

ByteSpan QuotedText::bytes(TokenRange words) const {
  if (spans.empty()) return {0, 0};
  if (!words.empty()) return {spans[words.begin].begin, spans[words.end - 1].end};
  std::uint64_t at = words.begin < size() ? spans[words.begin].begin : spans.back().end;
  return {at, at};
}

QuotedText parse_quoted(std::string_view text) {
  QuotedText quoted;
  quoted.text = text;
  std::vector<ByteSpan> brackets = square_brackets(text);
  auto bracket = brackets.begin();
  std::uint64_t end_of_last = 0;
  for (const text::Word& word : text::words(text)) {
    std::string_view gap = text.substr(end_of_last, word.begin - end_of_last);
    while (bracket != brackets.end() && bracket->end <= word.begin) ++bracket;
    bool inside = bracket != brackets.end() && bracket->begin < word.begin && word.end <= bracket->end;
    // `[W]e`, `say[s]`: a bracket inside a word is part of it.
    bool attached = !quoted.keys.empty() && (gap == "]" || gap == "[") && quoted.bracketed.back() != (inside ? 1 : 0);
    if (attached) {
      ByteSpan& span = quoted.spans.back();
      if (span.begin > 0 && text[span.begin - 1] == '[') --span.begin;
      std::string joined;
      for (char byte : text.substr(span.begin, word.end - span.begin))
        if (byte != '[' && byte != ']') joined += byte;
      span.end = word.end < text.size() && text[word.end] == ']' ? word.end + 1 : word.end;
      quoted.keys.back() = text::verdict_key(joined);
      quoted.search_keys.back() = text::search_key(joined);
      quoted.bracketed.back() = 0;
      quoted.letter_only.back() = 1;
      quoted.line_break.back() = word.breaks_at_line_end;
    } else {
      quoted.omission_at.push_back(marks_omission(gap));
      quoted.spans.push_back(word.span());
      quoted.keys.push_back(text::verdict_key(slice(text, word.span())));
      quoted.search_keys.push_back(text::search_key(slice(text, word.span())));
      quoted.bracketed.push_back(inside);
      quoted.letter_only.push_back(0);
      quoted.line_break.push_back(word.breaks_at_line_end);
    }
    quoted.has_marks |= quoted.keys.back() != quoted.search_keys.back();
    end_of_last = word.end;
  }
  quoted.omission_at.push_back(marks_omission(text.substr(end_of_last)));
  // Brackets around the whole of it set nothing of the quoter's apart: the record's own.
  if (std::find(quoted.bracketed.begin(), quoted.bracketed.end(), 0) == quoted.bracketed.end())
    std::fill(quoted.bracketed.begin(), quoted.bracketed.end(), 0);
  return quoted;
}

}  // namespace stenogram::differences
