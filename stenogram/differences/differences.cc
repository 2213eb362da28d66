#include "stenogram/differences/differences.h"

#include <algorithm>
#include <unordered_map>

#include "stenogram/differences/equivalences.h"
#include "stenogram/differences/wording.h"
#include "stenogram/people/names.h"
#include "stenogram/text/words.h"

namespace stenogram::differences {
namespace {

using align::Change;
using align::Run;

// Moved words are looked for this far from where they stood.
constexpr std::uint64_t kMoveReach = 12;

// One change, typed, before neighbours of a kind are joined.
struct Edit {
  Run run;
  Judgement judgement;
  bool marked = false;
  bool settled = false;  // typed already
};

class Typer {
 public:
  Typer(const QuotedText& quoted, const SpokenText& spoken, Bonds bonds, const Lexicon& lexicon, const CountWord& count)
      : quoted_(quoted),
        spoken_(spoken),
        wording_(quoted, spoken, lexicon, count),
        lexicon_(lexicon),
        bonds_(std::move(bonds)) {}

  Reading read() {
    compare();
    split();
    find_moves();
    for (Edit& edit : edits_)
      if (!edit.settled) type(edit);
    lost_words();
    emit();
    return std::move(reading_);
  }

 private:
  // Token ids: a spoken word that the quotation lacks is 0, and equals nothing.
  void compare() {
    std::unordered_map<std::string_view, align::TokenId> ids;
    std::vector<align::TokenId> quoted, spoken;
    for (const std::string& key : quoted_.keys)
      quoted.push_back(ids.try_emplace(key, align::TokenId(ids.size() + 1)).first->second);
    for (const std::string& key : spoken_.keys) {
      auto found = ids.find(key);
      spoken.push_back(found == ids.end() ? 0 : found->second);
    }
    comparison_ =
        align::place({quoted, spoken, quoted_.omission_at, quoted_.bracketed, spoken_.optional, bonds_.pairs});
    stay_in_sentence();
    step_over_article();
    reading_.spoken = comparison_.spoken;
  }

  // A word in place of one from the neighbouring sentence is in place of nothing: at
  // either end it is an addition, and the passage ends with its sentence.
  void stay_in_sentence() {
    std::vector<Run>& runs = comparison_.runs;
    auto ends = [&](std::uint64_t at) {
      return break_after(*spoken_.document, *spoken_.utterance, spoken_.window.begin + at) == Break::sentence;
    };
    if (runs.size() > 1 && runs.back().change == Change::replaced) {
      Run& last = runs.back();
      std::uint64_t keep = 0;
      while (keep < last.quoted.size() && !ends(last.spoken.begin + keep - 1)) ++keep;
      Run added{Change::added,
                {last.quoted.begin + keep, last.quoted.end},
                {last.spoken.begin + keep, last.spoken.begin + keep}};
      last.quoted.end = added.quoted.begin, last.spoken.end = added.spoken.begin;
      comparison_.spoken.end = last.spoken.end;
      if (last.quoted.empty()) runs.pop_back();
      if (!added.quoted.empty()) runs.push_back(added);
    }
    if (runs.size() > 1 && runs.front().change == Change::replaced) {
      Run& first = runs.front();
      std::uint64_t keep = 0;
      while (keep < first.quoted.size() && !ends(first.spoken.end - keep - 1)) ++keep;
      Run added{Change::added,
                {first.quoted.begin, first.quoted.end - keep},
                {first.spoken.end - keep, first.spoken.end - keep}};
      first.quoted.begin = added.quoted.end, first.spoken.begin = added.spoken.begin;
      comparison_.spoken.begin = first.spoken.begin;
      if (first.quoted.empty()) runs.erase(runs.begin());
      if (!added.quoted.empty()) runs.insert(runs.begin(), added);
    }
  }

  // At its very end the cheapest way may take the article for the noun: "of [the] winter"
  // beside "of spring". The article is left out, and the noun replaced.
  void step_over_article() {
    std::vector<Run>& runs = comparison_.runs;
    if (runs.empty() || runs.back().change != Change::replaced) return;
    std::uint64_t quoted = runs.back().quoted.end - 1, spoken = runs.back().spoken.end - 1;
    bool article =
        (lexicon_.traits(spoken_.keys[spoken]) & kArticle) && !(lexicon_.traits(quoted_.keys[quoted]) & kArticle);
    if (!article || quoted_.bracketed[quoted] || spoken + 1 >= spoken_.size()) return;
    if (break_after(*spoken_.document, *spoken_.utterance, spoken_.window.begin + spoken) != Break::none) return;
    --runs.back().quoted.end, --runs.back().spoken.end;
    if (runs.back().quoted.empty()) runs.pop_back();
    runs.push_back({Change::dropped, {quoted, quoted}, {spoken, spoken + 1}});
    runs.push_back({Change::replaced, {quoted, quoted + 1}, {spoken + 1, spoken + 2}});
    comparison_.spoken.end = spoken + 2;
  }

  // Runs to edits: one a replaced word, one a run otherwise; kept words only count.
  void split() {
    reading_.stretch = std::uint32_t(comparison_.spoken.size());
    reading_.stands.assign(quoted_.size(), 0);
    for (const Run& run : comparison_.runs) {
      switch (run.change) {
        case Change::kept:
          reading_.kept += std::uint32_t(run.quoted.size());
          stand(run.quoted);
          for (std::uint64_t k = 0; k < run.quoted.size(); ++k)
            if (quoted_.letter_only[run.quoted.begin + k])
              settle({Change::kept,
                      {run.quoted.begin + k, run.quoted.begin + k + 1},
                      {run.spoken.begin + k, run.spoken.begin + k + 1}},
                     {DifferenceKind::insertion, Severity::none}, true);
          break;
        case Change::rendered: render(run); break;
        case Change::replaced:
          for (std::uint64_t k = 0; k < run.quoted.size(); ++k)
            replace({run.quoted.begin + k, run.quoted.begin + k + 1}, {run.spoken.begin + k, run.spoken.begin + k + 1});
          break;
        case Change::dropped: drop(run); break;
        case Change::abridged: abridge(run); break;
        case Change::added: add(run); break;
      }
    }
  }

  void stand(TokenRange quoted) {
    std::fill(reading_.stands.begin() + std::ptrdiff_t(quoted.begin),
              reading_.stands.begin() + std::ptrdiff_t(quoted.end), 1);
  }
  void settle(Run run, Judgement judgement, bool marked) { edits_.push_back({run, judgement, marked, true}); }
  void leave(Run run) { edits_.push_back({run, {}, false, false}); }

  void render(const Run& run) {
    Bond bond = bonds_.between(run.quoted, run.spoken);
    std::uint32_t words = std::uint32_t(run.quoted.size());
    bool letters_put_in = run.quoted.size() == 1 && run.spoken.size() == 1 && quoted_.letter_only[run.quoted.begin];
    if (bond == Bond::near && letters_put_in) {  // "count[s]"
      replace(run.quoted, run.spoken);
      return;
    }
    if (bond == Bond::near || bond == Bond::other_number) {
      std::uint32_t common = bond == Bond::near ? 0 : words_in_common(run);
      reading_.kept += common;
      reading_.unmatched += words - common;
      // At an edge the passage may as well end inside the number.
      bool edge = bond == Bond::other_number && (run.quoted.begin == 0 || run.quoted.end == quoted_.size());
      std::uint64_t size = edge ? run.quoted.size() : std::max(run.quoted.size(), run.spoken.size());
      reading_.changed += std::max<std::uint32_t>(1, std::uint32_t(size) - common);
      if (bond == Bond::near) leave(run);
      else settle(run, {DifferenceKind::number, Severity::meaning}, false);
      return;
    }
    reading_.kept += words;
    stand(run.quoted);
    if (bond == Bond::same) return;
    ++reading_.changed;
    DifferenceKind kind = bond == Bond::contraction ? DifferenceKind::contraction
                          : bond == Bond::number    ? DifferenceKind::number
                          : bond == Bond::join      ? DifferenceKind::join
                                                    : DifferenceKind::spelling;
    settle(run, {kind, Severity::wording}, false);
  }

  // Of two numbers, the words that stand in both, in order: they count as found.
  std::uint32_t words_in_common(const Run& run) const {
    std::vector<std::uint32_t> row(run.spoken.size() + 1, 0);
    for (std::uint64_t i = run.quoted.begin; i < run.quoted.end; ++i) {
      std::uint32_t diagonal = 0;
      for (std::uint64_t j = 0; j < run.spoken.size(); ++j) {
        std::uint32_t above = row[j + 1];
        row[j + 1] = quoted_.keys[i] == spoken_.keys[run.spoken.begin + j] ? diagonal + 1 : std::max(row[j], above);
        diagonal = above;
      }
    }
    return row.back();
  }

  void replace(TokenRange quoted, TokenRange spoken) {
    Run run{Change::replaced, quoted, spoken};
    bool quoters = quoted_.bracketed[quoted.begin] || quoted_.letter_only[quoted.begin];
    if (quoters) {
      // In place of spoken words: an insertion, and the omission of what it replaces.
      Severity severity = wording_.bracket_in_place(quoted, spoken);
      settle({Change::added, quoted, {spoken.begin, spoken.begin}}, {DifferenceKind::insertion, severity}, true);
      settle({Change::dropped, {quoted.end, quoted.end}, spoken}, {DifferenceKind::omission, severity}, true);
      return;
    }
    ++reading_.unmatched, ++reading_.changed;
    leave(run);
  }

  void drop(const Run& run) {
    bool beside = (run.quoted.begin > 0 && quoted_.bracketed[run.quoted.begin - 1]) ||
                  (run.quoted.begin < quoted_.size() && quoted_.bracketed[run.quoted.begin]);
    if (beside) {
      settle(run, {DifferenceKind::omission, wording_.swallowed(run.spoken)}, true);
      return;
    }
    reading_.changed += std::uint32_t(run.spoken.size());
    leave(run);
  }

  // Free for the aligner: at a mark of omission, or a bracket of the record. A bracket
  // must be left out whole to be excused.
  void abridge(const Run& run) {
    if (quoted_.omission_at[run.quoted.begin]) {
      reading_.stretch -= std::uint32_t(run.spoken.size());
      settle(run, {DifferenceKind::omission, wording_.swallowed(run.spoken)}, true);
      return;
    }
    auto cut = [&](std::uint64_t inside, std::uint64_t outside) {
      return outside < spoken_.size() && spoken_.bracket[outside] == spoken_.bracket[inside];
    };
    bool whole = !(run.spoken.begin > 0 && cut(run.spoken.begin, run.spoken.begin - 1)) &&
                 !cut(run.spoken.end - 1, run.spoken.end);
    if (!whole) {
      reading_.changed += std::uint32_t(run.spoken.size());
      leave({Change::dropped, run.quoted, run.spoken});
      return;
    }
    settle(run, {DifferenceKind::omission, wording_.swallowed(run.spoken, true)}, false);
  }

  void add(const Run& run) {
    for (std::uint64_t i = run.quoted.begin; i < run.quoted.end;) {
      std::uint64_t end = i + 1;
      while (end < run.quoted.end && quoted_.bracketed[end] == quoted_.bracketed[i]) ++end;
      Run part{Change::added, {i, end}, run.spoken};
      if (printed_there(part)) {
        stand(part.quoted);
        reading_.kept += quoted_.bracketed[i] ? 0 : std::uint32_t(end - i);
      } else if (quoted_.bracketed[i]) {
        settle(part, {DifferenceKind::insertion, wording_.inserted(part.quoted)}, true);
      } else {
        reading_.unmatched += std::uint32_t(end - i);
        reading_.changed += std::uint32_t(end - i);
        leave(part);
      }
      i = end;
    }
  }

  // A stage note or a reference mark copied with the words it stands between, before or
  // behind: no words on the page, so none in the quotation.
  bool printed_there(const Run& added) const {
    const std::vector<text::Word>& words = spoken_.utterance->words;
    const ByteSpan turn = spoken_.document->turn(spoken_.utterance->turn).span;
    std::uint64_t next = spoken_.window.begin + added.spoken.begin;
    std::uint64_t begin = next > 0 ? words[next - 1].end : std::min<std::uint64_t>(turn.begin, words.front().begin);
    std::uint64_t end = next < words.size() ? words[next].begin : std::max<std::uint64_t>(turn.end, words.back().end);
    std::string_view gap = slice(spoken_.document->text, {begin, end});
    std::vector<text::Word> noted = text::words(gap);
    std::size_t size = added.quoted.size();
    // Of several notes at an edge only the nearest may have been copied.
    bool first = added.quoted.begin == 0, last = added.quoted.end == quoted_.size();
    if (noted.size() < size || (noted.size() > size && first == last)) return false;
    std::size_t from = first ? noted.size() - size : 0;
    for (std::size_t k = 0; k < size; ++k)
      if (text::verdict_key(slice(gap, noted[from + k].span())) != quoted_.keys[added.quoted.begin + k]) return false;
    return true;
  }

  bool same_keys(TokenRange quoted, TokenRange spoken) const {
    return quoted.size() == spoken.size() && std::equal(quoted_.keys.begin() + std::ptrdiff_t(quoted.begin),
                                                        quoted_.keys.begin() + std::ptrdiff_t(quoted.end),
                                                        spoken_.keys.begin() + std::ptrdiff_t(spoken.begin));
  }

  // Words that stand elsewhere: a run of replacements that holds the same words in
  // another order, or the same run dropped here and added there.
  void find_moves() {
    std::vector<Edit> kept;
    for (std::size_t at = 0; at < edits_.size();) {
      std::size_t end = at;
      while (end < edits_.size() && !edits_[end].settled &&
             (end == at || touches(edits_[end - 1].run, edits_[end].run)))
        ++end;
      // The shortest stretch from `at` that is a rearrangement.
      std::size_t length = 0;
      for (std::size_t k = at + 1; k < end && length == 0; ++k)
        if (rearranged(edits_[at].run, edits_[k].run)) length = k + 1 - at;
      if (length == 0) {
        kept.push_back(edits_[at++]);
        continue;
      }
      Run whole{Change::replaced,
                {edits_[at].run.quoted.begin, edits_[at + length - 1].run.quoted.end},
                {edits_[at].run.spoken.begin, edits_[at + length - 1].run.spoken.end}};
      kept.push_back({whole, {DifferenceKind::word_order, wording_.moved(whole.quoted, whole.spoken)}, false, true});
      at += length;
    }
    edits_ = std::move(kept);
    for (Edit& gone : edits_)
      for (Edit& come : edits_) {
        if (gone.settled || come.settled || gone.run.change != Change::dropped || come.run.change != Change::added)
          continue;
        if (!same_keys(come.run.quoted, gone.run.spoken)) continue;
        std::uint64_t from = std::min(gone.run.quoted.begin, come.run.quoted.begin);
        std::uint64_t to = std::max(gone.run.quoted.end, come.run.quoted.end);
        if (to - from > kMoveReach + come.run.quoted.size()) continue;
        TokenRange stretch{std::min(gone.run.spoken.begin, come.run.spoken.begin),
                           std::max(gone.run.spoken.end, come.run.spoken.end)};
        Severity severity = wording_.moved({from, to}, stretch);
        come.run.spoken = gone.run.spoken;  // one difference: where they stood, where they stand
        come.judgement = {DifferenceKind::word_order, severity};
        come.settled = true;
        gone.settled = true;
        gone.judgement = {DifferenceKind::word_order, Severity::none};
        gone.run.quoted = gone.run.spoken = {};
      }
    std::erase_if(edits_, [](const Edit& edit) { return edit.run.quoted.empty() && edit.run.spoken.empty(); });
    changed_places();
    moves_over_the_edge();
  }

  // Two words, each in the other's place.
  void changed_places() {
    for (Edit& one : edits_)
      for (Edit& other : edits_) {
        if (one.settled || other.settled || &one >= &other || one.run.change != Change::replaced ||
            other.run.change != Change::replaced)
          continue;
        bool swapped = same_keys(one.run.quoted, other.run.spoken) && same_keys(other.run.quoted, one.run.spoken);
        if (!swapped || other.run.quoted.begin - one.run.quoted.end > kMoveReach) continue;
        Severity severity =
            wording_.moved({one.run.quoted.begin, other.run.quoted.end}, {one.run.spoken.begin, other.run.spoken.end});
        one.judgement = other.judgement = {DifferenceKind::word_order, severity};
        one.settled = other.settled = true;
      }
  }

  // Added words that stand just beyond the passage, in its sentence, were moved in.
  void moves_over_the_edge() {
    for (Edit& come : edits_) {
      if (come.settled || come.run.change != Change::added) continue;
      TokenRange& stretch = reading_.spoken;
      std::uint64_t size = come.run.quoted.size();
      auto ends = [&](std::uint64_t at) {
        return break_after(*spoken_.document, *spoken_.utterance, spoken_.window.begin + at) == Break::sentence;
      };
      TokenRange after{stretch.end, stretch.end + size};
      if (!stretch.empty() && after.end <= spoken_.size() && !ends(stretch.end - 1) &&
          same_keys(come.run.quoted, after)) {
        Severity severity = wording_.moved({come.run.quoted.begin, quoted_.size()}, {come.run.spoken.begin, after.end});
        come.run.spoken = after;
        come.judgement = {DifferenceKind::word_order, severity};
        come.settled = true;
        stretch.end = after.end;
        reading_.stretch += std::uint32_t(size);
      }
    }
  }

  static bool touches(const Run& a, const Run& b) {
    return a.quoted.end == b.quoted.begin && a.spoken.end == b.spoken.begin;
  }

  bool rearranged(const Run& first, const Run& last) const {
    TokenRange quoted{first.quoted.begin, last.quoted.end}, spoken{first.spoken.begin, last.spoken.end};
    if (quoted.size() != spoken.size() || quoted.size() < 2) return false;
    Words a(quoted_.keys.begin() + std::ptrdiff_t(quoted.begin), quoted_.keys.begin() + std::ptrdiff_t(quoted.end));
    Words b(spoken_.keys.begin() + std::ptrdiff_t(spoken.begin), spoken_.keys.begin() + std::ptrdiff_t(spoken.end));
    std::sort(a.begin(), a.end());
    std::sort(b.begin(), b.end());
    return a == b;
  }

  void type(Edit& edit) {
    const Run& run = edit.run;
    if (run.change == Change::dropped) edit.judgement = wording_.dropped(run.spoken, run.quoted.begin);
    else if (run.change == Change::added) edit.judgement = wording_.added(run.quoted, run.spoken.begin);
    else edit.judgement = wording_.replaced(run.quoted, run.spoken);
    edit.settled = true;
  }

  // `[unintelligible]` between two matched words: nobody knows what was said there.
  void lost_words() {
    for (std::uint64_t j = reading_.spoken.begin; j + 1 < reading_.spoken.end; ++j) {
      if (!spoken_.inaudible_after[j]) continue;
      std::uint64_t gap = 0;
      bool marked = false;
      for (const Run& run : comparison_.runs)
        if (run.spoken.begin <= j + 1 && j + 1 <= run.spoken.end) {
          gap = run.change == Change::kept ? run.quoted.begin + (j + 1 - run.spoken.begin) : run.quoted.begin;
          marked |= quoted_.omission_at[gap] != 0;
          if (marked) break;
        }
      settle({Change::abridged, {gap, gap}, {j + 1, j + 1}}, {DifferenceKind::omission, Severity::meaning}, marked);
      if (!marked) ++reading_.changed;
    }
  }

  static bool joins(const Edit& a, const Edit& b) {
    return a.judgement.kind == b.judgement.kind && a.judgement.severity == b.judgement.severity &&
           a.marked == b.marked && a.run.change == Change::replaced && b.run.change == Change::replaced &&
           touches(a.run, b.run) && a.judgement.kind != DifferenceKind::word_order;
  }

  // What a bracket stands in place of is told as one insertion and one omission.
  void gather_brackets() {
    std::vector<Edit> gathered;
    std::size_t first = 0;  // of the marked edits that touch one another
    for (const Edit& edit : edits_) {
      bool follows = first < gathered.size() && edit.marked && gathered.back().marked &&
                     edit.run.quoted.begin <= end_quoted(gathered, first) &&
                     edit.run.spoken.begin <= end_spoken(gathered, first);
      if (!follows) first = gathered.size();
      Edit* same = nullptr;
      for (std::size_t k = first; k < gathered.size(); ++k)
        if (gathered[k].judgement.kind == edit.judgement.kind) same = &gathered[k];
      if (same == nullptr) {
        gathered.push_back(edit);
        continue;
      }
      if (edit.judgement.kind == DifferenceKind::insertion) same->run.quoted.end = edit.run.quoted.end;
      else same->run.spoken.end = edit.run.spoken.end;
      same->judgement.severity = std::max(same->judgement.severity, edit.judgement.severity);
    }
    edits_ = std::move(gathered);
  }
  static std::uint64_t end_quoted(const std::vector<Edit>& edits, std::size_t first) {
    std::uint64_t end = 0;
    for (std::size_t k = first; k < edits.size(); ++k) end = std::max(end, edits[k].run.quoted.end);
    return end;
  }
  static std::uint64_t end_spoken(const std::vector<Edit>& edits, std::size_t first) {
    std::uint64_t end = 0;
    for (std::size_t k = first; k < edits.size(); ++k) end = std::max(end, edits[k].run.spoken.end);
    return end;
  }

  void emit() {
    gather_brackets();
    std::stable_sort(edits_.begin(), edits_.end(), [](const Edit& a, const Edit& b) {
      return std::pair(a.run.quoted.begin, a.run.spoken.begin) < std::pair(b.run.quoted.begin, b.run.spoken.begin);
    });
    std::vector<Edit> merged;
    for (const Edit& edit : edits_) {
      if (!merged.empty() && joins(merged.back(), edit)) {
        merged.back().run.quoted.end = edit.run.quoted.end;
        merged.back().run.spoken.end = edit.run.spoken.end;
      } else {
        merged.push_back(edit);
      }
    }
    for (const Edit& edit : merged) {
      Difference difference;
      difference.kind = edit.judgement.kind;
      difference.severity = edit.judgement.severity;
      difference.marked = edit.marked;
      ByteSpan quoted = quoted_.bytes(edit.run.quoted), spoken = spoken_.bytes(edit.run.spoken);
      if (edit.run.quoted.empty() && edit.run.spoken.empty()) spoken = gap_before(edit.run.spoken.begin);
      difference.quoted = slice(quoted_.text, quoted);
      difference.quoted_span = quoted;
      difference.spoken = slice(spoken_.document->text, spoken);
      difference.spoken_span = spoken;
      reading_.severity = std::max(reading_.severity, difference.severity);
      bool bracket_left_out = edit.run.change == Change::abridged && !edit.run.spoken.empty();
      if (!edit.marked && !bracket_left_out) reading_.only_marked = false;
      reading_.differences.push_back(std::move(difference));
    }
  }

  // The note between two words, where words were lost.
  ByteSpan gap_before(std::uint64_t at) const {
    std::uint64_t end_of_last = spoken_.word(at - 1).end;
    for (const transcript::Note& note : spoken_.document->turn(spoken_.utterance->turn).notes)
      if (note.kind == transcript::NoteKind::inaudible && note.span.begin >= end_of_last) return note.span;
    return {end_of_last, end_of_last};
  }

  const QuotedText& quoted_;
  const SpokenText& spoken_;
  Wording wording_;
  const Lexicon& lexicon_;
  Bonds bonds_;
  align::Comparison comparison_;
  std::vector<Edit> edits_;
  Reading reading_;
};

}  // namespace

Reading read_differences(const QuotedText& quoted, const SpokenText& spoken, const Lexicon& lexicon,
                         const CountWord& count) {
  return read_differences(quoted, spoken, BondFinder(quoted, lexicon).find(spoken), lexicon, count);
}

Reading read_differences(const QuotedText& quoted, const SpokenText& spoken, Bonds bonds, const Lexicon& lexicon,
                         const CountWord& count) {
  return Typer(quoted, spoken, std::move(bonds), lexicon, count).read();
}

}  // namespace stenogram::differences
