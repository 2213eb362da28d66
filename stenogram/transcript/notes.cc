// Finding notes.
//
// Most turns hold no bracket at all, so the text is first swept for the few bytes that can
// open or close one; only those are looked at again. Brackets are matched with a stack,
// once, which keeps a megabyte of them linear. Each outermost pair is then asked what it
// holds, and pairs that hold words are left alone.
#include "stenogram/transcript/notes.h"

#include <algorithm>

#include "stenogram/base/byte_set.h"
#include "stenogram/transcript/characters.h"
#include "stenogram/transcript/data.h"
#include "stenogram/transcript/dates.h"
#include "stenogram/transcript/names.h"
#include "stenogram/transcript/phrases.h"
#include "stenogram/transcript/roles.h"

namespace stenogram::transcript {
namespace {

constexpr std::size_t kLongestNote = 1500;  // bytes between brackets
constexpr std::size_t kDeepest = 64;        // brackets open at once

struct StageWords {
  Phrases stage;  // values are NoteKinds
  Phrases beside, followed_by, voice, no_voice;
};

StageWords read_stage_words() {
  StageWords words;
  for (const TableSection& section : parse_table(data("stage.txt"))) {
    if (auto kind = from_name<NoteKind>(section.name))
      words.stage.add(section, std::uint32_t(*kind));
    else if (section.name == "beside")
      words.beside.add(section, 0);
    else if (section.name == "followed by")
      words.followed_by.add(section, 0);
    else if (section.name == "voice")
      words.voice.add(section, 0);
    else
      words.no_voice.add(section, 0);
  }
  return words;
}

const StageWords& stage_words() {
  static const StageWords read = read_stage_words();
  return read;
}

// A pair of brackets, their marks included.
struct Pair {
  ByteSpan span;
  ByteSpan inside;
  char32_t open;
};

char32_t closer_of(char32_t open) {
  switch (open) {
    case U'(':
      return U')';
    case U'[':
      return U']';
    case U'<':
      return U'>';
    case U'（':
      return U'）';
    case U'［':
      return U'］';
    case U'【':
      return U'】';
    case U'〔':
      return U'〕';
    default:
      return 0;
  }
}

// Where the next byte stands that can begin what opens or closes: brackets of ASCII, and
// the lead bytes of the full-width ones (E3 80 .., EF BC ..).
std::uint64_t next_mark(std::string_view text, std::uint64_t at, std::uint64_t end) {
  const char* const base = text.data();
  return std::uint64_t(
      find_byte<Wide::no, '(', ')', '[', ']', '<', '>', '*', '\\', 0xE3, 0xEF>(base + at, base + end) - base);
}

// Outermost pairs, and emphasis and escapes, in one sweep.
struct Swept {
  std::vector<Pair> pairs;
  std::vector<ByteSpan> marks;  // runs of asterisks, backslashes before punctuation
};

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
          while (!swept.pairs.empty() && swept.pairs.back().span.begin > open.at)
            swept.pairs.pop_back();
          swept.pairs.push_back({{open.at, at + c.size}, inside, open.mark});
        }
      }
    }
    at += c.size - 1;
  }
  return swept;
}

// "1", "1, 2", "12-14", "*", "†", "a": what a reference mark holds.
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

// "03:59", "1:02:03.5", "00:00:15:12".
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

class Direction {
 public:
  explicit Direction(std::string_view inside) : inside_(inside), words_(phrase_words(inside)) {}

  // Every word of the stage or beside it, or one of the stage and whose it is.
  std::optional<NoteKind> kind() const {
    if (words_.empty() || words_.size() > 60) return std::nullopt;
    const StageWords& data = stage_words();
    std::optional<NoteKind> kind;
    bool all = true;
    for (std::size_t i = 0; i < words_.size();) {
      std::size_t step = 1;
      if (auto stage = data.stage.at(words_, i)) {
        if (!kind) kind = NoteKind(stage->value);
        step = stage->words;
      } else if (auto beside = data.beside.at(words_, i)) {
        step = beside->words;
      } else if (!(ends_with_time() && words_[i].number)) {
        all = false;
        break;
      }
      i += step;
    }
    if (kind && all) return kind;
    return with_whose_it_is();
  }

  bool ends_with_time() const {
    std::size_t at = inside_.find_last_of(' ');
    return at != inside_.npos && is_time(inside_.substr(at + 1));
  }

 private:
  // "Beifall bei der SPD", "Applause from the gallery": begins with a capital, and what
  // follows the word of the stage says whose it is.
  std::optional<NoteKind> with_whose_it_is() const {
    const StageWords& data = stage_words();
    for (std::size_t i = 0; i < words_.size() && i < 3; ++i) {
      auto stage = data.stage.at(words_, i);
      if (!stage) {
        if (!data.beside.has(words_, i)) return std::nullopt;
        continue;
      }
      if (!words_[0].capital) return std::nullopt;
      std::size_t next = i + stage->words;
      bool whereupon = words_[i].key == "whereupon";
      if (next >= words_.size() || whereupon || data.followed_by.has(words_, next))
        return NoteKind(stage->value);
      return std::nullopt;
    }
    return std::nullopt;
  }

  std::string_view inside_;
  std::vector<PhraseWord> words_;
};

// A voice, a colon and what it called: (Zuruf von der SPD: Schade!), (Koch [SPD]: Gern!).
struct Voice {
  std::string speaker;
  ByteSpan words;  // within the text given
};

std::optional<Voice> voice_of(std::string_view text) {
  const StageWords& data = stage_words();
  std::size_t colon = text.find(':');
  std::size_t width = 1;
  if (std::size_t wide = text.find("："); wide < colon) colon = wide, width = 3;
  if (colon == text.npos || colon == 0 || colon > 140) return std::nullopt;
  ByteSpan called = trimmed(text, {colon + width, text.size()});
  if (called.empty()) return std::nullopt;
  std::string_view left = trimmed(text.substr(0, colon));
  // The party in brackets is no part of the name.
  std::size_t bracket = left.find_first_of("[(");
  bool party = bracket != left.npos && bracket > 0;
  std::string_view name = party ? trimmed(left.substr(0, bracket)) : left;
  std::vector<PhraseWord> words = phrase_words(name);
  if (words.empty() || words.size() > 9 || data.no_voice.has(words, 0)) return std::nullopt;
  if (auto cue = data.voice.at(words, 0)) {
    if (cue->words >= words.size()) return Voice{std::string(left), called};
    std::string_view rest = name.substr(words[cue->words].span.begin);
    // "Zuruf von der SPD" names a bench, "Zuruf des Abg. Dr. Koch" a person.
    bool person = words[0].key.starts_with("abg") || words[cue->words - 1].key.starts_with("abg");
    return Voice{std::string(person ? rest : left), called};
  }
  if (!party) return std::nullopt;
  for (const PhraseWord& word : words)
    if (!word.capital && word.key.size() > 3) return std::nullopt;
  return Voice{std::string(name), called};
}

// "MR BRANDT: Shame on you!" within what somebody else says: an honorific or an office and a
// name, or a name in capitals, and a whole exclamation or sentence.
std::optional<Voice> heckler_of(std::string_view text) {
  std::size_t colon = text.find(':');
  if (colon == text.npos || colon < 3 || colon > 60 || text.size() > 300) return std::nullopt;
  std::string_view name = trimmed(text.substr(0, colon));
  ByteSpan called = trimmed(text, {colon + 1, text.size()});
  if (called.empty() || announces_nobody(folded(name))) return std::nullopt;
  Character first = character_at(text, called.begin);
  char32_t last = character_before(text, called.end).code;
  bool whole = last == '!' || last == '.' || last == '?' || last == U'…' || is_closing_mark(last) || is_dash(last);
  if (!is_upper(first.code) || !whole) return std::nullopt;
  NameLook look = look_of(name);
  bool titled = (look.honorific || look.office) && look.words >= 2;
  bool capitals = look.capitals && name.size() >= 5;
  bool members = name == "HON. MEMBERS" || name == "HON MEMBERS" || name == "SEVERAL HON. MEMBERS" || name == "Hon. Members";
  if (!members && ((!titled && !capitals) || look.words > 5 || look.score < 0.8)) return std::nullopt;
  return Voice{std::string(name), called};
}

// "Deputy Anna Bell: Shame!": a name before the colon, in a bracket that is a paragraph.
std::optional<Voice> voice_by_name(std::string_view text) {
  if (std::optional<Voice> voice = voice_of(text)) return voice;
  std::size_t colon = text.find(':');
  if (colon == text.npos || colon == 0 || colon > 80) return std::nullopt;
  std::string_view name = trimmed(text.substr(0, colon));
  ByteSpan called = trimmed(text, {colon + 1, text.size()});
  NameLook look = look_of(name);
  if (called.empty() || look.words < 2 || look.words > 6 || look.score < 0.8) return std::nullopt;
  return Voice{std::string(name), called};
}

class NoteFinder {
 public:
  NoteFinder(const capture::Page& page, ByteSpan turn, const std::vector<ByteSpan>& furniture)
      : text_(page.text), page_(page), turn_(turn), furniture_(furniture) {}

  std::vector<Note> find() {
    Swept swept = sweep(text_, turn_);
    for (const Pair& pair : swept.pairs) look_at(pair);
    look_at_styles();
    take_furniture();
    std::sort(notes_.begin(), notes_.end(),
              [](const Note& a, const Note& b) { return a.span < b.span; });
    keep_apart();
    if (!swept.marks.empty()) take_marks(swept.marks);
    return std::move(notes_);
  }

 private:
  void add(NoteKind kind, ByteSpan span) { notes_.push_back({kind, span, {}, {}}); }

  void look_at(const Pair& pair) {
    std::string_view inside = slice(text_, pair.inside);
    if (inside.ends_with('\\')) inside.remove_suffix(1);
    ByteSpan span = with_marks(pair.span);
    if (pair.open == U'[' && is_link(pair)) return;
    if (is_reference(pair, inside)) return add(NoteKind::reference, span);
    if (pair.open == U'[' && is_language_tag(inside) && begins_line(span)) return add(NoteKind::editor, span);
    if (pair.open != U'(' && pair.open != U'（' && is_time(inside))
      return add(NoteKind::time, span);
    if (alone(span) && (is_time(inside) || clock_of(inside))) return add(NoteKind::time, span);
    if (pair.open == U'<' && !all_capitals(inside)) return;
    if (segments(pair, span)) return;
    if (std::optional<Voice> voice = pair.open == U'[' || pair.open == U'(' ? heckler_of(inside) : std::nullopt) {
      Note note{NoteKind::interjection, span, voice->speaker, {}};
      note.words = ByteSpan{pair.inside.begin + voice->words.begin, pair.inside.begin + voice->words.end};
      notes_.push_back(std::move(note));
      return;
    }
    Direction direction(inside);
    if (auto kind = direction.kind()) return add(*kind, span);
    if (pair.open == U'[' && direction.ends_with_time()) return add(NoteKind::action, span);
    if (is_paragraph(span)) return whole_paragraph(pair, span, inside);
  }

  // A paragraph that is all bracket was written by whoever took the minutes: what somebody
  // called, where a name and a colon begin it, else what happened.
  void whole_paragraph(const Pair& pair, ByteSpan span, std::string_view inside) {
    if (inside.size() > 500 || inside.find('?') != inside.npos) return;
    if (std::optional<Voice> voice = voice_by_name(inside)) {
      Note note{NoteKind::interjection, span, voice->speaker, {}};
      note.words = ByteSpan{pair.inside.begin + voice->words.begin, pair.inside.begin + voice->words.end};
      notes_.push_back(std::move(note));
      return;
    }
    Character first = character_at(text_, pair.inside.begin);
    if (!is_upper(first.code) && !is_han(first.code)) return;
    if (inside.starts_with("I ") || inside.find(" I ") != inside.npos) return;  // an aside of the speaker's own
    add(NoteKind::action, span);
  }
  bool is_paragraph(ByteSpan span) const {
    if (!alone(span)) return false;
    auto block = std::lower_bound(page_.blocks.begin(), page_.blocks.end(), span.begin,
                                  [](const capture::Block& b, std::uint64_t at) { return b.span.end <= at; });
    if (block == page_.blocks.end() || block->span.begin > span.begin) return false;
    return block->span.begin >= span.begin || block->span.end <= span.end + 1 || page_.media_type == "application/pdf";
  }

  // Escapes before the brackets and marks of emphasis around them belong to the note.
  ByteSpan with_marks(ByteSpan span) const {
    if (span.begin > turn_.begin && text_[span.begin - 1] == '\\') --span.begin;
    while (span.begin > turn_.begin && span.end < turn_.end) {
      char before = text_[span.begin - 1], after = text_[span.end];
      if (before != after || (before != '*' && before != '_')) break;
      --span.begin;
      ++span.end;
    }
    return span;
  }

  // Nothing else on its line.
  bool alone(ByteSpan span) const {
    std::uint64_t begin = span.begin, end = span.end;
    while (begin > turn_.begin && (text_[begin - 1] == ' ' || text_[begin - 1] == '\t')) --begin;
    while (end < turn_.end && (text_[end] == ' ' || text_[end] == '\t' || text_[end] == '\r'))
      ++end;
    return (begin == turn_.begin || text_[begin - 1] == '\n') &&
           (end == turn_.end || text_[end] == '\n');
  }

  // Two capitals, or a character or two of Han, as bilingual editions tag paragraphs.
  static bool is_language_tag(std::string_view inside) {
    if (inside.size() == 2) return inside[0] >= 'A' && inside[0] <= 'Z' && inside[1] >= 'A' && inside[1] <= 'Z';
    return inside == "中" || inside == "英" || inside == "日" || inside == "中文" || inside == "英文";
  }
  bool begins_line(ByteSpan span) const {
    std::uint64_t at = span.begin;
    while (at > turn_.begin && text_[at - 1] != '\n') {
      char c = text_[at - 1];
      if (c != ' ' && c != '\t' && c != '[' && c != ']' && !is_digit(std::uint8_t(c))) return false;
      --at;
    }
    return true;
  }

  static bool all_capitals(std::string_view inside) {
    return std::none_of(inside.begin(), inside.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  }

  // "Beifall bei der SPD — Zuruf des Abg. Koch: Schade!" is a note for each part, the dash
  // going with the part before it. True where every part is a note.
  bool segments(const Pair& pair, ByteSpan span) {
    std::vector<Note> made;
    std::uint64_t begin = pair.inside.begin;
    bool voices = false;
    while (begin < pair.inside.end) {
      std::uint64_t dash = next_dash(begin, pair.inside.end);
      ByteSpan part = trimmed(text_, {begin, dash});
      std::uint64_t after = dash;
      if (dash < pair.inside.end) after = dash + character_at(text_, dash).size;
      if (!part.empty()) {
        std::string_view words = slice(text_, part);
        Note note{NoteKind::interjection, {made.empty() ? span.begin : begin, after}, {}, {}};
        if (std::optional<Voice> voice = voice_of(words)) {
          note.speaker = voice->speaker;
          note.words = ByteSpan{part.begin + voice->words.begin, part.begin + voice->words.end};
          voices = true;
        } else if (auto kind = Direction(words).kind()) {
          note.kind = *kind;
        } else {
          return false;
        }
        made.push_back(std::move(note));
      }
      begin = after;
    }
    if (made.empty() || (made.size() == 1 && !voices)) return false;
    made.back().span.end = span.end;
    for (Note& note : made) notes_.push_back(std::move(note));
    return true;
  }
  std::uint64_t next_dash(std::uint64_t at, std::uint64_t end) const {
    while (at < end) {
      Character c = character_at(text_, at);
      bool blank_around =
          at > 0 && text_[at - 1] == ' ' && at + c.size < end && text_[at + c.size] == ' ';
      if (is_dash(c.code) && blank_around) return at;
      at += c.size;
    }
    return end;
  }

  // [text](address): the text is words; the marks and the address are not.
  bool is_link(const Pair& pair) {
    if (pair.span.end >= turn_.end || text_[pair.span.end] != '(') return false;
    std::uint64_t limit = std::min<std::uint64_t>(turn_.end, pair.span.end + 2000);
    std::size_t close = text_.find(')', pair.span.end);
    if (close >= limit) return false;
    std::string_view address = text_.substr(pair.span.end + 1, close - pair.span.end - 1);
    bool looks = address.find("://") != address.npos || address.starts_with('/') ||
                 address.starts_with('#') || address.starts_with("mailto:");
    if (!looks || address.find_first_of(" \n") != address.npos) return false;
    add(NoteKind::link, {pair.span.begin, pair.inside.begin});
    add(NoteKind::link, {pair.inside.end, close + 1});
    return true;
  }

  // Italics that hold a stage direction, superscripts that hold a number.
  void look_at_styles() {
    auto block = std::lower_bound(
        page_.blocks.begin(), page_.blocks.end(), turn_.begin,
        [](const capture::Block& b, std::uint64_t at) { return b.span.end <= at; });
    for (; block != page_.blocks.end() && block->span.begin < turn_.end; ++block) {
      for (const capture::StyledSpan& styled : block->styles) {
        if (!turn_.contains(styled.span) || styled.span.size() > kLongestNote) continue;
        std::string_view words = slice(text_, styled.span);
        std::size_t numbers = 0, longest = 0;
        if (styled.style == capture::Style::superscript && only_numbers(words, numbers, longest))
          add(NoteKind::reference, styled.span);
        if (styled.style != capture::Style::italic || words.empty()) continue;
        // In italics alone, without brackets, only a whole sentence of stage words.
        if (auto kind = Direction(words).kind(); kind && words.ends_with('.'))
          add(*kind, styled.span);
      }
    }
  }

  void take_furniture() {
    auto at =
        std::lower_bound(furniture_.begin(), furniture_.end(), turn_.begin,
                         [](ByteSpan span, std::uint64_t begin) { return span.end <= begin; });
    for (; at != furniture_.end() && at->begin < turn_.end; ++at)
      if (turn_.contains(*at)) add(NoteKind::furniture, *at);
  }

  void keep_apart() {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < notes_.size(); ++i) {
      if (kept > 0 && notes_[i].span.begin < notes_[kept - 1].span.end) continue;
      if (kept != i) notes_[kept] = std::move(notes_[i]);
      ++kept;
    }
    notes_.resize(kept);
  }

  // Emphasis: runs of up to three asterisks that touch a word, and escapes.
  void take_marks(const std::vector<ByteSpan>& marks) {
    std::vector<Note> added;
    std::size_t n = 0;
    for (ByteSpan mark : marks) {
      while (n < notes_.size() && notes_[n].span.end <= mark.begin) ++n;
      if (n < notes_.size() && notes_[n].span.overlaps(mark)) continue;
      bool escape = text_[mark.begin] == '\\';
      char before = mark.begin > turn_.begin ? text_[mark.begin - 1] : ' ';
      char after = mark.end < turn_.end ? text_[mark.end] : ' ';
      auto blank = [](char c) { return std::uint8_t(c) <= ' '; };
      auto punctuation = [](char c) {
        return c > ' ' && c < 0x7F && !is_letter(char32_t(c)) && !is_digit(char32_t(c));
      };
      if (escape ? punctuation(after) && mark.size() == 1
                 : mark.size() <= 3 && blank(before) != blank(after))
        added.push_back({NoteKind::markup, mark, {}, {}});
    }
    if (added.empty()) return;
    std::size_t old = notes_.size();
    notes_.insert(notes_.end(), std::make_move_iterator(added.begin()),
                  std::make_move_iterator(added.end()));
    std::inplace_merge(notes_.begin(), notes_.begin() + std::ptrdiff_t(old), notes_.end(),
                       [](const Note& a, const Note& b) { return a.span < b.span; });
  }

  std::string_view text_;
  const capture::Page& page_;
  ByteSpan turn_;
  const std::vector<ByteSpan>& furniture_;
  std::vector<Note> notes_;
};

}  // namespace

std::vector<Note> find_notes(const capture::Page& page, ByteSpan turn,
                             const std::vector<ByteSpan>& furniture) {
  return NoteFinder(page, turn, furniture).find();
}

std::optional<NoteKind> stage_direction(std::string_view text) {
  text = trimmed(text);
  if (text.size() > kLongestNote) return std::nullopt;
  bool set_apart = false;
  while (text.size() >= 2) {
    Character first = character_at(text, 0), last = character_before(text, text.size());
    bool marks = (first.code == U'*' || first.code == U'_' || first.code == U'\\') &&
                 (last.code == first.code || first.code == U'\\');
    if (!marks && (closer_of(first.code) == 0 || closer_of(first.code) != last.code)) break;
    set_apart = true;
    text.remove_prefix(first.size);
    if (first.code != U'\\') text.remove_suffix(last.size);
    if (text.ends_with('\\')) text.remove_suffix(1);
    text = trimmed(text);
  }
  if (text.empty() || !set_apart) return std::nullopt;
  if (is_time(text) || clock_of(text)) return NoteKind::time;
  if (voice_of(text)) return NoteKind::interjection;
  return Direction(text).kind();
}

}  // namespace stenogram::transcript
