// The shapes of labels that blanks part from what is said: a letter, a tab, a wide blank, a ring.
#include <algorithm>
#include <cstring>
#include <string>

#include "stenogram/transcript/candidate_shapes.h"
#include "stenogram/transcript/characters.h"

namespace stenogram::transcript {

// "Q  text": one capital and blanks. "A" needs two blanks, it being an article too.
bool Shapes::blank(const Scan& scan, Candidate& candidate) {
  char c = text_[scan.at];
  if (tabbed(scan, candidate) || wide_blank(scan, candidate)) return true;
  if ((c != 'Q' && c != 'A') || scan.at + 2 >= scan.end) return false;
  std::size_t at = scan.at + 1;
  if (text_[at] == '.') ++at;
  // "Q.1 When?": the number counts questions.
  std::size_t digits = at;
  while (digits < scan.end && digits - at < 3 && is_digit(static_cast<unsigned char>(text_[digits]))) ++digits;
  if (digits > at && digits + 1 < scan.end && (text_[digits] == ' ' || text_[digits] == '.' || text_[digits] == ')')) {
    std::size_t rest = text_[digits] == ' ' ? digits : digits + 1;
    if (skip_blanks(text_, rest, scan.end) == rest) return false;
    candidate.mark = Mark::stop;
    finish(scan, candidate, digits, rest);
    return true;
  }
  std::size_t after = skip_blanks(text_, at, scan.end);
  if (after == at || after >= scan.end || text_[after] == ':' || text_[after] == '&') return false;
  if (c == 'A' && at == scan.at + 1 && after - at < 2) return false;
  if (is_dash(character_at(text_, after).code) && answers_with_dash()) return false;
  candidate.mark = Mark::blank;
  finish(scan, candidate, scan.at + 1, at);
  return true;
}

// "BERG<tab>text", as tables and typed transcripts part the name from what is said: a few
// words, the first with a capital, and something behind the tab.
bool Shapes::tabbed(const Scan& scan, Candidate& candidate) {
  std::size_t reach = std::min(scan.end, scan.at + kLongestName);
  const void* found = std::memchr(text_.data() + scan.at, '\t', reach - scan.at);
  if (found == nullptr) return false;
  std::size_t tab = static_cast<std::size_t>(static_cast<const char*>(found) - text_.data());
  std::string_view words = text_.substr(scan.at, tab - scan.at);
  if (words.size() < 3 || words.find_first_of("\n!?;:\"0123456789") != words.npos) return false;
  if (!is_upper(character_at(words, 0).code) || std::count(words.begin(), words.end(), ' ') > 4) return false;
  std::size_t after = skip_blanks(text_, tab, scan.end);
  std::string_view rest = text_.substr(std::min(after, scan.end), scan.end - std::min(after, scan.end));
  rest = rest.substr(0, rest.find('\n'));
  if (rest.empty() || rest.find('\t') != rest.npos) return false;
  // A list of contents ends with a page, talk with the mark of a sentence.
  char32_t last = character_before(rest, rest.size()).code;
  if (!is_sentence_end(last) && !is_closing_mark(last) && !is_dash(last) && last != U'…') return false;
  candidate.mark = Mark::blank;
  finish(scan, candidate, tab, tab);
  return candidate.words.end > candidate.words.begin;
}

// "早瀬　海峡は…": a few characters of a name, and a blank as wide as one.
bool Shapes::wide_blank(const Scan& scan, Candidate& candidate) {
  std::size_t at = scan.at, characters = 0;
  for (; at < scan.end && characters <= 6; ++characters) {
    Character c = character_at(text_, at);
    if (c.code == 0x3000) break;
    if (!is_han(c.code) || !is_letter(c.code)) return false;
    at += c.size;
  }
  if (characters < 2 || characters > 6 || at >= scan.end || character_at(text_, at).code != 0x3000) return false;
  std::size_t after = skip_blanks(text_, at, scan.end);
  if (after >= scan.end || text_[after] == '\n') return false;
  candidate.mark = Mark::blank;
  finish(scan, candidate, at, at);
  return candidate.words.end > candidate.words.begin;
}

// "R – text" somewhere on the page: then "Q – text" is by the same mark. Otherwise the dash
// behind a Q is where somebody goes on.
bool Shapes::answers_with_dash() {
  if (!answers_with_dash_) {
    answers_with_dash_ = false;
    for (std::string_view before : {"\n", "? ", ". ", "! "})
      for (std::string_view mark : {"R – ", "R — ", "A – ", "A — ", "R - ", "A - "})
        *answers_with_dash_ = *answers_with_dash_ || text_.find(std::string(before).append(mark)) != text_.npos;
  }
  return *answers_with_dash_;
}

// "○議長（山田君）　text": words up to a wide blank.
bool Shapes::ringed(const Scan& scan, Candidate& candidate) {
  std::size_t limit = std::min(scan.end, scan.at + 100);
  for (std::size_t at = scan.at; at < limit;) {
    Character c = character_at(text_, at);
    if (c.code == U'。' || c.code == U'、' || c.code == '\n') return false;
    if (at > scan.at && (c.code == 0x3000 || c.code == ' ')) {
      candidate.mark = Mark::blank;
      candidate.tagged = true;
      finish(scan, candidate, at, at);
      return true;
    }
    at += c.size;
  }
  return false;
}

}  // namespace stenogram::transcript
