#include "stenogram/corpus/trends.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "stenogram/concordance/lines.h"
#include "stenogram/corpus/evaluate.h"
#include "stenogram/text/words.h"

namespace stenogram::corpus {
namespace {

using concordance::Index;
using concordance::Match;
using By = TrendOptions::By;

bool is_period(By by) { return by == By::decade || by == By::year || by == By::month; }

// The period a date is known to fall in; empty where that is not known.
std::string period_of(const std::string& date, By by) {
  if (!days_of(date)) return {};
  if (by == By::decade) return date.substr(0, 3) + "0s";
  if (by == By::year) return date.substr(0, 4);
  return date.size() >= 7 ? date.substr(0, 7) : std::string();
}

std::string next_period(const std::string& period, By by) {
  int year = 0;
  std::from_chars(period.data(), period.data() + 4, year);
  const auto digits = [](int number, std::size_t width) {
    std::string written = std::to_string(number);
    return std::string(width - std::min(width, written.size()), '0') + written;
  };
  if (by == By::decade) return digits(year + 10, 4) + "s";
  if (by == By::year) return digits(year + 1, 4);
  int month = 0;
  std::from_chars(period.data() + 5, period.data() + 7, month);
  return month == 12 ? digits(year + 1, 4) + "-01" : digits(year, 4) + '-' + digits(month + 1, 2);
}

// Names that differ in marks, case or punctuation only are one, as they are to the
// fields that open a point's lines.
std::string name_key(std::string_view name) {
  std::string key;
  for (const text::Word& word : text::words(name)) {
    text::append_search_key(name.substr(word.begin, word.end - word.begin), key);
    key += ' ';
  }
  return key;
}

std::string field_of_point(By by, const std::string& key) {
  if (by == By::decade) return "date:" + key.substr(0, 4) + ".." + key.substr(0, 3) + '9';
  if (is_period(by)) return "date:" + key;
  if (by == By::language) return "lang:" + key;
  std::string written = key;
  std::replace(written.begin(), written.end(), '"', ' ');
  return std::string(by == By::speaker ? "speaker" : by == By::outlet ? "outlet" : "place") + ":\"=" + written + '"';
}

class Counter {
 public:
  Counter(const Shelf& shelf, const Index& index, By by) : shelf_(shelf), index_(index), by_(by) {}

  // Every word of the selection under its key, whatever was asked for; how many.
  Result<std::uint64_t> count_words(const concordance::Selection& selection) {
    std::uint64_t all = 0;
    for (std::uint32_t s = 0; s < index_.segments().size(); ++s) {
      const concordance::Segment& segment = *index_.segments()[s];
      for (std::uint32_t d = 0; d < segment.document_count(); ++d) {
        if (!selection.takes_document(s, d)) continue;
        const concordance::DocumentRow row = segment.document(d);
        if (row.first_utterance == row.end_utterance) continue;
        if (Status read = open(row.number); !read) return read.error();
        if (by_ != By::speaker && !selection.by_utterance()) {
          // All of it is one key's, and every utterance but the last ends in a token that is no word.
          const std::uint32_t last = row.end_utterance - 1;
          const std::uint64_t tokens =
              segment.begin_of(last) + segment.words_of(last) - segment.begin_of(row.first_utterance);
          const std::uint64_t words = tokens - (last - row.first_utterance);
          find({})->second.words += words;
          all += words;
          continue;
        }
        for (std::uint32_t u = row.first_utterance; u < row.end_utterance; ++u) {
          if (selection.by_utterance() && !selection.takes(s, u)) continue;
          const std::uint32_t words = segment.words_of(u);
          point(segment.utterance(u)).words += words;
          all += words;
        }
      }
    }
    return all;
  }

  // Matches in order of place, so those of one document follow one another.
  Status count_matches(const std::vector<Match>& matches) {
    std::unordered_set<const TrendPoint*> seen;  // of this document
    DocumentNumber here = 0;
    for (const Match& match : matches) {
      const concordance::Place place = index_.place(match);
      if (place.document != here) seen.clear();
      here = place.document;
      if (Status read = open(place.document); !read) return read;
      const concordance::UtteranceInfo& info = place.info;
      TrendPoint& one =
          find({.turn = info.turn, .note = info.note, .speaker = info.speaker, .kind = info.kind})->second;
      ++one.count;
      if (seen.insert(&one).second) ++one.transcripts;
    }
    return {};
  }

  std::map<std::string, TrendPoint> points;

 private:
  using Points = std::map<std::string, TrendPoint>;

  Status open(DocumentNumber number) {
    if (facts_ && number == number_) return {};
    Result<std::shared_ptr<const DocumentFacts>> facts = shelf_.facts(number);
    if (!facts) return facts.error();
    facts_ = *facts;
    number_ = number;
    of_document_.reset();
    of_note_.clear();
    of_speaker_.assign(facts_->speakers.size() + 1, std::nullopt);
    return {};
  }

  TrendPoint& point(const concordance::UtteranceRow& row) {
    return find({.turn = row.turn, .note = row.note, .speaker = row.speaker, .kind = row.kind})->second;
  }

  // Keys are made once a document, or once for each of its speakers.
  Points::iterator find(const UtteranceInfo& info) {
    if (by_ != By::speaker) {
      if (!of_document_) of_document_ = make(document_key());
      return *of_document_;
    }
    if (info.note == concordance::kNone) {
      // The last is for whoever the page does not tell.
      auto& of_speaker = of_speaker_[std::min<std::size_t>(info.speaker, of_speaker_.size() - 1)];
      if (!of_speaker) of_speaker = make(std::string(speaker_name(*facts_, info)));
      return *of_speaker;
    }
    const std::uint64_t voice = std::uint64_t(info.turn) << 32 | info.note;
    auto found = of_note_.find(voice);
    if (found == of_note_.end()) found = of_note_.emplace(voice, make(std::string(speaker_name(*facts_, info)))).first;
    return found->second;
  }

  std::string document_key() const {
    switch (by_) {
      case By::outlet: return facts_->outlet;
      case By::place: return facts_->place;
      case By::language: return facts_->language;
      default: return period_of(facts_->date, by_);
    }
  }

  Points::iterator make(const std::string& key) {
    const bool is_name = by_ == By::speaker || by_ == By::outlet || by_ == By::place;
    const std::string folded = is_name ? name_key(key) : key;
    auto [at, added] = points.try_emplace(folded);
    TrendPoint& point = at->second;
    if (added || (!folded.empty() && key < point.key)) point.key = folded.empty() ? "" : key;
    return at;
  }

  const Shelf& shelf_;
  const Index& index_;
  By by_;
  std::shared_ptr<const DocumentFacts> facts_;
  DocumentNumber number_ = 0;
  std::optional<Points::iterator> of_document_;
  std::vector<std::optional<Points::iterator>> of_speaker_;
  std::unordered_map<std::uint64_t, Points::iterator> of_note_;
};

double per_million(std::uint64_t count, std::uint64_t words) {
  return words == 0 ? 0 : static_cast<double>(count) * 1e6 / static_cast<double>(words);
}

// By date with the undated last, so the last dated use stands before them. What was only
// sampled is looked for where it must be: documents are read from either end of time until
// one has it, and of so common a phrase the first few do.
std::pair<std::optional<Match>, std::optional<Match>> first_and_last(const Index& index, const PhraseQuery& phrase,
                                                                     const concordance::Selection& selection,
                                                                     concordance::Drawn& drawn) {
  if (drawn.sampled) {
    const concordance::Pattern pattern = patterns_of(index, phrase).front().pattern;
    return {concordance::earliest(index, pattern, selection), concordance::latest(index, pattern, selection)};
  }
  std::vector<Match>& matches = drawn.matches;
  concordance::sort_by_date(index, matches);
  const auto dated = [&](const Match& match) {
    const concordance::Segment& segment = *index.segments()[match.segment];
    return segment.document(segment.document_of(segment.utterance_at(match.first))).date != concordance::kUndated;
  };
  const auto end = std::partition_point(matches.begin(), matches.end(), dated);
  if (end == matches.begin()) return {};
  return {matches.front(), *(end - 1)};
}

// A period without a single document is a point of zero words, so that a curve has its
// gaps; a lone outlier of many centuries does not make thousands of them.
constexpr std::size_t kMostPeriods = 2400;

std::vector<TrendPoint> in_order(std::map<std::string, TrendPoint> counted, By by) {
  std::vector<TrendPoint> points;
  std::optional<TrendPoint> unknown;
  for (auto& [key, point] : counted) {
    if (point.key.empty()) {
      unknown = std::move(point);
      continue;
    }
    if (is_period(by) && !points.empty()) {
      std::vector<TrendPoint> gap;
      for (std::string period = next_period(points.back().key, by); period < point.key && gap.size() < kMostPeriods;
           period = next_period(period, by)) {
        gap.emplace_back();
        gap.back().key = period;
      }
      if (gap.size() < kMostPeriods) points.insert(points.end(), gap.begin(), gap.end());
    }
    points.push_back(std::move(point));
  }
  if (!is_period(by)) {
    std::erase_if(points, [](const TrendPoint& point) { return point.count == 0; });
    std::stable_sort(points.begin(), points.end(),
                     [](const TrendPoint& a, const TrendPoint& b) { return a.count > b.count; });
  }
  if (unknown && (unknown->count > 0 || is_period(by))) points.push_back(std::move(*unknown));
  return points;
}

}  // namespace

std::optional<By> trend_by(std::string_view name) {
  constexpr std::pair<std::string_view, By> kNames[] = {
      {"decade", By::decade}, {"year", By::year},   {"month", By::month},      {"speaker", By::speaker},
      {"outlet", By::outlet}, {"place", By::place}, {"language", By::language}};
  for (const auto& [known, by] : kNames)
    if (known == name) return by;
  return std::nullopt;
}

Result<Trend> trend(const Shelf& shelf, const PhraseQuery& phrase, const TrendOptions& options) {
  const Index index = shelf.index();
  std::vector<Query> filters = phrase.filters;
  filters.insert(filters.end(), options.filters.begin(), options.filters.end());
  Result<concordance::Selection> selection = select(shelf, index, filters);
  if (!selection) return selection.error();
  concordance::Drawn drawn = places_of(index, phrase, *selection, options.most);
  std::vector<Match>& matches = drawn.matches;

  Counter counter(shelf, index, options.by);
  Result<std::uint64_t> words = counter.count_words(*selection);
  if (!words) return words.error();
  if (Status counted = counter.count_matches(matches); !counted) return counted.error();

  Trend result;
  result.count = drawn.total;
  result.drawn = matches.size();
  result.sampled = drawn.sampled;
  result.estimated = drawn.estimated;
  result.words = *words;
  if (drawn.sampled)
    for (auto& [key, point] : counter.points)
      point.count = std::uint64_t(std::llround(double(point.count) * double(drawn.total) / double(matches.size())));
  result.points = in_order(std::move(counter.points), options.by);
  const std::string asked = to_string(PhraseQuery{.alternatives = phrase.alternatives, .filters = filters});
  for (TrendPoint& point : result.points) {
    point.per_million = per_million(point.count, point.words);
    if (!point.key.empty()) point.query = asked + ' ' + field_of_point(options.by, point.key);
  }
  result.per_million = per_million(result.count, result.words);

  const auto [first, last] = first_and_last(index, phrase, *selection, drawn);
  const std::size_t width = KwicOptions().width;
  if (first) {
    Result<Line> line = line_of(shelf, index, *first, width);
    if (!line) return line.error();
    result.first = std::move(*line);
  }
  if (last) {
    Result<Line> line = line_of(shelf, index, *last, width);
    if (!line) return line.error();
    result.last = std::move(*line);
  }
  if (result.count == 0) result.suggestions = suggestions(index, phrase.alternatives);
  return result;
}

}  // namespace stenogram::corpus
