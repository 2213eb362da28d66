// How often a phrase was said: by period, by speaker, by outlet; with the words among
// which it was counted, its first and its last use.
//
// One counting core serves every view: an occurrence is a line of kwic.h, a word is a
// word of an utterance in the same selection, and a point's count is the number of
// lines that its `query` opens. Undated documents and unnamed speakers are a point of
// their own, with an empty key, so that points add up to the whole.
//
// Pure; any thread.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stenogram/corpus/kwic.h"

namespace stenogram::corpus {

struct TrendOptions {
  enum class By { decade, year, month, speaker, outlet, place, language };
  By by = By::year;
  std::vector<Query> filters;
  // Of more occurrences than so many, a sample of that many is counted (draw.h), and
  // the counts of points are estimates: what of the sample is theirs, of the whole.
  std::size_t most = std::size_t(-1);
};

struct TrendPoint {
  std::string key;                // "1990s", "2017", "2017-07", a name; empty where unknown
  std::uint64_t count = 0;        // occurrences
  std::uint64_t words = 0;        // all words of the selection under this key
  std::uint64_t transcripts = 0;  // of them; where sampled, those that the sample met
  double per_million = 0;         // 0 where there are no words
  std::string query;              // opens its lines in kwic; empty where no query can (unknown keys)
};

struct Trend {
  std::vector<TrendPoint> points;  // periods in order, gaps between them filled in; others by count
  std::uint64_t count = 0;
  std::uint64_t words = 0;
  double per_million = 0;
  std::uint64_t drawn = 0;          // occurrences that points were counted from
  bool sampled = false;             // they are not all, and counts of points are estimates
  bool estimated = false;           // and so is `count`
  std::optional<Line> first, last;  // among dated uses, by event date, else publication date
  std::vector<Suggestion> suggestions;
};

// "decade", "year", "month", "speaker", "outlet", "place", "language".
std::optional<TrendOptions::By> trend_by(std::string_view name);

Result<Trend> trend(const Shelf& shelf, const PhraseQuery& phrase, const TrendOptions& options);

}  // namespace stenogram::corpus
