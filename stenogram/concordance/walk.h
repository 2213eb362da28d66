// Uses every accessor of a segment and every kind of question to an index over it, for
// tests and fuzzing of damaged files. What comes out does not matter, only that nothing
// reads outside the file, asserts or runs for ever.
#pragma once
#include <algorithm>
#include <memory>
#include <vector>

#include "stenogram/concordance/lines.h"
#include "stenogram/concordance/locate.h"
#include "stenogram/concordance/postings.h"
#include "stenogram/concordance/ranking.h"

namespace stenogram::concordance {

inline std::uint64_t walk_segment(const Segment& segment) {
  std::uint64_t sum = 0;
  std::vector<Token> phrase;
  Token last = std::min<Token>(segment.lexicon_size() + 1, 300);
  for (Token token = 0; token <= last; ++token) {
    sum += segment.key_of(token).size() + segment.token_of(segment.key_of(token));
    sum += segment.prefix_range(segment.key_of(token)).first + segment.utterances_with(token);
    Interval band = segment.word_interval(token);
    for (std::uint32_t at = band.first; at < band.last && at < band.first + 20; ++at) {
      Position position = segment.suffix(at);
      sum += segment.span(position).begin + segment.utterance(segment.utterance_at(position)).turn;
      phrase.clear();
      for (; segment.token(position) != 0 && phrase.size() < 70; ++position) phrase.push_back(segment.token(position));
      sum += segment.phrase_interval(phrase).first + segment.longest_match(phrase).length;
    }
    for (auto list = segment.postings(token); !list.at_end(); list.next()) sum += list.current().count;
    auto list = segment.postings(token);
    for (std::uint32_t target = 0; !list.at_end() && target < 2000; target += 13) list.seek(target);
  }
  for (std::uint32_t at = 0; at < std::min<std::uint32_t>(segment.utterance_count(), 2000); ++at) {
    UtteranceRow row = segment.utterance(at);
    for (Position position = row.begin; position < row.end && position < row.begin + 100; ++position)
      sum += segment.token(position);
    sum += segment.document(row.document).number;
  }
  for (std::uint32_t at = 0; at < std::min<std::uint32_t>(segment.document_count(), 2000); ++at)
    sum += segment.document(at).language.size() + segment.find_document(segment.document(at).number);
  return sum;
}

inline std::uint64_t walk_index(const Index& index) {
  std::uint64_t sum = 0;
  Selection all = index.all();
  auto entries = index.lexicon("", 8);
  std::vector<std::string> words;
  for (const auto& entry : entries) words.push_back(entry.word);
  if (words.size() < 3) return 0;
  Pattern gap = phrase({words[0], words[2]});
  gap[1].most_gap = 3;
  for (const Pattern& pattern : {phrase({words[0]}), phrase({words[1], words[2]}), gap,
                                 Pattern{Slot{{}, {words[1]}, {}}, Slot{}, Slot{{words[0], words[2]}, {}, {}}}}) {
    sum += index.count(pattern, all);
    auto matches = index.find(pattern, all, 50);
    sort_by_left(index, matches);
    sort_by_right(index, matches);
    sort_by_date(index, matches);
    for (const Match& match : matches) sum += index.bytes(widen(index, match, 5, 5)).end + index.place(match).words.end;
    Query word = Query::of(pattern), near{Query::Kind::near, {}, {word, Query::of(phrase({words[0]}))}, 4};
    for (auto kind : {Query::Kind::all, Query::Kind::any, Query::Kind::without}) {
      Ranking ranking = rank(index, {kind, {}, {word, near, Query::of(phrase({words[1]}))}, 0}, all);
      for (const Ranked& one : ranking.best) sum += highlights(index, word, one.segment, one.utterance).size();
    }
  }
  sum += locate(index, {words, 4, 0.1}, all).places.size();
  return sum;
}

inline std::uint64_t walk(const std::shared_ptr<const Segment>& segment) {
  std::uint64_t sum = walk_segment(*segment) + bool(segment->verify());
  std::vector<DocumentNumber> removed;
  if (segment->document_count() > 1) removed.push_back(segment->document(1).number);
  for (bool some : {false, true})
    if (auto index = Index::of({segment}, some ? removed : std::vector<DocumentNumber>{})) sum += walk_index(*index);
  return sum;
}

}  // namespace stenogram::concordance
