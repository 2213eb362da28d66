// Finding quotes. The turn is swept once for two things: quotation marks, and words that may be cues (a
// bit table says no to nearly all others). Sentences without either are never looked at.
// Around each cue the sentence is taken apart (mentions.h) and read (reporting.h); pairs
// of marks are then given to the cue before, behind or around them, if there is one.
#include "stenogram/transcript/quotes.h"

#include <algorithm>

#include "stenogram/transcript/characters.h"
#include "stenogram/transcript/lazy_sentences.h"
#include "stenogram/transcript/marks.h"
#include "stenogram/transcript/quote_sweep.h"
#include "stenogram/transcript/reporting.h"

namespace stenogram::transcript {
namespace {

constexpr std::size_t kSentencesBack = 4;  // how far a pronoun may reach
constexpr std::size_t kWordsBack = 200;    // and within one sentence
constexpr std::size_t kNear = 64;          // marks or reports looked at around one place
using namespace quote_sweep;

// A reported clause, a cue with direct speech, or a cue that governs nothing.
struct Report {
  LazySentences::Place sentence;
  Cue cue;
  std::uint64_t cue_begin = 0, cue_end = 0;  // bytes: subject and verb, as far as they adjoin
  std::uint64_t verb_end = 0;
  Subject::Kind kind = Subject::nobody;
  std::vector<std::string> names;
  bool as = false;
  bool you = false;  // said by whoever is spoken to
  std::optional<ByteSpan> clause;
};

// What is known of one paragraph while it is read, and while a pronoun may reach it.
struct Paragraph {
  LazySentences sentences;
  std::vector<Report> reports;
  std::span<const Marked> marked;
};

class QuoteFinder {
  using Place = LazySentences::Place;

 public:
  QuoteFinder(const capture::Page& page, const Turn& turn, const QuoteContext& context)
      : text_(page.text), turn_(turn), context_(context), lexicon_(SayingWords::of(context.language)) {}

  std::vector<Quote> find() {
    Swept swept = sweep(text_, turn_.span, lexicon_);
    if (swept.marks.empty() && swept.cues.empty()) return {};
    std::vector<ByteSpan> paragraphs = turn_.paragraphs;
    if (paragraphs.empty()) paragraphs.push_back(turn_.span);
    std::vector<Marked> marked = pair_marks(text_, swept.marks, paragraphs);
    std::erase_if(marked, [&](const Marked& m) { return in_note(m.outer.begin); });

    std::size_t cue = 0, mark = 0;
    for (ByteSpan paragraph : paragraphs) {
      std::size_t cues_end = cue, marks_end = mark;
      while (cues_end < swept.cues.size() && swept.cues[cues_end] < paragraph.end) ++cues_end;
      while (marks_end < marked.size() && marked[marks_end].outer.begin < paragraph.end) ++marks_end;
      if (cues_end > cue || marks_end > mark) {
        read_paragraph(paragraph, {swept.cues.data() + cue, cues_end - cue}, {marked.data() + mark, marks_end - mark});
      }
      cue = cues_end;
      mark = marks_end;
    }
    std::sort(quotes_.begin(), quotes_.end(), [](const Quote& a, const Quote& b) {
      return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end > b.span.end;
    });
    return std::move(quotes_);
  }

 private:
  bool in_note(std::uint64_t at) const {
    auto note = std::upper_bound(turn_.notes.begin(), turn_.notes.end(), at,
                                 [](std::uint64_t b, const Note& n) { return b < n.span.begin; });
    return note != turn_.notes.begin() && std::prev(note)->span.contains(at);
  }

  void read_paragraph(ByteSpan paragraph, std::span<const std::uint64_t> cues, std::span<const Marked> marked) {
    std::swap(before_, now_);  // a pronoun may reach back one paragraph
    now_ = {LazySentences(text_, paragraph, context_.language, lexicon_), {}, marked};
    for (std::uint64_t at : cues)
      if (!in_note(at) && !inside_marks(at)) read_cue(at);
    for (const Marked& m : marked) add_marked(m);
    for (const Report& report : now_.reports)
      if (report.clause) add_reported(report);
  }

  // Words in marks are somebody's already; what they report is for them to say.
  bool inside_marks(std::uint64_t at) const { return inside_marks(now_, at); }
  static bool inside_marks(const Paragraph& paragraph, std::uint64_t at) {
    auto after = std::upper_bound(paragraph.marked.begin(), paragraph.marked.end(), at,
                                  [](std::uint64_t b, const Marked& m) { return b < m.outer.begin; });
    for (std::size_t n = 0; after != paragraph.marked.begin() && n < kNear; ++n)
      if (--after; after->outer.contains(at) && after->closed) return true;
    return false;
  }

  // --- one cue ---

  void read_cue(std::uint64_t at) {
    if (now_.sentences.empty()) return;
    Place in = now_.sentences.at(at);
    const SaidSentence& s = now_.sentences.read(in);
    std::size_t word = s.word_at_or_after(at);
    std::optional<Cue> cue = cue_at(s, word, lexicon_);
    if (!cue || s.words()[word].begin != at) return;
    if (!now_.reports.empty() && now_.reports.back().sentence == in && cue->begin < now_.reports.back().cue.end)
      return;  // inside a phrase already read
    Report report;
    report.sentence = in;
    report.cue = *cue;
    report.verb_end = s.words()[cue->end - 1].end;
    report.cue_begin = s.words()[cue->begin].begin;
    report.cue_end = report.verb_end;
    if (cue->what == Says::according) return read_according(s, std::move(report));
    Subject subject = cue->what == Says::gerund    ? subject_of_gerund(s, *cue)
                      : cue->what == Says::written ? source_beside(s, *cue)
                                                   : subject_before(s, *cue);
    bool inverted = false;
    if (subject.kind == Subject::nobody && may_invert(s, *cue)) {
      subject = subject_after(s, *cue);
      inverted = subject.kind != Subject::nobody;
    }
    if (subject.kind == Subject::nobody) return;
    if (cue->what == Says::weak && !plain(subject)) return;
    take_subject(in, subject, report);
    report.you = !context_.addressed.empty() && you_say(s, *cue, subject);
    if (!inverted) report.cue_begin = std::min(report.cue_begin, s.words()[subject.begin].begin);
    std::optional<std::size_t> clause = clause_after(s, *cue, subject, context_.language.substr(0, 2));
    // "as X said" inside a sentence reports nothing that can be told apart.
    bool opening = subject.begin <= 4 || !subject.as;
    if (subject.as && (report.names.empty() || !opening)) clause.reset();
    if (clause) {
      // The conjunction is part of the cue.
      report.cue_end = subject.as || *clause == cue->end ? report.verb_end : s.words()[*clause - 1].end;
      set_clause(s, s.words()[*clause - 1].end, report);
    }
    // Two cues of one clause ("saying publicly, stating that"): the nearer one governs it.
    if (report.clause && !now_.reports.empty() && now_.reports.back().clause &&
        now_.reports.back().clause->begin == report.clause->begin)
      now_.reports.back().clause.reset();
    now_.reports.push_back(std::move(report));
  }

  // Subjects after their verbs: everywhere but in English, where only quotations do it.
  bool may_invert(const SaidSentence& s, const Cue& cue) const {
    if (cue.what == Says::gerund || cue.what == Says::make || cue.what == Says::written) return false;
    if (!context_.language.starts_with("en")) return !negated(s, cue);
    return cue.begin == 0 || s.gap_has(cue.begin, ",?!") || after_mark(s, cue);
  }
  bool negated(const SaidSentence& s, const Cue& cue) const {
    return cue.begin > 0 && s.adjoins(cue.begin) && (s.words()[cue.begin - 1].bits & bits(Says::no, Says::modal));
  }
  bool after_mark(const SaidSentence& s, const Cue& cue) const {
    std::string_view gap = s.gap(cue.begin);
    return gap.find("”") != gap.npos || gap.find('"') != gap.npos || gap.find("»") != gap.npos;
  }

  // "…, saying that": the only one named before, where no other voice stands between.
  Subject subject_of_gerund(const SaidSentence& s, const Cue& cue) {
    if (cue.begin == 0) return {};
    const SaidWord& before = s.words()[cue.begin - 1];
    if (s.adjoins(cue.begin) && (before.bits & bits(Says::no, Says::modal, Says::preposition))) return {};
    // "he is saying": a verb like any other.
    if (s.adjoins(cue.begin) && before.is(Says::auxiliary)) return subject_before(s, cue);
    std::vector<SaidName> people;
    bool third = false, self = false;
    std::size_t from = cue.begin > kWordsBack ? cue.begin - kWordsBack : 0;
    for (std::size_t i = from; i < cue.begin; ++i) {
      third |= (s.words()[i].bits & bits(Says::he, Says::she, Says::his, Says::her)) != 0;
      self |= s.words()[i].is(Says::self);
    }
    for (SaidName& name : s.names(from, cue.begin)) {
      if (name.kind == SaidName::organisation || name.possessive) continue;
      if (people.empty() || last_word(people.back().text) != last_word(name.text)) people.push_back(std::move(name));
    }
    Subject subject{Subject::unnamed, {}, cue.begin, false};
    if (people.size() == 1 && people[0].kind == SaidName::person && (!self || third)) {
      subject.kind = Subject::named;
      subject.names = std::move(people);
    } else if (self && people.empty() && !third) {
      subject.kind = Subject::self;
    }
    return subject;
  }

  // "According to NAME, …", "…, according to him, …".
  void read_according(const SaidSentence& s, Report report) {
    const auto& words = s.words();
    std::size_t at = report.cue.end;
    if (at >= words.size()) return;
    std::size_t source_end = at;
    // "по его словам": the pronoun is in the phrase.
    bool his = false;
    for (std::size_t i = report.cue.begin; i < report.cue.end; ++i)
      his |= (words[i].bits & bits(Says::his, Says::her)) != 0 && report.cue.end - report.cue.begin > 2;
    for (; source_end < words.size() && source_end < at + 16; ++source_end) {
      if (source_end > at && !s.adjoins(source_end) && s.gap_has(source_end, ",;:")) break;
      const SaidWord& word = words[source_end];
      if (his) break;
      if (word.bits & bits(Says::self)) return;
      if (word.bits & bits(Says::his, Says::her, Says::he, Says::she) && source_end == at) {
        his = word.is(Says::source) || word.is(Says::his) || word.is(Says::her);
        if (!his) return;
        ++source_end;
        break;
      }
      if (word.capital && report.names.empty()) {
        if (std::optional<SaidName> name = s.name_from(source_end)) {
          if (!name->possessive) report.names.push_back(name->text);
          source_end = name->end - 1;
        }
      }
      if (word.is(Says::source)) report.kind = Subject::unnamed;
    }
    if (!report.names.empty()) report.kind = Subject::named;
    if (his) {
      report.kind = Subject::he;
      report.names = resolve(report.sentence, report.cue.begin);
    }
    if (report.kind == Subject::nobody || source_end >= words.size()) return;
    if (!s.gap_has(source_end, ",")) return;
    report.cue_end = words[source_end - 1].end;
    set_clause(s, words[source_end - 1].end, report);
    now_.reports.push_back(std::move(report));
  }

  // From what stands after `begin` (a bracket or mark that opens is part of the clause) to
  // the end of its sentence, less the marks that end it.
  void set_clause(const SaidSentence& s, std::uint64_t begin, Report& report) {
    std::uint64_t end = s.span().end;
    while (begin < end) {
      Character c = character_at(text_, begin);
      bool between = is_blank(c.code) || c.code == U',' || c.code == U':' || is_dash(c.code);
      if (!between) break;
      begin += c.size;
    }
    while (end > begin) {
      Character c = character_before(text_, end);
      bool mark = is_blank(c.code) || is_closing_mark(c.code) || c.code == U'.' || c.code == U'!' || c.code == U'?' ||
                  c.code == U'…' || c.code == U',' || c.code == U';';
      if (!mark) break;
      end -= c.size;
    }
    if (end > begin) report.clause = ByteSpan{begin, end};
  }

  void take_subject(Place in, const Subject& subject, Report& report) {
    report.kind = subject.kind;
    report.as = subject.as;
    for (const SaidName& name : subject.names) {
      std::string full = fullest(in, name);
      // Every German noun has a capital: one alone names nobody unless it did before.
      bool noun = name.kind == SaidName::single && full == name.text && context_.language.starts_with("de");
      if (!noun) report.names.push_back(std::move(full));
    }
    if (subject.kind == Subject::he || subject.kind == Subject::she) report.names = resolve(in, subject.begin);
    if (subject.kind == Subject::named && is_own(report.names)) report.kind = Subject::self;
    if (report.kind == Subject::self) report.names.clear();
  }

  // --- whose ---

  static std::string_view last_word(std::string_view name) {
    std::size_t at = name.find_last_of(" .");
    return at == name.npos ? name : name.substr(at + 1);
  }
  bool is_own(const std::vector<std::string>& names) const {
    if (names.size() != 1) return false;
    std::string key = folded(last_word(names[0]));
    return std::any_of(context_.own_names.begin(), context_.own_names.end(),
                       [&](const std::string& own) { return folded(last_word(own)) == key; });
  }

  // A surname alone is given the name that the paragraph printed before it.
  std::string fullest(Place in, const SaidName& name) {
    if (name.kind == SaidName::organisation || name.text.find_first_of(" .") != name.text.npos) return name.text;
    std::optional<Place> place = in;
    for (std::size_t back = 0; place && back <= kSentencesBack; ++back) {
      const SaidSentence& s = now_.sentences.read(*place);
      std::size_t to = back == 0 ? name.begin : s.words().size();
      for (const SaidName& other : s.names(to > kWordsBack ? to - kWordsBack : 0, to))
        if (other.kind == SaidName::person && other.text.size() > name.text.size() &&
            last_word(other.text) == name.text)
          return other.text;
      place = now_.sentences.before(*place);
    }
    return name.text;
  }

  // Whom a pronoun before word `word` of sentence `in` stands for: the only person named
  // in the nearest sentence that names any, what was reported or quoted there aside.
  std::vector<std::string> resolve(Place in, std::size_t word) {
    bool decided = false;
    std::vector<std::string> people = nearest_person(now_, in, word, kSentencesBack, decided);
    bool early = in.piece <= 1 && in.sentence == 0;
    if (decided || !early || before_.sentences.empty()) return people;
    // At the start of a paragraph: whom the one before ended with.
    return nearest_person(before_, before_.sentences.last(), SIZE_MAX, 2, decided);
  }
  static std::vector<std::string> nearest_person(Paragraph& paragraph, Place in, std::size_t word, std::size_t most,
                                                 bool& decided) {
    std::optional<Place> place = in;
    for (std::size_t back = 0; place && back <= most; ++back) {
      const SaidSentence& s = paragraph.sentences.read(*place);
      std::vector<std::string> people;
      bool doubtful = false;
      std::size_t to = back == 0 ? std::min(word, s.words().size()) : s.words().size();
      for (const SaidName& name : s.names(to > kWordsBack ? to - kWordsBack : 0, to)) {
        std::uint64_t at = s.words()[name.begin].begin;
        if (name.kind == SaidName::organisation || quoted_at(paragraph, at)) continue;
        bool same = std::any_of(people.begin(), people.end(),
                                [&](const std::string& known) { return last_word(known) == last_word(name.text); });
        if (same) continue;
        if (name.kind == SaidName::person) people.push_back(name.text);
        else doubtful |= may_be_person(s, name);
      }
      decided = !people.empty() || doubtful;
      if (decided) return people.size() == 1 && !doubtful ? people : std::vector<std::string>();
      place = paragraph.sentences.before(*place);
    }
    return {};
  }
  // One capital: no person after a preposition ("in Brenn"), nor where it only begins a
  // sentence and no verb follows ("Strange man.").
  static bool may_be_person(const SaidSentence& s, const SaidName& name) {
    if (name.begin > 0) return !s.words()[name.begin - 1].is(Says::preposition);
    if (!s.adjoins(1)) return name.possessive;
    return name.possessive || (s.words()[1].bits & (kVerbs | bits(Says::finite, Says::auxiliary))) ||
           s.printed(1).ends_with("ed");
  }
  static bool quoted_at(const Paragraph& paragraph, std::uint64_t at) {
    std::size_t n = 0;
    for (auto report = paragraph.reports.rbegin(); report != paragraph.reports.rend() && n < kNear; ++report, ++n)
      if (report->clause && report->clause->contains(at)) return true;
    return inside_marks(paragraph, at);
  }

  // --- words in marks ---

  static std::size_t count_words(const SaidSentence& s, ByteSpan span) {
    return s.word_at_or_after(span.end) - std::min(s.word_at_or_after(span.begin), s.word_at_or_after(span.end));
  }

  void add_marked(const Marked& marked) {
    Quote quote;
    quote.span = marked.inner;
    if (!now_.sentences.empty()) {
      if (const Report* report = speaker_of(marked)) {
        quote.attributed_to = report->names;
        if (report->you) quote.attributed_to.assign(context_.addressed.begin(), context_.addressed.end());
        quote.self = report->kind == Subject::self;
        quote.cue = ByteSpan{report->cue_begin, report->cue_end};
      } else {
        // "I quote: …": another's words, and nobody is named.
        quote.cue = quoting_before(now_.sentences.read(now_.sentences.at(marked.outer.begin)), marked.outer.begin);
      }
    }
    quotes_.push_back(std::move(quote));
  }

  // The cue whose words these are: right before, right behind, or around.
  const Report* speaker_of(const Marked& marked) {
    if (now_.reports.empty()) return nullptr;
    Place in = now_.sentences.at(marked.outer.begin);
    const SaidSentence& s = now_.sentences.read(in);
    std::size_t words = count_words(s, marked.inner);
    // Cues stand in order: the last before the marks, and the few behind them.
    auto behind = std::upper_bound(now_.reports.begin(), now_.reports.end(), marked.outer.begin,
                                   [](std::uint64_t at, const Report& report) { return at < report.verb_end; });
    const Report* before = nullptr;
    if (behind != now_.reports.begin() && std::prev(behind)->sentence == in) before = &*std::prev(behind);
    // «…», — said Lund: the sentence may have ended inside the marks.
    Place last = now_.sentences.at(marked.inner.end);
    for (std::size_t n = 0; behind != now_.reports.end() && n < 4; ++behind, ++n)
      if (behind->verb_end > marked.outer.end && (behind->sentence == in || behind->sentence == last) &&
          is_behind(now_.sentences.read(behind->sentence), marked, *behind, words))
        return &*behind;
    if (!before || before->as) return nullptr;
    std::string_view between = slice(text_, {before->verb_end, marked.outer.begin});
    if (between.find_first_of(";?!") != between.npos) return nullptr;
    std::size_t gap_words = 0;
    bool conjunction = false;
    std::size_t since = 0;
    for (std::size_t i = s.word_at_or_after(before->verb_end); i < s.words().size() && gap_words < kNear; ++i) {
      const SaidWord& word = s.words()[i];
      if (word.end > marked.outer.begin) break;
      ++gap_words;
      ++since;
      if (word.is(Says::conjunction)) conjunction = true, since = 0;
    }
    std::size_t colon = between.rfind(':');
    bool introduced = colon != between.npos && trimmed(between.substr(colon + 1)).empty();
    bool at_once = gap_words <= 3 && !conjunction && cue_may_speak(*before);
    bool after_that = conjunction && since <= 1;
    // Part of what somebody is said to have said.
    bool inside = before->clause && before->clause->contains(marked.inner.begin);
    if (words >= 2 && ((introduced && gap_words <= 12) || at_once)) return before;
    if (words >= 3 && after_that) return before;
    if (words >= 4 && inside) return before;
    return nullptr;
  }
  static bool cue_may_speak(const Report& report) {
    return report.cue.what != Says::make && report.cue.what != Says::according;
  }

  // “…,” Lund said; “…”, said Lund; “…”, as our people say.
  bool is_behind(const SaidSentence& s, const Marked& marked, const Report& report, std::size_t words) const {
    if (words < 2) return false;
    std::uint64_t cue = std::min(report.cue_begin, s.words()[report.cue.begin].begin);
    if (cue < marked.outer.end) return false;
    std::string_view between = slice(text_, {marked.outer.end, cue});
    char32_t inside = character_before(text_, marked.inner.end).code;
    bool parted = inside == U',' || inside == U'?' || inside == U'!' || inside == U'…' ||
                  between.find(',') != between.npos || between.find("–") != between.npos ||
                  between.find("—") != between.npos;
    if (!parted && !(context_.language.starts_with("zh"))) return false;
    std::size_t gap_words = 0;
    for (std::size_t i = s.word_at_or_after(marked.outer.end);
         i < s.words().size() && s.words()[i].end <= cue && gap_words < kNear; ++i)
      gap_words += !s.words()[i].is(Says::auxiliary);
    return gap_words <= (report.as ? 3 : 0);
  }

  // --- reported clauses ---

  void add_reported(const Report& report) {
    ByteSpan clause = *report.clause;
    Quote quote;
    quote.span = clause;
    quote.reported = true;
    quote.attributed_to = report.names;
    quote.self = report.kind == Subject::self || report.as;
    quote.cue = ByteSpan{report.cue_begin, report.cue_end};
    auto mark = std::lower_bound(now_.marked.begin(), now_.marked.end(), clause.begin,
                                 [](const Marked& m, std::uint64_t at) { return m.outer.begin < at; });
    for (std::size_t n = 0; mark != now_.marked.end() && n < kNear; ++mark, ++n) {
      if (mark->outer.begin >= clause.end) break;
      // Where marks hold nearly all of it, they are the quote.
      ByteSpan inner = mark->inner;
      if (std::min(inner.end, clause.end) - std::min(inner.begin, clause.end) >= clause.size() * 4 / 5) return;
      // The mark that closes behind its last word goes with the clause.
      if (inner.end >= clause.end) quote.span.end = std::max(quote.span.end, mark->outer.end);
    }
    quote.span.end = std::min(quote.span.end, turn_.span.end);
    quotes_.push_back(std::move(quote));
  }

  std::string_view text_;
  const Turn& turn_;
  const QuoteContext& context_;
  const SayingWords& lexicon_;
  Paragraph now_, before_;
  std::vector<Quote> quotes_;
};

}  // namespace

std::vector<Quote> find_quotes(const capture::Page& page, const Turn& turn, const QuoteContext& context) {
  return QuoteFinder(page, turn, context).find();
}

}  // namespace stenogram::transcript
