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
#include "stenogram/check/incises.h"
#include "stenogram/check/occasion.h"
#include "stenogram/check/quotation_drafts.h"
#include "stenogram/check/set_apart.h"
#include "stenogram/text/language.h"
#include "stenogram/text/words.h"
#include "stenogram/transcript/characters.h"

namespace stenogram::check {
namespace {

using capture::BlockKind;

constexpr std::size_t kInterruption = 20;  // words between two parts of one quotation

std::size_t word_count(std::string_view text) { return text::words(text).size(); }

std::string_view trimmed(std::string_view text) { return transcript::trimmed(text); }

bool starts_with_dash(std::string_view text) { return text.starts_with("\u2014") || text.starts_with("\u2013"); }

class Finder {
 public:
  Finder(const capture::Page& article, std::string_view language)
      : article_(article),
        text_(article.text),
        words_(ArticleWords::of(language)),
        saying_(transcript::SayingWords::of(language)),
        paragraphs_(paragraphs_of(article)),
        published_(published_of(article)),
        reading_(set_things_apart()),
        cast_(reading_, words_, saying_),
        attributor_(reading_, words_, saying_, cast_) {}

  std::vector<ArticleQuotation> find() {
    if (words_.known()) meet_people();
    std::size_t next = 0;
    for (std::size_t p = 0; p < paragraphs_.size(); ++p) {
      std::size_t first = next;
      while (next < marked_.size() && marked_[next].outer.begin < paragraphs_[p].span.end) ++next;
      attributor_.paragraph(paragraphs_[p].span);
      read(p, {marked_.data() + first, next - first});
    }
    join_paragraphs(text_, drafts_);
    give_answers(drafts_);
    give_repeated(drafts_);
    std::vector<ArticleQuotation> found = std::move(things_);
    for (Draft& draft : drafts_) found.push_back(std::move(draft.quotation));
    std::stable_sort(found.begin(), found.end(),
                     [](const ArticleQuotation& a, const ArticleQuotation& b) { return a.span.begin < b.span.begin; });
    return found;
  }

 private:
  // The text with blanks in place of what bears a name in the midst of a sentence («Маяк», der
  // „Hafenbote“): the sentence reads on over it.
  std::string set_things_apart() {
    std::vector<ByteSpan> spans;
    for (const Paragraph& paragraph : paragraphs_) spans.push_back(paragraph.span);
    std::string reading(text_);
    std::size_t p = 0;
    for (const MarkedWords& marked : pair_article_marks(text_, spans, words_)) {
      while (p + 1 < spans.size() && spans[p].end <= marked.outer.begin) ++p;
      if (!marked.closed || !is_name_of_thing(text_, words_, spans[p], marked.outer, marked.inner)) {
        marked_.push_back(marked);
        continue;
      }
      add_parts(text_, things_.emplace_back(), {marked.inner});
      things_.back().scare = true;
      std::fill(reading.begin() + std::ptrdiff_t(marked.outer.begin),
                reading.begin() + std::ptrdiff_t(marked.outer.end), ' ');
    }
    return reading;
  }

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
    if (p > 0 && here.empty()) take_up(p);
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
      add_parts(text_, last.quotation, spoken.parts);
      last.reopens = marked.reopens && !spoken.said.decided();
      return;
    }
    Draft draft;
    add_parts(text_, draft.quotation, spoken.parts);
    draft.reopens = marked.reopens && !spoken.said.decided();
    std::string_view words = draft.quotation.quoted;

    attributor_.quotation(marked.outer.begin);
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
    // "And after a silence: “…”"
    if (!own && !alone && follows && trimmed(slice(text_, before)).ends_with(':') && drafts_.back().said.decided() &&
        !drafts_.back().quotation.scare && nobody_new(before))
      said = drafts_.back().said, said.clause = {}, own = true;
    if (!own && alone && follows && word_count(words) > 1 && drafts_.back().said.decided() &&
        !drafts_.back().quotation.scare && nobody_new(before)) {
      said = drafts_.back().said;
      if (said.speaker) said.certainty = Certainty::likely;
    }
    draft.whole = p < paragraphs_.size() && trimmed(slice(text_, before)).empty() &&
                  trimmed(slice(text_, behind)).empty() && !follows;
    draft.heading = paragraphs_[p].aside || paragraphs_[p].kind == BlockKind::heading ||
                    (p == 0 && is_headline(paragraphs_[p].span));
    draft.answers = p > 0 && !follows && trimmed(slice(text_, before)).empty() && !paragraphs_[p].aside &&
                    trimmed(slice(text_, paragraphs_[p - 1].span)).ends_with('?');
    draft.said = said;
    draft.quotation.scare = is_set_apart(text_, words_, attributor_, draft, {before, behind, alone, own});
    if (!said.decided() && !draft.quotation.scare && !draft.heading)
      said = by_context(p, draft, before, behind, alone, follows);
    draft.said = said;
    draft.quotation.speaker = said.speaker;
    draft.quotation.certainty = said.certainty;
    if (draft.quotation.scare) draft.quotation.speaker.reset(), draft.quotation.certainty = Certainty::none;
    else attributor_.remember(said, marked.outer.end);
    drafts_.push_back(std::move(draft));
  }

  // The first line of a plain text, if it is short and no sentence.
  bool is_headline(ByteSpan line) const {
    constexpr std::uint64_t kLongest = 160;
    std::string_view words = trimmed(slice(text_, line));
    return paragraphs_.size() > 1 && words.size() <= kLongest && !words.empty() && words.back() != '.' &&
           words.back() != '?' && words.back() != '!';
  }

  // Its own sentence says nothing: whom the sentence before is about; who spoke in the paragraph before.
  Attribution by_context(std::size_t p, const Draft& draft, ByteSpan before, ByteSpan behind, bool alone,
                         bool follows) {
    if (!words_.known()) return {};
    if (!alone) {
      // German reports without a verb of saying, once somebody spoke: "Das Haus sei „am Ende“".
      if (words_.language() != "de" ||
          !(attributor_.reports(last_sentence(text_, before)) || attributor_.reports(first_sentence(text_, behind))))
        return {};
      Attribution said = follows ? drafts_.back().said
                                 : attributor_.led({paragraphs_[p].span.begin, last_sentence(text_, before).begin});
      return likely(said);
    }
    const std::string& words = draft.quotation.quoted;
    const bool sentence =
        words.ends_with('.') || words.ends_with('!') || words.ends_with('?') || words.ends_with("\u2026");
    if (!sentence && !trimmed(slice(text_, behind)).empty() && !trimmed(slice(text_, behind)).starts_with('.'))
      return {};
    if (attributor_.tells_who(behind)) return {};
    if (Attribution said = attributor_.led(before); said.decided()) return said;
    if (Attribution said = attributor_.answer_of(behind); said.decided()) return said;
    // A paragraph of nothing but a quotation, behind one in which somebody spoke whole sentences.
    if (!draft.whole || drafts_.empty() || p == 0 || words.ends_with('?')) return {};
    const Draft& last = drafts_.back();
    if (last.quotation.scare || !last.said.speaker || last.quotation.block || last.heading ||
        last.quotation.span.begin < paragraphs_[p - 1].span.begin)
      return {};
    const char end = last.quotation.quoted.back();
    if (end != '.' && end != ',' && end != '!' && end != '?') return {};
    if (!nobody_new({last.quotation.span.end, paragraphs_[p - 1].span.end})) return {};
    return likely(last.said);
  }
  static Attribution likely(Attribution said) {
    said.clause = {};
    if (!said.speaker) return {};
    said.certainty = Certainty::likely;
    return said;
  }

  // "That was how Emil Brandt began his lecture": the paragraph before was a quotation alone.
  void take_up(std::size_t p) {
    if (drafts_.empty() || !drafts_.back().whole || drafts_.back().said.decided()) return;
    if (drafts_.back().quotation.span.begin < paragraphs_[p - 1].span.begin) return;
    Attribution said = attributor_.thus(paragraphs_[p].span);
    if (!said.speaker) return;
    drafts_.back().said = said;
    drafts_.back().quotation.speaker = said.speaker;
    drafts_.back().quotation.certainty = said.certainty;
  }

  // It begins its sentence: whose it is stands behind it, if that goes on.
  Attribution around(std::string_view words, ByteSpan behind) {
    return goes_on(words, behind) ? attributor_.behind(behind) : Attribution();
  }

  // It stands in the midst of a sentence: what leads up to it counts first.
  Attribution within(std::string_view words, ByteSpan before, ByteSpan behind) {
    Attribution said = attributor_.before(before);
    const bool joined = ends_in_and(before);
    if (said.decided() && !said.calling && !joined && !said.colon) return said;
    if (goes_on(words, behind)) {
      Attribution after = attributor_.behind(behind);
      // "Grève des cantines : « … », prévient Odette Lamy": a headline's topic.
      if (said.colon && after.said && after.speaker && after.certainty == Certainty::sure) return after;
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
    bool comma =
        end == ',' || text_[between.end] == ';' || gap.ends_with("\u2014") || gap.ends_with("\u2013") || end == '-';
    bool small_next = transcript::is_lower(transcript::character_at(text_, next.begin).code);
    if (!comma && !small_next) return false;
    char closing = last.quotation.quoted.back();
    if (closing == '.' && !small_next) return false;
    bool open =
        closing == ',' || gap[0] == ',' || starts_with_dash(gap) || gap[0] == '-' || (closing == '?' || closing == '!');
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
    return last.said.decided() && first_sentence(text_, between).end == between.end &&
           last_sentence(text_, between).begin == between.begin;
  }

  // Nobody but the speaker so far is named, as one who might be speaking; no "she" of a man.
  bool nobody_new(ByteSpan between) const {
    const std::optional<std::string>& speaker = drafts_.back().said.speaker;
    const std::vector<Mention>& mentions = cast_.mentions();
    auto first = std::lower_bound(mentions.begin(), mentions.end(), between.begin,
                                  [](const Mention& mention, std::uint64_t at) { return mention.at < at; });
    for (auto mention = first; mention != mentions.end() && mention->at < between.end; ++mention)
      if (!mention->governed &&
          (!speaker || mention->person == Mention::kUnnamed || cast_.people()[mention->person].name != *speaker))
        return false;
    std::optional<std::uint32_t> who = speaker ? cast_.find(*speaker) : std::nullopt;
    if (!who || cast_.people()[*who].gender == Gender::unknown) return true;
    const Part other = cast_.people()[*who].gender == Gender::he ? Part::she : Part::he;
    transcript::SaidSentence s(text_, between, saying_);
    for (std::size_t k = 0; k < s.words().size(); ++k)
      if (Parts parts = words_.of_word(s.printed(k)); parts & bit(other) && !(parts & bit(Part::article))) return false;
    return true;
  }

  void set_date(ArticleQuotation& quotation, const Attribution& said, ByteSpan before, ByteSpan behind,
                bool alone) const {
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

  void take_block(std::size_t p) {
    std::string_view words = trimmed(slice(text_, paragraphs_[p].span));
    if (text::words(words).empty()) return;
    Draft draft;
    add_parts(text_, draft.quotation, {paragraphs_[p].span});
    draft.quotation.block = true;
    bool continues = p > 0 && paragraphs_[p - 1].kind == BlockKind::quotation && !drafts_.empty() &&
                     drafts_.back().quotation.block && drafts_.back().quotation.span.end == paragraphs_[p - 1].span.end;
    // "— Ilsabet Marrow" below it.
    const bool below = p > 0 && paragraphs_[p - 1].kind == BlockKind::quotation && !drafts_.empty() &&
                       drafts_.back().quotation.span.begin >= paragraphs_[p - 1].span.begin;
    if (below && starts_with_dash(words) && word_count(words) <= 10) {
      Attribution said = attributor_.behind(paragraphs_[p].span);
      if (said.speaker && !drafts_.back().quotation.speaker) {
        drafts_.back().quotation.speaker = said.speaker;
        drafts_.back().quotation.certainty = said.certainty;
      }
      return;
    }
    // <cite>Orla Finn, Oyster Boats Association</cite>
    if (continues && !drafts_.back().quotation.speaker) {
      if (std::optional<std::string> name = attributor_.signature(paragraphs_[p].span)) {
        drafts_.back().quotation.speaker = name;
        drafts_.back().quotation.certainty = Certainty::sure;
        return;
      }
    }
    if (continues) {
      add_parts(text_, drafts_.back().quotation, {paragraphs_[p].span});
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
    add_parts(text_, draft.quotation, spoken.parts);
    draft.said = spoken.said;
    draft.quotation.speaker = spoken.said.speaker;
    draft.quotation.certainty = spoken.said.certainty;
    set_date(draft.quotation, spoken.said, {}, {}, false);
    attributor_.remember(spoken.said, span.end);
    drafts_.push_back(std::move(draft));
  }

  const capture::Page& article_;
  std::string_view text_;
  const ArticleWords& words_;
  const transcript::SayingWords& saying_;
  std::vector<Paragraph> paragraphs_;
  std::optional<std::string> published_;
  std::vector<MarkedWords> marked_;
  std::vector<ArticleQuotation> things_;  // names set apart
  std::string reading_;
  Cast cast_;
  Attributor attributor_;
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

InCapture in_capture(const capture::Page& article, ByteSpan span) {
  InCapture place;
  if (article.source.is_identity()) return place;
  place.page_number = article.source.page_of(span);
  if (place.page_number) return place;
  if (SourceSpan source = article.source.source_of(span); !source.empty()) place.source_span = source;
  return place;
}

std::vector<ArticleQuotation> find_quotations(const capture::Page& article) {
  std::string language;
  for (const capture::Fact& fact : article.facts)
    if (fact.key == "language") language = fact.value;
  if (language.empty()) language = text::language_of(article.text);
  std::vector<ArticleQuotation> found = Finder(article, language).find();
  for (ArticleQuotation& one : found) one.source = in_capture(article, one.span);
  return found;
}

}  // namespace stenogram::check
