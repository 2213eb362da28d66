#include "stenogram/check/quotations.h"

#include <algorithm>

#include "stenogram/check/attribution.h"
#include "stenogram/text/language.h"
#include "stenogram/text/words.h"
#include "stenogram/transcript/dates.h"
#include "stenogram/transcript/marks.h"

namespace stenogram::check {
namespace {

using capture::Block;
using capture::BlockKind;

constexpr std::size_t kScareWords = 3;    // no more than these, and nobody's: set aside
constexpr std::size_t kInterruption = 16; // words between two parts of one quotation

std::size_t word_count(std::string_view text) { return text::words(text).size(); }

char last_mark(std::string_view text) { return text.empty() ? ' ' : text.back(); }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\n' || text.front() == '\r' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\n' || text.back() == '\r' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

class Finder {
 public:
  Finder(const capture::Page& article, std::string_view language)
      : article_(article), text_(article.text), attributor_(text_, language) {}

  std::vector<ArticleQuotation> find() {
    pair();
    for (const Block& block : article_.blocks) {
      if (block.kind == BlockKind::rule || block.kind == BlockKind::metadata) continue;
      read(block);
    }
    join_paragraphs();
    return std::move(found_);
  }

 private:

  // Outermost marks of the whole article, in order.
  void pair() {
    std::vector<transcript::QuotationMark> marks;
    std::vector<ByteSpan> paragraphs;
    for (const Block& block : article_.blocks) {
      paragraphs.push_back(block.span);
      for (std::uint64_t at = block.span.begin; at < block.span.end;) {
        unsigned char byte = static_cast<unsigned char>(text_[at]);
        bool may = byte == '"' || byte == '\'' || byte == 0xC2 || byte == 0xE2 || byte == 0xE3 || byte == 0xEF;
        transcript::QuotationMark mark = may ? transcript::quotation_mark_at(text_, at) : transcript::QuotationMark{at, 0, 0};
        if (mark.size > 0) marks.push_back(mark);
        at += std::max<std::uint8_t>(mark.size, 1);
      }
    }
    std::vector<transcript::Marked> pairs = transcript::pair_marks(text_, marks, paragraphs);
    std::sort(pairs.begin(), pairs.end(), [](const auto& a, const auto& b) {
      return a.outer.begin != b.outer.begin ? a.outer.begin < b.outer.begin : a.outer.end > b.outer.end;
    });
    for (const transcript::Marked& one : pairs)
      if (outer_.empty() || one.outer.begin >= outer_.back().outer.end) outer_.push_back(one);
  }

  void read(const Block& block) {
    std::vector<const transcript::Marked*> here;
    while (next_ < outer_.size() && outer_[next_].outer.begin < block.span.end) {
      if (outer_[next_].outer.begin >= block.span.begin) here.push_back(&outer_[next_]);
      ++next_;
    }
    if (block.kind == BlockKind::quotation && here.empty()) return take_block(block);
    std::uint64_t at = block.span.begin;
    std::size_t first = found_.size();
    for (std::size_t k = 0; k < here.size(); ++k) {
      ByteSpan before{at, std::max(here[k]->outer.begin, at)};
      std::uint64_t end = k + 1 < here.size() ? here[k + 1]->outer.begin : block.span.end;
      ByteSpan after{here[k]->outer.end, std::max(end, here[k]->outer.end)};
      take(*here[k], before, after, first);
      at = here[k]->outer.end;
    }
    attributor_.hear({at, std::max(at, block.span.end)});
    lead_in_ = block.span;
  }

  // Words between two marks, and what is said of them.
  void take(const transcript::Marked& marked, ByteSpan before, ByteSpan after, std::size_t first) {
    std::string_view words = slice(text_, marked.inner);
    if (text::words(words).empty()) return;
    attributor_.hear(before);
    bool interrupted = found_.size() > first && found_.back().span.end <= before.begin && interrupts(before, words);
    if (interrupted) {
      ArticleQuotation& last = found_.back();
      last.parts.push_back(marked.inner);
      last.span.end = marked.inner.end;
      last.quoted += ' ';
      last.quoted += words;
      return;
    }
    ArticleQuotation quotation;
    quotation.quoted = words;
    quotation.span = marked.inner;
    quotation.parts = {marked.inner};

    Attribution said;
    // A full stop inside the marks ends the sentence: what follows is about the next one.
    bool closed_sentence = last_mark(words) == '.' && !continues(after);
    if (!closed_sentence) said = attributor_.after(after);
    bool by_verb_behind = said.verb;
    if (!said.speaker) {
      Attribution lead = attributor_.before(before);
      if (lead.speaker || !said.verb) said = lead;
    }
    // Alone at the head of its paragraph: the paragraph before may end in a colon.
    if (!said.speaker && trimmed(slice(text_, before)).empty() && found_.size() == first && !lead_in_.empty()) {
      std::string_view lead = trimmed(slice(text_, lead_in_));
      if (last_mark(lead) == ':') said = attributor_.before(lead_in_);
    }
    // A second sentence by whoever spoke the first.
    if (!said.speaker && !said.verb && found_.size() > first && found_.back().speaker && !found_.back().scare && word_count(words) > kScareWords) {
      said.speaker = found_.back().speaker;
      said.certainty = Certainty::likely;
    }
    quotation.speaker = said.speaker;
    quotation.certainty = said.certainty;
    quotation.scare = word_count(words) <= kScareWords && !by_verb_behind && !said.verb && !whole_sentence(words);
    quotation.date = date_in(first_sentence(text_, after));
    if (!quotation.date) quotation.date = date_in(last_sentence(text_, before));
    found_.push_back(std::move(quotation));
  }

  // "…," she said, "…": the words between are an attribution that ends no sentence.
  bool interrupts(ByteSpan between, std::string_view next) const {
    std::string_view gap = trimmed(slice(text_, between));
    if (gap.empty() || found_.back().scare || word_count(gap) > kInterruption) return false;
    char end = gap.back();
    if (end == '.' || end == '!' || end == '?' || end == ':') return false;
    bool comma = end == ',' || gap.ends_with("\u2014") || gap.ends_with("\u2013") || end == '-';
    bool small = !next.empty() && next[0] >= 'a' && next[0] <= 'z';
    if (!comma && !small) return false;
    char last = last_mark(found_.back().quoted);
    bool open = last == ',' || (gap[0] == ',' || gap.starts_with("\u2014") || gap.starts_with("\u2013"));
    return open && attributor_.after(between).verb;
  }

  // Whether what follows the marks carries on the sentence: a comma, a dash, a small letter.
  bool continues(ByteSpan after) const {
    std::string_view rest = trimmed(slice(text_, after));
    if (rest.empty()) return false;
    unsigned char byte = static_cast<unsigned char>(rest[0]);
    return byte == ',' || (byte >= 'a' && byte <= 'z') || rest.starts_with("\u2014") || rest.starts_with("\u2013") || byte == '-';
  }

  static bool whole_sentence(std::string_view words) {
    char last = last_mark(words);
    return last == '.' || last == '!' || last == '?' || last == ',';
  }

  std::optional<std::string> date_in(ByteSpan span) const {
    std::vector<transcript::PrintedDate> dates = transcript::find_dates(slice(text_, span));
    std::erase_if(dates, [](const transcript::PrintedDate& date) { return date.year == 0; });
    if (dates.size() != 1) return std::nullopt;
    std::string iso = dates[0].iso();
    return iso.substr(0, iso.find('T'));
  }

  void take_block(const Block& block) {
    ArticleQuotation quotation;
    std::string_view words = trimmed(slice(text_, block.span));
    if (text::words(words).empty()) return;
    quotation.quoted = words;
    quotation.span = block.span;
    quotation.parts = {block.span};
    quotation.block = true;
    if (!lead_in_.empty() && last_mark(trimmed(slice(text_, lead_in_))) == ':') {
      Attribution said = attributor_.before(lead_in_);
      quotation.speaker = said.speaker;
      quotation.certainty = said.certainty;
    }
    found_.push_back(std::move(quotation));
  }

  // A quotation that was not closed at its paragraph's end and opens anew in the next.
  void join_paragraphs() {
    std::vector<ArticleQuotation> joined;
    for (ArticleQuotation& quotation : found_) {
      if (!joined.empty() && unclosed_at(joined.back()) && only_blank({joined.back().span.end, quotation.span.begin})) {
        ArticleQuotation& last = joined.back();
        last.quoted += ' ' + quotation.quoted;
        last.span.end = quotation.span.end;
        last.parts.insert(last.parts.end(), quotation.parts.begin(), quotation.parts.end());
        // The attribution may stand after the last paragraph.
        if (!last.speaker || quotation.certainty > last.certainty) {
          if (quotation.speaker) last.speaker = quotation.speaker, last.certainty = quotation.certainty;
        }
        last.scare = false;
        continue;
      }
      joined.push_back(std::move(quotation));
    }
    found_ = std::move(joined);
  }

  bool unclosed_at(const ArticleQuotation& quotation) const {
    for (const transcript::Marked& marked : outer_)
      if (marked.inner == quotation.parts.back()) return !marked.closed;
    return false;
  }

  // Nothing but blanks and the mark that opens anew.
  bool only_blank(ByteSpan span) const { return text::words(slice(text_, span)).empty() && span.size() < 64; }

  const capture::Page& article_;
  std::string_view text_;
  Attributor attributor_;
  std::vector<transcript::Marked> outer_;
  std::size_t next_ = 0;
  ByteSpan lead_in_;  // the block before
  std::vector<ArticleQuotation> found_;
};

}  // namespace

std::vector<ArticleQuotation> find_quotations(const capture::Page& article) {
  std::string language;
  for (const capture::Fact& fact : article.facts)
    if (fact.key == "language") language = fact.value;
  if (language.empty()) language = text::language_of(article.text);
  return Finder(article, language).find();
}

}  // namespace stenogram::check
