#include "stenogram/corpus/evaluate.h"

#include <algorithm>
#include <functional>

#include "stenogram/corpus/cql.h"
#include "stenogram/corpus/selector.h"
#include "stenogram/text/stems.h"

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

concordance::Slot slot_of(const WordPattern& word, std::string_view language) {
  concordance::Slot slot;
  if (word.stem && text::has_stems(language)) {
    slot.accepts = [family = text::StemFamily(word.pieces[0], language)](std::string_view key) {
      return family.holds(key);
    };
  } else if (word.exact()) {
    slot.words = word.pieces;
  } else if (word.pieces.size() == 2 && word.pieces[1].empty()) {
    if (!word.any()) slot.prefixes = {word.pieces[0]};
  } else {
    slot.accepts = [word](std::string_view key) { return word.matches(key); };
  }
  return slot;
}

void add_to(concordance::Slot& slot, const WordPattern& word, std::string_view language) {
  concordance::Slot more = slot_of(word, language);
  slot.words.insert(slot.words.end(), more.words.begin(), more.words.end());
  slot.prefixes.insert(slot.prefixes.end(), more.prefixes.begin(), more.prefixes.end());
  if (!more.accepts) return;
  if (!slot.accepts) slot.accepts = std::move(more.accepts);
  else
    slot.accepts = [first = slot.accepts, second = more.accepts](std::string_view key) {
      return first(key) || second(key);
    };
}

concordance::Pattern pattern_of(const Sequence& sequence, std::string_view language) {
  concordance::Pattern pattern;
  for (const WordPattern& word : sequence) pattern.push_back(slot_of(word, language));
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

// The language in whose words a document's stems are; empty where they have none here.
std::string_view stems_of_document(std::string_view language) {
  return text::has_stems(language) ? language.substr(0, language.find('-')) : std::string_view();
}

std::vector<std::string> languages_of(const Index& index) {
  std::vector<std::string> languages;
  std::string last = "-";
  for (const auto& segment : index.segments())
    for (std::uint32_t i = 0; i < segment->document_count(); ++i) {
      const std::string_view language = segment->document(i).language;
      if (language == last) continue;
      last = language;
      const std::string_view one = stems_of_document(language);
      if (std::find(languages.begin(), languages.end(), one) == languages.end()) languages.emplace_back(one);
    }
  std::sort(languages.begin(), languages.end());
  return languages;
}

std::vector<concordance::Pattern> patterns_in(const std::vector<Sequence>& alternatives, std::string_view language) {
  const std::size_t where = only_difference(alternatives);
  if (where < alternatives.front().size() || alternatives.size() == 1) {
    concordance::Pattern pattern = pattern_of(alternatives.front(), language);
    for (std::size_t i = 1; i < alternatives.size(); ++i) add_to(pattern[where], alternatives[i][where], language);
    return {std::move(pattern)};
  }
  std::vector<concordance::Pattern> patterns;
  for (const Sequence& sequence : alternatives) patterns.push_back(pattern_of(sequence, language));
  return patterns;
}

// take(patterns, documents) for each language of the index, or once for all of them where
// there is but one, or no stem is asked for.
template <class Make, class Take>
void in_each_language(const Index& index, bool stems, Make make, Take take) {
  using Documents = std::function<bool(const concordance::DocumentRow&)>;
  if (!stems) return take(make(std::string_view()), Documents());
  const std::vector<std::string> languages = languages_of(index);
  for (const std::string& language : languages) {
    Documents documents;
    if (languages.size() > 1)
      documents = [language](const concordance::DocumentRow& row) {
        return stems_of_document(row.language) == language;
      };
    take(make(language), documents);
  }
}

IndexQuery of_pattern(BoundPattern bound) {
  IndexQuery query = IndexQuery::of(std::move(bound.pattern));
  query.documents = std::move(bound.documents);
  return query;
}

IndexQuery leaf(const Index& index, const std::vector<Sequence>& alternatives) {
  std::vector<IndexQuery> parts;
  for (BoundPattern& bound : patterns_of(index, alternatives)) parts.push_back(of_pattern(std::move(bound)));
  return join(IndexQuery::Kind::any, std::move(parts));
}

// NEAR joins single patterns, so alternatives of different lengths are multiplied out;
// the parser bounds their number. All parts are in one language.
IndexQuery near_query(const Index& index, const Query& query) {
  using Group = std::vector<IndexQuery>;
  const bool stems = std::any_of(query.parts.begin(), query.parts.end(),
                                 [](const Query& part) { return any_stem(part.alternatives); });
  const auto groups_in = [&](std::string_view language) {
    std::vector<Group> groups = {{}};
    for (const Query& part : query.parts) {
      std::vector<Group> longer;
      for (const concordance::Pattern& pattern : patterns_in(part.alternatives, language))
        for (const Group& group : groups) {
          longer.push_back(group);
          longer.back().push_back(IndexQuery::of(pattern));
        }
      groups = std::move(longer);
    }
    return groups;
  };
  std::vector<IndexQuery> any;
  in_each_language(index, stems, groups_in, [&](std::vector<Group> groups, const auto& documents) {
    for (Group& group : groups) {
      IndexQuery near;
      near.kind = IndexQuery::Kind::near;
      near.parts = std::move(group);
      for (IndexQuery& part : near.parts) part.documents = documents;
      near.distance = query.distance;
      any.push_back(std::move(near));
    }
  });
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

IndexQuery translated(const Index& index, const Query& query) {
  if (query.kind == Query::Kind::words) return leaf(index, query.alternatives);
  if (query.kind == Query::Kind::near) return near_query(index, query);
  std::vector<IndexQuery> parts;
  for (const Query& part : query.parts) parts.push_back(translated(index, part));
  return join(query.kind == Query::Kind::all ? IndexQuery::Kind::all : IndexQuery::Kind::any, std::move(parts));
}

void collect_words(const Index& index, const Query& query, std::vector<IndexQuery>& parts) {
  if (query.kind == Query::Kind::words || query.kind == Query::Kind::near) parts.push_back(translated(index, query));
  if (query.kind == Query::Kind::all || query.kind == Query::Kind::any)
    for (const Query& part : query.parts) collect_words(index, part, parts);
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
    if (is_of_words(query)) return concordance::rank_all(index_, translated(index_, query), selection);
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
      if (is_of_words(*part)) words.push_back(translated(index_, *part));
      else others.push_back(part);
    Result<Run> found = words.empty() && others.empty() ? everything(selection) : Run();
    if (!words.empty()) found = concordance::rank_all(index_, join(IndexQuery::Kind::all, std::move(words)), selection);
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

std::vector<BoundPattern> patterns_of(const Index& index, const std::vector<Sequence>& alternatives) {
  std::vector<BoundPattern> all;
  in_each_language(
      index, any_stem(alternatives), [&](std::string_view language) { return patterns_in(alternatives, language); },
      [&](std::vector<concordance::Pattern> patterns, const auto& documents) {
        for (concordance::Pattern& pattern : patterns) all.push_back({std::move(pattern), documents});
      });
  return all;
}

std::vector<BoundPattern> patterns_of(const Index& index, const PhraseQuery& phrase) {
  if (phrase.patterns.empty()) return patterns_of(index, phrase.alternatives);
  std::vector<BoundPattern> all;
  in_each_language(
      index, phrase.stems,
      [&](std::string_view language) {
        if (!phrase.stems) return phrase.patterns;
        Result<PhraseQuery> again = parse_cql(phrase.written, nullptr, language);
        return again ? std::move(again->patterns) : std::vector<concordance::Pattern>();
      },
      [&](std::vector<concordance::Pattern> patterns, const auto& documents) {
        for (concordance::Pattern& pattern : patterns) all.push_back({std::move(pattern), documents});
      });
  return all;
}

concordance::Query words_of(const Index& index, const Query& query) {
  std::vector<IndexQuery> parts;
  collect_words(index, query, parts);
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
  const Cut parts = cut(query, filters);
  if (!shelf.families()) return Evaluation(shelf, index).all(parts, index.all());
  // Which copies count depends on what is selected, also where no field selects.
  Result<Selection> selection = select(shelf, index, parts.fields);
  if (!selection) return selection.error();
  return Evaluation(shelf, index).all(Cut{{}, parts.wanted, parts.excluded}, *selection);
}

Result<concordance::Ranking> evaluate_best(const Shelf& shelf, const Index& index, const Query& query,
                                           const std::vector<Query>& filters, std::size_t most, std::size_t skip) {
  const Cut parts = cut(query, filters);
  const auto of_words = [](const Query* part) { return is_of_words(*part); };
  if (!parts.wanted.empty() && std::all_of(parts.wanted.begin(), parts.wanted.end(), of_words) &&
      std::all_of(parts.excluded.begin(), parts.excluded.end(), of_words)) {
    Result<Selection> selection = select(shelf, index, parts.fields);
    if (!selection) return selection.error();
    std::vector<IndexQuery> wanted;
    for (const Query* part : parts.wanted) wanted.push_back(translated(index, *part));
    std::vector<IndexQuery> whole = {join(IndexQuery::Kind::all, std::move(wanted))};
    for (const Query* part : parts.excluded) whole.push_back(translated(index, *part));
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
