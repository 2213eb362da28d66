#include "stenogram/corpus/query_lexer.h"

#include <algorithm>
#include <charconv>

#include "stenogram/corpus/query.h"
#include "stenogram/text/words.h"

namespace stenogram::corpus {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

// Quotation marks as typed, and as pasted from a page: each opens what any of its
// closers ends.
const std::vector<QueryLexer::Marks>& QueryLexer::quotation_marks() {
  static const std::vector<Marks> marks = {{"\"", {"\""}}, {"“", {"”", "\""}}, {"„", {"“", "”", "\""}}, {"«", {"»"}}};
  return marks;
}

const QueryLexer::Marks* QueryLexer::opens_quotation(std::string_view text) {
  for (const Marks& marks : quotation_marks())
    if (text.starts_with(marks.open)) return &marks;
  return nullptr;
}

QueryToken QueryLexer::next() {
  while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
  QueryToken token;
  token.at = {at_, at_};
  if (at_ == text_.size()) return token;
  if (const Marks* marks = opens_quotation(text_.substr(at_))) return quoted(*marks);
  const char c = text_[at_];
  if (!phrase_) {
    if (c == '(') return mark(QueryToken::Kind::open);
    if (c == ')') return mark(QueryToken::Kind::close);
    if (c == '|') return mark(QueryToken::Kind::either);
  }
  // A hyphen excludes where something follows it; by itself it is punctuation. In a
  // phrase it does so only before a field: `-5 degrees` is the number.
  if (c == '-' && at_ + 1 < text_.size() && !is_blank(text_[at_ + 1]) && (!phrase_ || field_ahead(at_ + 1)))
    return mark(QueryToken::Kind::exclude);
  if (std::size_t colon = field_ahead(at_)) return field(colon);
  return word();
}

QueryToken QueryLexer::mark(QueryToken::Kind kind) {
  QueryToken token;
  token.kind = kind;
  token.at = {at_, at_ + 1};
  ++at_;
  return token;
}

QueryToken QueryLexer::fail(std::size_t begin, std::size_t end, std::string what, std::string advice) {
  if (!fault) fault = QueryFault{{begin, end}, std::move(what), std::move(advice)};
  at_ = text_.size();
  return {};
}

QueryToken QueryLexer::quoted(const Marks& marks) {
  QueryToken token;
  token.kind = QueryToken::Kind::phrase;
  const std::size_t open = at_;
  at_ += marks.open.size();
  std::size_t end = text_.npos;
  std::size_t length = 0;
  for (std::string_view close : marks.close) {
    std::size_t found = text_.find(close, at_);
    if (found < end) end = found, length = close.size();
  }
  if (end == text_.npos) return fail(open, open + marks.open.size(), "this quotation mark is never closed");
  token.text = text_.substr(at_, end - at_);
  token.text_at = {at_, end};
  at_ = end + length;
  token.at = {open, at_};
  return token;
}

// The end of bare text: a blank, a bracket, a bar or an opening quotation mark.
std::size_t QueryLexer::bare_end(std::size_t at) const {
  while (at < text_.size() && !is_blank(text_[at]) && text_[at] != '(' && text_[at] != ')' && text_[at] != '|' &&
         !opens_quotation(text_.substr(at)))
    ++at;
  return at;
}

// Where letters, a colon and a value stand at `at`: the colon's place, else 0. Letters
// of a field this language does not know count too, so that a slip of the pen is not
// quietly searched for; so does a known name before a blank.
std::size_t QueryLexer::field_ahead(std::size_t at) const {
  std::size_t colon = at;
  while (colon < text_.size() && (((text_[colon] | 32) >= 'a' && (text_[colon] | 32) <= 'z') || text_[colon] == '_'))
    ++colon;
  if (colon == at || colon == text_.size() || text_[colon] != ':') return 0;
  const bool value = colon + 1 < text_.size() && !is_blank(text_[colon + 1]);
  return value || field_of(text_.substr(at, colon - at)) ? colon : 0;
}

QueryToken QueryLexer::field(std::size_t colon) {
  std::string_view name = text_.substr(at_, colon - at_);
  std::optional<Field> field = field_of(name);
  if (!field)
    return fail(at_, colon, "no field is called \"" + std::string(name) + '"',
                "fields are " + field_names() + "; to search for these words, put them in quotation marks");
  QueryToken token;
  token.kind = QueryToken::Kind::field;
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

bool QueryLexer::value(FieldTest& test, std::size_t begin) {
  std::string_view written;
  QuerySpan where;
  if (at_ < text_.size() && opens_quotation(text_.substr(at_))) {
    QueryToken token = quoted(*opens_quotation(text_.substr(at_)));
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
bool QueryLexer::values(FieldTest& test) {
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
      if (joint == 0) return fail(at_, std::max(bare_end(at_), at_ + 1), "values in brackets are joined by OR"), false;
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

QueryToken QueryLexer::word() {
  QueryToken token;
  const std::size_t begin = at_;
  at_ = phrase_ ? phrase_end(at_) : number_end(bare_end(at_), begin);
  token.text = text_.substr(begin, at_ - begin);
  token.at = token.text_at = {begin, at_};
  token.kind = phrase_ ? QueryToken::Kind::word : keyword(token);
  return token;
}

// `1 000 000` is one word (section 4 of the contract), though blanks cut it: goes on
// for as long as the pieces make one word.
std::size_t QueryLexer::number_end(std::size_t end, std::size_t begin) const {
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
std::size_t QueryLexer::phrase_end(std::size_t at) const {
  do {
    at = bare_end(at);
    while (at < text_.size() && (is_blank(text_[at]) || text_[at] == '(' || text_[at] == ')' || text_[at] == '|')) ++at;
  } while (at < text_.size() && !opens_quotation(text_.substr(at)) && !field_ahead(at) &&
           !(text_[at] == '-' && field_ahead(at + 1)));
  return at;
}

QueryToken::Kind QueryLexer::keyword(QueryToken& token) {
  if (token.text == "OR") return QueryToken::Kind::either;
  if (token.text == "AND") return QueryToken::Kind::both;
  if (token.text == "NOT") return QueryToken::Kind::exclude;
  if (!token.text.starts_with("NEAR")) return QueryToken::Kind::word;
  std::string_view rest = token.text.substr(4);
  token.distance = kUsualDistance;
  if (rest.empty()) return QueryToken::Kind::near;
  if (rest.front() != '/') return QueryToken::Kind::word;
  rest.remove_prefix(1);
  auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), token.distance);
  if (error != std::errc() || end != rest.data() + rest.size() || token.distance > kFarthest)
    fail(token.at.begin, token.at.end, "NEAR/ is followed by a number of words, at most " + std::to_string(kFarthest),
         "write war NEAR/5 peace");
  return QueryToken::Kind::near;
}

}  // namespace stenogram::corpus
