// Finding notes.
//
// Most turns hold no bracket at all, so the text is first swept for the few bytes that can
// open or close one; only those are looked at again. Brackets are matched with a stack,
// once, which keeps a megabyte of them linear. Each outermost pair is then asked what it
// holds, and pairs that hold words are left alone.
#include "stenogram/transcript/notes.h"

#include <algorithm>

#include "stenogram/transcript/characters.h"
#include "stenogram/transcript/dates.h"
#include "stenogram/transcript/note_brackets.h"
#include "stenogram/transcript/stage_words.h"

namespace stenogram::transcript {
namespace {

using namespace note_brackets;
using namespace stage_words;

class NoteFinder {
 public:
  NoteFinder(const capture::Page& page, ByteSpan turn, const std::vector<ByteSpan>& furniture)
      : text_(page.text), page_(page), turn_(turn), furniture_(furniture) {}

  std::vector<Note> find() {
    Swept swept = sweep(text_, turn_);
    for (const Pair& pair : swept.pairs) look_at(pair);
    look_at_styles();
    take_furniture();
    std::sort(notes_.begin(), notes_.end(), [](const Note& a, const Note& b) { return a.span < b.span; });
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
    if (pair.open != U'(' && pair.open != U'（' && is_time(inside)) return add(NoteKind::time, span);
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
    while (end < turn_.end && (text_[end] == ' ' || text_[end] == '\t' || text_[end] == '\r')) ++end;
    return (begin == turn_.begin || text_[begin - 1] == '\n') && (end == turn_.end || text_[end] == '\n');
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
      bool blank_around = at > 0 && text_[at - 1] == ' ' && at + c.size < end && text_[at + c.size] == ' ';
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
    bool looks = address.find("://") != address.npos || address.starts_with('/') || address.starts_with('#') ||
                 address.starts_with("mailto:");
    if (!looks || address.find_first_of(" \n") != address.npos) return false;
    add(NoteKind::link, {pair.span.begin, pair.inside.begin});
    add(NoteKind::link, {pair.inside.end, close + 1});
    return true;
  }

  // Italics that hold a stage direction, superscripts that hold a number.
  void look_at_styles() {
    auto block = std::lower_bound(page_.blocks.begin(), page_.blocks.end(), turn_.begin,
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
        if (auto kind = Direction(words).kind(); kind && words.ends_with('.')) add(*kind, styled.span);
      }
    }
  }

  void take_furniture() {
    auto at = std::lower_bound(furniture_.begin(), furniture_.end(), turn_.begin,
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
      if (escape ? punctuation(after) && mark.size() == 1 : mark.size() <= 3 && blank(before) != blank(after))
        added.push_back({NoteKind::markup, mark, {}, {}});
    }
    if (added.empty()) return;
    std::size_t old = notes_.size();
    notes_.insert(notes_.end(), std::make_move_iterator(added.begin()), std::make_move_iterator(added.end()));
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

std::vector<Note> find_notes(const capture::Page& page, ByteSpan turn, const std::vector<ByteSpan>& furniture) {
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
