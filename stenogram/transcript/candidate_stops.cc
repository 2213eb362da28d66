// The shapes of labels that a full stop or a dash parts from what is said.
#include <algorithm>
#include <string>

#include "stenogram/transcript/candidate_shapes.h"
#include "stenogram/transcript/characters.h"
#include "stenogram/transcript/names.h"
#include "stenogram/transcript/roles.h"

namespace stenogram::transcript {

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
    if (c.code == '\n' || c.code == '?' || c.code == '!' || c.code == ';' || c.code == ':' || c.code == '"')
      return false;
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
  if ((c.code != U'–' && c.code != U'—') || dash + c.size >= scan.end ||
      !is_blank(character_at(text_, dash + c.size).code))
    return false;
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
  bool capitals = (!lower || name_end != 0 || last.starts_with("Mc") || last.starts_with("Mac")) && last.size() >= 3 &&
                  !is_lower(character_before(last, last.size()).code);
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
    bool parts = (is_dash(c.code) && c.code != U'‐' && c.code != U'−') || c.code == '/';
    if (parts && at > scan.at && depth == 0) {
      std::size_t after = at + c.size;
      bool open_before = is_blank(static_cast<unsigned char>(text_[at - 1])) || text_[at - 1] == '.';
      bool open_behind = after < scan.end && is_blank(character_at(text_, after).code);
      if (open_before && open_behind) {
        std::size_t words_end = at;
        while (words_end > scan.at && text_[words_end - 1] == ' ') --words_end;
        // A hyphen serves many purposes, unless what stands before it is a name or a part.
        if ((c.code == '-' && lower) || c.code == '/') {
          std::string_view before = text_.substr(scan.at, words_end - scan.at);
          NameLook look = look_of(before);
          if (look.score < 0.8 && !role_label(folded(before))) return false;
          // "Prams / pushchairs" are two words for one thing; a name is whole, and a sentence follows.
          std::size_t said = skip_blanks(text_, after, scan.end);
          bool sentence = said < scan.end && !is_lower(character_at(text_, said).code);
          if (c.code == '/' && (!sentence || (look.words < 2 && !role_label(folded(before))))) return false;
        }
        if (words_end > scan.at && text_[words_end - 1] == '.' && !inner_stop(text_, scan.at, words_end - 1))
          --words_end;
        candidate.mark = Mark::dash;
        finish(scan, candidate, words_end, after);
        return true;
      }
      if (c.code != '-' && c.code != '/') return false;
    }
    at += c.size;
  }
  return false;
}

}  // namespace stenogram::transcript
