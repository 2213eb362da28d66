#include "stenogram/corpus/query.h"

#include <algorithm>
#include <optional>

#include "stenogram/corpus/query_lexer.h"
#include "stenogram/text/words.h"

namespace stenogram::corpus {
namespace {

constexpr int kDeepest = 64;
constexpr std::size_t kMostNear = 8;

using Token = QueryToken;

class Parser {
 public:
  explicit Parser(std::string_view text) : lexer_(text, false), text_(text) { advance(); }

  std::optional<QueryFault> fault() const { return fault_ ? fault_ : lexer_.fault; }

  Query read() {
    if (token_.kind == Token::Kind::end && !fault())
      fail({0, text_.size()}, "there is nothing to search for", "give a word or a field, such as speaker:Berg");
    Query query = either(0);
    if (!failed() && token_.kind == Token::Kind::close) fail(token_.at, "a bracket closes that never opened");
    return query;
  }

 private:
  using Kind = Query::Kind;

  void advance() { token_ = lexer_.next(); }
  bool failed() const { return fault_.has_value() || lexer_.fault.has_value(); }
  Query fail(QuerySpan at, std::string what, std::string advice = {}) {
    if (!failed()) fault_ = QueryFault{at, std::move(what), std::move(advice)};
    return {};
  }

  bool at_operand() const {
    switch (token_.kind) {
      case Token::Kind::word:
      case Token::Kind::phrase:
      case Token::Kind::open:
      case Token::Kind::exclude:
      case Token::Kind::field: return true;
      default: return false;
    }
  }

  // `a OR b`: one part is itself, more are one tree with its parts side by side.
  static void join(Query& whole, Kind kind, Query part, bool& first) {
    if (first) {
      whole = std::move(part);
      first = false;
      return;
    }
    if (whole.kind != kind) {
      Query outer;
      outer.kind = kind;
      outer.parts.push_back(std::move(whole));
      whole = std::move(outer);
    }
    whole.parts.push_back(std::move(part));
  }

  Query either(int depth) {
    if (depth > kDeepest) return fail(token_.at, "brackets stand too deep in one another");
    Query whole;
    bool first = true;
    join(whole, Kind::any, both(depth), first);
    while (!failed() && token_.kind == Token::Kind::either) {
      const QuerySpan at = token_.at;
      advance();
      if (!at_operand()) return fail(at, "OR needs something on either side", or_advice(at));
      join(whole, Kind::any, both(depth), first);
    }
    return whole;
  }

  Query both(int depth) {
    Query whole;
    bool first = true;
    if (token_.kind == Token::Kind::either)
      return fail(token_.at, "OR needs something on either side", or_advice(token_.at));
    if (token_.kind == Token::Kind::both)
      return fail(token_.at, "AND needs something on either side", "put it in quotation marks to search for the word");
    while (!failed()) {
      if (token_.kind == Token::Kind::near)
        return fail(token_.at, "NEAR stands between two words or phrases", "write war NEAR/5 peace");
      if (!at_operand()) break;
      bool empty = false;
      Query part = near(depth, empty);
      if (failed()) return {};
      if (!empty) join(whole, Kind::all, std::move(part), first);
      if (token_.kind == Token::Kind::both) {
        const QuerySpan at = token_.at;
        advance();
        if (!at_operand() && !failed())
          return fail(at, "AND needs something on either side", "put it in quotation marks to search for the word");
      }
    }
    if (!failed() && first)
      return fail(token_.at.empty() ? QuerySpan{0, text_.size()} : token_.at, "there is no word to search for here");
    return whole;
  }

  std::string or_advice(QuerySpan at) const {
    return text_.substr(at.begin, at.size()) == "|" ? "" : "put it in quotation marks to search for the word";
  }

  // `a NEAR/5 b NEAR/5 c` is one group. `empty` where the operand was punctuation.
  Query near(int depth, bool& empty) {
    const QuerySpan begin = token_.at;
    Query first = operand(depth, empty);
    if (failed() || token_.kind != Token::Kind::near) return first;
    Query group;
    group.kind = Kind::near;
    group.distance = token_.distance;
    if (empty) return fail(begin, "there is no word for NEAR to join");
    if (!add_near(group, std::move(first), begin)) return {};
    while (!failed() && token_.kind == Token::Kind::near) {
      if (token_.distance != group.distance)
        return fail(token_.at, "words joined by NEAR share one distance",
                    "write the same number, or search for each pair apart");
      advance();
      const QuerySpan at = token_.at;
      if (!at_operand())
        return failed() ? Query()
                        : fail(at.empty() ? begin : at, "NEAR stands between two words or phrases",
                               "write war NEAR/5 peace");
      Query part = operand(depth, empty);
      if (failed()) return {};
      if (empty) return fail(at, "there is no word for NEAR to join");
      if (!add_near(group, std::move(part), at)) return {};
    }
    return group;
  }

  // A word, a phrase, or a bracket of alternatives of these.
  bool add_near(Query& group, Query part, QuerySpan at) {
    if (part.kind == Kind::any &&
        std::all_of(part.parts.begin(), part.parts.end(), [](const Query& q) { return q.kind == Kind::words; })) {
      Query merged;
      merged.kind = Kind::words;
      for (Query& alternative : part.parts)
        for (Sequence& sequence : alternative.alternatives)
          if (std::find(merged.alternatives.begin(), merged.alternatives.end(), sequence) == merged.alternatives.end())
            merged.alternatives.push_back(std::move(sequence));
      part = std::move(merged);
    }
    if (part.kind != Kind::words) {
      fail(at, "NEAR joins words, phrases and alternatives of them", "such as (war OR peace) NEAR/5 talks");
      return false;
    }
    if (group.parts.size() == kMostNear) {
      fail(at, "NEAR joins at most " + std::to_string(kMostNear) + " words or phrases");
      return false;
    }
    group.parts.push_back(std::move(part));
    std::size_t combinations = 1;
    for (const Query& q : group.parts) combinations *= std::max<std::size_t>(q.alternatives.size(), 1);
    if (combinations > kMostAlternatives) {
      fail(at, "more than " + std::to_string(kMostAlternatives) + " combinations of alternatives");
      return false;
    }
    return true;
  }

  Query operand(int depth, bool& empty) {
    empty = false;
    const Token token = token_;
    switch (token.kind) {
      case Token::Kind::exclude: {
        advance();
        if (failed()) return {};
        if (!at_operand()) return fail(token.at, "nothing follows to be excluded");
        if (token_.kind == Token::Kind::exclude) return fail({token.at.begin, token_.at.end}, "what is excluded twice");
        Query inner = operand(depth, empty);
        if (failed() || empty) return {};
        if (token_.kind == Token::Kind::near)
          return fail(token_.at, "NEAR cannot follow what is excluded", "write -(war NEAR/5 peace)");
        Query query;
        query.kind = Kind::excluded;
        query.parts.push_back(std::move(inner));
        return query;
      }
      case Token::Kind::open: {
        advance();
        if (failed()) return {};
        if (token_.kind == Token::Kind::close)
          return fail({token.at.begin, token_.at.end}, "there is nothing in these brackets");
        Query inner = either(depth + 1);
        if (failed()) return {};
        if (token_.kind != Token::Kind::close) return fail(token.at, "this bracket is never closed");
        advance();
        return inner;
      }
      case Token::Kind::field: {
        Query query;
        query.kind = Kind::field;
        query.test = token.test;
        advance();
        return query;
      }
      default: return words(token, empty);
    }
  }

  Query words(const Token& token, bool& empty) {
    advance();
    if (failed()) return {};
    Query query;
    query.kind = Kind::words;
    const bool quoted = token.kind == Token::Kind::phrase;
    // A dash or an ellipsis among bare words is no word; a quotation of nothing is a slip.
    if (!quoted && token.text.find('*') == token.text.npos && text::words(token.text).empty()) {
      empty = true;
      return query;
    }
    auto fault = parse_sequences(token.text, token.text_at.begin, quoted, query.alternatives);
    if (fault) return fail(fault->at.empty() ? token.at : fault->at, fault->what, fault->advice);
    return query;
  }

  QueryLexer lexer_;
  std::string_view text_;
  Token token_;
  std::optional<QueryFault> fault_;
};

std::optional<QueryFault> too_long(std::string_view text) {
  if (text.size() <= kLongestQuery) return {};
  return QueryFault{{0, 0}, "a query of more than " + std::to_string(kLongestQuery) + " bytes", {}};
}

Error report(std::string_view text, const QueryFault& found, QueryFault* fault) {
  if (fault) *fault = found;
  return error_of(text, found);
}

// In brackets, unless it is one operand already.
std::string part_of(const Query& query) {
  std::string written = to_string(query);
  const bool group =
      query.kind == Query::Kind::all || query.kind == Query::Kind::any || query.kind == Query::Kind::near;
  return group ? '(' + written + ')' : written;
}

std::string joined(const Query& query, std::string_view joint) {
  std::string written;
  for (const Query& part : query.parts) {
    if (!written.empty()) written += joint;
    written += part_of(part);
  }
  return written;
}

// A word that the language would take for a sign of its own stands in marks.
std::string words_of(const Query& query) {
  std::string written = to_string(query.alternatives);
  return written.starts_with("-") ? '"' + written + '"' : written;
}

}  // namespace

bool Query::has_words() const {
  if (kind == Kind::words || kind == Kind::near) return true;
  if (kind == Kind::excluded) return false;
  return std::any_of(parts.begin(), parts.end(), [](const Query& part) { return part.has_words(); });
}

Result<Query> parse_query(std::string_view text, QueryFault* fault) {
  if (auto found = too_long(text)) return report({}, *found, fault);
  Parser parser(text);
  Query query = parser.read();
  if (auto found = parser.fault()) return report(text, *found, fault);
  return query;
}

Result<PhraseQuery> parse_phrase(std::string_view text, QueryFault* fault) {
  if (auto found = too_long(text)) return report({}, *found, fault);
  QueryLexer lexer(text, true);
  PhraseQuery phrase;
  // The words, with all else blanked, so that places within the query stay true.
  std::string words(text.size(), ' ');
  bool excluded = false;
  for (Token token = lexer.next(); token.kind != Token::Kind::end && !lexer.fault; token = lexer.next()) {
    if (token.kind == Token::Kind::exclude) {
      excluded = true;
      continue;
    }
    if (token.kind == Token::Kind::field) {
      Query filter;
      filter.kind = Query::Kind::field;
      filter.test = std::move(token.test);
      if (excluded) {
        Query outer;
        outer.kind = Query::Kind::excluded;
        outer.parts.push_back(std::move(filter));
        filter = std::move(outer);
      }
      phrase.filters.push_back(std::move(filter));
    } else {
      words.replace(token.text_at.begin, token.text.size(), token.text);
    }
    excluded = false;
  }
  if (lexer.fault) return report(text, *lexer.fault, fault);
  auto found = parse_sequences(words, 0, true, phrase.alternatives);
  if (found) {
    if (phrase.alternatives.empty() && found->what == "there is no word in it")
      found->advice = "give the words whose lines are wanted";
    return report(text, *found, fault);
  }
  return phrase;
}

Result<std::vector<Query>> parse_fields(std::string_view text, QueryFault* fault) {
  Result<Query> query = parse_query(text, fault);
  if (!query) return query.error();
  std::vector<Query> fields;
  if (query->kind == Query::Kind::all) fields = std::move(query->parts);
  else fields.push_back(std::move(*query));
  for (const Query& field : fields)
    if (field.kind != Query::Kind::field &&
        !(field.kind == Query::Kind::excluded && field.parts[0].kind == Query::Kind::field))
      return report(text, {{0, text.size()}, "only fields may stand here", "such as speaker:Berg date:2017"}, fault);
  return fields;
}

void by_stem(Query& query) {
  by_stem(query.alternatives);
  for (Query& part : query.parts) by_stem(part);
}

Result<FieldTest> parse_filter(Field field, const std::vector<std::string>& values) {
  FieldTest test;
  test.field = field;
  for (const std::string& written : values) {
    FieldValue value;
    if (auto fault = parse_value(field, written, {0, written.size()}, value)) return error_of(written, *fault);
    test.any_of.push_back(std::move(value));
  }
  return test;
}

std::string to_string(const Query& query) {
  switch (query.kind) {
    case Query::Kind::everything: return {};
    case Query::Kind::words: return words_of(query);
    case Query::Kind::near: return joined(query, " NEAR/" + std::to_string(query.distance) + ' ');
    case Query::Kind::field: return to_string(query.test);
    case Query::Kind::all: return joined(query, " ");
    case Query::Kind::any: return joined(query, " OR ");
    case Query::Kind::excluded: return '-' + part_of(query.parts.front());
  }
  return {};
}

std::string to_string(const Query& query, const std::vector<Query>& filters) {
  std::string written = filters.empty() || query.kind != Query::Kind::any ? to_string(query) : part_of(query);
  for (const Query& filter : filters) written += (written.empty() ? "" : " ") + to_string(filter);
  return written;
}

std::string to_string(const PhraseQuery& phrase) {
  if (!phrase.written.empty()) return phrase.written;
  std::string written = to_string(phrase.alternatives);
  for (const Query& filter : phrase.filters) written += ' ' + to_string(filter);
  return written;
}

}  // namespace stenogram::corpus
