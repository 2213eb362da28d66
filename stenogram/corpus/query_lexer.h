// The line of a query cut into words, phrases, fields and signs, each with its place.
// For query.cc alone.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stenogram/corpus/fault.h"
#include "stenogram/corpus/filter.h"

namespace stenogram::corpus {

struct QueryToken {
  enum class Kind { end, word, phrase, open, close, either, both, exclude, near, field };
  Kind kind = Kind::end;
  QuerySpan at;           // all of it
  std::string_view text;  // of a word or phrase, without marks; lives as long as the query
  QuerySpan text_at;
  std::uint32_t distance = 0;
  FieldTest test;
};

// Cuts the line into tokens, one ahead of the parser. After a fault there are no more.
class QueryLexer {
 public:
  // `phrase`: brackets and bars belong to the words, as kwic reads them. `text` must outlive it.
  QueryLexer(std::string_view text, bool phrase) : text_(text), phrase_(phrase) {}

  std::optional<QueryFault> fault;

  QueryToken next();

 private:
  struct Marks {
    std::string_view open;
    std::vector<std::string_view> close;
  };
  static const std::vector<Marks>& quotation_marks();
  static const Marks* opens_quotation(std::string_view text);

  QueryToken mark(QueryToken::Kind kind);
  QueryToken fail(std::size_t begin, std::size_t end, std::string what, std::string advice = {});
  QueryToken quoted(const Marks& marks);
  std::size_t bare_end(std::size_t at) const;
  std::size_t field_ahead(std::size_t at) const;
  QueryToken field(std::size_t colon);
  bool value(FieldTest& test, std::size_t begin);
  bool values(FieldTest& test);
  QueryToken word();
  std::size_t number_end(std::size_t end, std::size_t begin) const;
  std::size_t phrase_end(std::size_t at) const;
  QueryToken::Kind keyword(QueryToken& token);

  std::string_view text_;
  bool phrase_;
  std::size_t at_ = 0;
};

}  // namespace stenogram::corpus
