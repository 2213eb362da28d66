#include "stenogram/transcript/marks.h"

#include <algorithm>

#include "stenogram/transcript/characters.h"

namespace stenogram::transcript {
namespace {

constexpr std::size_t kDeepest = 8;            // quotations open at once
constexpr std::uint64_t kLongestSingle = 400;  // bytes inside ‘…’ and '…'

enum class Family { doubled, single, corner };

Family family_of(char32_t code) {
  switch (code) {
    case U'\'':
    case U'‘':
    case U'’':
    case U'‚':
    case U'‹':
    case U'›': return Family::single;
    case U'「':
    case U'」':
    case U'『':
    case U'』': return Family::corner;
    default: return Family::doubled;
  }
}

// What the mark is by its shape alone.
bool only_opens(char32_t c) { return c == U'「' || c == U'『' || c == U'„' || c == U'‚'; }
bool only_closes(char32_t c) { return c == U'」' || c == U'』' || c == U'″'; }
bool usually_opens(char32_t c) { return c == U'“' || c == U'«' || c == U'‘' || c == U'‹'; }
bool usually_closes(char32_t c) { return c == U'”' || c == U'»' || c == U'’' || c == U'›'; }

char32_t closes_with(char32_t open) {
  switch (open) {
    case U'“': return U'”';
    case U'«': return U'»';
    case U'»': return U'«';
    case U'„': return U'“';
    case U'‚': return U'‘';
    case U'‘': return U'’';
    case U'‹': return U'›';
    case U'「': return U'」';
    case U'『': return U'』';
    default: return open;
  }
}

class Pairing {
 public:
  Pairing(std::string_view text, std::vector<Marked>& out) : text_(text), out_(out) {}

  void paragraph(ByteSpan paragraph, const QuotationMark* begin, const QuotationMark* end, bool reopened_after) {
    paragraph_ = paragraph;
    open_.clear();
    for (mark_ = begin; mark_ != end; ++mark_) take(*mark_, end);
    // Never closed: to the paragraph's end if the next one opens anew, else the words of
    // one sentence at most.
    for (std::size_t i = open_.size(); i-- > 0;)
      if (family_of(open_[i].code) != Family::single)
        close_at(open_[i], reopened_after && i == 0 ? paragraph.end : sentence_end(open_[i]), 0, false);
  }

 private:
  bool blank_or_edge(char32_t c) const { return is_blank(c) || c == 0xA0 || c == 0x202F; }
  char32_t before(const QuotationMark& mark) const {
    return mark.at > paragraph_.begin ? character_before(text_, mark.at).code : U' ';
  }
  char32_t after(const QuotationMark& mark) const {
    std::uint64_t at = mark.at + mark.size;
    return at < paragraph_.end ? character_at(text_, at).code : U' ';
  }
  static bool opens_word(char32_t c) {
    return is_letter(c) || is_digit(c) || c == U'[' || c == U'…' || c == U'$' || c == U'(' || c == U'«' || c == U'“' ||
           c == U'‘' || c == U'"' || c == U'\'' || c == U'¿' || c == U'¡' || c == U'.' || c == U'-' || c == U'#';
  }

  bool may_open(const QuotationMark& mark) const {
    char32_t left = before(mark);
    bool room = blank_or_edge(left) || left == U'(' || left == U'[' || is_dash(left) || left == U'/' || left == U':' ||
                is_han(left) || family_of_left(left);
    return room && (opens_word(after(mark)) || mark.code == U'«' || mark.code == U'"');
  }
  bool family_of_left(char32_t c) const {
    return c == U'“' || c == U'«' || c == U'„' || c == U'‘' || c == U'"' || c == U'\'';
  }
  bool may_close(const QuotationMark& mark) const {
    char32_t right = after(mark);
    return !(is_letter(right) || is_digit(right)) || is_han(right);
  }
  std::size_t open_of(char32_t by) const {  // index + 1 of the innermost that `by` closes properly
    for (std::size_t i = open_.size(); i > 0; --i)
      if (closes_with(open_[i - 1].code) == by) return i;
    return 0;
  }
  std::size_t open_of(Family family) const {
    for (std::size_t i = open_.size(); i > 0; --i)
      if (family_of(open_[i - 1].code) == family) return i;
    return 0;
  }

  void take(const QuotationMark& mark, const QuotationMark* end) {
    Family family = family_of(mark.code);
    if (family == Family::single) return take_single(mark, end);
    if (only_opens(mark.code)) return push(mark);
    if (only_closes(mark.code)) return close_innermost(mark);
    bool opened_properly = open_of(mark.code) > 0;
    if (mark.code == U'"') {
      bool open = may_open(mark);
      bool close = may_close(mark) && open_of(family) > 0;
      // Between two blanks it may be either: what is open decides.
      if (opened_properly && close) return close_innermost(mark);
      return open ? push(mark) : close ? close_innermost(mark) : void();
    }
    if (usually_opens(mark.code)) {
      // „…“ is closed by what opens elsewhere; and so is “…“, by mistake.
      bool closing_place = may_close(mark) && !blank_or_edge(before(mark)) && !opens_word(after(mark));
      if (opened_properly && closing_place) return close_innermost(mark);
      if (closing_place && open_of(family) > 0) return close_innermost(mark);
      return push(mark);
    }
    if (usually_closes(mark.code)) {
      if (open_of(family) > 0) return close_innermost(mark);
      if (may_open(mark) && opens_word(after(mark))) push(mark);  // »…«, ”…”
    }
  }

  // ‘ and ' open only at the start of a word, and only if something later closes them;
  // everything else of their kind is an apostrophe.
  void take_single(const QuotationMark& mark, const QuotationMark* end) {
    bool closing = mark.code == U'’' || mark.code == U'\'' || mark.code == U'›' || mark.code == U'‘';
    if (std::size_t i = open_of(Family::single); i > 0 && closing && may_close(mark) && !blank_or_edge(before(mark))) {
      if (mark.at - open_[i - 1].at <= kLongestSingle) return close_innermost(mark);
      open_.erase(open_.begin() + std::ptrdiff_t(i - 1));
    }
    if (mark.code == U'’' || mark.code == U'›' || !may_open(mark) || !opens_word(after(mark))) return;
    char32_t wanted = mark.code == U'\'' ? U'\'' : closes_with(mark.code);
    std::size_t looked = 0;
    for (const QuotationMark* later = &mark + 1; later != end && looked < 8; ++later, ++looked) {
      if (later->at - mark.at > kLongestSingle) return;
      bool fits = later->code == wanted && may_close(*later) && !blank_or_edge(before(*later));
      // "the ministers' reply": a closing mark of nothing follows an s; ask for more.
      if (fits && before(*later) != U's') return push(mark);
      if (fits && looked == 0 && !is_letter(after_blank(*later))) return push(mark);
    }
  }
  char32_t after_blank(const QuotationMark& mark) const {
    std::uint64_t at = mark.at + mark.size;
    while (at < paragraph_.end && text_[at] == ' ') ++at;
    return at < paragraph_.end ? character_at(text_, at).code : U'.';
  }

  void push(const QuotationMark& mark) {
    if (open_.size() == kDeepest) open_.erase(open_.begin());
    open_.push_back(mark);
  }

  // Closes the one that the mark fits, or failing that the innermost of its family; what
  // was opened inside and never closed ends there too.
  void close_innermost(const QuotationMark& mark) {
    std::size_t i = open_of(mark.code);
    if (i == 0) i = open_of(family_of(mark.code));
    if (i == 0 && only_closes(mark.code)) i = open_of(Family::doubled);
    if (i == 0) return;
    const QuotationMark opened = open_[i - 1];
    open_.resize(i - 1);
    close_at(opened, mark.at, mark.size, true);
  }

  void close_at(const QuotationMark& opened, std::uint64_t at, std::uint8_t size, bool closed) {
    ByteSpan inner = trimmed(text_, {opened.at + opened.size, at});
    if (!inner.empty()) out_.push_back({{opened.at, at + size}, inner, closed});
  }

  // A rough end: a full stop before a blank and a capital, at most some hundred words on.
  std::uint64_t sentence_end(const QuotationMark& opened) const {
    std::uint64_t limit = std::min<std::uint64_t>(paragraph_.end, opened.at + 2000);
    for (std::uint64_t at = opened.at + opened.size; at + 2 < limit; ++at) {
      char c = text_[at];
      if ((c == '.' || c == '!' || c == '?') && text_[at + 1] == ' ' && is_letter(std::uint8_t(text_[at - 1])) &&
          is_letter(std::uint8_t(text_[at - 2])))
        return at + 1;
    }
    std::uint64_t end = limit;
    while (end > opened.at && (std::uint8_t(text_[end - 1]) & 0xC0) == 0x80 && end < text_.size() &&
           (std::uint8_t(text_[end]) & 0xC0) == 0x80)
      --end;
    if (end < text_.size() && (std::uint8_t(text_[end]) & 0xC0) == 0x80) --end;
    return end;
  }

  std::string_view text_;
  std::vector<Marked>& out_;
  ByteSpan paragraph_;
  std::vector<QuotationMark> open_;
  const QuotationMark* mark_ = nullptr;
};

}  // namespace

QuotationMark quotation_mark_at(std::string_view text, std::uint64_t at) {
  Character c = character_at(text, at);
  switch (c.code) {
    case U'"':
    case U'\'':
    case U'«':
    case U'»':
    case U'‘':
    case U'’':
    case U'‚':
    case U'“':
    case U'”':
    case U'„':
    case U'‹':
    case U'›':
    case U'″':
    case U'「':
    case U'」':
    case U'『':
    case U'』':
    case U'＂': return {at, c.code == U'＂' ? U'"' : c.code, c.size};
    default: return {at, 0, 0};
  }
}

std::vector<Marked> pair_marks(std::string_view text, const std::vector<QuotationMark>& marks,
                               const std::vector<ByteSpan>& paragraphs) {
  std::vector<Marked> out;
  Pairing pairing(text, out);
  std::size_t next = 0;
  for (std::size_t p = 0; p < paragraphs.size() && next < marks.size(); ++p) {
    while (next < marks.size() && marks[next].at < paragraphs[p].begin) ++next;
    std::size_t begin = next;
    while (next < marks.size() && marks[next].at < paragraphs[p].end) ++next;
    if (begin == next) continue;
    bool reopened = p + 1 < paragraphs.size() && next < marks.size() && marks[next].at == paragraphs[p + 1].begin;
    pairing.paragraph(paragraphs[p], marks.data() + begin, marks.data() + next, reopened);
  }
  std::sort(out.begin(), out.end(), [](const Marked& a, const Marked& b) {
    return a.outer.begin != b.outer.begin ? a.outer.begin < b.outer.begin : a.outer.end > b.outer.end;
  });
  // What was guessed to its end must nest with what was read.
  for (std::size_t i = 0; i + 1 < out.size(); ++i) {
    Marked& a = out[i];
    const Marked& b = out[i + 1];
    if (!a.closed && b.outer.begin < a.outer.end && b.outer.end > a.outer.end) {
      a.outer.end = b.outer.begin;
      a.inner = trimmed(text, {a.inner.begin, std::min(a.inner.end, b.outer.begin)});
    }
  }
  std::erase_if(out, [](const Marked& marked) { return marked.inner.empty(); });
  return out;
}

}  // namespace stenogram::transcript
