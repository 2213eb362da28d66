#include "stenogram/corpus/query.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "stenogram/text/words.h"

namespace stenogram::corpus {
namespace {

constexpr int kDeepest = 64;
constexpr std::size_t kMostNear = 8;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Quotation marks as typed, and as pasted from a page: each opens what any of its
// closers ends.
struct Marks {
  std::string_view open;
  std::vector<std::string_view> close;
};
const std::vector<Marks>& quotation_marks() {
  static const std::vector<Marks> marks = {{"\"", {"\""}},
                                           {"“", {"”", "\""}},
                                           {"„", {"“", "”", "\""}},
                                           {"«", {"»"}}};
  return marks;
}

const Marks* opens_quotation(std::string_view text) {
  for (const Marks& marks : quotation_marks())
    if (text.starts_with(marks.open)) return &marks;
  return nullptr;
}

struct Token {
  enum class Kind { end, word, phrase, open, close, either, both, exclude, near, field };
  Kind kind = Kind::end;
  QuerySpan at;           // all of it
  std::string_view text;  // of a word or phrase, without marks
  QuerySpan text_at;
  std::uint32_t distance = 0;
  FieldTest test;
};

// Cuts the line into tokens, one ahead of the parser.
class Lexer {
 public:
  // `phrase`: brackets and bars belong to the words, as kwic reads them.
  Lexer(std::string_view text, bool phrase) : text_(text), phrase_(phrase) {}

  std::optional<QueryFault> fault;

  Token next() {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
    Token token;
    token.at = {at_, at_};
    if (at_ == text_.size()) return token;
    if (const Marks* marks = opens_quotation(text_.substr(at_))) return quoted(*marks);
    const char c = text_[at_];
    if (!phrase_) {
      if (c == '(') return mark(Token::Kind::open);
      if (c == ')') return mark(Token::Kind::close);
      if (c == '|') return mark(Token::Kind::either);
    }
    // A hyphen excludes where something follows it; by itself it is punctuation. In a
    // phrase it does so only before a field: `-5 degrees` is the number.
    if (c == '-' && at_ + 1 < text_.size() && !is_blank(text_[at_ + 1]) &&
        (!phrase_ || field_ahead(at_ + 1)))
      return mark(Token::Kind::exclude);
    if (std::size_t colon = field_ahead(at_)) return field(colon);
    return word();
  }

 private:
  Token mark(Token::Kind kind) {
    Token token;
    token.kind = kind;
    token.at = {at_, at_ + 1};
    ++at_;
    return token;
  }

  Token fail(std::size_t begin, std::size_t end, std::string what, std::string advice = {}) {
    if (!fault) fault = QueryFault{{begin, end}, std::move(what), std::move(advice)};
    at_ = text_.size();
    return {};
  }

  Token quoted(const Marks& marks) {
    Token token;
    token.kind = Token::Kind::phrase;
    const std::size_t open = at_;
    at_ += marks.open.size();
    std::size_t end = text_.npos;
    std::size_t length = 0;
    for (std::string_view close : marks.close) {
      std::size_t found = text_.find(close, at_);
      if (found < end) end = found, length = close.size();
    }
    if (end == text_.npos)
      return fail(open, open + marks.open.size(), "this quotation mark is never closed");
    token.text = text_.substr(at_, end - at_);
    token.text_at = {at_, end};
    at_ = end + length;
    token.at = {open, at_};
    return token;
  }

  // The end of bare text: a blank, a bracket, a bar or an opening quotation mark.
  std::size_t bare_end(std::size_t at) const {
    while (at < text_.size() && !is_blank(text_[at]) && text_[at] != '(' && text_[at] != ')' &&
           text_[at] != '|' && !opens_quotation(text_.substr(at)))
      ++at;
    return at;
  }

  // Where letters, a colon and a value stand at `at`: the colon's place, else 0. Letters
  // of a field this language does not know count too, so that a slip of the pen is not
  // quietly searched for; so does a known name before a blank.
  std::size_t field_ahead(std::size_t at) const {
    std::size_t colon = at;
    while (colon < text_.size() &&
           (((text_[colon] | 32) >= 'a' && (text_[colon] | 32) <= 'z') || text_[colon] == '_'))
      ++colon;
    if (colon == at || colon == text_.size() || text_[colon] != ':') return 0;
    const bool value = colon + 1 < text_.size() && !is_blank(text_[colon + 1]);
    return value || field_of(text_.substr(at, colon - at)) ? colon : 0;
  }

  Token field(std::size_t colon) {
    std::string_view name = text_.substr(at_, colon - at_);
    std::optional<Field> field = field_of(name);
    if (!field)
      return fail(at_, colon, "no field is called \"" + std::string(name) + '"',
                  "fields are " + field_names() + "; to search for these words, put them in quotation marks");
    Token token;
    token.kind = Token::Kind::field;
    token.test.field = *field;
    const std::size_t begin = at_;
    at_ = colon + 1;
    if (at_ < text_.size() && text_[at_] == '(') {
      if (!values(token.test)) return {};
    } else if (!value(token.test, begin)) {
      return {};
    }
    token.at = {begin, at_};
    return token;
  }

  bool value(FieldTest& test, std::size_t begin) {
    std::string_view written;
    QuerySpan where;
    if (at_ < text_.size() && opens_quotation(text_.substr(at_))) {
      Token token = quoted(*opens_quotation(text_.substr(at_)));
      if (fault) return false;
      written = token.text;
      where = token.text_at;
    } else {
      const std::size_t end = bare_end(at_);
      written = text_.substr(at_, end - at_);
      where = written.empty() ? QuerySpan{begin, at_} : QuerySpan{at_, end};
      at_ = end;
    }
    FieldValue parsed;
    fault = parse_value(test.field, written, where, parsed);
    if (fault) return false;
    test.any_of.push_back(std::move(parsed));
    return true;
  }

  // speaker:(Berg OR "Anna Lind")
  bool values(FieldTest& test) {
    const std::size_t open = at_++;
    while (true) {
      while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
      if (at_ == text_.size()) return fail(open, open + 1, "this bracket is never closed"), false;
      if (text_[at_] == ')' && test.any_of.empty())
        return fail(open, at_ + 1, "there is nothing in these brackets"), false;
      if (!test.any_of.empty()) {
        if (text_[at_] == ')') return ++at_, true;
        const std::string_view rest = text_.substr(at_);
        const std::size_t joint = rest.starts_with("|") ? 1 : rest.starts_with("OR") && bare_end(at_) == at_ + 2 ? 2 : 0;
        if (joint == 0)
          return fail(at_, std::max(bare_end(at_), at_ + 1), "values in brackets are joined by OR"), false;
        at_ += joint;
        while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
        if (at_ == text_.size() || text_[at_] == ')')
          return fail(at_ - joint, at_, "OR needs a value on either side"), false;
      }
      if (bare_end(at_) == at_ && !opens_quotation(text_.substr(at_)))
        return fail(at_, at_ + 1, "a value should stand here"), false;
      if (!value(test, at_)) return false;
    }
  }

  Token word() {
    Token token;
    const std::size_t begin = at_;
    at_ = phrase_ ? phrase_end(at_) : number_end(bare_end(at_), begin);
    token.text = text_.substr(begin, at_ - begin);
    token.at = token.text_at = {begin, at_};
    token.kind = phrase_ ? Token::Kind::word : keyword(token);
    return token;
  }

  // `1 000 000` is one word (section 4 of the contract), though blanks cut it: goes on
  // for as long as the pieces make one word.
  std::size_t number_end(std::size_t end, std::size_t begin) const {
    while (end < text_.size() && end > begin && is_digit(text_[end - 1]) && is_blank(text_[end]) &&
           end + 1 < text_.size() && is_digit(text_[end + 1])) {
      const std::size_t more = bare_end(end + 1);
      const std::size_t apart = text::words(text_.substr(begin, end - begin)).size() +
                                text::words(text_.substr(end + 1, more - end - 1)).size();
      if (text::words(text_.substr(begin, more - begin)).size() >= apart) break;
      end = more;
    }
    return end;
  }

  // In a phrase words go on up to a field or a quotation mark, outside brackets.
  std::size_t phrase_end(std::size_t at) const {
    do {
      at = bare_end(at);
      while (at < text_.size() && (is_blank(text_[at]) || text_[at] == '(' || text_[at] == ')' || text_[at] == '|'))
        ++at;
    } while (at < text_.size() && !opens_quotation(text_.substr(at)) && !field_ahead(at) &&
             !(text_[at] == '-' && field_ahead(at + 1)));
    return at;
  }

  Token::Kind keyword(Token& token) {
    if (token.text == "OR") return Token::Kind::either;
    if (token.text == "AND") return Token::Kind::both;
    if (token.text == "NOT") return Token::Kind::exclude;
    if (!token.text.starts_with("NEAR")) return Token::Kind::word;
    std::string_view rest = token.text.substr(4);
    token.distance = kUsualDistance;
    if (rest.empty()) return Token::Kind::near;
    if (rest.front() != '/') return Token::Kind::word;
    rest.remove_prefix(1);
    auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), token.distance);
    if (error != std::errc() || end != rest.data() + rest.size() || token.distance > kFarthest)
      fail(token.at.begin, token.at.end,
           "NEAR/ is followed by a number of words, at most " + std::to_string(kFarthest),
           "write war NEAR/5 peace");
    return Token::Kind::near;
  }

  std::string_view text_;
  bool phrase_;
  std::size_t at_ = 0;
};

class Parser {
 public:
  explicit Parser(std::string_view text) : lexer_(text, false), text_(text) { advance(); }

  std::optional<QueryFault> fault() const { return fault_ ? fault_ : lexer_.fault; }

  Query read() {
    if (token_.kind == Token::Kind::end && !fault())
      fail({0, text_.size()}, "there is nothing to search for", "give a word or a field, such as speaker:Berg");
    Query query = either(0);
    if (!failed() && token_.kind == Token::Kind::close)
      fail(token_.at, "a bracket closes that never opened");
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
    if (token_.kind == Token::Kind::either) return fail(token_.at, "OR needs something on either side", or_advice(token_.at));
    if (token_.kind == Token::Kind::both) return fail(token_.at, "AND needs something on either side", "put it in quotation marks to search for the word");
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
        if (!at_operand() && !failed()) return fail(at, "AND needs something on either side", "put it in quotation marks to search for the word");
      }
    }
    if (!failed() && first)
      return fail(token_.at.empty() ? QuerySpan{0, text_.size()} : token_.at,
                  "there is no word to search for here");
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
      if (!at_operand()) return failed() ? Query() : fail(at.empty() ? begin : at, "NEAR stands between two words or phrases", "write war NEAR/5 peace");
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
        if (token_.kind == Token::Kind::close) return fail({token.at.begin, token_.at.end}, "there is nothing in these brackets");
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

  Lexer lexer_;
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
  const bool group = query.kind == Query::Kind::all || query.kind == Query::Kind::any ||
                     query.kind == Query::Kind::near;
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
  Lexer lexer(text, true);
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
    if (auto fault = parse_value(field, written, {0, written.size()}, value))
      return error_of(written, *fault);
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
