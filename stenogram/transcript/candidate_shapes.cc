#include "stenogram/transcript/candidate_shapes.h"

#include <algorithm>
#include <cstring>
#include <string>

#include "stenogram/transcript/characters.h"
#include "stenogram/transcript/names.h"
#include "stenogram/transcript/roles.h"

namespace stenogram::transcript {

constexpr std::size_t kLongestLabel = 200;  // bytes; "The Minister of State, Office of … (Mr. …)"
constexpr std::size_t kLongestAlone = 110;

std::optional<Candidate> Shapes::at(std::uint32_t index, std::size_t at, std::size_t end, bool inner) {
  Scan scan{text_, at, at, end, false, false, std::nullopt, false, false, 0};
  skip_openers(scan);
  if (scan.at >= end) return std::nullopt;
  char32_t first = character_at(text_, scan.at).code;
  bool plausible =
      is_letter(first) || is_digit(first) || first == '$' || first == '(' || first == '[' || first > 0x2000;
  if (!plausible && !closing_bracket(first)) return std::nullopt;
  Candidate candidate;
  candidate.block = index;
  candidate.inner = inner;
  candidate.tagged = scan.tagged;
  candidate.clock = scan.clock;
  candidate.span.begin = at;
  if (first == 'Q') scan.at = behind_question_number(scan);
  candidate.words.begin = scan.at;
  first = character_at(text_, scan.at).code;
  candidate.heading = page_.blocks[index].kind == capture::BlockKind::heading;
  bool found = (!inner && ((first == 'Q' && blank(scan, candidate)) || (scan.ringed && ringed(scan, candidate)))) ||
               bracketed(scan, candidate) || handle(scan, candidate) ||
               (!inner && letter_and_sentence(scan) && (blank(scan, candidate) || stop(scan, candidate))) ||
               colon(scan, candidate) ||
               (!inner && (blank(scan, candidate) || stop(scan, candidate) || initials(scan, candidate) ||
                           dash(scan, candidate) || alone(scan, candidate) || unmarked(scan, candidate)));
  if (!found) return std::nullopt;
  take_clock_line_above(candidate);
  return candidate;
}

bool Shapes::colon(const Scan& scan, Candidate& candidate) {
  std::size_t words_end = 0, rest = 0;
  std::size_t limit = candidate.inner ? kInnerReach : kLongestLabel;
  if (!scan_colon(scan, limit, words_end, rest, candidate.crosses)) return false;
  // "Dr: WEISS. text": a stop that was scanned as a colon.
  std::string_view words = text_.substr(scan.at, words_end - scan.at);
  if (words.size() <= 4 && is_honorific(words) && !role_label(folded(words))) {
    std::size_t name = skip_blanks(text_, rest, scan.end);
    std::size_t stop_at = std::min(text_.find_first_of(".:\n", name), scan.end);
    std::string_view word = text_.substr(name, stop_at - name);
    bool capitals = word.size() >= 3 && word.size() <= 24 &&
                    std::none_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    if (!capitals || stop_at >= scan.end || text_[stop_at] == '\n') return false;
    candidate.mark = text_[stop_at] == '.' ? Mark::stop : Mark::colon;
    finish(scan, candidate, stop_at, stop_at + 1);
    return true;
  }
  candidate.mark = Mark::colon;
  if (candidate.crosses) {
    // A heading's last line above a label: "FOR THE HARBOUR" and then "MR. HOLLIS:".
    std::size_t line = text_.find('\n', scan.at) + 1;
    Scan below = scan;
    below.at = skip_blanks(text_, line, scan.end);
    if (is_honorific(first_word(below))) {
      candidate.crosses = false;
      candidate.inner = true;
      candidate.span.begin = candidate.words.begin = below.at;
      finish(below, candidate, words_end, rest);
      return candidate.words.end > candidate.words.begin;
    }
  }
  finish(scan, candidate, words_end, rest);
  return candidate.words.end > candidate.words.begin;
}

// "[Orlov] text" and "<orlov> text": words between brackets, with something said behind
// them on the line. A round one holds the word for a part, or it is a stage note.
bool Shapes::bracketed(const Scan& scan, Candidate& candidate) {
  std::size_t at = scan.at;
  char32_t open = character_at(text_, at).code;
  char32_t close = closing_bracket(open);
  if (close) at += character_at(text_, at).size;
  else if (at > candidate.span.begin && text_[at - 1] == '<') open = '<', close = '>';
  else if (at > candidate.span.begin + 1 && text_[at - 2] == '<' && (text_[at - 1] == '@' || text_[at - 1] == '+'))
    open = '<', close = '>';
  else return false;
  std::size_t begin = at, limit = std::min(scan.end, at + 60);
  while (at < limit && character_at(text_, at).code != close) {
    if (text_[at] == '\n' || text_[at] == ':') return false;
    at += character_at(text_, at).size;
  }
  if (at >= limit) return false;
  std::size_t behind = at + character_at(text_, at).size;
  std::size_t after = skip_blanks(text_, behind, scan.end);
  if (after >= scan.end || text_[after] == '\n' || text_[after] == ':' || text_[after] == '(') return false;
  if (close < 0x80 && after == behind) return false;
  std::string_view words = text_.substr(begin, at - begin);
  if (words.empty() || trimmed(words).size() != words.size()) return false;
  if (close == ')' && words.size() < 2) return false;  // (a) counts points
  if (open == '[' && language_tag(words)) return false;
  bool round = close == ')' || close == U'）';
  if ((round || candidate.inner) && open != '<' && open != '[' && !role_label(folded(words))) return false;
  if (candidate.inner && open == '[' && !role_label(folded(words)) && !is_upper(character_at(words, 0).code))
    return false;
  candidate.mark = Mark::bracket;
  finish(Scan{text_, scan.begin, begin, scan.end, scan.tagged, scan.dashed, scan.clock, scan.ringed, scan.bilingual,
              scan.tag},
         candidate, at, behind);
  return candidate.words.end > candidate.words.begin;
}

// "<anna> text", as chats print it: a tag by its looks, but for its small letter.
bool Shapes::handle(const Scan& scan, Candidate& candidate) {
  if (scan.tag == 0 && (scan.begin != 0 || text_[0] != '<')) return false;
  std::size_t begin = scan.tag + 1, end = scan.at;
  while (end > begin && text_[end - 1] != '>') --end;
  if (end <= begin + 3 || !is_lower(character_at(text_, begin).code)) return false;
  std::string_view word = text_.substr(begin, end - 1 - begin);
  for (std::string_view element :
       {"title",   "body",    "head",   "html", "div",        "span", "font", "center", "table", "header", "strong",
        "section", "article", "speech", "para", "blockquote", "pre",  "sup",  "sub",    "img",   "ref"})
    if (word == element) return false;
  if (end >= scan.end || text_[end] != ' ') return false;
  // Where tags are closed they are tags.
  if (!closing_tags_) closing_tags_ = text_.find("</") != text_.npos;
  if (*closing_tags_) return false;
  candidate.mark = Mark::bracket;
  finish(Scan{text_, scan.begin, begin, scan.end, true, false, scan.clock, false, false, 0}, candidate, end - 1, end);
  return candidate.words.end > candidate.words.begin;
}

// "Q12 Chair: Good morning." numbers a question before the label of who asks it.
std::size_t Shapes::behind_question_number(const Scan& scan) const {
  std::size_t at = scan.at + 1;
  while (at < scan.end && at - scan.at < 6 && is_digit(static_cast<unsigned char>(text_[at]))) ++at;
  if (at == scan.at + 1 || at >= scan.end) return scan.at;
  std::size_t name = skip_blanks(text_, at, scan.end);
  if (name == at || name >= scan.end || !is_upper(character_at(text_, name).code)) return scan.at;
  Scan behind = scan;
  behind.at = name;
  std::size_t words_end = 0, rest = 0;
  bool crosses = false;
  if (!scan_colon(behind, kInnerReach, words_end, rest, crosses) || crosses) return scan.at;
  std::string_view words = text_.substr(name, words_end - name);
  return look_of(words).score >= 0.8 || role_label(folded(words)) ? name : scan.at;
}

// "[9] [EN] Anna Bell--Chair", its translation, and perhaps the line once more: a label
// as a bilingual edition prints it. Only the first line is its words.
bool Shapes::bilingual_alone(const Scan& scan, Candidate& candidate) {
  std::string_view block = text_.substr(scan.at, scan.end - scan.at);
  if (block.size() > 400 || std::count(block.begin(), block.end(), '\n') > 3) return false;
  std::size_t line_end = std::min(text_.find('\n', scan.at), scan.end);
  if (line_end - scan.at > kLongestAlone) return false;
  for (std::size_t at = scan.at; at < scan.end;) {
    std::size_t end = std::min(text_.find('\n', at), scan.end);
    std::string_view line = trimmed(text_.substr(at, end - at));
    if (!line.empty() && is_sentence_end(character_before(line, line.size()).code)) return false;
    at = end + 1;
  }
  candidate.mark = Mark::alone;
  finish(Scan{text_, scan.begin, scan.at, line_end, scan.tagged, scan.dashed, scan.clock, scan.ringed, true, scan.tag},
         candidate, line_end, line_end);
  candidate.span.end = scan.end;
  return candidate.words.end > candidate.words.begin;
}

bool Shapes::is_sentence_end(char32_t c) {
  return c == '.' || c == '?' || c == '!' || c == U'。' || c == U'？' || c == U'！' || c == ';' || c == ',' ||
         c == U'，' || c == U'：' || c == ':';
}

bool Shapes::ends_with_clock(std::size_t begin, std::size_t end) const {
  while (end > begin && is_blank(static_cast<unsigned char>(text_[end - 1]))) --end;
  char last = end > begin ? text_[end - 1] : ' ';
  bool half = end > begin + 2 && (last == 'M' || last == 'm') && std::strchr("AaPp", text_[end - 2]) != nullptr;
  return is_digit(static_cast<unsigned char>(last)) || last == ')' || last == ']' || half;
}

// A paragraph's first line that type sets off, or that is all capitals, and has no mark of a
// sentence.
bool Shapes::stands_alone(const Scan& scan, const Candidate& candidate, std::size_t line_end) const {
  ByteSpan words = trimmed(text_, ByteSpan{scan.at, line_end});
  std::string_view line = slice(text_, words);
  if (line.size() < 3 || line.find_first_of(".,;:!?\"()0123456789") != line.npos) return false;
  std::size_t upper = 0;
  bool lower = false;
  for (std::size_t at = 0; at < line.size();) {
    Character c = character_at(line, at);
    upper += is_upper(c.code);
    lower |= is_lower(c.code);
    at += c.size;
  }
  if (!lower) return upper >= 3;
  return set_off(page_.blocks[candidate.block], words, line_end);
}

// A whole paragraph of one short line that ends without a stop.
bool Shapes::alone(const Scan& scan, Candidate& candidate) {
  std::size_t end = scan.end;
  // "Anna Bell  12:24" and, below it, words in mid-sentence: one paragraph, to look at.
  std::size_t line_end = std::min(text_.find('\n', scan.at), end);
  if (line_end < end && line_end - scan.at <= kLongestAlone && ends_with_clock(scan.at, line_end)) {
    candidate.mark = Mark::alone;
    finish(Scan{text_, scan.begin, scan.at, line_end, scan.tagged, scan.dashed, scan.clock, scan.ringed, scan.bilingual,
                scan.tag},
           candidate, line_end, line_end);
    candidate.empty = false;
    return candidate.clock.has_value() && candidate.words.end > candidate.words.begin;
  }
  // "**Anna Bell**" or "ANNA BELL", and what she says on the next line of the paragraph.
  if (line_end < end && line_end - scan.at <= kLongestName && stands_alone(scan, candidate, line_end)) {
    candidate.mark = Mark::alone;
    finish(Scan{text_, scan.begin, scan.at, line_end, scan.tagged, scan.dashed, scan.clock, scan.ringed, scan.bilingual,
                scan.tag},
           candidate, line_end, line_end);
    candidate.empty = false;
    return candidate.words.end > candidate.words.begin;
  }
  if (scan.bilingual && bilingual_alone(scan, candidate)) return true;
  if (end - scan.at > kLongestAlone) return false;
  std::string_view line = text_.substr(scan.at, end - scan.at);
  if (line.find('\n') != line.npos || line.find("</") != line.npos) return false;
  char32_t last = character_before(text_, end).code;
  if (last == '.' || last == '?' || last == '!' || last == ',' || last == ';' || last == U'…' || last == U'。' ||
      is_dash(last) || last == '"' || last == U'”' || last == U'？')
    return false;
  candidate.mark = Mark::alone;
  finish(scan, candidate, end, end);
  return candidate.words.end > candidate.words.begin;
}

// Trims the words, takes a clock behind them, and looks at what follows.
void Shapes::finish(const Scan& scan, Candidate& candidate, std::size_t words_end, std::size_t rest) {
  rest = skip_closers(text_, rest, scan.end);
  take_clock_inside(scan, candidate, words_end);
  while (words_end > scan.at && (text_[words_end - 1] == '*' || text_[words_end - 1] == '_')) --words_end;
  candidate.words = trimmed(text_, ByteSpan{scan.at, words_end});
  strip_brackets(candidate.words);
  candidate.bold = set_off(page_.blocks[candidate.block], candidate.words, rest);

  // A clock behind the colon belongs to the label if its line ends there.
  std::size_t after = skip_blanks(text_, rest, scan.end);
  if (candidate.mark == Mark::colon && after < scan.end) {
    if (auto clock = clock_at(text_, after)) {
      std::size_t behind = skip_blanks(text_, clock->end, scan.end);
      if (behind >= scan.end || text_[behind] == '\n') {
        candidate.clock = clock->seconds;
        rest = clock->end;
        after = behind;
      }
    }
  }
  candidate.span.end = rest;
  candidate.empty = after >= scan.end || text_[after] == '\n';
  if (after < scan.end) candidate.lower_rest = is_lower(character_at(text_, after).code);
}

// "(UNKNOWN):": brackets around the whole are marks.
void Shapes::strip_brackets(ByteSpan& words) const {
  if (words.size() < 3) return;
  char open = text_[words.begin], close = text_[words.end - 1];
  if (!((open == '(' && close == ')') || (open == '[' && close == ']'))) return;
  if (slice(text_, words).find(open, 1) != std::string_view::npos) return;
  words = trimmed(text_, ByteSpan{words.begin + 1, words.end - 1});
}

// "Anna Bell  0:12", "Anna (00:12):": the clock is no word of the label.
void Shapes::take_clock_inside(const Scan& scan, Candidate& candidate, std::size_t& words_end) {
  std::size_t end = words_end;
  while (end > scan.at && is_blank(static_cast<unsigned char>(text_[end - 1]))) --end;
  // "10:04 AM", as chats print it.
  bool half = end > scan.at + 3 && (text_[end - 1] == 'M' || text_[end - 1] == 'm') &&
              std::strchr("AaPp", text_[end - 2]) != nullptr && !is_letter(static_cast<unsigned char>(text_[end - 3]));
  bool afternoon = half && (text_[end - 2] | 0x20) == 'p';
  if (half) {
    end -= 2;
    while (end > scan.at && is_blank(static_cast<unsigned char>(text_[end - 1]))) --end;
  }
  std::size_t at = end;
  while (at > scan.at && std::strchr("0123456789:.[]()", text_[at - 1]) != nullptr) --at;
  while (at < end && (text_[at] == '.' || text_[at] == ':' || text_[at] == ')' || text_[at] == ']')) ++at;
  if (at >= end || at == scan.at) return;
  auto clock = clock_at(text_, at);
  if (!clock || clock->end != end) return;
  candidate.clock = clock->seconds;
  if (half) candidate.clock = *candidate.clock * 60 + (afternoon && clock->seconds < 12 * 60 ? 12 * 3600 : 0);
  words_end = at;
}

// A line that is nothing but a clock time belongs to the label below it.
void Shapes::take_clock_line_above(Candidate& candidate) {
  if (candidate.inner || candidate.block == 0) return;
  ByteSpan above = page_.blocks[candidate.block - 1].span;
  if (above.end - above.begin > 20) return;
  auto clock = clock_at(text_, above.begin);
  if (!clock || clock->end != above.end) return;
  if (page_.blocks[candidate.block].blank_line_before) return;
  candidate.clock = clock->seconds;
  candidate.span.begin = above.begin;
}

}  // namespace stenogram::transcript
