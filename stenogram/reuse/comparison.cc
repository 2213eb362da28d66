#include "stenogram/reuse/comparison.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "stenogram/capture/blank.h"
#include "stenogram/differences/differences.h"
#include "stenogram/reuse/pairing.h"
#include "stenogram/text/words.h"

namespace stenogram::reuse {
namespace {

using corpus::Document;
using differences::Difference;
using differences::DifferenceKind;
using differences::Severity;
using transcript::Owner;

// Runs of blanks as one, ends trimmed: a line wrapped elsewhere is no difference.
std::string unwrapped(std::string_view text) {
  std::string out;
  bool blank = false;
  for (char c : text) {
    const bool is_blank = c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\v';
    if (!is_blank) {
      if (blank && !out.empty()) out += ' ';
      out += c;
    }
    blank = is_blank;
  }
  return out;
}

Weight weight_of(const Difference& difference) {
  if (difference.severity == Severity::meaning) return Weight::meaning;
  if (difference.kind == DifferenceKind::spelling || difference.kind == DifferenceKind::join) return Weight::spelling;
  return difference.severity == Severity::none ? Weight::presentation : Weight::wording;
}

// The words of several turns as one utterance: what was said, without notes' words.
corpus::Utterance joined(const Document& document, const std::vector<std::uint32_t>& turns) {
  corpus::Utterance all;
  all.turn = turns.front();
  const std::set<std::uint32_t> wanted(turns.begin(), turns.end());
  for (const corpus::Utterance& utterance : document.utterances)
    if (!utterance.note && wanted.contains(utterance.turn))
      all.words.insert(all.words.end(), utterance.words.begin(), utterance.words.end());
  return all;
}

// The other side as a quotation whose text is the page, so that its spans are the page's.
differences::QuotedText as_quoted(const Document& document, const corpus::Utterance& utterance) {
  differences::QuotedText quoted;
  quoted.text = document.text;
  for (const text::Word& word : utterance.words) {
    const std::string_view printed = slice(document.text, word.span());
    quoted.spans.push_back(word.span());
    quoted.keys.push_back(text::verdict_key(printed));
    quoted.search_keys.push_back(text::search_key(printed));
    quoted.line_break.push_back(word.breaks_at_line_end);
    quoted.has_marks = quoted.has_marks || quoted.keys.back() != quoted.search_keys.back();
  }
  quoted.bracketed.assign(quoted.size(), 0);
  quoted.letter_only.assign(quoted.size(), 0);
  quoted.omission_at.assign(quoted.size() + 1, 0);
  return quoted;
}

ByteSpan bytes_of(const std::vector<text::Word>& words, std::size_t first, std::size_t last) {
  if (first < last) return {words[first].begin, words[last - 1].end};
  const std::uint64_t at = first < words.size() ? words[first].begin : words.empty() ? 0 : words.back().end;
  return {at, at};
}

class Comparer {
 public:
  Comparer(const Document& a, const Document& b, const std::function<std::uint64_t(std::string_view)>& count)
      : a_(a), b_(b), count_(count) {}

  Comparison run() {
    out_.a = a_.id, out_.b = b_.id;
    headings();
    for (PairedTurns& paired : pair_turns(a_, b_)) add(std::move(paired));
    out_.a_pieces = pieces(a_, b_, true);
    out_.b_pieces = pieces(b_, a_, false);
    return std::move(out_);
  }

 private:
  void headings() {
    const transcript::Heading &x = a_.transcript.heading, &y = b_.transcript.heading;
    auto add = [&](std::string item, std::string a, std::string b) {
      if (!a.empty() || !b.empty()) out_.heading.push_back({std::move(item), unwrapped(a), unwrapped(b)});
    };
    auto text = [](const std::optional<transcript::Item>& item) { return item ? item->text : std::string(); };
    auto value = [](const std::optional<transcript::Dated>& dated) { return dated ? dated->value : std::string(); };
    add("title", text(x.title), text(y.title));
    add("outlet", text(x.outlet), text(y.outlet));
    add("occasion", text(x.occasion), text(y.occasion));
    add("place", text(x.place), text(y.place));
    add("event_date", value(x.event_date), value(y.event_date));
    add("publication_date", value(x.publication_date), value(y.publication_date));
    add("kind", std::string(transcript::name_of(x.kind)), std::string(transcript::name_of(y.kind)));
    add("language", a_.transcript.language, b_.transcript.language);
  }

  void add(PairedTurns paired) {
    TurnPair pair;
    pair.a = std::move(paired.a), pair.b = std::move(paired.b);
    pair.moved = paired.moved;
    auto label = [](const Document& document, const std::vector<std::uint32_t>& turns) {
      if (turns.empty() || !document.turn(turns.front()).label) return std::string();
      return unwrapped(document.turn(turns.front()).label->text);
    };
    pair.a_label = label(a_, pair.a), pair.b_label = label(b_, pair.b);
    const corpus::Utterance spoken = pair.a.empty() ? corpus::Utterance() : joined(a_, pair.a);
    const corpus::Utterance quoted = pair.b.empty() ? corpus::Utterance() : joined(b_, pair.b);
    pair.a_words = std::uint32_t(spoken.words.size()), pair.b_words = std::uint32_t(quoted.words.size());
    out_.a_words += pair.a_words, out_.b_words += pair.b_words;
    if (pair.a.empty() || pair.b.empty()) {
      pair.pairing = pair.a.empty() ? Pairing::only_b : Pairing::only_a;
    } else {
      pair.labels_differ = pair.a_label != pair.b_label;
      words(spoken, quoted, pair);
      pair.pairing = pair.a.size() > pair.b.size()   ? Pairing::merged
                     : pair.a.size() < pair.b.size() ? Pairing::split
                     : pair.changes.empty()          ? Pairing::same
                                                     : Pairing::changed;
      std::uint64_t lost_a = 0, lost_b = 0;
      for (const Change& change : pair.changes) {
        if (change.b_span.empty()) lost_a += text::words(change.a).size();
        if (change.a_span.empty()) lost_b += text::words(change.b).size();
      }
      out_.a_carried += pair.a_words - std::min<std::uint64_t>(lost_a, pair.a_words);
      out_.b_carried += pair.b_words - std::min<std::uint64_t>(lost_b, pair.b_words);
    }
    out_.turns.push_back(std::move(pair));
  }

  Change change(Weight weight, std::optional<DifferenceKind> kind, ByteSpan a, ByteSpan b) const {
    return {weight, kind, std::string(slice(a_.text, a)), std::string(slice(b_.text, b)), a, b};
  }

  // What differs in the words, and between what differs, how the same words are printed.
  void words(const corpus::Utterance& spoken, const corpus::Utterance& quoted, TurnPair& pair) {
    const auto &x = spoken.words, &y = quoted.words;
    if (x.empty() || y.empty()) {
      if (!x.empty())
        pair.changes.push_back(
            change(Weight::meaning, DifferenceKind::omission, bytes_of(x, 0, x.size()), bytes_of(y, 0, 0)));
      if (!y.empty())
        pair.changes.push_back(
            change(Weight::meaning, DifferenceKind::insertion, bytes_of(x, 0, 0), bytes_of(y, 0, y.size())));
      return;
    }
    const differences::QuotedText other = as_quoted(b_, quoted);
    const differences::SpokenText own = differences::spoken_text(a_, spoken, {0, x.size()});
    if (own.keys == other.keys) {
      presentation(x, 0, x.size(), y, 0, y.size(), pair);
      return;
    }
    const differences::Reading reading =
        differences::read_differences(other, own, differences::Lexicon::of(a_.transcript.language), count_);
    std::vector<Change> found;
    for (const Difference& difference : reading.differences)
      if (difference.spoken_span && difference.quoted_span)
        found.push_back(
            change(weight_of(difference), difference.kind, *difference.spoken_span, *difference.quoted_span));
    // A quotation begins and ends where it likes; a copy that does has left something out.
    if (reading.spoken.begin > 0)
      found.push_back(
          change(Weight::meaning, DifferenceKind::omission, bytes_of(x, 0, reading.spoken.begin), bytes_of(y, 0, 0)));
    if (reading.spoken.end < x.size())
      found.push_back(change(Weight::meaning, DifferenceKind::omission, bytes_of(x, reading.spoken.end, x.size()),
                             bytes_of(y, y.size(), y.size())));
    std::stable_sort(found.begin(), found.end(), [](const Change& p, const Change& q) {
      return std::pair(p.a_span, p.b_span) < std::pair(q.a_span, q.b_span);
    });
    // Between two changes the same words stand on both sides, unless something moved.
    bool ordered = true;
    for (std::size_t i = 1; i < found.size(); ++i)
      ordered = ordered && found[i - 1].b_span.end <= found[i].b_span.begin &&
                found[i - 1].a_span.end <= found[i].a_span.begin;
    if (ordered) {
      std::size_t i = 0, j = 0;
      const std::size_t changes = found.size();
      for (std::size_t n = 0; n <= changes; ++n) {
        const std::size_t end_i = n < changes ? first_at(x, found[n].a_span.begin, i) : x.size();
        const std::size_t end_j = n < changes ? first_at(y, found[n].b_span.begin, j) : y.size();
        presentation(x, i, end_i, y, j, end_j, pair);
        if (n < changes) {
          pair.changes.push_back(found[n]);
          i = std::max(end_i, first_at(x, found[n].a_span.end, end_i));
          j = std::max(end_j, first_at(y, found[n].b_span.end, end_j));
        }
      }
    } else {
      pair.changes.insert(pair.changes.end(), found.begin(), found.end());
    }
  }

  // The first word from `from` on that begins at or after that byte.
  static std::size_t first_at(const std::vector<text::Word>& words, std::uint64_t byte, std::size_t from) {
    while (from < words.size() && words[from].begin < byte) ++from;
    return from;
  }

  void presentation(const std::vector<text::Word>& x, std::size_t i, std::size_t end_i,
                    const std::vector<text::Word>& y, std::size_t j, std::size_t end_j, TurnPair& pair) {
    if (i == end_i || j == end_j) return;
    auto differ = [&](ByteSpan p, ByteSpan q) { return unwrapped(slice(a_.text, p)) != unwrapped(slice(b_.text, q)); };
    if (end_i - i != end_j - j) {
      // The same words written joined or apart.
      const ByteSpan p = bytes_of(x, i, end_i), q = bytes_of(y, j, end_j);
      if (differ(p, q)) pair.changes.push_back(change(Weight::presentation, std::nullopt, p, q));
      return;
    }
    // Neighbours that differ are one change: words with the marks between them.
    std::size_t open = end_i;
    auto close = [&](std::size_t at) {
      if (open == end_i) return;
      const std::size_t step = open - i;
      pair.changes.push_back(
          change(Weight::presentation, std::nullopt, bytes_of(x, open, at), bytes_of(y, j + step, j + (at - i))));
      open = end_i;
    };
    for (std::size_t k = i; k < end_i; ++k) {
      const std::size_t m = j + (k - i);
      const bool word = slice(a_.text, x[k].span()) != slice(b_.text, y[m].span());
      if (word && open == end_i) open = k;
      const bool gap = k + 1 < end_i && gap_differs(x[k], x[k + 1], y[m], y[m + 1]);
      if (gap && open == end_i) open = k;
      if (!gap && open != end_i) close(k + 1);
    }
    close(end_i);
  }

  bool gap_differs(const text::Word& a, const text::Word& next_a, const text::Word& b, const text::Word& next_b) const {
    const ByteSpan p{a.end, next_a.begin}, q{b.end, next_b.begin};
    return outside_notes(a_, p) != outside_notes(b_, q);
  }

  // What stands between two words, without notes and labels, which are pieces of their own.
  static std::string outside_notes(const Document& document, ByteSpan span) {
    const std::string_view text = slice(document.text, span);
    if (text.size() < 3) return unwrapped(text);
    std::string out;
    std::uint64_t at = span.begin;
    auto skip = [&](ByteSpan hole) {
      if (hole.end <= at || hole.begin >= span.end) return;
      if (hole.begin > at) out += slice(document.text, {at, hole.begin});
      out += ' ';
      at = std::min(span.end, std::max(at, hole.end));
    };
    for (const transcript::Turn& turn : document.transcript.turns) {
      if (turn.span.end < span.begin || (turn.label ? turn.label->span.begin : turn.span.begin) > span.end) continue;
      std::vector<ByteSpan> holes;
      if (turn.label) holes.push_back(turn.label->span);
      for (const transcript::Note& note : turn.notes) holes.push_back(note.span);
      for (const transcript::Label& label : turn.repeated) holes.push_back(label.span);
      std::sort(holes.begin(), holes.end());
      for (ByteSpan hole : holes) skip(hole);
    }
    if (at < span.end) out += slice(document.text, {at, span.end});
    return unwrapped(out);
  }

  // The owners of one page, cut where something differs.
  std::vector<Piece> pieces(const Document& own, const Document& other, bool is_a) const {
    capture::Page page;
    page.text = own.text;
    std::map<std::uint32_t, std::uint32_t> pair_of;
    for (std::size_t p = 0; p < out_.turns.size(); ++p)
      for (std::uint32_t n : is_a ? out_.turns[p].a : out_.turns[p].b) pair_of[n] = std::uint32_t(p + 1);
    struct Cut {
      ByteSpan span;
      Weight weight;
      std::uint32_t change;
    };
    std::map<std::uint32_t, std::vector<Cut>> cuts;  // by pair
    for (std::size_t p = 0; p < out_.turns.size(); ++p) {
      const TurnPair& pair = out_.turns[p];
      for (std::size_t c = 0; c < pair.changes.size(); ++c) {
        const ByteSpan span = is_a ? pair.changes[c].a_span : pair.changes[c].b_span;
        if (!span.empty()) cuts[std::uint32_t(p + 1)].push_back({span, pair.changes[c].weight, std::uint32_t(c + 1)});
      }
      auto& list = cuts[std::uint32_t(p + 1)];
      std::sort(list.begin(), list.end(), [](const Cut& x, const Cut& y) { return x.span < y.span; });
    }
    // Headings, notes and leftovers are the same where the other side prints the same.
    std::set<std::string> printed;
    capture::Page other_page;
    other_page.text = other.text;
    for (const transcript::Tile& tile : transcript::tiles(other_page, {other.transcript}))
      if (tile.owner == Owner::heading || tile.owner == Owner::leftover || tile.owner == Owner::note)
        printed.insert(unwrapped(slice(other.text, tile.span)));

    std::vector<Piece> out;
    const ByteSpan region = own.transcript.region;
    for (const transcript::Tile& tile : transcript::tiles(page, {own.transcript})) {
      const ByteSpan span{std::max(tile.span.begin, region.begin), std::min(tile.span.end, region.end)};
      if (span.begin >= span.end) continue;
      Piece piece;
      piece.span = span;
      piece.owner = tile.owner;
      piece.turn = tile.turn;
      if (tile.owner == Owner::turn || tile.owner == Owner::label || tile.owner == Owner::note)
        piece.pair = pair_of[tile.turn];
      const TurnPair* pair = piece.pair > 0 ? &out_.turns[piece.pair - 1] : nullptr;
      const bool alone = pair && (pair->a.empty() || pair->b.empty());
      switch (tile.owner) {
        case Owner::blank: out.push_back(piece); break;
        case Owner::heading:
        case Owner::leftover:
        case Owner::note:
          piece.weight = printed.contains(unwrapped(slice(own.text, span))) ? Weight::same : Weight::alone;
          out.push_back(piece);
          break;
        case Owner::label:
          piece.weight = alone ? Weight::alone : pair && pair->labels_differ ? Weight::presentation : Weight::same;
          out.push_back(piece);
          break;
        case Owner::turn: {
          if (alone) {
            piece.weight = Weight::alone;
            out.push_back(piece);
            break;
          }
          std::uint64_t at = span.begin;
          auto emit = [&](std::uint64_t end, Weight weight, std::uint32_t change) {
            if (end <= at) return;
            piece.span = {at, end};
            piece.weight = weight;
            piece.change = change;
            out.push_back(piece);
            at = end;
          };
          if (auto list = cuts.find(piece.pair); list != cuts.end())
            for (const Cut& cut : list->second) {
              if (cut.span.end <= at || cut.span.begin >= span.end) continue;
              emit(std::min(cut.span.begin, span.end), Weight::same, 0);
              emit(std::min(cut.span.end, span.end), cut.weight, cut.change);
            }
          emit(span.end, Weight::same, 0);
          break;
        }
      }
    }
    return out;
  }

  const Document &a_, &b_;
  const std::function<std::uint64_t(std::string_view)>& count_;
  Comparison out_;
};

}  // namespace

std::string_view name_of(Weight weight) {
  constexpr std::array<std::string_view, 6> kNames = {"same",    "presentation", "spelling",
                                                      "wording", "meaning",      "alone"};
  return kNames[std::size_t(weight)];
}

std::string_view name_of(Pairing pairing) {
  constexpr std::array<std::string_view, 6> kNames = {"same", "changed", "split", "merged", "only_a", "only_b"};
  return kNames[std::size_t(pairing)];
}

Weight TurnPair::weight() const {
  if (a.empty() || b.empty()) return Weight::alone;
  Weight heaviest = labels_differ ? Weight::presentation : Weight::same;
  for (const Change& change : changes) heaviest = std::max(heaviest, change.weight);
  return heaviest;
}

bool Comparison::same_words() const {
  return std::all_of(turns.begin(), turns.end(),
                     [](const TurnPair& pair) { return pair.weight() <= Weight::presentation; });
}

Document with_turns(const Document& document) {
  Document out = document;
  if (!out.transcript.turns.empty()) return out;
  transcript::Turn turn;
  turn.n = 1;
  turn.span = capture::trimmed(out.text, out.transcript.region);
  if (turn.span.empty()) return out;
  turn.paragraphs = {turn.span};
  out.transcript.heading.spans.clear();
  out.transcript.heading.title.reset();
  out.transcript.leftovers.clear();
  out.transcript.turns.push_back(std::move(turn));
  out.utterances = corpus::utterances_of(out.transcript, out.text);
  return out;
}

Comparison compare(const Document& a, const Document& b, const std::function<std::uint64_t(std::string_view)>& count) {
  const Document x = with_turns(a), y = with_turns(b);
  return Comparer(x, y, count).run();
}

}  // namespace stenogram::reuse
