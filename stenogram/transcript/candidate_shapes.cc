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
constexpr std::size_t kLongestName = 50;  // alone on the first line of a paragraph, or before a tab

std::optional<Candidate> Shapes::at(std::uint32_t index, std::size_t at, std::size_t end, bool inner) {
  Scan scan{text_, at, at, end, false, false, std::nullopt, false, false, 0};
  skip_openers(scan);
  if (scan.at >= end) return std::nullopt;
  char32_t first = character_at(text_, scan.at).code;
  bool plausible = is_letter(first) || is_digit(first) || first == '$' || first == '(' ||
                   first == '[' || first > 0x2000;
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
                           dash(scan, candidate) || alone(scan, candidate)));
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
    bool capitals = word.size() >= 3 && word.size() <= 24 && std::none_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
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
  else if (at > candidate.span.begin + 1 && text_[at - 2] == '<' && (text_[at - 1] == '@' || text_[at - 1] == '+')) open = '<', close = '>';
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
  if (candidate.inner && open == '[' && !role_label(folded(words)) && !is_upper(character_at(words, 0).code)) return false;
  candidate.mark = Mark::bracket;
  finish(Scan{text_, scan.begin, begin, scan.end, scan.tagged, scan.dashed, scan.clock, scan.ringed, scan.bilingual, scan.tag}, candidate, at, behind);
  return candidate.words.end > candidate.words.begin;
}

// "<anna> text", as chats print it: a tag by its looks, but for its small letter.
bool Shapes::handle(const Scan& scan, Candidate& candidate) {
  if (scan.tag == 0 && (scan.begin != 0 || text_[0] != '<')) return false;
  std::size_t begin = scan.tag + 1, end = scan.at;
  while (end > begin && text_[end - 1] != '>') --end;
  if (end <= begin + 3 || !is_lower(character_at(text_, begin).code)) return false;
  std::string_view word = text_.substr(begin, end - 1 - begin);
  for (std::string_view element : {"title", "body", "head", "html", "div", "span", "font", "center", "table", "header", "strong",
                                   "section", "article", "speech", "para", "blockquote", "pre", "sup", "sub", "img", "ref"})
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

// "Mr. HOLLIS. text": a short run of name-like words closed by a full stop, of which
// the last is in capitals, or which opens with an honorific, stands apart in type or
// is the word for a part. Behind a name in capitals an office may follow a comma.
bool Shapes::stop(const Scan& scan, Candidate& candidate) {
  std::size_t words = 1, name_end = 0;
  int depth = 0;
  std::size_t limit = std::min(scan.end, scan.at + 110);
  bool lower = false;  // a small letter since the last blank
  for (std::size_t at = scan.at; at < limit;) {
    Character c = character_at(text_, at);
    if (c.code == '\n' || c.code == '?' || c.code == '!' || c.code == ';' || c.code == ':' || c.code == '"') return false;
    if ((c.code == U'–' || c.code == U'—') && at > scan.at && text_[at - 1] == ' ') return false;  // "D. L. – Merci."
    if (c.code == '(') ++depth;
    if (c.code == ')') --depth;
    if (c.code == ',' && depth == 0) {
      bool titled = is_honorific(first_word(scan));
      if (name_end != 0 || (lower && !titled)) return false;
      name_end = at;
    }
    if (is_blank(c.code)) {
      if (++words > (name_end != 0 || depth > 0 ? 14u : 7u)) return false;
      if (depth == 0) lower = false;
    }
    if (is_lower(c.code) && depth == 0) lower = true;
    if (c.code == '.' && at > scan.at && depth == 0) {
      bool ends = at + 1 >= scan.end || is_blank(character_at(text_, at + 1).code);
      if (ends && words == 1 && letter_of_part(scan, at)) {
        candidate.mark = Mark::stop;
        finish(scan, candidate, at, at + 1);
        return true;
      }
      if (ends && !inner_stop(text_, scan.at, at)) {
        if (stop_and_dash(scan, candidate, at)) return true;
        if (text_[at - 1] == ' ' || !closes_label(scan, candidate, at, lower, name_end)) return false;
        candidate.mark = Mark::stop;
        finish(scan, candidate, at, at + 1);
        return true;
      }
    }
    at += c.size;
  }
  return false;
}

// "A. I have to say: it rained." is a letter and a sentence, "A. Berg: It rained." a name.
bool Shapes::letter_and_sentence(const Scan& scan) const {
  std::size_t stop_at = scan.at + character_at(text_, scan.at).size;
  if (stop_at + 2 >= scan.end || text_[stop_at] != '.' || text_[stop_at + 1] != ' ') return false;
  std::size_t words_end = 0, rest = 0;
  bool crosses = false;
  if (!letter_of_part(scan, stop_at) || !scan_colon(scan, kInnerReach, words_end, rest, crosses)) return false;
  return look_of(text_.substr(scan.at, words_end - scan.at)).score < 0.5;
}

// "Anna Berg (PPE), rapporteur. – Mr President": the full stop at `at` and a dash behind it.
bool Shapes::stop_and_dash(const Scan& scan, Candidate& candidate, std::size_t at) {
  std::size_t dash = skip_blanks(text_, at + 1, scan.end);
  if (dash == at + 1 || dash >= scan.end) return false;
  Character c = character_at(text_, dash);
  if ((c.code != U'–' && c.code != U'—') || dash + c.size >= scan.end || !is_blank(character_at(text_, dash + c.size).code)) return false;
  std::string_view words = text_.substr(scan.at, at - scan.at);
  words = trimmed(words.substr(0, std::min(words.find_first_of("(,"), words.size())));
  if (look_of(words).score < 0.8 && !role_label(folded(words))) return false;
  candidate.mark = Mark::dash;
  finish(scan, candidate, at, dash + c.size);
  return true;
}

// "P. ¿Quién paga?": one letter that may stand for a part, and the beginning of a sentence.
bool Shapes::letter_of_part(const Scan& scan, std::size_t at) const {
  if (at - scan.at > 2 || at + 2 >= scan.end || !letter_part(folded(text_.substr(scan.at, at - scan.at)))) return false;
  char32_t next = character_at(text_, at + 2).code;
  // "D. L. – A kto": initials.
  std::size_t behind = at + 2 + character_at(text_, at + 2).size;
  if (is_upper(next) && behind < scan.end && text_[behind] == '.') return false;
  return !is_letter(next) || is_upper(next);
}

std::string_view Shapes::first_word(const Scan& scan) const {
  std::size_t end = scan.at;
  while (end < scan.end && text_[end] != ' ' && text_[end] != '\n') ++end;
  return text_.substr(scan.at, end - scan.at);
}

// "Chairwoman Brook", "Secretary General Lind": an office and a name, each word with a
// capital.
bool Shapes::office_and_name(std::string_view words) {
  std::size_t blank = words.find(' ');
  if (blank == words.npos || !is_office_word(words.substr(0, blank))) return false;
  std::size_t count = 1;
  bool capital = is_upper(character_at(words, 0).code);
  for (std::size_t at = blank; at + 1 < words.size() && at != words.npos; at = words.find(' ', at + 1), ++count)
    capital &= is_upper(character_at(words, at + 1).code);
  return capital && count <= 4 && !is_office_word(words.substr(words.rfind(' ') + 1));
}

// "The President", "The Vice President": whose office it is, every word with a capital.
bool Shapes::article_and_office(std::string_view words) {
  if (!words.starts_with("The ") || words.size() > 40) return false;
  std::size_t count = 0;
  for (std::size_t at = 3; at != words.npos; at = words.find(' ', at + 1), ++count)
    if (at + 1 >= words.size() || !is_upper(character_at(words, at + 1).code)) return false;
  return count <= 3 && is_office_word(words.substr(words.rfind(' ') + 1));
}

bool Shapes::closes_label(const Scan& scan, const Candidate& candidate, std::size_t at, bool lower,
                  std::size_t name_end) const {
  std::string_view last = last_word(text_, scan.at, name_end != 0 ? name_end : at);
  bool capitals = (!lower || name_end != 0 || last.starts_with("Mc") || last.starts_with("Mac")) &&
                  last.size() >= 3 && !is_lower(character_before(last, last.size()).code);
  if (capitals) return true;
  std::string_view first = first_word(scan);
  if (first.size() < at - scan.at && is_honorific(first)) return true;
  if (office_and_name(text_.substr(scan.at, at - scan.at))) return true;
  if (article_and_office(text_.substr(scan.at, at - scan.at))) return true;
  if (at - scan.at <= 60 && role_label(folded(text_.substr(scan.at, at - scan.at)))) return true;
  return set_off(page_.blocks[candidate.block], ByteSpan{scan.at, at}, at + 1);
}

// "Orlov P. A. text" and "Orlov P. A., of the Harbour Group. text".
bool Shapes::initials(const Scan& scan, Candidate& candidate) {
  std::string_view first = first_word(scan);
  std::size_t letters = 0;
  for (std::size_t i = 0; i < first.size(); ++letters) {
    Character c = character_at(first, i);
    if (letters == 0 ? !is_upper(c.code) : !is_lower(c.code) && c.code != '-') return false;
    i += c.size;
  }
  if (letters < 3 || is_honorific(first)) return false;
  std::size_t at = scan.at + first.size();
  int found = 0;
  while (found < 2) {
    at = skip_blanks(text_, at, scan.end);
    if (at + 2 >= scan.end) return false;
    Character c = character_at(text_, at);
    if (!is_upper(c.code) || text_[at + c.size] != '.') return false;
    at += c.size + 1;
    ++found;
  }
  std::size_t words_end = at, rest = at;
  if (at < scan.end && text_[at] == ',') {
    std::size_t stop_at = text_.find(". ", at);
    if (stop_at == text_.npos || stop_at - at > 140 || stop_at >= scan.end) return false;
    words_end = stop_at;
    rest = stop_at + 1;
  }
  std::size_t after = skip_blanks(text_, rest, scan.end);
  if (after >= scan.end || !is_upper(character_at(text_, after).code)) return false;
  candidate.mark = Mark::stop;
  finish(scan, candidate, words_end, rest);
  return true;
}

// "Orlov — text", with or without a full stop before the dash; "ORLOV (Riba) - text".
bool Shapes::dash(const Scan& scan, Candidate& candidate) {
  std::size_t words = 1;
  std::size_t limit = std::min(scan.end, scan.at + 90);
  int depth = 0;
  bool lower = false;
  if (scan.dashed || text_[scan.at] == '[' || text_[scan.at] == '(') return false;
  for (std::size_t at = scan.at; at < limit;) {
    Character c = character_at(text_, at);
    if (c.code == '\n' || c.code == ',' || c.code == '?' || c.code == '!' || c.code == ';') return false;
    if (c.code == '(') ++depth;
    if (c.code == ')') --depth;
    if (is_blank(c.code) && ++words > 8) return false;
    if (depth == 0 && is_lower(c.code)) lower = true;
    bool parts = is_dash(c.code) && c.code != U'‐' && c.code != U'−';
    if (parts && at > scan.at && depth == 0) {
      std::size_t after = at + c.size;
      bool open_before = is_blank(static_cast<unsigned char>(text_[at - 1])) || text_[at - 1] == '.';
      bool open_behind = after < scan.end && is_blank(character_at(text_, after).code);
      if (open_before && open_behind) {
        std::size_t words_end = at;
        while (words_end > scan.at && text_[words_end - 1] == ' ') --words_end;
        // A hyphen serves many purposes, unless what stands before it is a name or a part.
        if (c.code == '-' && lower) {
          std::string_view before = text_.substr(scan.at, words_end - scan.at);
          if (look_of(before).score < 0.8 && !role_label(folded(before))) return false;
        }
        if (words_end > scan.at && text_[words_end - 1] == '.' &&
            !inner_stop(text_, scan.at, words_end - 1))
          --words_end;
        candidate.mark = Mark::dash;
        finish(scan, candidate, words_end, after);
        return true;
      }
      if (c.code != '-') return false;
    }
    at += c.size;
  }
  return false;
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
  finish(Scan{text_, scan.begin, scan.at, line_end, scan.tagged, scan.dashed, scan.clock, scan.ringed, true, scan.tag}, candidate, line_end, line_end);
  candidate.span.end = scan.end;
  return candidate.words.end > candidate.words.begin;
}

bool Shapes::is_sentence_end(char32_t c) {
  return c == '.' || c == '?' || c == '!' || c == U'。' || c == U'？' || c == U'！' || c == ';' || c == ',' || c == U'，' || c == U'：' || c == ':';
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
    finish(Scan{text_, scan.begin, scan.at, line_end, scan.tagged, scan.dashed, scan.clock, scan.ringed, scan.bilingual, scan.tag}, candidate, line_end, line_end);
    candidate.empty = false;
    return candidate.clock.has_value() && candidate.words.end > candidate.words.begin;
  }
  // "**Anna Bell**" or "ANNA BELL", and what she says on the next line of the paragraph.
  if (line_end < end && line_end - scan.at <= kLongestName && stands_alone(scan, candidate, line_end)) {
    candidate.mark = Mark::alone;
    finish(Scan{text_, scan.begin, scan.at, line_end, scan.tagged, scan.dashed, scan.clock, scan.ringed, scan.bilingual, scan.tag}, candidate, line_end, line_end);
    candidate.empty = false;
    return candidate.words.end > candidate.words.begin;
  }
  if (scan.bilingual && bilingual_alone(scan, candidate)) return true;
  if (end - scan.at > kLongestAlone) return false;
  std::string_view line = text_.substr(scan.at, end - scan.at);
  if (line.find('\n') != line.npos || line.find("</") != line.npos) return false;
  char32_t last = character_before(text_, end).code;
  if (last == '.' || last == '?' || last == '!' || last == ',' || last == ';' || last == U'…' ||
      last == U'。' || is_dash(last) || last == '"' || last == U'”' || last == U'？')
    return false;
  candidate.mark = Mark::alone;
  finish(scan, candidate, end, end);
  return candidate.words.end > candidate.words.begin;
}

// Trims the words, takes a clock behind them, and looks at what follows.
void Shapes::finish(const Scan& scan, Candidate& candidate, std::size_t words_end, std::size_t rest) {
  rest = skip_closers(text_, rest, scan.end);
  take_clock_inside(scan, candidate, words_end);
  while (words_end > scan.at && (text_[words_end - 1] == '*' || text_[words_end - 1] == '_'))
    --words_end;
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
