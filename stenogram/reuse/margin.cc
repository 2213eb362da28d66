#include "stenogram/reuse/margin.h"

#include <algorithm>
#include <set>
#include <unordered_map>

namespace stenogram::reuse {
namespace {

using concordance::Position;
using concordance::Segment;
using concordance::Token;

// A formula stands in thousands of places; the first of them tell enough.
constexpr std::uint32_t kMostLooked = 4096;

struct Place {
  std::uint32_t segment = 0, document = 0;  // document: index into the segment's
  Position at = 0;
  std::uint32_t words = 0;
  corpus::DocumentNumber interview = 0;  // the fullest copy of it
};

struct Run {
  Position at = 0;
  std::uint32_t words = 0;
  bool counted = true;
  std::vector<Place> places;
};

// The words of one segment as those of all others.
class Words {
 public:
  Words(const concordance::Index& index, const Segment& own) : index_(index), own_(own) {}
  // 0 where that segment does not hold the word.
  Token in(std::uint32_t segment, Token token) {
    std::vector<Token>& known = known_[token];
    if (known.empty()) {
      const std::string_view key = own_.key_of(token);
      for (const auto& other : index_.segments()) known.push_back(other->token_of(key));
    }
    return known[segment];
  }

 private:
  const concordance::Index& index_;
  const Segment& own_;
  std::unordered_map<Token, std::vector<Token>> known_;
};

class Finder {
 public:
  Finder(const concordance::Index& index, std::uint32_t own, std::uint32_t document, const corpus::Families* families,
         std::uint32_t least)
      : index_(index),
        own_(own),
        segment_(*index.segments()[own]),
        families_(families),
        least_(least),
        words_(index, segment_),
        row_(segment_.document(document)) {
    interview_ = interview_of(row_.number);
  }

  std::vector<Run> all() {
    std::vector<Run> runs;
    for (std::uint32_t u = row_.first_utterance; u < row_.end_utterance; ++u) {
      const concordance::UtteranceRow utterance = segment_.utterance(u);
      for (Position at = utterance.begin; at + least_ <= utterance.end;) {
        Run run = run_at(at, utterance.end);
        at += run.places.empty() ? 1 : run.words;
        if (!run.places.empty()) runs.push_back(std::move(run));
      }
    }
    return runs;
  }

 private:
  corpus::DocumentNumber interview_of(corpus::DocumentNumber number) const {
    const corpus::Family* family = families_ ? families_->of_document(number) : nullptr;
    return family && !family->members.empty() ? family->members.front().number : number;
  }

  Run run_at(Position at, Position end) {
    Run run;
    run.at = at;
    std::vector<Token> phrase(least_);
    for (std::uint32_t s = 0; s < index_.segments().size(); ++s) {
      bool held = true;
      for (std::uint32_t i = 0; i < least_ && held; ++i) held = (phrase[i] = words_.in(s, segment_.token(at + i))) != 0;
      if (!held) continue;
      const concordance::Interval interval = index_.segments()[s]->phrase_interval(phrase);
      if (s == own_ && interval.size() <= 1) continue;  // itself
      run.counted &= interval.size() <= kMostLooked;
      for (std::uint32_t i = interval.first; i < std::min(interval.last, interval.first + kMostLooked); ++i)
        add_place(run, s, index_.segments()[s]->suffix(i), at, end);
    }
    return run;
  }

  void add_place(Run& run, std::uint32_t s, Position place, Position at, Position end) {
    const Segment& segment = *index_.segments()[s];
    const std::uint32_t document = segment.document_of(segment.utterance_at(place));
    if (!index_.alive(s, document)) return;
    const corpus::DocumentNumber interview = interview_of(segment.document(document).number);
    if (interview == interview_) return;
    std::uint32_t words = least_;
    while (at + words < end && place + words < segment.size()) {
      const Token next = segment.token(place + words);
      if (next == 0 || next != words_.in(s, segment_.token(at + words))) break;
      ++words;
    }
    run.words = std::max(run.words, words);
    run.places.push_back({s, document, place, words, interview});
  }

  const concordance::Index& index_;
  const std::uint32_t own_;
  const Segment& segment_;
  const corpus::Families* families_;
  const std::uint32_t least_;
  Words words_;
  concordance::DocumentRow row_;
  corpus::DocumentNumber interview_ = 0;
};

Status dress(const corpus::Shelf& shelf, const Segment& segment, std::uint32_t at_document, Position at,
             std::uint32_t words, MarginPlace& place, std::string* text) {
  const concordance::DocumentRow row = segment.document(at_document);
  auto document = shelf.document(row.number);
  if (!document) return document.error();
  auto facts = shelf.facts(row.number);
  if (!facts) return facts.error();
  const std::uint32_t utterance = segment.utterance_at(at) - row.first_utterance;
  if (utterance >= (*document)->utterances.size())
    return Error::damaged((*document)->id, "its index is not its own", "rebuild with `stenogram verify --rebuild`");
  static_cast<corpus::Standing&>(place) = corpus::standing_of(**facts, **document, row.number, utterance);
  std::vector<ByteSpan> spans;
  segment.spans(at, at + words, spans);
  place.span = {spans.front().begin, spans.back().end};
  place.words = words;
  place.name = (*document)->name;
  place.title = (*facts)->title;
  place.address = corpus::passage_address(**document, place.info.turn, place.span);
  if (text) *text = slice((*document)->text, place.span);
  return {};
}

}  // namespace

Result<Margin> margin_of(const corpus::Shelf& shelf, corpus::DocumentNumber number, const corpus::Families* families,
                         const MarginOptions& options) {
  const concordance::Index index = shelf.index();
  std::uint32_t own = 0, document = concordance::kNone;
  for (; own < index.segments().size(); ++own)
    if (document = index.segments()[own]->find_document(number); document != concordance::kNone) break;
  Margin margin;
  if (document == concordance::kNone || !index.alive(own, document)) {
    if (auto known = shelf.document(number); !known) return known.error();
    return margin;
  }
  const std::vector<Run> runs =
      Finder(index, own, document, families, std::clamp(options.words, 1u, Segment::kSortDepth)).all();
  margin.runs = runs.size();
  for (const Run& run : runs) margin.words += run.words;
  const std::size_t skip = std::min(options.skip, runs.size()),
                    end = skip + std::min(options.limit, runs.size() - skip);
  for (std::size_t i = skip; i < end; ++i) {
    MarginRun shown;
    if (Status dressed = dress(shelf, *index.segments()[own], document, runs[i].at, runs[i].words, shown, &shown.text);
        !dressed)
      return dressed.error();
    std::vector<Place> places = runs[i].places;
    std::set<corpus::DocumentNumber> interviews;
    for (const Place& place : places) interviews.insert(place.interview);
    shown.places = places.size();
    shown.interviews = interviews.size();
    shown.counted = runs[i].counted;
    auto date_of = [&](const Place& place) {
      const std::int32_t date = index.segments()[place.segment]->document(place.document).date;
      return date == concordance::kUndated ? std::numeric_limits<std::int32_t>::max() : date;
    };
    std::stable_sort(places.begin(), places.end(), [&](const Place& a, const Place& b) {
      return std::pair(b.words, date_of(a)) < std::pair(a.words, date_of(b));
    });
    // One place of each interview before a second of any.
    std::set<corpus::DocumentNumber> told;
    std::stable_partition(places.begin(), places.end(),
                          [&](const Place& place) { return told.insert(place.interview).second; });
    for (const Place& place : places) {
      if (shown.others.size() >= options.most_places) break;
      MarginPlace other;
      Status dressed =
          dress(shelf, *index.segments()[place.segment], place.document, place.at, place.words, other, nullptr);
      if (dressed) shown.others.push_back(std::move(other));  // one removed meanwhile is left out
    }
    margin.shown.push_back(std::move(shown));
  }
  return margin;
}

}  // namespace stenogram::reuse
