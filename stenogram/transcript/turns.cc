#include "stenogram/transcript/turns.h"

#include <algorithm>

#include "stenogram/transcript/candidates.h"
#include "stenogram/transcript/characters.h"
#include "stenogram/transcript/leftovers.h"
#include "stenogram/transcript/notes.h"

namespace stenogram::transcript {
namespace {

// What one block, or the part of it between two labels, is to the turn around it.
enum class Piece { talk, heading, rule, clock, aside };

class Builder {
 public:
  Builder(const capture::Page& page, const std::vector<Announced>& announced, std::uint64_t end,
          const std::vector<ByteSpan>& furniture, std::optional<std::size_t> margin, std::string_view language,
          bool by_markup)
      : page_(page),
        announced_(announced),
        end_(end),
        furniture_(furniture),
        language_(language),
        by_markup_(by_markup),
        margin_(margin) {
    if (announced.empty()) return;
    // A region may begin far down the page.
    std::uint64_t begin = announced.front().label.span.begin;
    next_furniture_ = static_cast<std::size_t>(
        std::partition_point(furniture.begin(), furniture.end(), [&](ByteSpan f) { return f.end <= begin; }) -
        furniture.begin());
    next_block_ = static_cast<std::size_t>(
        std::partition_point(page.blocks.begin(), page.blocks.end(),
                             [&](const capture::Block& block) { return block.span.end <= begin; }) -
        page.blocks.begin());
  }

  TurnReading run() {
    for (std::size_t i = 0; i < announced_.size(); ++i) {
      bool last = i + 1 == announced_.size();
      std::uint64_t begin = announced_[i].label.span.end;
      std::uint64_t end = last ? end_ : announced_[i + 1].label.span.begin;
      take(announced_[i], {begin, end}, last ? nullptr : &announced_[i + 1]);
    }
    settle_pending();
    set_times();
    out_.tail = {out_.turns.empty() ? end_ : std::max<std::uint64_t>(out_.turns.back().span.end, cut_), end_};
    if (tail_begin_)
      out_.tail.begin = std::max<std::uint64_t>(*tail_begin_, out_.turns.empty() ? 0 : out_.turns.back().span.end);
    return std::move(out_);
  }

 private:
  struct Part {
    ByteSpan span;
    Piece piece;
    ByteSpan whole;        // with the line number and running heads beside it
    bool goes_on = false;  // a line of the paragraph before, on a page of numbered lines
  };

  // Furniture at the ends of a span is taken off; what is all furniture comes out empty.
  ByteSpan without_furniture(ByteSpan span) {
    while (next_furniture_ < furniture_.size() && furniture_[next_furniture_].end <= span.begin) ++next_furniture_;
    std::size_t f = next_furniture_;
    while (f < furniture_.size() && furniture_[f].begin <= span.begin) {
      span.begin = std::max(span.begin, std::min(furniture_[f].end, span.end));
      span = trimmed(page_.text, span);
      ++f;
    }
    std::size_t last = f;
    while (last < furniture_.size() && furniture_[last].begin < span.end) ++last;
    while (last > f && furniture_[last - 1].end >= span.end && !span.empty()) {
      span.end = std::max(span.begin, furniture_[--last].begin);
      span = trimmed(page_.text, span);
    }
    return span;
  }

  Piece piece_of(std::uint32_t index, ByteSpan span) const {
    const capture::Block& block = page_.blocks[index];
    if (by_markup_) return piece_by_markup(block, slice(page_.text, span));
    if (block.kind == capture::BlockKind::rule) return Piece::rule;
    if (block.region != capture::Region::main) return Piece::aside;
    if (block.kind == capture::BlockKind::metadata) return Piece::aside;
    if (span.end == block.span.end && is_section_heading(page_, index, span)) return Piece::heading;
    std::string_view text = slice(page_.text, span);
    if (text.size() < 24)
      if (auto clock = clock_at(text, 0); clock && clock->end == text.size()) return Piece::clock;
    if (text.size() > 6 && text[0] == '_' && text.find(" : ") < 12) return Piece::aside;
    return Piece::talk;
  }

  // Stage notes stay with the turn they stand in; headings and procedure do not.
  static Piece piece_by_markup(const capture::Block& block, std::string_view text) {
    using Kind = capture::Voice::Kind;
    if (block.voice && block.voice->kind < Kind::note) return Piece::talk;
    if (block.voice && block.voice->kind == Kind::note && stage_direction(text)) return Piece::talk;
    if (block.voice && block.voice->kind == Kind::heading) return Piece::heading;
    return block.kind == capture::BlockKind::heading ? Piece::heading : Piece::aside;
  }

  std::vector<Part> parts_of(ByteSpan region) {
    std::vector<Part> parts;
    const std::vector<capture::Block>& blocks = page_.blocks;
    while (next_block_ < blocks.size() && blocks[next_block_].span.end <= region.begin) ++next_block_;
    for (std::size_t b = next_block_; b < blocks.size() && blocks[b].span.begin < region.end; ++b) {
      ByteSpan clipped{std::max(blocks[b].span.begin, region.begin), std::min(blocks[b].span.end, region.end)};
      clipped = trimmed(page_.text, clipped);
      if (clipped.empty()) continue;
      ByteSpan kept = without_furniture(clipped);
      if (kept.empty()) parts.push_back({clipped, Piece::aside, clipped});
      else {
        ByteSpan tag = closing_tag(kept);
        if (!tag.empty()) kept = trimmed(page_.text, ByteSpan{kept.begin, tag.begin});
        if (!kept.empty())
          parts.push_back({kept, piece_of(static_cast<std::uint32_t>(b), kept), tag.empty() ? clipped : kept,
                           continues_line(clipped, kept)});
        if (!tag.empty()) parts.push_back({tag, Piece::rule, ByteSpan{tag.begin, clipped.end}});
        // A running head at the paragraph's end is nobody's word, but somebody must own it.
        ByteSpan foot = tag.empty() ? trimmed(page_.text, ByteSpan{kept.end, clipped.end}) : ByteSpan{};
        if (!foot.empty()) parts.push_back({foot, Piece::aside, foot});
      }
    }
    return parts;
  }

  // A hand-made tag at the end of a paragraph, "</Newspeech>", or the bracket that
  // "<ORLOV: text>" closes with.
  ByteSpan closing_tag(ByteSpan span) const {
    std::string_view text = slice(page_.text, span);
    if (text.ends_with(')') && closes_bracketed_label(span)) return {span.end - 1, span.end};
    if (!text.ends_with('>')) return {};
    std::size_t open = text.rfind('<');
    if (open != text.npos) {
      std::string_view inside = text.substr(open + 1, text.size() - open - 2);
      if (inside.starts_with('/')) inside.remove_prefix(1);
      bool word = !inside.empty() && inside.size() <= 16 &&
                  std::all_of(inside.begin(), inside.end(), [](unsigned char c) { return is_letter(c) && c < 0x80; });
      if (!word || text[open + 1] != '/') return {};
      return {span.begin + open, span.end};
    }
    return {span.end - 1, span.end};
  }

  // "([Orlov] text)": the bracket that opened before the label.
  bool closes_bracketed_label(ByteSpan span) const {
    std::string_view text = slice(page_.text, span);
    std::size_t line = page_.text.rfind('\n', span.begin == 0 ? 0 : span.begin - 1);
    line = line == std::string::npos ? 0 : line + 1;
    if (page_.text.compare(line, 2, "([") != 0) return false;
    return std::count(text.begin(), text.end(), ')') == std::count(text.begin(), text.end(), '(') + 1;
  }

  bool continues_line(ByteSpan line, ByteSpan words) const {
    if (!margin_ || words.begin == line.begin) return false;
    std::uint64_t in = words.begin;
    while (in > line.begin && page_.text[in - 1] == ' ') --in;
    return words.begin - in <= *margin_ + kParagraphIndent;
  }

  // The last region runs to the page's end; the footer is cut off first.
  ByteSpan without_footer(ByteSpan region) {
    const std::vector<capture::Block>& blocks = page_.blocks;
    std::uint32_t first = 0;
    auto it = std::partition_point(blocks.begin(), blocks.end(),
                                   [&](const capture::Block& block) { return block.span.end <= region.begin; });
    first = static_cast<std::uint32_t>(it - blocks.begin());
    std::uint32_t end = first;
    while (end < blocks.size() && blocks[end].span.begin < region.end) ++end;
    std::string because;
    std::uint32_t cut = end_of_talk(page_, first, end, language_, &because);
    if (cut < end) {
      region.end = blocks[cut].span.begin;
      tail_begin_ = region.end;
      out_.explanations.push_back({{region.end, end_}, "the end of the talk", because});
    }
    return region;
  }

  void take(const Announced& announced, ByteSpan region, const Announced* next) {
    const bool last = next == nullptr;
    bool captions = !page_.blocks.empty() && page_.blocks.back().kind == capture::BlockKind::cue;
    captions |= announced.clock && !announced.voice && announced.label.text.empty();  // the same, as text
    if (last && !by_markup_ && !captions) region = without_footer(region);
    cut_ = last ? region.end : 0;
    std::vector<Part> parts = parts_of(region);
    bool closed = end_at_closing_tag(announced, parts);
    // What stands behind a label on its own line was said; and something must have been.
    if (!parts.empty() && parts.front().piece == Piece::heading &&
        (region_keeps(parts) || on_line_of(announced.label.span, parts.front().span)))
      parts.front().piece = Piece::talk;
    while (!parts.empty() && (parts.back().piece != Piece::talk || heads_what_follows(parts))) {
      if (parts.back().piece == Piece::talk) parts.back().piece = Piece::heading;
      trailing_.push_back(parts.back());
      parts.pop_back();
    }
    std::reverse(trailing_.begin(), trailing_.end());

    bool goes_on = !broken_ && !out_.turns.empty() && announced.voice && !announced.opens_always &&
                   out_.turns.back().speaker == announced.voice;
    if (goes_on) {
      continue_turn(announced, parts);
    } else {
      settle_pending();
      if (parts.empty()) {
        // A label without words: somebody fell silent, or it was none.
        // Or it is printed once more below, as in an edition of two languages.
        bool again = next && next->voice == announced.voice && announced.voice;
        out_.leftovers.push_back({announced.label.span, again ? LeftoverKind::editor : LeftoverKind::unknown});
        if (!again)
          out_.doubts.push_back({"label_without_words", "nothing is said under this label", announced.label.span});
        broken_ = true;
      } else {
        open_turn(announced, parts);
        broken_ = false;
      }
    }
    pending_.insert(pending_.end(), trailing_.begin(), trailing_.end());
    trailing_.clear();
    broken_ |= closed;
  }

  // "<Newspeech>Orlov: …</Newspeech>": what stands behind the tag that closes what the
  // label's tag opened, under a heading, is nobody's talk: a printed question. True if there
  // is any.
  bool end_at_closing_tag(const Announced& announced, std::vector<Part>& parts) const {
    std::string_view label = slice(page_.text, announced.label.span);
    if (!label.starts_with('<')) return false;
    std::string close = "</" + std::string(label.substr(1, label.find('>')));
    if (close.size() < 5 || close.back() != '>') return false;
    bool open = true, more = false, headed = false;
    for (Part& part : parts) {
      headed |= !open && (part.piece == Piece::heading || slice(page_.text, part.span).starts_with('<'));
      if (headed && part.piece == Piece::talk) {
        more |= !stage_direction(slice(page_.text, part.span));
        part.piece = Piece::heading;
      }
      if (slice(page_.text, part.span) == close) open = false;
    }
    return more;
  }

  // Something must have been said: where all is headings, the first was speech.
  static bool region_keeps(const std::vector<Part>& parts) {
    return std::none_of(parts.begin(), parts.end(), [](const Part& part) { return part.piece == Piece::talk; });
  }

  // The last part is a line in capitals behind talk that is not.
  bool heads_what_follows(const std::vector<Part>& parts) const {
    if (by_markup_ || parts.size() < 2 || parts[parts.size() - 2].piece != Piece::talk) return false;
    if (!is_heading_in_capitals(slice(page_.text, parts.back().span))) return false;
    std::string_view before = slice(page_.text, parts[parts.size() - 2].span);
    return std::any_of(before.begin(), before.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  }

  bool on_line_of(ByteSpan label, ByteSpan words) const {
    if (label.empty() || words.begin < label.end) return false;
    return slice(page_.text, ByteSpan{label.end, words.begin}).find('\n') == std::string_view::npos;
  }

  void open_turn(const Announced& announced, const std::vector<Part>& parts) {
    Turn& turn = out_.turns.emplace_back();
    turn.n = static_cast<std::uint32_t>(out_.turns.size());
    turn.speaker = announced.voice;
    if (!announced.label.text.empty()) turn.label = announced.label;
    else if (!announced.label.span.empty()) out_.leftovers.push_back({announced.label.span, LeftoverKind::furniture});
    turn.span = {first_talk(parts).begin, parts.back().span.end};
    add_parts(turn, parts);
    if (announced.clock) turn.time = capture::TimeRange{*announced.clock, *announced.clock};
    set_place(turn, turn.span.begin);
  }

  ByteSpan first_talk(const std::vector<Part>& parts) {
    for (const Part& part : parts) {
      if (part.piece == Piece::talk) return part.span;
      out_.leftovers.push_back({part.whole, kind_of(part)});
    }
    return parts.back().span;
  }

  void continue_turn(const Announced& announced, const std::vector<Part>& parts) {
    Turn& turn = out_.turns.back();
    if (parts.empty()) {
      // Said again and nothing behind it; the label stays with its turn.
      for (const Part& part : pending_) add_note(turn, part);
      pending_.clear();
      turn.repeated.push_back(announced.label);
      turn.span.end = announced.label.span.end;
      turn.span = trimmed(page_.text, turn.span);
      return;
    }
    for (const Part& part : pending_) add_note(turn, part);
    pending_.clear();
    if (!announced.label.text.empty()) turn.repeated.push_back(announced.label);
    else if (!announced.label.span.empty())
      turn.notes.push_back({NoteKind::markup, announced.label.span, std::nullopt, std::nullopt});
    turn.span.end = parts.back().span.end;
    add_parts(turn, parts);
  }

  void add_parts(Turn& turn, const std::vector<Part>& parts) {
    for (const Part& part : parts) {
      if (part.span.begin < turn.span.begin) continue;
      if (part.piece == Piece::talk && part.goes_on && !turn.paragraphs.empty())
        turn.paragraphs.back().end = part.span.end;
      else if (part.piece == Piece::talk) turn.paragraphs.push_back(part.span);
      else add_note(turn, part);
    }
  }

  static void add_note(Turn& turn, const Part& part) {
    NoteKind kind = part.piece == Piece::heading ? NoteKind::editor
                    : part.piece == Piece::rule  ? NoteKind::markup
                    : part.piece == Piece::clock ? NoteKind::time
                                                 : NoteKind::furniture;
    turn.notes.push_back({kind, part.span, std::nullopt, std::nullopt});
  }

  LeftoverKind kind_of(const Part& part) const {
    if (part.piece == Piece::heading) return LeftoverKind::editor;
    if (part.piece == Piece::rule || part.piece == Piece::clock) return LeftoverKind::furniture;
    LeftoverKind kind = leftover_kind(slice(page_.text, part.span));
    return kind == LeftoverKind::unknown ? LeftoverKind::furniture : kind;
  }

  void settle_pending() {
    for (const Part& part : pending_) out_.leftovers.push_back({part.whole, kind_of(part)});
    pending_.clear();
  }

  void set_place(Turn& turn, std::uint64_t at) const {
    if (next_block_ >= page_.blocks.size()) return;
    auto it = std::partition_point(page_.blocks.begin(), page_.blocks.end(),
                                   [&](const capture::Block& block) { return block.span.end <= at; });
    if (it == page_.blocks.end()) return;
    turn.page_number = it->page_number;
    if (!turn.time && it->time) turn.time = *it->time;
  }

  // When each paragraph of captions was said, and the turn from its first to its last.
  void set_times() {
    std::size_t b = 0;
    const std::vector<capture::Block>& blocks = page_.blocks;
    for (Turn& turn : out_.turns) {
      for (ByteSpan paragraph : turn.paragraphs) {
        while (b < blocks.size() && blocks[b].span.end <= paragraph.begin) ++b;
        if (b == blocks.size() || !blocks[b].time) break;
        turn.times.push_back(*blocks[b].time);
      }
      if (turn.times.size() != turn.paragraphs.size()) turn.times.clear();
      for (const capture::TimeRange& time : turn.times)
        if (turn.time) turn.time->end = std::max(turn.time->end, time.end);
    }
  }

  const capture::Page& page_;
  const std::vector<Announced>& announced_;
  std::uint64_t end_;
  const std::vector<ByteSpan>& furniture_;
  std::string_view language_;
  bool by_markup_;
  std::optional<std::size_t> margin_;
  std::size_t next_furniture_ = 0, next_block_ = 0;
  std::uint64_t cut_ = 0;
  std::optional<std::uint64_t> tail_begin_;
  std::vector<Part> pending_;  // after the last turn's talk: its own if it goes on
  std::vector<Part> trailing_;
  bool broken_ = false;  // a label without words stood between: the last turn is over
  TurnReading out_;
};

// Where the last word of the turn ends, closing notes and marks taken off; `cut_off`
// hears whether an ellipsis or a dash is among the marks.
bool ends_cut_off(std::string_view text, const Turn& turn) {
  std::uint64_t end = turn.span.end;
  for (auto note = turn.notes.rbegin(); note != turn.notes.rend(); ++note) {
    ByteSpan between = trimmed(text, ByteSpan{note->span.end, std::max(end, note->span.end)});
    if (!between.empty() || note->span.end > end) break;
    end = trimmed(text, ByteSpan{turn.span.begin, note->span.begin}).end;
  }
  bool cut = false;
  int stops = 0;
  while (end > turn.span.begin) {
    Character c = character_before(text, end);
    if (is_letter(c.code) || is_digit(c.code)) break;
    if (c.code == '.') cut |= ++stops >= 3;
    else stops = 0;
    if (c.code == U'…' || c.code == U'⋯') cut = true;
    if (is_dash(c.code)) cut = true;
    end -= c.size;
  }
  return cut && end > turn.span.begin;
}

}  // namespace

TurnReading build_turns(const capture::Page& page, const std::vector<Announced>& announced, std::uint64_t end,
                        const std::vector<ByteSpan>& furniture, std::optional<std::size_t> margin,
                        std::string_view language, bool by_markup) {
  return Builder(page, announced, end, furniture, margin, language, by_markup).run();
}

void set_marked_kinds(const std::vector<Announced>& announced, std::vector<Turn>& turns) {
  std::optional<std::uint32_t> question;
  std::size_t at = 0;
  for (Turn& turn : turns) {
    while (at + 1 < announced.size() && announced[at + 1].label.span.end <= turn.span.begin) ++at;
    if (at < announced.size() && announced[at].kind) {
      turn.kind = *announced[at].kind;
      turn.answers.reset();
      if (turn.kind == TurnKind::answer) turn.answers = question;
    }
    if (turn.kind == TurnKind::question) question = turn.n;
  }
}

void mark_interrupted(const capture::Page& page, std::vector<Turn>& turns, const std::vector<Player>& cast) {
  for (std::size_t i = 0; i + 1 < turns.size(); ++i) {
    bool another = turns[i].speaker != turns[i + 1].speaker || !turns[i].speaker || cast[*turns[i].speaker].anonymous;
    turns[i].interrupted = another && ends_cut_off(page.text, turns[i]);
  }
}

}  // namespace stenogram::transcript
