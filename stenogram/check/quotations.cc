// How quotations are found.
//
// Marks are paired paragraph by paragraph; what stands outside of them is read for people.
// Then each paragraph is gone through: words between marks, with an attribution inside taken
// out, are given to whom the sentence around them names; a quotation that an attribution
// interrupts, or a paragraph's end, is joined with its other part.
#include "stenogram/check/quotations.h"

#include <algorithm>
#include <span>

#include "stenogram/check/article_marks.h"
#include "stenogram/check/article_paragraphs.h"
#include "stenogram/check/attribution.h"
#include "stenogram/check/incises.h"
#include "stenogram/check/occasion.h"
#include "stenogram/text/language.h"
#include "stenogram/text/words.h"
#include "stenogram/transcript/characters.h"

namespace stenogram::check {
namespace {

using capture::BlockKind;

constexpr std::size_t kScareWords = 3;     // no more than these, and nobody's: set aside
constexpr std::size_t kTitleWords = 8;     // of a work, a ship
constexpr std::size_t kInterruption = 20;  // words between two parts of one quotation

std::size_t word_count(std::string_view text) { return text::words(text).size(); }

std::string_view trimmed(std::string_view text) { return transcript::trimmed(text); }

bool starts_with_dash(std::string_view text) { return text.starts_with("\u2014") || text.starts_with("\u2013"); }

// Lines and runs of blanks become one blank.
std::string in_one_line(std::string_view text) {
  std::string out;
  for (char byte : text) {
    bool blank = byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t';
    if (blank && (out.empty() || out.back() == ' ')) continue;
    out += blank ? ' ' : byte;
  }
  return out;
}

// One quotation in the making.
struct Draft {
  ArticleQuotation quotation;
  Attribution said;
  bool reopens = false;
};

class Finder {
 public:
  Finder(const capture::Page& article, std::string_view language)
      : article_(article), text_(article.text), words_(ArticleWords::of(language)), saying_(transcript::SayingWords::of(language)),
        paragraphs_(paragraphs_of(article)), cast_(text_, words_, saying_), attributor_(text_, words_, saying_, cast_),
        published_(published_of(article)) {}

  std::vector<ArticleQuotation> find() {
    std::vector<ByteSpan> spans;
    for (const Paragraph& paragraph : paragraphs_) spans.push_back(paragraph.span);
    marked_ = pair_article_marks(text_, spans, words_);
    if (words_.known()) meet_people();
    std::size_t next = 0;
    for (std::size_t p = 0; p < paragraphs_.size(); ++p) {
      std::size_t first = next;
      while (next < marked_.size() && marked_[next].outer.begin < paragraphs_[p].span.end) ++next;
      attributor_.paragraph(paragraphs_[p].span);
      read(p, {marked_.data() + first, next - first});
    }
    join_paragraphs();
    std::vector<ArticleQuotation> found;
    for (Draft& draft : drafts_) found.push_back(std::move(draft.quotation));
    return found;
  }

 private:
  void meet_people() {
    std::size_t next = 0;
    for (const Paragraph& paragraph : paragraphs_) {
      std::uint64_t at = paragraph.span.begin;
      for (; next < marked_.size() && marked_[next].outer.begin < paragraph.span.end; ++next) {
        hear({at, marked_[next].outer.begin});
        hear_incises(marked_[next]);
        at = marked_[next].outer.end;
      }
      hear({at, paragraph.span.end});
    }
    cast_.settle();
  }
  // People are named inside of quotations too: "«…, — сказал министр финансов Корин Олдвелл».
  void hear_incises(const MarkedWords& marked) {
    std::vector<ByteSpan> parts = without_incises(text_, marked.inner, words_, attributor_, !marked.closed).parts;
    for (std::size_t k = 0; k < parts.size(); ++k)
      hear({parts[k].end, k + 1 < parts.size() ? parts[k + 1].begin : marked.inner.end});
  }
  void hear(ByteSpan outside) {
    if (outside.begin < outside.end && !trimmed(slice(text_, outside)).empty()) cast_.hear(outside);
  }

  void read(std::size_t p, std::span<const MarkedWords> here) {
    const Paragraph& paragraph = paragraphs_[p];
    if (here.empty() && paragraph.kind == BlockKind::quotation) return take_block(p);
    if (here.empty() && starts_with_dash(slice(text_, paragraph.span)) && is_dialogue(p)) return take_dialogue(p);
    std::size_t first = drafts_.size();
    std::uint64_t at = paragraph.span.begin;
    for (std::size_t k = 0; k < here.size(); ++k) {
      ByteSpan before{at, std::max(here[k].outer.begin, at)};
      std::uint64_t end = k + 1 < here.size() ? here[k + 1].outer.begin : paragraph.span.end;
      ByteSpan behind{here[k].outer.end, std::max(end, here[k].outer.end)};
      take(p, here[k], before, behind, first);
      at = here[k].outer.end;
    }
  }

  void take(std::size_t p, const MarkedWords& marked, ByteSpan before, ByteSpan behind, std::size_t first) {
    if (text::words(slice(text_, marked.inner)).empty()) return;
    Spoken spoken = without_incises(text_, marked.inner, words_, attributor_, !marked.closed);
    bool follows = drafts_.size() > first;
    if (follows && interrupts(before, spoken.parts.front())) {
      Draft& last = drafts_.back();
      add(last.quotation, spoken.parts);
      last.reopens = marked.reopens && !spoken.said.decided();
      return;
    }
    Draft draft;
    add(draft.quotation, spoken.parts);
    draft.reopens = marked.reopens && !spoken.said.decided();
    std::string_view words = draft.quotation.quoted;

    Attribution said = spoken.said;
    bool alone = trimmed(slice(text_, last_sentence(text_, before))).empty();  // it begins its sentence
    if (!said.decided()) said = alone ? around(words, behind) : within(words, before, behind);
    // Another fragment of one sentence: "said it was “…” and that she “…”".
    if (!said.decided() && !alone && follows && same_sentence(before)) {
      said = drafts_.back().said;
      said.clause = {};
    }
    // At the head of its paragraph: the paragraph before may end in a colon.
    if (!said.decided() && alone && !follows && trimmed(slice(text_, before)).empty() && p > 0) said = by_lead_in(p);
    set_date(draft.quotation, said, before, behind, alone);
    bool own = said.decided();
    // A second sentence by whoever spoke the first.
    if (!own && alone && follows && word_count(words) > 1 && drafts_.back().said.decided() && !drafts_.back().quotation.scare && nobody_new(before)) {
      said = drafts_.back().said;
      if (said.speaker) said.certainty = Certainty::likely;
    }
    draft.said = said;
    draft.quotation.speaker = said.speaker;
    draft.quotation.certainty = said.certainty;
    draft.quotation.scare = is_set_apart(draft, before, behind, alone, own);
    if (draft.quotation.scare) draft.quotation.speaker.reset(), draft.quotation.certainty = Certainty::none;
    else attributor_.remember(said, marked.outer.end);
    drafts_.push_back(std::move(draft));
  }

  // It begins its sentence: whose it is stands behind it, if that goes on.
  Attribution around(std::string_view words, ByteSpan behind) {
    return goes_on(words, behind) ? attributor_.behind(behind) : Attribution();
  }

  // It stands in the midst of a sentence: what leads up to it counts first.
  Attribution within(std::string_view words, ByteSpan before, ByteSpan behind) {
    Attribution said = attributor_.before(before);
    const bool joined = ends_in_and(before);
    if (said.decided() && !said.calling && !joined) return said;
    if (goes_on(words, behind)) {
      Attribution after = attributor_.behind(behind);
      // "said Renn, and “We will win,” added Falk": the second verb is the second quotation's.
      if (joined && after.said && after.speaker) return after;
      if (said.decided() && !said.calling) return said;
      if (after.decided() && !(said.calling && !after.said)) return after;
    }
    return said;
  }

  bool ends_in_and(ByteSpan before) const {
    transcript::SaidSentence lead(text_, last_sentence(text_, before), saying_);
    return !lead.words().empty() && words_.of_word(lead.printed(lead.words().size() - 1)) & bit(Part::and_);
  }

  Attribution by_lead_in(std::size_t p) {
    ByteSpan lead = paragraphs_[p - 1].span;
    std::string_view words = trimmed(slice(text_, lead));
    if (!words.ends_with(':')) return {};
    return attributor_.before(lead);
  }

  // A full stop inside the marks ends the sentence; then what follows is about the next one,
  // unless it is plainly the rest of this one.
  bool goes_on(std::string_view words, ByteSpan behind) const {
    std::string_view rest = trimmed(slice(text_, behind));
    if (rest.empty()) return false;
    transcript::Character next = transcript::character_at(rest, 0);
    if (next.code == U',' || transcript::is_dash(next.code) || next.code == U'(') return true;
    if (next.code == U'.' || next.code == U':' || next.code == U';') return false;
    if (transcript::is_lower(next.code)) return true;
    char last = words.empty() ? ' ' : words.back();
    if (last == '.' || words.ends_with("\u2026")) return false;
    // “Will you?” Marrow asked. Not: “Never!” Marrow came late and said nothing.
    if (last == '!' || last == '?') return word_count(first_words(rest)) <= 4;
    return true;
  }
  // Up to the first comma or stop.
  static std::string_view first_words(std::string_view rest) { return rest.substr(0, rest.find_first_of(".,;:!?")); }

  // "…," she said, "…": the words between are an attribution that ends no sentence.
  bool interrupts(ByteSpan between, ByteSpan next) {
    const Draft& last = drafts_.back();
    std::string_view gap = trimmed(slice(text_, between));
    // “It was early,” he explained; “it was not wrong.”
    if (gap.ends_with(';')) {
      gap.remove_suffix(1);
      between.end = std::uint64_t(gap.data() + gap.size() - text_.data());
    }
    if (gap.empty() || last.quotation.scare || word_count(gap) > kInterruption) return false;
    if (first_sentence(text_, between).end != between.end) return false;
    char end = gap.back();
    if (end == '.' || end == '!' || end == '?' || end == ':') return false;
    bool comma = end == ',' || text_[between.end] == ';' || gap.ends_with("\u2014") || gap.ends_with("\u2013") || end == '-';
    bool small_next = transcript::is_lower(transcript::character_at(text_, next.begin).code);
    if (!comma && !small_next) return false;
    char closing = last.quotation.quoted.back();
    if (closing == '.' && !small_next) return false;
    bool open = closing == ',' || gap[0] == ',' || starts_with_dash(gap) || gap[0] == '-' || (closing == '?' || closing == '!');
    if (!open || !last.said.decided() || !last.said.said) return false;
    // Nobody else takes over between the verb and the next words.
    ByteSpan rest{std::max(last.said.end, between.begin), between.end};
    if (last.said.clause.begin > between.end || last.said.end < between.begin) return false;
    transcript::SaidSentence sentence(text_, rest, saying_);
    for (std::size_t k = 0; k < sentence.words().size(); ++k)
      if (words_.of_word(sentence.printed(k)) & bits(Part::verb, Part::calling)) return false;
    return true;
  }

  bool same_sentence(ByteSpan between) const {
    const Draft& last = drafts_.back();
    char end = last.quotation.quoted.back();
    if (end == '.' || end == '!' || end == '?') return false;
    return last.said.decided() && first_sentence(text_, between).end == between.end && last_sentence(text_, between).begin == between.begin;
  }

  // Nobody but the speaker so far is named, as one who might be speaking.
  bool nobody_new(ByteSpan between) const {
    const std::optional<std::string>& speaker = drafts_.back().said.speaker;
    const std::vector<Mention>& mentions = cast_.mentions();
    auto first = std::lower_bound(mentions.begin(), mentions.end(), between.begin, [](const Mention& mention, std::uint64_t at) { return mention.at < at; });
    for (auto mention = first; mention != mentions.end() && mention->at < between.end; ++mention)
      if (!mention->governed && (!speaker || cast_.people()[mention->person].name != *speaker)) return false;
    return true;
  }

  void set_date(ArticleQuotation& quotation, const Attribution& said, ByteSpan before, ByteSpan behind, bool alone) const {
    if (!words_.known()) return;
    ByteSpan after = first_sentence(text_, behind), lead = last_sentence(text_, before);
    bool behind_it = said.decided() && said.clause.begin >= behind.begin;
    if (behind_it || (alone && said.decided() && said.clause.begin >= quotation.span.end)) {
      quotation.date = date_of(text_, after, said.verb, saying_, published_);
      quotation.occasion = occasion_of(text_, after, words_, saying_);
      if (!alone && !quotation.date) quotation.date = date_of(text_, lead, lead.end, saying_, published_);
    } else if (said.decided()) {
      ByteSpan clause = said.clause.empty() ? lead : said.clause;
      quotation.date = date_of(text_, clause, said.verb, saying_, published_);
      quotation.occasion = occasion_of(text_, clause, words_, saying_);
    }
  }

  // Whether the words are set apart, and not said to have been spoken.
  bool is_set_apart(const Draft& draft, ByteSpan before, ByteSpan behind, bool alone, bool own) const {
    const std::string& words = draft.quotation.quoted;
    std::size_t count = word_count(words);
    if (draft.quotation.parts.size() > 1 || draft.reopens) return false;
    std::string_view lead = trimmed(slice(text_, before));
    bool introduced = lead.ends_with(':') || lead.ends_with(',') || starts_with_dash(lead.size() >= 3 ? lead.substr(lead.size() - 3) : lead);
    char last = words.back();
    bool sentence = last == '.' || last == '!' || last == '?' || last == ',' || words.ends_with("\u2026");
    if (draft.said.said && !alone && !introduced && count <= 2 && words_.language() == "de" && names_a_thing(lead)) return true;
    if (draft.said.said && (alone || introduced || own) && !looks_like_title(words, count, alone || introduced)) {
      return count <= kScareWords && words_.known() && !alone && !introduced && attributor_.set_apart(before);
    }
    if (looks_like_title(words, count, alone || introduced)) return true;
    if (words_.known() && attributor_.set_apart(before) && count <= kTitleWords) return true;
    // What is called by its name: "the union calls “the starvation clause”", "dénoncent la « clause »".
    if (draft.said.calling) return count <= 1 || (!draft.said.speaker && count <= kScareWords + 1 && (definite(first_word(words)) || definite(last_word(lead))));
    if (draft.said.decided()) return false;
    if (count > kScareWords) return false;
    // "All of them?", a line of its own.
    std::string_view rest = trimmed(slice(text_, behind));
    if (alone && (rest.starts_with(',') || starts_with_dash(rest))) return false;
    if (sentence && alone && (trimmed(slice(text_, behind)).empty() || last != ',')) return false;
    return !(introduced && sentence);
  }

  static std::string_view last_word(std::string_view text) {
    std::size_t blank = text.find_last_of(" \n");
    return text.substr(blank == text.npos ? 0 : blank + 1);
  }
  static std::string_view first_word(std::string_view text) { return text.substr(0, text.find(' ')); }
  static bool definite(std::string_view word) {
    static constexpr std::string_view kArticles[] = {"the", "le", "la", "les", "el", "los", "las", "der", "die", "das"};
    return std::find(std::begin(kArticles), std::end(kArticles), word) != std::end(kArticles);
  }

  // "sagte dem „Hafenboten“": a definite article right before one capital word.
  static bool names_a_thing(std::string_view lead) {
    std::string_view last = last_word(lead);
    static constexpr std::string_view kArticles[] = {"dem", "den", "der", "die", "das", "im", "beim", "vom", "zum", "zur"};
    return std::find(std::begin(kArticles), std::end(kArticles), last) != std::end(kArticles);
  }

  // “Polar Star”, “The Winter of the Boats”: a name in the midst of a sentence.
  bool looks_like_title(std::string_view words, std::size_t count, bool introduced) const {
    if (introduced || words_.language() == "de" || count > kTitleWords) return false;
    std::size_t capitals = 0, small_long = 0;
    bool first_capital = false, first = true;
    for (const text::Word& word : text::words(words)) {
      std::string_view printed = slice(words, word.span());
      transcript::Character c = transcript::character_at(printed, 0);
      bool capital = transcript::is_upper(c.code);
      if (first) first_capital = capital;
      first = false;
      capitals += capital;
      small_long += !capital && transcript::is_letter(c.code) && printed.size() > 3 * c.size;
    }
    char last = words.empty() ? ' ' : words.back();
    if (last == ',' || last == '.' || last == '!' || last == '?') return false;
    if (!first_capital) return false;
    if (words_.language() == "en" || !words_.known()) return capitals >= 2 && small_long == 0;
    return count <= 4;
  }

  void take_block(std::size_t p) {
    std::string_view words = trimmed(slice(text_, paragraphs_[p].span));
    if (text::words(words).empty()) return;
    Draft draft;
    add(draft.quotation, {paragraphs_[p].span});
    draft.quotation.block = true;
    bool continues = p > 0 && paragraphs_[p - 1].kind == BlockKind::quotation && !drafts_.empty() && drafts_.back().quotation.block &&
                     drafts_.back().quotation.span.end == paragraphs_[p - 1].span.end;
    // "— Ilsabet Marrow" below it.
    if (continues && starts_with_dash(words) && word_count(words) <= 10) {
      Attribution said = attributor_.behind(paragraphs_[p].span);
      if (said.speaker && !drafts_.back().quotation.speaker) {
        drafts_.back().quotation.speaker = said.speaker;
        drafts_.back().quotation.certainty = said.certainty;
      }
      return;
    }
    if (continues) {
      add(drafts_.back().quotation, {paragraphs_[p].span});
      sign(drafts_.back(), p);
      return;
    }
    if (p > 0) {
      Attribution said = by_lead_in(p);
      set_date(draft.quotation, said, paragraphs_[p - 1].span, {}, false);
      draft.said = said;
      draft.quotation.speaker = said.speaker;
      draft.quotation.certainty = said.certainty;
      attributor_.remember(said, paragraphs_[p].span.begin);
    }
    sign(draft, p);
    drafts_.push_back(std::move(draft));
  }

  // "— Ilsabet Marrow, in a letter", below a block quotation.
  void sign(Draft& draft, std::size_t p) {
    if (p + 1 >= paragraphs_.size() || draft.quotation.speaker) return;
    std::string_view next = slice(text_, paragraphs_[p + 1].span);
    if (!starts_with_dash(next) || word_count(next) > 12) return;
    Attribution said = attributor_.behind(paragraphs_[p + 1].span);
    draft.quotation.speaker = said.speaker;
    draft.quotation.certainty = said.certainty;
    draft.quotation.occasion = occasion_of(text_, paragraphs_[p + 1].span, words_, saying_);
  }

  // Whether paragraphs that begin with a dash are speech, and not a list: one of a run of
  // them has an attribution inside.
  bool is_dialogue(std::size_t p) {
    if (words_.language() != "ru" && words_.language() != "fr" && words_.language() != "es") return false;
    if (!dialogue_) {
      dialogue_ = false;
      for (const Paragraph& paragraph : paragraphs_) {
        if (!starts_with_dash(slice(text_, paragraph.span))) continue;
        attributor_.paragraph(paragraph.span);
        Spoken spoken = without_incises(text_, behind_dash(paragraph.span), words_, attributor_, false);
        if (spoken.said.decided()) *dialogue_ = true;
      }
      attributor_.paragraph(p > 0 ? paragraphs_[p - 1].span : ByteSpan{});
      attributor_.paragraph(paragraphs_[p].span);
    }
    return *dialogue_;
  }
  ByteSpan behind_dash(ByteSpan span) const { return transcript::trimmed(text_, {span.begin + 3, span.end}); }

  void take_dialogue(std::size_t p) {
    ByteSpan span = behind_dash(paragraphs_[p].span);
    if (text::words(slice(text_, span)).empty()) return;
    Spoken spoken = without_incises(text_, span, words_, attributor_, false);
    Draft draft;
    add(draft.quotation, spoken.parts);
    draft.said = spoken.said;
    draft.quotation.speaker = spoken.said.speaker;
    draft.quotation.certainty = spoken.said.certainty;
    set_date(draft.quotation, spoken.said, {}, {}, false);
    attributor_.remember(spoken.said, span.end);
    drafts_.push_back(std::move(draft));
  }

  void add(ArticleQuotation& quotation, const std::vector<ByteSpan>& parts) const {
    for (ByteSpan part : parts) {
      if (quotation.parts.empty()) quotation.span = part;
      else quotation.quoted += ' ';
      quotation.span.end = part.end;
      quotation.quoted += in_one_line(slice(text_, part));
      quotation.parts.push_back(part);
    }
  }

  // A quotation that was not closed at its paragraph's end and opens anew in the next.
  void join_paragraphs() {
    std::vector<Draft> joined;
    for (Draft& draft : drafts_) {
      bool joins = !joined.empty() && joined.back().reopens && text::words(slice(text_, {joined.back().quotation.span.end, draft.quotation.span.begin})).empty();
      if (!joins) {
        joined.push_back(std::move(draft));
        continue;
      }
      Draft& last = joined.back();
      add(last.quotation, draft.quotation.parts);
      last.reopens = draft.reopens;
      // The attribution may stand in the last paragraph.
      if (draft.said.decided() && (!last.said.decided() || !last.quotation.speaker)) {
        last.said = draft.said;
        last.quotation.speaker = draft.quotation.speaker;
        last.quotation.certainty = draft.quotation.certainty;
        if (!last.quotation.date) last.quotation.date = draft.quotation.date;
        if (!last.quotation.occasion) last.quotation.occasion = draft.quotation.occasion;
      }
      last.quotation.scare = false;
    }
    drafts_ = std::move(joined);
  }

  const capture::Page& article_;
  std::string_view text_;
  const ArticleWords& words_;
  const transcript::SayingWords& saying_;
  std::vector<Paragraph> paragraphs_;
  Cast cast_;
  Attributor attributor_;
  std::optional<std::string> published_;
  std::vector<MarkedWords> marked_;
  std::vector<Draft> drafts_;
  std::optional<bool> dialogue_;
};

}  // namespace

std::string_view name_of(Certainty certainty) {
  switch (certainty) {
    case Certainty::none: return "none";
    case Certainty::likely: return "likely";
    case Certainty::sure: return "sure";
  }
  return {};
}

std::vector<ArticleQuotation> find_quotations(const capture::Page& article) {
  std::string language;
  for (const capture::Fact& fact : article.facts)
    if (fact.key == "language") language = fact.value;
  if (language.empty()) language = text::language_of(article.text);
  return Finder(article, language).find();
}

}  // namespace stenogram::check
