// Everything the interface can be asked, described once.
//
// From this table come the routes and their checks (app.h), the OpenAPI document and
// docs/api.md (openapi.h), and the tools of `stenogram mcp` (mcp.h). A new route is one
// entry beside its run function, in one of the operations_*.cc files.
//
// A run function is given arguments that have been held to the table, and answers in the
// very lines of the command line. It keeps no state. Any thread.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "stenogram/base/result.h"
#include "stenogram/corpus/query.h"
#include "stenogram/serve/http.h"
#include "stenogram/serve/library.h"

namespace stenogram::serve {

struct Parameter {
  enum class Type { text, number, flag, choice };
  std::string_view name = {};
  Type type = Type::text;
  std::string_view help = {};  // a sentence
  bool required = false;
  bool repeated = false;
  bool in_path = false;
  std::uint64_t usual = 0, least = 0, most = 0;  // of numbers
  bool has_usual = false;
  std::vector<std::string_view> choices = {};  // the first is the usual one
  std::uint64_t most_bytes = 4096;             // of text
};

// What was asked, held to the table: every name is known, every value in range.
class Arguments {
 public:
  bool has(std::string_view name) const { return values_.count(name) > 0; }
  std::optional<std::string> value(std::string_view name) const;  // the last
  std::string text(std::string_view name) const { return value(name).value_or(""); }
  const std::vector<std::string>& values(std::string_view name) const;
  // The usual value of the table where none was given.
  std::uint64_t number(std::string_view name) const;
  bool flag(std::string_view name) const { return value(name) == "true"; }
  std::string choice(std::string_view name) const;
  void set(std::string_view name, std::string value);

  // Of a request that brings bytes.
  std::string body;
  std::string media_type;  // as declared, without its parameters, in lower case
  std::string charset;     // as declared

 private:
  friend Result<Arguments> arguments_of(std::span<const Parameter> table,
                                        const std::vector<std::pair<std::string, std::string>>& given);
  std::span<const Parameter> table_;
  std::map<std::string, std::vector<std::string>, std::less<>> values_;
};

// Error::usage that names the parameter.
Result<Arguments> arguments_of(std::span<const Parameter> table,
                               const std::vector<std::pair<std::string, std::string>>& given);

struct Answer {
  std::string lines;  // JSON Lines, each with its end
  // Where set, more lines follow, appended by each call; false: that was the last of them.
  std::function<Result<bool>(std::string& more)> next;
  // Of a list that comes in pages: how many there are, and how many of them these are.
  std::optional<std::uint64_t> total;
  std::uint64_t shown = 0;
  int status = 200;
  // Where set, the answer is no JSON but these bytes.
  struct Bytes {
    std::string media_type, bytes;
    Fields fields;
  };
  std::optional<Bytes> bytes;
};

struct Context {
  Library& library;
  std::shared_ptr<const Snapshot> snapshot;
};

struct Operation {
  std::string_view id = {};  // "search"
  std::string_view method = "GET";
  std::string_view path = {};     // below /api/v1: "/transcripts/{id}"; empty for the root
  std::string_view group = {};    // heading in the documents
  std::string_view summary = {};  // a line
  std::string_view about = {};    // sentences; may be empty
  std::vector<Parameter> parameters = {};
  std::vector<std::string_view> lines = {};  // the types of its lines, schemas of data/schemas.json
  bool one = false;                          // answers the one object itself
  bool paged = false;                        // takes limit and skip
  Lane lane = Lane::quick;
  bool writes = false;  // needs --write, a token, and a same-origin Origin
  enum class Body { none, json, bytes, either } body = Body::none;
  std::uint64_t body_bytes = 0;       // at most
  std::string_view body_schema = {};  // of data/schemas.json, where the body is JSON
  std::string_view media_type = {};   // of an answer in bytes
  std::vector<int> statuses = {200};  // of answers that are no errors
  Result<Answer> (*run)(const Context& context, const Arguments& arguments) = nullptr;
};

// In the order of the documents.
const std::vector<Operation>& operations();
const Operation* find_operation(std::string_view id);

inline constexpr std::string_view kBase = "/api/v1";
inline constexpr std::uint64_t kArticleBytes = 16ull << 20, kCaptureBytes = 256ull << 20;

// -- What tables are made of.
Parameter text(std::string_view name, std::string_view help);
Parameter required(Parameter parameter);
Parameter repeated(Parameter parameter);
Parameter flag(std::string_view name, std::string_view help);
Parameter number(std::string_view name, std::uint64_t usual, std::uint64_t least, std::uint64_t most,
                 std::string_view help);
// Without a usual value: has() tells whether it was given.
Parameter number(std::string_view name, std::uint64_t least, std::uint64_t most, std::string_view help);
Parameter choice(std::string_view name, std::vector<std::string_view> choices, std::string_view help);
Parameter path_id();
// limit and skip.
void add_page(std::vector<Parameter>& parameters, std::uint64_t usual, std::uint64_t most);
// speaker, kind, outlet, place, lang, date, in.
std::vector<Parameter> with_filters(std::vector<Parameter> parameters);
Result<std::vector<corpus::Query>> filters_of(const Arguments& arguments);

// Operations of each kind, for operations().
void add_archive_operations(std::vector<Operation>& all);
void add_transcript_operations(std::vector<Operation>& all);
void add_search_operations(std::vector<Operation>& all);
void add_count_operations(std::vector<Operation>& all);
void add_check_operations(std::vector<Operation>& all);
void add_copies_operations(std::vector<Operation>& all);
void add_reuse_operations(std::vector<Operation>& all);
void add_capture_operations(std::vector<Operation>& all);

}  // namespace stenogram::serve
