#include "stenogram/corpus/evaluate.h"

#include <algorithm>

#include "stenogram/corpus/selector.h"

namespace stenogram::corpus {
namespace {

using concordance::Index;
using concordance::Ranked;
using concordance::Selection;
using IndexQuery = concordance::Query;
using Run = std::vector<Ranked>;  // ascending by (segment, utterance)

bool before(const Ranked& a, const Ranked& b) {
  return a.segment != b.segment ? a.segment < b.segment : a.utterance < b.utterance;
}

concordance::Slot slot_of(const WordPattern& word) {
  concordance::Slot slot;
  if (word.exact()) {
    slot.words = word.pieces;
  } else if (word.pieces.size() == 2 && word.pieces[1].empty()) {
    if (!word.any()) slot.prefixes = {word.pieces[0]};
  } else {
    slot.accepts = [word](std::string_view key) { return word.matches(key); };
  }
  return slot;
}

void add_to(concordance::Slot& slot, const WordPattern& word) {
  concordance::Slot more = slot_of(word);
  slot.words.insert(slot.words.end(), more.words.begin(), more.words.end());
  slot.prefixes.insert(slot.prefixes.end(), more.prefixes.begin(), more.prefixes.end());
  if (!more.accepts) return;
  if (!slot.accepts)
    slot.accepts = std::move(more.accepts);
  else
    slot.accepts = [first = slot.accepts, second = more.accepts](std::string_view key) {
      return first(key) || second(key);
    };
}

concordance::Pattern pattern_of(const Sequence& sequence) {
  concordance::Pattern pattern;
  for (const WordPattern& word : sequence) pattern.push_back(slot_of(word));
  return pattern;
}

// Where all sequences are alike but for one word: its place, else their length.
std::size_t only_difference(const std::vector<Sequence>& alternatives) {
  const Sequence& first = alternatives.front();
  std::size_t where = first.size();
  for (const Sequence& other : alternatives) {
    if (other.size() != first.size()) return first.size();
    for (std::size_t i = 0; i < first.size(); ++i) {
      if (other[i] == first[i] || i == where) continue;
      if (where != first.size() || other[i].any() || first[i].any()) return first.size();
      where = i;
    }
  }
  return where;
}

IndexQuery join(IndexQuery::Kind kind, std::vector<IndexQuery> parts) {
  if (parts.size() == 1) return std::move(parts.front());
  IndexQuery query;
  query.kind = kind;
  query.parts = std::move(parts);
  return query;
}

IndexQuery leaf(const std::vector<Sequence>& alternatives) {
  std::vector<IndexQuery> parts;
  for (concordance::Pattern& pattern : patterns_of(alternatives)) parts.push_back(IndexQuery::of(std::move(pattern)));
  return join(IndexQuery::Kind::any, std::move(parts));
}

// NEAR joins single patterns, so alternatives of different lengths are multiplied out;
// the parser bounds their number.
IndexQuery near_query(const Query& query) {
  std::vector<std::vector<IndexQuery>> groups = {{}};
  for (const Query& part : query.parts) {
    std::vector<std::vector<IndexQuery>> longer;
    for (const concordance::Pattern& pattern : patterns_of(part.alternatives))
      for (const std::vector<IndexQuery>& group : groups) {
        longer.push_back(group);
        longer.back().push_back(IndexQuery::of(pattern));
      }
    groups = std::move(longer);
  }
  std::vector<IndexQuery> any;
  for (std::vector<IndexQuery>& group : groups) {
    IndexQuery near;
    near.kind = IndexQuery::Kind::near;
    near.parts = std::move(group);
    near.distance = query.distance;
    any.push_back(std::move(near));
  }
  return join(IndexQuery::Kind::any, std::move(any));
}

// Whether the concordance can answer it by itself.
bool is_of_words(const Query& query) {
  switch (query.kind) {
    case Query::Kind::words:
    case Query::Kind::near: return true;
    case Query::Kind::all:
    case Query::Kind::any: return std::all_of(query.parts.begin(), query.parts.end(), is_of_words);
    default: return false;
  }
}

IndexQuery translated(const Query& query) {
  if (query.kind == Query::Kind::words) return leaf(query.alternatives);
  if (query.kind == Query::Kind::near) return near_query(query);
  std::vector<IndexQuery> parts;
  for (const Query& part : query.parts) parts.push_back(translated(part));
  return join(query.kind == Query::Kind::all ? IndexQuery::Kind::all : IndexQuery::Kind::any, std::move(parts));
}

void collect_words(const Query& query, std::vector<IndexQuery>& parts) {
  if (query.kind == Query::Kind::words || query.kind == Query::Kind::near) parts.push_back(translated(query));
  if (query.kind == Query::Kind::all || query.kind == Query::Kind::any)
    for (const Query& part : query.parts) collect_words(part, parts);
}

bool is_field(const Query& query) {
  return query.kind == Query::Kind::field ||
         (query.kind == Query::Kind::excluded && query.parts.front().kind == Query::Kind::field);
}

// A query cut into what the selection can hold and the rest.
struct Cut {
  std::vector<Query> fields;
  std::vector<const Query*> wanted, excluded;  // not fields
};

Cut cut(const Query& query, const std::vector<Query>& filters) {
  Cut parts;
  parts.fields = filters;
  const auto take = [&](const Query& part) {
    if (is_field(part)) parts.fields.push_back(part);
    else if (part.kind == Query::Kind::excluded) parts.excluded.push_back(&part.parts.front());
    else if (part.kind != Query::Kind::everything) parts.wanted.push_back(&part);
  };
  if (query.kind == Query::Kind::all) {
    for (const Query& part : query.parts) take(part);
  } else {
    take(query);
  }
  return parts;
}

Run intersection(const Run& a, const Run& b) {
  Run both;
  for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
    if (before(*x, *y)) ++x;
    else if (before(*y, *x)) ++y;
    else {
      both.push_back({x->segment, x->utterance, x->score + y->score});
      ++x, ++y;
    }
  }
  return both;
}

Run merged(const Run& a, const Run& b) {
  Run either;
  either.reserve(a.size() + b.size());
  auto x = a.begin(), y = b.begin();
  while (x != a.end() || y != b.end()) {
    if (y == b.end() || (x != a.end() && before(*x, *y))) either.push_back(*x++);
    else if (x == a.end() || before(*y, *x)) either.push_back(*y++);
    else {
      either.push_back({x->segment, x->utterance, x->score + y->score});
      ++x, ++y;
    }
  }
  return either;
}

Run difference(const Run& a, const Run& b) {
  Run left;
  std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(left), before);
  return left;
}

class Evaluation {
 public:
  Evaluation(const Shelf& shelf, const Index& index) : shelf_(shelf), index_(index) {}

  // `selection` holds for all of it.
  Result<Run> run(const Query& query, const Selection& selection) const {
    if (is_of_words(query)) return concordance::rank_all(index_, translated(query), selection);
    switch (query.kind) {
      case Query::Kind::everything: return everything(selection);
      case Query::Kind::any: return any(query, selection);
      default: return all(cut(query, {}), selection);
    }
  }

  Result<Run> all(const Cut& parts, const Selection& selection) const {
    // Fields first where there are any: they narrow what the words are looked up in.
    if (!parts.fields.empty()) {
      Cut rest{{}, parts.wanted, parts.excluded};
      Result<Selection> narrower = select(shelf_, index_, parts.fields);
      if (!narrower) return narrower.error();
      Result<Run> found = all(rest, *narrower);
      if (!found || selection.everything()) return found;
      Run kept;
      for (const Ranked& one : *found)
        if (selection.takes(one.segment, one.utterance)) kept.push_back(one);
      return kept;
    }
    // Words that stand side by side are ranked in one go; the rest is met with them.
    std::vector<IndexQuery> words;
    std::vector<const Query*> others;
    for (const Query* part : parts.wanted)
      if (is_of_words(*part)) words.push_back(translated(*part));
      else others.push_back(part);
    Result<Run> found = words.empty() && others.empty() ? everything(selection) : Run();
    if (!words.empty())
      found = concordance::rank_all(index_, join(IndexQuery::Kind::all, std::move(words)), selection);
    bool first = parts.wanted.size() == others.size() && !others.empty();
    for (const Query* part : others) {
      Result<Run> more = run(*part, selection);
      if (!more) return more;
      found = first ? std::move(*more) : intersection(*found, *more);
      first = false;
    }
    for (const Query* part : parts.excluded) {
      Result<Run> not_these = run(*part, selection);
      if (!not_these) return not_these;
      found = difference(*found, *not_these);
    }
    return found;
  }

 private:
  Result<Run> any(const Query& query, const Selection& selection) const {
    Run found;
    for (const Query& part : query.parts) {
      Result<Run> more = run(part, selection);
      if (!more) return more;
      found = merged(found, *more);
    }
    return found;
  }

  Result<Run> everything(const Selection& selection) const {
    Run found;
    for (std::uint32_t s = 0; s < index_.segments().size(); ++s)
      for (std::uint32_t u = 0; u < index_.segments()[s]->utterance_count(); ++u)
        if (selection.takes(s, u)) found.push_back({s, u, 0});
    return found;
  }

  const Shelf& shelf_;
  const Index& index_;
};

}  // namespace

std::vector<concordance::Pattern> patterns_of(const std::vector<Sequence>& alternatives) {
  const std::size_t where = only_difference(alternatives);
  if (where < alternatives.front().size() || alternatives.size() == 1) {
    concordance::Pattern pattern = pattern_of(alternatives.front());
    for (std::size_t i = 1; i < alternatives.size(); ++i) add_to(pattern[where], alternatives[i][where]);
    return {std::move(pattern)};
  }
  std::vector<concordance::Pattern> patterns;
  for (const Sequence& sequence : alternatives) patterns.push_back(pattern_of(sequence));
  return patterns;
}

std::vector<concordance::Pattern> patterns_of(const PhraseQuery& phrase) {
  return phrase.patterns.empty() ? patterns_of(phrase.alternatives) : phrase.patterns;
}

concordance::Query words_of(const Query& query) {
  std::vector<IndexQuery> parts;
  collect_words(query, parts);
  return join(IndexQuery::Kind::any, std::move(parts));
}

Result<concordance::Selection> select(const Shelf& shelf, const Index& index, const std::vector<Query>& filters) {
  std::vector<FieldTest> required, excluded;
  for (const Query& filter : filters)
    if (filter.kind == Query::Kind::field) required.push_back(filter.test);
    else excluded.push_back(filter.parts.front().test);
  return Selector(shelf, std::move(required), std::move(excluded)).select(index);
}

Result<std::vector<Ranked>> evaluate(const Shelf& shelf, const Index& index, const Query& query,
                                     const std::vector<Query>& filters) {
  return Evaluation(shelf, index).all(cut(query, filters), index.all());
}

Result<concordance::Ranking> evaluate_best(const Shelf& shelf, const Index& index, const Query& query,
                                           const std::vector<Query>& filters, std::size_t most,
                                           std::size_t skip) {
  const Cut parts = cut(query, filters);
  const auto of_words = [](const Query* part) { return is_of_words(*part); };
  if (!parts.wanted.empty() && std::all_of(parts.wanted.begin(), parts.wanted.end(), of_words) &&
      std::all_of(parts.excluded.begin(), parts.excluded.end(), of_words)) {
    Result<Selection> selection = select(shelf, index, parts.fields);
    if (!selection) return selection.error();
    std::vector<IndexQuery> wanted;
    for (const Query* part : parts.wanted) wanted.push_back(translated(*part));
    std::vector<IndexQuery> whole = {join(IndexQuery::Kind::all, std::move(wanted))};
    for (const Query* part : parts.excluded) whole.push_back(translated(*part));
    return concordance::rank(index, join(IndexQuery::Kind::without, std::move(whole)), *selection, most, skip);
  }
  Result<Run> found = evaluate(shelf, index, query, filters);
  if (!found) return found.error();
  concordance::Ranking ranking;
  ranking.total = found->size();
  std::stable_sort(found->begin(), found->end(), [](const Ranked& a, const Ranked& b) { return a.score > b.score; });
  skip = std::min(skip, found->size());
  most = std::min(most, found->size() - skip);
  ranking.best.assign(found->begin() + static_cast<std::ptrdiff_t>(skip),
                      found->begin() + static_cast<std::ptrdiff_t>(skip + most));
  return ranking;
}

}  // namespace stenogram::corpus
