// The shapes of labels that blanks part from what is said: a letter, a tab, a wide blank, a ring, or
// nothing but capitals or type.
#include <algorithm>
#include <cstring>
#include <string>

#include "stenogram/transcript/candidate_shapes.h"
#include "stenogram/transcript/characters.h"
#include "stenogram/transcript/names.h"
#include "stenogram/transcript/roles.h"

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

// Where a run of words in capitals that begins a paragraph ends, if a sentence begins right
// behind it: "ANNA BERG When", "J. M. BERG I think". Its begin where there is no such run.
std::size_t Shapes::end_of_capitals(const Scan& scan) const {
  std::size_t end = scan.at, long_words = 0;
  const std::size_t limit = std::min(scan.end, scan.at + kLongestName);
  for (std::size_t at = scan.at, words = 0; at < limit && words < 6; ++words) {
    std::size_t letters = 0, small = 0, begin = at;
    bool whole = true;
    while (at < limit && !is_blank(character_at(text_, at).code)) {
      Character c = character_at(text_, at);
      letters += is_letter(c.code);
      small += is_lower(c.code);
      whole &= is_letter(c.code) || c.code == '.' || c.code == '\'' || c.code == U'’' || c.code == '-';
      at += c.size;
    }
    std::size_t next = skip_blanks(text_, at, scan.end);
    // "I think", "A ship", "When": a sentence, if a small letter is in its first word or behind it.
    bool article = letters == 1 && at - begin == 1 && next < scan.end && is_lower(character_at(text_, next).code);
    if (small > 0 || article) {
      bool sentence = is_upper(character_at(text_, begin).code);
      return sentence && long_words > 0 ? end : scan.at;
    }
    if (!whole || letters == 0 || next >= scan.end || text_[next] == '\n') return scan.at;
    long_words += letters >= 3;
    end = at;
    at = next;
  }
  return scan.at;
}

// Where a bold or italic span that begins a paragraph ends, if it holds a name or a word for a
// part and a sentence begins behind it. Its begin where there is none.
std::size_t Shapes::end_of_type(const Scan& scan, const Candidate& candidate) const {
  for (const capture::StyledSpan& style : page_.blocks[candidate.block].styles) {
    if (style.span.begin > scan.at) break;
    bool counts = style.style == capture::Style::bold || style.style == capture::Style::italic;
    if (!counts || style.span.begin != scan.at || style.span.size() > kLongestName) continue;
    if (style.span.end >= scan.end) continue;
    std::string_view words = trimmed(slice(text_, style.span));
    std::size_t next = skip_blanks(text_, style.span.end, scan.end);
    char32_t behind = next < scan.end ? character_at(text_, next).code : 0;
    bool sentence = is_upper(behind) || is_digit(behind) || behind == U'“' || behind == '"' || behind == U'¿';
    if (words.empty() || !sentence) continue;
    if (words.find_first_of(".,:;!?\n") != words.npos) continue;
    NameLook look = look_of(words);
    bool name = look.words >= 2 && look.words <= 4 && look.score >= 0.9;
    if (name || role_label(folded(words))) return scan.at + words.size();
  }
  return scan.at;
}

// "ANNA BERG When will it open?": a name and what is said, and no mark between them.
bool Shapes::unmarked(const Scan& scan, Candidate& candidate) {
  if (scan.tagged || scan.dashed || !is_upper(character_at(text_, scan.at).code)) return false;
  std::size_t end = end_of_capitals(scan);
  if (end == scan.at) end = end_of_type(scan, candidate);
  if (end == scan.at) return false;
  std::size_t after = skip_blanks(text_, end, scan.end);
  if (after >= scan.end || text_.substr(after, scan.end - after).find_first_of(".?!") == text_.npos) return false;
  candidate.mark = Mark::none;
  finish(scan, candidate, end, end);
  return candidate.words.end > candidate.words.begin;
}

}  // namespace stenogram::transcript
