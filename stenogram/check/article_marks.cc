#include "stenogram/check/article_marks.h"

#include <algorithm>
#include <optional>

#include "stenogram/transcript/characters.h"

namespace stenogram::check {
namespace {

using transcript::character_at;
using transcript::character_before;
using transcript::is_blank;
using transcript::is_dash;
using transcript::is_digit;
using transcript::is_han;
using transcript::is_letter;

constexpr std::size_t kDeepest = 8;     // quotations open at once
constexpr std::size_t kLookAhead = 64;  // marks, to see what closes one

enum class Family { doubled, guillemet, single, corner };

struct Mark {
  std::uint64_t at;
  std::uint8_t size;
  char32_t code;
};

std::optional<Family> family_of(char32_t code) {
  switch (code) {
    case U'"':
    case U'“':
    case U'”':
    case U'„':
    case U'‟':
    case U'″': return Family::doubled;
    case U'«':
    case U'»': return Family::guillemet;
    case U'\'':
    case U'‘':
    case U'’':
    case U'‚':
    case U'‛':
    case U'‹':
    case U'›': return Family::single;
    case U'「':
    case U'」':
    case U'『':
    case U'』':
    case U'《':
    case U'》': return Family::corner;
    default: return std::nullopt;
  }
}

// What usually closes it.
char32_t closing_of(char32_t open) {
  switch (open) {
    case U'“':
    case U'‟': return U'”';
    case U'«': return U'»';
    case U'»': return U'«';
    case U'„': return U'“';
    case U'‚':
    case U'‛': return U'‘';
    case U'‘': return U'’';
    case U'‹': return U'›';
    case U'›': return U'‹';
    case U'「': return U'」';
    case U'『': return U'』';
    case U'《': return U'》';
    default: return open;
  }
}

bool shut(char32_t open, char32_t by) {
  if (closing_of(open) == by) return true;
  // „…” and ‚…’ are as usual as „…“; ”…” and ’…’ are Swedish.
  return (open == U'„' && by == U'”') || (open == U'‚' && by == U'’') || (open == U'‘' && by == U'\'');
}

class Pairing {
 public:
  Pairing(std::string_view text, const ArticleWords& words) : text_(text), words_(words) {}

  std::vector<MarkedWords> run(const std::vector<ByteSpan>& paragraphs) {
    find_style(paragraphs);
    for (std::size_t p = 0; p < paragraphs.size(); ++p) {
      std::optional<char32_t> next = p + 1 < paragraphs.size() ? opening_of(paragraphs[p + 1]) : std::nullopt;
      paragraph(paragraphs, p, next);
    }
    return outermost();
  }

 private:
  std::vector<Mark> marks_in(ByteSpan span) const {
    std::vector<Mark> marks;
    for (std::uint64_t at = span.begin; at < span.end;) {
      unsigned char byte = static_cast<unsigned char>(text_[at]);
      if (byte != '"' && byte != '\'' && byte != 0xC2 && byte != 0xE2 && byte != 0xE3 && byte != 0xEF) {
        ++at;
        continue;
      }
      transcript::Character c = character_at(text_, at);
      char32_t code = c.code == U'＂' ? U'"' : c.code;
      if (family_of(code)) marks.push_back({at, c.size, code});
      at += c.size;
    }
    return marks;
  }

  char32_t left(const Mark& mark) const {
    return mark.at > paragraph_.begin ? character_before(text_, mark.at).code : U' ';
  }
  char32_t right(const Mark& mark) const {
    std::uint64_t at = mark.at + mark.size;
    return at < paragraph_.end ? character_at(text_, at).code : U' ';
  }
  static bool blank(char32_t c) { return is_blank(c) || c == 0xA0 || c == 0x202F || c == 0x2009; }
  static bool word(char32_t c) { return is_letter(c) || is_digit(c); }
  static bool bracket(char32_t c) { return c == U'(' || c == U'[' || c == U'{' || c == U'/' || c == U'¿' || c == U'¡'; }
  static bool opens_by_shape(char32_t c) {
    return c == U'“' || c == U'„' || c == U'«' || c == U'‘' || c == U'‚' || c == U'‹';
  }

  // Room before it and words behind it: it can open.
  bool can_open(const Mark& mark) const {
    char32_t l = left(mark), r = right(mark);
    bool room = blank(l) || bracket(l) || is_dash(l) || l == U':' || l == U'*' || l == U'_' || is_han(l) ||
                (family_of(l) && !word_before_marks(mark));
    if (blank(r)) return room && mark.code == U'«';  // « Nous … »
    if (r == U'.' || r == U'…') return room && !word(l);
    return room && r != U',' && r != U';' && r != U':' && r != U'!' && r != U'?' && r != U')';
  }
  bool can_close(const Mark& mark) const {
    char32_t l = left(mark), r = right(mark);
    if (blank(l)) return mark.code == U'»' || mark.code == U'«';
    if (bracket(l) && !is_han(l)) return false;
    return !word(r) || is_han(r) || is_han(l);
  }
  // Before a run of marks: does a word end there? ("‘…’” has one, “‘ none.)
  bool word_before_marks(const Mark& mark) const {
    std::uint64_t at = mark.at;
    for (std::size_t marks = 0; at > paragraph_.begin && marks < kDeepest; ++marks) {
      transcript::Character c = character_before(text_, at);
      if (!family_of(c.code)) return !blank(c.code) && !bracket(c.code) && !is_dash(c.code) && c.code != U':';
      at -= c.size;
    }
    return false;
  }

  // »…« or «…»: by which of them stands where it could only open.
  void find_style(const std::vector<ByteSpan>& paragraphs) {
    int inward = 0, outward = 0;
    for (ByteSpan paragraph : paragraphs) {
      paragraph_ = paragraph;
      for (const Mark& mark : marks_in(paragraph)) {
        bool before = blank(left(mark)), behind = word(right(mark));
        if (mark.code == U'»' && before && behind) ++inward;
        if (mark.code == U'«' && before) ++outward;
      }
    }
    inward_ = inward > outward;
  }

  // The mark that a paragraph begins with, if it could open.
  std::optional<char32_t> opening_of(ByteSpan paragraph) {
    ByteSpan kept = paragraph_;
    paragraph_ = paragraph;
    std::uint64_t at = paragraph.begin;
    while (at < paragraph.end && (text_[at] == ' ' || text_[at] == '>' || text_[at] == '*' || text_[at] == '_')) ++at;
    std::optional<char32_t> code;
    if (at < paragraph.end) {
      transcript::Character c = character_at(text_, at);
      if (family_of(c.code) && can_open({at, c.size, c.code})) code = c.code;
    }
    paragraph_ = kept;
    return code;
  }

  void paragraph(const std::vector<ByteSpan>& paragraphs, std::size_t p, std::optional<char32_t> next) {
    ByteSpan paragraph = paragraphs[p];
    paragraph_ = paragraph;
    open_.clear();
    if (carried_) open_.push_back({paragraph.begin, 0, *carried_});
    carried_.reset();
    marks_ = marks_in(paragraph);
    for (at_ = 0; at_ < marks_.size(); ++at_) take(marks_[at_]);
    // Never closed: to the paragraph's end where the next one opens anew with the same mark.
    for (std::size_t i = 0; i < open_.size(); ++i) {
      const Mark& mark = open_[i];
      if (*family_of(mark.code) == Family::single && i > 0) continue;
      // » repeats a quotation that « opened; “ one that „ opened.
      bool reopens = i == 0 && next && family_of(*next) == family_of(mark.code);
      if (i == 0 && !next && closed_later(paragraphs, p, *family_of(mark.code))) reopens = true, carried_ = mark.code;
      add(mark, reopens ? paragraph.end : guessed_end(mark), 0, false, reopens);
    }
  }

  // A quotation that runs over paragraphs and opens none of them: the next mark of its kind, a
  // few paragraphs on, can only close.
  bool closed_later(const std::vector<ByteSpan>& paragraphs, std::size_t p, Family family) {
    constexpr std::size_t kFarthest = 4;
    if (family == Family::single) return false;
    ByteSpan kept = paragraph_;
    bool closed = false;
    for (std::size_t k = p + 1; k < paragraphs.size() && k <= p + kFarthest; ++k) {
      paragraph_ = paragraphs[k];
      std::vector<Mark> marks = marks_in(paragraph_);
      auto first =
          std::find_if(marks.begin(), marks.end(), [&](const Mark& mark) { return *family_of(mark.code) == family; });
      if (first == marks.end()) continue;
      closed = can_close(*first) && !can_open(*first) && (!opens_by_shape(first->code) || inward_);
      break;
    }
    paragraph_ = kept;
    return closed;
  }

  std::size_t innermost(Family family) const {
    for (std::size_t i = open_.size(); i > 0; --i)
      if (*family_of(open_[i - 1].code) == family) return i;
    return 0;
  }
  std::size_t shut_by(char32_t code) const {
    for (std::size_t i = open_.size(); i > 0; --i)
      if (shut(open_[i - 1].code, code)) return i;
    return 0;
  }

  void take(const Mark& mark) {
    Family family = *family_of(mark.code);
    if (family == Family::single) return take_single(mark);
    if (family == Family::corner) {
      if (closing_of(mark.code) != mark.code) return push(mark);
      if (std::size_t i = shut_by(mark.code)) close(i, mark);
      return;
    }
    if (mark.code == U'″') {
      if (innermost(family) && !is_digit(left(mark))) close(innermost(family), mark);
      return;
    }
    std::size_t proper = shut_by(mark.code), any = innermost(family);
    bool open = can_open(mark), shuts = can_close(mark);
    if (mark.code == U'"') return take_straight(mark, proper, any, open, shuts);
    bool opener = inward_ && family == Family::guillemet ? mark.code == U'»' : opens_by_shape(mark.code);
    if (opener) {
      // „…“ is closed by what opens elsewhere, and “…“ by mistake; never where a word follows.
      if (shuts && !open && any) return close(proper ? proper : any, mark);
      if (shuts && proper && !(open && blank(left(mark)))) return close(proper, mark);
      return push_fresh(mark);
    }
    if (proper && (shuts || !open)) return close(proper, mark);
    if (any && shuts) return close(any, mark);
    // «…“, “…»: closed by another kind's mark.
    if (std::size_t other = innermost(family == Family::doubled ? Family::guillemet : Family::doubled);
        other && shuts && !open && !later_closes(other))
      return close(other, mark);
    if (open) return push(mark);  // ”…”
  }

  void take_straight(const Mark& mark, std::size_t proper, std::size_t any, bool open, bool shuts) {
    // Inches: 12" pipe, 5'10".
    if (is_digit(left(mark)) && !open) {
      if (!any) return;
      if (!proper || later_closes(proper)) return;
    }
    if (proper && shuts && !(open && blank(left(mark)))) return close(proper, mark);
    if (open && !(proper && blank(left(mark)) && !closes_later(U'"'))) return push_fresh(mark);
    if (any && shuts) return close(any, mark);
  }

  std::size_t ahead(std::size_t k) const { return std::min(marks_.size(), k + kLookAhead); }

  // Whether a later mark of this paragraph, which cannot open, closes open_[i - 1].
  bool later_closes(std::size_t i) const {
    for (std::size_t k = at_ + 1; k < ahead(at_); ++k)
      if (shut(open_[i - 1].code, marks_[k].code)) return can_close(marks_[k]) && !can_open(marks_[k]);
    return false;
  }
  bool closes_later(char32_t code) const {
    for (std::size_t k = at_ + 1; k < ahead(at_); ++k)
      if (marks_[k].code == code && can_close(marks_[k])) return true;
    return false;
  }

  // The same mark opens again while it is open: the first was never closed.
  void push_fresh(const Mark& mark) {
    if (!open_.empty() && open_.back().code == mark.code && mark.code != U'«' && mark.code != U'"') {
      Mark first = open_.back();
      if (!two_close_later(mark)) {
        open_.pop_back();
        add(first, std::min(guessed_end(first), mark.at), 0, false, false);
      }
    }
    push(mark);
  }
  bool two_close_later(const Mark& mark) const {
    int depth = 2;
    for (std::size_t k = at_ + 1; k < ahead(at_) && depth > 0; ++k) {
      if (marks_[k].code == mark.code && !can_close(marks_[k])) ++depth;
      else if (shut(mark.code, marks_[k].code)) --depth;
    }
    return depth == 0;
  }

  // ‘ and ' open only at the start of a word, and only if something later closes them;
  // all others are apostrophes.
  void take_single(const Mark& mark) {
    bool angle = mark.code == U'‹' || mark.code == U'›';
    if (std::size_t i = innermost(Family::single); i > 0 && can_close(mark) && !blank(left(mark))) {
      bool fits = shut(open_[i - 1].code, mark.code) || (!angle && mark.code != U'‚');
      if (fits && !(left(mark) == U's' && possessive_at(at_))) return close(i, mark);
    }
    if (angle) return can_open(mark) ? push(mark) : void();
    if (mark.code == U'’' || !can_open(mark)) return;
    if (mark.code != U'‚' && is_elision(mark)) return;
    char32_t wanted = closing_of(mark.code);
    for (std::size_t k = at_ + 1; k < ahead(at_); ++k) {
      const Mark& later = marks_[k];
      if (!shut(mark.code, later.code) && later.code != wanted) continue;
      if (!can_close(later) || blank(left(later))) continue;
      if (left(later) == U's' && possessive_at(k)) continue;
      return push(mark);
    }
  }
  // "the islanders' joke": a plural before a small word, where something else closes.
  bool possessive_at(std::size_t k) const {
    const Mark& mark = marks_[k];
    std::uint64_t at = mark.at + mark.size;
    if (at + 1 >= paragraph_.end || text_[at] != ' ') return false;
    char32_t next = character_at(text_, at + 1).code;
    if (!transcript::is_lower(next)) return false;
    for (std::size_t later = k + 1; later < ahead(k); ++later) {
      if (*family_of(marks_[later].code) != Family::single) continue;
      if (can_open(marks_[later]) && blank(left(marks_[later]))) return false;
      if (can_close(marks_[later]) && !blank(left(marks_[later])) && !word(right(marks_[later]))) return true;
    }
    return false;
  }
  // '90s, 'tis, 'em.
  bool is_elision(const Mark& mark) const {
    std::uint64_t at = mark.at + mark.size, end = at;
    while (end < paragraph_.end && word(character_at(text_, end).code)) end += character_at(text_, end).size;
    if (end == at) return false;
    std::string_view next = text_.substr(at, end - at);
    if (is_digit(character_at(text_, at).code)) return next.ends_with("s") || next.size() == 2;
    return words_.of_word(next) & bit(Part::elision);
  }

  void push(const Mark& mark) {
    if (open_.size() == kDeepest) open_.erase(open_.begin());
    open_.push_back(mark);
  }
  void close(std::size_t i, const Mark& mark) {
    Mark opened = open_[i - 1];
    open_.resize(i - 1);
    add(opened, mark.at, mark.size, true, false);
  }
  void add(const Mark& opened, std::uint64_t at, std::uint8_t size, bool closed, bool reopens) {
    ByteSpan inner = transcript::trimmed(text_, {opened.at + opened.size, std::max(at, opened.at + opened.size)});
    if (!inner.empty()) found_.push_back({{opened.at, std::max(at + size, inner.end)}, inner, closed, reopens});
  }

  // Of one that nothing closes: the end of its sentence, or of its paragraph where that is near.
  std::uint64_t guessed_end(const Mark& opened) const {
    constexpr std::uint64_t kNear = 300, kFarthestEnd = 4000;
    if (paragraph_.end - opened.at <= kNear) return paragraph_.end;
    std::uint64_t limit = std::min(paragraph_.end, opened.at + kFarthestEnd);
    for (std::uint64_t at = opened.at + opened.size; at + 1 < limit; ++at)
      if ((text_[at] == '.' || text_[at] == '!' || text_[at] == '?') && text_[at + 1] == ' ' && at > 1 &&
          static_cast<unsigned char>(text_[at - 1]) >= 'a' && static_cast<unsigned char>(text_[at - 2]) >= 'a')
        return at + 1;
    return paragraph_.end;
  }

  std::vector<MarkedWords> outermost() {
    std::sort(found_.begin(), found_.end(), [](const MarkedWords& a, const MarkedWords& b) {
      return a.outer.begin != b.outer.begin ? a.outer.begin < b.outer.begin : a.outer.end > b.outer.end;
    });
    std::vector<MarkedWords> outer;
    for (MarkedWords& one : found_) {
      if (!outer.empty() && one.outer.begin < outer.back().outer.end) {
        // What was guessed to its end gives way to what was read.
        if (outer.back().closed || outer.back().reopens || one.outer.end <= outer.back().outer.end) continue;
        outer.back().outer.end = one.outer.begin;
        outer.back().inner = transcript::trimmed(text_, {outer.back().inner.begin, one.outer.begin});
        if (outer.back().inner.empty()) outer.pop_back();
      }
      outer.push_back(one);
    }
    return outer;
  }

  std::string_view text_;
  const ArticleWords& words_;
  bool inward_ = false;
  std::optional<char32_t> carried_;  // open at the end of the paragraph before
  ByteSpan paragraph_;
  std::vector<Mark> marks_, open_;
  std::size_t at_ = 0;
  std::vector<MarkedWords> found_;
};

}  // namespace

std::vector<MarkedWords> pair_article_marks(std::string_view text, const std::vector<ByteSpan>& paragraphs,
                                            const ArticleWords& words) {
  return Pairing(text, words).run(paragraphs);
}

}  // namespace stenogram::check
