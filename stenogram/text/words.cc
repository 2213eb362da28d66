// Words and their keys.
//
// The rule is simple: a run of letters, a number, a grapheme or a sign. The text
// is walked once from left to right, and the kind of the character at hand says
// which of the four begins there. Two things make it fast. Runs of ASCII letters,
// nearly all of most texts, are stepped over by a table of 256 bytes; and format
// characters, which count as absent wherever they stand, are looked for only
// where a byte above ASCII stands.
#include "stenogram/text/words.h"

#include <unicode/uchar.h>

#include <array>
#include <bit>
#include <cstring>

#include "stenogram/text/characters.h"

namespace stenogram::text {
namespace {

using Kind = CharacterKind;

constexpr bool is_ascii_letter(unsigned char byte) { return (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z'; }

// What the scanner does with a first byte: ASCII that separates is passed over
// without a further look.
enum Step : std::uint8_t { kSkip, kAsciiLetter, kLook };

constexpr std::array<Step, 256> kSteps = [] {
  std::array<Step, 256> steps{};
  for (int byte = 0; byte < 256; ++byte) {
    if (is_ascii_letter(static_cast<unsigned char>(byte))) steps[byte] = kAsciiLetter;
    if (byte >= 0x80 || (byte >= '0' && byte <= '9')) steps[byte] = kLook;
  }
  for (char sign : {'%', '&', '#', '+', '-', '$'}) steps[static_cast<unsigned char>(sign)] = kLook;
  return steps;
}();

Step step_of(char byte) { return kSteps[static_cast<unsigned char>(byte)]; }

// A character that counts, with the place where it stands.
struct Found {
  char32_t code = kMalformed;
  Kind kind = Kind::separator;
  std::size_t begin = 0;
  std::size_t end = 0;
};

// The first character at or after `at` that is not ignorable.
Found look(std::string_view text, std::size_t at) {
  for (;;) {
    Character character = character_at(text, at);
    Kind kind = kind_of(character.code);
    if (kind != Kind::ignorable) return {character.code, kind, at, at + character.size};
    at += character.size;
  }
}

// Where the marks end that stand at `at`; `at` itself where there are none.
std::size_t past_marks(std::string_view text, std::size_t at) {
  for (;;) {
    Found next = look(text, at);
    if (next.kind != Kind::mark) return at;
    at = next.end;
  }
}

bool is_wide_digit(char32_t code) { return code >= U'０' && code <= U'９'; }

// Letters with their marks, and apostrophes with a letter on either side. `at`
// stands after the first letter.
std::size_t past_letters(std::string_view text, std::size_t at) {
  for (;;) {
    while (at < text.size() && step_of(text[at]) == kAsciiLetter) ++at;
    if (at == text.size() || (step_of(text[at]) == kSkip && text[at] != '\'' && text[at] != '`')) return at;
    Found next = look(text, at);
    if (next.kind == Kind::apostrophe) next = look(text, next.end);
    else if (next.kind == Kind::mark) next.kind = Kind::letter;
    if (next.kind != Kind::letter) return at;
    at = next.end;
  }
}

// A run of digits with their marks.
struct Digits {
  std::size_t count = 0;
  std::size_t end = 0;
  Found first, last;
};

Digits digits_at(std::string_view text, std::size_t at) {
  Digits run;
  run.end = at;
  for (;;) {
    Found next = look(text, run.end);
    if (next.kind != Kind::digit) return run;
    if (run.count++ == 0) run.first = next;
    run.last = next;
    run.end = past_marks(text, next.end);
  }
}

// A comma, point or space after `before` that digits follow; or no digits.
struct Joint {
  Found mark;
  Digits after;
};

Joint joint_after(std::string_view text, const Digits& before) {
  Joint joint;
  joint.mark = look(text, before.end);
  bool wide = joint.mark.kind == Kind::wide_comma || joint.mark.kind == Kind::wide_point;
  if (!wide && joint.mark.kind != Kind::comma && joint.mark.kind != Kind::point && joint.mark.kind != Kind::space)
    return joint;
  joint.after = digits_at(text, joint.mark.end);
  if (wide && !(is_wide_digit(before.last.code) && joint.after.count > 0 && is_wide_digit(joint.after.first.code)))
    joint.after = {};
  return joint;
}

// The number whose digits begin at `at`: groups of three first, then decimal
// points and commas. Groups may follow one to three digits that do not begin with
// a zero (`0,125` is a decimal). `on_group` hears of each mark that disappears.
template <class OnGroup>
std::size_t past_number(std::string_view text, std::size_t at, OnGroup on_group) {
  Digits digits = digits_at(text, at);
  bool grouped = digits.count <= 3 && u_charDigitValue(UChar32(digits.first.code)) != 0;
  for (;;) {
    Joint joint = joint_after(text, digits);
    if (joint.after.count == 0) return digits.end;
    bool point = joint.mark.kind == Kind::point || joint.mark.kind == Kind::wide_point;
    if (grouped && !point && joint.after.count == 3) {
      on_group(joint.mark);
    } else if (joint.mark.kind == Kind::space) {
      return digits.end;
    } else {
      grouped = false;
    }
    digits = joint.after;
  }
}

std::size_t past_number(std::string_view text, std::size_t at) {
  return past_number(text, at, [](const Found&) {});
}

// A hyphen of some kind, the end of the line, and a letter first on the next.
bool breaks_at_line_end(std::string_view text, std::size_t at) {
  constexpr char32_t kSoftHyphen = 0xAD;
  auto blank = [](Found found) { return found.kind == Kind::space || found.code == '\t'; };
  Found next;
  bool hyphen = false;
  for (std::size_t from = at;; from += character_at(text, from).size) {
    hyphen |= character_at(text, from).code == kSoftHyphen;
    next = look(text, from);
    if (next.begin == from) break;
  }
  if (!hyphen && (next.kind == Kind::hyphen || next.kind == Kind::line_hyphen)) {
    hyphen = true;
    next = look(text, next.end);
  }
  if (!hyphen) return false;
  while (blank(next)) next = look(text, next.end);
  if (!is_line_break(next.code)) return false;
  bool carriage_return = next.code == '\r';
  next = look(text, next.end);
  if (carriage_return && next.code == '\n') next = look(text, next.end);
  while (blank(next)) next = look(text, next.end);
  return next.kind == Kind::letter;
}

}  // namespace

bool WordScanner::take(Word& word, std::size_t begin, std::size_t end) {
  word = {std::uint32_t(begin), std::uint32_t(end), false};
  at_ = end;
  after_word_ = true;
  after_hyphen_ = false;
  return true;
}

bool WordScanner::next(Word& word) {
  while (at_ < text_.size()) {
    Step step = step_of(text_[at_]);
    if (step == kSkip) {
      after_word_ = after_hyphen_ = false;
      ++at_;
      continue;
    }
    if (step == kAsciiLetter) {
      take(word, at_, past_letters(text_, at_ + 1));
      if (at_ < text_.size() && step_of(text_[at_]) == kLook) word.breaks_at_line_end = breaks_at_line_end(text_, at_);
      return true;
    }
    Found found = look(text_, at_);
    switch (found.kind) {
      case Kind::letter:
        take(word, found.begin, past_letters(text_, found.end));
        word.breaks_at_line_end = breaks_at_line_end(text_, at_);
        return true;
      case Kind::grapheme: return take(word, found.begin, past_marks(text_, found.end));
      case Kind::digit: return take(word, found.begin, past_number(text_, found.begin));
      case Kind::other_number: {
        std::size_t end = found.end;
        for (Found next = found; next.kind == Kind::other_number || next.kind == Kind::mark; next = look(text_, end))
          end = next.end;
        return take(word, found.begin, end);
      }
      case Kind::sign: return take(word, found.begin, found.end);
      case Kind::plus:
        if (look(text_, found.end).kind == Kind::digit) return take(word, found.begin, past_number(text_, found.end));
        return take(word, found.begin, found.end);
      case Kind::hyphen:
      case Kind::minus: {
        // After a word - is a hyphen; after another hyphen both are a dash.
        bool minus = !after_hyphen_ && !(found.kind == Kind::hyphen && after_word_);
        if (minus && look(text_, found.end).kind == Kind::digit)
          return take(word, found.begin, past_number(text_, found.end));
        after_hyphen_ = true;
        break;
      }
      default: after_hyphen_ = found.kind == Kind::line_hyphen; break;
    }
    after_word_ = false;
    at_ = found.end;
  }
  return false;
}

std::vector<Word> words(std::string_view text) {
  std::vector<Word> found;
  found.reserve(text.size() / 5);
  for_each_word(text, [&](Word word) { found.push_back(word); });
  return found;
}

// Keys.
//
// Most words are ASCII and only need lower-casing, eight bytes at a time. Others
// are folded a character at a time by the table of characters, and what the table
// cannot fold alone goes to ICU.
namespace {

constexpr std::uint64_t kEachByte = 0x0101010101010101;
constexpr std::uint64_t kHighBits = 0x80 * kEachByte;

// Up to eight bytes, the first in the lowest place.
std::uint64_t load(const char* bytes, std::size_t size) {
  std::uint64_t block = 0;
  std::memcpy(&block, bytes, std::min<std::size_t>(size, 8));
  return block;
}

// Whether some byte of the ASCII `block` is `byte`.
constexpr bool has_byte(std::uint64_t block, char byte) {
  std::uint64_t difference = block ^ (kEachByte * static_cast<unsigned char>(byte));
  return ((difference + 0x7F * kEachByte) & kHighBits) != kHighBits;
}

// Lower-cases ASCII: in each byte, the high bit of `from_a` says "A or above", of
// `past_z` "above Z".
constexpr std::uint64_t lower(std::uint64_t block) {
  std::uint64_t from_a = block + (0x80 - 'A') * kEachByte;
  std::uint64_t past_z = block + (0x7F - 'Z') * kEachByte;
  return block | (((from_a ^ past_z) & kHighBits) >> 2);
}

// Whether lower-casing makes the key: ASCII, without ` that is an apostrophe, and
// without comma or space, which may vanish from a number.
bool only_needs_lower_case(std::string_view word) {
  for (std::size_t at = 0; at < word.size(); at += 8) {
    std::uint64_t block = load(word.data() + at, word.size() - at);
    if ((block & kHighBits) || has_byte(block, '`') || has_byte(block, ',') || has_byte(block, ' ')) return false;
  }
  return true;
}

void append_lower(std::string_view word, std::string& out) {
  std::size_t size = out.size();
  out.resize(size + word.size());
  for (std::size_t at = 0; at < word.size(); at += 8) {
    std::uint64_t block = lower(load(word.data() + at, word.size() - at));
    std::memcpy(out.data() + size + at, &block, std::min<std::size_t>(word.size() - at, 8));
  }
}

// The word without the marks between its groups of three, if it is a number; and
// with one kind of minus.
bool plain_number(std::string_view word, std::string& plain) {
  Found first = look(word, 0);
  bool sign = first.kind == Kind::plus || first.kind == Kind::minus || first.kind == Kind::hyphen;
  Found digit = sign ? look(word, first.end) : first;
  if (digit.kind != Kind::digit) return false;
  if (sign) plain += first.kind == Kind::plus ? '+' : '-';
  std::size_t from = digit.begin;
  past_number(word, digit.begin, [&](const Found& mark) {
    plain += word.substr(from, mark.begin - from);
    from = mark.end;
  });
  plain += word.substr(from);
  return true;
}

enum class Level { verdict, search };

bool append_by_table(std::string_view word, Level level, std::string& out) {
  std::size_t before = out.size();
  for (std::size_t at = 0; at < word.size();) {
    Character character = character_at(word, at);
    const CharacterFacts& facts = facts_of(character.code);
    if (!facts.simple) {
      out.resize(before);
      return false;
    }
    if (level == Level::verdict) out.append(facts.verdict.data(), facts.verdict_size);
    else out.append(facts.search.data(), facts.search_size);
    at += character.size;
  }
  return true;
}

void append_key(std::string_view word, Level level, std::string& out) {
  if (only_needs_lower_case(word)) return append_lower(word, out);
  std::string number;
  if (plain_number(word, number)) word = number;
  if (append_by_table(word, level, out)) return;
  if (level == Level::verdict) return append_verdict_key_by_icu(word, out);
  std::string verdict;
  append_verdict_key_by_icu(word, verdict);
  append_without_marks(verdict, out);
}

std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
  unsigned __int128 product = static_cast<unsigned __int128>(a) * b;
  return std::uint64_t(product) ^ std::uint64_t(product >> 64);
}

// Multiply and fold, as in wyhash; the constants are odd and have no pattern.
template <class Change>
std::uint64_t hash(std::string_view bytes, Change change) {
  std::uint64_t state = bytes.size() * 0x9E3779B97F4A7C15;
  for (std::size_t at = 0; at < bytes.size(); at += 8)
    state = mix(state ^ change(load(bytes.data() + at, bytes.size() - at)), 0xD6E8FEB86659FD93);
  return mix(state, 0xA0761D6478BD642F);
}

}  // namespace

void append_verdict_key(std::string_view word, std::string& out) { append_key(word, Level::verdict, out); }

void append_search_key(std::string_view word, std::string& out) { append_key(word, Level::search, out); }

std::string verdict_key(std::string_view word) {
  std::string key;
  append_verdict_key(word, key);
  return key;
}

std::string search_key(std::string_view word) {
  std::string key;
  append_search_key(word, key);
  return key;
}

std::uint64_t hash_of_key(std::string_view key) {
  return hash(key, [](std::uint64_t block) { return block; });
}

std::uint64_t search_hash(std::string_view word) {
  if (only_needs_lower_case(word)) return hash(word, lower);
  thread_local std::string key;
  key.clear();
  append_search_key(word, key);
  return hash_of_key(key);
}

std::string matching_version() {
  UVersionInfo unicode;
  u_getUnicodeVersion(unicode);
  return "1/" + std::to_string(unicode[0]) + "." + std::to_string(unicode[1]);
}

}  // namespace stenogram::text
